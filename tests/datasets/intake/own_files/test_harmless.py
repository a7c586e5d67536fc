"""Text in a CSV file is no formula, whatever mark parts its cells, and comes back as it was."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.intake.own_files.harmless import FORMULA_STARTS, as_written, harmless, table
from tests.effort import examples

SEPARATORS = {",": 44, ";": 59, "\t": 9, "|": 124, " ": 32, ":": 58}
"""The marks that a spreadsheet program parts cells by, with the numbers by which LibreOffice names them."""
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    "  =1+1",
    '"=1+1',
    "\u00a0=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x";"y")',
    '=DDE("soffice";"x";"A1")',
    "-2+3+cmd|' /C calc'!A0",
    "'=1+1",
)
HOSTILE = [
    *FORMULAS,
    *(
        f"a{mark}{formula}"
        for mark in (*SEPARATORS, "\n", "\r\n", '"', '";"', '","', "; ", ", '")
        for formula in FORMULAS
    ),
]


def calc() -> bool:
    """Whether LibreOffice is here with its spreadsheets: with its slides alone it reads no CSV file."""
    found = shutil.which("soffice")
    return found is not None and shutil.which("scalc", path=Path(found).resolve().parent) is not None


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1", "'=1"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-x", "'-x"),
        ("a;=1", "a;'=1"),
        ("a =1", "a '=1"),
        ("a: - b", "a: '- b"),
        ("\uff1d1", "'\uff1d1"),
        ('say "=1"', 'say "\'=1"'),
        ("-5.25", "-5.25"),
        ("+3", "+3"),
        ("-1e-09", "-1e-09"),
        ("a=1", "a=1"),
        ("CO2-eq", "CO2-eq"),
        ("Homes - flats", "Homes - flats"),
        ("at -5 degrees", "at -5 degrees"),
        ("by +10% a year", "by +10% a year"),
        ("a +10%*A1", "a '+10%*A1"),
        ("L'Aquila", "L'Aquila"),
        ("'a", "'a"),
    ],
)
def test_csv_text_is_made_harmless_and_numbers_are_left_alone(text: str, safe: str) -> None:
    assert harmless(text) == safe


@examples(4)
@given(st.text("'=+-@\t\r\n x1.,;|:\"\uff1d\u00a0", max_size=12))
def test_a_text_made_harmless_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert as_written(harmless(text)) == text
    assert not alive(table([["name", text, "end"]]))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_with_the_sign_of_a_formula_whatever_parts_the_cells(text: str) -> None:
    rows = [["head", text], [text, "a"], ["a", text], [-5.0, "a", text], ["", 7, text], [f"# Source: {text}"]]
    assert not alive(table(rows))
    assert as_written(harmless(text)) == text


@pytest.mark.skipif(not calc(), reason="LibreOffice Calc is not on the path")
@pytest.mark.parametrize(
    "marks",
    [
        "".join(SEPARATORS),
        *(pytest.param(mark, marks=pytest.mark.longer("LibreOffice is started for each")) for mark in SEPARATORS),
    ],
)
def test_libreoffice_evaluates_nothing_of_what_we_write_and_keeps_numbers(tmp_path: Path, marks: str) -> None:
    hostile = [["head", text, -5.25, text] for text in HOSTILE] + [[text, -1.5] for text in HOSTILE]
    files = {"bare": b"a,=1+1\r\na;=1+1\r\na\t=1+1\r\na|=1+1\r\na =1+1\r\na:=1+1\r\n", "ours": table(hostile)}
    found = evaluated(tmp_path, files, "/".join(str(SEPARATORS[mark]) for mark in marks))
    assert found["bare"][0] == ["of:=1+1"] * len(marks), "what is not made harmless is evaluated here"
    assert found["ours"][0] == []
    if marks == ",":
        numbers = found["ours"][1]
        assert (numbers.count(-5.25), numbers.count(-1.5)) == (len(HOSTILE), len(HOSTILE))


def alive(content: bytes) -> list[tuple[str, str]]:
    """The cells that begin with a sign of a formula and are no number, by the mark that parts them: as a program reads
    them that knows quotation marks, and as one that does not."""
    text = content.decode("utf-8-sig")
    found = []
    for mark in SEPARATORS:
        quoted = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in line]
        bare = re.split(f"[{re.escape(mark)}\r\n]", text)
        found += [(mark, cell) for cell in (*quoted, *bare) if _live(cell)]
    return found


def _live(cell: str) -> bool:
    begun = cell.lstrip(' \u00a0"\n')
    if not begun.startswith(FORMULA_STARTS):
        return False
    # A line of numbers, a dash between words, or tabs and line ends alone do nothing.
    return not re.fullmatch(r"[-+0-9.,eE\s\"]*|[+-]?[0-9.]+[,\s\"].*", begun, re.DOTALL) or "|" in begun or "(" in begun


def evaluated(folder: Path, files: dict[str, bytes], separators: str) -> dict[str, tuple[list[str], list[float]]]:
    """The formulas and the numbers that LibreOffice finds in texts when it evaluates what looks like a formula."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "ods",
            f"--infilter=CSV:{separators},34,76,1,,0,false,true,false,false,false,-1,true",
            "--outdir",
            folder,
            *(folder / f"{name}.csv" for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    found = {}
    for name in files:
        with zipfile.ZipFile(folder / f"{name}.ods") as packed:
            sheet = packed.read("content.xml").decode()
        numbers = re.findall(r'office:value-type="float"[^>]*office:value="([^"]*)"', sheet)
        found[name] = re.findall(r'table:formula="([^"]*)"', sheet), [*map(float, numbers)]
    return found
