"""What forbids a verdict, and what a reader should know beside one, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analytics.commitment.baseline import Baseline
from analytics.commitment.codes import Code, Reason
from analytics.commitment.comparability import beside_sectors, checks, differing_boundary, differing_factors
from analytics.commitment.exactness import PANDEMIC
from analytics.commitment.judged import Progress
from analytics.commitment.paths import level
from analytics.commitment.scenarios import trend
from analytics.commitment.targets import KIND_NAMES, Target, scenario_emissions
from analytics.commitment.total_reasons import FAR_APART, NEAR_YEARS, OLDEST_INVENTORY_YEARS
from analytics.detection.per_head import implausible
from analytics.inventories.inventory import Inventory
from analytics.inventories.published import PublishedTotal, beyond_gap
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence, joined
from analytics.text.sentences import listed as names
from analytics.uncertainty.likelihood import of_hundred, too_close
from analytics.uncertainty.weighing_sets import OTHER_GASES
from analytics.vocabulary import METHOD_NAMES, SECTORS, VERDICT_NAMES, Method, Verdict, stated


def no_target() -> Reason:
    """That there is no target."""
    return Reason(Code.NO_TARGET, Sentence("No target is on file for this city."))


def no_inventory(year: int | None) -> Reason:
    """That there is no inventory, of any year or of ``year`` and before."""
    if year is None:
        return Reason(Code.NO_INVENTORY, Sentence("No inventory is on file for this city."))
    return Reason(Code.NO_INVENTORY, Sentence("No inventory of {year} or before is on file.", year=year))


@dataclass(frozen=True)
class Facts:
    """What the reasons of one question are told of. ``own`` are the inventories of the target's method, ``year`` and
    ``as_of`` what was asked, ``published`` other totals of the city."""

    target: Target
    base: Baseline | None
    judging: Inventory | None
    own: Sequence[Inventory]
    year: int | None
    as_of: int | None
    published: Sequence[PublishedTotal] = ()

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


def _one_sector(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "This target covers a part of the emissions ({sector}), which the inventories do not tell apart.",
        sector=facts.target.covers,
    )


def _year_order(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "The target year {target_year} does not come after the base year {base_year}.",
        target_year=facts.target.year,
        base_year=facts.target.base_year,
    )


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
    yield Sentence(
        "The target follows another method ({target_method}) than the inventory of {year} ({method}); they are not set "
        "against each other.",
        target_method=METHOD_NAMES[Method(facts.target.method)],
        year=facts.latest.year,
        method=METHOD_NAMES[Method(facts.latest.method)],
    )


def _not_after(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "There is no inventory by the target's method after the base year {year}.", year=facts.target.base_year
    )


def _not_above_zero(facts: Facts) -> Iterator[Sentence]:
    if facts.base:
        yield Sentence(
            "A reduction in per cent needs a baseline above zero; {year} has {emissions:,.0f} t.",
            year=facts.base.year,
            emissions=facts.base.emissions_t,
        )


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


def _co2_alone(facts: Facts) -> Iterator[Sentence]:
    yield Sentence("The inventory of {year} counts CO2 alone, the target CO2e.", year=facts.latest.year)


def _key_sectors(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "Key sectors missing or not estimated in {year}: {sectors}.",
        year=facts.latest.year,
        sectors=joined(facts.latest.missing_key_sectors, "comma"),
    )


def _energy_alone(facts: Facts) -> Iterator[Sentence]:
    yield from facts.latest.lacking
    for lacking in facts.first.lacking if facts.first else ():
        # Translators: a whole sentence that is said of one year.
        yield Sentence("{year}: {sentence}", year=facts.target.base_year, sentence=lacking)


def _beside_sectors(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "{year} is a total without sectors and {base_year} holds sectors: what the total counts cannot be compared.",
        base_year=facts.target.base_year,
        year=facts.latest.year,
    )


def _gases(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "The baseline of {base_year} counts {gas} alone, the inventory of {year} CO2e.",
        gas="CO2",
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


def _weights(facts: Facts) -> Iterator[Sentence]:
    first, latest = facts.first, facts.latest
    if first is not None:
        yield Sentence(
            "{base_year} was made with the GWP set {base_gwp_set} (approach: {base_approach}) and {year} with the GWP "
            "set {gwp_set} (approach: {approach}), and they cannot be restated.",
            base_year=first.year,
            base_gwp_set=stated(first.gwp_set),
            base_approach=stated(first.approach),
            year=latest.year,
            gwp_set=stated(latest.gwp_set),
            approach=stated(latest.approach),
        )


def _boundary(facts: Facts) -> Iterator[Sentence]:
    if facts.first is not None:
        yield from differing_boundary(facts.first, facts.latest)


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


def _held_and_declared(facts: Facts) -> dict[str, object]:
    """What the inventory of the base year holds, and what the target declares for it."""
    base, declared_t = facts.base, facts.target.declared_base_t
    return {"base_year": facts.target.base_year, "emissions": base and base.emissions_t, "declared": declared_t}


def _above_declared(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "The inventory of {base_year} holds {emissions:,.0f} t and is the baseline; the target itself declares "
        "{declared:,.0f} t. By the declared figure the answer is the same.",
        **_held_and_declared(facts),
    )


def _baseline_apart(facts: Facts) -> Iterator[Sentence]:
    base, near = facts.base, _nearest(facts)
    if facts.first is not None:
        yield Sentence(
            "The inventory of {base_year} holds {emissions:,.0f} t, and the target itself declares {declared:,.0f} t: "
            "by the declared figure the city is behind. Say which of the two counts: correct the figure that the "
            "target declares, or the inventory.",
            **_held_and_declared(facts),
        )
        return
    if base and near and near.emissions_t is not None:
        yield Sentence(
            "The target declares {emissions:,.0f} t for {base_year}, and the inventory of {year} has {other:,.0f} t: "
            "more than {far:.0f} % apart within {years} years. With the latter as baseline the answer would be the "
            "other one.",
            emissions=base.emissions_t,
            base_year=base.year,
            year=near.year,
            other=near.emissions_t,
            far=100 * FAR_APART,
            years=NEAR_YEARS,
        )


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


def _implausible(facts: Facts) -> Iterator[Sentence]:
    yield from filter(None, (implausible(item) for item in (facts.first, facts.judging) if item))


def _exclusions(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        'The target leaves out: "{exclusions}". The inventories do not tell that apart, so that it cannot be left out.',
        exclusions=facts.target.exclusions,
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
    return [Reason(Code.EXCLUSIONS, said, latest.left_out_t)]


def waived(codes: Code, facts: Facts) -> list[Reason]:
    """What would forbid a verdict, but that the answer is the same with it, in sentences."""
    return [
        Reason(
            reason.code,
            Sentence("{sentence} What is missing can only add: it is behind without it, too.", sentence=reason),
        )
        for reason in said(codes, facts)
    ]


_TOLD: dict[Code, Callable[[Facts], Iterable[Sentence]]] = {
    Code.ONE_SECTOR: _one_sector,
    Code.TARGET_YEAR_ORDER: _year_order,
    Code.NO_BASELINE: _no_baseline,
    Code.OTHER_METHOD: _other_method,
    Code.NOT_AFTER_BASE_YEAR: _not_after,
    Code.BASELINE_NOT_ABOVE_ZERO: _not_above_zero,
    Code.NO_LEVEL: _no_level,
    Code.PATH_NOT_ABOVE_ZERO: _path_not_above_zero,
    Code.NO_TOTAL: _no_total,
    Code.CO2_ALONE: _co2_alone,
    Code.KEY_SECTORS_MISSING: _key_sectors,
    Code.TOTAL_BESIDE_SECTORS: _beside_sectors,
    Code.GASES_DIFFER: _gases,
    Code.FACTORS_DIFFER: _factors,
    Code.WEIGHTS_DIFFER: _weights,
    Code.BOUNDARY_DIFFERS: _boundary,
    Code.NO_INHABITANTS: _no_inhabitants,
    Code.NO_GDP: _no_gdp,
    Code.TOO_OLD: _too_old,
    Code.TARGET_OVER: _target_over,
    Code.ENERGY_WITHOUT_EMISSIONS: _energy_alone,
    Code.EXCLUSIONS: _exclusions,
    Code.BASELINE_APART: _baseline_apart,
    Code.BASELINE_RESTATED: _above_declared,
    Code.BASELINE_UNCONFIRMED: _baseline_unconfirmed,
    Code.ASKS_LITTLE: _no_fall,
    Code.IMPLAUSIBLE: _implausible,
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


def disagreeing(
    progress: Progress, inventories: Sequence[Inventory], published: Sequence[PublishedTotal] = ()
) -> list[Reason]:
    """Two published totals of the year that judges, or of the base year, that differ by more than the gap. Source: our
    own rule [R]."""
    found = []
    first = progress.baseline.inventory if progress.baseline else None
    for mine in (progress.latest, first):
        if mine is None or mine.emissions_t is None or progress.gap_t is None:
            continue
        for other in inventories:
            if (other.year, other.gas) != (mine.year, mine.gas) or other.method == mine.method:
                continue
            apart = abs((other.emissions_t or mine.emissions_t) - mine.emissions_t)
            if apart > abs(progress.gap_t):
                said = Sentence(
                    "Two totals of {year} are on file, {emissions:,.0f} t ({method}) and {other:,.0f} t "
                    "({other_method}): they differ by more than the distance from the path.",
                    year=mine.year,
                    emissions=mine.emissions_t,
                    method=METHOD_NAMES[Method(mine.method)],
                    other=other.emissions_t,
                    other_method=METHOD_NAMES[Method(other.method)],
                )
                found.append(Reason(Code.TOTALS_DISAGREE, said, apart))
        for item, by in beyond_gap(published, mine, progress.gap_t):
            found.append(Reason(Code.TOTALS_DISAGREE, _published_too(item, by), by))
    return found


def _published_too(item: PublishedTotal, by: float) -> Sentence:
    """That another total of a year was published, which is ``by`` t from the inventory at least."""
    values: dict[str, object] = {"year": item.year, "other": item.total_t, "source": item.source, "apart": by}
    if item.gas == "CO2":
        return Sentence(
            "For {year} {other:,.0f} t of CO2 alone were published, too ({source}): with {share:.0f} % of other gases "
            "that is still {apart:,.0f} t from the inventory, which is more than the distance from the path. The "
            "answer is less sure for it.",
            share=100 * OTHER_GASES,
            **values,
        )
    return Sentence(
        "For {year} {other:,.0f} t were published, too ({source}): {apart:,.0f} t from the inventory, which is "
        "more than the distance from the path. The answer is less sure for it.",
        **values,
    )


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
    if latest and latest.unsplit and not beside_sectors(base.inventory if base else None, latest):
        found.append(Sentence("The figure of {year} is a total without sectors, and judged as one.", year=latest.year))
    found += checks(base.inventory, latest) if base and base.inventory and latest else []
    if target and latest and latest.covers is not None:
        found.append(part_judged(target, base.inventory if base else None, latest))
    found += _sets(base, latest) if base and latest and progress.gap_t is not None else []
    now, before = progress.gap_t, progress.previous_gap_t
    if now is not None and now > 0 and latest and latest.year in PANDEMIC:
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
