"""Why there is no verdict, as data: a code, the values behind it, and the words for both.

The verdict decides a reason once. Headline, next steps, lists of cities, slides, JSON and command line look it up here
and work none out again.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag
from typing import Any, NamedTuple

from analytics.inventories.spots import Spot
from analytics.text.sentences import Sentence


class Code(IntFlag):
    """The code of a reason, one bit each, so that those of many cities fit into a column. The lowest leads: a title has
    room for one, and what comes later only matters once what stands before it is settled. Those of ``BESIDE`` forbid no
    verdict and stand beside one."""

    NO_TARGET = 1
    NO_INVENTORY = 2
    PART = 4
    NO_PATH = 8
    NO_BASELINE = 16
    OTHER_METHOD = 32
    NOT_AFTER_BASE_YEAR = 64
    NO_TOTAL = 128
    OTHER_GAS = 256
    FACTORS_DIFFER = 512
    NO_INHABITANTS = 1024
    NO_GDP = 2048
    TOO_OLD = 4096
    TARGET_OVER = 8192
    UNSETTLED = 16384
    BASE_LACKS = 32768
    HEADS_IN_DOUBT = 65536
    BASELINE_UNCONFIRMED = 131072
    ASKS_LITTLE = 262144
    OTHER_TARGET = 524288
    FACTORS_OF_ITS_OWN = 1048576
    UNCERTAINTIES_OF_ITS_OWN = 2097152

    @property
    def word(self) -> str:
        """The code as JSON writes it: ``weights-differ``."""
        return (self.name or "").lower().replace("_", "-")


NAMES: dict[Code, Sentence] = {
    # Translators: a reason without a verdict, after a colon: "Turin cannot be assessed: no target".
    Code.NO_TARGET: Sentence("no target"),
    Code.NO_INVENTORY: Sentence("no inventory"),
    Code.NO_TARGET | Code.NO_INVENTORY: Sentence("no inventory and no target"),
    Code.PART: Sentence("the target covers a part that the inventories do not tell apart"),
    Code.NO_PATH: Sentence("the target has no path"),
    Code.NO_BASELINE: Sentence("no baseline"),
    Code.OTHER_METHOD: Sentence("target and inventories follow different methods"),
    Code.NOT_AFTER_BASE_YEAR: Sentence("no inventory by the target's method after the base year"),
    Code.NO_TOTAL: Sentence("the inventory gives no total of emissions"),
    Code.OTHER_GAS: Sentence("one of the two years counts CO2 alone"),
    Code.FACTORS_DIFFER: Sentence("the two years were made with different emission factors"),
    Code.NO_INHABITANTS: Sentence("inhabitants are missing"),
    Code.NO_GDP: Sentence("the GDP is missing"),
    Code.TOO_OLD: Sentence("the newest inventory is too old"),
    Code.TARGET_OVER: Sentence("the target year is over and has no inventory"),
    Code.UNSETTLED: Sentence("some figures may be wrong, and could turn the answer"),
    Code.BASE_LACKS: Sentence("the base year lacks what the newest year counts"),
    Code.HEADS_IN_DOUBT: Sentence("the inhabitants are in doubt"),
    Code.BASELINE_UNCONFIRMED: Sentence("no inventory is near the declared baseline"),
    Code.ASKS_LITTLE: Sentence("the target asks for little"),
    Code.OTHER_TARGET: Sentence("another target asks for more"),
    Code.FACTORS_OF_ITS_OWN: Sentence("the city's own emission factors make the answer"),
    Code.UNCERTAINTIES_OF_ITS_OWN: Sentence("the city's own uncertainties make it so sure"),
}
"""Each code in a few words, as a title or a list has room for."""
BESIDE = (
    Code.BASELINE_UNCONFIRMED
    | Code.ASKS_LITTLE
    | Code.OTHER_TARGET
    | Code.FACTORS_OF_ITS_OWN
    | Code.UNCERTAINTIES_OF_ITS_OWN
)
"""What forbids no verdict and stands beside one."""
_OF_THE_TARGET = Code.NO_TARGET | Code.PART | Code.NO_PATH


class OpenPlace(NamedTuple):
    """A place of the inventory of a year that asks for a figure or a reason, without its scope and gas, and the tonnes
    that are open with it; None where nobody can tell them. It is the field that a reason leads to."""

    year: int
    spot: Spot
    tonnes: float | None

    @property
    def place(self) -> str:
        """What an explanation calls it: its GPC reference, its sector, or ``PEOPLE``."""
        return self.spot.gpc_ref or self.spot.sector


class Reason(Sentence):
    """Why there is no verdict: the ``code`` of the rule, its values and its sentence in English, the ``tonnes`` that it
    is about where they are known, the place and year that it speaks of (``at``, the field to open on the page that
    ``door`` names), and what would settle it (``fix``)."""

    __slots__ = ("at", "code", "fix", "tonnes")

    code: Code
    tonnes: float | None
    at: OpenPlace | None
    fix: Sentence | None

    def __new__(
        cls,
        code: Code,
        said: Sentence,
        tonnes: float | None = None,
        at: OpenPlace | None = None,
        fix: Sentence | None = None,
    ) -> Reason:
        """The reason with this code, in the words and values of a sentence."""
        made = cls._made(said.template, said.many, said.number, said.values)
        assert isinstance(made, Reason)
        made.code, made.tonnes, made.at, made.fix = code, tonnes, at, fix
        return made

    def __reduce__(self) -> tuple[object, ...]:
        said = (self.template, self.many, self.number, self.values)
        return _again, (self.code, *said, self.tonnes, self.at, self.fix)

    @property
    def door(self) -> str:
        """The page on which it is settled: that of the targets, or that of the data."""
        return "plan" if self.code & _OF_THE_TARGET else "data"

    def as_dict(self) -> dict[str, Any]:
        """The reason with plain values, as JSON prints it."""
        field = self.at and {"year": self.at.year, "place": self.at.place, "carrier": self.at.spot.carrier}
        said = {"code": self.code.word, "sentence": str(self), "tonnes": self.tonnes, "door": self.door}
        return {**said, "field": field, "fix": self.fix and str(self.fix)}


def _again(
    code: Code,
    template: str,
    many: str | None,
    number: float,
    values: dict[str, object],
    tonnes: float | None,
    at: OpenPlace | None,
    fix: Sentence | None,
) -> Reason:
    return Reason(code, Sentence._made(template, many, number, values), tonnes, at, fix)


def ordered(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons in the order of their codes, the one that leads first."""
    return tuple(sorted(reasons, key=lambda reason: reason.code))


def codes(reasons: Iterable[Reason]) -> Code:
    """The codes of several reasons in one; none of them is 0."""
    found = Code(0)
    for reason in reasons:
        found |= reason.code
    return found


def name(found: int) -> Sentence:
    """The leading one of several codes in a few words. Raises KeyError for 0, which is no reason."""
    nothing = Code.NO_TARGET | Code.NO_INVENTORY
    return NAMES[nothing if Code(found) & nothing == nothing else Code(found & -found)]
