"""What worked elsewhere for the very gap of a city: one part that several pages show."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.knowledge.fitting import Fit, Help
from dashboard import language, session, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from dashboard.words import knowledge_words as words
from datasets import CityRecord

ENTRY = "entry"
"""What the address of the page Knowledge opens: an entry by its id."""


def part(city: CityRecord, folded: bool = False) -> None:
    """The two or three entries that fit the gap, each with the reason; nothing where nothing fits. ``folded`` it says
    the first one and opens with a click, on a page that is long without it."""
    found = session.help_for(city.city_id)
    if found is None:
        return
    key, title = f"elsewhere-{city.city_id}-sector", _("What worked elsewhere")
    with st.container(border=not folded, gap="xsmall", key=key):
        if folded:
            first = f"{_label(found.fits[0])}{_of_partner(found.fits[0])}"
            label = _("What worked elsewhere: {first}", first=first)
            inside: DeltaGenerator = st.expander(text(label), icon=":material/menu_book:")
        else:
            inside = st.container(gap="xsmall")
            inside.header(text(title), anchor=False)
        with inside:
            st.caption(text(words.gap_sentence(found.gap, session.name_of(found.gap.partner))))
            for number, fit in enumerate(found.fits):
                _offered(f"door-{key}-{number}", fit)
            if any(fit.times is not None for fit in found.fits):
                st.caption(text(words.sizes(found.asking)))


def of_hazards(city: CityRecord) -> None:
    """What was found for each kind of hazard that the city names."""
    if found := session.hazard_help(city.city_id):
        table(found, _("What worked elsewhere"))


def table(every: Sequence[Help], title: str) -> None:
    """Each gap of a city in a row, with how far its emissions moved, and beside it what fits it, each entry once; of a
    hazard without any result that there is none. Why stands with those of others in the list below."""
    named: set[str] = set()
    most = max(1, *(len(found.fits) for found in every))
    with st.container(border=True, gap="small", key="fits-gap"):
        st.header(text(title), anchor=False)
        for row, found in enumerate(every):
            fresh = [fit for fit in found.fits if fit.entry.id not in named]
            if found.fits and not fresh:  # all that fits this gap stands above already
                continue
            named |= {fit.entry.id for fit in fresh}
            own, *places = st.columns([1.4, *[1] * most], gap="medium")
            with own, st.container(gap="xsmall"):
                st.markdown(f"**{text(words.gap_name(found.gap))}**")
                if found.gap.moved is not None:
                    st.html(_bar(found.gap.moved))
                st.caption(text(words.gap_sentence(found.gap, session.name_of(found.gap.partner))))
            if not found.fits:
                places[0].caption(text(_("No result for this hazard yet.")))
            for number, (place, fit) in enumerate(zip(places, fresh, strict=False)):
                with place:
                    _offered(f"door-fits-{row}-{number}", fit, why=fit.of_partner)


def _bar(moved: float) -> str:
    """What is left of the emissions of the first year, as a bar of which what fell or rose is coloured."""
    kind, whole = ("fell", 100.0) if moved <= 0 else ("rose", 100 + moved)
    left = min(100.0, 100 + moved)
    shown = f'<i style="flex: {left:.4g}"></i><i class="{kind}" style="flex: {whole - left:.4g}"></i>'
    return f'<div class="moved" aria-hidden="true"><span>{shown}</span><b>{theme.percent(moved, signed=True)}</b></div>'


def _offered(key: str, fit: Fit, why: bool = True) -> None:
    with st.container(gap="xxsmall", key=key):
        asked = {ENTRY: fit.entry.id} | ({"of": "planned"} if fit.entry.kind == "plan" else {})
        session.link("knowledge", _label(fit), icon=":material/arrow_forward:", asked=asked)
        st.caption(text(" · ".join([words.whence(fit.entry), *([words.reason(fit)] if why else [])])))
        if also := words.but_also(fit.entry, session.entries()):
            st.caption(text(also))


def _of_partner(fit: Fit) -> str:
    return f" ({say(fit.entry.who)})" if fit.of_partner else ""


def _label(fit: Fit) -> str:
    # Translators: the result of an experience, and what was done.
    spoken = fit.entry.languages
    title = language.untranslated(fit.entry.title, spoken[0]) if len(spoken) == 1 else fit.entry.title
    return _("{result}: {title}", result=words.headline_result(fit.entry), title=title)
