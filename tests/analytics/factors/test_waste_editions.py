"""Two editions of the IPCC count wastewater far apart; a series takes one of them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.factors.waste_editions import (
    EDITIONS,
    IPCC_2006,
    IPCC_2019,
    Wastewater,
    differences,
    domestic,
    nitrogen_load,
    one_edition,
    plants_n2o,
    plants_n2o_per_head,
)
from analytics.text.problems import Refused
from datasets.reference import waste_parameters

MILLION, BOD, PROTEIN = 1_000_000, 60e-6, 0.037


def both(plant: str = "secondary", region: str = "Europe") -> dict[str, Wastewater]:
    return {
        edition: domestic(MILLION, BOD, PROTEIN, waste_parameters.treatment(edition, plant, region))
        for edition in EDITIONS
    }


def test_a_million_people_have_four_times_the_n2o_by_the_refinement_and_methane_where_there_was_none() -> None:
    """Method reference 20.13: N2O 64 t against 260 t, CH4 of an aerobic plant 0 against 493 t."""
    found = both()
    assert [round(found[edition].n2o_t) for edition in EDITIONS] == [64, 260]
    assert [round(found[edition].ch4_t) for edition in EDITIONS] == [0, 493]
    apart = differences(found)
    assert round(apart.n2o_t) == 196
    assert apart.ch4_t == found[IPCC_2019].ch4_t - found[IPCC_2006].ch4_t


def test_each_gas_of_the_refinement_is_its_formula_written_out() -> None:
    nitrogen = MILLION * PROTEIN * 0.16 * 1.08 * 1.09 * 1.25
    found = both()[IPCC_2019]
    assert nitrogen_load(MILLION, PROTEIN, 0.16, 1.09, 1.25, 1.08) == pytest.approx(nitrogen)
    assert found.n2o_plants_t == pytest.approx(nitrogen * 0.016 * 44 / 28)
    assert found.n2o_effluent_t == pytest.approx(nitrogen * (1 - 0.4) * 0.005 * 44 / 28)
    assert found.ch4_t == pytest.approx(MILLION * BOD * 365 * 1.25 * 0.6 * 0.03)


def test_by_the_2006_guidelines_advanced_plants_alone_have_their_grams_per_head() -> None:
    assert both("secondary")[IPCC_2006].n2o_plants_t == 0
    assert both("tertiary")[IPCC_2006].n2o_plants_t == pytest.approx(MILLION * 3.2e-6 * 1.25)
    assert plants_n2o_per_head(MILLION, 3.2e-6, 1.25, 0.5) == pytest.approx(2.0)


def test_a_region_changes_the_refinement_and_not_the_guidelines_of_2006() -> None:
    here, there = both(region="Europe"), both(region="Northern America")
    assert here[IPCC_2006] == there[IPCC_2006]
    assert here[IPCC_2019].n2o_t != there[IPCC_2019].n2o_t


@given(st.floats(0, 1e7), st.floats(0, 0.2), st.floats(0, 1))
def test_nitrogen_that_leaves_as_gas_is_never_more_than_there_was(
    people: float, protein: float, reaching: float
) -> None:
    nitrogen = nitrogen_load(people, protein, 0.16, 1.09, 1.25, 1.08)
    gas = plants_n2o(nitrogen, 0.016, reaching) * 28 / 44
    assert 0 <= gas <= nitrogen or math.isclose(gas, nitrogen)


def test_a_series_keeps_one_edition() -> None:
    assert one_edition({2015: IPCC_2006, 2019: IPCC_2006}) == IPCC_2006
    with pytest.raises(Refused) as refused:
        one_edition({2015: IPCC_2006, 2019: IPCC_2019})
    (problem,) = refused.value.problems
    assert problem.code == "waste-edition-mixed"
    assert problem.found == "IPCC 2006 in 2015 and IPCC 2019 Refinement in 2019"


@pytest.mark.parametrize(
    ("editions", "code"), [({}, "waste-edition-missing"), ({2015: "1996"}, "waste-edition-unknown")]
)
def test_a_series_without_a_known_edition_is_refused(editions: dict[int, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        one_edition(editions)
    assert refused.value.problems[0].code == code


def test_wrong_input_is_named_and_never_computed() -> None:
    for call in (
        lambda: nitrogen_load(-1, PROTEIN, 0.16, 1.1, 1.25),
        lambda: nitrogen_load(1, PROTEIN, 16, 1.1, 1.25),
        lambda: nitrogen_load(1, PROTEIN, 0.16, 1.1, 1.25, 0.5),
        lambda: plants_n2o(-1, 0.016),
        lambda: plants_n2o(1, 16),
        lambda: plants_n2o_per_head(1, 3.2e-6, 1.25, 1.5),
        lambda: domestic(1, 60, PROTEIN, waste_parameters.treatment(IPCC_2019)),
    ):
        with pytest.raises(Refused):
            call()


def test_the_parameters_of_an_edition_are_its_own() -> None:
    old, new = (waste_parameters.treatment(edition, "secondary") for edition in EDITIONS)
    assert (old.mcf, new.mcf) == (0.0, 0.03)
    assert (old.household, new.household) == (1.0, 1.08)
    assert (old.plants, new.plants) == (0.0, 0.016)
    assert replace(old, edition=new.edition) != new
    for wrong in (("AR5", "secondary", "Europe"), (IPCC_2006, "lagoon", "Europe"), (IPCC_2019, "secondary", "Mars")):
        with pytest.raises(Refused):
            waste_parameters.treatment(*wrong)
    with pytest.raises(Refused):
        waste_parameters.treatment(IPCC_2019, region="Africa")  # two regions bear this name
