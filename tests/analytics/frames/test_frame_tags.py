"""A tag is read as people write it, in seven languages, or answered with what may be meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.frames import frame_tags
from analytics.frames.frame_tags import FRAMEWORKS, TAGS, label, of_frame, read, serving
from analytics.text.problems import Refused


def test_the_frames_hold_what_their_documents_print() -> None:
    """17 goals and 169 targets (A/RES/70/1), seven targets and four priorities (Sendai), 136 paragraphs in six parts
    (A/RES/71/256), articles 2 to 15 (Paris)."""
    whole = {frame: len(of_frame(frame)) for frame in FRAMEWORKS}
    parts = {frame: sum(tag.frame == frame and bool(tag.whole) for tag in TAGS.values()) for frame in FRAMEWORKS}
    assert whole == {"SDG": 17, "NUA": 6, "Sendai": 11, "Paris": 14}
    assert parts == {"SDG": 169, "NUA": 136, "Sendai": 0, "Paris": 0}
    assert TAGS["SDG 11.c"].whole == "SDG 11"
    assert "SDG 17.20" not in TAGS
    assert (TAGS["NUA 42"].whole, TAGS["NUA 43"].whole) == ("NUA social", "NUA prosperity")
    assert all(one.source and one.edition for one in FRAMEWORKS.values())


@pytest.mark.parametrize(
    ("said", "frame", "meant"),
    [
        ("13; 11", "SDG", ("SDG 11", "SDG 13")),
        ("SDG 11.2; sendai b; Paris Agreement Article 7; NUA 54", None, ("SDG 11.2", "NUA 54", "Sendai B", "Paris 7")),
        ("ODS 7; ODD 7; ЦУР 13; Ziel für nachhaltige Entwicklung 3", None, ("SDG 3", "SDG 7", "SDG 13")),
        ("Villes et communautés durables", None, ("SDG 11",)),
        ("citta e comunita sostenibili", None, ("SDG 11",)),
        ("Устойчиви градове и общности", None, ("SDG 11",)),
        ("SDG11,2;sdg-11.B", None, ("SDG 11.2", "SDG 11.b")),
        ("A;g", "Sendai", ("Sendai A", "Sendai G")),
        ("social;54", "NUA", ("NUA social", "NUA 54")),
        ("Anpassung", "Paris", ("Paris 7",)),
        (" ; ", None, ()),
    ],
)
def test_a_tag_is_read_as_people_write_it(said: str, frame: str | None, meant: tuple[str, ...]) -> None:
    assert read(said, frame) == meant


@pytest.mark.parametrize(
    ("said", "frame", "suggested"),
    [
        ("18", "SDG", ("SDG 8", "SDG 1", "SDG 17")),
        ("SDG 18", None, ("SDG 8", "SDG 1", "SDG 17")),
        ("ODS 18", None, ("SDG 8", "SDG 1", "SDG 17")),
        ("SDG 11.9", None, ("SDG 11", "SDG 11.c", "SDG 11.b")),
        ("Paris 25", None, ("Paris 5", "Paris 2", "Paris 15")),
        ("ciudades y comunidades sostenible", None, ("SDG 11",)),
        ("Finance", None, ("Paris 9",)),
        ("mobilité", None, ()),
        ("x" * 5000, None, ()),
        ("<script>alert(1)</script>", None, ()),
    ],
)
def test_what_is_no_tag_is_answered_with_what_is_nearest(
    said: str, frame: str | None, suggested: tuple[str, ...]
) -> None:
    with pytest.raises(Refused) as refused:
        read(said, frame)
    (problem,) = refused.value.problems
    assert (problem.code, problem.column, problem.choices) == ("tag-unknown", "tags", suggested)
    assert all(label(code) in problem.fix for code in suggested)
    assert len(problem.found) < 80


def test_a_thousand_tags_are_one_answer() -> None:
    with pytest.raises(Refused) as refused:
        read(";".join(TAGS))
    assert [problem.code for problem in refused.value.problems] == ["tags-many"]


def test_what_serves_a_part_serves_the_whole_and_not_the_other_way_round() -> None:
    assert serving("SDG 11", ["SDG 11.2"])
    assert not serving("SDG 11.2", ["SDG 11"])
    assert not serving("SDG 1", ["SDG 11.2"])


@given(st.sampled_from(list(TAGS)))
def test_every_code_reads_back(code: str) -> None:
    assert read(code) == (code,)
    assert frame_tags.nearest(code)


@given(st.text(max_size=60))
def test_any_text_is_tags_or_is_answered(said: str) -> None:
    try:
        found = read(said)
    except Refused as refusal:
        found, told = (), {problem.column for problem in refusal.problems}
    else:
        told = {"tags"}
    assert (set(found) <= set(TAGS), told) == (True, {"tags"})
