"""The factors section of the Method page: what is used for one city and year, and every table it is taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import streamlit as st

from analytics.factors import emissions
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, Approach
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import say, term
from dashboard.notation import subscripts
from dashboard.tables import table
from dashboard.widgets import text
from datasets import CarrierFactor, CityReport, FactorTable, FactorUse
from datasets.city.assessment import GWP_SET
from datasets.reference import catalogue
from datasets.reference.factor_sources import STATED

TABLE_MARKS = {
    "verified": Sentence("read in the source"),
    "secondary": Sentence("second-hand transcription"),
    "from memory": Sentence("[M] from memory, not confirmed"),
}
SHORT_MARKS = {"verified": "", "secondary": "[V2]", "from memory": "[M]"}
USE_MARKS = SHORT_MARKS | {
    # Translators: in a narrow column: the factor was read in its source.
    "verified": Sentence("read"),
    # Translators: in a narrow column: the factor is the city's own.
    STATED: Sentence("own"),
}
KINDS = {
    # Translators: in a narrow column, where a factor is from.
    "city": Sentence("City's own"),
    # Translators: in a narrow column, where a factor is from: a blend of a fossil and a bio fuel.
    "blend": Sentence("Blend"),
    # Translators: in a narrow column, where a factor is from: plants and purchases of the city.
    "local": Sentence("Local"),
    # Translators: in a narrow column, where a factor is from: the national table.
    "national": Sentence("National"),
    "ipcc": Sentence("IPCC"),
    # Translators: in a narrow column, where a factor is from: from nowhere.
    "missing": Sentence("Missing"),
}
# Translators: stands in the place of a factor.
MISSING_FACTOR = Sentence("missing")
CATEGORY_NAMES = {
    # Translators: where a fuel burns.
    "residential": Sentence("homes"),
    # Translators: where a fuel burns: offices, shops, schools.
    "commercial": Sentence("services"),
    # Translators: where a fuel burns.
    "industry": Sentence("industry"),
    # Translators: where a fuel burns.
    "energy": Sentence("power and heat plants"),
    # Translators: where a fuel burns.
    "road": Sentence("road transport"),
}
PLACE_NAMES = {
    # Translators: in a narrow column: a factor that serves wherever a carrier is used.
    "all": Sentence("all"),
    "homes": CATEGORY_NAMES["residential"],
    "services": CATEGORY_NAMES["commercial"],
    "industry": CATEGORY_NAMES["industry"],
    # Translators: in a narrow column: where a fuel burns.
    "road": Sentence("road"),
}
"""Where a factor is used (``datasets.city.worked.factor_table``), in words."""
_BASES = {
    "CO₂": (Approach.ACTIVITY_BASED.value, "CO2"),
    "CO₂e": (Approach.ACTIVITY_BASED.value, "CO2e"),
    Sentence("CO₂e, life cycle"): (Approach.LIFE_CYCLE.value, "CO2e"),
}


def sourced(source: str, mark: str) -> str:
    """The line of a source, and how well it is known where it was not read."""
    if mark == "secondary":
        return _("Source: {source} [V2] second-hand transcription.", source=source)
    if mark == "from memory":
        return _("Source: {source} [M] from memory, not confirmed.", source=source)
    return _("Source: {sources}.", sources=source)


def used(report: CityReport, factors: FactorTable) -> None:
    """The factor of each carrier for one city and year: those in use first, with source, edition, mark, or reason."""
    of = {"city": report.city.name, "year": factors.year}
    st.header(text(_("Factors of {city}, {year}", **of)), anchor=False)
    unit = _(
        "t {gas} per MWh of net calorific value or of delivered energy, activity-based, GWP set {gwp}.",
        gas=theme.GASES.get(factors.gas, factors.gas),
        gwp=factors.gwp,
    )
    counting = _(
        "They count only where a city reports energy and no emissions; then one carrier without a factor leaves "
        "the total open."
    )
    st.markdown(text(f"{unit} {counting}"))
    mine = [row for row in factors.rows if row.used]
    others = [row for row in factors.rows if not row.used]
    if mine:
        _factors(mine, _("The factor of each carrier in use, {city}, {year}", **of))
        passed = [(row.use, other) for row in mine for other in row.use.others]
        if passed:
            with st.expander(_("Choices passed over"), icon=":material/alt_route:"):
                _passed(passed, _("The factors that were passed over, {city}, {year}", **of))
    else:
        said = _("No energy by carrier is on file for {year}: the emissions are used as reported.", year=factors.year)
        if not report.inventories:
            said = _("No inventory of {city} is known here; these factors would apply to its energy of {year}.", **of)
        st.markdown(text(said))
    _local(factors)
    rest = _("Carriers without energy") if mine else _("Every carrier")
    with st.expander(rest, icon=":material/table_rows:"):
        _factors(others, _("The factor of each other carrier, {city}, {year}", **of))
    missing = dict.fromkeys(CARRIERS[row.use.carrier].name for row in factors.rows if row.use.value is None)
    if missing:
        carriers = language.listed(list(missing))
        st.caption(
            text(_("No sourced factor for {carriers}: state one, or the emissions themselves.", carriers=carriers))
        )


def _factors(rows: Sequence[CarrierFactor], alt: str) -> None:
    """The factors as a table, and below it the numbered notes: a source with its edition, or why there is none."""
    notes = _notes([row.use for row in rows])
    table(
        {
            _("Carrier"): [CARRIERS[row.use.carrier].name for row in rows],
            _("Used in"): [", ".join(say(PLACE_NAMES[place]) for place in row.places) for row in rows],
            "t/MWh": [factor(row.use) for row in rows],
            # Translators: the head of a column: where a factor is from.
            _("From"): [KINDS[row.use.kind] for row in rows],
            # Translators: the head of a column: how well a factor is sourced.
            _("Mark"): [_mark(row.use) for row in rows],
            # Translators: the head of a column: the number of a note below the table.
            _("Note"): [str(notes[whence(row.use)]) for row in rows],
        },
        alt,
        numeric=("t/MWh", _("Note")),
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
        return subscripts(say(use.reason))
    source, edition = say(use.source), say(use.edition)
    return f"{source}, {edition}" if edition and edition not in source else source


def _passed(passed: Sequence[tuple[FactorUse, FactorUse]], alt: str) -> None:
    seen = {(other.carrier, other.value, other.source): other for _chosen, other in passed}
    found = list(seen.values())
    notes = _notes(found)
    table(
        {
            _("Carrier"): [CARRIERS[other.carrier].name for other in found],
            "t/MWh": [factor(other) for other in found],
            _("From"): [KINDS[other.kind] for other in found],
            _("Mark"): [_mark(other) for other in found],
            _("Note"): [str(notes[whence(other)]) for other in found],
        },
        alt,
        numeric=("t/MWh", _("Note")),
    )
    _explained(notes)


def _local(factors: FactorTable) -> None:
    """The local electricity factor beside the national one."""
    use = factors.local
    if use is None:
        return
    if use.value is None:
        st.caption(text(_("Local electricity: {reason}", reason=use.reason)))
        return
    said = {"factor": theme.number(use.value, 4), "source": whence(use)}
    if use.location_based:
        shown = _(
            "Local electricity, where it is asked for: {factor} t/MWh; without certified purchases {other}. {source}.",
            **said,
            other=theme.number(use.location_based, 4),
        )
    else:
        shown = _("Local electricity, where it is asked for: {factor} t/MWh. {source}.", **said)
    st.caption(text(subscripts(shown)))


def electricity(report: CityReport) -> None:
    """The electricity factors of the city's country by year, the inventory years marked."""
    country = report.city.country_code
    rows = [row for row in catalogue.records("electricity_factors") if row["country"] == country]
    name = language.country(country, report.city.country)
    if not name:
        st.header(_("Electricity"), anchor=False)
        unknown = _("The country of {city} is not known, so its electricity has no factor.", city=report.city.name)
        st.markdown(text(f"{unknown} {_('Its reported emissions are used.')}"))
        return
    st.header(text(_("Electricity of {country}", country=name)), anchor=False)
    if not rows:
        absent = _(
            "No factor of consumed electricity in {country} is on file, so electricity of {city} is not computable "
            "from energy.",
            country=name,
            city=report.city.name,
        )
        st.markdown(text(f"{absent} {_('Its reported emissions are used.')}"))
        return
    by_year: dict[str, dict[tuple[str, str], str]] = {}
    for row in rows:
        by_year.setdefault(row["year"], {})[row["approach"], row["gas"]] = row["t_per_mwh"]
    own = {str(item.year) for item in report.inventories}
    newest = sorted(by_year, reverse=True)
    table(
        _series(by_year, [year for year in newest if year in own] or newest[:3]),
        _("Factors of consumed electricity, t per MWh: {country}, own years", country=country),
    )
    st.caption(text(_basis(rows, sorted(own - set(by_year)))))
    span = _("Every year, {first} to {last}", first=newest[-1], last=newest[0])
    with st.expander(text(span), icon=":material/table_rows:"):
        table(
            _series(by_year, newest),
            _("Factors of consumed electricity, t per MWh: {country}, every year", country=country),
        )


