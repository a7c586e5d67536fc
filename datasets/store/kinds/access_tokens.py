"""The tokens by which programs of a person ask over the web. Of each its digest is kept, never the token itself.

They are of the ledger, so that every dashboard that follows it knows them, and of this ledger alone: no bundle takes
them along, and no history of a city lists them.
"""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import StatedKind


class AccessToken(NamedTuple):
    """One token: what it is called, whose it is (by the name under which a sign-in knows them), its SHA-256 in
    hexadecimal digits, the second since 1970 at which it runs out, and whether somebody ended it before. It belongs to
    no city (``city_roles.EVERY_CITY``)."""

    city_id: str
    name: str
    person: str
    digest: str
    ends: int
    ended: bool
    revision: int = 0


TABLE = """
CREATE TABLE IF NOT EXISTS access_tokens (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL CHECK (name <> ''),
    person VARCHAR NOT NULL CHECK (person <> ''),
    digest VARCHAR NOT NULL CHECK (length(digest) = 64),
    ends BIGINT NOT NULL,
    ended BOOLEAN NOT NULL
)
"""
KIND = StatedKind(
    name="access_tokens",
    called="tokens",
    tables={"access_tokens": TABLE},
    entry=AccessToken,
    replaces="same",
    of_city=False,
    key=("name",),
    personal=2,
    order=lambda token: token.revision,
)
