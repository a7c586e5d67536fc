"""The pieces of the Method page: formulas, factors, units, words and sources, each with where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

import streamlit as st

from analytics import emissions, units
from analytics.formulas import FORMULAS, MARKS, Formula
from analytics.vocabulary import CARRIERS, GPC_CELLS, NOTATION_KEY_NAMES, SECTORS, Approach
from dashboard import choices, theme
from dashboard.notation import subscripts
from dashboard.tables import table
from dashboard.widgets import text
from dashboard.wording import counted
from datasets import assessment, catalogue, factors
from datasets.assessment import CityReport

MARK_BADGES = {
    "V": ("Read in the source", ":material/verified:", "green"),
    "V2": ("Second-hand transcription", ":material/quick_reference:", "gray"),
    "M": ("[M] From memory, not confirmed", ":material/help:", "orange"),
    "R": ("Our own rule", ":material/home:", "gray"),
}
TABLE_MARKS = {
    "verified": "read in the source",
    "secondary": "second-hand transcription",
    "from memory": "[M] from memory, not confirmed",
}
MISSING_FACTOR = "missing"
SHORT_MARKS = {"verified": "", "secondary": "[V2]", "from memory": "[M]"}
CATEGORY_NAMES = {
    "residential": "homes",
    "commercial": "services",
    "industry": "industry",
    "energy": "power and heat plants",
    "road": "road transport",
}
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_ELECTRICITY = "Factors of consumed electricity, t per MWh:"
_BASES = {
    "CO₂, activity-based": (Approach.ACTIVITY_BASED.value, "CO2"),
    "CO₂e, activity-based": (Approach.ACTIVITY_BASED.value, "CO2e"),
    "CO₂e, life cycle": (Approach.LIFE_CYCLE.value, "CO2e"),
}
_USES = (
    ("Homes", "residential"),
    ("Services", "tertiary"),
    ("Industry", "industry"),
    ("Road transport", "road_transport"),
)


SECTIONS = {"formulas": "Formulas", "factors": "Factors", "words": "Units and words", "sources": "Sources"}
CONTEXT = (
    "A figure is worth what can be checked of it. Each formula names the code that applies it, each factor its source "
    "and edition; what was not read in a source says so, and a factor that is missing is called missing."
)


def headline() -> str:
    """How many formulas there are, and how many of them still rest on memory."""
    weak = sum(formula.mark == "M" for formula in FORMULAS)
    unsure = f"; {counted(weak, 'is', 'are').lower()} still to be confirmed" if weak else ", each with its source"
    return f"{counted(len(FORMULAS), 'formula', 'formulas')} and rules make every figure{unsure}"


def section() -> str:
    """The chosen part of the page (``?section=factors``), with the row of buttons to choose another."""
    asked = st.query_params.get("section", "formulas")
    if asked not in SECTIONS:
        st.warning(f"The address names the section “{text(asked)}”, which this page does not have.")
        asked = "formulas"
    choices.row("section", SECTIONS, asked)
    return asked


def formulas() -> None:
    """Every formula and rule in use, by what it is for."""
    st.markdown(
        "Marks: "
        + " ".join(f"**{text(f'[{key}]')}** {meaning}." for key, meaning in MARKS.items())
        + " A remark may carry a mark of its own."
    )
    for group, members in groupby(FORMULAS, key=lambda formula: formula.group):
        st.header(group, anchor=False)
        listed = list(members)
        for start in range(0, len(listed), 2):
            for column, formula in zip(st.columns(2), listed[start : start + 2], strict=False):
                with column, st.container(border=True, height="stretch"):
                    _formula(formula)


def _formula(formula: Formula) -> None:
    label, icon, colour = MARK_BADGES[formula.mark]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{text(formula.name)}**", width="content")
        st.badge(label, icon=icon, color=colour)  # type: ignore[arg-type]
    st.code(formula.text, language=None, wrap_lines=True)
    st.markdown(f"Units: {text(formula.units)}.")
    if formula.remark:
        st.markdown(text(formula.remark))
    st.caption(text(f"Source: {formula.source}. Code: {formula.function}"))


def used_factors(report: CityReport) -> None:
    """The factor of each carrier for one city and year, and which are missing."""
    years = sorted({item.year for item in report.inventories}, reverse=True)
    year = years[0] if years else 2021
    gwp = assessment.GWP_SET
    st.header(text(f"Factors for {report.city.name}, {year}"), anchor=False)
    st.markdown(
        text(
            f"t CO₂e per MWh of net calorific value or of delivered energy, activity-based, GWP set {gwp}. They are "
            "used only where a city reports energy and no emissions. Where a factor is missing, the total is not "
            "computable and stays open."
        )
    )
    chosen = factors.chosen(report.city.country_code, Approach.ACTIVITY_BASED, gwp)
    rows: dict[str, list[str]] = {"Carrier": [carrier.name for carrier in CARRIERS.values()]}
    for name, sector in _USES:
        rows[name] = [_factor(chosen(year, carrier, sector)) for carrier in CARRIERS]
    table(rows, f"The factor of each carrier in {report.city.name} in {year}")
    missing = [
        carrier.name for code, carrier in CARRIERS.items() if all(chosen(year, code, use) is None for _, use in _USES)
    ]
    if missing:
        st.caption(text(f"No sourced factor: {', '.join(missing)}. Give the emissions of these with the inventory."))


def _factor(value: float | None) -> str:
    return MISSING_FACTOR if value is None else theme.number(value, 4)


def electricity(report: CityReport) -> None:
    """The electricity factors of the city's country by year, the inventory years marked."""
    country = report.city.country_code
    rows = [row for row in catalogue.records("electricity_factors") if row["country"] == country]
    st.header(text(f"Electricity of {report.city.country}"), anchor=False)
    if not rows:
        st.markdown(
            text(
                f"No factor of consumed electricity in {report.city.country} is on file, so electricity of "
                f"{report.city.name} is not computable from energy. Its reported emissions are used."
            )
        )
        return
    by_year: dict[str, dict[tuple[str, str], str]] = {}
    for row in rows:
        by_year.setdefault(row["year"], {})[row["approach"], row["gas"]] = row["t_per_mwh"]
    own = {str(item.year) for item in report.inventories}
    newest = sorted(by_year, reverse=True)
    table(
        _series(by_year, [year for year in newest if year in own] or newest[:3]), f"{_ELECTRICITY} {country}, own years"
    )
    absent = sorted(own - set(by_year))
    missing = f" Missing: {', '.join(absent)}; no factor is published for these inventory years." if absent else ""
    cited = "; ".join(catalogue.citation(source) for source in dict.fromkeys(row["source"] for row in rows))
    st.caption(text(f"t per MWh of final consumption, grid losses inside. Source: {cited}.{missing}"))
    with st.expander(text(f"Every year, {newest[-1]} to {newest[0]}"), icon=":material/table_rows:"):
        table(_series(by_year, newest), f"{_ELECTRICITY} {country}, every year")


