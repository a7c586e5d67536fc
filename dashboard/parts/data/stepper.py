"""The four steps of a file, and the count of its rows that adds up on each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from analytics.text.sentences import Sentence
from analytics.vocabulary import NotationKey
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.data import answers
from dashboard.parts.data.review import Review

STEPS = ("file", "questions", "check", "commit")
# Translators: the four steps of a file that is brought: chosen, asked about, checked, written.
NAMES = {
    "file": Sentence("File"),
    "questions": Sentence("Questions"),
    "check": Sentence("Check"),
    "commit": Sentence("Commit"),
}
KEY_WORDS = {
    # Translators: rows of an inventory without a number: not occurring in the city (NO).
    NotationKey.NO.value: Sentence("not occurring"),
    # Translators: rows of an inventory without a number: not estimated by the city (NE).
    NotationKey.NE.value: Sentence("not estimated"),
    # Translators: rows of an inventory without a number: included elsewhere (IE).
    NotationKey.IE.value: Sentence("counted elsewhere"),
    # Translators: rows of an inventory without a number: confidential (C).
    NotationKey.C.value: Sentence("confidential"),
}
_STYLE = """<style>
.steps { list-style: none; display: grid; grid-template-columns: repeat(4, 1fr); margin: 0;
  padding: 0 !important; border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: .625rem;
  overflow: hidden; }
.steps li { margin: 0 !important; padding: .5rem .75rem; display: flex; gap: .625rem; align-items: center;
  min-width: 0; }
