"""What the page of paper and the story of a pair say: the task, both verdicts, what was done together, shares and
curves, what compares, and what each could ask the other. Every sentence and picture is that of the Pairs page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from analytics.pairs.facing import PairMatter, matters
from analytics.pairs.promised import PromiseState, state_of
from dashboard import theme
from dashboard.downloads import aloud
from dashboard.figures import behind
from dashboard.figures.mirrored_bars import mirrored
from dashboard.figures.pair_curves import curves
from dashboard.figures.pair_timeline import timeline
from dashboard.language import ended, say
from dashboard.language import gettext as _
from dashboard.notation import subscripts
from dashboard.packs.paper import (
    Agreed,
    Chart,
    Heading,
    Paper,
    Paragraph,
    Part,
    Point,
    Points,
    SideBySide,
    drawn,
    rests_on,
    said,
)
from dashboard.parts.pairs import pair_learning, pair_pictures, pairing
from dashboard.parts.pairs.pair_agreements import STATES
from dashboard.parts.pairs.pairing import Facing
from dashboard.words import verdicts
from dashboard.words.printed_dates import printed
from datasets import CityReport

HIGH = 250
"""Pixels: how high the pictures of shares and curves are."""
ASKED, PROMISES = 3, 4
"""So many questions of each city and promises of both stand on paper."""
SIGNS = {PromiseState.KEPT: ("✓", "ours"), PromiseState.OPEN: ("○", "soft"), PromiseState.LATE: ("▲", "rising")}


def pair_paper(found: Facing, today: datetime, codes: Sequence[str | None]) -> Paper:
    """The page of a pair in the language that is spoken; ``codes`` are the figure codes of both cities."""
    parts = [
        SideBySide([standing_parts(report) for report in (found.left, found.right)]),
        *time_parts(found, today),
        SideBySide([share_parts(found, HIGH), curve_parts(found, today, HIGH)]),
        SideBySide([question_parts(found, asked_first, ASKED) for asked_first in (False, True)]),
        SideBySide([matter_parts(found), [*promise_parts(found, today)[: PROMISES + 1], Agreed()]]),
        SideBySide([[said(say(pairing.FRAME), soft=True)]], boxed=True),
    ]
    return of_pair(found, today, parts, codes)


def of_pair(found: Facing, today: datetime, parts: Sequence[Part], codes: Sequence[str | None]) -> Paper:
    """The head and the foot around the parts of a pair."""
    reports = found.left, found.right
    samples = any(report.holds_samples(*report.inventories) for report in reports)
    told = [item for report in reports for item in report.inventories]
    sources = [source for report in reports for source in report.leading.sources]
    first, second = found.names
    return Paper(
        place=_("{first} – {second}", first=first, second=second),
        made=" · ".join([theme.date(today), *([_("Sample figures")] if samples else [])]),
        title=pairing.task(found),
        context=" ".join(filter(None, (pairing.sector_line(found), *pairing.since(found)))) or say(pairing.FRAME),
        parts=parts,
        sources=rests_on(list(dict.fromkeys(sources)), max((item.revision for item in told), default=None)),
        codes=[code for code in codes if code],
    )


def standing_parts(report: CityReport) -> list[Part]:
    """The verdict on one of the two, with its newest total, its target and the pace that is left."""
    answer = verdicts.answer(report, chance=True)
    sign, look = theme.VERDICT_SIGNS[answer.verdict], theme.look(answer.verdict)
    who = Points([Point(sign, look, [(say(report.city.name), True), (f": {answer.words}", False)])])
    return [who, said(" ".join(pairing.pace(report)), soft=True)]


def time_parts(found: Facing, today: datetime) -> list[Part]:
    """What the two did together and when each counted its emissions."""
    years, at = pair_pictures.inventory_years(found), pair_pictures.year_and_day(today)
    draw = partial(timeline, found.room, years, found.names, at)
    return [Chart(drawn(draw), pair_pictures.time_alt(found, years))]


def share_parts(found: Facing, high: int | None = None) -> list[Part]:
    """What each sector is of the emissions of each city; where neither tells it, what is missing."""
    if not found.shares.rows:
        lacking = _lacking(found) or [_no_sectors(found)]
        return [Heading(say(pair_learning.MATTER_NAMES["shares"])), *map(said, lacking)]
    table = behind.shares(found.shares, found.names)
    draw = partial(mirrored, found.shares, found.names)
    note = pair_pictures.share_note(found)
    title = pair_pictures.share_title(found)
    return [Heading(title), Chart(drawn(draw, high), aloud(title, table), note, table)]


def _lacking(found: Facing) -> list[str]:
    return [f"{what} {then}" for what, then in pair_learning.without_inventory(found)]


def _no_sectors(found: Facing) -> str:
    reasons = [reason for matter in _matters(found) if matter.code == "shares" for reason in matter.reasons]
    return " ".join(subscripts(say(reason)) for reason in reasons)


def curve_parts(found: Facing, today: datetime, high: int | None = None) -> list[Part]:
    """How far each city has come since its own base year; without any inventory that there is no curve."""
    title = Heading(pair_pictures.curve_title(found.sides))
    if not any(side.series for side in found.sides):
        return [title, *map(said, _lacking(found))]
    aims = pair_pictures.both_aims(found)
    table = behind.indices(found.sides)
    draw = partial(curves, found.sides, aims, today.year)
    return [title, Chart(drawn(draw, high), aloud(title.words, table), pair_pictures.curves_note(found), table)]


def question_parts(found: Facing, asked_first: bool, most: int | None = None) -> list[Part]:
    """What one could ask the other."""
    own, asked = found.sides[::-1] if asked_first else found.sides
    told = pair_learning.asking(found, asked_first)[:most]
    head = Heading(_("{city} could ask {partner}", city=own.name, partner=asked.name))
    return [head, Points([Point("•", "soft", [(words, False)]) for words in told])]


def _matters(found: Facing) -> Sequence[PairMatter]:
    return matters(*found.sides, found.shares, found.comparison)


def matter_parts(found: Facing) -> list[Part]:
    """What can be compared, and what would unlock more."""
    items = []
    for matter in _matters(found):
        reasons = "" if matter.shown else f": {' '.join(subscripts(say(reason)) for reason in matter.reasons)}"
        sign, look = ("✓", "ours") if matter.shown else ("○", "soft")
        items.append(Point(sign, look, [(say(pair_learning.MATTER_NAMES[matter.code]), True), (reasons, False)]))
    told = [] if found.comparison.refused else [said(ended(pairing.finding(found.comparison, found.names)))]
    return [Heading(_("What can be compared, and what would unlock more")), *told, Points(items)]


def promise_parts(found: Facing, today: datetime) -> list[Part]:
    """Who does what by when, kept, open or late."""
    names = {report.city.city_id: say(report.city.name) for report in (found.left, found.right)}
    head = Heading(_("Promises"))
    if not found.room.promises:
        return [head, said(_("No promise yet."))]
    items = []
    for one in found.room.promises:
        standing = state_of(one.due, one.kept, today.date())
        by_when = _("kept {date}", date=printed(one.kept)) if one.kept else _("by {date}", date=printed(one.due))
        who = (f"{names.get(one.by_city, one.by_city)}, {one.who}: ", True)
        words = (f"{one.what} ({say(STATES[standing][1])} · {by_when})", False)
        items.append(Points([Point(*SIGNS[standing], [who, words])]))
    return [head, *items]


def worked_parts(found: Facing) -> list[Part]:
    """What came of the exchange so far, each with its source."""
    told = pair_learning.telling(found)
    return [
        Heading(pair_learning.telling_title(found)),
        *(Paragraph([(f"{kind}: ", True), (what, False)]) for kind, what, _source in told),
    ]
