"""A word that is a slip of the pen away from a known name is offered as that name; what is further away is not."""

from __future__ import annotations

import pytest

from datasets import Cities
from datasets.intake.checking.checks import mistyped
from tests.samples import own_samples


@pytest.mark.parametrize(
    ("word", "kind", "code"),
    [
        ("Homess", "sector", "residential"),
        ("Trnsport", "sector", "transport"),
        ("Publik lightning", "sector", "public_lighting"),
        ("natural gass", "carrier", "natural_gas"),
        ("electrisity", "carrier", "electricity"),
        ("Lamps of squares", "sector", None),
        ("Cartrefi", "sector", None),
        ("gas", "carrier", None),
        ("Non-Energy Use", "carrier", None),
        ("Totall", "sector", None),
    ],
)
def test_only_what_is_a_letter_or_two_away_is_a_slip(word: str, kind: str, code: str | None) -> None:
    assert mistyped(word, kind) == code


def test_a_draft_tells_the_slips_among_its_open_questions() -> None:
    said = b"city;year;sector;carrier;value;unit\nVarna;2019;Homess;natural gass;5;MWh\nVarna;2019;Xyz;diesel;5;MWh\n"
    with own_samples() as store:
        draft = Cities(store).draft(said, "slips.csv")
        assert draft.slips == {"sector:Homess": "residential", "carrier:natural gass": "natural_gas"}
        answered = Cities(store).draft(said, "slips.csv", {**draft.slips, "sector:Xyz": "transport"})
    assert (answered.ready, answered.slips) == (True, {})
