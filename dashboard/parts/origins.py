"""What is said of numbers that leave the page: unit, method, sources, revision, date, and how to cite them."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from datasets.exports.workbooks import CREATOR

UNKNOWN = "not stated"


def about(
    city: str, title: str, unit: str, inventories: Iterable[Inventory], extra: Iterable[str] = ()
) -> dict[str, str]:
    """What a file says of figures made from ``inventories`` of a city; ``extra`` are further sources.

    ``unit`` is the unit in words. Where nothing is stated the file says so.
    """
    found = sorted(inventories, key=lambda item: (item.year, item.method))
    sources = list(dict.fromkeys([*(source for item in found for source in item.sources), *extra]))
    newest = max(found, key=lambda item: item.revision, default=None)
    told = {
        "City": city,
        "Years": ", ".join(dict.fromkeys(str(item.year) for item in found)) or UNKNOWN,
        "Unit": unit,
        "Method": _each(METHOD_NAMES[Method(item.method)] for item in found),
        "Approach": _each(item.approach for item in found),
        "GWP set": _each(item.gwp_set for item in found),
        "Source": "; ".join(sources) or UNKNOWN,
        "Revision": str(newest.revision) if newest else UNKNOWN,
        "As of": f"{newest.committed_at:%Y-%m-%d}" if newest else UNKNOWN,
    }
    stand = f", revision {newest.revision} of {theme.date(newest.committed_at)}" if newest else ""
    told["Citation"] = f"{city}: {title.rstrip('.')}. {told['Source'].rstrip('.')}. {CREATOR}{stand}."
    return told


def _each(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word if word != "unknown" else UNKNOWN for word in words)) or UNKNOWN
