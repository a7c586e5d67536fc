"""The inventory detective: what in one inventory contradicts itself, its other years, or what is physically possible.

It reports and never changes a figure. Each finding rests on a stated reference: other places of the inventory first,
then the factor that the city states, then a published default. Marks: [M] from memory, [R] our own reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from analytics.bounding_limits import PER_HEAD_MWH, PER_HEAD_T, STEP
from analytics.detection import balance, contradictions, copies, per_head, series, totals
from analytics.detection import usual as standard
from analytics.detection.case import Case, Finding
from analytics.detection.implied import Plausible
from analytics.detection.per_head import People
from analytics.detection.places import Places
from analytics.detection.totals import PrintedTotal
from analytics.detection.usual import Usual
from analytics.detection.year_columns import Cell, Years
from analytics.formula import OURS, formula
from analytics.text.sentences import Sentence


@formula(
    name="Plausible ranges",
    text=Sentence(
        "{low_t:g} to {high_t:g} t and {low_mwh:g} to {high_mwh:g} MWh per inhabitant; a place at most {step:.2g} "
        "times its other years, or what is usual for it",
        low_t=PER_HEAD_T[0],
        high_t=PER_HEAD_T[1],
        low_mwh=PER_HEAD_MWH[0],
        high_mwh=PER_HEAD_MWH[1],
        step=exp(STEP),
    ),
    units=Sentence(
        "per inhabitant and year; places below {share:.0%} of the total are not held against other years",
        share=series.MATERIAL_SHARE,
    ),
    source=OURS,
    mark="R",
    remark="With fewer than three key sectors, said to be the Covenant's minimum [M], a low figure says nothing.",
    also=(
        "analytics.detection.series.beside",
        "analytics.detection.series.deviations",
        "analytics.detection.series.middle",
    ),
)
def examined(
    places: Places,
    factors: Mapping[tuple[str, str], Plausible],
    years: Years | None = None,
    inhabitants: People | None = None,
    usual: Mapping[str, Usual] | None = None,
    printed_totals: Sequence[PrintedTotal] = (),
    keyed: Mapping[Cell, int] | None = None,
    told_later: bool = False,
) -> list[Finding]:
    """All findings of one inventory, those with most tonnes at stake first.

    ``places`` are those of the inventory, ``years`` all inventories of the city by its method, this one among them;
    both are parts of one table. ``factors`` is by (carrier, "stationary" or "road"), ``usual`` by GPC reference,
    ``keyed`` the row of each cell that holds a notation key. ``told_later`` leaves what this year and a later one show
    together to the examination of the later one. In MWh and t. Source: our own rules [R], the limits above; the fewest
    key sectors from memory [M].
    """
    case = Case(places, factors, years or Years(places), keyed)
    case.note_hits()
    case.repeats()
    contradictions.contradictions(case)
    copies.copies(case, told_later)
    series.places_over_years(case, told_later)
    totals.totals(case, printed_totals)
    found = inhabitants or per_head.People()
    plausible = per_head.people(case, found, told_later)
    standard.places_of_cities(case, found if plausible else None, usual or {})
    balance.balance(case, factors)
    return sorted(case.found, key=lambda item: (-(item.tonnes_at_stake or 0.0), item.row or 0))
