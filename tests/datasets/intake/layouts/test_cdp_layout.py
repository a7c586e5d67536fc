"""Open data of CDP: the total that a row prints is the figure of its inventory, whatever the columns are called."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from math import fsum
from pathlib import Path

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted
from tests.effort import THOROUGH, first

GPC = "Global Protocol for Community Greenhouse Gas Emissions Inventories (GPC)"
KEYS = ("scopes-apart", "scope-blank", "basic-plus")
ANSWERS = {"scopes-apart": "printed", "scope-blank": "NE", "basic-plus": "own", "printed-totals": "as-read"}
T = "(metric tonnes CO2e)"
OF_2016 = (f"Total City-wide Emissions {T}", f"Total Scope 1 Emissions {T}", f"Total Scope 2 Emissions {T}")


def table(columns: Sequence[str], *rows: Sequence[str], protocol: str = GPC, delimiter: str = ",") -> str:
    """Rows of Turin in 2018 with these columns of emissions."""
    written = io.StringIO()
    out = csv.writer(written, delimiter=delimiter, lineterminator="\n")
    out.writerow(("Account Number", "City", "Country", "Accounting Year", "Primary Protocol", *columns))
    out.writerows(("35886", "Torino", "Italy", str(2018 - back), protocol, *row) for back, row in enumerate(rows))
    return written.getvalue()


def scopes(*figures: str, answers: Mapping[str, str] | None = None, protocol: str = GPC) -> Draft:
    """The draft of one row of scopes 1 to 3, BASIC and BASIC+."""
    names = [f"Total Scope {scope} Emissions {T}" for scope in (1, 2, 3)]
    columns = [*names, "TOTAL BASIC Emissions (GPC)", "TOTAL BASIC+ Emissions (GPC)"][: len(figures)]
    return drafted(table(columns, figures, protocol=protocol), answers)


def asked(draft: Draft) -> list[str | None]:
    return [problem.key for problem in draft.problems if problem.severity != "warn"]


def totals(draft: Draft) -> list[tuple[str, float | None]]:
    return [(item.method, item.total) for item in draft.inventories]


@pytest.mark.parametrize(
    ("figures", "total"),
    [
        (("50", "30", "20", "80"), 80.0),  # scope 3 stands beside
        (("50", "30", "20", "100"), 100.0),  # all of scope 3 is waste of the city
        (("50", "30", "", "80"), 80.0),
        (("50", "30", "NE", "80"), 80.0),
        (("50", "0", "0", "50"), 50.0),
        (("50", "", "", "50"), 50.0),
        (("", "", "", "80"), 80.0),
        (("IE", "IE", "IE", "80"), 80.0),
        (("50.4", "30.4", "20", "81"), 81.0),  # as much as rounding does: the printed total, to its last digit
        (("3,103,390", "1,000", "5", "3,104,390"), 3_104_390.0),
        (("50", "30", "20", "80", "120"), 80.0),
        (("Not Applicable", "Question not applicable", "", "80"), 80.0),
        (("50", "30", "20"), 80.0),
        (("50", "30", "20", "", "100"), 80.0),
    ],
)
def test_a_total_that_a_row_says_plainly_is_its_figure_without_a_question(
    figures: tuple[str, ...], total: float
) -> None:
    draft = scopes(*figures)
    assert asked(draft) == []
    assert totals(draft) == [("gpc", total)]


@pytest.mark.parametrize(
    ("figures", "key", "answered"),
    [
        (("50", "30", "20", "85"), "scopes-apart", {"printed": 85.0, "scopes": 80.0}),
        (("50", "30", "20", "75"), "scopes-apart", {"printed": 75.0, "scopes": 80.0}),
        (("50", "30", "20", "110"), "scopes-apart", {"printed": 110.0, "scopes": 80.0}),
        (("50", "30", "20", "0"), "scopes-apart:2", {"scopes": 80.0}),
        (("50", "", "", "80"), "scopes-apart", {"printed": 80.0}),
        (("50", "", "20"), "scope-blank", {"NE": 50.0, "NO": 50.0}),
        (("", "", "20"), "scope-blank", {"NE": None}),
        (("0", "0", "0"), "scope-blank", {"NE": None}),
        (("50", "", "", "", "100"), "scope-blank", {"NE": 50.0}),
        (("", "", "", "", "100"), "basic-plus", {"own": 100.0}),
    ],
)
def test_what_a_row_leaves_open_is_asked_and_the_answer_settles_it(
    figures: tuple[str, ...], key: str, answered: dict[str, float | None]
) -> None:
    draft = scopes(*figures)
    assert asked(draft) == [key]
    assert (draft.imported, draft.ready) == (0, False)
    for answer, total in answered.items():
        settled = scopes(*figures, answers={key: answer})
        assert asked(settled) == []
        assert totals(settled) == [("own" if key == "basic-plus" else "gpc", total)]
    left = scopes(*figures, answers={key: "leave-out"})
    assert (left.imported, left.ignored, left.inventories) == (0, 1, ())


def test_a_printed_total_of_0_beside_scopes_is_asked_for_its_row_and_never_in_force_by_an_answer_for_all() -> None:
    figures = ("1,490,000", "30", "20", "0")
    waiting = scopes(*figures, answers={"scopes-apart": "printed"})
    assert (asked(waiting), waiting.imported) == (["scopes-apart:2"], 0)
    wrong = scopes(*figures, answers={"scopes-apart:2": "printed"})
    assert "answer-unknown" in {problem.code for problem in wrong.problems}
    assert totals(scopes("0", "0", "0", "0")) == [("gpc", 0.0)], "a city that says nothing but zeros says so"


def test_scopes_that_lack_one_are_asked_about_once_more_where_they_are_to_count() -> None:
    assert asked(scopes("50", "", "", "80", answers={"scopes-apart": "scopes"})) == ["scope-blank"]
    both = scopes("50", "", "", "80", answers={"scopes-apart": "scopes", "scope-blank": "NE"})
    assert (totals(both), dict(both.inventories[0].keys)) == ([("gpc", 50.0)], {"NE": 1})


def test_scope_3_beside_a_total_is_kept_as_other_scope_3_and_told() -> None:
    draft = scopes("50", "30", "20", "80")
    assert [(row["sector"], row["scope"], row["value"]) for row in draft.table.to_pylist()] == [
        ("total", 1, 50.0),
        ("total", 2, 30.0),
        ("other_scope_3", 3, 20.0),
    ]
    assert "scope-3-beside" in {problem.code for problem in draft.problems}


def test_a_city_total_of_another_method_is_the_figure_too() -> None:
    rows = (("457288", "344419", "107239"), ("402364", "", ""), ("80", "50", "30"))
    text = table(OF_2016, *rows, protocol="2006 IPCC Guidelines")
    assert asked(drafted(text)) == ["scopes-apart"]
    settled = drafted(text, {"scopes-apart": "printed"})
    assert {(item.year, item.total) for item in settled.inventories} == {(2018, 457288), (2017, 402364), (2016, 80)}
    assert {item.method for item in settled.inventories} == {"own"}


@pytest.mark.longer("a grid of names, marks and orders")
@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (("TOTAL BASIC Emissions (GPC)", "TOTAL Scope 1 Emissions", "TOTAL Scope 2 Emissions"), ("80", "50", "30")),
        (("Total BASIC (t CO2e)", "Scope 2 (t CO2e)", "Scope 1 (t CO2e)"), ("80", "30", "50")),
        (
            ("BASIC emissions (GPC) (kt CO2e)", "Scope 1 emissions (kt CO2e)", "Scope 2 emissions (kt CO2e)"),
            ("0.08", "0.05", "0.03"),
        ),
        ((f"Total emissions {T}", f"Total Scope 1 Emissions {T}", f"Total Scope 2 Emissions {T}"), ("80", "50", "30")),
        ((f"Total emissions {T}", "Total BASIC Emissions (GPC)", "Total BASIC+ Emissions (GPC)"), ("99", "80", "120")),
        (
            (
                f"Direct emissions {T} for Total emissions (excluding generation of grid-supplied energy)",
                f"Direct emissions {T} for Total generation of grid-supplied energy",
                f"Indirect emissions from use of grid supplied energy {T} for Total Emissions (excluding generation of "
                "grid-supplied energy)",
            ),
            ("50", "7", "30"),
        ),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("backwards", [False, True])
def test_names_order_and_delimiter_of_the_columns_do_not_matter(
    names: tuple[str, ...], figures: tuple[str, ...], delimiter: str, backwards: bool
) -> None:
    step = -1 if backwards else 1
    draft = drafted(table(names[::step], figures[::step], delimiter=delimiter))
    assert asked(draft) == []
    assert totals(draft) == [("gpc", pytest.approx(80.0))]


def test_decimal_commas_are_asked_about_once_and_the_totals_are_compared_as_answered() -> None:
    names = (f"Total Scope 1 Emissions {T}", f"Total Scope 2 Emissions {T}", "TOTAL BASIC Emissions (GPC)")
    text = table(names, ("1.234,5", "765,5", "2.000,0"), ("5.000,5", "1,5", "3.000,0"), delimiter=";")
    settled = drafted(text, {"decimal": "comma", "scopes-apart": "printed"})
    assert {item.year: item.total for item in settled.inventories} == {2018: 2000.0, 2017: 3000.0}
    assert "decimal" in asked(drafted(text))


# The published tables, where they are at hand, read with nothing but the csv module.


def printed(path: Path) -> dict[int, float]:
    """The BASIC total that each row of a table prints, by the line of the row as a spreadsheet counts."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    place = next(place for place, name in enumerate(header) if "total basic emissions" in name.casefold())
    cells = {number: row[place].replace(",", "").strip() for number, row in enumerate(rows, start=2)}
    return {number: float(cell) for number, cell in cells.items() if cell.replace(".", "", 1).isdecimal()}


