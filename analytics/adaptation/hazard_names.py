"""The climate hazards of the common reporting framework by code, in eleven groups, and the names by which files call
them.

36 of the 39 names are those of CDP's list of 2021; of the others no public list was found (``confirmed``). A document
often names a group alone ("floods"): a group is a hazard of its own here, less precise than those in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.sentences import Sentence


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


_GROUPS: Mapping[str, str] = {
    "heat": Sentence("Extreme heat"),
    "cold": Sentence("Extreme cold"),
    "precipitation": Sentence("Extreme precipitation"),
    "flood": Sentence("Floods and sea level rise"),
    "water_scarcity": Sentence("Water scarcity"),
    "storm": Sentence("Storms and wind"),
    "mass_movement": Sentence("Mass movement"),
    "wildfire": Sentence("Wildfire"),
    "biological": Sentence("Biological hazards"),
    "chemical": Sentence("Chemical change"),
    "other_hazard": Sentence("Another hazard"),
}
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
    "precipitation": {
        "rain_storm": Sentence("Rain storm"),
        "monsoon": Sentence("Monsoon"),
        "heavy_snow": Sentence("Heavy snow"),
        "fog": Sentence("Fog"),
        "hail": Sentence("Hail"),
    },
    "flood": {
        "surface_flood": Sentence("Flash or surface flood"),
        "river_flood": Sentence("River flood"),
        "coastal_flood": Sentence("Coastal flood"),
        "groundwater_flood": Sentence("Groundwater flood"),
        "inundation": Sentence("Permanent inundation"),
    },
    "water_scarcity": {"drought": Sentence("Drought"), "water_stress": Sentence("Water stress")},
    "storm": {
        "severe_wind": Sentence("Severe wind"),
        "tornado": Sentence("Tornado"),
        "cyclone": Sentence("Cyclone, hurricane or typhoon"),
        "tropical_storm": Sentence("Tropical storm"),
        "extratropical_storm": Sentence("Extratropical storm"),
        "storm_surge": Sentence("Storm surge"),
        "thunderstorm": Sentence("Lightning or thunderstorm"),
    },
    "mass_movement": {
        "landslide": Sentence("Landslide"),
        "avalanche": Sentence("Avalanche"),
        "rockfall": Sentence("Rockfall"),
        "subsidence": Sentence("Subsidence"),
    },
    "wildfire": {"forest_fire": Sentence("Forest fire"), "land_fire": Sentence("Land fire")},
    "biological": {
        "vector_borne": Sentence("Vector-borne disease"),
        "water_borne": Sentence("Water-borne disease"),
        "air_borne": Sentence("Air-borne disease"),
        "insects": Sentence("Insect infestation"),
    },
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
