"""A bundle on the page: what it brings is shown before it is opened, and what contradicts is decided by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import kept_readings
from datasets import Cities, City, Store
from datasets.reference.samples import open_store
from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import APP, to, words
from tests.datasets.builders import TOWN, row, submission


@pytest.fixture
def figures(own_database: Path) -> AppTest:
    """The Figures page of Boston on a database of its own."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["city"] = "US-BOS"
    to(app, "exports")
    return app.run()


def taken(store: Store, *values: float) -> bytes:
    """The bundle of a town after these totals were committed one after the other."""
    for value in values:
        store.commit(submission(row(value=value), new_cities=[TOWN], reason="counted"))
    return City(store, TOWN.city_id).export("bundle").content


def bring(app: AppTest, *files: bytes) -> AppTest:
    named = [(f"town-{place}.zip", data, "application/zip") for place, data in enumerate(files, start=1)]
    app.file_uploader[-1].set_value(named).run()
    assert not app.exception
    return app


def press(app: AppTest, reason: str) -> AppTest:
    app.text_input(key="bundle-reason").set_value(reason)
    next(found for found in app.button if found.label == "Open the bundle").click()
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    """What the page says and warns of."""
    boxes = [box.value.replace("\\", "") for kind in (app.warning, app.error) for box in kind]
    return "\n".join([words(app), *boxes])


@pytest.mark.longer("ledgers of two installations, and the page after each act")
def test_a_bundle_is_shown_then_opened_and_a_contradiction_waits_for_an_answer(figures: AppTest) -> None:
    with open_store(":memory:", samples=False) as here, open_store(":memory:", samples=False) as there:
        first = taken(here, 5.0)
        draft = Cities(there).read_bundle(first, "town.zip")
        Cities(there).open_bundle(draft, "Ada", "from the partner")
        theirs, mine = taken(there, 7.0), taken(here, 6.0)
    app = bring(figures, mine)
    assert "**Town**: 2 revisions, 2 of them new here." in told(app)
    app = press(app, " ")
    assert "Town: 2 revisions were added." in told(app)
    assert City(kept_readings.store(), "Town").report().inventories[0].emissions_t == 6.0

    app = bring(app, theirs)
    assert "Both changed the same since they parted." in told(app)
    (table,) = (found for found in tables(app) if "In the bundle" in found.columns)
    assert table.iloc[0].tolist()[1:] == ["1 row, 6.000 t CO2e in all", "1 row, 7.000 t CO2e in all"]
    assert "Decide which of the two counts." in told(press(app, "the newer count"))
    app = bring(app, theirs)
    app.radio(key=next(found.key for found in app.radio if found.label.startswith("What counts"))).set_value("theirs")
    assert "Town: 1 revision was added." in told(press(app, "the newer count"))
    assert City(kept_readings.store(), "Town").report().inventories[0].emissions_t == 7.0


def test_two_bundles_are_compared_and_a_broken_one_is_refused(figures: AppTest) -> None:
    with open_store(":memory:", samples=False) as store:
        first, second = taken(store, 5.0), taken(store, 6.0)
    app = bring(figures, first, second)
    assert "Town: 0 revisions are in the first bundle alone and 1 in the second one alone." in told(app)
    assert "was cut or changed since it was written" in told(bring(app, first[:-5]))
