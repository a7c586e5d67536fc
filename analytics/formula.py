"""What a formula of the method says of itself; it hangs on the function that applies it, which stays a plain one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, ParamSpec, Protocol, TypeVar, cast

from analytics.text.sentences import Sentence, sentences, spoken

Mark = Literal["V", "V2", "M", "R"]

MARKS: dict[Mark, str] = sentences(
    {
        "V": "read in the source",
        "V2": "read in a second-hand transcription",
        "M": "from memory, not yet confirmed",
        "R": "our own rule",
    }
)
"""How well a statement is sourced. [M] has to be confirmed against the document before it is called official."""

GPC = "Global Protocol for Community-Scale Greenhouse Gas Inventories (GPC) v1.1"
CRF = "GCoM Common Reporting Framework"
JRC_APPROACH = "JRC, The Covenant of Mayors approach on building emission inventories (EDGAR pages)"
GUIDEBOOK = "JRC, SEAP Guidebook Part 2 (2010)"
IPCC = "IPCC 2006 Guidelines, Vol. 2"
IPCC_WASTE = "IPCC 2006 Guidelines, Vol. 5"
KEYS = "GPC and GCoM notation keys, as quoted by the Open Risk Manual"
TARGET_TYPES = f"{CRF}, target types; the formula is our own reading"
OURS = Sentence("This program")
NOT_IN_USE = Sentence("Not in use yet: no page and no command applies it.")

Given = ParamSpec("Given")
Found = TypeVar("Found", covariant=True)


@dataclass(frozen=True)
class Formula:
    """One formula or rule. ``text`` is the formula, ``units`` explains its letters, ``source`` says where it is from.

    ``function`` is the dotted name of the code that applies it, ``also`` what else of the code it stands for.
    ``remark`` is what a reader should know beside it. Of a rule without units ``units`` says its conditions, which
    ``conditional`` tells. ``in_use`` is False where no page and no command applies it yet.
    """

    name: str
    text: str
    units: str
    source: str
    mark: Mark
    function: str
    remark: str = ""
    also: tuple[str, ...] = ()
    conditional: bool = False
    in_use: bool = True

    def __post_init__(self) -> None:
        spoken(self, "name", "units", "remark")

    @property
    def functions(self) -> tuple[str, ...]:
        """Every function that this formula stands for."""
        return (self.function, *self.also)


class SaysOfItself(Protocol[Given, Found]):
    """A function with its ``formula``. It is called as before, on numbers, columns and quantities alike."""

    formula: Formula

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Found:
        """What the formula gives."""
        ...


def formula(
    *,
    name: str,
    text: str,
    units: str,
    source: str,
    mark: Mark,
    remark: str = "",
    also: tuple[str, ...] = (),
    conditional: bool = False,
    in_use: bool = True,
) -> Callable[[Callable[Given, Found]], SaysOfItself[Given, Found]]:
    """Hang a formula on the function that applies it. That function itself is given back, so a call costs no more."""

    def state(function: Callable[Given, Found]) -> SaysOfItself[Given, Found]:
        stated = cast("SaysOfItself[Given, Found]", function)
        place = f"{function.__module__}.{function.__qualname__}"
        stated.formula = Formula(name, text, units, source, mark, place, remark, also, conditional, in_use)
        return stated

    return state
