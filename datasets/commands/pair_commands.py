"""The commands of pairings: what two partners share is listed, stated entry by entry, taken in and written down."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence, joined
from datasets import Cities, City, Revision, Store
from datasets.commands import Commands, flag, import_command, needed, option, place, replies
from datasets.commands.arguments import author, plain

_DATE = "as far as it is known: 2018, 2018-07 or 2018-07-18"
_PLACED = {"source": "where it is from", "address": "its address on the web", "note": "what to know of it"}
STATED: Mapping[str, Mapping[str, str]] = {
    "pairing": {
        "programme": "the programme of the pairing",
        "body": "who takes part, where it is not the city itself",
        "partner-body": "who takes part for the partner, where it is not the city itself",
        "start": f"the start, {_DATE}",
        "end": f"the end, {_DATE}",
        "months": "the length in months",
        "topics": "the topics, parted by semicolons",
    }
    | _PLACED,
    "milestone": {
        "kind": "what it is: announcement, meeting, visit, exchange, result, follow_up, budget ...",
        "date": f"the date, {_DATE}; nothing where it is not known",
        "what": "what happened, in own words",
        "value": "the figure, where it is one",
        "unit": "its unit",
    }
    | _PLACED,
    "promise": {
        "by-city": "which of the two promises (default: the city)",
        "who": "the office that does it",
        "what": "what it does",
        "due": f"by when, {_DATE}",
        "action": "the id of an action of that city",
        "figure": "a figure behind it",
        "kept": f"when it was done, {_DATE}",
    },
    "note": {
        "by-city": "which of the two writes (default: the city)",
        "written": "the day (default: today)",
        "reply-to": "the id of the note that it answers",
        "about": "what it points at: an action, a case, a figure",
        "what": "the text",
    },
}
"""The options of each command that states an entry; each is the column of that name."""


def add(commands: Commands) -> None:
    """All of them with their options."""
    commands.add("pairings", "city", partner="one partner, by its name or id (default: all)", tells=listing)

    for record, options in STATED.items():
        stating = commands.add(record, "city", partner=needed("the partner, by its name or id"))
        for name, purpose in options.items():
            stating.add_argument(f"--{name}", default="", help=purpose)
        if record == "pairing":
            stating.add_argument("--not-on-file", action="store_true", help="the partner is not kept here")
        stating.add_argument("--id", default="", help="the id of the entry that it replaces")
        stating.add_argument("--withdrawn", action="store_true", help="take back what was said of it")
        stating.add_argument("--reason", required=True, help="why it is stated")
        stating.add_argument("--by", dest="author", help="who says so (default: the user of this machine)")
        stating.set_defaults(brings=state, record=record)

    taking = commands.add(
        "import-pairs",
        "city",
        file=place("a CSV file as export-pairs writes it", type=Path),
        reason=needed("why it is taken in"),
        by=option("who takes it in (default: the user of this machine)", dest="author"),
    )
    purpose = "add the cities of the file that ship with the program and are not on file, without figures"
    taking.add_argument("--add-cities", action="store_true", help=purpose)
    taking.set_defaults(command=take)

    commands.add(
        "export-pairs",
        "city",
        partner="one partner (default: all)",
        out=needed("the file to write", type=Path),
        force=flag("replace a file that is there already"),
        command=write,
    )


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Put one entry on file. Raises Refused as ``CityPairs.state``."""
    options = vars(asked)
    names = [name.replace("-", "_") for name in STATED[asked.record]]
    cells = {name: plain(options[name]) for name in (*names, "partner", "id")}
    cells |= {"withdrawn": "yes" if asked.withdrawn else "", "on_file": "no" if options.get("not_on_file") else ""}
    city = City(store, asked.city)
    made = city.pairs.state(asked.record, cells, author, asked.reason)
    _warn(city)
    return made


def take(store: Store, asked: argparse.Namespace) -> int:
    """Take in a table. Raises Refused as ``CityPairs.state_all``, and for a city that is not on file with what adds
    it where it ships."""
    content, name = import_command.content(asked.file), plain(asked.file.name)
    everyone, city, who = Cities(store), City(store, asked.city), author(asked.author, store)
    try:
        if asked.add_cities:
            made = everyone.take_pairs(asked.city, content, name, who, asked.reason)
        else:
            made = city.pairs.state_all(content, name, who, asked.reason)
    except Refused as refusal:
        shipping = everyone.pairs_to_add(content, name)
        if not shipping or {problem.code for problem in refusal.problems} != {"city-unknown"}:
            raise
        names = joined((one.name for one in shipping), "comma")
        fix = Sentence("Say --add-cities: it adds {names}, which ship with the program, without figures.", names=names)
        raise Refused(*(replace(problem, fix=fix) for problem in refusal.problems)) from refusal
    _warn(city)
    replies.committed(made, asked.json, city.pairs.only_named(content, name))
    return 0


def _warn(city: City) -> None:
    """Say what looks doubtful in what is on file by now."""
    for doubt in city.pairs.room().doubts:
        replies.warning(doubt)


def write(store: Store, asked: argparse.Namespace) -> int:
    """Write a table. Raises Refused where a file stands in the way."""
    content = City(store, asked.city).pairs.file(asked.partner)
    return replies.written(asked, content)


def listing(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The answer of ``pairings``: each with its milestones, promises and notes."""
    city = City(store, asked.city)
    found = city.pairs.room(asked.partner)
    values = {
        name: [item._asdict() for item in held]
        for name, held in (
            ("pairings", found.pairings),
            ("milestones", found.milestones),
            ("promises", found.promises),
            ("notes", found.notes),
        )
    }
    others = city.pairs.others() if asked.partner is None else ()
    values["other_pairings"] = [one._asdict() for one in others]
    values["doubts"] = [doubt.as_dict() for doubt in found.doubts]
    return values
