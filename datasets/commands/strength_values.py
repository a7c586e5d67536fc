"""The strength of a verdict as the commands print it: as plain values, and as lines."""

from __future__ import annotations

from typing import Any

from analytics.uncertainty.likelihood import LIKELIHOOD_NAMES, of_hundred
from analytics.uncertainty.strength import Strength, Weight


def of_strength(strength: Strength) -> dict[str, Any]:
    """The strength of a verdict as plain values: of 100, tonnes and percentage points."""
    return {
        "at_or_below_path_of_100": strength.probability,
        "by_errors_alone_of_100": strength.alone,
        "answer_of_100": strength.answer,
        "likelihood": strength.likelihood.value,
        "too_close_to_call": strength.too_close,
        "gap_t": strength.gap._asdict(),
        "base_total_t": strength.base._asdict(),
        "latest_total_t": strength.year._asdict(),
        "change_percentage_points": strength.change._asdict(),
        "with_default_uncertainties": strength.by_default,
        "from_defaults_percent": strength.default_percent,
        "uncertainties_of_its_own": strength.of_its_own[0],
        "measure_better": [_of_weight(weight) for weight in strength.weights],
    }


def _of_weight(weight: Weight) -> dict[str, Any]:
    return {
        "place": weight.spot
        and {name: getattr(weight.spot, name) for name in ("sector", "carrier", "scope", "gpc_ref")},
        "named": weight.named,
        "part_of_the_uncertainty_percent": weight.percent,
        "errors": [
            {
                "of": width.part,
                "lower_percent": 100 * width.interval.lower,
                "upper_percent": 100 * width.interval.upper,
                "origin": width.origin,
                "source": width.source,
            }
            for width in weight.widths
        ],
    }


def lines_of_strength(strength: Strength) -> list[str]:
    """The strength of a verdict as lines: how likely, and how wide its gap."""
    own, count = strength.of_its_own
    rests = ", with default uncertainties" if strength.by_default else ""
    if own:
        rests = f", with {own} of {count} uncertainties of the city's own" + (rests and " and else default ones")
    if strength.too_close:
        chance = f"the chance of being at or below its path is {of_hundred(strength.probability)}"
        found = [f"  too close to call: {chance}{rests}"]
    else:
        found = [f"  {LIKELIHOOD_NAMES[strength.likelihood]}: {of_hundred(strength.answer)}{rests}"]
    low, high = (f"{float(f'{side:.2g}'):,.0f}" for side in strength.gap)
    wide = f"± {high}" if low == high else f"-{low} to +{high}"
    found.append(f"  the gap may be off by {wide} t (95 % interval)")
    return found
