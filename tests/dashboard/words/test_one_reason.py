"""Every reason without a verdict is said alike by headline, cards, steps, lists, slides, map, JSON and command line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from analytics.commitment import codes
from analytics.commitment.codes import Code, Reason
from analytics.text.sentences import Sentence
from analytics.vocabulary import Verdict
from dashboard.notation import subscripts
from dashboard.packs import city_parts, city_slides
from dashboard.parts.cities import city_sentences
from dashboard.parts.progress import steps
from dashboard.words import commitments, four_figures, verdicts
from datasets.city.assessment import CityReport
from datasets.city.programme_standing import CityLine
from datasets.commands import replies
from tests.dashboard.conftest import inventory, standing, target
from tests.dashboard.packs.slide_reading import drawn
from tests.dashboard.packs.slide_reading import words as slide_words
from tests.effort import THOROUGH, few

STEPS = {
    Code.NO_TARGET: "Set a target",
    Code.NO_INVENTORY: "Add the first inventory",
    Code.OTHER_METHOD: "Add an inventory by the method of the target",
}
"""What the next steps say of a reason in place of its name."""


def without_verdict(*found: Code) -> CityReport:
    """A city that a verdict would be given of, were it not for these reasons."""
    last = inventory(2024, 40.0, missing=())
    report = standing(inventory(2010, 100.0), last, targets=(target(),))
    reasons = codes.ordered(Reason(code, Sentence(f"Said of {code.word}.")) for code in found)
    leading = replace(report.leading, verdict=Verdict.CANNOT_TELL, outcome=None, reasons=reasons)
    return replace(report, leading=leading, progress=(leading,), today=leading)


def line(report: CityReport) -> CityLine:
    leading = report.leading
    assert leading.latest is not None
    return CityLine(
        report.city,
        leading.verdict,
        leading.verdict,
        leading.target,
        leading.latest.year,
        leading.latest.emissions_t,
        "CO2e",
        None,
        leading.gap_t,
        int(leading.codes),
        False,
    )


@pytest.mark.parametrize("code", few(Code, *list(Code)[::6], rest=THOROUGH), ids=lambda code: code.word)
def test_whoever_speaks_of_a_reason_speaks_of_the_same_one(code: Code) -> None:
    report = without_verdict(code)
    name = subscripts(codes.name(code))
    assert verdicts.headline(report) == f"Testville cannot be assessed: {name}"
    required, left = (four_figures.cards(report)[place] for place in (1, 3))
    assert (required.change, required.better, left.value, left.change) == (name, None, "Unknown", name)
    assert f"Said of {code.word}." in (verdicts.caveat(report) or "")
    found = steps.steps(report, 2026)
    assert any((STEPS.get(code) or name) in step.sentence for step in found), found
    assert commitments.gap(report.leading) == name
    row = line(report)
    assert commitments.from_path(row.gap_t, row.emissions_t, row.reasons) == name
    assert city_sentences.standing(row) == f"Cannot tell: {name}"
    (first,) = drawn(city_slides.slide(report, city_parts.verdict(report, found)))
    said = slide_words(first)
    assert verdicts.headline(report) in said
    assert f"Said of {code.word}." in said
    assert "path to" not in verdicts.context(report)  # no distance, which would be a second answer
    answer = json.loads(json.dumps(replies.of_status(report, report.leading)))
    assert [(reason["code"], reason["sentence"]) for reason in answer["reasons"]] == [
        (code.word, f"Said of {code.word}.")
    ]
    assert answer["reasons"][0]["door"] in ("data", "plan")


@pytest.mark.parametrize("later", [code for code in Code if code > Code.NO_INVENTORY], ids=lambda code: code.word)
def test_of_several_reasons_the_same_one_leads_everywhere(later: Code) -> None:
    report = without_verdict(later, Code.NO_TARGET)
    assert verdicts.headline(report).endswith(": no target")
    assert city_sentences.standing(line(report)).endswith(": no target")
    answer = replies.of_status(report, report.leading)
    assert [reason["code"] for reason in answer["reasons"]] == ["no-target", later.word]


def test_every_code_has_a_name_and_a_word_of_its_own() -> None:
    assert len({codes.name(code) for code in Code}) == len({code.word for code in Code}) == len(Code)
    assert codes.name(Code.NO_TARGET | Code.NO_INVENTORY) == "no inventory and no target"
