"""The sentences of the Drivers page, computed from the bars. Plain text: pages escape it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import NamedTuple

from analytics.change import attribution as driving
from analytics.change import drivers
from analytics.change.attribution import Attribution, Bar
from analytics.change.contributions import contributions
from analytics.inventories.inventory import Inventory
from analytics.inventories.people import doubts
from analytics.text.sentences import Sentence
from analytics.text.sentences import listed as series_of
from analytics.vocabulary import METHOD_NAMES, Method, stated
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.words.driver_names import name
from dashboard.words.names import group_name
from datasets import Drivers

HOW = Sentence(
    "The change is divided by the logarithmic mean Divisia index (LMDI-I, Ang 2004): the bars sum to it exactly, and "
    "swapping the years turns every sign. What is no change of the city stands in a hatched bar of its own."
)


def sides(found: Attribution) -> tuple[float, float]:
    """What lowered and what raised the emissions, restatements apart, in t."""
    return (
        fsum(tonnes for tonnes in found.driven.values() if tonnes < 0),
        fsum(tonnes for tonnes in found.driven.values() if tonnes > 0),
    )


class Leading(NamedTuple):
    """What did most of the change, in words, and its share of all that went the same way, 0 to 1: a sector counts with
    all that it emits, as on every page. In the bars growth stands apart, and what is left of the sector has the share
    ``apart`` of all that pulls its way; None where it stands in no bar of its own."""

    words: str
    share: float
    apart: float | None = None


def leading(found: Attribution) -> Leading | None:
    """What did most of the change. A sector, and what is supplied, count with their own tonnes, as on every page; other
    bars with theirs."""
    apart = {bar for bar in found.driven if bar.driver in (driving.PER_HEAD, driving.SECTOR)}
    groups = {bar.group for bar in apart}
    by_sector = [one for one in contributions(found.sectors) if one.part in groups]
    done = [(Leading(say(group_name(one.part)), one.share, _apart(found, one.part)), one.tonnes) for one in by_sector]
    if any(bar.source == driving.SUPPLIED for bar in apart):
        bought = (one for one in contributions(found.supply) if one.part == driving.SUPPLIED)
        done += [(Leading(_("Electricity and heat"), one.share), one.tonnes) for one in bought]
    others = (one for one in contributions(found.driven) if one.part not in apart)
    done += [(Leading(name(one.part, one.tonnes), one.share), one.tonnes) for one in others]
    return max(done, key=lambda entry: abs(entry[1]), default=(None, 0.0))[0]


def _apart(found: Attribution, group: str) -> float | None:
    """The share that the bars of a sector have of all that lowered, or raised, the emissions with them; None for a
    total that is no sector."""
    if group == "Total":
        return None
    own = fsum(tonnes for bar, tonnes in found.driven.items() if bar.driver == driving.PER_HEAD and bar.group == group)
    side = sides(found)[own > 0]
    return own / side if own and side else None


def headline(found: Drivers) -> str:
    """The finding in one sentence."""
    direct, ends = found.direct, _ends(found)
    if direct is None or ends is None:
        return _obstacle(found)
    moved = leading(direct)
    values = {"city": found.report.city.name, "first": ends[0], "last": ends[1]}
    to_newest = found.last == found.series[-1]
    driven = fsum(direct.driven.values())
    if moved is None or not direct.change_t:
        if to_newest:
            return _("Nothing moved {city}’s emissions since {first}", **values)
        return _("Nothing moved {city}’s emissions from {first} to {last}", **values)
    if abs(direct.restated_t) > abs(driven):
        if to_newest:
            return _("Most of {city}’s change since {first} is a restatement, not a change of the city", **values)
        return _("Most of {city}’s change from {first} to {last} is a restatement, not a change of the city", **values)
    far = _how_far(found, direct, to_newest, {**values, "amount": theme.tonnes(abs(direct.change_t), None)})
    if moved.words == say(group_name("Total")):
        return " ".join([far, _("The figures do not show where.")])
    did = {"driver": moved.words, "share": theme.percent(100 * moved.share)}
    if driven <= 0:
        # Translators: a driver is a group of sectors or what moved, such as "Cleaner electricity".
        return " ".join([far, _("{driver} did {share} of the cuts.", **did)])
    # Translators: a driver is a group of sectors or what moved, such as "Cleaner electricity".
    return " ".join([far, _("{driver} did {share} of the increases.", **did)])


def _how_far(found: Drivers, direct: Attribution, to_newest: bool, values: Mapping[str, object]) -> str:
    """How far the emissions fell or rose; that inhabitants grew meanwhile where no doubt about them is open."""
    fell, grown = direct.change_t <= 0, _grown(found, direct, 0.0)
    if fell and grown and not in_review(found):
        return _(
            "{city}’s emissions fell by {amount} from {first} to {last}, while inhabitants grew by {growth}.",
            growth=grown[1],
            **values,
        )
    match fell, to_newest:
        case True, True:
            return _("{city}’s emissions fell by {amount} since {first}.", **values)
        case True, False:
            return _("{city}’s emissions fell by {amount} from {first} to {last}.", **values)
        case False, True:
            return _("{city}’s emissions rose by {amount} since {first}.", **values)
    return _("{city}’s emissions rose by {amount} from {first} to {last}.", **values)


def in_review(found: Drivers) -> bool:
    """Whether a doubt about the inhabitants of either year is open, on which their bar rests."""
    return bool(found.first and found.last and doubts(found.first, found.last, found.report.inventories))


def _ends(found: Drivers) -> tuple[int, int] | None:
    """The two years that are compared; None where there are none."""
    return (found.first.year, found.last.year) if found.first and found.last else None


def _obstacle(found: Drivers) -> str:
    city, ends = found.report.city.name, _ends(found)
    if found.problems and ends:
        return _("{city}: {first} and {last} cannot be set against each other", city=city, first=ends[0], last=ends[1])
    if len(found.report.inventories) == 1:
        return _("{city}: there is one inventory, and a change takes two", city=city)
    if found.report.inventories:
        return _("{city}: no two totals to compare", city=city)
    return _("{city}: no inventory, so no change to explain", city=city)


def context(found: Drivers) -> str:
    """Below the headline: how far in per cent and per inhabitant, what growth did, what is no change of the city."""
    direct, ends = found.direct, _ends(found)
    if direct is None or ends is None:
        return _("Two inventories of one method, each with a total, are enough; energy by carrier tells the most.")
    like, said = max(map(abs, (*sides(direct), direct.change_t))), []
    if direct.before_t > 0:
        moved = {"share": theme.percent(100 * abs(direct.change_t) / direct.before_t), "year": ends[0]}
        fell = direct.change_t <= 0
        said.append(_("{share} less than in {year}.", **moved) if fell else _("{share} more than in {year}.", **moved))
    said += _since_base(found)
    heads = [item.per_head_t for item in (found.first, found.last) if item is not None]
    if len(heads) == 2 and heads[0] is not None and heads[1] is not None:
        both = {"before": theme.per_head(heads[0], None), "after": theme.per_head(heads[1], direct.gas)}
        if in_review(found):
            said.append(_("Per inhabitant from {before} to {after}; the numbers of inhabitants are in doubt.", **both))
        else:
            said.append(_("Per inhabitant from {before} to {after}.", **both))
    if grown := _grown(found, direct, like):
        part = {"part": grown[0], "growth": grown[1]}
        said.append(_("By themselves {growth} more inhabitants would have added {part}.", **part))
    if direct.restated_t:
        restated = theme.tonnes(direct.restated_t, None, signed=True, like=like)
        said.append(_("{amount} is restatement, no change of the city.", amount=restated))
    return " ".join(said)


def _since_base(found: Drivers) -> list[str]:
    """How far the emissions are from those of the base year of the target, where no inventory is of that year: the
    curve of a pair begins there."""
    leading = found.report.leading
    base, last = leading.baseline, found.last
    if base is None or leading.gap_t is None or last is None or last != leading.latest or last.emissions_t is None:
        return []
    if base.emissions_t <= 0 or base.year in {item.year for item in found.series}:
        return []
    change = 100 * (last.emissions_t / base.emissions_t - 1)
    told = {"year": base.year, "share": theme.percent(abs(change))}
    if change <= 0:
        return [_("{share} less than the base year of its target, {year}.", **told)]
    return [_("{share} more than the base year of its target, {year}.", **told)]


def two_shares(found: Drivers) -> str:
    """Why the share in the headline is another one than that of the sector's bar; nothing where it is not."""
    direct = found.direct
    most = leading(direct) if direct else None
    if direct is None or most is None or most.apart is None or _grown(found, direct, 0.0) is None:
        return ""
    return _(
        "The {share} in the title compare what each sector emitted in both years. In the bars the growth in "
        "inhabitants stands on its own, and each sector’s bar shows what changed per inhabitant: of what all bars that "
        "pull the same way make, {apart} is due to {sector}.",
        share=theme.percent(100 * most.share),
        sector=most.words,
        apart=theme.percent(100 * most.apart),
    )