def _series(by_year: dict[str, dict[tuple[str, str], str]], years: Sequence[str]) -> dict[str, list[str]]:
    shown = {"Year": list(years)}
    for name, basis in _BASES.items():
        shown[name] = [_printed(by_year[year].get(basis)) for year in years]
    return shown


def _printed(value: str | None) -> str:
    return "missing" if not value else theme.number(float(value), 4)


def fuels() -> None:
    """Every factor of a fuel as published, in kg/TJ, with the CO2 in t/MWh beside it."""
    st.header("Fuels", anchor=False)
    st.markdown("kg per TJ of net calorific value, as published. The CO₂ of biomass is biogenic and a memo item.")
    for title, default in (("Fuels used by default", "yes"), ("Other fuels and vehicles, on request", "no")):
        with st.expander(title, icon=":material/local_gas_station:"):
            rows = _fuels(default)
            table({name: [row[name] for row in rows] for name in rows[0]}, f"{title}: emission factors in kg per TJ")
    st.caption(text(f"Source: {catalogue.citation('ipcc-2006')}."))


@cache
def _fuels(default: str) -> list[dict[str, str]]:
    """One row for each fuel and its uses; uses with the same three factors share a row."""
    by_use: dict[tuple[str, str, str, str], list[dict[str, str]]] = {}
    for row in catalogue.records("fuel_factors"):
        if row["default"] == default:
            by_use.setdefault((row["carrier"], row["fuel"], row["category"], row["technology"]), []).append(row)
    shared: dict[tuple[str, ...], list[str]] = {}
    for (carrier, fuel, category, technology), rows in by_use.items():
        use = CATEGORY_NAMES.get(category, category) + (f" ({technology})" if technology else "")
        shared.setdefault((CARRIERS[carrier].name, fuel, *_fuel_cells(rows)), []).append(use)
    columns = ("Carrier", "Fuel", "CO₂", "CH₄", "N₂O", "CO₂ in t/MWh", "How well sourced")
    return [dict(zip(columns, cells, strict=True)) | {"Use": ", ".join(uses)} for cells, uses in shared.items()]


