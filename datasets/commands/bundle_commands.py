"""The commands ``open-bundle`` and ``compare-bundles``; a bundle is written by ``export CITY --format bundle``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analytics.text.problems import Problem, Refused
from datasets import Cities, Store
from datasets.commands import Commands, flag, option, place
from datasets.commands.arguments import author
from datasets.commands.import_command import content


def add(commands: Commands) -> None:
    """Both commands with their options."""
    commands.add(
        "open-bundle",
        path=place("the bundle that another installation wrote", type=Path),
        reason=option("from whom it is and what for; the history keeps it", default=""),
        author=option(),
        answer=option(
            "what counts where both histories changed the same piece; `all=` for all of them",
            action="append",
            default=[],
            metavar="PIECE=mine|theirs",
        ),
        dry_run=flag("say what it would bring, and write nothing"),
        tells=_open,
    )

    commands.add("compare-bundles", left=place(type=Path), right=place(type=Path), tells=_compare)


def _open(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    everyone = Cities(store)
    draft, outcome = everyone.read_bundle(content(asked.path), asked.path.name), "dry-run"
    if not asked.dry_run:
        made = everyone.open_bundle(draft, author(asked.author, store), asked.reason, _answers(asked.answer))
        outcome = "nothing new" if made is None else "opened"
    return {"outcome": outcome, **draft.as_dict()}


def _answers(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in given:
        piece, parted, answer = one.partition("=")
        if not parted or answer not in ("mine", "theirs"):
            expected = "PIECE=mine or PIECE=theirs"
            raise Refused(Problem("block", "answer-unknown", f'"{one[:80]}"', expected, "Write it so."))
        found[piece.strip()] = answer
    return found


def _compare(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    left, right = ((content(path), path.name) for path in (asked.left, asked.right))
    return Cities(store).compare_bundles(left, right).as_dict()
