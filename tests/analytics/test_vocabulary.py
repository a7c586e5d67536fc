"""The words of the field agree with each other and with the protocols they are from."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from analytics.text.sentences import Sentence
from analytics.vocabulary import (
    CARRIERS,
    GPC_REFERENCES,
    KEY_SECTORS,
    METHOD_NAMES,
    NOTATION_KEY_NAMES,
    OUTCOME_NAMES,
    SECTOR_GROUPS,
    SECTORS,
    VERDICT_NAMES,
    Measure,
    Method,
    NotationKey,
    Quantity,
    Verdict,
    measure,
    stated,
    stated_or_not,
)


def test_every_word_has_a_name_for_people() -> None:
    assert set(METHOD_NAMES) == set(Method)
    assert set(NOTATION_KEY_NAMES) == set(NotationKey)
    assert set(VERDICT_NAMES) == set(Verdict)
    assert all(sector.name and sector.group for sector in SECTORS.values())
    assert all(carrier.name for carrier in CARRIERS.values())


@pytest.mark.parametrize("table", [SECTORS, CARRIERS], ids=["sectors", "carriers"])
def test_names_are_unique_and_codes_are_their_own_keys(table: dict) -> None:  # type: ignore[type-arg]
    assert len({word.name for word in table.values()}) == len(table)
    assert all(code == word.code and code == code.lower() for code, word in table.items())


def test_key_sectors_are_the_four_of_the_covenant() -> None:
    assert KEY_SECTORS == ("municipal", "tertiary", "residential", "transport")
    assert {key for sector in SECTORS.values() for key in sector.keys} == set(KEY_SECTORS)


def test_waste_industry_and_an_unsplit_total_cover_no_key_sector() -> None:
    for code in ("solid_waste", "industry", "ippu", "afolu", "electricity", "energy_supply", "total"):
        assert SECTORS[code].keys == ()


def test_groups_keep_the_order_of_the_sectors() -> None:
    assert set(SECTOR_GROUPS) == {sector.group for sector in SECTORS.values()}
    assert len(SECTOR_GROUPS) == len(set(SECTOR_GROUPS))


def test_energy_is_one_table_and_every_gas_the_other() -> None:
    assert {quantity: measure(quantity) for quantity in Quantity} == {
        Quantity.ENERGY: Measure.ENERGY,
        Quantity.CO2: Measure.EMISSIONS,
        Quantity.CH4: Measure.EMISSIONS,
        Quantity.N2O: Measure.EMISSIONS,
        Quantity.CO2E: Measure.EMISSIONS,
    }


def test_gpc_has_54_references_each_with_a_known_sector() -> None:
    assert len(GPC_REFERENCES) == 54
    assert all(found.sector in SECTORS and found.ref == ref for ref, found in GPC_REFERENCES.items())


def test_basic_leaves_out_losses_grid_supply_imported_waste_processes_and_land() -> None:
    basic = {ref for ref, found in GPC_REFERENCES.items() if found.level == "BASIC"}
    assert {"I.1.1", "I.1.2", "II.1.1", "II.5.2", "III.1.1", "III.1.2", "III.4.2", "I.7.1", "I.8.1"} <= basic
    outside = {"I.1.3", "I.6.3", "II.1.3", "I.4.4", "III.1.3", "III.4.3", "IV.1", "IV.2", "V.1", "V.2", "V.3", "VI.1"}
    assert not basic & outside
    assert Counter(found.level for found in GPC_REFERENCES.values())["territorial"] == 5


def test_waste_generated_in_the_city_counts_wherever_it_is_treated() -> None:
    for number in range(1, 5):
        inside, elsewhere, imported = (GPC_REFERENCES[f"III.{number}.{place}"] for place in (1, 2, 3))
        assert (inside.level, inside.scope) == ("BASIC", 1)
        assert (elsewhere.level, elsewhere.scope) == ("BASIC", 3)
        assert (imported.level, imported.scope) == ("territorial", 1)


def test_the_last_figure_of_an_energy_or_transport_reference_is_its_scope() -> None:
    for ref, found in GPC_REFERENCES.items():
        part, *_, last = ref.split(".")
        if part in ("I", "II") and ref != "I.4.4":
            assert found.scope == int(last)


def test_references_scopes_and_levels_are_those_of_the_published_table(root: Path) -> None:
    with (root / "tests" / "data" / "gpc_references.csv").open(encoding="utf-8", newline="") as file:
        published = {row["reference"]: (int(row["scope"]), row["level"]) for row in csv.DictReader(file)}
    ours = {ref: (found.scope, found.level.lower()) for ref, found in GPC_REFERENCES.items()}
    # The protocol has no scope 3 of off-road transport; published inventories carry the cell nevertheless.
    assert {ref: ours[ref] for ref in ours if ref != "II.5.3"} == published


def test_every_name_can_be_said_in_another_language() -> None:
    named = [*METHOD_NAMES.values(), *NOTATION_KEY_NAMES.values(), *VERDICT_NAMES.values(), *OUTCOME_NAMES.values()]
    named += [text for sector in SECTORS.values() for text in (sector.name, sector.within, sector.group, *sector.keys)]
    named += [text for carrier in CARRIERS.values() for text in (carrier.name, carrier.within)]
    assert [name for name in (*named, *KEY_SECTORS) if not isinstance(name, Sentence)] == []


def test_a_name_within_a_sentence_is_the_same_in_small_letters() -> None:
    for one in (*SECTORS.values(), *CARRIERS.values()):
        assert one.within.casefold() == one.name.casefold()
        assert one.within[0].islower() or one.within[1].isupper()


def test_what_an_inventory_states_is_said_in_words_and_gwp_sets_by_their_names() -> None:
    assert [stated(word) for word in ("AR5", "life-cycle", "unknown")] == ["AR5", "life-cycle", "unknown"]
    assert isinstance(stated("life-cycle"), Sentence)
    assert [stated_or_not(word) for word in ("AR5", "unknown", None)] == ["AR5", "not stated", "not stated"]
