"""The questions of a file and the answers on offer, in the words of the people who answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analytics import units
from analytics.text.code_pages import CODE_PAGES
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, Series
from analytics.vocabulary import CARRIERS, METHOD_NAMES, NOTATION_KEY_NAMES, SECTORS, Method
from dashboard import language, session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from datasets import CityRecord
from datasets.intake.layouts import EVERY
from datasets.intake.meaning import questions
from datasets.intake.meaning.fuel_amounts import fuels_of
from datasets.reference import registry

EVERY_COLUMN = "every-column"
"""The answer that each of several columns of figures counts."""
MOST_CITIES = 300
"""Cities on file that are offered beside those that resemble a name."""
# Translators: what the questions about a file are about; each stands above its questions.
_CITIES, _YEARS, _NUMBERS, _FUELS = Sentence("Cities"), Sentence("Years"), Sentence("Numbers"), Sentence("Fuels")
_GASES, _METHOD, _ROWS, _UNITS = Sentence("Gases"), Sentence("Method"), Sentence("Rows"), Sentence("Units")
_PEOPLE = Sentence("Inhabitants")
_OTHER = Sentence("Other")
KIND_NAMES: Mapping[str, Sentence] = {
    "sheet": Sentence("Which sheet"),
    "header-row": Sentence("Column names"),
    "column": Sentence("Columns"),
    "city": _CITIES,
    "new-cities": _CITIES,
    "new-city": _CITIES,
    "year": _YEARS,
    "year-date": _YEARS,
    "year-words": _YEARS,
    "fiscal-year": _YEARS,
    "fiscal-named": _YEARS,
    "calendar": _YEARS,
    "part-year": _YEARS,
    "sector": Sentence("Sectors"),
    "carrier": Sentence("Carriers"),
    "carrier-of": Sentence("Carriers"),
    "carrier-blank": Sentence("Carriers"),
    "swapped-columns": Sentence("Columns"),
    "unit": _UNITS,
    "unit-of": _UNITS,
    "decimal": _NUMBERS,
    "odd-marks": _NUMBERS,
    "dash": _NUMBERS,
    "not-available": _NUMBERS,
    "missing-number": _NUMBERS,
    "parentheses": _NUMBERS,
    "trailing-minus": _NUMBERS,
    "marked": _NUMBERS,
    "digits": _NUMBERS,
    "grouping": _NUMBERS,
    "multiple": _NUMBERS,
    "scale": _NUMBERS,
    "number-format": _NUMBERS,
    "shown-divided": _NUMBERS,
    "encoding": Sentence("Code page"),
    "hidden-rows": _ROWS,
    "hidden-columns": Sentence("Columns"),
    "other-figures": _ROWS,
    "unit-in-cell": _NUMBERS,
    "fill-down": Sentence("Blank cells"),
    "words-down": Sentence("Columns"),
    "words-across": Sentence("Columns"),
    "several-rows": _ROWS,
    "two-months": _ROWS,
    "gas": _GASES,
    "gwp": _GASES,
    "method": _METHOD,
    "approach": _METHOD,
    "total-rows": _ROWS,
    "sum-rows": _ROWS,
    "total-alone": _ROWS,
    "listed-parts": _ROWS,
    "split-rows": _ROWS,
    "printed-totals": _ROWS,
    "columns-unused": _ROWS,
    "same-place": _ROWS,
    "rows": _ROWS,
    "note": _ROWS,
    "unread": _ROWS,
    "inhabitants": _PEOPLE,
    "population-fraction": _PEOPLE,
    "population-scaled": _PEOPLE,
    "duplicate-rows": _ROWS,
    "conflicting-rows": _ROWS,
    "reported-again": _ROWS,
    "held-back": _ROWS,
    "scopes-apart": _ROWS,
    "scope-blank": _NUMBERS,
    "basic-plus": _ROWS,
    "density": _FUELS,
    "state": _FUELS,
    "fuel": _FUELS,
    "calorific": _FUELS,
    "basis": _FUELS,
    "gross-units": _FUELS,
    "gal": _UNITS,
    "ton": _UNITS,
    "mt": _UNITS,
    "th": _UNITS,
    "carbon": _UNITS,
    "units": _UNITS,
    "per-period": _UNITS,
    "quintal": _UNITS,
    "reason": Sentence("Reason"),
}
_KEYS = {
    # Translators: an answer: write this notation key into the cell, such as "Write NO, not occurring".
    key.value: Sentence("Write {key}, {name}", key=key.value, name=name)
    for key, name in NOTATION_KEY_NAMES.items()
}
OF_ONE_WORD = ("sector", "carrier", "city")
_ON_PAGE = {
    "Say why this row counts; the reason is kept with the revision (--reason).": Sentence(
        "Say why this row counts; the reason is kept with the revision."
    ),
}
"""What a fix says to who answers on the command line, and in its place to who answers here."""
_OF_THE_FILE = {
    "city": Sentence("Of which city are the figures? Name the city of the whole file, or the column that holds it."),
    "year": Sentence("Of which year are the figures? Name the column that holds it, or the year of the whole file."),
    "sector": Sentence("Which column holds the sectors? Name it, or add one to the file."),
    "value": Sentence("Which column holds the figures? Name it, or add one to the file."),
}
"""What is asked for a field that no column was recognised for."""
_IN_WHICH_UNIT = Sentence("In which unit are these figures?")
_ADDING_UP = Sentence("Do these rows add up other rows of the file?")
_ASKED_AS = {
    "city": Sentence("Of which city are the figures?"),
    "year": Sentence("Of which year are the figures?"),
    "unit": _IN_WHICH_UNIT,
    "unit-unknown": _IN_WHICH_UNIT,
    "header-row": Sentence("In which row do the names of the columns stand?"),
    "words-down": Sentence("What stands beside the rows, and what above the columns?"),
    "words-across": Sentence("What stands above the columns?"),
    "year-date": Sentence("Of which year are figures with such a date?"),
    "several-rows": Sentence("Are these rows parts of one figure, such as months or meters, and add up?"),
    "other-figures": Sentence("Are these figures what the city used or emitted in the whole year?"),
    "printed-totals": Sentence("Do the figures count as they were read, although a printed total differs?"),
    "total-rows": _ADDING_UP,
    "sum-rows": _ADDING_UP,
    "places-removed": Sentence("Why does this file hold less than before?"),
    "year-committed": Sentence("Why does this file replace what was there?"),
    "two-columns": Sentence("Does each of these columns count, or one of them alone?"),
    "sheet": Sentence("Which sheet is meant?"),
    "sector": Sentence("Of which sector are all figures?"),
    "decimal": Sentence("Which sign stands before the decimals in this file?"),
    "parentheses": Sentence("Do brackets mean a negative number in this file?"),
    "trailing-minus": Sentence("Does a minus behind a number make it negative in this file?"),
    "not-available": Sentence("Why is there no figure in such cells?"),
    "fill-down": Sentence("Do blank cells take what stands above them, as merged cells do?"),
    "swapped-columns": Sentence("Are these two columns exchanged?"),
    "hidden-rows": Sentence("Do the figures of hidden rows count?"),
    "hidden-columns": Sentence("Do the figures of hidden columns count?"),
    "two-months": Sentence("Does each figure cover two months, as a bill does?"),
}
"""What is asked on the page where the advice of the check is for who corrects the file."""
_SETTLED_UNASKED = {
    "duplicate-rows": Sentence("Does a row that is repeated in every cell count once, or each time?"),
}
"""The questions that the check settles by itself and tells as a warning: what is asked where that can be changed."""
_FAMILIAR = {
    # Translators: a carrier of the Covenant in a list of answers, with what people call it and look for in the list.
    "gasoline": Sentence("Gasoline (petrol)"),
    # Translators: a carrier of the Covenant in a list of answers, with what is most often meant by it.
    "other_biomass": Sentence("Other biomass, such as wood"),
}
"""Names of carriers where one is looked for in a list, which finds them by the letters that are typed."""
_UNKNOWN = {"unknown": Sentence("The file does not say")}
_LEFT_OUT, _NO_FIGURES = Sentence("Leave these rows out"), Sentence("Leave these figures out")
_NO_FILE = Sentence("Leave the whole file out")
_NO_INVENTORY = Sentence("They are no inventory, but a target or a forecast: leave them out")
_NO_FIGURE = {**_KEYS, questions.LEAVE_OUT: _NO_FIGURES}
_NO_CARRIER = {
    choice: Sentence("The source states no carrier: the figures stay without one")
    for choice in questions.CHOICES["carrier-blank"]
}
_AS_HELD = Sentence("Each number counts as its cell holds it, in the unit of its column")
_BASES = {"net": Sentence("Net (lower) calorific value"), "gross": Sentence("Gross (higher) calorific value")}
_SUMS = {
    questions.LEAVE_OUT: Sentence("Leave these rows out: they add up other rows"),
    "keep": Sentence("Keep these rows: they are figures of their own"),
}
CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    "decimal": {
        "comma": Sentence("A comma: 1.234,5 is one thousand two hundred thirty-four and a half"),
        "point": Sentence("A point: 1,234.5 is one thousand two hundred thirty-four and a half"),
    },
    "encoding": CODE_PAGES,
    "odd-marks": {"as-read": Sentence("They count as they read in the style of the file")},
    "swapped-columns": {
        "swap": Sentence("The two columns are exchanged: read each as what it holds"),
        "as-named": Sentence("The columns mean what their names say"),
    },
    "carrier-blank": _NO_CARRIER,
    "carrier-of": _NO_CARRIER,
    "year-words": {"use-year": Sentence("The year among the words is the inventory year")},
    "total-rows": _SUMS,
    "sum-rows": _SUMS,
    "listed-parts": {
        questions.LEAVE_OUT: Sentence("Leave the listed rows out: they are part of the figure above them"),
        "keep": Sentence("Keep the listed rows: they count in addition to the figure above them"),
    },
    "split-rows": {
        questions.LEAVE_OUT: Sentence("Leave the carriers out: they hold the same as the sectors above them"),
        "keep": Sentence("Keep the carriers: they count in addition to the sectors above them"),
    },
    "columns-unused": {"keep": Sentence("The figures count as they are; these columns are left out")},
    "rows": {
        "but-planned": Sentence("Leave out the rows that are planned, expected or a target; all others count"),
        "add-up": Sentence("All of these rows count: they are parts that add up"),
        "of-the-city": Sentence("All rows count: these words belong to the name of the city, such as its state"),
        questions.LEAVE_OUT: _LEFT_OUT,
        "keep": Sentence("All rows are of the inventory"),
    },
    "note": {"keep": Sentence("The rows count as they are, with the year and the unit of the table")},
    "printed-totals": {"as-read": Sentence("The figures count as they were read; the difference stays a finding")},
    "inhabitants": {questions.LEAVE_OUT: Sentence("Leave the inhabitants out")},
    "population-scaled": {
        "thousands": Sentence("They are counted by the thousand: 142.6 is 142,600 people"),
        questions.LEAVE_OUT: Sentence("Leave the inhabitants out"),
    },
    "population-fraction": {
        "thousands": Sentence("The mark parts thousands: 2876.614 is 2,876,614 people"),
        questions.LEAVE_OUT: Sentence("Leave the inhabitants out"),
        "as-written": Sentence("The mark is that of decimals: the number is an average"),
    },
    "duplicate-rows": {
        "keep-one": Sentence("Keep one row: the other repeats it by mistake"),
        "keep-all": Sentence("Keep all rows: they are different things and add up"),
    },
    "same-place": {"add-up": Sentence("All of these rows count: they are parts that add up")},
    "several-rows": {"add-up": Sentence("All of these rows count: they are parts that add up")},
    "held-back": {"alone": Sentence("These rows alone are meant: each table that they fill holds nothing else")},
    "gas": {
        "CO2e": Sentence("CO₂e, all gases together"),
        "CO2": Sentence("CO₂ alone"),
        "CH4": Sentence("CH₄, methane"),
        "N2O": Sentence("N₂O, nitrous oxide"),
        "fuel": Sentence("No gas: the fuel itself was weighed"),
    },
    "method": {method.value: METHOD_NAMES[method] for method in Method},
    "sector": {questions.LEAVE_OUT: _LEFT_OUT},
    "carrier": {questions.LEAVE_OUT: _NO_FIGURES, **_NO_CARRIER},
    "words-down": {
        "sector": Sentence("Sectors beside the rows, carriers above the columns"),
        "carrier": Sentence("Carriers beside the rows, sectors above the columns"),
        "city": Sentence("Cities beside the rows, sectors above the columns"),
    },
    "words-across": {
        "sector": Sentence("Sectors above the columns"),
        "carrier": Sentence("Carriers above the columns"),
    },
    "fill-down": {
        "yes": Sentence("A blank cell repeats the cell above it"),
        "no": Sentence("A blank cell is blank"),
    },
    "not-available": _NO_FIGURE,
    "missing-number": {"as-written": Sentence("This is the figure, as it is written"), **_NO_FIGURE},
    "dash": {**_NO_FIGURE, "zero": Sentence("It is a zero")},
    "parentheses": {"negative": Sentence("Brackets mean a negative number: (5) is −5")},
    "trailing-minus": {"negative": Sentence("A minus behind a number makes it negative: 5- is −5")},
    "marked": {"drop": Sentence("Take the number without its mark or remark"), **_NO_FIGURE},
    "digits": {"as-digits": Sentence("They mean the digits that they look like: 12O is 120"), **_NO_FIGURE},
    "grouping": {"as-one-number": Sentence("They part one number: 1,23,456 is 123,456"), **_NO_FIGURE},
    "multiple": {"multiply": Sentence("It multiplies the number: 3.5 million is 3,500,000"), **_NO_FIGURE},
    "scale": {
        "as-written": Sentence("The figures count as they are written, in their unit"),
        "thousands": Sentence("Each figure is in thousands of its unit"),
    },
    "other-figures": {
        "as-inventory": Sentence("They are the inventory of the city's whole year as they are"),
        questions.LEAVE_OUT: _NO_FIGURES,
    },
    "unread": {questions.LEAVE_OUT: _NO_FIGURES},
    "unit-in-cell": {"split": Sentence("Take the unit from the cell and the number alone")},
    "number-format": {"as-held": _AS_HELD, questions.LEAVE_OUT: _NO_FIGURES},
    "shown-divided": {
        "as-held": _AS_HELD,
        "as-shown": Sentence("Each number counts as the workbook shows it, in the unit of its column"),
    },
    "hidden-rows": {"keep": Sentence("Hidden rows count like the others"), questions.LEAVE_OUT: _LEFT_OUT},
    "hidden-columns": {"keep": Sentence("Hidden columns count like the others"), questions.LEAVE_OUT: _NO_FIGURES},
    "year-date": {"use-year": Sentence("The year of the date is the inventory year")},
    "fiscal-year": {
        "first": Sentence("To the year in which the period begins"),
        "last": Sentence("To the year in which it ends"),
    },
    "fiscal-named": {
        "as-named": Sentence("To the year by which it is called"),
        "year-before": Sentence("To the year before, in which it begins"),
    },
    "calendar": {
        "thai": Sentence("By the calendar of Thailand (2562 is 2019)"),
        "iranian": Sentence("By the calendar of Iran (1398 begins in March 2019)"),
        "taiwanese": Sentence("By the calendar of Taiwan (108 is 2019)"),
    },
    "two-months": {
        "cover-both": Sentence("Each covers two months"),
        "one-month": Sentence("Each is of one month: the months between are missing"),
    },
    "part-year": {
        questions.LEAVE_OUT: Sentence("Leave the year out: it is not whole"),
        "as-sum": Sentence("The sum of what is there counts as the figure of the year"),
    },
    "new-city": {"add": Sentence("Add it as a new city")},
    "new-cities": {"add": Sentence("Add them as new cities"), questions.LEAVE_OUT: _LEFT_OUT},
    "reported-again": {"latest": Sentence("The report made last counts")},
    "scopes-apart": {
        "printed": Sentence("The printed total counts; the scopes are left out"),
        "scopes": Sentence("Scopes 1 and 2 count; the printed total is left out"),
        questions.LEAVE_OUT: _LEFT_OUT,
    },
    "scope-blank": {**_KEYS, questions.LEAVE_OUT: _LEFT_OUT},
    "basic-plus": {
        Method.OWN.value: Sentence("Keep it as a total by the city's own method"),
        questions.LEAVE_OUT: _LEFT_OUT,
    },
    "approach": {
        "activity-based": Sentence("Where the fuel is burnt"),
        "life-cycle": Sentence("Over the life cycle"),
        **_UNKNOWN,
    },
    "gwp": _UNKNOWN,
    "basis": _BASES,
    "gross-units": _BASES,
    "gal": {"US gal": Sentence("US gallons (3.785 litres)"), "UK gal": Sentence("Imperial gallons (4.546 litres)")},
    "ton": {
        "tonne": Sentence("Tonnes of 1,000 kg"),
        "short ton": Sentence("US short tons of 907 kg"),
        "long ton": Sentence("Long tons of 1,016 kg"),
    },
    "mt": {"tonne": Sentence("Metric tonnes"), "megatonne": Sentence("Megatonnes, millions of tonnes")},
    "quintal": {"100 kg": Sentence("Metric quintals of 100 kg"), "100 lb": Sentence("US hundredweights of 100 lb")},
    "carbon": {
        "carbon": Sentence("Tonnes of the carbon in it: 1 t of carbon is 3.667 t of CO₂"),
        "CO2": Sentence("Tonnes of CO₂, written short"),
    },
    "units": {"kWh": Sentence("Kilowatt-hours, as electricity bills in India count them")},
    "per-period": {
        "times": Sentence("An average of each period: it is multiplied to make up the year"),
        "of-the-year": Sentence("The figures are of the whole year already"),
    },
    "th": {"thermie": Sentence("Thermies (1.163 kWh)"), "therm": Sentence("Therms (29.3 kWh)")},
}


def kind_name(key: str) -> str:
    """What a question is about, in a word or two."""
    return KIND_NAMES.get(key.partition(":")[0], _OTHER)


def order(name: str) -> int:
    """The place of a kind among the kinds of questions, by its name."""
    return list(dict.fromkeys(map(str, (*KIND_NAMES.values(), _OTHER)))).index(name)


def spoken(typed: str) -> str:
    """A number with its unit in the reader's style: "0.84 kg/l" is "0,84 kg/l" in most languages."""
    number, space, unit = typed.partition(" ")
    return f"{number.replace('.', language.separators()[0])}{space}{unit}"


