"""The form with the questions of a file under review: the field that fits each, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from analytics.factors.calorific import understood
from analytics.text.problems import Problem, Refused
from analytics.vocabulary import SECTORS
from dashboard import language, session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.data import consequences, question_words, written_years
from dashboard.parts.data.review import MOST_BUTTONS, Review, asked_by
from dashboard.widgets import text
from datasets.intake.meaning import questions
from datasets.intake.meaning.fuel_amounts import TYPED
from datasets.reference import registry

MOST_ASKED = 30
"""Questions in one form; the rest follow once these are answered."""
MOST_TAKEN = 0.1
"""Of the total of a table: an answer that takes more of it away is never the first."""
MOST_LETTERS = 80
"""Of the name of a new city."""


def form(review: Review) -> None:
    """The open questions as one form, those answered below. Nothing is chosen beforehand: an answer is a person's."""
    sha256 = review.draft.sha256[:12] if review.draft else ""
    waiting = open_questions(review)
    given = [key for key in review.questions if key not in waiting]
    with st.form(f"answers-{sha256}", border=False):
        shown = waiting[:MOST_ASKED]
        for kind, keys in groupby(shown, key=question_words.kind_name):
            if len({question_words.kind_name(key) for key in shown}) > 1:
                st.markdown(f":gray[{say(kind).upper()}]")
            for key in keys:
                _question(review, key)
        if review.ahead:
            st.caption(_("What is likely to be asked next: what you answer now is not asked again."))
            for key in review.ahead:
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
            _("Apply the answers"),
            icon=":material/check:",
            type="primary" if waiting else "secondary",
            on_click=_answered,
            args=(review, [*shown, *review.ahead, *given]),
        )


def open_questions(review: Review) -> list[str]:
    """The questions that the check still asks, those of one kind together."""
    asked = asked_by(review.draft) if review.draft else {}
    return sorted(
        (key for key in review.questions if key in asked),
        key=lambda key: question_words.order(question_words.kind_name(key)),
    )


def keeping_out(review: Review) -> list[Problem]:
    """The problems that no answer on the page settles: they are mended in the file."""
    problems, asked = review.draft.problems if review.draft else (), set(open_questions(review))
    return [problem for problem in problems if problem.severity == "block" and problem.key not in asked]


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
                found=problem.found,
                expected=problem.expected,
            )
            st.markdown(text(told))
        with right:
            st.button(
                _("Take it back"),
                key=f"take-back-{key}",
                icon=":material/undo:",
                width="stretch",
                on_click=_taken_back,
                args=(review, key),
            )


def _taken_back(review: Review, key: str) -> None:
    review.answers.pop(key, None)
    review.remembered.pop(key, None)
    if key.partition(":")[0] == questions.CONFLICT:  # it is asked again where the rows are in conflict still
        review.questions.pop(key, None)
    renew(review, key)
    review.save()


def renew(review: Review, key: str) -> None:
    """Forget what stands in the fields of a question, so that they show the answer as it is kept."""
    session.forget(_field(review, key))
    session.forget(f"{_field(review, key)}-likely")


def _field(review: Review, key: str) -> str:
    sha256 = review.draft.sha256 if review.draft else ""
    spoken = f"-{language.current()}" if _typed(key) else ""  # its number is written in the language of now
    return f"answer-{sha256[:12]}-{key}{spoken}"


def slips(review: Review, take: Callable[[Mapping[str, str]], None]) -> None:
    """The words that look mistyped, each beside the name that it is nearest to, with one button that takes all of them
    as answers (``take``); nothing where there are none."""
    near = review.draft.slips if review.draft else {}
    if not near:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{_('These words look like known names, mistyped')}**")
        said = [
            # Translators: a word of a file, and the name of the sector or carrier that it is taken for.
            _("“{word}” is {name}", word=key.partition(":")[2], name=question_words.choice_words(key, code))
            for key, code in near.items()
        ]
        st.markdown("\n".join(f"- {text(line)}" for line in said))
        st.button(_("Take these answers"), icon=":material/done_all:", on_click=take, args=(near,))


def _question(review: Review, key: str) -> None:
    problem = asked_of(review, key)
    label = f"**{text(question_words.asked_here(problem))}**"
    remembered = review.remembered.get(key)
    note = ""
    if remembered:
        said = _("Remembered from revision {revision}: change it where it does not fit.", revision=remembered)
        note = f"  \n:gray[{said}]"
    alone = len(review.sheets()) == 1
    st.markdown(f"{label}  \n{text(question_words.place(problem, alone))}{note}")
    _entry(review, key, problem)
    if _typed(key):
        _say_understood(review, key, problem)
    if key in ("city", "column:city"):
        _another_city(review, key)
    if key == "column:sector":
        _sector_of_all(review, key)
    if key == "column:year":
        st.number_input(
            _("Another year for the whole file"),
            1990,
            2060,
            review.year,
            key=f"{_field(review, key)}-whole",
            placeholder=_("If no column holds it"),
            width=260,
        )


