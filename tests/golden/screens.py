"""What pages and decks say, as their readers meet it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard import language, opened, session
from dashboard.packs import decks as made
from datasets.reference.samples import open_store
from datasets.store import location
from tests.dashboard.conftest import Everything
from tests.dashboard.packs.slide_reading import EDITION, alt, charts, series, words
from tests.dashboard.untranslated import APP, PAGES, texts
from tests.dashboard.views.conftest import to
from tests.golden.differences import HASH

RICH, POOR = "US-BOS", "BG0002"


def first(path: Path, city: str) -> list[str]:
    """What the first page says of a city before anything on it is opened."""
    with _database(path):
        return _said("progress", city, "en", whole=False)


def pages(path: Path, cities: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """The texts of every page in full, with everything opened."""
    with _database(path):
        for page in PAGES:
            for city in cities:
                for spoken in language.LANGUAGES if city == RICH else ("en",):
                    yield f"{page} {city} {spoken}", _said(page, city, spoken, whole=True)


def decks(path: Path, cities: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Every deck, slide by slide."""
    with open_store(path) as store:
        for spoken in language.LANGUAGES:
            language.use(spoken)
            for city in cities if spoken == "en" else (RICH, POOR):
                read = made.read_once(store, city)
                yield f"mayor {city} {spoken}", _slides(made.mayor(read, EDITION))
                yield f"technical {city} {spoken}", _slides(made.technical(read, EDITION))
            pair = made.read_once(store, "IT0004"), made.read_once(store, "US-BAL")
            yield f"pair {spoken}", _slides(made.pair(*pair, EDITION))
            yield f"programme {spoken}", _slides(made.programme(made.of_all(store), EDITION))
        language.use("en")


def _slides(content: bytes) -> list[Any]:
    return [
        {
            "words": words(slide).splitlines(),
            "alt": [alt(shape) for shape in slide.shapes if shape.has_chart or shape.has_table],
            "charts": [series(shape) for shape in charts(slide)],
        }
        for slide in Presentation(io.BytesIO(content)).slides
    ]


def _said(page: str, city: str, spoken: str, whole: bool) -> list[str]:
    app = AppTest.from_file(str(APP), default_timeout=120)
    if whole:
        app.session_state[opened.EVER] = Everything()
    app.query_params["city"], app.query_params["language"] = city, spoken
    app.run()
    try:
        to(app, page).run()
    except (KeyError, ValueError) as fault:  # a page that is no more
        return [f"FAULT {fault}"]
    if app.exception:
        return [f"FAULT {fault.value}" for fault in app.exception]
    return [HASH.sub("HASH", f"{kind}: {text}") for kind, text in texts(app)]


@contextmanager
def _database(path: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(location.VARIABLE, str(path))
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        try:
            yield
        finally:
            session.close()
