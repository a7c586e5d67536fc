"""How the check of a file is shown: what was recognised, what is wrong and where, and the repair that each needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.problems import Problem, Severity
from analytics.sentences import Sentence
from dashboard import language, session, tables, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import answers, consequences, findings, review, takeaways, wording
from dashboard.parts.review import Review
from dashboard.parts.wording import Card
from dashboard.widgets import text
from datasets.intake import Draft, DraftInventory
from datasets.naming import find_city
from datasets.store import City

MOST_SHOWN = 8
"""Problems of one repair that stand open on the page; the rest is folded away."""
MOST_RUNS = 8
"""Runs of rows that one line names."""
MOST_UNFOLDED = 500
"""Problems of one repair that the page lists at all; the table to take away holds every one."""
MOST_LISTED = 30
"""Columns and inventories that the page lists."""
LAYOUT_NAMES: dict[str, str] = {
    "long": Sentence("a long table, one number a row"),
    "wide": Sentence("a table with a column for each year"),
    "series": Sentence("a table with a row for each year"),
    "covenant": Sentence("a Covenant of Mayors matrix: sectors down, carriers across"),
    "contract": Sentence("a table with sectors down and scopes across, as in a Climate City Contract"),
    "crf": Sentence("a GCoM common reporting workbook (CRF)"),
    "cdp": Sentence("a CDP table of city-wide emissions"),
    "jrc": Sentence("a Covenant table of the Joint Research Centre, by its published column names"),
    "gpc": Sentence("a table of GPC cells, one column a reference"),
    "gpc-export": Sentence("a GPC export with the gases in columns"),
    "unknown": Sentence("nothing that can be read"),
}
BY_COLUMNS = ("long", "gpc")
"""The layouts whose columns are told by their names."""
# Translators: what the columns of a file hold, in a list; the same for all of the following.
FIELD_NAMES: dict[str, str] = {
    "city": Sentence("city"),
    "country": Sentence("country"),
    "year": Sentence("inventory year"),
    "macro_area": Sentence("area"),
    "sector": Sentence("sector"),
    "subsector": Sentence("row's own name"),
    "carrier": Sentence("carrier"),
    "scope": Sentence("scope"),
    "gpc_ref": Sentence("GPC reference"),
    "value": Sentence("number"),
    "unit": Sentence("unit"),
    "notation_key": Sentence("notation key"),
    "method": Sentence("method"),
    "gwp_set": Sentence("GWP set"),
    "approach": Sentence("approach"),
    "population": Sentence("inhabitants"),
    "source": Sentence("source"),
}
SEVERITIES: tuple[Severity, ...] = ("block", "ask", "warn")
"""In the order of the page."""


def head(city: City | None, found: Review | None) -> None:
    """What the check says, or whose inventory can be added."""
    name = city.name if city else _("your city")
    title = _("Add an inventory of {city}", city=city.name) if city else _("Add an inventory of your city")
    with st.container(gap="xsmall"):
        st.caption(text(f"{_('Data')} · {name}".upper()))
        st.title(text(headline(found) if found else title), anchor=False)
        st.markdown(
            _("A file is read and checked first. Nothing counts before you commit it; everything can be undone.")
        )


def outcome() -> None:
    """What the last commit or undo led to, with the way on."""
    last = review.last_done()
    if last is None:
        return
    words, city_id, refused = last
    for problem in refused:
        said = _(
            "Not done: {found}. Expected {expected}. {fix}",
            found=problem.found, expected=problem.expected, fix=problem.fix,
        )  # fmt: skip
        st.warning(text(said), icon=widgets.SEVERITY_ICONS["block"])
    if words:
        with st.container(border=True):
            st.markdown(f":green[:material/task_alt: **{text(words)}**]")
            if city_id:
                name = find_city(city_id, session.store().cities()).name
                label = _("See what it does to {city}", city=name)
                session.link("progress", label, city_id, icon=":material/arrow_forward:")


def result(found: Review) -> None:
    """The whole check: first what needs a person, then what would happen, then how the file was read."""
    draft = found.draft
    assert draft is not None
    blocked = any(problem.severity == "block" for problem in draft.problems)
    if draft.rows_in or draft.mapping:
        account(draft)
    if blocked:
        with st.container(border=True):
            problem_list(found)
    if found.questions or answers.out_of_place(found):
        with st.container(border=True):
            asked = bool(answers.open_questions(found))
            title = _("Your answers") if asked else _("Your answers, which you can still change")
            st.header(title, anchor=False)
            answers.take_back(found)
            if found.questions:
                answers.form(found)
    if draft.ready:
        with st.container(border=True):
            findings.finding_list(found.examined)
        with st.container(border=True):
            consequences.effect(found.effects)
            consequences.commitment(found)
    if not blocked and (listed(found) or not draft.problems):
        with st.container(border=True):
            problem_list(found)
    if draft.mapping:
        left, right = st.columns(2)
        with left, st.container(border=True, height="stretch"):
            recognised(draft)
        with right, st.container(border=True, height="stretch"):
            holds(draft)


def headline(found: Review) -> str:
    """What the check says, in one sentence."""
    draft = found.draft
    assert draft is not None
    faults = sum(problem.cells for problem in draft.problems if problem.severity == "block")
    questions = {problem.key or problem.code for problem in draft.problems if problem.severity == "ask"}
    if faults:
        return ngettext("{count} problem keeps {file} out", "{count} problems keep {file} out", faults, file=draft.name)
    if questions:
        return ngettext(
            "{count} question before {file} can be committed", "{count} questions before {file} can be committed",
            len(questions), file=draft.name,
        )  # fmt: skip
    return _("{file} is ready to commit", file=draft.name)


def account(draft: Draft) -> None:
    """The count of rows (of cells, where each cell of a row is a figure of its own), which always adds up."""
    shares = f"{draft.imported} + {draft.rejected} + {draft.ignored}"
    # Translators: no row of a file.
    none = _("none")
    widgets.cards(
        [
            Card(
                _("Filled cells in the file") if draft.of_cells else _("Rows in the file"),
                theme.number(draft.rows_in),
                f"= {shares}",
            ),
            Card(_("Ready to import"), theme.number(draft.imported), _("not yet written")),
            # Translators: rows of a file that are not imported as long as they have problems.
            Card(_("Held back"), theme.number(draft.rejected), _("see problems") if draft.rejected else none),
            # Translators: rows of a file that count for nothing, because they are blank, a total or repeat another.
            Card(_("Left out"), theme.number(draft.ignored), _("blank, total, repeated") if draft.ignored else none),
        ]
    )


def summary(found: Review) -> None:
    """What the file is taken for, and what can be taken away from the check."""
    draft = found.draft
    assert draft is not None
    st.header(_("What it is"), anchor=False)
    st.markdown(text(_layout(draft)))
    takeaways.file_back(found)


def recognised(draft: Draft) -> None:
    """The columns of the file, what each is taken for, and how sure that is."""
    st.header(_("What was recognised"), anchor=False)
    if draft.layout not in BY_COLUMNS:
        fields = language.listed([FIELD_NAMES.get(match.field, match.field) for match in draft.mapping])
        st.markdown(text(_("The layout says what stands where. Read from it: {fields}.", fields=fields)))
        st.caption(text(f"SHA-256 {draft.sha256[:12]}…"))
        return
    shown = draft.mapping[:MOST_LISTED]
    tables.table(
        {
            _("Column"): [match.column for match in shown],
            # Translators: what a column of a file is taken for.
            _("Taken as"): [say(FIELD_NAMES.get(match.field, match.field)) for match in shown],
            _("How sure"): [_sure(match.confidence) for match in shown],
        },
        _("The columns of the file and what each was taken for"),
    )
    if len(draft.mapping) > len(shown):
        st.caption(_("and {number} more", number=theme.number(len(draft.mapping) - len(shown))))
    if draft.unused:
        names = ", ".join(_("“{label}”", label=name) for name in draft.unused[:MOST_LISTED])
        more = len(draft.unused) - MOST_LISTED
        # Translators: columns of a file that nothing was read from.
        several = _("Not used: {names} and {number} more.", names=names, number=more)
        st.caption(text(several if more > 0 else _("Not used: {names}.", names=names)))
    st.caption(text(f"SHA-256 {draft.sha256[:12]}…"))


def _sure(confidence: float) -> str:
    """How sure it is what a column holds, and why."""
    share = theme.percent(100 * confidence)
    if confidence == 1:
        return _("{share}, by its name", share=share)
    # Translators: a column was recognised by one word of its name.
    return _("{share}, by a word", share=share)


def _layout(draft: Draft) -> str:
    """What the file is taken for, and the sheets that were read, where the file has sheets."""
    layout = _capital(say(LAYOUT_NAMES.get(draft.layout, draft.layout)))
    chosen = draft.answers.get("sheet")
    named = [_("“{label}”", label=name) for name in ([chosen] if chosen else draft.sheets)]
    if not named:
        return f"{layout}."
    sheets = language.listed(named)
    return ngettext("{layout}, in the sheet {sheets}.", "{layout}, in the sheets {sheets}.", len(named),
                    layout=layout, sheets=sheets)  # fmt: skip


def holds(draft: Draft) -> None:
    """The tables of inventories that the file holds, with their totals."""
    st.header(_("What it holds"), anchor=False)
    if not draft.inventories:
        widgets.nothing(_("No row can be read yet."), _("The problems say why."))
        return
    names = {city.city_id: city.name for city in (*session.cities(), *draft.new_cities)}
    shown = draft.inventories[:MOST_LISTED]
    tables.table(
        {
            _("Inventory"): [consequences.named(item, names.get(item.city_id, item.city_id)) for item in shown],
            _("Cells"): [theme.number(item.rows) for item in shown],
            _("Total"): [consequences.amount(item.total, item.unit) for item in shown],
            _("Notation keys"): [_keys(item) for item in shown],
        },
        _("The tables of inventories in the file"),
    )
    if len(draft.inventories) > len(shown):
        st.caption(_("and {number} more", number=theme.number(len(draft.inventories) - len(shown))))
    if draft.new_cities:
        cities = ", ".join(city.name for city in draft.new_cities[:MOST_LISTED])
        more = len(draft.new_cities) - MOST_LISTED
        # Translators: cities that the file holds and that were not on file before.
        several = _("New on file: {cities} and {number} more.", cities=cities, number=theme.number(more))
        st.caption(text(several if more > 0 else _("New on file: {cities}.", cities=cities)))


def _keys(item: DraftInventory) -> str:
    # Translators: no notation key.
    return ", ".join(f"{count} × {key}" for key, count in item.keys.items() if count) or _("none")


@dataclass(frozen=True)
class Repair:
    """Problems that one and the same repair mends: what to do, what is expected, and every place."""

    severity: Severity
    words: str
    expected: str
    problems: tuple[Problem, ...]

    @property
    def cells(self) -> int:
        """How many cells want this repair."""
        return sum(problem.cells for problem in self.problems)


def repairs(problems: Sequence[Problem]) -> list[Repair]:
    """The problems by the repair that they need: what keeps the file out first, then the most cells.

    Problems of one code are of one repair; where their advice differs, the advice stands at each place.
    """
    by_code: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        by_code.setdefault((problem.severity, problem.code), []).append(problem)
    found = []
    for (severity, _code), members in by_code.items():
        fixes = Counter(answers.question(problem) for problem in members)
        expected = {problem.expected for problem in members}
        words = next(iter(fixes)) if len(fixes) == 1 else _expectation(members[0].expected)
        same = len(expected) == 1 and len(fixes) == 1
        found.append(Repair(severity, words, members[0].expected if same else "", tuple(members)))
    return sorted(found, key=lambda repair: (SEVERITIES.index(repair.severity), -repair.cells))


def _expectation(expected: str) -> str:
    return _ended(_capital(say(expected)))


def _ended(words: str) -> str:
    return words + ("" if words.endswith(("?", "!", ".")) else ".")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def listed(found: Review) -> list[Problem]:
    """The problems that the page lists; open questions stand in their own form."""
    asked = set(answers.open_questions(found))
    problems = found.draft.problems if found.draft else ()
    return [problem for problem in problems if problem.key not in asked or problem.severity == "block"]


def problem_list(found: Review) -> None:
    """Every problem with its place, grouped by the repair that it needs."""
    draft = found.draft
    assert draft is not None
    if not draft.problems:
        st.markdown(f":green[:material/check_circle: {_('No problem was found in any row.')}]")
        return
    repairs_listed = repairs(listed(found))
    for severity in SEVERITIES:
        members = [repair for repair in repairs_listed if repair.severity == severity]
        if members:
            title, then = _heading(severity, len(members))
            st.header(f"{widgets.SEVERITY_ICONS[severity]} {title}", anchor=False)
            st.caption(then)
            for number, repair in enumerate(members, start=1):
                _repair(number, repair)


def _heading(severity: Severity, count: int) -> tuple[str, str]:
    """The title of the repairs of one severity, and what it means."""
    if severity == "block":
        title = ngettext("{count} repair is needed", "{count} repairs are needed", count)
        return title, _("Make them in the file and choose it again.")
    if severity == "ask":
        title = ngettext("{count} question is open", "{count} questions are open", count)
        return title, _("Answer in the form; the file itself stays as it is.")
    title = ngettext("{count} thing is good to know", "{count} things are good to know", count)
    return title, _("None of this keeps the file out.")


def _repair(number: int, repair: Repair) -> None:
    """One repair: what to do, how many cells want it, and where they are."""
    # Translators: how many places of a file want a repair.
    told = [ngettext("{number} place.", "{number} places.", repair.cells, number=theme.number(repair.cells))]
    if repair.expected:
        told.append(_("Expected: {expected}", expected=_ended(say(repair.expected))))
    st.markdown(f"**{number}. {text(repair.words)}** :gray[{text(' '.join(told))}]")
    found = alike(repair.problems)
    shown, folded = found[:MOST_SHOWN], found[MOST_SHOWN:MOST_UNFOLDED]
    _places(shown, repair)
    if folded:
        more = theme.number(len(found) - len(shown))
        # Translators: more places of a file.
        with st.expander(_("{number} more", number=more), icon=":material/more_horiz:"):
            _places(folded, repair)
            if len(found) > MOST_UNFOLDED:
                st.caption(_("The list of all problems to take away holds the rest."))


def alike(problems: Sequence[Problem]) -> list[list[Problem]]:
    """The problems with the same find in the same column together, in the order of their first row."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.sheet, problem.column, problem.found, problem.expected, problem.fix)
        found.setdefault(key, []).append(problem)
    return list(found.values())


