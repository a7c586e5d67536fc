"""A long text says the same piece by piece as whole; what is not plain throughout is read whole."""

from __future__ import annotations

import hashlib
import random
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.intake import drafting
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.readers import delimited, piecewise, source, splitting, texts
from datasets.intake.readers.dialect import dialect
from datasets.intake.readers.source import Source
from datasets.intake.readers.text_table import Following, TextTable
from datasets.intake.readers.texts import Texts
from datasets.store import Store
from tests.datasets.builders import TOWN

ENDINGS = (b"", b"\n\n\r\n", b"\n\nSource: the city\n", b"Note: two of them\n*\n\n")
PLANTED = (
    b'"',
    b",",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    "é".encode(),
    b"\xe9",
    b"\xef\xbb\xbf",
    b";",
    b'""',
    b"\n\n",
    b"x" * 9000,
)


def lines(rows: int) -> bytes:
    head = b"city,year,sector,label,value,unit\n"
    return head + b"".join(
        b"Turin,%d,residential,Part %d,%d.%d,MWh\n" % (1990 + row % 30, row // 30, row * 7919 % 9973, row % 10)
        for row in range(rows)
    )


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even short files are long, and cut often."""
    monkeypatch.setattr(source, "LONG", 0)
    monkeypatch.setattr(piecewise, "PIECE", 1 << 12)
    monkeypatch.setattr(texts, "HELD_BYTES", 1 << 12)


def said(found: TextTable | delimited.Unread, problems: list[Any]) -> Any:
    if isinstance(found, delimited.Unread):
        return found, problems
    columns = [column.to_pylist() for column in found.columns]
    told = (found.problems, found.blank_rows, found.footnotes, found.ragged_rows, found.ragged)
    return found.header, columns, found.rows.tolist(), told, found.dialect, found.encoding


def both(data: bytes) -> tuple[Any, Any, bool]:
    """What a file says piece by piece and whole, and whether it was read piece by piece at all."""
    long = piecewise.read(Source(data), "city.csv", partial(dialect, known=KNOWN_WORDS))
    parts = said(*delimited.read(data, "city.csv", KNOWN_WORDS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "LONG", 1 << 40)
        return parts, said(*delimited.read(data, "city.csv", KNOWN_WORDS)), long is not None


@pytest.mark.longer("a text in every encoding")
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "cp1251", "utf-16"])
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.usefixtures("short_pieces")
def test_every_encoding_and_ending_reads_alike(codec: str, ending: bytes) -> None:
    text = (lines(3000) + ending).decode().replace("Part 4", "Сграда 4" if codec == "cp1251" else "Gebäude 4")
    parts, whole, read = both(text.encode(codec))
    assert parts == whole
    assert read == (codec != "utf-16")
    assert len(parts[1][0]) == 3000


@pytest.mark.longer("a text is read twice for each example")
@pytest.mark.usefixtures("short_pieces")
def test_a_text_with_anything_planted_anywhere_reads_alike() -> None:
    chance = random.Random(11)
    plain = lines(2600)
    ways = set()
    for _ in range(2 * settings().max_examples):
        data = bytearray(plain)
        for _ in range(chance.randint(1, 2)):
            at = chance.choice([chance.randrange(len(data)), chance.randrange(200), len(data) - chance.randrange(200)])
            data[at : at + chance.randint(0, 2)] = chance.choice(PLANTED)
        parts, whole, read = both(bytes(data + chance.choice(ENDINGS)))
        assert parts == whole
        ways.add(read)
    assert ways == {True, False}


@pytest.mark.usefixtures("short_pieces")
def test_a_file_on_the_disk_is_known_by_the_same_digest_and_gives_the_same_rows(tmp_path: Path) -> None:
    data = lines(2600)
    path = tmp_path / "city.csv"
    path.write_bytes(data)
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        found = drafting.draft(store, Source(path), "city.csv")
        revision = drafting.commit(store, found, "an analyst", None)
        assert revision.file_sha256 == found.sha256 == hashlib.sha256(data).hexdigest()
        held = store.rows_of(revision.revision)
    with Store(":memory:") as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "LONG", 1 << 40)
        store.seed([TOWN], [], [], [])
        assert drafting.commit(store, drafting.draft(store, data, "city.csv"), "an analyst", None).rows == 2600
        assert store.rows_of(1) == held


def test_a_file_is_known_by_its_digest_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "city.csv"
    path.write_bytes(lines(2600))
    found = Source(path)
    assert found.sha256 == hashlib.sha256(lines(2600)).hexdigest()
    assert "whole" not in vars(found)


def test_the_digest_is_that_of_what_was_read_and_not_of_what_lies_there_by_now(tmp_path: Path) -> None:
    path = tmp_path / "city.csv"
    path.write_bytes(b"city,year\n")
    found = Source(path).begun()
    path.write_bytes(b"city,year,sector\n")
    assert found.whole == b"city,year\n"
    assert found.sha256 == hashlib.sha256(b"city,year\n").hexdigest()


WORDS = st.lists(st.lists(st.text("ab,é\n", max_size=5), max_size=4), max_size=6)


@given(WORDS, st.data(), st.sampled_from([0, 1 << 20]))
def test_texts_in_pieces_answer_as_one_array_does(pieces: list[list[str]], chosen: st.DataObject, held: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "HELD_BYTES", held)
        column = Texts([pa.array(piece, pa.string()) for piece in pieces])
    whole = pa.array([word for piece in pieces for word in piece], pa.string())
    assert (len(column), column.to_pylist()) == (len(whole), whole.to_pylist())
    start, length = (chosen.draw(st.integers(0, len(whole))) for _ in range(2))
    assert column.slice(start, length) == whole.slice(start, length)
    assert column.first(length).whole() == whole.slice(0, length)
    rows = pa.array(
        chosen.draw(st.lists(st.integers(0, max(len(whole) - 1, 0)), max_size=6 if len(whole) else 0)), "int64"
    )
    assert column.take(rows) == whole.take(rows)
    mask = pa.array(chosen.draw(st.lists(st.booleans(), min_size=len(whole), max_size=len(whole))), pa.bool_())
    assert column.filter(mask).whole() == whole.filter(mask)
    assert [column[row] for row in rows.to_pylist()] == [whole[row] for row in rows.to_pylist()]


@given(st.integers(1, 9), st.integers(0, 9), st.data())
def test_rows_that_follow_each_other_are_numbered_as_an_array_is(first: int, count: int, chosen: st.DataObject) -> None:
    found, array = Following(first, count), np.arange(first, first + count)
    assert (len(found), found.tolist()) == (count, array.tolist())
    mask = np.array(chosen.draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool)
    assert found[mask].tolist() == array[mask].tolist()
    assert found[1:4].tolist() == array[1:4].tolist()
    if count:
        at = chosen.draw(st.integers(-count, count - 1))
        assert found[at] == array[at]
        assert found[np.array([at])].tolist() == [array[at]]
    with pytest.raises(IndexError):
        found[count]


@pytest.mark.parametrize("cores", [1, 4])
def test_work_side_by_side_keeps_its_order_and_tells_the_first_fault(
    cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting, "cpu_count", lambda: cores)
    assert list(splitting.side_by_side(lambda number: number * 2, iter(range(50)))) == list(range(0, 100, 2))
    with pytest.raises(ZeroDivisionError):
        list(splitting.side_by_side(lambda number: 1 // (number - 20), iter(range(50))))
