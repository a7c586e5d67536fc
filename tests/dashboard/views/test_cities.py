"""The programme at a glance: every city in the table and on the map."""

from __future__ import annotations

from analytics.vocabulary import VERDICT_NAMES
from dashboard import session
from tests.dashboard.conftest import SAMPLES, tables
from tests.dashboard.views.conftest import Open, words


def test_every_city_stands_in_the_table_with_its_verdict_and_has_a_link(opened: Open) -> None:
    app = opened("cities")
    table = tables(app)[0].set_index("City")
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    assert len(table) == len(SAMPLES)
    for city_id in SAMPLES:
        report = session.report(city_id)
        row = table.loc[report.city.name]
        assert VERDICT_NAMES[report.leading.verdict] in row["Verdict"].replace("\u00a0", " ")
        assert links[report.city.name] == f"city={city_id}"


def test_what_is_missing_is_a_word(opened: Open) -> None:
    table = tables(opened("cities"))[0].set_index("City")
    varna = table.loc["Varna"]
    assert list(varna[["Newest inventory", "Emissions", "Per inhabitant", "Target", "From the path"]]) == [
        "none on file",
        "not reported",
        "not reported",
        "none on file",
        "cannot be told",
    ]


def test_both_maps_have_a_sentence_and_a_note(opened: Open) -> None:
    app = opened("cities")
    charts = app.get("plotly_chart")
    assert ["North America" in charts[0].proto.alt, "Europe" in charts[1].proto.alt] == [True, True]
    assert words(app).count("Schematic outline") == 2
