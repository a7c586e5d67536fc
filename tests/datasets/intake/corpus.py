"""What the intake makes of each file that the tests ever gave to it, recorded: which figures it stores of it, or what
it asks, or why it refuses it.

    python -m tests.datasets.intake.corpus                    what is read otherwise than recorded
    python -m tests.datasets.intake.corpus --accept "WHY"     record it anew, with the reason
    python -m tests.datasets.intake.corpus --add FILE.pickle  more cases: {(bytes, name, answers, city, year): test}

Each case is read into a store without a figure, so that nothing but its bytes, name and answers decide.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import lzma
import multiprocessing
import pickle
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

Case = dict[str, Any]
"""``id``, ``test`` that gave it, ``name``, ``text`` or ``base64``, ``answers``, ``city``, ``year``, and the ``outcome``
with ``stored``, ``asked`` and ``told``; ``meant`` says why it was recorded anew."""
FILE = Path(__file__).parents[2] / "data" / "intake_corpus.jsonl.xz"
PLACE = ("city_id", "year", "sector", "carrier", "scope", "quantity", "notation_key", "value")
EQUAL = 1e-9


@cache
def cases() -> list[Case]:
    """Every recorded case."""
    with lzma.open(FILE, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def keep(found: Iterable[Case]) -> None:
    """Write the cases, in the order of their tests and ids."""
    ordered = sorted(found, key=lambda case: (case["test"], case["id"]))
    lines = "".join(json.dumps(case, ensure_ascii=False, sort_keys=True) + "\n" for case in ordered)
    FILE.write_bytes(lzma.compress(lines.encode(), preset=9 | lzma.PRESET_EXTREME))


def content(case: Case) -> bytes:
    """The bytes of its file."""
    return case["text"].encode() if "text" in case else base64.b64decode(case["base64"])


def draft(case: Case) -> Draft:
    """Its file as it is read now."""
    return drafting.draft(
        empty_store(), content(case), case["name"], case["answers"], case.get("city"), case.get("year")
    )


def outcome(found: Draft) -> dict[str, Any]:
    """What a draft would store, what it asks and what it tells, as data."""
    stored: list[list[Any]] = []
    if found.ready and found.table is not None:
        columns = [found.table[name].to_pylist() for name in PLACE]
        stored = sorted((list(row) for row in zip(*columns, strict=True)), key=repr)
    asked = [(one.code, one.key or "", list(one.choices or ())) for one in found.problems if one.severity != "warn"]
    return {
        "outcome": found.outcome,
        "layout": found.layout,
        "stored": stored,
        "asked": sorted([code, key, choices] for code, key, choices in asked),
        "told": sorted({one.code for one in found.problems if one.severity == "warn"}),
    }


def read(case: Case) -> dict[str, Any]:
    """The outcome of a case as it is read now; a fault of the program where it raises."""
    try:
        return outcome(draft(case))
    except Exception as fault:  # told as a difference, and where it stands by the case itself
        return {"outcome": f"raised {type(fault).__name__}", "layout": "", "stored": [], "asked": [], "told": []}


def differs(then: dict[str, Any], now: dict[str, Any]) -> str:
    """How a case is read otherwise than recorded; nothing where it is not. A figure stored otherwise, or stored where
    it was asked about or refused, is "silent"."""
    if then["outcome"] == now["outcome"] == "dry-run":
        return "" if same(then["stored"], now["stored"]) else "silent: stored otherwise"
    if then["outcome"] != now["outcome"]:
        return f"{'silent: ' if now['outcome'] == 'dry-run' else ''}{then['outcome']} is now {now['outcome']}"
    return "" if then["asked"] == now["asked"] else "asked or refused otherwise"


def same(then: list[list[Any]], now: list[list[Any]]) -> bool:
    """Whether the same figures are stored at the same places."""
    if [row[:-1] for row in then] != [row[:-1] for row in now]:
        return False
    pairs = ((a[-1], b[-1]) for a, b in zip(then, now, strict=True))
    return all(a == b or (None not in (a, b) and abs(a - b) <= EQUAL * max(abs(a), abs(b))) for a, b in pairs)


def differences(of: Iterable[Case], workers: int = 2) -> Iterator[tuple[Case, dict[str, Any], str]]:
    """Each of the cases that is read otherwise now, with its outcome and how it differs."""
    listed = list(of)
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for case, now in zip(listed, pool.imap(read, listed, chunksize=8), strict=True):
            if how := differs(case, now):
                yield case, now, how


def from_tests(gathered: dict[tuple[Any, ...], str]) -> Iterator[Case]:
    """The cases that a run of the tests gave, without an outcome."""
    for (data, name, answers, city, year), test in gathered.items():
        case: Case = {"test": test.partition("[")[0], "name": name, "answers": dict(answers)}
        case |= {name: said for name, said in (("city", city), ("year", year)) if said is not None}
        try:
            case["text"] = data.decode()
        except UnicodeDecodeError:
            case["base64"] = base64.b64encode(data).decode()
        given = json.dumps([hashlib.sha256(data).hexdigest(), name, case["answers"], city, year], sort_keys=True)
        yield case | {"id": hashlib.sha256(given.encode()).hexdigest()[:12]}


def main() -> None:
    """Tell what is read otherwise than recorded, or record it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", metavar="WHY", help="record what differs, with the reason")
    parser.add_argument("--add", metavar="FILE", type=Path, nargs="+", help="more cases from runs of the tests")
    parser.add_argument("--layout", help="only the cases that were read by this layout")
    given = parser.parse_args()
    held = {case["id"]: case for case in cases()} if FILE.exists() else {}
    for path in given.add or ():
        for case in from_tests(pickle.loads(path.read_bytes())):
            held.setdefault(case["id"], case | {"outcome": ""})
    looked = [case for case in held.values() if given.layout in (None, case.get("layout"))]
    new = [case for case in looked if not case["outcome"]]
    for case, now, how in differences(looked):
        if given.add and case in new:
            held[case["id"]] = case | now
        elif given.accept:
            held[case["id"]] = case | now | {"meant": given.accept}
        else:
            print(f"{case['id']} {how}: {case['name']} of {case['test']}")
    if given.accept or given.add:
        keep(held.values())
    print(f"{len(looked)} cases")


if __name__ == "__main__":
    main()
