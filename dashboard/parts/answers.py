"""The questions of a file under review, each with the field that fits it, in the words of the people who answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

import streamlit as st

from analytics import units
from analytics.factors.calorific import understood
from analytics.problems import Problem, Refused
from analytics.sentences import Sentence
from analytics.vocabulary import CARRIERS, METHOD_NAMES, NOTATION_KEY_NAMES, SECTORS, Method
from dashboard import language, session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.review import Review
from dashboard.widgets import text
from datasets.meaning.fuel_amounts import TYPED, fuels_of
from datasets.meaning.questions import CHOICES, CONFLICT, LEAVE_OUT, NONE
from datasets.store import City

MOST_ASKED = 30
"""Questions in one form; the rest follow once these are answered."""
MOST_BUTTONS = 4
"""Choices that are all shown; more of them become a list."""
MOST_CITIES = 300
"""Cities on file that are offered beside those that resemble a name."""
# Translators: what the questions about a file are about; each stands above its questions.
_CITIES, _YEARS, _NUMBERS, _FUELS = Sentence("Cities"), Sentence("Years"), Sentence("Numbers"), Sentence("Fuels")
_GASES, _METHOD, _ROWS, _UNITS = Sentence("Gases"), Sentence("Method"), Sentence("Rows"), Sentence("Units")
_OTHER = Sentence("Other")
KIND_NAMES: Mapping[str, Sentence] = {
    "sheet": Sentence("Which sheet"), "header-row": Sentence("Column names"), "column": Sentence("Columns"),
    "city": _CITIES, "new-cities": _CITIES, "new-city": _CITIES,
    "year": _YEARS, "year-date": _YEARS, "fiscal-year": _YEARS,
    "sector": Sentence("Sectors"), "carrier": Sentence("Carriers"), "unit": _UNITS,
    "decimal": _NUMBERS, "dash": _NUMBERS, "not-available": _NUMBERS, "parentheses": _NUMBERS,
    "trailing-minus": _NUMBERS, "marked": _NUMBERS, "scale": _NUMBERS, "number-format": _NUMBERS,
    "unit-in-cell": _NUMBERS, "fill-down": Sentence("Blank cells"),
    "gas": _GASES, "gwp": _GASES, "method": _METHOD, "approach": _METHOD, "total-rows": _ROWS,
    "duplicate-rows": _ROWS, "conflicting-rows": _ROWS, "reported-again": _ROWS, "density": _FUELS,
    "state": _FUELS, "fuel": _FUELS,
    "calorific": _FUELS, "basis": _FUELS, "gal": _UNITS, "ton": _UNITS, "mt": _UNITS, "th": _UNITS,
    "quintal": _UNITS, "reason": Sentence("Reason"),
}  # fmt: skip
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
_SETTLED_UNASKED = {
    "duplicate-rows": Sentence("Does a row that is repeated in every cell count once, or each time?"),
}
"""The questions that the check settles by itself and tells as a warning: what is asked where that can be changed."""
_UNKNOWN = {"unknown": Sentence("The file does not say")}
CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    "decimal": {
        "comma": Sentence("A comma: 1.234,5 is one thousand two hundred thirty-four and a half"),
        "point": Sentence("A point: 1,234.5 is one thousand two hundred thirty-four and a half"),
    },
    "total-rows": {
        LEAVE_OUT: Sentence("Leave these rows out: they add up other rows"),
        "keep": Sentence("Keep these rows: they are figures of their own"),
    },
    "duplicate-rows": {
        "keep-one": Sentence("Keep one row: the other repeats it by mistake"),
        "keep-all": Sentence("Keep all rows: they are different things and add up"),
    },
    "gas": {
        "CO2e": Sentence("CO₂e, all gases together"), "CO2": Sentence("CO₂ alone"),
        "CH4": Sentence("CH₄, methane"), "N2O": Sentence("N₂O, nitrous oxide"),
        "fuel": Sentence("No gas: the fuel itself was weighed"),
    },
    "method": {method.value: METHOD_NAMES[method] for method in Method},
    "fill-down": {
        "yes": Sentence("A blank cell repeats what stands above it"), "no": Sentence("A blank cell is blank"),
    },
    "not-available": {**_KEYS, LEAVE_OUT: Sentence("Leave these rows out")},
    "dash": {**_KEYS, "zero": Sentence("It is a zero"), LEAVE_OUT: Sentence("Leave these rows out")},
    "parentheses": {"negative": Sentence("Brackets mean a negative number: (5) is −5")},
    "trailing-minus": {"negative": Sentence("A minus behind a number makes it negative: 5- is −5")},
    "marked": {"drop": Sentence("Footnotes: take the number without the mark behind it")},
    "scale": {"as-written": Sentence("The figures count as they are written, in the unit that stands there")},
    "unit-in-cell": {"split": Sentence("Take the unit from the cell and the number alone")},
    "number-format": {"as-held": Sentence("Each number counts as its cell holds it, in the unit that is stated")},
    "year-date": {"use-year": Sentence("The year of the date is the inventory year")},
    "fiscal-year": {
        "first": Sentence("To the year in which the period begins"), "last": Sentence("To the year in which it ends"),
    },
    "new-city": {"add": Sentence("Add it as a new city")},
    "new-cities": {"add": Sentence("Add them as new cities"), LEAVE_OUT: Sentence("Leave their rows out")},
    "reported-again": {"latest": Sentence("The report made last counts")},
    "approach": {
        "activity-based": Sentence("Where the fuel is burnt"), "life-cycle": Sentence("Over the life cycle"),
        **_UNKNOWN,
    },
    "gwp": _UNKNOWN,
    "basis": {"net": Sentence("Net (lower) calorific value"), "gross": Sentence("Gross (higher) calorific value")},
    "gal": {"US gal": Sentence("US gallons (3.785 litres)"), "UK gal": Sentence("Imperial gallons (4.546 litres)")},
    "ton": {
        "tonne": Sentence("Tonnes of 1,000 kg"), "short ton": Sentence("US short tons of 907 kg"),
        "long ton": Sentence("Long tons of 1,016 kg"),
    },
    "mt": {"tonne": Sentence("Metric tonnes"), "megatonne": Sentence("Megatonnes, millions of tonnes")},
    "quintal": {"100 kg": Sentence("Metric quintals of 100 kg"), "100 lb": Sentence("US hundredweights of 100 lb")},
    "th": {"thermie": Sentence("Thermies (1.163 kWh)"), "therm": Sentence("Therms (29.3 kWh)")},
}  # fmt: skip


def form(review: Review) -> None:
    """The open questions as one form, those answered below. Nothing is chosen beforehand: an answer is a person's."""
    sha256 = review.draft.sha256[:12] if review.draft else ""
    waiting = open_questions(review)
    given = [key for key in review.questions if key not in waiting]
    with st.form(f"answers-{sha256}", border=False):
        shown = waiting[:MOST_ASKED]
        for kind, keys in groupby(shown, key=kind_name):
            if len({kind_name(key) for key in shown}) > 1:
                st.markdown(f":gray[{say(kind).upper()}]")
            for key in keys:
                _question(review, key)
        if len(waiting) > len(shown):
            more = len(waiting) - len(shown)
            number = theme.number(more)
            said = ngettext("{number} more question follows.", "{number} more questions follow.", more, number=number)
            st.caption(said)
        if waiting and given:
            title = _("Answers given ({number}), which can be changed", number=len(given))
            with st.expander(title, icon=":material/edit:"):
                for key in given:
                    _question(review, key)
        else:
            for key in given:
                _question(review, key)
        st.form_submit_button(
            _("Apply the answers"), icon=":material/check:", type="primary" if waiting else "secondary",
            on_click=_answered, args=(review, [*shown, *given]),
        )  # fmt: skip


