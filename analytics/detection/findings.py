"""The inventory detective: what in one inventory contradicts itself, its other years, or what is physically possible.

It reports and never changes a figure. Each finding rests on a stated reference: other places of the inventory first,
then the factor that the city states, then a published default. Marks: [M] from memory, [R] our own reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.detection import per_head, series, totals
from analytics.detection.case import Case, Finding
from analytics.detection.implied import Plausible
from analytics.detection.places import Places
from analytics.detection.totals import PrintedTotal
from analytics.formula import OURS, formula
from analytics.text.sentences import Sentence


@formula(
    name=Sentence("Plausible ranges"),
    text=Sentence(
        "{low_t:g} to {high_t:g} t and {low_mwh:g} to {high_mwh:g} MWh per inhabitant; at most {share:.0%} from "
        "one year to the next",
        low_t=per_head.PER_HEAD_T[0],
        high_t=per_head.PER_HEAD_T[1],
        low_mwh=per_head.PER_HEAD_MWH[0],
        high_mwh=per_head.PER_HEAD_MWH[1],
        share=series.JUMP_A_YEAR,
    ),
    units=Sentence(
        "per inhabitant and year; inventories more than {years} years apart are not held against each other",
        years=series.LONGEST_GAP,
    ),
    source=OURS,
    mark="R",
    remark=Sentence(
        "With fewer than three key sectors, said to be the Covenant's minimum [M], a low figure says nothing."
    ),
)
def examined(
    places: Places,
    factors: Mapping[tuple[str, str], Plausible],
    other_years: Sequence[Places] = (),
    inhabitants: float | None = None,
    register_inhabitants: float | None = None,
    printed_totals: Sequence[PrintedTotal] = (),
    population_row: int | None = None,
    told_later: bool = False,
) -> list[Finding]:
    """All findings of one inventory, those with most tonnes at stake first.

    ``places`` are those of the inventory, ``other_years`` those of the years before and after by one method; both may
    be parts of one table of many inventories. ``factors`` is by (carrier, "stationary" or "road"). ``told_later``
    leaves what this year and the later one show together to the examination of the later one. In MWh and t. Source:
    our own rules [R], the limits above; the fewest key sectors from memory [M].
    """
    case = Case(places, factors)
    case.note_hits()
    case.repeats()
    near = [other for other in other_years if 0 < abs(other.year - places.year) <= series.LONGEST_GAP]
    before = [other for other in near if other.year < places.year][-1:]
    after = [other for other in near if other.year > places.year][:1]
    compared = before if told_later else [*before, *after]
    for other in compared:
        series.constant_ratio(case, other)
    series.zeros(case, [*before, *after])
    series.jumps(case, compared)
    totals.totals(case, printed_totals)
    per_head.people(case, inhabitants, register_inhabitants, population_row)
    return sorted(case.found, key=lambda item: (-(item.tonnes_at_stake or 0.0), item.row or 0))
