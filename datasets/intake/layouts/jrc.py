"""The inventories of action plans and monitoring reports as the European Commission's JRC publishes them.

Their tables are known by the names of their columns (GCoM-MyCovenant, releases 4 and 5: df2 sheet 2D_1, df3 sheet 3D_1,
and the tables of emission inventories): energy in MWh, emissions in tonnes, "-" for what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Records, SheetCell
from datasets.reference import catalogue
from datasets.reference.catalogue import folded

FORMS = catalogue.lexicon("columns")
LABELS = ("city", "year", "population", "sector", "carrier")
SCOPES = {"direct_emissions": "1", "indirect_emissions": "2", "direct emissions": "1", "indirect emissions": "2"}
MISSING = frozenset({"", "-", "null", "na", "nan"})


def columns(page: Page) -> tuple[int, dict[str, int]] | None:
    """The row of the names and the columns of the table, or None for a table of another kind."""
    for row in range(min(page.height, 5)):
        names = {folded(text): column for column, text in page.texts(row)}
        known = FORMS.meanings("jrc column").items()  # of an id and a name, which stands behind it, the name counts
        found = {field: names[name] for name, field in known if name in names}
        if {"year", "plan"} <= set(found) and ({"energy", "emissions"} & set(found)):
            return row, found
    return None


def layout(page: Page, known: tuple[int, dict[str, int]], answers: Mapping[str, str]) -> Layout | None:
    """Energy in MWh and emissions in t CO2e of each row; rows with neither are left out."""
    row, found = known
    page = page.headed(row)
    records = Records()
    empty: list[SheetCell] = []
    for later in range(row + 1, page.height):
        if not page.texts(later):
            records.ignored += 1
            continue
        said: dict[str, SheetCell] = {name: _held(page, later, found, name) for name in LABELS if name in found}
        if "city" not in said:
            said["city"] = page.cell(later, found["plan"])
        if code := FORMS.meanings("jrc sector").get(folded(said["sector"].text)) if "sector" in said else None:
            said |= {"subsector": said["sector"], "sector": said["sector"].saying(code)}
        if "sector" not in said:
            said["sector"] = page.cell(later, found["plan"]).saying("total")
        if "kind" in found:
            kind = page.cell(later, found["kind"])
            said["scope"] = kind.saying(SCOPES.get(kind.text.casefold(), kind.text))
        figures = [
            (name, unit)
            for name, unit in (("energy", "MWh"), ("emissions", "t CO2e"))
            if name in found and page.text(later, found[name]).casefold() not in MISSING
        ]
        if not figures:
            empty.append(page.cell(later, found["plan"]))
        for name, unit in figures:
            cell = page.value(later, found[name])
            records.add(cell, {**said, "unit": cell.saying(unit)}, later)
    records.leave_out(
        "row-without-figure", Sentence("rows without energy and emissions"), Sentence("They were left out."), empty
    )
    return records.layout("jrc", grouped=True)


def _held(page: Page, row: int, found: Mapping[str, int], name: str) -> SheetCell:
    cell = page.cell(row, found[name])
    return NOWHERE if cell.text.casefold() in MISSING else cell
