"""The words of tables made at random, in languages that the lists of words know and in one that they do not."""

from __future__ import annotations

from dataclasses import dataclass

SECTORS = ("residential", "tertiary", "industry", "transport", "waste")
CARRIERS = ("electricity", "natural_gas", "heating_oil", "diesel", "heat_cold")
WORDS = """
en; Residential,Tertiary,Industry,Transport,Waste; Electricity,Natural gas,Heating oil,Diesel,District heating; \
Sector; Carrier; Total,All,Sum; Share
de; Haushalte,Gewerbe,Industrie,Verkehr,Abfall; Strom,Erdgas,Heizöl,Diesel,Fernwärme; \
Sektor; Energieträger; Gesamt,Summe,Insgesamt; Anteil
fr; Résidentiel,Tertiaire,Industrie,Transports,Déchets; Électricité,Gaz naturel,Fioul,Gazole,Chaleur; \
Secteur; Énergie; Total,Ensemble; Part
it; Residenziale,Terziario,Industria,Trasporti,Rifiuti; \
Energia elettrica,Gas naturale,Olio da riscaldamento,Gasolio per autotrazione,Calore; Settore; Vettore; Totale; Quota
es; Residencial,Terciario,Industria,Transporte,Residuos; \
Electricidad,Gas natural,Gasóleo de calefacción,Diésel,Calor; Sector; Vector; Total; Cuota
fi; Asuminen,Palvelut,Teollisuus,Liikenne,Jätehuolto; Sähkö,Maakaasu,Polttoöljy,Dieselöljy,Kaukolämpö; \
Toimiala; Energianlähde; Kaikkiaan; Osuus
"""
UNKNOWN = "fi"


@dataclass(frozen=True)
class Language:
    """The words of one language: of a sector or a carrier by its code, and of what stands around the figures."""

    sectors: dict[str, str]
    carriers: dict[str, str]
    sector: str
    carrier: str
    total: tuple[str, ...]
    share: str


def _language(sectors: str, carriers: str, sector: str, carrier: str, total: str, share: str) -> Language:
    return Language(
        dict(zip(SECTORS, sectors.split(","), strict=True)),
        dict(zip(CARRIERS, carriers.split(","), strict=True)),
        sector,
        carrier,
        tuple(total.split(",")),
        share,
    )


LANGUAGES = {
    code: _language(*words)
    for code, *words in ([part.strip() for part in line.split(";")] for line in WORDS.strip().splitlines())
}
