"""The standing of every city brought up to date: only the cities that were touched since are read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import numpy as np

from analytics.commitment.verdict_tables import Standing, Targets, Totals
from analytics.inventories.spots import Integers
from datasets.city.overview import read
from datasets.city.programme_standing import Programme
from datasets.store import Reader

Columns = TypeVar("Columns", Totals, Targets, Standing)
MOST = 0.25
"""Where more than this share of the cities was touched, all are read, which is sooner."""


def renewed(last: Programme, reader: Reader, touched: Collection[str], today: int | None = None) -> Programme:
    """What ``overview.read`` reads, made of an earlier reading and of what the ``touched`` cities hold now.

    ``touched`` has to name every city of which anything was said, or taken back, since ``last``. In another calendar
    year than that of ``last`` other targets lead, and all is read.
    """
    this_year = today or datetime.now(UTC).year
    register = reader.register
    numbers = {city.city_id: number for number, city in enumerate(register.cities)}
    ids = [city.city_id for city in last.cities]
    others = last.this_year != this_year or any(city_id not in numbers for city_id in ids)
    if others or len(touched) > MOST * len(ids):
        return read(reader, today=this_year)
    if not touched and ids == list(numbers):  # as a start finds it that follows an end: no row has to be summed
        return replace(last, cities=register.cities, revision=reader.as_of)
    fresh = read(reader, cities=touched, words=last.words, today=this_year)
    here = np.asarray([numbers[city_id] for city_id in ids], dtype=np.int64)  # of each number then the number now
    stays = np.asarray([city_id not in touched for city_id in ids], dtype=bool)
    totals, targets = stays[last.totals.city], stays[last.targets.city]
    old_totals, new_totals = _moved(totals, len(fresh.totals))
    old_rows, new_rows = _moved(targets, len(fresh.rows))
    old, new = _taken(last.standing, targets), fresh.standing
    leading, newest = (
        _by_city(then, moved, now, shift, here, stays)
        for then, moved, now, shift in (
            (last.leading, old_rows, fresh.leading, new_rows),
            (last.newest, old_totals, fresh.newest, new_totals),
        )
    )
    return Programme(
        register.cities,
        _joined(_renumbered(_taken(last.totals, totals), here), fresh.totals),
        _joined(_renumbered(_taken(last.targets, targets), here), fresh.targets),
        (*(row for row, mine in zip(last.rows, targets.tolist(), strict=True) if mine), *fresh.rows),
        _joined(
            replace(old, latest=old_totals[old.latest], base=old_totals[old.base]),
            replace(new, latest=new_totals[new.latest], base=new_totals[new.base]),
        ),
        leading,
        newest,
        reader.as_of,
        this_year,
        fresh.words,
    )


def _moved(stays: Any, more: int) -> tuple[Integers, Integers]:
    """The new place of each old row, -1 for one that goes, and of each of the ``more`` rows that follow them. Both have
    a last entry for the row -1, which is none."""
    kept = int(stays.sum())
    old = np.append(np.where(stays, np.cumsum(stays) - 1, -1), -1)
    return old, np.append(np.arange(kept, kept + more), -1)


def _by_city(then: Integers, moved: Integers, now: Integers, shift: Integers, here: Integers, stays: Any) -> Integers:
    """A row by the number of each city: the new one of the touched cities, the old one, moved, of the others."""
    found = shift[now]
    found[here[stays]] = moved[then[stays]]
    return found


def _taken(columns: Columns, rows: Any) -> Columns:
    return type(columns)(*(getattr(columns, field.name)[rows] for field in fields(columns)))


def _joined(first: Columns, then: Columns) -> Columns:
    return type(first)(
        *(np.concatenate([getattr(first, field.name), getattr(then, field.name)]) for field in fields(first))
    )


def _renumbered(columns: Any, here: Integers) -> Any:
    return replace(columns, city=here[columns.city])
