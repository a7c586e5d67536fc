"""The property that decides: no single change of one row of a complete inventory turns behind into on track without a
reason, or an entered explanation, that names the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.place_questions import Cause
from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Cell
from analytics.inventories.spots import Spot
from analytics.vocabulary import GPC_REFERENCES, Verdict
from tests.analytics.builders import cell, formers, read, target

PLACES = (
    ("municipal_buildings", "electricity"),
    ("tertiary", "natural_gas"),
    ("tertiary", "electricity"),
    ("residential", "natural_gas"),
    ("residential", "electricity"),
    ("residential", "heating_oil"),
    ("private_transport", "diesel"),
    ("private_transport", "gasoline"),
    ("public_transport", "electricity"),
    ("solid_waste", None),
)
BASIC = tuple(ref for ref, found in GPC_REFERENCES.items() if found.level == "BASIC")
CHANGES = ("NO", "IE", "NE", "0", "1", "tenth", "negative", "dropped", "doubled")
LESS = (*CHANGES[:-1], "halved", "fifth less")
MANY = settings(max_examples=max(100, settings().max_examples), deadline=None)


def changed(row: Cell, change: str) -> list[Cell]:
    """One row after one change; none where it was dropped."""
    if change == "dropped":
        return []
    if change in ("NO", "IE", "NE"):
        return [row._replace(key=change, amount=None, scope=None)]  # the store keeps a key without its scope
    amount = row.amount or 0.0
    made = {"0": 0.0, "1": 1.0, "tenth": amount / 10, "negative": -amount, "doubled": 2 * amount}
    made |= {"halved": amount / 2, "fifth less": 0.8 * amount}
    return [row._replace(amount=made[change])]


def named(found: Progress, row: Cell) -> bool:
    """Whether a reason, or a fact that is told beside the answer with its tonnes, names the place of a row. Of the
    places on whose fall an answer rests, the largest five are named."""
    told = [reason for reason in (*found.reasons, *found.notes) if isinstance(reason, Reason)]
    name = Spot(row.sector, row.carrier, row.scope, row.gpc_ref).name
    return any(name in reason or (reason.code is Code.RESTS_ON and " more. " in reason) for reason in told)


@st.composite
def inventories(draw: st.DrawFn, most: float = 1.0) -> list[Cell]:
    """Every place in the base year and a later one, or three, from one to the next of which it halves or comes to
    ``most`` times as much."""
    years = draw(st.sampled_from([(2005, 2015), (2005, 2012, 2015), (2005, 2006, 2030)]))
    by_reference, found = draw(st.booleans()), []
    named_places = (
        [(GPC_REFERENCES[ref].sector, None, ref) for ref in BASIC] if by_reference else [(*it, None) for it in PLACES]
    )
    for sector, carrier, ref in named_places:
        amount = draw(st.floats(20, 1000))
        scope = GPC_REFERENCES[ref].scope if ref else None
        for year in years:
            method = "gpc" if ref else "covenant"
            found.append(cell(sector, amount, carrier=carrier, gpc_ref=ref, scope=scope, year=year, method=method))
            amount *= draw(st.floats(0.5, most))
    return found


def missed(cells: Sequence[Cell], short: float) -> Target:
    """A target that the newest inventory misses by the share ``short``."""
    first, *_, last = sorted({row.year for row in cells})
    base, now = (sum(row.amount or 0.0 for row in cells if row.year == year) for year in (first, last))
    percent = 100 * (1 - now * (1 - short) / base)
    assume(0 <= percent < 100)
    aim = target(base_year=first, year=last, reduction_percent=percent, method=cells[0].method)
    assert assess(aim, read(cells)).verdict is Verdict.BEHIND
    return aim


@given(inventories(), st.sampled_from(CHANGES), st.booleans(), st.floats(0.001, 0.4), st.data())
@MANY
def test_no_single_change_of_one_row_makes_an_answer_good_without_a_word(
    cells: list[Cell], change: str, base: bool, short: float, data: st.DataObject
) -> None:
    years = sorted({row.year for row in cells})
    rows = [place for place, row in enumerate(cells) if row.year == years[0 if base else -1]]
    at = data.draw(st.sampled_from(rows))
    after = [*cells[:at], *changed(cells[at], change), *cells[at + 1 :]]
    found = assess(missed(cells, short), read(after))
    assert found.verdict is not Verdict.ON_TRACK or named(found, cells[at])


@given(inventories(most=1.3), st.sampled_from(LESS), st.booleans(), st.floats(0.001, 0.4), st.data())
@MANY
def test_no_correction_of_one_row_of_the_newest_year_makes_an_answer_good(
    cells: list[Cell], change: str, twice: bool, short: float, data: st.DataObject
) -> None:
    """Of places that had grown, too; and where a second correction leaves the first one as it is."""
    newest = max(row.year for row in cells)
    at = data.draw(st.sampled_from([place for place, row in enumerate(cells) if row.year == newest]))
    after = [*cells[:at], *changed(cells[at], change), *cells[at + 1 :]]
    aim = missed(cells, short)
    filed = [read(cells), read(after), read(after)] if twice else [read(cells), read(after)]
    found = assess(aim, filed[-1], former=formers(*filed))
    assert found.verdict is not Verdict.ON_TRACK
    assert found.verdict is Verdict.BEHIND or named(found, cells[at]), found.reasons


@pytest.mark.parametrize("change", ["NO", "0", "1", "negative", "dropped", "IE"])
def test_an_explanation_settles_a_place_and_is_told_with_its_author(change: str) -> None:
    cells = [cell(it[0], 100.0, carrier=it[1], year=2005) for it in PLACES]
    cells += [cell(it[0], 96.0 + place, carrier=it[1], year=2015) for place, it in enumerate(PLACES)]
    at = next(place for place, row in enumerate(cells) if row.year == 2015 and row.carrier == "heating_oil")
    after = [*cells[:at], *changed(cells[at], change), *cells[at + 1 :]]
    aim = replace(target(year=2015), reduction_percent=5.0)
    open_one = assess(aim, read(after))
    assert open_one.verdict is Verdict.CANNOT_TELL
    asked = [(item.year, item.place, item.spot.carrier) for item in open_one.unexplained]
    assert (2015, "residential", "heating_oil") in asked
    said = Cause(2015, "residential", "heating_oil", "the last tanks were taken out", "Ada")
    found = assess(aim, read(after), explanations=[said])
    assert (found.verdict, found.unexplained) == (Verdict.ON_TRACK, ())
    assert "Residential buildings, Heating oil, 2015: the last tanks were taken out (Ada)" in found.notes
    for other in (said._replace(year=2005), said._replace(place="tertiary"), said._replace(carrier="coal")):
        assert assess(aim, read(after), explanations=[other]).verdict is Verdict.CANNOT_TELL
