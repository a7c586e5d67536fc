"""Workbooks as grids of cells, read in a child process with limits."""

from __future__ import annotations

from analytics.text.problems import Problem, Refused, warn
from analytics.text.sentences import Sentence, quoted
from datasets.intake.readers import archive, isolated
from datasets.intake.readers.contents import form, misnamed, no_table
from datasets.intake.readers.encoding import empty
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.limits import UPLOAD, Limits, insist_on_size

FORMS = ("xlsx", "ods", "xls")


def read(data: bytes, name: str, limits: Limits = UPLOAD, known: str = "") -> tuple[tuple[Grid, ...], list[Problem]]:
    """The sheets of a workbook in their order, each trimmed to its cells with content.

    ``known`` is its form, where that was found. A sheet that is hidden is read and told. Where nothing could
    be read there are no sheets and a problem that blocks says why.
    """
    found = known or form(data, name)
    try:
        sheets = _filled(data, name, limits, found)
    except Refused as refusal:
        return (), [*refusal.problems]
    named = misnamed(found, name)
    return sheets, [*([named] if named else []), *(_out_of_sight(sheet) for sheet in sheets if not sheet.visible)]


def _filled(data: bytes, name: str, limits: Limits, found: str) -> tuple[Grid, ...]:
    """The sheets with a filled cell of a workbook of the form that was ``found``."""
    insist_on_size(data, limits)
    if found == "protected":
        raise archive.protected()
    if found not in FORMS:
        raise Refused(no_table(data, name))
    if found in ("xlsx", "ods"):
        archive.directory(data, limits)
    sheets = tuple(sheet for sheet in isolated.read(data, found, limits) if sheet.rows)
    if not sheets:
        raise empty(Sentence("a workbook ({name}) without any filled cell", name=name))
    return sheets


def _out_of_sight(sheet: Grid) -> Problem:
    return warn(
        "hidden-sheet",
        Sentence("a hidden sheet with {number:,} rows", number=len(sheet.rows)),
        "sheets that can be seen",
        Sentence(
            "It was read as well; show it in the spreadsheet program and check {sheet}.",
            sheet=quoted(sheet.sheet or ""),
        ),
        sheet=sheet.sheet,
    )
