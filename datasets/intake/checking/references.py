"""The GPC references of a table: written out, or as a sub-sector with its scope in a column beside it."""

from __future__ import annotations

import numpy as np

from datasets.intake.checking import checks
from datasets.intake.checking.account import Account, CellWords, Coded, resolved
from datasets.store.combinations import combined


def of(written: CellWords, scope: CellWords, account: Account) -> Coded:
    """The GPC reference of each row: its own, or that of the sub-sector ("I.1") in the scope beside it.

    A reference that is none is told to ``account``. Rows of one reference have one code, in whatever scope each was
    written, so that a whole is still found beside its parts.
    """
    codes, pairs = combined(written.codes, scope.codes)
    beside = [(written.words[own], scope.words[of]) for own, of in pairs]
    found = resolved(
        CellWords(written.name, codes, beside),
        lambda pair: checks.gpc_ref_in_scope(*pair) or checks.gpc_ref(pair[0]),
        account,
    )
    values = list(dict.fromkeys(found))
    renumbered = np.asarray([values.index(value) for value in found], dtype=np.int32)
    return Coded(renumbered[codes], values)
