"""What would turn a verdict: the same target read in other ways that could be defended as well, each judged again.

No formula holds these choices, as it does errors: another base year, a mean of years in place of one, another path,
total or per inhabitant, another electricity factor or GWP set, another published total. Reported CO2e is never
restated: what cannot be read another way is told with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import NamedTuple

from analytics.commitment.baseline import Baseline
from analytics.commitment.coverage import judged_by
from analytics.commitment.judged import Progress
from analytics.commitment.paths import allowed
from analytics.commitment.place_questions import Cause
from analytics.commitment.progress import assess
from analytics.commitment.targets import FROM_BASE, Target
from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.inventories.published import PublishedTotal
from analytics.text.sentences import Sentence, counted, joined, listed
from analytics.vocabulary import METHOD_NAMES, Method, Verdict

GWP_SETS = ("SAR", "AR4", "AR5", "AR5_CCF", "AR6")
ELECTRICITY = ("national", "local")
NEARBY_YEARS = 2
"""[R] So many years around the base year another one could have been chosen as well."""
MEAN_OF = 3
"""[R] So many years make a mean."""
ALIKE_T = 0.5
"""[R] Two readings whose gaps differ by less than a tonne are one."""

PER_HEAD = Sentence("Per inhabitant")
BY_DEFAULT = Sentence("By the default factors in place of the city's own")

Offered = Callable[[str, str], "Sequence[Inventory] | str"]
"""(GWP set, electricity) -> the city's inventories made that way, or the sentence why there are none."""


@dataclass(frozen=True)
class OtherReading:
    """One other way to read the figures and its gap in t, positive is behind. ``names`` are those of all ways that give
    this gap, ``in_doubt`` where it rests on inhabitants that are."""

    names: tuple[str, ...]
    gap_t: float
    in_doubt: bool = False

    @property
    def name(self) -> str:
        """What it is, in words."""
        return listed(self.names)

    @property
    def verdict(self) -> Verdict:
        """The answer that it would give."""
        return Verdict.ON_TRACK if self.gap_t <= 0 else Verdict.BEHIND


@dataclass(frozen=True)
class Flips:
    """The verdict, the other readings that give another gap, the largest turn first, the names of those that make no
    difference, and of those that cannot be made with their reasons."""

    claim: Progress
    readings: tuple[OtherReading, ...] = ()
    alike: tuple[str, ...] = ()
    untold: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def turning(self) -> tuple[OtherReading, ...]:
        """The readings on the other side of the path."""
        gap_t = self.claim.gap_t
        return tuple(item for item in self.readings if gap_t is not None and (item.gap_t <= 0) != (gap_t <= 0))

    @property
    def told(self) -> tuple[tuple[str, float], ...]:
        """What is named beside the answer, each with its gap (t): the readings that turn it, the largest turn first;
        else all that can be made, those that make no difference last."""
        turning = () if self.claim.verdict is Verdict.TOO_CLOSE else self.turning
        same = () if turning or self.claim.gap_t is None else tuple((name, self.claim.gap_t) for name in self.alike)
        return (*((item.name, item.gap_t) for item in turning or self.readings), *same)

    @property
    def answer(self) -> Sentence:
        """In one sentence how many of the readings that can be made would turn the answer."""
        if self.claim.gap_t is None or self.claim.verdict is Verdict.CANNOT_TELL:
            return Sentence("Once there is a verdict, it is told here what could turn it.")
        if not self.made:
            return Sentence("No other way to read the figures can be tried.")
        if self.claim.verdict is Verdict.TOO_CLOSE:
            ahead = sum(len(item.names) for item in self.readings if item.gap_t <= 0)
            ahead += len(self.alike) if self.claim.gap_t <= 0 else 0
            return Sentence(
                "Of {count} other ways to read the same figures {ahead} end below the path and {behind} above it.",
                count=self.made,
                ahead=ahead,
                behind=self.made - ahead,
            )
        return self._turned(sum(len(item.names) for item in self.turning))

    @property
    def sentence(self) -> Sentence:
        """What would turn the answer, and which readings cannot be made."""
        told = self.answer
        if not self.left or self.claim.gap_t is None or self.claim.verdict is Verdict.CANNOT_TELL:
            return told
        # Translators: the name of another way to read figures, in quotation marks.
        names = [Sentence("“{label}”", label=name) for name in self.left]
        left = counted(
            "{number} more cannot be tried: {names}.",
            "{number} more cannot be tried: {names}.",
            len(names),
            names=listed(names),
        )
        # Translators: two whole sentences.
        return Sentence("{said} {left}", said=told, left=left)

    def _turned(self, turning: int) -> Sentence:
        """How many of the readings that can be made turn the answer."""
        if turning:
            return counted(
                "{number} of {count} other ways to read the same figures would give another answer.",
                "{number} of {count} other ways to read the same figures would give another answer.",
                turning,
                count=self.made,
            )
        if self.made == 2:
            return Sentence("Both other ways to read the same figures that can be tried give the same answer.")
        return counted(
            "The one other way to read the same figures that can be tried gives the same answer.",
            "All {number} other ways to read the same figures that can be tried give the same answer.",
            self.made,
        )

    @property
    def made(self) -> int:
        """How many other readings can be made."""
        return sum(len(item.names) for item in self.readings) + len(self.alike)

    @property
    def left(self) -> tuple[str, ...]:
        """The names of the readings that cannot be made."""
        return tuple(name for names, _why in self.untold for name in names)


