"""The pieces of the tab Frames: a frame, what serves each goal, commitment, priority or article of it by a tag and by a
rule of ours, and the tags of each entry, one click in its row."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.frames.frame_rules import RULES
from analytics.frames.frame_tags import FRAMEWORKS, FrameTag, Framework, label, of_frame
from analytics.frames.tagged_kinds import TAGGED
from analytics.text.sentences import Sentence
from dashboard import choices, language, opened, session, tables, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.widgets import text
from datasets import CityRecord, FramesServed, Refused

PARAMETER, OF_KIND = "frame", "entries"
Side = tuple[CityRecord, FramesServed]
MOST_ROWS = 8
"""So many entries can be tagged at once; of more a search field finds the others."""
_NONE = "–"
_BY = {
    # Translators: why an entry serves a goal: it was tagged.
    "tag": Sentence("tag"),
    # Translators: why an entry serves a goal: this project tagged what ships with it.
    "ours": Sentence("our tag"),
    # Translators: why an entry serves a goal: by a rule of this project.
    "rule": Sentence("our rule"),
}
_STYLE = """<style>
.goals.goals { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .5rem; padding: 0;
  margin: 0; list-style: none; }
.goals li { border-radius: .5rem; padding: .5rem .625rem; min-height: 4rem; margin: 0; font-size: .875rem;
  line-height: 1.3; background: color-mix(in srgb, currentColor 6%, transparent); }
