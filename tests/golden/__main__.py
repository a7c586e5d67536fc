"""``python -m tests.golden [PART ...]``: what the program answers now, against what was recorded.

``--write`` records the parts anew instead; a commit that does so names what changed and why. Without a part all are
compared. Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import time_machine

from tests.golden import answers, corpus
from tests.golden.differences import Difference, differences, plain

RECORDED = Path(__file__).with_name("recorded")
DAY = datetime(2026, 12, 1, 12, tzinfo=UTC)
"""The day on which every answer is given."""


def recorded(part: str, folder: Path = RECORDED) -> dict[str, Any]:
    """What was recorded of a part; nothing where none of it was."""
    file = folder / f"{part}.json.xz"
    return dict(json.loads(lzma.decompress(file.read_bytes()))) if file.exists() else {}


def record(part: str, found: Iterable[tuple[str, Any]], folder: Path = RECORDED) -> int:
    """Keep answers as those of a part, and say how many there are."""
    held = {name: plain(value) for name, value in found}
    folder.mkdir(exist_ok=True)
    (folder / f"{part}.json.xz").write_bytes(corpus.packed(held))
    return len(held)


def compared(part: str, found: Iterable[tuple[str, Any]], folder: Path = RECORDED) -> list[Difference]:
    """What differs in a part from what was recorded of it."""
    held = {name: plain(value) for name, value in found}
    return list(differences(recorded(part, folder), held))


def main() -> int:
    """Compare or record parts; the exit status says whether anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*answers.PARTS, []], help="which parts (default: all)")
    parser.add_argument("--write", action="store_true", help="record them anew")
    parser.add_argument("--most", type=int, default=40, help="how many differences of a part are listed")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="make the corpus of what `recording` left there")
    asked = parser.parse_args()
    if asked.corpus:
        print(f"The corpus has {corpus.write(asked.corpus):,} files.")
        return 0
    changed = 0
    for part in asked.part or answers.PARTS:
        if part == "published" and not answers.PUBLISHED.is_dir():
            print(f"{part}: left out, {answers.PUBLISHED} is not beside this copy of the project")
            continue
        started = time.perf_counter()
        with time_machine.travel(DAY, tick=True):
            if asked.write:
                count = record(part, answers.PARTS[part]())
                told = f"recorded {count:,} answers"
            else:
                found = compared(part, answers.PARTS[part]())
                changed += len(found)
                for one in found[: asked.most]:
                    print(one.told())
                told = f"{len(found):,} differences" if found else "equal"
        print(f"{part}: {told} ({time.perf_counter() - started:.0f} s)", flush=True)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
