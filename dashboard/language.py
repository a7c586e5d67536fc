"""The language of the reader: what a sentence reads in it, and how numbers, dates and lists are written.

Translations stand in ``dashboard/locale`` as gettext files, two for each language: what the program says, and what
the method and the shipped tables say. ``make translations`` brings them up to date. English is the language of the
templates, so it has no file. What the floors below say comes as a ``Sentence`` and is said again here, by its template.
"""

from __future__ import annotations

import gettext as standard
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar, copy_context
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from numbers import Integral, Number
from pathlib import Path, PurePath
from string import Formatter
from typing import Any, TypeVar
from unicodedata import combining, normalize

from analytics.text.sentences import JOINTS, Sentence, Series

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pt": "Português",
    "de": "Deutsch",
    "bg": "Български",
}
"""The languages of the dashboard by their ISO 639-1 code, each under its own name."""
ENGLISH = "en"
NO_COUNTRIES = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
"""Codes of two letters that stand for no country."""
LOCALES = Path(__file__).with_name("locale")
NBSP = "\u00a0"
MINUS = "\u2212"
_REGIONS = {"en": "en_GB", "pt": "pt_PT"}
_COUNTS = (
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
)
Made = TypeVar("Made")
_SIGN = re.compile(r"(?<=[\d}])[ \u00a0\u202f]?%(?!})")
_HELD = {
    "fr": re.compile(r"(?<=[^\s:]) (?=[:;!?»](?:\s|[*.,)]|$))|(?<=«) "),
    "bg": re.compile(r"(?<=[\d}]) (?=г\.)"),
}
"""Where a language has a space at which no line may end."""
_TONNES = re.compile(r"\{(\w+):(\+?),\.0f\}[ \u00a0]t\b(?!/)")
_TWO_STOPS = re.compile(r"(?<=\w)\.\.(?=\s|$)")
_READER: ContextVar[str] = ContextVar("language", default=ENGLISH)


def use(code: str) -> None:
    """Speak this language from here on, in this thread. Raises KeyError for one that is not in ``LANGUAGES``."""
    LANGUAGES[code]
    _READER.set(code)


def current() -> str:
    """The language that is spoken now, as its code."""
    return _READER.get()


def untranslated(said: str, code: str = ENGLISH) -> str:
    """A text that nobody translated, with the language that it is in where that is not the reader's."""
    return said if code == current() else f"{said} ({LANGUAGES.get(code, code)})"


def bound(made: Callable[[], Made]) -> Callable[[], Made]:
    """``made`` in the language of now, also where another thread calls it later, as it is with a file to download."""
    spoken = copy_context()
    return lambda: spoken.copy().run(made)


def gettext(message: str, /, **values: object) -> str:
    """``message`` in the reader's language, with its fields filled: ``_("Emissions of {year}", year=2019)``.

    Numbers with a format are written in the reader's style, sentences among the values are translated too. Raises
    KeyError for a field without a value.
    """
    said = _styled(_catalogue(current()).gettext(message), current()) if message else message
    return _filled(said, values) if values else said


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The template that fits a count, in the reader's language; the count stands in both of them as ``{number}``.

    Where a template says ``{count}``, English spells it out up to twenty, as a sentence begins: ``Sixteen cities``.
    """
    said = _styled(_catalogue(current()).ngettext(one, many, number), current())
    return _filled(said, {"number": number, "count": count(number), **values})


def say(text: object) -> str:
    """What another floor wrote, in the reader's language: sentences and series by their memory, other text as it is."""
    if isinstance(text, Sentence):
        catalogue = _catalogue(current())
        if text.many is not None:
            whole = int(text.number) if float(text.number).is_integer() else 2
            return _filled(_styled(catalogue.ngettext(text.template, text.many, whole), current()), text.values)
        said = _styled(catalogue.gettext(text.template), current()) if text.template else text.template
        return _filled(said, text.values) if text.values else said
    if isinstance(text, Series):
        parts = [say(part) for part in text.parts]
        return listed(parts) if text.joint == "and" else JOINTS[text.joint].join(parts)
    return str(text)


