"""What a run of a page reads, the chosen city and who is asking: the place of what a visit keeps.

All data is read at one moment for each run (``moments``). What a page or part keeps goes through ``kept``, ``keep`` and
``forget``. Only ``choices``, which this file is made of, touches the state of the session itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import streamlit as st

from analytics.inventories.inventory import Inventory
from analytics.pairs.at_a_glance import OtherPairing, PairLine
from analytics.text.sentences import Sentence
from dashboard import choices, identity, kept_readings, long_work, sitemap
from dashboard.addresses import FRONT_PAGE
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import page_link, text
from datasets import Cities, City, CityRecord, Programme, Refused, access, pair_room
from datasets.reference.naming import find_city

if TYPE_CHECKING:
    from plotly.graph_objects import Figure
    from streamlit.navigation.page import StreamlitPage

    from analytics.knowledge.fitting import Help
    from analytics.knowledge.knowledge_entries import KnowledgeEntry
    from analytics.knowledge.matching import Library
    from analytics.partners.candidates import Candidates
    from analytics.partners.peers import Peers
    from analytics.partners.suggesting import Suggestions
    from dashboard.decisions import Door
    from dashboard.sendable import Sendable
    from datasets import Verification
    from datasets.reference.registry import Signatory

Made = TypeVar("Made")

DEFAULT_CITY = "US-BOS"
_VISITED = "city-visited"
_REMEMBERED = "city"
_OPENED = "address-clicked"
PAIRED = "~"
"""What stands between the two cities of a pair in an address."""

store = kept_readings.store
close = kept_readings.close
begin = kept_readings.begin
end = kept_readings.end
past = kept_readings.past
asked_revision = kept_readings.asked_revision
revisions = kept_readings.revisions
made_of = kept_readings.made_of


def all_cities() -> Cities:
    """All cities together, as they are now."""
    return Cities(store())


def cities() -> Sequence[CityRecord]:
    """Every city on file, by name, at the moment of this run; nobody may change it."""
    return kept_readings.current().moment.register.cities


def by_id() -> Mapping[str, CityRecord]:
    """Every city on file by its id, at the moment of this run; nobody may change it. Whoever names a few cities asks
    here: a list of the names of thousands would be made anew in each run."""
    return kept_readings.current().moment.register.by_id


def name_of(city_id: str) -> str:
    """What a city on file is called in the reader's language; what is no id of one, as it is given."""
    known = by_id().get(city_id)
    return say(known.name) if known else city_id


def _of_pairs(read: Callable[[Any], Made]) -> Made:
    moment = kept_readings.current().moment
    return made_of(f"pairs: {read.__name__}", lambda: read(moment.register), moment)


def pairings() -> Sequence[tuple[str, str]]:
    """The pairs of cities on file, by their ids."""
    return _of_pairs(pair_room.pairs)


def pair_lines() -> Sequence[PairLine]:
    """Each of these pairs in a line."""
    return _of_pairs(pair_room.lines)


def groups_at_work() -> Mapping[str, str]:
    """By city the group of sectors that its pairings work on."""
    return _of_pairs(pair_room.at_work)


def other_pairings() -> Sequence[OtherPairing]:
    """The pairings with a partner that is not on file."""
    return _of_pairs(pair_room.others)


def candidates(sectors: bool) -> Candidates:
    """Every city that could be a partner, with the ``sectors`` of those on file where they count."""
    run = kept_readings.current()
    with st.spinner(_("Reading what is known of every city …")):
        return _candidates(opening=run.opened.number, revision=run.moment.revision, sectors=sectors)


# Twelve thousand cities take some 10 MB: those of the newest moment, with sectors and without, are enough.
@st.cache_resource(show_spinner=False, max_entries=2)
def _candidates(opening: int, revision: int, sectors: bool) -> Candidates:
    return all_cities().candidates(revision, sectors)


def suggestions(city_id: str, weights: Mapping[str, int], where: str) -> Suggestions:
    """Who is like a city by what counts as ``weights`` say, among those ``where`` a partner is looked for."""
    from analytics.partners.suggesting import suggested

    run, cities = kept_readings.current(), candidates(weights["sectors"] > 0)
    asked = repr((run.opened.number, run.moment.revision, city_id, sorted(weights.items()), where))
    return _suggestions(asked=asked, _make=partial(suggested, cities, city_id, weights, where))