.steps li + li { border-inline-start: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.steps li[aria-current] { background: color-mix(in srgb, var(--ours) 12%, transparent); }
.steps b { flex: none; width: 1.625rem; height: 1.625rem; border-radius: 50%; display: grid; place-items: center;
  border: 1.5px solid color-mix(in srgb, currentColor 45%, transparent); font-size: .875rem; font-weight: 600; }
.steps li.done b { background: var(--ours); border-color: var(--ours); color: var(--paper); }
.steps li[aria-current] b { border-color: var(--ours); }
.steps div { min-width: 0; line-height: 1.3; }
.steps strong { display: block; font-weight: 600; }
.steps span { display: block; font-size: .875rem; text-wrap: balance; }
.ledger { display: flex; flex-wrap: wrap; gap: .375rem .5rem; align-items: center; margin: 0; line-height: 1.3; }
.ledger i { font-style: normal; }
.ledger span { border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: .375rem;
  padding: .125rem .5rem; }
.ledger .read { background: color-mix(in srgb, var(--ours) 16%, transparent); }
.ledger .asked { background: color-mix(in srgb, var(--rising) 18%, transparent); font-weight: 600; }
.ledger .key { background: color-mix(in srgb, currentColor 8%, transparent); }
.ledger .left { text-decoration: line-through;
  text-decoration-color: color-mix(in srgb, currentColor 55%, transparent); }
@media (max-width: 640px) {
  .steps { border: 0; gap: .375rem; border-radius: 0; grid-template-columns: repeat(4, minmax(min-content, 1fr)); }
  .steps li { display: block; min-width: min-content; padding: .375rem 0 0; border: 0 !important;
    background: none !important;
    border-top: .25rem solid color-mix(in srgb, currentColor 25%, transparent) !important; }
  .steps li.done, .steps li[aria-current] { border-top-color: var(--ours) !important; }
  .steps b, .steps span { display: none; }
  .steps strong { font-size: .875rem; font-weight: 400; }
  .steps li[aria-current] strong { font-weight: 700; }
}
</style>"""


@dataclass(frozen=True)
class Count:
    """One part of the rows of a file: how many, what they are, and the tint they have in the sheet."""

    number: int
    words: str
    tint: str


def step(found: Review | None) -> str:
    """The step at which a file stands."""
    if found is None or found.draft is None:
        return "file"
    if not found.draft.ready or answers.out_of_place(found):
        return "questions"
    return "check" if found.examined.holding(found.draft.answers) or found.examined.unfitting else "commit"


def steps(found: Review | None) -> None:
    """The four steps, each with what it is about, as a list that says which is the present one."""
    at = STEPS.index(step(found))
    shown = []
    for place, name in enumerate(STEPS):
        state = ' class="done"' if place < at else ' aria-current="step"' if place == at else ""
        mark = "✓" if place < at else str(place + 1)
        words = f"<strong>{escape(say(NAMES[name]))}</strong><span>{escape(_about(name, found))}</span>"
        shown.append(f'<li{state}><b aria-hidden="true">{mark}</b><div>{words}</div></li>')
    st.html(f'{_STYLE}<ol class="steps" aria-label="{escape(_("Steps of a file"))}">{"".join(shown)}</ol>')


def _about(name: str, found: Review | None) -> str:
    """What stands below the name of a step."""
    draft = found.draft if found else None
    if found is None or draft is None:
        return {
            "file": _("as you keep it"),
            "questions": _("what only you can say"),
            "check": _("against the recorded figures"),
            "commit": _("nothing is written before"),
        }[name]
    if name == "file":
        return found.name
    if name == "questions":
        return left(found)
    if name == "check":
        if not draft.ready:
            return _("against the recorded figures")
        number = len(found.examined.findings)
        told = ngettext("{number} finding", "{number} findings", number, number=theme.number(number))
        return told if number else _("nothing found")
    waits = draft.ready and step(found) == "check"
    return _("held back") if waits else _("nothing is written before")


def left(found: Review) -> str:
    """How many questions and problems of a file are open."""
    open_ones = len(answers.open_questions(found)) + len(found.ahead)
    blocked = len(answers.keeping_out(found))
    if blocked:
        return ngettext("{number} problem", "{number} problems", blocked, number=theme.number(blocked))
    if open_ones:
        return ngettext("{number} left", "{number} left", open_ones, number=theme.number(open_ones))
    return _("none left") if found.questions else _("none")


def counts(found: Review) -> list[Count]:
    """The rows of a file (of a matrix its entries) by what becomes of them; they add up to all of them."""
    draft = found.read_so_far
    assert draft is not None
    keys: Counter[str] = Counter()
    for item in draft.inventories:
        keys.update(item.keys)
    figures = draft.imported - sum(keys.values())
    if figures < 0 or sum(item.rows for item in draft.inventories) != draft.imported:
        figures, keys = draft.imported, Counter()  # several figures stand in a row
    holding = found.examined.holding(draft.answers)
    waiting = min(min((len(item.rows) for item in holding), default=0), figures)
    ready = theme.number(figures - waiting)
    parts = [Count(figures - waiting, ngettext("{number} ready", "{number} ready", figures, number=ready), "read")]
    if waiting:
        number = theme.number(waiting)
        parts.append(
            Count(waiting, ngettext("{number} to look at", "{number} to look at", waiting, number=number), "asked")
        )
    for key, count in keys.items():
        if count:
            words = _("{number} {what}", number=theme.number(count), what=say(KEY_WORDS.get(key, key)))
            parts.append(Count(count, words, "key"))
    if draft.rejected:
        # Translators: rows of a file that wait for an answer or a repair.
        words = ngettext(
            "{number} in question", "{number} in question", draft.rejected, number=theme.number(draft.rejected)
        )
        parts.append(Count(draft.rejected, words, "asked"))
    # Translators: rows of a file that count for nothing, because they are blank, a total or repeat another.
    left_out = ngettext("{number} left out", "{number} left out", draft.ignored, number=theme.number(draft.ignored))
    return [*parts, Count(draft.ignored, left_out, "left")]


def ledger(found: Review) -> None:
    """What became of each row, as a sum; the tints are those of the sheet."""
    draft = found.draft
    assert draft is not None
    number = theme.number(draft.rows_in)
    whole = (
        # Translators: what a table holds below and beside its labels: numbers, and words in their place.
        ngettext("{number} entry of the table", "{number} entries of the table", draft.rows_in, number=number)
        if draft.of_cells
        else ngettext("{number} row", "{number} rows", draft.rows_in, number=number)
    )
    st.html(f'<p class="ledger"><strong>{escape(whole)}</strong><i>=</i>{_sum(counts(found))}</p>')


def _sum(parts: Sequence[Count]) -> str:
    return "<i>+</i>".join(f'<span class="{part.tint}">{escape(part.words)}</span>' for part in parts)
