"""Each language says everything that the code and the shipped tables say, with the same fields."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from analytics.frames import frame_tags
from dashboard import language
from dashboard.language import ENGLISH, LANGUAGES
from datasets.reference.catalogue import records
from tests.dashboard import translations
from tests.dashboard.translations import strings, translated
from tests.effort import few

OTHERS = [code for code in LANGUAGES if code != ENGLISH]


def fields(text: str) -> list[tuple[str, str]]:
    """The fields of a template with their formats."""
    return sorted((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(ENGLISH)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return translations.template()


@pytest.fixture(scope="module")
def asked_of_files() -> dict[str, Catalog]:
    return translations.templates()


@pytest.mark.parametrize("code", few(OTHERS, "bg"))
def test_the_file_of_a_language_holds_what_the_code_says_and_nothing_else(
    code: str, asked_of_files: dict[str, Catalog]
) -> None:
    # `make translations` brings the files up to date.
    asked = {message.id for found in asked_of_files.values() for message in found if message.id}
    held = {message.id for message in translated(code) if message.id}
    assert sorted(map(str, asked - held)) == []
    assert sorted(map(str, held - asked)) == []


@pytest.mark.parametrize("code", OTHERS)
def test_the_tables_that_cities_state_say_what_the_pages_say(code: str) -> None:
    # `make translations` writes the table anew.
    held = {row["english"]: row["text"] for row in records("statement_words") if row["language"] == code}
    assert held == translations.statement_words_of(code)


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_waits_for_its_translation(code: str) -> None:
    waiting = [message.id for message in translated(code) if message.id and not all(strings(message.string))]
    assert waiting == []
    assert not any(message.fuzzy for message in translated(code) if message.id)


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_fields_of_its_template(code: str) -> None:
    wrong = []
    for message in translated(code):
        if not message.id:
            continue
        if isinstance(message.id, str):
            if fields(message.id) and fields(str(message.string)) != fields(message.id):
                wrong.append(message.id)
        else:  # a form for one may leave the number out
            known = set(fields(message.id[0])) | set(fields(message.id[1]))
            wrong += [form for form in strings(message.string) if not set(fields(form)) <= known]
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_is_another_than_english(code: str) -> None:
    said = [message for message in translated(code) if message.id and len(strings(message.id)[0].split()) > 3]
    same = [message.id for message in said if strings(message.string) == strings(message.id)]
    assert len(same) < len(said) / 100


@pytest.mark.parametrize("code", OTHERS)
def test_what_a_page_calls_a_goal_or_commitment_is_read_as_its_tag(code: str) -> None:
    language.use(code)
    for tag in (one for frame in frame_tags.FRAMEWORKS for one in frame_tags.of_frame(frame)):
        assert frame_tags.tag_of(language.term(tag.name), tag.frame) == tag.code, tag


RIDDLES = {
    ENGLISH: ("nobody can", "one year is one year", "closes it.", "no failure", "who made it", "doing anything wrong"),
    "de": ("kann niemand", "Ein Jahr ist", "kein Versagen"),
    "fr": ("nul ne peut", "une année n’est qu’une", "mal agi"),
    "es": ("nadie puede", "un año es solo", "hecho nada mal"),
    "it": ("nessuno può", "un anno è un anno", "colpa di nessuno"),
    "pt": ("ninguém pode", "um ano é só", "nada de errado"),
    "bg": ("никой не може", "една година е само", "да е сгрешил"),
}
"""Words of sentences that left the reader to guess what is meant, or that accused somebody."""


@pytest.mark.parametrize("code", RIDDLES)
def test_no_sentence_is_a_riddle_or_an_accusation(code: str, template: Catalog) -> None:
    said = [
        form
        for message in (template if code == ENGLISH else translated(code))
        if message.id
        for form in strings(message.id if code == ENGLISH else message.string)
    ]
    assert [form for form in said for words in RIDDLES[code] if words in form] == []
