"""The commands ``open-bundle`` and ``compare-bundles``; a bundle is written by ``export CITY --format bundle``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analytics.text.problems import Problem, Refused
from datasets import BundleDraft, Cities, Store
from datasets.commands import Commands, flag, option, place, replies
from datasets.commands.arguments import author, visible
from datasets.commands.import_command import content

MOST_PRINTED = 40
"""So many differences are printed; in JSON all of them stand."""


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
        command=_open,
    )

    commands.add("compare-bundles", left=place(type=Path), right=place(type=Path), command=_compare)


def _open(store: Store, asked: argparse.Namespace) -> int:
    everyone = Cities(store)
    draft = everyone.read_bundle(content(asked.path), asked.path.name)
    if asked.dry_run:
        return _told(draft, "dry-run", asked.json)
    made = everyone.open_bundle(draft, author(asked.author, store), asked.reason, _answers(asked.answer))
    return _told(draft, "nothing new" if made is None else "opened", asked.json)


def _answers(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in given:
        piece, parted, answer = one.partition("=")
        if not parted or answer not in ("mine", "theirs"):
            expected = "PIECE=mine or PIECE=theirs"
            raise Refused(Problem("block", "answer-unknown", f'"{one[:80]}"', expected, "Write it so."))
        found[piece.strip()] = answer
    return found


def _told(draft: BundleDraft, outcome: str, as_values: bool) -> int:
    if as_values:
        replies.as_json({"outcome": outcome, **draft.as_dict()})
        return 0
    held, new = len(draft.bundle.revisions), len(draft.new)
    print(visible(f"{outcome}: {draft.city.name} ({draft.city.city_id}), {held} revisions, {new} of them new here"))
    if draft.only_here:
        print(f"  {draft.only_here} revisions here are not in the bundle; they stay")
    _print_differences("here", "with the bundle", draft.changes)
    if draft.contradictions:
        print("  both changed:")
        _print_differences("here", "in the bundle", draft.contradictions)
    print(f"  head of the bundle: {draft.bundle.head}")
    return 0


def _compare(store: Store, asked: argparse.Namespace) -> int:
    left, right = ((content(path), path.name) for path in (asked.left, asked.right))
    found = Cities(store).compare_bundles(left, right)
    if asked.json:
        replies.as_json(found.as_dict())
        return 0
    how = "two histories" if found.only_left or found.only_right else "the same revisions in another order"
    how = "the same history" if found.same else how
    print(visible(f"{found.left.city.name}: {how}"))
    for path, only, bundle in ((asked.left, found.only_left, found.left), (asked.right, found.only_right, found.right)):
        print(visible(f"  {path.name}: {len(bundle.revisions)} revisions, head {bundle.head}"))
        for one in only:
            print(visible(f"    only here: {one.line}"))
    print(f"  what counts: {len(found.differences)} differences" if found.differences else "  what counts is the same")
    _print_differences(asked.left.name, asked.right.name, found.differences)
    return 0


def _print_differences(left: str, right: str, found: Sequence[Any]) -> None:
    for one in found[:MOST_PRINTED]:
        print(visible(f"    {one.title} ({one.piece.code})"))
        for said in one.said:
            of = f"{said.where}, " if said.where else ""
            print(visible(f"      {of}{left}: {said.left or 'nothing'}; {right}: {said.right or 'nothing'}"))
    if len(found) > MOST_PRINTED:
        print(f"    and {len(found) - MOST_PRINTED:,} more; --json lists them")
