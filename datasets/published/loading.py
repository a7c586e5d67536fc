"""Newer tables of others take the place of those that ship, for this installation: whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from analytics.text.problems import Problem, Refused
from datasets.published import parquet_tables
from datasets.reference import registry

WORKBOOKS = ("df1_Signatories", "df2_Action_Plans", "df3_Monitoring")
"""How the names of the three workbooks of the JRC begin."""
SHEETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "signatories": ("df1_Signatories", ("organisation_id", "organisation_name")),
    "plans": ("df2_Action_Plans", ("organisation_id", "action_plan_id")),
    "targets": ("df2_Action_Plans", ("action_plan_id", "co2_target_*", "base_year_*", "reduction_type_*")),
    "base": (
        "df2_Action_Plans",
        (
            *("action_plan_id", "inventory_year", "population_in_the_inventory_year", "aggregated_sector"),
            *("aggregated_carrier", "energy_measure", "emission_measure"),
        ),
    ),
    "reports": ("df3_Monitoring", ("organisation_id", "monitoring_report_id")),
    "later": (
        "df3_Monitoring",
        (
            *("monitoring_report_id", "inventory_year", "population_in_the_inventory_year", "aggregated_sector"),
            *("aggregated_carrier", "energy_measure", "emission_measure"),
        ),
    ),
}
"""What is read of them: each sheet is known by its columns, since their names change from release to release."""
SECTORS: Sequence[tuple[str, str]] = (
    ("municipal fleet", "municipal_fleet"),
    ("municipal buildings", "municipal_buildings"),
    ("tertiary", "tertiary"),
    ("institutional", "tertiary"),
    ("residential", "residential"),
    ("public transport", "public_transport"),
    ("private and commercial transport", "private_transport"),
    ("transport", "transport"),
    ("non-ets", "industry_non_ets"),
    ("ets", "industry_ets"),
    ("agriculture", "agriculture"),
    ("wastewater", "wastewater"),
    ("waste", "solid_waste"),
    ("buildings", "buildings"),
)
CARRIERS = {
    "Electricity": "electricity",
    "District heating and cooling": "heat_cold",
    "Fossil fuels": "fossil",
    "Renewable fuels": "renewable",
    "Non-energy related emissions": "non_energy",
}
MISSING = ("", "-", "null", "NA")
SHIPPED_EDITION = "2023"
NEWEST = 2100
_RELEASE = re.compile(r"20[0-9]{2}")
SERIES = {"sweden": ("municipality", "emissions_t", 0.001), "uk": ("authority", "emissions_kt_co2", 1.0)}
"""Of each national file the column of names, that of amounts, and how many kt one of them is."""


def load_release(folder: Path, edition: str | None = None) -> dict[str, Any]:
    """Take in the three workbooks of the JRC that lie in a folder; what is new, changed and gone by answer.

    ``edition`` is the year of the release where the workbooks do not say it. Raises Refused with every problem, and
    then nothing is taken.
    """
    paths = {name: next(iter(sorted(folder.glob(f"{name}*.xlsx"))), None) for name in WORKBOOKS}
    if lacking := [name for name, path in paths.items() if path is None]:
        there = ", ".join(sorted(path.name for path in folder.glob("*"))[:5]) if folder.is_dir() else ""
        found = _said("without {files}", files=", ".join(lacking)) if there else _said("no such files")
        _refuse("published-files", found, _said("{files} in one folder", files=", ".join(WORKBOOKS)))
    books = {name: _opened(path) for name, path in paths.items() if path is not None}
    year = edition or _edition(books)
    if year is None or not _RELEASE.fullmatch(year):
        _refuse("published-edition", _said("no year of the release"), _said("the year of the release: --edition"))
    (newest,) = parquet_tables.rows("SELECT max(edition) AS edition FROM inventories")
    if year <= SHIPPED_EDITION or year < newest["edition"]:
        newer = _said("a release after {edition}", edition=newest["edition"])
        _refuse("published-older", _said("the release of {edition}", edition=year), newer)
    sheets = {name: _sheet(name, books) for name in SHEETS}
    _insist_on_one_name(sheets["signatories"])
    targets, left_out = _targets(sheets["targets"], sheets["plans"], year)
    cells, inventories = _inventories(sheets, year)
    database = parquet_tables.loaded()
    before = _answers(database)
    database.execute("DELETE FROM cells WHERE edition > '2019'")
    database.execute("DELETE FROM inventories WHERE edition > '2019'")
    database.execute("DELETE FROM pairs_read WHERE later_edition > '2019'")
    database.execute("DELETE FROM targets WHERE source = 'jrc-plans'")
    for table, frame in (("cells", cells), ("inventories", inventories), ("targets", targets)):
        database.register("brought", frame)
        database.execute(_INSERT[table])
        database.unregister("brought")
    return _written(database, before) | {"edition": year, "targets_left_out": left_out}


_INSERT = {
    "cells": "INSERT INTO cells BY NAME SELECT * FROM brought",
    "inventories": "INSERT INTO inventories BY NAME SELECT * FROM brought",
    "targets": "INSERT INTO targets BY NAME SELECT * FROM brought",
    "series": "INSERT INTO series BY NAME SELECT * FROM brought",
}


def load_national(source: str, file: Path) -> dict[str, Any]:
    """Take in the table of a national series (``sweden`` or ``uk``): what it holds takes the place of the former one.

    Municipalities are found in the register by the id that the file gives, otherwise by the very letters of their
    name: Habo is not Håbo. Raises Refused, and then nothing is taken.
    """
    name, amount, kt = SERIES[source]
    try:
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    except (OSError, UnicodeError, ValueError, EOFError) as fault:
        raise Refused(
            _problem("published-file", _said("nothing that can be read"), _said("a table as CSV"), file.name)
        ) from fault
    if lacking := [column for column in (name, "year", "sector", amount) if column not in rows.columns]:
        found = _said("no column {column}", column=", ".join(lacking))
        _refuse(
            "published-column",
            found,
            _said("the columns {columns}", columns=f"{name}, year, sector, {amount}"),
            file.name,
        )
    numbers = pd.to_numeric(rows[amount].where(~rows[amount].isin(MISSING)), errors="coerce")
    wrong = rows[numbers.isna() & ~rows[amount].isin(MISSING)]
    if len(wrong):
        _refuse(
            "published-amount",
            f'"{wrong[amount].iloc[0][:40]}"',
            _said("an amount"),
            file.name,
            int(wrong.index[0]) + 2,
        )
    rows = rows.assign(kt=numbers * kt).dropna(subset=["kt"])
    code = "SE" if source == "sweden" else "GB"
    known = {
        item.name.casefold(): item.organisation_id
        for item in registry.signatories()
        if item.country_code == code and not item.group
    }
    given = rows["organisation_id"] if "organisation_id" in rows.columns else pd.Series("", rows.index)
    rows = rows.assign(organisation=given.where(given != "", rows[name].str.casefold().map(known)))
    rows = rows[rows["organisation"].notna()]
    if rows.empty:
        _refuse(
            "published-unknown",
            _said("no signatory of the register"),
            _said("municipalities by their names"),
            file.name,
        )
    frame = pd.DataFrame(
        {
            "organisation_id": rows["organisation"],
            "source": source,
            "area": rows[name],
            "year": rows["year"].astype(int),
            "sector": rows["sector"],
            "carrier": rows["carrier"] if "carrier" in rows.columns else "",
            "emissions_kt": rows["kt"],
            "inhabitants": None,
            "source_row": rows.index + 2,
        }
    )
    database = parquet_tables.loaded()
    before = _answers(database)
    database.execute("DELETE FROM series WHERE source = ?", [source])
    database.register("brought", frame)
    database.execute(_INSERT["series"])
    return _written(database, before) | {"signatories": int(rows["organisation"].nunique())}


def _written(database: duckdb.DuckDBPyConnection, before: Mapping[str, str]) -> dict[str, Any]:
    """Make the answers anew and put all of it in its place; by how many signatories the answers differ."""
    parquet_tables.answer(database)
    after = _answers(database)
    target = parquet_tables.loaded_folder()
    if target is None:
        _refuse("published-nowhere", _said("a database in memory"), _said("a database in a file"))
    parquet_tables.write(database, target)
    return {
        "changed": sum(after[one] != answer for one, answer in before.items() if one in after),
        "answers": {answer: list(after.values()).count(answer) for answer in sorted(set(after.values()))},
    }


def _answers(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = database.table("answers").select("organisation_id, answer, national").fetchall()
    return {one: f"{answer}, statistics" if national else answer for one, answer, national in rows}


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as fault:
        found, expected = _said("nothing that can be read"), _said("a workbook of the JRC")
        raise Refused(_problem("published-file", found, expected, path.name)) from fault


def _edition(books: Mapping[str, CalamineWorkbook]) -> str | None:
    """The year of the release as the sheets about the data say it."""
    for book in books.values():
        for name in book.sheet_names:
            if "metadata" in name.casefold() or "readme" in name.casefold():
                text = " ".join(str(cell) for row in book.get_sheet_by_name(name).to_python(nrows=60) for cell in row)
                said = [year for line in re.findall(r"[Rr]elease[^.]{0,60}", text) for year in _RELEASE.findall(line)]
                if said:
                    return str(max(said))
    return None


def _sheet(wanted: str, books: Mapping[str, CalamineWorkbook]) -> pd.DataFrame:
    """The sheet that holds the columns that are wanted, as text."""
    file, columns = SHEETS[wanted]
    book, nearest = books[file], list(columns)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).iter_rows()
        head = [str(cell).strip() for cell in next(rows, [])]
        missing = [column for column in columns if not any(_fits(one, column) for one in head)]
        if not missing:
            used = [place for place, one in enumerate(head) if any(_fits(one, column) for column in columns)]
            held = [[_plain(row[place]) for place in used] for row in rows]
            return pd.DataFrame(held, columns=[head[place] for place in used], dtype=object)
        nearest = min(nearest, missing, key=len)
    found = _said("no column {column}", column=", ".join(nearest))
    _refuse("published-column", found, _said("the columns {columns}", columns=", ".join(columns)), file)


def _fits(head: str, column: str) -> bool:
    return head.startswith(column[:-1]) if column.endswith("*") else head == column


def _plain(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return "" if text in MISSING else text


def _insist_on_one_name(signatories: pd.DataFrame) -> None:
    names = signatories.groupby("organisation_id")["organisation_name"].nunique()
    twice = names[names > 1]
    if len(twice):
        found = _said("two organisations of the id {id}", id=str(twice.index[0]))
        _refuse("published-twice", found, _said("one organisation for each id"), WORKBOOKS[0])


def _number(values: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_numeric(values.replace("", None), errors="coerce")


def _targets(targets: pd.DataFrame, plans: pd.DataFrame, edition: str) -> tuple[pd.DataFrame, int]:
    """The targets that may be used: absolute, with a base year, above 0 and to 100 per cent, not above 60 by 2020, and
    alike in all plans of a signatory; and how many were left out."""
    owners = dict(zip(plans["action_plan_id"], plans["organisation_id"], strict=True))
    made = []
    for column in (one for one in targets.columns if one.startswith("co2_target_")):
        kind = column.removeprefix("co2_target_")
        year = next(iter(re.findall(r"20[0-9]{2}", kind)), None)
        beside = [f"base_year_{kind}", f"reduction_type_{kind}"]
        if year is None or not set(beside) <= set(targets.columns):
            continue
        printed = _number(targets[column])
        percent = printed if printed.median() > 1 else printed * 100  # one release prints fractions, another per cent
        made.append(
            pd.DataFrame(
                {
                    "organisation_id": targets["action_plan_id"].map(owners),
                    "source": "jrc-plans",
                    "edition": edition,
                    "plan_id": targets["action_plan_id"],
                    "kind": kind,
                    "base_year": _number(targets[beside[0]]),
                    "target_year": int(year),
                    "reduction_percent": percent.round(6),
                    "source_row": targets.index + 2,
                    "type": targets[beside[1]],
                }
            )
        )
    every = pd.concat(made).dropna(subset=["organisation_id", "reduction_percent"]) if made else pd.DataFrame()
    if every.empty:
        _refuse("published-targets", _said("no target"), _said("targets of action plans"), WORKBOOKS[1])
    percent = every["reduction_percent"]
    fits = (percent > 0) & (percent <= 100) & every["base_year"].notna() & (every["type"] == "absolute")
    fits &= ~((every["target_year"] == 2020) & (percent > 60)) & (every["base_year"] < every["target_year"])
    usable = every[fits]
    apart = usable.groupby(["organisation_id", "target_year"])["reduction_percent"].transform(
        lambda x: x.max() - x.min()
    )
    bases = usable.groupby(["organisation_id", "target_year"])["base_year"].transform("nunique")
    usable = usable[(apart <= 0.6) & (bases == 1)].drop(columns="type").astype({"base_year": int})
    return usable, len(every) - len(usable)


def _inventories(sheets: Mapping[str, pd.DataFrame], edition: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells of base and later inventories, and one row for each inventory."""
    owners = {
        "base": dict(zip(sheets["plans"]["action_plan_id"], sheets["plans"]["organisation_id"], strict=True)),
        "later": dict(
            zip(sheets["reports"]["monitoring_report_id"], sheets["reports"]["organisation_id"], strict=True)
        ),
    }
    parts = []
    for name, column in (("base", "action_plan_id"), ("later", "monitoring_report_id")):
        rows = sheets[name]
        words = rows["aggregated_sector"].str.casefold()
        parts.append(
            pd.DataFrame(
                {
                    "organisation_id": rows[column].map(owners[name]),
                    "edition": edition,
                    "report": name + rows[column].astype(str),
                    "sector": [next((code for part, code in SECTORS if part in word), "other") for word in words],
                    "carrier": rows["aggregated_carrier"].map(CARRIERS).fillna("fossil"),
                    "energy_mwh": _number(rows["energy_measure"]),
                    "emissions_t": _number(rows["emission_measure"]),
                    "source_row": rows.index + 2,
                    "baseline": name == "base",
                    "year": _number(rows["inventory_year"]),
                    "inhabitants": _number(rows["population_in_the_inventory_year"]),
                }
            )
        )
    every = pd.concat(parts).dropna(subset=["organisation_id", "year"])
    if not every["year"].between(1990, NEWEST).all():
        _refuse("published-year", _said("an inventory of an impossible year"), _said("a year from 1990 on"))
    every["inventory_id"] = every.groupby(["organisation_id", "report", "year"]).ngroup() + 1
    one = every.groupby("inventory_id").first().reset_index()
    about = one[["organisation_id", "edition", "inventory_id", "baseline", "year", "inhabitants"]].assign(
        gas=None, approach=None, doubts=None
    )
    cells = [
        "organisation_id",
        "edition",
        "inventory_id",
        "sector",
        "carrier",
        "energy_mwh",
        "emissions_t",
        "source_row",
    ]
    return every[cells], about.astype({"year": int})


def _said(template: str, **values: object) -> str:
    """What stands in a terminal alone, and is said in English."""
    return template.format(**values)


def _problem(code: str, found: str, expected: str, file: str = "", row: int | None = None) -> Problem:
    fix = _said("Nothing was taken over. Correct the file, then load it again.")
    return Problem("block", code, found, expected, fix, sheet=file or None, row=row)


def _refuse(code: str, found: str, expected: str, file: str = "", row: int | None = None) -> NoReturn:
    raise Refused(_problem(code, found, expected, file, row))
