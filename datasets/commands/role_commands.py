"""The commands of roles, which count where people sign in: ``roles`` lists who has which, ``role`` gives one."""

from __future__ import annotations

import argparse
from typing import Any

from datasets import Cities, Revision, Store, access
from datasets.commands import Commands
from datasets.commands.arguments import plain


def add(commands: Commands) -> None:
    """The three commands with their options."""
    listed = commands.add("roles")
    listed.add_argument("--city", help="only the roles that hold in this city (default: all of them)")
    listed.set_defaults(tells=listing)

    giving = commands.add("role")
    giving.add_argument("person", help="the name by which the person signs in, such as an e-mail address")
    giving.add_argument("role", choices=[*access.ROLES, access.NO_ROLE], help="in the place of the one they have there")
    giving.add_argument("--city", help="where it holds (default: in every city)")
    giving.add_argument("--reason", required=True)
    giving.set_defaults(brings=give, author=None)

    signing = commands.add("token")
    signing.add_argument("person", help="the name by which the person signs in: it is worth what their roles are")
    signing.add_argument("--days", type=int, default=90, help="how long it holds (default 90, at most 366)")
    signing.set_defaults(tells=token)


def token(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """A token by which a program of a person asks over the web."""
    made = Cities(store).people.token(plain(asked.person), asked.days)
    return {"token": made}, [made]


def give(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Give a role, or take it away. Raises Refused as ``Cities.people.give``."""
    return Cities(store).people.give(plain(asked.person), asked.role, asked.city, author, asked.reason)


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """Every role that counts, as values and as lines."""
    everyone = Cities(store)
    names = {city.city_id: city.name for city in everyone.records()} | {access.EVERY_CITY: "every city"}
    held = everyone.people.roles(asked.city)
    values = [one._asdict() for one in held]
    lines = [
        f"{one['person']}: {access.ROLES[one['role']]} of {names.get(one['city_id'], one['city_id'])}" for one in values
    ]
    return values, lines or ["Nobody has a role: they count where people sign in, and are given by the command role."]
