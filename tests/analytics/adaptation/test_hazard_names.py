"""The hazards of the framework: 39 labels, 36 of them confirmed, each known by what files call it."""

from __future__ import annotations

import pytest

from analytics.adaptation.hazard_names import HAZARDS, NAMES, NUMBER, UNCONFIRMED, hazard_code, hazard_name


def test_the_framework_has_39_labels_of_which_36_are_confirmed() -> None:
    labels = [one for one in HAZARDS.values() if not one.whole_group or one.code == "other_hazard"]
    assert len(labels) == NUMBER
    assert sum(one.confirmed for one in labels) == 36
    assert {one.code for one in labels if not one.confirmed} == UNCONFIRMED


def test_every_name_is_its_own_and_leads_back_to_its_code() -> None:
    assert len(set(NAMES.values())) == len(NAMES)
    for code, name in NAMES.items():
        assert hazard_code(code) == hazard_code(name) == hazard_code(name.upper()) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Rock fall", "rockfall"),
        ("Extra tropical storm", "extratropical_storm"),
        ("Atmospheric CO2 concentrations", "carbon_dioxide"),
        ("Cyclone (Hurricane / Typhoon)", "cyclone"),
        ("Extreme Precipitation > Rain storm", "rain_storm"),
        ("Wild fire > Forest fire", "forest_fire"),
        ("Water Scarcity > Drought", "drought"),
        ("Extreme hot temperature", "heat"),
        ("Droughts and water scarcity", "water_scarcity"),
        ("Other, please specify", "other_hazard"),
        ("Storm and wind > Drought", None),
        ("Plague of frogs", None),
        ("", None),
    ],
)
def test_what_lists_call_a_hazard_leads_to_it_and_nothing_else_does(said: str, code: str | None) -> None:
    assert hazard_code(said) == code


def test_a_code_that_is_none_stands_for_itself() -> None:
    assert hazard_name("drought") == "Drought"
    assert hazard_name("frogs") == "frogs"
