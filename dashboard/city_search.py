"""Find your city: one field over every signatory and every city on file, above the menu and on the first screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from analytics.text.sentences import Sentence
from dashboard import identity, kept_readings, language, session
from dashboard.addresses import FRONT_PAGE
from dashboard.language import gettext as _
from dashboard.language import say
from datasets import Refused

PLACE = "/api/find"
"""Where the field asks: of the register, which is public, and of the cities on file where nobody has to sign in."""
# Translators: what others published of a city, at the end of its line in a list of cities.
KNOWN: Mapping[str, str] = {
    "base year": Sentence("base year only"),
    "promised": Sentence("base year, target for 2020"),
    "needed pace": Sentence("base year, target after 2020"),
    "target": Sentence("a target only"),
    "signatory": Sentence("joined, no figures"),
}

_NEW = {"new": ""}
"""What a door to the form for a new city asks for."""


def field(page: str = FRONT_PAGE, large: bool = False) -> None:
    """The field, with its list as soon as somebody types; a choice opens ``page``. ``large`` on the first screen."""
    chosen = session.named_on_screen()
    key = "find-city" if large else "city-search"
    said = {
        "label": _("Find your city"),
        "placeholder": _("Name, country or id"),
        "chosen": "" if large else chosen,
        "large": large,
        "language": language.current(),
        "from": PLACE,
        "href": session.address("CITY", page),
        "add": session.address("", "figures") if session.may_open("figures", asked=_NEW) else "",
        "words": {
            "own": _("own figures"),
            # Translators: up to which year others published figures of a city.
            "figures": _("figures to {year}", year="{year}"),
            "inhabitants": _("{number} inhabitants", number="{number}"),
            # Translators: by a larger town nearby a town is told apart from others of its name.
            "near": _("near {town}", town="{town}"),
            "found": _("{number} found", number="{number}"),
            "none": _("No city of that name."),
            "add": _("Add a city"),
            "failed": _("The search did not answer. Load the page again."),
            "answers": {answer: say(words) for answer, words in KNOWN.items()},
        },
    }
    _component()(
        data=[said],  # in a list Streamlit looks for no data frame, for which it would load pandas
        key=key,
        on_opened_change=partial(session.enters, key),
    )


async def find(request: Request) -> Response:
    """The cities that what somebody types may mean, as JSON."""
    return await run_in_threadpool(_found, request.query_params.get("name", ""))


def _found(name: str) -> Response:
    from datasets import finding  # the register, which a start does not wait for

    own = kept_readings.store().moment().register.cities if identity.configured() is None else ()
    try:
        cities, number = finding.found(name, own)
    except Refused as refusal:
        return JSONResponse({"problems": [problem.as_dict() for problem in refusal.problems]}, 503)
    lines = [{"city": city.city_id, **asdict(city)} for city in cities]
    return JSONResponse({"number": number, "cities": lines}, headers={"Cache-Control": "private, no-store"})


@cache
def _component() -> Callable[..., Any]:
    folder = Path(__file__).parent
    html = (
        '<div class="search"><label><span></span><input type="text" role="combobox" autocomplete="off" maxlength="80"'
        ' aria-expanded="false" aria-autocomplete="list" aria-controls="found" spellcheck="false"></label>'
        '<div class="box" popover="manual"><ul role="listbox" id="found"></ul><div class="foot"></div></div>'
        '<span role="status"></span></div>'
    )
    script, css = ((folder / f"city_search.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("covenant_city_search", html=html, css=css, js=script)
