"""Who stands behind a pseudonym (``pseudonyms``). It is no part of the ledger, and a backup takes it along."""

from __future__ import annotations

from datasets.store import pseudonyms
from datasets.store.kind import Kind

KIND = Kind(name="known_people", tables={"people": pseudonyms.TABLE}, copied=True)
