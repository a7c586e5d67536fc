"""Each indicator of energy access has what a reader needs to judge it: definition, unit, source and mark."""

from __future__ import annotations

from analytics.energy_access.access_indicators import ATTRIBUTES, INDICATORS
from analytics.formula import MARKS


def test_each_indicator_has_an_attribute_a_definition_a_source_and_a_mark() -> None:
    for code, one in INDICATORS.items():
        assert one.attribute in ATTRIBUTES, code
        assert one.definition.endswith("."), code
        assert one.source, code
        assert one.mark in MARKS, code
        assert one.better in ("less", "more", ""), code


def test_each_attribute_has_indicators_and_those_of_one_stand_together() -> None:
    order = [one.attribute for one in INDICATORS.values()]
    assert list(dict.fromkeys(order)) == list(ATTRIBUTES)
    assert order == sorted(order, key=list(ATTRIBUTES).index)


def test_what_is_made_locally_may_be_more_than_what_is_used_and_no_other_share_is_above_the_whole() -> None:
    assert [code for code, one in INDICATORS.items() if one.is_share and one.most is None] == ["local_renewables"]