def open_questions(review: Review) -> list[str]:
    """The questions that the check still asks, those of one kind together."""
    problems = review.draft.problems if review.draft else ()
    asked = {problem.key for problem in problems if problem.severity != "warn" and problem.code != "answer-unknown"}
    return sorted((key for key in review.questions if key in asked), key=lambda key: _order(kind_name(key)))


def out_of_place(review: Review) -> list[Problem]:
    """The refusals of answers that were given here and fit no longer, such as one that another answer made moot."""
    problems = review.draft.problems if review.draft else ()
    return [problem for problem in problems if problem.code == "answer-unknown" and problem.key in review.answers]


def take_back(review: Review) -> None:
    """The answers that fit no longer, each with the button that takes it back."""
    for problem in out_of_place(review):
        key = str(problem.key)
        left, right = st.columns([3, 1], vertical_alignment="center")
        with left:
            told = _(
                "An answer no longer fits: {found}. Expected {expected}.",
                found=problem.found, expected=problem.expected,
            )  # fmt: skip
            st.markdown(text(told))
        with right:
            st.button(
                _("Take it back"), key=f"take-back-{key}", icon=":material/undo:", width="stretch",
                on_click=_taken_back, args=(review, key),
            )  # fmt: skip


def _taken_back(review: Review, key: str) -> None:
    review.answers.pop(key, None)
    review.remembered.pop(key, None)
    if key.partition(":")[0] == CONFLICT:  # it is asked again where the rows are in conflict still
        review.questions.pop(key, None)
    session.forget(_field(review, key))
    review.save()


def kind_name(key: str) -> str:
    """What a question is about, in a word or two."""
    return KIND_NAMES.get(key.partition(":")[0], _OTHER)


