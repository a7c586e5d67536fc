"""The sentences of the Drivers page, computed from the bars. Plain text: pages escape it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import fsum

from analytics.change import attribution as driving
from analytics.change import drivers
from analytics.change.attribution import Attribution, Bar
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.parts.series import group_name
from dashboard.parts.wording import Card, listed
from datasets.attribution import Drivers

SOURCES = {driving.SUPPLIED: "electricity and heat", driving.FUEL: "fuels"}
SHORT = {"Tertiary": "Commercial"}
"""Groups of sectors where there is little room."""
NAMES: dict[str, tuple[str, str]] = {
    drivers.POPULATION: ("Fewer inhabitants", "More inhabitants"),
    drivers.ACTIVITY: ("Less energy per inhabitant", "More energy per inhabitant"),
    drivers.ENERGY: ("Less energy used", "More energy used"),
    drivers.WEALTH: ("Lower GDP per inhabitant", "Higher GDP per inhabitant"),
    drivers.PER_GDP: ("Less energy per unit of GDP", "More energy per unit of GDP"),
    drivers.SECTORS: ("A shift to cleaner sectors", "A shift to dirtier sectors"),
    drivers.MIX: ("A change to cleaner energy", "A change to dirtier energy"),
    drivers.GRID: ("Cleaner electricity", "Dirtier electricity"),
    drivers.FUELS: ("Lower factors of other energy", "Higher factors of other energy"),
    drivers.INTENSITY: ("Less carbon in the energy", "More carbon in the energy"),
    driving.REMOVALS: ("More removed", "Less removed"),
    driving.WEATHER: ("Milder weather", "Colder weather"),
}
"""Each driver as it lowers and as it raises emissions."""
HOW = (
    "The change is divided by the logarithmic mean Divisia index (LMDI-I, Ang 2004): the bars sum to it exactly, and "
    "swapping the years turns every sign. What is no change of the city stands in a hatched bar of its own."
)


def name(bar: Bar, tonnes: float) -> str:
    """What a bar is called, as it lowered or raised the emissions."""
    if bar.driver == drivers.RESTATEMENT:
        return f"Restatement ({bar.group})"
    if bar.driver in NAMES:
        return NAMES[bar.driver][tonnes > 0]
    source = [] if bar.source == "" or bar.group == "Electricity" else [SOURCES[bar.source]]
    return ": ".join([SHORT.get(bar.group, bar.group if source else group_name(bar.group)), *source])


def ordered(bars: Mapping[Bar, float]) -> list[tuple[Bar, float]]:
    """Inhabitants and GDP first, then what lowered most, down to what raised most; weather and restatements last."""
    first, last = (drivers.POPULATION, drivers.WEALTH), (driving.WEATHER, drivers.RESTATEMENT)

    def place(item: tuple[Bar, float]) -> tuple[int, float]:
        driver = item[0].driver
        if driver in first:
            return first.index(driver), 0.0
        return (3 + last.index(driver) if driver in last else 2), item[1]

    return sorted(bars.items(), key=place)


def sides(found: Attribution) -> tuple[float, float]:
    """What lowered and what raised the emissions, restatements apart, in t."""
    return (
        fsum(tonnes for tonnes in found.driven.values() if tonnes < 0),
        fsum(tonnes for tonnes in found.driven.values() if tonnes > 0),
    )


def leading(found: Attribution) -> tuple[str, float] | None:
    """What did most of the change, in words, and its share of all that went the same way (0 to 1)."""
    fell = fsum(found.driven.values()) <= 0
    moved = {bar: tonnes for bar, tonnes in found.driven.items() if (tonnes < 0) == fell and tonnes}
    whole = fsum(moved.values())
    if not whole:
        return None
    pools: dict[str, list[float]] = {}
    for bar, tonnes in moved.items():
        by_sector = bar.driver in (driving.PER_HEAD, driving.SECTOR)
        pools.setdefault(_told(bar.group) if by_sector else name(bar, tonnes), []).append(tonnes)
        if by_sector and bar.source == driving.SUPPLIED:
            pools.setdefault("Electricity and heat", []).append(tonnes)
    best = max(pools, key=lambda pool: abs(fsum(pools[pool])))
    return best, fsum(pools[best]) / whole


def _told(group: str) -> str:
    """A group of sectors as the subject of a sentence."""
    return "Commercial and institutional buildings" if group == "Tertiary" else group_name(group)


def headline(found: Drivers) -> str:
    """The finding in one sentence."""
    city, direct = found.report.city.name, found.direct
    if direct is None or found.first is None:
        return f"{city}: {_obstacle(found)}"
    since = f"since {found.first.year}" if found.last == found.series[-1] else _span(found)
    moved = leading(direct)
    if moved is None or not direct.change_t:
        return f"Nothing moved {city}’s emissions {since}"
    if abs(direct.restated_t) > abs(fsum(direct.driven.values())):
        return f"Most of {city}’s change {since} is a restatement, not a change of the city"
    way = "cuts" if fsum(direct.driven.values()) <= 0 else "increases"
    if moved[0].startswith("Total"):
        return f"{city}’s emissions {'fell' if way == 'cuts' else 'rose'} {since}; nobody can tell where"
    return f"{moved[0]} did {theme.percent(100 * moved[1])} of {city}’s {way} {since}"


def _span(found: Drivers) -> str:
    assert found.first is not None
    assert found.last is not None
    return f"from {found.first.year} to {found.last.year}"


def _obstacle(found: Drivers) -> str:
    if found.problems:
        assert found.first is not None
        assert found.last is not None
        return f"{found.first.year} and {found.last.year} cannot be set against each other"
    if found.report.inventories:
        return "one inventory is no change yet" if len(found.report.inventories) == 1 else "no two totals to compare"
    return "no inventory, so no change to explain"


def context(found: Drivers) -> str:
    """One sentence below the headline: how far, and what pulled each way."""
    direct = found.direct
    if direct is None:
        return "Two inventories of one method, each with a total, are enough; energy by carrier tells the most."
    lowered, raised = sides(direct)
    way = "fell" if direct.change_t <= 0 else "rose"
    share = f" ({theme.percent(100 * abs(direct.change_t) / direct.before_t)})" if direct.before_t > 0 else ""
    like = max(abs(lowered), abs(raised), abs(direct.change_t))
    said = f"Emissions {way} by {theme.tonnes(abs(direct.change_t), direct.gas, like=like)}{share} {_span(found)}"
    if lowered and raised:
        cuts, increases = (theme.tonnes(abs(side), None, like=like) for side in (lowered, raised))
        said += f": {cuts} of cuts against {increases} of increases"
    population = direct.bars.get(Bar(drivers.POPULATION), 0.0)
    if population > 0 and found.first and found.last and found.first.inhabitants and found.last.inhabitants:
        grown = 100 * (found.last.inhabitants / found.first.inhabitants - 1)
        said += f", {theme.tonnes(population, None, like=like)} of them from {theme.percent(grown)} more inhabitants"
    if direct.restated_t:
        said += f"; {theme.tonnes(direct.restated_t, None, signed=True, like=like)} is restatement"
    return said + "."


def cards(found: Drivers) -> list[Card]:
    """The four figures: the change, what lowered it, what raised it, and what is no change of the city."""
    direct = found.direct
    assert direct is not None
    lowered, raised = sides(direct)
    gas = theme.GASES.get(direct.gas or "", direct.gas or "")
    fell = direct.change_t <= 0
    restated = theme.tonnes(direct.restated_t, None, signed=True) if direct.restated_t else "None"
    return [
        Card(f"Change, {gas}", theme.tonnes(direct.change_t, None, signed=True), _of(direct, direct.change_t),
             "down" if fell else "up", fell),
        Card("Cuts", theme.tonnes(lowered, None, signed=True, like=direct.change_t), _of(direct, lowered)),
        Card("Increases", theme.tonnes(raised, None, signed=True, like=direct.change_t), _of(direct, raised)),
        Card("Restated", restated, "no change of the city" if direct.restated_t else "no break found"),
    ]  # fmt: skip


def _of(found: Attribution, tonnes: float) -> str:
    """A part of the change in per cent of the first total."""
    if found.before_t <= 0:
        return "of a total not above zero"
    return f"{theme.percent(100 * tonnes / found.before_t, signed=True)} of {found.years[0]}"


def title(moved: Drivers, found: Attribution, apart: bool) -> str:
    """The title of the waterfall: what the weather did, or how far a head of the city came."""
    weather = found.bars.get(Bar(driving.WEATHER))
    if apart and weather is not None:
        side = "lowered" if weather < 0 else "raised"
        return f"The weather {side} the change by {theme.tonnes(abs(weather), None, like=found.change_t)}"
    heads = [item.per_head_t for item in (moved.first, moved.last) if item is not None]
    if len(heads) == 2 and heads[0] is not None and heads[1] is not None:
        ends = f"{theme.per_head(heads[0], None)} to {theme.per_head(heads[1], found.gas)}"
        return f"Per inhabitant, from {ends}"
    return "What moved the total, bar by bar"


def note(found: Drivers, shown: Attribution) -> str:
    """Unit, method, source, revision and date below the waterfall."""
    assert found.last is not None
    last: Inventory = found.last
    gas = theme.GASES.get(shown.gas or "", shown.gas or "")
    sources = listed(list(dict.fromkeys([*(found.first.sources if found.first else ()), *last.sources])))
    steps = f", summed over {len(shown.years) - 1} steps" if len(shown.years) > 2 else ""
    return (
        f"t {gas}, {METHOD_NAMES[Method(shown.method)]}, GWP set {last.gwp_set}; LMDI-I by {shown.depth}{steps}. "
        f"Source: {sources}. Revision {last.revision}, {theme.date(last.committed_at)}."
    )


def cautions(found: Drivers) -> list[str]:
    """What one should not conclude from the bars of this very city."""
    direct = found.direct
    if direct is None or found.first is None or found.last is None:
        return []
    said = list(direct.reasons)
    said += [f"{change.cause.capitalize()} differs: {change.before}; {change.after}." for change in direct.changes]
    said += _jumps(found)
    said += _odd_year(found)
    said += _paths(found)
    if direct.bars.get(Bar(drivers.POPULATION), 0.0) > 0:
        said.append("More inhabitants are no failure: the bar only says how much growth had to be made up for.")
    said.append("A bar says what moved together with the emissions, not who made it move.")
    return said


def _between(found: Drivers) -> list[Inventory]:
    assert found.first is not None
    assert found.last is not None
    least, most = sorted((found.first.year, found.last.year))
    return [item for item in found.series if least <= item.year <= most]


LARGEST_GROWTH = 3.0
"""Per cent a year beyond which a change of inhabitants looks like a change of source (our own rule)."""
ODD_STEP = 10.0
"""Per cent between two neighbouring inventories that make the end of a comparison an odd year (our own rule)."""


def _jumps(found: Drivers) -> Iterable[str]:
    years = _between(found)
    worst = None
    for one, other in pairwise(years):
        if one.inhabitants and other.inhabitants:
            growth = 100 * ((other.inhabitants / one.inhabitants) ** (1 / (other.year - one.year)) - 1)
            if abs(growth) > LARGEST_GROWTH and (worst is None or abs(growth) > abs(worst[0])):
                worst = growth, one.year, other.year
    if worst:
        rate = f"{theme.percent(worst[0], signed=True)}{' a year' if worst[2] - worst[1] > 1 else ''}"
        yield (
            f"The inhabitants on file change by {rate} from {worst[1]} to {worst[2]}: more likely another source than "
            "people moving, and the bar of inhabitants rests on it."
        )


def _odd_year(found: Drivers) -> Iterable[str]:
    years = _between(found)
    if len(years) > 2 and years[-2].emissions_t and years[-1].emissions_t is not None:
        step = 100 * (years[-1].emissions_t / years[-2].emissions_t - 1)
        if abs(step) > ODD_STEP:
            yield (
                f"{years[-1].year} alone is {theme.percent(abs(step))} {'below' if step < 0 else 'above'} "
                f"{years[-2].year}: one odd year can carry the finding. Choose another end and see whether it holds."
            )


def _paths(found: Drivers) -> Iterable[str]:
    direct, stepwise = found.direct, found.stepwise
    if direct is None or stepwise is None or not direct.change_t:
        return
    apart = {bar: abs(tonnes - stepwise.bars.get(bar, 0.0)) for bar, tonnes in direct.driven.items()}
    if not apart:
        return
    widest = max(apart, key=lambda bar: apart[bar])
    yield (
        f"Summed year by year instead of in one step, a bar moves by at most {theme.tonnes(apart[widest], None)} "
        f"({name(widest, direct.bars[widest])}); the total is the same."
    )


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def merged(reasons: Iterable[str]) -> list[str]:
    """Reasons that differ in their year alone, said once with all of their years."""
    found: dict[str, list[str]] = {}
    for reason in reasons:
        years = _YEAR.findall(reason)
        held = found.setdefault(_YEAR.sub("{}", reason, count=1) if len(years) == 1 else reason, [])
        held += [year for year in years[:1] if year not in held]
    return [said.replace("{}", listed(years)) for said, years in found.items()]