class _Read(NamedTuple):
    """One reading while it is gathered: a gap in t, or the sentence why there is none."""

    name: str
    gap: float | str


@formula(
    name="What would turn the answer",
    text=Sentence(
        "gap of each other reading: base year ± 2, three-year means, the other path, total or per inhabitant, local "
        "electricity, default factors, other GWP sets, other published totals"
    ),
    units="t CO₂e above (+) or below (−) the path; a reading that changes nothing is told once",
    source=OURS,
    mark="R",
    remark="Reported CO₂e is never restated: a reading that would need it is told as one that cannot be.",
    conditional=True,
)
def flips(
    claim: Progress,
    filed: Sequence[Inventory],
    offered: Offered,
    explanations: Sequence[Cause] = (),
    published: Sequence[PublishedTotal] = (),
    by_default: Sequence[Inventory] = (),
) -> Flips:
    """Read the figures behind ``claim`` in every other way, and give the gap of each in t. ``filed`` are the
    inventories up to the one that judges; ``by_default`` are those by the default factors, of a city that states
    its own. Source: our own rule [R]."""
    if claim.gap_t is None or claim.verdict is Verdict.CANNOT_TELL or claim.target is None or claim.latest is None:
        return Flips(claim)
    year = claim.latest.year

    def judged(target: Target, found: Sequence[Inventory] = filed) -> float | str:
        again = assess(target, found, year, explanations=explanations)
        if again.gap_t is None or again.reasons:
            return joined(again.reasons) or Sentence("It has no gap.")
        return again.gap_t

    found = [
        *_base_years(claim, claim.target, filed, judged),
        *_means(claim, claim.target, filed, explanations),
        *_promises(claim.target, judged),
        *_made_otherwise(claim, offered, judged),
        *([_Read(BY_DEFAULT, judged(claim.target, by_default))] if by_default else []),
        *_other_totals(claim, filed),
        *_published(claim, published),
        *_inhabitants(claim.target, claim, filed, judged),
    ]
    by_gap: dict[float, list[str]] = {}
    alike: list[str] = []
    untold: dict[str, list[str]] = {}
    for name, gap in found:
        if isinstance(gap, str):
            untold.setdefault(gap, []).append(name)
        elif abs(gap - claim.gap_t) < ALIKE_T:
            alike.append(name)
        else:
            by_gap.setdefault(next((known for known in by_gap if abs(known - gap) < ALIKE_T), gap), []).append(name)
    here = claim.gap_t <= 0
    order = sorted(by_gap, key=lambda gap: ((gap <= 0) == here, -abs(gap - (claim.gap_t or 0.0))))
    doubted = {PER_HEAD} if claim.doubts else set()
    readings = tuple(OtherReading(tuple(by_gap[gap]), gap, bool(doubted & set(by_gap[gap]))) for gap in order)
    return Flips(claim, readings, tuple(alike), tuple((tuple(names), why) for why, names in untold.items()))