def term(text: str) -> str:
    """A word of a shipped table (glossary, registers, factors) in the reader's language; unknown ones as they are."""
    return _styled(_catalogue(current()).gettext(text), current()) if text else text


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Names as a person lists them in this language: ``a, b and c``."""
    found = [say(name) for name in names]
    if current() == ENGLISH:
        return str(Series(found, "and"))
    from babel.lists import format_list

    return format_list(found, "standard", locale=region())


def lowered(name: object) -> str:
    """A term within a sentence: its first letter small, unless the language (German) writes nouns with a capital or the
    term is an abbreviation."""
    said = say(name)
    return said if current() == "de" or said[1:2].isupper() else said[:1].lower() + said[1:]


def alphabetical(word: str) -> tuple[str, str]:
    """What words are sorted by: their letters without case and accents, then as they are."""
    letters = normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not combining(letter)), word


def country(code: str | None, name: str) -> str:
    """The name of a country in this language by its ISO 3166-1 code; ``name`` where the code is not known."""
    if current() == ENGLISH or not code:
        return name
    from babel import Locale

    return str(Locale.parse(region()).territories.get(code.upper(), name))


def named_country(code: str) -> str:
    """The name of a country in this language by its ISO 3166-1 code alone; the code where it is not known."""
    from babel import Locale

    return str(Locale.parse(region()).territories.get(code, code))


def countries() -> Mapping[str, str]:
    """Every country of the world by its ISO 3166-1 code, in the order of their names in this language."""
    return _countries(region())


@cache
def _countries(region: str) -> Mapping[str, str]:
    from babel import Locale

    named = Locale.parse(region).territories.items()
    found = {code: str(name) for code, name in named if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES}
    return dict(sorted(found.items(), key=lambda entry: alphabetical(entry[1])))


def ended(sentence: str) -> str:
    """A sentence with its full stop, which one that ends in an abbreviation (Bulgarian "2030 г.") bears already."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def count(number: int) -> str:
    """A count as a sentence begins: in English in words up to twenty, since they do not change with what is counted."""
    return _COUNTS[number] if current() == ENGLISH and 0 <= number < len(_COUNTS) else digits(number)


def digits(value: float, decimals: int = 0) -> str:
    """A number without its sign in the reader's style: ``1,078,166``."""
    return styled(f"{abs(value):,.{decimals}f}")


def styled(shown: str) -> str:
    """A number that is written as in English, in the reader's style."""
    return shown.translate(_separators(current()))


def number(value: float, decimals: int = 0, signed: bool = False) -> str:
    """A plain number in the reader's style with a true minus and, if asked, its plus sign; zero has no sign."""
    shown = digits(value, decimals)
    if round(abs(value), decimals) == 0:
        return shown
    return (MINUS if value < 0 else "+" if signed else "") + shown


def unit_of(size: float) -> tuple[str, float, int]:
    """The unit that suits so many tonnes: its symbol, how many tonnes it is, and the decimals that it is given with."""
    if size >= 999_500:
        return "Mt", 1e6, 2
    if size >= 999.5:
        return "kt", 1e3, 0 if size >= 99_950 else 1
    return "t", 1.0, 0


def per_cent(shown: str) -> str:
    """A number, as it is written, as a percentage of this language: ``32%`` in English, ``32 %`` in German."""
    return f"{shown}{_per_cent(current())}"


def separators() -> tuple[str, str]:
    """What stands before decimals and between thousands, as charts ask for it."""
    table = _separators(current())
    return table[ord(".")], table[ord(",")]


def day(moment: date) -> str:
    """A day as people write it: ``24 November 2026``. Its parts stay on one line."""
    from babel.dates import format_date

    return str(format_date(moment, "long", locale=region())).replace(" ", NBSP)


