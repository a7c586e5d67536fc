"""By which rules of ours an entry serves a frame without a tag; they are shown wherever they count [R]."""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, tuple[str, ...]] = {
    "action": ("SDG 13", "Paris 4"),
    "adaptation_action": ("SDG 13", "Paris 7"),
    "goal": ("SDG 13", "Paris 7"),
    "hazard": ("Sendai 1",),
}
"""[R] A mitigation action serves climate action and article 4, an action or goal of adaptation climate action and
article 7, a hazard that a city assessed the understanding of risk. Nothing else is taken to serve anything."""
