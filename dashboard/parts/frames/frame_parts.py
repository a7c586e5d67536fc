"""The pieces of the Frames page: a frame, what serves each goal, commitment, priority or article of it, and the way to
say so."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.frames.frame_rules import RULES
from analytics.frames.frame_tags import FRAMEWORKS, FrameTag, Framework, label, of_frame
from analytics.frames.tagged_kinds import TAGGED
from dashboard import choices, language, session, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.widgets import text
from datasets import CityRecord, FramesServed

PARAMETER = "frame"
Side = tuple[CityRecord, FramesServed]
_NONE = "–"


def chosen() -> Framework:
    """The frame of the address, otherwise the first."""
    options = {code: say(one.name) for code, one in FRAMEWORKS.items()}
    code = session.asked(PARAMETER, list(options), "frame") or next(iter(options))
    choices.row(PARAMETER, options, code)
    return FRAMEWORKS[code]


def head(city: CityRecord, frame: Framework, served: FramesServed) -> None:
    """Which frame it is, and how much of what is on file serves it by a tag."""
    tags = of_frame(frame.code)
    by_tag = sum(any(one.by == "tag" for one in served.of(tag.code)) for tag in tags)
    with st.container(gap="xsmall"):
        # Translators: the name of a page: goals and agreements of the United Nations, and what serves them.
        st.caption(text(f"{_('Frames')} · {say(city.name)} · {say(frame.name)}"))
        st.title(text(_headline(city, frame, by_tag, len(tags))), anchor=False)
        st.markdown(
            text(
                ngettext(
                    "{tagged} of {number} entry on file is tagged.",
                    "{tagged} of {number} entries on file are tagged.",
                    served.entries,
                    tagged=theme.number(served.tagged),
                )
                if served.entries
                else _("Nothing that could be tagged is on file.")
            )
        )
        st.caption(text(_("Source: {source}, {edition}.", source=frame.source, edition=frame.edition)))


def _headline(city: CityRecord, frame: Framework, by_tag: int, number: int) -> str:
    said = {"city": say(city.name), "frame": say(frame.name)}
    if not by_tag:
        return _("{city}: no entry is tagged with a part of the {frame} yet", **said)
    return ngettext(
        "{city}: entries are tagged with {tagged} of {number} part of the {frame}",
        "{city}: entries are tagged with {tagged} of {number} parts of the {frame}",
        number,
        tagged=theme.number(by_tag),
        **said,
    )


def parts(frame: Framework, sides: Sequence[Side]) -> None:
    """Each part of the frame with how many entries serve it, by city: by a tag, and by a rule of ours."""
    tags = of_frame(frame.code)
    columns = {_("Part"): [say(label(tag.code)) for tag in tags]}
    for city, served in sides:
        columns[say(city.name)] = [_count(served, tag) for tag in tags]
    tables.table(
        columns, _("What serves each part of the frame, by city"), numeric=[say(city.name) for city, _served in sides]
    )
    st.caption(text(_("Entries by tag; + those that serve it by a rule of ours alone.")))


def _count(served: FramesServed, tag: FrameTag) -> str:
    found = served.of(tag.code)
    by_tag = sum(one.by == "tag" for one in found)
    by_rule = len(found) - by_tag
    if not found:
        return _NONE
    return f"{theme.number(by_tag)} + {theme.number(by_rule)}" if by_rule else theme.number(by_tag)


def entries(frame: Framework, sides: Sequence[Side]) -> None:
    """Below each part that anything serves, what it is, whether by a tag or a rule, and its source."""
    served_any = [tag for tag in of_frame(frame.code) if any(served.of(tag.code) for _city, served in sides)]
    if not served_any:
        widgets.nothing(
            _("Nothing on file serves this frame by a tag or a rule."),
            _("Any action, goal, promise, project or priority can be tagged."),
        )
    for tag in served_any:
        with st.expander(text(say(label(tag.code)))):
            for city, served in sides:
                found = served.of(tag.code)
                if not found:
                    continue
                st.markdown(f"**{text(say(city.name))}**")
                columns = {
                    _("Entry"): [say(one.of.told) for one in found],
                    _("What it is"): [say(TAGGED[one.of.what]) for one in found],
                    # Translators: the heading of a column: by a tag, or by a rule of this program.
                    _("By"): [_("tag") if one.by == "tag" else _("our rule") for one in found],
                    _("Source"): [one.of.source or _NONE for one in found],
                }
                tables.table(columns, _("What serves {part} in {city}", part=label(tag.code), city=city.name))


def rules() -> None:
    """The rules by which an entry serves a frame without a tag, and the door to tags."""
    st.header(_("Say what serves what"), anchor=False)
    session.link("figures", _("Tag an entry"), icon=":material/edit_note:", asked={"table": "entry_tags"})
    told = "; ".join(
        f"{say(TAGGED[what])}: {language.listed([say(label(code)) for code in codes])}" for what, codes in RULES.items()
    )
    st.caption(text(_("Without a tag only our own rules count: {rules}.", rules=told)))
