"""The places of two inventories with their errors: what Approach 1 carries and Approach 2 draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.inventories.missing import NOWHERE, Spot, Spots
from analytics.uncertainty.errors import ErrorPart, Errors, Interval, KnownError, of_parts, rounding
from analytics.uncertainty.widths import Width, Widths

DECLARED, ROUNDED = "declared|total", "declared|rounding"


@dataclass(frozen=True)
class Compared:
    """A base year and a later year with the errors behind both, in t. ``spots`` are the places in the order of
    ``parts``, None for a baseline that is declared; ``widths`` what is known of the errors by their names."""

    parts: tuple[ErrorPart, ...]
    spots: tuple[Spot | None, ...]
    known: Mapping[str, KnownError]
    widths: Mapping[str, Width]
    errors: Errors
    names: tuple[str, ...]

    @property
    def base_t(self) -> float:
        """The total of the base year in t. Source: the sum of its places."""
        return float(sum(part.base_t for part in self.parts))

    @property
    def year_t(self) -> float:
        """The total of the later year in t. Source: the sum of its places."""
        return float(sum(part.year_t for part in self.parts))


def compared(
    widths: Widths, base: Spots | None, base_year: int, then: Spots, year: int, declared_t: float | None = None
) -> Compared:
    """Two years with their errors. Where the target declares its baseline (``declared_t``, in t), that figure is a
    total without sectors, and rounded. Source: our own rule [R]."""
    parts: list[ErrorPart] = []
    spots: list[Spot | None] = []
    known: dict[str, KnownError] = {}
    of_name: dict[str, Width] = {}
    if declared_t is not None:
        total = widths.total
        half = float(rounding(declared_t)) / abs(declared_t) if declared_t else 0.0
        for name, interval in ((DECLARED, total.interval), (ROUNDED, Interval(half, half))):
            known[name] = KnownError(interval, alike=False)
            of_name[name] = Width(name, "emissions", interval, False, "default", total.quantity, total.source)
        parts.append(ErrorPart(declared_t, 0.0, ROUNDED, DECLARED))
        spots.append(None)
    first = base if base is not None and declared_t is None else NOWHERE
    for spot in dict.fromkeys((*first.tonnes, *then.tonnes)):
        before_t, now_t = first.tonnes.get(spot, 0.0), then.tonnes.get(spot, 0.0)
        before, now = widths.of(spot, base_year), widths.of(spot, year)
        for width in (*(before if before_t else ()), *(now if now_t else ())):
            of_name[width.name] = width
            known[width.name] = _wider(known.get(width.name), width)
        if _names(before) == _names(now):
            parts.append(ErrorPart(before_t, now_t, *_names(now)))
            spots.append(spot)
            continue
        for tonnes, of_year in (((before_t, 0.0), before), ((0.0, now_t), now)):
            parts.append(ErrorPart(*tonnes, *_names(of_year)))
            spots.append(spot)
    held = [(part, spot) for part, spot in zip(parts, spots, strict=True) if part.base_t or part.year_t]
    parts, spots = [part for part, _ in held], [spot for _, spot in held]
    errors, names = of_parts(parts, known)
    return Compared(tuple(parts), tuple(spots), known, of_name, errors, names)


def _names(widths: Sequence[Width]) -> tuple[str | None, str | None]:
    """The names of the errors of activity data and of the factor, or of the emissions where these are not apart."""
    by_part = {width.part: width.name for width in widths}
    return by_part.get("activity"), by_part.get("factor") or by_part.get("emissions")


def _wider(known: KnownError | None, width: Width) -> KnownError:
    """What is known of an error, as wide as its widest statement."""
    if known is None:
        return KnownError(width.interval, width.alike)
    sides = zip(known.interval, width.interval, strict=True)
    return KnownError(Interval(*(max(side) for side in sides)), known.alike and width.alike)
