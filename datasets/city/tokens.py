"""Tokens by which programs of a person ask: signed here, for so many days, and worth what the person's roles are.

A token is kept nowhere. Whoever loses their roles has lost its worth.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from datasets.city.access import Person
from datasets.store import Store

MOST_DAYS = 366


def made(store: Store, person: str, days: int) -> str:
    """A token for a person, which holds for so many ``days``."""
    return str(_signer(store).dumps([Person(person).known_as, int(time.time()) + days * 24 * 3600]))


def person(store: Store, token: str) -> Person | None:
    """Whose a token is; None for one that was not made here, or has run out."""
    try:
        told: Any = _signer(store).loads(token)
        name, ends = told
    except (BadData, ValueError, TypeError):
        return None
    return Person(name) if isinstance(name, str) and isinstance(ends, int) and ends > time.time() else None


def _signer(store: Store) -> URLSafeSerializer:
    return URLSafeSerializer(store.browser_key(), salt="token", signer_kwargs={"digest_method": hashlib.sha256})
