"""What an entry of knowledge is about: its subject, and the groups of sectors of an inventory that the subject helps.

The frames are those of the programme: Sustainable Development Goals as "SDG 11", and so on.
"""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence, sentences

TOPICS: Mapping[str, str] = sentences(
    {
        "transport": "Transport",
        "homes": "Homes",
        "buildings": "Buildings",
        "municipal_buildings": "Municipal buildings",
        "heating": "Heating",
        "electricity": "Electricity",
        "lighting": "Street lighting",
        "industry": "Industry and companies",
        "waste": "Waste and circular economy",
        "water": "Water",
        "all": "All sectors",
        "energy_poverty": "Energy poverty",
        "adaptation": "Adaptation",
        "health": "Health",
        "housing": "Affordable housing",
        "regeneration": "Urban regeneration",
        "innovation": "Innovation",
        "cooperation": "Cooperation of cities",
        "governance": "Governance",
    }
)
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
KINDS: Mapping[str, str] = sentences(
    {
        "report": "Report",
        "article": "Article",
        "case_study": "Case study",
        "web_page": "Web page",
        "plan": "Plan",
        "strategy": "Strategy",
        "policy_document": "Policy document",
        "policy_brief": "Policy brief",
        "council_document": "Council document",
        "data_set": "Data set",
        "tool": "Tool",
        "course": "Course",
    }
)
"""What a resource is."""
ACCESS: Mapping[str, str] = {
    "secure": Sentence("Secure energy"),
    "sustainable": Sentence("Sustainable energy"),
    "affordable": Sentence("Affordable energy"),
}
"""The attributes of the third pillar of the Covenant, energy access."""
