"""Where figures are from is said below every picture."""

from __future__ import annotations

from dashboard.words.origins import source_note
from tests.dashboard.conftest import inventory


def test_the_note_below_a_picture_names_gas_method_source_revision_and_day() -> None:
    note = source_note(inventory(2020, 10.0))
    for part in ("CO₂e", "GPC BASIC", "Test register, table 1", "Revision 3", "24\u00a0November\u00a02026"):
        assert part in note
