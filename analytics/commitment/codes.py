"""Why there is no verdict, as data: a code, the values behind it, and the words for both.

The verdict decides a reason once. Headline, next steps, lists of cities, slides, JSON and command line look it up here
and work none out again.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag
from typing import Any

from analytics.text.sentences import Sentence


class Code(IntFlag):
    """The code of a reason, one bit each, so that those of many cities fit into a column. The lowest leads: a title has
    room for one, and what comes later only matters once what stands before it is settled. Those from
    ``ENERGY_WITHOUT_EMISSIONS`` on are told by the single places of inventories. Those of ``BESIDE`` forbid no verdict
    and stand beside one."""

    NO_TARGET = 1
    NO_INVENTORY = 2
    ONE_SECTOR = 4
    TARGET_YEAR_ORDER = 8
    NO_BASELINE = 16
    OTHER_METHOD = 32
    NOT_AFTER_BASE_YEAR = 64
    BASELINE_NOT_ABOVE_ZERO = 128
    NO_LEVEL = 256
    PATH_NOT_ABOVE_ZERO = 512
    NO_TOTAL = 1024
    CO2_ALONE = 2048
    KEY_SECTORS_MISSING = 4096
    TOTAL_BESIDE_SECTORS = 8192
    GASES_DIFFER = 16384
    FACTORS_DIFFER = 32768
    WEIGHTS_DIFFER = 65536
    BOUNDARY_DIFFERS = 131072
    NO_INHABITANTS = 262144
    NO_GDP = 524288
    TOO_OLD = 1048576
    ENERGY_WITHOUT_EMISSIONS = 2097152
    INDUSTRY_DIFFERS = 4194304
    SECTOR_GASES_DIFFER = 8388608
    CONFIDENTIAL = 16777216
    PLACES_DIFFER = 33554432
    LEADS_NOWHERE = 67108864
    DROPPED = 134217728
    DIVIDED_IN_PART = 268435456
    VANISHED = 536870912
    SINKS = 1073741824
    EXCLUSIONS = 2147483648
    BASELINE_APART = 4294967296
    CORRECTED = 8589934592
    COPIED = 17179869184
    RESTS_ON = 34359738368
    BASELINE_RESTATED = 68719476736
    TOTALS_DISAGREE = 137438953472
    HEADS_IN_DOUBT = 274877906944
    BASELINE_UNCONFIRMED = 549755813888
    TARGET_EASED = 1099511627776
    ASKS_LITTLE = 2199023255552
    OTHER_TARGET = 4398046511104
    FACTORS_OF_ITS_OWN = 8796093022208
    TURNED_TOGETHER = 17592186044416
    TARGET_OVER = 35184372088832
    IMPLAUSIBLE = 70368744177664
    TAKEN_BACK = 140737488355328
    RELABELLED = 281474976710656
    YEAR_RESTATED = 562949953421312
    BELOW_ZERO = 1125899906842624
    UNCERTAINTIES_OF_ITS_OWN = 2251799813685248

    @property
    def word(self) -> str:
        """The code as JSON writes it: ``weights-differ``."""
        return (self.name or "").lower().replace("_", "-")


NAMES: dict[Code, Sentence] = {
    # Translators: a reason without a verdict, after a colon: "Turin cannot be assessed: no target on file".
    Code.NO_TARGET: Sentence("no target on file"),
    Code.NO_INVENTORY: Sentence("no inventory on file"),
    Code.NO_TARGET | Code.NO_INVENTORY: Sentence("no inventory and no target on file"),
    Code.ONE_SECTOR: Sentence("the target covers one sector only"),
    Code.TARGET_YEAR_ORDER: Sentence("the target year is not after the base year"),
    Code.NO_BASELINE: Sentence("no baseline on file"),
    Code.OTHER_METHOD: Sentence("target and inventory follow different methods"),
    Code.NOT_AFTER_BASE_YEAR: Sentence("no inventory by the target's method after the base year"),
    Code.BASELINE_NOT_ABOVE_ZERO: Sentence("the baseline is not above zero"),
    Code.NO_LEVEL: Sentence("the target states no level"),
    Code.PATH_NOT_ABOVE_ZERO: Sentence("a constant rate cannot lead to zero"),
    Code.NO_TOTAL: Sentence("the inventory gives no total of emissions"),
    Code.CO2_ALONE: Sentence("the inventory counts CO2 alone"),
    Code.KEY_SECTORS_MISSING: Sentence("key sectors are missing"),
    Code.TOTAL_BESIDE_SECTORS: Sentence("a total without sectors stands against a baseline by sector"),
    Code.ENERGY_WITHOUT_EMISSIONS: Sentence("emissions are missing for part of the energy"),
    Code.GASES_DIFFER: Sentence("one of the two years counts CO2 alone"),
    Code.FACTORS_DIFFER: Sentence("the two years were made with different emission factors"),
    Code.WEIGHTS_DIFFER: Sentence("the two years were made with different GWP sets or approaches"),
    Code.INDUSTRY_DIFFERS: Sentence("the two years count different parts of industry"),
    Code.BOUNDARY_DIFFERS: Sentence("the two years cover different sectors"),
    Code.NO_INHABITANTS: Sentence("inhabitants are missing"),
    Code.NO_GDP: Sentence("the GDP is not on file"),
    Code.SECTOR_GASES_DIFFER: Sentence("some sectors count CO2 alone in one of the two years"),
    Code.CONFIDENTIAL: Sentence("key sectors are confidential"),
    Code.PLACES_DIFFER: Sentence("part of one year has no figure in the other"),
    Code.LEADS_NOWHERE: Sentence("a figure is said to stand elsewhere and does not"),
    Code.DROPPED: Sentence("a row of the earlier year is gone"),
    Code.DIVIDED_IN_PART: Sentence("a sector is divided in part only"),
    Code.VANISHED: Sentence("a place all but vanished"),
    Code.SINKS: Sentence("the answer rests on the sinks of land use"),
    Code.EXCLUSIONS: Sentence("what the target leaves out cannot be applied"),
    Code.BASELINE_APART: Sentence("the declared baseline is far from the inventories"),
    Code.CORRECTED: Sentence("a correction made the newest year smaller"),
    Code.BELOW_ZERO: Sentence("a place is below zero in the newest year"),
    Code.COPIED: Sentence("the newest year was made from another one"),
    Code.BASELINE_RESTATED: Sentence("the baseline was changed"),
    Code.TOTALS_DISAGREE: Sentence("two totals of one year disagree"),
    Code.RESTS_ON: Sentence("the answer rests on single places"),
    Code.HEADS_IN_DOUBT: Sentence("the inhabitants are in doubt"),
    Code.BASELINE_UNCONFIRMED: Sentence("no inventory is near the declared baseline"),
    Code.TARGET_EASED: Sentence("a former target asked for more"),
    Code.ASKS_LITTLE: Sentence("the target asks for little"),
    Code.OTHER_TARGET: Sentence("another target on file asks for more"),
    Code.FACTORS_OF_ITS_OWN: Sentence("the answer rests on emission factors of the city's own"),
    Code.UNCERTAINTIES_OF_ITS_OWN: Sentence("how sure it is rests on uncertainties of the city's own"),
    Code.TURNED_TOGETHER: Sentence("changes of two years turned the answer together"),
    Code.IMPLAUSIBLE: Sentence("a total is not plausible for the inhabitants"),
    Code.TAKEN_BACK: Sentence("an inventory that found it behind was taken back"),
    Code.RELABELLED: Sentence("the figures of another method stand in the newest year"),
    Code.YEAR_RESTATED: Sentence("a year that decides was changed"),
    Code.TARGET_OVER: Sentence("the target year is over and has no inventory"),
    Code.TOO_OLD: Sentence("the newest inventory is too old"),
}
"""Each code in a few words, as a title or a list has room for."""
BESIDE = (
    Code.RESTS_ON
    | Code.BASELINE_RESTATED
    | Code.TOTALS_DISAGREE
    | Code.BASELINE_UNCONFIRMED
    | Code.TARGET_EASED
    | Code.ASKS_LITTLE
    | Code.OTHER_TARGET
    | Code.FACTORS_OF_ITS_OWN
    | Code.UNCERTAINTIES_OF_ITS_OWN
    | Code.TURNED_TOGETHER
    | Code.IMPLAUSIBLE
    | Code.YEAR_RESTATED
)
"""What forbids no verdict and stands beside one."""
_OF_THE_TARGET = (
    Code.NO_TARGET
    | Code.ONE_SECTOR
    | Code.TARGET_YEAR_ORDER
    | Code.NO_LEVEL
    | Code.PATH_NOT_ABOVE_ZERO
    | Code.EXCLUSIONS
    | Code.BASELINE_APART
)


class Reason(Sentence):
    """Why there is no verdict: the ``code`` of the rule, its values and its sentence in English, and the ``tonnes``
    that it is about where they are known."""

    __slots__ = ("code", "tonnes")

    code: Code
    tonnes: float | None

    def __new__(cls, code: Code, said: Sentence, tonnes: float | None = None) -> Reason:
        """The reason with this code, in the words and values of a sentence."""
        made = cls._made(said.template, said.many, said.number, said.values)
        assert isinstance(made, Reason)
        made.code, made.tonnes = code, tonnes
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.code, self.template, self.many, self.number, self.values, self.tonnes)

    @property
    def door(self) -> str:
        """The page on which it is settled: that of the targets, or that of the data."""
        return "plan" if self.code & _OF_THE_TARGET else "data"

    def as_dict(self) -> dict[str, Any]:
        """The reason with plain values, as JSON prints it."""
        return {"code": self.code.word, "sentence": str(self), "tonnes": self.tonnes, "door": self.door}


def _again(
    code: Code, template: str, many: str | None, number: float, values: dict[str, object], tonnes: float | None
) -> Reason:
    return Reason(code, Sentence._made(template, many, number, values), tonnes)


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
