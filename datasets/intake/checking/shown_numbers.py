"""Numbers that a workbook shows as something else than it holds: 0.05 as 5 %, 12345 as 12, 100 as 100 GWh."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analytics import units
from analytics.grouped import grouped
from analytics.text.numerals import FAULTS
from analytics.text.problems import Refused, ask, block, warn
from analytics.text.sentences import Sentence, quoted
from analytics.units import Unit
from datasets.intake.checking import checks
from datasets.intake.checking.account import Account
from datasets.intake.meaning import fuel_amounts
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from datasets.intake.readers.grid import STRUCK, UNSEEN

if TYPE_CHECKING:
    from datasets.intake.readers.grid import Shown

KEY, DIVIDED, AS_HELD, AS_SHOWN = "number-format", "shown-divided", "as-held", "as-shown"
"""The question on what a format writes beside numbers, that on numbers which it shows in thousands or millions, and the
answers that these count as their cells hold them, or as they are shown."""
_ALIKE = Sentence("a number and a unit that say the same in the cell and in its header")
_AS_HELD = Sentence(
    "Name the unit of the numbers in the header and give the cells a plain number format; or say that each number "
    "counts as its cell holds it, in the unit that is stated."
)
_LOST = {
    STRUCK: (
        Sentence("figures that no line is drawn through"),
        Sentence(
            "Say whether such figures are left out, or whether each number counts as its cell holds it; or delete what "
            "no longer counts."
        ),
    ),
    UNSEEN: (
        Sentence("figures that whoever opens the workbook can see"),
        Sentence(
            "Say whether such figures are left out, or whether each number counts as its cell holds it: their format "
            "or the colour of their font hides them."
        ),
    ),
}
"""What is expected and asked of figures that a workbook shows as withdrawn, or not at all."""
_PLAIN = Sentence("Give the amount in the unit of the column, and the cells a plain number format.")


class Formats:
    """The number formats of one column, and what is told of the cells that have one.

    ``numbers`` says where a number was read; ``stated`` gives the text of the unit that is stated for a row, "" where
    none is.
    """

    def __init__(
        self,
        column: str,
        shown: Sequence[Shown | None],
        texts: Callable[[int], str],
        numbers: np.ndarray,
        account: Account,
        asking: bool = False,
    ) -> None:
        """Gather the cells of each format; ``asking``: what is shown in thousands is asked about, else told."""
        self.divided = self.ask_divided if asking else self.warn_divided
        self.column, self.shown, self.texts, self.account, self.answers = column, shown, texts, account, account.answers
        listed = grouped((found, place) for place, found in enumerate(shown) if found is not None and numbers[place])
        self.groups: dict[Shown, np.ndarray] = {found: np.array(held) for found, held in listed.items()}

    def words(self, place: int) -> str:
        """What a cell holds, and how the workbook shows it."""
        found, held = self.shown[place], self.texts(place)
        if found is not None and found.text.startswith(UNSEEN):
            return Sentence("{text}, which the workbook does not show", text=quoted(held))
        shown = held if found is None else found.written(held)
        return Sentence("{text}, which the workbook shows as {shown}", text=quoted(held), shown=shown)

    def refuse_percent(self) -> None:
        """Refuse each number that is shown as a percentage, as its text would be."""
        expected = FAULTS["percent"].expected
        for places in (places for found, places in self.groups.items() if found.percent):
            self.account.add(block("value-percent", "", expected, _PLAIN, column=self.column), places, self.words)

    def warn_divided(self, found: Shown, places: np.ndarray) -> None:
        """Say once that numbers are taken as they are held, where they are shown in thousands or millions."""
        self.account.add(
            warn(
                "value-divided",
                Sentence(
                    "{text}, which the workbook shows divided by {number:,}",
                    text=quoted(self.texts(int(places[0]))),
                    number=found.divided,
                ),
                "numbers that are shown as they are held",
                "The number that the cell holds was taken; check that it is in the unit stated.",
                column=self.column,
            ),
            places,
        )

    def ask_divided(self, found: Shown, places: np.ndarray) -> None:
        """Ask whether numbers that are shown in thousands or millions count as they are held, or as they are shown."""
        if self.answers.get(DIVIDED) in CHOICES[DIVIDED]:
            return
        held = self.texts(int(places[0]))
        self.account.add(
            ask(
                "value-divided",
                Sentence(
                    "{text}, which the workbook shows as {shown}", text=quoted(held), shown=quoted(found.amount(held))
                ),
                "numbers that are shown as they are held",
                "Say which of the two numbers is in the unit that is stated.",
                column=self.column,
                key=DIVIDED,
                choices=CHOICES[DIVIDED],
            ),
            places,
        )

    def units(self, stated: Callable[[int], str], header: Unit | None) -> dict[int, str]:
        """The units that formats write and that nothing else says, by the positions of their cells. A text that is no
        unit, and a unit that fits neither the number nor what is stated, are asked about."""
        inside: dict[int, str] = {}
        for found, places in self.groups.items():
            if found.percent:
                continue
            lost = next((said for start, said in _LOST.items() if found.text.startswith(start)), None)
            if lost is not None:
                self._ask(places, *lost)
                continue
            try:
                own = _own(found, self.answers)
            except Refused:  # it is asked about or refused where units are read
                inside |= dict.fromkeys(places.tolist(), found.text)
                continue
            if own is None and found.divided > 1:
                self.divided(found, places)  # "k" behind a number in thousands says no more than that
            elif own is None:
                self._ask(places)
            else:
                inside |= self._units(found, own, places, stated, header)
        return inside

    def _units(
        self, found: Shown, own: Unit, places: np.ndarray, stated: Callable[[int], str], header: Unit | None
    ) -> dict[int, str]:
        words = [stated(int(place)) for place in places]
        inside: dict[int, str] = {}
        for word in dict.fromkeys(words):
            beside = self._stated(word) if word else header
            if beside is not None and agrees(own, found.divided, beside):
                continue
            mine = places[[each == word for each in words]]
            if found.divided > 1:
                self._ask(mine)
            else:
                inside |= dict.fromkeys(mine.tolist(), found.text)
        return inside

    def _stated(self, word: str) -> Unit | None:
        try:
            return checks.known(word, self.answers)
        except Refused:  # told where the units of the column are read
            return None

    def _ask(self, places: np.ndarray, expected: Sentence = _ALIKE, fix: Sentence = _AS_HELD) -> None:
        if self.answers.get(KEY) != AS_HELD:
            found, choices = self.words(int(places[0])), CHOICES[KEY]
            asked = ask("value-shown", found, expected, fix, column=self.column, key=KEY, choices=choices)
            left = {LEAVE_OUT: Sentence("The figures were left out, as answered.")}
            self.account.settle(asked, places, left)


def as_shown(texts: Sequence[str], shown: Sequence[Shown | None], answers: Mapping[str, str]) -> list[str]:
    """The texts of a column, those of numbers that a format shows in thousands, without a unit, as it shows them."""

    def divided(found: Shown) -> bool:
        try:
            return found.divided > 1 and _own(found, answers) is None
        except Refused:
            return False

    fitting = {found for found in set(shown) if found is not None and divided(found)}
    pairs = zip(texts, shown, strict=True)
    return [found.amount(text) if found in fitting else text for text, found in pairs]


def _own(found: Shown, answers: Mapping[str, str]) -> Unit | None:
    """The unit that a format writes; None where it writes none. Raises Refused for one that is asked about."""
    try:
        return checks.known(found.text, answers) if found.text else None
    except Refused as refusal:
        if refusal.problems[0].code != "unit-unknown":
            raise
        return None


def agrees(own: Unit, divided: int, stated: Unit) -> bool:
    """Whether a number that is shown ``divided`` and with the unit ``own`` is the same amount as the number itself in
    the unit that is stated. "t" agrees with tonnes of whatever gas."""
    if own == stated or fuel_amounts.FUEL in (own.kind, stated.kind):
        return own == stated and divided == 1
    if own.quantity == units.MASS and stated.kind == "emissions":
        stated = units.UNITS[stated.name.partition(" ")[0]]
    try:
        return bool(np.isclose(units.factor(own, stated), divided, rtol=1e-9))
    except Refused:
        return False
