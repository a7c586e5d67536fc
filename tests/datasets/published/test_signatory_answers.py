"""What may be said of every signatory: the counts of the audit, and no pair that fails a rule."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics.text.problems import Refused
from datasets.published import parquet_tables, signatory_answers
from datasets.reference import catalogue, registry

AUDITED = Path(__file__).parents[4] / "shared" / "data" / "every-signatory"
COUNTS = {
    "dated statement": 791,
    "needed pace": 769,
    "promised": 4062,
    "base year": 244,
    "target": 1321,
    "signatory": 4786,
    "against statistics": 53,
}
RULES = {
    "four_sectors": "r1_four_sectors",
    "three_years": "r2_three_years",
    "inhabitants": "r3_inhabitants",
    "per_head": "r4_per_head",
    "homes_and_transport": "r5_homes_and_transport",
    "factor": "r6_factor",
    "energy_per_head": "r7_energy_per_head",
    "no_collapse": "r8_no_collapse",
    "no_copy": "r9_no_copy",
    "no_doubt": "r10_no_doubt",
    "same_cells": "r11_same_cells",
    "method": "r12_method",
    "tables_agree": "r13_tables_agree",
}
PAIR = ("base_edition", "later_edition", "base_inventory", "later_inventory")


@pytest.fixture(scope="module")
def shipped() -> Iterator[duckdb.DuckDBPyConnection]:
    with parquet_tables.connected(parquet_tables.SHIPPED) as database:
        yield database


def test_the_signatories_by_answer_are_as_many_as_the_audit_counts(shipped: duckdb.DuckDBPyConnection) -> None:
    counts = dict(shipped.table("answers").aggregate("answer, count(*)").fetchall())
    assert counts | {"against statistics": len(shipped.table("answers").filter("national"))} == COUNTS


def test_the_shipped_answers_are_what_the_relation_makes_of_the_shipped_tables() -> None:
    made = duckdb.connect()
    for name in parquet_tables.COLUMNS:
        made.read_parquet(str(parquet_tables.SHIPPED / f"{name}.parquet")).create(name)
    parquet_tables.answer(made)
    for name in parquet_tables.MADE:
        assert (
            made.table(name).fetchall() == made.read_parquet(str(parquet_tables.SHIPPED / f"{name}.parquet")).fetchall()
        )


@pytest.fixture(scope="module")
def counted_again() -> Iterator[duckdb.DuckDBPyConnection]:
    """The shipped tables with what another relation, written from the words of the audit, makes of them."""
    with parquet_tables.connected(parquet_tables.SHIPPED) as database:
        people = [(item.organisation_id, item.population) for item in registry.signatories()]
        database.register("people", pd.DataFrame(people, columns=["o", "inhabitants"]))
        database.execute(Path(__file__).with_name("counted_again.sql").read_text(encoding="utf-8"))
        yield database


def test_another_relation_gives_every_signatory_the_same_answer(counted_again: duckdb.DuckDBPyConnection) -> None:
    same = counted_again.table("counted").set_alias("c")
    answers = counted_again.table("answers").set_alias("a")
    assert not same.join(answers, "a.organisation_id = c.o").filter("a.answer <> c.answer").fetchall()
    counts = counted_again.table("counted").aggregate("answer, count(*)").fetchall()
    assert dict(counts) | {"against statistics": 53} == COUNTS


def test_no_pair_that_fails_a_rule_by_that_relation_speaks(counted_again: duckdb.DuckDBPyConnection) -> None:
    rules = counted_again.table("rules").set_alias("r")
    condition = " AND ".join(f"r.{name} = j.{name}" for name in PAIR)
    both = rules.join(counted_again.table("judged").set_alias("j"), f"r.o = j.organisation_id AND {condition}")
    ours = ", ".join(f"j.{rule}" for rule in RULES)
    assert len(both) == 1974
    assert not both.filter(f"r.holds <> [{ours}]").fetchall()
    said = counted_again.table("answers").filter("later_year IS NOT NULL").set_alias("j")
    spoken = said.join(rules, f"r.o = j.organisation_id AND {condition} AND list_bool_and(r.holds)")
    assert len(spoken) == len(said)
    assert not spoken.filter("abs(r.t_base - j.t_base) > 1e-6 OR abs(r.t_later - j.t_later) > 1e-6").fetchall()


def test_a_pair_speaks_with_a_target_of_its_base_year_or_where_there_is_no_target(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    spoken = shipped.table("answers").filter("later_year IS NOT NULL").aggregate("answer, count(*)").fetchall()
    assert dict(spoken) == {"dated statement": 791, "base year": 35}
    (urbino,) = registry.matches("IT0509")  # targets of 2005, a pair of 2010 and 2016
    found = signatory_answers.of(urbino)
    assert (found.base_year, found.statement) == (2005, None)
    assert found.limit == "Whether it kept that was not published."


@pytest.mark.skipif(not AUDITED.is_dir(), reason="the audited tables are not on this machine")
def test_every_rule_of_every_pair_and_every_answer_is_that_of_the_audit(shipped: duckdb.DuckDBPyConnection) -> None:
    audited = {"header": True, "all_varchar": True}
    pairs = shipped.read_csv(str(AUDITED / "covenant" / "pairs.csv.gz"), **audited)
    same = "p.organisation_id = j.organisation_id AND base_table = base_edition AND later_table = later_edition"
    both = shipped.table("judged").set_alias("j").join(pairs.set_alias("p"), same)
    differing = {ours: len(both.filter(f"j.{ours} <> (p.{theirs} = 'yes')")) for ours, theirs in RULES.items()}
    assert len(pairs) == len(shipped.table("judged")) == 1974
    # Of one pair, which fails three other rules, the audit counts a sector less as a copy.
    assert differing == dict.fromkeys(RULES, 0) | {"no_copy": 1}
    summary = shipped.read_csv(str(AUDITED / "summary.csv.gz"), **audited)
    summary.create_view("summary")
    assert not shipped.sql(
        "SELECT * FROM summary s JOIN answers a USING (organisation_id) WHERE a.answer <> s.answer OR"
        " (s.answer = 'dated statement' AND (a.base_year <> s.statement_base OR a.later_year <> s.statement_later))"
    ).fetchall()


def test_the_tables_are_small_and_as_long_as_their_description_says(shipped: duckdb.DuckDBPyConnection) -> None:
    described = json.loads((catalogue.SHIPPED / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    (told,) = (one for one in described if one["name"] == "published_figures")
    rows = {Path(part["path"]).stem: part["rows"] for part in told["parts"]}
    assert rows == {name: len(shipped.table(name)) for name in (*parquet_tables.COLUMNS, *parquet_tables.MADE)}
    assert sum(path.stat().st_size for path in parquet_tables.SHIPPED.iterdir()) <= 5_000_000
    assert all(catalogue.citation(key) for part in told["parts"] for key in part["sources"])


def test_sweden_does_not_ship(shipped: duckdb.DuckDBPyConnection) -> None:
    assert shipped.execute("SELECT DISTINCT source FROM series").fetchall() == [("uk",)]


SAID = {
    "IT0017": "Padova promised to cut 2.2 % of its 2005 level a year to 2030",
    "AT0013": "In 2014 Laxenburg reported 8 % less than in 2008",
    "GB0005": "Statistics put Leeds 45 % below 2005 in 2020",
    "IT0004": "In 2017 Torino reported 34 % less than in 1991",
}


@pytest.mark.parametrize(("city", "sentence"), SAID.items())
def test_each_answer_speaks_of_a_year_that_is_past(city: str, sentence: str) -> None:
    (item,) = registry.matches(city)
    assert signatory_answers.of(item).sentence == sentence


def test_a_comparison_that_is_forbidden_says_by_which_rule() -> None:
    (padova,) = registry.matches("IT0017")
    told = signatory_answers.of(padova).as_dict()
    assert told["published_by_others"]
    assert told["statement"] is None
    assert told["not_compared"]["because"]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return Path(shutil.copytree(parquet_tables.SHIPPED, tmp_path / "published"))


def test_a_cut_table_and_one_without_a_column_are_told_by_their_name(broken: Path) -> None:
    cells = broken / "cells.parquet"
    cells.write_bytes(cells.read_bytes()[:5000])
    with pytest.raises(Refused, match=r"nothing that can be read.*cells\.parquet"):
        parquet_tables.connected(broken)
    duckdb.sql("SELECT organisation_id FROM range(3) t(organisation_id)").write_parquet(str(cells))
    with pytest.raises(Refused, match="no column edition"):
        parquet_tables.connected(broken)


def test_every_answer_can_be_said_of_every_signatory_that_has_it() -> None:
    seen = set()
    for item in registry.signatories()[::97]:
        told = signatory_answers.of(item)
        seen.add(told.answer)
        words = f" {told.sentence} {told.limit} "
        assert not any(word in words for word in (" on track", " ahead", " behind", " None ", " nan ")), words
    assert seen == set(COUNTS) - {"against statistics"}
