"""How the check of a file is shown: what was recognised, what is wrong and where, and what a commit would do."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.findings import Finding
from analytics.problems import Problem
from analytics.vocabulary import METHOD_NAMES, VERDICT_NAMES, Measure, Method
from dashboard import review, session, tables, theme, widgets
from dashboard.notation import subscripts
from dashboard.review import Review
from dashboard.widgets import text
from dashboard.wording import Card, counted
from datasets import examination
from datasets.examination import Examination
from datasets.intake import TEMPLATE_CSV, Draft, DraftInventory, Effect

MOST_SHOWN = 500
"""Problems of one kind that the page lists; the table to take away holds every one."""
MOST_LISTED = 30
"""Findings that the page lists; the table to take away holds every one."""
LAYOUT_NAMES = {
    "long": "a long table, one number a row",
    "gpc": "a table of GPC cells",
    "unknown": "nothing that can be read",
}
FIELD_NAMES = {
    "year": "inventory year",
    "macro_area": "area",
    "subsector": "row's own name",
    "gpc_ref": "GPC reference",
    "value": "number",
    "notation_key": "notation key",
    "population": "inhabitants",
}
SEVERITIES = {
    "block": ("Keeps rows out", "Correct the file and choose it again."),
    "ask": ("Needs your answer", "Answer in the form; the file itself stays as it is."),
    "warn": ("Good to know", "None of this keeps the file out."),
}
TEMPLATE_COLUMNS = {
    "city": "Name or id of the city",
    "year": "Inventory year, such as 2019",
    "sector": "Sector, by name or code; see the Method page",
    "label": "The row's own name in your inventory (may be blank)",
    "carrier": "Energy carrier (may be blank for emissions)",
    "scope": "1, 2 or 3 (may be blank)",
    "value": "The number; blank where a notation key stands",
    "unit": "Its unit: MWh, GWh, TJ, t CO2e, kt CO2 and others",
    "notation_key": "NO, NE, IE or C where there is no number",
    "population": "Inhabitants in that year (may be blank)",
    "source": "Where the number is from",
}


def template() -> None:
    """The file to start from, and what its columns hold."""
    st.header("Start from the template", anchor=False)
    st.markdown("One number a row, in the unit that you have. A table that you already keep is taken as it is.")
    st.download_button(
        "Template (CSV)", TEMPLATE_CSV.encode("utf-8-sig"), "inventory-template.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    with st.expander("What the columns hold", icon=":material/view_column:"):
        holds = {"Column": list(TEMPLATE_COLUMNS), "Holds": list(TEMPLATE_COLUMNS.values())}
        tables.table(holds, "The columns of the template and what each holds")
        session.link("method", "Accepted units, sectors and carriers", icon=":material/menu_book:")


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
            problem_list(draft)
    if found.questions:
        with st.container(border=True):
            asked = any(problem.severity == "ask" for problem in draft.problems)
            st.header("Your answers" if asked else "Your answers, which you can still change", anchor=False)
            review.questions_form(found)
    if draft.ready:
        with st.container(border=True):
            finding_list(review.examined(found))
        with st.container(border=True):
            effect(review.effects(found))
            commitment(found)
    if not blocked:
        with st.container(border=True):
            problem_list(draft)
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


def recognised(draft: Draft) -> None:
    """What the file is taken for: its layout, its columns, and the tables that it holds."""
    st.header("What was recognised", anchor=False)
    st.markdown(text(f"The file holds {LAYOUT_NAMES.get(draft.layout, draft.layout)}. SHA-256 {draft.sha256[:12]}…"))
    if draft.mapping:
        tables.table(
            {
                "Column": [match.column for match in draft.mapping],
                "Taken as": [FIELD_NAMES.get(match.field, match.field) for match in draft.mapping],
                "How sure": [
                    theme.percent(100 * match.confidence)
                    + (", by its name" if match.confidence == 1 else ", by a word")
                    for match in draft.mapping
                ],
            },
            "The columns of the file and what each was taken for",
        )
    if draft.unused:
        st.caption(text("Not used: " + ", ".join(f"“{name}”" for name in draft.unused) + "."))


def holds(draft: Draft) -> None:
    """The tables of inventories that the file holds, with their totals."""
    st.header("What it holds", anchor=False)
    if not draft.inventories:
        widgets.nothing("No row can be read yet.", "The problems say why.")
        return
    names = {city.city_id: city.name for city in (*session.cities(), *draft.new_cities)}
    tables.table(
        {
            "Inventory": [_named(item, names.get(item.city_id, item.city_id)) for item in draft.inventories],
            "Rows": [theme.number(item.rows) for item in draft.inventories],
            "Total": [amount(item.total, item.unit) for item in draft.inventories],
            "Notation keys": [_keys(item) for item in draft.inventories],
        },
        "The tables of inventories in the file",
    )
    if draft.new_cities:
        st.caption(text("New on file: " + ", ".join(city.name for city in draft.new_cities) + "."))


def _named(item: DraftInventory | Effect, city: str) -> str:
    kind = "energy" if item.measure == Measure.ENERGY else "emissions"
    return f"{city} {item.year}, {kind} ({METHOD_NAMES[Method(item.method)]})"


def _keys(item: DraftInventory) -> str:
    return ", ".join(f"{count} × {key}" for key, count in item.keys.items() if count) or "none"


def amount(value: float | None, unit: str) -> str:
    """A total in full, in its own unit."""
    if value is None:
        return "no number"
    digits = 0 if abs(value) >= 1000 or float(value).is_integer() else 2
    return f"{theme.number(value, digits)}{theme.NBSP}{subscripts(unit)}"


def problem_list(draft: Draft) -> None:
    """Every problem with its place, grouped by what it needs."""
    if not draft.problems:
        st.markdown(":green[:material/check_circle: No problem was found in any row.]")
        return
    for severity, (title, then) in SEVERITIES.items():
        found = [problem for problem in draft.problems if problem.severity == severity]
        if found:
            icon = widgets.SEVERITY_ICONS[severity]
            st.header(f"{icon} {title} ({theme.number(len(found))})", anchor=False)
            st.caption(then)
            _problem_table(found[:MOST_SHOWN], title)
            if len(found) > MOST_SHOWN:
                st.caption(
                    f"Shown are the first {MOST_SHOWN} of {theme.number(len(found))}; the table to take away holds all."
                )
    st.download_button(
        f"All problems (CSV, {theme.number(len(draft.problems))})", review.problems_csv(draft.problems),
        "problems.csv", "text/csv", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _problem_table(found: Sequence[Problem], title: str) -> None:
    tables.table(
        {
            "Where": [_place(problem) for problem in found],
            "Found": [problem.found for problem in found],
            "Expected, and what to do": [_remedy(problem) for problem in found],
        },
        f"{title}: place, what was found, what was expected and what to do",
    )


def _remedy(problem: Problem) -> str:
    end = "" if problem.expected.endswith(("?", "!", ".")) else "."
    return f"{problem.expected}{end} {review.question(problem)}"


def _place(problem: Problem) -> str:
    return problem.place() + (f" ({theme.number(problem.cells)} cells)" if problem.cells > 1 else "")


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
        f"All findings (CSV, {theme.number(len(found))})", review.findings_csv(found), "findings.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _finding(number: int, item: Finding) -> str:
    """One finding as an item of a list: what it is, the tonnes at stake, where it stands, why, and what to do."""
    stake = (
        "tonnes not known" if item.tonnes_at_stake is None else f"{theme.tonnes(item.tonnes_at_stake, None)} at stake"
    )
    head = f"**{text(examination.NAMES[item.code])}: {text(stake)}**"
    parts = (head, text(examination.place(item)), text(item.message), f"*Suggested repair:* {text(item.repair)}")
    return f"{number}. " + "  \n   ".join(parts)


def effect(found: Sequence[Effect]) -> None:
    """What a commit would do to each table, and to the verdict of each city."""
    st.header(text(effect_headline(found)), anchor=False)
    tables.table(
        {
            "Inventory": [_named(item, item.city_name) for item in found],
            "Total before": [
                amount(item.before, item.unit) if item.before is not None else "not on file" for item in found
            ],
            "Total after": [amount(item.after, item.unit) for item in found],
            "Cells": [cells(item) for item in found],
        },
        "What a commit would do to each table: totals, and cells new, changed, unchanged and removed",
    )
    for item in {item.city_id: item for item in found}.values():
        st.markdown(text(verdict_line(item)))


def cells(item: Effect) -> str:
    """How many cells of a table would be new, changed, unchanged and removed."""
    counts = {"new": item.new, "changed": item.changed, "unchanged": item.unchanged, "removed": item.removed}
    return ", ".join(f"{theme.number(count)} {word}" for word, count in counts.items())


def effect_headline(found: Sequence[Effect]) -> str:
    """What a commit would do: ``Energy of Turin in 2019 would fall by 3.2 %; the verdict stays “Cannot tell”``."""
    if len(found) != 1:
        touched = sum(1 for item in found if item.new or item.changed or item.removed)
        changes = sum(item.verdict_before is not item.verdict_after for item in found)
        verdicts = "a verdict changes" if changes else "no verdict changes"
        return f"{counted(touched, 'table', 'tables')} of {len(found)} would change; {verdicts}"
    item = found[0]
    kind = "Energy" if item.measure == Measure.ENERGY else "Emissions"
    after = VERDICT_NAMES[item.verdict_after]
    verdict = "stays" if item.verdict_before is item.verdict_after else "becomes"
    return f"{kind} of {item.city_name} in {item.year} {_change(item)}; the verdict {verdict} “{after}”"


def _change(item: Effect) -> str:
    if item.before is None or item.after is None or item.before == 0:
        return "would be new" if item.before is None else "would change"
    if item.after == item.before:
        return "would stay the same"
    percent = 100 * (item.after / item.before - 1)
    size = theme.percent(abs(percent), 1 if abs(percent) >= 0.05 else 3)
    return f"would {'fall' if percent < 0 else 'rise'} by {size}"


def verdict_line(item: Effect) -> str:
    """Verdict and gap of one city before and after."""
    before, after = VERDICT_NAMES[item.verdict_before], VERDICT_NAMES[item.verdict_after]
    line = f"Verdict on the leading target of {item.city_name}: {before} → {after}."
    if item.gap_before is not None or item.gap_after is not None:
        gaps = [
            "none" if gap is None else f"{theme.tonnes(abs(gap))} {'above' if gap > 0 else 'below'} the path"
            for gap in (item.gap_before, item.gap_after)
        ]
        line += f" Gap: {gaps[0]} → {gaps[1]}."
    return line


def commitment(found: Review) -> None:
    """The last step: a name, a reason, and the button."""
    left, right = st.columns(2)
    with left:
        review.author_field()
    with right:
        given = found.answers.get("reason", "")
        note = st.text_input(
            "Reason", value=given, key=f"reason-{found.draft.sha256[:12] if found.draft else ''}", max_chars=300,
            placeholder="Why this file, in a few words", disabled=bool(given),
        )  # fmt: skip
    st.button(
        "Commit this file",
        icon=":material/task_alt:",
        type="primary",
        on_click=review.commit,
        args=(found, note.strip()),
    )
