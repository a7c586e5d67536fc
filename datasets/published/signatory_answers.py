"""What others published of one signatory, and what may be said of it: each answer in the past tense, with its year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from analytics.commitment.published_answers import alike, change_percent, middle_half, pace_percent
from analytics.text.sentences import Sentence
from datasets.published.parquet_tables import MADE, SHIPPED_EDITION, rows
from datasets.reference import catalogue, registry
from datasets.reference.registry import Signatory

DATED, PACE, PROMISED, BASE = "dated statement", "needed pace", "promised", "base year"
TARGET, JOINED, NATIONAL = "target", "signatory", "against statistics"
EVERY_SIZE = (0, 2**31 - 1)
Lines = list[dict[str, Any]]
ANSWERS = (DATED, PACE, PROMISED, BASE, TARGET, NATIONAL, JOINED)
KEYS: Mapping[str, str] = {
    "2019": "jrc-covenant-2019",
    "2023": "jrc-covenant-2023",
    "jrc-plans": "jrc-plans-2023",
    "jrc-plans-2023": "jrc-plans-2023",
    "ddl-eucom-2022": "ddl-eucom-2022",
    "uk": "uk-authorities-2020",
}
"""By the word of a table the key of the source that ships."""
# Translators: why two published inventories of a city may not be compared, each after "because".
RULES: Mapping[str, str] = {
    "four_sectors": Sentence("they do not print the same four sectors"),
    "three_years": Sentence("fewer than three years lie between them"),
    "inhabitants": Sentence("their inhabitants do not fit each other or the register"),
    "per_head": Sentence("an amount per inhabitant cannot be right"),
    "homes_and_transport": Sentence("homes or transport are all but missing"),
    "factor": Sentence("emissions and energy do not fit"),
    "energy_per_head": Sentence("energy per inhabitant changes too fast to be real"),
    "no_collapse": Sentence("a large sector changes more than 2.5 times"),
    "no_copy": Sentence("one repeats figures of the other"),
    "no_doubt": Sentence("one of them is in doubt by itself"),
    "same_cells": Sentence("one lacks what makes a tenth of the other"),
    "method": Sentence("they follow different methods"),
    "tables_agree": Sentence("two editions print different figures"),
}
"""Each rule of the audit, with what forbids a comparison where it fails."""


SAID: Mapping[str, str] = {
    "more": Sentence("In {year} {city} reported {percent:g} % more than in {base}"),
    "less": Sentence("In {year} {city} reported {percent:g} % less than in {base}"),
    "above": Sentence("Statistics put {city} {percent:g} % above {base} in {year}"),
    "below": Sentence("Statistics put {city} {percent:g} % below {base} in {year}"),
    "pace": Sentence("{city} promised to cut {percent:.1f} % of its {base} level a year to {year}"),
    "promise": Sentence("{city} promised {percent:g} % less by {year} than in {base}"),
    "base": Sentence("{city} reported its emissions of {base}"),
    "joined": Sentence("{city} joined the Covenant in {year}"),
    "member": Sentence("{city} joined the Covenant"),
}
"""What is said of a city, each of the past and with its year."""
OPEN: Mapping[str, str] = {
    NATIONAL: Sentence("A national series and a promise to the Covenant measure different things."),
    PACE: Sentence("Whether it kept that was not published."),
    PROMISED: Sentence("Whether it kept that was not published."),
    DATED: Sentence("For buildings and transport. No target that can be used was published."),
    BASE: Sentence("No target that can be used was published."),
}
NOTHING = Sentence("No inventory that can be used was published.")
"""What an answer leaves open."""


@dataclass(frozen=True)
class PublishedPromise:
    """One target that may be used, in per cent of its base year."""

    base_year: int
    target_year: int
    percent: float
    source: str

    @property
    def pace(self) -> float:
        """What it asks for each year, in per cent of the base year."""
        return pace_percent(self.percent, self.base_year, self.target_year)


@dataclass(frozen=True)
class DatedStatement:
    """What a city reported to the Covenant in two years, in t of homes, services, public buildings and transport."""

    base_year: int
    base_t: float
    year: int
    t: float

    @property
    def change_percent(self) -> float:
        """A fall is negative."""
        return change_percent(self.base_t, self.t)


@dataclass(frozen=True)
class SignatoryFigure:
    """One published figure of a year: the ``kind`` is inventory (four sectors of a report to the Covenant), total or
    statistics. ``in_answer`` is what the answer speaks of."""

    year: int
    t: float
    kind: str
    source: str
    inhabitants: int | None
    in_answer: bool


@dataclass(frozen=True)
class CityPublished:
    """All that others published of one signatory."""

    signatory: Signatory
    answer: str
    base_year: int | None
    base_t: float | None
    statement: DatedStatement | None
    promises: tuple[PublishedPromise, ...]
    totals: tuple[SignatoryFigure, ...]
    forbidden: tuple[int, int, tuple[str, ...]] | None

    @property
    def leading(self) -> PublishedPromise | None:
        """The promise that the answer speaks of: of the statement's base year, the next from 2030 on, else the last."""
        found = self.statement
        known = [one for one in self.promises if found is None or one.base_year == found.base_year]
        ahead = [one for one in known if (one.target_year in (2020, 2030) if found else one.target_year >= 2030)]
        return ahead[0] if ahead else known[-1] if known else None

    @cached_property
    def series(self) -> tuple[SignatoryFigure, ...]:
        """What the answer speaks of, by year: a national series, else the years of a statement or a base year."""
        return tuple(one for one in self.totals if one.in_answer)

    @cached_property
    def national(self) -> tuple[SignatoryFigure, ...]:
        """The totals of a national series, by year."""
        return tuple(one for one in self.totals if one.kind == "statistics")

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources of all that is said, in full."""
        keys = dict.fromkeys([*(one.source for one in self.totals), *(one.source for one in self.promises)])
        return tuple(cited(key) for key in ("jrc-signatories-2024", *keys))

    @property
    def sentence(self) -> str:
        """The answer, of the past and with its year."""
        said, found, national = self.leading, self.statement, self.national
        joined = self.signatory.adhesion_date[:4]
        base, year, percent = self.base_year or 0, int(joined or 0), 0.0
        kind = "base" if base else "joined" if year else "member"
        if found is not None:
            base, year, percent = found.base_year, found.year, found.change_percent
            kind = "more" if percent > 0 else "less"
        elif len(national) > 1:
            base, year, percent = national[0].year, national[-1].year, change_percent(national[0].t, national[-1].t)
            kind = "above" if percent > 0 else "below"
        elif said is not None:
            base, year, percent = said.base_year, said.target_year, said.percent
            kind = "pace" if self.answer == PACE else "promise"
        told = said.pace if said is not None and kind == "pace" else _round(abs(percent))
        city = self.signatory.own_name
        return Sentence(SAID[kind], city=city, base=base, year=year, percent=told)

    @property
    def limit(self) -> str:
        """What the answer leaves open."""
        said, kind = self.leading, self.answer
        if self.statement is not None and said is not None:
            return Sentence(
                "For buildings and transport. Its plan was {percent:g} % by {year}.",
                percent=_round(said.percent),
                year=said.target_year,
            )
        if len(self.national) > 1:
            kind = NATIONAL
        elif self.statement is not None:
            kind = DATED
        return OPEN.get(kind, NOTHING)

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        said, found = self.leading, self.statement
        return {
            "city": self.signatory.city_id,
            "name": self.signatory.name,
            "country_code": self.signatory.country_code,
            "published_by_others": True,
            "answer": self.answer,
            "against_statistics": len(self.national) > 1,
            "sentence": self.sentence,
            "limit": self.limit,
            "verdict": "cannot-tell",
            "joined": self.signatory.adhesion_date or None,
            "commitments": list(self.signatory.commitments),
            "baseline": {"year": self.base_year, "emissions_tco2e": self.base_t} if self.base_year else None,
            "statement": found and asdict(found) | {"change_percent": found.change_percent},
            "target": said and asdict(said) | {"percent_a_year": said.pace},
            "targets": [asdict(one) for one in self.promises],
            "published": [asdict(one) for one in self.totals],
            "not_compared": self.forbidden
            and {"years": list(self.forbidden[:2]), "because": [str(RULES[rule]) for rule in self.forbidden[2]]},
            "sources": list(self.sources),
        }


def _round(percent: float) -> float:
    """Whole per cent; below two of them, and of a promise that was made so, with one decimal."""
    return round(percent, 1) if abs(percent) < 2 else round(percent)


def cited(key: str) -> str:
    """A source in full; one that this installation loaded, by its own name."""
    known = {row["key"] for row in catalogue.records("sources")}
    return catalogue.citation(key) if key in known else briefly(key)


def briefly(key: str) -> str:
    """A source by its publisher and edition."""
    known = {row["key"]: row for row in catalogue.records("sources")}
    if key.isdigit():  # the year of a release that this installation loaded
        return f"{known['jrc-covenant-2023']['publisher']}, GCoM-MyCovenant, {key}"
    return f"{known[key]['publisher']}, {known[key]['edition']}" if key in known else key


def of(item: Signatory) -> CityPublished:
    """What others published of a signatory. Raises Refused where a table cannot be read."""
    return _made(item, *(rows(f"FROM {name} WHERE organisation_id = ?", item.organisation_id) for name in MADE))


def every() -> Iterator[CityPublished]:
    """What others published of each signatory, read at once. Raises Refused where a table cannot be read."""
    tables = [_by_organisation(rows(f"FROM {name}")) for name in MADE]
    for item in registry.signatories():
        yield _made(item, *(table.get(item.organisation_id, []) for table in tables))


def _by_organisation(lines: Lines) -> dict[str, Lines]:
    found: dict[str, Lines] = {}
    for line in lines:
        found.setdefault(line["organisation_id"], []).append(line)
    return found


def _made(item: Signatory, answers: Lines, judged: Lines, promises: Lines, figures: Lines) -> CityPublished:
    found: dict[str, Any] = answers[0] if answers else {"answer": JOINED}
    statement = None
    if found["answer"] in (DATED, BASE) and found["later_year"]:
        statement = DatedStatement(found["base_year"], found["t_base"], found["later_year"], found["t_later"])
    ahead = [
        PublishedPromise(one["base_year"], one["target_year"], one["reduction_percent"], _source(one))
        for one in promises
    ]
    return CityPublished(
        item,
        found["answer"],
        found.get("base_year"),
        found.get("t_base"),
        statement,
        tuple(sorted(ahead, key=lambda one: (one.target_year, one.base_year))),
        _figures(figures),
        None if statement else _forbidden(judged),
    )


def _figures(lines: Lines) -> tuple[SignatoryFigure, ...]:
    found = {
        SignatoryFigure(one["year"], one["t"], one["kind"], _source(one), one["inhabitants"], one["in_answer"])
        for one in lines
    }
    return tuple(sorted(found, key=lambda one: (one.year, one.kind, one.source, one.t)))


def beside(city_id: str) -> tuple[SignatoryFigure, ...]:
    """What others published of a city that may have brought its own figures, found without reading the register.

    Raises Refused where a table cannot be read.
    """
    return _figures(rows("SELECT f.* FROM figures f JOIN answers USING (organisation_id) WHERE city = ?", city_id))


def _source(line: Mapping[str, Any]) -> str:
    loaded = line.get("edition", "") > SHIPPED_EDITION
    return line["edition"] if loaded else KEYS.get(line["source"], line["source"])


def _forbidden(judged: Lines) -> tuple[int, int, tuple[str, ...]] | None:
    """The years of the newest pair that may not be compared, and the rules that forbid it."""
    if not judged:
        return None
    newest = max(judged, key=lambda pair: pair["later_year"])
    failed = tuple(rule for rule in RULES if not newest[rule])
    return (newest["base_year"], newest["later_year"], failed) if failed else None


@dataclass(frozen=True)
class AmongAlike:
    """Where a published figure lies among cities of the country, size and climate: the middle half, and every value."""

    measure: str
    own: float
    values: tuple[float, ...]
    low: float
    middle: float
    high: float


def alike_to(city: CityPublished) -> AmongAlike | None:
    """A city's published figure among that of its like, for what its answer speaks of; None for too few."""
    item, said = city.signatory, city.leading
    if city.statement is not None:
        measure, own = "change", city.statement.change_percent
        lines = rows(
            "SELECT organisation_id, (t_later - t_base) / t_base * 100 AS value FROM answers WHERE answer = ?", DATED
        )
    elif said is not None:
        measure, own = "promise", said.percent
        lines = rows(
            "SELECT organisation_id, max(reduction_percent) AS value FROM promises WHERE target_year = ? GROUP BY ALL",
            said.target_year,
        )
    else:
        return None
    known = {one.organisation_id: one for one in registry.signatories()}
    values = tuple(
        row["value"]
        for row in lines
        if (other := known.get(row["organisation_id"])) is not None
        and other is not item
        and other.country_code == item.country_code
        and alike(item.population, other.population, item.latitude, other.latitude)
    )
    middle = middle_half(values)
    return AmongAlike(measure, own, values, *middle) if middle else None


