"""The budget of the house: how many tokens of code each room may hold.

``python -m tests.budget`` writes ``tests/budget.csv`` anew: a number that its room lies 3 % below falls, a room that is
gone goes. A room that grew stays above its number, and the test fails, until ``CHANGELOG.md`` says why in a line that
names it: "Budget: `datasets/published` ...".

A token is a name, a number, an operator or a string; comments, docstrings and line ends are none, so that neither
explaining nor laying out costs anything, and packing three steps into one line gains nothing.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import sys
import token
import tokenize
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("analytics", "datasets", "dashboard")
BUDGET = ROOT / "tests" / "budget.csv"
SLACK = 0.03
"""How far a room may lie below its number before the number falls."""
_COUNTED = {token.NAME, token.NUMBER, token.OP, token.STRING}
_REASON = re.compile(r"Budget:.*")
_ROOM = re.compile(r"`([^`]+)`")
# From Python 3.12 on a formatted string comes in pieces; it is one string here, as before.
_OPENED, _CLOSED = getattr(token, "FSTRING_START", None), getattr(token, "FSTRING_END", None)


def tokens(text: str) -> int:
    """How many tokens one file holds."""
    documented = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    found = depth = 0
    for one in tokenize.generate_tokens(io.StringIO(text).readline):
        depth -= one.type == _CLOSED
        if depth == 0:
            if one.type == _OPENED:
                found += 1
            elif one.type in _COUNTED:
                found += not (one.type == token.STRING and one.start[0] in documented)
        depth += one.type == _OPENED
    return found


def room(path: Path) -> str:
    """The room of a file: its floor and folder, and within the way in its folder, too."""
    parts = path.parts
    if len(parts) < 3:
        return parts[0]
    return "/".join(parts[:3]) if parts[1] == "intake" and len(parts) > 3 else "/".join(parts[:2])


def counted(root: Path = ROOT) -> dict[str, int]:
    """The tokens of every room, every floor and the whole."""
    found: Counter[str] = Counter()
    for floor in FLOORS:
        for path in sorted((root / floor).rglob("*.py")):
            size = tokens(path.read_text(encoding="utf-8"))
            for name in (room(path.relative_to(root)), f"{floor} (whole)", "(whole)"):
                found[name] += size
    return dict(sorted(found.items()))


def allowed() -> dict[str, int]:
    """The budget as it stands."""
    with BUDGET.open(encoding="utf-8", newline="") as file:
        return {row["room"]: int(row["tokens"]) for row in csv.DictReader(file)}


def explained(changelog: str) -> set[str]:
    """The rooms that a line of the changelog's unreleased part lets grow; with any of them, what it is a part of."""
    unreleased = changelog.split("\n## [Unreleased]", 1)[-1].split("\n## ", 1)[0]
    named = {name for line in _REASON.findall(unreleased) for name in _ROOM.findall(line)}
    return named | {f"{name.split('/')[0]} (whole)" for name in named} | ({"(whole)"} if named else set())


def outgrown(found: dict[str, int], budget: dict[str, int]) -> list[str]:
    """What is wrong with the house: rooms above their number, and numbers that want to fall."""
    above = [
        f"{name}: {size} tokens, {budget.get(name, 0)} allowed"
        for name, size in found.items()
        if size > budget.get(name, 0)
    ]
    gone = [f"{name}: no longer there" for name in budget if name not in found]
    below = [
        f"{name}: {size} tokens, the number {budget[name]} wants to fall (python -m tests.budget)"
        for name, size in found.items()
        if name in budget and size < budget[name] * (1 - SLACK)
    ]
    return above + gone + below


def rewritten(found: dict[str, int], budget: dict[str, int], may_grow: set[str]) -> dict[str, int]:
    """The budget after a look at the house: numbers fall by themselves and rise only where the changelog says why."""
    written = {}
    for name, size in found.items():
        number = budget.get(name, 0)
        falls = size < number * (1 - SLACK)
        written[name] = size if falls or (size > number and name in may_grow) else number
    return written


def main() -> int:
    """Write the budget anew, and say which rooms are still above their number."""
    found = counted()
    may_grow = explained((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    budget = rewritten(found, allowed() if BUDGET.exists() else {}, may_grow)
    with BUDGET.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("room", "tokens"))
        rows.writerows(budget.items())
    print(*(wrong := outgrown(found, budget)), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
