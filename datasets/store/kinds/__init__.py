"""The kinds of data that cities state beside their inventories, one file each; whatever stands here is one of them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from datasets.store.kind import Kind

KINDS: tuple[Kind[Any], ...] = tuple(
    import_module(f"{__name__}.{name}").KIND for name in sorted(found.name for found in iter_modules(__path__))
)


def for_each_table(statement: str, kinds: Iterable[Kind[Any]] = KINDS) -> str:
    """A statement with what it finds in the table of each kind, whose name stands in the place of TABLE.

    These names are written in this program: nothing that anybody brings comes here.
    """
    return " UNION ALL ".join(statement.replace("TABLE", name) for kind in kinds for name in kind.tables)
