"""The words of the workbooks in the languages of the signatories, and how the sheet of problems in the marked copy of a
file is known when the copy is brought again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analytics.text.problems import Problem, Refused
from datasets.intake.readers.grid import Grid
from datasets.reference import catalogue
from datasets.reference.countries import LANGUAGES as LANGUAGES

WITHOUT_CARRIER = "carrier:none"
"""The key of the column for emissions that no carrier causes, and for those that are not split by carrier."""
MARK = "problems:list"
"""What stands above its last column in every language."""
MARK_ROW, MARK_COLUMN = 3, 8
"""Where it stands, counted from 1."""


@dataclass(frozen=True)
class SheetWords:
    """The words of one language by their key."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str) -> str:
        """The words for a key of ``template_words.csv``."""
        return self.texts[key]

    def sector(self, code: str) -> str:
        """The name of a sector; the importer recognises it as this sector."""
        return self.texts[f"sector:{code}"]

    def carrier(self, code: str | None) -> str:
        """The name of a carrier, or of the column for what has none."""
        return self.texts[WITHOUT_CARRIER if code is None else f"carrier:{code}"]


@cache
def words(language: str) -> SheetWords:
    """The words of one of LANGUAGES. Raises Refused for another language."""
    if language not in LANGUAGES:
        raise Refused(
            Problem(
                "block",
                "language-unknown",
                f'"{language}"',
                f"one of {', '.join(LANGUAGES)}",
                "Choose one of them.",
                key="language",
                choices=LANGUAGES,
            )
        )
    rows = catalogue.records("template_words")
    return SheetWords(language, {row["key"]: row["text"] for row in rows if row["language"] == language})


@cache
def without_carrier() -> frozenset[str]:
    """How a workbook of ours names the column without a carrier, in every language and in the form of comparison."""
    rows = catalogue.records("template_words")
    return frozenset(catalogue.normal_label(row["text"]) for row in rows if row["key"] == WITHOUT_CARRIER)


@cache
def group_names() -> frozenset[str]:
    """How a workbook of ours names the groups of sectors, in every language and in the form of comparison."""
    rows = catalogue.records("template_words")
    return frozenset(catalogue.normal_label(row["text"]) for row in rows if row["key"].startswith("group:"))


def lists_problems(grid: Grid) -> bool:
    """Whether a sheet is one that we added to list what is wrong with a file."""
    return len(grid.rows) >= MARK_ROW and grid.rows[MARK_ROW - 1][MARK_COLUMN - 1 : MARK_COLUMN] == (MARK,)
