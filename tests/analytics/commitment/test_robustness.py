"""The robustness grid: whether a claim survives, and that nothing is restated silently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from analytics.commitment.progress import assess
from analytics.commitment.robustness import BASES, Grid, grid, on_base
from analytics.commitment.targets import KIND_NAMES, Target
from analytics.factors.gases import Gwp
from analytics.inventories.inventory import About, Inventory, Setting, inventories
from analytics.vocabulary import Verdict
from tests.analytics.builders import read, target, whole

CH4 = {"SAR": 21.0, "AR4": 25.0, "AR5": 28.0, "AR5_CCF": 34.0, "AR6": 29.8}
NO_LOCAL = "No local electricity factor is on file."


def computed(year: int, fuel: float, power: float) -> list[Any]:
    return [
        *whole(year, fuel, quantity="energy", carrier="natural_gas"),
        *whole(year, power, quantity="energy", carrier="electricity"),
    ]


def town(gwp_set: str, approach: str, electricity: str) -> Sequence[Inventory] | str:
    """A town that burns less gas and uses more power: the grid's factor decides. Local power is clean."""
    if approach == "life-cycle":
        return "No life-cycle factor is on file."

    def factor(year: int, carrier: str, sector: str) -> float | None:
        if carrier == "natural_gas":
            return 0.2 + 0.0001 * CH4[gwp_set]
        return 0.05 if electricity == "local" else 0.4

    cells = [*computed(2005, 1000.0, 100.0), *computed(2015, 600.0, 300.0)]
    return inventories("XX", cells, {}, {}, factor, Gwp(gwp_set, CH4[gwp_set], 265.0), made_with=Setting(approach))


def tried(aim: Target | None, offered: Any, filed: Sequence[Inventory]) -> Grid:
    return grid(assess(aim, filed), filed, offered)


def test_every_combination_has_a_cell_and_every_cell_an_answer() -> None:
    found = tried(target(), town, list(town("AR5", "activity-based", "national")))
    assert len(found.cells) == len({(x.gwp_set, x.approach, x.electricity, x.base) for x in found.cells}) == 40
    for cell in found.cells:
        assert (cell.verdict is Verdict.CANNOT_TELL) == bool(cell.reasons)
    assert {cell.reasons for cell in found.cells if cell.approach == "life-cycle"} == {
        ("No life-cycle factor is on file.",)
    }
    per_head = {cell.reasons for cell in found.cells if cell.base == "per-capita" and cell.approach != "life-cycle"}
    assert per_head == {("A per-capita target needs the inhabitants of 2005 and of 2015; neither is on file.",)}


def test_a_claim_that_hangs_on_the_electricity_factor_does_not_survive() -> None:
    """National: 242 t where 182 are allowed; local: 137 t where 156 are."""
    found = tried(target(), town, list(town("AR5", "activity-based", "local")))
    assert found.claim.verdict is Verdict.ON_TRACK
    answers = {(cell.gwp_set, cell.electricity): cell.answer for cell in found.told}
    assert set(answers.values()) == {"On track", "Behind"}
    assert {answer for (_, power), answer in answers.items() if power == "national"} == {"Behind"}
    assert (len(found.told), len(found.agreeing), found.survives) == (10, 5, False)
    assert found.sentence == (
        "On track in 5 of 10 cells that can be told (30 of 40 cannot be told): the verdict does not hold."
    )


def test_a_claim_that_every_cell_repeats_survives() -> None:
    found = tried(target(reduction_percent=99.9), town, list(town("AR5", "activity-based", "local")))
    assert found.survives is True
    assert found.sentence.startswith("Behind in 10 of 10 cells that can be told")
    assert found.sentence.endswith("the verdict holds.")


def reported(gwp_set: str, approach: str) -> list[Inventory]:
    about = dict.fromkeys((2005, 2015), About(approach, gwp_set))
    return read([*whole(2005, 1000.0), *whole(2015, 700.0)], {2005: 100.0, 2015: 80.0}, about)


def test_reported_co2e_counts_only_in_the_cell_that_it_was_made_for() -> None:
    filed = reported("AR4", "activity-based")
    found = tried(target(), lambda *_: filed, filed)
    told = [(cell.gwp_set, cell.approach, cell.electricity, cell.base, cell.answer) for cell in found.told]
    assert told == [
        ("AR4", "activity-based", "national", "absolute", "On track"),
        ("AR4", "activity-based", "national", "per-capita", "Behind"),
    ]
    assert all("keep the electricity factor" in cell.notes[0] for cell in found.told)
    other = next(cell for cell in found.cells if cell.gwp_set == "AR6")
    assert other.reasons == (
        "The CO2e of 2005 was reported with AR4 and cannot be restated to AR6.",
        "The CO2e of 2015 was reported with AR4 and cannot be restated to AR6.",
    )


def test_where_no_cell_can_be_told_the_figures_on_file_are() -> None:
    filed = reported("unknown", "unknown")
    found = tried(target(), lambda *_: filed, filed)
    assert (found.told, found.survives) == ((), None)
    assert "without saying with which GWP set" in found.cells[0].reasons[0]
    assert "name no approach" in found.cells[0].reasons[1]
    assert [(cell.base, cell.answer) for cell in found.filed] == [("absolute", "On track"), ("per-capita", "Behind")]
    assert found.sentence == (
        "None of the 40 cells can be told: the verdict (on track) rests on the figures as they stand on file (on track "
        "in total and behind per inhabitant)."
    )


def test_a_declared_baseline_cannot_be_restated() -> None:
    filed = reported("AR5", "activity-based")[1:]
    found = tried(target(declared_base_t=1000.0), lambda *_: filed, filed)
    assert found.told == ()
    assert {cell.reasons[0] for cell in found.cells} == {
        "The baseline of 2005 is the figure that the target declares, and cannot be restated."
    }


def test_without_a_verdict_there_is_no_claim() -> None:
    found = tried(None, lambda *_: [], [])
    assert (found.survives, found.told) == (None, ())
    assert found.sentence.startswith("There is no verdict to try")


def test_a_met_target_is_met_in_each_cell() -> None:
    filed = read(
        [*whole(2005, 1000.0), *whole(2025, 400.0)], about=dict.fromkeys((2005, 2025), About("activity-based", "AR5"))
    )
    found = tried(target(), lambda *_: filed, filed)
    assert found.sentence.startswith("Met in 1 of 1 cells")


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, ("absolute", "per-capita")),
        ({"kind": "per-capita"}, ("absolute", "per-capita")),
        ({"kind": "per-gdp"}, ("absolute", "per-capita")),
        ({"kind": "neutrality", "reduction_percent": None}, ("neutrality", "neutrality")),
        ({"kind": "fixed-level", "level_t": 1.0, "reduction_percent": None}, ("fixed-level", None)),
        ({"kind": "baseline-scenario"}, ("baseline-scenario", None)),
    ],
)
def test_a_promise_is_tried_on_both_bases_where_it_has_a_form_for_them(
    changes: dict[str, Any], kinds: tuple[str | None, ...]
) -> None:
    found = [on_base(target(**changes), base) for base in BASES]
    assert tuple(None if isinstance(aim, str) else aim.kind for aim in found) == kinds
    for aim in found:
        if isinstance(aim, str):
            assert "no form per inhabitant" in aim
            assert aim.startswith(f"The target ({KIND_NAMES[changes['kind']]})")  # its name, which can be translated