def _sector_of_all(review: Review, key: str) -> None:
    """The sector of a whole file, such as the bills of municipal buildings, which no column names."""
    whole = review.answers.get("sector")
    st.selectbox(
        _("Or one sector for the whole file"),
        list(SECTORS),
        list(SECTORS).index(whole) if whole in SECTORS else None,
        format_func=lambda code: question_words.choice_words("sector", code),
        key=f"{_field(review, key)}-whole",
        placeholder=_("If no column holds it"),
    )


def _another_city(review: Review, key: str) -> None:
    """The name and country of a city that is not on file, which the whole file is of."""
    where, countries = _field(review, key), language.countries()
    left, right = st.columns(2)
    with left:
        st.text_input(
            _("Add a new city"), key=f"{where}-named", max_chars=MOST_LETTERS, placeholder=_("As the city writes it")
        )
    with right:
        st.selectbox(
            _("Its country"),
            list(countries),
            None,
            countries.__getitem__,
            key=f"{where}-country",
            placeholder=_("Choose one"),
        )
    if session.kept(f"{where}-named") and not session.kept(f"{where}-country"):
        st.markdown(f":red[:material/error: {_('Not taken yet: choose the country of the city, too.')}]")


def _new_city(review: Review, key: str) -> str | None:
    """The city that was named as a new one, with its country; None where a part of it is missing."""
    where = _field(review, key)
    name, country = (str(session.kept(f"{where}-{part}") or "").strip() for part in ("named", "country"))
    return f"{name}, {registry.country_name(country)}" if name and country else None


def _entry(review: Review, key: str, problem: Problem) -> None:
    """The field of one question: buttons for a few, a list for more, text for the rest."""
    given, where, label = _shown(review, key, problem), _field(review, key), text(question_words.asked_here(problem))
    options = sparing(review, key, question_words.choices(key, problem, review.city))
    kind = key.partition(":")[0]
    if key == "year":
        written = written_years.of(review.sheets(), review.name)
        offered = [*written, *(choice for choice in problem.choices if choice == questions.LEAVE_OUT)]
        if offered:
            st.radio(
                label,
                offered,
                offered.index(given) if given in offered else None,
                key=f"{where}-likely",
                label_visibility="collapsed",
                format_func=lambda choice: text(question_words.choice_words(key, choice)),
                captions=[text(_("It stands in “{text}”.", text=told)) for told in written.values()],
            )
        st.number_input(
            label,
            1990,
            2060,
            int(given) if given and given not in offered else None,
            key=where,
            label_visibility="collapsed",
            placeholder=_("Another year") if written else _("The inventory year"),
            width=260,
        )
    elif not options:
        st.text_input(
            label,
            given or "",
            key=where,
            label_visibility="collapsed",
            max_chars=300,
            placeholder=_("Such as 10.69 kWh/Sm3") if kind == "calorific" else None,
        )
    elif len(options) <= MOST_BUTTONS and not _free(kind):
        st.radio(
            label,
            options,
            options.index(given) if given in options else None,
            key=where,
            label_visibility="collapsed",
            format_func=lambda choice: text(question_words.choice_words(key, choice)),
            captions=_totals(review, key, options),
        )
    else:
        _listed(review, key, problem, (options, given))


def _listed(review: Review, key: str, problem: Problem, offered: tuple[list[str], str | None]) -> None:
    """The field of a question with many answers: buttons for those that are likely, and a list of the others."""
    options, given = offered
    kind, where = key.partition(":")[0], _field(review, key)
    label, likely = text(question_words.asked_here(problem)), sparing(review, key, question_words.likely(key, problem))
    if likely:
        st.radio(
            label,
            likely,
            likely.index(given) if given in likely else None,
            key=f"{where}-likely",
            label_visibility="collapsed",
            format_func=lambda choice: text(question_words.choice_words(key, choice)),
            captions=_totals(review, key, likely),
        )
    rest = [
        option for option in (*options, *([given] if given and given not in options else [])) if option not in likely
    ]
    # Translators: an answer that is none of those above.
    placeholder = _("Another one") if likely else _("Choose one")
    st.selectbox(
        label,
        rest,
        rest.index(given) if given in rest else None,
        key=where,
        label_visibility="collapsed",
        format_func=lambda choice: question_words.choice_words(key, choice),
        accept_new_options=_free(kind),
        placeholder=_("Choose one, or write 0.84 kg/l") if kind == "density" else placeholder,
    )
    if not likely:
        _say_totals(review, key)


