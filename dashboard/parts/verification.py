"""How the check of a file is shown: what was recognised, what is wrong and where, and the repair that each needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from analytics.detection.findings import Finding
from analytics.problems import Problem, Severity
from dashboard import session, tables, theme, widgets
from dashboard.parts import answers, consequences, review, takeaways, wording
from dashboard.parts.review import Review
from dashboard.parts.wording import Card, counted
from dashboard.widgets import text
from datasets.detection import examination
from datasets.detection.examination import Examination
from datasets.intake import Draft, DraftInventory
from datasets.store import City

MOST_SHOWN = 8
"""Problems of one repair that stand open on the page; the rest is folded away."""
MOST_RUNS = 8
"""Runs of rows that one line names."""
MOST_UNFOLDED = 500
"""Problems of one repair that the page lists at all; the table to take away holds every one."""
MOST_LISTED = 30
"""Findings, columns and inventories that the page lists; the table to take away holds every finding."""
LAYOUT_NAMES = {
    "long": "a long table, one number a row",
    "wide": "a table with a column for each year",
    "covenant": "a Covenant of Mayors matrix: sectors down, carriers across",
    "crf": "a GCoM common reporting workbook (CRF)",
    "cdp": "a CDP table of city-wide emissions",
    "jrc": "a Covenant table of the Joint Research Centre, by its published column names",
    "gpc": "a table of GPC cells, one column a reference",
    "gpc-export": "a GPC export with the gases in columns",
    "unknown": "nothing that can be read",
}
BY_COLUMNS = ("long", "gpc")
"""The layouts whose columns are told by their names."""
FIELD_NAMES = {
    "year": "inventory year",
    "macro_area": "area",
    "subsector": "row's own name",
    "gpc_ref": "GPC reference",
    "value": "number",
    "notation_key": "notation key",
    "population": "inhabitants",
    "gwp_set": "GWP set",
}
SEVERITIES: dict[Severity, tuple[str, str, str]] = {
    "block": ("repair is needed", "repairs are needed", "Make them in the file and choose it again."),
    "ask": ("question is open", "questions are open", "Answer in the form; the file itself stays as it is."),
    "warn": ("thing is good to know", "things are good to know", "None of this keeps the file out."),
}


def head(city: City | None, found: Review | None) -> None:
    """What the check says, or whose inventory can be added."""
    name = city.name if city else "your city"
    with st.container(gap="xsmall"):
        st.caption(text(f"DATA · {name.upper()}"))
        st.title(text(headline(found) if found else f"Add an inventory of {name}"), anchor=False)
        st.markdown("A file is read and checked first. Nothing counts before you commit it; everything can be undone.")


def outcome() -> None:
    """What the last commit or undo led to, with the way on."""
    last = review.last_done()
    if last is None:
        return
    words, city_id, refused = last
    for problem in refused:
        said = f"Not done: {problem.found}. Expected {problem.expected}. {problem.fix}"
        st.warning(text(said), icon=widgets.SEVERITY_ICONS["block"])
    if words:
        with st.container(border=True):
            st.markdown(f":green[:material/task_alt: **{text(words)}**]")
            if city_id:
                name = session.store().city(city_id).name
                session.link("progress", f"See what it does to {name}", city_id, icon=":material/arrow_forward:")


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
    if found.questions:
        with st.container(border=True):
            asked = bool(answers.open_questions(found))
            st.header("Your answers" if asked else "Your answers, which you can still change", anchor=False)
            answers.form(found)
    if draft.ready:
        with st.container(border=True):
            finding_list(found.examined)
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
        return f"{_number(faults)} {'problem keeps' if faults == 1 else 'problems keep'} {draft.name} out"
    if questions:
        asked = "question" if len(questions) == 1 else "questions"
        return f"{_number(len(questions))} {asked} before {draft.name} can be committed"
    return f"{draft.name} is ready to commit"


def _number(count: int) -> str:
    """A count that begins a sentence: in words up to twenty."""
    return counted(count, "", "").strip() if count <= 20 else theme.number(count)


def account(draft: Draft) -> None:
    """The count of rows, which always adds up."""
    shares = f"{draft.imported} + {draft.rejected} + {draft.ignored}"
    widgets.cards(
        [
            Card("Rows in the file", theme.number(draft.rows_in), f"= {shares}"),
            Card("Ready to import", theme.number(draft.imported), "not yet written"),
            Card("Held back", theme.number(draft.rejected), "see problems" if draft.rejected else "none"),
            Card("Left out", theme.number(draft.ignored), "blank or total" if draft.ignored else "none"),
        ]
    )


def summary(found: Review) -> None:
    """What the file is taken for, and what can be taken away from the check."""
    draft = found.draft
    assert draft is not None
    st.header("What it is", anchor=False)
    st.markdown(text(f"{_capital(LAYOUT_NAMES.get(draft.layout, draft.layout))}{_sheets(draft)}."))
    takeaways.file_back(found)


def recognised(draft: Draft) -> None:
    """The columns of the file, what each is taken for, and how sure that is."""
    st.header("What was recognised", anchor=False)
    if draft.layout not in BY_COLUMNS:
        fields = [FIELD_NAMES.get(match.field, match.field) for match in draft.mapping]
        st.markdown(text(f"The layout says what stands where. Read from it: {wording.listed(fields)}."))
        st.caption(text(f"SHA-256 {draft.sha256[:12]}…"))
        return
    shown = draft.mapping[:MOST_LISTED]
    tables.table(
        {
            "Column": [match.column for match in shown],
            "Taken as": [FIELD_NAMES.get(match.field, match.field) for match in shown],
            "How sure": [
                theme.percent(100 * match.confidence) + (", by its name" if match.confidence == 1 else ", by a word")
                for match in shown
            ],
        },
        "The columns of the file and what each was taken for",
    )
    if len(draft.mapping) > len(shown):
        st.caption(f"and {theme.number(len(draft.mapping) - len(shown))} more")
    if draft.unused:
        names = [f"“{name}”" for name in draft.unused[:MOST_LISTED]]
        more = f" and {len(draft.unused) - len(names)} more" if len(draft.unused) > len(names) else ""
        st.caption(text("Not used: " + ", ".join(names) + f"{more}."))
    st.caption(text(f"SHA-256 {draft.sha256[:12]}…"))


def _sheets(draft: Draft) -> str:
    """The sheets that were read, where the file has sheets."""
    chosen = draft.answers.get("sheet")
    named = [chosen] if chosen else list(draft.sheets)
    if not named:
        return ""
    return f", in the {'sheet' if len(named) == 1 else 'sheets'} " + " and ".join(f"“{name}”" for name in named)


def holds(draft: Draft) -> None:
    """The tables of inventories that the file holds, with their totals."""
    st.header("What it holds", anchor=False)
    if not draft.inventories:
        widgets.nothing("No row can be read yet.", "The problems say why.")
        return
    names = {city.city_id: city.name for city in (*session.cities(), *draft.new_cities)}
    shown = draft.inventories[:MOST_LISTED]
    tables.table(
        {
            "Inventory": [consequences.named(item, names.get(item.city_id, item.city_id)) for item in shown],
            "Rows": [theme.number(item.rows) for item in shown],
            "Total": [consequences.amount(item.total, item.unit) for item in shown],
            "Notation keys": [_keys(item) for item in shown],
        },
        "The tables of inventories in the file",
    )
    if len(draft.inventories) > len(shown):
        st.caption(f"and {theme.number(len(draft.inventories) - len(shown))} more")
    if draft.new_cities:
        new = [city.name for city in draft.new_cities]
        more = f" and {theme.number(len(new) - MOST_LISTED)} more" if len(new) > MOST_LISTED else ""
        st.caption(text("New on file: " + ", ".join(new[:MOST_LISTED]) + f"{more}."))


def _keys(item: DraftInventory) -> str:
    return ", ".join(f"{count} × {key}" for key, count in item.keys.items() if count) or "none"


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
    for (severity, _), members in by_code.items():
        fixes = Counter(answers.question(problem) for problem in members)
        expected = {problem.expected for problem in members}
        words = next(iter(fixes)) if len(fixes) == 1 else _expectation(members[0].expected)
        same = len(expected) == 1 and len(fixes) == 1
        found.append(Repair(severity, words, members[0].expected if same else "", tuple(members)))
    order = list(SEVERITIES)
    return sorted(found, key=lambda repair: (order.index(repair.severity), -repair.cells))


def _expectation(expected: str) -> str:
    return _ended(_capital(expected))


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
        st.markdown(":green[:material/check_circle: No problem was found in any row.]")
        return
    repairs_listed = repairs(listed(found))
    for severity, (one, many, then) in SEVERITIES.items():
        members = [repair for repair in repairs_listed if repair.severity == severity]
        if members:
            icon = widgets.SEVERITY_ICONS[severity]
            st.header(f"{icon} {_number(len(members))} {one if len(members) == 1 else many}", anchor=False)
            st.caption(then)
            for number, repair in enumerate(members, start=1):
                _repair(number, repair)


def _repair(number: int, repair: Repair) -> None:
    """One repair: what to do, how many cells want it, and where they are."""
    count = f"{theme.number(repair.cells)} {'place' if repair.cells == 1 else 'places'}"
    expected = f" Expected: {_ended(repair.expected)}" if repair.expected else ""
    st.markdown(f"**{number}. {text(repair.words)}** :gray[{text(f'{count}.{expected}')}]")
    found = alike(repair.problems)
    shown, folded = found[:MOST_SHOWN], found[MOST_SHOWN:MOST_UNFOLDED]
    _places(shown, repair)
    if folded:
        with st.expander(f"{theme.number(len(found) - len(shown))} more", icon=":material/more_horiz:"):
            _places(folded, repair)
            if len(found) > MOST_UNFOLDED:
                st.caption("The list of all problems to take away holds the rest.")


def alike(problems: Sequence[Problem]) -> list[list[Problem]]:
    """The problems with the same find in the same column together, in the order of their first row."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.sheet, problem.column, problem.found, problem.expected, problem.fix)
        found.setdefault(key, []).append(problem)
    return list(found.values())