def stored(draft: Draft) -> dict[int, float]:
    """What counts of each row of a draft."""
    found: dict[int, list[float]] = {}
    for row in draft.table.to_pylist() if draft.rows is not None else ():
        if row["sector"] not in ("energy_supply", "other_scope_3") and row["value"] is not None:
            found.setdefault(row["source_row"], []).append(row["value"])
    return {number: fsum(values) for number, values in found.items()}


@pytest.fixture
def published(shared_data: Path) -> Callable[[str], Path]:
    """A published table; its absence skips."""

    def path(year: str) -> Path:
        found = shared_data / "cdp-citywide" / f"{year}_City-wide_Emissions.csv"
        if not found.exists():
            pytest.skip("the collection of real files is not here")
        return found

    return path


@pytest.mark.longer("a whole published table")
@pytest.mark.parametrize(("year", "compared"), first(1, [("2019", 114), ("2021", 0)], rest=THOROUGH))
def test_no_city_year_is_stored_with_another_total_than_its_row_prints(
    year: str, compared: int, published: Callable[[str], Path]
) -> None:
    path, of_rows = (
        published(year),
        {
            "new-cities": "add",
            "reported-again": "latest",
            "fiscal-year": "first",
            "year-date": "use-year",
            "year:-": "2018",
        },
    )
    totals = printed(path)
    open_still = drafted(path.read_bytes(), of_rows)
    of_zero = {key: "scopes" for key in asked(open_still) if key.startswith("scopes-apart:")}
    settled = drafted(path.read_bytes(), of_rows | ANSWERS | of_zero)
    assert len(of_zero) == (year == "2019")
    assert {*KEYS, *of_zero, "printed-totals"} >= set(asked(open_still)) - {"reason"}
    totals = {number: total for number, total in totals.items() if f"scopes-apart:{number}" not in of_zero}
    assert set(asked(settled)) <= {"reason"}
    for found in (stored(open_still), stored(settled)):
        assert {number: found[number] for number in found if number in totals} == pytest.approx(
            {number: totals[number] for number in found if number in totals}, rel=1e-9
        )
    assert len(set(stored(settled)) & set(totals)) == compared


