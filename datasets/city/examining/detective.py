"""What the inventory detective needs, from the store, the shipped factors and the rows of a draft; and its findings.

The method is in ``analytics.detection.findings``; here stands only where its figures come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from analytics.commitment.place_questions import Cause
from analytics.detection.case import Finding
from analytics.detection.findings import examined
from analytics.detection.implied import Plausible
from analytics.detection.per_head import People
from analytics.detection.places import EMISSIONS, ENERGY, Places
from analytics.detection.totals import PrintedTotal, on_file
from analytics.detection.usual import Usual
from analytics.detection.year_columns import Cell, Years
from analytics.factors.emissions import T_PER_MWH
from analytics.factors.gases import CH4_ORIGINS
from analytics.inventories import inventory
from analytics.text import numerals
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence, joined, shipped
from analytics.vocabulary import SECTORS, TOTAL_PLACE, Approach, Measure, Quantity, measure
from datasets.city import factor_choice, outlived_reasons
from datasets.city.examining import other_cities
from datasets.intake.checking import printed_figures
from datasets.intake.meaning import activity, tag_answers
from datasets.intake.meaning.questions import AS_SUM, PART_YEAR
from datasets.reference import catalogue, registry, samples
from datasets.store import LeftOutRow, PopulationRow, Reader, Slot, Store

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

GWP_SET = "AR5"
"""Weighs gases kept apart, and the CH4 and N2O of a range. The sets differ by less than the ranges are wide."""
ELECTRICITY = (0.0, 2.5)
"""[R] t/MWh. The largest national factor since 2010 is 2.24 activity-based (JRC NEEFE 2024, Turkmenistan)."""
HEAT = (0.0, 0.8)
"""[R] t/MWh. A coal boiler at 0.35 t/MWh of fuel behind a network that loses more than half stays below it."""
LIFE_CYCLE = 1.25
"""[M] Upstream emissions add up to 20 % to the factors of fossil fuels (SEAP Guidebook 2010: gasoline 0.299, 0.249)."""
PLACE = ["sector", "label", "carrier", "scope", "gpc_ref"]
INVENTORY = ["city_id", "year", "method"]
ROW = [*INVENTORY, "source_row", *PLACE, "quantity", "value", "decimals"]
NUMBERS = {"scope": "float64", "value": "float64", "source_row": "int64", "year": "int64", "decimals": "float64"}
"""The columns of numbers among them, with their types."""

Totals = Mapping[tuple[str, int, str], Sequence[PrintedTotal]]


def of_rows(
    store: Store,
    rows: pa.Table,
    population: Sequence[PopulationRow] = (),
    totals: Totals | None = None,
    approach: str | None = None,
) -> tuple[Finding, ...]:
    """The findings about the inventories in ``rows`` (the table of a draft), most tonnes at stake first.

    A measure that the rows lack is taken from the store, as are other years and, where ``population`` is silent, the
    inhabitants. ``totals`` are those the file prints, by (city, year, method); ``approach`` is the file's own.
    """
    import pyarrow as pa

    decimals = numerals.decimals_written(rows["original_text"].combine_chunks())
    frame = rows.append_column("decimals", pa.array(decimals)).select(ROW)
    # Two spellings of one word stand twice in a dictionary of the draft, which pandas would refuse.
    kinds = {column.name: getattr(column.type, "value_type", column.type) for column in frame.schema}
    plain = pa.table({name: frame[name].cast(kind) for name, kind in kinds.items()}).to_pandas()
    stated = {row[:3]: row.inhabitants for row in population}
    cities = [str(city_id) for city_id in plain["city_id"].unique()]
    found: list[Finding] = []
    with store.reader() as reader:
        explained = outlived_reasons.causes(reader, cities, Approach.ACTIVITY_BASED.value, GWP_SET)
        for city_id, mine in plain.groupby("city_id", sort=False):
            told = [*_of_city(reader, str(city_id), mine, stated, totals or {}, approach)]
            told += other_cities.same_rows(reader, str(city_id), mine)
            found += _settled(told, explained.get(str(city_id), ()))
    return tuple(sorted(found, key=_by_stake))


def of_city(store: Store, city_id: str, revision: int | None = None) -> tuple[Finding, ...]:
    """The findings about everything that is in force for a city, or was after ``revision``, see ``in_force``."""
    with store.reader(revision) as reader:
        return in_force(reader, city_id)


def in_force(reader: Reader, city_id: str) -> tuple[Finding, ...]:
    """The findings about everything that is in force for a city, most tonnes at stake first; without rows of a file,
    but for totals that were printed otherwise than the sum of their parts."""
    tables = reader.rows_of_city(city_id)
    if not tables:
        return ()
    kept = printed_figures.totals(reader.printed_totals(city_id))
    beside = [_activity(city_id, year, row) for year, row in reader.activity_left_out(city_id)]
    explained = outlived_reasons.causes(reader, [city_id], Approach.ACTIVITY_BASED.value, GWP_SET).get(city_id, ())
    newest = reader.as_of
    for slot, by in reader.committed(list(tables)).items():
        if by.revision > newest:
            continue
        if by.answers.get(f"{PART_YEAR}:{slot.year}") == AS_SUM:
            # A year that counts as the sum of those of its months or quarters that were there.
            said = Sentence(
                "{year} counts as the sum of the months or quarters that its file held, as answered with revision "
                "{revision}; some are missing, or stand twice",
                year=slot.year,
                revision=by.revision,
            )
            repair = Sentence("Bring the year with all its months, or leave it out.")
            beside.append(Finding("as-taken", None, None, city_id, slot.year, None, said, repair, ()))
        if found := _corrected(city_id, slot.year, by.revision, by.answers):
            beside.append(found)
    off = (each for (_, year, _), found in kept.items() for each in on_file(city_id, year, found))
    rows = _in_force(tables)
    own = [*_of_city(reader, city_id, rows, {}, {}, None)]
    alike = [*other_cities.same_rows(reader, city_id, rows)]
    return tuple(sorted(_settled((*own, *alike, *off, *beside), explained), key=_by_stake))


def telling(reader: Reader, city_id: str) -> tuple[Finding, ...]:
    """The findings about what is in force for a city that say what its figures should be, and that nobody settled."""
    return tuple(item for item in in_force(reader, city_id) if item.moves_t and not item.settled)


def _settled(found: Iterable[Finding], explained: Sequence[Cause]) -> Iterator[Finding]:
    """The findings, and by whom those were explained whose places were all explained for their year, by explanations
    that still hold. One of "total" settles what is told of the whole year."""
    for finding in found:
        mine = [given for given in explained if given.year == finding.year and given.outlived is None]
        settling = [given for given in mine if given.place == TOTAL_PLACE]
        if finding.spots:
            of_place = [
                next(
                    (
                        given
                        for given in mine
                        if (given.place in (spot.sector, spot.gpc_ref) and given.carrier in (None, spot.carrier))
                    ),
                    None,
                )
                for spot in finding.spots
            ]
            settling += [given for given in of_place if given] if None not in of_place else []
        if settling:
            said = Sentence("Explained by {who}: {reason}", who=settling[-1].by, reason=settling[-1].reason)
            finding = replace(finding, settled=said)
        yield finding


def _activity(city_id: str, year: int, row: LeftOutRow) -> Finding:
    """Amounts of activity that stood beside the figures of a file and were not taken."""
    told = activity.told(row.source_column, row.cells, row.source_row, row.source_sheet)
    rows = () if row.source_row is None else (row.source_row,)
    return Finding("as-taken", row.source_row, row.source_column, city_id, year, None, told.found, told.fix, rows)


def _corrected(city_id: str, year: int, revision: int, answers: Mapping[str, str]) -> Finding | None:
    """That somebody corrected what the file of a year states; None where nobody did."""
    made = [tag_answers.told(one) for one in tag_answers.given(answers, *tag_answers.KINDS)]
    if not made:
        return None
    said = Sentence(
        "What the file of {year} states was corrected with revision {revision}: {corrections}",
        year=year,
        revision=revision,
        corrections=joined(made, "semicolon"),
    )
    repair = Sentence("Bring a file that states it so, or explain why the correction holds.")
    return Finding("as-taken", None, None, city_id, year, None, said, repair, ())


def _by_stake(finding: Finding) -> tuple[bool, float, int, int]:
    return bool(finding.settled), -(finding.tonnes_at_stake or 0.0), finding.year, finding.row or 0


def _of_city(
    reader: Reader,
    city_id: str,
    rows: pd.DataFrame,
    stated: Mapping[tuple[str, int, str], float],
    totals: Totals,
    approach: str | None,
) -> Iterator[Finding]:
    """Every inventory of one city in ``rows``, each beside the nearest other years, of the file or on file."""
    import numpy as np
    import pandas as pd

    held = {(int(year), str(method)) for year, method in set(zip(rows["year"], rows["method"], strict=True))}
    keyed = _keyed(rows)
    rows = rows[rows["value"].notna()]
    known = reader.register.by_id
    kept = reader.in_force(city_id)
    lacking = [Slot(city_id, *slot) for slot in _lacking(rows, kept.cells)]
    added = [_in_force({slot: reader.rows_in_force(slot) for slot in lacking})] if lacking else []
    table = _places(pd.concat([rows, *added, _filed(city_id, kept.cells, held)], ignore_index=True))
    inventories: Any = table.groupby(["year", "method"], sort=True).indices
    gases = {
        key: "CO2" if set(table["gas"].iloc[index]) <= {"", "co2"} else "CO2e" for key, index in inventories.items()
    }
    table["stated_t_per_mwh"] = _stated(table, city_id, gases)
    whole = Places(table)
    heads = {key: found.inhabitants for key, found in kept.population.items()}
    heads |= {(year, method): count for (city, year, method), count in stated.items() if city == city_id}
    for method in sorted({method for _, method in held}):
        years = Years(whole.part(np.flatnonzero(table["method"] == method)))
        mine = {year for year, kind in held if kind == method and (year, kind) in inventories}
        for year in sorted(mine):
            about = kept.about.get((year, method))
            told = examined(
                whole.part(inventories[year, method]),
                plausible(
                    known[city_id].country_code if city_id in known else "",
                    year,
                    gases[year, method],
                    approach or (about.approach if about else "unknown"),
                ),
                years,
                _people(city_id, year, method, heads),
                usual(),
                totals.get((city_id, year, method), ()),
                keyed.get((year, method), {}),
                told_later=any(later > year for later in mine),
            )
            yield from (replace(finding, method=method) for finding in told)


def _people(city_id: str, year: int, method: str, heads: Mapping[tuple[int, str], float]) -> People:
    """The inhabitants that an inventory states (``heads``, by year and method) beside those that ship, or, where it
    states none, those of the city's adhesion, by which a unit that is off by a thousand is found all the same."""
    stated = heads.get((year, method))
    others = {at: count for (at, kind), count in heads.items() if kind == method and at != year}
    found = samples.inhabitants(city_id) or (None if stated else registry.inhabitants(city_id))
    if found is None:
        return People(stated, None, others)
    return People(stated, found.number, others, counted=found.counted, source=found.source)


