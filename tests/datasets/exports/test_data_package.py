"""The archive of all formats is a Data Package by the standard: its own library finds nothing wrong with it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from datasets.exports.all_formats import packed
from datasets.exports.holding import Holding, holding
from datasets.intake.own_files.harmless import as_written
from tests.datasets.exports.test_golden import small
from tests.effort import THOROUGH, few
from tests.samples import own_samples


def unpacked(found: Holding, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(packed(found)[0])) as archive:
        archive.extractall(folder)
    return folder / "datapackage.json"


def valid(path: Path) -> list[str]:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(path)).validate()
    return [error.message for task in report.tasks for error in task.errors] + [e.message for e in report.errors]


@pytest.mark.parametrize("city", few(("US-BOS", "IT0004", "US-FTC", "FR0009"), "IT0004", rest=THOROUGH))
def test_its_own_library_finds_nothing_wrong(city: str, tmp_path: Path) -> None:
    with own_samples() as store:
        path = unpacked(holding(store, city), tmp_path)
    assert valid(path) == []


def test_text_that_begins_like_a_formula_stays_text_and_is_read_back(tmp_path: Path) -> None:
    found = small()
    labels = ("=1+1", "+a", "-a", "@a", "=x", "x")
    rows = tuple(row._replace(label=label) for row, label in zip(found.rows, labels, strict=True))
    path = unpacked(replace(found, rows=rows), tmp_path)
    assert valid(path) == []
    text = (tmp_path / "XX0001_long.csv").read_text("utf-8-sig")
    assert all(f"'{sign}" in text for sign in labels[:4])
    written = csv.DictReader(io.StringIO(text))
    assert [as_written(row["label"]) for row in written] == list(labels)


def test_it_names_licence_sources_moment_and_the_hash_of_each_table(tmp_path: Path) -> None:
    told = json.loads(unpacked(small(), tmp_path).read_text("utf-8"))
    assert told["licenses"][0]["name"] == "notspecified"
    assert [source["title"] for source in told["sources"]] == ["A report", "A register"]
    assert told["created"] == "2026-03-01T12:00:00+00:00"
    assert {resource["path"] for resource in told["resources"]} == {path.name for path in tmp_path.glob("*.csv")}
    assert all(resource["hash"].startswith("sha256:") for resource in told["resources"])
