"""What an entry of the register is, how well it can be sourced, and the sources that many entries share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analytics.sentences import Sentence

Mark = Literal["V", "V2", "M", "R"]

MARKS: dict[Mark, str] = {
    "V": Sentence("read in the source"),
    "V2": Sentence("read in a second-hand transcription"),
    "M": Sentence("from memory, not yet confirmed"),
    "R": Sentence("our own rule"),
}
"""How well a statement is sourced. [M] has to be confirmed against the document before it is called official."""

GPC = "Global Protocol for Community-Scale Greenhouse Gas Inventories (GPC) v1.1"
CRF = "GCoM Common Reporting Framework"
JRC_APPROACH = "JRC, The Covenant of Mayors approach on building emission inventories (EDGAR pages)"
GUIDEBOOK = "JRC, SEAP Guidebook Part 2 (2010)"
IPCC = "IPCC 2006 Guidelines, Vol. 2"
IPCC_WASTE = "IPCC 2006 Guidelines, Vol. 5"
OURS = Sentence("This program")


@dataclass(frozen=True)
class Formula:
    """One formula or rule. ``text`` is the formula, ``units`` explains its letters, ``source`` says where it is from.

    ``function`` is the dotted name of the code that applies it, ``also`` what else of the code it stands for.
    ``remark`` is what a reader should know beside it. Of a rule without units ``units`` says its conditions, which
    ``conditional`` tells.
    """

    group: str
    name: str
    text: str
    units: str
    source: str
    mark: Mark
    function: str
    remark: str = ""
    also: tuple[str, ...] = ()
    conditional: bool = False

    @property
    def functions(self) -> tuple[str, ...]:
        """Every function that this entry stands for."""
        return (self.function, *self.also)
