"""Why a cell is no number, in words."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.text.problems import Severity
from analytics.text.sentences import Sentence


@dataclass(frozen=True)
class Fault:
    """Why a cell is no number, in the words of a Problem: how grave, what was expected, what to do."""

    severity: Severity
    expected: str
    fix: str


_NUMBER = Sentence("a number, or one of the notation keys NO, NE, IE and C")
FAULTS: dict[str, Fault] = {
    "blank": Fault("block", _NUMBER, Sentence("Fill in the figure, or say with a notation key why there is none.")),
    "text": Fault("block", _NUMBER, Sentence("Replace the text by a number or a notation key.")),
    "dash": Fault("block", _NUMBER, Sentence("A dash may mean zero or unknown: write 0, or a notation key.")),
    "not-available": Fault("ask", _NUMBER, Sentence("Say why there is no figure, or leave the cell out.")),
    "missing-number": Fault(
        "ask",
        _NUMBER,
        Sentence("Programs write such numbers for missing figures: say why there is none, or that this is the figure."),
    ),
    "parentheses": Fault(
        "ask", Sentence("a plain number"), Sentence("Say whether brackets mean a negative number in this file.")
    ),
    "trailing-minus": Fault(
        "ask",
        Sentence("a plain number"),
        Sentence("Say whether a minus behind a number makes it negative in this file."),
    ),
    "marked": Fault(
        "ask",
        Sentence("a number alone"),
        Sentence("Say whether the marks and remarks beside numbers are left out."),
    ),
    "unseen": Fault(
        "block",
        Sentence("a number without hidden characters in it"),
        Sentence("Delete the cell and type the number again."),
    ),
    "unit-in-cell": Fault(
        "ask", Sentence("a number alone"), Sentence("Move the unit to the unit column or the header.")
    ),
    "percent": Fault(
        "block", Sentence("an amount, not a percentage"), Sentence("Give the amount in the unit of the column.")
    ),
    "date": Fault(
        "block",
        Sentence("a number, not a date"),
        Sentence("A spreadsheet may have turned 1.2 into 1 February: type it again."),
    ),
    "formula": Fault(
        "block",
        Sentence("a number, not a formula"),
        Sentence("Open the workbook, let it calculate, save and upload it again."),
    ),
    "error": Fault(
        "block",
        Sentence("a number, not a spreadsheet error"),
        Sentence("Repair the formula in the workbook and save it."),
    ),
    "out-of-range": Fault("block", Sentence("a finite number"), Sentence("Correct the figure.")),
    "digits": Fault("block", Sentence("the digits 0 to 9"), Sentence("Type the number again with plain digits.")),
    "multiple": Fault(
        "ask", Sentence("a number alone"), Sentence("Say whether the word behind the number multiplies it.")
    ),
    "grouping": Fault(
        "block",
        Sentence("thousands in groups of three, one decimal mark"),
        Sentence("Type the number without grouping."),
    ),
    "style": Fault(
        "block",
        Sentence("the decimal style of the rest of the file"),
        Sentence("Type the number in the style of the file."),
    ),
}
