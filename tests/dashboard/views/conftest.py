"""The real pages on the sample cities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session, sitemap

APP = Path(session.__file__).with_name("app.py")
Open = Callable[..., AppTest]


@pytest.fixture
def opened(shown_samples: Path) -> Open:
    """Opens the dashboard at a page, for a city as the address gives it, and with what else the address asks for."""

    def run(page: str | None = None, city: str | None = None, **asked: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        if city is not None:
            app.query_params["city"] = city
        if page is not None:
            to(app, page)
        for name, value in asked.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, app.exception
        return app

    return run


def to(app: AppTest, place: str) -> AppTest:
    """Turn to a page or to the tab that once was one, as its old address does."""
    page, tab = sitemap.place(place)
    app.query_params.pop(sitemap.TAB, None)
    if tab:
        app.query_params[sitemap.TAB] = tab
    return app.switch_page(f"views/{page}.py")


def words(app: AppTest) -> str:
    """Everything the page says, without the escapes of markdown."""
    parts = [
        element.value for kind in (app.title, app.header, app.subheader, app.markdown, app.caption) for element in kind
    ]
    return "\n".join(str(part) for part in parts).replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")
