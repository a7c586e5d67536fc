"""Workbooks of these tests are read by the program that reads every workbook, but in the process of the tests: a child
for each would take more time than the tests. That it is a child which reads a file, and what becomes of it, is told by
those of ``readers``; what is recorded is read as ever (``test_corpus``)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from typing import IO

import pytest

from datasets.intake.readers import isolated
from datasets.intake.readers.limits import Limits

APART = ("readers", "test_corpus.py")


@pytest.fixture(scope="module", autouse=True)
def _read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    if any(part in APART for part in request.path.parts):
        yield
        return
    through_child, workbooks = isolated.through_child, isolated._PROGRAM

    def read(
        form: str, data: bytes, limits: Limits, take: Callable[[IO[bytes]], bool], program: str = workbooks
    ) -> None:
        if program != workbooks:
            through_child(form, data, limits, take, program)
            return
        answer = io.StringIO()
        with redirect_stdout(answer):
            isolated._answer(data, form, limits)
        assert take(io.BytesIO(answer.getvalue().encode()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolated, "through_child", read)
        yield
