"""Bars of what each sector moved between two years, in tonnes, energy or per inhabitant."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.inventories.between_years import Move
from dashboard import theme
from dashboard.figures.behind import Table
from dashboard.figures.sectors import SectorBar, bars
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.amounts import Amounts
from dashboard.words.names import group_name


def differences(found: Sequence[Move], amounts: Amounts, dark: bool = False, in_review: bool = False) -> go.Figure:
    """How far each sector fell or rose, the largest fall first; a sector of one year only has no bar. What is
    ``in_review`` is grey, neither good nor bad."""
    colours = theme.palette(dark)
    made = [
        SectorBar(
            say(group_name(group)),
            change,
            amounts.words(change, signed=True),
            colours.required if in_review else colours.ours if change <= 0 else colours.rising,
        )
        for group, change in _known(found)
    ]
    return bars(made, dark, aside=False)


def differences_table(found: Sequence[Move], amounts: Amounts, years: tuple[int, int]) -> Table:
    """Both years and the difference of every sector; what one year lacks stays blank."""
    return {
        _("Sector"): [say(group_name(move.group)) for move in found],
        f"{years[0]} ({amounts.unit})": [None if move.before is None else move.before for move in found],
        f"{years[1]} ({amounts.unit})": [None if move.after is None else move.after for move in found],
        _("Change ({unit})", unit=amounts.unit): [None if move.change is None else move.change for move in found],
    }


def _known(found: Sequence[Move]) -> list[tuple[str, float]]:
    return sorted(((move.group, move.change) for move in found if move.change is not None), key=lambda item: item[1])