def _grown(found: Drivers, direct: Attribution, like: float) -> tuple[str, str] | None:
    """What more inhabitants raised the emissions by, and by how much they grew; None where they did not."""
    population = direct.bars.get(Bar(drivers.POPULATION), 0.0)
    if population <= 0 or not (found.first and found.last and found.first.inhabitants and found.last.inhabitants):
        return None
    grown = 100 * (found.last.inhabitants / found.first.inhabitants - 1)
    return theme.tonnes(population, None, like=like), theme.percent(grown)


def title(found: Attribution, apart: bool) -> str:
    """The title of the waterfall: what the weather did, or what pulled each way."""
    weather = found.bars.get(Bar(driving.WEATHER))
    if apart and weather is not None:
        amount = theme.tonnes(abs(weather), None, like=found.change_t)
        if weather < 0:
            return _("The weather lowered the change by {amount}", amount=amount)
        return _("The weather raised the change by {amount}", amount=amount)
    lowered, raised = sides(found)
    if lowered and raised:
        cuts, increases = (theme.tonnes(abs(side), None, like=found.change_t) for side in (lowered, raised))
        if abs(lowered) >= raised:
            return _("What fell, {cuts}, outweighed what rose, {increases}", cuts=cuts, increases=increases)
        return _("What rose, {increases}, outweighed what fell, {cuts}", cuts=cuts, increases=increases)
    return _("What moved the total, bar by bar")


