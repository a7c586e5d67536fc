"""What a slide is made of, whichever deck it is in: a finding as its title, one picture, and where that is from.

A slide of two languages is the same slide twice, side by side; each half is made and drawn while its language is
spoken, so that both have the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.presentation import Presentation as Opened

from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.packs import letters, master
from dashboard.packs.canvas import CENTRE, MIDDLE, RIGHT, ROUNDED, Canvas, Fill, Stretch
from dashboard.packs.logo import Logo
from dashboard.packs.master import MARGIN, Box

Draw = Callable[[Canvas, Box], object]
TITLES = (34.0, 31.0, 28.0, 25.0, 22.0, 19.0, 16.0, 14.0)
"""The sizes of a title; the first is taken at which it keeps to its lines."""
HALF_TITLES = (23.0, 21.0, 19.0, 17.0, 15.0, 13.0, 11.0)
FOOT, FOOT_LINES = 10.0, 4
"""The size of what stands at the foot, and how many lines it keeps to: all of a longer one is in the notes."""
CODE_WIDE = 200.0
LOGO = Box(master.WIDE - MARGIN - 120, 16, 120, 34)
"""The room for a logo, in whose right half it stands."""


class Mark(NamedTuple):
    """The answer that stands in the corner: its sign, its words and its colour."""

    sign: str
    words: str
    colour: str


@dataclass(frozen=True)
class Slide:
    """What one slide says in one language. All words are plain text.

    ``who`` stands above the title with what follows it, ``foot`` names method, unit, source and revision, ``notes`` are
    for who speaks, ``samples`` says that figures are samples of the program's.
    """

    title: str
    who: str
    more: str
    draw: Draw
    foot: str
    notes: Sequence[str]
    mark: Mark | None = None
    samples: bool = False
    layout: str = "Chart"


@dataclass(frozen=True)
class Edition:
    """What all slides of a deck bear: the day, the figure codes, a logo, and the languages, one or two."""

    today: datetime
    codes: tuple[str, ...] = ()
    logo: Logo | None = None
    languages: tuple[str, ...] = (language.ENGLISH,)


Slides = Callable[[], Sequence[Slide]]
"""What makes the slides of a deck in the language that is spoken."""


def deck(found: Slides, subject: Callable[[], str], edition: Edition) -> bytes:
    """The slides as a file (PPTX), in the languages of the edition; what they are about is their ``subject``."""
    file, spoken = Presentation(str(master.TEMPLATE)), language.current()
    try:
        said: list[Sequence[Slide]] = []
        for code in edition.languages:
            language.use(code)
            said.append(found())
        for halves in zip(*said, strict=True):
            _slide(file, halves, edition)
        language.use(edition.languages[0])
        about = file.core_properties
        about.title, about.subject, about.language = said[0][0].title, subject(), edition.languages[0]
        about.author = about.last_modified_by = _("Covenant of Mayors dashboard")
        about.created = about.modified = edition.today.replace(tzinfo=None, microsecond=0)
        return _written(file)
    finally:
        language.use(spoken)


def _written(file: Opened) -> bytes:
    """The file in an archive whose parts bear one fixed time and stand in a fixed order, so that the same data gives
    the same bytes."""
    loose, fixed = BytesIO(), BytesIO()
    file.save(loose)
    with ZipFile(loose) as read, ZipFile(fixed, "w", ZIP_DEFLATED, compresslevel=5) as made:
        for name in sorted(read.namelist()):
            made.writestr(ZipInfo(name), read.read(name), ZIP_DEFLATED)
    return fixed.getvalue()


def _slide(file: Opened, halves: Sequence[Slide], edition: Edition) -> None:
    """One slide, in one language or in two beside each other."""
    alone = len(halves) == 1
    sheet = Canvas(file, halves[0].layout if alone else "Two languages")
    areas = [master.WHOLE] if alone else master.COLUMNS
    notes: list[str] = []
    bottoms = []
    for place, (one, area, code) in enumerate(zip(halves, areas, edition.languages, strict=True)):
        language.use(code)
        foot_top = _foot_top(one, area, edition)
        body = _head(sheet, one, area, place, edition.logo)
        one.draw(sheet, Box(area.left, body, area.wide, foot_top - 10 - body))
        bottoms.append(foot_top)
        notes += one.notes
        notes += [one.foot] if _foot(one, area, alone) != one.foot else []
    for place, (one, area, code) in enumerate(zip(halves, areas, edition.languages, strict=True)):
        language.use(code)
        _source(sheet, one, area, place, min(bottoms), alone)
    language.use(edition.languages[0])
    _made(sheet, any(one.samples for one in halves), min(bottoms), edition, alone)
    if edition.logo is not None:
        sheet.picture(edition.logo.within(LOGO), edition.logo.content, edition.logo.alt)
    sheet.done(notes)


def _head(sheet: Canvas, one: Slide, area: Box, place: int, logo: Logo | None) -> float:
    """Title, who and mark above a slide or half of one; returns where they end."""
    alone = area.wide > master.HALF
    size = 14.0 if alone else 11.0
    free = area.wide - (0 if logo is None or (place == 0 and not alone) else logo.within(LOGO).wide + 14)
    mark_wide = min(_mark_wide(one.mark, size), free) if one.mark else 0.0
    beside = bool(one.mark) and letters.width(f"{one.who} {one.more}", size, True) + mark_wide + 20 <= free
    who = Box(area.left, 28, free - (mark_wide + 20 if beside else 0), size * 1.3)
    told = one.who if not one.more else f"{one.who}{one.more}"
    small = letters.fitting(told, who.wide, size * 1.3, (size, size - 1, size - 2, size - 3, size - 4, 7.0), True)
    top = who.bottom + 12
    if one.mark and not beside:
        top += size * 2.1
    chosen = _title_size(one.title, area)
    high = letters.high(one.title, chosen, area.wide, True)
    sheet.place(
        master.SECOND_TITLE * place, Box(area.left, top, area.wide, high), [[Stretch(one.title, chosen, bold=True)]]
    )
    stretches = [Stretch(one.who, small, bold=True), Stretch(one.more, small, theme.LIGHT.soft)]
    sheet.place(10 + 2 * place, who, [stretches])
    if one.mark:
        right = area.left + free
        where = (
            Box(right - mark_wide, 25, mark_wide, size * 1.75)
            if beside
            else Box(area.left, who.bottom + 7, mark_wide, size * 1.75)
        )
        _mark(sheet, one.mark, where, size)
    return top + high + (14 if alone else 10)


def _title_size(title: str, area: Box) -> float:
    """The size at which a title stands on one line, as long as it is large; else that for two lines (three of half a
    slide)."""
    alone = area.wide > master.HALF
    sizes, most = (TITLES, 2) if alone else (HALF_TITLES, 3)
    lines = {size: letters.lines(title, size, area.wide, True) for size in sizes}
    large = (size for size in sizes[:3] if lines[size] == 1)
    return next(large, next((size for size in sizes if lines[size] <= most), sizes[-1]))


def _mark_wide(mark: Mark, size: float) -> float:
    return letters.width(f"{mark.sign}  {mark.words}", size, True) + 20


def _mark(sheet: Canvas, mark: Mark, area: Box, size: float) -> None:
    """The answer on a pale ground."""
    sheet.field(area, Fill(theme.LIGHT.land), ROUNDED, round_by=0.22)
    small = letters.fitting(
        f"{mark.sign}  {mark.words}", area.wide - 12, size * 1.3, (size, size - 2, size - 4, 7.0), True
    )
    words = [Stretch(f"{mark.sign}  ", small, mark.colour, True), Stretch(mark.words, small, theme.LIGHT.ink, True)]
    sheet.words(area, [words], CENTRE, MIDDLE)


def _foot_wide(area: Box, alone: bool) -> float:
    return area.wide - CODE_WIDE - 20 if alone else area.wide


def _foot(one: Slide, area: Box, alone: bool) -> str:
    """What stands at the foot, cut after the last word that finds room."""
    wide, most = _foot_wide(area, alone), FOOT_LINES if alone else FOOT_LINES + 1
    words = one.foot.split(" ")
    while words and letters.lines(" ".join(words) + " …", FOOT, wide) > most:
        words.pop()
    whole = " ".join(words)
    return one.foot if whole == one.foot else f"{whole} …"


def _foot_top(one: Slide, area: Box, edition: Edition) -> float:
    """Where the line above the source of a slide stands; beside the source the day and each figure code have a line."""
    alone = len(edition.languages) == 1
    high = letters.high(_foot(one, area, alone), FOOT, _foot_wide(area, alone))
    codes = (1 + len(edition.codes)) * FOOT * letters.LINE if alone else 0
    return master.HIGH - (12 if alone else 26) - max(high, codes, 24) - 6


def _source(sheet: Canvas, one: Slide, area: Box, place: int, top: float, alone: bool) -> None:
    sheet.rule(area.left, top, area.wide)
    where = Box(area.left, top + 6, _foot_wide(area, alone), master.HIGH - (10 if alone else 24) - top - 6)
    sheet.place(11 + 2 * place, where, [[Stretch(_foot(one, area, alone), FOOT, theme.LIGHT.soft)]])


def _made(sheet: Canvas, samples: bool, top: float, edition: Edition, alone: bool) -> None:
    """The day, the mark of samples, the figure codes, and the number of the slide."""
    right = master.WIDE - MARGIN
    first = " · ".join([*([_("Sample figures")] if samples else []), theme.date(edition.today)])
    # Translators: below a slide, before a code such as US-BOS-R3-7F3A that can be typed into the Method page.
    codes = _("Figure code {code}", code=(" · " if not alone else "\n").join(edition.codes)) if edition.codes else ""
    if alone:
        where = Box(right - CODE_WIDE, top + 6, CODE_WIDE - 24, master.HIGH - 10 - top - 6)
        lines = "\n".join(filter(None, (first, codes)))
        told = [[Stretch(lines, FOOT, theme.LIGHT.soft)]]
        sheet.place(master.DATE, where, told, RIGHT)
        sheet.slide_number(Box(right - 20, top + 6, 20, 13))
        return
    line = " · ".join(filter(None, (first, codes)))
    area = Box(MARGIN, master.HIGH - 20, master.INNER - 40, 12)
    sheet.place(master.DATE, area, [[Stretch(line, FOOT, theme.LIGHT.soft)]], RIGHT)
    sheet.slide_number(Box(right - 30, master.HIGH - 20, 30, 12))
