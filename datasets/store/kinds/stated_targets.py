"""Targets of a city, with the baseline scenarios that some are set against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analytics.commitment.targets import National, Target
from datasets.store.kind import Kind, KindTable, Row
from datasets.store.sources import source_of

TARGETS = KindTable(
    created="""
    CREATE TABLE IF NOT EXISTS targets (
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        city_id VARCHAR NOT NULL,
        number INTEGER NOT NULL, -- the place of the target in its revision, which its scenario names
        kind VARCHAR NOT NULL
            CHECK (kind IN ('absolute', 'per-capita', 'per-gdp', 'baseline-scenario', 'fixed-level', 'neutrality')),
        path VARCHAR NOT NULL CHECK (path IN ('linear', 'constant-rate')),
        sector VARCHAR,
        base_year SMALLINT NOT NULL,
        year SMALLINT NOT NULL,
        reduction_percent DOUBLE CHECK (isfinite(reduction_percent)),
        level_t DOUBLE CHECK (isfinite(level_t)),
        declared_base_t DOUBLE,
        declared_target_t DOUBLE,
        method VARCHAR NOT NULL,
        set_in SMALLINT,
        exclusions VARCHAR,
        source VARCHAR NOT NULL,
        scenario_source VARCHAR,
        national_percent DOUBLE,
        national_base_year SMALLINT,
        national_year SMALLINT,
        national_source VARCHAR
    )
    """,
    written="INSERT INTO targets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    read="""
    SELECT revision, city_id, number, kind, base_year, year, reduction_percent, method, source, sector,
           declared_base_t, declared_target_t, set_in, exclusions, path, level_t, scenario_source,
           national_percent, national_base_year, national_year, national_source
    FROM targets WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)
SCENARIOS = KindTable(
    created="""
    CREATE TABLE IF NOT EXISTS scenarios (
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        city_id VARCHAR NOT NULL,
        target INTEGER NOT NULL,
        year SMALLINT NOT NULL,
        emissions_t DOUBLE NOT NULL CHECK (isfinite(emissions_t))
    )
    """,
    written="INSERT INTO scenarios VALUES (?, ?, ?, ?, ?, ?)",
    read="""
    SELECT revision, city_id, target, year, emissions_t
    FROM scenarios WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)
"""The points of the baseline scenario of a target, in t CO2e."""


def apart(targets: Sequence[Target]) -> dict[str, list[Row]]:
    """Targets as rows of both tables. The number of a target is its place in its revision."""
    aims: list[Row] = []
    points: list[Row] = []
    for number, target in enumerate(targets, start=1):
        national = target.national
        aims.append(
            [
                target.city_id,
                number,
                target.kind,
                target.path,
                target.sector,
                target.base_year,
                target.year,
                target.reduction_percent,
                target.level_t,
                target.declared_base_t,
                target.declared_target_t,
                target.method,
                target.set_in,
                target.exclusions,
                target.source,
                target.scenario_source,
                *(
                    (national.reduction_percent, national.base_year, national.year, national.source)
                    if national
                    else (None, None, None, None)
                ),
            ]
        )
        points += [[target.city_id, number, year, tonnes] for year, tonnes in target.scenario]
    return {"targets": aims, "scenarios": points}


def together(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, Target]]:
    """Each target with the points of its scenario, oldest year first."""
    points: dict[tuple[int, str, int], list[tuple[int, float]]] = {}
    for revision, city_id, number, year, tonnes in rows["scenarios"]:
        points.setdefault((revision, city_id, number), []).append((year, tonnes))
    for row in rows["targets"]:
        revision, city_id, number = row[:3]
        scenario = sorted(points.get((revision, city_id, number), ()), key=lambda point: point[0])
        national = None if row[17] is None else National(*row[17:21])
        told = (*row[3:8], source_of(row[8]), *row[9:16])
        yield revision, city_id, Target(*(city_id, *told, tuple(scenario), row[16], national))


def order(target: Target) -> tuple[bool, str, int, int]:
    """Targets on the whole city first, then by sector; of one sector by year."""
    return target.sector is not None, target.sector or "", target.year, target.base_year


KIND = Kind(
    name="targets",
    called="targets",
    tables={"targets": TARGETS, "scenarios": SCENARIOS},
    apart=apart,
    together=together,
    replaces="list",
    order=order,
)
