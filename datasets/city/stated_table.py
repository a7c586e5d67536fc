"""A table of what a city states place by place: each row read, checked, and named where it is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from analytics.text import given_reasons
from analytics.text.problems import Problem, Refused, ask, blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS
from datasets.intake.own_files.harmless import as_written
from datasets.reference import catalogue
from datasets.store import CityRecord, Reader, Revision, Store, Submission
from datasets.store.kind import StatedKind

Given = TypeVar("Given")


def read_rows(
    data: bytes, name: str, columns: Collection[str], required: Sequence[str | Collection[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a delimited file with these columns, each with its number and its cells by the folded names of the
    columns. Of a required column that has several names any will do. Raises Refused for what is no such table, before
    any row is given."""
    # Here and not above: who only looks at a page does not wait for what reads files.
    from datasets.intake import readers
    from datasets.intake.readers import contents, delimited, isolated_text
    from datasets.intake.readers.limits import STATEMENTS
    from datasets.intake.readers.text_table import array_of, texts_of

    if readers.kind(data, name) not in ("delimited", "empty"):
        raise Refused(contents.no_table(data, name))
    sheet, told = isolated_text.read(data, name, frozenset(columns), STATEMENTS)
    if isinstance(sheet, delimited.Unread):
        raise Refused(*told)
    wrong = [problem for problem in (*told, *sheet.problems) if problem.severity != "warn" or sheet.ragged_rows]
    header = [column.strip().casefold() for column in sheet.header]
    for column in required:
        names = (column,) if isinstance(column, str) else tuple(column)
        if not set(names) & set(header):
            found, expected = f"the columns {', '.join(header)}", f"a column {names[0]}"
            wrong.append(Problem("block", "missing-column", found, expected, "Add it.", sheet.dialect.header_row))
    if wrong:
        raise Refused(*wrong)
    read = [array_of(texts_of(column)).to_pylist() for column in sheet.columns]
    for number, cells in zip(sheet.rows.tolist(), zip(*read, strict=True), strict=True):
        yield number, {column: as_written(cell or "") for column, cell in zip(header, cells, strict=True)}


def numbered(
    data: bytes,
    name: str,
    city: CityRecord | None,
    columns: Collection[str],
    required: Sequence[str | Collection[str]],
    of_row: Callable[[Mapping[str, str]], Given],
    where: Callable[[Given], Any],
    again: Callable[[Mapping[str, str], int], Problem],
) -> list[tuple[int, Given]]:
    """The entries of a delimited file with these columns, of one ``city`` unless each row names its own, each with the
    number of its row.

    ``of_row`` makes one of the cells of a row; ``where`` says what it speaks of, which may be spoken of once: ``again``
    is the problem of a row that repeats the one of a number. Raises Refused with all that is wrong in its rows: nothing
    of such a file is taken.
    """
    wrong: list[Problem] = []
    taken: list[tuple[int, Given]] = []
    rows: dict[Any, int] = {}
    for number, said in read_rows(data, name, columns, required):
        try:
            if city is not None:
                insist_on_city(said.get("city", ""), city, said.get("city_name", ""))
            given = of_row(said)
        except Refused as refusal:
            wrong += [replace(problem, row=number) for problem in refusal.problems]
            continue
        first = rows.setdefault(where(given), number)
        if first != number:  # the later one would take the place of the earlier one without a word
            wrong.append(replace(again(said, first), row=number))
        taken.append((number, given))
    if wrong:
        raise Refused(*wrong)
    return taken


def state(
    store: Store,
    kind: StatedKind[Any],
    given: Sequence[Any],
    who: str,
    reason: str,
    file: tuple[str, bytes] | None = None,
) -> Revision:
    """Commit entries of a kind as one revision, of a ``file`` with its name and bytes or without one; the layout of the
    revision is the name of the kind. Raises Refused where nobody says why."""
    return bring(store, kind.name, {kind.name: tuple(given)}, who, reason, file)


def bring(
    store: Store,
    layout: str,
    brings: Mapping[str, Sequence[Any]],
    who: str,
    reason: str,
    file: tuple[str, bytes] | None = None,
    check: Callable[[Reader], None] = lambda reader: None,
) -> Revision:
    """Commit entries by the name of their kind as one revision. Raises Refused where nobody says why, and what a
    ``check`` of what is on file then refuses."""
    insist_on_reason(who, reason)
    name, data = file or (None, b"")
    return store.commit(
        Submission(
            None,
            0,
            who,
            layout,
            reason=reason.strip(),
            file_name=name,
            file_sha256=hashlib.sha256(data).hexdigest() if file else None,
            brings=brings,
        ),
        check,
    )


def insist_on_city(said: str, city: CityRecord, called: str = "") -> None:
    """Raise Refused where a row names another city than the one whose rows are read, be it by the name by which that
    one is ``called`` where the file is from."""
    named, known = said.strip(), {name.casefold() for name in (city.city_id, city.name, *city.other_names)}
    if named and known.isdisjoint((named.casefold(), called.strip().casefold())):
        fix = "Give one city's rows at a time."
        raise blocked("other-city", f'"{named[:40]}"', city.name, fix, column="city")


def place(said: str) -> str:
    """A sector or a GPC reference by its code or any name that is known. Raises Refused for another word."""
    named = said.strip()
    code = named if named in GPC_REFERENCES or named in SECTORS else catalogue.sector_code(named)
    if code is None:
        raise blocked(
            "place-unknown",
            f'"{named[:40]}"',
            "a sector or a GPC reference, such as residential or I.1.1",
            "Correct the place.",
            column="place",
        )
    return code


def carrier(said: str) -> str | None:
    """A carrier by its code or any name that is known; None where nothing is said. Raises Refused for another word."""
    named = said.strip()
    code = named if named in CARRIERS else catalogue.carrier_code(named)
    if named and code is None:
        raise blocked(
            "carrier-unknown",
            f'"{named[:40]}"',
            "an energy carrier, or none where it holds for all",
            "Correct the carrier.",
            column="carrier",
        )
    return code if named else None


def insist_on_reason(by: str, reason: str) -> None:
    """Raise Refused where nobody says why, in a word at least, or who says so."""
    fix = Sentence("It lets others check the figure.")
    given_reasons.insist(reason, Sentence("no reason"), fix, column="reason")
    if not by.strip():
        raise Refused(ask("by-missing", Sentence("no name"), "who says so", fix, column="by", key="by"))
