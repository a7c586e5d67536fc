"""One call of the command line: what its arguments ask for, done on a store that is open."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from datasets import Refused, Store, database
from datasets.commands import Commands
from datasets.commands.arguments import author, plain
from datasets.store import location


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """What the arguments of one call ask for; prints what is wrong with them and exits with 2."""
    parser = argparse.ArgumentParser(
        prog=location.program("datasets"), description="Inventories, targets and verdicts of cities."
    )
    shared = argparse.ArgumentParser(add_help=False)
    default = database()
    shared.add_argument("--database", type=Path, default=default, help=f"the database file (default: {default})")
    shared.add_argument("--empty", action="store_true", help="create a missing database without the sample cities")
    shared.add_argument("--json", action="store_true", help="answer in JSON")
    Commands(parser, shared).load(arguments)
    asked = parser.parse_args(arguments)
    for name in ("city", "reason", "author"):
        if getattr(asked, name, None) is not None:
            setattr(asked, name, plain(getattr(asked, name)))
    return asked


def files(asked: argparse.Namespace) -> list[Path]:
    """The files that a call names, beside its database."""
    held = [value if isinstance(value, list) else [value] for name, value in vars(asked).items() if name != "database"]
    return [path for values in held for path in values if isinstance(path, Path)]


def done(store: Store, asked: argparse.Namespace) -> int:
    """Do what a call asks for, and say what is amiss beside it. Returns 0 when done, 2 when something is wrong."""
    try:
        from datasets.commands import answer_lines, replies

        if "tells" in asked:
            told = answer_lines.told(store, asked)
            if asked.json:
                replies.as_json(told.values)
            else:
                print("\n".join(told.lines))
            return 0
        if "brings" in asked:
            replies.committed(asked.brings(store, asked, author(asked.author, store)), asked.json)
            return 0
        return int(asked.command(store, asked))
    finally:
        for fault in store.faults:
            from datasets.commands import replies

            replies.warning(fault)


def refused(refusal: Refused, asked: argparse.Namespace) -> int:
    """Print why a call was refused. Returns 2."""
    from datasets.commands import replies

    replies.refusal(refusal.problems, asked.json, importing="paths" in asked)
    return 2