def _base_years(
    claim: Progress, target: Target, filed: Sequence[Inventory], judged: Callable[[Target], float | str]
) -> Iterator[_Read]:
    """The years around the base year, of those that have an inventory by the target's method."""
    if target.kind not in FROM_BASE or claim.latest is None:
        return
    for year in range(target.base_year - NEARBY_YEARS, target.base_year + NEARBY_YEARS + 1):
        known = any(item.year == year and item.method == target.method for item in filed)
        if known and year != target.base_year and year < claim.latest.year:
            aim = replace(target, base_year=year, declared_base_t=None)
            yield _Read(Sentence("Base year {year}", year=year), judged(aim))


def _means(
    claim: Progress, target: Target, filed: Sequence[Inventory], explanations: Sequence[Cause]
) -> Iterator[_Read]:
    """The mean of three years in the place of the base year, at the middle one, so that a trend does not move the path;
    and of the last three in the place of the newest one."""
    latest, base = claim.latest, claim.baseline
    assert latest is not None
    mine = judged_by(target, filed)
    own = {item.year: item for item in mine if item.method == target.method and item.emissions_t is not None}
    first = [own.get(year) for year in range(target.base_year, target.base_year + MEAN_OF)]
    totals = [item.emissions_t for item in first if item is not None and item.emissions_t is not None]
    if base is not None and not base.declared and len(totals) == MEAN_OF and target.base_year + MEAN_OF <= latest.year:
        middle = own[target.base_year + MEAN_OF // 2]
        mean = Baseline(middle.year, fsum(totals) / MEAN_OF, middle.inhabitants, middle, middle.gdp)
        aim = replace(target, base_year=middle.year)
        path = allowed(aim, mean, latest.year, latest.inhabitants, latest.gdp)
        name = Sentence(
            "Base year as the mean of {first} to {last}", first=target.base_year, last=target.base_year + MEAN_OF - 1
        )
        if path is not None and latest.emissions_t is not None and target.kind in FROM_BASE:
            yield _Read(name, latest.emissions_t - path)
    years = range(latest.year - MEAN_OF + 1, latest.year + 1)
    if all(year in own for year in years) and years[0] > target.base_year:
        judged = [assess(target, filed, year, explanations=explanations) for year in years]
        gaps = [item.gap_t for item in judged if item.gap_t is not None]
        if len(gaps) == MEAN_OF:
            name = Sentence(
                "Mean of {first} to {last} in place of {year}", first=years[0], last=years[-1], year=years[-1]
            )
            yield _Read(name, fsum(gaps) / MEAN_OF)


def _promises(target: Target, judged: Callable[[Target], float | str]) -> Iterator[_Read]:
    """A promise on the other path, and on the other base."""
    if target.path == "linear":
        yield _Read(Sentence("The same per cent every year"), judged(replace(target, path="constant-rate")))
    else:
        yield _Read(Sentence("The same tonnes every year"), judged(replace(target, path="linear")))
    if target.kind == "absolute":
        yield _Read(PER_HEAD, judged(replace(target, kind="per-capita")))
    elif target.kind in ("per-capita", "per-gdp"):
        yield _Read(Sentence("In total"), judged(replace(target, kind="absolute")))


def _made_otherwise(
    claim: Progress, offered: Offered, judged: Callable[[Target, Sequence[Inventory]], float | str]
) -> Iterator[_Read]:
    """The inventories with local electricity, and with other GWP sets."""
    target, latest = claim.target, claim.latest
    assert target is not None
    assert latest is not None
    # Translators: electricity by the city's own production and purchases, in place of the national mix.
    name = Sentence("Electricity as bought (market-based)")
    found = offered(latest.gwp_set, ELECTRICITY[1])
    if isinstance(found, str):
        yield _Read(name, found)
    elif not latest.computed:
        kept = Sentence("The emissions of {year} were reported with a factor of their own.", year=latest.year)
        yield _Read(name, kept)
    else:
        yield _Read(name, judged(target, found))
    again: dict[str, float | str] = {}
    for gwp_set in GWP_SETS:
        if gwp_set != latest.gwp_set:
            made = offered(gwp_set, ELECTRICITY[0])
            restated = made if isinstance(made, str) else _restated(claim, made, gwp_set)
            again[gwp_set] = restated if isinstance(restated, str) else judged(target, restated)
    reasons = set(again.values())
    if len(reasons) == 1 and isinstance(next(iter(reasons)), str):
        yield _Read(Sentence("Another GWP set"), reasons.pop())
        return
    for gwp_set, gap in again.items():
        yield _Read(Sentence("GWP set {gwp_set}", gwp_set=gwp_set), gap)


def _restated(claim: Progress, made: Sequence[Inventory], gwp_set: str) -> Sequence[Inventory] | str:
    """The inventories, or why their CO2e keeps the set that it was reported with."""
    assert claim.latest is not None
    first = claim.baseline.inventory if claim.baseline else None
    if first is None:
        return Sentence("A declared baseline cannot be restated.")
    years = {(item.year, item.method): item for item in made}
    for item in (first, claim.latest):
        if years[item.year, item.method].gwp_set != gwp_set:
            return Sentence("The CO2e of {year} was reported and cannot be restated.", year=item.year)
    return made


def _other_totals(claim: Progress, filed: Sequence[Inventory]) -> Iterator[_Read]:
    """The totals on file of the year that judges by other methods."""
    latest = claim.latest
    assert latest is not None
    for item in filed:
        if item.emissions_t is None or item.year != latest.year or item.method == latest.method:
            continue
        method = METHOD_NAMES[Method(item.method)]
        name = Sentence("Total of {year} by another method ({method})", year=item.year, method=method)
        yield _Read(name, _held(claim, item.emissions_t, item.gas or ""))


def _published(claim: Progress, published: Sequence[PublishedTotal]) -> Iterator[_Read]:
    """Other totals that were published of the year that judges, and of the base year."""
    latest, base, target = claim.latest, claim.baseline, claim.target
    assert latest is not None
    for item in published:
        if item.year == latest.year:
            name = Sentence("Total of {year} as published: {name}", year=item.year, name=item.name)
            yield _Read(name, _held(claim, item.total_t, item.gas, item.boundary))
        elif base is not None and target is not None and item.year == base.year and target.kind in FROM_BASE:
            name = Sentence("Baseline of {year} as published: {name}", year=item.year, name=item.name)
            other = replace(base, emissions_t=item.total_t)
            path_t = allowed(target, other, latest.year, latest.inhabitants, latest.gdp)
            moved_t = 0.0 if path_t is None or claim.path_t is None else path_t - claim.path_t
            held = _held(claim, item.total_t, item.gas, item.boundary)
            yield _Read(name, (claim.gap_t or 0.0) - moved_t if isinstance(held, float) else held)


def _held(claim: Progress, total_t: float, gas: str, boundary: str = "") -> float | Sentence:
    """A total less the path, or why it is not set against it."""
    if gas != "CO2e":
        return Sentence("Its {amount:,.0f} t count CO2 alone, which is not set against CO2e.", amount=total_t)
    if boundary:
        return Sentence("Its {amount:,.0f} t count something else: {boundary}.", amount=total_t, boundary=boundary)
    return Sentence("It has no gap.") if claim.path_t is None else total_t - claim.path_t


def _inhabitants(
    target: Target, claim: Progress, filed: Sequence[Inventory], judged: Callable[..., float | str]
) -> Iterator[_Read]:
    """A target per inhabitant with the inhabitants that another inventory of one of the two years states."""
    base = claim.baseline.inventory if claim.baseline else None
    for mine in (base, claim.latest) if target.kind == "per-capita" else ():
        for other in filed:
            if mine is None or other.year != mine.year or other.people is None or other.people == mine.people:
                continue
            changed = replace(mine, inhabitants=other.inhabitants, people=other.people)
            name = Sentence("By the inhabitants of {year} of {source}", year=mine.year, source=other.people.source)
            yield _Read(name, judged(target, [changed if item is mine else item for item in filed]))
