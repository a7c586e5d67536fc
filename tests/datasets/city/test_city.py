"""One city by the front door: what it is read with, what may be kept of it, and that acts bear the name of who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from analytics.vocabulary import Measure
from datasets import Cities, City, NewTarget, Refused, Store, open_store
from datasets.city import access, assessment
from datasets.intake.drafting import TEMPLATE_CSV
from tests.samples import own_samples

SOURCE = "a document"
GAS = {
    "kind": "factor",
    "carrier": "natural_gas",
    "first_year": "2019",
    "last_year": "2019",
    "value": "0.5",
    "original_unit": "t/MWh",
    "gas": "CO2e",
    "used_for": "all",
    "approach": "activity-based",
    "source": SOURCE,
}
"""A row of the table of own factors."""


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


@pytest.mark.parametrize("name", ["US-BOS", "Boston", "boston", "City of Boston"])
def test_a_city_is_asked_for_by_its_id_or_a_name(samples: Store, name: str) -> None:
    assert City(samples, name).id == "US-BOS"
    assert City(samples, name).report() == assessment.report(samples, "US-BOS")


def test_an_unknown_city_is_refused_when_it_is_first_asked(samples: Store) -> None:
    city = City(samples, "Bostn")
    with pytest.raises(Refused, match="Bostn") as refusal:
        city.report()
    assert refusal.value.problems[0].choices[0] == "Boston"


def test_every_reading_is_made_with_the_gwp_set_and_approach_of_the_city() -> None:
    """A city that is read otherwise gives one total everywhere, and not another beside it."""
    with open_store(":memory:", samples=False) as store:
        everyone, energy = Cities(store), TEMPLATE_CSV.encode()
        everyone.commit(everyone.draft(energy, "turin.csv"), "Ada")
        _agrees(City(store, "Turin"), City(store, "Turin", gwp="AR4", approach="life-cycle"))


def _agrees(usual: City, other: City) -> None:
    report = other.report()
    assert report.inventories[0].computed
    assert report != usual.report()
    assert other.drivers().report == report
    assert other.outlook().report == report
    assert other.flips().claim == report.leading
    for found in report.inventories:
        if found.emissions_t is not None:
            assert other.passport("total", found.year, found.method).value == pytest.approx(found.emissions_t)
            parts = other.breakdown(Measure.EMISSIONS, found.year, found.method)
            assert sum(entry.amount or 0.0 for entry in parts.entries.values()) == pytest.approx(found.emissions_t)


@pytest.mark.longer("judged at each of several revisions")
def test_the_past_is_read_as_it_was(store: Store) -> None:
    city = City(store, "IT0004")
    before = store.newest_revision()
    then = City(store, "IT0004", before)
    held = then.report(), then.findings(), then.export("long"), then.rows(), then.gdp()
    city.remove_samples("Ada", "our own are to come")
    city.state_figures(city.figures("factors").stating(GAS), "Ada", "measured")
    assert city.report().inventories == ()
    assert (then.report(), then.findings(), then.export("long"), then.rows(), then.gdp()) == held
    assert [item.revision for item in then.history()] == [item.revision for item in city.history()][
        -len(then.history()) :
    ]


def test_what_is_read_may_be_kept(samples: Store) -> None:
    kept: dict[object, Any] = {}

    def keep(read: Callable[..., Any], city: City, named: Mapping[str, Any]) -> Any:
        key = (read.__name__, tuple(named.items()))
        if key not in kept:
            kept[key] = read(city, **named)
        return kept[key]

    city = City(samples, "US-BOS", keep=keep)
    assert city.report() is city.report()
    assert city.drivers(2010, 2019) is city.drivers(2010, 2019)
    assert {name for name, *_ in kept} == {"report", "drivers"}


@pytest.mark.longer("several acts, each a commit")
def test_an_act_bears_the_name_of_who_acts(store: Store) -> None:
    turin, boston = City(store, "Turin"), City(store, "Boston")
    acts = [
        boston.state_target(NewTarget(2005, 2035, reduction_percent=60), "Ada", "a vote"),
        turin.state_figures(turin.figures("factors").stating(GAS), "Ada", "measured"),
        boston.commit(boston.draft(boston.export("long").content, "boston.csv"), "Ada"),
    ]
    acts.append(boston.undo(acts[-1].revision, "Ada", "the same figures"))
    assert [(act.author, act.revision) for act in acts] == [("Ada", acts[0].revision + at) for at in range(len(acts))]


def test_on_ones_own_machine_everybody_may_do_everything(store: Store) -> None:
    assert access.may(store, "anybody", "commit", "US-BOS")
    assert access.may(store, "anybody", "undo", None)
    access.insist(store, "anybody", "commit", "US-BOS", "IT0004")


def test_undoing_and_putting_a_database_back_ask_who_may(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str, str | None]] = []

    def may(_store: Store | None, who: str, act: str, city_id: str | None) -> bool:
        asked.append((who, act, city_id))
        return False

    monkeypatch.setattr(access, "may", may)
    first = City(store, "Boston").history()[-1].revision
    with pytest.raises(Refused, match="a person who signed in"):
        City(store, "Turin").undo(first, "Ada", "a slip")
    with pytest.raises(Refused, match="did not sign in"):
        Cities(store).undo(10_000, "Ada", "a slip")
    with pytest.raises(Refused, match="did not sign in"):
        Cities.restore(tmp_path / "copy.duckdb", tmp_path / "new.duckdb", "Ada")
    with pytest.raises(Refused, match="did not sign in"):
        Cities.accept_head(tmp_path / "new.duckdb", "Ada", "a reason")
    boston = City(store, "Boston").id
    assert asked == [("Ada", "undo", boston), *(("Ada", act, None) for act in ("undo", "restore", "accept_head"))]
    assert not list(tmp_path.iterdir())
