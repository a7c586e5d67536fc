"""One small inventory, written down in every format, as a text that can be read in a diff."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from analytics.inventories.inventory import About, Population
from datasets.exports.all_formats import packed as all_packed
from datasets.exports.holding import Holding
from datasets.store import InventoryRow
from tests.datasets.builders import TOWN

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def line(number: int, sector: str, label: str, **changes: object) -> InventoryRow:
    quantity = str(changes.get("quantity", "co2e"))
    fields = {
        "revision": 7,
        "year": 2019,
        "method": "covenant",
        "measure": "energy" if quantity == "energy" else "emissions",
        "source_row": number,
        "sector": sector,
        "label": label,
        "carrier": None,
        "scope": 1,
        "gpc_ref": None,
        "quantity": quantity,
        "value": None,
        "notation_key": None,
        "original_text": "",
        "original_unit": "",
        "source": "A report",
    }
    return InventoryRow(**{**fields, **changes})  # type: ignore[arg-type]


def small() -> Holding:
    """Two carriers, a key, a sum of two rows, a removal, and a number of seventeen digits."""
    lines = (
        line(2, "residential", "Homes", carrier="natural_gas", quantity="energy", value=0.1 + 0.2),
        line(3, "residential", "Flats", carrier="natural_gas", quantity="energy", value=1000.0),
        line(4, "public_lighting", "Lamps", carrier="electricity", scope=2, quantity="energy", notation_key="NE"),
        line(5, "residential", "Homes", carrier="natural_gas", value=202.25),
        line(6, "wastewater", "=Plant", value=12.345),
        line(7, "afolu", "Parks", value=-35.0),
    )
    key = (2019, "covenant")
    return Holding(
        TOWN, lines, {key: Population(52000.0, "A register")}, {key: About("activity-based", "AR5", "")}, (7,), AT
    )


def shown(content: bytes) -> str:
    """An archive as text: text files as they are, of workbooks every sheet with its filled cells."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            held = packed.read(name)
            parts.append(f"===== {name}")
            if not name.endswith(".xlsx"):
                described = json.loads(held) if name.endswith(".json") else None
                if described:
                    described["files"] = [item["name"] for item in described["files"]]
                parts.append(json.dumps(described, indent=1) if described else held.decode("utf-8-sig").strip())
                continue
            for sheet in openpyxl.load_workbook(io.BytesIO(held)).worksheets:
                parts.append(f"--- {sheet.title}")
                for cells in sheet.iter_rows():
                    filled = [f"{cell.coordinate} {cell.value!r}" for cell in cells if cell.value is not None]
                    parts += ["; ".join(filled)] if filled else []
    return "\n".join(parts).replace("\r\n", "\n") + "\n"


def test_the_bundle_of_a_small_inventory_is_as_it_was(root: Path) -> None:
    golden = root / "tests" / "golden" / "export.txt"
    assert shown(all_packed(small())[0]).splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_the_same_inventory_gives_the_same_archive_and_the_sums_of_its_files_hold() -> None:
    content = all_packed(small())[0]
    told = list[str]()
    assert content == all_packed(small(), step=told.append)[0]
    assert (told[0], told[-1]) == ("write", "pack")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        described = json.loads(packed.read("metadata.json"))
        assert {item["name"] for item in described["files"]} == set(packed.namelist()) - {"metadata.json"}
        assert all(item["bytes"] == len(packed.read(item["name"])) for item in described["files"])
    assert described["inventories"][0]["tables"][0]["notation_keys"] == {"NE": 1}
    assert described["inventories"][0]["tables"][1]["total"] == 202.25 + 12.345 - 35.0
    assert {item["format"] for item in described["not_converted"]} >= {"crf", "cdp"}
