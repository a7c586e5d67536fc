"""The unit of a row beside which its gas stands in a column of its own: "t" and "CH4" are tonnes of methane."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from analytics.units import Unit
from analytics.vocabulary import Quantity
from datasets.intake.checking import checks
from datasets.intake.checking.account import CellWords, Coded
from datasets.intake.checking.duplicates import meanings
from datasets.intake.meaning.gas_names import gas_of
from datasets.intake.readers.encoding import quoted

Beside = tuple[str, str]
"""The words of a row for its unit and its gas; the second is blank where the file has no such column."""


def unit(answers: Mapping[str, str], header: Unit | None, column: str | None) -> Callable[[Beside], Unit]:
    """Unit and gas of a row -> Unit. What a plain mass weighed is what its row says, before any answer for the file; a
    unit of another gas is refused, and so is a gas that is kept nowhere. ``column`` is that of the gases."""
    without = checks.unit(answers, header)

    def resolve(beside: Beside) -> Unit:
        word, named = beside
        gas = gas_of(named) if named else None
        if not named:
            own: Unit = without(word)
            return own
        if gas is None:
            raise Refused(
                Problem(
                    "block",
                    "gas-unknown",
                    quoted(named),
                    Sentence("CO2e, CO2, CH4 or N2O"),
                    Sentence("Correct the gas, or bring the row in CO2e."),
                    column=column,
                )
            )
        found: Unit = checks.unit({**answers, "gas": gas}, header)(word)
        if found.kind == "emissions" and found.quantity not in (Quantity.CO2E, gas.lower()):
            raise Refused(
                Problem(
                    "block",
                    "unit-conflict",
                    Sentence("{unit} beside the gas {gas}", unit=quoted(found.symbol), gas=named),
                    Sentence("a unit of the same gas"),
                    Sentence("Correct the gas or the unit."),
                )
            )
        return found

    return resolve


def parts(named: CellWords) -> np.ndarray:
    """A number for the gas of each row, by which rows of one place in CO2e are parts that add up; the same for all
    where CO2e itself is among them, which may be their sum."""
    gases = [gas_of(word) for word in named.words]
    return meanings(Coded(named.codes, [None] * len(gases) if "CO2e" in gases else gases))
