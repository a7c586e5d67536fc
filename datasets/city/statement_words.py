"""The words of the tables that cities state, in the seven languages: what a heading or a choice is called, and what a
word that stands in such a file means.

They are those that the pages say: ``python -m tests.dashboard.translations`` writes the table that ships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from datasets.reference import catalogue
from datasets.reference.countries import LANGUAGES
from datasets.store.declared_kind import DeclaredKind
from datasets.store.kinds import DECLARED

CODES = ""
"""In place of a language: the names of the fields and the codes themselves."""
FRAMEWORK, MYCOVENANT = "crf", "mycovenant"
"""In place of a language: the words of the reporting template of the framework, and those that MyCovenant's published
data use."""
_OF_FRAMEWORK: Mapping[str, str] = {
    "Hazard": "Climate hazard",
    "Probability": "Probability of hazard",
    "Consequence": "Consequence of hazard",
    "Intensity": "Expected change in hazard intensity",
    "Frequency": "Expected change in hazard frequency",
    "Timeframe": "Timeframe",
    "Confidence": "Confidence level",
    "Sectors hit": "Vulnerable sectors",
    "Groups of people": "Vulnerable population groups",
    "low": "Low",
    "moderate": "Moderate",
    "high": "High",
    "not known": "Not known",
    "increases": "Increase",
    "decreases": "Decrease",
    "stays as it is": "No change",
    "now": "Current",
    "short term (by 2025)": "Short-term",
    "medium term (2026 to 2050)": "Medium-term",
    "long term (after 2050)": "Long-term",
    "Goal": "Goal statement",
    "Indicator": "Metric",
    "Base value": "Baseline value",
    "Base year": "Baseline year",
    "What came of it": "Outcome",
    "Action": "Action title",
    "Status": "Implementation status",
    "From": "Start year",
    "To": "End year",
    "Cost": "Total cost",
}
"""By our own word that of the template: its steps (hazards; probability and consequence from low to high or not known;
future hazards; sectors; groups) as the Covenant in Sub-Saharan Africa describes the JRC's offline template, and CDP's
timescales of 2021; that a goal has a base and a target year and a metric, and an action a status and a cost, follows
from the framework. The very wording of the headings is from memory [M]."""
_OF_MYCOVENANT: Mapping[str, str] = {
    "Status": "action_implementation_status",
    "From": "timeframe_start",
    "To": "timeframe_end",
    "Extreme precipitation": "Heavy precipitation",
    "Water scarcity": "Droughts and water scarcity",
    "Storms and wind": "Storms",
    "Wildfire": "Wildfires",
}
"""By our own word that of MyCovenant: columns of actions as the JRC publishes them (table 2C of the action plans, read
from code that uses the files [V2]), and its groups of hazards [M]. The columns of its hazards and goals are published
nowhere that was found: they keep our own words, which read back."""
_IN_PLACE: Mapping[str, Mapping[str, str]] = {FRAMEWORK: _OF_FRAMEWORK, MYCOVENANT: _OF_MYCOVENANT}
RECORD, CITY = Sentence("Kind of row"), Sentence("City")
"""The headings of the two columns that stand before those of a kind."""


def english() -> Iterator[str]:
    """Every heading and every choice of every declared kind."""
    yield from (RECORD, CITY)
    for kind in DECLARED:
        yield kind.editing.title
        for column in kind.editing.columns:
            yield column.title
            yield from column.choices.values()


def word(text: str, language: str) -> str:
    """What a heading or a choice is called in a language."""
    return _of_language(language).get(str(text), str(text))


def means(said: str, text: str) -> bool:
    """Whether a word of a file stands, in any language, for a heading or a choice."""
    return str(text) in _meanings().get(_folded(said), ())


def insist_on(language: str) -> None:
    """Raise Refused for a language that the tables are not in."""
    if language not in (CODES, *_IN_PLACE, *LANGUAGES):
        raise blocked(
            "language-unknown",
            f'"{language[:20]}"',
            Sentence("one of {names}", names=", ".join((*LANGUAGES, *_IN_PLACE))),
            "Choose one.",
        )


def headings(kind: DeclaredKind[object], header: tuple[str, ...]) -> Mapping[str, str]:
    """By each field of a kind what the header of a file calls it: the field itself, or its title in any language."""
    called = {"record": RECORD, "city": CITY} | {column.field: column.title for column in kind.editing.columns}
    found = {field: field for field in called if field in header}
    for field, title in called.items():
        found.setdefault(field, next((name for name in header if means(name, title)), field))
    return found


def known_headings() -> frozenset[str]:
    """Everything that the header of such a file may say, folded as a header is."""
    titles = {str(title) for kind in DECLARED for title in (column.title for column in kind.editing.columns)}
    fields = {column.field for kind in DECLARED for column in kind.editing.columns}
    said = {name for name, meant in _meanings().items() if meant & (titles | {str(RECORD), str(CITY)})}
    return frozenset(fields | said | {"record", "city"})


def names_of(text: str) -> tuple[str, ...]:
    """What a heading or a choice is called in all languages, folded, the English word first."""
    others = sorted(said for said, meant in _meanings().items() if str(text) in meant)
    return tuple(dict.fromkeys((_folded(text), *others)))


@cache
def _of_language(language: str) -> Mapping[str, str]:
    if language in _IN_PLACE:
        return _IN_PLACE[language]
    rows = catalogue.records("statement_words")
    return {row["english"]: row["text"] for row in rows if row["language"] == language}


@cache
def _meanings() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for text in english():
        found.setdefault(_folded(text), set()).add(str(text))
    for row in catalogue.records("statement_words"):
        found.setdefault(_folded(row["text"]), set()).add(row["english"])
    for words in _IN_PLACE.values():
        for text, called in words.items():
            found.setdefault(_folded(called), set()).add(text)
    return {said: frozenset(texts) for said, texts in found.items()}


def _folded(said: str) -> str:
    return " ".join(said.split()).casefold()
