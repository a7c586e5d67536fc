"""The sheet of general information of the common reporting tables: what is on file of the city and its inventory."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from analytics.vocabulary import GPC_REFERENCES, Method, Quantity
from datasets.exports import palette
from datasets.exports.holding import Holding
from datasets.exports.workbooks import CREATOR, put_number, put_text, style
from datasets.intake.checking.stated import UNKNOWN
from datasets.intake.own_files.harmless import shortest

FACTS = (
    "Name of city",
    "Country",
    "Region",
    "City ID (GeoNames)",
    "City coordinate",
    "Inventory year",
    "Geographic boundary",
    "Heating degree days (HDD, °C)",
    "Cooling degree days (CDD, °C)",
    "Land area (km2) within city boundary",
    "Resident population within city boundary",
    "GDP (US$) of economic activity within city boundary",
    "Type of economy",
    "Climate",
    "Other information",
    "Inventory tool used",
    "GPC reporting level",
    "Greenhouse gases included in inventory",
    "Global Warming Potential",
)
INVENTORY = "Inventory tool used"
"""The first of the facts that are of the inventory and not of the city."""
Fact = str | float | None


def known(holding: Holding, year: int, method: str) -> dict[str, Fact]:
    """The facts that are on file, None for the others. GDP stands in its own currency among the other information, as
    the field of the framework takes US dollars."""
    city, key = holding.city, (year, method)
    people, about = holding.population.get(key), holding.about.get(key)
    rows = holding.of(year, method)
    gases = dict.fromkeys(row.quantity for row in rows if row.quantity != Quantity.ENERGY)
    days = next((item for item in holding.degree_days if item.first_year <= year <= item.last_year), None)
    dollars = next((item for item in holding.gdp if (item.year, item.currency) == (year, "USD")), None)
    other = [f"Approach: {about.approach}."] if about and about.approach != UNKNOWN else []
    other += [f"Inhabitants: {people.source}."] if people else []
    other += [
        f"GDP: {shortest(item.amount)} {item.unit} {item.currency} at prices of {item.price_year} ({item.source})."
        for item in holding.gdp
        if item.year == year
    ]
    found: dict[str, Fact] = {
        "Name of city": city.name,
        "Country": city.country or None,
        "Region": city.region or None,
        "City coordinate": None if city.latitude is None else f"{city.latitude}, {city.longitude}",
        "Inventory year": year,
        "Heating degree days (HDD, °C)": days.hdd if days else None,
        "Resident population within city boundary": people.inhabitants if people else None,
        "GDP (US$) of economic activity within city boundary": f"{shortest(dollars.amount)} {dollars.unit}"
        if dollars
        else None,
        "Other information": " ".join(other) or None,
        INVENTORY: CREATOR,
        "GPC reporting level": _level(holding, year) if method == Method.GPC else None,
        "Greenhouse gases included in inventory": ", ".join(
            "CO2e" if gas == Quantity.CO2E else gas.upper() for gas in gases
        ),
        "Global Warming Potential": about.gwp_set if about and about.gwp_set != UNKNOWN else None,
    }
    return {name: found.get(name) for name in FACTS}


def _level(holding: Holding, year: int) -> str:
    plus = any(
        row.value is not None and row.gpc_ref and GPC_REFERENCES[row.gpc_ref].level == "BASIC+"
        for row in holding.of(year, Method.GPC)
    )
    return "BASIC+" if plus else "BASIC"


def draw(sheet: Worksheet, facts: dict[str, Fact]) -> None:
    """Fill the sheet, a fact each row; what nobody stated is blank."""
    put_text(sheet["B1"], "Type")
    for row, (fact, value) in enumerate(facts.items(), start=2):
        if row == 2 or fact == INVENTORY:
            put_text(sheet[f"A{row}"], "Boundary" if row == 2 else "Inventory")
            style(sheet[f"A{row}"], bold=True)
        put_text(sheet[f"B{row}"], fact)
        style(sheet[f"B{row}"], ground=palette.GROUP, border=True)
        style(sheet[f"C{row}"], border=True, across="left", wrap=isinstance(value, str))
        if isinstance(value, str):
            put_text(sheet[f"C{row}"], value)
        elif value is not None:
            put_number(sheet[f"C{row}"], value)
    for letter, width in (("A", 12), ("B", 52), ("C", 60)):
        sheet.column_dimensions[letter].width = width
