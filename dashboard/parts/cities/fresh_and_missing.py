"""Of when the inventories are, and what each city lacks for a verdict, with the door to where it is entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import streamlit as st

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.commitment.codes import Code
from analytics.commitment.verdict_tables import VERDICTS
from analytics.vocabulary import Verdict
from dashboard import session, tables, widgets
from dashboard.figures import freshness
from dashboard.figures.freshness import CityYears
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.parts.cities import city_sentences
from dashboard.widgets import text
from dashboard.words.commitments import reason
from datasets import Programme

DRAWN = 24
"""So many cities have a row of dots."""
ROWS, NAMED = 8, 8
"""So many reasons, each with so many cities, are listed."""


def fresh(found: Programme, numbers: Sequence[int]) -> None:
    """Of which years the first cities have inventories, and how many of all have one that still tells of today."""
    dark, this_year, shown = widgets.dark(), session.this_year(), tuple(numbers[:DRAWN])
    title = freshness_title(found, this_year)
    st.header(text(title), anchor=False)
    if not shown:
        return
    name = f"fresh-{'-'.join(map(str, shown))}"
    rows = session.made_of(name, partial(years_of, found, shown), found)
    figure = session.drawn(name, found, dark, partial(freshness.drawn, rows, this_year, dark))
    note = _("Dots: years with an inventory. Hatched: the time since the newest. A click on a dot opens the city.")
    table, heard = freshness.table(rows), partial(session.opens, "freshness")
    widgets.figure(figure, note, "freshness", table, title, {_("Note"): note}, heard)


class _Years(list[CityYears]):
    """The rows, which pictures are made of."""


def years_of(found: Programme, numbers: Sequence[int]) -> list[CityYears]:
    """The years of the inventories of these cities, the newest of all first."""
    rows = _Years()
    for number in numbers:
        city = found.cities[number]
        years = tuple(sorted({int(year) for year in found.totals.year[found.totals.city == number]}))
        rows.append(CityYears(city.city_id, city.name, years))
    rows.sort(key=lambda row: -(row.years[-1] if row.years else 0))
    return rows


def freshness_title(found: Programme, this_year: int) -> str:
    """How many cities have an inventory that still tells of today."""
    have = found.newest[found.newest >= 0]
    newest = found.totals.year[have]
    fresh_ones = int((this_year - newest <= OLDEST_INVENTORY_YEARS).sum())
    if len(have) and not fresh_ones:
        return _("Every inventory is older than four years")
    return ngettext(
        "{count} city has an inventory of the last four years",
        "{count} cities have an inventory of the last four years",
        fresh_ones,
    )


def missing(found: Programme) -> None:
    """Why a last verdict cannot be given, the most frequent reason first, with the cities that it keeps from one."""
    groups = by_reason(found)
    st.header(text(missing_title(groups)), anchor=False)
    rows = []
    for codes, numbers in list(groups.items())[:ROWS]:
        page = "plan" if codes & Code.NO_TARGET and not codes & Code.NO_INVENTORY else "data"
        doors = []
        for city in (found.cities[number] for number in numbers[:NAMED]):
            words = _("Plan of {city}", city=city.name) if page == "plan" else _("Data of {city}", city=city.name)
            opens = session.may_open(page, city.city_id)
            doors.append(
                (words, session.address(city.city_id, page))
                if opens
                else (str(city.name), session.address(city.city_id))
            )
        more = len(numbers) - NAMED
        rows.append((reason(codes), doors, ngettext("{number:,} more", "{number:,} more", more) if more > 0 else ""))
    if rows:
        tables.linked((_("What is missing"), _("Where it is entered")), rows, _("What cities lack for a verdict"))
    if len(groups) > ROWS:
        st.caption(text(_("Further reasons stand in the table of the cities.")))


def missing_title(groups: Mapping[int, Sequence[int]]) -> str:
    """How many cities lack something for a verdict, by the groups of ``by_reason``."""
    if count := sum(map(len, groups.values())):
        return ngettext("What {number} city lacks for a verdict", "What {number} cities lack for a verdict", count)
    return _("Every city has an inventory that can be compared with its target")


def by_reason(found: Programme) -> dict[int, list[int]]:
    """The numbers of the cities without a last verdict by the codes of what forbids it, the most frequent first."""
    open_ones = np.flatnonzero(found.verdicts == VERDICTS.index(Verdict.CANNOT_TELL))
    ranks = np.argsort(np.asarray(city_sentences.in_order(found), dtype=np.int64))
    groups: dict[int, list[int]] = {}
    for number in open_ones[np.argsort(ranks[open_ones])].tolist():
        groups.setdefault(int(found.reasons[number]) & ~int(Code.TOO_OLD), []).append(number)
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))
