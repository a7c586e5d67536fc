"""The open store, the chosen city and who is asking: the place of all caches and of what a visit keeps.

What a page or part keeps goes through ``kept``, ``keep`` and ``forget``. Only ``choices``, which this file is made of,
touches the state of the session itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import streamlit as st

from analytics.inventories.breakdown import Breakdown
from analytics.inventories.inventory import Inventory
from analytics.passport import Passport
from analytics.problems import Refused
from analytics.vocabulary import Measure
from dashboard import choices, language
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import FRONT_PAGE, page_link, text
from datasets import composition
from datasets.assessment import CityReport
from datasets.assessment import report as assessed
from datasets.assessment import robustness as tried
from datasets.attribution import Drivers
from datasets.attribution import drivers as moved
from datasets.location import database
from datasets.naming import find_city
from datasets.plans.outlook import Outlook
from datasets.plans.outlook import outlook as looked_ahead
from datasets.programme import Programme, standing_of_all
from datasets.samples import open_store
from datasets.store import City, Revision, Store
from datasets.trace import passport as passports

if TYPE_CHECKING:
    from plotly.graph_objects import Figure
    from streamlit.navigation.page import StreamlitPage

    from analytics.commitment.robustness import Grid
    from datasets.trace.verification import Verification
    from datasets.worked import Examples
    from datasets.worked.chosen import FactorTable

Made = TypeVar("Made")
DEFAULT_CITY = "US-BOS"
_CHOICE = "city-choice"
_REMEMBERED = "city"
_REVISION = "rev"
PAST_PAGES = ("progress", "inventory", "drivers", "targets")
"""The pages that show a city as it stood after the revision of the address."""


def store() -> Store:
    """The one store of this process, with the sample cities. Raises Refused when another process holds the file."""
    return _opened(str(database()))


def database_without_samples() -> None:
    """Make the database without a city, where there is none yet. Raises Refused as ``store``."""
    open_store(database(), samples=False).close()


def close() -> None:
    """Close the store of this process, so that nothing waits in a log file."""
    _opened.clear()


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def _opened(path: str) -> Store:
    return open_store(path)


def cities() -> list[City]:
    """Every city on file, by name; shared until something is committed, so nobody may change the list."""
    return shared("cities", lambda: sorted(store().cities(), key=lambda city: city.name))


class Moment(NamedTuple):
    """What all cached readings depend on: the database, its newest revision, and the calendar year, for an inventory
    of long ago says nothing about today."""

    path: str
    revision: int
    year: int


def _moment() -> Moment:
    return Moment(str(database()), store().newest_revision(), datetime.now(UTC).year)


def shared(name: str, make: Callable[[], Made], wait: str = "") -> Made:
    """What ``make`` gives, made once for each revision of the data; shared by all sessions, so nobody may change it.

    ``wait`` is said to a visit that may be the first to ask for it.
    """
    moment, asked = _moment(), f"asked-{name}"
    with st.spinner(wait) if wait and st.session_state.get(asked) != moment else nullcontext():
        found = cast(Made, _shared(moment, name, make))
    st.session_state[asked] = moment
    return found


@st.cache_resource(show_spinner=False, max_entries=64)
def _shared(moment: Moment, name: str, _make: Callable[[], object]) -> object:
    return _make()


def chosen() -> City | None:
    """The city of the address, as ``city`` gives it; None in a database without any."""
    return city() if cities() else None


def on_screen() -> City | None:
    """The same without a word about a wrong address, for the parts of a page that has said it."""
    return _asked_for(_last())


def city() -> City:
    """The city of the address (``?city=US-BOS``, an id or a name), otherwise the last one chosen, otherwise Boston.

    A value that names no city is said to be wrong; the page then shows the last or the default city.
    """
    asked = st.query_params.get("city")
    found = _asked_for(asked)
    if found is None:
        found = find_city(_last() or "", store().cities())
        if asked:
            st.warning(
                _(
                    "The address names the city “{asked}”, which is not on file. Shown is {city}. Choose another in "
                    "the list at the side.",
                    asked=text(asked), city=text(found.name),
                )
            )  # fmt: skip
    return found


def settle() -> City | None:
    """Choose the city of this run, before anything is made of it: that of the address, otherwise the one chosen last.

    The address says it from here on, by its id, so that a view can be shared. None in a database without a city.
    """
    # The widget's own binding to the address writes the shown name and drops the default city; a shared link has to
    # carry the id and to say which city it means, so the address is kept here.
    asked = st.query_params.get("city")
    found = _asked_for(asked)
    turned = found is not None and found.city_id != st.session_state.get(_REMEMBERED)
    if found is not None:
        st.session_state[_REMEMBERED] = found.city_id
    # A link to the page that is open already changes the city here, but not in the browser: say it again.
    if not asked or turned or (found is not None and found.city_id != asked):
        st.query_params.update(_of_city(_last()))
    return on_screen()


def city_selector() -> None:
    """The list of cities above the menu. The choice goes into the address."""
    names = choices.cities(cities(), on_screen())
    if not names:
        return
    st.session_state[_CHOICE] = _last()
    st.selectbox(_("City"), list(names), format_func=lambda key: names[key], key=_CHOICE, on_change=_chosen)


def menu(pages: Mapping[str, Sequence[StreamlitPage]]) -> None:
    """The pages in their groups, as links that keep the city in the address. The list of cities heads the first."""
    chosen = _of_city(_last()) | choices.spoken()
    past = st.query_params.get(_REVISION)
    for place, (group, members) in enumerate(pages.items()):
        with st.container(gap="xxsmall"):
            if place > 0 or not cities():
                st.caption(say(group))
            for page in members:
                name = page.url_path or FRONT_PAGE
                kept = {_REVISION: past} if past and name in PAST_PAGES else {}
                page_link(name, page.title, chosen | kept, page.icon, stretch=True)


def _chosen() -> None:
    st.query_params["city"] = st.session_state[_CHOICE]
    st.query_params.pop(_REVISION, None)  # a revision of one city says nothing of another
    st.session_state[_REMEMBERED] = st.session_state[_CHOICE]


def _last() -> str | None:
    """The city chosen last; otherwise Boston, or the first one in a database that has no Boston; None without any."""
    if _REMEMBERED in st.session_state:
        return str(st.session_state[_REMEMBERED])
    on_file = [item.city_id for item in cities()]
    return DEFAULT_CITY if DEFAULT_CITY in on_file else next(iter(on_file), None)


def _of_city(city_id: str | None) -> dict[str, str]:
    """A city as the address of a link names it; a database without one has none to name."""
    return {"city": city_id} if city_id else {}


def _asked_for(asked: str | None) -> City | None:
    """The city that the address names; None when it names none or one that is not on file."""
    try:
        return find_city(asked, store().cities()) if asked else None
    except Refused:
        return None


def report(city_id: str, revision: int | None = None) -> CityReport:
    """The inventories, targets and verdicts of a city; cached for each revision of the data.

    They are as they stood after ``revision``, after that of the address (``past``), or as they are.
    """
    chosen = past(city_id) if revision is None else revision
    return _report(_moment(), city_id, chosen)


@st.cache_data(show_spinner=False, max_entries=512)
def _report(moment: Moment, city_id: str, chosen: int | None) -> CityReport:
    return assessed(store(), city_id, today=moment.year, revision=chosen)


def programme() -> Programme:
    """The standing of every city at once; shared by all sessions until something is committed."""
    wait = _("Adding up all inventories. After a start this takes a moment, once.")
    return shared("programme", lambda: standing_of_all(store()), wait)


def revisions(city_id: str) -> list[Revision]:
    """The revisions of a city, the newest first; cached until something is committed."""
    return _revisions(_moment(), city_id)


@st.cache_data(show_spinner=False, max_entries=64)
def _revisions(moment: Moment, city_id: str) -> list[Revision]:
    return store().history(city_id)


def asked_revision() -> str | None:
    """What the address says of the revision (``?rev=7``), None where it says nothing."""
    return st.query_params.get(_REVISION)


def past(city_id: str) -> int | None:
    """The revision of the city that the address asks for: the last one up to ``rev`` that touched the city.

    None where the newest is shown: nothing was asked, nothing older was meant, or there is no such revision.
    """
    said = asked_revision()
    if said is None or not said.isascii() or not said.isdigit() or int(said) > store().newest_revision():
        return None
    numbers = [revision.revision for revision in revisions(city_id)]
    earlier = [number for number in numbers if number <= int(said)]
    return earlier[0] if earlier and earlier[0] != numbers[0] else None


def newest() -> None:
    """Leave the past: the address names no revision any more."""
    st.query_params.pop(_REVISION, None)


def only_samples(city_id: str) -> bool:
    """Whether everything that counts of a city came with the program."""
    counting = [revision for revision in revisions(city_id) if revision.in_force]
    return bool(counting) and all(revision.sample for revision in counting)


def verified() -> Verification:
    """The check of the whole ledger and of every figure; kept until something is committed."""
    from datasets.trace.verification import verify  # only who asks for the check waits for it

    return shared("verified", lambda: verify(store()), _("Reading every row again …"))


def kept(name: str, otherwise: Any = None) -> Any:
    """What this visit keeps under ``name``, or what stands in the field with this key."""
    return st.session_state.get(name, otherwise)


def keep(name: str, value: Any) -> None:
    """Keep something for this visit."""
    st.session_state[name] = value


def forget(name: str) -> None:
    """Keep it no longer."""
    st.session_state.pop(name, None)


def drivers(city_id: str, first: int | None, last: int | None, method: str | None) -> Drivers:
    """What moved the emissions of a city between two years; kept for each revision of the data, and never changed."""
    return _drivers(_moment(), city_id, first, last, method, past(city_id))


@st.cache_resource(show_spinner=False, max_entries=512)
def _drivers(
    moment: Moment, city_id: str, first: int | None, last: int | None, method: str | None, upto: int | None
) -> Drivers:
    return moved(store(), city_id, first, last, method, revision=upto)


def robustness(city_id: str) -> Grid:
    """The leading target of a city judged again under other choices; kept for each revision of the data."""
    return _robustness(_moment(), city_id, past(city_id))


@st.cache_resource(show_spinner=False, max_entries=512)
def _robustness(moment: Moment, city_id: str, upto: int | None) -> Grid:
    return tried(store(), city_id, revision=upto)


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


def breakdown(found: Inventory, measure: Measure) -> Breakdown:
    """One inventory taken apart by sector and carrier or scope; cached for each revision of the data."""
    asked = (found.city_id, found.year, found.method, measure)
    return _breakdown(_moment(), *asked, past(found.city_id), found)


@st.cache_data(show_spinner=False, max_entries=512)
def _breakdown(
    moment: Moment,
    city_id: str,
    year: int,
    method: str,
    measure: Measure,
    chosen: int | None,
    _found: Inventory,
) -> Breakdown:
    return composition.of(store(), _found, measure, revision=chosen)


def passport(
    city_id: str, figure: str, year: int | None = None, method: str | None = None, target: str | None = None
) -> Passport:
    """The trace of one figure of a city (a name of ``names.FIGURES``), as of the inventory of ``year`` or to the target
    of that name. Raises Refused without one.

    It is shared by all sessions; nobody may change it.
    """
    asked = (city_id, year, method, target, figure)
    return _passport(_moment(), *asked, past(city_id))


@st.cache_resource(show_spinner=False, max_entries=32)
def _passport(
    moment: Moment, city_id: str, year: int | None, method: str | None, target: str | None, figure: str,
    chosen: int | None,
) -> Passport:  # fmt: skip
    return passports.of(store(), city_id, year, figure, method, target, revision=chosen)


def is_sample(found: Inventory) -> bool:
    """Whether the figures of an inventory ship with the program as samples."""
    return any(item.sample and item.revision == found.revision for item in revisions(found.city_id))


def worked(city_id: str, year: int | None, method: str | None) -> Examples:
    """A worked example of every formula from the rows of one inventory; kept for each revision of the data."""
    return _worked(_moment(), city_id, year, method)


@st.cache_resource(show_spinner=False, max_entries=512)
def _worked(moment: Moment, city_id: str, year: int | None, method: str | None) -> Examples:
    from datasets import worked as examples  # of one page alone

    with store().reader() as reader:
        return examples.of(reader, city_id, year, method)


def factor_table(city_id: str, found: Inventory | None, year: int) -> FactorTable:
    """The factor of every carrier for one inventory; kept for each revision of the data."""
    method = found.method if found else None
    return _factor_table(_moment(), city_id, year, method, found)


@st.cache_resource(show_spinner=False, max_entries=512)
def _factor_table(moment: Moment, city_id: str, year: int, method: str | None, _found: Inventory | None) -> FactorTable:
    from datasets.worked import chosen as factors  # of one page alone

    with store().reader() as reader:
        return factors.table(reader, city_id, _found, year)


def outlook(city_id: str, target: str | None, scenario: str | None) -> Outlook:
    """What lies ahead of a city, to one target against one scenario; kept for each revision of the data."""
    return _outlook(_moment(), city_id, target, scenario, past(city_id))


@st.cache_resource(show_spinner=False, max_entries=512)
def _outlook(moment: Moment, city_id: str, target: str | None, scenario: str | None, chosen: int | None) -> Outlook:
    return looked_ahead(store(), city_id, target, scenario, chosen)


def drawn(kind: str, city_id: str, dark: bool, draw: Callable[[], Figure]) -> Figure:
    """The figure that ``draw`` makes, kept for each kind, city, theme, language and revision.

    Drawing takes most of a click. The figure is shared by all sessions; nobody may change it.
    """
    asked = (kind, city_id, dark, language.current())
    return _drawn(_moment(), asked, past(city_id), draw)


@st.cache_resource(show_spinner=False, max_entries=512)
def _drawn(
    moment: Moment, asked: tuple[str, str, bool, str], chosen: int | None, _draw: Callable[[], Figure]
) -> Figure:
    return _draw()


def link(
    page: str,
    label: str,
    city_id: str | None = None,
    icon: str | None = None,
    stretch: bool = False,
    revision: int | None = None,
) -> None:
    """A link to ``page`` ("progress", "data", "history", "method" ...) that keeps the city in the address.

    With ``revision`` the page shows the city as it stood after it.
    """
    chosen = _of_city(city_id or _last()) | choices.spoken() | ({_REVISION: str(revision)} if revision else {})
    page_link(page, text(label), chosen, icon, stretch)
