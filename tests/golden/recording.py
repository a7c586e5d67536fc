"""A plugin of pytest that writes down what tests give to the program as files, for the corpus.

``pytest -p tests.golden.recording --recorded FOLDER tests/datasets`` leaves a file of JSON lines for each worker, which
``python -m tests.golden --corpus FOLDER`` joins. What comes of them is worked out by the part ``statements``;
files of inventories have a corpus of their own (``tests.datasets.intake.corpus``).
"""

from __future__ import annotations

import functools
import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from datasets.city import figure_tables, pair_table, stated_files
from datasets.intake.plans import listing
from datasets.store import Reader, Store
from tests.golden.corpus import LARGEST, Given, line

OF_A_TEST = 40
"""A property test gives thousands of files that differ in a letter: the first ones are enough."""


class Recorder:
    """Keeps each input once, as a line."""

    def __init__(self) -> None:
        self.lines: dict[str, None] = {}
        self._of_test = Counter[str]()

    def keep(self, given: Given) -> None:
        """Write down one input, unless it is known, large, or one of many of a test."""
        test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
        if len(given.data) <= LARGEST and self._of_test[test] < OF_A_TEST:
            known = len(self.lines)
            self.lines[line(given)] = None
            self._of_test[test] += len(self.lines) - known


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the lines are left."""
    parser.addoption("--recorded", type=Path, required=True, metavar="FOLDER")


def pytest_configure(config: pytest.Config) -> None:
    """Stand between the tests and what takes files in."""
    recorder = Recorder()
    config.stash[_KEPT] = recorder

    statements, merged = stated_files.read, figure_tables.FigureTable.merged
    pairs, actions = pair_table.from_table, listing.draft

    @functools.wraps(statements)
    def stated(reader: Reader, data: bytes, name: str, city_id: str | None = None) -> Any:
        recorder.keep(Given("statements", data, name, city_id or ""))
        return statements(reader, data, name, city_id)

    @functools.wraps(merged)
    def edited(table: figure_tables.FigureTable, data: bytes, name: str) -> Any:
        recorder.keep(Given(f"figures {table.name}", data, name))
        return merged(table, data, name)

    @functools.wraps(pairs)
    def paired(data: bytes, name: str, speaker: pair_table.Speaker) -> Any:
        recorder.keep(Given("pairs", data, name, speaker.city.city_id))
        return pairs(data, name, speaker)

    @functools.wraps(actions)
    def listed(
        store: Store,
        data: bytes,
        name: str,
        city: str,
        answers: Mapping[str, str] | None = None,
        *more: Any,
        **named: Any,
    ) -> Any:
        recorder.keep(Given("actions", data, name, city, dict(answers or {})))
        return actions(store, data, name, city, answers, *more, **named)

    stated_files.read, listing.draft = stated, listed
    figure_tables.FigureTable.merged = edited  # type: ignore[method-assign]
    pair_table.from_table = paired


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the lines of this worker."""
    folder: Path = config.getoption("--recorded")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(list(config.stash[_KEPT].lines))
    (folder / f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.json").write_text(text, encoding="utf-8")


_KEPT = pytest.StashKey[Recorder]()
