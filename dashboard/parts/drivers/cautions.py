"""What one should not conclude from the bars of a city. Plain text: pages escape it."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.change import drivers
from analytics.change.attribution import Bar
from analytics.inventories.inventory import Inventory
from analytics.inventories.people import doubts
from analytics.inventories.restatement import Change
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.driver_names import name
from datasets import Drivers


def cautions(found: Drivers) -> list[str]:
    """What one should not conclude from the bars of this very city."""
    direct = found.direct
    if direct is None or found.first is None or found.last is None:
        return []
    said = [say(reason) for reason in direct.reasons]
    said += [_differs(change) for change in direct.changes]
    said += map(say, doubts(found.first, found.last, found.report.inventories))
    said += _odd_year(found)
    said += _paths(found)
    if direct.bars.get(Bar(drivers.POPULATION), 0.0) > 0:
        said.append(_("A growing city emits more by that alone: the bar shows how much growth had to be made up for."))
    said.append(_("A bar shows what changed together with the emissions; it does not show what caused the change."))
    return said


def _differs(change: Change) -> str:
    """One setting that differs between the two years."""
    values = {"before": change.before, "after": change.after}
    match change.cause:
        case "method":
            return _("Method differs: {before}; {after}.", **values)
        case "boundary":
            return _("Boundary differs: {before}; {after}.", **values)
        case "edition":
            # Translators: the edition of the emission factors.
            return _("Edition differs: {before}; {after}.", **values)
        case "GWP":
            # Translators: the set of warming potentials (GWP).
            return _("The GWP set differs: {before}; {after}.", **values)
    return _("The figures differ: {before}; {after}.", **values)


def _between(found: Drivers) -> list[Inventory]:
    assert found.first is not None
    assert found.last is not None
    least, most = sorted((found.first.year, found.last.year))
    return [item for item in found.series if least <= item.year <= most]


LEAST_TOLD = 0.5
"""Tonnes below which an amount would be written as none."""
ODD_STEP = 10.0
"""Per cent between two neighbouring inventories that make the end of a comparison an odd year (our own rule)."""


def _odd_year(found: Drivers) -> Iterable[str]:
    years = _between(found)
    if len(years) > 2 and years[-2].emissions_t and years[-1].emissions_t is not None:
        step = 100 * (years[-1].emissions_t / years[-2].emissions_t - 1)
        values = {"last": years[-1].year, "share": theme.percent(abs(step)), "before": years[-2].year}
        if step < -ODD_STEP:
            yield _(
                "{last} alone is {share} below {before}: a single unusual year can decide the finding. Choose "
                "another end year and see whether it holds.",
                **values,
            )
        elif step > ODD_STEP:
            yield _(
                "{last} alone is {share} above {before}: a single unusual year can decide the finding. Choose "
                "another end year and see whether it holds.",
                **values,
            )


def _paths(found: Drivers) -> Iterable[str]:
    direct, stepwise = found.direct, found.stepwise
    if direct is None or stepwise is None or not direct.change_t:
        return
    apart = {bar: abs(tonnes - stepwise.bars.get(bar, 0.0)) for bar, tonnes in direct.driven.items()}
    if not apart:
        return
    widest = max(apart, key=lambda bar: apart[bar])
    if apart[widest] < LEAST_TOLD:
        yield _("Summed year by year instead of in one step, no bar moves by a tonne.")
        return
    yield _(
        "Summed year by year instead of in one step, a bar moves by at most {amount} ({bar}); the total is the same.",
        amount=theme.tonnes(apart[widest], None),
        bar=name(widest, direct.bars[widest]),
    )
