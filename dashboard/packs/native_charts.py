"""Charts of a slide that can be edited there (DrawingML): bars of categories, and lines over years.

What they look like is written beside each value; where they stand in their frame is fixed, so that words and areas can
be laid over them. LibreOffice loses the first line of a chart where a later one has more points, so the longest comes
first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard import theme
from dashboard.packs import workbook_behind as book
from dashboard.packs.master import SPACES, fill
from dashboard.packs.presentation_file import HEAD
from dashboard.packs.shapes import clean

_SPACES = f'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {SPACES}'
_SHOWN = '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
_SHOWN += '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
NO_FILL = "<a:noFill/>"
NO_LINE = f"<a:ln>{NO_FILL}</a:ln>"


@dataclass(frozen=True)
class Inner:
    """Where the field between the axes lies in the frame of its chart, each from 0 to 1."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def layout(self) -> str:
        """As a part of a chart."""
        named = zip("xywh", (self.left, self.top, self.wide, self.high), strict=True)
        sizes = "".join(f'<c:{name} val="{size:.5f}"/>' for name, size in named)
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{sizes}</c:manualLayout></c:layout>"
        )


@dataclass(frozen=True)
class Bars:
    """One series of bars: a value for each category with its fill, and what is written at its end ("" for nothing),
    in ``colour``; ``inside`` its bar, where there is room for it, or ``backed`` by the colour of the paper."""

    name: str
    values: Sequence[float | None]
    fills: Sequence[str]
    labels: Sequence[str] = ()
    colour: str = theme.LIGHT.ink
    inside: bool = False
    backed: bool = False