def _order(name: str) -> int:
    return list(dict.fromkeys(map(str, (*KIND_NAMES.values(), _OTHER)))).index(name)


def _field(review: Review, key: str) -> str:
    sha256 = review.draft.sha256 if review.draft else ""
    spoken = f"-{language.current()}" if _typed(key) else ""  # its number is written in the language of now
    return f"answer-{sha256[:12]}-{key}{spoken}"


def _question(review: Review, key: str) -> None:
    problem = review.questions[key]
    label = f"**{text(asked_here(problem))}**"
    remembered = review.remembered.get(key)
    note = ""
    if remembered:
        said = _("Remembered from revision {revision}: change it where it does not fit.", revision=remembered)
        note = f"  \n:gray[{said}]"
    st.markdown(f"{label}  \n{text(place(problem))}{note}")
    _entry(review, key, problem)
    if _typed(key):
        _say_understood(review, key, problem)
    if key == "column:year":
        st.number_input(
            _("Another year for the whole file"), 1990, 2060, review.year, key=f"{_field(review, key)}-whole",
            placeholder=_("If no column holds it"), width=260,
        )  # fmt: skip


def _entry(review: Review, key: str, problem: Problem) -> None:
    """The field of one question: a tick for the only answer, buttons for a few, a list for more, text for the rest."""
    given, where, label = _shown(review, key, problem), _field(review, key), text(asked_here(problem))
    options = choices(key, problem, review.city)
    kind = key.partition(":")[0]
    if key == "year":
        st.number_input(label, 1990, 2060, int(given) if given else None, key=where, label_visibility="collapsed",
                        placeholder=_("The inventory year"), width=260)  # fmt: skip
    elif not options:
        st.text_input(label, given or "", key=where, label_visibility="collapsed", max_chars=300,
                      placeholder=_("Such as 10.69 kWh/Sm3") if kind == "calorific" else None)  # fmt: skip
    elif len(options) == 1 and kind in CHOICES:
        st.checkbox(text(choice_words(key, options[0])), given == options[0], key=where)
    elif len(options) <= MOST_BUTTONS and not _free(kind):
        st.radio(
            label, options, options.index(given) if given in options else None, key=where,
            label_visibility="collapsed", format_func=lambda choice: text(choice_words(key, choice)),
        )  # fmt: skip
    else:
        options += [given] if given and given not in options else []
        st.selectbox(
            label, options, options.index(given) if given else None, key=where, label_visibility="collapsed",
            format_func=lambda choice: choice_words(key, choice), accept_new_options=_free(kind),
            placeholder=_("Choose one, or write 0.84 kg/l") if kind == "density" else _("Choose one"),
        )  # fmt: skip


def _free(kind: str) -> bool:
    """Whether an answer may be one that is not on the list: a density with its unit."""
    return kind == "density"


def _typed(key: str) -> bool:
    """Whether the answer may be a number with its unit, which people write as their language does."""
    return key.partition(":")[0] in TYPED


def _shown(review: Review, key: str, problem: Problem) -> str | None:
    """The answer as it stands in its field: a typed number in the style of the reader."""
    given = _given(review, key)
    return spoken(given) if given and _typed(key) and given not in problem.choices else given


def spoken(typed: str) -> str:
    """A number with its unit in the reader's style: "0.84 kg/l" is "0,84 kg/l" in most languages."""
    number, space, unit = typed.partition(" ")
    return f"{number.replace('.', language.separators()[0])}{space}{unit}"


def _say_understood(review: Review, key: str, problem: Problem) -> None:
    """What a typed number was understood as, or why it was not taken."""
    refused: Problem | None = session.kept(f"{_field(review, key)}-refused")
    given = _given(review, key)
    if refused is not None:
        told = _("Not taken: {found}. Expected {expected}. {fix}", found=refused.found, expected=refused.expected,
                 fix=refused.fix)  # fmt: skip
        st.markdown(f":red[:material/error: {text(told)}]")
    elif given and given not in problem.choices:
        # Translators: how a number that somebody typed was read.
        st.caption(text(_("Understood as {answer}.", answer=spoken(given))))


def asked_here(problem: Problem) -> str:
    """The question above a field: that of the problem, unless the problem tells what the check did by itself."""
    unasked = _SETTLED_UNASKED.get(problem.key or "")
    return say(unasked) if unasked else question(problem)


def question(problem: Problem) -> str:
    """What a person is asked to decide, in one sentence."""
    kind, _colon, word = (problem.key or "").partition(":")
    if kind in OF_ONE_WORD and word and problem.severity == "ask":
        return _which(kind, word[:120])
    return say(_ON_PAGE.get(problem.fix, problem.fix))