@pytest.mark.longer("a whole published table")
def test_the_two_rows_that_were_stored_three_times_and_twice_too_high(published: Callable[[str], Path]) -> None:
    settled = drafted(
        published("2019").read_bytes(),
        {
            "new-cities": "add",
            "reported-again": "latest",
            "fiscal-year": "first",
            "year-date": "use-year",
            "year:-": "2018",
        }
        | ANSWERS,
    )
    assert (stored(settled)[112], stored(settled)[411]) == (3_103_390, 21_022_756)


NAMES = [f"Total Scope {scope} Emissions {T}" for scope in (1, 2, 3)]


@pytest.mark.parametrize("name", ["Total emissions", f"Total City-wide Emissions {T}", f"Total (1+2+3) emissions {T}"])
def test_a_city_total_that_holds_scope_3_is_no_basic_total_without_a_question(name: str) -> None:
    def of(answers: Mapping[str, str], protocol: str = GPC) -> Draft:
        return drafted(table([*NAMES, name], ("50", "30", "900", "980"), protocol=protocol), answers)

    assert asked(of({})) == ["scopes-apart"]
    assert totals(of({"scopes-apart": "scopes"})) == [("gpc", 80.0)]
    assert totals(of({"scopes-apart": "printed"})) == [("gpc", 980.0)]
    assert (asked(of({}, "Our own")), totals(of({}, "Our own"))) == ([], [("own", 980.0)])
    nothing = drafted(table([*NAMES, name], ("50", "30", "0", "80")))
    assert (asked(nothing), totals(nothing)) == ([], [("gpc", 80.0)])


