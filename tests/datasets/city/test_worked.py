"""The worked examples: arithmetic that can be redone, from the city's own rows, or the reason and a published one."""

from __future__ import annotations

import importlib
import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from analytics.commitment.targets import Target
from analytics.formulas import FORMULAS
from analytics.passport import STEPS, Passport
from analytics.text.problems import Refused
from datasets.city import assessment, worked
from datasets.city.worked import arithmetic
from datasets.city.worked.arithmetic import figure, summed
from datasets.city.worked.example_case import Worked
from datasets.city.worked.factor_table import table
from datasets.city.worked.rules import RULES
from datasets.reference import catalogue
from datasets.store import CityFactor, LocalEnergy, Store
from tests.datasets.builders import row, submission
from tests.datasets.files import sample_store
from tests.effort import few
from tests.samples import own_samples

TURIN = "IT0004"
CITIES = few(
    ("US-BOS", "ES0002", "US-SMO", "US-AUS", "IT0004", "US-NYC", "US-BAL", "US-FTC", "PT0014", "FR0009", "IT0007"),
    "IT0004",
)
"""All with an inventory."""


def redone(arithmetic: str) -> float:
    """What the left side of a printed line gives, worked out from its printed figures alone."""
    left = arithmetic.rpartition(" = ")[0].partition(": ")[2] or arithmetic.rpartition(" = ")[0]
    left = left.replace("10⁻⁶", "1e-6").replace("ln(", "@(").replace("^", "**")
    left = re.sub(r"(?<=\d)\u00a0(?=\d)", "", left)
    left = re.sub(r"(?<![\d.])[^\W\d_][^\s()×÷+−=]*|%|°C|m³", "", left)  # units and names begin with a letter
    plain = (
        left.replace("\u00a0", " ")
        .replace("@", "ln")
        .translate({ord(key): value for key, value in zip("×÷−", "*/-", strict=True)})
    )
    assert re.fullmatch(r"[\d.\s()*/+\-eln]*", plain), plain
    return float(eval(plain, {"__builtins__": {}, "ln": math.log}))  # figures and signs alone, as asserted


def result(arithmetic: str) -> float:
    """The printed result of a line."""
    right = re.sub(r"(?<=\d)\u00a0(?=\d)", "", arithmetic.rpartition(" = ")[2]).replace("−", "-")
    found = re.match(r"-?[\d.]+", right)
    assert found, arithmetic
    return float(found[0])


def largest(arithmetic: str) -> float:
    """The largest figure of a line: the rounding of what is printed is relative to it."""
    plain = re.sub(r"(?<=\d)\u00a0(?=\d)", "", arithmetic)
    return max(float(number) for number in re.findall(r"\d+(?:\.\d+)?", plain))


@cache
def own(city: str) -> list[tuple[int, str, Worked]]:
    """Every example of every inventory of a sample city."""
    with sample_store().reader() as reader:
        return [
            (item.year, name, made)
            for item in assessment.read(reader, city).inventories
            for name, made in worked.of(reader, city, item.year, item.method).by_formula.items()
        ]


def one(store: Store, city: str, name: str, year: int | None = None) -> Worked:
    with store.reader() as reader:
        return worked.of(reader, city, year).by_formula[name]


def test_every_formula_of_the_register_has_a_rule() -> None:
    assert set(RULES) == set(FORMULAS)


@pytest.mark.parametrize("city", CITIES)
def test_every_line_of_every_city_and_year_gives_its_result_when_redone(city: str) -> None:
    checked = 0
    for year, name, made in own(city):
        for line in made.lines:
            if " = " in line.text and "→" not in line.text and not line.text.startswith(("E₀", "F =")):
                off = abs(redone(line.text) - result(line.text))
                # six digits are printed of each figure, and whole tonnes of the large ones
                assert off <= 3e-5 * max(1.0, abs(result(line.text))) + 1e-5 * min(largest(line.text), 1e5), (
                    year,
                    name,
                    line.text,
                    redone(line.text),
                )
                checked += 1
    assert checked >= 40


