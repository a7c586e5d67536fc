"""The standing of every city brought up to date is the one that is read anew."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.text.problems import Refused
from datasets import Cities
from datasets.city import overview_kept
from datasets.city.overview import read
from datasets.city.programme_standing import Programme
from datasets.city.renewal import renewed
from datasets.store import Store
from tests.datasets.builders import TOWN, submission
from tests.datasets.city.test_overview import made_up_city
from tests.effort import seeds
from tests.every_year import every_year


def figure(value: object) -> str:
    """A value as text; of a float without the last digits, which the order of adding up decides."""
    return f"{value:.11g}" if isinstance(value, float) else repr(value)


def told(found: Programme) -> dict[str, Any]:
    """All that a programme says, by city, in an order that does not depend on how it was made."""
    totals, rows = found.totals, found.rows
    gwp, approaches = (np.asarray(words, dtype=object) for words in found.words)
    spoken = {"gwp": gwp, "stated_gwp": gwp, "approach": approaches}
    inventory = [
        (
            found.cities[totals.city[place]].city_id,
            int(totals.year[place]),
            int(totals.method[place]),
            *(
                figure(
                    spoken[field.name][column[place]] if field.name in spoken and column[place] >= 0 else column[place]
                )
                for field in fields(totals)
                if field.name != "city"
                for column in [getattr(totals, field.name)]
            ),
        )
        for place in range(len(totals))
    ]
    target = [(found.cities[found.targets.city[row]].city_id, repr(rows[row])) for row in range(len(rows))]
    judged = [
        (
            target[row],
            *(
                inventory[place] if place >= 0 else None
                for place in (found.standing.latest[row], found.standing.base[row])
            ),
            *(figure(getattr(found.standing, field.name)[row]) for field in fields(found.standing)[2:]),
        )
        for row in range(len(rows))
    ]
    lines = {city.city_id: found.line(number) for number, city in enumerate(found.cities)}
    then, every = every_year(found)
    return {
        "cities": [city.city_id for city in found.cities],
        "inventories": sorted(inventory),
        "targets": sorted(target),
        "judged": sorted(judged, key=repr),
        "lines": {
            city_id: [figure(getattr(line, part.name)) for part in fields(line)[1:]] for city_id, line in lines.items()
        },
        "every year": sorted((inventory[row], figure(every.gap_t[place])) for place, row in enumerate(then.tolist())),
        "revision": found.revision,
    }


def touched_since(store: Store, last: Programme) -> set[str]:
    return {city_id for city_id, revision in store.moment().touched.items() if revision > last.revision}


@pytest.mark.parametrize("seed", seeds(9))
def test_what_is_brought_up_to_date_is_what_is_read_anew(seed: int) -> None:
    chance = random.Random(seed)
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        said = [store.commit(made_up_city(chance, number)).revision for number in range(0, 24, 2)]
        with store.reader() as reader:
            last = read(reader)
            packed = overview_kept.packed(last, reader)
        for _ in range(8):
            for _ in range(chance.randint(0, 2)):
                on_file = {city.city_id for city in store.cities()}
                number = chance.randrange(24)
                if chance.random() < 0.3 and said:
                    with suppress(Refused):  # where a later one stands in its place
                        store.undo(said.pop(chance.randrange(len(said))), "an analyst", "a test")
                else:
                    city = made_up_city(chance, number, new=f"T{number:02}" not in on_file)
                    said.append(store.commit(city).revision)
            with store.reader() as reader:
                if chance.random() < 0.5:  # another program goes on from what this one left, or reads all
                    last = overview_kept.unpacked(packed, reader) or last
                last = renewed(last, reader, touched_since(store, last))
                assert told(last) == told(read(reader))
                packed = overview_kept.packed(last, reader)


@pytest.mark.longer("all cities are judged anew, in several databases")
def test_what_is_left_beside_a_database_counts_in_its_own_ledger_and_program_alone(tmp_path: Path) -> None:
    chance = random.Random(3)
    with Store(tmp_path / "a.duckdb") as store, Store(tmp_path / "b.duckdb") as other:
        for each in (store, other):
            each.seed((), (), (), ())
        for number in range(5):
            store.commit(made_up_city(chance, number))
            other.commit(made_up_city(chance, number))
        found = Cities(store).programme()
        Cities(store).keep_programme(found)
        kept = tmp_path / "a.duckdb.overview"
        whole = kept.read_bytes()
        with store.reader() as reader, other.reader() as strange:
            again = overview_kept.read(store.path, reader)
            assert again is not None
            assert told(again) == told(found)
            assert overview_kept.unpacked(whole, strange) is None
            of_another_program = whole.replace(overview_kept.program().encode(), b"0" * 64)
            for damaged in (whole[:-100], whole[: len(whole) // 2], b"", of_another_program):
                assert overview_kept.unpacked(damaged, reader) is None
        store.commit(made_up_city(chance, 3, new=False))
        assert told(Cities(store).programme()) == told(Cities(store).programme(last=found))


@pytest.mark.longer("all cities are judged anew")
def test_where_most_cities_were_touched_all_are_read() -> None:
    chance = random.Random(7)
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        store.commit(made_up_city(chance, 1))
        with store.reader() as reader:
            last = read(reader)
        for number in range(2, 6):
            store.commit(made_up_city(chance, number))
        with store.reader() as reader:
            assert told(renewed(last, reader, touched_since(store, last))) == told(read(reader))


@pytest.mark.longer("several commits, and what follows from each")
def test_a_city_without_figures_joins() -> None:
    chance = random.Random(8)
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        for number in range(8):
            store.commit(made_up_city(chance, number))
        with store.reader() as reader:
            last = read(reader)
        store.commit(submission(new_cities=(replace(TOWN, city_id="A-FIRST", name="Aaa"),)))
        with store.reader() as reader:
            found = renewed(last, reader, touched_since(store, last))
            assert told(found) == told(read(reader))
        assert "A-FIRST" in {city.city_id for city in found.cities}


def test_a_later_reading_says_nothing_of_an_earlier_revision() -> None:
    chance = random.Random(9)
    with Store(":memory:") as store:
        store.seed((), (), (), ())
        first = store.commit(made_up_city(chance, 1)).revision
        then = told(Cities(store).programme())
        store.commit(made_up_city(chance, 2))
        now = Cities(store).programme()
        assert told(Cities(store).programme(first, now))["inventories"] == then["inventories"]
