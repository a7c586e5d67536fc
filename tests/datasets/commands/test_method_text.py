"""The method as a text: all of the register, and written without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.bounding_limits import LIMITS, PANDEMIC, PER_HEAD_T, PLACE_LIMIT, TOTAL_LIMIT, TOTAL_YEARLY
from analytics.formula import MARKS
from analytics.formulas import CHAPTERS, FORMULAS
from datasets import __main__ as command_line
from datasets.commands import method_text
from datasets.reference import catalogue


def test_the_text_holds_every_formula_with_units_source_mark_and_code() -> None:
    text = method_text.markdown()
    for formula in FORMULAS:
        assert f"### {formula.name}\n\n```\n{formula.text}\n```" in text
        assert method_text._plain(formula.units) in text
        assert f"{method_text._plain(formula.source)} [{formula.mark}]" in text
        assert all(f"`{name}`" in text for name in formula.functions)
    assert all(f"\n## {chapter}\n" in text for chapter in CHAPTERS)
    assert all(f"[{key}] {meaning}" in text for key, meaning in MARKS.items())


def test_the_text_holds_every_limit_of_a_good_answer_with_its_source() -> None:
    text = method_text.markdown()
    for limit in LIMITS:
        assert f"- {limit.name}: {limit.shown} (" in text
        assert f"Source: {limit.source} [{limit.mark}]" in text
    assert {PLACE_LIMIT, TOTAL_LIMIT, TOTAL_YEARLY, PANDEMIC, *PER_HEAD_T} <= {
        value for limit in LIMITS for value in limit.values
    }


def test_the_text_holds_every_potential_term_and_example() -> None:
    text = method_text.markdown()
    assert text.count("\n- **") == len(catalogue.records("glossary"))
    assert text.count("\n- Example: ") == len(catalogue.records("worked_examples"))
    assert sum(line.startswith("| ") for line in text.splitlines()) == 1 + len(catalogue.records("gwp"))


def test_the_command_writes_the_text_and_opens_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command_line.main(["method"]) == 0
    assert capsys.readouterr().out == method_text.markdown()
    assert command_line.main(["method", "--out", "method.md"]) == 0
    assert Path("method.md").read_text(encoding="utf-8") == method_text.markdown()
    assert command_line.main(["method", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert [entry["name"] for entry in told["formulas"]] == [formula.name for formula in FORMULAS]
    assert not list(tmp_path.glob("**/*.duckdb"))


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["method", "--out", str(tmp_path)]) == 2
    told = "".join(capsys.readouterr())
    assert f'"{tmp_path}", which is a folder' in told
    assert "Expected the path of a file" in told