def _places(found: Sequence[Sequence[Problem]], repair: Repair) -> None:
    columns = {
        "Where": [places(members) for members in found],
        "Found": [members[0].found for members in found],
    }
    if not repair.expected:
        columns["What to do"] = [_remedy(members[0]) for members in found]
    tables.table(columns, f"{repair.words} From {places(found[0])}: place, what was found, and what to do")


def places(members: Sequence[Problem]) -> str:
    """Where problems that are alike stand: ``Rows 3, 5, 7 to 9 and 140 more, column "value"``."""
    first, cells = members[0], sum(problem.cells for problem in members)
    rows = sorted({problem.row for problem in members if problem.row is not None})
    if len(rows) < 2:
        return first.place() + (f" ({theme.number(cells)} cells)" if cells > 1 else "")
    runs = wording.runs(rows)
    shown = [f"{run[0]} to {run[-1]}" if len(run) > 2 else wording.listed([str(row) for row in run]) for run in runs]
    more = len(rows) - sum(map(len, runs[:MOST_RUNS]))
    sheet = f'Sheet "{first.sheet}", rows' if first.sheet else "Rows"
    column = f', column "{first.column}"' if first.column else ""
    words = f"{', '.join(shown[:MOST_RUNS])} and {theme.number(more)} more" if more else wording.listed(shown)
    return f"{sheet} {words}{column}" + (f" ({theme.number(cells)} cells)" if cells > len(rows) else "")


