"""Files of strangers are read in a child process, which may die, hang or lie without harm to the program."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_to_tuple

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from datasets.intake.readers import isolated, workbook
from datasets.intake.readers.isolated import _Answer
from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD, Limits
from tests.datasets.archives import stored, xlsx


def children() -> set[str]:
    """The numbers of the processes that this one started and that are still listed, dead ones too."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if state[1] == str(os.getpid()):
            found.add(path.parent.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed in /proc on Linux only")
def test_a_child_that_was_stopped_leaves_nothing_behind() -> None:
    before = children()
    _, problems = workbook.read(stored("kinds.xlsx"), "kinds.xlsx", Limits(10**6, 10**8, 10**6, 10**6, seconds=0.001))
    assert [problem.code for problem in problems] == ["too-slow"]
    assert children() == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the memory of a child cannot be limited")
def test_a_small_workbook_with_cells_far_from_each_other_takes_little_memory_before_it_is_refused() -> None:
    def far(book: Workbook) -> None:
        for place in ("A1", "XFD5000"):
            book.active.cell(*coordinate_to_tuple(place), 1)

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with pytest.raises(Refused, match="needs more than 256 MB of memory"):
        isolated.read(xlsx(far), "xlsx", COMMAND_LINE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert after <= max(before, 300 * 1024)  # in kB; of all children so far the largest


def test_several_threads_read_at_once_and_each_gets_its_own_file() -> None:
    names = ["kinds.xlsx", "kinds.xls", "kinds.ods", "locked.xls"] * 2
    found: dict[int, int] = {}

    def read(place: int) -> None:
        found[place] = len(workbook.read(stored(names[place]), names[place])[0])

    threads = [threading.Thread(target=read, args=(place,)) for place in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {place: 0 if name == "locked.xls" else 2 for place, name in enumerate(names)}


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        b"not json\n",
        b'{"sheet": "x"',
        b'{"whole"',
        b"[1]\n",
        b"3\n",
        b'{"problem": {"severity": "block"}}\n',
        b'{"problem": {"severity": "block", "code": "x", "found": {"template": "{a.__class__}", "many": null, '
        b'"number": 1, "values": {"a": 1}}, "expected": "", "fix": "", "choices": []}}\n',
        b"[" * 100_000 + b"\n",
        b'{"sheet":"x"}\n{"whole":true}\n',
        b'[["t"],[["a"]]]\n' * 3,
    ],
)
def test_an_answer_that_breaks_off_or_makes_no_sense_is_not_whole(lines: bytes) -> None:
    answer = _Answer(UPLOAD)
    assert not answer.take(io.BytesIO(lines))
    assert not answer.whole


def test_an_answer_that_goes_on_for_ever_is_cut() -> None:
    answer = _Answer(replace(UPLOAD, unpacked_bytes=500))
    with pytest.raises(Refused) as refused:
        answer.take(io.BytesIO(b'[["t"],[["a"]]]\n' * 1000 + b'{"whole":true}\n'))
    assert [problem.code for problem in refused.value.problems] == ["too-much-memory"]
    assert not answer.whole


def test_the_child_loads_neither_tables_nor_screen_nor_database() -> None:
    program = "import sys, datasets.intake.readers.isolated, datasets.intake.readers.spreadsheets; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"numpy", "pyarrow", "pandas", "duckdb", "streamlit", "hypothesis"} == set()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="limits are listed in /proc on Linux only")
def test_the_child_limits_itself() -> None:
    program = (
        "from datasets.intake.readers import isolated, limits\n"
        "isolated._limit(limits.UPLOAD)\n"
        "print(open('/proc/self/limits').read())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=True)
    found = {line[:26].strip(): line[26:].split()[:2] for line in done.stdout.splitlines()[1:]}
    assert found["Max address space"] == [str(UPLOAD.memory_bytes)] * 2
    assert found["Max cpu time"] == ["21", "21"]
    assert found["Max file size"] == ["0", "0"]


def test_a_child_that_cannot_make_sense_of_the_file_says_damaged() -> None:
    with pytest.raises(Refused) as refused:
        isolated.read(b"nonsense", "xls", UPLOAD)
    assert [problem.code for problem in refused.value.problems] == ["damaged"]


@pytest.mark.parametrize(
    ("name", "size", "limits", "template"),
    [
        ("kinds.xls", 2000, UPLOAD, "a damaged workbook ({detail})"),
        ("kinds.xlsx", 10**6, replace(UPLOAD, rows=1), "{rows:,} rows"),
        ("kinds.xlsx", 10**6, replace(UPLOAD, cells=1), "more than {cells:,} cells"),
    ],
)
def test_what_the_child_finds_wrong_keeps_the_memory_of_its_sentences(
    name: str, size: int, limits: Limits, template: str
) -> None:
    with pytest.raises(Refused) as refused:
        isolated.read(stored(name)[:size], name.rpartition(".")[2], limits)
    (problem,) = refused.value.problems
    assert isinstance(problem.found, Sentence)
    assert problem.found.template == template
    assert all(
        isinstance(text, Sentence)
        for text in (*problem.found.values.values(), problem.expected, problem.fix)
        if isinstance(text, str)
    )
