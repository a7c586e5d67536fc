"""Every figure that has a passport, by the name under which it is asked for, and which of them a city can give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.commitment.actions import Estimate
from analytics.commitment.budget import budget
from analytics.commitment.comparability import earlier
from analytics.commitment.judged import Progress
from analytics.commitment.paths import ends
from analytics.inventories.inventory import MEMO, Inventory
from analytics.inventories.levels import LEVELS
from analytics.text.nearest import nearest
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence, joined, sentences
from analytics.vocabulary import CARRIERS, KEY_SECTORS, SECTOR_GROUPS

INVENTORY_FIGURES = {
    "total": Sentence("the inventory total in t"),
    "energy": Sentence("the energy of all carriers in MWh"),
    "per-head": Sentence("tonnes per inhabitant"),
    "change-before": Sentence("the change of the total since the inventory before, in t"),
    "level:LEVEL": Sentence("the total of one level of a GPC inventory in t: {names}", names=joined(LEVELS, "comma")),
    "memo:ITEM": Sentence("what does not count in the total: {names}", names=", ".join(MEMO)),
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
PROGRESS_FIGURES = sentences(
    {
        "baseline": "the emissions of the base year in t",
        "target": "the level that the target leads to, in t",
        "path": "what the path allows in the inventory year, in t",
        "gap": "the inventory total minus the path, in t",
        "gap-percent": "the gap in per cent of the baseline",
        "interval": "how far the gap may lie towards the other answer, in t",
        "probability": "how likely the emissions are at or below the path, of 100",
        "years-late": "the gap in years",
        "left": "what is left to cut from the inventory total to the target, in t",
        "left-yearly": "what is left to cut, in t for each year up to the target",
        "change": "the change of the emissions since the base year, in t",
        "change-percent": "the change of the emissions since the base year, in per cent",
        "per-head-change": "the change of the emissions per inhabitant since the base year, in per cent",
    }
)
BUDGET_FIGURES = sentences(
    {
        "budget": "what the path allows in all years from the base year to the target, in t",
        "budget-spent": "what was emitted of that budget, in t",
        "budget-left": "what remains of the budget, in t",
        "budget-ahead": "what the path allows in the years still ahead, in t",
        "years-left": "in how many years the budget is used up at the emissions of the inventory year",
    }
)
ACTION = "action-cost"
"""The figure of an action; its id stands after the colon."""
ACTION_FIGURES = {"action-cost:ID": Sentence("the cost of an action for each tonne that it avoids a year")}
RESULT, RESULT_COST = "result", "result-cost"
"""The figures of an experience; its title stands after the colon."""
EXPERIENCE_FIGURES = {
    "result:TITLE": Sentence("the result of an experience of the city, in the unit of its kind"),
    "result-cost:TITLE": Sentence("the cost of an experience for each tonne that it saves a year"),
}
FIGURES = INVENTORY_FIGURES | PROGRESS_FIGURES | BUDGET_FIGURES | ACTION_FIGURES | EXPERIENCE_FIGURES


def of_inventory(found: Inventory, inventories: Sequence[Inventory]) -> dict[str, str]:
    """Every figure that an inventory gives, one of them against the ``inventories`` before it: its name and what it
    is."""
    year, before = found.year, earlier(found, inventories)
    whole: dict[str, tuple[object, str]] = {
        "total": (found.emissions_t, Sentence("Emissions of {year}", year=year)),
        "energy": (found.energy_mwh, Sentence("Energy of {year}", year=year)),
        "per-head": (found.per_head_t, Sentence("Emissions per inhabitant, {year}", year=year)),
        "change-before": (before, Sentence("Change since {year}", year=before.year if before else year)),
    }
    levels: dict[str, tuple[object, str]] = {
        f"level:{level}": (held.tonnes, Sentence("Level {level}, {year}", level=level, year=year))
        for level, held in found.levels.items()
    }
    beside = {
        f"memo:{item}": Sentence("Memo item: {item}, {year}", item=MEMO[item].name, year=year) for item in found.memo
    }
    keys = {
        f"key-sector:{key}": Sentence("Key sector {sector}, {year}", sector=key, year=year)
        for key in KEY_SECTORS
        if found.emissions_t is not None and key in found.counted
    }
    carriers = {
        f"carrier:{carrier}": CARRIERS[carrier].name if carrier else Sentence("Energy without a carrier")
        for carrier in found.energy_by_carrier
    }
    sectors = {f"sector:{group}": group_name(group) for group in found.sectors}
    return _known(whole | levels) | beside | sectors | keys | carriers


def _known(named: Mapping[str, tuple[object, str]]) -> dict[str, str]:
    """What figures are called, of those that have a value."""
    return {name: said for name, (value, said) in named.items() if value is not None}


def of_actions(estimates: Sequence[Estimate]) -> dict[str, str]:
    """The cost per tonne of each action of which one is known: its name and what it is."""
    return {
        f"{ACTION}:{item.action.id}": Sentence("Cost per yearly tonne: {action}", action=item.action.name)
        for item in estimates
        if item.cost_per_tonne is not None
    }


def of_progress(found: Progress, inventories: Sequence[Inventory]) -> dict[str, str]:
    """Every figure that a judged target gives, its budget from ``inventories``: its name and what it is."""
    target, base = found.target, found.baseline
    if target is None or base is None:
        return {}
    now, first = found.latest.year if found.latest else base.year, base.year
    named: dict[str, tuple[object, str]] = {
        "baseline": (base, Sentence("Baseline {year}", year=first)),
        "target": (found.target_t if ends(target, base) else None, Sentence("Target level, {year}", year=target.year)),
        "path": (found.path_t, Sentence("Required in {year}", year=now)),
        "gap": (found.gap_t, Sentence("Gap of {year}", year=now)),
        "gap-percent": (found.gap_percent, Sentence("Gap in per cent")),
        "interval": (found.strength, Sentence("Half interval of the gap of {year}", year=now)),
        "probability": (found.strength, Sentence("Probability of being at or below the path in {year}", year=now)),
        "years-late": (found.years_late, Sentence("Years late")),
        "left": (found.left_t, Sentence("Left to cut by {year}", year=target.year)),
        "left-yearly": (found.left_yearly_t, Sentence("Left to cut a year")),
        "change": (found.change_t, Sentence("Change since the base year {year}", year=first)),
        "change-percent": (
            found.change_percent,
            Sentence("Change since the base year {year}, in per cent", year=first),
        ),
        "per-head-change": (
            found.per_head_change_percent,
            Sentence("Change per inhabitant since the base year {year}", year=first),
        ),
    }
    return _known(named) | (_of_budget(found, inventories) if found.gap_t is not None else {})


def _of_budget(found: Progress, inventories: Sequence[Inventory]) -> dict[str, str]:
    left = budget(found, inventories)
    end, last = left.emitted_to, left.last_year
    ahead = left.ahead_t if end is not None and last is not None and end < last else None
    return _known(
        {
            "budget": (left.whole_t, Sentence("Budget of {first} to {last}", first=left.first_year, last=last)),
            "budget-spent": (left.whole_t, Sentence("Emitted up to {year}", year=end)),
            "budget-left": (left.whole_t, Sentence("Budget left")),
            "budget-ahead": (ahead, Sentence("Allowed after {year}", year=end)),
            "years-left": (left.years_left, Sentence("Years until the budget is used up")),
        }
    )


def parted(name: str) -> tuple[str, str]:
    """The name of a figure as its kind and its part, both as ``FIGURES`` and ``PARTS`` write them; the part is empty
    where there is none. Raises Refused (figure-unknown) for a name that is no figure."""
    asked, colon, part = (piece.strip() for piece in name.partition(":"))
    asked = asked.casefold()
    if not colon and asked in FIGURES:
        return asked, ""
    if asked in (ACTION, RESULT, RESULT_COST) and part:
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
    fix = Sentence("Ask for one of these.")
    if near := nearest(name, FIGURES):
        fix = Sentence("Did you mean {names}?", names=" or ".join(near))
    return block(
        "figure-unknown",
        Sentence('the figure "{name}"', name=name),
        Sentence("one of {names}", names=joined(known, "semicolon")),
        fix,
        choices=tuple(FIGURES),
    )


def group_name(name: str) -> str:
    """A group of sectors by its name, as the vocabulary has it."""
    return next((group for group in SECTOR_GROUPS if group == name), name)
