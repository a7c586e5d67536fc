"""Numbers, dates, lists and sentences as the reader's language writes them."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, counted, joined, listed
from dashboard import language
from datasets.city.assessment import CityReport
from datasets.intake.readers import workbook
from datasets.store import database, disk
from tests.datasets.archives import stored

FRENCH = {
    "The inventory of {year} lacks {sectors}.": "Il manque {sectors} à l’inventaire {year}.",
    "Waste": "Déchets",
    "Public lighting": "Éclairage public",
    "{amount:,.1f} t, {share:.1%}": "{share:.1%}, soit {amount:,.1f} t",
    ("{number} row of {year}", "{number} rows of {year}"): ("{number} ligne de {year}", "{number} lignes de {year}"),
    ("{count} city", "{count} cities"): ("{count} ville", "{count} villes"),
    'Sheet "{sheet}", row {row}': "Feuille « {sheet} », ligne {row}",
    "{place}: found {found}. Expected {expected}. {fix}": "{place} : {found} ; attendu : {expected}. {fix}",
    "a number": "un nombre",
    "district heat": "chaleur à distance",
}
"""Translations of this test alone, so that it holds whatever the shipped files say."""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader of French, with the translations above."""
    catalogue = Catalog(locale="fr")
    catalogue.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]  # as in our own file
    for message, said in FRENCH.items():
        catalogue.add(message, said)
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "dashboard.po").open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    language._catalogue.cache_clear()
    language.use("fr")
    yield
    language._catalogue.cache_clear()


@pytest.mark.parametrize(
    ("code", "whole", "part", "separators"),
    [
        ("en", "1,234,567", "1,234.50", (".", ",")),
        ("fr", "1\u202f234\u202f567", "1\u202f234,50", (",", "\u202f")),
        ("de", "1.234.567", "1.234,50", (",", ".")),
        ("it", "1.234.567", "1.234,50", (",", ".")),
        ("bg", "1\u00a0234\u00a0567", "1\u00a0234,50", (",", "\u00a0")),
    ],
)
def test_numbers_have_the_marks_of_the_language(code: str, whole: str, part: str, separators: tuple[str, str]) -> None:
    language.use(code)
    assert language.digits(1234567) == whole
    assert language.digits(-1234.5, 2) == part
    assert language.separators() == separators


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "24 November 2026"),
        ("fr", "24 novembre 2026"),
        ("de", "24. November 2026"),
        ("it", "24 novembre 2026"),
        ("bg", "24 ноември 2026 г."),
        ("pt", "24 de novembro de 2026"),
    ],
)
def test_a_day_reads_as_people_write_it_and_stays_on_one_line(code: str, words: str) -> None:
    language.use(code)
    said = language.day(date(2026, 11, 24))
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == words
    assert " " not in said


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "a, b and c"), ("fr", "a, b et c"), ("de", "a, b und c"), ("it", "a, b e c"), ("bg", "a, b и c")],
)
def test_names_are_listed_with_the_word_for_and(code: str, words: str) -> None:
    language.use(code)
    assert language.listed(["a", "b", "c"]) == words
    assert language.say(listed(["a", "b", "c"])) == words
    assert language.listed(["a"]) == "a"


def test_countries_have_their_names_and_unknown_ones_keep_theirs() -> None:
    assert language.country("DE", "Germany") == "Germany"
    language.use("fr")
    assert language.country("de", "Germany") == "Allemagne"
    assert language.country(None, "Atlantis") == language.country("QQ", "Atlantis") == "Atlantis"


@pytest.mark.parametrize(("number", "words"), [(0, "No"), (16, "Sixteen"), (20, "Twenty"), (21, "21"), (1200, "1,200")])
def test_english_spells_out_a_small_count(number: int, words: str) -> None:
    assert language.count(number) == words
    language.use("de")
    assert language.count(number) == language.digits(number)


def test_terms_are_lowered_within_a_sentence_but_not_in_german_and_no_abbreviation() -> None:
    assert language.lowered("Natural gas") == "natural gas"
    assert language.lowered("GPC BASIC") == "GPC BASIC"
    language.use("de")
    assert language.lowered("Erdgas") == "Erdgas"
    language.use("it")
    assert language.lowered("Gas naturale") == "gas naturale"


