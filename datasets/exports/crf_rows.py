"""The flat common reporting table: a row for each figure, with its amount of energy and the reason of its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import fsum

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analytics.inventories import frameworks
from analytics.inventories.conversion import Conversion, ConvertedFigure
from analytics.inventories.frameworks import CRF_ROWS, DIRECT, INDIRECT, OUTSIDE
from analytics.uncertainty.widths import GRADES
from analytics.vocabulary import CARRIERS, NOTATION_KEY_NAMES, WEAKEST_FIRST, Method, NotationKey, Quantity
from datasets.exports import palette
from datasets.exports.holding import key_as_said
from datasets.exports.workbooks import head, put_number, put_text
from datasets.reference import catalogue
from datasets.store import InventoryRow

SCOPES = {DIRECT: "Direct emissions", INDIRECT: "Indirect emissions", OUTSIDE: "Outside city boundary"}
FLAT = (
    "Inventory year",
    "GPC ref. no.",
    "CRF - Sector",
    "CRF - Sub-sector",
    "Scope",
    "Fuel type or activity",
    "Notation key",
    "Activity data - Amount",
    "Activity data - Unit",
    "Activity data - Description and Methodology",
    "Activity data - Source",
    "Activity data - Data Quality",
    "Emission factor - Unit",
    "Emission factor - CO2",
    "Emission factor - CH4",
    "Emission factor - N2O",
    "Emission factor - Total CO2e",
    "Emission factor - Biogenic CO2",
    "Emission factor - Oxidation factor",
    "Emission factor - Year",
    "Emission factor - Scale",
    "Emission factor - Description",
    "Emission factor - Source",
    "Emission factor - Data Quality",
    "GHGs (metric tonnes CO2e) - CO2",
    "GHGs (metric tonnes CO2e) - CH4",
    "GHGs (metric tonnes CO2e) - N2O",
    "GHGs (metric tonnes CO2e) - Total CO2e",
    "GHGs (metric tonnes CO2e) - Biogenic CO2",
    "Activity data conversion - original activity",
    "Activity data conversion - original unit",
    "Activity data conversion - conversion value",
    "Activity data conversion - override used?",
)
GAS = "GHGs (metric tonnes CO2e) - {}"
GASES = {
    Quantity.CO2: GAS.format("CO2"),
    Quantity.CH4: GAS.format("CH4"),
    Quantity.N2O: GAS.format("N2O"),
    Quantity.CO2E: GAS.format("Total CO2e"),
}
KEY = "Notation key"
SUPPLY = "I.4.4"
"""The reference of energy generated for the grid, which the framework tells by the kind of plant."""
METHODOLOGY = "Activity data - Description and Methodology"
_QUALITY = {"activity_quality": "Activity data - Data Quality", "factor_quality": "Emission factor - Data Quality"}
Fields = dict[str, str | float | None]
Graded = Callable[[InventoryRow], Mapping[str, str]]


def by_label(result: Conversion, rows: Sequence[InventoryRow]) -> Conversion:
    """A conversion with each row of an inventory by GPC in the row of the framework that its label names: one reference
    stands for commercial and institutional buildings together, and for every kind of plant."""
    of = {at: (cell.row, cell.scope) for cell in result.cells for at in cell.members}
    unplaced = [at for at in range(len(rows)) if at not in of]
    named = {at: row for at, held in enumerate(rows) if (row := _named(held))}
    places = of | {at: (row, of[at][1] if at in of else rows[at].scope) for at, row in named.items()}
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, place in sorted(places.items()):
        groups.setdefault((*place, rows[at].carrier, rows[at].quantity), []).append(at)
    cells = [_cell(places[members[0]], [rows[at] for at in members], tuple(members)) for members in groups.values()]
    filled = {(cell.row, cell.scope, cell.quantity) for cell in cells}
    elsewhere = [
        cell for cell in result.cells if not cell.members and (cell.row, cell.scope, cell.quantity) not in filled
    ]
    left = [item for at, item in zip(unplaced, result.left_out, strict=True) if at not in named]
    return replace(result, cells=(*cells, *elsewhere), left_out=tuple(left))


def _named(held: InventoryRow) -> str | None:
    """The row of the framework that bears the name in a label, and stands for the reference beside it."""
    label = catalogue.normal_label(held.label.partition(":")[0])
    for code, row in CRF_ROWS.items():
        of_plants = not row.counted and held.gpc_ref == SUPPLY
        stands_for = held.gpc_ref and held.gpc_ref in (*row.direct, row.indirect, row.outside)
        if (of_plants or stands_for) and catalogue.normal_label(row.name) == label:
            return code
    return None


def _cell(place: tuple[str, int | None], held: Sequence[InventoryRow], members: tuple[int, ...]) -> ConvertedFigure:
    numbers = [row.value for row in held if row.value is not None]
    keys = {row.notation_key for row in held}
    key = None if numbers else next((str(known) for known in WEAKEST_FIRST if known in keys), None)
    amount = fsum(numbers) if numbers else None
    return ConvertedFigure(place[0], held[0].carrier, place[1], held[0].quantity, amount, key, members=members)


def rows(year: int, method: str, held: Sequence[InventoryRow], result: Conversion, graded: Graded) -> list[Fields]:
    """One row a figure on file where it kept its figure; one a place where figures were joined or counted anew, with
    the lowest of their grades (``graded``)."""
    if method == Method.GPC:
        return _of_references(year, held, result, graded)
    energy = {
        (cell.row, cell.scope, cell.carrier): cell.amount
        for cell in result.cells
        if cell.quantity == Quantity.ENERGY and cell.amount is not None
    }
    found = []
    for cell in sorted(result.cells, key=lambda cell: cell.quantity == Quantity.ENERGY):
        amount = energy.pop((cell.row, cell.scope, cell.carrier), None)
        if cell.quantity == Quantity.ENERGY and amount is None:  # it stands beside its emissions, or is a key
            continue
        members = [held[at] for at in cell.members]
        found.append(_row(year, cell, None, held) | _amount(amount) | _quality(members, graded))
    return found


def _of_references(year: int, rows: Sequence[InventoryRow], result: Conversion, graded: Graded) -> list[Fields]:
    """The rows of an inventory by GPC reference: each row on file by itself, emissions with the energy of their place.
    Energy of a place without emissions has a row of its own."""
    energy: dict[tuple[object, ...], list[tuple[ConvertedFigure, InventoryRow]]] = {}
    emissions: list[tuple[ConvertedFigure, InventoryRow]] = []
    for cell in result.cells:
        for row in (rows[at] for at in cell.members):
            if cell.quantity != Quantity.ENERGY:
                emissions.append((cell, row))
            elif row.value is not None:
                energy.setdefault(_place(row), []).append((cell, row))
    found = []
    for cell, row in emissions:
        beside = energy.get(_place(row))
        amount = beside.pop(0)[1].value if beside else None
        found.append(_row(year, cell, row, rows) | _amount(amount) | _quality([row], graded))
    alone = [item for left in energy.values() for item in left]
    return found + [_row(year, cell, row, rows) | _amount(row.value) | _quality([row], graded) for cell, row in alone]


def _quality(members: Sequence[InventoryRow], graded: Graded) -> Fields:
    """The lowest grade of some rows in each of the two columns; nothing where none is graded."""
    found: Fields = {}
    for name, column in _QUALITY.items():
        grades = [grade for row in members if (grade := graded(row).get(name))]
        if grades:
            found[column] = max(grades, key=GRADES.index)
    return found


def _place(row: InventoryRow) -> tuple[object, ...]:
    return row.gpc_ref, catalogue.normal_label(row.label), row.carrier, row.scope


def _amount(amount: float | None) -> Fields:
    if amount is None:
        return {}
    return {"Activity data - Amount": amount, "Activity data - Unit": "MWh"}


def _row(year: int, cell: ConvertedFigure, row: InventoryRow | None, rows: Sequence[InventoryRow]) -> Fields:
    """One row; its emissions stay blank for a figure of energy."""
    section, _, name = cell.row.partition(" > ")
    emissions = cell.quantity != Quantity.ENERGY
    amount, key = (row.value, row.notation_key) if row else (cell.amount, cell.key)
    key = key if emissions else None
    activity = CARRIERS[cell.carrier].name if cell.carrier else ""
    if key is not None:
        activity = activity or NOTATION_KEY_NAMES[NotationKey(key)].capitalize()
    members = [row] if row else [rows[at] for at in cell.members]
    told = [row.label if row else "", *explained(cell, members)]
    found: Fields = {
        "Inventory year": year,
        "GPC ref. no.": row.gpc_ref if row else frameworks.to_gpc(cell.row, cell.carrier, cell.scope).row,
        "CRF - Sector": section,
        "CRF - Sub-sector": name,
        "Scope": SCOPES[cell.scope] if cell.scope else "",
        "Fuel type or activity": activity,
        KEY: key,
        METHODOLOGY: ". ".join(filter(None, told)) or None,
        "Activity data - Source": "; ".join(dict.fromkeys(member.source for member in members)),
    }
    return found | ({GASES[Quantity(cell.quantity)]: amount} if emissions else {})


def explained(cell: ConvertedFigure, members: Sequence[InventoryRow]) -> list[str]:
    """Why a notation key stands in a cell, a sentence for each key: what it means, what the file said beyond it, and
    who said so. The framework wants every key explained, and nothing is made up where nobody gave a reason."""
    meant = {row["key"]: (row["name"], row["meaning"]) for row in catalogue.records("notation_keys")}
    keyed = [held for held in members if held.notation_key]
    if cell.included_in:
        return [f"IE, included elsewhere: it is reported under {cell.included_in}."]
    found: dict[str, None] = {}
    for held in keyed:
        name, meaning = meant[str(held.notation_key)]
        said = key_as_said(held)
        beyond = f' The source writes "{said}".' if said != held.notation_key else ""
        found[f"{held.notation_key}, {name}: {meaning}{beyond} Stated by: {held.source}."] = None
    return list(found)


def draw(sheet: Worksheet, found: Sequence[Fields]) -> None:
    """Fill the sheet."""
    for column, name in enumerate(FLAT, start=1):
        head(sheet.cell(1, column), name, palette.BAND)
        sheet.column_dimensions[get_column_letter(column)].width = 17
    sheet.row_dimensions[1].height = 46
    sheet.freeze_panes = "C2"
    for row, fields in enumerate(found, start=2):
        for name, value in fields.items():
            cell = sheet.cell(row, FLAT.index(name) + 1)
            if isinstance(value, str):
                put_text(cell, value)
            elif value is not None:
                put_number(cell, value)
