"""The inventories of a city in one archive: every format, what it is, and how to cite it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from math import fsum
from typing import Any

from analytics.inventories.inventory import in_total
from analytics.text.problems import Refused
from analytics.vocabulary import METHOD_NAMES, Method, Quantity
from datasets.exports import cdp_table, crf_workbook, data_package, gas_tables
from datasets.exports.covenant import covenant
from datasets.exports.holding import UNITS, Holding, left_beside, people_left
from datasets.exports.long_csv import long
from datasets.exports.workbooks import entry
from datasets.intake.own_files.harmless import table
from datasets.intake.own_files.own_tables import COLUMNS

LICENCE = "The figures belong to those who published them: the terms of each source named here apply."
CITED = "How to cite the figures."
STATED = "What the city states beside its inventories."
ABOUT = {
    "iamc": "The numbers of the totals in the long format of the IAMC, which pyam reads.",
    "primap2": "The emissions in the interchange format of PRIMAP2: the file ending in .yaml describes the table.",
    "long": "Every row in force with all its fields; reading it again gives the same inventory.",
    "covenant": "The same in the shape of the Covenant template, with every row on a sheet of details.",
    "crf": "One inventory in the GCoM common reporting tables, with what has no place in them.",
    "cdp": "The BASIC totals in the columns of CDP's city-wide emissions table of 2021.",
    "explanations": "Why places of the inventories hold what they hold; the command `explain --file` reads it.",
    "uncertainties": "How uncertain figures are said to be; the command `uncertainty --file` reads it.",
}


def packed(
    holding: Holding, language: str = "en", step: Callable[[str], None] = lambda _name: None
) -> tuple[bytes, list[dict[str, Any]]]:
    """A zip archive with the long table, the Covenant workbook, the common reporting tables of each inventory that has
    emissions, the CDP table where there is a GPC inventory, ``metadata.json`` and ``CITATION.txt``, always the same
    bytes for the same revisions; and what its formats do not hold: format, what, and the reason. ``step`` is told
    "write" before each inventory and "pack" at the end; what it raises ends the work."""
    city = holding.city.city_id
    files = {f"{city}_long.csv": long(holding), f"{city}_covenant_{language}.xlsx": covenant(holding, language)}
    files |= {f"{city}_{name}.csv": table(rows) for name, rows in holding.tables.items()}
    not_converted: list[dict[str, Any]] = [
        {"format": "every", "what": what, "reason": why}
        for what, why in left_beside(holding, {*holding.tables, "grades"})
    ]
    for name in ("covenant", "crf", "cdp"):
        left_of_people = people_left(holding, year_carried=name == "cdp")
        not_converted += [{"format": name, "what": what, "reason": why} for what, why in left_of_people]
    for year, method in holding.inventories:
        step("write")
        if all(row.quantity == Quantity.ENERGY for row in holding.of(year, method)):
            reason = "It holds no emissions."
            not_converted.append({"format": "crf", "what": f"{year}, {METHOD_NAMES[Method(method)]}", "reason": reason})
            continue
        found = crf_workbook.tables(holding, year, method)
        if found.result.cells:
            files[f"{city}_crf_{year}_{method}.xlsx"] = crf_workbook.crf(found)
        not_converted += [{"format": "crf", "what": f"{year}: {what}", "reason": why} for what, why in found.left]
    try:
        files[f"{city}_cdp.csv"], left = cdp_table.cdp(holding)
        not_converted += [{"format": "cdp", **item._asdict()} for item in left]
    except Refused as refusal:
        not_converted.append({"format": "cdp", "what": "the whole table", "reason": str(refusal)})
    files[f"{city}_iamc.csv"], left_out = gas_tables.iamc(holding)
    not_converted += [{"format": "iamc", "what": what, "reason": why} for what, why in left_out]
    try:
        made, left_out = gas_tables.primap2_files(holding)
        files |= made
        not_converted += [{"format": "primap2", "what": what, "reason": why} for what, why in left_out]
    except Refused as refusal:
        not_converted.append({"format": "primap2", "what": "the whole table", "reason": str(refusal)})
    about = {name: next((text for kind, text in ABOUT.items() if f"_{kind}" in name), STATED) for name in files}
    files["datapackage.json"] = data_package.described(holding, files, about, LICENCE)
    files["CITATION.txt"] = citation(holding).encode()
    about |= {"datapackage.json": "The tables for programs, by the Data Package standard.", "CITATION.txt": CITED}
    described = metadata(holding) | {
        "files": [
            {
                "name": name,
                "about": about[name],
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for name, content in sorted(files.items())
        ],
        "not_converted": not_converted,
    }
    files["metadata.json"] = json.dumps(described, ensure_ascii=False, indent=1, allow_nan=False).encode()
    step("pack")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in sorted(files.items()):
            target.writestr(entry(name), content, zipfile.ZIP_DEFLATED, 6)
    return archive.getvalue(), not_converted


def metadata(holding: Holding) -> dict[str, Any]:
    """What the figures are, as plain values for JSON: city, revisions, units, sources, and each table with its rows,
    its exact total (None for none) and its notation keys."""
    return {
        "title": f"Emission inventories of {holding.city.name}",
        "city": {"id": holding.city.city_id, "name": holding.city.name, "country": holding.city.country_code},
        "as_of": holding.as_of.isoformat(),
        "revisions": list(holding.revisions),
        "units": {quantity.value: unit for quantity, unit in UNITS.items()},
        "columns_of_the_long_table": list(COLUMNS),
        "sources": list(holding.sources),
        "licence": LICENCE,
        "inventories": [_inventory(holding, year, method) for year, method in holding.inventories],
    }


def _inventory(holding: Holding, year: int, method: str) -> dict[str, Any]:
    people, about = holding.population.get((year, method)), holding.about.get((year, method))
    tables = []
    for quantity in Quantity:
        rows = [row for row in holding.of(year, method) if row.quantity == quantity]
        counted = [row for row in rows if in_total(row.gpc_ref, row.sector, row.method)]
        numbers = [row.value for row in counted if row.value is not None]
        keys = [row.notation_key for row in counted if row.notation_key]
        if rows:
            tables.append(
                {
                    "quantity": quantity.value,
                    "unit": UNITS[quantity],
                    "rows": len(rows),
                    "total": fsum(numbers) if numbers else None,
                    "notation_keys": {key: keys.count(key) for key in sorted(set(keys))},
                    "revision": max(row.revision for row in rows),
                }
            )
    return {
        "year": year,
        "method": method,
        "approach": about.approach if about else "unknown",
        "gwp_set": about.gwp_set if about else "unknown",
        "inhabitants": people.inhabitants if people else None,
        "population_year": people.year if people else None,
        "population_source": people.source if people else None,
        "tables": tables,
    }


def citation(holding: Holding) -> str:
    """How to cite the figures: the city, the years, the revisions they come from, and every source."""
    years = ", ".join(dict.fromkeys(str(year) for year, _ in holding.inventories))
    revisions = ", ".join(map(str, holding.revisions))
    sources = "".join(f"- {source}\n" for source in holding.sources)
    return (
        f"{holding.city.name}: emission inventories of {years}. "
        f"Revisions {revisions}, as of {holding.as_of:%Y-%m-%d}.\n"
        f"Compiled with the Covenant of Mayors emissions dashboard.\n\nSources:\n{sources}\n{LICENCE}\n"
    )