def listed(
    answer: str | None = None,
    country: str | None = None,
    size: tuple[int, int] = EVERY_SIZE,
    without: Collection[str] = (),
    most: int | None = None,
) -> Lines:
    """The signatories with an answer, in a country, of so many inhabitants, each in a line; the largest first.

    ``without`` are those who brought their own figures; no more than ``most``, each of which says how many fit in all.
    """
    return rows(
        """SELECT city, name, country_code, inhabitants, answer, national AS against_statistics, newest_year,
            true AS published_by_others, count(*) OVER () AS fitting
        FROM answers WHERE ($1 IS NULL OR answer = $1 OR (national AND $1 = 'against statistics'))
            AND ($2 IS NULL OR country_code = $2) AND (coalesce(inhabitants, 0) BETWEEN $3 AND $4)
            AND NOT list_contains($5, city)
        ORDER BY inhabitants DESC NULLS LAST, city LIMIT $6""",
        *(answer, country, *size, list(without), most),
    )


def countries() -> Sequence[str]:
    """The codes of all countries that have a signatory."""
    return sorted({item.country_code for item in registry.signatories()})


def told_apart(own: Collection[str]) -> tuple[int, int]:
    """Of the signatories but for those who brought their ``own`` figures: of how many others published some, and how
    many promised or joined only."""
    (found,) = rows(
        """SELECT count(newest_year) AS figures, count(*) AS number FROM answers WHERE NOT list_contains($1, city)""",
        list(own),
    )
    return found["figures"], found["number"] - found["figures"]
