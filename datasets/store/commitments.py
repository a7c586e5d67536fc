"""What belongs to a city and to no single inventory: targets, actions and GDP, written with a revision and read back.

A revision that brings any replaces what the city had of it; an undo lets the one before it count again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from analytics.commitment.actions import Action
from analytics.commitment.targets import National, Target
from analytics.sentences import Sentence
from datasets.store.records import GdpRow

Cursor = duckdb.DuckDBPyConnection


def entered(author: str) -> Sentence:
    """The source of a figure for which nobody named a document: who entered it."""
    return Sentence("Entered by {author}", author=author)


def source_of(kept: str | None) -> str | None:
    """A source as it was kept; one that says who entered the figure as that sentence, which can be translated."""
    start = str(entered(""))
    return entered(kept.removeprefix(start)) if kept and kept.startswith(start) else kept


def write(cursor: Cursor, revision: int, targets: Sequence[Target], gdp: Sequence[GdpRow]) -> None:
    """Add the targets and the GDP of one revision, inside the caller's transaction."""
    point = 0
    for number, target in enumerate(targets, start=1):
        national = target.national
        cursor.execute(
            "INSERT INTO targets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                revision,
                number,
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
            ],
        )
        for year, tonnes in target.scenario:
            point += 1
            cursor.execute(
                "INSERT INTO scenarios VALUES (?, ?, ?, ?, ?, ?)",
                [revision, point, target.city_id, number, year, tonnes],
            )
    if gdp:
        rows = [[revision, position, *row] for position, row in enumerate(gdp, start=1)]
        cursor.executemany("INSERT INTO gdp VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def write_actions(cursor: Cursor, revision: int, actions: Mapping[str, Sequence[Action]]) -> None:
    """Add the lists of actions of one revision by city, each in the place of the list that the city had."""
    listed = [(city_id, action) for city_id, mine in actions.items() for action in mine]
    rows = [
        [
            revision,
            position,
            city_id,
            action.id,
            action.name,
            action.sector,
            action.carrier,
            action.start,
            action.end,
            action.status,
            action.energy_saved_mwh,
            action.renewable_mwh,
            action.avoided_t,
            action.cost,
            action.currency,
            action.responsible,
            list(action.sdg),
            action.source,
        ]
        for position, (city_id, action) in enumerate(listed, start=1)
    ]
    if rows:
        cursor.executemany("INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def actions(
    cursor: Cursor, undone: frozenset[int], cities: Sequence[str] | None = None
) -> dict[str, tuple[Action, ...]]:
    """The actions in force by city, in the order in which they were listed; of ``cities`` alone where given."""
    rows = cursor.execute(
        """
        SELECT revision, city_id, id, name, sector, carrier, first_year, last_year, status, energy_saved_mwh,
               renewable_mwh, avoided_t, cost, currency, responsible, sdg, source
        FROM actions WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
        ORDER BY revision, position
        """,
        {"cities": cities},
    ).fetchall()
    in_force = _newest(((row[0], row[1]) for row in rows), undone)
    found: dict[str, list[Action]] = {}
    for row in rows:
        if in_force.get(row[1]) == row[0]:
            found.setdefault(row[1], []).append(Action(*(*row[2:15], tuple(row[15]), row[16])))
    return {city_id: tuple(mine) for city_id, mine in found.items()}


def targets(
    cursor: Cursor, undone: frozenset[int], cities: Sequence[str] | None = None
) -> dict[str, tuple[Target, ...]]:
    """The targets in force by city, the whole-city ones first, by year: those of the newest revision that brings any
    and was not undone; of ``cities`` alone where given."""
    rows = cursor.execute(
        """
        SELECT revision, city_id, number, kind, base_year, year, reduction_percent, method, source, sector,
               declared_base_t, declared_target_t, set_in, exclusions, path, level_t, scenario_source,
               national_percent, national_base_year, national_year, national_source
        FROM targets WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
        ORDER BY sector NULLS FIRST, year, base_year, revision, position
        """,
        {"cities": cities},
    ).fetchall()
    points: dict[tuple[int, str, int], list[tuple[int, float]]] = {}
    for revision, city_id, number, year, tonnes in cursor.execute(
        """
        SELECT revision, city_id, target, year, emissions_t FROM scenarios
        WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id) ORDER BY year, revision, position
        """,
        {"cities": cities},
    ).fetchall():
        points.setdefault((revision, city_id, number), []).append((year, tonnes))
    in_force = _newest(((row[0], row[1]) for row in rows), undone)
    found: dict[str, list[Target]] = {}
    for row in rows:
        if in_force.get(row[1]) == row[0]:
            scenario = tuple(points.get(row[:3], ()))
            national = None if row[17] is None else National(*row[17:21])
            told = (*row[3:8], source_of(row[8]), *row[9:16])
            found.setdefault(row[1], []).append(Target(*(row[1], *told, scenario, row[16], national)))
    return {city_id: tuple(mine) for city_id, mine in found.items()}


def gdp(cursor: Cursor, undone: frozenset[int], cities: Sequence[str] | None = None) -> dict[str, tuple[GdpRow, ...]]:
    """The GDP in force by city, oldest year first; of ``cities`` alone where given."""
    rows = cursor.execute(
        """
        SELECT revision, city_id, year, amount, unit, currency, price_year, source FROM gdp
        WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id) ORDER BY year, revision, position
        """,
        {"cities": cities},
    ).fetchall()
    in_force = _newest(((row[0], row[1]) for row in rows), undone)
    found: dict[str, list[GdpRow]] = {}
    for row in rows:
        if in_force.get(row[1]) == row[0]:
            found.setdefault(row[1], []).append(GdpRow(*(*row[1:-1], source_of(row[-1]))))
    return {city_id: tuple(mine) for city_id, mine in found.items()}


def held_by(cursor: Cursor, revision: int) -> bool:
    """Whether a revision brought targets, actions or GDP."""
    ((found,),) = cursor.execute(
        """
        SELECT (SELECT count(*) FROM targets WHERE revision = $revision)
             + (SELECT count(*) FROM gdp WHERE revision = $revision)
             + (SELECT count(*) FROM actions WHERE revision = $revision)
        """,
        {"revision": revision},
    ).fetchall()
    return bool(found)


def replaced_by(cursor: Cursor, revision: int, undone: frozenset[int]) -> list[int]:
    """The later revisions whose targets, actions or GDP count in the place of those of ``revision``."""
    rows = cursor.execute(
        """
        SELECT DISTINCT later.revision FROM targets AS mine JOIN targets AS later USING (city_id)
        WHERE mine.revision = $revision AND later.revision > $revision
        UNION
        SELECT DISTINCT later.revision FROM gdp AS mine JOIN gdp AS later USING (city_id)
        WHERE mine.revision = $revision AND later.revision > $revision
        UNION
        SELECT DISTINCT later.revision FROM actions AS mine JOIN actions AS later USING (city_id)
        WHERE mine.revision = $revision AND later.revision > $revision
        ORDER BY 1
        """,
        {"revision": revision},
    ).fetchall()
    return [number for (number,) in rows if number not in undone]


def _newest(revisions: Iterable[tuple[int, str]], undone: frozenset[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for revision, city_id in revisions:
        if revision not in undone:
            found[city_id] = max(revision, found.get(city_id, 0))
    return found
