"""What an entry of knowledge is about: its subject, and the groups of sectors of an inventory that the subject helps.

The frames are those of the programme: Sustainable Development Goals as "SDG 11", and so on.
"""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence

TOPICS: Mapping[str, str] = {
    "transport": Sentence("Transport"),
    "homes": Sentence("Homes"),
    "buildings": Sentence("Buildings"),
    "municipal_buildings": Sentence("Municipal buildings"),
    "heating": Sentence("Heating"),
    "electricity": Sentence("Electricity"),
    "lighting": Sentence("Street lighting"),
    "industry": Sentence("Industry and companies"),
    "waste": Sentence("Waste and circular economy"),
    "water": Sentence("Water"),
    "all": Sentence("All sectors"),
    "energy_poverty": Sentence("Energy poverty"),
    "adaptation": Sentence("Adaptation"),
    "health": Sentence("Health"),
    "housing": Sentence("Affordable housing"),
    "regeneration": Sentence("Urban regeneration"),
    "innovation": Sentence("Innovation"),
    "cooperation": Sentence("Cooperation of cities"),
    "governance": Sentence("Governance"),
}
"""The subjects by code."""
HELPING: Mapping[str, tuple[str, ...]] = {
    "Transport": ("transport",),
    "Residential": ("homes", "buildings", "heating"),
    "Buildings": ("homes", "buildings", "municipal_buildings", "heating"),
    "Tertiary": ("buildings", "municipal_buildings"),
    "Municipal": ("municipal_buildings", "lighting", "buildings"),
    "Electricity": ("electricity",),
    "Industry": ("industry",),
    "Waste": ("waste",),
}
"""By group of sectors the subjects that help to lower it [R]. What speaks of all sectors answers no gap of one."""
ACTION_SECTORS: Mapping[str, str] = {
    "transport": "transport",
    "homes": "residential",
    "buildings": "buildings",
    "municipal_buildings": "municipal_buildings",
    "heating": "buildings",
    "electricity": "electricity",
    "lighting": "public_lighting",
    "industry": "industry",
    "waste": "waste",
    "water": "wastewater",
}
"""By the subject of an idea the sector of the action that it becomes [R]; of others none is an action that cuts."""
WEATHERED = frozenset({"homes", "buildings", "municipal_buildings", "heating"})
"""The subjects whose results depend on the weather: there a like climate makes a result more telling [R]."""
KINDS: Mapping[str, str] = {
    "report": Sentence("Report"),
    "article": Sentence("Article"),
    "case_study": Sentence("Case study"),
    "web_page": Sentence("Web page"),
    "plan": Sentence("Plan"),
    "strategy": Sentence("Strategy"),
    "policy_document": Sentence("Policy document"),
    "policy_brief": Sentence("Policy brief"),
    "council_document": Sentence("Council document"),
    "data_set": Sentence("Data set"),
    "tool": Sentence("Tool"),
    "course": Sentence("Course"),
}
"""What a resource is."""
ACCESS: Mapping[str, str] = {
    "secure": Sentence("Secure energy"),
    "sustainable": Sentence("Sustainable energy"),
    "affordable": Sentence("Affordable energy"),
}
"""The attributes of the third pillar of the Covenant, energy access."""
