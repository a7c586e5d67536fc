"""The icons of the pillars, and icon and colour of the state of a phase; its word always stands beside them."""

from __future__ import annotations

from collections.abc import Mapping

PHASE_ICONS: Mapping[str, str] = {
    "on_file": ":material/check_circle:",
    "in_part": ":material/contrast:",
    "too_old": ":material/schedule:",
    "missing": ":material/radio_button_unchecked:",
}
PHASE_COLOURS: Mapping[str, str] = {"on_file": "green", "in_part": "gray", "too_old": "orange", "missing": "gray"}
PILLAR_ICONS: Mapping[str, str] = {
    "mitigation": ":material/eco:",
    "adaptation": ":material/flood:",
    "energy": ":material/bolt:",
}
