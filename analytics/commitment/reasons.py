"""What forbids a verdict, and what a reader should know beside one, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analytics.bounding_limits import FAR_APART, OLDEST_INVENTORY_YEARS
from analytics.commitment.baseline import Baseline
from analytics.commitment.codes import Code, Reason
from analytics.commitment.comparability import differing_factors
from analytics.commitment.judged import Progress
from analytics.commitment.paths import level
from analytics.commitment.scenarios import trend
from analytics.commitment.targets import FROM_BASE, KIND_NAMES, Target, scenario_emissions
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence, joined
from analytics.text.sentences import listed as names
from analytics.uncertainty.likelihood import of_hundred, too_close
from analytics.vocabulary import METHOD_NAMES, SECTORS, VERDICT_NAMES, Method, Verdict, stated


def no_target() -> Reason:
    """That there is no target."""
    return Reason(Code.NO_TARGET, Sentence("This city has no target here."))


def no_inventory(year: int | None) -> Reason:
    """That there is no inventory, of any year or of ``year`` and before."""
    if year is None:
        return Reason(Code.NO_INVENTORY, Sentence("This city has no inventory here."))
    return Reason(Code.NO_INVENTORY, Sentence("No inventory of {year} or before is known here.", year=year))


PANDEMIC = {
    2020: Sentence(
        "2020 was a pandemic year: the world's CO2 from fossil fuels was 4\u00a0% below 2019 (Global Carbon Budget "
        "2022, sum of the countries). A single such year may be an exception."
    ),
    2021: Sentence("2021 was still a pandemic year; a single such year may be an exception."),
}
"""What is known of the years of the pandemic; that those of a city were an exception is our own reading [R]."""


@dataclass(frozen=True)
class Facts:
    """What the reasons of one question are told of. ``own`` are the inventories of the target's method, ``year`` and
    ``as_of`` what was asked."""

    target: Target
    base: Baseline | None
    judging: Inventory | None
    own: Sequence[Inventory]
    year: int | None
    as_of: int | None

    @property
    def latest(self) -> Inventory:
        """The inventory that judges; there is one wherever a reason speaks of it."""
        assert self.judging is not None
        return self.judging

    @property
    def first(self) -> Inventory | None:
        """The inventory of the base year; None where the baseline is declared, or there is none."""
        return self.base.inventory if self.base else None


def said(codes: Code, facts: Facts) -> list[Reason]:
    """The reasons with these codes in sentences; some have several. What single places tell is said elsewhere."""
    found = [no_inventory(facts.year)] if Code.NO_INVENTORY in codes else []
    found += [Reason(code, words) for code, tell in _TOLD.items() if code in codes for words in tell(facts)]
    return found


def _no_baseline(facts: Facts) -> Iterator[Sentence]:
    year = facts.target.base_year
    on_file = next((item for item in facts.own if item.year == year), None)
    if on_file is not None:
        open_ones = joined(on_file.notes)
        said = Sentence("No baseline: the inventory of {year} gives no total of emissions.", year=year)
        # Translators: two whole sentences.
        yield Sentence("{said} {left}", said=said, left=open_ones) if open_ones else said
        return
    yield Sentence("No baseline: there is no inventory of {year} and the target declares no emissions.", year=year)


def _other_method(facts: Facts) -> Iterator[Sentence]:
    latest, first = facts.latest, facts.first
    if latest.method != facts.target.method:
        yield Sentence(
            "The target follows {target_method}, and the inventory of {year} follows {method}.",
            target_method=METHOD_NAMES[Method(facts.target.method)],
            year=latest.year,
            method=METHOD_NAMES[Method(latest.method)],
        )
    elif first is not None:
        yield Sentence(
            "The approach of {base_year} is {base_approach}, and that of {year} is {approach}.",
            base_year=first.year,
            base_approach=stated(first.approach),
            year=latest.year,
            approach=stated(latest.approach),
        )


def _not_after(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "There is no inventory by the target's method after the base year {year}.", year=facts.target.base_year
    )


def _no_path(facts: Facts) -> Iterator[Sentence]:
    target, base = facts.target, facts.base
    if target.year <= target.base_year:
        yield Sentence("The target year {year} is not after the base year.", year=target.year)
    elif base is None:
        return
    elif base.emissions_t <= 0 and target.kind in FROM_BASE:
        yield Sentence(
            "A reduction in per cent needs a baseline above zero; it is {emissions:,.0f} t.",
            emissions=base.emissions_t,
        )
    elif level(target, base.emissions_t) is None:
        yield from _no_level(facts)
    else:
        yield from _path_not_above_zero(facts)


def _no_level(facts: Facts) -> Iterator[Sentence]:
    if facts.target.kind == "baseline-scenario":
        yield Sentence("The target has no baseline scenario that reaches {year}.", year=facts.target.year)
    else:
        yield Sentence("The target ({kind}) lacks its level.", kind=KIND_NAMES[facts.target.kind])


def _path_not_above_zero(facts: Facts) -> Iterator[Sentence]:
    if facts.base and facts.base.emissions_t > 0:
        yield Sentence(
            "The path falls by the same per cent each year, which never leads to the target level of {level:,.0f} t. "
            "Choose the linear path, which may end at zero or below.",
            level=level(facts.target, facts.base.emissions_t),
        )
    elif facts.base:
        yield Sentence(
            "The path falls by the same per cent each year, which no baseline of {level:,.0f} t allows. Choose the "
            "linear path.",
            level=facts.base.emissions_t,
        )


def _no_total(facts: Facts) -> Iterator[Sentence]:
    latest = facts.latest
    if latest.notes:
        yield Sentence(
            "The inventory of {year} gives no total of emissions. {notes}", year=latest.year, notes=joined(latest.notes)
        )
    else:
        yield Sentence("The inventory of {year} gives no total of emissions.", year=latest.year)


def _other_gas(facts: Facts) -> Iterator[Sentence]:
    if facts.latest.gas == "CO2":
        yield Sentence("The inventory of {year} counts CO2 alone, the target CO2e.", year=facts.latest.year)
    elif facts.first is not None and facts.first.gas == "CO2":
        yield Sentence(
            "The base year {base_year} counts CO2 alone, and {year} counts CO2e.",
            base_year=facts.target.base_year,
            year=facts.latest.year,
        )


def _factors(facts: Facts) -> Iterator[Sentence]:
    if facts.first is None:
        yield Sentence(
            "The emissions of {year} are energy times our factors and the baseline of {base_year} is a declared "
            "figure, made with unknown factors: their factors differ.",
            year=facts.latest.year,
            base_year=facts.target.base_year,
        )
    else:
        yield differing_factors(facts.first, facts.latest)


def _no_inhabitants(facts: Facts) -> Iterator[Sentence]:
    """Of which of the two years a per-capita target lacks the inhabitants."""
    base, latest = facts.base, facts.latest
    lacking = base.year if base and not base.inhabitants else None
    if base and base.declared:
        yield Sentence(
            "A per-capita target needs the inhabitants of the base year {year}: import the inventory of that year with "
            "its inhabitants, since declared emissions have none.",
            year=base.year,
        )
    elif lacking and not latest.inhabitants:
        yield Sentence(
            "A per-capita target needs the inhabitants of {base_year} and of {year}; neither is on file.",
            base_year=lacking,
            year=latest.year,
        )
    else:
        yield Sentence(
            "A per-capita target needs the inhabitants of both years; those of {year} are not on file.",
            year=lacking or latest.year,
        )


def _no_gdp(facts: Facts) -> Iterator[Sentence]:
    yield Sentence("A target per unit of GDP needs the GDP of the base year and of the inventory year.")


def _too_old(facts: Facts) -> Iterator[Sentence]:
    """That the inventory which judges says nothing about today: the newest one, or the last one up to the target."""
    latest, today = facts.latest, facts.as_of or facts.latest.year
    values: dict[str, object] = {
        "year": latest.year,
        "years": today - latest.year,
        "today": today,
        "oldest": OLDEST_INVENTORY_YEARS,
    }
    if any(item.year > latest.year for item in facts.own):
        yield Sentence(
            "The target is judged by the inventory of {year}, {years} years before {today}; after more than {oldest} "
            "years it says nothing about today.",
            **values,
        )
    else:
        yield Sentence(
            "The newest inventory is of {year}, {years} years before {today}; after more than {oldest} years it says "
            "nothing about today.",
            **values,
        )


def _target_over(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "The year of the target, {target_year}, is over, and it is judged by the inventory of {year}: whether it was "
        "reached cannot be told.",
        target_year=facts.target.year,
        year=facts.latest.year,
    )


def _nearest(facts: Facts) -> Inventory | None:
    """The inventory with a total in CO2e that stands nearest to the base year."""
    with_total = [item for item in facts.own if item.emissions_t is not None and item.gas != "CO2"]
    return min(with_total, key=lambda item: (abs(item.year - facts.target.base_year), item.year), default=None)


def _baseline_unconfirmed(facts: Facts) -> Iterator[Sentence]:
    base, near = facts.base, _nearest(facts)
    if base and near:
        yield Sentence(
            "The target declares {emissions:,.0f} t for {base_year}; the nearest inventory by its method is of {year}, "
            "{years} years away. Nothing on file can confirm the declared figure: ± {far:.0f} % are added to its "
            "uncertainty.",
            emissions=base.emissions_t,
            base_year=base.year,
            year=near.year,
            years=abs(near.year - base.year),
            far=100 * FAR_APART,
        )


def _no_fall(facts: Facts) -> Iterator[Sentence]:
    yield Sentence("The target allows as much as the base year had, or more: it asks for no fall.")


def _part(facts: Facts) -> Iterator[Sentence]:
    target = facts.target
    if target.sector:
        yield Sentence(
            "This target covers a part of the emissions ({sector}), which the inventories do not tell apart.",
            sector=target.covers,
        )
    else:
        yield Sentence(
            'The target leaves out "{exclusions}", which the inventories do not tell apart.',
            exclusions=target.exclusions,
        )


def covers_part(progress: Progress) -> list[Reason]:
    """Why a good answer may not be given on a target that leaves something out of a declared baseline, of which nobody
    knows whether it leaves out the same: where the city would be above its path with what was left out. Source: our own
    rule [R]."""
    target, base, latest, gap_t = progress.target, progress.baseline, progress.latest, progress.gap_t
    if target is None or base is None or latest is None or gap_t is None or not target.exclusions:
        return []
    if not base.declared or not gap_t <= 0 < gap_t + latest.left_out_t:
        return []
    said = Sentence(
        'The target leaves out "{exclusions}", and whether the declared baseline does is not known: with the '
        "{amount:,.0f} t of it in {year} the city would be above its path.",
        exclusions=target.exclusions,
        amount=latest.left_out_t,
        year=latest.year,
    )
    return [Reason(Code.PART, said, latest.left_out_t)]


_TOLD: dict[Code, Callable[[Facts], Iterable[Sentence]]] = {
    Code.PART: _part,
    Code.NO_PATH: _no_path,
    Code.NO_BASELINE: _no_baseline,
    Code.OTHER_METHOD: _other_method,
    Code.NOT_AFTER_BASE_YEAR: _not_after,
    Code.NO_TOTAL: _no_total,
    Code.OTHER_GAS: _other_gas,
    Code.FACTORS_DIFFER: _factors,
    Code.NO_INHABITANTS: _no_inhabitants,
    Code.NO_GDP: _no_gdp,
    Code.TOO_OLD: _too_old,
    Code.TARGET_OVER: _target_over,
    Code.BASELINE_UNCONFIRMED: _baseline_unconfirmed,
    Code.ASKS_LITTLE: _no_fall,
}
"""What is said of each code that the totals of inventories give."""


def less_than_trend(progress: Progress, own: Sequence[Inventory]) -> list[Reason]:
    """That a good answer is on a target which asks for less than the recent trend gives by itself. A target per
    inhabitant or unit of GDP has no one trend. Source: our own rule [R]."""
    target, latest, level_t = progress.target, progress.latest, progress.target_t
    if target is None or latest is None or level_t is None or target.intensity or (progress.gap_t or 0.0) > 0:
        return []
    try:
        line = trend([item for item in own if item.year <= latest.year])
    except Refused:  # too few inventories for a trend
        return []
    ahead_t = float(line.tonnes(target.year))
    if line.slope_t >= 0 or ahead_t >= level_t or target.year <= latest.year:
        return []
    said = Sentence(
        "The recent trend alone leads to {ahead:,.0f} t in {year}, and the target allows {level:,.0f} t: it asks for "
        "less of a fall than there is without it.",
        ahead=ahead_t,
        year=target.year,
        level=level_t,
    )
    return [Reason(Code.ASKS_LITTLE, said, level_t - ahead_t)]


def newer(newest: Inventory | None, latest: Inventory | None, target: Target) -> list[Sentence]:
    """A newer inventory that does not count, since it follows another method."""
    if newest is None or latest is None or newest.year <= latest.year or newest.method == target.method:
        return []
    return [
        Sentence(
            "A newer inventory of {year} follows another method ({method}) and is not judged.",
            year=newest.year,
            method=METHOD_NAMES[Method(newest.method)],
        )
    ]


def notes(progress: Progress) -> tuple[str, ...]:
    """What a reader should know beside the verdict. Source: our own rule [R]."""
    found: list[str] = []
    base, latest, target = progress.baseline, progress.latest, progress.target
    if base and base.declared and target:
        found.append(
            Sentence(
                "The baseline of {year} is the figure that the target declares; no inventory of that year by the same "
                "method gives a total.",
                year=base.year,
            )
        )
    found += _of_the_kind(target, base) if target and base else []
    if latest and latest.unsplit:
        found.append(Sentence("The figure of {year} is a total without sectors, and judged as one.", year=latest.year))
    if target and latest and latest.covers is not None:
        found.append(part_judged(target, base.inventory if base else None, latest))
    found += _sets(base, latest) if base and latest and progress.gap_t is not None else []
    now, before = progress.gap_t, progress.previous_gap_t
    if now is not None and latest and latest.year in PANDEMIC:
        found.append(PANDEMIC[latest.year])
    if now is not None and before is not None and (now <= 0) != (before <= 0):
        years: dict[str, object] = {"before": progress.previous_year, "year": latest.year if latest else None}
        found.append(
            Sentence("In {before} the city was above the path; {year} alone may be an exception.", **years)
            if before > 0
            else Sentence("In {before} the city was below the path; {year} alone may be an exception.", **years)
        )
    return tuple(found)


def by_default_uncertainties(plain: Verdict, probability: float) -> Reason:
    """What the answer would be by the default uncertainties: the ``plain`` one unless the probability of being at or
    below the path, of 100, is too close to call. Source: our own rule [R]."""
    said = Sentence(
        "By the default uncertainties in place of the city's own: {answer}; the chance of being at or below the path "
        "would be {chance}.",
        answer=VERDICT_NAMES[Verdict.TOO_CLOSE if too_close(probability) else plain],
        chance=of_hundred(probability),
    )
    return Reason(Code.UNCERTAINTIES_OF_ITS_OWN, said)


def part_judged(target: Target, first: Inventory | None, latest: Inventory) -> Sentence:
    """Which part of the inventories is judged, and how much stands beside it."""
    values: dict[str, object] = {
        "sector": SECTORS[target.sector].name if target.sector in SECTORS else target.covers,
        "exclusions": target.exclusions,
        "year": latest.year,
        "amount": latest.left_out_t,
    }
    if not target.exclusions:
        return Sentence("Judged by {sector} alone; {amount:,.0f} t of {year} stand beside it.", **values)
    if first is None:
        return Sentence('Judged without "{exclusions}", as the target says: {amount:,.0f} t in {year}.', **values)
    return Sentence(
        'Judged without "{exclusions}", as the target says: {base_amount:,.0f} t in {base_year} and {amount:,.0f} t in '
        "{year}.",
        **values,
        base_amount=first.left_out_t,
        base_year=first.year,
    )


def _sets(base: Baseline, latest: Inventory) -> list[str]:
    """That a year does not say with which GWP set its gases were weighed."""
    said = {base.year: base.inventory.weighed_with if base.inventory else "unknown", latest.year: latest.weighed_with}
    open_ones = [str(year) for year, word in said.items() if word == "unknown"]
    if not open_ones:
        return []
    return [
        Sentence(
            "Which GWP set the CO2e of {years} was made with is not stated; nothing was restated. What that may be "
            "worth is part of the uncertainty.",
            years=names(open_ones),
        )
    ]


def _of_the_kind(target: Target, base: Baseline) -> list[str]:
    """What a reader should know of a target that is not a plain percentage on a straight line."""
    notes: list[str] = []
    expected = scenario_emissions(target.scenario, target.year)
    if target.kind == "baseline-scenario" and expected is not None and target.reduction_percent is not None:
        notes.append(_expected(target, base, expected))
    end = level(target, base.emissions_t)
    if end is not None and end < 0:
        notes.append(Sentence("The target is net-negative: the city would take more out of the air than it emits."))
    if target.path == "constant-rate":
        notes.append(Sentence("The path falls by the same per cent each year (constant rate), not by the same tonnes."))
    return notes


def _expected(target: Target, base: Baseline, expected: float) -> Sentence:
    """What the baseline scenario expects in the target year."""
    # Translators: the baseline scenario of a target, with its source in brackets.
    named = (
        Sentence("The baseline scenario ({source})", source=target.scenario_source)
        if target.scenario_source
        else Sentence("The baseline scenario")
    )
    said: dict[str, object] = {
        "scenario": named,
        "expected": expected,
        "year": target.year,
        "base_year": base.year,
        "emissions": base.emissions_t,
    }
    if target.year in dict(target.scenario):
        return Sentence(
            "{scenario} expects {expected:,.0f} t in {year}; the base year {base_year} had {emissions:,.0f} t. The "
            "path runs from the one to the level allowed.",
            **said,
        )
    return Sentence(
        "{scenario} expects {expected:,.0f} t in {year}, on the line between two of its points; the base year "
        "{base_year} had {emissions:,.0f} t. The path runs from the one to the level allowed.",
        **said,
    )
