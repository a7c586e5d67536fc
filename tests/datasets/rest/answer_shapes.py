"""The schemas of the answers of REST, learned from the answers themselves.

``python -m tests.datasets.rest.answer_shapes`` writes ``datasets/rest/answers.json`` anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from datasets import Cities, City, Store
from datasets.rest import _ANSWERS, TOLD, rest_answer
from tests.samples import own_samples

KINDS = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
OF_ONE_CITY: Sequence[tuple[str, Mapping[str, list[str]]]] = (
    *((name, {}) for name in TOLD if name != "twin"),
    ("twin", {"partner": ["New York"]}),
    ("rows", {}),
    *(("export", {"format": [form]}) for form in ("long", "covenant", "crf", "cdp", "bundle")),
)
OF_ALL: Sequence[tuple[str, Mapping[str, list[str]]]] = (
    ("cities", {}),
    ("cities", {"answer": ["needed pace"], "country": ["IT"]}),
    ("cities/Ferrara/status", {}),
    ("cities/Ferrara/published", {}),
    ("knowledge", {"search": ["trees", "heat"]}),
    ("knowledge", {"search": ["bus"], "most": ["100"]}),
    ("knowledge", {"city": ["Boston"]}),
    ("knowledge", {"city": ["Turin"], "hazards": ["true"]}),
)
REFUSED = ("cities/../etc/passwd", "cities/Atlantis/rows", "cities/%00/twin", "knowledge/x", "cities/Turin/export")
FILE = b"city,year,sector,carrier,value,unit,method\nTurin,2024,residential,coal,%s,MWh,covenant\n"
Asking = Callable[[str, str, Mapping[str, list[str]], bytes], tuple[int, Any]]


def answers(ask: Asking, cities: Sequence[str], whole: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    """The answer to each kind of question with the last part of its path; ``whole`` are files to bring."""
    for path, query in [*OF_ALL, *((f"cities/{city}/{name}", query) for city in cities for name, query in OF_ONE_CITY)]:
        status, told = ask("GET", path, query, b"")
        yield ("refused" if status >= 400 else path.rpartition("/")[2]), told
    for path in REFUSED:
        status, told = ask("GET", path, {}, b"")
        assert status in (400, 404), path
        yield "refused", told
    bringing: list[tuple[str, bytes, dict[str, list[str]]]] = [
        *((city, content, {"dry_run": ["true"]}) for city, content in whole.items()),
        *(("Turin", FILE % value, {"looked_at": ["true"]}) for value in (b"1", b"2", b"x")),
    ]
    for city, content, query in bringing:
        yield "import", ask("POST", f"cities/{city}/import", {"file": ["own.csv"], **query}, content)[1]
    revision = ask("GET", "cities/Turin/history", {}, b"")[1][0]["revision"]
    status, told = ask("POST", f"revisions/{revision}/undo", {"reason": ["the wrong year"]}, b"")
    assert status == 200, told
    yield "undo", told


def shape(values: Sequence[Any], fixed: bool = True) -> dict[str, Any]:
    """The schema of values that stand at one place. What is ``fixed`` has its names in every answer; below it each
    value may be null, and of what never was anything else nothing is claimed."""
    kinds = sorted({KINDS[type(value)] for value in values if value is not None})
    if not kinds:
        return {}
    found: dict[str, Any] = {"type": kinds if fixed else [*kinds, "null"]}
    objects = [value for value in values if isinstance(value, dict)]
    names = sorted({name for value in objects for name in value})
    below = {name: shape([value[name] for value in objects if name in value], False) for name in names}
    if below and all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names):
        found["properties"] = below
        if fixed:
            found["required"] = [name for name in names if all(name in value for value in objects)]
    elif below:
        found["additionalProperties"] = shape([one for value in objects for one in value.values()], False)
    if "array" in kinds:
        found["items"] = shape([one for value in values if isinstance(value, list) for one in value], fixed)
    return found


def asking(store: Store) -> Asking:
    """Questions to REST without a server."""

    def ask(method: str, path: str, query: Mapping[str, list[str]], body: bytes) -> tuple[int, Any]:
        found = rest_answer(store, "root", method, path, query, body)
        return found.status, json.loads(json.dumps(found.values, allow_nan=False))

    return ask


def learned(store: Store) -> dict[str, Any]:
    """The schemas by the last part of each path."""
    cities = [record.city_id for record in store.cities()]
    whole = {city: City(store, city).export("long").content for city in ("Turin", "Boston")}
    told: dict[str, list[Any]] = {}
    for name, values in answers(asking(store), cities, whole):
        told.setdefault(name, []).append(values)
    ask = asking(store)
    for entry in Cities(store).knowledge().entries:  # its entries leave out what they have not: all of them are learned
        told["knowledge"].append(ask("GET", "knowledge", {"search": [entry.title], "most": ["3"]}, b"")[1])
    return {name: shape(told[name]) for name in sorted(told)}


if __name__ == "__main__":
    with own_samples() as samples:
        _ANSWERS.write_text(json.dumps(learned(samples), separators=(",", ":")) + "\n", encoding="utf-8")
