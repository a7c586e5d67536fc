"""A printed total that differs from its parts beyond rounding is a question in every layout, is kept with its revision
and sealed with it, and stays a finding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets import Cities
from datasets.city.examining import detective, examination
from datasets.city.trace import verification
from datasets.intake import drafting
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.datasets.files import drafted, told
from tests.datasets.workbooks import workbook
from tests.effort import first

AS_READ = {"printed-totals": "as-read"}
LONG = (
    "city,year,sector,carrier,value,unit\nTurin,2022,residential,electricity,100,MWh\n"
    "Turin,2022,tertiary,electricity,50,MWh\nTurin,2022,TOTAL,,{total},MWh\n"
)
WIDE = """
City  | Sector      | Unit    | 2021 | 2022
Turin | Residential | t CO2e  | 900  | 800
Turin | Transport   | t CO2e  | 100  | 200
Turin | Total       | t CO2e  | 1000 | {total}
"""
MATRIX = """
Comune | Torino
Anno | 2022
Unità | MWh

Settore | Elettricità | Gasolio | Gas naturale | Totale
Edifici residenziali | 100 | 30 | 10 | 140
Trasporti | 20 | 30 | 10 | 60
Totale | 120 | 60 | 20 | {total}
"""
SERIES = """
Year | Residential (t CO2e) | Transport (t CO2e) | Total (t CO2e)
2021 | 100 | 200 | 300
2022 | 110 | 210 | {total}
"""
GPC = """
City  | Year | I.1.1 | I.1.2 | II.1.1 | III.1.1 | V.1 | BASIC
Turin | 2022 | 100   | 50    | 70     | 7       | 0   | {total}
"""
EXPORT = """
GPC Reference Number | Subsector name | Notation Key | Total Emissions | Total Emission Units | CO2 Emissions | \
CH4 Emissions | N2O Emissions
I.1.1 | Residential | | {total} | t CO2e | 100000 | 20000 | 300
II.1.1 | Road | | 7.000 | t CO2e | 7000 | |
"""


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as found:
        yield found


def sheet(text: str) -> bytes:
    return workbook({"BEI": [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]})


def draft_of(
    layout: str, total: object, answers: dict[str, str] | None = None, store: Store | None = None
) -> drafting.Draft:
    text = {"long": LONG, "wide": WIDE, "matrix": MATRIX, "series": SERIES, "gpc": GPC, "export": EXPORT}[layout]
    more = {"gpc": {"unit": "t CO2e"}}.get(layout, {})
    year = 2022 if layout == "export" else None
    return filled(text, total, {**more, **(answers or {})}, store, year)


def filled(
    text: str, total: object, answers: dict[str, str], store: Store | None = None, year: int | None = None
) -> drafting.Draft:
    """The draft of a table with its total: one with bars as a workbook, one with commas as a long CSV."""
    made, bars = text.format(total=total), "|" in text
    of_long = {} if bars else {"total-rows": "leave-out"}
    return drafted(sheet(made) if bars else made.encode(), {**of_long, **answers}, "Turin", year, store)


CASES = [
    ("long", 150, 190),
    ("wide", 1000, 1400),
    ("matrix", 200, 250),
    ("series", 320, 390),
    ("gpc", 227, 300),
    ("export", 120.3, 160.3),
]


@pytest.mark.parametrize(("layout", "right", "wrong"), CASES)
def test_a_total_beyond_rounding_is_a_question_in_every_layout(layout: str, right: float, wrong: float) -> None:
    assert not [problem for problem in draft_of(layout, right).problems if problem.code == "printed-total"]
    asked = [problem for problem in draft_of(layout, wrong).problems if problem.code == "printed-total"]
    assert {(problem.severity, problem.key, problem.choices) for problem in asked} == {
        ("ask", "printed-totals", ("as-read", "leave-out"))
    }
    settled = draft_of(layout, wrong, AS_READ)
    assert settled.ready
    assert {problem.severity for problem in settled.problems if problem.code == "printed-total"} == {"warn"}


@pytest.mark.longer("the whole ledger is verified after the commit")
@pytest.mark.parametrize(("layout", "right", "wrong"), first(2, CASES))
def test_it_is_kept_and_stays_a_finding_after_the_commit(store: Store, layout: str, right: float, wrong: float) -> None:
    drafting.commit(store, draft_of(layout, wrong, AS_READ, store), "Ada", "a test")
    found = [item for item in detective.of_city(store, "IT0004") if item.code == "total-differs" and item.year == 2022]
    assert len(found) == 1
    assert found[0].row is not None
    assert examination.place(found[0]).startswith("Row")
    with store.reader() as reader:
        kept = [row for row in reader.printed_totals("IT0004") if row.year == 2022]
    assert any(row.value == pytest.approx(wrong) and row.original_text == str(wrong) for row in kept)
    assert verification.verify(store).sound


def test_what_is_undone_is_no_finding_any_more(store: Store) -> None:
    made = drafting.commit(store, draft_of("long", 190, AS_READ, store), "Ada", None)
    store.undo(made.revision, "Ada", "a slip")
    with store.reader() as reader:
        assert not [row for row in reader.printed_totals("IT0004") if row.year == 2022]


def test_a_total_that_was_changed_on_file_breaks_its_seal(store: Store) -> None:
    drafting.commit(store, draft_of("long", 190, AS_READ, store), "Ada", None)
    with store._transaction() as cursor:  # as somebody with the file would
        cursor.execute("UPDATE printed_totals SET value = 150")
    assert not verification.verify(store).sound


@pytest.mark.parametrize(
    ("parts", "total", "asked"),
    [
        (("1.2", "1.2", "1.2"), "3.7", False),  # three parts of half a tenth, and the total
        (("1.2", "1.2", "1.2"), "3.9", True),
        (("1200", "1300", "1100"), "3601", False),
        (("1200", "1300", "1100"), "3610", True),
        (("100.126", "200.126"), "300.25", False),
        (("100.126", "200.126"), "302.25", True),
        (("566660.808", "100.002"), "566802.319", True),  # a tenth of a per mille, of figures with three decimals
        (("500000.123", "100000.123"), "600000.446", False),  # a trifle: told, and not asked about
        (("3461227", "3186070"), "6647290", False),  # a millionth
    ],
)
def test_rounding_is_reasoned_from_the_digits_and_the_number_of_parts(
    parts: tuple[str, ...], total: str, asked: bool
) -> None:
    sectors = ("residential", "tertiary", "transport")
    lines = [f"Turin,2022,{sector},{part},MWh" for sector, part in zip(sectors, parts, strict=False)]
    text = "\n".join(["city,year,sector,value,unit", *lines, f"Turin,2022,TOTAL,{total},MWh"]) + "\n"
    draft = drafted(text, {"total-rows": "leave-out", "decimal": "point"})
    found = [problem for problem in draft.problems if problem.code == "printed-total" and problem.severity == "ask"]
    assert bool(found) == asked


@pytest.mark.longer("a file of many cities, read twice")
def test_questions_of_a_file_of_many_cities_are_ten_at_most_with_the_worst_first(store: Store) -> None:
    lines = ["City,Year,I.1.1,I.1.2,II.1.1,III.1.1,V.1,BASIC"]
    lines += [f"Place {number},2022,100,50,70,7,0,{227 + number}" for number in range(40)]
    answers = {"new-cities": "add", "unit": "t CO2e"}
    draft = drafting.draft(store, "\n".join(lines).encode(), "file.csv", answers)
    asked = [problem for problem in draft.problems if problem.severity == "ask"]
    assert len(asked) == 10
    assert sum(problem.cells for problem in asked) == 37  # the others are within rounding
    assert {problem.row for problem in asked} == set(range(32, 42))
    settled = drafting.draft(store, "\n".join(lines).encode(), "file.csv", {**answers, **AS_READ})
    assert settled.ready
    drafting.commit(store, settled, "Ada", None)
    city = next(city.city_id for city in store.cities() if city.name == "Place 39")
    (found,) = (item for item in detective.of_city(store, city) if item.code == "total-differs")
    assert (found.tonnes_at_stake, found.row) == (pytest.approx(39), 41)


def test_a_wrong_part_is_told_once_although_every_total_above_it_shows_it(store: Store) -> None:
    made = MATRIX.replace("| 140", "| 150").format(total=210)
    drafting.commit(store, drafting.draft(store, sheet(made), "file.xlsx", AS_READ), "Ada", None)
    (found,) = (
        item for item in detective.of_city(store, "IT0004") if item.code == "total-differs" and item.year == 2022
    )
    assert found.rows == (6, 8)


def test_a_total_of_one_of_several_labels_of_a_sector_is_not_held_against_all_of_them(store: Store) -> None:
    """The total of the row stands for the row alone, though other rows are of its sector."""
    made = MATRIX.replace("Trasporti |", "Scuole | 5 | 0 | 7 | 12\nTrasporti |").replace("20 | {total}", "27 | {total}")
    made = made.replace("Edifici residenziali", "Uffici").replace("Totale | 120", "Totale | 125")
    answers = {"sector:Uffici": "tertiary", "sector:Scuole": "tertiary"}
    draft = filled(made, 212, answers, store)
    assert draft.ready, draft.problems
    assert not [item for item in Cities(store).examination(draft).findings if item.code == "total-differs"]


@pytest.mark.parametrize(
    ("header", "right"), [("BASIC", 227), ("BASIC+", 237), ("Total I", 150), ("II total", 70), ("TOTAL BASIC+", 237)]
)
def test_every_total_of_a_gpc_table_is_held_against_the_references_that_it_adds_up(header: str, right: float) -> None:
    text = f"City,Year,I.1.1,I.1.2,II.1.1,III.1.1,V.1,{header}\nTurin,2022,100,50,70,7,10,{{}}\n"
    for total, asked in ((right, 0), (right + 30, 1)):
        draft = drafted(text.format(total), {"unit": "t CO2e"})
        assert len([problem for problem in draft.problems if problem.code == "printed-total"]) == asked


LEFT_OUT = {
    "long": (
        LONG.replace("TOTAL", "Parking,electricity,7,MWh\nTurin,2022,TOTAL"),
        {"sector:Parking": "leave-out"},
        157,
    ),
    "wide": (
        WIDE.replace("Turin | Total", "Turin | Parking | t CO2e | 0 | 40\nTurin | Total"),
        {"sector:Parking": "leave-out"},
        1040,
    ),
    "matrix": (MATRIX.replace("Gasolio", "Usi diversi"), {"carrier:Usi diversi": "leave-out"}, 200),
}
"""A table by its layout, the answer that leaves some of it out, and the total that counts that, too."""


@pytest.mark.parametrize("layout", LEFT_OUT)
def test_a_total_that_counts_what_was_left_out_is_told_and_not_asked_about(layout: str) -> None:
    text, answers, total = LEFT_OUT[layout]
    settled = filled(text, total, answers)
    assert settled.ready
    (told_of, *others) = [problem for problem in settled.problems if problem.code == "printed-total"]
    assert str(told_of.found).endswith("apart, which is what was left out")
    assert {problem.severity for problem in (told_of, *others)} == {"warn"}
    assert not [one for held in settled.totals.values() for one in held if one.differs]


@pytest.mark.parametrize("layout", LEFT_OUT)
def test_what_was_left_out_explains_no_other_difference(layout: str) -> None:
    text, answers, total = LEFT_OUT[layout]
    (asked,) = [problem for problem in filled(text, total + 50, answers).problems if problem.severity == "ask"]
    assert asked.key == "printed-totals"
    assert str(asked.found).endswith("of its parts were left out")


def test_a_total_without_what_was_left_out_agrees_with_the_parts_that_count() -> None:
    text, answers, _total = LEFT_OUT["long"]
    settled = filled(text, 150, answers)
    assert settled.ready
    assert not [problem for problem in settled.problems if problem.code == "printed-total"]


def test_a_total_that_counts_a_repeated_row_twice_is_asked_about() -> None:
    """No answer left the row out: the total may say that both count."""
    first = "Turin,2022,residential,electricity,100,MWh\n"
    asked = filled(LONG.replace(first, first * 2), 250, {})
    assert [problem.key for problem in asked.problems if problem.severity == "ask"] == ["printed-totals"]


@pytest.mark.longer("the whole ledger is verified after the commit")
def test_what_was_left_out_of_a_total_is_no_finding_after_the_commit(store: Store) -> None:
    text, answers, total = LEFT_OUT["matrix"]
    drafting.commit(store, filled(text, total, answers, store), "Ada", "a test")
    assert not [
        item for item in detective.of_city(store, "IT0004") if (item.code, item.year) == ("total-differs", 2022)
    ]
    with store.reader() as reader:
        kept = [row for row in reader.printed_totals("IT0004") if row.year == 2022 and row.named == "Totale"]
    assert {(row.original_text, row.value) for row in kept if row.carrier is None} == {("200", 140.0)}
    assert verification.verify(store).sound


def test_an_answer_that_fits_not_is_refused() -> None:
    assert ("block", "answer-unknown", None, None) in told(draft_of("long", 190, {"printed-totals": "keep"}))
