"""The 51 bad inputs of the design, each as a real small file, with the answer that it owes at its place."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from analytics.text.sentences import Sentence, Series
from datasets.city.examining import examination
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.readers.limits import UPLOAD
from datasets.reference.samples import open_store
from tests.datasets.files import drafted, empty_store, row, table, told
from tests.datasets.workbooks import long_workbook, workbook
from tests.datasets.workbooks import row as typed
from tests.samples import own_samples

LABELLED = "city,year,sector,energy_mwh\nTurin,2019,residential,5\n"
SEMICOLONS = (
    table(row(value="1.234@5"), row(sector="tertiary", value="12@75"), row(sector="transport", value="7@5"))
    .replace(",", ";")
    .replace("@", ",")
)
DELIMITED = table(row()).encode()
HTML = (
    b"<html><table><tr><td>city</td><td>year</td><td>sector</td><td>energy_mwh</td></tr>"
    b"<tr><td>Turin</td><td>2019</td><td>residential</td><td>5</td></tr></table></html>"
)

LOCKED = (Path(__file__).parents[1] / "data" / "workbooks" / "locked.xlsx").read_bytes()

Owed = list[tuple[str, str, int | None, str | None]]


def hidden(book: Workbook) -> None:
    """Hide the third row."""
    book["BEI"].row_dimensions[3].hidden = True


def merged(book: Workbook) -> None:
    """Merge the cells of the sector."""
    book["BEI"].merge_cells("C2:C3")


def broken(book: Workbook) -> None:
    """Leave an error where a number was."""
    book["BEI"]["F2"] = "#REF!"
    book["BEI"]["F2"].data_type = "e"


def bomb() -> bytes:
    """A workbook that unpacks to 150 MB."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return held.getvalue()