def _remedy(problem: Problem) -> str:
    return f"{_expectation(problem.expected)} {answers.question(problem)}"


def finding_list(examined: Examination) -> None:
    """What looks doubtful in the figures, most tonnes at stake first. It is advice, and nothing waits for it."""
    found = examined.findings
    st.header(f":material/search: Worth a second look ({theme.number(len(found))})", anchor=False)
    if examined.not_examined:
        widgets.nothing(
            f"Not examined: {examined.not_examined.found}.",
            f"A file is examined up to {examination.MOST_INVENTORIES} inventories of {examination.MOST_CITIES} cities "
            f"in {theme.number(examination.MOST_ROWS)} rows.",
        )
        return
    if not found:
        st.markdown(":green[:material/check_circle: No figure contradicts another, another year or what is plausible.]")
        return
    st.caption(
        "Each is held against the rest of the inventory, its other years and published factors. "
        "None of it keeps the file out, and a figure that is right can stay as it is."
    )
    st.markdown("\n\n".join(_finding(number, item) for number, item in enumerate(found[:MOST_LISTED], start=1)))
    if len(found) > MOST_LISTED:
        st.caption(
            f"Shown are the first {MOST_LISTED} of {theme.number(len(found))}; the table to take away holds all."
        )
    st.download_button(
        f"All findings (CSV, {theme.number(len(found))})", partial(takeaways.findings_csv, found), "findings.csv",
        "text/csv", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _finding(number: int, item: Finding) -> str:
    """One finding as an item of a list: what it is, the tonnes at stake, where it stands, why, and what to do."""
    stake = (
        "tonnes not known" if item.tonnes_at_stake is None else f"{theme.tonnes(item.tonnes_at_stake, None)} at stake"
    )
    head = f"**{text(examination.NAMES[item.code])}: {text(stake)}**"
    parts = (head, text(examination.place(item)), text(item.message), f"*Suggested repair:* {text(item.repair)}")
    return f"{number}. " + "  \n   ".join(parts)
