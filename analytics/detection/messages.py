"""What the findings of the detective say, where the sentence depends on what was found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.detection.places import EMISSIONS, ENERGY, figure, listed
from analytics.text.digits import written
from analytics.text.sentences import Sentence, counted, joined

COLUMNS = {ENERGY: Sentence("energy"), EMISSIONS: Sentence("emissions")}
UNITS = {ENERGY: "MWh", EMISSIONS: "t"}


AGAINST_THAT_YEAR = Sentence("Check the figures and their boundary against that year, or write down what happened.")
GIVE_OR_EXPLAIN = Sentence("Give the figure, or explain why the place holds none.")
OWN_FIGURE = Sentence("Check which place the figure belongs to, and give the other its own.")
COUNTED_TWICE = Sentence("Check that it is counted in no other place, and add it to the other years.")


def scaled(column: str, number: int, every: int, ratio: float, year: int, other_year: int) -> str:
    """That most figures of a measure that two years share are the same, or in one ratio."""
    values: dict[str, object] = {
        "count": number,
        "every": every,
        "measure": COLUMNS[column],
        "year": year,
        "other_year": other_year,
    }
    if abs(ratio - 1) < 1e-9:
        return Sentence(
            "{count} of the {every} figures ({measure}) that {year} and {other_year} share are the same: no places "
            "develop so alike.",
            **values,
        )
    return Sentence(
        "{count} of the {every} figures ({measure}) that {year} and {other_year} share are {ratio:.6g} times those of "
        "{other_year}: no places develop so alike.",
        ratio=ratio,
        **values,
    )


def between(column: str, number: int, every: int, year: int, before: int, after: int) -> str:
    """That most figures of a year lie exactly where a line between its neighbours passes."""
    return Sentence(
        "{count} of the {every} figures ({measure}) of {year} lie exactly between those of {before} and {after}.",
        count=number,
        every=every,
        measure=COLUMNS[column],
        year=year,
        before=before,
        after=after,
    )


def alike(names: Sequence[str], scope: int | None, percent: float, year: int, other_year: int) -> str:
    """That the places of a scope, or all, moved by about one factor."""
    values: dict[str, object] = {
        "number": len(names),
        "places": listed(names),
        "percent": written(percent, f"{percent:+,.0f}"),
        "year": year,
        "other_year": other_year,
    }
    if scope is None:
        return Sentence(
            "All {number} large places of {year} are off alike, by about {percent}\u00a0% against {other_year}: "
            "{places}.",
            **values,
        )
    return Sentence(
        "All {number} large places of scope {scope} in {year} are off alike, by about {percent}\u00a0% against "
        "{other_year}: {places}.",
        scope=scope,
        **values,
    )


def exchanged(place: str, other: str, year: int, other_year: int) -> str:
    """That two places hold what the other one held."""
    return Sentence(
        "{place} and {other}: in {year} each holds about what the other one held in {other_year}.",
        place=place,
        other=other,
        year=year,
        other_year=other_year,
    )


def jumped(code: str, place: str, column: str, now: float, then: float, year: int, other_year: int) -> tuple[str, str]:
    """That a place moved more than it does, or by about 1000, and the repair."""
    values: dict[str, object] = {
        "place": place,
        "now": figure(now),
        "then": figure(then),
        "unit": UNITS[column],
        "year": year,
        "other_year": other_year,
    }
    if code != "unit-slip":
        percent = 100 * (now / then - 1)
        said = Sentence(
            "{place}: {now} {unit} in {year} against {then} in {other_year}, a change of {percent}\u00a0%.",
            percent=written(percent, f"{percent:+,.0f}"),
            **values,
        )
        return said, AGAINST_THAT_YEAR
    if now > then:
        return (
            Sentence(
                "{place}: {now} {unit} in {year} against {then} in {other_year}, about 1000 times more.", **values
            ),
            Sentence("Divide by 1000 if the unit was mistaken."),
        )
    return (
        Sentence("{place}: {now} {unit} in {year} against {then} in {other_year}, about 1000 times less.", **values),
        Sentence("Multiply by 1000 if the unit was mistaken."),
    )


def gone(place: str, column: str, now: float, then: float, year: int, other_year: int) -> str:
    """That a place that held a figure holds none, zero, or hardly anything."""
    values: dict[str, object] = {
        "place": place,
        "then": figure(then),
        "unit": UNITS[column],
        "year": year,
        "other_year": other_year,
    }
    if np.isnan(now):
        return Sentence("{place}: no figure in {year}, and {then} {unit} in {other_year}.", **values)
    return Sentence("{place}: {now} {unit} in {year}, and {then} in {other_year}.", now=figure(now), **values)


def many_gone(places: Sequence[str], column: str, then: float, year: int, other_year: int) -> str:
    """That many places that held figures hold none, or hardly anything."""
    return Sentence(
        "{number} places hold {amount} {unit} less in {year} than in {other_year}, or nothing: {places}.",
        number=len(places),
        amount=figure(then),
        unit=UNITS[column],
        year=year,
        other_year=other_year,
        places=listed(places),
    )


def new(place: str, column: str, now: float, year: int) -> str:
    """That a place holds a figure that no year before has."""
    return Sentence(
        "{place}: {now} {unit} in {year}, and no figure in the years beside it.",
        place=place,
        now=figure(now),
        unit=UNITS[column],
        year=year,
    )


def per_head(column: str, total: float, inhabitants: float, low: float, high: float) -> str:
    """That a total is not plausible for so many inhabitants."""
    return Sentence(
        "{amount} {unit} for {people} inhabitants are {per_head} {unit} per head; {low:g} to {high:g} {unit} are "
        "plausible.",
        amount=figure(total),
        unit=UNITS[column],
        people=figure(inhabitants),
        per_head=figure(total / inhabitants),
        low=low,
        high=high,
    )


def per_inhabitant(
    places: Sequence[str], reference: str, head: float, limits: tuple[float, float], number: int, source: str
) -> str:
    """That a sub-sector is far from what cities emit there for each inhabitant."""
    return Sentence(
        "{places}: {head} kg per inhabitant; in {number} inventories {reference} lies between {low} and {high} "
        "({source}).",
        places=listed(places),
        reference=reference,
        head=figure(head),
        low=figure(limits[0]),
        high=figure(limits[1]),
        number=number,
        source=source,
    )


def usual_place(sector: str, reference: str, scope: int, number: int, every: int, source: str) -> str:
    """That a place holds nothing where practically every inventory holds a figure."""
    return Sentence(
        "{sector}, scope {scope} ({reference}): no figure, while {number} of {every} inventories hold one ({source}).",
        sector=sector,
        scope=scope,
        reference=reference,
        number=number,
        every=every,
        source=source,
    )


def below_zero(place: str, column: str, amount: float) -> str:
    """That a figure is below zero where nothing is removed."""
    return Sentence("{place}: {amount} {unit}, below zero.", place=place, amount=figure(amount), unit=UNITS[column])


def other_sign(place: str, amount: float, year: int) -> str:
    """That a place has another sign than in its other years."""
    return Sentence(
        "{place}: {amount} t in {year}, of the other sign than in all other years.",
        place=place,
        amount=figure(amount),
        year=year,
    )


def many_zeros(column: str, number: int, every: int) -> str:
    """That an inventory holds zeros in the place of notation keys."""
    return Sentence(
        "{number} of {every} figures ({measure}) are 0.", number=number, every=every, measure=COLUMNS[column]
    )


def rounded(column: str, number: int) -> str:
    """That all figures of a measure have one significant digit."""
    return Sentence(
        "All {number} figures ({measure}) are rounded to one digit.", number=number, measure=COLUMNS[column]
    )


def other_gas(places: Sequence[str], gas: str, other: str) -> str:
    """That some places count another gas than the rest."""
    return Sentence(
        "{places}: in {gas}, while the other places are in {other}.", places=listed(places), gas=gas, other=other
    )


def of_use(places: Sequence[str], emitted: float, burnt: float, low: float, high: float) -> str:
    """That no mix of fuels emits so much, or so little, for the energy of a use."""
    return Sentence(
        "{places}: {tonnes} t from {energy} MWh are {factor} t/MWh; what is used there emits {low} to {high}.",
        places=listed(places),
        tonnes=figure(emitted),
        energy=figure(burnt),
        factor=figure(emitted / burnt),
        low=figure(low),
        high=figure(high),
    )


def total_off(
    column: str, total: float, off: float, whole: float, rounding: float, parts: int, like: str, others: int
) -> str:
    """That a total is not the sum of its ``parts``; ``like`` is a place with the same figure as the difference, and
    ``others`` counts the totals that show it too."""
    values: dict[str, object] = {
        "total": figure(total),
        "difference": figure(abs(off)),
        "sum": figure(whole),
        "rounding": figure(rounding),
        "unit": UNITS[column],
    }
    said = [
        counted(
            "The total of {total} {unit} is {difference} more than its only part, which adds up to {sum}; rounding "
            "explains {rounding} at most.",
            "The total of {total} {unit} is {difference} more than its {number} parts, which add up to {sum}; rounding "
            "explains {rounding} at most.",
            parts,
            **values,
        )
        if off > 0
        else counted(
            "The total of {total} {unit} is {difference} less than its only part, which adds up to {sum}; rounding "
            "explains {rounding} at most.",
            "The total of {total} {unit} is {difference} less than its {number} parts, which add up to {sum}; rounding "
            "explains {rounding} at most.",
            parts,
            **values,
        )
    ]
    if like:
        said.append(Sentence("The difference is the figure of {place}.", place=like))
    if others:
        said.append(
            counted(
                "{number} more total show the same difference.",
                "{number} more totals show the same difference.",
                others,
            )
        )
    return joined(said)


def finer(place: str, column: str, amount: float, decimals: int, others: int) -> str:
    """That one figure has more decimals than all others of its table."""
    return counted(
        "{place}: {amount} {unit} is given to {number} decimal, all other figures to {others} at most.",
        "{place}: {amount} {unit} is given to {number} decimals, all other figures to {others} at most.",
        decimals,
        place=place,
        amount=figure(amount),
        unit=UNITS[column],
        others=others,
    )
