"""Delimited text is read as what it is, with the rows of the user's file, or refused at its place."""

from __future__ import annotations

import random
import tracemalloc

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.text.problems import Refused
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.readers import delimited, dialect
from datasets.intake.readers.delimited import Unread
from datasets.intake.readers.encoding import Text, codec_of, decoded
from datasets.intake.readers.limits import Limits
from datasets.intake.readers.source import Source
from datasets.intake.readers.splitting import Split, SplitReading, Unsplit, split
from datasets.intake.readers.text_table import TextTable
from tests.datasets.files import drafted

PLAIN = "city,year,sector,value\nTurin,2019,residential,5\nLyon,2019,tertiary,6\n"
CELLS = st.text(alphabet='ab1.,;"\t é\n\r', max_size=6)


def sheet(text: str | bytes) -> TextTable:
    found, problems = delimited.read(text if isinstance(text, bytes) else text.encode(), "file.csv", KNOWN_WORDS)
    assert isinstance(found, TextTable), problems
    return found


def refusals(text: str | bytes) -> list[tuple[str, int | None]]:
    found, problems = delimited.read(text if isinstance(text, bytes) else text.encode(), "file.csv", KNOWN_WORDS)
    return [(problem.code, problem.row) for problem in (problems if isinstance(found, Unread) else found.problems)]


