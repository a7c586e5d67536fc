"""Number text is read exactly, or asked about, and never guessed."""

from __future__ import annotations

import math

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.text import numerals
from analytics.text.digits import whole
from analytics.text.numerals import FAULTS, common_style, read_one, split_unit
from analytics.vocabulary import NotationKey
from tests.analytics.text.number_columns import read
from tests.effort import at_most

NBSP, NARROW, THIN, MINUS = "\u00a0", "\u202f", "\u2009", "\u2212"
FINITE = st.floats(allow_nan=False, allow_infinity=False)
# Text made of what numbers are made of, so that near misses are common.
NUMBER_LIKE = st.text(alphabet=f"0123456789..,,--+eE '{NBSP}{NARROW}{MINUS}NOIEC;()% a", max_size=14)
WELL_FORMED = st.one_of(
    FINITE.map(repr),
    st.integers(-(10**12), 10**12).map(str),
    st.integers(-(10**12), 10**12).map("{:,}".format),
    FINITE.map("{:,.2f}".format).filter(lambda text: len(text) < 40),
    st.integers(0, 10**9).map(lambda number: f"{number:,}".replace(",", ".") + ",5"),
    st.integers(0, 10**9).map(lambda number: f"{number:,}".replace(",", NARROW)),
    st.sampled_from(["NE", "NO; IE", "IE (II.1.1)", "", "n.d.", "(5)", "1.234", "1,234", "100 MWh", "1e999"]),
)
CELLS = st.lists(st.one_of(NUMBER_LIKE, WELL_FORMED), max_size=12)


def column(*texts: str) -> pd.Series:
    return pd.Series(list(texts), dtype="str", index=range(2, len(texts) + 2))


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


@given(FINITE)
@example(5e-324)
@example(514921.1717483634)
def test_a_machine_written_float_keeps_every_digit(number: float) -> None:
    text = repr(number)
    assert read_one(text, "point").value == number
    got = read(column(text, "0.25"), "point").values[2]
    assert got == number


@given(CELLS, st.sampled_from([None, "point", "comma"]))
@example(["1,5e999", "1.5e999", "1,5e-999"], "comma")
@example(["1.5", "12.", "", ".5", "1.234", "0.234", "1234.567", "7", "."], None)
@example(["1,5", "12,", "", ",5", "1,234", "0,234", "1234,567", "7", ","], "comma")
@example(["1.5", "1.5.5", "15"], None)
def test_the_column_path_and_the_careful_path_agree(texts: list[str], decimal: numerals.Decimal | None) -> None:
    got = read(column(*texts), decimal)
    applied = decimal or ("point" if got.style == "point" else None)
    for label, text in zip(got.values.index, texts, strict=True):
        one = read_one(text, applied)
        expected = math.nan if one.value is None or label in got.ambiguous else one.value
        assert same(got.values[label], expected), text
        assert got.notation[label] == one.key, text
        assert (label in got.bad) == (one.fault is not None), text
        assert (got.faults[label] if label in got.bad else None) == one.fault, text
        assert {note for note, where in got.notes.items() if label in where} == set(one.notes), text


@given(CELLS, st.sampled_from([None, "point", "comma"]))
def test_every_cell_is_a_number_a_key_a_question_or_a_fault(texts: list[str], decimal: numerals.Decimal | None) -> None:
    got = read(column(*texts), decimal)
    for label in got.values.index:
        states = (
            not math.isnan(got.values[label]),
            got.notation[label] is not None,
            label in got.ambiguous,
            label in got.bad,
        )
        assert sum(states) == 1, texts[label - 2]
    assert set(got.faults) <= set(FAULTS)
    assert got.needs_answer == (len(got.ambiguous) > 0)
    assert sum(got.shapes.values()) == len(texts)
    assert all(math.isfinite(value) for value in got.values.dropna())


@given(st.text(max_size=80))
def test_any_text_is_read_or_faulted(text: str) -> None:
    reading = read_one(text)
    assert (reading.shape == "bad") == (reading.fault is not None)
    assert reading.fault is None or reading.fault in FAULTS


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 2019 ", 2019),
        ("٢٠١٩", 2019),
        ("0", 0),
        *((text, None) for text in ("", " ", "²", "201²", "①", "-1", "+1", "1.0", "1_000", "9" * 19, "9" * 5000)),
    ],
)
def test_a_whole_number_is_its_digits_and_nothing_else(text: str, number: int | None) -> None:
    assert whole(text) == number


def test_one_sure_decimal_point_settles_a_machine_written_column() -> None:
    got = read(column("514921.1717483634", "2454.58", "1531.9", "18141.0", "1.234"))
    assert got.style == "point"
    assert not got.needs_answer
    assert list(got.values) == [514921.1717483634, 2454.58, 1531.9, 18141.0, 1.234]