def note(found: Drivers, shown: Attribution, symbol: str = "t") -> str:
    """Unit, method, source, revision and date below the waterfall, or a table in tonnes as ``symbol`` has them."""
    assert found.last is not None
    last: Inventory = found.last
    gas = theme.GASES.get(shown.gas or "", shown.gas or "")
    values = {
        "unit": f"{symbol} {gas}",
        "method": METHOD_NAMES[Method(shown.method)],
        "gwp_set": stated(last.gwp_set),
        "depth": shown.depth,
        "sources": listed(list(dict.fromkeys([*(found.first.sources if found.first else ()), *last.sources]))),
        "revision": last.revision,
        "date": theme.date(last.committed_at),
    }
    if len(shown.years) > 2:
        # Translators: "depth" is how deep the change is told, such as "energy by sector and carrier".
        return _(
            "{unit}, {method}, GWP set {gwp_set}; by {depth}, summed over {steps} steps. Source: {sources}. "
            "Revision {revision}, {date}.",
            steps=len(shown.years) - 1,
            **values,
        )
    return _(
        "{unit}, {method}, GWP set {gwp_set}; by {depth}. Source: {sources}. Revision {revision}, {date}.",
        **values,
    )


def merged(reasons: Iterable[str]) -> list[str]:
    """Reasons that differ in their ``{year}`` alone, said once with all of their years."""
    found: dict[tuple[object, ...], list[str]] = {}
    for reason in reasons:
        alike: tuple[object, ...] = (reason,)
        if isinstance(reason, Sentence) and "year" in reason.values and reason.many is None:
            alike = (reason.template, *(value for field, value in reason.values.items() if field != "year"))
        found.setdefault(alike, []).append(reason)
    return [say(_of_all_years(list(dict.fromkeys(same)))) for same in found.values()]


def _of_all_years(reasons: list[str]) -> str:
    """One reason for several that differ in their year."""
    first, *others = reasons
    if not others or not isinstance(first, Sentence):
        return first
    years = series_of(str(reason.values["year"]) for reason in reasons if isinstance(reason, Sentence))
    return Sentence(first.template, **{**first.values, "year": years})
