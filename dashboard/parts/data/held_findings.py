"""The findings about a file on the way in: the worst as a title, each with its repair, and what somebody looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.detection.case import Finding
from analytics.detection.places import EMISSIONS
from analytics.vocabulary import CARRIERS, SECTORS
from dashboard import language, tables, theme, visitors
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from datasets import Examination
from datasets.city.examining import examination

MOST_NAMED = 2
"""Places that a title names."""
MOST_CELLS = 30
"""Repaired cells of one repair that the page lists."""
THOUSAND = 1e3


def title(finding: Finding) -> str:
    """A finding in one line: what is wrong with how many figures, and where."""
    place, mends = _places(finding), finding.mends
    if mends is None:
        # Translators: the kind of a finding, and where it was found, as a title.
        return _("{kind}: {place}", kind=say(examination.NAMES[finding.code]), place=place)
    if mends.exchanged:
        return _("Two figures look exchanged: {place}", place=place)
    if mends.columns:
        return _("Energy and emissions look exchanged: {place}", place=place)
    count = len(mends.places)
    if mends.carrier:
        carrier = say(CARRIERS[mends.carrier].within)
        return ngettext(
            "One figure looks like {carrier}: {place}",
            "{count} figures look like {carrier}: {place}",
            count,
            carrier=carrier,
            place=place,
        )
    if mends.times < 0:
        return ngettext(
            "One figure seems to have the wrong sign: {place}",
            "{count} figures seem to have the wrong sign: {place}",
            count,
            place=place,
        )
    if abs(mends.times * THOUSAND - 1) < 1e-9:
        return ngettext(
            "One figure looks a thousand times too large: {place}",
            "{count} figures look a thousand times too large: {place}",
            count,
            place=place,
        )
    if abs(mends.times / THOUSAND - 1) < 1e-9:
        return ngettext(
            "One figure looks a thousand times too small: {place}",
            "{count} figures look a thousand times too small: {place}",
            count,
            place=place,
        )
    return ngettext(
        "One figure looks to be in another unit: {place}",
        "{count} figures look to be in another unit: {place}",
        count,
        place=place,
    )


def _places(finding: Finding) -> str:
    """Where a finding is, in a few words: its sectors with their carriers, and the year."""
    names: dict[str, None] = {}
    for spot in finding.spots:
        sector = say(SECTORS[spot.sector].name) if spot.sector in SECTORS else spot.sector
        carrier = say(CARRIERS[spot.carrier].within) if spot.carrier in CARRIERS else ""
        # Translators: a place of an inventory: its sector and its energy carrier.
        names[_("{sector}, {carrier}", sector=sector, carrier=carrier) if carrier else sector] = None
    said = list(names)[:MOST_NAMED]
    more = len(names) - len(said)
    if more > 0:
        said.append(ngettext("{number} more", "{number} more", more, number=theme.number(more)))
    # Translators: places of an inventory, and its year.
    return _("{places} ({year})", places=language.listed(said), year=finding.year) if said else str(finding.year)


def apply_button(found: Review, finding: Finding, *, first: bool = False) -> bool:
    """The button that repairs a finding, with what becomes of its figures; whether there is one."""
    repair = found.examined.repair(finding)
    if repair is None:
        return False
    question, answer = repair
    cells = found.examined.cells({question: answer})[question]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _label(finding, len(cells), cells[0].new),
            key=f"apply-{'first' if first else 'listed'}-{question}",
            icon=":material/build:",
            type="primary" if first else "secondary",
            on_click=found.answer,
            args=({question: answer},),
        )
        if len(cells) == 1:
            st.markdown(text(_changed(finding, cells[0].old, cells[0].new)), width="content")
    return True


def apply_every(found: Review) -> None:
    """The repairs that can be taken at once, each with what becomes of its figures, and the button that takes them."""
    together = found.examined.together()
    if len(together) < 2:
        return
    cells, lines = found.examined.cells(together), dict[str, tuple[str, str]]()
    for finding in found.examined.findings:
        question, _answer = found.examined.repair(finding) or ("", "")
        if question in together:
            first, more = cells[question][0], len(cells[question]) - 1
            line = _changed(finding, first.old, first.new)
            lines[question] = (
                title(finding),
                _("{line} and {number} more", line=line, number=theme.number(more)) if more else line,
            )
    st.button(
        _("Apply all {number} repairs", number=theme.number(len(lines))),
        key="apply-every",
        icon=":material/build:",
        on_click=found.answer,
        args=(together,),
    )
    caption = _("The repairs that can be taken at once: what looks wrong, and what is taken instead")
    what, instead = zip(*lines.values(), strict=True)
    tables.table({_("Finding"): what, _("Taken instead"): instead}, caption)


def _label(finding: Finding, count: int, new: float | str) -> str:
    if count == 1:
        return text(_("Apply this repair: {figure}", figure=_shown(finding, new)))
    number = theme.number(count)
    return ngettext(
        "Apply this repair to {number} figure", "Apply this repair to {number} figures", count, number=number
    )


def _changed(finding: Finding, old: float | str, new: float | str) -> str:
    # Translators: what stood in a cell of a file, and what is taken instead.
    return _("{old} → {new}", old=_shown(finding, old), new=_shown(finding, new))


def _shown(finding: Finding, value: float | str) -> str:
    """What stands in a cell, in full and in the unit in which it is kept; a carrier by its name."""
    if isinstance(value, str):
        return say(CARRIERS[value].name) if value in CARRIERS else value
    energy = finding.mends is not None and finding.mends.measure != EMISSIONS and not finding.mends.columns
    unit = "" if finding.mends is not None and finding.mends.columns else "MWh" if energy else "t"
    return f"{theme.number(value, 0 if abs(value) >= 100 else 2)}{theme.NBSP}{unit}".strip()


def applied(found: Review) -> None:
    """The repairs that were chosen for the file: each row as it was and as it is taken, with the way back."""
    cells = found.examined.cells(found.answers)
    for question in found.examined.unfitting:
        told = _(
            "A repair fits no longer: somebody committed other figures meanwhile. Row {row}: {old} → {new}.",
            row=cells[question][0].row,
            old=_plain(cells[question][0].old),
            new=_plain(cells[question][0].new),
        )
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":orange[:material/history: {text(told)}]", width="stretch")
            _undo(found, question, _("Take it back"))
    for question, finding in found.examined.repaired.items():
        mine = cells.get(question, ())
        with st.container(border=True, key=f"repaired-{question.replace(':', '-').replace(',', '-')}"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f":green[:material/build:] **{text(_('Repaired: {place}', place=_places(finding)))}**")
                _undo(found, question, _("Undo this repair"))
            tables.table(
                {
                    _("Row"): [theme.number(cell.row) for cell in mine[:MOST_CELLS]],
                    _("In the file"): [_shown(finding, cell.old) for cell in mine[:MOST_CELLS]],
                    # Translators: the head of a column: the figures that count in the place of those in a file.
                    _("Taken instead"): [_shown(finding, cell.new) for cell in mine[:MOST_CELLS]],
                },
                _("The rows that a repair changes, as in the file and as they are taken"),
            )
            if len(mine) > MOST_CELLS:
                st.caption(_("and {number} more", number=theme.number(len(mine) - MOST_CELLS)))


def _plain(value: float | str) -> str:
    if isinstance(value, str):
        return say(CARRIERS[value].name) if value in CARRIERS else value
    return theme.number(value, 0 if abs(value) >= 100 else 2)


def _undo(found: Review, question: str, words: str) -> None:
    st.button(words, key=f"undo-{question}", icon=":material/undo:", on_click=found.take_back, args=(question,))


def word(found: Review) -> bool:
    """Whether the commit is held back, why, and the box by which somebody says to have looked at it."""
    assert found.draft is not None
    holding = found.examined.holding(found.draft.answers)
    given = found.draft.answers
    looked = {
        found.examined.question(finding): found.examined.looked(finding, given) for finding in found.examined.findings
    }
    looked = {question: who for question, who in looked.items() if who}
    if holding:
        weighs = theme.percent(100 * max(finding.share or 0.0 for finding in holding))
        st.header(":material/lock: " + _("The commit waits"), anchor=False)
        number = theme.number(len(holding))
        told = ngettext(
            "{number} finding weighs more than 5 % of the total and is open. Repair it, or tick that you have looked.",
            "{number} findings weigh more than 5 % of the total and are open, the largest {share}. Repair them, or "
            "tick that you have looked.",
            len(holding),
            number=number,
            share=weighs,
        )
        st.markdown(text(told))
        st.checkbox(
            ngettext(
                "I have looked at it, and it is right",
                "I have looked at all {number}, and they are right",
                len(holding),
                number=number,
            ),
            key=f"looked-{found.draft.sha256[:12]}-{len(found.answers)}",
            on_change=_look,
            args=(found, holding),
        )
    elif looked:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            who = language.listed([name for name in dict.fromkeys(looked.values()) if name])
            st.markdown(text(_("Looked at by {who}.", who=who)), width="content")
            st.button(
                _("Not looked at after all"),
                icon=":material/undo:",
                type="tertiary",
                on_click=found.take_back,
                args=tuple(looked),
            )
    return bool(holding or found.examined.unfitting)


def _look(found: Review, holding: Sequence[Finding]) -> None:
    found.answer({found.examined.question(finding): visitors.author() for finding in holding})


def told_of(answers: Mapping[str, str]) -> list[str]:
    """What the answers of a revision say: what was corrected of the file, which cells were repaired, and what was
    looked at."""
    said = [
        _("Corrected in the file: {correction}.", correction=say(one))
        for one in Examination.corrections(answers).values()
    ]
    for cells in Examination.cells(answers).values():
        first = cells[0] if cells else None
        if first is None:
            continue
        old, new, row = _plain(first.old), _plain(first.new), theme.number(first.row)
        line = _("Repaired in row {row}: {old} → {new}", row=row, old=old, new=new)
        more = len(cells) - 1
        said.append(_("{line} and {number} more", line=line, number=theme.number(more)) if more else line)
    if looked := Examination.looked_by(answers):
        who, number = language.listed(list(dict.fromkeys(looked))), theme.number(len(looked))
        said.append(
            ngettext(
                "{number} large finding was looked at by {who}",
                "{number} large findings were looked at by {who}",
                len(looked),
                number=number,
                who=who,
            )
        )
    return said
