"""The code as syntax trees, each file read once for all tests that look at it: those of ``READERS``, which one worker
runs one after the other (tests/conftest.py)."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

READERS = (
    "tests/test_house.py",
    "tests/test_front_door.py",
    "tests/analytics/test_formulas.py",
    "tests/datasets/test_lexicons.py",
    "tests/dashboard/test_browser_and_commands.py",
    "tests/dashboard/test_translations.py",
    "tests/dashboard/test_wording.py",
)
Node = TypeVar("Node", bound=ast.AST)


@cache
def tree(path: Path) -> ast.Module:
    """One file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=path.name)


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, level by level as ``ast.walk`` goes, in half of its time."""
    level = [node]
    while level:
        yield from level
        below: list[ast.AST] = []
        for part in level:
            for name in part._fields:
                found = getattr(part, name, None)
                if isinstance(found, ast.AST):
                    below.append(found)
                elif isinstance(found, list):
                    below += [one for one in found if isinstance(one, ast.AST)]
        level = below


@cache
def _by_kind(path: Path) -> dict[type[ast.AST], list[ast.AST]]:
    found = defaultdict[type[ast.AST], list[ast.AST]](list)
    for node in walk(tree(path)):
        found[type(node)].append(node)
    return found


def nodes(path: Path, *kinds: type[Node]) -> Iterator[Node]:
    """Every node of these kinds in a file."""
    for kind in kinds:
        yield from _by_kind(path).get(kind, ())  # type: ignore[misc]


def forget() -> None:
    """Let go of all trees: they are a million objects, which the tests of other files need not carry."""
    tree.cache_clear()
    _by_kind.cache_clear()