def _keyed(rows: pd.DataFrame) -> dict[tuple[int, str], dict[Cell, int]]:
    """The rows of a file that hold no number, by year and method and by cell."""
    found: dict[tuple[int, str], dict[Cell, int]] = {}
    blank = rows[rows["value"].isna() & (rows["source_row"] > 0)]
    columns = ("year", "method", "sector", "carrier", "scope", "gpc_ref", "source_row")
    lists = (blank[name].to_numpy(dtype=object).tolist() for name in columns)
    for year, method, sector, carrier, scope, reference, row in zip(*lists, strict=True):
        texts = [text if isinstance(text, str) else "" for text in (sector, carrier, reference)]
        cell = (texts[0], texts[1], float(scope) if scope == scope and scope else 0.0, texts[2])
        found.setdefault((int(year), str(method)), {}).setdefault(cell, int(row))
    return found


@cache
def usual() -> Mapping[str, Usual]:
    """What inventories hold in each GPC reference, by the shipped quantiles."""
    edition = next(item.edition for item in catalogue.resources() if item.name == "inventory_quantiles")
    return {
        row["gpc_ref"]: Usual(
            int(row["inventories"]),
            int(row["of"]),
            float(row["least"]),
            float(row["lower_quartile"]),
            float(row["upper_quartile"]),
            float(row["most"]),
            shipped(edition),
        )
        for row in catalogue.records("inventory_quantiles")
    }


