"""The count of the rows of a file adds up, whatever becomes of them."""

from __future__ import annotations

import pytest

from dashboard.parts.data import review, stepper
from datasets import Cities
from tests.samples import own_samples

ROW = "Varna,2021,{sector},natural_gas,{value},{unit},{key}"
FILES = {
    "figures and keys": [ROW.format(sector="residential", value=5, unit="MWh", key=""), "Varna,2021,tertiary,,,MWh,NE"],
    "a word that nobody knows": [ROW.format(sector="Homess", value=5, unit="MWh", key="")],
    "a fault": [
        ROW.format(sector="residential", value="n.d.", unit="MWh", key=""),
        ROW.format(sector="tertiary", value=6, unit="MWh", key=""),
    ],
    "blank rows": [",,,,,,", ROW.format(sector="residential", value=5, unit="MWh", key=""), ",,,,,,"],
    "a slip": [
        ROW.format(sector=sector, value=value, unit=unit, key="")
        for sector, value, unit in (
            ("residential", 1357911, "MWh"),
            ("tertiary", 824681, "MWh"),
            ("residential", 274298.02, "t CO2"),
            ("tertiary", 166585562, "t CO2"),
        )
    ],
    "nothing": [],
}


@pytest.mark.parametrize("rows", FILES.values(), ids=FILES)
def test_every_row_of_a_file_is_counted_once(rows: list[str]) -> None:
    data = "\n".join(["city,year,sector,carrier,value,unit,notation_key", *rows, ""]).encode()
    with own_samples() as store:
        cities = Cities(store)
        draft = cities.draft(data, "file.csv")
        found = review.Review("file.csv", data, draft=draft, answers={}, examined=cities.examination(draft))
        counts = stepper.counts(found)
    assert sum(count.number for count in counts) == draft.rows_in
    assert all(count.number >= 0 for count in counts)


def test_what_is_held_and_what_holds_a_key_is_counted_apart() -> None:
    rows = [*FILES["a slip"], "Varna,2021,waste,,,t CO2,NE"]
    data = "\n".join(["city,year,sector,carrier,value,unit,notation_key", *rows, ""]).encode()
    with own_samples() as store:
        cities = Cities(store)
        draft = cities.draft(data, "file.csv")
        found = review.Review("file.csv", data, draft=draft, answers={}, examined=cities.examination(draft))
        assert [count.words for count in stepper.counts(found)] == [
            "2 ready",
            "2 to look at",
            "1 not estimated",
            "0 left out",
        ]
        assert stepper.step(found) == "check"
