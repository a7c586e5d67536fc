"""The flat common reporting table: a row for each figure, with its amount of energy and the reason of its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analytics.inventories import frameworks
from analytics.inventories.conversion import Conversion, Figure
from analytics.inventories.frameworks import DIRECT, INDIRECT, OUTSIDE
from analytics.vocabulary import CARRIERS, NOTATION_KEY_NAMES, Method, NotationKey, Quantity
from datasets import catalogue
from datasets.exports import palette
from datasets.exports.holding import key_as_said
from datasets.exports.workbooks import head, put_number, put_text
from datasets.store import Line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SCOPES = {DIRECT: "Direct emissions", INDIRECT: "Indirect emissions", OUTSIDE: "Outside city boundary"}
FLAT = (
    "Inventory year", "GPC ref. no.", "CRF - Sector", "CRF - Sub-sector", "Scope", "Fuel type or activity",
    "Notation key", "Activity data - Amount", "Activity data - Unit", "Activity data - Description and Methodology",
    "Activity data - Source", "Activity data - Data Quality", "Emission factor - Unit", "Emission factor - CO2",
    "Emission factor - CH4", "Emission factor - N2O", "Emission factor - Total CO2e", "Emission factor - Biogenic CO2",
    "Emission factor - Oxidation factor", "Emission factor - Year", "Emission factor - Scale",
    "Emission factor - Description", "Emission factor - Source", "Emission factor - Data Quality",
    "GHGs (metric tonnes CO2e) - CO2", "GHGs (metric tonnes CO2e) - CH4", "GHGs (metric tonnes CO2e) - N2O",
    "GHGs (metric tonnes CO2e) - Total CO2e", "GHGs (metric tonnes CO2e) - Biogenic CO2",
    "Activity data conversion - original activity", "Activity data conversion - original unit",
    "Activity data conversion - conversion value", "Activity data conversion - override used?",
)  # fmt: skip
GAS = "GHGs (metric tonnes CO2e) - {}"
GASES = {
    Quantity.CO2: GAS.format("CO2"), Quantity.CH4: GAS.format("CH4"), Quantity.N2O: GAS.format("N2O"),
    Quantity.CO2E: GAS.format("Total CO2e"),
}  # fmt: skip
KEY = "Notation key"
METHODOLOGY = "Activity data - Description and Methodology"
Fields = dict[str, str | float | None]


def rows(year: int, method: str, lines: Sequence[Line], result: Conversion) -> list[Fields]:
    """One row a figure on file where it kept its figure; one a place where figures were joined or counted anew."""
    if method == Method.GPC:
        return _of_lines(year, lines, result)
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
        found.append(_row(year, cell, None, lines) | _amount(amount))
    return found


def _of_lines(year: int, lines: Sequence[Line], result: Conversion) -> list[Fields]:
    """The rows of an inventory by GPC reference: each row on file by itself, emissions with the energy of their place.
    Energy of a place without emissions has a row of its own."""
    energy: dict[tuple[object, ...], list[tuple[Figure, Line]]] = {}
    emissions: list[tuple[Figure, Line]] = []
    for cell in result.cells:
        for line in (lines[at] for at in cell.members):
            if cell.quantity != Quantity.ENERGY:
                emissions.append((cell, line))
            elif line.value is not None:
                energy.setdefault(_place(line), []).append((cell, line))
    found = []
    for cell, line in emissions:
        beside = energy.get(_place(line))
        amount = beside.pop(0)[1].value if beside else None
        found.append(_row(year, cell, line, lines) | _amount(amount))
    alone = [item for left in energy.values() for item in left]
    return found + [_row(year, cell, line, lines) | _amount(line.value) for cell, line in alone]


def _place(line: Line) -> tuple[object, ...]:
    return line.gpc_ref, catalogue.normal_label(line.label), line.carrier, line.scope


def _amount(amount: float | None) -> Fields:
    if amount is None:
        return {}
    return {"Activity data - Amount": amount, "Activity data - Unit": "MWh"}


def _row(year: int, cell: Figure, line: Line | None, lines: Sequence[Line]) -> Fields:
    """One row; its emissions stay blank for a figure of energy."""
    section, _, name = cell.row.partition(" > ")
    emissions = cell.quantity != Quantity.ENERGY
    amount, key = (line.value, line.notation_key) if line else (cell.amount, cell.key)
    key = key if emissions else None
    activity = CARRIERS[cell.carrier].name if cell.carrier else ""
    if key is not None:
        activity = activity or NOTATION_KEY_NAMES[NotationKey(key)].capitalize()
    members = [line] if line else [lines[at] for at in cell.members]
    told = [line.label if line else "", *explained(cell, members)]
    found: Fields = {
        "Inventory year": year,
        "GPC ref. no.": line.gpc_ref if line else frameworks.to_gpc(cell.row, cell.carrier, cell.scope).row,
        "CRF - Sector": section,
        "CRF - Sub-sector": name,
        "Scope": SCOPES[cell.scope] if cell.scope else "",
        "Fuel type or activity": activity,
        KEY: key,
        METHODOLOGY: ". ".join(filter(None, told)) or None,
        "Activity data - Source": "; ".join(dict.fromkeys(member.source for member in members)),
    }
    return found | ({GASES[Quantity(cell.quantity)]: amount} if emissions else {})


def explained(cell: Figure, members: Sequence[Line]) -> list[str]:
    """Why a notation key stands in a cell, a sentence for each key: what it means, what the file said beyond it, and
    who said so. The framework wants every key explained, and nothing is made up where nobody gave a reason."""
    meant = {row["key"]: (row["name"], row["meaning"]) for row in catalogue.records("notation_keys")}
    keyed = [line for line in members if line.notation_key]
    if cell.included_in:
        return [f"IE, included elsewhere: it is reported under {cell.included_in}."]
    found: dict[str, None] = {}
    for line in keyed:
        name, meaning = meant[str(line.notation_key)]
        said = key_as_said(line)
        beyond = f' The source writes "{said}".' if said != line.notation_key else ""
        found[f"{line.notation_key}, {name}: {meaning}{beyond} Stated by: {line.source}."] = None
    return list(found)


def draw(sheet: Worksheet, found: Sequence[Fields]) -> None:
    """Fill the sheet."""
    from openpyxl.utils import get_column_letter

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
