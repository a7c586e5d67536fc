"""The kinds of data that the store keeps beside the rows of inventories, one file each; whatever stands here is one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from datasets.store.declared_kind import DeclaredKind
from datasets.store.kind import InventoryKind, Kind, LedgerKind, StatedKind

KINDS: tuple[Kind, ...] = tuple(
    import_module(f"{__name__}.{name}").KIND for name in sorted(found.name for found in iter_modules(__path__))
)
BROUGHT: tuple[LedgerKind, ...] = tuple(kind for kind in KINDS if isinstance(kind, LedgerKind))
"""What revisions bring: all of the ledger but its rows."""
OF_INVENTORIES: tuple[InventoryKind, ...] = tuple(kind for kind in KINDS if isinstance(kind, InventoryKind))
STATED: tuple[StatedKind[Any], ...] = tuple(kind for kind in KINDS if isinstance(kind, StatedKind))
DECLARED: tuple[DeclaredKind[Any], ...] = tuple(kind for kind in STATED if isinstance(kind, DeclaredKind))


def for_each_table(statement: str, kinds: Iterable[Kind], *more: str) -> str:
    """A statement with what it finds in each table of the ``kinds`` and in ``more``: its name stands in for TABLE.

    These names are written in this program: nothing that anybody brings comes here.
    """
    names = [*more, *(name for kind in kinds for name in kind.tables)]
    return " UNION ALL ".join(statement.replace("TABLE", name) for name in names)
