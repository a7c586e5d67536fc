"""The detective on real stores: silent where the published figures are sound, and right where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.detection.case import Finding
from analytics.detection.places import EMISSIONS, ENERGY
from analytics.detection.totals import PrintedTotal
from datasets.city import City
from datasets.city.examining import detective
from datasets.intake import drafting
from datasets.reference import catalogue
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.samples import own_samples

HEADER = "city,year,sector,label,carrier,scope,value,unit,method,population,source"
DESERVED = {
    # Inhabitants carried over and of two sources, a break early in a series, totals of another boundary, and a scope
    # that one report leaves out.
    ("US-AUS", 2017, "population", "The inhabitants of 2017 are the very figure of 2016"),
    ("US-BOS", 2006, "population", "The inhabitants on file change by +10\u00a0% from 2005 to 2006"),
    ("US-BOS", 2007, "population", "The inhabitants on file change by +7\u00a0% from 2006 to 2007"),
    ("US-BOS", 2009, "population", "The inhabitants on file change by +5\u00a0% from 2008 to 2009"),
    (
        "ES0002",
        2014,
        "year-jump",
        "Manufacturing industries and construction, scope 1: 247\u00a0045 t in 2014 against 442",
    ),
    ("US-SMO", 2020, "year-jump", "Indirect emissions from use of grid-supplied energy"),
    ("US-SMO", 2019, "vanished-place", "Emissions occurring outside city boundary"),
}


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


@pytest.fixture
def empty() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as store:
        yield store


def drafted(store: Store, *rows: str, **answers: str) -> tuple[Finding, ...]:
    """The findings about a file of these rows."""
    data = "\n".join([HEADER, *rows, ""]).encode()
    draft = drafting.draft(store, data, "file.csv", {"reason": "a test", **answers})
    assert draft.ready, [problem.sentence() for problem in draft.problems if problem.severity != "warn"]
    return detective.of_rows(store, draft.table, draft.population)


def turin(quantity: str, **changes: float) -> list[str]:
    """The rows of Turin 2019 as a file would hold them; ``changes`` multiply the value of a sector's natural gas."""
    return [
        f'Turin,2019,{row["sector"]},"{row["label"]}",{row["carrier"]},{row["scope"]},'
        f"{float(row['value']) * (changes.get(row['sector'], 1.0) if row['carrier'] == 'natural_gas' else 1.0)!r},"
        f"{'MWh' if quantity == 'energy' else 't CO2'},covenant,,a report"
        for row in catalogue.records("inventories")
        if (row["city_id"], row["year"], row["quantity"]) == ("IT0004", "2019", quantity)
    ]


@pytest.mark.longer("every published inventory is examined")
def test_the_published_inventories_give_only_what_they_deserve(samples: Store) -> None:
    found = {
        (item.city_id, item.year, item.code, item.message)
        for city in samples.cities()
        for item in detective.of_city(samples, city.city_id)
    }
    assert {
        (*item[:3], wanted[3]) for item in found for wanted in DESERVED if item[3].startswith(wanted[3])
    } == DESERVED
    assert len(found) == len(DESERVED), found


@pytest.mark.parametrize(
    ("city_id", "year", "total", "difference"),
    [
        # What the sources print, as the shipped notes on the inventories tell it.
        ("IT0004", 2019, PrintedTotal(EMISSIONS, 2396906.57), None),
        ("ES0002", 2020, PrintedTotal(EMISSIONS, 2850000.0), None),
        ("ES0002", 2021, PrintedTotal(EMISSIONS, 3165000.0), None),
        ("IT0007", 2018, PrintedTotal(EMISSIONS, 1572816.35), None),
        ("IT0007", 2018, PrintedTotal(EMISSIONS, 1124431.85, scope=1), 24.02),
        ("FR0009", 2019, PrintedTotal(EMISSIONS, 1158756.982, scope=1), 2.0),
        ("FR0009", 2019, PrintedTotal(ENERGY, 6647290.0, sectors=("buildings",)), 7.0),
        ("ES0002", 2019, PrintedTotal(ENERGY, 15320470.0), 5100.0),
    ],
)
def test_printed_totals_are_told_only_beyond_rounding(
    samples: Store, city_id: str, year: int, total: PrintedTotal, difference: float | None
) -> None:
    rows = [row for row in catalogue.records("inventories") if (row["city_id"], int(row["year"])) == (city_id, year)]
    table = _table([row for row in rows if row["method"] == "covenant" and row["value"]])
    found = [
        item
        for item in detective.of_rows(samples, table, totals={(city_id, year, "covenant"): [total]})
        if item.code == "total-differs"
    ]
    assert len(found) == (difference is not None)
    if difference is not None and total.measure == EMISSIONS:
        assert found[0].tonnes_at_stake == pytest.approx(difference, abs=0.01)


