"""The numbers behind one picture as a CSV or XLSX file, with what they are, their source and how to cite them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from analytics.text.sentences import Sentence
from datasets.exports.palette import BAND, INK
from datasets.exports.workbooks import head, put_number, put_text, saved, style
from datasets.intake.own_files.harmless import Value, table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST = 48
"""So many letters are the widest column."""


@dataclass(frozen=True)
class Numbers:
    """The table behind one picture. ``columns`` hold numbers in the units that their heads name, None for a blank.

    ``about`` says what they are (unit, method, source, revision, date, citation), in the order to be read.
    """

    title: str
    columns: Mapping[str, Sequence[Value]]
    about: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> list[tuple[Value, ...]]:
        """The table row by row."""
        return list(zip(*self.columns.values(), strict=True))

    def facts(self) -> dict[str, str]:
        """The title and everything that is said of the numbers."""
        # Translators: what stands before the title of a picture, in the file with its numbers.
        return {Sentence("Title"): self.title} | dict(self.about)

    def csv(self, say: Callable[[str], str] = str) -> bytes:
        """The table as CSV in UTF-8 with a byte order mark, as spreadsheet programs expect it.

        What is said of it stands above, each line begun with "#". Numbers have every digit and a point; a blank is
        empty, never 0. Text that a spreadsheet program would run is made harmless. ``say`` puts our own words into the
        language of a reader.
        """
        told = [(f"# {say(name)}: {' '.join(fact.split())}",) for name, fact in self.facts().items()]
        return table([*told, tuple(self.columns), *self.rows()])

    def xlsx(
        self,
        created: datetime | None = None,
        say: Callable[[str], str] = str,
        more: Mapping[str, Mapping[str, Sequence[Value]]] | None = None,
    ) -> bytes:
        """The table as a workbook: a sheet "Data" with the numbers, a sheet for each table of ``more``, by its title,
        and a sheet "About" with what they are.

        No cell holds a formula or a link; a blank stays empty. ``created`` is the time that its properties state,
        ``say`` puts our own words into the language of a reader.
        """
        from openpyxl import Workbook

        book = Workbook()
        del book["Sheet"]
        # Translators: the sheet with the numbers of a picture, and the one that says what they are.
        for title, columns in ({say(Sentence("Data")): self.columns} | dict(more or {})).items():
            _sheet(book.create_sheet(title), columns)
        about = book.create_sheet(say(Sentence("About")))
        about.column_dimensions["A"].width, about.column_dimensions["B"].width = 16, 100
        for down, (name, fact) in enumerate(self.facts().items(), start=1):
            put_text(about.cell(down, 1), say(name))
            style(about.cell(down, 1), ink=INK, bold=True, down="top")
            put_text(about.cell(down, 2), fact)
            style(about.cell(down, 2), ink=INK, wrap=True, down="top")
        return saved(book, self.title, say(Sentence("The numbers behind one picture")), created)


def _sheet(sheet: Worksheet, columns: Mapping[str, Sequence[Value]]) -> None:
    """One table with its heads, each column as wide as its longest cell up to a line of text, which is wrapped."""
    from openpyxl.utils import get_column_letter

    for place, (name, cells) in enumerate(columns.items(), start=1):
        head(sheet.cell(1, place), name, BAND)
        width = max(map(len, (name, *(cell if isinstance(cell, str) else "0" * 12 for cell in cells))))
        sheet.column_dimensions[get_column_letter(place)].width = min(max(width + 3, 12), WIDEST)
        for down, cell in enumerate(cells, start=2):
            if isinstance(cell, str):
                put_text(sheet.cell(down, place), cell)
                if len(cell) > WIDEST:
                    style(sheet.cell(down, place), ink=INK, wrap=True, down="top")
            elif cell is not None:
                put_number(sheet.cell(down, place), cell)
    sheet.freeze_panes = "B2"
