"""Newer tables of others take the place of those that ship, for this installation: whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from analytics.text.problems import Problem, Refused, block
from datasets.published import parquet_tables
from datasets.reference import registry

_FIGURES = (
    *("inventory_year", "population_in_the_inventory_year", "aggregated_sector", "aggregated_carrier"),
    *("energy_measure", "emission_measure"),
)
SHEETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "signatories": ("df1_Signatories", ("organisation_id", "organisation_name")),
    "plans": ("df2_Action_Plans", ("organisation_id", "action_plan_id")),
    "targets": ("df2_Action_Plans", ("action_plan_id", "co2_target_*", "base_year_*", "reduction_type_*")),
    "base": ("df2_Action_Plans", ("action_plan_id", *_FIGURES)),
    "reports": ("df3_Monitoring", ("organisation_id", "monitoring_report_id")),
    "later": ("df3_Monitoring", ("monitoring_report_id", *_FIGURES)),
}
"""What is read of them: each sheet is known by its columns, since their names change from release to release."""
RELATIONS = Path(__file__).parent
MISSING = ("", "-", "null", "NA")
BATCH = 50_000
"""Rows of a sheet that are texts at a time: a whole one of a release would take a GB."""
_RELEASE = re.compile(r"20[0-9]{2}")
SERIES = {
    "sweden": ("SE", "municipality", "emissions_t", 0.001, "SMHI, Nationella emissionsdatabasen"),
    "uk": ("GB", "authority_code", "emissions_kt_co2", 1, "UK local authority emissions"),
}
"""Of each national file its country, the column of names, that of amounts, how many kt one of them is, and who
publishes it."""


def load_release(folder: Path, edition: str | None = None) -> dict[str, Any]:
    """Take in the three workbooks of the JRC that lie in a folder; what is new, changed and gone.

    ``edition`` is the year of the release where the workbooks do not say it. Raises Refused with every problem, and
    then nothing is taken.
    """
    paths = {name: next(iter(sorted(folder.glob(f"{name}*.xlsx"))), None) for name in registry.WORKBOOKS}
    if lacking := [name for name, path in paths.items() if path is None]:
        there = folder.is_dir() and any(folder.iterdir())
        found = f"without {', '.join(lacking)}" if there else "no such files"
        _refuse("published-files", found, f"{', '.join(registry.WORKBOOKS)} in one folder")
    books = {name: _opened(path) for name, path in paths.items() if path is not None}
    year = edition or _edition(books)
    if year is None or not _RELEASE.fullmatch(year):
        _refuse("published-edition", "no year of the release", "the year of the release: --edition")
    database = parquet_tables.loaded()
    ((newest,),) = database.table("inventories").max("edition").fetchall()
    if year <= parquet_tables.SHIPPED_EDITION or year < newest:
        _refuse("published-older", f"the release of {year}", f"a release after {newest}")
    for name in SHEETS:
        _sheet(database, name, books)
    _read(database, "release", {"edition": year})
    (differing,) = _lines(database, "differing")
    return _taken(database, "release") | {"edition": year} | differing


def load_national(source: str, file: Path) -> dict[str, Any]:
    """Take in the table of a national series (``sweden`` or ``uk``): what it holds takes the place of the former one.

    Municipalities are found in the register by the id that the file gives, otherwise by the very letters of their
    name: Habo is not Håbo. Raises Refused, and then nothing is taken.
    """
    country, name, amount, kt, publisher = SERIES[source]
    database = parquet_tables.loaded()
    try:
        table = database.read_csv(str(file), header=True, all_varchar=True, na_values=list(MISSING))
        if lacking := [column for column in (name, "year", "sector", amount) if column not in table.columns]:
            expected = f"the columns {name}, year, sector, {amount}"
            _refuse("published-column", f"no column {', '.join(lacking)}", expected, file.name)
        names = {"area": name, "amount": amount, "given": "organisation_id"}
        missing, columns = duckdb.ConstantExpression(None), []
        for ours in ("area", "year", "sector", "amount", "given", "carrier", "sector_word"):
            theirs = names.get(ours, ours)
            columns.append((duckdb.ColumnExpression(theirs) if theirs in table.columns else missing).alias(ours))
        table.select(*columns).create("file")
    except duckdb.Error as fault:
        raise Refused(_problem("published-file", "nothing that can be read", "a table as CSV", file.name)) from fault
    _read(database, "national", {"source": f"{publisher}, {file.name}", "country": country, "kt": kt}, file.name)
    number = len(database.table("brought").select("organisation_id").filter("organisation_id IS NOT NULL").distinct())
    return _taken(database, "national") | {"signatories": number}


def _read(database: duckdb.DuckDBPyConnection, relation: str, variables: Mapping[str, Any], file: str = "") -> None:
    """Make of the files what the tables hold, by a relation beside this file; the first fault that it finds refuses."""
    database.register("told", pd.DataFrame([variables]))
    database.execute(RELATIONS.joinpath(f"{relation}.sql").read_text(encoding="utf-8"))
    for said in _lines(database, "faults"):
        _refuse("published-content", said["found"][:80], said["expected"], said.get("file", file), said["source_row"])


def _lines(database: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    found = database.table(name).limit(1)
    return [dict(zip(found.columns, line, strict=True)) for line in found.fetchall()]


def _taken(database: duckdb.DuckDBPyConnection, relation: str) -> dict[str, Any]:
    """Put what was read in its place and make the answers anew; of how many signatories they are new, changed, gone."""
    before = _answers(database)
    database.execute(RELATIONS.joinpath(f"{relation}_taken.sql").read_text(encoding="utf-8"))
    parquet_tables.answer(database)
    after = _answers(database)
    target = parquet_tables.loaded_folder()
    if target is None:
        _refuse("published-nowhere", "a database in memory", "a database in a file")
    parquet_tables.write(database, target)
    joined = {"before": before, "after": after}
    known = {when: {one for one, said in answers.items() if said != "signatory"} for when, answers in joined.items()}
    return {
        "new": len(known["after"] - known["before"]),
        "changed": sum(after.get(one) != said for one, said in before.items()),
        "gone": len(known["before"] - known["after"]),
        "answers": {answer: list(after.values()).count(answer) for answer in sorted(set(after.values()))},
    }


def _answers(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    asked = "SELECT organisation_id, answer || CASE WHEN national THEN ', statistics' ELSE '' END FROM answers"
    return dict(database.execute(asked).fetchall())


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as fault:
        problem = _problem("published-file", "nothing that can be read", "a workbook of the JRC", path.name)
        raise Refused(problem) from fault


def _edition(books: Mapping[str, CalamineWorkbook]) -> str | None:
    """The year of the release as the sheets about the data say it."""
    for book in books.values():
        for name in book.sheet_names:
            if "metadata" in name.casefold() or "readme" in name.casefold():
                text = " ".join(str(cell) for row in book.get_sheet_by_name(name).to_python(nrows=60) for cell in row)
                if said := re.findall(r"[Rr]elease[^.]{0,60}?(20[0-9]{2})", text):
                    return str(max(said))
    return None


def _sheet(database: duckdb.DuckDBPyConnection, wanted: str, books: Mapping[str, CalamineWorkbook]) -> None:
    """Put the sheet that holds the columns that are wanted into a table, as text with the row of each line."""
    file, columns = SHEETS[wanted]
    pattern = re.compile("|".join(column.replace("*", ".+") for column in columns))
    nearest = list(columns)
    for name in books[file].sheet_names:
        rows = books[file].get_sheet_by_name(name).iter_rows()
        head = [str(cell).strip() for cell in next(rows, [])]
        missing = [
            column for column in columns if not any(re.fullmatch(column.replace("*", ".+"), one) for one in head)
        ]
        if not missing:
            used = {one: place for place, one in enumerate(head) if pattern.fullmatch(one)}
            first, held = 2, [[_plain(row[place]) for place in used.values()] for row in islice(rows, BATCH)]
            table = database.from_df(_texts(held, used, first))
            table.create(f"sheet_{wanted}")
            while held:
                first += len(held)
                held = [[_plain(row[place]) for place in used.values()] for row in islice(rows, BATCH)]
                database.from_df(_texts(held, used, first)).insert_into(f"sheet_{wanted}")
            return
        nearest = min(nearest, missing, key=len)
    _refuse("published-column", f"no column {', '.join(nearest)}", f"the columns {', '.join(columns)}", file)


def _texts(held: list[list[str | None]], columns: Iterable[str], first: int) -> pd.DataFrame:
    return pd.DataFrame(held, columns=list(columns), dtype="str").assign(source_row=range(first, first + len(held)))


def _plain(cell: object) -> str | None:
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    return None if text in MISSING else text


def _problem(code: str, found: str, expected: str, file: str = "", row: int | None = None) -> Problem:
    fix = "Nothing was taken over. Correct the file, then load it again."
    return block(code, found, expected, fix, sheet=file or None, row=row)


def _refuse(code: str, found: str, expected: str, file: str = "", row: int | None = None) -> NoReturn:
    raise Refused(_problem(code, found, expected, file, row))