def sparing(review: Review, key: str, options: Sequence[str]) -> list[str]:
    """The answers as they come, but those last that would take more than a tenth of the newest table away."""
    totals = {choice: tried.table.total or 0.0 for choice, tried in review.totals.get(key, {}).items()}
    most = max(totals.values(), default=0.0)
    return sorted(options, key=lambda choice: totals.get(choice, most) < (1 - MOST_TAKEN) * most)


def _totals(review: Review, key: str, options: Sequence[str]) -> list[str] | None:
    """What the newest table of the file would add up to with each answer; None where that cannot be told."""
    found = review.totals.get(key)
    if not found:
        return None
    most = max((tried.table.total or 0.0 for tried in found.values()), default=0.0)
    return [text(consequences.would_be(found.get(option), most)) for option in options]


def _say_totals(review: Review, key: str) -> None:
    """Below a list of answers, what the total would be with leaving out, and with one of the others."""
    for choice, tried in sorted(review.totals.get(key, {}).items(), key=lambda found: found[0] != questions.LEAVE_OUT):
        told = {"answer": question_words.choice_words(key, choice), "total": consequences.would_be(tried)}
        if choice == questions.LEAVE_OUT:
            st.caption(text(_("{answer}: {total}", **told)))
        else:
            # Translators: {answer} is one of many answers to a question, {total} such as "total of 2019 would be 5 t".
            st.caption(text(_("For example “{answer}”: {total}", **told)))


def _free(kind: str) -> bool:
    """Whether an answer may be one that is not on the list: a density with its unit."""
    return kind == "density"


def _typed(key: str) -> bool:
    """Whether the answer may be a number with its unit, which people write as their language does."""
    return key.partition(":")[0] in TYPED


def _shown(review: Review, key: str, problem: Problem) -> str | None:
    """The answer as it stands in its field: a typed number in the style of the reader."""
    given = _given(review, key)
    return question_words.spoken(given) if given and _typed(key) and given not in problem.choices else given


def _say_understood(review: Review, key: str, problem: Problem) -> None:
    """What a typed number was understood as, or why it was not taken."""
    refused: Problem | None = session.kept(f"{_field(review, key)}-refused")
    given = _given(review, key)
    if refused is not None:
        told = _(
            "Not taken: {found}. Expected {expected}. {fix}",
            found=refused.found,
            expected=refused.expected,
            fix=refused.fix,
        )
        st.markdown(f":red[:material/error: {text(told)}]")
    elif given and given not in problem.choices:
        # Translators: how a number that somebody typed was read.
        st.caption(text(_("Understood as {answer}.", answer=question_words.spoken(given))))


def _chosen(review: Review, key: str) -> Any:
    """What stands in the fields of a question: of a list beside likely answers, what was chosen last."""
    where = _field(review, key)
    listed, likely = session.kept(where), session.kept(f"{where}-likely")
    if listed and likely:  # one of them stands there from before
        renew(review, key)
    return next((one for one in (listed, likely) if one and str(one) != review.answers.get(key)), listed or likely)


def _given(review: Review, key: str) -> str | None:
    if key == "column:city" and review.city:
        return f"city={review.city}"
    return review.answers.get(key) or review.foreseen.get(key)


def asked_of(review: Review, key: str) -> Problem:
    """What is asked by a question, now or ahead."""
    return review.questions.get(key) or review.ahead[key]


def _answered(review: Review, keys: Sequence[str]) -> None:
    for key in keys:
        answer = _chosen(review, key)
        if answer and _typed(key) and answer not in asked_of(review, key).choices:
            answer = _as_understood(review, key, str(answer))
        if key in ("city", "column:city") and (named := _new_city(review, key)):
            answer = named if key == "city" else f"city={named}"
        if key == "column:city":
            review.city = answer.removeprefix("city=") if answer and answer.startswith("city=") else None
            answer = None if review.city else answer
        if key == "column:year":
            whole = session.kept(f"{_field(review, key)}-whole")
            review.year = int(whole) if whole else None
        if key == "column:sector" and (whole := session.kept(f"{_field(review, key)}-whole")):
            review.answers["sector"] = str(whole)
        if review.answers.get(key) != (str(answer) if answer else None):
            review.remembered.pop(key, None)
        kept = review.foreseen if key in review.ahead else review.answers
        if answer:
            kept[key] = str(answer)
        else:
            kept.pop(key, None)
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
