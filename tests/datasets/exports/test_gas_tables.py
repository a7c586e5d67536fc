"""What we write for pyam and PRIMAP2 is opened by these programs, and holds the numbers of the inventory: none is made
of a notation key or of a blank."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from math import fsum
from pathlib import Path

import pandas as pd
import pytest

from analytics.text.problems import Refused
from analytics.vocabulary import Quantity
from datasets import City, Store
from datasets.exports import gas_tables
from datasets.exports.holding import holding
from tests.datasets.exports.test_golden import small
from tests.effort import few
from tests.samples import own_samples

CITIES = ("US-BOS", "IT0004", "IT0007", "US-FTC", "FR0009", "ES0002")


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


@pytest.mark.parametrize("city", few(CITIES, "US-BOS", "IT0004"))
def test_pyam_reads_every_number_of_the_totals_and_no_other(samples: Store, city: str, tmp_path: Path) -> None:
    pyam = pytest.importorskip("pyam")
    path = tmp_path / "iamc.csv"
    path.write_bytes(City(samples, city).export("iamc").content)
    read = pyam.IamDataFrame(path)
    assert read.region == [City(samples, city).record.name]
    assert read.extra_cols == ["sector", "carrier", "scope", "gpc_ref"]
    rows, left = gas_tables._numbers(holding(samples, city))
    assert sum(read.data.value) == pytest.approx(fsum(row.value for row in rows if row.value is not None), rel=1e-12)
    assert len(read.data) <= len(rows)
    assert not read.data.value.isna().any()
    keys = [row for row in holding(samples, city).rows if row.notation_key]
    assert len(left) >= len({(row.year, row.method, row.quantity, row.sector) for row in keys})


def test_names_are_those_of_the_tree_of_the_iamc(samples: Store) -> None:
    table = pd.read_csv(io.BytesIO(City(samples, "IT0004").export("iamc").content))
    energy = table[(table.variable.str.startswith("Final Energy")) & (table.sector == "residential")]
    assert set(energy.unit) == {"MWh/yr"}
    assert "Final Energy|Residential and Commercial|Residential|Electricity" in set(energy.variable)
    boston = pd.read_csv(io.BytesIO(City(samples, "US-BOS").export("iamc").content))
    assert {"Emissions|Kyoto Gases|Energy|Demand|Transportation|Road", "Emissions|Kyoto Gases|Waste"} <= set(
        boston.variable
    )
    assert set(boston.unit) == {"t CO2-equiv/yr"}


@pytest.mark.parametrize("city", few(CITIES, "US-BOS", "IT0004"))
def test_primap2_reads_the_emissions_with_their_units(samples: Store, city: str, tmp_path: Path) -> None:
    primap2 = pytest.importorskip("primap2")
    with zipfile.ZipFile(io.BytesIO(City(samples, city).export("primap2").content)) as packed:
        packed.extractall(tmp_path)
    rows, _ = gas_tables._numbers(holding(samples, city))
    for path in sorted(tmp_path.glob("*.yaml")):
        method = path.stem.rpartition("_")[2]
        read = primap2.pm2io.from_interchange_format(primap2.pm2io.read_interchange_format(path))
        mine = [row for row in rows if row.method == method and row.quantity != Quantity.ENERGY]
        total = sum(float(read[name].pint.dequantify().sum()) for name in read.data_vars)
        assert total == pytest.approx(fsum(row.value for row in mine if row.value is not None), rel=1e-12)
        assert [int(year) for year in read.time.dt.year] == sorted({row.year for row in mine})
        assert read.attrs["title"] == f"Emission inventories of {City(samples, city).record.name}"


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