def _which(kind: str, word: str) -> str:
    if kind == "sector":
        return _("Which sector is “{word}”?", word=word)
    if kind == "carrier":
        return _("Which carrier is “{word}”?", word=word)
    return _("Which city is “{word}”?", word=word)


def place(problem: Problem) -> str:
    """Where the doubt stands, what was found there and how often."""
    if problem.cells > 1:
        return _(
            "{place} ({cells} cells): found {found}.",
            place=problem.place(), cells=theme.number(problem.cells), found=problem.found,
        )  # fmt: skip
    return _("{place}: found {found}.", place=problem.place(), found=problem.found)


def choices(key: str, problem: Problem, city_id: str | None = None) -> list[str]:
    """The answers on offer: the check's own first, then every other one that it would take.

    A file without a column for the city may be all of the city on screen, or of ``city_id`` when that was said before.
    """
    kind, _colon, word = key.partition(":")
    more: Sequence[str] = ()
    if kind == "sector":
        more = tuple(SECTORS)
    elif kind == "carrier":
        more = tuple(CARRIERS)
    elif key == "unit":
        more = tuple(unit.name for unit in units.UNITS.values() if unit.kind in ("energy", "emissions"))
    elif kind == "city" and word:
        more = [city.city_id for city in session.cities()[:MOST_CITIES] if city.name not in problem.choices]
    elif key == "city":
        on_screen = session.on_screen()
        more = [city.city_id for city in (*((on_screen,) if on_screen else ()), *session.cities()[:MOST_CITIES])]
    elif key == "column:city":
        on_screen = session.on_screen()
        more = [f"city={known}" for known in (city_id, on_screen.city_id if on_screen else None) if known]
    elif kind == "column" and word not in ("city", "year", "sector", "value"):
        more = (NONE,)
    elif kind == "fuel" and word in CARRIERS:
        more = fuels_of(word)
    else:
        more = CHOICES.get(key, ())
    return list(dict.fromkeys((*problem.choices, *more)))


def choice_words(key: str, choice: str) -> str:
    """An answer as a person reads it."""
    kind, _colon, word = key.partition(":")
    if kind == "sector" and choice in SECTORS:
        return say(SECTORS[choice].name)
    if kind == "carrier" and choice in CARRIERS:
        return say(CARRIERS[choice].name)
    if kind == "city":
        if choice == "add":
            if word:
                return _("None of these: add {city} as a new city", city=word)
            return _("None of these: add it as a new city")
        return _city_name(choice)
    if key == "column:city" and choice.startswith("city="):
        return _("No column: the whole file is of {city}", city=_city_name(choice.removeprefix("city=")))
    if kind == "column":
        return _("No column holds it") if choice == NONE else _("The column “{column}”", column=choice)
    if key == "sheet":
        return _("The sheet “{sheet}”", sheet=choice)
    if key == "header-row":
        return _("The column names stand in row {row}", row=choice)
    if kind == CONFLICT:
        return _("Row {row} counts", row=choice)
    return say(CHOICE_WORDS.get(kind, {}).get(choice, choice))


def _city_name(choice: str) -> str:
    known = next((city for city in session.cities() if city.city_id == choice), None) or _signatory(choice)
    return f"{known.name}, {known.country}" if known and known.country else known.name if known else choice


@cache
def _signatory(city_id: str) -> City | None:
    from datasets import registry  # read when a name is asked about that no city on file bears

    return next((found.city() for found in registry.signatories() if found.city_id == city_id), None)


def _given(review: Review, key: str) -> str | None:
    if key == "column:city" and review.city:
        return f"city={review.city}"
    return review.answers.get(key)


def _answered(review: Review, keys: Sequence[str]) -> None:
    for key in keys:
        answer = session.kept(_field(review, key))
        if answer and _typed(key) and answer not in review.questions[key].choices:
            answer = _as_understood(review, key, str(answer))
        if isinstance(answer, bool):
            answer = choices(key, review.questions[key], review.city)[0] if answer else None
        if key == "column:city":
            review.city = answer.removeprefix("city=") if answer and answer.startswith("city=") else None
            answer = None if review.city else answer
        if key == "column:year":
            whole = session.kept(f"{_field(review, key)}-whole")
            review.year = int(whole) if whole else None
        if review.answers.get(key) != (str(answer) if answer else None):
            review.remembered.pop(key, None)
        if answer:
            review.answers[key] = str(answer)
        else:
            review.answers.pop(key, None)
    review.save()


def _as_understood(review: Review, key: str, typed: str) -> str | None:
    """A typed number with its unit as it is kept; None, with the reason at the field, where it has two meanings."""
    where = f"{_field(review, key)}-refused"
    session.forget(where)
    try:
        return understood(typed, language.separators()[0])
    except Refused as refusal:
        session.keep(where, refusal.problems[0])
        return None
