"""Inventories written down: our long table, the Covenant template, the reporting tables of others, and repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Method

if TYPE_CHECKING:
    from datasets.store import Store

FORMATS = ("long", "covenant", "crf", "cdp", "iamc", "primap2", "all", "bundle")


@dataclass(frozen=True)
class Exported:
    """A file that was written, and what of the inventories it does not hold: what, and why."""

    content: bytes
    left_out: tuple[tuple[str, str], ...] = ()


def exported(
    store: Store,
    city: str,
    form: str,
    years: Sequence[int] = (),
    language: str = "en",
    revision: int | None = None,
    step: Callable[[str], None] = lambda _name: None,
) -> Exported:
    """What is on file of a city in one of FORMATS, with what the format leaves out; ``years`` chooses, without them it
    is all of it. It is as it stood after ``revision`` where one is named.

    ``step`` is told "read", "write" and, of several files, "pack", and may end the work by raising. The common
    reporting tables hold one inventory: the newest of those chosen that fits. "all" holds every format of inventories,
    "bundle" everything that was ever committed. Raises Refused for a city without an inventory, of which there is a
    bundle alone, and where the format cannot hold any of its inventories.
    """
    from datasets.exports.holding import holding, left_beside, people_left

    step("read")
    if form == "bundle":
        from datasets.exports import city_bundle

        return Exported(city_bundle.bundle(store, city, years, revision))
    found = holding(store, city, years, revision)
    step("write")
    beside = tuple(left_beside(found, {"grades"}))
    if form == "long":  # most files are this one, which needs nothing of the others
        from datasets.exports import long_csv

        return Exported(long_csv.long(found), beside)
    from datasets.exports import all_formats, cdp_table, covenant, crf_workbook, gas_tables

    if form == "covenant":
        return Exported(covenant.covenant(found, language), (*covenant.left(found), *people_left(found), *beside))
    if form == "crf":
        tables = crf_workbook.newest(found)
        others = [key for key in found.inventories if key != (tables.year, tables.method)]
        alone = [f"{year}, {METHOD_NAMES[Method(method)]}" for year, method in others]
        others_left = ((what, "The tables hold one inventory.") for what in alone)
        return Exported(crf_workbook.crf(tables), (*tables.left, *others_left, *people_left(found), *beside))
    if form == "cdp":
        content, left = cdp_table.cdp(found)
        without = left_beside(found)
        return Exported(
            content, (*((item.what, item.reason) for item in left), *people_left(found, year_carried=True), *without)
        )
    if form in ("iamc", "primap2"):
        content, left_out = gas_tables.iamc(found) if form == "iamc" else gas_tables.primap2(found)
        return Exported(content, (*left_out, *people_left(found), *left_beside(found)))
    if form == "all":
        content, missing = all_formats.packed(found, language, step)
        return Exported(content, tuple((f"{item['format']}: {item['what']}", item["reason"]) for item in missing))
    raise blocked(
        "format-unknown",
        f'"{form}"',
        Sentence("one of {names}", names=", ".join(FORMATS)),
        "Choose one.",
        key="format",
        choices=FORMATS,
    )
