"""The mistakes that an implied factor can give away, and what a finding says of each: what is off, and its repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analytics.detection.figure_repairs import FigureRepair
from analytics.detection.places import EMISSIONS, ENERGY, Places, figure, listed
from analytics.text.sentences import Sentence, joined

SHORT_TON = 0.90718474  # t, NIST SP 811


class Mistake(NamedTuple):
    """A mistake by what it does to the implied factor: ``ratio`` times the right one. ``column`` is to be corrected.
    ``carrier`` is the other carrier whose factor it has."""

    ratio: float
    code: str
    column: str
    cause: str
    repair: str
    carrier: str = ""

    @property
    def mends(self) -> FigureRepair | None:
        """What undoes it, where that is sure enough to be offered: of a slip the ratio, else the other carrier."""
        if self.carrier:
            return FigureRepair(self.column, carrier=self.carrier)
        if self.code == "exchanged":
            return FigureRepair(self.column, columns=True)
        if self.code == "unit-slip":
            return FigureRepair(self.column, self.ratio if self.column == ENERGY else 1 / self.ratio)
        return None


SLIPS = (
    Mistake(
        1e3,
        "unit-slip",
        EMISSIONS,
        Sentence("emissions in kg, or energy in GWh"),
        Sentence("Divide the emissions by 1000."),
    ),
    Mistake(
        1e-3, "unit-slip", ENERGY, Sentence("energy in kWh, or emissions in kt"), Sentence("Divide the energy by 1000.")
    ),
    Mistake(1 / 3.6, "unit-slip", ENERGY, Sentence("energy in GJ"), Sentence("Divide the energy by 3.6.")),
    Mistake(
        3.6,
        "unit-slip",
        ENERGY,
        Sentence("energy divided by 3.6 once too often"),
        Sentence("Multiply the energy by 3.6."),
    ),
    Mistake(11.63, "unit-slip", ENERGY, Sentence("energy in toe"), Sentence("Multiply the energy by 11.63.")),
    Mistake(
        1 / 11.63,
        "unit-slip",
        ENERGY,
        Sentence("energy multiplied by 11.63 once too often"),
        Sentence("Divide the energy by 11.63."),
    ),
    Mistake(
        1 / SHORT_TON,
        "unit-slip",
        EMISSIONS,
        Sentence("emissions in short tons"),
        Sentence("Multiply the emissions by 0.907185."),
    ),
    Mistake(
        SHORT_TON,
        "unit-slip",
        EMISSIONS,
        Sentence("emissions converted from short tons twice"),
        Sentence("Divide the emissions by 0.907185."),
    ),
)
ENERGY_IN_GWH = Mistake(1e3, "unit-slip", ENERGY, Sentence("energy in GWh"), Sentence("Multiply the energy by 1000."))
SWAPPED = Sentence("energy and emissions that changed places")
CHECK_BOTH = Sentence("Check unit, carrier and both figures.")
EXCHANGE = Sentence("Exchange the energy and the emissions.")


@dataclass(frozen=True)
class Hit:
    """A mistake found in ``members``, with the figures as its repair would leave them. ``stake`` is in t."""

    code: str
    members: np.ndarray
    column: str
    stake: float
    message: str
    repair: str
    repaired: Mapping[str, np.ndarray]
    mends: FigureRepair | None = None


@dataclass
class Held:
    """What each place is held against: ``factor`` in t/MWh, whether it is ``sharp`` (own or stated), and the range.

    ``clusters`` holds the places of one carrier that agree, ``words`` says where the factor comes from.
    """

    implied: np.ndarray
    error: np.ndarray
    factor: np.ndarray
    sharp: np.ndarray
    words: np.ndarray
    default: np.ndarray
    low: np.ndarray
    high: np.ndarray
    source: np.ndarray
    clusters: list[np.ndarray]


class Known(NamedTuple):
    """A factor in t/MWh to hold a place against; ``sharp`` if it is the city's own."""

    factor: float
    sharp: bool
    words: str


class Told(NamedTuple):
    """A mistake in ``members``, and the factor that they were held against."""

    mistake: Mistake
    members: np.ndarray
    known: Known


def swapped_columns(reference: Known) -> tuple[Mistake, ...]:
    """Energy where the emissions belong and the other way round: the implied factor is one over the right one."""
    if not reference.factor > 0:
        return ()
    return (Mistake(reference.factor**-2, "exchanged", EMISSIONS, SWAPPED, EXCHANGE),)


def hit(places: Places, held: Held, told: Told) -> Hit:
    """A mistake in words, with both figures as they would be if the other one is right."""
    mistake, members = told.mistake, told.members
    energy, tonnes = places.amounts[ENERGY][members], places.amounts[EMISSIONS][members]
    factor = np.full(len(members), told.known.factor)
    if not told.known.factor > 0:
        factor = held.implied[members] / mistake.ratio
    known = bool((factor > 0).all())
    right = energy * factor
    stake = float(np.abs(tonnes - right).sum() if known else tonnes.sum())
    repaired = {ENERGY: tonnes / factor, EMISSIONS: right} if known else {}
    if mistake.cause is SWAPPED:
        repaired, stake = {ENERGY: tonnes, EMISSIONS: energy}, float(np.abs(tonnes - energy).sum())
    message, repair = _message(places, held, told), mistake.repair or CHECK_BOTH
    return Hit(mistake.code, members, mistake.column, stake, message, repair, repaired, mistake.mends)


def _message(places: Places, held: Held, told: Told) -> str:
    """What a place emits for its energy, what it was held against, and which mistake that points to."""
    mistake, members, first = told.mistake, told.members, int(told.members[0])
    energy, tonnes = (float(places.amounts[column][members].sum()) for column in (ENERGY, EMISSIONS))
    against = told.known.factor
    if np.isnan(against) and len(set(places.carrier[members])) == 1:
        expected = Sentence("{low} to {high} t/MWh", low=figure(held.low[first]), high=figure(held.high[first]))
        reference = held.source[first]
    else:
        reference = told.known.words
        right = against if against > 0 else tonnes / energy / mistake.ratio
        expected = Sentence("{right} t/MWh", right=figure(right))
    said = Sentence(
        "{places}: {tonnes} t from {energy} MWh are {factor} t/MWh; {expected} is expected ({reference}).",
        places=listed([places.name(place) for place in members]),
        tonnes=figure(tonnes),
        energy=figure(energy),
        factor=figure(tonnes / energy),
        expected=expected,
        reference=reference,
    )
    return joined([said, Sentence("That points to {cause}.", cause=mistake.cause)]) if mistake.cause else said
