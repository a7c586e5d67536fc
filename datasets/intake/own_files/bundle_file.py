"""A bundle: everything that was ever committed of one city in one file, and the way back.

It is a zip archive of two parts, a text for people and ``ledger.json``. Its last 64 bytes, the comment of the archive,
are the SHA-256 of all before them: a file that was cut, or in which one byte was changed, is known before it is opened.
The seal proves that a file is whole, and not who wrote it; whoever made a bundle says its head on another way.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from analytics.text.problems import Problem, Refused, block, blocked
from analytics.text.sentences import Sentence
from datasets.intake.readers.limits import UPLOAD, Limits, insist_on_size, megabytes
from datasets.store import CityRecord, carrying
from datasets.store.carrying import Back, CityRevision, HeldTable
from datasets.store.kinds.city_roles import EVERY_CITY

FORMAT = "city-bundle"
VALUE_BYTES = 112
"""What each of these values takes once it is read: twelve million objects of one value each took 2.6 GB."""
EDITION = 1
"""The edition of the form: one that is newer is refused, whatever else it holds."""
LEDGER, README = "ledger.json", "README.txt"
_SEAL = 64
_MARK = b"PK\x03\x04"
_VALUES = (b",", b"[", b"{")
"""The marks behind each of which stands one value of JSON at most."""
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""How half of a pair of signs is written, which alone is no text; the program writes none."""
_TOLD = ("author", "reason", "file_name", "file_sha256", "layout", "rows", "sample", "occurrence")
_ABOUT = """{name} ({city_id}): everything that was ever committed, {count} revisions, in their order.

Head: {head}
Two bundles with the same head hold the same history. Say it to whoever gets this file, on another way than the file.

To open it: `python -m datasets open-bundle FILE`, or on the page Figures of the dashboard.
To see what differs from another one: `python -m datasets compare-bundles FILE OTHER`.

The figures belong to those who published them: the terms of each source that the rows name apply.

{lines}
"""


@dataclass(frozen=True)
class Bundle:
    """What a bundle holds: a city, and what was ever committed of it, the oldest first."""

    city: CityRecord
    revisions: tuple[CityRevision, ...]

    @property
    def head(self) -> str:
        """The hash over all of it."""
        return carrying.head(self.city, self.revisions)


