"""Energy that is stated gross: asked about once, converted by the ratio of its fuel, told and traced."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets.city.trace import passports, verification
from datasets.intake import drafting, memory
from datasets.intake.drafted import Draft
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.datasets.files import drafted, row, table, told
from tests.datasets.workbooks import workbook
from tests.effort import first

GROSS = {"gross-units": "gross"}
NET = {"gross-units": "net"}
THERM = 105505585.262 / 3.6e9
"""MWh in a therm of 100,000 Btu."""
MATRIX = """
Comune | Torino
Anno | 2019
Unità | {unit}

Settore | Elettricità | {gas} | Gasolio | Totale
Edifici residenziali | 10 | 100 | NE | 110
Trasporti | 2 | 30 | 4 | 36
Totale | 12 | 130 | 4 | 146
{note}
"""


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as found:
        yield found


def total(draft: Draft) -> float | None:
    (found,) = draft.inventories
    return found.total


def matrix(unit: str = "MWh", gas: str = "Gas naturale", note: str = "", sheet: str = "BEI") -> bytes:
    lines = MATRIX.format(unit=unit, gas=gas, note=note).strip("\n").splitlines()
    return workbook({sheet: [[cell.strip() for cell in line.split("|")] for line in lines]})


@pytest.mark.parametrize("unit", ["therm", "MMBtu", "kWh (Hs)", "MWh PCS", "MWh HHV", "GJ (gross calorific value)"])
def test_gross_units_of_a_fuel_are_asked_about_once_and_electricity_is_not(unit: str) -> None:
    rows = [row(unit=unit), row(unit=unit, carrier="diesel"), row(unit=unit, carrier="electricity", scope="2")]
    asked = drafted(table(*rows))
    assert {(problem.severity, problem.key) for problem in asked.problems} == {("ask", "gross-units")}
    assert [(problem.row, problem.cells) for problem in asked.problems] == [(2, 2)]
    net, gross = total(drafted(table(*rows), NET)), total(drafted(table(*rows), GROSS))
    assert net is not None
    assert gross == pytest.approx(net / 3 * (0.9 + 0.95 + 1))


def test_natural_gas_in_therms_is_a_tenth_less_in_net_energy() -> None:
    assert total(drafted(table(row(unit="therm")), GROSS)) == pytest.approx(100 * THERM * 0.9, rel=1e-12)


def test_the_answer_touches_no_unit_that_is_not_gross() -> None:
    text = table(row(unit="therm", value="1000"), row(carrier="diesel"), row(unit="MWh PCI", sector="tertiary"))
    assert total(drafted(text, GROSS)) == pytest.approx(1000 * THERM * 0.9 + 100 + 100)


def test_what_is_said_of_one_carrier_goes_first() -> None:
    text = table(row(unit="MMBtu"), row(unit="MMBtu", carrier="diesel"))
    said = drafted(text, {**GROSS, "basis:diesel": "net"})
    assert total(said) == pytest.approx(1000 * THERM * (0.9 + 1))


@pytest.mark.parametrize(
    "text",
    [
        "city,year,sector,carrier,consumption (therms)\nTurin,2019,residential,natural_gas,{value}\n",
        "city,year,sector,carrier,Consumo PCS (MWh)\nTurin,2019,residential,natural_gas,{value}\n",
        "city,year,sector,carrier,value,unit\nTurin,2019,residential,Natural gas (HHV),{value},MWh\n",
        "city,year,sector,carrier,value,unit,notes\nTurin,2019,residential,natural_gas,{value},MWh,"
        "pouvoir calorifique supérieur\n",
        "city,year,sector,carrier,value,unit,source\nTurin,2019,residential,natural_gas,{value},MWh,Bills (PCS)\n",
    ],
)
def test_header_carrier_note_and_source_are_looked_at_as_the_unit_is(text: str) -> None:
    asked = drafted(text.format(value=100))
    assert [(problem.severity, problem.key) for problem in asked.problems if problem.severity != "warn"] == [
        ("ask", "gross-units")
    ]
    both = [total(drafted(text.format(value=100), said)) for said in (GROSS, NET)]
    assert both[0] == pytest.approx(0.9 * (both[1] or 0))


@pytest.mark.parametrize(
    "data",
    first(
        2,
        [
            matrix(unit="MWh PCS"),
            matrix(gas="Gas naturale (PCS)"),
            matrix(gas="Gas naturale (MWh PCS)"),
            matrix(sheet="BEI PCS"),
            matrix(note="Nota: consumi su potere calorifico superiore"),
        ],
    ),
)
def test_a_matrix_is_gross_by_unit_carrier_sheet_or_note_and_its_totals_still_fit(data: bytes) -> None:
    assert ("ask", "gross-units") in {(problem.severity, problem.key) for problem in drafted(data).problems}
    draft = drafted(data, GROSS)
    assert draft.ready
    assert not [problem for problem in draft.problems if problem.code == "printed-total"]
    told_of = [problem.found for problem in draft.problems if problem.code == "fuel-converted"]
    diesel = 0.95 if len(told_of) == 2 else 1.0  # gross where the whole table is, net where only the gas is called so
    assert total(draft) == pytest.approx(12 + 0.9 * 130 + 4 * diesel)


def test_gross_energy_of_no_known_carrier_is_refused_and_net_energy_taken() -> None:
    text = table(row(unit="MMBtu", carrier=""))
    assert ("ask", "basis-open", 2, "unit") in told(drafted(text))
    assert [(problem.severity, problem.code) for problem in drafted(text, GROSS).problems] == [
        ("block", "carrier-missing")
    ]
    assert total(drafted(text, NET)) == pytest.approx(1000 * THERM)


def test_the_conversion_is_told_kept_traced_and_verified(store: Store) -> None:
    text = table(
        row(unit="therm", year="2022"), row(unit="MWh", year="2022", carrier="Natural gas (HHV)", sector="tertiary")
    )
    draft = drafting.draft(store, text.encode(), "file.csv", GROSS)
    converted = [problem for problem in draft.problems if problem.code == "fuel-converted"]
    assert all("net over gross 0.9" in problem.fix for problem in converted)
    assert len(converted) == 2
    drafting.commit(store, draft, "Ada", None)
    found = verification.verify(store)
    assert (found.sound, found.counts["values_taken_as_stored"]) == (True, 0)
    figure = passports.of(store, "IT0004", 2022, "carrier:natural_gas", method="covenant")
    assert [line.facts["answers"] for line in figure.inputs] == [GROSS, GROSS]
    assert figure.value == pytest.approx(100 * THERM * 0.9 + 90)


def test_the_answer_is_remembered_for_the_next_file_of_the_same_columns(store: Store) -> None:
    first = drafting.draft(store, table(row(unit="therm", year="2022")).encode(), "file.csv", GROSS)
    drafting.commit(store, first, "Ada", None)
    later = table(row(unit="therm", year="2023")).encode()
    again = memory.answered(lambda said: drafting.draft(store, later, "file.csv", said), store, {})
    assert again.ready
    assert again.answers == GROSS


@pytest.mark.parametrize("place", ["{table}\n\nNote: gas at its higher heating value.\n", "Gas in MWh PCS\n\n{table}"])
def test_a_note_below_a_delimited_table_is_looked_at_as_a_title_above_it_is(place: str) -> None:
    rows = "city;year;sector;carrier;value;unit\nTurin;2019;residential;natural_gas;100;MWh"
    asked = drafted(place.format(table=rows))
    assert "gross-units" in {problem.key for problem in asked.problems}
    assert "gross-units" not in {problem.key for problem in drafted(rows).problems}