ENDS = ((1000.0, "t"), (400.0, "t"), (2005, "year"), (2030, "year"))
GIVEN = {
    "sum": ((10.0, "t"), (-2.5, "t"), (3.0, "t")),
    "product": ((10.0, "MWh"), (3.0, ""), (0.5, "t/MWh")),
    "read": ((1.5, "GWh"), (1000.0, "MWh/GWh")),
    "CO2e of gases": ((100.0, "t"), (2.0, "t"), (0.5, "t"), (28.0, "t CO2e/t CH4"), (265.0, "t CO2e/t N2O")),
    "energy times factor": ((10.0, "MWh"), (0.2, "t/MWh")),
    "per unit": ((10.0, "t"), (4.0, "inhabitants")),
    "reduction": ((200.0, "t"), (40.0, "%")),
    "linear path": (*ENDS, (2040, "year")),
    "constant-rate path": (*ENDS, (2020, "year")),
    "difference": ((10.0, "t"), (-4.0, "t")),
    "per cent": ((5.0, "t"), (200.0, "t")),
    "years late, linear path": (*ENDS, (900.0, "t"), (2020, "year")),
    "years late, constant-rate path": (*ENDS, (900.0, "t"), (2020, "year")),
    "sum of a linear path": (*ENDS, (2006, "year"), (2020, "year")),
    "sum of a constant-rate path": (*ENDS, (2006, "year"), (2020, "year")),
    "years left": ((100.0, "t"), (8.0, "t")),
    "energy burden": ((1200.0, "EUR"), (24_000.0, "EUR")),
}


@pytest.mark.parametrize("step", [name for name, step in STEPS.items() if step.written])
def test_the_arithmetic_of_every_step_gives_what_the_step_works_out(step: str) -> None:
    parts = tuple(Passport("an input", value, unit) for value, unit in GIVEN[step])
    made = Passport("a figure", 0.0, "t", step, parts)
    written = arithmetic.line(replace(made, value=made.stepped())).text
    assert redone(written) == pytest.approx(made.stepped(), rel=1e-9)
    assert result(written) == pytest.approx(made.stepped(), rel=1e-5)


@pytest.mark.parametrize("city", CITIES)
def test_every_formula_has_an_example_or_a_reason(city: str) -> None:
    for year, name, made in own(city):
        assert made.lines or made.reason, (year, name)
        assert made.kind in worked.KIND_NAMES
        assert (made.kind == "published") == bool(made.source), (year, name)


def test_turins_residential_gas_is_worked_out_beside_what_it_reports() -> None:
    made = one(sample_store(), TURIN, "Emissions of an energy use")
    (line,) = made.lines
    assert line.text.replace("\u00a0", " ") == "1 424 218 MWh × 0.202 t CO₂/MWh = 287 692 t CO₂"
    assert "row 3" in line.where
    assert "the city's own factor" in line.where
    assert "table A-1.2" in line.where
    assert made.kind == "beside"
    assert "287\u00a0692" in made.reason


@pytest.mark.parametrize("year", [2010, 2015, 2020])
def test_the_gap_on_the_page_is_the_gap_of_the_verdict(year: int) -> None:
    store = sample_store()
    progress = assessment.report(store, "US-BOS", year).leading
    assert progress.gap_t is not None
    made = one(store, "US-BOS", "Gap", year)
    assert made.kind == "applied"
    assert result(made.lines[0].text) == pytest.approx(progress.gap_t, abs=0.5)


def test_a_city_without_an_inventory_says_so_for_every_formula() -> None:
    with sample_store().reader() as reader:
        found = worked.of(reader, "BG0002")
    assert (found.year, found.method) == (None, None)
    assert all(made.kind in ("none", "published") for made in found.by_formula.values())
    assert {made.reason for made in found.by_formula.values()} == {"No inventory of Varna is known here."}


def test_of_two_inventories_of_a_year_either_can_be_asked_for() -> None:
    with sample_store().reader() as reader:
        for method in ("gpc", "covenant"):
            assert worked.of(reader, "ES0002", 2019, method).method == method


def test_a_year_without_an_inventory_is_refused_with_those_on_file() -> None:
    with sample_store().reader() as reader, pytest.raises(Refused, match="2019"):
        worked.of(reader, TURIN, 2003)


def test_without_a_city_there_are_the_published_examples() -> None:
    found = worked.published().by_formula
    assert found["Blended fuel"].kind == "published"
    assert found["Gap"].reason == "No city is known here."