# number and input, the name of the file, its content, and each answer owed: severity, code, row, column
BAD_INPUTS: list[tuple[str, str, str | bytes, Owed]] = [
    ("1 empty file", "file.csv", "", [("block", "empty-file", None, None)]),
    ("2 header only", "file.csv", table().rstrip("\n"), [("block", "no-rows", 2, None)]),
    ("3 Total row", "file.csv", table(row(), row(sector="Total")), [("ask", "total-row", 3, "sector")]),
    (
        "4 title rows above the header",
        "file.csv",
        "Energy of Turin\n\n(2019)\n" + LABELLED,
        [("ask", "header-row", 4, None)],
    ),
    ("5 semicolon and decimal comma", "file.csv", SEMICOLONS, [("ask", "decimal-style", 2, "value")]),
    ("6 1.234", "file.csv", table(row(value="1.234")), [("ask", "decimal-style", 2, "value")]),
    ("7 1.234,5", "file.csv", table(row(value='"1.234,5"')), [("ask", "decimal-style", 2, "value")]),
    ("8 no-break space", "file.csv", table(row(value="1\u00a0234")), [("warn", "value-parted", 2, "value")]),
    ("8 U+202F", "file.csv", table(row(value="1\u202f234")), [("warn", "value-parted", 2, "value")]),
    (
        "9 Unicode minus",
        "file.csv",
        table(row(value="\u22125")),
        [("warn", "value-minus", 2, "value"), ("block", "negative-energy", 2, "value")],
    ),
    ("10 brackets", "file.csv", table(row(value="(5)")), [("ask", "value-parentheses", 2, "value")]),
    ("11 n.d.", "file.csv", table(row(value="n.d.")), [("block", "value-text", 2, "value")]),
    (
        "12 notation keys",
        "file.csv",
        table(
            row(value="NE"),
            row(value="C", sector="tertiary"),
            row(value="IE", sector="transport"),
            row(value="NO", sector="waste"),
        ),
        [],
    ),
    ("13 N/A", "file.csv", table(row(value="N/A")), [("ask", "value-not-available", 2, "value")]),
    ("13 Namibia", "file.csv", table(row(city="NA")), [("ask", "city-unknown", 2, "city")]),
    ("14 100 MWh", "file.csv", table(row(value="100 MWh")), [("ask", "value-unit-in-cell", 2, "value")]),
    ("15 unit missing", "file.csv", table(row(unit="")), [("block", "unit-missing", 2, "unit")]),
    ("16 mWh", "file.csv", table(row(unit="mWh")), [("block", "unit-suspect", 2, "unit")]),
    ("17 TEP", "file.csv", table(row(unit="TEP")), []),
    ("17 Nm3 of gas", "file.csv", table(row(unit="Nm3")), [("ask", "density-missing", 2, "unit")]),
    ("17 Nm3 of diesel", "file.csv", table(row(unit="Nm3", carrier="diesel")), [("block", "unit-fuel", 2, "unit")]),
    ("17 quintal", "file.csv", table(row(unit="quintal", carrier="coal")), [("ask", "unit-ambiguous", 2, "unit")]),
    ("18 ton", "file.csv", table(row(unit="ton", carrier="")), [("ask", "unit-ambiguous", 2, "unit")]),
    ("19 kt CO2", "file.csv", table(row(unit="kt CO2")), []),
    ("20 m3 for diesel", "file.csv", table(row(unit="m3", carrier="diesel")), [("ask", "density-missing", 2, "unit")]),
    (
        "20 m3 for a carrier of several fuels",
        "file.csv",
        table(row(unit="m3", carrier="other_fossil")),
        [("ask", "fuel-unnamed", 2, "carrier")],
    ),
    ("21 20l9", "file.csv", table(row(year="20l9")), [("block", "year-typo", 2, "year")]),
    ("22 2109", "file.csv", table(row(year="2109")), [("block", "year-out-of-range", 2, "year")]),
    ("23 a date as year", "file.csv", table(row(year="31/12/2019")), [("ask", "year-date", 2, "year")]),
    ("24 a fiscal year", "file.csv", table(row(year="2019/20")), [("ask", "year-fiscal", 2, "year")]),
    ("25 Transpotr", "file.csv", table(row(sector="Transpotr")), [("ask", "sector-unknown", 2, "sector")]),
    ("26 exact duplicate", "file.csv", table(row(), row()), [("warn", "duplicate-row", 3, "value")]),
    (
        "27 conflicting duplicate",
        "file.csv",
        table(row(), row(value="101")),
        [("block", "conflicting-duplicate", 2, "value"), ("block", "conflicting-duplicate", 3, "value")],
    ),
    ("28 extra cell", "file.csv", table(row(), row(sector="tertiary") + ",x"), [("block", "extra-cell", 3, None)]),
    ("29 short row", "file.csv", table(row(), "Turin,2019"), [("block", "short-row", 3, None)]),
    (
        "30 duplicate header",
        "file.csv",
        "city,year,sector,value,value,unit\nTurin,2019,residential,5,6,MWh\n",
        [("ask", "duplicate-header", 1, "value")],
    ),
    (
        "31 required column missing",
        "file.csv",
        "city,sector,energy_mwh\nTurin,residential,5\n",
        [("ask", "missing-column", 1, "year")],
    ),
    (
        "32 unclosed quote",
        "file.csv",
        table('Turin,2019,"residential,,1,5,MWh,', row()),
        [("block", "open-quote", 2, None)],
    ),
    (
        "33 cp1252",
        "file.csv",
        table(row(city="Citt\u00e0 di Torino")).encode("cp1252"),
        [("warn", "encoding", None, None)],
    ),
    (
        "33 UTF-16",
        "file.csv",
        table(row(city="Citt\u00e0 di Torino")).encode("utf-16"),
        [("warn", "encoding", None, None)],
    ),
    ("34 NUL", "file.csv", table(row(value="1\x00")), [("block", "not-text", 2, None)]),
    ("34 1e999", "file.csv", table(row(value="1e999")), [("block", "value-out-of-range", 2, "value")]),
    ("34 inf", "file.csv", table(row(value="inf")), [("block", "value-out-of-range", 2, "value")]),
    ("35 negative consumption", "file.csv", table(row(value="-5")), [("block", "negative-energy", 2, "value")]),
    (
        "35 negative, called an export",
        "file.csv",
        table(row(), row(value="-5", notation_key="export")),
        [("warn", "export-left-out", 3, "notation_key")],
    ),
    (
        "37 =HYPERLINK",
        "file.csv",
        table(row(sector='"=HYPERLINK(""http://x"",""Waste"")"')),
        [("ask", "sector-unknown", 2, "sector")],
    ),
    ("38 a PNG image", "file.csv", b"\x89PNG\r\n\x1a\n", [("block", "wrong-type", None, None)]),
    ("39 #REF!", "file.xlsx", long_workbook(typed(), edit=broken), [("block", "value-error", 2, "value")]),
    (
        "40 a formula without its value",
        "file.xlsx",
        long_workbook(typed(value="=B2*3")),
        [("block", "value-formula", 2, "value")],
    ),
    (
        "41 hidden rows",
        "file.xlsx",
        long_workbook(typed(), typed(sector="tertiary"), edit=hidden),
        [("ask", "hidden-rows", 3, None)],
    ),
    (
        "42 merged sector cells",
        "file.xlsx",
        long_workbook(typed(), typed(sector=None, carrier="diesel"), edit=merged),
        [("ask", "blank-below", 3, "sector")],
    ),
    (
        "43 a number stored as text",
        "file.xlsx",
        long_workbook(typed(), typed(sector="tertiary", value="100.5")),
        [("warn", "value-as-text", 3, "value")],
    ),
    (
        "44 a date in the value",
        "file.xlsx",
        long_workbook(typed(value=datetime.date(2019, 2, 1))),
        [("block", "value-date", 2, "value")],
    ),
    (
        "45 data on two sheets",
        "file.xlsx",
        workbook(
            {
                "BEI": [list(LABELLED.split("\n")[0].split(",")), ["Turin", 2019, "residential", 5]],
                "MEI": [list(LABELLED.split("\n")[0].split(",")), ["Turin", 2021, "residential", 4]],
            }
        ),
        [("ask", "sheet", None, None)],
    ),
    ("46 CSV renamed", "file.xlsx", DELIMITED, [("warn", "wrong-extension", None, None)]),
    ("46 HTML renamed", "file.xls", HTML, [("block", "wrong-type", None, None)]),
    ("47 truncated", "file.xlsx", long_workbook(typed())[:900], [("block", "damaged", None, None)]),
    ("47 has a password", "file.xlsx", LOCKED, [("block", "password", None, None)]),
    ("48 zip bomb", "file.xlsx", bomb(), [("block", "zip-bomb", None, None)]),
    ("51 9**9**9 as unit", "file.csv", table(row(unit="9**9**9")), [("block", "unit-unknown", 2, "unit")]),
]
ELSEWHERE = {"36", "48", "49", "50"}
"""Numbers with a test of their own below, beside or instead of a row above."""


