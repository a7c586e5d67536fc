"""What a city writes down for others, in the browser: what it did, what came of it, and which action it was."""

from __future__ import annotations

import streamlit as st

from analytics.frames.frame_tags import TAGS, label
from analytics.knowledge.results import SPANS
from analytics.knowledge.topics import TOPICS
from dashboard import session, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.widgets import text
from datasets import CityRecord, Refused

TEXTS = ("title", "what", "result", "unit", "result_of", "first_year", "last_year", "learned", "source")
CHOICES = ("sector", "span", "action")
TAGGED = "tags"
FIELDS = (*TEXTS, *CHOICES, TAGGED)
UNITS = "t CO2e, MWh, EUR, %"


def part(city: CityRecord) -> None:
    """The form. What is wrong is told beside its field, and nothing that was typed is lost."""
    st.header(_("Write down what you learned"), anchor=False)
    st.caption(text(_("Every city on file sees it beside its own gap. It can be undone.")))
    outcomes.of_form("knowledge", city.city_id, (*FIELDS, "reason"))
    outcomes.undo("knowledge", city.city_id, _("Taken back on the page Knowledge"))
    key = _key(city.city_id)
    labels = _labels()
    with st.form(key, border=False):
        for name in ("title", "what"):
            _text(key, city.city_id, name, labels[name])
        _choice(key, city.city_id, "sector", labels["sector"], {code: say(word) for code, word in TOPICS.items()})
        for line in (("result", "unit"), ("result_of",), ("first_year", "last_year")):
            for place, name in zip(st.columns(len(line)), line, strict=True):
                with place:
                    _text(key, city.city_id, name, labels[name])
        spans = {code: say(word) for code, word in SPANS.items()}
        _choice(key, city.city_id, "span", labels["span"], {"": _("no result"), **spans})
        actions = {action.id: f"{action.id}: {action.name}" for action in session.at_city(city.city_id).actions()}
        if actions:
            _choice(key, city.city_id, "action", labels["action"], {"": _("none"), **actions})
        else:
            st.caption(text(_("No action of {city} is on file to point at; Plan takes one.", city=say(city.name))))
            session.link("outlook", _("Enter the first action"), icon=":material/edit:", asked={"action": "new"})
        for name in ("learned", "source"):
            _text(key, city.city_id, name, labels[name])
        _tags(key, city.city_id)
        visitors.author_field()
        _text(key, city.city_id, "reason", _("Reason"))
        st.form_submit_button(_("Save"), type="primary", icon=":material/edit:", on_click=_enter, args=(city,))


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "what": _("What was done"),
        "sector": _("Subject"),
        "result": _("Result, if any"),
        "unit": _("Unit ({units})", units=UNITS),
        "result_of": _("Result of what (energy, gas, costs)"),
        "first_year": _("From (year)"),
        "last_year": _("To (year)"),
        "span": _("Of a year or in all"),
        "action": _("Mitigation action that it was"),
        "learned": _("What you would do differently"),
        "source": _("Source (document or address)"),
    }


def _text(key: str, city_id: str, name: str, label: str) -> None:
    session.keep(f"{key}-{name}", session.kept(f"{key}-{name}", ""))
    if name in ("what", "learned"):
        st.text_area(label, key=f"{key}-{name}", max_chars=1000, height=80)
    else:
        st.text_input(label, key=f"{key}-{name}", max_chars=300)
    outcomes.at_field("knowledge", city_id, name)


def _choice(key: str, city_id: str, name: str, label: str, options: dict[str, str]) -> None:
    session.keep(f"{key}-{name}", session.kept(f"{key}-{name}", next(iter(options))))
    st.selectbox(label, list(options), format_func=options.__getitem__, key=f"{key}-{name}")
    outcomes.at_field("knowledge", city_id, name)


def _tags(key: str, city_id: str) -> None:
    """The goals and agreements that it serves, as many as one likes."""
    session.keep(f"{key}-{TAGGED}", session.kept(f"{key}-{TAGGED}", []))
    named = {code: say(label(code)) for code in TAGS}
    st.multiselect(
        _("Tags: the goals and agreements that it serves"),
        list(named),
        format_func=named.__getitem__,
        key=f"{key}-{TAGGED}",
        placeholder=_("Such as SDG 11"),
    )
    outcomes.at_field("knowledge", city_id, TAGGED)


def _enter(city: CityRecord) -> None:
    key = _key(city.city_id)
    cells = {name: str(session.kept(f"{key}-{name}") or "") for name in (*TEXTS, *CHOICES)}
    cells[TAGGED] = ";".join(session.kept(f"{key}-{TAGGED}") or ())
    if not cells["result"]:
        cells["span"] = ""
    reason = str(session.kept(f"{key}-reason") or "")
    try:
        made = session.at_city(city.city_id).knowledge.state("experience", cells, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("knowledge", city_id=city.city_id, refused=refusal.problems)
        return
    for name in (*FIELDS, "reason"):
        session.forget(f"{key}-{name}")
    words = _("On file as revision {revision}.", revision=made.revision)
    outcomes.done("knowledge", words, city.city_id, revision=made)


def _key(city_id: str) -> str:
    return f"learned-{city_id}"
