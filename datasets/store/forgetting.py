"""Erasing a person's e-mail address, of a ledger in which nothing is ever changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from analytics.text.problems import Problem, Refused
from datasets.store import chain, compacting, creation, database, location, pseudonyms, touched
from datasets.store.kind import Cursor
from datasets.store.kinds import access_tokens, city_roles, followed_ledger

_AS_IT_IS = """
    SELECT revision FROM revisions WHERE lower(author) = lower($address)
    UNION SELECT revision FROM city_roles WHERE lower(person) = lower($address)
    UNION SELECT revision FROM access_tokens WHERE lower(person) = lower($address)
    UNION SELECT revision FROM partner_notes WHERE lower(author) = lower($address) ORDER BY ALL
"""
_DRAFTS = "DELETE FROM draft_files WHERE lower(keeper) = lower('person:' || ?)"


class Forgotten(NamedTuple):
    """What was erased: the ``pseudonyms`` that are nobody's now. ``left`` are the revisions, of before there were
    pseudonyms, that hold the address itself; nothing of them can be changed."""

    pseudonyms: tuple[str, ...]
    left: tuple[int, ...]
    head: chain.Head

    def as_dict(self) -> dict[str, Any]:
        """What was found, for JSON."""
        return {"pseudonyms": self.pseudonyms, "left": self.left, "head": self.head.sha256}


def forget(path: Path, address: str, step: Callable[[str], None] = lambda _name: None) -> Forgotten:
    """Erase whose the pseudonyms of an address are, with the drafts of the person, and write the file anew, so that
    none of its blocks holds the address any more. Every hash stays what it was.

    The ledger of a server is reached as its owner (COVENANT_LEDGER). Raises Refused where the address is unknown or
    stands in revisions as it is, where the person still has a role or a token, and where the file is open elsewhere.
    """
    creation.existing(path)
    ledger = location.ledger()
    with closing(database.connect(path)) as cursor:
        if ledger is None and followed_ledger.read(cursor) is not None:
            raise Refused(_followed(path))
        _insist_on_no_access(cursor, address)
        left = tuple(number for (number,) in cursor.execute(_AS_IT_IS, {"address": address}).fetchall())
        found = set(pseudonyms.of(cursor, address))
        if ledger is not None:
            from datasets.store.postgres.shared_ledger import SharedLedger

            with closing(SharedLedger(ledger)) as shared:
                found |= set(shared.forget(address))
        if not found:
            raise Refused(_nothing(address, left))
        pseudonyms.forget(cursor, found)
        cursor.execute(_DRAFTS, [address])
        cursor.execute("CHECKPOINT")
    return Forgotten(tuple(sorted(found)), left, compacting.compact(path, step).head)


def _insist_on_no_access(cursor: Cursor, address: str) -> None:
    undone = touched.undone(cursor)
    roles = [one for given in city_roles.KIND.read(cursor, undone).values() for one in given]
    tokens = [one for made in access_tokens.KIND.read(cursor, undone).values() for one in made]
    held = [f"the role {one.role}" for one in roles if _same(one.person, address) and one.role != city_roles.NO_ROLE]
    held += [
        f"the token {one.name}"
        for one in tokens
        if _same(one.person, address) and not one.ended and one.ends > time.time()
    ]
    if held:
        found = f"{address}, who still has {' and '.join(held)}"
        fix = "Take it away first: role ADDRESS none, end-token NAME."
        raise Refused(Problem("block", "person-has-access", found, "a person without role and token", fix))


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _followed(path: Path) -> Problem:
    return Problem(
        "block",
        "ledger-not-named",
        f'"{path}", which follows the ledger of a server',
        "the address of that server in COVENANT_LEDGER, as the owner of the ledger",
        "Name it, and give the command again; nothing was erased.",
    )


def _nothing(address: str, left: tuple[int, ...]) -> Problem:
    if left:
        found = f"{address} in revision {', '.join(map(str, left))} as it is, which came before there were pseudonyms"
        fix = "What a revision holds cannot be erased: begin a new ledger with the figures alone (operators.md)."
        return Problem("block", "address-sealed", found, "an address that stands behind a pseudonym", fix)
    return Problem(
        "block", "address-unknown", address, "an address of somebody who committed something", "Look it up in History."
    )