def taken(content: str | bytes, name: str, **options: object) -> Draft:
    """The draft of a file of this name, with every row accounted for."""
    data = content if isinstance(content, bytes) else content.encode()
    draft = drafting.draft(empty_store(), data, name, **options)  # type: ignore[arg-type]
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


@pytest.mark.parametrize(
    ("name", "content", "owed"), [rest for _, *rest in BAD_INPUTS], ids=[what for what, *_ in BAD_INPUTS]
)
def test_a_bad_input_gets_the_answer_owed_at_its_place(name: str, content: str | bytes, owed: Owed) -> None:
    draft = taken(content, name)
    assert told(draft) == owed
    severities = {severity for severity, *_ in owed}
    wanted = "blocked" if "block" in severities else "needs-answers" if "ask" in severities else "dry-run"
    assert draft.outcome == wanted
    assert {problem.sheet for problem in draft.problems if problem.row and name == "file.xlsx"} <= {"BEI"}


@pytest.mark.parametrize(
    ("name", "content"), [rest[:2] for _, *rest in BAD_INPUTS], ids=[what for what, *_ in BAD_INPUTS]
)
def test_an_answer_can_be_said_in_another_language(name: str, content: str | bytes) -> None:
    for problem in taken(content, name).problems:
        for said in (problem.found, problem.expected, problem.fix):
            quoted = said[:1] == said[-1:] == '"'
            assert isinstance(said, Sentence | Series) or quoted or not said, f"{problem.code}: {said}"


def test_every_number_of_the_list_is_here() -> None:
    here = {match[0] for what, *_ in BAD_INPUTS if (match := re.match(r"[0-9]+", what))} | ELSEWHERE
    assert here == {str(number) for number in range(1, 52)}


