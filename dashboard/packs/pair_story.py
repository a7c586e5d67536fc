"""The story of a pair: the task, both verdicts, what was done together and what came of it, how the two compare, what
each could ask the other, and what both face. Every sentence and picture is one of the Pairs page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from analytics.pairs.milestone_kinds import MILESTONES
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.packs.city_paper import method_parts
from dashboard.packs.pair_paper import (
    curve_parts,
    matter_parts,
    of_pair,
    promise_parts,
    question_parts,
    share_parts,
    standing_parts,
    time_parts,
    worked_parts,
)
from dashboard.packs.paper import Heading, Paper, Part, Point, Points, SideBySide, SmallTable, said
from dashboard.parts.adaptation import adaptation_words
from dashboard.parts.pairs import pair_pictures, pairing
from dashboard.parts.pairs.pairing import Facing
from dashboard.words.printed_dates import printed


def pair_story(found: Facing, today: datetime, codes: Sequence[str | None]) -> Paper:
    """The story of a pair in the language that is spoken; ``codes`` are the figure codes of both cities."""
    parts = [
        SideBySide([standing_parts(report) for report in (found.left, found.right)]),
        *time_parts(found, today),
        *worked_parts(found),
        *share_parts(found),
        *curve_parts(found, today),
        *matter_parts(found),
        *question_parts(found, False),
        *question_parts(found, True),
        *_hazards(found),
        *promise_parts(found, today),
        *_milestones(found),
        SideBySide([[said(say(pairing.FRAME)), *method_parts()]], boxed=True),
    ]
    return of_pair(found, today, parts, codes)


def _milestones(found: Facing) -> list[Part]:
    """Every milestone with its source."""
    rows = []
    for one in found.room.milestones:
        what = pair_pictures.happened(one.what, one.value, one.unit)
        when = printed(one.date) if one.date else _("undated")
        rows.append((when, f"{say(MILESTONES[one.kind])}: {what}", one.source))
    title = _("Milestones, each with its source ({count})", count=len(rows))
    return (
        [Heading(title), SmallTable(title, [_("Date"), _("Milestone"), _("Source")], rows, own=(1, 2))] if rows else []
    )


def _hazards(found: Facing) -> list[Part]:
    """The hazards that both face, and those of one of them; who names none."""
    lacking = [
        _("{city} names no climate hazard yet", city=city)
        for city in adaptation_words.without_hazards(found.names, found.adapting)
    ]
    faced = adaptation_words.hazards_faced(found.names, found.adapting)
    items = [Point("•", "soft", [(f"{who}: ", True), (hazards, False)]) for who, hazards in faced]
    title = adaptation_words.hazards_title(found.names, found.adapting)
    return [Heading(title), *map(said, lacking), *([Points(items)] if items else [])]
