"""Newer tables take the place of the shipped ones whole, or each fault is told and nothing is taken."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from analytics.text.problems import Refused
from datasets.published import loading, parquet_tables, signatory_answers
from datasets.published.loading import load_national, load_release
from datasets.reference import registry
from datasets.store import location

SWEDEN = Path(__file__).parents[4] / "shared" / "data" / "every-signatory" / "sweden" / "sweden.csv.gz"
UNITED_KINGDOM = SWEDEN.parents[1] / "uk" / "uk.csv.gz"
CELLS = ("inventory_year", "population_in_the_inventory_year", "aggregated_sector", "aggregated_carrier")
MEASURES = ("energy_measure", "emission_measure")
SECTORS = (
    "Municipal buildings, equipment/facilities",
    "Tertiary (non municipal) buildings, equipment/facilities",
    "Residential buildings",
    "Private and commercial transport",
)
Sheets = dict[str, dict[str, list[Sequence[Any]]]]


def cells(report: int, year: int, people: int, t: Sequence[Any]) -> list[Sequence[Any]]:
    return [
        (report, year, people, sector, "Fossil fuels", amount * 4, amount)
        for sector, amount in zip(SECTORS, t, strict=True)
    ]


def release() -> Sheets:
    """Laxenburg (11582) with a base year, a newer inventory, and an absolute target."""
    return {
        "df1_Signatories": {
            "df1_METADATA": [("GCoM-MyCovenant, 6th release, 2025",)],
            "1": [("organisation_id", "organisation_name"), (11582, "Laxenburg")],
        },
        "df2_Action_Plans": {
            "2": [("organisation_id", "action_plan_id", "approval_date"), (11582, 13, "2010-01-01")],
            "2A_1": [
                ("action_plan_id", "co2_target_CoM2030", "base_year_CoM2030", "reduction_type_CoM2030"),
                (13, 0.4, 2008, "absolute"),
            ],
            "2D_1": [("action_plan_id", *CELLS, *MEASURES), *cells(13, 2008, 2717, (443, 3900, 7218, 6334))],
        },
        "df3_Monitoring": {
            "3": [("organisation_id", "action_plan_id", "monitoring_report_id"), (11582, 13, 99)],
            "3D_1": [("monitoring_report_id", *CELLS, *MEASURES), *cells(99, 2022, 2900, (390, 3000, 6000, 6100))],
        },
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Sheets], Path]:
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "own" / "covenant.duckdb"))

    def written(books: Mapping[str, Mapping[str, list[Sequence[Any]]]]) -> Path:
        target = tmp_path / "jrc"
        target.mkdir(exist_ok=True)
        for name, sheets in books.items():
            book = Workbook()
            book.remove(book.active)
            for title, rows in sheets.items():
                sheet = book.create_sheet(title)
                for row in rows:
                    sheet.append(row)
            book.save(target / f"{name}_2025.xlsx")
        return target

    return written


def laxenburg() -> signatory_answers.CityPublished:
    (item,) = registry.matches("AT0013")
    return signatory_answers.of(item)


def test_a_newer_release_takes_the_place_of_the_shipped_one_and_says_what_changed(
    folder: Callable[[Sheets], Path],
) -> None:
    assert laxenburg().answer == "base year"
    told = load_release(folder(release()))
    assert told["edition"] == "2025"
    assert told["changed"] > 100  # the targets and later inventories of all others are not in this release
    assert told["gone"] > 100
    assert (told["new"], told["not_in_the_register"], told["left_the_register"], told["renamed"]) == (0, 0, 11972, 0)
    found = laxenburg()
    assert (found.answer, found.statement and found.statement.year) == ("dated statement", 2022)
    assert found.sentence == "In 2022 Laxenburg reported 13 % less than in 2008"
    assert {one.source for one in found.promises} == {"2025"}
    assert any(source.endswith("Joint Research Centre, GCoM-MyCovenant, 2025") for source in found.sources)
    assert parquet_tables.folder() != parquet_tables.SHIPPED


def test_a_sheet_that_is_read_in_pieces_says_the_same_and_names_the_row(
    folder: Callable[[Sheets], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)
    wrong = edited(release(), "df3_Monitoring", "3D_1", *cells(99, 2022, 2900, (390, 3000, 6000, "viel")))
    with pytest.raises(Refused, match='"df3_Monitoring", row 5: found "viel'):
        load_release(folder(wrong))
    load_release(folder(release()))
    assert laxenburg().sentence == "In 2022 Laxenburg reported 13 % less than in 2008"


def without(books: Sheets, book: str, sheet: str = "") -> Sheets:
    if not sheet:
        del books[book]
    else:
        books[book][sheet][0] = tuple(f"x{head}" for head in books[book][sheet][0])
    return books


def edited(books: Sheets, book: str, sheet: str, *rows: Sequence[Any]) -> Sheets:
    books[book][sheet] = [books[book][sheet][0], *rows]
    return books


FAULTS: Mapping[str, tuple[Callable[[], Sheets], str]] = {
    "one file of three lacks": (lambda: without(release(), "df3_Monitoring"), "without df3_Monitoring"),
    "a column lacks": (lambda: without(release(), "df2_Action_Plans", "2D_1"), "no column"),
    "a release of no year": (
        lambda: {**release(), "df1_Signatories": {"1": release()["df1_Signatories"]["1"]}},
        "no year of the release",
    ),
    "two organisations of one id": (
        lambda: edited(release(), "df1_Signatories", "1", (11582, "Laxenburg"), (11582, "Wien")),
        "two organisations of the id 11582",
    ),
    "an impossible year": (
        lambda: edited(release(), "df3_Monitoring", "3D_1", *cells(99, 22, 2900, (1, 1, 1, 1))),
        'the year "22"',
    ),
    "a number that is none": (
        lambda: edited(release(), "df2_Action_Plans", "2D_1", *cells(13, 2008, 2717, ("12,5", 1, 1, 1))),
        'df2_Action_Plans", row 2: found "12,5',
    ),
    "a number without end": (
        lambda: edited(release(), "df3_Monitoring", "3D_1", *cells(99, 2022, "inf", (1, 1, 1, 1))),
        '"inf"',
    ),
    "no target that is one": (
        lambda: edited(release(), "df2_Action_Plans", "2A_1", (13, "-", 2008, "absolute")),
        "no target",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_told_and_nothing_is_taken(folder: Callable[[Sheets], Path], fault: str) -> None:
    made, said = FAULTS[fault]
    with pytest.raises(Refused, match=said):
        load_release(folder(made()))
    assert parquet_tables.folder() == parquet_tables.SHIPPED


def test_an_older_release_is_refused(folder: Callable[[Sheets], Path]) -> None:
    with pytest.raises(Refused, match="the release of 2021"):
        load_release(folder(release()), "2021")


def test_a_workbook_that_is_none_is_told(folder: Callable[[Sheets], Path]) -> None:
    where = folder(release())
    (where / "df2_Action_Plans_2025.xlsx").write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(Refused, match="df2_Action_Plans_2025"):
        load_release(where)


@pytest.mark.parametrize(
    "usable",
    [
        {0: False, 1.2: False, 0.4: True},
        {140: False, 40: True},  # a column that has one above 100 is written in per cent
    ],
)
def test_a_target_of_nothing_or_of_more_than_all_is_left_out(
    folder: Callable[[Sheets], Path], usable: dict[float, bool]
) -> None:
    cities = [registry.matches(city)[0] for city in ("AT0013", "AT0008", "AT0011")[: len(usable)]]
    plans = [(plan, percent, 2008, "absolute") for plan, percent in enumerate(usable, 13)]
    books = edited(release(), "df2_Action_Plans", "2A_1", *plans, (20, 0.2, 2010, "absolute"))
    named = [(int(city.organisation_id), plan, "") for plan, city in enumerate(cities, 13)]
    load_release(folder(edited(books, "df2_Action_Plans", "2", *named, (15458, 20, ""))))
    found = {percent: bool(signatory_answers.of(city).promises) for percent, city in zip(usable, cities, strict=True)}
    assert found == usable


def test_a_city_that_is_new_left_or_changed_its_name_is_counted_and_keeps_its_id(
    folder: Callable[[Sheets], Path],
) -> None:
    books = edited(release(), "df1_Signatories", "1", (11582, "Laxenburg am Schloss"), (99999999, "Нова Громада"))
    told = load_release(folder(books))
    assert (told["not_in_the_register"], told["left_the_register"], told["renamed"]) == (1, 11972, 1)
    assert laxenburg().answer == "dated statement"


def test_a_plan_that_two_organisations_claim_is_nobodys(folder: Callable[[Sheets], Path]) -> None:
    books = release()
    books["df2_Action_Plans"]["2"].append((15458, 13, ""))
    books["df2_Action_Plans"]["2"].append((11582, 14, ""))
    books["df2_Action_Plans"]["2A_1"].append((14, 0.2, 2010, "absolute"))
    load_release(folder(books))
    assert (2008, "2025") not in {(one.year, one.source) for one in laxenburg().totals}
    assert [one.base_year for one in laxenburg().promises] == [2010]


def test_a_negative_amount_is_a_doubt_that_lets_no_pair_speak(folder: Callable[[Sheets], Path]) -> None:
    books = edited(release(), "df3_Monitoring", "3D_1", *cells(99, 2022, 2900, (-390, 3000, 6000, 6100)))
    load_release(folder(books))
    found = laxenburg()
    assert found.statement is not None
    assert found.statement.year == 2014  # of the state of 2019


def test_a_figure_of_zero_stays_a_figure(folder: Callable[[Sheets], Path]) -> None:
    books = edited(release(), "df3_Monitoring", "3D_1", *cells(99, 2022, 2900, (0, 3000, 6000, 6100)))
    load_release(folder(books))
    assert [one.t for one in laxenburg().totals if one.year == 2022] == [15100]


def test_a_sector_of_zero_and_one_that_is_not_printed_are_no_fault(
    folder: Callable[[Sheets], Path], tmp_path: Path
) -> None:
    folder({})
    file = tmp_path / "se.csv"
    file.write_text(
        "municipality;year;sector;emissions_t\nMalmö;1990;waste;0\nMalmö;1990;transport;5\nMalmö;1990;ippu;\n"
    )
    assert load_national("sweden", file)["signatories"] == 1
    (malmo,) = registry.matches("SE0003")
    assert [(one.year, one.t) for one in signatory_answers.of(malmo).national] == [(1990, 5)]


@pytest.mark.skipif(not UNITED_KINGDOM.exists(), reason="the British table is not on this machine")
def test_the_british_series_loaded_anew_is_the_one_that_ships(folder: Callable[[Sheets], Path]) -> None:
    (leeds,) = registry.matches("GB0005")
    before = [(one.year, round(one.t)) for one in signatory_answers.of(leeds).national]
    folder({})
    told = load_national("uk", UNITED_KINGDOM)
    assert (told["signatories"], told["new"], told["changed"], told["gone"]) == (53, 0, 0, 0)
    assert [(one.year, round(one.t)) for one in signatory_answers.of(leeds).national] == before


@pytest.mark.skipif(not SWEDEN.exists(), reason="the Swedish table is not on this machine")
def test_the_swedish_series_stands_beside_the_promise_once_it_is_loaded(folder: Callable[[Sheets], Path]) -> None:
    (botkyrka,) = registry.matches("SE0014")
    assert not signatory_answers.of(botkyrka).national
    folder({})
    told = load_national("sweden", SWEDEN)
    assert told["signatories"] == 68
    found = signatory_answers.of(botkyrka)
    assert (found.national[0].year, round(found.national[0].t)) == (1990, 370737)
    assert (found.national[-1].year, round(found.national[-1].t)) == (2024, 117057)  # without 2 t of transport abroad
    assert found.sentence == "Statistics put Botkyrka 68 % below 1990 in 2024"
    assert found.series[0].source == "SMHI, Nationella emissionsdatabasen, sweden.csv.gz"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing that can be read"),
        ("municipality,year\nAle,1990\n", "no column sector, emissions_t"),
        ("municipality,year,sector,emissions_t\nMalmö,1990,transport,viel\n", '"viel"'),
        (
            "municipality,year,sector,emissions_t\nMalmö,1990,transport,1\nMalmö,bald,transport,1\n",
            'row 3: found "bald"',
        ),
        ("municipality,year,sector,emissions_t\nMalmö,1990,transport,nan\n", '"nan"'),
        (
            "municipality,year,sector,emissions_t\nMalmö,1990,transport,-3\n",
            'row 2: found "-3". Expected an amount of 0 or more',
        ),
        (
            "municipality,year,sector,emissions_t\nMalmö,1990,transport,5\nMalmö,1990,transport,6\n",
            "row 3: found a second amount of Malmö, 1990, transport",
        ),
        (
            "municipality,year,sector,emissions_t\nMalmö,1990,transport,0\nMalmö,1990,waste,0\n",
            "row 2: found 0 for all sectors of Malmö in 1990",
        ),
        ("municipality,year,sector,emissions_t\nNowhere,1990,transport,1\n", "no signatory"),
    ],
)
def test_a_national_table_that_is_none_is_told(
    folder: Callable[[Sheets], Path], tmp_path: Path, text: str, said: str
) -> None:
    folder({})
    file = tmp_path / "se.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        load_national("sweden", file)
    assert parquet_tables.folder() == parquet_tables.SHIPPED


def test_tables_that_were_broken_since_are_told_on_reading(folder: Callable[[Sheets], Path]) -> None:
    load_release(folder(release()))
    broken = parquet_tables.folder() / "figures.parquet"
    broken.write_bytes(b"PAR1")
    shutil.copystat(parquet_tables.SHIPPED / "answers.parquet", parquet_tables.folder() / "answers.parquet")
    with pytest.raises(Refused, match="figures"):
        laxenburg()