SAID = {
    "1 empty file": "has no rows",
    "4 title rows above the header": "row 4",
    "5 semicolon and decimal comma": '"12,75" in row 3, "7,5" in row 4 in a file parted by semicolons',
    "16 mWh": "did you mean MWh?",
    "17 quintal": "100 kg",
    "20 m3 for diesel": "the density of Diesel Oil",
    "21 20l9": "Did you mean 2019?",
    "22 2109": "from 1990 to 2060",
    "24 a fiscal year": "a period across two years",
    "25 Transpotr": "such as Transport",
    "26 exact duplicate": "rows 2 and 3",
    "27 conflicting duplicate": "Say which row counts and why",
    "28 extra cell": "9 cells. Expected 8 cells, as in the header",
    "32 unclosed quote": "Row 2: found a quotation mark that opens here",
    "33 cp1252": 'Windows-1252, for example "Citt\u00e0"',
    "38 a PNG image": "a PNG image",
    "39 #REF!": 'Sheet "BEI", row 2, column "value"',
    "40 a formula without its value": "Open the workbook, let it calculate, save",
    "41 hidden rows": '1 hidden row: 3, with "100"',
    "44 a date in the value": "turned 1.2 into 1 February",
    "46 HTML renamed": 'an HTML page, named "file.xls"',
    "47 truncated": "damaged",
    "47 has a password": "password",
    "48 zip bomb": "at most 100 times",
}
"""The words that an answer owes, by input."""


@pytest.mark.parametrize(("what", "words"), SAID.items())
def test_the_answer_says_what_it_owes(what: str, words: str) -> None:
    ((name, content),) = [(name, content) for known, name, content, _ in BAD_INPUTS if known == what]
    sentences = " ".join(problem.sentence() for problem in taken(content, name).problems)
    assert words in sentences


@pytest.mark.parametrize(
    ("what", "choices"),
    [
        ("3 Total row", ("leave-out", "keep")),
        ("6 1.234", ("comma", "point")),
        ("10 brackets", ("negative", "leave-out")),
        ("13 N/A", ("NO", "NE", "IE", "C", "leave-out")),
        ("14 100 MWh", ("split", "leave-out")),
        ("17 quintal", ("100 kg", "100 lb")),
        ("18 ton", ("tonne", "short ton", "long ton")),
        ("23 a date as year", ("use-year", "leave-out")),
        ("24 a fiscal year", ("first", "last")),
        ("30 duplicate header", ("value [D]", "value [E]")),
        ("42 merged sector cells", ("yes", "no")),
        ("45 data on two sheets", ("BEI", "MEI", "every-sheet")),
    ],
)
def test_a_question_offers_its_answers_and_each_of_them_leads_on(what: str, choices: tuple[str, ...]) -> None:
    ((name, content),) = [(name, content) for known, name, content, _ in BAD_INPUTS if known == what]
    (asked,) = [problem for problem in taken(content, name).problems if problem.severity == "ask"]
    assert asked.choices == choices
    assert asked.key
    for choice in choices:
        later = taken(content, name, answers={asked.key: choice})
        assert asked.key not in {problem.key for problem in later.problems}
        assert "answer-unknown" not in {problem.code for problem in later.problems}


def test_12_a_notation_key_is_kept_and_never_zero() -> None:
    (keys,) = [content for what, _, content, _ in BAD_INPUTS if what == "12 notation keys"]
    draft = taken(keys, "file.csv")
    assert draft.table["value"].to_pylist() == [None] * 4
    assert draft.table["notation_key"].to_pylist() == ["NE", "C", "IE", "NO"]
    assert draft.inventories[0].total is None


def test_14_a_unit_in_the_cell_that_contradicts_its_column_is_refused() -> None:
    draft = taken(table(row(value="100 GWh")), "file.csv", answers={"unit-in-cell": "split"})
    assert told(draft) == [("block", "unit-conflict", 2, "value")]