.goals li.served { background: color-mix(in srgb, var(--mark) 18%, transparent); }
.goals b { display: flex; justify-content: space-between; }
</style>"""


def chosen() -> Framework:
    """The frame of the address, otherwise the first."""
    options = {code: say(one.name) for code, one in FRAMEWORKS.items()}
    code = session.asked(PARAMETER, list(options), "frame") or next(iter(options))
    choices.row(PARAMETER, options, code)
    return FRAMEWORKS[code]


def head(city: CityRecord, frame: Framework, served: FramesServed) -> None:
    """What serves the frame most, and how many entries have a tag."""
    with st.container(gap="xsmall"):
        # Translators: the name of a page: goals and agreements of the United Nations, and what serves them.
        st.caption(text(f"{_('Frames')} · {say(city.name)} · {say(frame.name)}"))
        st.title(text(_headline(city, frame, served)), anchor=False)
        tagged = ngettext(
            "{tagged} of {number} entry on file is tagged.",
            "{tagged} of {number} entries on file are tagged.",
            served.entries,
            tagged=theme.number(served.tagged),
        )
        st.markdown(text(tagged if served.entries else _("Nothing that could be tagged is on file.")))


def _headline(city: CityRecord, frame: Framework, served: FramesServed) -> str:
    counts = {tag.code: len(served.of(tag.code)) for tag in of_frame(frame.code)}
    most = max(counts, key=lambda code: counts[code])
    if not counts[most]:
        return _("{city}: nothing serves the {frame} yet", city=say(city.name), frame=say(frame.name))
    return ngettext(
        "{count} entry of {city} serves {goal}",
        "{count} entries of {city} serve {goal}",
        counts[most],
        city=say(city.name),
        goal=label(most),
    )


def parts(frame: Framework, sides: Sequence[Side]) -> None:
    """Each part of the frame as a tile with how many entries serve it by a tag, and by a rule of ours; below, what they
    are and their sources."""
    (_city, served), *_others = sides
    tiles = "".join(_tile(served, tag) for tag in of_frame(frame.code))
    st.html(f'{_STYLE}<ul class="goals" style="--mark:{theme.palette(widgets.dark()).ours}">{tiles}</ul>')
    told = "; ".join(
        f"{say(TAGGED[what])}: {language.listed([say(label(code)) for code in codes])}" for what, codes in RULES.items()
    )
    st.caption(text(_("Entries by tag; + those that serve it by a tag or rule of ours alone.")))
    rows = [
        (
            say(label(tag.code)),
            say(one.of.told),
            say(TAGGED[one.of.what]),
            say(_BY[one.by]),
            say(city.name),
            one.of.source,
        )
        for city, held in sides
        for tag in of_frame(frame.code)
        for one in held.of(tag.code)
    ]
    opens = (
        opened.expander(_("Each with its source ({count})", count=len(rows)), None, "frame-entries") if rows else None
    )
    if opens is not None:
        with opens:
            heads = (_("Part"), _("Entry"), _("What it is"), _("By"), _("City"), _("Source"))
            columns = {head: [say(row[place]) or _NONE for row in rows] for place, head in enumerate(heads)}
            tables.table(columns, _("What serves each part of the frame, by city"))
            st.caption(text(_("Without a tag only our own rules count: {rules}.", rules=told)))
            st.caption(text(_("Source: {source}, {edition}.", source=frame.source, edition=frame.edition)))


def _tile(served: FramesServed, tag: FrameTag) -> str:
    found = served.of(tag.code)
    by_tag = sum(one.by == "tag" for one in found)
    by_rule = len(found) - by_tag
    told = theme.number(by_tag) + (f" + {theme.number(by_rule)}" if by_rule else "") if found else _NONE
    kind = ' class="served"' if found else ""
    return f"<li{kind}><b><span>{escape(_short(tag.code))}</span><span>{told}</span></b>{escape(say(tag.name))}</li>"


def _short(code: str) -> str:
    """A tag without its frame: ``11`` of ``SDG 11``."""
    return code.partition(" ")[2]


def tagging(city: CityRecord, frame: Framework, served: FramesServed) -> None:
    """The entries of one kind, each with the parts of the frame in its row: a click tags it, or takes that off."""
    outcomes.of_form("tags", city.city_id)
    outcomes.undo("tags", city.city_id, _("Taken back on the page Duties"))
    kinds = {what: say(name) for what, name in TAGGED.items() if any(one.what == what for one in served.held)}
    if not kinds:
        return
    st.header(_("Say what serves what"), anchor=False)
    what = session.asked(OF_KIND, list(kinds), "view") or next(iter(kinds))
    choices.row(OF_KIND, kinds, what)
    held = [one for one in served.held if one.what == what]
    if len(held) > MOST_ROWS:
        asked = st.text_input(_("Find an entry"), key=f"tag-find-{what}").strip().casefold()
        held = [one for one in held if asked in say(one.told).casefold()]
        st.caption(text(ngettext("{count} entry", "{count} entries", len(held))))
    tags = of_frame(frame.code)
    for one in held[:MOST_ROWS]:
        own = [tag.code for tag in tags if tag.code not in one.own]
        given = [code for code in served.gave.get((what, one.entry), ()) if code in own]
        key = f"tag-{city.city_id}-{frame.code}-{what}-{one.entry}"
        session.keep(key, given)
        about = ", ".join(say(label(code)) for code in one.own)
        st.pills(
            text(f"{say(one.told)} ({about})" if about else one.told),
            own,
            selection_mode="multi",
            format_func=_short,
            key=key,
            disabled=not visitors.may("state_statements", city.city_id),
            on_change=_tagged,
            args=(city, served, what, one.entry, tuple(own), key),
        )


def _tagged(city: CityRecord, served: FramesServed, what: str, entry: str, offered: tuple[str, ...], key: str) -> None:
    """Put on file the tags of an entry: those of other frames and finer ones stay."""
    before = served.gave.get((what, entry), ())
    after = [*(code for code in before if code not in offered), *(session.kept(key) or ())]
    reason = _("Linked on the page Duties: {entry}", entry=entry)
    try:
        made = session.at_city(city.city_id).innovation.tag(what, entry, after, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("tags", city_id=city.city_id, refused=refusal.problems)
        return
    outcomes.done("tags", _("On file as revision {revision}.", revision=made.revision), city.city_id, revision=made)