def _lacking(rows: pd.DataFrame, cells: Sequence[inventory.Cell]) -> list[tuple[int, str, str]]:
    """(year, method, measure) that the rows lack and the store has, so that the two measures can be held together."""
    energy: dict[tuple[int, str], set[bool]] = {}
    for year, method, quantity in zip(rows["year"], rows["method"], rows["quantity"], strict=True):
        energy.setdefault((int(year), str(method)), set()).add(quantity == Quantity.ENERGY)
    wanted = {(*key, Measure.EMISSIONS.value) for key, found in energy.items() if found == {True}}
    wanted |= {(*key, Measure.ENERGY.value) for key, found in energy.items() if found == {False}}
    on_file = {(cell.year, cell.method, measure(cell.quantity).value) for cell in cells}
    return sorted(wanted & on_file)


def _in_force(tables: Mapping[Slot, Sequence[tuple[Any, ...]]]) -> pd.DataFrame:
    """The rows in force of some tables, in the columns of a draft; their rows in a file are not known."""
    import pandas as pd
    import pyarrow as pa

    rows = []
    for slot, mine in tables.items():
        decimals = numerals.decimals_written(pa.array([row[-1] for row in mine], pa.string()))
        rows += [(*slot[:3], 0, *row[:-2], shown) for row, shown in zip(mine, decimals.tolist(), strict=True)]
    frame = pd.DataFrame(rows, columns=ROW)
    return frame[frame["value"].notna()]


