"""The command line of the data: ``python -m datasets COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence

from datasets import Refused, open_store
from datasets.commands import one_call
from datasets.commands.arguments import COMMANDS, Visible
from datasets.store import creation, location


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 2 when refused; a fault of the program raises and ends with 1.

    Where the dashboard has the database open, it does the command.
    """
    given = sys.argv[1:] if arguments is None else arguments
    asked = one_call.read(given)
    try:
        if "alone" in asked:  # a command for which the database may not be open
            return int(asked.alone(asked))
        # Before the file is looked at: it may have been moved or replaced under the program that has it open.
        there = os.path.exists(f"{os.path.realpath(asked.database)}{COMMANDS}")
        if there and (status := _elsewhere(asked, given)) is not None:
            return status
        if "existing" in asked:  # there is nothing to copy or to check in one that would only now be made
            creation.existing(asked.database)
        try:
            store = open_store(asked.database, samples=not asked.empty)
        except Refused as refusal:
            held = refusal.problems[0].code == creation.IN_USE
            status = _elsewhere(asked, given) if held else None
            if status is None:
                raise
            return status
        with store, location.called(asked.database):
            return one_call.done(store, asked)
    except Refused as refusal:
        return one_call.refused(refusal, asked)


def _elsewhere(asked: argparse.Namespace, given: Sequence[str]) -> int | None:
    """The status of a call that the dashboard did; None where it has not got the database open, or does not answer."""
    from datasets.commands import passing_on

    return passing_on.passed_on(asked.database, given, one_call.files(asked))


def console() -> None:
    """Run the command of this process, and end it with its status."""
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
    gc.freeze()  # the system takes everything back at once; looking for unused objects took a tenth of a short command
    sys.exit(status)


if __name__ == "__main__":
    console()