def month(moment: date) -> str:
    """The month of a day as people write it: ``November 2026``."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", moment, locale=region())).replace(" ", NBSP)


def region() -> str:
    """The locale of the reader, as Babel names it: a language, with its region where that changes how dates read."""
    return _REGIONS.get(current(), current())


def known(locale: str | None) -> str:
    """The language for what a browser asks (``de-AT``); English where it asks for one we do not speak."""
    code = (locale or "").replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else ENGLISH


@cache
def _separators(code: str) -> dict[int, str]:
    if code == ENGLISH:
        return {ord(","): ",", ord(NBSP): ",", ord("."): "."}
    from babel import Locale

    symbols = Locale.parse(_REGIONS.get(code, code)).number_symbols["latn"]
    # Spanish, Portuguese and Bulgarian write 1234 without a mark and 12 345 with one; here every figure gets it, so
    # that figures below each other line up.
    group = str(symbols["group"])
    return {ord(","): group, ord(NBSP): group, ord("."): str(symbols["decimal"])}


@cache
def _per_cent(code: str) -> str:
    """The sign of a percentage with what stands before it, from the pattern of the language (CLDR)."""
    if code == ENGLISH:
        return "%"
    from babel import Locale

    return str(Locale.parse(_REGIONS.get(code, code)).percent_formats[None].pattern).rpartition("0")[2]


# Templates and translations write a per cent sign with a space or without; the reader sees it as the language has it.
@lru_cache(maxsize=2**15)
def _styled(template: str, code: str) -> str:
    said = _SIGN.sub(_per_cent(code), template)
    return _HELD[code].sub(NBSP, said) if code in _HELD else said


@cache
def _catalogue(code: str) -> standard.NullTranslations:
    """The translations of one language, read from its text files: there is nothing to compile or to forget to."""
    found = standard.NullTranslations()
    if code != ENGLISH:
        for file in sorted((LOCALES / code / "LC_MESSAGES").glob("*.po")):
            found.add_fallback(_translations(file, code))
        found.add_fallback(_Capitals(found))
    return found


class _Capitals(standard.NullTranslations):
    """Words that begin a label and that a language has within a sentence alone: the same ones, with a capital."""

    def __init__(self, known: standard.NullTranslations) -> None:
        super().__init__()
        self.known = known

    def gettext(self, message: str) -> str:
        """What the words within a sentence are called, with a capital; the message where they are not known."""
        within = message[:1].lower() + message[1:]
        said = within if within == message else self.known.gettext(within)
        return message if said == within else said[:1].upper() + said[1:]


def _translations(file: Path, code: str) -> standard.GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with file.open("rb") as text:
        found = read_po(text, locale=code)
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return standard.GNUTranslations(compiled)


class _Reader(Formatter):
    """Fills a template in the reader's style: numbers by their format, sentences by their translation."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return format(say(value), format_spec)
        if isinstance(value, date):
            return day(value)
        if isinstance(value, PurePath):  # the folders of the machine are nothing to tell a visitor
            return value.name
        shown = format(value, format_spec)
        if isinstance(value, Number) and (format_spec or not isinstance(value, Integral)):
            styled = shown.translate(_separators(current())).replace("-", MINUS)
            return per_cent(styled[:-1]) if format_spec.endswith("%") else styled
        return shown


_FORMATTER = _Reader()


def _filled(template: str, values: dict[str, Any]) -> str:
    # A sentence that ends in an abbreviation ("2030 г.") has one full stop.
    return _TWO_STOPS.sub(".", _FORMATTER.vformat(_in_units(template, values), (), values))


def _in_units(template: str, values: dict[str, Any]) -> str:
    """A template whose tonnes stand as pages write them, as in "85.5 kt"; with every digit where two amounts of a
    sentence would otherwise read alike."""
    found = _TONNES.findall(template)
    if not found:
        return template
    told = {}
    for name, sign in found:
        symbol, unit, decimals = unit_of(abs(values[name]))
        told[name] = f"{number(values[name] / unit, decimals, bool(sign))}{NBSP}{symbol}"
    if len(set(told.values())) < len({values[name] for name in told}):
        return template
    return _TONNES.sub(lambda tonnes: told[tonnes[1]], template)
