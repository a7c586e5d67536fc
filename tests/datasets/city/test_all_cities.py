"""All cities by the front door: finding one, taking in a file, and what is taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets import Cities, City, DraftOwner, Refused, open_store
from datasets.intake.drafting import TEMPLATE_CSV

TURIN = TEMPLATE_CSV.encode()


@pytest.fixture
def everyone() -> Iterator[Cities]:
    """All cities of an empty database."""
    with open_store(":memory:", samples=False) as store:
        yield Cities(store)


def test_a_name_finds_who_is_on_file_and_the_other_signatories(everyone: Cities) -> None:
    everyone.load_samples("Ada")
    on_file, others = everyone.find("Turin")
    assert [city.city_id for city in on_file] == ["IT0004"]
    assert "IT0004" not in {other.city_id for other in others}
    with pytest.raises(Refused):
        everyone.find("Turin", "Nowhereland")


def test_a_file_is_read_examined_and_committed_under_a_name(everyone: Cities) -> None:
    draft = everyone.draft(TURIN, "turin.csv")
    assert everyone.examination(draft).not_examined is None
    assert everyone.tables_on_file(draft) == 0
    assert [effect.city_name for effect in everyone.effects(draft)] == ["Turin"]
    assert everyone.records() == []
    revision = everyone.commit(draft, "Ada")
    assert (revision.author, revision.rows) == ("Ada", 3)
    assert everyone.programme().line(0).city.name == "Turin"
    everyone.undo(revision.revision, "Ada", "a slip")
    assert City(everyone.store, "Turin").report().inventories == ()


def test_a_file_left_unfinished_is_its_owners_alone(everyone: Cities) -> None:
    ada, bob = DraftOwner("machine:ada", ""), DraftOwner("machine:bob", "")
    kept = everyone.keep_draft(ada, "turin.csv", TURIN, {"unit": "MWh"})
    assert everyone.kept_draft(ada, kept.draft_id) == (kept, TURIN)
    assert everyone.kept_drafts(bob) == ()
    with pytest.raises(Refused):
        everyone.kept_draft(bob, kept.draft_id)
    everyone.discard_draft(ada, kept.draft_id)
    assert everyone.kept_drafts(ada) == ()


def test_a_file_comes_back_with_its_marks_and_the_rows_that_were_held_back(everyone: Cities) -> None:
    broken = TURIN.replace(b"1424218", b"many")
    draft = everyone.draft(broken, "turin.csv")
    assert everyone.marked(broken, draft).startswith(b"PK")
    assert b"many" in everyone.rejected(broken, draft)
    assert everyone.template("it", "Torino", 2022).startswith(b"PK")
