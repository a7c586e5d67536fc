"""The open store, the chosen city and who is asking: the only place for caches, session state and the address."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from analytics.problems import Refused
from dashboard.widgets import text
from datasets.assessment import CityReport
from datasets.assessment import report as assessed
from datasets.samples import open_store
from datasets.store import City, Store

if TYPE_CHECKING:
    from plotly.graph_objects import Figure
    from streamlit.navigation.page import StreamlitPage

ROOT = Path(__file__).resolve().parent.parent
DATABASE_VARIABLE = "COVENANT_DATABASE"
DEFAULT_CITY = "US-BOS"
_CHOICE = "city-choice"
_REMEMBERED = "city"


def database() -> Path | str:
    """The file that holds the data: from the environment, otherwise data/covenant.duckdb in the project."""
    named = os.environ.get(DATABASE_VARIABLE)
    if named == ":memory:":
        return named
    return Path(named) if named else ROOT / "data" / "covenant.duckdb"


def store() -> Store:
    """The one store of this process, with the sample cities. Raises Refused when another process holds the file."""
    return _opened(str(database()))


def close() -> None:
    """Close the store of this process, so that nothing waits in a log file."""
    _opened.clear()


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def _opened(path: str) -> Store:
    return open_store(path)


def cities() -> list[City]:
    """Every city on file, by name; cached until something is committed."""
    return _cities(str(database()), store().newest_revision())


@st.cache_data(show_spinner=False, max_entries=8)
def _cities(path: str, revision: int) -> list[City]:
    return sorted(store().cities(), key=lambda city: city.name)


def city() -> City:
    """The city of the address (``?city=US-BOS``, an id or a name), otherwise the last one chosen, otherwise Boston.

    A value that names no city is said to be wrong; the page then shows the last or the default city.
    """
    asked = st.query_params.get("city")
    found = _asked_for(asked)
    if found is None:
        found = store().city(_last())
        if asked:
            st.warning(
                f"The address names the city “{text(asked)}”, which is not on file. "
                f"Shown is {text(found.name)}. Choose another in the list at the side."
            )
    return found


def city_selector() -> None:
    """The list of cities in the sidebar. The choice goes into the address, so that a view can be shared."""
    # The widget's own binding to the address writes the shown name and drops the default city; a shared link has to
    # carry the id and to say which city it means, so the address is kept here.
    asked = st.query_params.get("city")
    found = _asked_for(asked)
    turned = found is not None and found.city_id != st.session_state.get(_REMEMBERED)
    if found is not None:
        st.session_state[_REMEMBERED] = found.city_id
    # A link to the page that is open already changes the city here, but not in the browser: say it again.
    if not asked or turned or (found is not None and found.city_id != asked):
        st.query_params["city"] = _last()
    names = {item.city_id: item.name for item in cities()}
    st.session_state[_CHOICE] = _last()
    st.selectbox("City", list(names), format_func=lambda key: names[key], key=_CHOICE, on_change=_chosen)


def menu(pages: Mapping[str, Sequence[StreamlitPage]]) -> None:
    """The pages in their groups, as links that keep the city in the address."""
    chosen = {"city": _last()}
    for group, members in pages.items():
        with st.container(gap="xxsmall"):
            st.caption(group)
            for page in members:
                st.page_link(page, query_params=chosen, width="stretch")


def _chosen() -> None:
    st.query_params["city"] = st.session_state[_CHOICE]
    st.session_state[_REMEMBERED] = st.session_state[_CHOICE]


def _last() -> str:
    """The city chosen last; otherwise Boston, or the first one in a database that has no Boston."""
    if _REMEMBERED in st.session_state:
        return str(st.session_state[_REMEMBERED])
    on_file = [item.city_id for item in cities()]
    return DEFAULT_CITY if DEFAULT_CITY in on_file or not on_file else on_file[0]


def _asked_for(asked: str | None) -> City | None:
    """The city that the address names; None when it names none or one that is not on file."""
    try:
        return store().city(asked) if asked else None
    except Refused:
        return None


def report(city_id: str) -> CityReport:
    """The inventories, targets and verdicts of a city; cached for each revision of the data."""
    return _report(str(database()), city_id, store().newest_revision())


@st.cache_data(show_spinner=False, max_entries=512)
def _report(path: str, city_id: str, revision: int) -> CityReport:
    return assessed(store(), city_id)


def drawn(kind: str, city_id: str, dark: bool, draw: Callable[[], Figure]) -> Figure:
    """The figure that ``draw`` makes, kept for each kind, city, theme and revision: drawing takes most of a click.

    The figure is shared by all sessions; nobody may change it.
    """
    return _drawn(str(database()), kind, city_id, dark, store().newest_revision(), draw)


@st.cache_resource(show_spinner=False, max_entries=512)
def _drawn(path: str, kind: str, city_id: str, dark: bool, revision: int, _draw: Callable[[], Figure]) -> Figure:
    return _draw()


def author() -> str:
    """Who is asking: the signed-in person where sign-in is on, otherwise the user of this machine."""
    if getattr(st.user, "is_logged_in", False):
        return str(getattr(st.user, "email", None) or getattr(st.user, "name", "signed in"))
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def link(page: str, label: str, city_id: str | None = None, icon: str | None = None, stretch: bool = False) -> None:
    """A link to ``page`` ("progress", "data", "method", "cities", "pairs") that keeps the city in the address."""
    chosen = city_id or _last()
    st.page_link(
        f"views/{page}.py",
        label=text(label),
        icon=icon,
        query_params={"city": chosen},
        width="stretch" if stretch else "content",
    )


def go(page: str, city_id: str | None = None) -> NoReturn:
    """Leave for ``page`` with the city in the address."""
    chosen = city_id or _last()
    st.session_state[_REMEMBERED] = chosen
    st.switch_page(f"views/{page}.py", query_params={"city": chosen})