KILO, BASIC = [name.replace("metric tonnes", "kt") for name in NAMES], "TOTAL BASIC Emissions (GPC)"


@pytest.mark.parametrize(
    ("names", "figures", "total"),
    [
        ([*KILO, BASIC], ("", "", "", "1.5"), 1500.0),  # the unit that the other columns name
        ([*KILO, BASIC], ("1", "0.5", "", "1.5"), 1500.0),
        ([*KILO, f"{BASIC} kt CO2e"], ("1", "0.5", "", "1.5"), 1500.0),
        ([*NAMES, f"{BASIC} (kt CO2e)"], ("1000", "500", "", "1.5"), 1500.0),
        ([*NAMES, f"{BASIC} kt CO2e"], ("", "", "", "1.5"), 1500.0),
        ([*NAMES, "Total BASIC Emissions (Mt CO2e)"], ("", "", "", "1.5"), 1_500_000.0),
        ([*KILO, f"{BASIC} {T}"], ("1", "0.5", "", "1500"), 1500.0),
    ],
)
def test_totals_and_scopes_are_compared_in_the_units_that_their_columns_name(
    names: Sequence[str], figures: Sequence[str], total: float
) -> None:
    draft = drafted(table(names, figures))
    assert asked(draft) == []
    assert totals(draft) == [("gpc", pytest.approx(total, abs=1e-9))]


def test_the_same_digits_in_other_units_do_not_add_up() -> None:
    draft = drafted(table([*NAMES, f"{BASIC} (kt CO2e)"], ("1000", "500", "", "1500")))
    assert asked(draft) == ["scopes-apart"]


def test_a_total_that_was_rounded_is_said_to_be_rounded() -> None:
    codes = {problem.code for problem in scopes("50.4", "30.4", "20", "81").problems}
    assert "scopes-rounded" in codes
    assert "scopes-left-out" not in codes


def test_an_inventory_of_the_local_government_is_asked_about_and_may_be_left_out() -> None:
    text = table([*NAMES[:2], "Local government operations emissions inventory"], ("10", "20", "Yes"))
    assert [problem.key for problem in drafted(text).problems if problem.severity == "ask"] == ["other-figures"]
    assert not drafted(text, {"other-figures": "leave-out"}).inventories


def test_columns_of_sectors_are_not_read_as_the_scopes_of_the_city() -> None:
    names = [f"Waste: Emissions occurring outside the jurisdiction boundary as a result of its activities {T}"]
    draft = drafted(table([f"Transportation: Direct emissions {T}", *names], ("70", "20")))
    assert draft.layout != "cdp"
    assert not draft.imported
