"""The examples of the formulas of uncertainty: from the places of a city to the strength of its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analytics.text.sentences import Sentence, joined
from analytics.uncertainty.errors import Interval, rounding
from analytics.uncertainty.likelihood import LIKELIHOOD_NAMES
from analytics.uncertainty.place_errors import SETS, SOURCES, SOURCES_OF_BASE
from analytics.uncertainty.strength import Strength
from analytics.uncertainty.widths import PART_NAMES
from datasets.city import error_widths, sureness
from datasets.city.worked.arithmetic import ArithmeticLine, close, figure
from datasets.city.worked.example_case import ExampleCase, Worked

Rule = Callable[[ExampleCase], Worked]
WITH_DEFAULTS = Sentence("With default uncertainties.")


def _rule(example: Callable[[ExampleCase, Strength], Worked]) -> Rule:
    def rule(case: ExampleCase) -> Worked:
        found = case.progress.strength
        return case.none(case.why) if found is None else example(case, found)

    return rule


def _told(found: Strength, *lines: ArithmeticLine) -> Worked:
    return Worked("applied", lines, WITH_DEFAULTS if found.by_default else "")


def _sides(interval: Interval, unit: str, scale: float = 1.0) -> str:
    """An interval as a reader writes it: ± where both sides are alike."""
    lower, upper = (figure(side * scale, unit) for side in interval)
    return joined(("±", upper)) if lower == upper else joined((close("−", lower), close("+", upper)))


def _row(case: ExampleCase, found: Strength) -> Worked:
    lines = []
    for weight in found.weights[:1]:
        # Translators: in the place of a place of an inventory: the emissions that a target states for its base year.
        place = weight.spot.name if weight.spot else Sentence("the declared baseline")
        for width in weight.widths:
            text = joined((place, PART_NAMES[width.part], _sides(width.interval, "%", 100)), "comma")
            lines.append(ArithmeticLine(text, joined((width.quantity, width.source), "semicolon")))
    return _told(found, *lines)


def _combined(case: ExampleCase, found: Strength) -> Worked:
    both = [weight for weight in found.weights if len(weight.widths) > 1]
    if not both:
        return case.none(Sentence("No place tells its activity data and its factor apart."))
    weight = both[0]
    squares = [piece for width in weight.widths for piece in (" + ", figure(100 * width.interval.upper), "²")]
    text = joined((close("√(", *squares[1:], ")"), "→", figure(100 * weight.interval.upper, "%")))
    return _told(found, ArithmeticLine(text, weight.spot.name if weight.spot else ""))


def _rounding(case: ExampleCase, found: Strength) -> Worked:
    base = case.progress.baseline
    if base is None or not base.declared:
        return case.none(Sentence("The baseline is an inventory, and not declared."))
    text = joined((figure(base.emissions_t, "t"), "±", figure(float(rounding(base.emissions_t)), "t")))
    return _told(found, ArithmeticLine(text, case.promise))


def _total(case: ExampleCase, found: Strength) -> Worked:
    latest = case.progress.latest
    if latest is None or latest.emissions_t is None:
        return case.none(case.why)
    text = joined((figure(latest.emissions_t, "t"), _sides(found.year, "t")))
    return _told(found, ArithmeticLine(text, Sentence("the inventory of {year}", year=latest.year)))


def _trend(case: ExampleCase, found: Strength) -> Worked:
    change = case.progress.change_percent
    if change is None:
        return case.none(case.why)
    text = joined((figure(change, "%"), _sides(found.change, "%")))
    return _told(found, ArithmeticLine(text, Sentence("percentage points of the base year")))


def _gap(case: ExampleCase, found: Strength) -> Worked:
    return _told(found, ArithmeticLine(joined((figure(case.progress.gap_t or 0.0, "t"), _sides(found.gap, "t")))))


def _slope(case: ExampleCase, found: Strength) -> Worked:
    return _told(found, ArithmeticLine(joined(("k:", figure(sureness.slope_of(case.progress))))))


def _beside(named: Sequence[str], otherwise: Sentence) -> Callable[[ExampleCase, Strength], Worked]:
    """An error of the gap that no place has, by what it may move the gap, or why there is none."""

    def example(case: ExampleCase, found: Strength) -> Worked:
        moves = [move for move in found.moves if move.width.name in named]
        lines = [ArithmeticLine(joined(("±", figure(move.move_t, "t"))), move.width.quantity) for move in moves]
        return Worked("applied", tuple(lines), "") if lines else case.none(otherwise)

    return example


def _drawn(case: ExampleCase, found: Strength) -> Worked:
    drawn = sureness.drawn(case.progress, error_widths.of(case.reader.register, case.city.report.city.city_id))
    if drawn is None:
        return case.none(case.why)
    said = Sentence("beside {amount} by error propagation", amount=figure(round(found.alone, 1)))
    return _told(found, ArithmeticLine(joined(("P:", figure(round(drawn.probability, 1)))), said))


def _probability(case: ExampleCase, found: Strength) -> Worked:
    return _told(found, ArithmeticLine(joined(("P:", figure(round(found.alone, 1))))))


def _with_expected(case: ExampleCase, found: Strength) -> Worked:
    shift = joined(("s:", figure(found.shift_t, "t")))
    return _told(found, ArithmeticLine(shift), ArithmeticLine(joined(("P:", figure(round(found.probability, 1))))))


def _likelihood(case: ExampleCase, found: Strength) -> Worked:
    text = joined((figure(round(found.answer, 1)), close(": ", LIKELIHOOD_NAMES[found.likelihood])))
    return _told(found, ArithmeticLine(text))


def _strength(case: ExampleCase, found: Strength) -> Worked:
    lines = [
        ArithmeticLine(joined((figure(round(weight.percent)), "%:", weight.spot.name if weight.spot else case.promise)))
        for weight in found.weights
    ]
    return _told(found, *lines)


_sets = _beside([SETS.name], Sentence("Both years state one GWP set."))
_spread = _beside(
    [SOURCES.name, SOURCES_OF_BASE.name], Sentence("No other published total of these years counts the same.")
)
row, combined, rounded, total, trend, gap, slope, sets, spread, drawn, probability, expected, likelihood, strength = (
    map(
        _rule,
        (
            _row,
            _combined,
            _rounding,
            _total,
            _trend,
            _gap,
            _slope,
            _sets,
            _spread,
            _drawn,
            _probability,
            _with_expected,
            _likelihood,
            _strength,
        ),
    )
)
"""A rule for each formula of the chapter."""
