"""Where the city stands among similar ones: the picture, what is in question, and what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from analytics.partners.peers import TRAITS, Peers
from dashboard import choices, language, opened, session, theme, widgets
from dashboard.figures import peer_dots
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.widgets import text
from dashboard.words import peer_words
from datasets.reference import catalogue

TRAIT = "beside"


def part(city_id: str, partners: Mapping[str, str]) -> None:
    """The distribution with the city marked, in two groups by a trait that people choose; and whether its ``partners``
    (names by id) published such a total."""
    trait = session.asked(TRAIT, list(TRAITS), "trait") or "continent"
    found = session.peers(city_id, trait)
    title = headline(found)
    opens = opened.expander(text(title), None, "peers-of")
    if opens is not None:
        with opens:
            _picture(city_id, partners, found, title, trait)


def _picture(city_id: str, partners: Mapping[str, str], found: Peers, title: str, trait: str) -> None:
    st.markdown(
        text(
            _(
                "t CO₂e per inhabitant, each dot one city of half to twice the size of {city}; grey band: the middle "
                "half of them. Point at a dot for its name; the table below has all.",
                city=found.own.name,
            )
        )
    )
    choices.row(TRAIT, {code: say(name) for code, name in TRAITS.items()}, trait)
    if found.missing:
        _missing(found)
        return
    dark = widgets.dark()
    figure = session.drawn(f"peers, {city_id}, {trait}", found, dark, partial(peer_dots.dots, found, dark))
    note = source_note(found)
    said = {_("Note"): note, _("Method"): peer_words.rule(trait), _("Source"): catalogue.citation("cdp-2019")}
    widgets.figure(figure, note, "peers", peer_dots.behind(found), title, said)
    _beside(found, partners)


def headline(found: Peers) -> str:
    """Where the city stands, in one sentence without a rank."""
    own = found.own
    if found.missing or own.per_head_t is None:
        return _("Where {city} would be among cities of its size", city=own.name)
    told = [_side(found, place) for place, group in enumerate(found.groups) if len(group.lines)]
    if not told:
        return _("No city of the size of {city} published a total", city=own.name)
    if len(told) == 1:
        return _("{city} emits {first}", city=own.name, first=told[0])
    return _("{city} emits {first}, {second}", city=own.name, first=told[0], second=told[1])


def _side(found: Peers, place: int) -> str:
    group = found.groups[place]
    name = peer_words.group_name(found, group)
    count, said = len(group.lines), {"group": name}
    # Translators: these go on after "Boston emits"; {group} is such as "North America", "Elsewhere".
    if group.below == count:
        return _("more per inhabitant than all others ({group})", **said)
    if group.above == count:
        return _("less per inhabitant than all others ({group})", **said)
    if group.above > count / 2:
        return _("less per inhabitant than most others ({group})", **said)
    if group.below > count / 2:
        return _("more per inhabitant than most others ({group})", **said)
    return _("about as much per inhabitant as the middle ({group})", **said)


def _missing(found: Peers) -> None:
    """What of the city itself is needed, and where it is entered."""
    city = found.own.name
    if found.missing == "inhabitants":
        widgets.nothing(_("The inhabitants of {city} are not known.", city=city), _("They say who is of its size."))
        session.link("figures", _("Enter its inhabitants"), icon=":material/arrow_forward:")
    else:
        words = _("This is not known of {city}.", city=city)
        widgets.nothing(words, _("Choose another way to form the groups."))


def _beside(found: Peers, partners: Mapping[str, str]) -> None:
    """What is in question, whether the city itself is a dot, and the country as context."""
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        _own(found)
        for partner, name in partners.items():
            _partner(partner, name, found.trait)
    with right, st.container(border=True, height="stretch"):
        count = len(found.in_question)
        st.markdown(f"**{text(ngettext('{count} figure in question', '{count} figures in question', count))}**")
        st.markdown(text("; ".join(peer_words.in_question(found, int(line)) for line in found.in_question) + "."))
        st.caption(_("They are shown apart, or nowhere, and count in no middle."))


def _partner(partner: str, name: str, trait: str) -> None:
    """Whether a partner of the city has a total by the same rules."""
    own = session.peers(partner, trait).own
    if own.per_head_t is None:
        said = _("{city}, your partner, has no total by the same rules.", city=name)
    else:
        amount = peer_dots.tonnes(own.per_head_t)
        said = _("{city}, your partner: {amount} per inhabitant in {year}.", city=name, amount=amount, year=own.year)
    st.markdown(text(said))


def _own(found: Peers) -> None:
    own = found.own
    if own.per_head_t is None:
        st.markdown(f"**{text(_('{city} is not among the dots', city=own.name))}**")
        st.markdown(_("No total by the same rules (GPC) with inhabitants is known here."))
        session.link("data", _("Add its inventory"), icon=":material/arrow_forward:")
    else:
        said = {"city": own.name, "amount": peer_dots.tonnes(own.per_head_t), "year": own.year}
        st.markdown(f"**{text(_('{city}: {amount} per inhabitant in {year}', **said))}**")
        where = (
            _("From the inventory by the GPC that is here.") if own.on_file else _("As it told CDP, like the others.")
        )
        st.markdown(where)
    if own.fossil_t is not None:
        country = language.countries().get(own.country, own.country)
        amount = f"{theme.number(own.fossil_t, 1)}{theme.NBSP}t"
        st.caption(
            text(
                _(
                    "For context: {country} as a whole emitted {amount} of fossil CO₂ per inhabitant in 2019 "
                    "(Global Carbon Budget 2022; inhabitants: GeoNames).",
                    country=country,
                    amount=amount,
                )
            )
        )


def source_note(found: Peers) -> str:
    """What the dots are, how many of all were left out, and why."""
    years = [int(found.cities.year[line]) for group in found.groups for line in group.lines]
    told = _(
        "BASIC totals (GPC) that cities told CDP-ICLEI in 2019, unverified, inventories of {first} to {last}; later "
        "reports hold none. {dots} of {all} other cities are shown",
        first=min(years, default=0),
        last=max(years, default=0),
        dots=found.dots,
        all=found.others,
    )
    out = peer_words.left_out(found)
    rest = _("left out: {reasons}", reasons="; ".join(out)) if out else ""
    sentence = "; ".join(filter(None, (told, rest)))
    return f"{sentence}. {peer_words.rule(found.trait)} {_('Not a ranking: boundaries and grids differ.')}"
