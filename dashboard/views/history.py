"""History: every revision of a city with its reason, what it changed, and the way back."""

from __future__ import annotations

from dashboard import frame, session
from dashboard.parts import outcomes
from dashboard.parts.history import revisions, whole_copy


def _page() -> None:
    city = session.city()
    revisions.head(city)
    outcomes.of_inventories()
    frame.tell(outcomes.said_of_inventories())
    revisions.history(city)
    revisions.soundness()
    whole_copy.backup()


_page()