def _basis(rows: Sequence[dict[str, str]], absent: Sequence[str]) -> str:
    """What the electricity factors are, where they are from, and the inventory years without one."""
    basis = _(
        "t per MWh of final consumption, activity-based unless it says life cycle; grid losses are inside. "
        "Source: {source}.",
        source="; ".join(catalogue.citation(source) for source in dict.fromkeys(row["source"] for row in rows)),
    )
    if not absent:
        return basis
    missing = _("Missing: {years}; no factor is published for these inventory years.", years=", ".join(absent))
    return f"{basis} {missing}"


def _series(by_year: dict[str, dict[tuple[str, str], str]], years: Sequence[str]) -> dict[str, list[str]]:
    shown = {_("Year"): list(years)}
    for name, basis in _BASES.items():
        shown[say(name)] = [_printed(by_year[year].get(basis)) for year in years]
    return shown


def _printed(value: str | None) -> str:
    return MISSING_FACTOR if not value else theme.number(float(value), 4)


def fuels() -> None:
    """Every factor of a fuel as published, in kg/TJ, with the CO2 in t/MWh beside it."""
    st.header(_("Fuels"), anchor=False)
    st.markdown(_("kg per TJ of net calorific value, as published. The CO₂ of biomass is biogenic and a memo item."))
    for title, default in ((_("Fuels used by default"), "yes"), (_("Other fuels and vehicles, on request"), "no")):
        with st.expander(title, icon=":material/local_gas_station:"):
            table(_fuel_table(_fuels(default)), _("{title}: emission factors in kg per TJ", title=title))
    st.caption(text(sourced(catalogue.citation("ipcc-2006"), "verified")))


