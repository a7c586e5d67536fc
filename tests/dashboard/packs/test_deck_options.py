"""The decks of the command line: each becomes a file of its name; what cannot be made is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from dashboard.__main__ import main
from tests.samples import sample_database

WRONG = [
    (["Boston", "--deck", "sales"], 'the deck "sales"'),
    (["--deck", "mayor"], "Expected a city"),
    (["Boston", "--beside", "tlh"], 'the language "tlh"'),
    (["Boston", "--beside", "en"], 'the language "en" twice'),
    (["Boston", "--deck", "pair", "--with", "Boston"], "Boston twice"),
    (["Boston", "--deck", "pair", "--with", "Bostn"], "Bostn"),
    (["Boston", "--logo", "none.png"], "a logo that can be read"),
]


def test_a_partner_needs_a_city_before_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["story", "--with", "Lyon", "--out", str(tmp_path)])
    assert "name a city" in capsys.readouterr().err


@pytest.mark.longer("every deck is made")
def test_each_deck_becomes_a_file_and_what_cannot_be_made_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = sample_database(tmp_path / "covenant.duckdb")
    out = ["--out", str(tmp_path / "out"), "--only", "pptx", "--database", str(database)]
    for subject in (["Boston", "--deck", "mayor,technical"], ["Boston", "--with", "Lyon"], []):
        assert main(["pack", *subject, "--beside", "fr", *out]) == 0
    names = ["programme.pptx", "us-bos-fr0009-pair.pptx", "us-bos-progress.pptx", "us-bos-technical.pptx"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert all(len(Presentation(str(path)).slides) >= 3 for path in (tmp_path / "out").iterdir())
    capsys.readouterr()
    for asked, said in WRONG:
        assert main(["pack", *asked, *out, "--force"]) == 2, asked
        told = capsys.readouterr().err
        assert said in told
        assert "Traceback" not in told
