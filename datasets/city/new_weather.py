"""The heating degree days of a year or of a long-term average, as a city states them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics.detection.plausibility import limit
from analytics.factors.heating import DegreeDays
from analytics.text.sentences import Sentence
from datasets.city.new_factor import insist_on_years


def degree_days(city_id: str, row: Mapping[str, Any]) -> DegreeDays:
    """The degree days of the cells of their table. Raises Refused for years that run backwards and for days that are
    heated though they are warmer than the base."""
    insist_on_years(row["first_year"], row["last_year"])
    if row["coldest_unheated"] is not None:
        named, fix = Sentence("warmest heated day"), Sentence("It is at most the base.")
        limit(named, row["coldest_unheated"], "°C", -30, row["base"], fix=fix)
    return DegreeDays(city_id, **row)