def _fuel_cells(rows: Sequence[dict[str, str]]) -> tuple[str, ...]:
    gases = {row["gas"]: row for row in rows}
    co2 = gases.get("CO2")
    biogenic = " (biogenic)" if co2 and co2["biogenic"] == "yes" else ""
    per_mwh = theme.number(emissions.factor_t_per_mwh(float(co2["kg_per_tj"])), 4) if co2 else "missing"
    weakest = max((row["mark"] for row in rows), key=catalogue.MARKS.index)
    return (
        _gas(co2) + biogenic, _gas(gases.get("CH4")), _gas(gases.get("N2O")), per_mwh + biogenic, TABLE_MARKS[weakest],
    )  # fmt: skip


def _gas(row: dict[str, str] | None) -> str:
    return "missing" if row is None or not row["kg_per_tj"] else theme.number(*_digits(row["kg_per_tj"]))


def _digits(printed: str) -> tuple[float, int]:
    """A printed number with the decimals that were printed."""
    return float(printed), len(printed.partition(".")[2])


def potentials() -> None:
    """The sets of global warming potentials, one row a set, with the mark of each that was not read in the source."""
    st.header("Global warming potentials (GWP), 100 years", anchor=False)
    sets: dict[str, dict[str, str]] = {}
    for row in catalogue.records("gwp"):
        column = subscripts(row["gas"]) + ("" if row["variant"] == "all" else f", {row['variant']}")
        weak = f" {SHORT_MARKS[row['mark']]}" if SHORT_MARKS[row["mark"]] else ""
        sets.setdefault(row["gwp_set"], {})[column] = theme.number(*_digits(row["gwp"])) + weak
    columns = sorted({column for found in sets.values() for column in found})
    table(
        {"Set": [name + (", in use" if name == assessment.GWP_SET else "") for name in sets]}
        | {column: [found.get(column, "–") for found in sets.values()] for column in columns},
        "Global warming potentials by set and gas",
    )
    cited = "; ".join(dict.fromkeys(row["source"] for row in catalogue.records("gwp") if row["gas"] != "CO2"))
    st.caption(
        text(
            "They weigh gases that are kept apart; CO₂e that a city reported stays as it is. [V2] second-hand "
            f"transcription, [M] from memory and not confirmed, all others read in the source. Sources: {cited}."
        )
    )


def printed_by(report: CityReport) -> None:
    """The factors that the city itself prints; shown for the reader, used for nothing."""
    rows = [row for row in catalogue.records("city_factors") if row["city_id"] == report.city.city_id]
    if not rows:
        return
    st.header(text(f"Factors that {report.city.name} prints itself"), anchor=False)
    table(
        {
            "Year": [row["year"] for row in rows],
            "Printed as": [row["label"] for row in rows],
            "Carrier": [CARRIERS[row["carrier"]].name for row in rows],
            "Use": [row["use"] for row in rows],
            "t/MWh": [theme.number(*_digits(row["t_per_mwh"])) for row in rows],
            "Gas": [theme.GASES.get(row["gas"], row["gas"]) for row in rows],
        },
        f"Emission factors printed by {report.city.name}",
    )
    st.caption(text("For comparison only. Source: " + "; ".join(dict.fromkeys(row["source"] for row in rows)) + "."))