def _places(found: Sequence[Sequence[Problem]], repair: Repair) -> None:
    columns = {
        _("Where"): [places(members) for members in found],
        # Translators: the head of a column: what was found in a file.
        _("Found"): [members[0].found for members in found],
    }
    if not repair.expected:
        columns[_("What to do")] = [_remedy(members[0]) for members in found]
    from_here = _("From {place}: place, what was found, and what to do", place=places(found[0]))
    tables.table(columns, f"{repair.words} {from_here}")


def places(members: Sequence[Problem]) -> str:
    """Where problems that are alike stand: ``Rows 3, 5, 7 to 9 and 140 more, column "value"``."""
    first, cells = members[0], sum(problem.cells for problem in members)
    rows = sorted({problem.row for problem in members if problem.row is not None})
    place = say(first.place()) if len(rows) < 2 else _at_rows(first, rows)
    if cells > max(len(rows), 1):
        return _("{place} ({cells} cells)", place=place, cells=theme.number(cells))
    return place


def _at_rows(first: Problem, rows: list[int]) -> str:
    """Several rows of one sheet and column."""
    runs = wording.runs(rows)
    shown = [
        # Translators: rows of a file.
        _("{first} to {last}", first=run[0], last=run[-1])
        if len(run) > 2
        else language.listed([str(row) for row in run])
        for run in runs
    ]
    more = len(rows) - sum(map(len, runs[:MOST_RUNS]))
    if more:
        told = _("{rows} and {number} more", rows=", ".join(shown[:MOST_RUNS]), number=theme.number(more))
    else:
        told = language.listed(shown)
    values = {"sheet": first.sheet, "rows": told, "column": first.column}
    match bool(first.sheet), bool(first.column):
        case True, True:
            return _('Sheet "{sheet}", rows {rows}, column "{column}"', **values)
        case True, False:
            return _('Sheet "{sheet}", rows {rows}', **values)
        case False, True:
            return _('Rows {rows}, column "{column}"', **values)
    return _("Rows {rows}", **values)


def _remedy(problem: Problem) -> str:
    return f"{_expectation(problem.expected)} {answers.question(problem)}"