@dataclass(frozen=True)
class _Fuel:
    """What one fuel emits: its rows by gas, the weakest of their marks, and the uses that share them."""

    carrier: str
    name: str
    gases: Mapping[str, dict[str, str]]
    mark: str
    uses: list[tuple[str, str]]


@cache
def _fuels(default: str) -> list[_Fuel]:
    """Each fuel with its uses; uses with the same three factors share a row."""
    by_use: dict[tuple[str, str, str, str], list[dict[str, str]]] = {}
    for row in catalogue.records("fuel_factors"):
        if row["default"] == default:
            by_use.setdefault((row["carrier"], row["fuel"], row["category"], row["technology"]), []).append(row)
    shared: dict[tuple[object, ...], _Fuel] = {}
    for (carrier, fuel, category, technology), rows in by_use.items():
        gases = {row["gas"]: row for row in rows}
        weakest = max((row["mark"] for row in rows), key=catalogue.MARKS.index)
        same = (carrier, fuel, weakest, *((gas, row["kg_per_tj"], row["biogenic"]) for gas, row in gases.items()))
        shared.setdefault(same, _Fuel(carrier, fuel, gases, weakest, [])).uses.append((category, technology))
    return list(shared.values())


def _fuel_table(fuels: Sequence[_Fuel]) -> dict[str, list[str]]:
    return {
        _("Carrier"): [CARRIERS[fuel.carrier].name for fuel in fuels],
        _("Fuel"): [term(fuel.name) for fuel in fuels],
        "CO₂": [_biogenic(_gas(fuel.gases.get("CO2")), fuel) for fuel in fuels],
        "CH₄": [_gas(fuel.gases.get("CH4")) for fuel in fuels],
        "N₂O": [_gas(fuel.gases.get("N2O")) for fuel in fuels],
        _("CO₂ in t/MWh"): [_biogenic(_per_mwh(fuel.gases.get("CO2")), fuel) for fuel in fuels],
        _("How well sourced"): [TABLE_MARKS[fuel.mark] for fuel in fuels],
        # Translators: the head of a column: where a fuel burns.
        _("Use"): [", ".join(_use(*use) for use in fuel.uses) for fuel in fuels],
    }


