"""The tables of the words by which files are read: whoever mends one by hand is told here what is wrong with it."""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path

import pytest

from analytics.text import lexicon
from analytics.text.lexicon import Lexicon
from datasets.intake.own_files.sheet_words import LANGUAGES
from datasets.reference import catalogue
from datasets.reference.catalogue import SHIPPED
from tests.trees import nodes

ROOT = SHIPPED.parent.parent
HOMES = {lexicon.HOME: lexicon.HOME, SHIPPED / "words": SHIPPED}
"""The folders of tables, each with the one whose data package describes them."""
TABLES = sorted(path for home in HOMES for path in home.glob("*.csv"))
LOOKED_UP = {"words", "meanings", "spellings"}
"""What takes a word as it stands, so that a star would be one of its letters."""


def described(table: Path) -> dict[str, object]:
    package = HOMES[table.parent]
    resources = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    (found,) = [resource for resource in resources if package / resource["path"] == table]
    return dict(found)


SOURCES = [path for floor in ("analytics", "datasets") for path in (ROOT / floor).rglob("*.py")]


@cache
def looked_up() -> frozenset[object]:
    """Each kind whose words are compared as they stand."""
    calls = (call for path in SOURCES for call in nodes(path, ast.Call))
    chosen = [call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in LOOKED_UP]
    return frozenset(part.value for call in chosen for part in call.args if isinstance(part, ast.Constant))


def test_there_are_tables_on_both_floors() -> None:
    assert {path.parent for path in TABLES} == set(HOMES)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_table_is_described_with_the_languages_that_it_may_name(table: Path) -> None:
    fields = {field["name"]: field for field in described(table)["schema"]["fields"]}  # type: ignore[index]
    languages = fields["language"]["constraints"]["enum"]
    assert list(fields) == list(lexicon.Word._fields)
    assert set(LANGUAGES) < set(languages)
    assert {row.language for row in lexicon.rows(table)} <= set(languages)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_row_is_whole_and_stands_in_order_once(table: Path) -> None:
    rows = lexicon.rows(table)
    assert list(rows) == sorted(set(rows))
    for row in rows:
        assert all((row.kind, row.word.strip("*"), row.source)), row
        assert all(" ".join(text.split()) == text for text in row), row


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_no_word_of_a_kind_has_two_meanings(table: Path) -> None:
    meant: dict[tuple[str, str], str] = {}
    for row in lexicon.rows(table):
        assert meant.setdefault((row.kind, row.word), row.meaning) == row.meaning, row


@pytest.mark.parametrize("table", sorted((SHIPPED / "words").glob("*.csv")), ids=lambda path: path.stem)
def test_words_are_in_lower_case(table: Path) -> None:
    """Units alone tell "Mt" from "mt"; what is compared here is folded first."""
    assert [row.word for row in lexicon.rows(table) if row.word != row.word.casefold()] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_star_stands_at_an_end_of_a_word_that_is_looked_for_within_others(table: Path) -> None:
    whole = looked_up()
    for row in lexicon.rows(table):
        assert "*" not in row.word[1:-1], row
        assert "*" not in row.word or row.kind not in whole, row


def test_every_kind_is_asked_for() -> None:
    said = {node.value for path in SOURCES for node in nodes(path, ast.Constant)}
    assert {(table.stem, row.kind) for table in TABLES for row in lexicon.rows(table) if row.kind not in said} == set()


def test_a_further_language_is_new_rows_and_no_code(tmp_path: Path) -> None:
    """Dutch words in the table of years make a Dutch label one of the year of the base."""
    table = tmp_path / "years.csv"
    more = "base,,nl,referentie,common word\nyear,,nl,boekjaar,common word\n"
    table.write_text((SHIPPED / "words" / "years.csv").read_text(encoding="utf-8") + more, encoding="utf-8")
    assert not catalogue.lexicon("years").any_in("referentie boekjaar", "year")
    assert Lexicon(table).any_in("referentie boekjaar", "year")
    assert Lexicon(table).any_in("referentie boekjaar", "base")
