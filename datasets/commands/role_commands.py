"""The commands of roles, which count where people sign in (``roles``, ``role``), and of the tokens by which programs
ask (``tokens``, ``token``, ``end-token``)."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from typing import Any

from datasets import Cities, Revision, Store, access
from datasets.commands import Commands, needed, place, replies, whole
from datasets.commands.arguments import author as author_of
from datasets.commands.arguments import plain


def add(commands: Commands) -> None:
    """The commands with their options."""
    commands.add("roles", city="only the roles that hold in this city (default: all of them)", tells=listing)

    giving = commands.add(
        "role",
        person=place("the name by which the person signs in, such as an e-mail address"),
        role=place("in the place of the one they have there", choices=[*access.ROLES, access.NO_ROLE]),
        city="where it holds (default: in every city)",
        reason=needed(),
    )
    giving.set_defaults(brings=give, author=None)

    commands.add(
        "token",
        person=place("the name by which the person signs in: it is worth what their roles are"),
        days=whole("how long it holds (default 90, at most 366)", default=90),
        reason=needed("which program it is for"),
        command=make_token,
    )

    commands.add("tokens").set_defaults(tells=tokens)
    ending = commands.add("end-token", name=place("its name, as tokens lists it"), reason=needed())
    ending.set_defaults(brings=end_token, author=None)


def make_token(store: Store, asked: argparse.Namespace) -> int:
    """Make a token and print it, this once."""
    people = Cities(store).people
    made = people.make_token(plain(asked.person), asked.days, author_of(None, store), asked.reason)
    if asked.json:
        replies.as_json({"token": made, "name": people.tokens()[-1].name})
    else:
        print(made)
    return 0


def end_token(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """End a token. Raises Refused as ``Cities.people.end_token``."""
    return Cities(store).people.end_token(plain(asked.name), author, asked.reason)


def tokens(store: Store, asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Every token, with its state."""
    values = []
    for one in Cities(store).people.tokens():
        until = datetime.fromtimestamp(one.ends, UTC).isoformat(timespec="minutes")
        state = "ended" if one.ended else "run out" if one.ends <= time.time() else "holds"
        values.append({"name": one.name, "person": one.person, "until": until, "state": state})
    return values


def give(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Give a role, or take it away. Raises Refused as ``Cities.people.give``."""
    return Cities(store).people.give(plain(asked.person), asked.role, asked.city, author, asked.reason)


def listing(store: Store, asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Every role that counts."""
    return [one._asdict() for one in Cities(store).people.roles(asked.city)]