@dataclass(frozen=True)
class ChartLine:
    """One series over years: its points, the colour, width (0: none) and dash of its line, and the mark at each point
    ("" for none), full or hollow."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: str
    width: float
    dash: str = ""
    mark: str = ""
    mark_size: float = 7
    hollow: bool = False


@dataclass(frozen=True)
class Axis:
    """From where to where an axis runs, how far its labels are apart (0: none are written), and how they look."""

    low: float
    high: float
    step: float = 0
    form: str = "General"
    size: float = 13
    grid: bool = field(default=False)


def bar_chart(
    categories: Sequence[str],
    series: Sequence[Bars],
    values: Axis,
    inner: Inner,
    size: float,
    upright: bool = False,
    stacked: bool = False,
    gap: int = 45,
    named: bool = True,
) -> tuple[str, bytes]:
    """Bars from the left, the first category above, or ``upright`` ones; ``size`` is that of names and labels in
    points, ``gap`` the room between two bars in per cent of one; ``named`` writes the categories beside them. Returns
    the chart and the workbook behind it."""
    columns: list[book.Column] = [["", *categories]]
    told = []
    for number, one in enumerate(series):
        columns.append([one.name, *one.values])
        told.append(_bars(number, one, categories, size, stacked))
    way, grouping = ("col" if upright else "bar"), ("stacked" if stacked else "clustered")
    plot = (
        f'<c:barChart><c:barDir val="{way}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{"".join(told)}'
        f'<c:gapWidth val="{gap}"/>{"<c:overlap val=" + chr(34) + "100" + chr(34) + "/>" if stacked else ""}'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )
    order = "minMax" if upright else "maxMin"
    names = (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="{int(not named)}"/>'
        f'<c:axPos val="{"b" if upright else "l"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{_edge(theme.LIGHT.shore)}{_letters(size, theme.LIGHT.ink)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    axis = _value_axis(2, 1, values, "l" if upright else "b", "between")
    return _whole(f"{inner.layout}{plot}{names}{axis}", size), book.workbook(columns)


def line_chart(series: Sequence[ChartLine], years: Axis, values: Axis, inner: Inner, size: float) -> tuple[str, bytes]:
    """Lines and marks over years. Returns the chart and the workbook behind it, two columns for each series."""
    columns: list[book.Column] = []
    told = []
    for number, one in enumerate(sorted(series, key=lambda line: (-len(line.points), -line.width))):
        x, y = zip(*one.points, strict=True)
        columns += [["", *x], [one.name, *y]]
        told.append(_line(number, one, x, y))
    plot = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{"".join(told)}<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
    )
    below = "autoZero" if values.step else "min"  # without an axis of values nothing is zero
    axes = f"{_value_axis(1, 2, years, 'b', 'midCat', below)}{_value_axis(2, 1, values, 'l', 'midCat')}"
    return _whole(f"{inner.layout}{plot}{axes}", size), book.workbook(columns)


def _whole(plot: str, size: float) -> str:
    return (
        f'{HEAD}<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{plot}<c:spPr>{NO_FILL}</c:spPr></c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{NO_FILL}{NO_LINE}</c:spPr>{_letters(size, theme.LIGHT.ink)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _letters(size: float, colour: str, bold: bool = False) -> str:
    look = f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}</a:defRPr>'
    return (
        f'<c:txPr><a:bodyPr rot="0"/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _edge(colour: str) -> str:
    return f'<c:spPr><a:ln w="9525">{fill(colour)}</a:ln></c:spPr>'


def _value_axis(number: int, other: int, axis: Axis, side: str, between: str, crosses: str = "autoZero") -> str:
    lines = f"<c:majorGridlines>{_edge(theme.LIGHT.grid)}</c:majorGridlines>" if axis.grid else ""
    step = f'<c:majorUnit val="{axis.step:g}"/>' if axis.step else ""
    line = NO_FILL if axis.grid else fill(theme.LIGHT.shore)
    return (
        f'<c:valAx><c:axId val="{number}"/><c:scaling><c:orientation val="minMax"/><c:max val="{axis.high!r}"/>'
        f'<c:min val="{axis.low!r}"/></c:scaling><c:delete val="{int(not axis.step)}"/><c:axPos val="{side}"/>{lines}'
        f'<c:numFmt formatCode="{clean(axis.form).replace(chr(34), "&quot;")}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525">{line}</a:ln></c:spPr>{_letters(axis.size, theme.LIGHT.soft)}'
        f'<c:crossAx val="{other}"/><c:crosses val="{crosses}"/><c:crossBetween val="{between}"/>{step}</c:valAx>'
    )


def _name(column: int, said: str) -> str:
    return (
        f'<c:tx><c:strRef><c:f>{book.head(column)}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{clean(said)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _numbers(what: str, column: int, values: Sequence[float | None]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:{what}><c:numRef><c:f>{book.column_below_head(column, len(values))}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
        f"</c:{what}>"
    )


def _bars(number: int, one: Bars, categories: Sequence[str], size: float, stacked: bool) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{look}{NO_LINE}</c:spPr></c:dPt>"
        for place, look in enumerate(one.fills)
    )
    names = "".join(f'<c:pt idx="{place}"><c:v>{clean(said)}</c:v></c:pt>' for place, said in enumerate(categories))
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{_name(number + 1, one.name)}'
        f'<c:spPr>{one.fills[0] if one.fills else NO_FILL}{NO_LINE}</c:spPr><c:invertIfNegative val="0"/>{points}'
        f"{_labels(one, size, stacked)}"
        f"<c:cat><c:strRef><c:f>{book.column_below_head(0, len(categories))}</c:f><c:strCache>"
        f'<c:ptCount val="{len(categories)}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"{_numbers('val', number + 1, one.values)}</c:ser>"
    )


def _labels(one: Bars, size: float, stacked: bool) -> str:
    """What is written at the end of each bar, or in it."""
    if not any(one.labels):
        return ""
    where = "ctr" if one.inside else "inBase" if stacked else "outEnd"
    look = f'<a:rPr lang="en-GB" sz="{round(size * 100)}" b="1">{fill(one.colour)}</a:rPr>'
    told, behind = "", f"<c:spPr>{fill(theme.LIGHT.paper)}</c:spPr>" if one.backed else ""
    for place, said in enumerate(one.labels):
        side = "r" if (one.values[place] or 0) < 0 else "l"
        words = "".join(
            f'<a:p><a:pPr algn="{side}"/><a:r>{look}<a:t>{clean(line)}</a:t></a:r></a:p>' for line in said.split("\n")
        )
        rich = f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>{words}</c:rich></c:tx>'
        shown = f'{rich}{behind}<c:dLblPos val="{where}"/>{_SHOWN}' if said else '<c:delete val="1"/>'
        told += f'<c:dLbl><c:idx val="{place}"/>{shown}</c:dLbl>'
    return f'<c:dLbls>{told}{_letters(size, one.colour, True)}<c:dLblPos val="{where}"/>{_SHOWN}</c:dLbls>'


def _line(number: int, one: ChartLine, x: Sequence[float], y: Sequence[float]) -> str:
    dash = f'<a:prstDash val="{one.dash}"/>' if one.dash else ""
    drawn = f'<a:ln w="{round(one.width * 12700)}" cap="rnd">{fill(one.colour)}{dash}<a:round/></a:ln>'
    inside = fill(theme.LIGHT.paper if one.hollow else one.colour)
    mark = (
        f'<c:marker><c:symbol val="{one.mark}"/><c:size val="{max(2, min(72, round(one.mark_size)))}"/><c:spPr>{inside}'
        f'<a:ln w="15875">{fill(one.colour)}</a:ln></c:spPr></c:marker>'
        if one.mark
        else '<c:marker><c:symbol val="none"/></c:marker>'
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{_name(2 * number + 1, one.name)}'
        f"<c:spPr>{drawn if one.width else NO_LINE}</c:spPr>{mark}"
        f'{_numbers("xVal", 2 * number, x)}{_numbers("yVal", 2 * number + 1, y)}<c:smooth val="0"/></c:ser>'
    )
