"""What we write for pyam and PRIMAP2 follows the published rules of their formats and holds the numbers of the
inventory: none is made of a notation key or of a blank.

Their releases want older numbers of NumPy and pandas than the program, so that they cannot stand beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from math import fsum

import pandas as pd
import pytest

from analytics.text.problems import Refused
from analytics.vocabulary import Quantity
from datasets import City, Store
from datasets.exports import gas_tables
from datasets.exports.holding import holding
from tests.datasets.exports.test_golden import small
from tests.effort import THOROUGH, few
from tests.samples import own_samples

CITIES = ("US-BOS", "IT0004", "IT0007", "US-FTC", "FR0009", "ES0002")


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


@pytest.mark.parametrize("city", few(CITIES, "IT0004", longer=("US-BOS",), rest=THOROUGH))
def test_the_table_for_pyam_follows_its_rules_and_holds_every_number_of_the_totals(samples: Store, city: str) -> None:
    """One row of each index, no blank in any column, the six columns of the IAMC and a value."""
    read = pd.read_csv(io.BytesIO(City(samples, city).export("iamc").content), keep_default_na=False)
    assert tuple(read.columns) == gas_tables.IAMC_COLUMNS
    assert not read.duplicated(["model", "scenario", "region", "variable", "unit", "year"]).any()
    assert not (read == "").any(axis=None)
    assert set(read.region) == {City(samples, city).record.name}
    rows, left = gas_tables._numbers(holding(samples, city))
    assert sum(read.value) == pytest.approx(fsum(row.value for row in rows if row.value is not None), rel=1e-12)
    keys = [row for row in holding(samples, city).rows if row.notation_key]
    assert len(left) >= len({(row.year, row.method, row.quantity, row.sector) for row in keys})


def test_names_are_those_of_the_tree_of_the_iamc(samples: Store) -> None:
    table = pd.read_csv(io.BytesIO(City(samples, "IT0004").export("iamc").content))
    energy = table[(table.variable.str.startswith("Final Energy")) & (table.sector == "residential")]
    assert set(energy.unit) == {"MWh/yr"}
    assert "Final Energy|Residential and Commercial|Residential|Electricity" in set(energy.variable)
    boston = pd.read_csv(io.BytesIO(City(samples, "US-BOS").export("iamc").content))
    leaves = {"Energy|Demand|Transportation|Road", "Waste|solid_waste|Scope 3"}
    assert {f"Emissions|Kyoto Gases|{leaf}" for leaf in leaves} <= set(boston.variable)
    assert set(boston.unit) == {"t CO2-equiv/yr"}


ATTRIBUTES = ("area", "cat", "scen", "references", "rights", "contact", "title", "comment", "institution")
"""What the description may say by the schema of primap2 0.13.0, which refuses every other name."""


@pytest.mark.parametrize("city", few(CITIES, "IT0004", longer=("US-BOS",), rest=THOROUGH))
def test_the_tables_for_primap2_follow_its_rules(samples: Store, city: str) -> None:
    """Each column is a dimension or a year, each entity has one unit, and no place stands twice."""
    files, _ = gas_tables.primap2_files(holding(samples, city))
    rows, _ = gas_tables._numbers(holding(samples, city))
    for name in (name for name in files if name.endswith(".yaml")):
        told = files[name].decode()
        assert set(re.findall(r"^  (\w+): '", told, re.MULTILINE)) <= set(ATTRIBUTES)
        (data_file,) = re.findall(r"^data_file: '(.+)'$", told, re.MULTILINE)
        dimensions = re.findall(r"^  - '(.+)'$", told, re.MULTILINE)
        table = pd.read_csv(io.BytesIO(files[data_file]))
        years = [column for column in table.columns if column not in dimensions]
        assert {*dimensions} == {*table.columns, "time"} - {*years}
        mine = [row for row in rows if f"_{row.method}." in name and row.quantity != Quantity.ENERGY]
        assert [int(year) for year in years] == sorted({row.year for row in mine})
        assert not table.duplicated([column for column in dimensions if column not in ("unit", "time")]).any()
        assert (table.groupby("entity").unit.nunique() == 1).all()
        total = fsum(row.value for row in mine if row.value is not None)
        assert table[years].sum(axis=None) == pytest.approx(total, rel=1e-12)


def test_a_gwp_set_that_is_known_stands_in_the_name_and_a_removal_stays_below_zero() -> None:
    content, left = gas_tables.iamc(small())
    table = pd.read_csv(io.BytesIO(content))
    assert set(table[table.sector == "afolu"].value) == {-35.0}
    assert table.variable.str.contains("AR5-GWP100").sum() == 3
    assert [what for what, _ in left] == ["2019, Covenant inventory of the city, energy, public_lighting: NE"]
    files, _ = gas_tables.primap2_files(small())
    assert b"KYOTOGHG (AR5GWP100),t CO2 / yr,afolu,-35" in files["XX0001_primap2_covenant.csv"]


def test_a_year_without_a_figure_is_blank_and_no_zero(samples: Store) -> None:
    files, _ = gas_tables.primap2_files(holding(samples, "US-BOS"))
    table = pd.read_csv(io.BytesIO(files["US-BOS_primap2_gpc.csv"]))
    years = [column for column in table.columns if column.isdigit()]
    assert len(years) == 16
    assert table[years].isna().any(axis=None)
    stated = {(row.gpc_ref, str(row.year)) for row in holding(samples, "US-BOS").rows if row.value == 0}
    zeros = table.set_index("category (GPC)")[years].stack()
    assert set(zeros[zeros == 0].index) <= stated


def test_a_city_with_energy_alone_has_no_table_of_emissions(samples: Store) -> None:
    found = small()
    energy = replace(found, rows=tuple(row for row in found.rows if row.quantity == Quantity.ENERGY))
    with pytest.raises(Refused, match="no emissions of Town"):
        gas_tables.primap2(energy)
