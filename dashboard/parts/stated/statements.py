"""What a city knows of its own figures, said on the Figures page: why a place vanished, and how sure a figure is.

Each is a revision like that of a file, and undone alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.commitment.codes import OpenPlace
from analytics.commitment.place_questions import Cause, name_of
from analytics.inventories.people import PEOPLE
from analytics.inventories.spots import Spot
from analytics.text.problems import ask
from analytics.text.sentences import Sentence
from analytics.uncertainty.widths import GRADES, PART_NAMES
from analytics.vocabulary import CARRIERS, SECTORS
from dashboard import number_field, session, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.parts.history.revisions import undo_form
from dashboard.widgets import text
from dashboard.words import strengths
from dashboard.words.names import GAS_NAMES, place_name
from datasets import CityRecord, CityReport, Refused, Revision

FEW = 5
"""So many lines of one revision are shown; the rest is counted."""
REASON_FIELDS = ("place", "reason")
WIDTH_FIELDS = ("part", "place", "half_percent", "reason")
"""The fields of the two forms at which an answer can stand."""


def forms(city: CityRecord) -> None:
    """Both forms beside each other, with what they put on file before."""
    st.header(_("Say what you know"), anchor=False)
    st.caption(_("What you say is kept as a revision under your name, stands beside the verdict, and can be undone."))
    left, right = st.columns(2, gap="large")
    with left:
        _reasons(city)
    with right:
        _widths(city)


def key(name: str, city_id: str) -> str:
    """Where the session keeps what is entered in a field: what is said of one city is not said of the next."""
    return f"say-{name}-{city_id}"


def _reasons(city: CityRecord) -> None:
    """Why a place holds less than before, of those that nobody explained."""
    city_id, here = city.city_id, session.at_city(city.city_id)
    st.subheader(_("Why a figure vanished or is what it is"), anchor=False)
    outcomes.of_form("reasons", city_id, REASON_FIELDS)
    asked = here.unexplained()
    if asked and visitors.may("explain", city_id):
        with st.form("say-reason", border=False):
            named = {place: _asked(place) for place in asked}
            st.selectbox(
                _("Place"),
                asked,
                index=0 if len(asked) == 1 else None,
                format_func=named.__getitem__,
                key=key("open", city_id),
                placeholder=ngettext("{number} place to explain", "{number} places to explain", len(asked)),
            )
            outcomes.at_field("reasons", city_id, "place")
            st.text_input(
                _("Reason"),
                key=key("why", city_id),
                max_chars=300,
                placeholder=_("Such as: district heating took over"),
            )
            outcomes.at_field("reasons", city_id, "reason")
            st.form_submit_button(_("Explain the place"), type="primary", on_click=_explain, args=(city_id,))
    elif not asked:
        widgets.nothing(_("No place asks for a reason."), _("None vanished without a word, and no figure is in doubt."))
    told = [
        (item.revision, Cause(item.year, item.place, item.carrier, item.reason, item.by).told)
        for item in here.explanations()
    ]
    _on_file(city_id, told)


def _asked(place: OpenPlace) -> str:
    of = say(name_of(place.spot)) if place.place == PEOPLE else place_name(place.spot)
    named = _("{place}, {year}", place=of, year=place.year)
    if place.tonnes is None:
        return named
    # Translators: a place of an inventory, and the tonnes of emissions that are open with it.
    return _("{place}: {amount}", place=named, amount=theme.tonnes(place.tonnes, None))


def _explain(city_id: str) -> None:
    """Put a reason on file, or say at its field what is missing."""
    place: OpenPlace | None = session.kept(key("open", city_id))
    if place is None:
        found, expected = Sentence("no place"), Sentence("one of the places of the list")
        fix = Sentence("Choose the place whose figure you can explain.")
        problem = ask("place-missing", found, expected, fix, column="place")
        outcomes.done("reasons", city_id=city_id, refused=[problem])
        return
    said = place.year, place.place, place.spot.carrier or ""

    def act() -> Revision:
        return session.at_city(city_id).explain(*said, visitors.author(), str(session.kept(key("why", city_id)) or ""))

    _done("reasons", city_id, act, "why")


def _widths(city: CityRecord) -> None:
    """How sure a figure is: half of its 95 % interval, or the grade of its data."""
    city_id, here = city.city_id, session.at_city(city.city_id)
    report = here.report()
    st.subheader(_("How sure a figure is"), anchor=False)
    outcomes.of_form("widths", city_id, WIDTH_FIELDS)
    if visitors.may("state_uncertainty", city_id):
        left, right = st.columns(2)
        # Translators: of what an uncertainty is: of activity data, of the emission factor, or of the emissions.
        _choice(left, _("Uncertainty of"), {part: say(name) for part, name in PART_NAMES.items()}, key("part", city_id))
        years = sorted({item.year for item in report.inventories}, reverse=True)
        _choice(right, _("Year"), _all() | {str(year): str(year) for year in years}, key("year", city_id))
        _what(city_id, report)
        left, right = st.columns(2)
        # Without limits of its own: what is out of range is answered with a reason.
        number_field.field(_("Half of the 95 % interval, in per cent"), key("half_percent", city_id), "%", left)
        grades = {grade: _grade(grade, report) for grade in ("", *GRADES)}
        _choice(right, _("Or a grade of the data"), grades, key("grade", city_id))
        outcomes.at_field("widths", city_id, "half_percent")
        st.text_input(
            _("Reason"), key=key("width_why", city_id), max_chars=300, placeholder=_("Where the figure is from")
        )
        outcomes.at_field("widths", city_id, "reason")
        st.button(_("State the uncertainty"), type="primary", on_click=_state, args=(city_id,))
    _on_file(city_id, [(item.revision, strengths.stated(item)) for item in here.uncertainties()])


def _what(city_id: str, report: CityReport) -> None:
    """Sector, carrier and gas that an uncertainty is of, from what is on file; blank for all of them."""
    spots = {spot for item in report.inventories for spot in item.spots.tonnes}
    sectors = [code for code in SECTORS if any(spot.sector == code for spot in spots)]
    carriers = [code for code in CARRIERS if any(spot.carrier == code for spot in spots)]
    sectors_named = {code: place_name(Spot(code)) for code in sectors}
    _choice(st.container(), _("Sector"), _all() | sectors_named, key("place", city_id))
    left, right = st.columns(2)
    carriers_named = {code: say(CARRIERS[code].name) for code in carriers}
    _choice(left, _("Carrier"), _all() | carriers_named, key("carrier", city_id))
    _choice(right, _("Gas"), _all() | GAS_NAMES, key("gas", city_id))


def _all() -> dict[str, str]:
    # Translators: a choice in a list: all years, sectors, carriers or gases.
    return {"": _("all")}


def _choice(where: DeltaGenerator, label: str, named: Mapping[str, str], kept: str) -> None:
    """A list to choose from, of words that were said when the page was made."""
    where.selectbox(label, list(named), format_func=named.__getitem__, key=kept)


def _grade(grade: str, report: CityReport) -> str:
    if not grade or report.widths is None:
        # Translators: a choice in a list: no grade, but a number in the field beside it.
        return _("none, a number")
    # Translators: a grade of data quality (H, M, L) and how uncertain it makes a figure, as in "H: ± 5 %".
    return _("{grade}: {wide}", grade=grade, wide=strengths.percent(report.widths.grades[grade].interval))


def _state(city_id: str) -> None:
    """Put an uncertainty on file, or say at its field what is wrong."""
    names = ("half_percent", "grade", "place", "carrier", "gas", "year")
    kept = {name: session.kept(key(name, city_id)) for name in names}
    said = {name: "" if value is None else str(value) for name, value in kept.items()}

    def act() -> Revision:
        half = number_field.typed(kept["half_percent"], "half_percent")
        said["half_percent"] = "" if half is None else str(half)
        why = str(session.kept(key("width_why", city_id)) or "")
        part = str(session.kept(key("part", city_id)))
        return session.at_city(city_id).state_uncertainty(part, **said, who=visitors.author(), reason=why)

    _done("widths", city_id, act, "width_why", "half_percent")


def _done(place: outcomes.Place, city_id: str, act: Callable[[], Revision], *emptied: str) -> None:
    """Do what was entered, tell what it led to, and empty its fields; what is refused stays in them."""
    try:
        added = act()
    except Refused as refusal:
        outcomes.done(place, city_id=city_id, refused=refusal.problems)
        return
    for name in emptied:
        session.keep(key(name, city_id), None)
    words = Sentence("On file as revision {revision}.", revision=added.revision)
    outcomes.done(place, words, city_id, revision=added)


def _on_file(city_id: str, told: Iterable[tuple[int, str]]) -> None:
    """What counts, by revision, the newest first, each with its way back."""
    revisions = {item.revision: item for item in session.revisions(city_id)}
    by_revision: dict[int, list[str]] = {}
    for number, line in told:
        by_revision.setdefault(number, []).append(line)
    for number in sorted(by_revision, reverse=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown("  \n".join(_few(by_revision[number])), width="stretch")
            if number in revisions:
                undo_form(revisions[number])


def _few(lines: Sequence[str]) -> list[str]:
    more = len(lines) - FEW
    shown = [text(line) for line in lines[:FEW]]
    return [*shown, _("and {number} more", number=theme.number(more))] if more > 0 else shown
