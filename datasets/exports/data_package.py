"""What describes the tables of an archive to programs: ``datapackage.json`` by the Data Package standard (v1) of
Frictionless Data, with the schema of each table, licence, sources and hashes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping
from typing import Any

from datasets.exports.holding import Holding

TYPES = {
    "year": "integer",
    "scope": "integer",
    "entry_of_cell": "integer",
    "value": "number",
    "population": "number",
    "population_year": "integer",
    "source_row": "integer",
    "revision": "integer",
}
"""The columns of the long table that hold no text; every other column is one."""
_LIKE_LONG = "_long.csv"
_NAME = re.compile(r"[^a-z0-9._-]+")
APOSTROPHES = "In texts an apostrophe stands before each sign that a spreadsheet program would take for a formula."


def described(holding: Holding, files: Mapping[str, bytes], about: Mapping[str, str], licence: str) -> bytes:
    """The descriptor of the tables (CSV) among some files, each with what it is ``about``."""
    city = holding.city
    resources = [
        _resource(name, content, about[name]) for name, content in sorted(files.items()) if name.endswith(".csv")
    ]
    package = {
        "profile": "tabular-data-package",
        "name": _slug(f"{city.city_id}-inventories"),
        "id": f"{city.city_id}/{'-'.join(map(str, holding.revisions))}",
        "title": f"Emission inventories of {city.name}",
        "description": f"Revisions {', '.join(map(str, holding.revisions))} of the city's ledger. {APOSTROPHES}",
        "created": holding.as_of.isoformat(),
        "licenses": [{"name": "notspecified", "title": licence}],
        "sources": [{"title": source} for source in holding.sources],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _resource(name: str, content: bytes, about: str) -> dict[str, Any]:
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    types = TYPES if name.endswith(_LIKE_LONG) else {}
    return {
        "profile": "tabular-data-resource",
        "name": _slug(name.removesuffix(".csv")),
        "path": name,
        "title": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [{"name": column, "type": types.get(column, "string")} for column in header],
            "missingValues": [""],
        },
    }


def _slug(text: str) -> str:
    return _NAME.sub("-", text.casefold()).strip("-")
