"""What of the program is reached from its pages and commands, read from the syntax trees alone.

A name or an attribute of a module is followed to what it stands for; an attribute of anything else reaches every method
of that name. ``function.formula`` names what a function says of itself and applies nothing, so it reaches nothing.
"""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests import trees

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("analytics", "datasets", "dashboard")
PAGES = ("dashboard.views.", "dashboard.parts.")
BEGINNINGS = (*PAGES, "datasets.commands.")
"""Where a reader of figures comes in."""
REGISTER = "analytics.formulas"
"""It names every formula and applies none."""

Scope = dict[str, str]


class _Module:
    """The parts of one file by their dotted names, and what its names stand for."""

    def __init__(self, path: Path) -> None:
        parts = path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.parts: dict[str, list[ast.AST]] = {}
        self.scope: Scope = {}
        tree = trees.tree(path)
        for node in _statements(tree):
            if isinstance(node, ast.ImportFrom):
                self.scope |= {item.asname or item.name: f"{node.module}.{item.name}" for item in node.names}
            elif isinstance(node, ast.Import):
                self.scope |= {item.asname: item.name for item in node.names if item.asname}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self._own(node.name, [node])
            elif isinstance(node, ast.ClassDef):
                self._class(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    for name in _stored(trees.walk(target)):
                        self._own(name, [node])

    def _own(self, name: str, nodes: list[ast.AST]) -> None:
        self.parts[f"{self.name}.{name}"] = nodes
        self.scope[name] = f"{self.name}.{name}"

    def _class(self, node: ast.ClassDef) -> None:
        """A class reaches what stands in its body; its methods are reached by their names."""
        body = [item for item in node.body if not isinstance(item, ast.FunctionDef) or item.name.startswith("__")]
        self._own(node.name, [*body, *node.bases])
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and not item.name.startswith("__"):
                self.parts[f"{self.name}.{node.name}.{item.name}"] = [item]


@cache
def modules() -> dict[str, _Module]:
    found = [_Module(path) for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    return {module.name: module for module in found if module.name != REGISTER}


@cache
def parts() -> dict[str, tuple[_Module, list[ast.AST]]]:
    return {name: (module, nodes) for module in modules().values() for name, nodes in module.parts.items()}


@cache
def methods() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for module in modules().values():
        for name in module.parts:
            if name.count(".") > module.name.count(".") + 1:
                found.setdefault(name.rpartition(".")[2], []).append(name)
    return found


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement below one; no expression is looked into."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for part in getattr(node, name, ()):
            yield part
            yield from _statements(part)


def _stored(parts: Iterable[ast.AST]) -> Iterator[str]:
    """The names that are bound by these nodes."""
    for part in parts:
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
        elif isinstance(part, ast.arg):
            yield part.arg


def _meant(dotted: str) -> str:
    """What a dotted name stands for where it was imported under another one."""
    seen = {dotted}
    while dotted not in parts() and dotted not in modules():
        module, _, name = dotted.rpartition(".")
        onward = modules()[module].scope.get(name) if module in modules() else None
        if onward is None or onward in seen:
            break
        seen.add(onward)
        dotted = onward
    return dotted


def _chain(node: ast.Attribute) -> list[str] | None:
    """``a.b.c`` as its names; None where it does not begin with a name."""
    names = [node.attr]
    inner = node.value
    while isinstance(inner, ast.Attribute):
        names.append(inner.attr)
        inner = inner.value
    return [inner.id, *names[::-1]] if isinstance(inner, ast.Name) else None


def _named(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below one, without what ``.formula`` is asked of."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, ast.Attribute) and part.attr == "formula":
            continue
        for name in part._fields:
            below = getattr(part, name, None)
            if isinstance(below, ast.AST):
                waiting.append(below)
            elif isinstance(below, list):
                waiting += [one for one in below if isinstance(one, ast.AST)]


@cache
def uses(name: str) -> frozenset[str]:
    """What one part of the program names, and so may call."""
    module, nodes = parts()[name]
    found: set[str] = set()
    for node in nodes:
        named = list(_named(node))
        local = set(_stored(named)) if isinstance(node, ast.FunctionDef) else set()
        scope = {key: value for key, value in module.scope.items() if key not in local}
        for part in named:
            if isinstance(part, ast.Name) and part.id in scope:
                found.add(_meant(scope[part.id]))
            elif isinstance(part, ast.Attribute) and part.attr != "formula":
                found |= _of_attribute(part, scope)
    return frozenset(found & parts().keys()) - {name}


def _of_attribute(node: ast.Attribute, scope: Scope) -> set[str]:
    chain = _chain(node)
    if chain is None or chain[0] not in scope:
        return set(methods().get(node.attr, ()))
    at = _meant(scope[chain[0]])
    for step in chain[1:]:
        onward = _meant(f"{at}.{step}")
        if onward not in parts() and onward not in modules():
            return {at, *methods().get(node.attr, ())}
        at = onward
    return {at}


@cache
def ways() -> dict[str, str | None]:
    """Everything that is reached, with what it is reached from on a shortest way."""
    return ways_from(name for name in parts() if name.startswith(BEGINNINGS))


def ways_from(first: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = dict.fromkeys(first)
    waiting = deque(found)
    while waiting:
        name = waiting.popleft()
        for onward in sorted(uses(name)):
            if onward not in found:
                found[onward] = name
                waiting.append(onward)
    return found


def way(name: str, found: dict[str, str | None]) -> list[str]:
    """The parts on a shortest way to one of them, from its beginning."""
    steps = [name]
    while (before := found[steps[-1]]) is not None:
        steps.append(before)
    return steps[::-1]
