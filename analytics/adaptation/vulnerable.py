"""What else is said of a hazard: how bad it is, how it changes, when, how sure that is, and who and what is hit.

Levels, sectors and groups are those of the common reporting framework; two groups and the impacts on health are of
CDP's list of 2021. What a source does not say is blank, which is something else than its saying that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analytics.text.sentences import Sentence, sentences

LEVELS: Mapping[str, str] = {
    # Translators: a level of risk, probability or confidence.
    "low": Sentence("low"),
    # Translators: a level of risk, probability or confidence.
    "moderate": Sentence("moderate"),
    # Translators: a level of risk, probability or confidence.
    "high": Sentence("high"),
    # Translators: a source says that nobody knows how high a risk is.
    "not_known": Sentence("not known"),
}
RANKS: Mapping[str, int] = {"low": 1, "moderate": 2, "high": 3}
"""The levels that can be ranked."""
CHANGES: Mapping[str, str] = {
    # Translators: how a hazard is expected to change.
    "increase": Sentence("increases"),
    # Translators: how a hazard is expected to change.
    "decrease": Sentence("decreases"),
    # Translators: how a hazard is expected to change.
    "no_change": Sentence("stays as it is"),
    # Translators: how a hazard is expected to change.
    "not_known": Sentence("not known"),
}
TIMEFRAMES: Mapping[str, str] = {
    # Translators: when a hazard is felt.
    "current": Sentence("now"),
    # Translators: when a hazard is felt.
    "short": Sentence("short term (by 2025)"),
    # Translators: when a hazard is felt.
    "medium": Sentence("medium term (2026 to 2050)"),
    # Translators: when a hazard is felt.
    "long": Sentence("long term (after 2050)"),
    "not_known": Sentence("not known"),
}
SECTORS_HIT: Mapping[str, str] = sentences(
    {
        "buildings": "Buildings",
        "transport": "Transport",
        "energy": "Energy",
        "water": "Water",
        "waste": "Waste",
        "land_use": "Land use planning",
        "agriculture": "Agriculture and forestry",
        "environment": "Environment and biodiversity",
        "health": "Health",
        "civil_protection": "Civil protection and emergency",
        "tourism": "Tourism",
        "education": "Education",
        "ict": "Information and communication",
    }
)
PEOPLE_HIT: Mapping[str, str] = sentences(
    {
        "women": "Women and girls",
        "children": "Children and youth",
        "elderly": "Older people",
        "marginalised": "Marginalised groups",
        "disabilities": "People with disabilities",
        "chronic_disease": "People with chronic illness",
        "low_income": "Low-income households",
        "unemployed": "Unemployed people",
        "poor_housing": "People in substandard housing",
        "migrants": "Migrants and displaced people",
        "indigenous": "Indigenous people",
        "outdoor_workers": "Outdoor workers",
        "factory_workers": "Factory workers",
        "other_people": "Another group",
    }
)
HEALTH_IMPACTS: Mapping[str, str] = sentences(
    {
        "air_pollution": "Illness from air pollution",
        "injuries": "Injuries and deaths in extreme weather",
        "heat_illness": "Illness from heat",
        "chronic_worse": "Chronic illness gets worse",
        "vector_disease": "Disease carried by insects and ticks",
        "water_disease": "Disease from water and food",
        "mental_health": "Mental health",
        "food": "Food and nutrition",
        "health_buildings": "Damage to health facilities",
        "health_services": "Health services interrupted",
        "health_overload": "Health services overwhelmed",
        "services_cut": "Roads, power or ambulances interrupted",
        "water_services": "Water and sanitation interrupted",
        "no_warning": "No early warning for health",
        "other_impact": "Another impact",
    }
)
_CALLED: Mapping[str, str] = {
    # people, as CDP's list of 2021 calls them
    "Women": "women",
    "Elderly": "elderly",
    "Marginalized groups": "marginalised",
    "Persons with disabilities": "disabilities",
    "Persons with pre-existing medical conditions": "chronic_disease",
    "Unemployed persons": "unemployed",
    "Persons living in sub-standard housing": "poor_housing",
    "Indigenous populations": "indigenous",
    # health issues, as CDP's list of 2021 calls them
    "Air-pollution related illnesses": "air_pollution",
    "Direct physical injuries and deaths due to extreme weather events": "injuries",
    "Heat-related illnesses": "heat_illness",
    "Exacerbation of Non-Communicable Disease Symptoms (e.g. respiratory disease, cardiovascular disease, renal "
    "disease)": "chronic_worse",
    "Vector-borne infectious diseases (e.g. malaria, dengue, Lyme disease, tick-borne encephalitis)": "vector_disease",
    "Water-borne and food-borne infectious diseases (e.g. diarrhoeal diseases and wound infections)": "water_disease",
    "Mental health impacts": "mental_health",
    "Food & Nutrition Security": "food",
    "Damage/destruction to health infrastructure and technology": "health_buildings",
    "Disruption to health service provision": "health_services",
    "Overwhelming of health service provision due to increased demand": "health_overload",
    "Disruption of health-related services (e.g. roads, electricity, communications, emergency/ambulatory response, "
    "laboratories, pharmacies)": "services_cut",
    "Disruption to water, sanitation and wastewater services": "water_services",
    "Lack of climate-informed surveillance, preparedness, early warning and response": "no_warning",
    # when, as CDP's list of 2021 calls it
    "Current": "current",
    "Immediately": "current",
    "Short-term": "short",
    "Medium-term": "medium",
    "Long-term": "long",
    "Short-term (by 2025)": "short",
    "Medium-term (2026-2050)": "medium",
    "Long-term (after 2050)": "long",
    # levels and changes, as the framework calls them
    "Medium": "moderate",
    "Unknown": "not_known",
    "Increasing": "increase",
    "Decreasing": "decrease",
    "No change": "no_change",
}
"""What else a code is called in the lists that were seen."""


def _folded(said: str) -> str:
    return re.sub(r"[\W_]+", "", said.casefold())


_MEANT = {_folded(said): code for said, code in _CALLED.items()}


def code_of(said: str, choices: Mapping[str, str]) -> str | None:
    """The code among ``choices`` of a word: the code itself, its name, or what CDP's list of 2021 calls it; None for a
    word that is none of these. "Other" is the last of the choices where that is such a one."""
    folded = _folded(said)
    known = {_folded(name): code for code, name in choices.items()} | {_folded(code): code for code in choices}
    if folded in ("other", "otherpleasespecify"):
        return next((code for code in choices if code.startswith("other_")), None)
    found = known.get(folded) or _MEANT.get(folded)
    return found if found in choices else None
