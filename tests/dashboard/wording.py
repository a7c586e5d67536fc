"""The words of the screen by the rule they break: ``python -m tests.dashboard.wording`` (``--list RULE`` names them).

The rules are those for everything that people read here: a sentence has at most eighteen words; a label or title has
none of the words that only whoever wrote the program understands; what is nearly said already is said with that
sentence. ``wording.csv`` holds how many break each rule: the numbers only fall; a run without ``--list`` lowers them.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.dashboard import translations
from tests.dashboard.translations import METHOD, PROGRAM, strings

NUMBERS = Path(__file__).with_name("wording.csv")
LONGEST = 18
"""So many words a sentence may have; a field counts as one."""
SLACK = 0.02
"""How far a count may lie below its number before the number falls."""
INSIDE = re.compile(r"\b(?:on file|stated|told|stands?|rests? on|beside|held|put)\b", re.IGNORECASE)
_FIELD = re.compile(r"\{[^}]*\}")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
_ENDED = re.compile(r"[.!?:;]\s*$")
_PLAIN = re.compile(r"[^a-z{} ]+")


def too_long(said: str) -> bool:
    """Whether a sentence of a message has more words than a reader takes in at once."""
    return any(len(_FIELD.sub("x", sentence).split()) > LONGEST for sentence in _SENTENCE.split(said))


def inside_words(said: str) -> bool:
    """Whether a label or title, which ends without a full stop, has a word of the workshop."""
    return not _ENDED.search(said) and INSIDE.search(said) is not None


def repeated(messages: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Messages that another one says but for capitals, marks and the names of fields."""
    known: set[str] = set()
    for forms in sorted(messages):
        key = " ".join(_PLAIN.sub(" ", _FIELD.sub("{}", forms[0]).lower()).split())
        if key.replace("{}", "").strip():
            if key in known:
                yield forms
            known.add(key)


def broken() -> dict[str, list[tuple[str, ...]]]:
    """The messages by what is counted of them."""
    asked = translations.templates()
    program, method = ([strings(message.id) for message in asked[file] if message.id] for file in (PROGRAM, METHOD))
    rules: dict[str, Callable[[str], bool]] = {"too long": too_long, "inside words": inside_words}
    found = {"messages": program, "messages of the method": method, "said twice": list(repeated(program))}
    return found | {name: [one for one in program if any(map(rule, one))] for name, rule in rules.items()}


def allowed() -> dict[str, int]:
    """The numbers as they are."""
    with NUMBERS.open(encoding="utf-8", newline="") as file:
        return {row["what"]: int(row["number"]) for row in csv.DictReader(file)}


def main() -> None:
    """Lower the numbers, or list what breaks a rule."""
    parser = argparse.ArgumentParser(prog="python -m tests.dashboard.wording", description=__doc__)
    parser.add_argument("--list", metavar="RULE", help="list the messages that are counted under this name")
    asked = parser.parse_args()
    found = broken()
    if asked.list:
        print(*(" // ".join(forms) for forms in found[asked.list]), sep="\n")
        return
    known = allowed() if NUMBERS.exists() else {}
    with NUMBERS.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("what", "number"))
        rows.writerows((name, min(len(of), known.get(name, len(of)))) for name, of in found.items())
    for name, of in found.items():
        print(f"{len(of):6,}  {name}")


if __name__ == "__main__":
    main()
