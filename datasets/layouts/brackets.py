"""What stands in brackets beside a carrier: whether it may be a unit, or only says more of the carrier."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache, lru_cache

from analytics import units
from analytics.factors import calorific

SHORTEST_WORD = 4
"""Fewer letters than this are taken for the symbol of a unit, as most of them have."""
ALIKE = 0.8
"""From this likeness (twice the letters in common by all letters) on, a word is taken for a unit that was misspelt."""
_BLEND = re.compile(r"[BE] ?[0-9]{1,3}|RON ?[0-9]{2,3}|SP ?9[58]", re.IGNORECASE)
"""The grades of blends and petrol: B7 is diesel with up to 7 % of biodiesel, and no unit."""
# Words that measure something, though it is no energy: containers, money, counts and shares, and powers of ten.
_MEASURES = frozenset(
    word
    for line in (
        "can cans drum drums bottle bottles cylinder cylinders bag bags sack sacks load loads truck trucks tank tanks",
        "bidon bidons fût fûts bouteille bouteilles sac sacs camion camions citerne citernes stère stères",
        "bidón bidones botella botellas bombona bombonas saco sacos camiones",
        "bidone bidoni fusto fusti bombola bombole bottiglia bottiglie sacco sacchi",
        "bidão bidões botija botijas garrafa garrafas camião camiões",
        "kanister fass fässer flasche flaschen säcke ladung ladungen raummeter festmeter",
        "бидон бидони туба туби бутилка бутилки чувал чували варел варели",
        "euro euros dollar dollars cent cents lei leva лева лев евро cost costs price prices expense expenses",
        "coût coûts prix dépense dépenses coste costes costo costos precio precios gasto gastos costi prezzo prezzi",
        "spesa spese custo custos preço preços despesa despesas kosten preis preise ausgaben разход разходи цена цени",
        "number count units users customers consumers connections meters vehicles cars persons people inhabitants",
        "nombre clients abonnés véhicules personnes número clientes usuarios vehículos personas numero clienti utenti",
        "veicoli persone utilizadores veículos pessoas anzahl kunden nutzer fahrzeuge personen einwohner",
        "брой клиенти потребители превозни коли хора жители",
        "share percent percentage quota part pourcentage porcentaje percentuale percentagem anteil prozent дял процент",
        "hundred thousand thousands million millions billion billions mille milliers millón millones miles mila",
        "migliaia milione milioni milhar milhares milhão milhões tausend millionen хиляда хиляди милион милиони",
    )
    for word in line.split()
)


@lru_cache(maxsize=1024)
def unit_like(text: str) -> bool:
    """Whether a text that is no known unit may be meant as one: a short one, one with digits or signs, a misspelt unit,
    or a word that measures something else. "light", "mains" and "B7" may not."""
    words = units.plain_text(text)
    if _BLEND.fullmatch(words):
        return False
    return any(_like(word) for word in words.replace("-", " ").split()) or bool(_near(words))


def _like(word: str) -> bool:
    letters = word.strip(".,;:'\u2019")
    short = len(letters) < SHORTEST_WORD
    return short or not letters.isalpha() or letters.casefold() in _MEASURES or bool(_near(letters))


def _near(word: str) -> list[str]:
    return get_close_matches(units.unit_key(word).casefold(), _spellings(), n=1, cutoff=ALIKE)


@cache
def _spellings() -> tuple[str, ...]:
    """Every spelling of a unit of energy, emissions, mass or volume, as it is looked up."""
    rows = (*units.ENERGY, *units.MASSES, *units.VOLUMES, *(spellings for spellings, *_ in units.REFUSED))
    asked = [spelling for _, spellings, _ in units.ASKED for spelling in spellings.split("|")]
    named = [spelling for row in rows for spelling in row.split("|")]
    return tuple(dict.fromkeys(units.unit_key(name).casefold() for name in (*named, *asked, *calorific.VOLUME_NAMES)))