def _use(category: str, technology: str) -> str:
    name = say(CATEGORY_NAMES.get(category, category))
    return f"{name} ({term(technology)})" if technology else name


def _biogenic(shown: str, fuel: _Fuel) -> str:
    """A figure of CO2, which says where it is biogenic."""
    co2 = fuel.gases.get("CO2")
    return _("{number} (biogenic)", number=shown) if co2 and co2["biogenic"] == "yes" else shown


def _per_mwh(row: dict[str, str] | None) -> str:
    return theme.number(emissions.factor_t_per_mwh(float(row["kg_per_tj"])), 4) if row else MISSING_FACTOR


def _gas(row: dict[str, str] | None) -> str:
    return MISSING_FACTOR if row is None or not row["kg_per_tj"] else theme.number(*_digits(row["kg_per_tj"]))


def _digits(printed: str) -> tuple[float, int]:
    """A printed number with the decimals that were printed."""
    return float(printed), len(printed.partition(".")[2])


def potentials() -> None:
    """The sets of global warming potentials, one row a set, with the mark of each that was not read in the source."""
    st.header(_("Global warming potentials (GWP), 100 years"), anchor=False)
    sets: dict[str, dict[str, str]] = {}
    for row in catalogue.records("gwp"):
        weak = f" {SHORT_MARKS[row['mark']]}" if SHORT_MARKS[row["mark"]] else ""
        sets.setdefault(row["gwp_set"], {})[_column(row)] = theme.number(*_digits(row["gwp"])) + weak
    columns = sorted({column for found in sets.values() for column in found})
    table(
        # Translators: the head of a column: sets of global warming potentials.
        {_("Set"): [_("{name}, in use", name=name) if name == GWP_SET else name for name in sets]}
        | {say(column): [found.get(column, "–") for found in sets.values()] for column in columns},
        _("Global warming potentials by set and gas"),
    )
    cited = "; ".join(dict.fromkeys(row["source"] for row in catalogue.records("gwp") if row["gas"] != "CO2"))
    marks = _(
        "They weigh gases that are kept apart; CO₂e that a city reported stays as it is. [V2] second-hand "
        "transcription, [M] from memory and not confirmed, all others read in the source. Sources: {sources}.",
        sources=cited,
    )
    st.caption(text(marks))


def _column(row: dict[str, str]) -> str:
    """The gas of a potential, and of methane its origin where a set tells them apart."""
    gas = subscripts(row["gas"])
    if row["variant"] == "fossil":
        return Sentence("{gas}, fossil", gas=gas)
    return gas if row["variant"] == "all" else Sentence("{gas}, non-fossil", gas=gas)