def asked_here(problem: Problem) -> str:
    """The question above a field: that of the problem, unless the problem tells what the check did by itself."""
    unasked = _SETTLED_UNASKED.get(problem.key or "")
    return say(unasked) if unasked else question(problem)


def question(problem: Problem) -> str:
    """What a person is asked to decide, in one sentence."""
    kind, _colon, word = (problem.key or "").partition(":")
    if problem.code == "missing-column" and word in _OF_THE_FILE:
        return say(_OF_THE_FILE[word])
    if problem.code == "carrier-in-title":
        return _("Of which carrier are the figures below “{title}”?", title=word[:120])
    if _names_a_word(problem):
        return _which(kind, word[:120])
    if problem.severity != "warn" and (asked := _ASKED_AS.get(problem.key or "") or _ASKED_AS.get(problem.code)):
        return say(asked)
    if problem.code == "density-missing" and word in CARRIERS:
        carrier = say(CARRIERS[word].within)
        return _("By which source is the volume of {carrier} turned into energy?", carrier=carrier)
    return say(_ON_PAGE.get(problem.fix, problem.fix))


def _names_a_word(problem: Problem) -> bool:
    """Whether what is asked is which sector, carrier or city a word means."""
    kind, _colon, word = (problem.key or "").partition(":")
    of_a_word = kind in OF_ONE_WORD and bool(word)
    return of_a_word and problem.severity == "ask" and problem.code != "table-heading"


