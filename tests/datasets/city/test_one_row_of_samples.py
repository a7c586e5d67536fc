"""No single change of one row of a sample city turns behind into on track without a word that names the place; and the
answer on every sample city, written out by hand with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from analytics.commitment.codes import NAMES, Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Cell, Inventory, inventories
from analytics.inventories.spots import Spot
from analytics.vocabulary import GPC_REFERENCES, Verdict
from datasets.city import assessment, factor_choice
from datasets.store import Store
from tests.analytics.commitment.test_one_row import CHANGES, changed
from tests.effort import THOROUGH, first
from tests.samples import own_samples

ANSWERS = {
    ("Austin", 2050): ("too-close-to-call", 2018, 66_893, ""),
    ("Baltimore", 2020): ("behind", 2017, 564_504, ""),
    ("Baltimore", 2025): ("behind", 2017, 344_749, ""),
    ("Baltimore", 2030): ("behind", 2017, 1_152_109, ""),
    ("Baltimore", 2045): ("behind", 2017, 1_171_721, ""),
    ("Barcelona", 2030): ("behind", 2019, 498_768, ""),
    ("Barcelona", 2050): ("behind", 2019, 1_021_745, ""),
    ("Bologna", 2030): ("cannot-tell", 2018, None, "target and inventory follow different methods"),
    ("Boston", 2020): ("on-track", 2020, -566_159, ""),
    ("Boston", 2030): ("on-track", 2020, -175_169, ""),
    ("Boston", 2050): ("behind", 2020, 85_491, ""),
    ("Fort Collins", 2030): ("behind", 2020, 564_149, ""),
    ("Fort Collins", 2050): ("behind", 2020, 222_985, ""),
    ("Lyon", 2030): ("cannot-tell", 2019, None, "no inventory by the target's method after the base year"),
    ("New York", 2030): ("behind", 2020, 2_034_974, ""),
    ("New York", 2050): ("behind", 2020, 3_663_306, ""),
    ("Santa Monica", 2030): ("too-close-to-call", 2020, 632, ""),
    ("Santa Monica", 2050): ("on-track", 2020, -138_032, ""),
    ("Turin", 2030): ("behind", 2019, 371_411, ""),
    ("Vila Nova de Famalicão", 2050): ("behind", 2021, 113_457, ""),
}
"""The verdict on each whole-city target of the samples, the year that judges, the gap in t, and the leading reason."""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def test_the_answer_on_every_sample_city_is_the_one_written_out_here(store: Store) -> None:
    found = {}
    for city in store.cities():
        for item in assessment.report(store, city.city_id).progress:
            if item.target and not item.target.sector:
                leading = item.reasons[0].code if item.reasons else None
                found[city.name, item.target.year] = (
                    item.verdict.value,
                    item.latest and item.latest.year,
                    None if item.gap_t is None else round(item.gap_t),
                    str(NAMES[leading]) if leading else "",
                )
    assert found == ANSWERS


def test_every_sample_city_says_nothing_about_today(store: Store) -> None:
    """The newest inventory of each is of 2021 or before: more than four years before 2026."""
    for city in store.cities():
        assert assessment.report(store, city.city_id, today=2026).today.verdict is Verdict.CANNOT_TELL


@pytest.mark.longer("every row of a city is changed, and the city judged anew")
@pytest.mark.parametrize("city_id", first(1, ["US-BOS", "US-NYC", "US-AUS"], rest=THOROUGH))
def test_no_single_change_of_one_row_of_a_sample_makes_an_answer_good_without_a_word(
    store: Store, city_id: str
) -> None:
    with store.reader() as reader:
        cells, people, about = reader.in_force(city_id)
        register = reader.register
    city = next(item for item in register.cities if item.city_id == city_id)
    factor = factor_choice.of(register, city)

    def read(rows: list[Cell]) -> list[Inventory]:
        return inventories(city_id, rows, people, about, factor.making())

    aim = next(
        item for item in register.targets[city_id] if (not item.sector and item.year == 2030) or city_id == "US-AUS"
    )
    filed = read(cells)
    turned = 0
    for short in (0.001,):
        missed = missing_by(aim, filed, short)
        assert assess(missed, filed).verdict is Verdict.BEHIND
        for place, row in enumerate(cells):
            if not matters(row, missed, filed):
                continue
            for change in CHANGES:
                after = assess(missed, read([*cells[:place], *changed(row, change), *cells[place + 1 :]]))
                if after.verdict is Verdict.ON_TRACK:
                    assert named(after, row), (row, change)
                    turned += 1
    assert turned or city_id != "US-BOS"


def missing_by(aim: Target, filed: list[Inventory], short: float) -> Target:
    """The target with the newest inventory as its year, missed by a share."""
    found = assess(aim, filed)
    assert found.latest is not None
    assert found.latest.emissions_t is not None
    assert found.baseline is not None
    percent = 100 * (1 - found.latest.emissions_t * (1 - short) / found.baseline.emissions_t)
    return replace(aim, year=found.latest.year, reduction_percent=percent)


def matters(row: Cell, aim: Target, filed: list[Inventory]) -> bool:
    """Whether a row is a number in the total of the base year or of the newest one, of at least a ten-thousandth."""
    total = next((item.emissions_t for item in filed if item.year == row.year and item.method == row.method), None)
    counted = row.gpc_ref is None or GPC_REFERENCES[row.gpc_ref].level == "BASIC"
    years = (aim.base_year, aim.year)
    return bool(
        counted and row.method == aim.method and row.year in years and total and (row.amount or 0) > 1e-4 * total
    )


def named(found: Progress, row: Cell) -> bool:
    """Whether what is told with its tonnes names the place of a row."""
    told = [item for item in (*found.reasons, *found.notes) if isinstance(item, Reason)]
    name = Spot(row.sector, row.carrier, row.scope, row.gpc_ref).name
    return any(name in item or (item.code is Code.RESTS_ON and " more. " in item) for item in told)
