"""What an import may take from an inventory on file without a reason: less than a tenth of its places, samples' too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.text.problems import Problem, Refused
from datasets.city import assessment
from datasets.exports import cdp_table
from datasets.exports.holding import Holding, holding
from datasets.exports.long_csv import long
from datasets.intake import drafting, unfinished
from datasets.intake.drafted import Draft
from datasets.store import DraftOwner, Store
from tests.datasets.conftest import Run
from tests.samples import own_samples

HEAD = "city,year,sector,carrier,scope,value,unit"


@pytest.fixture
def store() -> Any:
    """A store with the sample cities, to be written to."""
    with own_samples() as opened:
        yield opened


def of(store: Store, city: str) -> Holding:
    return holding(store, city)


def asked(draft: Draft) -> list[str]:
    return [problem.code for problem in draft.problems if problem.severity != "warn"]


def removal(draft: Draft) -> Problem | None:
    return next((problem for problem in draft.problems if problem.code == "places-removed"), None)


def without(written: bytes, drop: Callable[[dict[str, str]], bool]) -> bytes:
    """A long table without some of its rows."""
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0])
    table.writeheader()
    table.writerows(row for row in rows if not drop(row))
    return out.getvalue().encode()


def table(*rows: str, year: int = 2001) -> bytes:
    return "\n".join([HEAD, *(f"Turin,{year},{row}" for row in rows)]).encode()


DETAIL = [
    f"{sector},natural_gas,1,{100 + at},t CO2e"
    for at, sector in enumerate(
        (
            "residential",
            "tertiary",
            "transport",
            "waste",
            "municipal_buildings",
            "public_lighting",
            "industry_non_ets",
            "agriculture",
            "municipal_fleet",
            "public_transport",
            "private_transport",
            "buildings",
        )
    )
]


def detailed(store: Store) -> None:
    """Commit twelve places of Turin in 2001."""
    draft = drafting.draft(store, table(*DETAIL), "detail.csv")
    assert (asked(draft), draft.imported) == ([], len(DETAIL))
    drafting.commit(store, draft, "Ada", None)


def test_our_own_cdp_table_does_not_replace_the_detailed_inventory_that_it_was_made_from(store: Store) -> None:
    before = assessment.report(store, "US-BOS").leading.verdict
    draft = drafting.draft(store, cdp_table.cdp(of(store, "US-BOS"))[0], "cdp.csv")
    assert (draft.outcome, asked(draft)) == ("needs-answers", ["places-removed"])
    found = removal(draft)
    assert found is not None
    assert (found.key, found.cells > 500) == ("reason", True)
    assert "Boston" in found.found
    assert " t; further tables that lose places: 15" in found.found
    with pytest.raises(Refused):
        drafting.commit(store, draft, "Ada", "why not")
    assert assessment.report(store, "US-BOS").leading.verdict == before
    given = drafting.draft(
        store, cdp_table.cdp(of(store, "US-BOS"))[0], "cdp.csv", {"reason": "only totals are public"}
    )
    assert (given.outcome, removal(given).severity) == ("dry-run", "warn")  # type: ignore[union-attr]


@pytest.mark.parametrize("city", ["Boston", "Austin", "Turin", "Bologna", "Barcelona", "Lyon", "New York"])
def test_the_same_inventory_brought_again_needs_no_reason(store: Store, city: str) -> None:
    assert removal(drafting.draft(store, long(of(store, city)), "long.csv")) is None


@pytest.mark.parametrize(
    ("rows", "removed"),
    [
        (["total,,,5000,t CO2e"], 12),
        (DETAIL[:5], 7),
        (DETAIL[:10], 2),
        (DETAIL[:11], None),  # one of twelve
        ([line.replace("natural_gas", "electricity") for line in DETAIL], 12),
        ([line.replace(",1,", ",2,", 1) for line in DETAIL], 12),
        ([line.replace("t CO2e", "MWh") for line in DETAIL[:2]], None),  # energy alone: the emissions stay
    ],
)
def test_a_tenth_of_the_places_of_a_table_is_the_most_that_goes_without_saying(
    store: Store, rows: list[str], removed: int | None
) -> None:
    detailed(store)
    found = removal(drafting.draft(store, table(*rows), "less.csv"))
    assert (found and found.cells) == removed
    assert found is None or found.severity == "ask"


LARGE = [*DETAIL[:11], DETAIL[11].replace(",111,", ",900,")]


@pytest.mark.parametrize("last", [None, LARGE[11].replace(",900,", ",NE,")])
def test_one_place_that_holds_more_than_a_tenth_of_the_tonnes_does_not_go_without_saying(
    store: Store, last: str | None
) -> None:
    drafting.commit(store, drafting.draft(store, table(*LARGE), "detail.csv"), "Ada", None)
    found = removal(drafting.draft(store, table(*LARGE[:11], *filter(None, [last])), "less.csv"))
    assert found is not None
    assert "1 of the 12 places" in found.found
    assert "900 t" in found.found
    assert removal(drafting.draft(store, table(*LARGE[1:]), "small.csv")) is None


def test_numbers_that_become_notation_keys_or_zero_are_removed_and_a_total_that_becomes_detailed_is_not(
    store: Store,
) -> None:
    detailed(store)
    for instead in ("NE", "0"):
        keys = [line.replace(str(100 + at), instead) for at, line in enumerate(DETAIL)]
        found = removal(drafting.draft(store, table(*keys), "keys.csv"))
        assert found is not None
        assert "12 of the 12 places" in found.found
        assert "1,266 t" in found.found
    for amount, year in ((1300, 2002), (5000, 2003)):
        bare = drafting.draft(store, table(f"total,,,{amount},t CO2e", year=year), "t.csv")
        drafting.commit(store, bare, "Ada", None)
    assert removal(drafting.draft(store, table(*DETAIL, year=2002), "detail.csv")) is None
    assert removal(drafting.draft(store, table(*DETAIL, year=2003), "part.csv")) is not None


def test_small_removals_do_not_add_up_without_a_reason(store: Store) -> None:
    detailed(store)
    for count in (11, 10, 9):
        draft = drafting.draft(store, table(*DETAIL[:count]), f"{count}.csv")
        assert "year-committed" in asked(draft)
    assert "year-committed" in asked(drafting.draft(store, table(*DETAIL), "11.csv", {"reason": "n/a"}))
    written = without(long(holding(store, "IT0004", [2019])), lambda row: row["label"] == "Public lighting")
    first = drafting.draft(store, written, "first.csv")
    drafting.commit(store, replace_reason(store, written, first), "Ada", None)
    assert "year-committed" in asked(drafting.draft(store, written, "second.csv"))


def replace_reason(store: Store, written: bytes, draft: Draft) -> Draft:
    """A draft that is ready, with a reason where it needs one."""
    return draft if draft.ready else drafting.draft(store, written, draft.name, {"reason": "a test"})


def test_what_somebody_commits_meanwhile_is_seen_at_the_commit(store: Store) -> None:
    less = drafting.draft(store, table(*DETAIL[:5]), "less.csv")
    assert less.ready
    detailed(store)
    with pytest.raises(Refused) as caught:
        drafting.commit(store, less, "Bob", None)
    assert {problem.code for problem in caught.value.problems} == {"places-removed", "year-committed"}
    assert drafting.commit(store, less, "Bob", "checked again").revision == store.newest_revision()


def test_who_saw_what_a_file_replaces_is_told_of_what_came_since_whatever_reason_was_given(store: Store) -> None:
    detailed(store)
    mine, theirs = (
        drafting.draft(store, table(*DETAIL, f"waste,,,{tonnes},t CO2e"), f"{tonnes}.csv", {"reason": "a correction"})
        for tonnes in (7, 9)
    )
    elsewhere = drafting.draft(store, table("total,,,9,t CO2e", year=2003), "elsewhere.csv")
    drafting.commit(store, theirs, "Bob", None, seen=True)
    with pytest.raises(Refused) as caught:
        drafting.commit(store, mine, "Ada", None, seen=True)
    (problem,) = caught.value.problems
    assert problem.code == "edited-meanwhile"
    assert f"which Bob committed as revision {store.newest_revision()}" in problem.found
    drafting.commit(store, elsewhere, "Ada", None, seen=True)  # of another year: nothing of it was changed
    anew = drafting.draft(store, table(*DETAIL, "waste,,,7,t CO2e"), "7.csv", {"reason": "a correction"})
    store.undo(store.newest_revision() - 1, "Bob", "a mistake")
    with pytest.raises(Refused, match="compared with"):  # an undo changes it, too
        drafting.commit(store, anew, "Ada", None, seen=True)
    assert drafting.commit(store, anew, "Ada", None).author == "Ada", "a command has seen nothing, and gives its reason"


def test_a_file_of_many_cities_says_how_many_tables_lose_places(store: Store) -> None:
    rows = [f"{city},{year},total,,,9,t CO2e" for city in ("Turin", "Bologna", "Varna") for year in (2018, 2019)]
    draft = drafting.draft(store, "\n".join([HEAD, *rows]).encode(), "many.csv")
    assert asked(draft) == ["places-removed"]
    assert {slot.city_id for slot in draft.slots} == {"IT0004", "IT0007", "BG0002"}


def test_an_undo_puts_back_what_a_bare_total_took(store: Store) -> None:
    detailed(store)
    draft = drafting.draft(store, table("total,,,5000,t CO2e"), "t.csv", {"reason": "a test"})
    revision = drafting.commit(store, draft, "Ada", None)
    store.undo(revision.revision, "Ada", "a mistake")
    assert len(store.rows_in_force(draft.slots[0])) == len(DETAIL)
    with pytest.raises(Refused):
        store.undo(revision.revision - 1, "Ada", " ")


OWNER = DraftOwner("browser:ada", "IT0004")


def test_a_draft_that_is_taken_up_again_asks_still(store: Store) -> None:
    saved = unfinished.save(store, OWNER, "t.csv", table("total,,,5000,t CO2e"))
    detailed(store)
    _, data = unfinished.opened(store, OWNER, saved.draft_id)
    assert "places-removed" in asked(drafting.draft(store, data, "t.csv"))


def test_the_command_refuses_with_its_status_and_names_what_would_go_in_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    status, _, _ = run("export", "Boston", "--format", "cdp", "--out", tmp_path / "files" / "cdp.csv")
    assert status == 0
    (tmp_path / "files" / "new.csv").write_bytes(table(*DETAIL))
    status, answer, _ = run("import", tmp_path / "files" / "cdp.csv", "--json")
    assert (status, answer["outcome"], answer["revision"]) == (2, "needs-answers", None)
    (found,) = [problem for problem in answer["problems"] if problem["code"] == "places-removed"]
    assert (found["severity"], found["key"]) == ("ask", "reason")
    assert {table["city"] for table in answer["replaced"]} == {"US-BOS"}
    status, answer, _ = run("import", tmp_path / "files", "--looked-at", "--json")
    assert (status, [file["outcome"] for file in answer["files"]]) == (2, ["needs-answers", "committed"])
    status, answer, _ = run("import", tmp_path / "files" / "cdp.csv", "--json", "--reason", "only totals are public")
    assert (status, answer["outcome"]) == (0, "committed")
    assert [problem["severity"] for problem in answer["problems"] if problem["code"] == "places-removed"] == ["warn"]
