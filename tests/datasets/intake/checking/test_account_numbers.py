"""An account is its number, however a spreadsheet wrote it, and a cell without one is no account that cities share."""

from __future__ import annotations

import pytest

from datasets.intake.checking import account_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("777", "777"),
        (" 777.0 ", "777"),
        ("00777", "777"),
        ("50,568", "50568"),
        ("50 568", "50568"),
        ("A-17", "A-17"),
        ("7.7", "7.7"),
        ("50,56", "50,56"),
    ],
)
def test_a_number_is_known_in_every_spelling(text: str, number: str) -> None:
    assert account_numbers.number(text) == number


@pytest.mark.parametrize(
    "text", ["", "0", "0.0", "-", "—", "?", "n/a", "N/A", "NA", "none", "Not Applicable", "unknown"]
)
def test_what_says_that_there_is_none_is_no_number(text: str) -> None:
    assert account_numbers.number(text) == ""


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Torino", "Turin"),
        ("Ha Noi", "Hanoi"),
        ("София", "Sofia"),
        ("Region of Durham", "Durham"),
        ("Genova", "Genoa"),
        ("Ayuntamiento de Villena", "Villena"),
    ],
)
def test_spellings_of_one_name_are_alike(word: str, other: str) -> None:
    assert account_numbers.alike(word, [other])


@pytest.mark.parametrize(
    ("word", "other"),
    [("Alpha", "Beta"), ("City of Alpha", "City of Beta"), ("Istanbul", "Constantinople"), ("San José", "San Juan")],
)
def test_other_names_are_not(word: str, other: str) -> None:
    assert not account_numbers.alike(word, [other])