def _which(kind: str, word: str) -> str:
    if kind == "sector":
        return _("Which sector is “{word}”?", word=word)
    if kind == "carrier":
        return _("Which carrier is “{word}”?", word=word)
    return _("Which city is “{word}”?", word=word)


def place(problem: Problem, alone: bool = False) -> str:
    """Where the doubt stands, how often, and what was found there unless the question says it; the sheet is not named
    where it is the file's only one (``alone``)."""
    if problem.code == "missing-column" and problem.key in ("city", "year"):
        # Translators: below "Of which year are the figures?" or "Of which city are the figures?".
        return _("No column of the file holds it.")
    problem = replace(problem, sheet=None) if alone and problem.row is not None else problem
    if problem.code == "missing-column" or problem.column == "value":  # no column of the file, or says nothing
        problem = replace(problem, column=None)
    if _names_a_word(problem):
        # Translators: where something stands in a file, and in how many cells.
        return ngettext("{place}, {number} cell.", "{place}, {number} cells.", problem.cells, place=problem.place())
    if problem.row is None:
        found = say(problem.found)
        return f"{found[:1].upper()}{found[1:]}."
    if problem.cells > 1:
        return _(
            "{place} ({cells} cells): found {found}.",
            place=problem.place(),
            cells=theme.number(problem.cells),
            found=problem.found,
        )
    return _("{place}: found {found}.", place=problem.place(), found=problem.found)


