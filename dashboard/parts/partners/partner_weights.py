"""What should count in the search of a partner, where one is looked for, and what would turn the order."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from analytics.partners.candidates import CONTINENTS
from analytics.partners.suggesting import CRITERIA, MOST_WEIGHT, USUAL, Suggestions
from analytics.text.sentences import Sentence
from dashboard import choices, language, opened, session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.partners import partner_reasons
from dashboard.widgets import text
from datasets import CityRecord

WHERE = "where"
DOORS: Mapping[str, tuple[str, str]] = {
    "hazards": ("adaptation", Sentence("State its hazards")),
    "size": ("figures", Sentence("Enter its inhabitants")),
    "target": ("plan", Sentence("Set a target")),
    "rules": ("data", Sentence("Add an inventory")),
    "sectors": ("data", Sentence("Add an inventory")),
}
"""Where what is not known of a city is entered: the page, and what the link says."""
FRONT = ("hazards", "size", "rules", "target")
"""What most programmes ask first; the others stand behind a click until they count."""


def parameter(code: str) -> str:
    """What the address calls the weight of a criterion."""
    return f"count-{code}"


def chosen_weights() -> Mapping[str, int]:
    """The weight of each criterion: that of the address, else the one kept from before, else the usual one."""
    options = [str(weight) for weight in range(MOST_WEIGHT + 1)]
    found = {}
    for code in CRITERIA:
        name = parameter(code)
        asked = session.asked(name, options, "weight")
        found[code] = int(asked if asked is not None else session.kept(_kept(code), USUAL.get(code, 0)))
        session.keep(_kept(code), found[code])
        if found[code] != USUAL.get(code, 0):
            st.query_params[name] = str(found[code])
    return found


def _kept(code: str) -> str:
    return f"partners-{code}"


def chosen_place(continent: str) -> str:
    """Where a partner is looked for: as the address says, otherwise on other continents, from elsewhere in Europe."""
    usual = "elsewhere" if continent == "EU" else "EU"
    return session.asked(WHERE, list(places()), "region") or usual


def places() -> dict[str, str]:
    """Where a partner can be looked for."""
    return {
        # Translators: where a partner is looked for: on any continent but one's own.
        "elsewhere": _("On other continents"),
        **{code: say(name) for code, name in CONTINENTS.items()},
        "all": _("Everywhere"),
    }


def sliders(weights: Mapping[str, int], where: str) -> None:
    """The sliders of what counts, the rarer ones behind a click, and the way back to the usual weights."""
    st.header(_("What should count"), anchor=False)
    choices.menu(WHERE, _("Where to look"), places(), where)
    front = [code for code in CRITERIA if code in FRONT or weights[code]]
    for code in front:
        _slider(code, weights[code])
    rest = [code for code in CRITERIA if code not in front]
    if rest and (opens := opened.expander(_("What else could count"), None, "count-else")) is not None:
        with opens:
            for code in rest:
                _slider(code, weights[code])
    if any(weights[code] != USUAL.get(code, 0) for code in CRITERIA):
        st.button(_("Back to the usual weights"), icon=":material/restart_alt:", on_click=_reset)


def _slider(code: str, weight: int) -> None:
    # Translators: how much something counts, at the ends of a slider.
    words = {"0": _("not at all"), "1": _("little"), "2": _("medium"), "3": _("much")}
    choices.slider(parameter(code), say(CRITERIA[code]), words, str(weight))


def _reset() -> None:
    for code in CRITERIA:
        choices.choose(parameter(code), "")
        session.forget(_kept(code))


def turning(found: Suggestions, partners: Mapping[str, str]) -> None:
    """Who would stand first if one thing alone counted, where the partners of today stand, and what is not known."""
    opens = opened.expander(_("What would turn the order"), None, "turning")
    if opens is None:
        return
    cities = found.cities
    lines = [(say(CRITERIA[code]), _leader(found, code)) for code in found.parts]
    for key, name in partners.items():
        place = found.of(key)
        if place is not None:
            lines.append((_("{city}, your partner", city=name), partner_reasons.points(found, place)))
    could = found.could_lead()
    if could:
        named = {"city": cities.name[found.own], "first": cities.name[found.pool[found.order[0]]]}
        said = ngettext(
            "{number} city might be more like {city} than {first} is",
            "{number} cities might be more like {city} than {first} is",
            could,
            **named,
        )
        # Translators: before how many cities might be more alike, if all that is not known of them were the same.
        lines.append((_("What is not known of others"), said))
    rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(said)}</dd></div>" for label, said in lines)
    opens.html(f'<dl class="turning">{rows}</dl>')


def _leader(found: Suggestions, code: str) -> str:
    places = found.alone(code)
    if not len(places):
        return _("no city")
    if len(places) > 1:
        return ngettext("{number} city level", "{number} cities level", len(places))
    return say(found.cities.name[found.pool[places[0]]])


def partners(city_id: str) -> dict[str, str]:
    """The partners of a city that are on file, by id with their names."""
    others = (pair[1 - pair.index(city_id)] for pair in session.pairings() if city_id in pair)
    return {other: session.by_id()[other].name for other in others}


def eyebrow(city: CityRecord, paired: Mapping[str, str]) -> str:
    """Who is looked at, where it lies and with whom it is paired."""
    place = f"{say(city.name)} · {language.country(city.country_code, city.country)}"
    if not paired:
        return place
    return f"{place} · {_('paired with {cities}', cities=language.listed(list(paired.values())))}"


def context(found: Suggestions, where: str) -> str:
    """Among how many cities is looked, and of how many of them what counts is known."""
    place, count = places()[where], len(found.pool)
    said = [_("{place}: {count} cities are compared.", place=place, count=theme.number(count))]
    scarce = [(code, known) for code, part in found.parts.items() if (known := int((part == part).sum())) < count]
    if scarce:
        told = [_("{what}: {count}", what=say(CRITERIA[code]), count=theme.number(known)) for code, known in scarce]
        said.append(_("Known of fewer: {list}.", list="; ".join(told)))
    return " ".join(said)


def silent(found: Suggestions) -> None:
    """What should count and cannot, since it is not known of the city itself, each with a door to where it belongs."""
    for code in found.silent:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":gray[{text(partner_reasons.silent(code, found.cities.name[found.own]))}]", width="content")
            if code in DOORS:
                page, words = DOORS[code]
                session.link(
                    page,
                    say(words),
                    icon=":material/arrow_forward:",
                    asked={"part": "targets"} if page == "plan" else None,
                )


def note(found: Suggestions) -> str:
    """How a bar is read, who tells all this, and who was left out."""
    groups = found.cities.left_out.get("group", 0)
    return _(
        "Length of a bar: how alike, out of everything that counts, in the colours of the sliders; hatched: what "
        "is not known. The order is by points, and what is not known gives none; of cities with as many points those "
        "of which more is known come first. Signatories: JRC, January 2024, with the inhabitants they declared when "
        "they joined; hazards that hit health, inhabitants, targets: CDP-ICLEI 2021, self-reported. {groups} groups of "
        "signatories are left out. Being listed says nothing of interest in a pairing.",
        groups=theme.number(groups),
    )
