"""What a person takes away from the check of a file: lists for a spreadsheet, the file back with marks, a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st

from analytics.detection.case import Finding
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from dashboard import language, offered, session, tables, theme
from dashboard.language import LANGUAGES as NAMES
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.data.review import Review
from datasets import Effect, Value
from datasets.intake.drafting import TEMPLATE_CSV
from datasets.intake.own_files.harmless import table
from datasets.intake.own_files.sheet_words import LANGUAGES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_COLUMNS = {
    "city": Sentence("Name or id of the city"),
    "year": Sentence("Inventory year, such as 2019"),
    "sector": Sentence("Sector, by name or code; see the Method page"),
    "label": Sentence("The row's own name in your inventory (may be blank)"),
    "carrier": Sentence("Energy carrier (may be blank for emissions)"),
    "scope": Sentence("1, 2 or 3 (may be blank)"),
    "value": Sentence("The number; blank where there is a notation key"),
    "unit": Sentence("Its unit: MWh, GWh, TJ, t CO2e, kt CO2 and others"),
    "notation_key": Sentence("NO, NE, IE or C where there is no number"),
    "population": Sentence("Inhabitants in that year (may be blank)"),
    "gwp_set": Sentence("SAR, AR4, AR5 or AR6, where CO2e was counted (may be blank)"),
    "approach": Sentence("activity-based or life-cycle (may be blank)"),
    "source": Sentence("Where the number is from"),
}
PROBLEM_COLUMNS = ("severity", "code", "sheet", "row", "column", "found", "expected", "fix", "cells")
FINDING_COLUMNS = (
    *("code", "city_id", "year", "row", "column", "rows"),
    *("tonnes_at_stake", "message", "repair", "settled"),
)
CHANGE_COLUMNS = (
    "city_id",
    "year",
    "method",
    "measure",
    "change",
    "sector",
    "label",
    "carrier",
    "scope",
    "gpc_ref",
    "quantity",
    "before",
    "after",
)


def template() -> None:
    """The workbook to fill in, in the language of the city, or the plain table."""
    st.header(_("Start from a template"), anchor=False)
    st.markdown(_("A table that you already keep is taken as it is. To begin anew, take the workbook to fill in."))
    spoken = st.selectbox(
        _("Language of the workbook"), LANGUAGES, LANGUAGES.index(language.current()), lambda code: NAMES[code]
    )
    city = session.on_screen()
    with st.container(horizontal=True):
        offered.download(
            _("Workbook (XLSX)"),
            partial(_workbook, spoken, city.name if city else None),
            f"inventory-template-{spoken}.xlsx",
            XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
        offered.download(
            _("Plain table (CSV)"),
            TEMPLATE_CSV.encode("utf-8-sig"),
            "inventory-template.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
    with st.expander(_("What the columns of the plain table hold"), icon=":material/view_column:"):
        # Translators: the heading of what each column of a table holds.
        holds: dict[str, list[str]] = {_("Column"): list(TEMPLATE_COLUMNS), _("Holds"): list(TEMPLATE_COLUMNS.values())}
        tables.table(holds, _("The columns of the plain table and what each holds"))
        session.link("method", _("Accepted units, sectors and carriers"), icon=":material/menu_book:")


def _workbook(spoken: str, city: str | None) -> bytes:
    return session.all_cities().template(spoken, city)


def file_back(review: Review) -> None:
    """The user's own file back: with marks at the cells that want repair, and the rows that were not taken alone."""
    draft = review.draft
    assert draft is not None
    stem = PurePath(review.name).stem[:80]
    if any(problem.row is not None for problem in draft.problems):
        offered.download(
            _("Your file, cells marked (XLSX)"),
            partial(_marked, review),
            f"{stem}-marked.xlsx",
            XLSX,
            icon=":material/format_color_fill:",
            on_click="ignore",
            type="tertiary",
            help=_(
                "A copy of your own file as a workbook: each cell is coloured and says what is wrong and what to do."
            ),
        )
    if draft.rejected:
        # Where cells are counted, several of those held back stand in one row.
        rows = sum(map(len, draft.rejected_rows.values())) if draft.of_cells else draft.rejected
        offered.download(
            # Translators: the rows of a file that were not taken, with their count.
            _("Rows held back (CSV, {number})", number=theme.number(rows)),
            partial(_rejected, review),
            f"{stem}-rejected.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
    if draft.problems:
        offered.download(
            _("All problems (CSV, {number})", number=theme.number(len(draft.problems))),
            partial(problems_csv, draft.problems),
            "problems.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )


def _marked(review: Review) -> bytes:
    assert review.draft is not None
    return session.all_cities().marked(review.data, review.draft, say)


def _rejected(review: Review) -> bytes:
    assert review.draft is not None
    return session.all_cities().rejected(review.data, review.draft, say, language.current())


def problems_csv(problems: Sequence[Problem]) -> bytes:
    """All problems as a table for a spreadsheet. Text that a spreadsheet would run as a formula is made harmless."""
    return _csv(PROBLEM_COLUMNS, map(vars, problems))


def findings_csv(findings: Sequence[Finding]) -> bytes:
    """All findings as a table for a spreadsheet, as harmless as ``problems_csv``."""
    return _csv(FINDING_COLUMNS, ({**vars(item), "rows": " ".join(map(str, item.rows))} for item in findings))


def changes_csv(effects: Sequence[Effect]) -> bytes:
    """Every cell that a commit would change, in MWh or t, as harmless as ``problems_csv``; several figures of one cell
    stand apart by a semicolon."""
    return _csv(
        CHANGE_COLUMNS,
        (
            {
                **vars(effect),
                **change.place._asdict(),
                "change": change.kind,
                "before": ";".join(figure.key or repr(figure.value) for figure in change.before),
                "after": ";".join(figure.key or repr(figure.value) for figure in change.after),
            }
            for effect in effects
            for change in effect.cells
        ),
    )


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    return table([columns, *([_plain(row[column]) for column in columns] for row in rows)])


def _plain(value: object) -> Value:
    if isinstance(value, str):
        return say(value)
    return value if value is None or isinstance(value, int | float) else str(value)