def choices(key: str, problem: Problem, city_id: str | None = None) -> list[str]:
    """The answers on offer: the check's own first, then every other one that it would take.

    A file without a column for the city may be all of the city on screen, or of ``city_id`` when that was said before.
    """
    kind, _colon, word = key.partition(":")
    more: Sequence[str] = ()
    if kind == "sector":
        more = (*SECTORS, questions.LEAVE_OUT) if word else tuple(SECTORS)
    elif kind == "carrier":
        more = (*CARRIERS, questions.LEAVE_OUT)
    elif kind == "carrier-of":
        more = tuple(CARRIERS)
    elif kind in ("unit", "unit-of"):
        more = tuple(unit.name for unit in units.UNITS.values() if unit.kind in ("energy", "emissions"))
    elif kind == "city" and word:
        more = [city.city_id for city in _lying_there(problem) if city.name not in problem.choices]
    elif key == "city":  # by their names: the city of the page is no answer that anybody gave
        on_screen = session.on_screen()
        more = [city.city_id for city in (*session.cities()[:MOST_CITIES], *((on_screen,) if on_screen else ()))]
    elif key == "column:city":
        on_screen = session.on_screen()
        more = [f"city={known}" for known in (on_screen.city_id if on_screen else None, city_id) if known]
    elif kind == "column" and word not in ("city", "year", "sector", "value"):
        more = (questions.NONE,)
    elif kind == "fuel" and word in CARRIERS:
        more = fuels_of(word)
    else:
        more = questions.CHOICES.get(key, ())
    return list(dict.fromkeys((*problem.choices, *more)))


