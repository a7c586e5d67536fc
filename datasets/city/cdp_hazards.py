"""CDP's table of 2021 of climate hazards, one fact a row: what it says of the cities on file as hazards.

It holds hundreds of cities: every row that is not taken in is told with the reason why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from analytics.adaptation.hazard_names import HAZARDS, hazard_code
from analytics.adaptation.vulnerable import HEALTH_IMPACTS, PEOPLE_HIT, TIMEFRAMES, code_of
from analytics.text.digits import whole
from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence, joined
from datasets.city import stated_table
from datasets.reference import samples
from datasets.store.kinds.city_hazards import CityHazard
from datasets.store.records import Register

COLUMNS = ("city_id", "cdp_account", "name", "country", "year", "source_row", "kind", "group", "value")
SOURCE = (
    "CDP-ICLEI, 2021 Cities Climate Change Impacts on Health and Health Systems (question 2.3a), self-reported, "
    "unverified"
)
_LEVELS = ("probability", "consequence", "intensity", "frequency", "confidence")
_NEEDED = ("cdp_account", "source_row", "kind", "value")
_LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "vulnerable_group": ("people", PEOPLE_HIT),
    "health_issue": ("impacts", HEALTH_IMPACTS),
    "timescale": ("timeframe", TIMEFRAMES),
}
"""What CDP's table calls the lists of an answer, with their field and their codes."""
_PLAIN = ("hazard", "area", "assessment_undertaken", *_LISTS)


class CdpAnswers:
    """The answers to CDP of 2021, one fact a row: those of the cities on file as hazards, everything else as
    problems."""

    def __init__(self, register: Register) -> None:
        self._cities = register.cities
        self._accounts = {**samples.accounts(), **register.accounts}
        self._problems: list[Problem] = []

    def read(self, data: bytes, name: str) -> tuple[tuple[CityHazard, ...], tuple[Problem, ...], int]:
        """The hazards of the cities on file, what is not taken in, and how many rows there are. An answer is what
        stands in one row of the questionnaire."""
        answers: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
        rows = 0
        for number, said in stated_table.read_rows(data, name, COLUMNS, _NEEDED):
            rows += 1
            answers.setdefault((said["cdp_account"].strip(), said["source_row"].strip()), []).append((number, said))
        found: list[CityHazard] = []
        absent: dict[str, list[int]] = {}
        for (account, row), said_so in answers.items():
            city_id = self._city(account, said_so[0][1])
            if city_id is None:
                absent.setdefault(account, []).extend(number for number, _ in said_so)
                self._checked(said_so)
            else:
                found += self._hazards(city_id, f"account {account}, row {row}", said_so)
        self._tell_absent(absent, {account: said_so[0][1] for (account, _), said_so in answers.items()})
        return tuple(found), tuple(sorted(self._problems, key=lambda problem: problem.row or 0)), rows

    def _city(self, account: str, said: Mapping[str, str]) -> str | None:
        known = self._by_id.get(said.get("city_id", "").strip()) or self._by_id.get(self._accounts.get(account, ""))
        return known or self._by_name.get(said.get("name", "").strip().casefold())

    @cached_property
    def _by_id(self) -> dict[str, str]:
        return {city.city_id: city.city_id for city in self._cities}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name.casefold(): city.city_id for city in self._cities for name in (city.name, *city.other_names)}

    def _checked(self, said_so: Sequence[tuple[int, Mapping[str, str]]]) -> dict[str, dict[str, None]]:
        """The codes and words of an answer, by the field that holds them; what is not understood becomes a problem."""
        held: dict[str, dict[str, None]] = {}
        for number, said in said_so:
            kind, value = said["kind"].strip(), " ".join(said["value"].split())
            if kind == "hazard":
                word = " > ".join(filter(None, (said.get("group", "").strip(), value)))
                self._keep(held, "hazard", hazard_code(word), number, word)
            elif kind in _LISTS:
                field, choices = _LISTS[kind]
                self._keep(held, field, code_of(value, choices), number, value)
            elif kind in _PLAIN:
                held.setdefault(kind, {})[value.partition(" (")[0]] = None
            else:
                expected = Sentence("one of {names}", names=", ".join(_PLAIN))
                self._tell("cdp-kind", number, "kind", f'"{kind[:40]}"', expected)
        return held

    def _keep(self, held: dict[str, dict[str, None]], field: str, code: str | None, number: int, word: str) -> None:
        if code is None:
            self._tell("cdp-label", number, "value", f'"{word[:60]}"', Sentence("a label of CDP's list of 2021"))
        else:
            held.setdefault(field, {})[code] = None

    def _hazards(
        self, city_id: str, page: str, said_so: Sequence[tuple[int, Mapping[str, str]]]
    ) -> Iterator[CityHazard]:
        held = self._checked(said_so)
        not_asked: dict[str, Any] = dict.fromkeys((*_LEVELS, "sectors"), "")
        stated = said_so[0][1].get("year", "").strip()
        area, assessed = ("; ".join(held.get(kind, ())) for kind in ("area", "assessment_undertaken"))
        note = [f"Area: {area}."] if area else []
        note += [f"Assessment of the impacts undertaken: {assessed.casefold()}."] if assessed else []
        timeframe = list(held.get("timeframe", ()))
        if len(timeframe) > 1:
            found = joined((TIMEFRAMES[code] for code in timeframe), "comma")
            self._tell("cdp-timescales", said_so[0][0], "value", found, Sentence("one timescale for an answer"))
        for code in sorted(held.get("hazard", ()), key=list(HAZARDS).index):
            yield CityHazard(
                city_id=city_id,
                hazard=code,
                **not_asked,
                timeframe=timeframe[0] if len(timeframe) == 1 else "",
                people=_in_order(held.get("people", {}), PEOPLE_HIT),
                impacts=_in_order(held.get("impacts", {}), HEALTH_IMPACTS),
                stated=whole(stated),
                source=SOURCE,
                page=page,
                note=" ".join(note),
            )

    def _tell_absent(self, absent: Mapping[str, Sequence[int]], named: Mapping[str, Mapping[str, str]]) -> None:
        for account, numbers in absent.items():
            found = Sentence(
                "{city} (account {account}), {number} rows",
                city=named[account].get("name", "").strip()[:60],
                account=account,
                number=len(numbers),
            )
            self._tell("city-not-on-file", numbers[0], "name", found, Sentence("a known city"))

    def _tell(self, code: str, row: int, column: str, found: str, expected: str) -> None:
        self._problems.append(
            warn(code, found, expected, "It is left out; everything else is taken in.", row=row, column=column)
        )


def is_header(line: str) -> bool:
    """Whether the first line of a file is that of CDP's table."""
    return "cdp_account" in line and "source_row" in line


def _in_order(codes: Mapping[str, None], order: Mapping[str, str]) -> str:
    return ";".join(code for code in order if code in codes)
