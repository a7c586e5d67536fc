"""The wedge chart: what is drawn is what the table says, and its labels keep apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import horizon
from dashboard.figures.wedge_areas import LINE_PIXELS, MOST_BANDS, _short, apart, bands, behind, wedges
from datasets.city import outlook
from datasets.city.outlook import Outlook
from datasets.intake.plans import listing
from datasets.intake.plans.listing import COLUMNS
from datasets.store import Store
from tests.samples import own_samples

SECTORS = ("Residential", "Transport", "Commercial and institutional", "Industry", "Solid waste", "Fugitive emissions")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


@pytest.fixture(scope="module")
def ahead(store: Store) -> Callable[[int, str], Outlook]:
    """A city with so many made-up actions of 1,000 t each, every second one undecided."""

    def made(count: int, city: str = "US-BOS") -> Outlook:
        rows = [
            f"A{number},Action <b>{number}</b>,{SECTORS[number % len(SECTORS)]},,2020,2030,"
            f"{'planned' if number % 2 else 'decided'},,,1000,,,,,,"
            for number in range(count)
        ]
        draft = listing.draft(store, "\n".join((",".join(COLUMNS), *rows)).encode(), "a.csv", city)
        with store.rehearsal(listing.submission(draft, "Ada", "test")) as reader:
            return outlook.read(reader, city)

    return made


@pytest.mark.longer("a picture for each case")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", [1, 5, 14])
def test_the_lines_drawn_are_the_columns_of_the_table(ahead: Callable[..., Outlook], count: int, dark: bool) -> None:
    found = ahead(count, "US-NYC")
    figure, table = wedges(found, dark), behind(found)
    lines = {trace.name: trace for trace in figure.data}
    for name, column in (("scenario", "Scenario (t)"), ("after all actions", "After all actions (t)")):
        assert list(lines[name].y * 1e6) == pytest.approx([tonnes for tonnes in table[column] if tonnes is not None])
    known = [tonnes for tonnes in table["Inventories (t)"] if tonnes is not None]
    assert list(lines["inventories"].y * 1e6) == pytest.approx(known)
    assert [tonnes for tonnes in table["Target (t)"] if tonnes is not None] == [found.progress.target_t]
    drawn = bands(found.plan) if found.plan else []
    ahead_of_it = table["Scenario (t)"].index(next(tonnes for tonnes in table["Scenario (t)"] if tonnes is not None))
    table = {head: column[ahead_of_it:] for head, column in table.items()}
    for place, year in enumerate(table["Year"]):
        saved = sum(band.tonnes[place] for band in drawn)
        assert table["Scenario (t)"][place] - saved == pytest.approx(table["After all actions (t)"][place]), year
    assert len(drawn) <= MOST_BANDS
    assert sum(band.count for band in drawn) == count


def test_undecided_actions_are_hatched_and_every_wedge_is_labelled(ahead: Callable[..., Outlook]) -> None:
    found = ahead(3)
    figure = wedges(found)
    hatched = {trace.name for trace in figure.data if trace.fillpattern.shape} - {horizon.UNKNOWN_YEARS}
    assert hatched == {"Action <b>1</b>"}
    assert sum("Action ‹" in label.text for label in figure.layout.annotations) == 3
    assert not any("<b>1" in label.text for label in figure.layout.annotations)


def test_the_picture_is_as_high_as_its_labels_need(ahead: Callable[..., Outlook]) -> None:
    figure = wedges(ahead(20))
    lines = [label.text.count("<br>") + 1 for label in figure.layout.annotations if label.showarrow]
    margin = figure.layout.margin
    assert sum(lines) * LINE_PIXELS <= figure.layout.height - margin.t - margin.b


@pytest.mark.parametrize("city", ["US-NYC", "US-AUS", "US-FTC", "US-SMO"])
def test_a_city_without_actions_shows_the_way_and_its_target(store: Store, city: str) -> None:
    found = outlook.outlook(store, city)
    figure = wedges(found)
    assert {"scenario", "target", "inventories", "required path"} <= {trace.name for trace in figure.data}
    heads = {"Year", "Inventories (t)", "Scenario (t)", "After all actions (t)", "Target (t)"}
    assert set(behind(found)) == heads | ({"Trend (t)"} if found.trend else set())


BOXES = st.tuples(st.floats(0.0, 100.0), st.floats(1.0, 9.0))


@given(st.lists(BOXES, min_size=1, max_size=9))
def test_labels_keep_their_order_their_distance_and_the_picture(boxes: list[tuple[float, float]]) -> None:
    heights, sizes = zip(*sorted(boxes, reverse=True), strict=True)
    placed = apart(heights, sizes, 2.0, 102.0)
    for (above, high), (below, low) in pairwise(zip(placed, sizes, strict=True)):
        assert above - below >= (high + low) / 2 - 1e-9
    assert placed[-1] - sizes[-1] / 2 >= 2.0 - 1e-9
    assert placed[0] + sizes[0] / 2 <= 102.0 + 1e-9


@pytest.mark.longer("a picture for each case")
@pytest.mark.parametrize(("count", "city"), [(5, "US-BOS"), (3, "US-NYC"), (14, "US-AUS")])
def test_the_label_of_the_target_stands_on_its_line(ahead: Callable[..., Outlook], count: int, city: str) -> None:
    figure = wedges(ahead(count, city))
    (line,) = (trace for trace in figure.data if trace.name == "level of the target")
    (label,) = (label for label in figure.layout.annotations if "target" in label.text)
    assert (label.x, label.y) == (line.x[0], line.y[0])
    assert line.x[-1] == ahead(count, city).progress.target.year
    assert not label.showarrow


def test_a_target_by_another_method_is_drawn_and_says_so(store: Store) -> None:
    found = outlook.outlook(store, "IT0007")
    assert not found.comparable
    figure = wedges(found)
    assert "required path" not in {trace.name for trace in figure.data}
    assert any("target by another method" in label.text for label in figure.layout.annotations)


def test_what_is_tried_is_drawn_with_the_plan_on_file_as_a_dotted_line(store: Store) -> None:
    found = outlook.outlook(store, "IT0004")
    tried = outlook.tried(found, {"Buildings": 0.3, "expected": 1.0})
    assert found.plan is not None
    assert tried.plan is not None
    lines = {trace.name: trace for trace in wedges(tried, on_file=found.plan).data}
    assert list(lines["listed plan"].y * 1e6) == pytest.approx(list(found.plan.after_t))
    assert list(lines["after all actions"].y * 1e6) == pytest.approx(list(tried.plan.after_t))
    assert "listed plan" not in {trace.name for trace in wedges(found).data}


def test_a_cut_that_is_tried_bears_the_name_of_its_sector(store: Store) -> None:
    tried = outlook.tried(outlook.outlook(store, "US-BOS"), {"Tertiary": 0.5})
    assert tried.plan is not None
    assert [band.name for band in bands(tried.plan)] == ["Commercial and institutional buildings"]


def test_a_name_is_told_in_lines_before_it_is_cut() -> None:
    assert _short("Heat pumps for tenants", 2) == "Heat pumps for<br>tenants"
    assert _short("Retrofit of all residential buildings", 3) == "Retrofit of all<br>residential<br>buildings"
    assert _short("Retrofit of all residential buildings", 2) == "Retrofit of all<br>residential…"
