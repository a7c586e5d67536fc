"""A bundle is read as it was written, or it is refused: cut, changed, newer, too large, or no bundle at all."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.problems import Refused
from datasets.intake.own_files import bundle_file
from datasets.intake.own_files.bundle_file import LEDGER, README, Bundle
from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD
from datasets.store.carrying import Back, CityRevision, HeldTable
from tests.datasets.builders import TOWN
from tests.effort import examples

FIRST = CityRevision(
    committed_at=datetime(2026, 5, 3, 10, 20, 30, 400, UTC),
    author="Ada",
    reason="=the first",
    file_name="@file.csv",
    file_sha256="00",
    layout="long",
    rows=2,
    undoes=None,
    sample=False,
    back=(),
    tables={"gdp": HeldTable(("year", "value", "note"), ((2019, 0.1 + 0.2, "-x"), (2020, 5e-324, None)))},
    origins=((3, "7f" * 32),),
)
SECOND = CityRevision(
    committed_at=datetime(2026, 5, 4, tzinfo=UTC),
    author="Ada",
    reason="a slip",
    file_name=None,
    file_sha256=None,
    layout="undo",
    rows=0,
    undoes=FIRST.identity,
    sample=False,
    back=(Back(2019, "covenant", "energy", None), Back(2020, "covenant", "energy", FIRST.identity)),
    tables={},
)
BUNDLE = Bundle(TOWN, (FIRST, SECOND))
WRITTEN = bundle_file.written(BUNDLE)


def sealed(*parts: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with a seal that is right, whatever it holds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as target:
        for name, content in parts:
            target.writestr(name, content)
        target.comment = b"0" * 64
    body = packed.getvalue()[:-64]
    return body + hashlib.sha256(body).hexdigest().encode()


def ledger() -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as packed:
        found: dict[str, Any] = json.loads(packed.read(LEDGER))
    return found


def changed(**given: Any) -> bytes:
    return sealed((README, b""), (LEDGER, json.dumps({**ledger(), **given}).encode()))


def why(data: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        bundle_file.read(data, "city.zip")
    return refusal.value.problems[0].code


def test_a_bundle_is_read_as_it_was_written_and_is_always_the_same_bytes() -> None:
    assert bundle_file.read(WRITTEN, "city.zip") == BUNDLE
    assert bundle_file.written(bundle_file.read(WRITTEN, "city.zip")) == WRITTEN


def test_it_says_to_people_what_it_is_and_how_it_is_opened() -> None:
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as packed:
        said = packed.read(README).decode()
    assert BUNDLE.head in said
    assert "python -m datasets open-bundle FILE" in said
    assert f"1. 2026-05-03 10:20 UTC, Ada: @file.csv (=the first); {FIRST.identity}" in said


def test_one_byte_changed_anywhere_is_refused() -> None:
    for place in range(0, len(WRITTEN), 7):
        assert why(WRITTEN[:place] + bytes([WRITTEN[place] ^ 1]) + WRITTEN[place + 1 :]) in (
            "bundle-changed",
            "bundle-none",
        )


@given(st.integers(0, len(WRITTEN) - 1), st.integers(1, 255))
@examples(1)
def test_whatever_byte_becomes_whatever_other_one_it_is_refused(place: int, by: int) -> None:
    assert why(WRITTEN[:place] + bytes([WRITTEN[place] ^ by]) + WRITTEN[place + 1 :]).startswith("bundle-")


@given(st.integers(0, len(WRITTEN) - 1))
@examples(1)
def test_wherever_it_was_cut_it_is_refused(length: int) -> None:
    assert why(WRITTEN[:length]).startswith("bundle-")


def test_what_stands_behind_it_makes_another_file_of_it() -> None:
    assert why(WRITTEN + b"\0") == "bundle-changed"


def test_a_newer_edition_says_so_whatever_else_it_holds() -> None:
    assert why(changed(edition=bundle_file.EDITION + 1, revisions="of another form")) == "bundle-newer"


@pytest.mark.parametrize(
    "given",
    [
        {"format": "another"},
        {"edition": "1"},
        {"edition": True},
        {"head": "0" * 64},
        {"city": {}},
        {"city": {**ledger()["city"], "name": 5}},
        {"city": {**ledger()["city"], "more": 5}},
        {"revisions": []},
        {"revisions": ledger()["revisions"][1:]},
        {"revisions": list(reversed(ledger()["revisions"]))},
        {"revisions": [{**ledger()["revisions"][0], "author": "Bea"}, ledger()["revisions"][1]]},
        {"revisions": [{**ledger()["revisions"][0], "undoes": 1}]},
        {"revisions": [{**ledger()["revisions"][0], "rows": "2"}]},
        {"revisions": [{**ledger()["revisions"][0], "committed_at": "2026-05-03T10:20:30"}]},
        {"revisions": [{**ledger()["revisions"][0], "tables": {"gdp": {"columns": ["year"], "rows": [[1, 2]]}}}]},
        {"revisions": [{**ledger()["revisions"][0], "origins": [[-1, "a"]]}]},
        {"revisions": [{**ledger()["revisions"][0], "committed_at": "0001-01-01T00:00:00+23:59"}]},
        {"revisions": None},
        {"revisions": [None]},
    ],
)
def test_a_history_that_is_not_the_one_of_its_head_is_refused_however_well_it_is_sealed(given: dict[str, Any]) -> None:
    assert why(changed(**given)) == "bundle-foreign"


@pytest.mark.parametrize(
    "parts",
    [
        ((LEDGER, b"{}"),),
        ((README, b""), (LEDGER, b"{}"), ("more", b"")),
        ((README, b""), ("../ledger.json", b"{}")),
        ((README, b""), ("/etc/ledger.json", b"{}")),
        ((README, b""), (LEDGER, b"")),
        ((README, b""), (LEDGER, b"[]")),
        ((README, b""), (LEDGER, b"\xff\xfe")),
        ((README, b""), (LEDGER, b"[" * 100_000)),
        ((README, b""), (LEDGER, b'{"format": NaN}')),
        ((README, b""), (LEDGER, b'{"edition": ' + b"1" * 10_000 + b"}")),
    ],
)
def test_an_archive_of_other_parts_is_refused(parts: tuple[tuple[str, bytes], ...]) -> None:
    assert why(sealed(*parts)) == "bundle-foreign"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    assert why(sealed((LEDGER, b"{}"), (LEDGER, b"{}"))) == "bundle-foreign"


@pytest.mark.parametrize("data", [b"", b"PK", b"text", b"\x89PNG", b"PK\x03\x04", sealed()])
def test_what_is_no_archive_is_no_bundle(data: bytes) -> None:
    assert why(data) in ("bundle-none", "bundle-changed", "bundle-foreign")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = sealed((README, b""), (LEDGER, b" " * (UPLOAD.unpacked_bytes + 1)))
    assert len(bomb) < 1_000_000
    assert why(bomb) == "zip-bomb"


def test_a_small_file_of_more_values_than_a_workbook_may_have_cells_is_not_read() -> None:
    many = sealed((README, b""), (LEDGER, b"[" + b"[]," * (UPLOAD.cells // 2) + b"[]]"))
    assert len(many) < 1_000_000
    assert why(many) == "too-many-values"


def test_on_the_command_line_a_bundle_takes_no_more_memory_than_any_other_file() -> None:
    most = COMMAND_LINE.memory_bytes // bundle_file.VALUE_BYTES
    assert most < COMMAND_LINE.cells
    roomy = replace(COMMAND_LINE, memory_bytes=1000 * bundle_file.VALUE_BYTES)
    with pytest.raises(Refused) as refusal:
        bundle_file.read(sealed((README, b""), (LEDGER, b"[" + b"{}," * 600 + b"{}]")), "city.zip", roomy)
    assert [problem.code for problem in refusal.value.problems] == ["too-many-values"]


def test_half_of_a_sign_is_no_text_and_both_halves_are_one() -> None:
    """JSON can write what no database can hold, under a head that is right."""
    for said, whole in (("\ud83d", False), ("\ude00 first", False), ("\U0001f600", True), ("\\ud83d in letters", True)):
        bundle = Bundle(TOWN, (replace(FIRST, author=said),))
        (one,) = bundle.revisions
        first = {**ledger()["revisions"][0], "identity": one.identity, "author": said}
        data = changed(head=bundle.head, revisions=[first])
        if whole:
            assert bundle_file.read(data, "city.zip") == bundle
        else:
            assert why(data) == "bundle-foreign"


def test_a_directory_that_claims_less_than_there_is_is_refused() -> None:
    data = sealed((README, b""), (LEDGER, b" " * 5000))
    size = (5000).to_bytes(4, "little")
    body = data[:-64].replace(size, (50).to_bytes(4, "little"))
    assert why(body + hashlib.sha256(body).hexdigest().encode()) == "bundle-foreign"


def test_a_packing_that_no_bundle_has_is_refused() -> None:
    assert why(sealed((README, b""), (LEDGER, b"{}"), how=zipfile.ZIP_LZMA)) == "bundle-foreign"
