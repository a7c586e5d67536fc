"""The robustness grid: every way to count in which the target was judged again, with sign and word in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from analytics.commitment.robustness import Cell, Grid
from analytics.vocabulary import Approach, Verdict, stated
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import lowered, say
from dashboard.notation import subscripts

ROW, HEAD, LINE, MARK = 42, 46, 15, 14
"""Pixels: a row with an answer of one line, the heads, one more line, and from the top of a row to its mark."""
LETTERS, NAME_LETTERS = 12, 16
"""Letters of an answer, and of the name of a row, in one line: so much has room on a phone."""
COLUMNS = (("national", "absolute"), ("national", "per-capita"), ("local", "absolute"), ("local", "per-capita"))


def rows(found: Grid) -> list[tuple[str, list[Cell]]]:
    """The cells by GWP set and approach, each row in the order of ``COLUMNS``."""
    held: dict[tuple[str, str], dict[tuple[str, str], Cell]] = {}
    for cell in found.cells:
        held.setdefault((cell.gwp_set, cell.approach), {})[cell.electricity, cell.base] = cell
    return [(_row_name(*made), [cells[column] for column in COLUMNS]) for made, cells in held.items()]


def _row_name(gwp_set: str, approach: str) -> str:
    # Translators: a set of warming potentials that counts climate-carbon feedbacks, such as AR5.
    gwp = _("{gwp_set} + feedbacks", gwp_set=gwp_set.removesuffix("_CCF")) if gwp_set.endswith("_CCF") else gwp_set
    if approach == Approach.LIFE_CYCLE:
        return _("{gwp_set}, life-cycle", gwp_set=gwp)
    # Translators: standard (activity-based) emission factors, against life-cycle ones.
    return _("{gwp_set}, standard", gwp_set=gwp)


def _parts(name: str) -> list[str]:
    """The name of a row, which breaks after its comma."""
    first, comma, rest = name.partition(", ")
    return [first + comma.strip(), *([rest] if rest else [])]


def column_names() -> list[str]:
    """The heads of ``COLUMNS``: which electricity factor, and whether the target is in total or a head.

    The picture breaks them at the comma.
    """
    return [_("National, total"), _("National, a head"), _("Local, total"), _("Local, a head")]


def grid(found: Grid, dark: bool = False) -> go.Figure:
    """One mark a cell: filled disc on track or met, triangle behind or missed, ring cannot tell; the word below it."""
    colours, table = theme.palette(dark), rows(found)
    answers = {cell.answer: "<br>".join(wrap(lowered(cell.answer), LETTERS)) for cell in found.cells}
    names = ["<br>".join(line for part in _parts(name) for line in wrap(part, NAME_LETTERS)) for name, _ in table]
    more = max((answer.count("<br>") for answer in answers.values()), default=0)
    row = ROW + LINE * max([more, *(name.count("<br>") - 1 for name in names)])
    height = row * len(table)
    figure = go.Figure(layout={"template": theme.template(dark), "height": height + HEAD})
    cells = [(x, len(table) - 1 - y, cell) for y, (_, line) in enumerate(table) for x, cell in enumerate(line)]
    figure.add_scatter(
        x=[x for x, _, _ in cells],
        y=[y + 0.5 - MARK / row for _, y, _ in cells],
        mode="markers",
        marker={
            "symbol": [theme.VERDICT_MARKS[cell.verdict] for _, _, cell in cells],
            "color": [colours.verdict(cell.verdict) for _, _, cell in cells],
            "size": 12,
            "line": {"width": 1.5, "color": [colours.verdict(cell.verdict) for _, _, cell in cells]},
        },
        hovertext=[_hover(cell) for _, _, cell in cells],
        hoverinfo="text",
    )
    small = {"showarrow": False, "font": {"size": 12}}
    labels = [
        {
            **small,
            "x": x,
            "y": y + 0.5 - (MARK + 8) / row,
            "yanchor": "top",
            "text": answers[cell.answer],
            "font": {"size": 11 if more else 12},
        }
        for x, y, cell in cells
    ]
    labels += [
        {
            **small,
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "align": "left",
            "y": len(table) - 1 - y,
            "text": name,
        }
        for y, name in enumerate(names)
    ]
    labels += [
        {
            **small,
            "x": x,
            "yref": "paper",
            "y": 1,
            "yanchor": "top",
            "text": name.replace(", ", "<br>"),
            "font": {"size": 12, "weight": 600},
        }
        for x, name in enumerate(column_names())
    ]
    top = len(table) - 0.5 + HEAD / row
    faint = {"color": colours.grid, "width": 1}
    lines = [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y - 0.5, "y1": y - 0.5, "line": faint}
        for y in range(len(table) + 1)
    ]
    figure.update_layout(annotations=labels, shapes=lines, margin={"l": 2, "r": 2, "t": 2, "b": 2})
    figure.update_xaxes(visible=False, range=[-2.1, len(COLUMNS) - 0.45])
    figure.update_yaxes(visible=False, range=[-0.6, top])
    return figure


def grid_alt(found: Grid) -> str:
    """The grid in one sentence: how many cells give each answer, and the claim."""
    counts: dict[str, int] = {}
    for cell in found.cells:
        answer = lowered(cell.answer)
        counts[answer] = counts.get(answer, 0) + 1
    answers = ", ".join(f"{count} {answer}" for answer, count in counts.items())
    told = _("Grid of {number} ways to count: {answers}.", number=len(found.cells), answers=answers)
    return f"{told} {say(found.sentence)}"


def behind(found: Grid) -> dict[str, list[str] | list[float | None]]:
    """Every cell with its answer and its gap: the table behind the picture."""
    words = {
        # Translators: a national or a local emission factor of electricity.
        "national": _("national"),
        "local": _("local"),
        # Translators: a target on the total, against one per inhabitant.
        "absolute": _("absolute"),
        "per-capita": _("per-capita"),
    }
    return {
        _("GWP set"): [cell.gwp_set for cell in found.cells],
        # Translators: whether emission factors are activity-based or of the life cycle.
        _("Approach"): [say(stated(cell.approach)) for cell in found.cells],
        _("Electricity factor"): [words[cell.electricity] for cell in found.cells],
        # Translators: what a target is on, the total or the emissions per inhabitant.
        _("Base"): [words[cell.base] for cell in found.cells],
        _("Answer"): [say(cell.answer) for cell in found.cells],
        _("Gap, t"): [cell.gap_t for cell in found.cells],
    }


def answers(cells: Sequence[Cell]) -> list[str]:
    """The cells in words with their sign and, where there is one, the gap."""
    return [f"{theme.VERDICT_SIGNS[cell.verdict]}{theme.NBSP}{_answer(cell)}{_gap(cell)}" for cell in cells]


def _answer(cell: Cell) -> str:
    return lowered(cell.answer) if cell.verdict is Verdict.CANNOT_TELL else say(cell.answer)


def _gap(cell: Cell) -> str:
    if cell.verdict is Verdict.CANNOT_TELL or cell.gap_t is None:
        return ""
    return f", {theme.tonnes(cell.gap_t, None, signed=True)}"


def _hover(cell: Cell) -> str:
    why = "<br>".join(map(subscripts, cell.reasons[:2]))
    return f"{say(cell.answer)}{_gap(cell)}" + (f"<br>{why}" if why else "")
