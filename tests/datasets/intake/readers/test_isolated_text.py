"""A long text of an upload is split by a child process: the same cells, and an answer where it takes too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from datasets.intake.readers import isolated_text
from datasets.intake.readers.limits import UPLOAD, Limits
from datasets.intake.readers.text_table import TextTable, array_of, texts_of

BY_CHILD, BY_US = replace(UPLOAD, text_bytes=0, seconds=180.0), replace(UPLOAD, text_bytes=None)
KNOWN = frozenset({"city", "year", "value"})
TEXTS = {
    "all that is told": 'Inventory\n\ncity;year;value\n"Mü""n\nchen";2019;1,5\nTurin;2\nTurin;2\n\nSource: a letter\n',
    "a quotation mark that stays open": 'city,year,value\nTurin,2019,"1\n',
}


@pytest.mark.longer("every file is read twice, once by a program of its own")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_child_tells_the_same_as_the_program_itself(text: str) -> None:
    data = text.encode("cp1252")
    (theirs, told), (ours, known) = (isolated_text.read(data, "a.txt", KNOWN, limits) for limits in (BY_CHILD, BY_US))
    assert told == known
    assert type(theirs) is type(ours)
    if isinstance(ours, TextTable) and isinstance(theirs, TextTable):
        for sheet in (theirs, ours):
            cells = [array_of(texts_of(column)).to_pylist() for column in sheet.columns]
            sheet.__dict__.update(columns=cells, rows=sheet.rows.tolist())
    assert theirs == ours
    assert isolated_text.grid(data, "a.txt", KNOWN, BY_CHILD) == isolated_text.grid(data, "a.txt", KNOWN, BY_US)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (replace(BY_CHILD, cells=1000), "too-many-cells"),
        (replace(BY_CHILD, seconds=0.05), "too-slow"),
        (replace(BY_CHILD, memory_bytes=1024**2), "too-much-memory"),
    ],
)
def test_a_text_that_takes_too_much_is_told_and_harms_nobody(limits: Limits, code: str) -> None:
    data = b"city,year,value\n" + b'Turin,2019,"1""\r"\n' * 40_000
    _, told = isolated_text.read(data, "a.csv", KNOWN, limits)
    assert [problem.code for problem in told] == [code]
