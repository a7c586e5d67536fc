"""When a file waits because of a finding: where it weighs so much that somebody has to have looked at it.

What is said of it is an answer ``looked:…`` that is kept with the draft and with its revision: the question names the
finding with its tonnes, the answer who has looked. Where the figures change afterwards, they are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics.detection.case import Finding
from analytics.detection.places import ENERGY
from analytics.text.problems import Problem, ask
from analytics.text.sentences import Sentence

LOOKED = "looked"
"""The kind of these answers: what stands before the colon of their question."""
HELD_SHARE = 0.05
"""[R] The share of the tonnes of an inventory above which a finding waits to be looked at. A verdict turns on less, but
a finding that is smaller than the uncertainty of most inventories would be clicked away unread."""


def name(finding: Finding) -> str:
    """What a finding is called in the questions about it: its kind, city and year, and its rows; "energy" tells its
    repair from that of the emissions in the same rows."""
    called = f"{finding.code}:{finding.city_id}:{finding.year}:{_runs(finding.rows)}"
    return f"{called}:energy" if finding.mends and finding.mends.measure == ENERGY else called


def _runs(rows: Iterable[int]) -> str:
    """Rows with those that follow each other as one: "2-5,9"."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def question(finding: Finding) -> str:
    """The question whether somebody has looked at a finding as it stands, with its tonnes."""
    return f"{LOOKED}:{name(finding)}:{finding.tonnes_at_stake or 0.0:.0f}t"


def by(finding: Finding, answers: Mapping[str, str]) -> str | None:
    """Who has looked at a finding as it stands; None where nobody has."""
    return answers.get(question(finding), "").strip() or None


def everybody(answers: Mapping[str, str]) -> list[str]:
    """Who has looked at each finding of which the answers of a file tell."""
    return [who for key, who in answers.items() if key.partition(":")[0] == LOOKED]


def large(finding: Finding) -> bool:
    """Whether a finding is so large, and so open, that a file waits for it."""
    return not finding.settled and (finding.share or 0.0) > HELD_SHARE


def holding(findings: Iterable[Finding], answers: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings for which a file waits: those that are large and that nobody has looked at."""
    return tuple(finding for finding in findings if large(finding) and by(finding, answers) is None)


def problem(finding: Finding) -> Problem:
    """Why a file waits."""
    return ask(
        "finding-open",
        Sentence(
            "{message} It weighs {share:,.0%} of the total, and nobody has looked at it",
            message=finding.message,
            share=finding.share or 0.0,
        ),
        "a repair, or the word of somebody who has looked at it",
        "Repair it in the file, or say that it is right (--looked-at).",
        row=finding.row,
        column=finding.column,
        key=question(finding),
    )
