"""What the cities of CDP's table are called: by their own name, with as much of the organisation's beside it as tells
the city from another of that name.

An account is an organisation. Its city column may name the city of which it is the region or the county, and bears no
state: "Santiago" for the Metropolitan Region, "Columbus" for that of Ohio and that of Indiana.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from datasets.intake.layouts.long_records import Page, SheetCell
from datasets.intake.readers.dialect import folded
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("places")
_STATE = re.compile(r",\s*([A-Z]{2})\s*$")


def names(page: Page, about: Mapping[str, int], rows: Sequence[int]) -> dict[int, SheetCell]:
    """The cell that names the city of each row, and what it says: its name with its state, or the organisation's where
    the city names none, or is called like the city of another account, or like the city within it."""
    named = {row: _own(page, about, row) for row in rows}
    accounts: dict[tuple[str, str], set[str]] = {}
    for row, cell in named.items():
        accounts.setdefault(_key(page, about, row, cell), set()).add(page.text(row, about["account"]))
    return {
        row: _organisation(page, about, row) or cell if len(accounts[_key(page, about, row, cell)]) > 1 else cell
        for row, cell in named.items()
    }


def _key(page: Page, about: Mapping[str, int], row: int, cell: SheetCell) -> tuple[str, str]:
    return folded(cell.text), folded(page.text(row, about["country"])) if "country" in about else ""


def _organisation(page: Page, about: Mapping[str, int], row: int) -> SheetCell | None:
    cell = page.cell(row, about["organisation"]) if "organisation" in about else None
    return cell if cell and cell.text else None


def _own(page: Page, about: Mapping[str, int], row: int) -> SheetCell:
    organisation = _organisation(page, about, row)
    city = page.cell(row, about["city"]) if "city" in about and page.text(row, about["city"]) else None
    if city is None:
        return organisation or page.cell(row, about["account"])
    if organisation is None:
        return city
    wider = _WORDS.pattern("city itself").sub(" ", organisation.text)
    larger = {word.casefold() for word in _WORDS.pattern("larger").findall(wider)}  # or may be
    if any(word not in city.text.casefold() for word in larger):
        return organisation
    state = _STATE.search(organisation.text)
    return city.saying(f"{city.text}, {state[1]}") if state and "," not in city.text else city