def written(bundle: Bundle) -> bytes:
    """The bytes of a bundle, always the same ones for the same history."""
    places = {one.identity: place for place, one in enumerate(bundle.revisions)}
    ledger = {
        "format": FORMAT,
        "edition": EDITION,
        "city": asdict(bundle.city),
        "head": bundle.head,
        "revisions": [_told(one, places) for one in bundle.revisions],
    }
    content = json.dumps(ledger, ensure_ascii=False, allow_nan=False, indent=1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        lines = [f"{place}. {one.line}; {one.identity}" for place, one in enumerate(bundle.revisions, start=1)]
        city = bundle.city
        said = {"name": city.name, "city_id": city.city_id, "count": len(lines), "head": bundle.head}
        for name, part in ((README, _ABOUT.format(**said, lines="\n".join(lines)).encode()), (LEDGER, content)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            target.writestr(info, part, zipfile.ZIP_DEFLATED, 6)
        target.comment = b"0" * _SEAL
    body = packed.getvalue()[:-_SEAL]
    return body + hashlib.sha256(body).hexdigest().encode()


def _told(one: CityRevision, places: Mapping[str, int]) -> dict[str, Any]:
    """A revision as plain values; others are named by their places in the file."""
    return {
        "identity": one.identity,
        "origins": one.origins,
        "committed_at": None if one.committed_at is None else one.committed_at.isoformat(),
        **{name: getattr(one, name) for name in _TOLD},
        "undoes": None if one.undoes is None else places[one.undoes],
        "back": [(*slot[:3], None if slot.content is None else places[slot.content]) for slot in one.back],
        "tables": {name: table._asdict() for name, table in one.tables.items()},
    }


def read(data: bytes, name: str, limits: Limits = UPLOAD) -> Bundle:
    """What a bundle holds; nothing is written. Raises Refused for a file that is none, that is not whole, that unpacks
    to too much, that a newer program wrote, or whose history is not the one that its head names."""
    insist_on_size(data, limits)
    if not data.startswith(_MARK):
        found = Sentence('"{name}", which is no bundle', name=name[:80])
        raise Refused(_problem("bundle-none", found, Sentence("Bring the file as the other installation wrote it.")))
    body, seal = data[:-_SEAL], data[-_SEAL:]
    if hashlib.sha256(body).hexdigest().encode() != seal:
        found = Sentence('"{name}", which was cut or changed since it was written, or is no bundle', name=name[:80])
        raise Refused(_problem("bundle-changed", found, Sentence("Get the file anew; nothing of it was read.")))
    content = _unpacked(data, name, limits)
    most = min(limits.cells, limits.memory_bytes // VALUE_BYTES)
    if (values := sum(map(content.count, _VALUES))) > most:  # each takes memory, however small the file is
        raise blocked(
            "too-many-values",
            Sentence('"{name}", which may hold {number:,} values', name=name[:80], number=values),
            Sentence("at most {most:,} values", most=most),
            "It was not opened. Open it on the command line, where larger files are read.",
        )
    told = _parsed(content, name)
    edition = told.get("edition")
    if told.get("format") != FORMAT or type(edition) is not int:
        _foreign(name, Sentence("it does not say what it is"))
    if edition > EDITION:
        raise blocked(
            "bundle-newer",
            Sentence('"{name}", a bundle of edition {edition}', name=name[:80], edition=edition),
            Sentence("a bundle of edition {edition} or older", edition=EDITION),
            "It comes from a newer program. Bring this installation up to date, then open it.",
        )
    try:
        bundle = _bundle(told)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError):
        _foreign(name, Sentence("its parts are not what a bundle holds"))
    said = [one.get("identity") for one in told["revisions"]]
    if said != [one.identity for one in bundle.revisions] or told.get("head") != bundle.head:
        _foreign(name, Sentence("its history is not the one that its head names"))
    return bundle


def _unpacked(data: bytes, name: str, limits: Limits) -> bytes:
    """The ledger of a sealed archive, of which no more is unpacked than its directory claims and the limits allow."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = {entry.filename: entry for entry in packed.infolist()}
            if len(packed.infolist()) != 2 or set(entries) != {LEDGER, README}:
                _foreign(name, Sentence("it holds other files than a bundle does"))
            entry = entries[LEDGER]
            if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                _foreign(name, Sentence("it is packed as no bundle is"))
            if entry.file_size <= limits.unpacked_bytes:
                with packed.open(entry) as part:
                    content = part.read(limits.unpacked_bytes + 1)
                if len(content) == entry.file_size:
                    return content
                _foreign(name, Sentence("it unpacks to something else than it says"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        _foreign(name, Sentence("it is packed as no bundle is"))
    most = megabytes(limits.unpacked_bytes)
    raise blocked(
        "zip-bomb",
        Sentence('"{name}", which unpacks to {size}', name=name[:80], size=megabytes(entry.file_size)),
        Sentence("at most {number}", number=most),
        "It was not opened. Open it on the command line, where larger files are read.",
    )


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    def refused(number: str) -> NoReturn:
        raise ValueError(number)

    try:
        told = json.loads(content.decode(), parse_constant=refused)
        if _HALF.search(content):
            json.dumps(told, ensure_ascii=False).encode()  # ValueError where one stands alone
    except (ValueError, RecursionError):
        _foreign(name, Sentence("its parts are not what a bundle holds"))
    if not isinstance(told, dict):
        _foreign(name, Sentence("it does not say what it is"))
    return told


def _foreign(name: str, why: str) -> NoReturn:
    found = Sentence('"{name}", which this program did not write: {why}', name=name[:80], why=why)
    raise Refused(_problem("bundle-foreign", found, Sentence("Get the file anew; nothing of it was taken.")))


def _problem(code: str, found: str, fix: str) -> Problem:
    return block(code, found, "a whole bundle of one city", fix)


def _bundle(told: Mapping[str, Any]) -> Bundle:
    """A bundle of plain values; KeyError, TypeError, ValueError, IndexError, AttributeError or OverflowError where they
    are none."""
    city = CityRecord(**told["city"] | {"other_names": tuple(_texts(told["city"]["other_names"]))})
    _texts([city.city_id, city.name, city.country_code, city.country, city.region, city.source])
    if city.city_id in ("", EVERY_CITY) or type(city.sample) is not bool:
        raise ValueError("city")
    for degrees in (city.latitude, city.longitude):
        if degrees is not None and type(degrees) is not float:
            raise TypeError("coordinates")
    revisions: list[CityRevision] = []
    for one in told["revisions"]:
        at = None if one["committed_at"] is None else datetime.fromisoformat(one["committed_at"])
        if at is not None and at.utcoffset() is None:
            raise ValueError("a time without a zone")
        said = {name: one[name] for name in _TOLD}
        _texts([said["author"], said["layout"]])
        _texts([said[name] for name in ("reason", "file_name", "file_sha256") if said[name] is not None])
        if type(said["rows"]) is not int or type(said["occurrence"]) is not int or type(said["sample"]) is not bool:
            raise TypeError("a number")
        made = CityRevision(
            committed_at=None if at is None else at.astimezone(UTC),
            **said,
            undoes=_named(one["undoes"], revisions),
            back=tuple(_back(slot, revisions) for slot in one["back"]),
            tables={name: _table(table) for name, table in one["tables"].items()},
        )
        revisions.append(
            replace(made, origins=tuple((_whole(number), _texts([head])[0]) for number, head in one["origins"]))
        )
    return Bundle(city, tuple(revisions))


def _back(slot: Sequence[Any], before: Sequence[CityRevision]) -> Back:
    year, method, measure, place = slot
    _texts([method, measure])
    return Back(_whole(year), method, measure, _named(place, before))


def _table(told: Mapping[str, Any]) -> HeldTable:
    columns = tuple(_texts(told["columns"]))
    rows = tuple(tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row) for row in told["rows"])
    if not rows or len(set(columns)) < len(columns) or any(len(row) != len(columns) for row in rows):
        raise ValueError("a table")
    return HeldTable(columns, rows)


def _named(place: Any, before: Sequence[CityRevision]) -> str | None:
    """The identity of the revision at a place before this one."""
    return None if place is None else before[range(len(before))[_whole(place)]].identity


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("no whole number")
    return value


def _texts(values: Sequence[Any]) -> Sequence[str]:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("no text")
    return values
