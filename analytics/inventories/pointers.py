"""Where "included elsewhere" (IE) points, and whether a number stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from analytics.formula import KEYS, formula
from analytics.inventories.cells import Cell
from analytics.inventories.parents import PARTS
from analytics.text.lexicon import lexicon
from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, SECTOR_GROUPS, SECTORS

REFERENCE = re.compile(r"\b(VI|V|IV|I{1,3})((?:\.[1-9]){1,2})(?![\d.]*\d)")
_NUMBERS = lexicon("numbers")
_INCLUDED = _NUMBERS.one_of("included", gap=r"\s+")
_IN = f"(?:{_NUMBERS.one_of('included in')}|{_NUMBERS.one_of('included elsewhere')})"
LEAD = re.compile(rf"^\W*(?:IE\b\W*)?(?:{_INCLUDED}\b\W*)*(?:{_IN}\b\W*)*", re.IGNORECASE)

NAMELESS = Sentence("IE that names no place")

Named = Callable[[str], str | None]
"""The sector code of a name, such as one in another language; None where it is no sector."""


class Pointer(NamedTuple):
    """One cell with the key IE. ``place`` is whatever the caller finds it by, ``inventory`` what it belongs to."""

    place: int
    inventory: Hashable
    text: str


class Filled(NamedTuple):
    """A place of an inventory that holds a number."""

    sector: str
    gpc_ref: str | None


class PointedPlace(NamedTuple):
    """What an IE names: GPC references (or the beginnings of some), or sectors; ``words`` as they were written."""

    words: str
    references: tuple[str, ...] = ()
    sectors: frozenset[str] = frozenset()

    def filled(self, numbers: Iterable[Filled]) -> bool:
        """Whether one of the places that it names holds a number."""
        return any(
            number.sector in self.sectors
            or any(f"{number.gpc_ref}.".startswith(f"{reference}.") for reference in self.references)
            for number in numbers
        )


def _names() -> list[tuple[str, frozenset[str]]]:
    """Every name of a sector and of a group of sectors, the longest first, so that "road transport" is not "transport".

    The name of a group means all its sectors.
    """
    found: dict[str, set[str]] = {}
    for code, sector in SECTORS.items():
        for name in (code.replace("_", " "), sector.name):
            found.setdefault(name.casefold(), set()).add(code)
    for group in SECTOR_GROUPS:
        found.setdefault(group.casefold(), set()).update(
            code for code, sector in SECTORS.items() if sector.group == group
        )
    return sorted(((name, frozenset(codes)) for name, codes in found.items()), key=lambda item: -len(item[0]))


NAMES = _names()


def target(text: str, named: Named | None = None) -> PointedPlace | None:
    """What the text of an IE cell names: "IE (II.1.1)", "included in transport". None where it names no place.

    ``named`` knows further names of sectors, such as those of other languages.
    """
    references = tuple(dict.fromkeys(match.group() for match in REFERENCE.finditer(text)))
    known = tuple(ref for ref in references if any(f"{whole}.".startswith(f"{ref}.") for whole in GPC_REFERENCES))
    if references:
        return PointedPlace(", ".join(references), known)
    words = LEAD.sub("", text).strip(" .;:,()[]\"'")
    if not words:
        return None
    code = named(words) if named else None
    if code is not None:
        return PointedPlace(words, sectors=frozenset({code, *PARTS.get(code, ())}))
    sectors = sectors_in(words)
    return PointedPlace(words, sectors=sectors) if sectors else None


def sectors_in(text: str) -> frozenset[str]:
    """The sectors that a text names, by our own names of them and of their groups."""
    sectors: set[str] = set()
    rest = text.casefold()
    for name, codes in NAMES:
        shorter = re.sub(rf"\b{re.escape(name)}(?!\w)", " ", rest)
        if shorter != rest:
            sectors |= codes
            rest = shorter
    return frozenset(sectors)


def without_target(
    pointers: Sequence[Pointer], numbers: Iterable[tuple[Hashable, Filled]], named: Named | None = None
) -> list[tuple[int, Problem]]:
    """A warning (ie-without-target) for each IE that names a place of its inventory where no number stands.

    ``numbers`` are the places with a number by inventory. An IE that names no place gives none: it cannot be checked.
    Source: GPC v1.1 and GCoM Common Reporting Framework, notation keys; that the row it names must hold a number is
    what makes an IE count as complete.
    """
    filled: dict[Hashable, set[Filled]] = {}
    for inventory, number in numbers:
        filled.setdefault(inventory, set()).add(number)
    found = []
    for pointer in pointers:
        aim = target(pointer.text, named)
        if aim is not None and not aim.filled(filled.get(pointer.inventory, ())):
            problem = warn(
                "ie-without-target",
                Sentence("IE that points to {place}, which has no number", place=aim.words),
                "a row that holds the figure",
                "Name the row that holds it, or write NE if nobody estimated it.",
                column="notation_key",
            )
            found.append((pointer.place, problem))
    return found


def filled(cells: Iterable[Cell]) -> frozenset[Filled]:
    """The places of cells that hold a number."""
    return frozenset(Filled(cell.sector, cell.gpc_ref) for cell in cells if cell.amount is not None)


@formula(
    name="Included elsewhere",
    text=Sentence("IE counts where the row that it names holds a number"),
    units="no figure: an IE adds nothing to a total",
    source=KEYS,
    mark="V",
    remark="An IE in a circle, or one that leads to NE, is named.",
    conditional=True,
)
def worth(text: str | None, numbers: Collection[Filled]) -> str:
    """What an IE is worth: "IE" where its target holds a number, else why it leaves its place open.

    Source: GPC and GCoM notation keys; that it must be followed to a number is our reading [R].
    """
    aim = named_by(text)
    if aim is None:
        return NAMELESS
    return "IE" if aim.filled(numbers) else Sentence("IE to {place}, which has no number", place=aim.words)


def leads(cell: Cell, numbers: Collection[Filled]) -> bool:
    """Whether an IE leads to a number: in the place that it names; where it names none, in a place next to its own.

    Next are the references of its sub-sector and all sectors of its group, and a sector that holds its own (all
    buildings hold the municipal ones). Source: our own rule [R].
    """
    if named_by(cell.text) is not None:
        return worth(cell.text, numbers) == "IE"
    beside = near(cell.sector)
    return any(number.sector in beside for number in numbers)


def near(sector: str) -> frozenset[str]:
    """The sectors next to one: those of its group, those that hold it, and for a municipal one the offices."""
    group = SECTORS[sector].group
    found = {code for code, other in SECTORS.items() if other.group == group}
    found |= {parent for parent, parts in PARTS.items() if sector in parts and parent != "total"}
    found |= {"tertiary", "commercial_institutional"} if group == "Municipal" else set()
    return frozenset(found)


@cache
def named_by(text: str | None) -> PointedPlace | None:
    """What the text of an IE cell names, by the names of our own vocabulary; see ``target``."""
    return target(text or "")
