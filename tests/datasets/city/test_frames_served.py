"""An entry serves a frame by its tag, or by a rule of ours that is told as such; nothing else serves anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.text.problems import Refused
from datasets import Cities, City, Store
from tests.samples import own_samples

HEADER = "record,city,what,entry,tags,source\n"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def take(store: Store, rows: str) -> None:
    cities = Cities(store)
    found = cities.read_statements((HEADER + rows).encode(), "tags.csv", "PT0014")
    cities.state_statements(found, "Ada", "read in the plan")


def told(store: Store, code: str) -> list[tuple[str, str, str]]:
    return [(one.of.what, one.of.entry, one.by) for one in City(store, "PT0014").innovation.served().of(code)]


def test_without_a_tag_only_the_rules_count_and_are_told_as_such(store: Store) -> None:
    found = City(store, "PT0014").innovation.served()
    assert found.tagged == 0
    assert {(one.of.what, one.by) for held in found.serving.values() for one in held} == {
        ("adaptation_action", "rule"),
        ("resource", "ours"),  # what ships was tagged by this project, and is told as such
    }
    assert found.of("SDG 1") == ()


def test_a_tag_in_another_language_counts_and_is_told_before_what_serves_by_a_rule(store: Store) -> None:
    take(store, "tags,,project,In4Green,Cidades e comunidades sustentáveis; SDG 13.2; Paris 10,the call\n")
    assert told(store, "SDG 11")[0] == ("project", "In4Green", "tag")
    assert told(store, "SDG 13")[0] == ("project", "In4Green", "tag")
    assert [by for *_, by in told(store, "SDG 13")][:2] == ["tag", "rule"]
    assert told(store, "SDG 13.1") == []
    assert City(store, "PT0014").innovation.served().tagged == 1
    City(store, "PT0014").undo(City(store, "PT0014").history()[0].revision, "Ada", "another project")
    assert "tag" not in {by for *_, by in told(store, "SDG 11")}


@pytest.mark.parametrize(
    ("row", "column", "suggested"),
    [
        ("tags,,project,In4Green,SDG 18,x", "tags", "SDG 17 Partnerships for the goals"),
        ("tags,,project,In4Green,mobilidade urbana,x", "tags", "Correct the tag."),
        ("tags,,project,In4Gren,SDG 11,x", "entry", "In4Green"),
        ("tags,,thing,In4Green,SDG 11,x", "what", "Project"),
        ("tags,,project,In4Green,,x", "tags", "Tags"),
    ],
)
def test_a_tag_or_an_entry_that_is_none_is_answered_with_a_suggestion(
    store: Store, row: str, column: str, suggested: str
) -> None:
    with pytest.raises(Refused) as refused:
        Cities(store).read_statements((HEADER + row).encode(), "tags.csv", "PT0014")
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (2, column)
    assert suggested in f"{problem.expected} {problem.fix}"


def test_what_is_no_tag_or_no_entry_is_refused_and_nothing_is_written(store: Store) -> None:
    city, before = City(store, "PT0014"), store.newest_revision()
    for what, entry, tags, found in (
        ("action", "M1", ("SDG 99",), "SDG 99"),
        ("action", "no such", ("SDG 7",), "no such"),
        ("weather", "M1", ("SDG 7",), "weather"),
        ("action", "M1", (), "nothing"),
    ):
        with pytest.raises(Refused, match=found):
            city.innovation.tag(what, entry, tags, "Ada", "linked in the meeting")
    assert store.newest_revision() == before
