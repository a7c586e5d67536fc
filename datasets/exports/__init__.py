"""Inventories written down: our long table, the Covenant template, the reporting tables of others, and repairs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.problems import Problem, Refused

if TYPE_CHECKING:
    from datasets.store import Store

FORMATS = ("long", "covenant", "crf", "cdp", "bundle")
ENDINGS = {"long": ".csv", "covenant": ".xlsx", "crf": ".xlsx", "cdp": ".csv", "bundle": ".zip"}


def export(store: Store, city: str, form: str, years: Sequence[int] = (), language: str = "en") -> bytes:
    """What is on file of a city in one of FORMATS; ``years`` chooses, without them it is all of it.

    The common reporting tables hold one inventory: the newest of those chosen that fits. Raises Refused for a city
    without an inventory, and where the format cannot hold any of its inventories.
    """
    from datasets.exports import bundle, cdp, covenant, crf, long
    from datasets.exports.holding import holding

    found = holding(store, city, years)
    if form == "long":
        return long.long(found)
    if form == "covenant":
        return covenant.covenant(found, language)
    if form == "crf":
        return crf.crf(crf.newest(found))
    if form == "cdp":
        return cdp.cdp(found)[0]
    if form == "bundle":
        return bundle.bundle(found, language)
    raise Refused(
        Problem("block", "format-unknown", f'"{form}"', f"one of {', '.join(FORMATS)}", "Choose one.", key="format",
                choices=FORMATS)
    )  # fmt: skip


def write(path: Path, content: bytes, force: bool = False) -> None:
    """Write a file whole or not at all. Raises Refused where one is there already (unless ``force``) or none can be."""
    if path.exists() and not force:
        raise Refused(
            Problem("block", "file-exists", f'"{path}", which exists', "a new file", "Choose another name, or --force.")
        )
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refused(
            Problem(
                "block", "file-unwritable", f'"{path}" ({error.strerror or error})', "a path that can be written",
                "Check the folder and the rights.",
            )
        ) from error  # fmt: skip
