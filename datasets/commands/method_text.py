"""The method as a text of its own, in Markdown: written from the register of formulas, so that it says what runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analytics.bounding_limits import LIMITS
from analytics.formula import MARKS, NOT_IN_USE, Formula
from analytics.formulas import CHAPTERS, FORMULAS
from datasets.commands import Commands, option, replies
from datasets.reference import catalogue
from datasets.store import disk


def markdown() -> str:
    """Every formula with its units, source, mark, code and published example; the potentials, the terms, the tables.

    The same for all cities: what is of one city stands on the Method page.
    """
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The method"
    yield ""
    yield f"{len(FORMULAS)} formulas and rules, written from the register `analytics/formulas`. Marks:"
    yield ""
    yield from (f"- [{key}] {meaning}" for key, meaning in MARKS.items())
    for chapter, formulas in CHAPTERS.items():
        yield from ("", f"## {chapter}")
        for formula in formulas:
            yield from _formula(formula)
    yield from ("", "## Global warming potentials, 100 years", "")
    yield from _table(("gwp_set", "gas", "variant", "gwp", "source", "mark"), "gwp")
    yield from ("", "## Limits of a good answer", "")
    for limit in LIMITS:
        yield f"- {limit.name}: {limit.shown} ({limit.used_in}). Source: {limit.source} [{limit.mark}]"
    yield from ("", "## Terms", "")
    for row in catalogue.records("glossary"):
        yield f"- **{_plain(row['term'])}**: {_plain(row['text'])} {_plain(row['source'])}{_mark(row['mark'])}"
    yield from ("", "## Tables", "")
    for resource in catalogue.resources():
        source = f" Source: {resource.source}." if resource.source else ""
        yield _plain(f"- {resource.title}: {resource.publisher}, edition {resource.edition}. {resource.terms}{source}")


def _formula(formula: Formula) -> Iterator[str]:
    yield from ("", f"### {formula.name}", "", "```", formula.text, "```", "")
    yield f"- {'' if formula.conditional else 'Units: '}{_plain(formula.units)}."
    if formula.remark:
        yield f"- {_plain(formula.remark)}"
    if not formula.in_use:
        yield f"- {NOT_IN_USE}"
    yield f"- Source: {_plain(formula.source)} [{formula.mark}]"
    yield f"- Code: {', '.join(f'`{name}`' for name in formula.functions)}"
    for row in catalogue.records("worked_examples"):
        if row["formula"] == formula.name:
            yield f"- Example: {_plain(row['arithmetic'])} ({_plain(row['about'])}). {_plain(row['source'])}" + _mark(
                row["mark"]
            )


def _mark(mark: str) -> str:
    return {"verified": "", "secondary": " [V2]", "from memory": " [M]"}[mark]


def _table(columns: tuple[str, ...], name: str) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in catalogue.records(name):
        yield f"| {' | '.join(_plain(row[column]).replace('|', '/') for column in columns)} |"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return text.replace("*", r"\*").replace("_", r"\_").replace("<", r"\<")


def add(commands: Commands) -> None:
    """The command ``method``, which needs no database."""
    commands.add("method", out=option("write it into this file", type=Path), alone=_told)


def _told(asked: argparse.Namespace) -> int:
    text = markdown()
    if asked.out is not None:
        disk.write(asked.out, text.encode("utf-8"), force=True)
    if asked.json:
        every = [_plain_entry(chapter, formula) for chapter, formulas in CHAPTERS.items() for formula in formulas]
        replies.as_json({"outcome": "method", "formulas": every})
    else:
        print(f"{asked.out} holds the method." if asked.out is not None else text, end="\n" if asked.out else "")
    return 0


def _plain_entry(chapter: str, formula: Formula) -> dict[str, Any]:
    return {
        "group": chapter,
        "name": formula.name,
        "text": formula.text,
        "units": formula.units,
        "source": formula.source,
        "mark": formula.mark,
        "functions": list(formula.functions),
        "remark": formula.remark,
        "in_use": formula.in_use,
    }