def test_a_lone_1_234_is_asked_about() -> None:
    got = read(column("744081", "1.234", "389.261"))
    assert got.style == "ambiguous"
    assert got.needs_answer
    assert list(got.ambiguous) == [3, 4]
    assert got.values[2] == 744081
    assert got.values[[3, 4]].isna().all()
    assert list(read(column("744081", "1.234"), "point").values) == [744081, 1.234]
    assert list(read(column("744081", "1.234"), "comma").values) == [744081, 1234]


def test_a_decimal_comma_is_proved_and_still_asked_about() -> None:
    texts = column("3.403,18", "0,0047", "744081", "1.234")
    got = read(texts)
    assert got.style == "comma"
    assert got.needs_answer
    assert list(got.ambiguous) == [2, 3, 5]
    answered = read(texts, "comma")
    assert not answered.needs_answer
    assert list(answered.values) == [3403.18, 0.0047, 744081, 1234]


def test_two_styles_in_one_column_are_asked_about() -> None:
    got = read(column("12.5", "0,0047", "7", "1.234"))
    assert got.style == "mixed"
    assert list(got.ambiguous) == [2, 3, 5]
    answered = read(column("12.5", "0,0047", "7"), "comma")
    assert list(answered.bad) == [2]
    assert answered.faults[2] == "style"


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234,5", "comma", 1234.5),
        ("1234,5", "comma", 1234.5),
        ("1.234.567", "comma", 1234567),
        ("1,234.5", "point", 1234.5),
        ("1,234,567", "point", 1234567),
        ("1,234", "point", 1234),
        ("1,234", "comma", 1.234),
        (f"1{NBSP}234", None, 1234),
        (f"1{NARROW}234{NARROW}567", None, 1234567),
        (f"1{THIN}234,5", "comma", 1234.5),
        ("1'234.5", None, 1234.5),
        ("1 234", None, 1234),
        ("3 461 227", None, 3461227),
        (f"{MINUS}5", None, -5),
        ("-1.5e3", None, -1500),
        ("1e3", None, 1000),
        ("1,5e3", "comma", 1500),
        ("+5", None, 5),
        (".5", None, 0.5),
        ("0.047", None, 0.047),
        ("1234.567", None, 1234.567),
        (" 5\t", None, 5),
        ("\ufeff5", None, 5),
        ("007", None, 7),
    ],
)
def test_well_formed_numbers_are_read(text: str, decimal: numerals.Decimal | None, value: float) -> None:
    assert read_one(text, decimal).value == value


def test_spaces_a_real_minus_and_parted_thousands_are_noted() -> None:
    got = read(column("5 ", f"{MINUS}5", f"1{NBSP}234", "6"))
    assert {note: list(where) for note, where in got.notes.items()} == {"spaces": [2], "minus": [3], "parted": [4]}


@pytest.mark.parametrize(
    ("text", "key", "notes"),
    [
        ("NO", "NO", ()),
        ("NE", "NE", ()),
        ("IE", "IE", ()),
        ("C", "C", ()),
        ("NO ", "NO", ("spaces",)),
        ("NE; NE", "NE", ()),
        ("NO; IE", "NO", ("keys",)),
        ("IE (II.1.1)", "IE", ()),
        ("IE is in I.2", "IE", ()),
        ("IE is under transport", "IE", ()),
        ("NE,IE,NO,C", "NE", ("keys",)),
    ],
)
def test_a_notation_key_is_kept_and_is_never_zero(text: str, key: str, notes: tuple[str, ...]) -> None:
    reading = read_one(text)
    assert (reading.key, reading.value, reading.notes) == (NotationKey(key).value, None, notes)
    got = read(column(text, "5"))
    assert math.isnan(got.values[2])
    assert got.notation[2] == key
    assert got.notation[3] is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "blank"),
        (" ", "blank"),
        ("-", "dash"),
        ("—", "dash"),
        ("n.d.", "text"),
        ("nan", "text"),
        ("RN", "text"),
        ("ne", "text"),
        ("20l9", "digits"),
        ("1_000", "text"),
        ("0x1F", "text"),
        ("9**9**9", "text"),
        ("N/A", "not-available"),
        ("NA", "not-available"),
        ("(5)", "parentheses"),
        ("(1,234.5)", "parentheses"),
        ("100 MWh", "unit-in-cell"),
        ("5 t CO2e", "unit-in-cell"),
        ("12%", "percent"),
        ("12 %", "percent"),
        ("01.02.2020", "date"),
        ("1 Feb", "date"),
        ("100m3", "unit-in-cell"),
        ("2020-02-01 00:00:00", "date"),
        ("Feb-20", "date"),
        ("1 gennaio 2020", "date"),
        ("gen-20", "date"),
        ("15 ene.", "date"),
        ("3 март 2020", "date"),
        ("15.яну.2020", "date"),
        ("=1+1", "formula"),
        ("#REF!", "error"),
        ("#N/A", "error"),
        ("inf", "out-of-range"),
        ("-Infinity", "out-of-range"),
        ("1e999", "out-of-range"),
        ("9E+308", "out-of-range"),
        ("1e-400", "out-of-range"),
        ("9" * 400, "out-of-range"),
        ("１２", "digits"),
        ("٣٤", "digits"),
        ("5²", "marked"),
        ("104(covers the metropolitan area)", "marked"),
        ("1,000 (estimated)", "marked"),
        ("104 (GWh/year)", "text"),
        ("104 (thousand tonnes)", "text"),
        ("½", "digits"),
        ("12.345.67", "grouping"),
        ("1,23,456", "grouping"),
        ("12 34", "grouping"),
        ("5.", "grouping"),
        ("1.234,567.8", "grouping"),
        ("0 123", "grouping"),
        ("1 234'567", "grouping"),
    ],
)
def test_what_is_no_number_says_why(text: str, fault: str) -> None:
    for decimal in (None, "point", "comma"):
        reading = read_one(text, decimal)
        assert (reading.value, reading.fault) == (None, fault)
    got = read(column("5", text))
    assert list(got.bad) == [3]
    assert got.faults[3] == fault
    assert FAULTS[fault].expected
    assert FAULTS[fault].fix


