"""What the findings of the detective say, where the sentence depends on what was found."""

from __future__ import annotations

from analytics.detection.places import EMISSIONS, ENERGY, figure
from analytics.text.sentences import Sentence, counted, joined

COLUMNS = {ENERGY: Sentence("energy"), EMISSIONS: Sentence("emissions")}
UNITS = {ENERGY: "MWh", EMISSIONS: "t"}


def scaled(column: str, number: int, ratio: float, year: int, other_year: int) -> str:
    """That all figures of a measure that two years share are the same, or in one ratio."""
    values: dict[str, object] = {"count": number, "ratio": ratio, "year": year, "other_year": other_year}
    same = abs(ratio - 1) < 1e-9
    if column == ENERGY:
        return (
            Sentence(
                "All {count} energy figures that {year} and {other_year} share are those of {other_year}: no places "
                "develop so alike.",
                **values,
            )
            if same
            else Sentence(
                "All {count} energy figures that {year} and {other_year} share are {ratio:.6g} times those of "
                "{other_year}: no places develop so alike.",
                **values,
            )
        )
    return (
        Sentence(
            "All {count} emissions figures that {year} and {other_year} share are those of {other_year}: no places "
            "develop so alike.",
            **values,
        )
        if same
        else Sentence(
            "All {count} emissions figures that {year} and {other_year} share are {ratio:.6g} times those of "
            "{other_year}: no places develop so alike.",
            **values,
        )
    )


def slipped(place: str, column: str, now: float, then: float, year: int, other_year: int) -> tuple[str, str]:
    """That a place is about 1000 times larger or smaller than in another year, and the repair."""
    values: dict[str, object] = {
        "place": place,
        "now": figure(now),
        "then": figure(then),
        "unit": UNITS[column],
        "year": year,
        "other_year": other_year,
    }
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


def jumped_to(sector: str, column: str, now: float, then: float, year: int, other_year: int) -> str:
    """That a sector changed more than sectors do."""
    return Sentence(
        "{sector}: {now} {unit} in {year} against {then} in {other_year}, a change of {percent}\u00a0% in the same "
        "places.",
        sector=sector,
        now=figure(now),
        unit=UNITS[column],
        year=year,
        then=figure(then),
        other_year=other_year,
        percent=figure(100 * (now / then - 1)),
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
