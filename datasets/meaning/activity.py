"""Amounts of activity that a file holds beside its figures: fuel by weight or volume, tonnes of waste, passenger
kilometres, floor areas. They are neither energy nor emissions, and are not kept, which is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics import numerals
from analytics.headers import header_fuel, header_unit, is_factor_header
from analytics.problems import Problem
from analytics.sentences import Sentence, counted
from analytics.units import MASS
from datasets.readers.dialect import folded

CODE = "activity-left-out"
WORDS = frozenset(
    word
    for line in (
        "activity amount amounts quantity volume mass weight distance mileage km vkm pkm tkm passenger passengers",
        "vehicle vehicles floor area areas m2 ha waste tonnage tonnes tons litres liters kilometres kilometers flights",
        "livestock cattle production throughput",
        "activité quantité masse poids kilomètres passagers véhicules surface surfaces déchets tonnage litres bétail",
        "actividad cantidad volumen masa peso distancia kilómetros pasajeros vehículos superficie residuos ganado",
        "attività quantità massa distanza chilometri passeggeri veicoli superficie rifiuti tonnellate litri capi",
        "atividade quantidade massa distância quilómetros passageiros veículos área resíduos toneladas gado",
        "aktivität menge masse gewicht strecke kilometer fahrleistung personenkilometer fahrzeuge fläche wohnfläche",
        "abfall abfälle liter viehbestand",
        "дейност количество обем маса тегло разстояние километри пътници превозни площ отпадъци тонове литри добитък",
    )
    for word in line.split()
)
"""Words by which the name of a column says that it counts an activity."""


_OF_A_ROW = re.compile(
    r"(?:(?:m|mio|million|thousand|1,?000|k)\.? ?)?(?:"
    r"[pvt]\.? ?km|km"
    r"|(?:passenger|person|vehicle|tonne?|personen|fahrzeug|pasajero|passageiro|passeggero|veicolo|voyageur)s?"
    r"[- ]?(?:km|kilomet\w+|miles?)|kilomet\w+|miles|m2|m²|sq\.? ?m|sqm|ft2|sq\.? ?ft|ha|hectares?"
    r"|households?|dwellings?|vehicles?|passengers?|flights?|trips?|heads?(?: of cattle)?"
    r"|(?:t|kg|kt|tonnes?|tons?) ?(?:of )?(?:(?:municipal|solid|organic|landfilled|wet) )*"
    r"(?:waste|msw|rifiuti|déchets|residuos|resíduos|abfall|отпадъци)"
    r")(?: ?(?:per|/) ?(?:year|yr|a))?"
)
"""Units of activity that are no energy, gas or fuel."""


def counted_in(unit: str) -> bool:
    """Whether a unit beside a number says that it is an amount of activity: passenger-km, m², tonnes of waste."""
    return _OF_A_ROW.fullmatch(folded(unit).strip()) is not None


def worded(header: str) -> bool:
    """Whether the name of a column holds a word of activity."""
    return bool(WORDS & set(folded(header).replace("-", " ").replace("(", " ").replace(")", " ").split()))


def named(header: str) -> bool:
    """Whether a column that is not used counts an activity, by its name or by a unit of fuel, mass or energy in it."""
    if is_factor_header(header):
        return False
    if header_fuel(header):
        return True
    unit = header_unit(header)
    return (unit is not None and unit[1].quantity == MASS) or worded(header)


def numeric(samples: Sequence[str]) -> bool:
    """Whether most of the filled cells of a column are numbers."""
    filled = [text for text in samples if text and text.strip()]
    return bool(filled) and sum(numerals.read_one(text).value is not None for text in filled) * 2 > len(filled)


def told(column: str, cells: int, row: int | None = None, sheet: str | None = None) -> Problem:
    """What is said of the amounts in one column that are not taken."""
    return Problem(
        "warn",
        CODE,
        said(column, cells),
        Sentence("energy, emissions, or an amount of fuel beside its carrier"),
        Sentence("They were not taken: bring the energy in MWh, or the fuel as the figure of a row with its unit."),
        row=row,
        column=column,
        sheet=sheet,
        cells=cells,
    )


def said(column: str, cells: int) -> Sentence:
    """The amounts of a column in words."""
    return counted(
        '{number:,} amount of activity in the column "{column}", which is neither energy nor emissions',
        '{number:,} amounts of activity in the column "{column}", which are neither energy nor emissions',
        cells,
        column=column[:60],
    )
