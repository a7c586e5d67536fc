"""What the page of paper of the programme says: how many cities stand where, every pair with its two curves, of when
the inventories are, and what each city lacks. Every sentence and picture is that of the Cities page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from analytics.inventories.spots import Integers
from analytics.pairs.at_a_glance import PairLine
from analytics.vocabulary import Verdict
from dashboard import theme
from dashboard.downloads import aloud
from dashboard.figures import card_curves, freshness, small_curves
from dashboard.figures.small_curves import CityCurve
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.packs.paper import (
    Chart,
    Heading,
    Paper,
    Paragraph,
    Part,
    Point,
    Points,
    SideBySide,
    SmallTable,
    Squares,
    drawn,
    said,
)
from dashboard.parts.cities import city_curves, city_sentences, fresh_and_missing, pair_cards
from dashboard.parts.cities.two_counts import SQUARES
from dashboard.parts.pairs import pairing
from dashboard.words import verdicts
from dashboard.words.commitments import reason
from datasets import City, Programme

IN_A_ROW, MOST_PAIRS = 3, 6
"""So many pairs stand beside each other, and on the page."""
MOST_CITIES, MOST_REASONS = 12, 4
"""So many cities have a row, and so many reasons of what lacks are told."""


def programme_paper(found: Programme, lines: Sequence[PairLine], city: Callable[[str], City], today: datetime) -> Paper:
    """The page of the programme in the language that is spoken; ``city`` reads one of its cities."""
    cards = _cards(found, lines[:MOST_PAIRS], city, today)
    rows = [cards[first : first + IN_A_ROW] for first in range(0, len(cards), IN_A_ROW)]
    left, right = _fresh(found, today.year), [*_missing(found), *_codes(found, city, today.year)]
    parts: list[Part] = [
        _squares(_("Today ({year})", year=today.year), found, found.today(today.year)),
        _squares(_("Last known"), found, found.verdicts),
        *(SideBySide([*row, *([[]] * (IN_A_ROW - len(row) if len(rows) > 1 else 0))], boxed=True) for row in rows),
        SideBySide([left, right]),
        SideBySide([_method()], boxed=True),
    ]
    if cards:
        note = _("Index, each city's own base year or first inventory = 100. Grey: the path to its target.")
        parts[2:2] = [Heading(ngettext("{count} pair", "{count} pairs", len(lines))), said(note, soft=True)]
    samples = any(city(record.city_id).report().samples for record in found.cities[:MOST_CITIES])
    return Paper(
        place=_("Programme"),
        made=" · ".join([theme.date(today), *([_("Sample figures")] if samples else [])]),
        title=city_sentences.headline(found),
        context="",
        parts=parts,
        sources=city_sentences.note(found),
    )


def _squares(name: str, found: Programme, answers: Integers) -> Part:
    """How many cities stand where: a square for each, of many only the words."""
    counts = city_sentences.counted(answers)
    few = len(found.cities) <= SQUARES
    items = [
        (theme.VERDICT_SIGNS[verdict], "soft" if verdict is Verdict.CANNOT_TELL else theme.look(verdict))
        for verdict, count in counts.items()
        for _each in range(count)
    ]
    return Squares(name, items if few else [], city_sentences.where(counts))


def _cards(
    found: Programme, lines: Sequence[PairLine], city: Callable[[str], City], today: datetime
) -> list[list[Part]]:
    """Each pair with what it shares, the curve of each city on its own base, and what can be said of both."""
    numbers = {one.city_id: number for number, one in enumerate(found.cities)}
    known = [line for line in lines if {line.left, line.right} <= numbers.keys()]
    curves = {
        city_id: city_curves.curve(found.line(numbers[city_id], today.year), city(city_id).report())
        for line in known
        for city_id in (line.left, line.right)
    }
    scale = card_curves.CardScale([*curves.values()])
    cards: list[list[Part]] = []
    for line in known:
        both = curves[line.left], curves[line.right]
        told = pairing.faced(city(line.left), city(line.right))
        cards.append(
            [
                Paragraph([(_("{first} – {second}", first=both[0].name, second=both[1].name), True)]),
                said("; ".join(pair_cards.told_of(line, today.date())), soft=True),
                SideBySide([_city(curve, scale) for curve in both]),
                said(pair_cards.said_of(told, told.names), soft=True),
            ]
        )
    return cards


def _city(curve: CityCurve, scale: card_curves.CardScale) -> list[Part]:
    """The answer on a city of a pair, and its curve; without any that its first inventory is missing."""
    name = Point(theme.VERDICT_SIGNS[curve.verdict], theme.look(curve.verdict), [(curve.name, True)])
    head: list[Part] = [Points([name]), said(curve.words, soft=True)]
    if not curve.points and not curve.path:
        return [*head, said(_("no inventory"), soft=True)]
    return [*head, Chart(lambda dark, _wide: card_curves.named(curve, scale, dark), small_curves.told(curve))]


def _fresh(found: Programme, this_year: int) -> list[Part]:
    """Of when the inventories of the first cities are."""
    title = Heading(fresh_and_missing.freshness_title(found, this_year))
    if not found.cities:
        return [title]
    years = fresh_and_missing.years_of(found, city_sentences.in_order(found)[:MOST_CITIES])
    draw, table = partial(freshness.drawn, years, this_year), freshness.table(years)
    return [title, Chart(drawn(draw), aloud(title.words, table), table=table)]


def _missing(found: Programme) -> list[Part]:
    """What keeps cities from a verdict, the most frequent reason first."""
    groups = fresh_and_missing.by_reason(found)
    items = [
        Point("○", "soft", [(f"{city_sentences.named(found, numbers)}: ", True), (reason(codes), False)])
        for codes, numbers in [*groups.items()][:MOST_REASONS]
    ]
    return [Heading(fresh_and_missing.missing_title(groups)), Points(items)]


def _codes(found: Programme, city: Callable[[str], City], this_year: int) -> list[Part]:
    """The last answer on each of the first cities, with the code by which its figures are found again."""
    lines = [found.line(number, this_year) for number in city_sentences.in_order(found)[:MOST_CITIES]]
    rows = [
        (say(line.city.name), city_sentences.last_answer(line), city(line.city.city_id).code() or "") for line in lines
    ]
    # Translators: the heading of a column of codes such as US-BOS-R3-7F3A.
    told = _("Figure code: type it on the Method page to see every row behind these figures")
    return [SmallTable(_("City by city"), [_("City"), _("Last known"), _("Figure code")], rows), said(told, soft=True)]


def _method() -> list[Part]:
    return [Paragraph([(_("How the verdict is made"), True)]), said(say(verdicts.RULE), soft=True)]