def test_17_and_19_an_alias_is_the_unit_that_it_stands_for() -> None:
    assert drafted(table(row(unit="TEP", value="1"))).inventories[0].total == pytest.approx(11.63)
    assert drafted(table(row(unit="kt CO2", value="1"))).inventories[0].total == 1000
    assert drafted(table(row(unit="kt CO2", value="1"))).inventories[0].unit == "t CO2"


def test_26_a_repeated_row_says_what_leaving_it_out_does_and_how_to_keep_all() -> None:
    draft = drafted(table(row(), row(), row()))
    (told_of,) = draft.problems
    assert (draft.imported, draft.ignored, draft.inventories[0].total) == (1, 2, 100)
    assert (told_of.cells, told_of.key, told_of.choices) == (2, "duplicate-rows", ("keep-one", "keep-all"))
    assert "leaves 200 MWh out of the sum" in told_of.fix
    assert drafted(table(row(), row(), row()), {"duplicate-rows": "keep-all"}).inventories[0].total == 300


def test_27_the_row_that_counts_is_chosen_with_a_reason_that_is_kept() -> None:
    content = table(row(), row(value="101"))
    assert {(problem.key, problem.choices) for problem in drafted(content).problems} == {
        ("conflicting-rows:2", ("2", "3"))
    }
    chosen = {"conflicting-rows:2": "3"}
    asked = drafted(content, chosen)
    assert told(asked) == [("warn", "conflict-settled", 2, "value"), ("ask", "conflict-reason", 3, "value")]
    assert [problem.key for problem in asked.problems] == [None, "reason"]
    with own_samples() as store:
        draft = drafting.draft(store, content.encode(), "file.csv", {**chosen, "reason": "the meter was read again"})
        assert (draft.outcome, draft.imported, draft.ignored) == ("dry-run", 1, 1)
        assert draft.inventories[0].total == 101
        kept = drafting.commit(store, draft, "an analyst", None)
        assert (kept.reason, kept.answers) == ("the meter was read again", chosen)


def test_35_an_export_is_left_out_and_never_taken_off_the_consumption() -> None:
    draft = drafted(table(row(), row(value="-5", notation_key="export")))
    assert (draft.imported, draft.ignored, draft.inventories[0].total) == (1, 1, 100)


def test_37_a_text_that_looks_like_a_formula_is_kept_as_text() -> None:
    (content,) = [content for what, _, content, _ in BAD_INPUTS if what == "37 =HYPERLINK"]
    answered = taken(content, "file.csv", answers={'sector:=HYPERLINK("http://x","Waste")': "waste"})
    assert answered.table["label"].to_pylist() == ['=HYPERLINK("http://x","Waste")']


def test_36_a_thousandfold_jump_is_told_with_its_row_and_both_values() -> None:
    with own_samples() as store:
        jumped = table(row(year="2020", value="1424218000"))
        draft = drafting.draft(store, jumped.encode(), "file.csv")
        assert draft.ready
        found = examination.of_draft(store, draft).findings
    (jump,) = [finding for finding in found if finding.code in ("year-jump", "unit-slip")]
    assert jump.row == 2
    assert "1\u00a0424\u00a0218\u00a0000 MWh in 2020 against 1\u00a0424\u00a0218 in 2019" in jump.message


def test_48_a_file_beyond_the_limits_of_an_upload_is_refused_at_once_with_the_limit() -> None:
    many = taken(b"city,year\n" + b"a,1\n" * 200_001, "file.csv", limits=UPLOAD)
    assert [problem.code for problem in many.problems] == ["too-many-rows"]
    assert "200,000" in many.problems[0].expected
    large = taken(b"x" * (20 * 1024 * 1024 + 1), "file.csv", limits=UPLOAD)
    assert [(problem.code, problem.expected) for problem in large.problems] == [("too-large", "at most 20 MB")]


def test_49_and_50_the_same_file_warns_and_a_committed_year_asks_for_a_reason() -> None:
    with open_store(":memory:", samples=False) as store:
        first = drafting.draft(store, DELIMITED, "file.csv")
        drafting.commit(store, first, "an analyst", None)
        again = drafting.draft(store, DELIMITED, "file.csv")
    assert [(problem.severity, problem.code) for problem in again.problems] == [
        ("warn", "same-file"),
        ("ask", "year-committed"),
    ]
    assert "an analyst" in again.problems[0].found
