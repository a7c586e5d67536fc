"""Every figure that has a passport, by the name under which it is asked for, and which of them a city can give."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from analytics.commitment.budget import budget
from analytics.commitment.comparability import earlier
from analytics.commitment.progress import Progress, ends
from analytics.commitment.robustness import APPROACHES, BASES, ELECTRICITY, FILED, GWP_SETS, Cell, Grid
from analytics.inventories.inventory import MEMO, Inventory
from analytics.inventories.levels import LEVELS
from analytics.problems import Problem, Refused
from analytics.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, KEY_SECTORS, SECTOR_GROUPS, Verdict, stated

INVENTORY_FIGURES = {
    "total": Sentence("the inventory total in t"),
    "energy": Sentence("the energy of all carriers in MWh"),
    "per-head": Sentence("tonnes per inhabitant"),
    "change-before": Sentence("the change of the total since the inventory before, in t"),
    "level:LEVEL": Sentence("the total of one level of a GPC inventory in t: {names}", names=joined(LEVELS, "comma")),
    "memo:ITEM": Sentence("what stands beside the total: {names}", names=", ".join(MEMO)),
    "sector:GROUP": Sentence("the tonnes of one group of sectors: {names}", names=joined(SECTOR_GROUPS, "comma")),
    "key-sector:KEY": Sentence("the tonnes of one Covenant key sector: {names}", names=joined(KEY_SECTORS, "comma")),
    "carrier:CARRIER": Sentence("the energy of one carrier in MWh: {names}", names=", ".join(CARRIERS)),
}
PARTS: dict[str, Sequence[str]] = {
    "level": LEVELS,
    "memo": tuple(MEMO),
    "sector": SECTOR_GROUPS,
    "key-sector": KEY_SECTORS,
    # Energy that names no carrier has no word of its own.
    "carrier": ("", *CARRIERS),
}
"""What may stand after the colon in the name of a figure of an inventory."""
PROGRESS_FIGURES = {
    "baseline": Sentence("the emissions of the base year in t"),
    "target": Sentence("the level that the target leads to, in t"),
    "path": Sentence("what the path allows in the inventory year, in t"),
    "gap": Sentence("the inventory total minus the path, in t"),
    "gap-percent": Sentence("the gap in per cent of the baseline"),
    "years-late": Sentence("the gap in years"),
    "left": Sentence("what is left to cut from the inventory total to the target, in t"),
    "left-yearly": Sentence("what is left to cut, in t for each year up to the target"),
    "change": Sentence("the change of the emissions since the base year, in t"),
    "change-percent": Sentence("the change of the emissions since the base year, in per cent"),
    "per-head-change": Sentence("the change of the emissions per inhabitant since the base year, in per cent"),
}
BUDGET_FIGURES = {
    "budget": Sentence("what the path allows in all years from the base year to the target, in t"),
    "budget-spent": Sentence("what was emitted of that budget, in t"),
    "budget-left": Sentence("what remains of the budget, in t"),
    "budget-ahead": Sentence("what the path allows in the years still ahead, in t"),
    "years-left": Sentence("in how many years the budget is used up at the emissions of the inventory year"),
}
CELL = "cell"
GRID_FIGURES = {
    "cell:GWP/APPROACH/ELECTRICITY/BASE": Sentence(
        "the gap in one cell of the robustness grid, in t, such as {example}; or as filed: {filed}",
        example="cell:AR6/activity-based/national/absolute",
        filed="cell:filed/absolute",
    )
}
FIGURES = INVENTORY_FIGURES | PROGRESS_FIGURES | BUDGET_FIGURES | GRID_FIGURES
_FILED = "filed"


def of_inventory(found: Inventory, inventories: Sequence[Inventory]) -> dict[str, str]:
    """Every figure that an inventory gives, one of them against the ``inventories`` before it: its name and what it
    is."""
    year = found.year
    named: dict[str, str] = {}
    if found.emissions_t is not None:
        named["total"] = Sentence("Emissions of {year}", year=year)
    if found.energy_mwh is not None:
        named["energy"] = Sentence("Energy of {year}", year=year)
    if found.per_head_t is not None:
        named["per-head"] = Sentence("Emissions per inhabitant, {year}", year=year)
    if before := earlier(found, inventories):
        named["change-before"] = Sentence("Change since {year}", year=before.year)
    for level, held in found.levels.items():
        if held.tonnes is not None:
            named[f"level:{level}"] = Sentence("Level {level}, {year}", level=level, year=year)
    for item in found.memo:
        named[f"memo:{item}"] = Sentence("Memo item: {item}, {year}", item=MEMO[item].name, year=year)
    for group in found.sectors:
        named[f"sector:{group}"] = _group(group)
    for key in KEY_SECTORS:
        if found.emissions_t is not None and key in found.counted:
            named[f"key-sector:{key}"] = Sentence("Key sector {sector}, {year}", sector=key, year=year)
    for carrier in found.energy_by_carrier:
        named[f"carrier:{carrier}"] = CARRIERS[carrier].name if carrier else Sentence("Energy without a carrier")
    return named


def of_progress(found: Progress, inventories: Sequence[Inventory]) -> dict[str, str]:
    """Every figure that a judged target gives, its budget from ``inventories``: its name and what it is."""
    target, base, latest = found.target, found.baseline, found.latest
    if target is None or base is None:
        return {}
    named: dict[str, str] = {"baseline": Sentence("Baseline {year}", year=base.year)}
    with_path = ends(target, base) is not None
    if with_path and found.target_t is not None:
        named["target"] = Sentence("Target level, {year}", year=target.year)
    if not with_path or latest is None or found.path_t is None:
        return named
    named["path"] = Sentence("Required in {year}", year=latest.year)
    if found.gap_t is None:
        return named
    named["gap"] = Sentence("Gap of {year}", year=latest.year)
    if found.gap_percent is not None:
        named["gap-percent"] = Sentence("Gap in per cent")
    if found.years_late is not None:
        named["years-late"] = Sentence("Years late")
    if found.left_t is not None:
        named["left"] = Sentence("Left to cut by {year}", year=target.year)
    if found.left_yearly_t is not None:
        named["left-yearly"] = Sentence("Left to cut a year")
    return named | _of_change(found, base.year) | _of_budget(found, inventories)


def _of_change(found: Progress, year: int) -> dict[str, str]:
    named: dict[str, str] = {}
    if found.change_t is not None:
        named["change"] = Sentence("Change since the base year {year}", year=year)
    if found.change_percent is not None:
        named["change-percent"] = Sentence("Change since the base year {year}, in per cent", year=year)
    if found.per_head_change_percent is not None:
        named["per-head-change"] = Sentence("Change per inhabitant since the base year {year}", year=year)
    return named


def _of_budget(found: Progress, inventories: Sequence[Inventory]) -> dict[str, str]:
    left = budget(found, inventories)
    named: dict[str, str] = {}
    if left.whole_t is not None:
        named["budget"] = Sentence("Budget of {first} to {last}", first=left.first_year, last=left.last_year)
        named["budget-spent"] = Sentence("Emitted up to {year}", year=left.emitted_to)
        named["budget-left"] = Sentence("Budget left")
    ahead = left.last_year is not None and left.emitted_to is not None and left.emitted_to < left.last_year
    if left.ahead_t is not None and ahead:
        named["budget-ahead"] = Sentence("Allowed after {year}", year=left.emitted_to)
    if left.years_left is not None:
        named["years-left"] = Sentence("Years until the budget is used up")
    return named


def of_grid(found: Grid) -> dict[str, str]:
    """Every cell of a robustness grid that can be told: its name and what it is."""
    return {cell_name(cell): cell_words(cell) for cell in (*found.filed, *found.cells) if told(cell)}


def told(cell: Cell) -> bool:
    """Whether a cell gives an answer, and with it a gap."""
    return cell.gap_t is not None and cell.verdict is not Verdict.CANNOT_TELL


def cell_name(cell: Cell) -> str:
    """The name under which a cell is asked for."""
    return f"{CELL}:{'/'.join((_FILED, cell.base) if cell.setting == FILED else (*cell.setting, cell.base))}"


def cell_words(cell: Cell) -> str:
    """What a cell counts with."""
    base = Sentence("in total") if cell.base == BASES[0] else Sentence("per inhabitant")
    if cell.setting == FILED:
        # Translators: figures as they stand on file; {base} is "in total" or "per inhabitant".
        return Sentence("As filed, {base}", base=base)
    local = cell.electricity == ELECTRICITY[1]
    electricity = Sentence("local electricity") if local else Sentence("national electricity")
    return joined((cell.gwp_set, stated(cell.approach), electricity, base), "comma")


def cell_named(found: Grid, part: str) -> Cell | None:
    """The cell of a grid by the part of its name after the colon; None for a name that is no cell."""
    asked = f"{CELL}:{part}".casefold()
    return next((cell for cell in (*found.filed, *found.cells) if cell_name(cell).casefold() == asked), None)


def parted(name: str) -> tuple[str, str]:
    """The name of a figure as its kind and its part, both as ``FIGURES`` and ``PARTS`` write them; the part is empty
    where there is none. Raises Refused (figure-unknown) for a name that is no figure."""
    asked, colon, part = (piece.strip() for piece in name.partition(":"))
    asked = asked.casefold()
    if not colon and asked in FIGURES:
        return asked, ""
    if colon and asked == CELL:
        return asked, part
    known = PARTS.get(asked, ()) if colon else ()
    found = next((item for item in known if item.casefold() == part.casefold()), None)
    if found is None:
        raise Refused(unknown(name))
    return asked, found


def unknown(name: str) -> Problem:
    """What is said to a name that is no figure."""
    # Translators: the word by which a figure is asked for, and what it is.
    known = [Sentence("{key}: {what}", key=key, what=what) for key, what in FIGURES.items()]
    expected = Sentence("one of: {names}", names=joined(known, "semicolon"))
    found, fix = Sentence('the figure "{name}"', name=name), Sentence("Ask for one of these.")
    if name.casefold().startswith(f"{CELL}:"):
        expected = Sentence(
            "a cell such as {example}, of {sets}; {approaches}; {electricity}; {bases}",
            example="cell:AR6/activity-based/national/absolute",
            sets=", ".join(GWP_SETS),
            approaches=", ".join(APPROACHES),
            electricity=", ".join(ELECTRICITY),
            bases=", ".join(BASES),
        )
    elif near := get_close_matches(name, FIGURES, n=3):
        fix = Sentence("Did you mean {names}?", names=" or ".join(near))
    return Problem("block", "figure-unknown", found, expected, fix, choices=tuple(FIGURES))


def _group(name: str) -> str:
    """A group of sectors by its name, as the vocabulary has it."""
    return next((group for group in SECTOR_GROUPS if group == name), name)
