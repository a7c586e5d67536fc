"""The factors section of the Method page: what is used for one city and year, and every table it is taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import streamlit as st

from analytics.factors import emissions
from analytics.vocabulary import CARRIERS, Approach
from dashboard import theme
from dashboard.notation import subscripts
from dashboard.parts.wording import listed
from dashboard.tables import table
from dashboard.widgets import text
from datasets import assessment, catalogue
from datasets.assessment import CityReport
from datasets.factor_sources import STATED, FactorUse
from datasets.worked.chosen import CarrierFactor, FactorTable

TABLE_MARKS = {
    "verified": "read in the source",
    "secondary": "second-hand transcription",
    "from memory": "[M] from memory, not confirmed",
}
SHORT_MARKS = {"verified": "", "secondary": "[V2]", "from memory": "[M]"}
USE_MARKS = SHORT_MARKS | {"verified": "read", STATED: "own"}
PLAIN_MARKS = {"verified": "", "secondary": "second-hand transcription", "from memory": "from memory, not confirmed"}
KINDS = {
    "city": "City's own",
    "blend": "Blend",
    "local": "Local",
    "national": "National",
    "ipcc": "IPCC",
    "missing": "Missing",
}
MISSING_FACTOR = "missing"
CATEGORY_NAMES = {
    "residential": "homes",
    "commercial": "services",
    "industry": "industry",
    "energy": "power and heat plants",
    "road": "road transport",
}
_ELECTRICITY = "Factors of consumed electricity, t per MWh:"
_BASES = {
    "CO₂": (Approach.ACTIVITY_BASED.value, "CO2"),
    "CO₂e": (Approach.ACTIVITY_BASED.value, "CO2e"),
    "CO₂e, life cycle": (Approach.LIFE_CYCLE.value, "CO2e"),
}


def used(report: CityReport, factors: FactorTable) -> None:
    """The factor of each carrier for one city and year: those in use first, with source, edition, mark, or reason."""
    gas = theme.GASES.get(factors.gas, factors.gas)
    st.header(text(f"Factors of {report.city.name}, {factors.year}"), anchor=False)
    st.markdown(
        text(
            f"t {gas} per MWh of net calorific value or of delivered energy, activity-based, GWP set {factors.gwp}. "
            "They count only where a city reports energy and no emissions; then one carrier without a factor leaves "
            "the total open."
        )
    )
    mine = [row for row in factors.rows if row.used]
    others = [row for row in factors.rows if not row.used]
    name = f"{report.city.name}, {factors.year}"
    if mine:
        _factors(mine, f"The factor of each carrier in use, {name}")
        passed = [(row.use, other) for row in mine for other in row.use.others]
        if passed:
            with st.expander("Choices passed over", icon=":material/alt_route:"):
                _passed(passed, f"The factors that were passed over, {name}")
    else:
        st.markdown(text(f"No energy by carrier is on file for {factors.year}: the emissions are used as reported."))
    _local(factors)
    with st.expander("Carriers without energy on file" if mine else "Every carrier", icon=":material/table_rows:"):
        _factors(others, f"The factor of each other carrier, {name}")
    missing = dict.fromkeys(CARRIERS[row.use.carrier].name for row in factors.rows if row.use.value is None)
    if missing:
        st.caption(text(f"No sourced factor for {listed(list(missing))}: state one, or the emissions themselves."))


def _factors(rows: Sequence[CarrierFactor], alt: str) -> None:
    """The factors as a table, and below it the numbered notes: a source with its edition, or why there is none."""
    notes = _notes([row.use for row in rows])
    table(
        {
            "Carrier": [CARRIERS[row.use.carrier].name for row in rows],
            "Used in": [", ".join(row.places) for row in rows],
            "t/MWh": [factor(row.use) for row in rows],
            "From": [KINDS[row.use.kind] for row in rows],
            "Mark": [_mark(row.use) for row in rows],
            "Note": [str(notes[whence(row.use)]) for row in rows],
        },
        alt,
        numeric=("t/MWh", "Note"),
    )
    _explained(notes)


def _notes(uses: Sequence[FactorUse]) -> dict[str, int]:
    """The notes of factors in their order, each once, with their numbers."""
    return {note: number for number, note in enumerate(dict.fromkeys(whence(use) for use in uses), start=1)}


def _explained(notes: Mapping[str, int]) -> None:
    st.caption(text("  ".join(f"({number}) {note.rstrip('.')}." for note, number in notes.items())))


def _mark(use: FactorUse) -> str:
    return USE_MARKS.get(use.mark, use.mark) or "–"


def factor(use: FactorUse) -> str:
    """A factor with four decimals; one that is missing says so."""
    return MISSING_FACTOR if use.value is None else theme.number(use.value, 4)


def whence(use: FactorUse) -> str:
    """The source of a factor with its edition, or the reason why there is none."""
    if use.value is None:
        return subscripts(use.reason)
    return f"{use.source}, {use.edition}" if use.edition and use.edition not in use.source else use.source


def _passed(passed: Sequence[tuple[FactorUse, FactorUse]], alt: str) -> None:
    seen = {(other.carrier, other.value, other.source): other for _, other in passed}
    found = list(seen.values())
    notes = _notes(found)
    table(
        {
            "Carrier": [CARRIERS[other.carrier].name for other in found],
            "t/MWh": [factor(other) for other in found],
            "From": [KINDS[other.kind] for other in found],
            "Mark": [_mark(other) for other in found],
            "Note": [str(notes[whence(other)]) for other in found],
        },
        alt,
        numeric=("t/MWh", "Note"),
    )
    _explained(notes)


def _local(factors: FactorTable) -> None:
    """The local electricity factor beside the national one."""
    use = factors.local
    if use is None:
        return
    if use.value is None:
        st.caption(text(f"Local electricity: {use.reason}"))
        return
    beside = f"; without certified purchases {theme.number(use.location_based, 4)}" if use.location_based else ""
    said = f"Local electricity, where it is asked for: {theme.number(use.value, 4)} t/MWh{beside}. {whence(use)}."
    st.caption(text(subscripts(said)))


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
    basis = "t per MWh of final consumption, activity-based unless it says life cycle; grid losses are inside"
    st.caption(text(f"{basis}. Source: {cited}.{missing}"))
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
