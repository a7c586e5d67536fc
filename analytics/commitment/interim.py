"""Interim targets: the steps on the way to a later target, and the one path through all of them."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.commitment.judged import Progress


def interim(chosen: Progress, every: Sequence[Progress]) -> tuple[Progress, ...]:
    """The targets of ``every`` that are steps on the way to the ``chosen`` one, oldest first.

    A step has an earlier target year, and with the chosen one its method, its sector and its kind of unit (tonnes, per
    inhabitant or per unit of GDP) in common. Each is judged by itself [R].
    """
    aim = chosen.target
    if aim is None:
        return ()
    found = [
        item
        for item in every
        if (step := item.target) is not None
        and step != aim
        and step.base_year < step.year < aim.year
        and (step.method, step.sector) == (aim.method, aim.sector)
        and (step.kind == aim.kind or not (step.intensity or aim.intensity))
    ]
    return tuple(sorted(found, key=lambda item: item.target.year if item.target else 0))


def chain(chosen: Progress, every: Sequence[Progress]) -> tuple[tuple[int, float], ...]:
    """The (year, tonnes) points of one path: the baseline, each interim target, the ``chosen`` target.

    For ``trajectory.piecewise_path`` and for charts; the verdict on each target keeps to that target's own path. Where
    two steps share a year the later set one stands. Tonnes of targets per inhabitant or per unit of GDP are those at
    the figures of the newest inventory. Empty without a baseline or a level. Source: our own rule [R].
    """
    base = chosen.baseline
    if base is None or chosen.target is None or chosen.target_t is None:
        return ()
    points = {base.year: base.emissions_t}
    steps = sorted(interim(chosen, every), key=lambda item: (item.target and item.target.set_in) or 0)
    for item in (*steps, chosen):
        if item.target and item.target_t is not None and item.target.year > base.year:
            points[item.target.year] = item.target_t
    return tuple(sorted(points.items()))