# Each takes some 1.5 MB: a few, since a visit opens what is beside them more often than it moves a slider.
@st.cache_resource(show_spinner=False, max_entries=16)
def _suggestions(asked: str, _make: Callable[[], Suggestions]) -> Suggestions:
    return _make()


def peers(city_id: str, trait: str) -> Peers:
    """Where a city stands among those of its size, in two groups by a trait."""
    moment = kept_readings.current().moment
    return made_of(f"peers, {city_id}, {trait}", lambda: all_cities().peers(city_id, trait, moment.revision), moment)


def entries() -> tuple[KnowledgeEntry, ...]:
    """Every entry of knowledge."""
    moment = kept_readings.current().moment
    return made_of("entries", lambda: all_cities().knowledge_entries(moment.revision), moment)


def library() -> Library:
    """Every entry of knowledge, and what finds them by words."""
    moment = kept_readings.current().moment
    return made_of("library", lambda: all_cities().knowledge(moment.revision), moment)


def plans() -> Library:
    """What cities plan, and what finds it by words."""
    return of_now("plans", lambda: all_cities().plans())


def help_for(city_id: str, after: str = "", planned: bool = False) -> Help | None:
    """The entries that fit the gap of a city, or the next one ``after`` it; of what cities have ``planned`` instead of
    what was found; None where nothing does."""
    moment, city = kept_readings.current().moment, at_city(city_id)

    def made() -> Help | None:
        return city.knowledge.help(plans().entries if planned else entries(), after)

    return made_of(f"help, {city_id}, {after}, {planned}", made, moment, city.report())


def hazard_help(city_id: str) -> tuple[Help, ...]:
    """What was found for each kind of hazard that a city names; without any where nothing is known of it."""
    moment, knowledge = kept_readings.current().moment, at_city(city_id).knowledge
    return made_of(f"hazard help, {city_id}", lambda: knowledge.hazard_help(entries()), moment)


def newest_revision() -> int:
    """The newest revision that this run sees."""
    return kept_readings.current().moment.revision