def _table(rows: list[dict[str, str]]) -> object:
    """Shipped rows in the columns of a draft."""
    import pyarrow as pa

    whole = {"year": int, "source_row": int, "value": float}
    return pa.table(
        {
            name: pa.array([whole.get(name, str)(row[name]) if row[name] else None for row in rows])
            if name != "scope"
            else pa.array([int(row[name]) if row[name] else None for row in rows], pa.int8())
            for name in detective.ROW
            if name != "decimals"
        }
        | {"original_text": pa.array([row["value"] for row in rows])}
    )


def test_a_clean_file_is_silent(empty: Store) -> None:
    assert drafted(empty, *turin("energy"), *turin("co2")) == ()


@pytest.mark.longer("every published inventory is read and examined")
@pytest.mark.parametrize(("city", "gas"), [("turin_2019", "tco2"), ("bologna_2018", "tco2e")])
def test_the_files_that_the_cities_published_are_silent(empty: Store, shared_data: Path, city: str, gas: str) -> None:
    """Each file alone, then the emissions beside the energy that is by then on file."""
    folder = shared_data / "seed-cities-published"
    if not folder.is_dir():
        pytest.skip("the files of the sample cities are not in ../shared/data")
    for name in (f"{city}_energy_mwh.csv", f"{city}_emissions_{gas}.csv"):
        draft = drafting.draft(empty, (folder / name).read_bytes(), name)
        assert draft.imported > 0
        assert detective.of_rows(empty, draft.table, draft.population) == ()
        drafting.commit(empty, draft, "a test", None)
    (found,) = {item.city_id for item in draft.inventories}
    assert detective.of_city(empty, found) == ()


def test_a_finding_names_the_rows_of_the_file(empty: Store) -> None:
    """Row 1 is the header; residential gas stands fifth among the energies and fifth among the emissions."""
    energy, tonnes = turin("energy"), turin("co2", residential=1000)
    place = next(at for at, row in enumerate(energy) if "residential" in row and "natural_gas" in row)
    other = next(at for at, row in enumerate(tonnes) if "residential" in row and "natural_gas" in row)
    (found,) = drafted(empty, *energy, *tonnes)
    assert (found.code, found.row) == ("unit-slip", 2 + len(energy) + other)
    assert found.rows == (2 + place, 2 + len(energy) + other)


def test_a_file_of_emissions_alone_is_held_against_the_energy_on_file(samples: Store) -> None:
    (found,) = drafted(samples, *turin("co2", tertiary=0.2668 / 0.202))
    assert (found.code, len(found.rows)) == ("implied-factor", 1)


def test_other_years_on_file_are_what_a_year_is_held_against(samples: Store) -> None:
    """Every figure of Barcelona 2021 in 2022 again, by another label."""
    rows = [
        f"Barcelona,2022,{row['sector']},Again,,{row['scope']},{row['value']},t CO2e,covenant,,a report"
        for row in catalogue.records("inventories")
        if (row["city_id"], row["year"], row["method"]) == ("ES0002", "2021", "covenant")
    ]
    (found,) = drafted(samples, *rows)
    assert (found.code, found.rows) == ("constant-ratio", (2, 3, 4, 5, 6))


def test_what_two_years_of_one_file_show_is_told_once(empty: Store) -> None:
    rows = [
        f"Turin,{year},{sector},,,1,{value},t CO2e,own,,a report"
        for year, homes in ((2018, 125474), (2019, 251001))
        for sector, value in (("residential", homes), ("tertiary", 654321 + 3 * year))
    ]
    assert [(item.code, item.year) for item in drafted(empty, *rows)] == [("year-jump", 2019)]


def test_the_population_is_held_against_the_register(empty: Store) -> None:
    (found,) = drafted(empty, "Turin,2019,residential,,natural_gas,1,1424218,MWh,own,8665100,a report")
    assert (found.code, found.column) == ("population", "population")


def test_the_gases_of_a_place_are_weighed_together(empty: Store) -> None:
    """2 t of CH4 are 56 t CO2e, so 1000 MWh of gas with 200 t of CO2 beside are 0.256 t/MWh: out of range."""
    place = "Turin,2019,residential,,natural_gas,1"
    rows = [f"{place},1000,MWh,own,,a report", f"{place},200,t CO2,own,,a report"]
    assert drafted(empty, *rows) == ()
    (found,) = drafted(empty, *rows, f"{place},2,t CH4,own,,a report")
    assert found.code == "implied-factor"
    assert "0.256 t/MWh" in found.message


