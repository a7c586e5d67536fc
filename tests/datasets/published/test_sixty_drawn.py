"""Sixty statements and paces drawn at random, each worked out again from the source's own rows by other means."""

from __future__ import annotations

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from datasets.published import signatory_answers
from datasets.reference import registry

AUDITED = Path(__file__).parents[4] / "shared" / "data" / "every-signatory"
TRANSPORT = ("transport", "private_transport", "public_transport", "municipal_fleet")
KEY_SECTORS = ("municipal_buildings", "tertiary", "residential", *TRANSPORT)
pytestmark = pytest.mark.skipif(not AUDITED.is_dir(), reason="the audited tables are not on this machine")


def rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(AUDITED / name, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_sixty_answers_are_what_the_rows_of_the_sources_give() -> None:
    by_year: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
    for name in ("inventories_2019", "monitoring_2023"):
        for row in rows(f"covenant/{name}.csv.gz"):
            if row["sector"] in KEY_SECTORS and row["emissions_t"]:
                key = (row["organisation_id"], name, f"{row['inventory_id']} {row['year']}")
                by_year[key] += Fraction(row["emissions_t"])
    printed: dict[str, set[tuple[int, Fraction]]] = defaultdict(set)
    for (organisation, _name, inventory), t in by_year.items():
        printed[organisation].add((int(inventory.split()[1]), t))
    promised: dict[str, set[tuple[int, int, Fraction]]] = defaultdict(set)
    for row in rows("targets/targets.csv.gz"):
        if row["usable"] == "yes":
            share = Fraction(row["reduction"]) * (100 if row["reduction_unit"] == "fraction" else 1)
            promised[row["organisation_id"]].add((int(row["base_year"]), int(row["target_year"]), share))
    summary = {row["organisation_id"]: row["answer"] for row in rows("summary.csv.gz")}
    drawn = random.Random(41)
    by_id = {item.organisation_id: item for item in registry.signatories()}
    for answer in ("dated statement", "needed pace"):
        for organisation in drawn.sample(sorted(one for one, has in summary.items() if has == answer), 30):
            found = signatory_answers.of(by_id[organisation])
            assert found.answer == answer
            said = found.leading
            assert said is not None
            source = [one for one in promised[organisation] if one[:2] == (said.base_year, said.target_year)]
            assert any(abs(one[2] - Fraction(said.percent)) < Fraction(1, 10**6) for one in source)
            assert said.pace == pytest.approx(said.percent / (said.target_year - said.base_year))
            if found.statement is None:
                assert said.target_year >= 2030
                continue
            base, later = found.statement.base_year, found.statement.year
            ends = [[t for year, t in printed[organisation] if year == end] for end in (base, later)]
            changes = [float((b - a) / a * 100) for a in ends[0] if a for b in ends[1]]
            assert any(change == pytest.approx(found.statement.change_percent) for change in changes)
            assert said.base_year == base