def _filed(city_id: str, cells: Sequence[inventory.Cell], held: Set[tuple[int, str]]) -> pd.DataFrame:
    """The other years on file by the methods of those ``held``, summed without labels, which change from year to
    year."""
    import pandas as pd

    methods = {method for _, method in held}
    rows = [
        (
            city_id,
            cell.year,
            cell.method,
            0,
            cell.sector,
            "",
            cell.carrier,
            cell.scope,
            cell.gpc_ref,
            cell.quantity,
            cell.amount,
            None,
        )
        for cell in cells
        if cell.amount is not None and cell.method in methods and (cell.year, cell.method) not in held
    ]
    return pd.DataFrame(rows, columns=ROW)


def _places(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows to places: energy and emissions side by side, with the first row of each in the file.

    Emissions are the CO2e of a place, or where it has none its gases weighed, CH4 by its origin where the sector tells
    it; ``gas`` names what they were. On arrays: most files are short, and each step on a frame takes a millisecond.
    """
    import numpy as np
    import pandas as pd

    held = {name: _column(frame[name], NUMBERS.get(name)) for name in ROW}
    quantity, value = held["quantity"], held["value"]
    code = np.zeros(len(frame), dtype=np.int64)
    for name in (*INVENTORY, *PLACE):  # numbered anew after each column, by the row in which a place first stands
        codes, words = pd.factorize(held[name], use_na_sentinel=False)
        code, _ = pd.factorize(code * len(words) + codes)
    count = int(code.max(initial=-1)) + 1
    first = np.unique(code, return_index=True)[1]
    energy, whole = quantity == Quantity.ENERGY.value, quantity == Quantity.CO2E.value
    settled = np.zeros(count, dtype=bool)
    settled[code[whole]] = True
    counted = ~energy & (whole | ~settled[code])
    result: dict[str, Any] = {
        name: pd.Series(held[name][first], dtype=held[name].dtype) for name in (*INVENTORY, *PLACE)
    }
    # The tonnes of CO2e in a tonne of each row's gas.
    import numpy as np

    weights = factor_choice.gwp(GWP_SET)
    weighed = {Quantity.CO2: 1.0, Quantity.CO2E: 1.0, Quantity.CH4: weights.ch4, Quantity.N2O: weights.n2o}
    found = np.full(len(held["quantity"]), np.nan)
    for kind, weight in weighed.items():
        found[held["quantity"] == kind.value] = weight
    methane = held["quantity"] == Quantity.CH4.value
    for sector, origin in CH4_ORIGINS.items() if methane.any() else ():
        found[methane & (held["sector"] == sector)] = weights.of("CH4", origin)
    both = ((ENERGY, "energy_row", energy, value), (EMISSIONS, "emissions_row", counted, value * found))
    for column, row, rows, amounts in both:
        sums = pd.Series(amounts[rows]).groupby(code[rows]).sum()  # its sum loses less than adding one by one
        result[column] = np.full(count, np.nan)
        result[column][sums.index.to_numpy()] = sums.to_numpy()
        shown = row.replace("row", "decimals")
        result[shown] = np.full(count, -np.inf)
        np.fmax.at(result[shown], code[rows], held["decimals"][rows])
        result[shown][np.isinf(result[shown])] = np.nan
        result[row] = np.full(count, np.inf)
        np.minimum.at(result[row], code[rows], held["source_row"][rows])
        result[row][np.isinf(result[row])] = np.nan
    gas = np.full(count, "", dtype=object)
    gas[code[counted][::-1]] = quantity[counted][::-1]
    return pd.DataFrame({**result, "gas": pd.Series(gas, dtype=object)})


def _column(column: pd.Series[Any], kind: str | None) -> np.ndarray:
    """A column of numbers of a kind, or of texts with "" where there is none."""
    import numpy as np

    if kind is not None:
        return np.asarray(column.to_numpy(dtype=kind, na_value=np.nan) if kind == "float64" else column.to_numpy(kind))
    return np.where(column.isna().to_numpy(), "", column.to_numpy(dtype=object))


def _stated(places: pd.DataFrame, city_id: str, gases: Mapping[tuple[int, str], str]) -> pd.Series[float]:
    """The factor in t/MWh that the city itself printed for each place, for the same year and gas; else missing."""
    import numpy as np
    import pandas as pd

    printed = {
        (int(row["year"]), row["gas"], row["carrier"], row["use"]): float(row["t_per_mwh"])
        for row in catalogue.records("city_factors")
        if row["city_id"] == city_id
    }
    if not printed:
        return pd.Series(np.nan, index=places.index, dtype="float64")
    values = []
    for year, method, carrier, sector in places[["year", "method", "carrier", "sector"]].itertuples(index=False):
        use = "transport" if SECTORS[sector].group == "Transport" else "stationary"
        gas = gases[year, method]
        values.append(printed.get((year, gas, carrier, use), printed.get((year, gas, carrier, "all"), np.nan)))
    return pd.Series(values, index=places.index, dtype="float64")


@cache
def plausible(country: str, year: int, gas: str, approach: str) -> Mapping[tuple[str, str], Plausible]:
    """Default and range in t/MWh by carrier and use ("stationary" or "road") for one country and year.

    Fuels: IPCC 2006, lower to upper CO2 over the fuels of a carrier; CO2e adds its CH4 and N2O by AR5; biomass runs
    from nothing to all its CO2. A life-cycle inventory has no default and a wider range. Electricity has the national
    factor of that year, where one is published, and the widest range; district heat has a range only.
    """
    life_cycle = approach == Approach.LIFE_CYCLE
    found = {
        pair: Plausible(None if life_cycle else default, low, high * (LIFE_CYCLE if life_cycle else 1.0), "IPCC 2006")
        for pair, (default, low, high) in _fuels(gas).items()
    }
    national: float | None = None
    source: str = Sentence("no national grid emits more per MWh")
    try:
        basis = Approach.LIFE_CYCLE if life_cycle else Approach.ACTIVITY_BASED
        published = catalogue.electricity_factor(country, year, basis, "CO2e" if life_cycle else gas)
        national, source = (
            published.value_t_per_mwh or None,
            Sentence("{source}; the range is ours", source=published.source),
        )
    except Refused:
        pass  # A country or year without a published factor has only the range.
    found["electricity", "stationary"] = Plausible(national, *ELECTRICITY, source)
    found["heat_cold", "stationary"] = Plausible(None, *HEAT, Sentence("a coal boiler behind a poor network"))
    return found


@cache
def _fuels(gas: str) -> Mapping[tuple[str, str], tuple[float | None, float, float]]:
    """(default, low, high) in t/MWh by carrier and use, over all fuels of a carrier in the shipped table."""
    weights = factor_choice.gwp(GWP_SET)
    weight = {"CO2": 1.0, "CH4": weights.ch4, "N2O": weights.n2o} if gas == "CO2e" else {"CO2": 1.0}
    sums: dict[tuple[str, str], dict[tuple[str, str, str], list[float]]] = {}
    for row in catalogue.records("fuel_factors"):
        if row["gas"] not in weight or row["carrier"] == "municipal_waste":
            continue
        use = "road" if row["category"] == "road" else "stationary"
        fuel = sums.setdefault((row["carrier"], use), {})
        total = fuel.setdefault((row["fuel"], row["category"], row["technology"]), [0.0, 0.0])
        scale = weight[row["gas"]] * T_PER_MWH
        total[0] += 0.0 if row["biogenic"] == "yes" else scale * float(row["lower"] or row["kg_per_tj"])
        total[1] += scale * float(row["upper"] or row["kg_per_tj"])
    return {
        (carrier, use): (
            _default(carrier, use, weight),
            min(low for low, _ in fuels.values()),
            max(high for _, high in fuels.values()),
        )
        for (carrier, use), fuels in sums.items()
    }


def _default(carrier: str, use: str, weight: Mapping[str, float]) -> float | None:
    """The default factor in t/MWh of a carrier's usual fuel; None where it has several and none is usual."""
    try:
        fuel = catalogue.fuel_factor(carrier, use)
    except Refused:
        return None
    parts = (("CO2", fuel.co2_kg_per_tj), ("CH4", fuel.ch4_kg_per_tj), ("N2O", fuel.n2o_kg_per_tj))
    return sum(weight.get(gas, 0.0) * kg_per_tj for gas, kg_per_tj in parts) * T_PER_MWH