def likely(key: str, problem: Problem) -> list[str]:
    """The answers of a long list that stand first: names that are near a word, and to leave it out; that a title names
    no carrier; that each of several columns counts; the city on screen for a file that names none. Nothing where none
    is likelier."""
    kind, _colon, word = key.partition(":")
    if problem.code == "carrier-in-title":
        return list(questions.CHOICES["carrier-blank"])
    if kind in ("sector", "carrier") and word:
        near = problem.expected.values.get("names") if isinstance(problem.expected, Sentence) else None
        names = near.parts if isinstance(near, Series) else ()
        return [*problem.choices[: len(names)], questions.LEAVE_OUT] if names else []
    if EVERY_COLUMN in problem.choices:
        return [EVERY_COLUMN]
    on_screen = session.on_screen()
    return [on_screen.city_id] if key == "city" and on_screen and not problem.choices else []


def _lying_there(problem: Problem) -> list[CityRecord]:
    """The cities on file that a place may mean: those of its country, where it names one ("Durham, Canada")."""
    country = str(problem.found).strip('"').rpartition(", ")[2]
    known = list(session.cities())
    if registry.country_code(country):
        known = [city for city in known if registry.lies_in(city, country)]
    return known[:MOST_CITIES]


def choice_words(key: str, choice: str) -> str:
    """An answer as a person reads it."""
    kind, _colon, word = key.partition(":")
    if kind == "sector" and choice in SECTORS:
        return say(SECTORS[choice].name)
    if kind in ("carrier", "carrier-of") and choice in CARRIERS:
        return say(_FAMILIAR.get(choice, CARRIERS[choice].name))
    if kind == "city":
        if choice == "add":
            if word:
                return _("None of these: add {city} as a new city", city=word)
            return _("None of these: add it as a new city")
        return say(_NO_FIGURES) if choice == questions.LEAVE_OUT else _city_name(choice)
    if key == "column:city" and choice.startswith("city="):
        return _("No column: the whole file is of {city}", city=_city_name(choice.removeprefix("city=")))
    if kind == "column" and choice == EVERY_COLUMN:
        return _("Each of these columns counts, for the carrier or sector that its name says")
    if kind == "column":
        return _("No column holds it") if choice == questions.NONE else _("The column “{column}”", column=choice)
    if key == "sheet" and choice == EVERY:
        return _("All of them, as one table")
    if key == "sheet":
        return _("The sheet “{sheet}”", sheet=choice)
    if key == "header-row":
        return _("The column names are in row {row}", row=choice)
    if kind == questions.CONFLICT:
        return _("Row {row} counts", row=choice)
    if kind == "note" and choice not in ("keep", questions.LEAVE_OUT):
        # Translators: an answer: a year or a unit, such as "2018" or "GWh".
        return _("{stated} counts, as is said of these rows", stated=choice)
    if key == "year":
        return say(_NO_INVENTORY) if choice == questions.LEAVE_OUT else choice
    if kind == "year" and choice.isdecimal():
        # Translators: an answer: a year still to come is no slip.
        return _("{year} is meant", year=choice)
    return say(
        {questions.LEAVE_OUT: _LEFT_OUT, "leave-file-out": _NO_FILE, **CHOICE_WORDS.get(kind, {})}.get(choice, choice)
    )


def _city_name(choice: str) -> str:
    known = session.by_id().get(choice)
    if known is None:
        from datasets import finding  # the register: read when a name is asked about that no city on file bears

        if (found := finding.signatory(choice)) is None:
            return choice
        known = found.city()
    where = language.country(known.country_code, known.country)
    return f"{say(known.name)}, {where}" if known.country else say(known.name)
