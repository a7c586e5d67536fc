"""The shipped tables as data frames."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from datasets.reference.catalogue import SHIPPED

KINDS = {"string": "str", "integer": "Int64", "number": "float64"}


def shipped_table(name: str) -> pd.DataFrame:
    """A shipped table exactly as printed; an empty cell is missing, the texts "NA" and "NO" stay what they are."""
    package = json.loads((SHIPPED / "datapackage.json").read_text(encoding="utf-8"))
    (described,) = (item for item in package["resources"] if item["name"] == name)
    types: Any = {field["name"]: KINDS[field["type"]] for field in described["schema"]["fields"]}
    path = SHIPPED / described["path"]
    return pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""], encoding="utf-8")