def of_now(name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` makes of all that is on file, kept for the moment of this run."""
    return made_of(name, make, kept_readings.current().moment)


def as_shipped() -> bool:
    """Whether nothing is on file but what ships with the program."""
    moment = kept_readings.current().moment
    return set(range(1, moment.revision + 1)) == set(moment.samples)


def this_year() -> int:
    """The calendar year that this run judges by."""
    return kept_readings.current().year


def chosen() -> CityRecord | None:
    """The city of the address, as ``city`` gives it; None in a database without any, or for a signatory not on file."""
    return city() if cities() and not st.session_state.get(_VISITED) else None


def on_screen() -> CityRecord | None:
    """The city of the address, without a word about a wrong one, for the parts of a page that has said it."""
    return None if st.session_state.get(_VISITED) else _asked_for(_last())


def city() -> CityRecord:
    """The city of the address (``?city=US-BOS``, an id or a name), otherwise the last one chosen, otherwise Boston.

    A value that names no city is said to be wrong; the page then shows the last or the default city.
    """
    asked = st.query_params.get("city")
    found = _asked_for(asked)
    if found is None:
        found = find_city(_last() or "", cities())
        if asked and not st.session_state.get(_VISITED):
            st.warning(
                _(
                    "The address names the city “{asked}”, which is not known here. Shown is {city}. Choose another in "
                    "the list at the side.",
                    asked=text(asked),
                    city=text(found.name),
                )
            )
    return found


def settle() -> CityRecord | None:
    """Choose the city of this run, before anything is made of it: that of the address, otherwise the one chosen last.

    The address says it from here on, by its id, so that a view can be shared. None in a database without a city.
    """
    # The widget's own binding to the address writes the shown name and drops the default city; a shared link has to
    # carry the id and to say which city it means, so the address is kept here.
    asked = st.query_params.get("city")
    found = _asked_for(asked)
    _visit(asked)
    if _VISITED in st.session_state:
        st.query_params["city"] = st.session_state[_VISITED]
        return on_screen()
    turned = found is not None and found.city_id != st.session_state.get(_REMEMBERED)
    if found is not None:
        st.session_state[_REMEMBERED] = found.city_id
    # A link to the page that is open already changes the city here, but not in the browser: say it again.
    if not asked or turned or (found is not None and found.city_id != asked):
        st.query_params.update(_of_city(_last()))
    return on_screen()


def turn_to(city_id: str) -> None:
    """Begin the run anew with another city on the screen."""
    st.query_params["city"] = city_id
    st.rerun()


def visited() -> Signatory | None:
    """The signatory of the address that brought no figures of its own, of which others may have published some."""
    known: str | None = st.session_state.get(_VISITED)
    if known is None or known in by_id():
        return None
    from datasets import finding  # the register, which most runs do not need

    return finding.signatory(known)


def named_on_screen() -> str:
    """What the city of the address is called, whoever published its figures; nothing where none is chosen."""
    item = visited()
    if item is not None:
        return item.own_name
    chosen = on_screen()
    return say(chosen.name) if chosen else ""


def _visit(asked: str | None) -> None:
    """Keep the signatory that the address names, where no city on file bears the name; forget the last one else."""
    if not asked:
        return
    st.session_state.pop(_VISITED, None)
    if _asked_for(asked) is None:
        from datasets import finding

        with suppress(Refused):
            st.session_state[_VISITED] = finding.known_as(asked).city_id


def of_menu(page: str, tab: str = "") -> str:
    """Where a page of the menu stands, or a tab of it: it keeps the city, and the revision where the page can show the
    past."""
    past = st.query_params.get(kept_readings.REVISION)
    kept = {kept_readings.REVISION: past} if past and page in sitemap.PAST else {}
    return _on(page, tab, _of_city(st.session_state.get(_VISITED) or _last()) | choices.spoken() | kept)


def _last() -> str | None:
    """The city chosen last, unless it was put away since; otherwise Boston, or the first one in a database that has no
    Boston; None without any."""
    on_file = by_id()
    chosen: str = st.session_state.get(_REMEMBERED, DEFAULT_CITY)
    return next((city_id for city_id in (chosen, DEFAULT_CITY) if city_id in on_file), next(iter(on_file), None))


def _of_city(city_id: str | None) -> dict[str, str]:
    """A city as the address of a link names it; a database without one has none to name."""
    return {"city": city_id} if city_id else {}


def _asked_for(asked: str | None) -> CityRecord | None:
    """The city that the address names; None when it names none or one that is not on file."""
    on_file = by_id()
    try:
        return (on_file.get(asked) or find_city(asked, cities())) if asked else None
    except Refused:
        return None


def old_or_none() -> list[StreamlitPage]:
    """The page of an address that names none of the menu: an old one leads on with all that it asks for, any other
    says that there is no such page.

    Streamlit would show the front page, with a notice of its own in English over it.
    """
    asked = unquote(urlsplit(st.context.url or "").path).rpartition("/")[2].strip()
    if not asked or asked in sitemap.PAGES:
        return []
    if asked in sitemap.PLACES:
        page, tab = sitemap.place(asked)

        def moved() -> None:
            named = {sitemap.TAB: tab} if tab else {}
            st.switch_page(f"views/{page}.py", query_params=st.query_params.to_dict() | named)

        return [st.Page(moved, title=say(sitemap.ENTRIES[page].title), url_path=asked)]

    def missing() -> None:
        st.title(text(_("There is no page “{asked}”", asked=asked)), anchor=False)
        st.markdown(_("The pages stand in the menu at the side."))
        link(FRONT_PAGE, _("Progress"), icon=":material/flag:")

    title = _("No such page")
    return [st.Page(missing, title=title, url_path=asked)]


def at_city(city_id: str, revision: int | None = None) -> City:
    """A city at the moment of this run, as it stood after ``revision``, after that of the address (``past``), or as it
    is. Whatever is read of it is kept, whichever reading it is, and shared by all visits: nobody may change it."""
    return kept_readings.city(city_id, revision)


SUMMED = {
    "read": Sentence("Adding up all inventories. After a start this takes a moment, once."),
    "sum": Sentence("Adding up all inventories: {done:,} of {of:,} cities. After a start this takes a moment, once."),
}
"""What is done for the first overview, in its order."""
_STOPPED = "overview-stopped"


def programme() -> Programme:
    """The standing of every city at once, of the moment that it names (``revision``), at which the run reads all else
    from then on: whoever asks again in this run is given the same. The first one takes long among many cities, and a
    button stops it: then the page ends with another one that begins it anew."""
    found = kept_readings.current().everyone or _all_cities()
    kept_readings.stand_at(found)
    return found.programme


def _all_cities() -> kept_readings.AllCities:
    latest, moment = kept_readings.overview(), kept_readings.current().moment
    if not latest.empty:
        return latest.at(moment)
    if kept(_STOPPED):
        st.markdown(_("Adding up all inventories was stopped."))
        st.button(_("Add up all inventories"), on_click=forget, args=(_STOPPED,), icon=":material/functions:")
        st.stop()
    first: Callable[[long_work.WorkStep], kept_readings.AllCities] = partial(latest.first, moment)
    return long_work.done(first, SUMMED, partial(keep, _STOPPED, True))


def newest() -> None:
    """Leave the past: the address names no revision any more."""
    st.query_params.pop(kept_readings.REVISION, None)


def only_samples(city_id: str) -> bool:
    """Whether everything that counts of a city came with the program."""
    # What an undo put back is judged by the inventories themselves.
    counting = [revision for revision in revisions(city_id) if revision.in_force and revision.undoes is None]
    held = at_city(city_id).report().inventories
    return bool(counting or held) and all(revision.sample for revision in counting) and all(map(is_sample, held))


CHECKED = {
    "chain": Sentence("Reading the chain of hashes …"),
    "row": Sentence("Reading every row again …"),
    "figure": Sentence("Working out the figures of each city again …"),
}
"""What the check of the whole ledger looks at, in its order."""


def verified() -> Verification:
    """The check of the whole ledger and of every figure, which a button stops; kept until something is committed."""
    run, every = kept_readings.current(), all_cities()

    def checked(step: long_work.WorkStep) -> Verification:
        return _verified(run.opened.number, run.moment.revision, every, step)

    return long_work.done(checked, CHECKED, lambda: None)


@st.cache_resource(show_spinner=False, max_entries=1)
def _verified(opening: int, revision: int, _every: Cities, _step: long_work.WorkStep) -> Verification:
    return _every.verification(step=_step)


def kept(name: str, otherwise: Any = None) -> Any:
    """What this visit keeps under ``name``, or what stands in the field with this key."""
    return st.session_state.get(name, otherwise)


def keep(name: str, value: Any) -> None:
    """Keep something for this visit."""
    st.session_state[name] = value


def forget(name: str) -> None:
    """Keep it no longer."""
    st.session_state.pop(name, None)


def is_made(name: str, asked: object) -> bool:
    """Whether the answer that ``once`` keeps under ``name`` is that to what is ``asked``."""
    known = kept(name)
    return known is not None and bool(known[0] == asked)


def once(name: str, asked: object, make: Callable[[], Made]) -> Made:
    """The answer to what is ``asked``, made again only where it was another question last; kept for this visit."""
    if not is_made(name, asked):
        keep(name, (asked, make()))
    answer: Made = kept(name)[1]
    return answer


def asked(parameter: str, options: Sequence[str], what: choices.Named) -> str | None:
    """What the address says of ``parameter``, None where it says nothing. ``what`` is what the parameter names.

    A value that is not among ``options`` is said to be wrong, unless it is left over from another city.
    """
    value, key = st.query_params.get(parameter), f"{parameter}-of"
    before, st.session_state[key] = st.session_state.get(key), _last()
    if value is None or value in options:
        return value
    if before in (None, _last()):
        st.warning(choices.not_on_file(what, value, options))
    else:
        del st.query_params[parameter]
    return None


def is_sample(found: Inventory) -> bool:
    """Whether the figures of an inventory ship with the program as samples."""
    return found.revision in kept_readings.current().moment.samples


def drawn(kind: str, shown: object, dark: bool, draw: Callable[[], Figure]) -> Sendable:
    """The figure that ``draw`` makes of what is ``shown``, as it is sent, kept for each kind, theme and language.

    Drawing takes most of a click. The figure is shared by all sessions; nobody may change it.
    """

    def sendable() -> Sendable:
        from dashboard.sendable import Sendable  # wakes the charts' library, which a start does not wait for

        return Sendable(draw())

    return made_of(f"{kind}, {'dark' if dark else 'light'}", sendable, shown)


def opens(key: str) -> None:
    """Remember what was clicked in the chart ``key``: a city by its id, a pair by both, so that ``follow`` opens it."""
    clicked = choices.pointed(key)
    if clicked:
        keep(_OPENED, pair_address(clicked) if PAIRED in clicked else address(clicked))


def enters(key: str) -> None:
    """Remember the address of the link that was clicked (``frame.marks``), so that ``follow`` opens it."""
    keep(_OPENED, kept(key)["opened"])


def follow() -> None:
    """Open what was clicked, where something was: a page of ours, of a city that is on file."""
    clicked = str(kept(_OPENED) or "")
    forget(_OPENED)
    if not clicked:
        return
    opened = urlsplit(clicked)
    page, asked = opened.path.removeprefix("./") or FRONT_PAGE, dict(parse_qsl(opened.query))
    if page in sitemap.PAGES and ("city" not in asked or _asked_for(asked["city"]) or _is_signatory(asked["city"])):
        st.switch_page(f"views/{page}.py", query_params=asked)


def _is_signatory(city_id: str) -> bool:
    from datasets import finding

    return finding.signatory(city_id) is not None


def pair_address(pair: str) -> str:
    """Where the page of a pair (``US-BOS~FR0009``) stands, seen from any page, for a link within a table."""
    return _at("pairs", _of_city(pair.partition(PAIRED)[0]) | {"pair": pair} | choices.spoken())


def address(city_id: str, page: str = FRONT_PAGE) -> str:
    """Where a page of a city stands, seen from any page, for a link within a table."""
    return _at(page, _of_city(city_id) | choices.spoken())


def _at(name: str, asked: Mapping[str, str]) -> str:
    return _on(*sitemap.place(name), asked)


def _on(page: str, tab: str, asked: Mapping[str, str]) -> str:
    named = {sitemap.TAB: tab} if tab else {}
    return f"./{'' if page == FRONT_PAGE else page}?{urlencode(named | dict(asked))}"


def may(act: str, city_id: str | None = None) -> bool:
    """Whether who is asking may do an act for a city, or without one for the whole database: what is refused to them
    is not offered to them. A name that is merely typed opens and shuts nothing."""
    person = identity.person() if identity.configured() is not None else None
    return access.may(store(), person or "", act, city_id)


def may_open(page: str, city_id: str | None = None, asked: Mapping[str, str] | None = None) -> bool:
    """Whether a door leads who is asking to what they may do there; one that is opened to read leads everybody."""
    act = sitemap.act(page, asked or {})
    return not act or may(act, None if act == "add_city" else city_id or _last())


def leads(door: Door) -> bool:
    """Whether the door of a step leads who is asking anywhere."""
    return may_open(door.place, door.city_id, door.asked)


def link(
    page: str,
    label: str,
    city_id: str | None = None,
    icon: str | None = None,
    stretch: bool = False,
    revision: int | None = None,
    asked: Mapping[str, str] | None = None,
    to_read: bool = False,
    told: bool = False,
) -> None:
    """A link to a page or one of its tabs ("progress", "history" ..., ``sitemap.PLACES``) that keeps the city in the
    address. Where who is asking may not do what it leads to (``may_open``) there is none, unless it is ``to_read`` what
    is there; what says that something is missing is then ``told`` without it.

    With ``revision`` the page shows the city as it stood after it; ``asked`` is what the address asks for beside it.
    """
    if not to_read and not may_open(page, city_id, asked):
        if told:
            st.markdown(text(label))
        return
    page, tab = sitemap.place(page)
    named = {sitemap.TAB: tab} if tab else {}
    chosen = named | _of_city(city_id or _last()) | choices.spoken() | dict(asked or {})
    if revision:
        chosen[kept_readings.REVISION] = str(revision)
    page_link(page, text(label), chosen, icon, stretch)
