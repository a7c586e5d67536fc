"""The workbook of the GCoM common reporting framework: facts of the city, a table of totals, and a flat table of rows.

The flat table (eCRF_3) is read, and the table of totals (eCRF_2) checked against it. The GPC references of the flat
table are often blank, and where a scope contradicts one, the scope is followed: GPC references are derived from sector,
sub-sector and scope (GCoM Common Reporting Framework, 2018; GPC v1.1, table 4.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analytics import units
from analytics.text import numerals
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, NOTATION_KEY_NAMES, NotationKey
from datasets.intake.layouts import details_layout, header_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.meaning.fields import QUALITY
from datasets.reference import catalogue
from datasets.reference.catalogue import folded

FORMS = catalogue.lexicon("columns")
"""The names of the columns, facts and fuels of official forms."""
APPROACH = re.compile(r"Approach: ([a-z-]+)\..*", re.DOTALL)
"""How an export of ours names the approach, for which the framework has no field."""
OWN_SHEETS = "eCRF"
"""How the sheets of the framework are called in an export of ours."""
NO_ACTIVITY = frozenset(("not occuring", *NOTATION_KEY_NAMES.values()))
"""What stands in the place of a fuel beside a notation key: the template spells one of them otherwise."""
PLACEHOLDERS = re.compile(r"please select|\{\{.*\}\}", re.IGNORECASE)
MOST_ROWS = 2_000_000  # more than a sheet has, so that a gas of a row has a number of its own
KEY_COLUMNS = 100
"""From here on the columns of keys are counted, behind the columns of gases that any flat table has."""
HEADER_ROWS = 10
"""In so many rows from the top the names of columns are looked for."""
FACT_ROWS = 60
"""In so many rows of a sheet the facts of the city are looked for."""
LONGEST_NAME = 120
"""A longer text above a column of the sheet of totals explains it, and names no scope."""
ALIKE_LETTERS = 9
"""So many letters tell the sectors apart, which a total may name otherwise: "Total Transport" is of Transportation."""
SCOPES = (("outside", 3), ("indirect", 2), ("direct", 1))
OUTSIDE_WASTE = {3: "2", 1: "1"}


def table(page: Page) -> dict[str, int] | None:
    """The columns of the flat table by their field, or None for a sheet that is none. Header words drift by year."""
    for row in range(min(page.height, HEADER_ROWS)):
        names = {_name(text): column for column, text in reversed(page.texts(row))}
        found = {field: names[name] for name, field in FORMS.meanings("crf column").items() if name in names}
        if {"sector", "subsector", "scope", "value"} <= found.keys():
            return {"header": row} | found
    return None


@header_rows.known
def _name(text: str) -> str:
    return folded(re.sub(r"\s*-\s*", " ", text).replace("CO₂", "CO2"))


def facts(pages: Sequence[Page]) -> dict[str, SheetCell]:
    """City, country, year, inhabitants and GWP set from the sheet of facts, without placeholders nobody filled in."""
    found: dict[str, SheetCell] = {}
    for page in pages:
        for row in range(min(page.height, FACT_ROWS)):
            texts = page.texts(row)
            for place, (_, text) in enumerate(texts[:-1]):
                field = FORMS.meanings("crf fact").get(folded(text))
                cell = page.cell(row, texts[place + 1][0])
                if field == "approach":
                    said = APPROACH.fullmatch(cell.text)
                    cell, field = (cell.saying(said[1]), field) if said else (cell, None)
                if field and field not in found and not PLACEHOLDERS.search(cell.text):
                    found[field] = cell
    return found


def layout(pages: Sequence[Page]) -> Layout | None:
    """The records of the flat table; the sheet of totals becomes printed totals of them."""
    details = next(filter(details_layout.sealed, pages), None)
    tables = [page for page in pages if not details_layout.sealed(page)]
    flat = next(((page, columns) for page in tables if (columns := table(page))), None)
    found = _layout(tables, *flat) if flat else None
    if found is None or details is None:
        return found
    # The details of a workbook that was exported here and is as it was written go in the place of its tables.
    own = [page for page in tables if (page.grid.sheet or "").startswith(OWN_SHEETS)]
    return details_layout.unchanged(details, own, facts(own), found)


def _layout(pages: Sequence[Page], page: Page, columns: dict[str, int]) -> Layout:
    others = [other for other in pages if other.grid is not page.grid]
    stated, records, page = facts(others), Records(), page.headed(columns["header"])
    rows = range(columns["header"] + 1, page.height)
    every = [_Line(page, row, columns) for row in rows if page.texts(row)]
    lines = [line for line in every if not line.empty]
    for line in lines:
        line.add(records, stated)
    records.ignored += len(rows) - len(every)
    records.leave_activity([line.amount for line in lines if line.activity_left])
    records.leave_out(
        "row-without-figure",
        Sentence("rows with neither a figure nor a key"),
        Sentence("They were left out."),
        [line.sector for line in every if line.empty],
    )
    records.say(
        "gpc-ref-derived",
        lambda text: Sentence(
            "GPC references that are blank or that their scope contradicts, first as {text}", text=text
        ),
        Sentence("a GPC reference that agrees with sector, sub-sector and scope"),
        Sentence("The references were derived from sector, sub-sector and scope; check them."),
        [line.ref for line in lines if line.derived],
    )
    records.say(
        "not-computable",
        lambda text: Sentence('"{text}" of activity without factor and emissions', text=text),
        Sentence("a factor, or the emissions"),
        Sentence("Its emissions are kept as not estimated (NE), never as zero."),
        [line.amount for line in lines if line.not_computable],
    )
    flat = len(records)
    _keys(records, others, stated)
    _totals(records, others, flat)
    return records.layout("crf", grouped=True, detailed=True)


class _Line:
    """One row of the flat table."""

    def __init__(self, page: Page, row: int, columns: dict[str, int]) -> None:
        self.page, self.row, self.columns = page, row, columns
        self.sector, self.subsector = self.cell("sector"), self.cell("subsector")
        self.key = self.cell("notation_key")
        self.value = page.value(row, columns["value"])
        self.scope = next((number for word, number in SCOPES if word in folded(self.cell("scope").text)), None)
        self.activity = self.cell("activity")
        self.amount = self.cell("amount")
        ref = self.cell("gpc_ref")
        stated, worked_out = header_rows.gpc_ref(ref.text), gpc_ref(self.sector.text, self.subsector.text, self.scope)
        kept = stated and (worked_out is None or self.scope in (None, GPC_REFERENCES[stated].scope))
        self.derived = worked_out is not None and not kept
        self.ref = ref if kept or worked_out is None else (ref if ref.row else self.sector).saying(worked_out)

    def cell(self, field: str) -> SheetCell:
        return self.page.cell(self.row, self.columns[field]) if field in self.columns else NOWHERE

    @property
    def energy(self) -> bool:
        """Whether the row states an amount of energy."""
        try:
            return bool(self.amount.text) and units.unit(self.cell("amount_unit").text).kind == "energy"
        except Refused:
            return False

    @property
    def activity_left(self) -> bool:
        """Whether the row states an amount that is no energy, such as tonnes of waste, which is not kept."""
        return not self.energy and bool(numerals.read_one(self.amount.text, "point").value)

    @property
    def gases(self) -> dict[str, SheetCell]:
        """The single gases that are given where their total and a key are not, each in CO2 equivalent."""
        if self.value.text.strip() or self.value.kind in ("e", "f") or self.key.text:
            return {}
        names = [name for name in ("co2", "ch4", "n2o") if name in self.columns]
        return {name: self.page.value(self.row, self.columns[name]) for name in names if self.cell(name).text}

    @property
    def without_emissions(self) -> bool:
        stated = self.value.text.strip() or self.value.kind in ("e", "f") or self.key.text or self.gases
        return not stated

    @property
    def not_computable(self) -> bool:
        """An activity without factor and emissions, which some portals turn into a silent zero."""
        return self.without_emissions and bool(self.amount.text)

    @property
    def empty(self) -> bool:
        return self.without_emissions and not self.amount.text

    def add(self, records: Records, stated: dict[str, SheetCell]) -> None:
        """Add the emissions or the key of the activity, and its energy where it is one."""
        said = {field: cell for field, cell in stated.items() if field != "year"}
        year = self.cell("year")
        if not year.text or PLACEHOLDERS.search(year.text):
            year = stated.get("year", NOWHERE)
        if year.text:
            said["year"] = year
        carrier = self.carrier()
        label = self.subsector
        if self.activity.text and not carrier.text and self.activity.text.casefold() not in NO_ACTIVITY:
            label = label.saying(f"{self.subsector.text}: {self.activity.text}")
        if self.scope:
            said["scope"] = self.cell("scope").saying(str(self.scope))
        said |= {"sector": self.sector, "subsector": label, "carrier": carrier, "gpc_ref": self.ref}
        said |= {name: self.cell(name) for name in ("source", *QUALITY) if self.cell(name).text}
        value, key = self.value, self.key
        if self.not_computable:
            value, key = self.cell("value"), self.amount.saying(NotationKey.NE.value)
        gases = self.gases
        for name, amount in gases.items():  # CO2 alone stays CO2; several gases add up to the total that is blank
            unit = "t CO2" if gases.keys() == {"co2"} else "t CO2e"
            named = label if unit == "t CO2" else label.saying(f"{label.text}, {name.upper()}")
            told = {**said, "subsector": named, "notation_key": NOWHERE, "unit": amount.saying(unit)}
            records.add(amount, told, self.row, MOST_ROWS * (self.columns[name] + 1) + self.row)
        if not gases:
            emissions = {**said, "notation_key": key, "unit": self.cell("value").saying("t CO2e")}
            records.add(value, emissions, self.row, self.row)
        if self.energy:
            energy = {**said, "notation_key": NOWHERE, "unit": self.cell("amount_unit")}
            records.add(self.page.value(self.row, self.columns["amount"]), energy, self.row, self.row)

    def carrier(self) -> SheetCell:
        """The carrier that the fuel names; activities such as cattle are none. A fuel nobody knows is asked about."""
        words = self.activity.text
        code = FORMS.meanings("crf fuel").get(words.casefold()) or header_rows.carrier(words)
        if code:
            return self.activity.saying(code)
        return self.activity if self.energy and words else NOWHERE


def gpc_ref(sector: str, subsector: str, scope: int | None) -> str | None:
    """The GPC reference of a sector, a sub-sector and a scope of the framework, by words of both that tell them; None
    where there is no such cell. The scope fills the gap of a reference."""
    main, part = folded(sector), subsector.casefold()
    for words, ref in FORMS.meanings("crf part").items():
        wide, _, narrow = words.partition(" > ")
        if wide not in main or narrow not in part:
            continue
        if "{}" not in ref:
            found = ref if scope in (None, GPC_REFERENCES[ref].scope) else None
        elif ref.startswith("III"):
            found = ref.format(OUTSIDE_WASTE.get(scope or 0, "x"))
        else:
            found = ref.format(scope)
        return found if found in GPC_REFERENCES else None
    return None


def _keys(records: Records, pages: Sequence[Page], stated: dict[str, SheetCell]) -> None:
    """The keys of the sheet of totals for sub-sectors and scopes of which the flat table says nothing.

    A figure there is a sum and stays a check; keys of printed totals repeat those of their parts.
    """
    lost: list[SheetCell] = []
    rows_without = 0
    for page, row, later, columns in _total_rows(pages):
        label = page.cell(later, 0)
        main, _, part = (piece.strip() for piece in label.text.partition(">"))
        kept = 0
        nowhere = []
        for column, scope in columns.items() if part else ():
            key = _key(page, (row, row + 1), later, column)
            inside = (place for place in range(len(records)) if _within(records, place, label.text, scope))
            if key is None or next(inside, None) is not None:
                continue
            ref = gpc_ref(main, part, scope)
            if ref is None:
                nowhere.append(key)
                continue
            said = {
                **stated,
                "sector": label.saying(main),
                "subsector": label.saying(part),
                "gpc_ref": label.saying(ref),
                "scope": key.saying(str(scope)),
                "notation_key": key,
                "unit": key.saying("t CO2e"),
            }
            group = MOST_ROWS + later
            records.add(key.saying(""), said, group, MOST_ROWS * (KEY_COLUMNS + column) + later)
            kept += 1
        lost += nowhere
        rows_without += bool(nowhere and not kept)
    records.leave_out(
        "key-without-place",
        Sentence("keys of sub-sectors and scopes that are no GPC reference"),
        Sentence("They were left out."),
        lost,
        rows_without,
    )


def _key(page: Page, header: Sequence[int], row: int, column: int) -> SheetCell | None:
    """The notation key of a sub-sector and scope: in the column beside its emissions, or in their place."""
    if header_rows.numeric(page.text(row, column)):
        return None
    beside = any("notation key" in folded(page.text(above, column + 1)) for above in header)
    for place in (column, column + 1) if beside else (column,):
        if numerals.read_one(page.text(row, place)).key is not None:
            return page.cell(row, place)
    return None


def _totals(records: Records, pages: Sequence[Page], flat: int) -> None:
    """The sheet of totals: each number of it is the sum of the rows of its sub-sector, sector or whole, by scope.

    One that the flat table has no row for (the first ``flat`` records), such as a zero among keys, says nothing.
    """
    for page, _, later, columns in _total_rows(pages):
        label = page.text(later, 0)
        for column, scope in columns.items():
            cell = page.value(later, column)
            if not label or not (cell.kind == "n" or header_rows.numeric(cell.text)):
                continue
            parts = tuple(place for place in range(len(records)) if _within(records, place, label, scope))
            if parts and parts[0] < flat:
                records.printed.append(Printed(cell, parts, label, "t CO2e", scope=scope))


def _total_rows(pages: Sequence[Page]) -> Iterator[tuple[Page, int, int, dict[int, int]]]:
    """The rows of each sheet of totals: its page, the row of its header, the row, and its columns with their scopes."""
    for page in pages:
        for row in range(min(page.height, HEADER_ROWS)):
            columns = {
                column: scope
                for column, text in page.texts(row)
                for scope in [next((number for word, number in SCOPES if word in folded(text)), None)]
                if scope and "emissions" in folded(text) and len(text) < LONGEST_NAME
            }
            if len(columns) >= 2 and any("sub sectors" in folded(text) for _, text in page.texts(row)):
                headed = page.headed(row, row + 1)
                yield from ((headed, row, later, columns) for later in range(row + 1, page.height))
                break


def _within(records: Records, place: int, label: str, scope: int) -> bool:
    """Whether a record is one of the parts of a total called ``label`` under a scope."""
    field = {name: cells[place].text for name, cells in records.fields.items()}
    if field["unit"] not in ("t CO2e", "t CO2") or field.get("scope") != str(scope):
        return False
    wide, words = folded(field["sector"]), folded(label)
    if words.startswith("total emissions"):
        return "generation of grid" not in wide
    if words.startswith("total"):
        rest = words.removeprefix("total").strip()
        return wide.startswith(rest[:ALIKE_LETTERS])
    main, _, part = (piece.strip() for piece in label.partition(">"))
    sub = re.split(r"\s*[>:]\s*", field["subsector"])[0]
    return folded(main) == wide and _first(part) == _first(sub)


def _first(text: str) -> str:
    """The first word of a sub-sector: the sheets spell the rest of it differently."""
    return re.split(r"[\s,]+", folded(text))[0]