def test_english_says_templates_as_they_are() -> None:
    assert language.gettext("Energy of {year}: {amount:,.0f} MWh", year=2019, amount=1234.4) == (
        "Energy of 2019: 1,234 MWh"
    )
    assert language.ngettext("{count} city", "{count} cities", 3) == "Three cities"
    assert language.ngettext("{number} city", "{number} cities", 1) == "1 city"
    assert language.say(joined([Sentence("One."), "Two."])) == "One. Two."
    with pytest.raises(KeyError, match="year"):
        language.gettext("Emissions of {year}: {amount} t", amount=1)


@pytest.mark.usefixtures("french")
def test_a_sentence_is_said_again_from_its_template_with_its_values_translated() -> None:
    sectors = listed([Sentence("Waste"), Sentence("Public lighting"), "Lyon"])
    said = Sentence("The inventory of {year} lacks {sectors}.", year=2019, sectors=sectors)
    assert language.say(said) == "Il manque Déchets, Éclairage public et Lyon à l’inventaire 2019."
    assert language.gettext("The inventory of {year} lacks {sectors}.", year=2019, sectors=sectors) == language.say(
        said
    )
    assert said == "The inventory of 2019 lacks Waste, Public lighting and Lyon."


def test_a_page_names_a_file_of_the_machine_without_its_folders() -> None:
    full = OSError(errno.ENOSPC, "no space")
    where = Path("/srv/town hall/covenant.duckdb")
    assert str(where) in disk.problem(where, full).found
    assert language.say(disk.problem(where, full).found) == 'no room on the disk for "covenant.duckdb"'
    broken = database.damage(str(where), duckdb.IOException(f'Could not read from file "{where}": Input/output error'))
    assert broken is not None
    assert "town hall" in broken.found
    assert "town hall" not in language.say(broken.found)


@pytest.mark.usefixtures("french")
def test_formatted_numbers_in_a_sentence_take_the_marks_of_the_language_and_years_do_not() -> None:
    said = Sentence("{amount:,.1f} t, {share:.1%}", amount=12345.67, share=0.1234)
    assert said == "12,345.7 t, 12.3%"
    assert language.say(said) == "12,3\u00a0%, soit 12\u202f345,7 t"
    assert language.say(counted("{number} row of {year}", "{number} rows of {year}", 1200, year=2019)) == (
        "1200 lignes de 2019"
    )


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(("number", "words"), [(0, "0 ligne"), (1, "1 ligne"), (2, "2 lignes")])
def test_the_language_chooses_its_own_plural(number: int, words: str) -> None:
    said = counted("{number} row of {year}", "{number} rows of {year}", number, year=2019)
    assert language.say(said) == f"{words} de 2019"
    assert (
        language.ngettext("{number} row of {year}", "{number} rows of {year}", number, year=2019) == f"{words} de 2019"
    )


@pytest.mark.usefixtures("french")
def test_a_count_at_the_start_of_a_sentence_is_written_in_digits_where_words_would_change() -> None:
    assert language.ngettext("{count} city", "{count} cities", 3) == "3 villes"


@pytest.mark.usefixtures("french")
def test_a_problem_is_said_with_all_that_it_holds() -> None:
    problem = Problem("block", "value", '"abc"', Sentence("a number"), "Ask Ada.", row=4, sheet="BEI")
    assert language.say(problem.sentence()) == (
        'Feuille «\u00a0BEI\u00a0», ligne 4\u00a0: "abc"\u00a0; attendu\u00a0: un nombre. Ask Ada.'
    )


@pytest.mark.usefixtures("french")
def test_what_has_no_translation_is_said_in_english() -> None:
    assert language.gettext("Nobody translated {year}.", year=2019) == "Nobody translated 2019."
    assert language.say("plain text") == "plain text"
    assert language.say(12) == "12"
    assert language.term("Waste") == "Déchets"
    assert language.term("") == language.gettext("") == language.say(Sentence("")) == ""


