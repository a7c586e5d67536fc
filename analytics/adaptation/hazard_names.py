"""The climate hazards of the common reporting framework by code, in eleven groups, and the names by which files call
them.

36 of the 39 names are those of CDP's list of 2021; of the others no public list was found (``confirmed``). A document
often names a group alone ("floods"): a group is a hazard of its own here, less precise than those in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.sentences import Sentence, sentences


@dataclass(frozen=True)
class Hazard:
    """One hazard, or a whole group of them (whose ``group`` is its own code). ``confirmed``: CDP's list of 2021 has
    it."""

    code: str
    group: str
    name: str
    confirmed: bool = True

    @property
    def whole_group(self) -> bool:
        """Whether it stands for a group: which hazard of it is meant is not said."""
        return self.code == self.group


_GROUPS: Mapping[str, str] = sentences(
    {
        "heat": "Extreme heat",
        "cold": "Extreme cold",
        "precipitation": "Extreme precipitation",
        "flood": "Floods and sea level rise",
        "water_scarcity": "Water scarcity",
        "storm": "Storms and wind",
        "mass_movement": "Mass movement",
        "wildfire": "Wildfire",
        "biological": "Biological hazards",
        "chemical": "Chemical change",
        "other_hazard": "Another hazard",
    }
)
_MEMBERS: Mapping[str, Mapping[str, str]] = {
    "heat": {
        "heat_wave": Sentence("Heat wave"),
        "hot_days": Sentence("Extreme hot days"),
        "heat_stress": Sentence("Heat stress"),
    },
    "cold": {
        "cold_wave": Sentence("Cold wave"),
        "cold_days": Sentence("Extreme cold days"),
        "winter_conditions": Sentence("Extreme winter conditions"),
    },
    "precipitation": sentences(
        {
            "rain_storm": "Rain storm",
            "monsoon": "Monsoon",
            "heavy_snow": "Heavy snow",
            "fog": "Fog",
            "hail": "Hail",
        }
    ),
    "flood": sentences(
        {
            "surface_flood": "Flash or surface flood",
            "river_flood": "River flood",
            "coastal_flood": "Coastal flood",
            "groundwater_flood": "Groundwater flood",
            "inundation": "Permanent inundation",
        }
    ),
    "water_scarcity": {"drought": Sentence("Drought"), "water_stress": Sentence("Water stress")},
    "storm": sentences(
        {
            "severe_wind": "Severe wind",
            "tornado": "Tornado",
            "cyclone": "Cyclone, hurricane or typhoon",
            "tropical_storm": "Tropical storm",
            "extratropical_storm": "Extratropical storm",
            "storm_surge": "Storm surge",
            "thunderstorm": "Lightning or thunderstorm",
        }
    ),
    "mass_movement": sentences(
        {
            "landslide": "Landslide",
            "avalanche": "Avalanche",
            "rockfall": "Rockfall",
            "subsidence": "Subsidence",
        }
    ),
    "wildfire": {"forest_fire": Sentence("Forest fire"), "land_fire": Sentence("Land fire")},
    "biological": sentences(
        {
            "vector_borne": "Vector-borne disease",
            "water_borne": "Water-borne disease",
            "air_borne": "Air-borne disease",
            "insects": "Insect infestation",
        }
    ),
    "chemical": {
        "salt_water": Sentence("Salt water intrusion"),
        "ocean_acidification": Sentence("Ocean acidification"),
        "carbon_dioxide": Sentence("Atmospheric CO2 concentration"),
    },
    "other_hazard": {},
}
UNCONFIRMED = frozenset({"heat_stress", "water_stress", "other_hazard"})
"""The hazards of the framework that CDP's list of 2021 does not have: "other" cannot be confirmed at all."""
HAZARDS: Mapping[str, Hazard] = {
    code: Hazard(code, group, name, code not in UNCONFIRMED)
    for group, group_name in _GROUPS.items()
    for code, name in {group: group_name, **_MEMBERS[group]}.items()
}
"""Every hazard by its code, each group before what is in it."""
NAMES: Mapping[str, str] = {code: hazard.name for code, hazard in HAZARDS.items()}
NUMBER = 39
"""So many labels has the framework: what stands in the groups, and "other"."""
_CALLED = {
    # CDP's list of 2021, and its groups
    "flash / surface flood": "surface_flood",
    "cyclone (hurricane / typhoon)": "cyclone",
    "lightning / thunderstorm": "thunderstorm",
    "extreme hot temperature": "heat",
    "extreme cold temperature": "cold",
    "flood and sea level rise": "flood",
    "storm and wind": "storm",
    "other, please specify": "other_hazard",
    "other": "other_hazard",
    # CDP's list of 2023
    "urban flooding": "surface_flood",
    "river flooding": "river_flood",
    "coastal flooding (incl. sea level rise)": "coastal_flood",
    "extreme wind": "severe_wind",
    "other: tornadoes": "tornado",
    "hurricanes, cyclones, and/or typhoons": "cyclone",
    "fire weather (risk of wildfires)": "wildfire",
    # the groups of MyCovenant
    "heavy precipitation": "precipitation",
    "droughts and water scarcity": "water_scarcity",
    "storms": "storm",
}
"""What else a hazard is called in the lists that were seen, beside its own name and code."""


def _folded(said: str) -> str:
    """A name as names are compared: letters and digits alone, without a plural s."""
    return re.sub(r"[\W_]+", "", said.casefold()).removesuffix("s")


_KNOWN = {
    **{_folded(said): code for said, code in _CALLED.items()},
    **{_folded(hazard.name): hazard.code for hazard in HAZARDS.values()},
    **{_folded(code): code for code in HAZARDS},
}


def hazard_code(said: str) -> str | None:
    """The code of a hazard by its code, its name, or a label of CDP's or MyCovenant's lists, be the group written
    before it ("Water Scarcity > Drought") or not; None for any other word."""
    group, parted, label = said.partition(">")
    found = _KNOWN.get(_folded(label if parted else group))
    if parted and found is not None and HAZARDS[found].group != _KNOWN.get(_folded(group)):
        return None
    return found


def hazard_name(code: str) -> str:
    """The name of a hazard; a code that is none stands for itself."""
    return HAZARDS[code].name if code in HAZARDS else code