def accepted_units() -> None:
    """The closed list of units, with what one of each is."""
    st.header("Accepted units", anchor=False)
    st.markdown(
        "A unit outside this list stops the row and says so. “ton” and “mt” have two meanings and are asked about; "
        "volumes and masses of fuel need their density and calorific value and are not converted."
    )
    energy = [unit for unit in units.UNITS.values() if unit.kind == "energy"]
    weight = [unit for unit in units.UNITS.values() if unit.quantity == "co2e"]
    left, right = st.columns(2)
    with left:
        _unit_table("Energy", energy, "MWh")
    with right:
        _unit_table("Emissions (also for CO₂, CH₄ and N₂O)", weight, "t CO2e")


def _unit_table(title: str, listed: Sequence[units.Unit], to: str) -> None:
    spellings: dict[str, list[str]] = {}
    for row in (*units.ENERGY, *units.MASSES):
        name, *others = row.split("|")
        spellings[name] = others
    shown = to.replace("CO2e", "CO₂e")
    table(
        {
            title: [unit.symbol for unit in listed],
            f"1 is, in {shown}": [_significant(units.factor(unit, to)) for unit in listed],
            "Also written": [", ".join(spellings.get(unit.name.removesuffix(" CO2e"), [])) or "–" for unit in listed],
        },
        f"{title}: accepted units and what one of each is in {shown}",
    )


def _significant(value: float) -> str:
    """Six digits; a very small one as a power of ten."""
    if value >= 1000:
        return theme.number(value)
    digits, _, power = f"{value:.6g}".partition("e")
    return f"{digits} × 10{str(int(power)).translate(_SUPERSCRIPTS)}" if power else digits


def notation_keys() -> None:
    """Why a cell may hold no number, and what each key does to a total."""
    st.header("Notation keys", anchor=False)
    rows = [row for row in catalogue.records("notation_keys") if row["key"] in NOTATION_KEY_NAMES]
    table(
        {
            "Key": [row["key"] for row in rows],
            "Name": [row["name"] for row in rows],
            "Meaning": [row["meaning"] for row in rows],
            "In a total": [row["numeric_treatment"] for row in rows],
            "How well sourced": [TABLE_MARKS[row["mark"]] for row in rows],
        },
        "Notation keys, their meaning and their treatment in totals",
    )
    st.caption(text("Source: " + "; ".join(dict.fromkeys(row["source"] for row in rows)) + "."))


def vocabulary() -> None:
    """The sectors and carriers, with how they relate to the Covenant and to GPC."""
    refs: dict[str, list[str]] = {}
    for cell in GPC_CELLS.values():
        refs.setdefault(cell.sector, []).append(cell.ref)
    st.header("Sectors", anchor=False)
    table(
        {
            "Sector": [sector.name for sector in SECTORS.values()],
            "Code": [sector.code for sector in SECTORS.values()],
            "Shown as": [sector.group for sector in SECTORS.values()],
            "Covenant key sector": [", ".join(sector.keys) or "–" for sector in SECTORS.values()],
            "GPC references": [", ".join(refs.get(sector.code, [])) or "–" for sector in SECTORS.values()],
        },
        "Sectors with their group, Covenant key sector and GPC references",
    )
    st.header("Energy carriers", anchor=False)
    table(
        {
            "Carrier": [carrier.name for carrier in CARRIERS.values()],
            "Code": [carrier.code for carrier in CARRIERS.values()],
            "Column of the Covenant template": [carrier.column or "–" for carrier in CARRIERS.values()],
            "Renewable": ["yes" if carrier.renewable else "no" for carrier in CARRIERS.values()],
        },
        "Energy carriers with their column in the Covenant template",
    )
    st.caption(text("Row and column labels of the Covenant template: [M] from memory, not confirmed."))


def sources() -> None:
    """Every shipped table with publisher, source, edition and terms."""
    st.header("Tables that come with the program", anchor=False)
    for resource in catalogue.resources():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{text(resource.title)}**")
            st.markdown(text(f"{resource.publisher}, edition {resource.edition}. {resource.terms}"))
            if resource.source:
                st.caption(text(f"Source: {resource.source}."))
    st.markdown(
        "A committed file names its own sources row by row; each figure on a page carries them with its revision."
    )
