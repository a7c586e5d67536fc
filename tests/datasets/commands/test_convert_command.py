"""Real inventories in another framework's table: which inventory is taken, which factor, and what the totals say."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

import pytest

from analytics.inventories.frameworks import CRF, GPC
from analytics.text.problems import Refused
from datasets.city.assessment import report
from datasets.city.converting import Converted, convert
from datasets.commands.convert_command import as_dict
from datasets.intake import drafting
from datasets.reference import catalogue
from datasets.store import Store
from tests.effort import first
from tests.samples import own_samples

TURIN_MODES = {
    "public_transport/Tramway": "railways",
    "public_transport/Metro": "railways",
    "public_transport/GTT rail network": "railways",
    "public_transport/Trenitalia rail network": "railways",
    "public_transport/Urban vehicles": "road_transport",
}


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


def amounts(found: Converted, quantity: str) -> dict[str, float]:
    rows: dict[str, list[float]] = {}
    for cell in found.conversion.cells:
        if cell.quantity == quantity and cell.amount is not None:
            rows.setdefault(cell.row, []).append(cell.amount)
    return {row: fsum(numbers) for row, numbers in rows.items()}


def test_turin_in_the_gpc_table_counts_electricity_by_the_national_factor(samples: Store) -> None:
    found = convert(samples, "IT0004", 2019, GPC, modes=TURIN_MODES)
    national = catalogue.electricity_factor("IT", 2019, "activity-based", "CO2")
    assert found.electricity is not None
    assert found.electricity.t_per_mwh["CO2"] == national.value_t_per_mwh
    assert amounts(found, "co2")["I.2.2"] == pytest.approx(
        1_241_343 * national.value_t_per_mwh + 22_550 + 58_241, abs=0.01
    )
    assert amounts(found, "co2")["II.2.2"] == pytest.approx(48_097 * national.value_t_per_mwh)
    change = found.conversion.totals["co2"]
    assert change.before == pytest.approx(2_396_906.60)
    assert fsum(change.steps.values()) == pytest.approx(change.after - change.before)
    assert found.conversion.totals["energy"].after == pytest.approx(10_479_355)
    assert {item.figure.row for item in found.conversion.left_out} == {"afolu", "solid_waste", "waste_to_energy"}


@pytest.mark.parametrize(("city", "year"), first(1, [("US-BOS", 2020), ("US-NYC", 2020), ("US-AUS", 2018)]))
def test_a_gpc_inventory_in_the_common_reporting_framework_keeps_its_basic_total(
    samples: Store, city: str, year: int
) -> None:
    found = convert(samples, city, year, CRF)
    (basic,) = (x.emissions_t for x in report(samples, city).inventories if (x.year, x.method) == (year, "gpc"))
    change = found.conversion.totals["co2e"]
    assert change.before == pytest.approx(basic)
    assert found.electricity is None
    wider = {"beside the total before, counted there"} if len(change.steps) else set()
    assert set(change.steps) == wider
    assert change.after == pytest.approx(change.before + fsum(change.steps.values()))


def test_without_carriers_the_electricity_of_a_gpc_inventory_cannot_become_the_covenants(samples: Store) -> None:
    found = convert(samples, "US-BOS", 2020, "covenant")
    left = [item for item in found.conversion.left_out if item.figure.scope == 2 and item.figure.amount]
    assert left
    assert all("cannot be told from heat" in item.reason for item in left)
    assert set(amounts(found, "co2e")) >= {"residential", "tertiary", "transport"}


def test_a_factor_given_by_hand_goes_before_the_published_one(samples: Store) -> None:
    found = convert(samples, "IT0004", 2019, GPC, t_per_mwh=0.5)
    assert {item.t_per_mwh for item in found.conversion.recomputed} == {0.5}
    assert found.electricity is not None
    assert found.electricity.source == "given by hand"


def test_of_several_inventories_of_a_year_one_can_be_named(samples: Store) -> None:
    assert convert(samples, "ES0002", 2019, CRF).method == "gpc"
    assert convert(samples, "ES0002", 2019, CRF, "covenant").method == "covenant"
    assert convert(samples, "ES0002", 2019, GPC).method == "covenant"
    with pytest.raises(Refused, match="no inventory of 2018 by the method own"):
        convert(samples, "ES0002", 2018, CRF, "own")


def test_a_year_without_an_inventory_is_refused_with_those_on_file(samples: Store) -> None:
    with pytest.raises(Refused, match=r"no inventory of 1980.*2019 \(Covenant inventory"):
        convert(samples, "IT0004", 1980, GPC)


def test_the_answer_tells_keys_and_places_apart_from_numbers(samples: Store) -> None:
    found = as_dict(convert(samples, "US-BOS", 2020, CRF))
    assert {cell["notation_key"] for cell in found["cells"] if cell["amount"] is None} <= {"NO", "NE", "IE", "C"}
    (merged,) = (
        x for x in found["cells"] if x["name"].endswith("Institutional buildings & facilities") and x["scope"] == 1
    )
    assert (merged["amount"], merged["notation_key"]) == (None, "IE")
    assert merged["included_in"] == "Stationary energy > Commercial buildings & facilities"


def test_the_way_to_the_covenant_takes_the_citys_own_factor() -> None:
    """1,000 MWh at 0.2827 t CO2/MWh in the GPC table are 245 t by the factor that Turin prints for 2019."""
    file = b"""city,year,gpc_ref,carrier,value,unit
Turin,2019,I.1.2,electricity,1000,MWh
Turin,2019,I.1.2,electricity,282.7,t CO2
Turin,2019,I.1.1,natural_gas,20.2,t CO2
"""
    with own_samples() as store:
        draft = drafting.draft(store, file, "turin.csv")
        drafting.commit(store, draft, "a test", None)
        found = convert(store, "IT0004", 2019, "covenant")
    assert amounts(found, "co2") == {"residential": pytest.approx(245.0 + 20.2)}
    assert found.electricity is not None
    assert "Climate City Contract" in found.electricity.source
