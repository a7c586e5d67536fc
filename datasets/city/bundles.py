"""Bundles: a city taken along whole, opened in another installation, compared, and brought together with what is there.

Nothing that is on file is ever written over: what a bundle brings is added behind it, revision by revision, in one
transaction. Where the two histories contradict each other, nothing is written before somebody has decided.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analytics.text import given_reasons
from analytics.text.problems import Problem, Refused, ask, block, blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, Method, Quantity
from datasets.city import access, city_state
from datasets.city.city_state import Piece, PieceDifference, State
from datasets.intake.own_files import bundle_file
from datasets.intake.own_files.bundle_file import Bundle
from datasets.intake.readers.limits import Limits
from datasets.store import CityRecord, CityRevision, Reader, Revision, Store, Submission, carrying
from datasets.store.kinds.city_entries import KIND as CITY_ENTRIES
from datasets.store.kinds.city_entries import LISTED

MINE, THEIRS = "mine", "theirs"
LAYOUT, MERGED = "bundle", "merge"
_WORDS = {
    "method": frozenset(map(str, Method)),
    "quantity": frozenset(map(str, Quantity)),
    "sector": frozenset(SECTORS),
    "carrier": frozenset(CARRIERS),
    "gpc_ref": frozenset(GPC_REFERENCES),
}
"""By the columns of a row of an inventory the codes that it may hold."""


@dataclass(frozen=True)
class _Side:
    """A history with what counts by it, and by piece the identity of the revision that fills a table."""

    revisions: tuple[CityRevision, ...]
    state: State
    filled: Mapping[Piece, str]


@dataclass(frozen=True)
class BundleDraft:
    """A bundle that was read and checked beside what is on file; nothing is written.

    ``new`` are its revisions that are not on file, ``only_here`` counts those on file that it lacks. ``changes`` is
    what would count otherwise, ``contradictions`` what both changed since they parted: here first, then in the bundle.
    ``begins`` says whether its city is not on file, be it put away.
    """

    bundle: Bundle
    name: str
    sha256: str
    new: tuple[CityRevision, ...]
    only_here: int
    changes: tuple[PieceDifference, ...]
    contradictions: tuple[PieceDifference, ...]
    side: _Side = field(repr=False)
    begins: bool

    @property
    def city(self) -> CityRecord:
        """The city that it holds."""
        return self.bundle.city

    @property
    def says_whether_listed(self) -> bool:
        """Whether it would put its city away or bring it back."""
        listed = Piece(CITY_ENTRIES.name, (LISTED,))
        return any(one.piece == listed for one in (*self.changes, *self.contradictions))

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "city": self.city.city_id,
            "name": self.city.name,
            "head": self.bundle.head,
            "revisions": len(self.bundle.revisions),
            "new": [one.as_dict() for one in self.new],
            "only_here": self.only_here,
            "changes": [one.as_dict() for one in self.changes],
            "contradictions": [one.as_dict() for one in self.contradictions],
        }


@dataclass(frozen=True)
class BundleComparison:
    """Two bundles beside each other: what only one of them holds, and where what counts differs."""

    left: Bundle
    right: Bundle
    only_left: tuple[CityRevision, ...]
    only_right: tuple[CityRevision, ...]
    differences: tuple[PieceDifference, ...]

    @property
    def same(self) -> bool:
        """Whether both hold the same history."""
        return self.left.head == self.right.head

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "city": self.left.city.city_id,
            "same": self.same,
            "heads": [self.left.head, self.right.head],
            "only_left": [one.as_dict() for one in self.only_left],
            "only_right": [one.as_dict() for one in self.only_right],
            "differences": [one.as_dict() for one in self.differences],
        }


def read(store: Store, data: bytes, name: str, limits: Limits) -> BundleDraft:
    """Read a bundle and hold it against what is on file. Raises Refused where it is none, or not whole, or of another
    city under the same id."""
    bundle, register = bundle_file.read(data, name, limits), store.register()
    theirs, mine = _alone(bundle, name), _here(store, bundle.city)
    wanted = _together(mine, theirs, _parting(bundle.city, mine, theirs), {})
    known = {one.identity for one in mine.revisions}
    held = {one.identity for one in theirs.revisions}
    contradicted = {
        piece: city_state.difference(piece, mine.state.get(piece), theirs.state.get(piece))
        for piece in wanted.contradictions
    }
    return BundleDraft(
        bundle,
        name,
        hashlib.sha256(data).hexdigest(),
        tuple(one for one in theirs.revisions if one.identity not in known),
        sum(one.identity not in held for one in mine.revisions),
        tuple(one for one in city_state.differences(mine.state, wanted.state) if one.piece not in contradicted),
        tuple(contradicted.values()),
        theirs,
        not any(one.city_id == bundle.city.city_id for one in (*register.cities, *register.away)),
    )


def open_bundle(
    store: Store, draft: BundleDraft, who: str, reason: str, decided: Mapping[str, str] | None = None
) -> Revision | None:
    """Add what a bundle brings behind what is on file, whole or not at all; None where it brings nothing.

    ``decided`` says by the code of each contradiction ("all": of all others) whether "mine" or "theirs" counts; both
    stay in the history. Raises Refused without a reason, and where a contradiction is not decided.
    """
    if draft.begins:
        access.insist(store, who, "add_city")
    elif draft.says_whether_listed:
        access.insist(store, who, "put_away", draft.city.city_id)
    why = Sentence("Say in a few words from whom it is and what for.")
    given_reasons.insist(reason, Sentence("no reason for opening the bundle"), why)
    theirs, mine = draft.side, _here(store, draft.city)
    parting = _parting(draft.city, mine, theirs)
    first = _together(mine, theirs, parting, {})
    chosen = _decisions(first.contradictions, dict(decided or {}), mine.state, theirs.state)
    wanted = _together(mine, theirs, parting, chosen)
    filled = {
        piece: (mine if mine.state.get(piece) == value else theirs).filled[piece]
        for piece, value in wanted.state.items()
        if piece.what == city_state.INVENTORY
    }
    opening = Submission(
        rows=None,
        row_count=0,
        author=who,
        layout=LAYOUT,
        reason=reason.strip(),
        file_name=draft.name,
        file_sha256=draft.sha256,
    )

    def settled(reader: Reader) -> carrying.Settling:
        held = city_state.state(reader, draft.city.city_id)
        apart = {piece for piece in {*held, *wanted.state} if held.get(piece) != wanted.state.get(piece)}
        return _settling(draft.city.city_id, wanted.state, held, sorted(apart.union(chosen)), filled, opening)

    def check(reader: Reader) -> None:
        if city_state.state(reader, draft.city.city_id) != wanted.state:
            raise Refused(_unsettled(draft.name))

    return store.carry(draft.city, theirs.revisions, opening, settled, check)


def compare(left: Bundle, right: Bundle) -> BundleComparison:
    """Two bundles of one city beside each other. Raises Refused where they are of two cities."""
    if left.city.city_id != right.city.city_id:
        raise blocked(
            "bundles-apart",
            Sentence("bundles of {left} and {right}", left=left.city.name, right=right.city.name),
            "two bundles of one city",
            "Two cities are compared in the twin room, once both bundles are open.",
        )
    one, other = _alone(left, left.city.name), _alone(right, right.city.name)
    held, known = ({revision.identity for revision in side.revisions} for side in (one, other))
    return BundleComparison(
        left,
        right,
        tuple(revision for revision in one.revisions if revision.identity not in known),
        tuple(revision for revision in other.revisions if revision.identity not in held),
        city_state.differences(one.state, other.state),
    )


def _alone(bundle: Bundle, name: str) -> _Side:
    """What counts by a bundle alone: it is opened in a ledger of its own, where whatever is wrong with it shows."""
    for one in bundle.revisions:
        # Raise Refused for a code that this program does not know: a page would fail over it.
        for table, held in one.tables.items():
            places = {column: held.columns.index(column) for column in _WORDS if column in held.columns}
            if table != carrying.ROWS:
                places = {
                    column: place for column, place in places.items() if column == "method" and table != "targets"
                }
            for column, place in places.items():
                cells = {row[place] for row in held.rows} - {None, ""}
                if unknown := sorted(map(str, cells - _WORDS[column])):
                    raise Refused(_unfit(name, f"{column} {unknown[0][:40]!r}"))
    return _side(bundle.city, bundle.revisions, name)


def _side(city: CityRecord, revisions: Sequence[CityRevision], name: str) -> _Side:
    try:
        with Store(":memory:", listed=False) as store, store.carried_alone(city, revisions) as (reader, names):
            return _read(reader, city.city_id, tuple(revisions), names)
    except carrying.Unfit as error:
        raise Refused(_unfit(name, str(error))) from error


def _here(store: Store, city: CityRecord) -> _Side:
    """What is on file of the city of a bundle. Raises Refused where another city bears its id."""
    with store.reader() as reader:
        register = reader.register
        known = next((one for one in (*register.cities, *register.away) if one.city_id == city.city_id), None)
        if known is None:
            return _Side((), {}, {})
        if known.country_code != city.country_code or known.names.isdisjoint(city.names - {city.city_id.casefold()}):
            raise Refused(_another(known, city))
        _, revisions = store.city_revisions(city.city_id)
        names = {number: one.identity for number, one in revisions.items()}
        return _read(reader, city.city_id, tuple(revisions.values()), names)


def _read(reader: Reader, city_id: str, revisions: tuple[CityRevision, ...], names: Mapping[int, str]) -> _Side:
    filled = {
        Piece(city_state.INVENTORY, tuple(map(str, where))): names[number]
        for where, number in reader.contents(city_id).items()
    }
    return _Side(revisions, city_state.state(reader, city_id), filled)


def _parting(city: CityRecord, mine: _Side, theirs: _Side) -> State | None:
    """What counted when both histories parted; None where one of them goes on from the other."""
    known, held = ({one.identity for one in side.revisions} for side in (mine, theirs))
    if known <= held or held <= known:
        return None
    return _side(city, [one for one in mine.revisions if one.identity in held], city.name).state


def _together(mine: _Side, theirs: _Side, parting: State | None, decided: Mapping[Piece, str]) -> city_state.Merged:
    """What is to count after both histories."""
    if parting is None:
        longer = max(theirs, mine, key=lambda side: len(side.revisions))
        return city_state.Merged(longer.state, ())
    return city_state.merged(parting, mine.state, theirs.state, decided)


def _decisions(pieces: Sequence[Piece], decided: dict[str, str], mine: State, theirs: State) -> dict[Piece, str]:
    """By piece what was decided. Raises Refused with every contradiction that nobody decided."""
    found, problems = {}, []
    for piece in pieces:
        answer = decided.get(piece.code, decided.get("all"))
        if answer in (MINE, THEIRS):
            found[piece] = answer
            continue
        said = city_state.difference(piece, mine.get(piece), theirs.get(piece))
        problems.append(
            ask(
                "bundle-contradicts",
                Sentence(
                    "{piece}: here {mine}; in the bundle {theirs}",
                    piece=said.title,
                    mine=said.side(0),
                    theirs=said.side(1),
                ),
                "one that counts; both stay in the history",
                "Decide which of the two counts.",
                key=piece.code,
                choices=(MINE, THEIRS),
            )
        )
    if problems:
        raise Refused(*problems)
    return found


def _settling(
    city_id: str,
    wanted: State,
    held: State,
    pieces: Sequence[Piece],
    filled: Mapping[Piece, str],
    opening: Submission,
) -> carrying.Settling:
    """What has to be stated behind both histories, so that what is wanted counts in whichever order they stand."""
    tables = [piece for piece in pieces if piece.what == city_state.INVENTORY]
    back = tuple(
        carrying.Back(int(piece.of[0]), piece.of[1], piece.of[2], filled[piece] if piece in wanted else None)
        for piece in tables
    )
    brings = dict(city_state.restated(city_id, wanted, held, pieces))
    submission = replace(opening, layout=MERGED, brings={name: entries for name, entries in brings.items() if entries})
    return carrying.Settling(back, submission)


def _unfit(name: str, why: str) -> Problem:
    return block(
        "bundle-unfit",
        Sentence('"{name}", which holds what this program does not know: {why}', name=name[:80], why=why[:200]),
        "a whole bundle of one city",
        "Bring this installation up to date, or get the file anew; nothing of it was taken.",
    )


def _another(known: CityRecord, city: CityRecord) -> Problem:
    return block(
        "bundle-other-city",
        Sentence(
            "{city} ({country}) under the id {city_id}", city=city.name, country=city.country, city_id=city.city_id
        ),
        Sentence("{city} ({country}), which bears it here", city=known.name, country=known.country),
        "These are two cities. Open the bundle in a database that has no other city of this id.",
    )


def _unsettled(name: str) -> Problem:
    return block(
        "bundle-unsettled",
        Sentence('"{name}", after which something else would count than both histories say', name=name[:80]),
        "two histories that can be brought together",
        "Nothing was written. Undo what was stated here since the two parted, and open it again.",
    )