@pytest.fixture
def computed() -> Iterator[Store]:
    """Turin with another year: energy alone, its own plants and a blend."""
    city = {"city_id": TURIN, "year": 2021, "quantity": "energy", "original_unit": "MWh", "scope": 1}
    rows = (
        row("residential", 1000.0, carrier="natural_gas", **city),
        row("tertiary", 4000.0, carrier="electricity", **city | {"scope": 2}),
        row("private_transport", 500.0, carrier="diesel", **city),
        row("municipal_buildings", 200.0, carrier="other_biomass", **city),
    )
    supply = tuple(
        LocalEnergy(TURIN, 2021, kind, value, str(value), "MWh", "the plants of the city")
        for kind, value in (("LPE", 800.0), ("CO2LPE", 40.0), ("TCE", 4000.0))
    )
    blend = CityFactor(
        TURIN, 2021, 2021, "diesel", "all", "blend", "CO2", 0.93, "activity-based", "a survey", "diesel", "biofuel"
    )
    target = Target(TURIN, "per-capita", 2021, 2030, 40.0, "covenant", "a plan")
    with own_samples() as store:
        store.commit(submission(*rows, heads=1000.0, supply=supply, factors=(blend,), targets=(target,)))
        yield store


def test_energy_alone_is_computed_as_applied(computed: Store) -> None:
    made = one(computed, TURIN, "Emissions of an energy use", 2021)
    assert made.kind == "applied"
    assert "4\u00a0000\u00a0MWh × " in made.lines[0].text
    assert "JRC CoM NEEFE 2024" in made.lines[0].where


@pytest.mark.longer("a ledger of its own, and its worked examples")
def test_local_electricity_and_its_location_based_factor_are_worked_out(computed: Store) -> None:
    made = one(computed, TURIN, "Local electricity factor", 2021)
    assert redone(made.lines[0].text) == pytest.approx(result(made.lines[0].text), rel=1e-5)
    assert "the plants of the city" in made.lines[0].where
    assert one(computed, TURIN, "Location-based electricity", 2021).kind == "beside"
    assert "no net exporter" in one(computed, TURIN, "Local electricity factor of a net exporter", 2021).reason


def test_a_blend_and_biomass_are_worked_out(computed: Store) -> None:
    made = one(computed, TURIN, "Blended fuel", 2021)
    assert made.kind == "applied"
    assert redone(made.lines[0].text) == pytest.approx(result(made.lines[0].text), rel=1e-5)
    assert "memo" in one(computed, TURIN, "Sustainable biomass", 2021).lines[0].text


def test_the_table_of_factors_names_source_edition_and_mark_or_the_reason(computed: Store) -> None:
    with computed.reader() as reader:
        item = next(item for item in assessment.read(reader, TURIN).inventories if item.year == 2021)
        found = table(reader, TURIN, item, 2021)
    assert found.local is not None
    assert found.rows[0].use.carrier == "electricity"
    for held in found.rows:
        use = held.use
        assert use.source
        assert use.reason if use.value is None else use.mark
    assert {held.use.kind for held in found.rows if held.used} >= {"national", "ipcc", "blend"}


# --- the published examples


@pytest.mark.parametrize("example", catalogue.records("worked_examples"), ids=lambda example: example["formula"])
def test_a_published_example_is_met_by_the_formula_and_by_its_printed_arithmetic(example: dict[str, str]) -> None:
    module, _, name = example["function"].rpartition(".")
    made = getattr(importlib.import_module(module), name)(*json.loads(example["arguments"]))
    found = float(getattr(made, "heat", made))
    assert found == pytest.approx(float(example["printed"]), rel=float(example["tolerance"]))
    assert redone(example["arithmetic"]) == pytest.approx(result(example["arithmetic"]), rel=2e-5)
    assert example["formula"] in {formula.name for formula in FORMULAS}


# --- how figures are written


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (856614.0, "856\u00a0614"),
        (0.245, "0.245"),
        (209870.43, "209\u00a0870"),
        (0, "0"),
        (1e-7, "0.0000001"),
        (-1.5, "−1.5"),
        (12345.678, "12\u00a0345.7"),
    ],
)
def test_a_figure_is_whole_or_has_six_digits(value: float, words: str) -> None:
    assert figure(value) == words


def test_a_long_sum_shows_its_largest_terms_and_the_rest_as_one() -> None:
    assert summed([(float(term), "t") for term in range(1, 9)]).count("+") == 5
    assert redone(f"{summed([(float(term), 't') for term in range(1, 9)])} = 36") == 36