def cells(found: TextTable) -> list[list[str]]:
    return [list(record) for record in zip(*(column.to_pylist() for column in found.columns), strict=True)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_ending_gives_the_same_cells(delimiter: str, ending: str) -> None:
    found = sheet(PLAIN.replace(",", delimiter).replace("\n", ending))
    assert found.header == ("city", "year", "sector", "value")
    assert cells(found) == [["Turin", "2019", "residential", "5"], ["Lyon", "2019", "tertiary", "6"]]
    assert found.rows.tolist() == [2, 3]
    assert found.dialect.delimiter == delimiter


def test_commas_in_texts_do_not_outvote_the_semicolon_of_the_header() -> None:
    assert sheet("city;year;source\nTurin;2019;a, b, c, d, e\nLyon;2019;f, g, h, i, j\n").dialect.delimiter == ";"


def test_a_known_word_behind_a_comma_in_a_title_does_not_outvote_semicolons_that_part_every_row() -> None:
    text = "Use in MWh, city of Turin;;;\nBranch;2018;2019;2020\nTrade, crafts;1;2;3\nFleet;4;5;6\n"
    assert sheet(text).dialect.delimiter == ";"


def test_tabs_between_cells_in_quotes_are_seen_beside_commas_within_them() -> None:
    assert sheet('"Energie"\t""\n"Sektor"\t"Diesel"\n"Verkehr"\t"1,000"\n').dialect.delimiter == "\t"


def test_the_first_line_of_a_spreadsheet_may_declare_the_delimiter() -> None:
    found = sheet("sep=;\r\n" + PLAIN.replace(",", ";"))
    assert (found.rows.tolist(), found.dialect.header_row, found.dialect.titles) == ([3, 4], 2, ())


@pytest.mark.parametrize(
    ("codec", "told"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_an_encoding_is_read_and_an_unusual_one_is_told_with_a_sample(codec: str, told: str | None) -> None:
    found = sheet(PLAIN.replace("Turin", "Città").encode(codec))
    assert cells(found)[0][0] == "Città"
    assert found.header[0] == "city"
    warning = next((problem for problem in found.problems if problem.code == "encoding"), None)
    assert (warning is None) == (told is None)
    if warning and told:
        assert warning.severity == "warn"
        assert told in warning.found
        assert "Città" in warning.found


@pytest.mark.parametrize("data", [b"", b"  \r\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\t\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refusals(data) == [("empty-file", None)]


def test_a_table_of_another_name_is_read_as_what_it_is() -> None:
    found, _ = delimited.read(PLAIN.encode(), "inventory.xls", KNOWN_WORDS)
    assert isinstance(found, TextTable)


def test_a_nul_character_is_located() -> None:
    assert refusals(PLAIN.replace("Lyon", "Ly\0on").encode()) == [("not-text", 3)]


@pytest.mark.parametrize("text", ["city,year\n", "city,year", "city,year\n\n\n", "city,year\n,\n"])
def test_column_names_with_nothing_below_are_refused_at_the_row_that_is_missing(text: str) -> None:
    assert refusals(text) == [("no-rows", 2)]


def test_title_rows_are_found_above_the_column_names() -> None:
    found = sheet("Energy in Turin\n\n(MWh)\n" + PLAIN)
    assert (found.dialect.header_row, found.dialect.titles) == (4, ("Energy in Turin", "(MWh)"))
    assert found.rows.tolist() == [5, 6]


def test_a_blank_row_in_the_middle_is_counted_and_moves_no_row_number() -> None:
    found = sheet("city,year\nTurin,2019\n\n,,\n   \nLyon,2020\n\n\n")
    assert (found.rows.tolist(), found.blank_rows, found.ragged_rows) == ([2, 6], 3, 0)


def test_blank_rows_after_the_last_one_are_no_rows() -> None:
    found = sheet(PLAIN + ",,,\n" * 40 + "\n" * 5)
    assert (found.rows.tolist(), found.blank_rows) == ([2, 3], 0)


def test_a_line_break_inside_quotes_moves_no_row_number() -> None:
    found = sheet('city,source\nTurin,"a\nb"\nLyon,c\n')
    assert (cells(found), found.rows.tolist()) == ([["Turin", "a\nb"], ["Lyon", "c"]], [2, 3])


@pytest.mark.parametrize(
    ("line", "code"),
    [("Lyon,2019,tertiary,6,x", "extra-cell"), ("Lyon,2019,tertiary,1,5", "extra-cell"), ("Lyon,2019", "short-row")],
)
def test_a_row_of_another_length_is_refused_and_the_others_are_read(line: str, code: str) -> None:
    found = sheet(PLAIN + line + "\nVarna,2019,industry,7\n")
    assert [(problem.severity, problem.code, problem.row) for problem in found.problems] == [("block", code, 4)]
    assert (found.rows.tolist(), found.ragged_rows) == ([2, 3, 5], 1)


def test_a_surplus_cell_is_refused_even_when_blank_since_a_decimal_comma_makes_one_too() -> None:
    assert refusals("city,value,notation_key\nTurin,1,5,\n") == [("extra-cell", 2)]


def test_a_column_without_name_and_text_is_dropped() -> None:
    assert sheet(PLAIN.replace("\n", ",\n")).header == ("city", "year", "sector", "value")
    assert cells(sheet("city,year,,\nTurin,2019\n")) == [["Turin", "2019"]]


def test_many_broken_rows_are_counted_in_the_last_that_is_listed() -> None:
    found = sheet(PLAIN + "Lyon\n" * 500 + "Turin,2019,industry,1\n")
    assert len(found.problems) == delimited.MOST_LISTED
    assert sum(problem.cells for problem in found.problems) == found.ragged_rows == 500


def test_an_open_quote_is_refused_where_it_opens() -> None:
    assert refusals('city,year\nTurin,2019\n"Lyon,2019\nVarna,2019\n') == [("open-quote", 3)]


def test_text_after_a_closing_quote_is_refused_at_its_row() -> None:
    assert refusals('city,year\n"Turin"o,2019\n') == [("broken-row", 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 10_000_000, "cell-too-long"),
        ("," * 10_000_000, "too-many-columns"),
        (PLAIN + "y," * 5_000_000 + "\n", "extra-cell"),
        (PLAIN + "y" * 10_000_000 + "\n", "cell-too-long"),
        ('"' * 10_000_001, "cell-too-long"),
    ],
    ids=["one cell", "one header", "one row", "one cell in a row", "quotes"],
)
def test_ten_million_characters_in_one_line_are_refused_at_once(text: str, code: str) -> None:
    assert [found for found, _ in refusals(text)] == [code]


def test_a_first_line_of_millions_of_columns_is_counted_and_not_parted() -> None:
    data = b"city,year," * 2_000_000 + b"\nTurin"
    tracemalloc.start()
    found, problems = delimited.read(data, "file.csv", KNOWN_WORDS)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000  # bytes; four million cells would take two hundred times as much
    assert isinstance(found, Unread)
    assert [(problem.code, problem.found, problem.row) for problem in problems] == [
        ("too-many-columns", "4,000,001 columns", 1)
    ]


@pytest.mark.parametrize(
    "note",
    [
        "\nSource: Comune di Torino",
        "* provisional,,,",
        "\nFigures of 2021\nrevised in 2022",
        "Units: GWh",
        "m = missing, c = confidential",
        "Source: metering, sales and estimates",
        "Electricity meters of the city",
    ],
)
def test_a_footnote_below_the_table_is_left_out_and_told(note: str) -> None:
    found = sheet(PLAIN + note + "\n")
    assert found.rows.tolist() == [2, 3]
    assert [problem.code for problem in found.problems] == ["footnote"]
    assert found.footnotes == sum(1 for line in note.splitlines() if line.strip())


def test_a_row_that_was_cut_off_is_no_footnote() -> None:
    assert refusals(PLAIN + "Varna\n") == [("short-row", 4)]


@pytest.mark.parametrize("row", ["Turin,2019,residential", "Lyon of the Rhône and Saône", "Rome,residential buildings"])
def test_a_row_that_lacks_its_figure_is_no_footnote(row: str) -> None:
    assert refusals(f"{PLAIN}{row}\n") == [("short-row", 4)]


@pytest.mark.parametrize("title", ["м. Львів, 2019 рік", "مدينة إربد 2019"])
def test_a_title_above_names_that_nobody_knows_is_no_row_of_names(title: str) -> None:
    found = sheet(f"{title}\nСектор;Електроенергія;Газ\nЖитлові будинки;810200;3402300\nРазом;810200;3402300\n")
    assert (found.header, found.dialect.titles) == (("Сектор", "Електроенергія", "Газ"), (title,))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(",;\t"))
@example([["a", '"', ""]], ",")
@example([["", "", ""], ["a", "b", "1"]], ",")
def test_both_readers_agree_on_every_file_that_the_fast_one_takes(rows: list[list[str]], delimiter: str) -> None:
    written = [["city", "year", "value"], *rows]
    text = "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' if set(cell) & set(',;\t"\n\r') else cell for cell in cells)
        + "\n"
        for cells in written
    )
    layout = dialect.Dialect(delimiter, 1, ())
    fast = delimited._fast(text.encode(), layout)
    careful = carefully(text, layout)
    assert careful is not None
    if fast is None:
        return
    for found in (fast, careful):
        delimited._drop_blank(found)
    assert fast.header == careful.header
    assert fast.rows.tolist() == careful.rows.tolist()
    assert [column.to_pylist() for column in fast.columns] == [column.to_pylist() for column in careful.columns]
    assert (fast.blank_rows, fast.footnotes, careful.ragged) == (careful.blank_rows, careful.footnotes, {})


def carefully(text: str, layout: dialect.Dialect) -> delimited._Cells | None:
    """The cells as the careful reader finds them; None where it refuses the text."""
    try:
        return delimited._careful(text.encode(), layout)
    except Refused:
        return None


RECORDS = st.lists(st.lists(st.text(alphabet='ab1 ;"é\n', max_size=4), max_size=5), max_size=12)


def written(rows: list[list[str]], ending: str) -> str:
    return "".join(
        ",".join('"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell for cell in cells) + ending
        for cells in rows
    )


@given(
    RECORDS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([["city", "year", "value"], ["city", "ye\nar", "", ""]]),
    st.sampled_from([[], [["Energy in Turin"], []], [["two\nlines"]]]),
)
@example([["a"], ["a", "b", "c"], [], ["", "", ""], ["Source: us"]], "\n", ["city", "year", "value"], [])
@example([["a", "b"], ["a", "b", "c", "d"]], "\r\n", ["city", "ye\nar", "", ""], [["two\nlines"]])
def test_both_readers_agree_on_files_with_broken_rows_and_line_breaks_in_cells(
    rows: list[list[str]], ending: str, header: list[str], titles: list[list[str]]
) -> None:
    text = written([*titles, header, *rows], ending)
    layout = dialect.Dialect(",", len(titles) + 1, ())
    fast, careful = delimited._fast(text.encode(), layout), carefully(text, layout)
    if fast is None or careful is None:
        assert fast is None
        assert careful is None or not any(map(any, rows))
        return
    for found in (fast, careful):
        delimited._drop_blank(found)
    assert fast.header == careful.header
    assert (fast.rows.tolist(), fast.ragged, fast.raw) == (careful.rows.tolist(), careful.ragged, careful.raw)
    assert [column.to_pylist() for column in fast.columns] == [column.to_pylist() for column in careful.columns]
    assert (fast.blank_rows, fast.footnotes) == (careful.blank_rows, careful.footnotes)


def pieces(raw: bytes, columns: int, size: int, block: int = 1 << 20, lines_in_cells: bool = False) -> Split | None:
    """A text split in pieces of some size, by a reader that takes blocks of another; None where it gives up."""
    parts = map(pa.py_buffer, Source(raw).pieces(size, size))
    try:
        return split(parts, SplitReading(columns, ",", lines_in_cells, block).texts)
    except Unsplit:
        return None


@given(RECORDS, st.integers(30, 80))
def test_a_block_that_ends_anywhere_changes_nothing(rows: list[list[str]], block: int) -> None:
    raw = written([["a", "b", "c"], *rows, ["a", "b", "c"]], "\n").encode()
    whole, parts = (pieces(raw, 3, len(raw) + 1, size, lines_in_cells=True) for size in (1 << 20, block))
    assert whole is not None
    if parts is not None:
        assert parts.broken == whole.broken
        assert [column.to_pylist() for column in parts.columns] == [column.to_pylist() for column in whole.columns]


@given(RECORDS, st.integers(1, 40))
def test_where_a_text_is_cut_into_pieces_changes_nothing(rows: list[list[str]], size: int) -> None:
    lines = [[cell.replace("\n", " ") for cell in row] for row in rows]
    raw = written([["a", "b", "c"], *lines, ["a", "b", "c"]], "\n").encode()
    whole, parts = (pieces(raw, 3, each) for each in (1 << 20, size))
    assert whole is not None
    assert parts is not None
    assert parts.broken == whole.broken
    assert [column.to_pylist() for column in parts.columns] == [column.to_pylist() for column in whole.columns]


def test_words_that_come_late_in_a_column_are_kept_in_order() -> None:
    words = ["x"] * 9 + [f"w{number}" for number in range(40_000)]
    raw = "".join(f"{word},{place}\n" for place, word in enumerate(words)).encode()
    found = pieces(raw, 2, 1 << 12)
    assert found is not None
    assert [column.to_pylist() for column in found.columns] == [words, [str(place) for place in range(len(words))]]


def test_a_stray_quotation_mark_is_read_as_it_stands_or_refused_at_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "Turin,2019,residential,5\n" * 1000
    found = sheet(PLAIN + rows + 'Lyon 5" pipe,2019,waste,5\n' + rows)
    assert (len(found.rows), found.columns[0][1002].as_py()) == (2003, 'Lyon 5" pipe')
    assert refusals(PLAIN + rows + '"Ly"on,2019,waste,5\n' + rows) == [("broken-row", 1004)]
    monkeypatch.setattr(delimited, "MOST_CAREFUL", 1000)
    assert refusals(PLAIN + rows + 'Lyon 5" pipe,2019,waste,5\n') == [("unusual-text", None)]


def test_broken_rows_are_kept_as_they_stand_in_the_file() -> None:
    found = sheet(PLAIN + 'Lyon,"a\nb"\nVarna,2019,x,1,5\nOslo,2019,tertiary,3\n')
    assert found.ragged == ((4, 'Lyon,"a\nb"'), (5, "Varna,2019,x,1,5"))
    assert found.rows.tolist() == [2, 3, 6]


def test_no_more_broken_rows_are_kept_than_a_person_would_look_at() -> None:
    found = sheet(PLAIN + "Lyon\n" * 10_500 + "x," * 60_000 + "\nTurin,2019,residential,1\n")
    assert (found.ragged_rows, len(found.ragged)) == (10_501, 10_000)


def test_one_broken_row_does_not_send_a_large_file_to_the_careful_reader() -> None:
    text = PLAIN + "Turin,2019,residential,5\n" * 50_000 + "Lyon\n" + "Turin,2019,residential,5\n" * 50_000
    fast = delimited._fast(text.encode(), dialect.Dialect(",", 1, ()))
    assert fast is not None
    assert fast.ragged == {50_004: 1}


def test_an_upload_of_too_many_rows_or_bytes_is_refused() -> None:
    for limits, code in ((Limits(50, 0, 10, 10), "too-large"), (Limits(1000, 0, 1, 10), "too-many-rows")):
        found, problems = delimited.read(PLAIN.encode(), "city.csv", KNOWN_WORDS, limits)
        assert isinstance(found, Unread)
        assert [problem.code for problem in problems] == [code]


def test_the_fast_reader_takes_quoted_files_of_one_line_a_row() -> None:
    text = 'city,year,source\nTurin,2019,"a, b ""c"""\n'
    fast = delimited._fast(text.encode(), dialect.Dialect(",", 1, ()))
    assert fast is not None
    assert fast.columns[2].to_pylist() == ['a, b "c"']


@given(st.text(alphabet='ab",\n\r', max_size=40))
@example('a,""b""\n')
@example('"a"b,c\n1,2\n')
@example(",a\na")
def test_the_fast_reader_never_understands_quotes_in_another_way(text: str) -> None:
    same_understanding(text)
    same_understanding("name,value\nTurin,1\n" + text + "\nVarna,2\nOslo,3\n")


def same_understanding(text: str) -> None:
    layout = dialect.Dialect(",", 1, ())
    fast = delimited._fast(text.encode(), layout)
    careful = carefully(text, layout)
    if fast is not None:
        assert careful is not None, text
        assert (fast.ragged, fast.raw) == (careful.ragged, careful.raw)
        for found in (fast, careful):
            delimited._drop_blank(found)
        assert [column.to_pylist() for column in fast.columns] == [column.to_pylist() for column in careful.columns]
        assert fast.rows.tolist() == careful.rows.tolist()


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b'sep=;\n"')
@example(b"sep=,")
@example(b"\n\n\n,")
def test_no_bytes_whatever_raise_an_exception(data: bytes) -> None:
    found, problems = delimited.read(data, "file.csv", KNOWN_WORDS)
    if isinstance(found, delimited.Unread):
        assert problems
    else:
        assert all(len(column) == len(found.rows) for column in found.columns)


def test_torn_files_never_raise_and_always_say_why_or_keep_their_rows() -> None:
    chance = random.Random(7)
    good = (PLAIN * 30).encode()
    for _ in range(200):
        torn = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        del torn[chance.randrange(len(torn)) :]
        found, problems = delimited.read(bytes(torn), "file.csv", KNOWN_WORDS)
        assert isinstance(found, TextTable) or problems


def test_a_long_word_without_spaces_costs_no_time() -> None:
    assert isinstance(decoded(("a" * 3_000_000).encode("utf-16"), "file.csv"), Text)


CYRILLIC = "град;година;сектор;енергоносител;стойност;мерна единица\nСофия;2019;Жилищни сгради;Електроенергия;5;МВтч\n"


def test_text_in_the_cyrillic_code_page_is_read_as_such_and_said() -> None:
    draft = drafted(CYRILLIC.encode("cp1251"))
    assert [(problem.code, problem.severity) for problem in draft.problems] == [
        ("encoding", "warn"),
        ("city-from-register", "warn"),
    ]
    assert "Windows-1251" in draft.problems[0].found
    assert draft.inventories[0].total == 5


@pytest.mark.parametrize("text", ["Città", "Île-de-França ÀÉÈ naïve façade", "Größe; Straße; Wärme", "€ 5 – 7"])
def test_accents_among_plain_letters_stay_western(text: str) -> None:
    assert codec_of(text.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1250", "Zużycie energii końcowej; Oświetlenie"),
        ("cp1250", "Tűzifa; Távhő; Összesen; épületek"),
        ("cp1250", "Spotřeba; Průmysl; Domácnosti"),
        ("cp1254", "Doğal gaz; Aydınlatma; Ulaşım"),
        ("cp1257", "Šilumos; Įmonės; Žemės ūkis"),
        ("cp1251", "Потребление энергии"),
        ("cp932", "部門別エネルギー消費量（単位：TJ）\n部門;2013年度"),
        ("cp1252", "m³ of the city’s buildings"),
        ("cp1252", "København Genève"),
    ],
)
def test_letters_of_one_language_tell_the_code_page_of_a_text(codec: str, text: str) -> None:
    assert codec_of(text.encode(codec)) == codec
    word = text.partition("\n")[0].replace(";", "")
    assert cells(sheet(PLAIN.replace("Turin", word).encode(codec)))[0][0] == word


@pytest.mark.parametrize("line", ["1) provisional", "m = missing"])
def test_a_line_with_the_mark_of_a_note_below_a_table_is_no_row_of_it(line: str) -> None:
    from tests.datasets.files import drafted

    found = drafted(f"City,Year,Sector,Carrier,MWh\nTurin,2019,Residential,Electricity,310\n{line}\n", None)
    assert found.ready
    assert [problem.code for problem in found.problems if problem.row == 3] == ["footnote"]