@pytest.mark.longer("a ledger of its own, examined after each commit")
def test_what_an_import_was_told_stays_told_until_it_is_explained_or_corrected(samples: Store) -> None:
    """Boston 2021: figures near those of 2019, the offices of scope 1 at a third, the homes of scope 2 left out."""
    held = [
        row
        for row in catalogue.records("inventories")
        if (row["city_id"], row["year"]) == ("US-BOS", "2019") and row["value"] and row["gpc_ref"] != "I.1.2"
    ]
    factors = [0.33 if row["gpc_ref"] == "I.2.1" else 1 + 0.01 * (place % 5) for place, row in enumerate(held)]
    texts = [str(float(row["value"]) * factor) for row, factor in zip(held, factors, strict=True)]
    rows = [
        f'Boston,2021,{row["sector"]},"{row["label"]}",,{row["scope"]},{text},t CO2e,gpc,,a report,{row["gpc_ref"]}'
        for row, text in zip(held, texts, strict=True)
    ]
    draft = drafting.draft(samples, "\n".join([f"{HEADER},gpc_ref", *rows, ""]).encode(), "boston.csv")
    told = detective.of_rows(samples, draft.table, draft.population)
    assert [(item.code, item.spots[0].gpc_ref) for item in told] == [
        ("year-jump", "I.2.1"),
        ("vanished-place", "I.1.2"),
    ]
    drafting.commit(samples, draft, "a test", None)
    city = City(samples, "US-BOS")
    kept = [item for item in city.findings().findings if item.year == 2021]
    assert [(item.code, item.spots) for item in kept] == [(item.code, item.spots) for item in told]
    city.explain(2021, "I.2.1", "", "Ada", "the steam network was sold")
    mine = [item for item in city.findings().findings if item.year == 2021]
    assert [(item.spots[0].gpc_ref, item.settled) for item in mine] == [
        ("I.1.2", ""),
        ("I.2.1", "Explained by Ada: the steam network was sold"),
    ]
    given = city.history()[0].revision
    halved = [
        line.replace(text, str(float(text) / 2)) if ",I.2.1" in line else line
        for line, text in zip(rows, texts, strict=True)
    ]
    written = "\n".join([f"{HEADER},gpc_ref", *halved, ""]).encode()
    less = drafting.draft(samples, written, "b.csv", {"reason": "a meter"})
    later = drafting.commit(samples, less, "a test", None)
    assert not any(item.settled for item in city.findings().findings)  # the reason was given for more
    city.undo(later.revision, "Ada", "the wrong meter")
    assert any(item.settled for item in city.findings().findings)
    city.undo(given, "Ada", "it was not so")
    assert not any(item.settled for item in city.findings().findings)


@pytest.mark.longer("several commits, and what follows from each")
def test_zeros_at_the_end_of_a_figure_are_decimals_as_written(samples: Store) -> None:
    """A file and what is on file of it: 198.112,00 has as many decimals as the one figure that ends in 75."""
    sectors = ("residential", "tertiary", "industry", "public_lighting", "agriculture")
    rows = [
        f"Turin,2021,{sector},,{carrier},,{1000 * place + len(carrier)}00.{end},t CO2,,,"
        for place, sector in enumerate(sectors, start=1)
        for carrier, end in (("natural_gas", "75" if place == 1 else "00"), ("diesel", "50"))
    ]
    found = drafted(samples, *rows)
    assert "finer-figure" not in {item.code for item in found}
    coarse = drafted(samples, *(row.replace(".00,", ",").replace(".50,", ",") for row in rows))
    assert "finer-figure" in {item.code for item in coarse}
    draft = drafting.draft(samples, "\n".join([HEADER, *rows, ""]).encode(), "file.csv", {"reason": "a test"})
    city = City(samples, "Turin")
    done = drafting.commit(samples, draft, "a test", None)
    assert ("finer-figure", 2021) not in {(item.code, item.year) for item in city.findings().findings}
    city.undo(done.revision, "Ada", "a test")


def test_a_city_without_anything_on_file_has_no_findings(empty: Store) -> None:
    assert detective.of_city(empty, "IT0004") == ()


@pytest.mark.parametrize("gas", ["CO2", "CO2e"])
def test_every_default_lies_in_its_range_and_every_fuel_has_one(gas: str) -> None:
    ranges = detective.plausible("IT", 2019, gas, "activity-based")
    assert {carrier for carrier, _ in ranges} >= {row["carrier"] for row in catalogue.records("fuel_factors")} - {
        "municipal_waste"
    }
    assert [key for key, x in ranges.items() if x.default is not None and not x.low <= x.default <= x.high] == [
        key for key, x in ranges.items() if x.default is not None and x.low > x.high
    ]


def test_a_country_without_a_published_factor_keeps_the_range_of_electricity() -> None:
    found = detective.plausible("XX", 2019, "CO2e", "unknown")["electricity", "stationary"]
    assert (found.default, found.low, found.high) == (None, *detective.ELECTRICITY)


def test_the_range_of_electricity_holds_every_published_factor() -> None:
    """Consumption factors since 2010, of the activity-based approach."""
    known = [
        float(row["t_per_mwh"])
        for row in catalogue.records("electricity_factors")
        if int(row["year"]) >= 2010 and row["approach"] == "activity-based"
    ]
    assert max(known) < detective.ELECTRICITY[1]
