"""The register of formulas is whole: what computes is in it, and what is in it exists and says the same."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType

import pytest

import analytics
from analytics.bounding_limits import OLDEST_INVENTORY_YEARS, PER_HEAD_T
from analytics.commitment.trajectory import gap
from analytics.detection.plausibility import FEWEST_KEY_SECTORS
from analytics.formula import MARKS, Formula
from analytics.formulas import CHAPTERS, FORMULAS
from tests.reached import PAGES, parts, way, ways, ways_from
from tests.trees import tree

READS = "reads a number, unit or text as it was written; nothing is computed"
PLACES = "finds the same place in two tables; nothing is computed"
LIMITS = "checks an input before a formula runs"
TRACES = "finds the numbers that a stored text can mean, for verify"
POINTS = "finds the row that a text names; nothing is computed"
SORTS = "sorts or adds rows for another formula"
WORDS = "writes a sentence; nothing is computed"
OF_OTHERS = "of what others published, told with the figures that it is made of; no entry of Method yet"
NO_FORMULA = {
    "analytics.commitment.published_answers.change_percent": OF_OTHERS,
    "analytics.commitment.published_answers.differs": OF_OTHERS,
    "analytics.commitment.published_answers.middle_half": OF_OTHERS,
    "analytics.commitment.published_answers.pace_percent": OF_OTHERS,
    "analytics.text.typed_numbers.number": READS,
    "analytics.factors.calorific.fuel_unit": READS,
    "analytics.factors.calorific.stated_calorific": READS,
    "analytics.factors.calorific.stated_density": READS,
    "analytics.factors.fuels.fuel": READS,
    "analytics.text.numerals.common_style": READS,
    "analytics.text.numerals.decimals_written": READS,
    "analytics.text.numerals.read_one": READS,
    "analytics.text.years.read_year": READS,
    "analytics.text.numerals.read_cells": READS,
    "analytics.inventories.opening.opening": SORTS,
    "analytics.innovation.sectors_to_cut.to_cut": "chooses sectors by their share; nothing else is computed",
    "analytics.knowledge.gaps.sector_gap": "chooses a sector by its share and change, which have formulas of their own",
    "analytics.knowledge.gaps.printed_gap": "chooses the sector whose printed change fell least; nothing is computed",
    "analytics.knowledge.fitting.fitting": "chooses and orders entries; nothing is computed",
    "analytics.knowledge.results.result": "reads a figure in its unit and brings it to that of its kind",
    "analytics.adaptation.goals_and_actions.costs": SORTS,
    "analytics.pairs.dated.middle": "places a date on the axis of a picture",
    "analytics.inventories.alignment.by_unit": SORTS,
    "analytics.inventories.alignment.divided": SORTS,
    "analytics.inventories.alignment.summed": SORTS,
    "analytics.inventories.between_years.moves": SORTS,
    "analytics.inventories.breakdown.breakdown": SORTS,
    "analytics.inventories.spots.by_name": SORTS,
    "analytics.units.canonical": READS,
    "analytics.units.of_a_head": READS,
    "analytics.units.of_gas": READS,
    "analytics.units.off": READS,
    "analytics.units.on": READS,
    "analytics.units.unit": READS,
    "analytics.text.header_units.header_unit": READS,
    "analytics.detection.places.half_unit": PLACES,
    "analytics.detection.places.digits_after_point": READS,
    "analytics.detection.totals.on_file": SORTS,
    "analytics.detection.plausibility.limit": LIMITS,
    "analytics.detection.plausibility.magnitudes": LIMITS,
    "analytics.text.rereading.numbers_of": TRACES,
    "analytics.text.rereading.reread": TRACES,
    "analytics.text.rereading.steps_of": TRACES,
    "analytics.dimensions.registry": READS,
    "analytics.inventories.pointers.named_by": POINTS,
    "analytics.inventories.pointers.target": POINTS,
    "analytics.detection.mistakes.hit": WORDS,
    "analytics.detection.mistakes.swapped_columns": "names a mistake; the ratio is that of two factors",
    "analytics.detection.figure_repairs.scaled": "carries out a repair that somebody has chosen, by one multiplication",
}
"""Functions that return figures and are no formula of the method, with the reason."""
UNITS = re.compile(
    r"\b(t|kg|MWh|TJ|m3|tonnes?|per cent|years?|units?|shares?|inhabitants?|population|places|number)\b|°C day"
)
SOURCE = re.compile(r"\[(R|M|V|V2)\]|Source|IPCC|GPC|GCoM|JRC|CDP|Covenant|our own|are ours|definition")
CHECKS = {"not_negative", "above_zero", "limit", "share", "_refuse", "_refused", "_not_twice", "_block"}


def modules() -> Iterator[str]:
    return (found.name for found in pkgutil.walk_packages(analytics.__path__, "analytics."))


def source(module: str) -> ast.Module:
    return tree(Path(str(importlib.import_module(module).__file__)))


def named(dotted: str) -> object:
    """The function of a dotted name."""
    return pkgutil.resolve_name(dotted)


@cache
def documentation(function: str) -> str:
    """What the code says of a function, on one line; of a property what its class says too."""
    return " ".join((inspect.getdoc(named(function)) or "").split())


@cache
def public() -> dict[str, ast.FunctionDef]:
    """Every public function of analytics."""
    found = {}
    for module in modules():
        for node in source(module).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found[f"{module}.{node.name}"] = node
    return found


@cache
def figured() -> set[str]:
    """The classes of analytics that hold figures, by name."""
    fields: dict[str, set[str]] = {}
    for module in modules():
        for node in source(module).body:
            if isinstance(node, ast.ClassDef):
                annotations = [item.annotation for item in node.body if isinstance(item, ast.AnnAssign)]
                fields[node.name] = {part for annotation in annotations for part in words(annotation)}
    known = {"float", "Any", "ndarray"}
    while more := {name for name, parts in fields.items() if parts & known and name not in known}:
        known |= more
    return known - {"Problem", "Passport", "Sentence", "Reason"}


def words(annotation: ast.expr) -> set[str]:
    text = annotation.value if isinstance(annotation, ast.Constant) else ast.unparse(annotation)
    return set(re.findall(r"\w+", str(text)))


def test_every_public_function_that_computes_is_in_the_register() -> None:
    registered = {function for formula in FORMULAS for function in formula.functions}
    figures = figured()
    computing = {name for name, node in public().items() if node.returns and words(node.returns) & figures}
    assert computing - registered - set(NO_FORMULA) == set()


def test_what_is_said_to_be_no_formula_exists_and_is_not_in_the_register() -> None:
    registered = {function for formula in FORMULAS for function in formula.functions}
    assert set(NO_FORMULA) <= set(public())
    assert not set(NO_FORMULA) & registered
    assert all(NO_FORMULA.values())


def test_names_are_unique_and_no_chapter_is_empty() -> None:
    names = [formula.name for formula in FORMULAS]
    assert len(set(names)) == len(names)
    assert all(CHAPTERS.values())


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_an_entry_names_code_that_exists_and_has_units_a_source_and_a_mark(formula: Formula) -> None:
    for function in formula.functions:
        assert named(function) is not None
    assert formula.text
    assert formula.units
    assert formula.source
    assert formula.mark in MARKS


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_the_code_of_an_entry_says_its_units_and_its_source(formula: Formula) -> None:
    for function in formula.functions:
        said = documentation(function)
        assert UNITS.search(said), f"{function} names no unit"
        assert SOURCE.search(said), f"{function} names no source"


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_what_an_entry_refuses_is_said_in_its_code(formula: Formula) -> None:
    for function in formula.functions:
        node = public().get(function)
        if node is None:
            continue
        raises = any(isinstance(part, ast.Raise) for part in ast.walk(node))
        calls = {
            part.func.id for part in ast.walk(node) if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
        }
        if raises or calls & CHECKS:
            assert re.search(r"[Rr]aises|Refuse|otherwise as ", documentation(function)), function


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_what_is_from_memory_is_marked_in_the_register_and_in_the_code_alike(formula: Formula) -> None:
    here = formula.mark == "M" or "[M]" in f"{formula.text} {formula.units} {formula.source} {formula.remark}"
    modules_said = {inspect.getdoc(inspect.getmodule(named(function))) or "" for function in formula.functions}
    said = [documentation(function) for function in formula.functions]
    code = any("[M]" in text for text in said)
    assert here == code, (formula.name, here, modules_said if here else said)


PROVING = {
    "analytics.commitment.targets.intensity_level",
    "analytics.factors.fuels.factor_on_gross",
    "analytics.factors.fuels.gross_from_net",
    "analytics.factors.fuels.ratio_of_factors",
    "analytics.detection.plausibility.implied_population_percent",
}
"""What works out a published example, by which its formula is checked, and is applied by nothing else."""


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_what_no_page_and_no_command_reaches_is_marked_as_not_in_use_yet(formula: Formula) -> None:
    reached = {function for function in formula.functions if function in ways()}
    if formula.in_use:
        assert set(formula.functions) - reached <= PROVING
        assert formula.function in reached
    else:
        assert not reached


MOST_CALLS = {
    "analytics.inventories.weighing.total": 4,
    "analytics.inventories.weighing.by_group": 4,
    "analytics.commitment.baseline.baseline": 4,
    "analytics.commitment.trajectory.gap": 4,
    "analytics.commitment.paths.levels_of": 4,
    "analytics.commitment.targets.intensity": 4,
}
"""Calls from a page to the formula of the total, a sector's part of it, the baseline, the gap, the target, and one per
inhabitant."""


@pytest.mark.parametrize("function", MOST_CALLS)
def test_a_main_figure_is_few_calls_from_a_page(function: str) -> None:
    found = way(function, ways_from(name for name in parts() if name.startswith(PAGES)))
    assert len(found) - 1 <= MOST_CALLS[function], " > ".join(found)


def test_a_statement_hangs_on_the_function_itself_which_stays_a_plain_one() -> None:
    assert isinstance(gap, FunctionType)
    assert gap.formula in FORMULAS
    assert gap.formula.function == f"{gap.__module__}.{gap.__name__}"


def test_every_formula_that_a_function_carries_is_in_the_register_and_no_other() -> None:
    carried = [
        found.formula
        for module in modules()
        for found in vars(importlib.import_module(module)).values()
        if isinstance(found, FunctionType) and found.__module__ == module and hasattr(found, "formula")
    ]
    stated = [
        found
        for module in modules()
        for found in vars(importlib.import_module(module)).values()
        if isinstance(found, Formula)
    ]
    assert {formula.name for formula in (*carried, *stated)} == {formula.name for formula in FORMULAS}
    assert len(carried) + len({formula.name for formula in stated}) == len(FORMULAS)


def test_the_register_states_the_limits_in_use() -> None:
    by_name = {formula.name: formula for formula in FORMULAS}
    assert f"more than {OLDEST_INVENTORY_YEARS} years" in by_name["How long an inventory speaks"].text
    assert f"{PER_HEAD_T[0]:g} to {PER_HEAD_T[1]:g} t" in by_name["Plausible ranges"].text
    assert FEWEST_KEY_SECTORS == 3
    assert "fewer than three key sectors" in by_name["Plausible ranges"].remark