def test_another_thread_speaks_english_unless_it_was_given_the_language() -> None:
    language.use("de")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(language.current).result() == "en"
        assert pool.submit(language.bound(language.current)).result() == "de"


def test_an_unknown_language_is_refused_and_the_one_spoken_stays() -> None:
    language.use("it")
    with pytest.raises(KeyError):
        language.use("xx")
    assert language.current() == "it"


@pytest.mark.parametrize(
    ("asked", "code"), [("de-AT", "de"), ("pt_BR", "pt"), ("FR", "fr"), ("nl", "en"), ("", "en"), (None, "en")]
)
def test_a_browser_gets_its_language_or_english(asked: str | None, code: str) -> None:
    assert language.known(asked) == code


def test_what_is_wrong_with_a_workbook_is_said_in_the_language_of_the_reader() -> None:
    _, (cut,) = workbook.read(stored("kinds.xls")[:2000], "kinds.xls")
    assert cut.found == "a damaged workbook (it cannot be read to its end)"
    language.use("de")
    assert language.say(cut.found) == "eine beschädigte Arbeitsmappe (sie lässt sich nicht bis zum Ende lesen)"


def test_words_are_sorted_by_their_letters_whatever_accents_they_bear() -> None:
    words = ["Ziel", "Überschuss", "umfang", "Abstand", "Ärger", "Цел", "Базова линия"]
    assert sorted(words, key=language.alphabetical) == [
        "Abstand",
        "Ärger",
        "Überschuss",
        "umfang",
        "Ziel",
        "Базова линия",
        "Цел",
    ]


def test_a_sentence_that_ends_in_an_abbreviation_has_one_full_stop() -> None:
    language.use("bg")
    aim = Sentence("{promise} by {year}", promise="40%", year=2030)
    assert language.gettext("The target is {target}.", target=aim).endswith("2030\u00a0г.")
    language.use("en")
    assert language.gettext("Reason: {reason}.", reason="see notes...") == "Reason: see notes...."


def test_a_number_below_zero_has_a_true_minus_in_english_too() -> None:
    assert language.say(Sentence("It changes by {change:+.0f}%", change=-24.2)) == "It changes by −24%"


@pytest.mark.parametrize(
    ("code", "shown"), [("en", "32%"), ("fr", "32\u00a0%"), ("es", "32\u00a0%"), ("de", "32\u00a0%"), ("it", "32%")]
)
def test_a_percentage_is_written_as_the_language_does_whatever_its_template(code: str, shown: str) -> None:
    language.use(code)
    assert language.per_cent("32") == shown
    assert language.say(Sentence("{share} %", share=32)) == shown
    assert language.gettext("{share:.0%}", share=0.32) == shown


def test_a_sample_city_has_its_own_name_in_each_language(
    sample: Callable[[str], CityReport],
) -> None:
    turin = sample("IT0004").city
    named = {}
    for code in ("en", "it", "fr", "bg"):
        language.use(code)
        named[code] = language.gettext("{city}", city=turin.name)
    assert named == {"en": "Turin", "it": "Torino", "fr": "Turin", "bg": "Торино"}
    assert language.say("Turin") == "Turin"  # the name that somebody else gave


def test_tonnes_of_a_sentence_have_the_unit_of_the_pages_unless_two_of_them_would_read_alike() -> None:
    above = Sentence("{target} ({amount:,.0f} t above it)", target="Net zero", amount=85_491.0)
    assert above == "Net zero (85,491 t above it)"
    assert language.say(above) == "Net zero (85.5\u00a0kt above it)"
    alike = Sentence("{declared:,.0f} t declared, {emissions:,.0f} t on file", declared=7.821e6, emissions=7.8195e6)
    assert language.say(alike) == "7,821,000 t declared, 7,819,500 t on file"


def test_words_that_begin_a_label_are_those_within_a_sentence(french: None) -> None:
    assert language.term("District heat") == "Chaleur à distance"
    assert language.gettext("A number") == "Un nombre"
    assert language.gettext("Another number") == "Another number"
