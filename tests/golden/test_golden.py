"""The machinery of the goldens: whatever changes in an answer is found, and told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.golden.__main__ import compared, record
from tests.golden.answers import PARTS, outcome
from tests.golden.corpus import Given, given, line, read
from tests.golden.differences import Difference, differences, plain
from tests.golden.personas import PERSONAS
from tests.samples import own_samples

STATUS: dict[str, Any] = {
    "verdict": "behind",
    "gap_tco2e": 1234.5,
    "latest": None,
    "reasons": [{"code": "a", "tonnes": 1}, {"code": "b", "tonnes": 2}],
}


@pytest.mark.parametrize(
    ("planted", "where", "old", "new"),
    [
        ({"verdict": "on-track"}, "status X > verdict", "behind", "on-track"),
        ({"gap_tco2e": 1234.50001}, "status X > gap_tco2e", 1234.5, 1234.50001),
        ({"latest": 0}, "status X > latest", None, 0),
        ({"latest": False}, "status X > latest", None, False),
        ({"more": 1}, "status X > more", None, 1),
        ({"reasons": STATUS["reasons"][1:]}, "status X > reasons[0]", STATUS["reasons"][0], None),
        ({"reasons": [STATUS["reasons"][0], {"code": "b", "tonnes": 3}]}, "status X > reasons[1] > tonnes", 2, 3),
    ],
)
def test_a_planted_difference_is_found_at_its_place(
    tmp_path: Path, planted: dict[str, Any], where: str, old: Any, new: Any
) -> None:
    record("part", [("status X", STATUS), ("status Y", STATUS)], tmp_path)
    assert compared("part", [("status X", STATUS), ("status Y", STATUS)], tmp_path) == []
    found = compared("part", [("status X", STATUS | planted), ("status Y", STATUS)], tmp_path)
    assert found == [Difference(where, old, new)]
    assert where in found[0].told()


def test_an_answer_that_is_gone_or_new_is_a_difference(tmp_path: Path) -> None:
    record("part", [("one", 1), ("two", 2)], tmp_path)
    assert compared("part", [("two", 2), ("three", 3)], tmp_path) == [
        Difference("one", 1, None),
        Difference("three", None, 3),
    ]


def test_zero_is_not_false_and_the_last_digits_and_moments_of_a_clock_are_no_difference() -> None:
    assert list(differences(plain([0]), plain([False]))) == [Difference("[0]", 0, False)]
    assert plain(0.1 + 0.2) == plain(0.3)
    assert plain("at 2026-12-02T18:21:27.848019+00:00") == plain("at 2026-12-01 12:00:00")
    assert plain("US-BOS-R3-7F3A") == plain("US-BOS-R3-0C11") != plain("US-BOS-R4-7F3A")


def test_the_corpus_gives_each_file_back_as_it_was_written() -> None:
    odd = Given("actions", bytes(range(256)), "ä.csv", "IT0004", {"decimal": "comma"})
    assert given(line(odd)) == odd
    assert {file.kind.partition(" ")[0] for file in read()} == {
        "statements",
        "figures",
        "pairs",
        "actions",
    }


def test_a_fault_of_the_program_is_an_answer_and_ends_no_comparison() -> None:
    with own_samples() as store:
        assert str(outcome(store, Given("nothing", b"", "a.csv"))).startswith("FAULT KeyError")
        assert "refused" in outcome(store, Given("statements", b"\x00", "a.csv"))


def test_what_is_recorded_is_small_and_there_are_eight_persona_cities(root: Path) -> None:
    folder = root / "tests" / "golden" / "recorded"
    assert {path.name.partition(".")[0] for path in folder.iterdir()} <= {*PARTS}
    assert len(PERSONAS) == 8
    assert sum(path.stat().st_size for path in root.glob("tests/golden/**/*.xz")) < 8_000_000
