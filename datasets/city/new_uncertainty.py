"""How uncertain figures of a city are: one statement as it is given, and a table of them, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.text import numerals
from analytics.text.digits import whole
from analytics.text.problems import Problem, Refused, blocked
from analytics.text.sentences import Sentence
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from analytics.uncertainty.widths import GRADES, MOST_PERCENT, PART_NAMES
from analytics.vocabulary import Quantity
from datasets.city import stated_table
from datasets.store import CityRecord, Revision, Store
from datasets.store.kinds.uncertainties import FORM, KIND, Uncertainty, where

COLUMNS = ("city", *FORM.columns, "sector", "half_percent")
REQUIRED = ("part", "reason")
GASES = tuple(quantity.value for quantity in Quantity if quantity is not Quantity.ENERGY)


@dataclass(frozen=True)
class NewUncertainty:
    """How uncertain one part of a place is, as somebody says it; "" is "of all of them".

    ``part`` is activity, factor or emissions; ``half_percent`` half of a 95 % interval, or ``lower_percent`` and
    ``upper_percent`` its two sides, or ``grade`` one of H, M and L. ``place`` is a sector or a GPC reference.
    """

    part: str
    half_percent: str = ""
    lower_percent: str = ""
    upper_percent: str = ""
    grade: str = ""
    place: str = ""
    carrier: str = ""
    gas: str = ""
    year: str = ""


def uncertainty(city: CityRecord, said: NewUncertainty, reason: str, by: str) -> Uncertainty:
    """One statement in the words of the store. Raises Refused: a part, place, carrier, gas, grade or year that nobody
    knows, a number that is none or not from 0 to 500 per cent, both or neither of number and grade, no reason."""
    stated_table.insist_on_reason(by, reason)
    part, gas = said.part.strip().casefold(), said.gas.strip().casefold()
    _one_of("part", said.part, part, tuple(PART_NAMES))
    if gas:
        _one_of("gas", said.gas, gas, GASES)
    grade = said.grade.strip().upper()
    if grade:
        _one_of("grade", said.grade, grade, GRADES)
    sides = _sides(said)
    if (sides is None) == (not grade):
        raise blocked(
            "uncertainty-missing",
            Sentence("a number and a grade") if grade else Sentence("neither a number nor a grade"),
            "one of the two",
            "Give half of the 95 % interval, or its sides, or a grade.",
            column="half_percent",
        )
    lower, upper = sides or (None, None)
    return Uncertainty(
        city_id=city.city_id,
        year=_year(said.year),
        place=stated_table.place(said.place) if said.place.strip() else None,
        carrier=stated_table.carrier(said.carrier),
        gas=gas or None,
        part=part,
        lower_percent=lower,
        upper_percent=upper,
        grade=grade or None,
        reason=reason.strip(),
        by=by.strip(),
    )


def _sides(said: NewUncertainty) -> tuple[float, float] | None:
    """The two sides of the interval in per cent; None where no number is given."""
    half = _percent("half_percent", said.half_percent)
    lower, upper = _percent("lower_percent", said.lower_percent), _percent("upper_percent", said.upper_percent)
    if half is not None and lower is None and upper is None:
        return half, half
    if half is None and lower is not None and upper is not None:
        return lower, upper
    if half is None and lower is None and upper is None:
        return None
    found = "a half interval beside a side" if half is not None else "one side alone"
    expected, fix = "half_percent, or both lower_percent and upper_percent", "Give one or the other."
    raise blocked("uncertainty-sides", found, expected, fix, column="half_percent")


def _percent(column: str, said: str) -> float | None:
    text = said.strip().removesuffix("%").strip()
    if not text:
        return None
    number = numerals.read_one(text, "point").value
    if number is None or not 0 <= number <= MOST_PERCENT:
        raise blocked(
            "uncertainty-range",
            f'"{said[:40]}"',
            Sentence("per cent from 0 to {most:g}", most=MOST_PERCENT),
            "Give half of the 95 % interval in per cent; a figure that is less sure than that is not known.",
            column=column,
        )
    return float(number)


def _year(said: str) -> int | None:
    if not said.strip():
        return None
    year = whole(said)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        expected = f"a year from {FIRST_YEAR} to {LAST_YEAR}, or none where it holds for all"
        raise Refused(Problem("block", "year-range", f'the year "{said[:40]}"', expected, "Correct it.", column="year"))
    return year


def _one_of(column: str, said: str, code: str, known: Sequence[str]) -> None:
    if code not in known:
        expected, fix = f"one of {', '.join(known)}", f"Correct the {column}."
        raise blocked(f"{column}-unknown", f'"{said[:40]}"', expected, fix, column=column)


def from_table(data: bytes, name: str, city: CityRecord, by: str) -> tuple[Uncertainty, ...]:
    """The uncertainties of a delimited file with the columns part, reason, and any of the others. Where a row names
    nobody, it is said ``by`` that name. Raises Refused with all that is wrong in its rows."""

    def of_row(said: Mapping[str, str]) -> Uncertainty:
        names = ("part", "half_percent", "lower_percent", "upper_percent", "grade", "carrier", "gas", "year")
        given = NewUncertainty(
            **{name: said.get(name, "") for name in names}, place=said.get("place") or said.get("sector", "")
        )
        return uncertainty(city, given, said["reason"], said.get("by", "").strip() or by)

    def again(said: Mapping[str, str], first: int) -> Problem:
        found = f"the {said['part'].strip()} of one place again, after row {first}"
        return Problem("block", "stated-twice", found, "one row for a place and part", "Leave one of them.")

    found = stated_table.numbered(data, name, city, COLUMNS, REQUIRED, of_row, where, again)
    return tuple(one for _, one in found)


def state(
    store: Store, given: Sequence[Uncertainty], who: str, reason: str, file: tuple[str, bytes] | None = None
) -> Revision:
    """Commit uncertainties, of a ``file`` with its name and bytes or without one; of the same part of a place the newer
    statement counts. Raises Refused where no reason is given."""
    return stated_table.state(store, KIND, given, who, reason, file)
