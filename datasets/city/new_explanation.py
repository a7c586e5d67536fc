"""Why places of an inventory hold what they hold: an explanation as it is given, and a table of them, checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from analytics.text.problems import Problem, Refused
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from analytics.vocabulary import CARRIERS, GPC_CELLS, SECTORS
from datasets.intake import readers
from datasets.intake.own_files.harmless import as_written
from datasets.intake.readers import contents, delimited
from datasets.intake.readers.splitting import array_of, texts_of
from datasets.reference import catalogue
from datasets.store import CityRecord, Revision, Store, Submission
from datasets.store.kinds.explanations import FORM, KIND, Explanation, where

LAYOUT = "explanations"
COLUMNS = ("city", *FORM.columns)
REQUIRED = ("year", "place", "reason")


def explanation(city: CityRecord, year: str, place: str, carrier: str, reason: str, by: str) -> Explanation:
    """One explanation in the words of the store. Raises Refused: no year or one out of range, a place or carrier that
    nobody knows, a missing reason or name."""
    if not year.strip().isdecimal() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        expected = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        raise Refused(
            Problem("block", "year-range", f'the year "{year[:40]}"', expected, "Correct the year.", column="year")
        )
    for what, said in (("reason", reason), ("by", by)):
        if not said.strip():
            fix = "An explanation without it cannot be checked."
            expected = "why" if what == "reason" else "who says so"
            raise Refused(Problem("ask", f"{what}-missing", f"no {what}", expected, fix, column=what, key=what))
    return Explanation(city.city_id, int(year), _place(place), _carrier(carrier), reason.strip(), by.strip())


def _place(said: str) -> str:
    named = said.strip()
    code = named if named in GPC_CELLS or named in SECTORS else catalogue.sector_code(named)
    if code is None:
        expected = "a sector or a GPC reference, such as residential or I.1.1"
        raise Refused(
            Problem("block", "place-unknown", f'"{named[:40]}"', expected, "Correct the place.", column="place")
        )
    return code


def _carrier(said: str) -> str | None:
    named = said.strip()
    code = named if named in CARRIERS else catalogue.carrier_code(named)
    if named and code is None:
        expected, fix = "an energy carrier, or none where the reason is for all", "Correct the carrier."
        raise Refused(Problem("block", "carrier-unknown", f'"{named[:40]}"', expected, fix, column="carrier"))
    return code if named else None


def from_table(data: bytes, name: str, city: CityRecord, by: str) -> tuple[Explanation, ...]:
    """The explanations of a delimited file with the columns year, place, carrier, reason, by and city.

    Where a row names nobody, it is said ``by`` that name. Raises Refused with all that is wrong in its rows: nothing of
    such a file is taken.
    """
    if readers.kind(data, name) not in ("delimited", "empty"):
        raise Refused(contents.no_table(data, name))
    sheet, told = delimited.read(data, name, frozenset(COLUMNS))
    if isinstance(sheet, delimited.Unread):
        raise Refused(*told)
    wrong = [problem for problem in (*told, *sheet.problems) if problem.severity != "warn" or sheet.ragged_rows]
    header = [column.strip().casefold() for column in sheet.header]
    for column in REQUIRED:
        if column not in header:
            found, expected = f"the columns {', '.join(header)}", f"a column {column}"
            wrong.append(Problem("block", "missing-column", found, expected, "Add it.", sheet.dialect.header_row))
    if wrong:
        raise Refused(*wrong)
    columns = [array_of(texts_of(column)).to_pylist() for column in sheet.columns]
    taken: list[Explanation] = []
    rows: dict[tuple[int, str, str], int] = {}
    for number, cells in zip(sheet.rows.tolist(), zip(*columns, strict=True), strict=True):
        said = {column: as_written(cell or "") for column, cell in zip(header, cells, strict=True)}
        try:
            given = _of_row(said, city, by)
        except Refused as refusal:
            wrong += [replace(problem, row=number) for problem in refusal.problems]
            continue
        first = rows.setdefault(where(given), number)
        if first != number:  # the later one would take the place of the earlier one without a word
            found, expected = (
                f"{said['place']} of {given.year} again, after row {first}",
                "one reason for a place and year",
            )
            wrong.append(
                Problem("block", "explained-twice", found, expected, "Put both reasons into one row.", row=number)
            )
        taken.append(given)
    if wrong:
        raise Refused(*wrong)
    return tuple(taken)


def _of_row(said: dict[str, str], city: CityRecord, by: str) -> Explanation:
    named = said.get("city", "").strip()
    if named and not any(named.casefold() == name.casefold() for name in (city.city_id, city.name, *city.other_names)):
        fix = "Give one city's explanations at a time."
        raise Refused(Problem("block", "other-city", f'"{named[:40]}"', city.name, fix, column="city"))
    who = said.get("by", "").strip() or by
    return explanation(city, said["year"], said["place"], said.get("carrier", ""), said["reason"], who)


def state(
    store: Store, given: Sequence[Explanation], who: str, reason: str, file: tuple[str, bytes] | None = None
) -> Revision:
    """Commit explanations, of a ``file`` with its name and bytes or without one; the same place of a year again
    replaces what was said of it. Raises Refused where no reason is given."""
    if not reason.strip():
        raise Refused(
            Problem("ask", "reason-missing", "no reason", "a reason", "Say in a few words why.", key="reason")
        )
    name, data = file or (None, b"")
    return store.commit(
        Submission(
            None,
            0,
            who,
            LAYOUT,
            reason=reason.strip(),
            file_name=name,
            file_sha256=hashlib.sha256(data).hexdigest() if file else None,
            brings={KIND.name: tuple(given)},
        )
    )
