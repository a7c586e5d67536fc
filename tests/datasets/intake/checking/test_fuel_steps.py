"""Rows in litres, cubic metres and tonnes of fuel: asked about, converted, and converted again by the answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets.city.trace import passports, verification
from datasets.intake import drafting
from datasets.intake.checking import fuel_steps
from datasets.intake.meaning.fuel_amounts import conversion
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.datasets.files import drafted, row, table, told

DENSITY = {"density:diesel": "0.84 kg/l"}
LITRE = 0.84e-3 * 43 / 3.6
"""Net MWh in a litre of diesel: 0.84 kg/l and the 43 TJ/Gg of IPCC 2006 vol. 2, table 1.2."""


def litres(**cells: str) -> str:
    return row(year="2022", **{"unit": "l", "carrier": "diesel", "value": "1000", **cells})


def total(text: str, answers: dict[str, str]) -> float | None:
    (item,) = drafted(text, answers).inventories
    assert item.unit == "MWh"
    return item.total


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as found:
        yield found


def test_a_volume_asks_for_its_density_by_carrier_and_is_converted_by_the_answer() -> None:
    (problem,) = drafted(table(litres())).problems
    assert (problem.severity, problem.key, problem.row, problem.column) == ("ask", "density:diesel", 2, "unit")
    assert total(table(litres()), DENSITY) == pytest.approx(1000 * LITRE)


def test_the_original_text_and_unit_stay_and_the_step_is_told_once_for_each_unit_and_carrier() -> None:
    draft = drafted(table(litres(), litres(sector="tertiary")), DENSITY)
    assert draft.table["original_text"].to_pylist() == ["1000", "1000"]
    assert draft.table["original_unit"].to_pylist() == ["l", "l"]
    (told_once,) = draft.problems
    assert (told_once.severity, told_once.code, told_once.cells) == ("warn", "fuel-converted", 2)
    assert "0.0100333 MWh (Diesel Oil, density:diesel=0.84 kg/l)" in told_once.fix


def test_two_carriers_in_one_unit_have_each_their_own_step() -> None:
    answers = DENSITY | {"density:gasoline": "0.74 kg/l"}
    text = table(litres(), litres(carrier="gasoline"))
    assert total(text, answers) == pytest.approx(1000 * (LITRE + conversion("gasoline", "l", answers)))


def test_a_plain_mass_is_asked_about_and_may_be_fuel() -> None:
    text = table(litres(unit="t", carrier="coal", value="2"))
    (problem,) = drafted(text).problems
    assert (problem.key, "fuel" in problem.choices) == ("gas", True)
    assert total(text, {"gas": "fuel"}) == pytest.approx(2 * 25.8 / 3.6)


def test_a_notation_key_needs_no_density() -> None:
    draft = drafted(table(litres(value="NE")))
    assert (draft.outcome, draft.table["notation_key"].to_pylist()) == ("dry-run", ["NE"])


@pytest.mark.parametrize(
    ("cells", "answers", "code", "column"),
    [
        ({"carrier": ""}, {}, "carrier-missing", "carrier"),
        ({"carrier": "electricity"}, {}, "carrier-no-fuel", "carrier"),
        ({"unit": "Nm3"}, DENSITY, "unit-fuel", "unit"),
        ({"unit": "stere"}, {}, "unit-needs-fuel", "unit"),
        ({"value": "-1"}, DENSITY, "negative-energy", "value"),
    ],
)
def test_what_is_no_amount_of_fuel_is_refused_at_its_cell(
    cells: dict[str, str], answers: dict[str, str], code: str, column: str
) -> None:
    blocked = [problem for problem in drafted(table(litres(**cells)), answers).problems if problem.severity == "block"]
    assert [(problem.code, problem.row, problem.column) for problem in blocked] == [(code, 2, column)]


def test_the_unit_may_stand_in_the_header_or_in_the_cell() -> None:
    header = "city,year,sector,carrier,consumption (l)\nTurin,2022,residential,diesel,1000\n"
    assert total(header, DENSITY) == pytest.approx(1000 * LITRE)
    cell = table(litres(unit="", value="1000 l"))
    assert total(cell, DENSITY | {"unit-in-cell": "split"}) == pytest.approx(1000 * LITRE)
    assert total(table(litres(unit="")), DENSITY | {"unit": "l"}) == pytest.approx(1000 * LITRE)


def test_gross_energy_becomes_net_only_as_answered_and_never_for_electricity() -> None:
    text = table(row(), row(carrier="electricity", scope="2"))
    assert total(text, {}) == 200.0
    assert total(text, {"basis": "gross"}) == pytest.approx(90 + 100)
    assert total(text, {"basis:natural_gas": "gross"}) == pytest.approx(90 + 100)
    beside = {"basis": "gross", "calorific:natural_gas": "10.69 kWh/Sm3"}
    assert total(text, beside) == 200.0  # the basis is that of the calorific value


def test_the_answers_are_kept_and_every_value_follows_from_them_again(store: Store) -> None:
    answers = DENSITY | {"gas": "fuel", "basis:natural_gas": "gross", "reason": "a bill"}
    text = table(litres(), litres(unit="t", carrier="coal", sector="tertiary", value="2"), row(year="2022"))
    made = drafting.commit(store, drafting.draft(store, text.encode(), "file.csv", answers), "Ada", None)
    assert made.answers == {key: answer for key, answer in answers.items() if key != "reason"}
    found = verification.verify(store)
    assert (found.sound, found.counts["values_taken_as_stored"]) == (True, 0)
    figure = passports.of(store, "IT0004", 2022, "carrier:diesel", method="covenant")
    (line,) = figure.inputs
    assert line.facts["answers"] == DENSITY | {"gas": "fuel"}
    assert [part.value for part in line.inputs] == [1000.0, pytest.approx(LITRE)]


def test_another_answer_than_the_one_kept_gives_another_step() -> None:
    assert fuel_steps.again("diesel", "l", DENSITY) == pytest.approx((LITRE,))
    assert fuel_steps.again("diesel", "consumption (l)", DENSITY) == pytest.approx((LITRE,))
    assert fuel_steps.again("diesel", "l", {"density:gasoline": "0.74 kg/l"}) == ()
    assert fuel_steps.again(None, "l", DENSITY) == fuel_steps.again("diesel", "l", {}) == ()


def test_an_answer_for_fuels_that_fits_nothing_is_refused_by_name() -> None:
    draft = drafted(table(row()), {"density:diesel": "0.84"})
    assert [problem[1] for problem in told(draft)] == ["answer-unknown"]


def test_a_million_litres_are_a_million_times_a_litre() -> None:
    one, many = (
        drafted(table(row(value=value, unit=unit, carrier="diesel", sector="transport")), DENSITY).inventories[0].total
        for value, unit in (("2000000", "l"), ("2", "million litres"))
    )
    assert many == pytest.approx(one, rel=1e-12)
