"""Workbooks as grids of cells, read in a child process with limits."""

from __future__ import annotations

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.readers import archive, isolated
from datasets.intake.readers.contents import form, misnamed, no_table
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.limits import UPLOAD, Limits, too_large

FORMS = ("xlsx", "ods", "xls")


def read(data: bytes, name: str, limits: Limits = UPLOAD, known: str = "") -> tuple[tuple[Grid, ...], list[Problem]]:
    """The sheets of a workbook in their order, each trimmed to its cells with content.

    ``known`` is its form, where that was found. A sheet that is hidden is read and told. Where nothing could
    be read there are no sheets and a problem that blocks says why.
    """
    found = known or form(data, name)
    problem = too_large(data, limits)
    if problem is None and found == "protected":
        problem = archive.protected()
    elif problem is None and found not in FORMS:
        problem = no_table(data, name)
    elif problem is None and found in ("xlsx", "ods"):
        listed = archive.directory(data, limits)
        problem = listed if isinstance(listed, Problem) else None
    if problem is not None:
        return (), [problem]
    sheets, problems = isolated.read(data, found, limits)
    sheets = tuple(sheet for sheet in sheets if sheet.rows)
    if not sheets and not problems:
        return (), [_blank(name)]
    named = misnamed(found, name)
    told = [named] if named and sheets else []
    return sheets, [*problems, *told, *(_out_of_sight(sheet) for sheet in sheets if not sheet.visible)]


def _blank(name: str) -> Problem:
    return Problem(
        "block",
        "empty-file",
        Sentence("a workbook ({name}) without any filled cell", name=name),
        Sentence("a table with a row of column names"),
        Sentence("Export the table again, or start from the template."),
    )


def _out_of_sight(sheet: Grid) -> Problem:
    return Problem(
        "warn",
        "hidden-sheet",
        Sentence("a hidden sheet with {number:,} rows", number=len(sheet.rows)),
        Sentence("sheets that can be seen"),
        Sentence(
            "It was read as well; show it in the spreadsheet program and check {sheet}.",
            sheet=quoted(sheet.sheet or ""),
        ),
        sheet=sheet.sheet,
    )
