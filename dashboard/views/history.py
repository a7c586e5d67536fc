"""History: every revision of a city with its reason, what it changed, and the way back."""

from __future__ import annotations

from dashboard import session
from dashboard.parts import backup, revisions, verification


def _page() -> None:
    city = session.city()
    revisions.head(city)
    verification.outcome()
    revisions.history(city)
    revisions.soundness()
    backup.backup()


_page()
