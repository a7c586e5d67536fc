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
NET_TO_GROSS = {"natural_gas": 0.90}  # IPCC 2006 vol. 2, 1.4.1.2: gases 0.90, solids and liquids 0.95
NOT_BURNT = ("electricity", "heat_cold", "solar_thermal", "geothermal", "municipal_waste")


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
        if self.code == "swapped-columns":
            return FigureRepair(self.column, columns=True)
        if self.code in ("unit-slip", "heating-value"):
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
EXCHANGE = Sentence("Exchange the energy and the emissions.")
GROSS_ENERGY = Sentence("energy by gross and a factor by net calorific value")
GROSS_EMISSIONS = Sentence("emissions worked out from energy by gross calorific value")


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
    return (Mistake(reference.factor**-2, "swapped-columns", EMISSIONS, SWAPPED, EXCHANGE),)


def heating_value(carrier: str) -> tuple[Mistake, ...]:
    """Gross for net calorific value and the other way round, for carriers that are burnt."""
    if carrier in NOT_BURNT:
        return ()
    net = NET_TO_GROSS.get(carrier, 0.95)
    return (
        Mistake(net, "heating-value", ENERGY, GROSS_ENERGY, Sentence("Multiply the energy by {ratio:.2f}.", ratio=net)),
        Mistake(
            1 / net,
            "heating-value",
            EMISSIONS,
            GROSS_EMISSIONS,
            Sentence("Multiply the emissions by {ratio:.2f}.", ratio=net),
        ),
    )


def hit(places: Places, held: Held, told: Told) -> Hit:
    """A mistake in words, with both figures as they would be if the other one is right."""
    mistake, members = told.mistake, told.members
    energy, tonnes = places.amounts[ENERGY][members], places.amounts[EMISSIONS][members]
    own = held.implied[members] / mistake.ratio
    factor = np.full(len(members), told.known.factor) if told.known.factor > 0 else own
    known = bool(np.isfinite(factor).all() and (factor > 0).all())
    right = energy * factor
    repair = mistake.repair or _check(mistake)
    if not mistake.repair and known:
        would = Sentence(
            "With the factor it was held against the emissions would be {amount} t.", amount=figure(float(right.sum()))
        )
        repair = joined([repair, would])
    stake = float(np.abs(tonnes - right).sum()) if known else float(tonnes.sum())
    repaired = {ENERGY: tonnes / factor, EMISSIONS: right} if known else {}
    if mistake.cause is SWAPPED:
        repaired, stake = {ENERGY: tonnes, EMISSIONS: energy}, float(np.abs(tonnes - energy).sum())
    message = _message(places, held, told, known)
    return Hit(mistake.code, members, mistake.column, stake, message, repair, repaired, mistake.mends)


def _check(mistake: Mistake) -> str:
    if mistake.code == "implied-factor":
        return Sentence("Check unit, carrier and both figures, and whether the factor is a life-cycle one.")
    return Sentence("Check unit, carrier and both figures.")


def _message(places: Places, held: Held, told: Told, known: bool) -> str:
    mistake, members, first = told.mistake, told.members, int(told.members[0])
    implied, several = float(np.median(held.implied[members])), len(set(places.carrier[members])) > 1
    energy, tonnes = (figure(float(places.amounts[column][members].sum())) for column in (ENERGY, EMISSIONS))
    values: dict[str, object] = {
        "places": listed([places.name(place) for place in members]),
        "tonnes": tonnes,
        "energy": energy,
        "reference": told.known.words,
        "cause": mistake.cause,
    }
    if several:
        return Sentence(
            "{places}: {tonnes} t from {energy} MWh: all are off in the same way against {reference}. That points to "
            "{cause}.",
            **values,
        )
    low, high = float(held.low[first]), float(held.high[first])
    beside = known and told.known.factor > 0
    values |= {"factor": figure(implied), "low": figure(low), "high": figure(high), "source": held.source[first]}
    if beside:
        values |= {"times": figure(implied / told.known.factor), "right": figure(told.known.factor)}
    if not mistake.cause and not low <= implied <= high:
        return _outside(values, beside)
    said = (
        Sentence(
            "{places}: {tonnes} t from {energy} MWh are {factor} t/MWh, {times} times the {right} t/MWh of "
            "{reference}.",
            **values,
        )
        if beside
        else Sentence("{places}: {tonnes} t from {energy} MWh are {factor} t/MWh.", **values)
    )
    if mistake.code == "other-carrier":
        return joined([said, Sentence("It is {cause}.", cause=mistake.cause)])
    return joined([said, Sentence("That points to {cause}.", cause=mistake.cause)]) if mistake.cause else said


def _outside(values: dict[str, object], beside: bool) -> str:
    """A factor outside its published range."""
    if beside:
        return Sentence(
            "{places}: {tonnes} t from {energy} MWh are {factor} t/MWh, {times} times the {right} t/MWh of "
            "{reference}, and outside {low} to {high} ({source}).",
            **values,
        )
    return Sentence(
        "{places}: {tonnes} t from {energy} MWh are {factor} t/MWh, and outside {low} to {high} ({source}).", **values
    )
