"""A zip archive is judged by its directory before anything is unpacked, and held to it while it is."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from analytics.text.problems import Refused
from datasets.intake.readers import archive, grids
from datasets.intake.readers.limits import UPLOAD, Limits
from tests.datasets.archives import CONTENT_TYPES, claiming, replaced, stored
from tests.datasets.archives import archive as zipped
from tests.effort import at_most

BOOK = {CONTENT_TYPES: b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        archive.directory(data)
    (problem,) = refused.value.problems
    assert problem.severity == "block"
    return problem.code


def test_a_workbook_passes_with_all_its_parts() -> None:
    data = stored("kinds.xlsx")
    parts = archive.parts(data, archive.directory(data))
    with zipfile.ZipFile(io.BytesIO(data)) as other:
        assert parts == {name: other.read(name) for name in other.namelist() if name.endswith((".xml", ".rels"))}
    with zipfile.ZipFile(archive.repacked(dict(parts))) as again:
        assert {name: again.read(name) for name in again.namelist()} == parts


def bomb(unpacked: int) -> bytes:
    """A small workbook whose sheet unpacks to a hundred and more."""
    return zipped({**BOOK, "xl/worksheets/sheet1.xml": b"<c/>" * (unpacked // 4)})


def test_a_zip_bomb_is_refused_at_once_and_not_unpacked() -> None:
    data = bomb(120_000_000)
    assert len(data) > 100_000
    with at_most(3):
        found, problems = grids(data, "bomb.xlsx")
    assert (found, [problem.code for problem in problems]) == ((), ["zip-bomb"])
    assert "114 MB" in problems[0].found


def test_the_ratio_is_limited_where_the_size_is_not() -> None:
    assert refusal(bomb(50_000_000)) == "zip-bomb"


@pytest.mark.parametrize("claimed", [1000, 0])
def test_a_directory_that_understates_the_size_is_found_out_and_no_more_unpacked(claimed: int) -> None:
    data = claiming(zipped({"xl/worksheets/sheet1.xml": b"<c/>" * 100_000}), claimed)
    found = archive.directory(data)
    with pytest.raises(Refused) as refused:
        archive.parts(data, found)
    assert [problem.code for problem in refused.value.problems] == ["damaged"]


def test_a_directory_that_overstates_the_size_is_damaged() -> None:
    data = claiming(zipped({"a.xml": b"<c/>"}), 1000)
    found = archive.directory(data)
    with pytest.raises(Refused):
        archive.parts(data, found)


def test_more_than_two_hundred_entries_are_refused() -> None:
    assert refusal(zipped({**BOOK, **{f"a{place}.xml": b"" for place in range(200)}})) == "zip-bomb"


def test_a_directory_of_very_many_is_refused_unread() -> None:
    listed = b"PK\x01\x02" + bytes(42)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 60_000, 60_000, 60_000 * len(listed), 0, 0)
    data = b"PK\x03\x04" + listed * 60_000 + end
    with at_most(3):
        assert refusal(data) == "zip-bomb"


def test_overlapping_entries_are_refused() -> None:
    one = zipped({"a.xml": b"x" * 1000}, zipfile.ZIP_STORED)
    start = one.index(b"PK\x01\x02")
    # Two entries of the directory share the bytes of one.
    central = one[start : one.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(central), start, 0)
    assert refusal(one[:start] + central * 2 + end) == "damaged"


def test_zip64_figures_that_lie_are_refused() -> None:
    data = zipped(BOOK)
    place = data.index(b"PK\x05\x06")
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**62, 2**62, 2**61, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert refusal(data[:place] + wide + locator + end) == "damaged"


def test_a_true_zip64_workbook_is_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(stored("kinds.xlsx"))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                part.write(old.read(name))
    found, _ = grids(target.getvalue(), "kinds.xlsx")
    assert [grid.sheet for grid in found] == ["BEI", "Lists"]


def test_an_encrypted_entry_has_a_password() -> None:
    data = bytearray(zipped(BOOK))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert refusal(bytes(data)) == "password"


@pytest.mark.parametrize("head", [b"<!DOCTYPE lolz [<!ENTITY a 'ha'>]>", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"])
def test_an_entity_bomb_is_refused_wherever_it_stands(head: bytes) -> None:
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        data = replaced(stored("kinds.xlsx"), {part: lambda old: head + old})
        found, problems = grids(data, "city.xlsx")
        assert (found, [problem.code for problem in problems]) == ((), ["damaged"])
        assert part in problems[0].found


def test_what_the_command_line_allows_is_a_parameter() -> None:
    data = zipped({**BOOK, "a.xml": bytes(range(256)) * 8000})
    with pytest.raises(Refused):
        archive.directory(data, Limits(10**9, 10**5, 10, 10))
    assert UPLOAD.unpacked_bytes == 100 * 1024 * 1024
