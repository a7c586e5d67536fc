"""How the shipped tables of what others published of the signatories are made.

``python -m tests.datasets.published_tables FOLDER`` writes them into ``datasets/shipped/published``.

FOLDER holds the tables as they were gathered and audited, as compressed CSV: ``covenant`` (inventories of 2019,
monitoring of 2023, one row an inventory with its doubts, the pairs that the audit read), ``targets``, ``totals`` and
``uk``. Figures stay as printed; what is changed on the way:

- Rows of no signatory are left out, and of the targets those that may not be used.
- What a row repeats of its inventory stands once, in ``inventories``; a reduction is in per cent.
- Of the national series the authorities that are signatories come along, in kt CO2 as printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from datasets.published import parquet_tables
from datasets.reference import catalogue

TABLES = {
    "cells": """
        SELECT organisation_id, '2019' AS edition, inventory_id::INTEGER AS inventory_id, sector, kind AS carrier,
            energy_mwh::DOUBLE AS energy_mwh, emissions_t::DOUBLE AS emissions_t, source_row::INTEGER AS source_row
        FROM read_csv($folder || '/covenant/inventories_2019.csv.gz', header = true, all_varchar = true)
        WHERE organisation_id IS NOT NULL
        UNION ALL
        SELECT organisation_id, '2023', inventory_id::INTEGER, sector,
            CASE carrier_word WHEN 'Fossil fuels' THEN 'fossil' WHEN 'Renewable fuels' THEN 'renewable'
                WHEN 'Non-energy related emissions' THEN 'non_energy' ELSE carrier END,
            CASE WHEN energy_unit = 'MWh/year' THEN energy::DOUBLE END, emissions_t::DOUBLE, source_row::INTEGER
        FROM read_csv($folder || '/covenant/monitoring_2023.csv.gz', header = true, all_varchar = true)
        WHERE organisation_id IS NOT NULL
        ORDER BY ALL""",
    "inventories": """
        SELECT organisation_id, source AS edition, inventory_id::INTEGER AS inventory_id, baseline = 'yes' AS baseline,
            year::SMALLINT AS year, inhabitants::INTEGER AS inhabitants, gas, approach, doubts
        FROM read_csv($folder || '/covenant/inventories.csv.gz', header = true, all_varchar = true)
        WHERE organisation_id IS NOT NULL ORDER BY ALL""",
    "pairs_read": """
        SELECT organisation_id, base_table AS base_edition, later_table AS later_edition,
            base_inventory::INTEGER AS base_inventory, later_inventory::INTEGER AS later_inventory
        FROM read_csv($folder || '/covenant/pairs.csv.gz', header = true, all_varchar = true) ORDER BY ALL""",
    "targets": """
        SELECT organisation_id, CASE source WHEN 'jrc-plans-2023' THEN 'jrc-plans' ELSE source END AS source,
            CASE source WHEN 'jrc-plans-2023' THEN '2023' ELSE '2022' END AS edition, plan_id,
            target AS kind, base_year::SMALLINT AS base_year, target_year::SMALLINT AS target_year,
            round(reduction::DOUBLE * CASE reduction_unit WHEN 'fraction' THEN 100 ELSE 1 END, 6) AS reduction_percent,
            source_row::INTEGER AS source_row
        FROM read_csv($folder || '/targets/targets.csv.gz', header = true, all_varchar = true)
        WHERE organisation_id IS NOT NULL AND usable = 'yes' ORDER BY ALL""",
    "totals": """
        SELECT organisation_id, source, year::SMALLINT AS year, role, total_t::DOUBLE AS total_t,
            inhabitants::INTEGER AS inhabitants, source_row::INTEGER AS source_row
        FROM read_csv($folder || '/totals/totals.csv.gz', header = true, all_varchar = true)
        WHERE organisation_id IS NOT NULL AND flags IS NULL AND total_t IS NOT NULL AND year IS NOT NULL
        ORDER BY ALL""",
    "series": """
        SELECT t.organisation_id, 'uk' AS source, t.authority AS area, u.year::SMALLINT AS year, u.sector, u.carrier,
            u.emissions_kt_co2::DOUBLE AS emissions_kt, round(t.inhabitants_thousand::DOUBLE * 1000)::INTEGER
            AS inhabitants, t.source_row::INTEGER AS source_row
        FROM read_csv($folder || '/uk/uk.csv.gz', header = true, all_varchar = true) u
        JOIN read_csv($folder || '/uk/totals.csv.gz', header = true, all_varchar = true) t
            ON t.authority_code = u.authority_code AND t.year = u.year AND t.organisation_id IS NOT NULL
        ORDER BY ALL""",
}
"""Each table that ships, from those of the folder."""


def main(arguments: Sequence[str]) -> int:
    """Read the folder and write the tables. Their bytes depend on nothing but its files."""
    folder = Path(arguments[0])
    database = duckdb.connect()
    for name, made in TABLES.items():
        database.execute(f"CREATE TABLE {name} AS {made}", {"folder": str(folder)})
    parquet_tables.answer(database)
    counts = parquet_tables.write(database, parquet_tables.SHIPPED)
    package = catalogue.SHIPPED / "datapackage.json"
    described = json.loads(package.read_text(encoding="utf-8"))
    for part in next(one for one in described["resources"] if one["name"] == "published_figures")["parts"]:
        part["rows"] = counts[Path(part["path"]).stem]
    package.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{counts}, {sum(path.stat().st_size for path in parquet_tables.SHIPPED.iterdir()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