def test_a_missing_cell_is_a_blank_one() -> None:
    got = read(pd.Series(["5", None, pd.NA], dtype="str"))
    assert list(got.faults) == ["blank", "blank"]


def test_an_empty_column_is_read() -> None:
    got = read(pd.Series([], dtype="str"))
    assert (got.style, len(got.values), got.needs_answer) == ("plain", 0, False)


def test_a_number_and_its_unit_are_told_apart() -> None:
    assert split_unit("100 MWh") == ("100", "MWh")
    assert split_unit(f"1{NBSP}234,5 t CO2e") == (f"1{NBSP}234,5", "t CO2e")
    for text in ("100", "MWh", "20l9", "12.34.5 MWh", ""):
        assert split_unit(text) is None


def test_the_columns_of_a_file_settle_one_style() -> None:
    assert common_style(["plain", "ambiguous", "point"]) == "point"
    assert common_style(["ambiguous", "comma"]) == "comma"
    assert common_style(["point", "comma"]) == "mixed"
    assert common_style(["ambiguous", "plain"]) == "ambiguous"
    assert common_style([]) == "plain"


def test_a_million_plain_numbers_take_less_than_the_patience_of_a_reader() -> None:
    texts = pd.Series([f"{number / 100:.2f}" for number in range(1_000_000)])
    # Five floors; the bound is loose, for it shall fail only where the slow path is taken.
    with at_most(60):
        got = read(texts)
    assert got.values[123456] == 1234.56
    assert got.style == "point"


@pytest.mark.parametrize(
    "text",
    [
        "\u202e12345\u202c",
        "\u202e12345",
        "12\u202e345",
        "\u202d12\u202c",
        "\u202b1 234\u202c",
        "\u2067-5\u2069",
        "\u200f1 234",
        "-5\u200f",
        "\u061c1\u00a0234",
        "1\u00ad2",
        "1\u200b2",
        "1\u06122",
        "1\u20d22",
    ],
)
def test_a_number_that_shows_another_than_it_holds_is_none(text: str) -> None:
    assert (numerals.read_one(text).value, numerals.read_one(text).shape) == (None, "bad")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\ufeff12", 12),
        ("\u200e1234.5\u200e", 1234.5),
        ("\u200f12\u200f", 12),
        ("\u202a-5\u202c", -5),
        ("\u00a0-7.25\u00a0", -7.25),
        ("1\u202f234.5", 1234.5),
        ("\u20681 234\u2069", 1234),
    ],
)
def test_marks_that_change_nothing_of_what_is_shown_are_no_part_of_a_number(text: str, value: float) -> None:
    assert numerals.read_one(text, "point").value == value


@pytest.mark.parametrize(
    ("texts", "decimals"),
    [
        (["281.345,50", "198.112,00", "3,1"], [2, 2, 1]),
        (["281,345.50", "198112", "0.000"], [2, 0, 3]),
        (["1 234,50", "NE", "-7,0"], [2, math.nan, 1]),
        (["1.234", "198112", ""], [math.nan, math.nan, math.nan]),  # nobody knows which mark is that of decimals
    ],
)
def test_decimals_count_as_they_are_written(texts: list[str], decimals: list[float]) -> None:
    assert numerals.decimals_written(pa.array(texts)).tolist() == pytest.approx(decimals, nan_ok=True)
