"""Words in the name of a column that make its figures something else than what a city used or emitted in a year."""

from __future__ import annotations

NEVER_AMOUNTS = frozenset(
    word
    for line in (
        "saving savings saved avoided reduction reductions change difference delta index projection projected forecast",
        "bau scenario potential uncertainty lower upper",
        "économie économies évité évitée évités évitées réduction réductions variation écart indice projection",
        "scénario potentiel incertitude",
        "risparmio risparmi evitate evitata evitati evitato riduzione riduzioni variazione indice proiezione",
        "potenziale incertezza",
        "ahorro ahorros evitadas evitados reducción reducciones variación índice proyección escenario potencial",
        "incertidumbre",
        "poupança poupanças redução reduções variação índice projeção cenário incerteza",
        "einsparung einsparungen vermieden vermiedene minderung reduktion veränderung änderung differenz prognose",
        "szenario potenzial unsicherheit",
        "икономия икономии спестена спестени избегнати намаление намаляване изменение промяна разлика индекс прогноза",
        "сценарий потенциал неопределеност",
    )
    for word in line.split()
)
"""What is saved, changed, expected or possible."""
NEVER_A_YEAR = frozenset(
    word
    for line in (
        "cost costs price prices tariff expenditure bill eur euro euros usd",
        "number count cumulative cumulated monthly daily average mean median",
        "removal removals sequestration sequestered uptake sink sinks biogenic",
        "coût coûts prix tarif dépense dépenses facture nombre cumulé cumulés cumulée cumulées mensuel mensuelle",
        "moyen moyenne séquestration absorption absorptions puits biogénique",
        "costo costi prezzo prezzi tariffa spesa bolletta numero cumulato cumulate cumulativo mensile medio media",
        "sequestro assorbimento assorbimenti biogenico biogenica biogeniche",
        "coste costes costos precio precios tarifa gasto factura número acumulado acumuladas mensual medio promedio",
        "secuestro absorción absorciones remoción remociones sumideros biogénico biogénica biogénicas",
        "custo custos preço preços despesa fatura acumulada mensal médio média sequestro remoção remoções sumidouros",
        "kosten preis preise tarif ausgaben rechnung anzahl kumuliert kumulierte monatlich monatlicher durchschnitt",
        "durchschnittlicher mittlerer senken senke aufnahme biogen biogene biogenes",
        "цена цени разход разходи тарифа сметка брой кумулативно кумулативни месечно месечна средно средна",
        "поглъщане поглътени биогенни биогенен",
    )
    for word in line.split()
)
"""What is paid or counted, means and sums of other spans than a year, and what is taken out of the air or comes of
plants, whose sign or place in the total is another."""
NEVER_CONSUMED = frozenset(
    word
    for line in (
        "production produced generation generated output",
        "produite produit produzione prodotta prodotto producción producida generación generada",
        "produção produzida geração gerada erzeugung erzeugt produktion производство произведена",
        "loss losses pertes perdite pérdidas perdas verluste netzverluste загуби",
    )
    for word in line.split()
)
"""What is produced or lost, where energy is meant: it is no consumption."""
LAND_USE = frozenset({"land", "lulucf", "afolu"})
"""Beside these words a change is the name of a sector."""


def others(words: frozenset[str], energy: bool) -> bool:
    """Whether the words of a header speak of other figures; ``energy`` says that its unit measures energy."""
    if energy and words & NEVER_CONSUMED:
        return True
    return bool(words & NEVER_A_YEAR) or (bool(words & NEVER_AMOUNTS) and not words & LAND_USE)


BESIDE = frozenset(
    word
    for line in (
        "remark remarks note notes comment comments source sources description capita head inhabitant inhabitants",
        "person population cost costs price prices expenditure eur euro euros usd gbp chf bgn pln gdp",
        "remarque remarques commentaire commentaires habitant habitants coût coûts prix",
        "osservazioni commenti fonte fonti abitante abitanti costo costi prezzo prezzi popolazione spesa",
        "observaciones comentarios notas nota fuente habitante coste costes precio precios población",
        "observações comentários habitante custo custos preço preços população",
        "bemerkung bemerkungen anmerkung anmerkungen kommentar quelle einwohner kopf kosten preis bevölkerung",
        "забележка забележки коментар източник жител жители цена разход разходи население лв",
    )
    for word in line.split()
)
"""What stands beside the figures of a table: notes, money, and figures per head."""


def beside(words: frozenset[str]) -> bool:
    """Whether a column of this name in a table of carriers holds something else than what a carrier used or emitted."""
    return bool(words & BESIDE) or others(words, energy=False)
