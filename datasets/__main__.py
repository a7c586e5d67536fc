"""The command line of the data: ``python -m datasets COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from datasets import Refused, Store, database, open_store
from datasets.commands import Commands
from datasets.commands.arguments import Visible, author, plain
from datasets.store import creation


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 2 when refused; a fault of the program raises and ends with 1."""
    asked = read(sys.argv[1:] if arguments is None else arguments)
    for name in ("city", "reason", "author"):
        if getattr(asked, name, None) is not None:
            setattr(asked, name, plain(getattr(asked, name)))
    try:
        if "alone" in asked:  # a command for which the database may not be open
            return int(asked.alone(asked))
        if "existing" in asked:  # there is nothing to copy or to check in one that would only now be made
            creation.existing(asked.database)
        with open_store(asked.database, samples=not asked.empty) as store:
            try:
                return _done(store, asked)
            finally:
                for fault in store.faults:
                    from datasets.commands import replies

                    replies.warning(fault)
    except Refused as refusal:
        from datasets.commands import replies

        replies.refusal(refusal.problems, asked.json, importing="paths" in asked)
        return 2


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """What the arguments of one call ask for; prints what is wrong with them and exits with 2."""
    parser = argparse.ArgumentParser(
        prog="python -m datasets", description="Inventories, targets and verdicts of cities."
    )
    Commands(parser, _shared()).load(arguments)
    return parser.parse_args(arguments)


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    default = database()
    shared.add_argument("--database", type=Path, default=default, help=f"the database file (default: {default})")
    shared.add_argument("--empty", action="store_true", help="create a missing database without the sample cities")
    shared.add_argument("--json", action="store_true", help="answer in JSON")
    return shared


def _done(store: Store, asked: argparse.Namespace) -> int:
    from datasets.commands import replies

    if "tells" in asked:
        values, lines = asked.tells(store, asked)
        if asked.json:
            replies.as_json(values)
        else:
            print("\n".join(lines))
        return 0
    if "brings" in asked:
        replies.committed(asked.brings(store, asked, author(asked.author, store)), asked.json)
        return 0
    return int(asked.command(store, asked))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that the database is closed
    # A terminal that lacks a letter shows its code instead of failing.
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    if isinstance(out := sys.stdout, io.TextIOWrapper):
        buffered, encoding = out.line_buffering, out.encoding
        sys.stdout = Visible(out.detach(), encoding, "backslashreplace", line_buffering=buffered)
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough, such as `head`; nothing is left to say at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
