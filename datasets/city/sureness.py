"""How sure the verdicts on a city are, from its places, its targets and what is known of the errors behind both."""

from __future__ import annotations

from dataclasses import replace

from analytics.commitment.progress import Progress, allowed
from analytics.text.problems import Problem, Refused
from analytics.uncertainty.compared_years import Compared, compared
from analytics.uncertainty.draws import DRAWS, SEED
from analytics.uncertainty.strength import DrawnGap, Strength, gap_drawn, slope, strength
from datasets.city import error_widths
from datasets.store.records import Register


def compared_of(register: Register, judged: Progress) -> Compared | None:
    """The base year and the newest inventory of a verdict with their errors; None where there is no gap."""
    base, latest = judged.baseline, judged.latest
    if judged.target is None or base is None or latest is None or judged.gap_t is None:
        return None
    widths = error_widths.of(register, latest.city_id)
    if base.inventory is None:
        return compared(widths, None, base.year, latest.spots, latest.year, base.emissions_t)
    return compared(widths, base.inventory.spots, base.year, latest.spots, latest.year)


def slope_of(judged: Progress) -> float:
    """By how many tonnes the path of a verdict moves with a tonne of its baseline."""
    target, base, latest = judged.target, judged.baseline, judged.latest
    assert target is not None
    assert base is not None
    assert latest is not None

    def path(base_t: float) -> float | None:
        return allowed(target, replace(base, emissions_t=base_t), latest.year, latest.inhabitants, latest.gdp)

    return slope(path, base.emissions_t)


def strength_of(register: Register, judged: Progress) -> Strength | None:
    """How strong a verdict is; None where there is no gap."""
    found = compared_of(register, judged)
    if found is None or judged.gap_t is None:
        return None
    return strength(found, judged.gap_t, slope_of(judged))


def drawn(register: Register, judged: Progress, seed: int | str = SEED, draws: int | str = DRAWS) -> DrawnGap | None:
    """The strength of a verdict by Approach 2; None where there is no gap. Raises Refused for a seed or a number of
    draws that is no whole number."""
    whole = [_whole(name, given) for name, given in (("seed", seed), ("draws", draws))]
    found = compared_of(register, judged)
    if found is None or judged.gap_t is None:
        return None
    return gap_drawn(found, judged.gap_t, slope_of(judged), *whole)


def _whole(name: str, given: int | str) -> int:
    text = str(given).strip()
    if not text.isascii() or not text.isdigit():
        expected, fix = "a whole number such as 20260101", "Give another one, or leave it out."
        raise Refused(Problem("block", name, f'"{text[:40]}" as the {name}', expected, fix, column=name))
    return int(text)
