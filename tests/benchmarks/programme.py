"""A whole programme: 13,000 cities x 30 years x 100 rows, from the store, beside polars on the same rows in memory.

Half of the cities report energy and half the three gases. The rows are made by rule, in SQL, through the store's own
tables, and made up: a place keeps its size, falls by a sixtieth of it a year and swings by 2 to 6 % of it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import numpy as np
import polars as pl

from analytics.commitment.verdict_tables import METHODS, VERDICTS
from datasets.city import factor_choice, overview
from datasets.city.programme_standing import Programme
from datasets.store import Store
from datasets.store.database import SCHEMA_VERSION
from tests.benchmarks.measure import Result
from tests.every_year import every_year
from tests.serving import ROOT

CITIES, YEARS, FIRST_YEAR = 13_000, 30, 1991
COUNTRIES = (
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
)
SECTORS = (
    "municipal_buildings",
    "public_lighting",
    "tertiary",
    "residential",
    "industry_non_ets",
    "industry_ets",
    "municipal_fleet",
    "public_transport",
    "private_transport",
    "agriculture",
)
CARRIERS = (
    "electricity",
    "natural_gas",
    "diesel",
    "gasoline",
    "liquid_gas",
    "heating_oil",
    "lignite",
    "coal",
    "biofuel",
    "solar_thermal",
)
TABLES = (
    """INSERT INTO cities
    SELECT printf('CT%05d', city), printf('City %05d', city), [], $countries[1 + city % len($countries)], 'Country',
           'Europe', 37 + city % 1800 / 100, city % 3100 / 100, false, 'made' FROM range($cities) of_city(city)""",
    """INSERT INTO revisions
    SELECT city + 1, TIMESTAMP '2026-01-01', 'benchmark', NULL, NULL, NULL, 'long', $years * 100, NULL, false
    FROM range($cities) of_city(city)""",
    """INSERT INTO slots
    SELECT city + 1, year + 1, printf('CT%05d', city), $first + year, 'covenant',
           CASE WHEN city % 2 = 0 THEN 'energy' ELSE 'emissions' END, city + 1, city * $years + year + 1
    FROM range($cities) of_city(city), range($years) of_year(year) ORDER BY city, year""",
    """INSERT INTO places
    SELECT city * 100 + part + 1, sector, 'Part',
           CASE WHEN city % 2 = 0 THEN
                CASE WHEN sector LIKE '%transport' OR sector LIKE '%fleet' THEN $carriers[1 + part % 5]
                     ELSE $carriers[1 + part % 10] END ELSE $carriers[2 + part // 30] END,
           1, NULL, CASE WHEN city % 2 = 0 THEN 'energy' ELSE ['co2', 'ch4', 'n2o'][1 + part % 3] END
    FROM (
        SELECT city, part, $sectors[1 + CASE WHEN city % 2 = 0 THEN part // 10 ELSE part // 3 % 10 END] AS sector
        FROM range($cities) of_city(city), range(100) of_part(part)
    ) ORDER BY city, part""",
    "INSERT INTO origins VALUES (1, 'MWh', 'made', NULL, NULL), (2, 't', 'made', NULL, NULL)",
    """INSERT INTO population
    SELECT city + 1, year + 1, printf('CT%05d', city), $first + year, 'covenant',
           (60000 + city % 500 * 100) // (1 + city % 2 * 2) + year * 20, 'made', NULL
    FROM range($cities) of_city(city), range($years) of_year(year) ORDER BY city, year""",
    """INSERT INTO about
    SELECT city + 1, year + 1, printf('CT%05d', city), $first + year, 'covenant', 'unknown', 'unknown', ''
    FROM range($cities) of_city(city), range($years) of_year(year) ORDER BY city, year""",
    """INSERT INTO targets
    SELECT city + 1, 1, printf('CT%05d', city), 1, CASE WHEN city % 5 = 0 THEN 'per-capita' ELSE 'absolute' END,
           CASE WHEN city % 7 = 0 THEN 'constant-rate' ELSE 'linear' END, NULL, 2005, 2030, 20 + city % 40, NULL, NULL,
           NULL, 'covenant', NULL, NULL, 'made', NULL, NULL, NULL, NULL, NULL FROM range($cities) of_city(city)""",
)
ROWS = """INSERT INTO cells
    SELECT city + 1, year * 100 + part + 1, city * $years + year + 1, city * 100 + part + 1, 1 + city % 2,
           year * 100 + part + 2,
           CASE WHEN part % 50 < 49 THEN number * (1 - year / 60)
                * CASE WHEN city % 2 = 1 AND part % 3 > 0 THEN 0.001 ELSE 1 END END,
           CASE part WHEN 49 THEN 'NE' WHEN 99 THEN 'NO' END, printf('%.3f', number)
    FROM (
        SELECT city, year, part, ((city * 7919 + part * 1299709) % 99991) / 7
            * (1 + (2 + city % 5) / 100 * ((city * 31 + year * 104729 + part * 613) % 2001 / 1000 - 1)) AS number
        FROM range($start, $stop) of_city(city), range($years) of_year(year), range(100) of_part(part)
    ) ORDER BY city, year, part"""
CITIES_AT_ONCE = 500
NUMBERS = 100
"""The most numbers of tables, places or origins that one made city takes."""


def build(path: Path, cities: int) -> Path:
    """A store at ``path`` with this many cities, the rows of a city together as the store keeps them."""
    Store(path).close()
    size = {"cities": cities, "years": YEARS, "first": FIRST_YEAR}
    words = {"countries": list(COUNTRIES), "sectors": list(SECTORS), "carriers": list(CARRIERS)}
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET memory_limit = '4GB'")
        for statement in TABLES:
            given = {name: held for name, held in (size | words).items() if f"${name}" in statement}
            connection.execute(statement, given)
        for start in range(0, cities, CITIES_AT_ONCE):
            span = {"start": start, "stop": min(start + CITIES_AT_ONCE, cities)}
            connection.execute(ROWS, {"years": YEARS, **span})
        connection.execute("INSERT INTO edition VALUES (?)", [SCHEMA_VERSION])
    return path


def frames(path: Path) -> dict[str, pl.DataFrame]:
    """The rows that polars works on, its words as categories, sorted by city; the small tables beside them."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.sql(
            "SELECT city_id, year, sector, carrier, quantity, value FROM inventory_rows"
        ).to_arrow_table()
        people = connection.sql("SELECT city_id, year, inhabitants FROM population").to_arrow_table()
        aims = connection.sql(
            "SELECT city_id, kind, path, base_year, year AS target_year, reduction_percent FROM targets"
        ).to_arrow_table()
        countries = connection.sql("SELECT city_id, country_code FROM cities").to_arrow_table()
    found = {}
    for name, table in (("rows", rows), ("people", people), ("targets", aims), ("countries", countries)):
        frame = pl.DataFrame(pl.from_arrow(table))
        words = [column for column, kind in frame.schema.items() if kind == pl.String]
        found[name] = frame.with_columns(pl.col(word).cast(pl.Categorical) for word in words)
    return found


def with_polars(held: dict[str, pl.DataFrame], gwp: str) -> pl.DataFrame:
    """What one writes with polars: factors and weights joined to the rows, summed, joined to the targets, judged."""
    factor, weights = factor_choice.chosen("", "activity-based", gwp), factor_choice.gwp(gwp)
    counted = held["rows"].lazy().filter(pl.col("sector").cast(pl.String) != "industry_ets")
    national = pl.DataFrame(
        [
            (country, year, factor_choice.chosen(country, "activity-based", gwp)(year, "electricity", "total"))
            for country in COUNTRIES
            for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
        ],
        schema={"country_code": pl.Categorical, "year": pl.Int16, "national": pl.Float64},
        orient="row",
    )
    fuels = pl.DataFrame(
        [
            (sector, carrier, value)
            for sector in SECTORS
            for carrier in CARRIERS[1:]
            if (value := factor(0, carrier, sector)) is not None
        ],
        schema={"sector": pl.Categorical, "carrier": pl.Categorical, "fuel": pl.Float64},
        orient="row",
    )
    gases = pl.DataFrame(
        [("co2", 1.0), ("ch4", weights.ch4), ("n2o", weights.n2o)],
        schema={"quantity": pl.Categorical, "weight": pl.Float64},
        orient="row",
    )
    used = (
        counted.filter(pl.col("quantity") == "energy")
        .join(fuels.lazy(), on=["sector", "carrier"], how="left")
        .group_by("city_id", "year")
        .agg(
            (pl.col("value") * pl.col("fuel")).sum().alias("fuels"),
            pl.col("value").filter(pl.col("carrier") == "electricity").sum().alias("electricity"),
        )
        .join(held["countries"].lazy(), on="city_id")
        .join(national.lazy(), on=["country_code", "year"], how="left")
        .select("city_id", "year", (pl.col("fuels") + pl.col("electricity") * pl.col("national")).alias("tonnes"))
    )
    told = (
        counted.filter(pl.col("quantity") != "energy")
        .join(gases.lazy(), on="quantity")
        .group_by("city_id", "year")
        .agg((pl.col("value") * pl.col("weight")).sum().alias("tonnes"))
    )
    totals = pl.concat([used, told]).join(held["people"].lazy(), on=["city_id", "year"], how="left").collect()
    return _judged(totals, held["targets"])


def _judged(totals: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    start = totals.rename({"year": "base_year", "tonnes": "base_t", "inhabitants": "base_people"})
    per_head = pl.col("kind") == "per-capita"
    share = (pl.col("year") - pl.col("base_year")) / (pl.col("target_year") - pl.col("base_year"))
    first = pl.when(per_head).then(pl.col("base_t") / pl.col("base_people")).otherwise(pl.col("base_t"))
    return (
        totals.lazy()
        .join(targets.lazy(), on="city_id")
        .join(start.lazy(), on=["city_id", "base_year"])
        .filter(pl.col("year") > pl.col("base_year"))
        .with_columns(first.alias("first"), share.alias("share"))
        .with_columns((pl.col("first") * (1 - pl.col("reduction_percent") / 100)).alias("last"))
        .with_columns(
            pl.when(pl.col("path") == "linear")
            .then(pl.col("first") + (pl.col("last") - pl.col("first")) * pl.col("share"))
            .otherwise(pl.col("first") * (pl.col("last") / pl.col("first")) ** pl.col("share"))
            .alias("level")
        )
        .with_columns((pl.col("level") * pl.when(per_head).then(pl.col("inhabitants")).otherwise(1.0)).alias("path_t"))
        .with_columns((pl.col("tonnes") - pl.col("path_t")).alias("gap_t"))
        .with_columns(
            (pl.col("gap_t") <= 0).alias("on_track"), (100 * pl.col("gap_t") / pl.col("base_t")).alias("percent")
        )
        .collect()
    )


def ours(store: Store, gwp: str) -> tuple[Programme, Any]:
    """Totals, targets and the verdict of each city-year, from the store."""
    found = overview.standing_of_all(store, gwp)
    return found, every_year(found)[1]


def whole_programme(work: Path, runs: int, cities: int = CITIES) -> list[Result]:
    """All city-years with their verdicts, and the same restated; the contestants in turn.

    polars has the rows in memory before the clock starts. The store has what it keeps of them: their sums by gas. What
    making these costs after a start, for once, is the last line.
    """
    path = build(work / "programme.duckdb", cities)
    held = frames(path)
    size = f"{held['rows'].height / 1e6:.1f} M rows, {cities * YEARS:,} city-years"
    taken: dict[str, list[tuple[float, float]]] = {}
    with Store(path) as store:
        store.register()  # cities and targets are read once after each commit, as polars has them in memory
        _same_answer(*ours(store, "AR5"), with_polars(held, "AR5"))
        for _ in range(runs):
            for gwp in ("AR5", "AR6"):
                _timed(taken, f"ours {gwp}", lambda gwp=gwp: ours(store, gwp))
                _timed(taken, f"polars {gwp}", lambda gwp=gwp: with_polars(held, gwp))
    for _ in range(runs):
        with Store(path) as store:
            store.register()
            _timed(taken, "ours first", lambda store=store: ours(store, "AR5"))
        _timed(taken, "polars first", lambda: with_polars(held, "AR5"))
    peaks = [_peak(way, path) for way in ("ours", "polars")]
    jobs = {
        "totals, targets and verdicts": ("ours AR5", "polars AR5"),
        "all restated with AR6": ("ours AR6", "polars AR6"),
        "the first time after a start": ("ours first", "polars first"),
    }
    return [
        Result(
            f"{job} ({size})",
            "polars, from memory",
            *_medians(taken, names, 0),
            runs,
            *peaks,
            *_medians(taken, names, 1),
        )
        for job, names in jobs.items()
    ]


def _medians(taken: dict[str, list[tuple[float, float]]], names: tuple[str, str], part: int) -> tuple[float, float]:
    mine, other = (median(run[part] for run in taken[name]) for name in names)
    return mine, other


def _timed(taken: dict[str, list[tuple[float, float]]], name: str, job: Callable[[], object]) -> None:
    start, used = time.perf_counter(), time.process_time()
    job()
    taken.setdefault(name, []).append((time.perf_counter() - start, time.process_time() - used))


def _peak(way: str, path: Path) -> float:
    """The peak memory in MB of a process of its own that does one job once."""
    command = [sys.executable, "-m", "tests.benchmarks.programme", way, str(path)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def _same_answer(found: Programme, every: Any, theirs: pl.DataFrame) -> None:
    judged = every.verdict < VERDICTS.index("cannot-tell")  # type: ignore[arg-type]
    gaps = (float(np.sum(every.gap_t[judged])), float(theirs["gap_t"].sum()))
    counts = [(int((every.verdict == 0).sum()), int(judged.sum())), (int(theirs["on_track"].sum()), theirs.height)]
    if np.isnan(found.standing.probability).any():
        raise SystemExit("Not every verdict says how likely it is.")
    if counts[0] != counts[1] or not np.isclose(*gaps, rtol=1e-9):
        raise SystemExit(f"Not the same answer: on track, judged {counts}; gaps {gaps} t; methods {METHODS}.")


def main() -> None:
    """Do one job once and print the peak memory."""
    way, path = sys.argv[1], Path(sys.argv[2])
    if way == "polars":
        with_polars(frames(path), "AR5")
    else:
        with Store(path) as store:
            ours(store, "AR5")
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    print(int(status["VmHWM"].split()[0]) / 1000)


if __name__ == "__main__":
    main()
