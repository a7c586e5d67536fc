"""What counts of a city, piece by piece: how two histories of it are compared, and brought together without a loss.

A piece is what one statement replaces as a whole: a table of an inventory, the inhabitants of one, a target list, the
entry of one hazard. Two histories contradict each other where both changed a piece since they parted, and otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from analytics.text.sentences import Sentence, counted, joined, listed, sentences
from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, Measure, Method
from datasets.city import assessment, factor_choice
from datasets.intake import cell_changes
from datasets.store import Reader
from datasets.store.inventory_rows import InventoryRow
from datasets.store.kind import StatedKind
from datasets.store.kinds import OF_INVENTORIES, STATED
from datasets.store.kinds.grades import KIND as GRADES
from datasets.store.kinds.grades import Grade, counting, table_of

INVENTORY = "inventory"
MOST_CELLS = 3
_UNITS = {Measure.ENERGY: "MWh", Measure.EMISSIONS: "t CO2e"}
_SECTOR = InventoryRow._fields.index("sector")
_BESIDE_FIGURES: Mapping[str, str] = sentences(
    {
        "original_text": "Text in the file",
        "original_unit": "Unit in the file",
        "source": "Source",
        "sheet": "Sheet",
        "column": "Column",
        "label": "Label",
    }
)
"""What a person sees of a row beside its place and its figure."""


class Piece(NamedTuple):
    """What a statement is of: ``what`` is "inventory" or the name of a kind of data, ``of`` says of which one."""

    what: str
    of: tuple[str, ...]

    @property
    def code(self) -> str:
        """How a command and an answer name it: "inventory/2019/covenant/energy"."""
        return "/".join((self.what, *self.of))


@dataclass(frozen=True)
class TableInForce:
    """The rows of a table of an inventory, with all that a person sees of them, their grades of data quality, and the
    total that the city's report gives (in MWh or t CO2e)."""

    rows: tuple[tuple[Any, ...], ...]
    grades: tuple[Grade, ...]
    total: float | None = field(default=None, compare=False)


State = Mapping[Piece, Any]
"""What counts by piece: a ``TableInForce``, an entry, or a tuple of entries that are stated as one list."""


class SaidApart(NamedTuple):
    """What two states say of one part of a piece, None for nothing; ``where`` is "" for the piece as a whole."""

    where: str
    left: str | None
    right: str | None


class PieceDifference(NamedTuple):
    """A piece in which two states differ, in words: its name, and part by part what each of them says."""

    piece: Piece
    title: str
    said: tuple[SaidApart, ...]

    def side(self, place: int) -> str:
        """What the left (0) or the right one (1) says first."""
        first = self.said[0]
        words = (first.left, first.right)[place] or Sentence("nothing")
        return Sentence("{kind}: {of}", kind=first.where, of=words) if first.where else words

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"piece": self.piece.code, "title": self.title, "said": [one._asdict() for one in self.said]}


@cache
def kinds() -> Mapping[str, StatedKind[Any]]:
    """What a city states, by the name of its kind; grades belong to the tables of inventories."""
    return {kind.name: kind for kind in STATED if kind is not GRADES and kind.of_city}


def state(reader: Reader, city_id: str) -> State:
    """What counts of a city as a reader sees it."""
    found: dict[Piece, Any] = {}
    register = reader.register
    if city_id not in {city.city_id for city in (*register.cities, *register.away)}:
        return found
    graded: dict[tuple[int, str, str], list[Grade]] = {}
    for grade in counting(register.of(GRADES).get(city_id, ())):
        graded.setdefault(table_of(grade), []).append(_undated(grade))
    city = next(one for one in (*register.cities, *register.away) if one.city_id == city_id)
    made = assessment.made_inventories(reader, city, factor_choice.of(register, city))
    totals = {(one.year, one.method): (one.energy_mwh, one.emissions_t) for one in made}
    of_table: dict[tuple[int, str, str], list[tuple[Any, ...]]] = {}
    for row in reader.inventory_rows(city_id):
        of_table.setdefault((row.year, row.method, row.measure), []).append(row[_SECTOR:])
    for (year, method, measure), rows in of_table.items():
        energy_mwh, emissions_t = totals.get((year, method), (None, None))
        held = TableInForce(
            tuple(rows),
            tuple(graded.get((year, method, measure), ())),
            energy_mwh if measure == Measure.ENERGY else emissions_t,
        )
        found[Piece(INVENTORY, (str(year), method, measure))] = held
    on_file = reader.in_force(city_id)
    for of_inventory in OF_INVENTORIES:
        for (year, method), told in getattr(on_file, of_inventory.name).items():
            # What counts of an inventory as the entry that states it.
            assert of_inventory.editing is not None
            cells = of_inventory.editing.row(told)
            empty = {
                column.field: ""
                for column in of_inventory.editing.columns
                if column.holds == "text" and not cells[column.field]
            }
            found[Piece(of_inventory.name, (str(year), method))] = of_inventory.editing.entry(
                **{**cells, **empty, "city_id": city_id, "year": year, "method": method}
            )
    for name, kind in kinds().items():
        entries = [_undated(entry) for entry in register.of(kind).get(city_id, ())]
        if kind.replaces == "list" and entries:
            found[Piece(name, ())] = tuple(entries)
        elif kind.replaces != "list":
            for entry in reversed(entries):  # of those that all stand, the newest comes first and counts
                if not getattr(entry, "withdrawn", False):
                    found[Piece(name, _key(kind, entry))] = entry
    return found


def _undated(entry: Any) -> Any:
    """An entry without the number of its revision, which is another one in each ledger."""
    return entry._replace(revision=0) if "revision" in getattr(entry, "_fields", ()) else entry


def _key(kind: StatedKind[Any], entry: Any) -> tuple[str, ...]:
    names = kind.key or (kind.editing.identity if kind.editing else ())
    return tuple("" if (value := getattr(entry, name)) is None else str(value) for name in names)


def differences(left: State, right: State) -> tuple[PieceDifference, ...]:
    """Every piece in which two states differ, in the order of the pieces."""
    pieces = sorted(piece for piece in {*left, *right} if left.get(piece) != right.get(piece))
    return tuple(difference(piece, left.get(piece), right.get(piece)) for piece in pieces)


def difference(piece: Piece, left: Any, right: Any) -> PieceDifference:
    """What two states say of one piece, in words."""
    if isinstance(left, TableInForce) and isinstance(right, TableInForce):
        return PieceDifference(piece, title(piece), tuple(_tables(piece, left, right)))
    if hasattr(left, "_fields") and hasattr(right, "_fields"):
        return PieceDifference(piece, title(piece), tuple(_fields_apart(piece, left, right)))
    if isinstance(left, tuple) and isinstance(right, tuple):
        return PieceDifference(piece, title(piece), tuple(_lists(piece, left, right)))
    return PieceDifference(piece, title(piece), (SaidApart("", _in_words(piece, left), _in_words(piece, right)),))


def title(piece: Piece) -> str:
    """What a piece is called."""
    if piece.what == INVENTORY:
        year, method, measure = piece.of
        said = {"year": year, "method": METHOD_NAMES[Method(method)]}
        if measure == Measure.ENERGY:
            return Sentence("{year}, {method}: energy", **said)
        return Sentence("{year}, {method}: emissions", **said)
    if piece.what in _OF_INVENTORIES:
        said = {"year": piece.of[0], "method": METHOD_NAMES[Method(piece.of[1])]}
        if piece.what == "population":
            return Sentence("{year}, {method}: inhabitants", **said)
        return Sentence("{year}, {method}: what the inventory says of itself", **said)
    kind = kinds()[piece.what]
    called = kind.editing.title if kind.editing else kind.called
    # The number of an entry of a pair was made by the program: what the entry says stands beside its kind and partner.
    of = ", ".join(said for name, said in zip(kind.key, piece.of, strict=False) if said and name != "id")
    if kind.editing is not None:
        of = ", ".join(filter(None, piece.of))
    return Sentence("{kind}: {of}", kind=called, of=of) if of else called


def _in_words(piece: Piece, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, TableInForce):
        return _table(piece, value)
    if not hasattr(value, "_fields"):
        return Sentence("{count} entries", count=len(value))
    return _entry(piece, value)


def _entry(piece: Piece, value: Any) -> str:
    titles = _titles(piece)
    return "; ".join(
        f"{titles[name]}: {cell}" if name in titles else str(cell)
        for name, cell in _cells(value).items()
        if cell not in (None, "", 0, ()) and str(cell) not in piece.of  # which the title of the piece says
    )


def _titles(piece: Piece) -> Mapping[str, str]:
    """What the fields of a piece are called where people edit them."""
    kind = {**kinds(), **{kind.name: kind for kind in OF_INVENTORIES}}[piece.what]
    return {column.field: column.title for column in kind.editing.columns} if kind.editing else {}


def _lists(piece: Piece, left: Sequence[Any], right: Sequence[Any]) -> Iterator[SaidApart]:
    """Two lists: how long they are where that differs, the fields of one entry that do, and what one alone holds."""
    if len(left) != len(right):
        yield SaidApart("", *(Sentence("{count} entries", count=len(entries)) for entries in (left, right)))
    others = [one for one in right if one not in left]
    for entry in [one for one in left if one not in right][:MOST_CELLS]:
        same = next((one for one in others if _called(one) == _called(entry)), None)
        if same is None:
            yield SaidApart("", _entry(piece, entry), None)
            continue
        others.remove(same)
        yield from (one._replace(where=f"{_called(entry)}, {one.where}") for one in _fields_apart(piece, entry, same))
    for entry in others[:MOST_CELLS]:
        yield SaidApart("", None, _entry(piece, entry))


def _called(entry: Any) -> str:
    """By what an entry is the same one in another list."""
    told = _cells(entry)
    return str(told.get("id") or ", ".join(str(told[name]) for name in ("year", "sector") if told.get(name)))


def _cells(value: Any) -> Mapping[str, Any]:
    told = value._asdict() if hasattr(value, "_asdict") else vars(value)
    return {name: cell for name, cell in told.items() if name not in ("city_id", "revision", "withdrawn")}


def _fields_apart(piece: Piece, left: Any, right: Any) -> Iterator[SaidApart]:
    """The fields in which two entries differ, by their titles where people edit them."""
    titles, one, other = _titles(piece), _cells(left), _cells(right)
    for name in one:
        if one[name] != other.get(name):
            yield SaidApart(titles.get(name, name), *(_cell(said.get(name)) for said in (one, other)))


def _cell(value: Any) -> str | None:
    if value in (None, ""):
        return None
    return Sentence("{number:,.15g}", number=value) if isinstance(value, float) else str(value)


def _table(piece: Piece, table: TableInForce) -> str:
    rows = counted("{number} row", "{number} rows", len(table.rows))
    if table.total is None:
        return rows
    unit = _UNITS[Measure(piece.of[2])]
    return Sentence("{rows}, {total:,.3f} {unit} in all", rows=rows, total=table.total, unit=unit)


def _tables(piece: Piece, left: TableInForce, right: TableInForce) -> Iterator[SaidApart]:
    """Two tables of one inventory: their rows and totals where these differ, then the first parts that do."""
    whole = _table(piece, left), _table(piece, right)
    if whole[0] != whole[1]:
        yield SaidApart("", *whole)
    apart = [*_cells_apart(left, right), *_words_apart(left, right), *_grades_apart(left, right)]
    yield from apart[:MOST_CELLS]
    if len(apart) > MOST_CELLS:
        yield SaidApart(counted("{number} more cell", "{number} more cells", len(apart) - MOST_CELLS), "…", "…")


def _cells_apart(left: TableInForce, right: TableInForce) -> Iterator[SaidApart]:
    for change in cell_changes.changes(cell_changes.cells(left.rows), cell_changes.cells(right.rows)):
        yield SaidApart(_place(change.place), *map(_figures, (change.before, change.after)))


def _words_apart(left: TableInForce, right: TableInForce) -> Iterator[SaidApart]:
    """Where figures are alike and what is said of them is not."""
    one, other = map(_by_figure, (left.rows, right.rows))
    for (place, _), rows in one.items():
        for mine, theirs in zip(rows, other.get((place, _), ()), strict=False):
            for name, title in _BESIDE_FIGURES.items():
                at = InventoryRow._fields.index(name) - _SECTOR
                if mine[at] != theirs[at]:
                    yield SaidApart(listed([_place(place), title]), _cell(mine[at]), _cell(theirs[at]))


def _by_figure(rows: Sequence[tuple[Any, ...]]) -> dict[tuple[cell_changes.FigurePlace, Any], list[tuple[Any, ...]]]:
    found: dict[tuple[cell_changes.FigurePlace, Any], list[tuple[Any, ...]]] = {}
    for row in rows:
        ((place, (figure,)),) = cell_changes.cells([row]).items()
        found.setdefault((place, figure), []).append(row)
    return found


def _grades_apart(left: TableInForce, right: TableInForce) -> Iterator[SaidApart]:
    """The cells whose grade differs between two tables."""
    one, other = ({grade[4:10]: grade.grade for grade in side.grades} for side in (left, right))
    for cell in {**one, **other}:
        if one.get(cell) != other.get(cell):
            where = listed([Sentence("Data quality"), *map(str, filter(None, cell))])
            yield SaidApart(where, one.get(cell), other.get(cell))


def _place(place: cell_changes.FigurePlace) -> str:
    names = [SECTORS[place.sector].name, *([CARRIERS[place.carrier].name] if place.carrier else [])]
    label = place.label if place.label and place.label.casefold() != place.sector else None
    return listed([*names, *filter(None, (place.gpc_ref, label, place.quantity))])


def _figures(figures: Sequence[cell_changes.Figure]) -> str | None:
    said = [one.key or Sentence("{number:,.15g}", number=one.value) for one in figures]
    return joined(said) if said else None


_OF_INVENTORIES = frozenset(kind.name for kind in OF_INVENTORIES)


class Merged(NamedTuple):
    """Two histories brought together: what is to count, and the pieces on which they contradict each other."""

    state: State
    contradictions: tuple[Piece, ...]


def merged(base: State, mine: State, theirs: State, decided: Mapping[Piece, str]) -> Merged:
    """What is to count after both: of each piece what was changed since ``base``. Where both changed it, and otherwise,
    it is a contradiction; what was ``decided`` of it ("mine" or "theirs") counts, and without a decision mine. Of an
    entry that both added, the one that says all of the other and more counts: a promise that was kept since.

    What only one side still says of an inventory goes with its tables (``_said_of_tables``): nobody took it back, a
    newer file came without it."""
    found: dict[Piece, Any] = {}
    contradicted = []
    for piece in sorted({*mine, *theirs}, key=lambda piece: (piece.what != INVENTORY, piece)):
        here, there, before = mine.get(piece), theirs.get(piece), base.get(piece)
        value = there if here == before else here
        if piece.what in _OF_INVENTORIES and (here is None) != (there is None):
            # What counts of an inventory of which one side alone says something: it stays where its tables are that
            # side's or where that side changed it since the two parted; else the newer tables of the other side came
            # without it.
            said, other = (mine, theirs) if piece in mine else (theirs, mine)
            held = [one for one in {*mine, *theirs} if one.what == INVENTORY and one.of[:2] == piece.of]
            by_other = held and all(found.get(one) == other.get(one) for one in held)
            by_said = all(found.get(one) == said.get(one) for one in held)
            value = None if by_other and not by_said and said[piece] == before else said[piece]
        elif here not in (before, there) and there != before:
            fuller = _fuller(here, there) if before is None else None
            if fuller is None:
                contradicted.append(piece)
            value = fuller or (there if decided.get(piece) == "theirs" else here)
        if value is not None:
            found[piece] = value
    return Merged(found, tuple(sorted(contradicted)))


def _fuller(here: Any, there: Any) -> Any:
    """The one of two entries that says all of the other, and more; None where neither does."""
    if type(here) is not type(there) or not hasattr(here, "_fields"):
        return None
    for one, other in ((here, there), (there, here)):
        if all(less in ("", None) or more == less for more, less in zip(one, other, strict=True)):
            return one
    return None


def restated(city_id: str, wanted: State, held: State, pieces: Sequence[Piece]) -> Iterator[tuple[str, Any]]:
    """What has to be stated so that these pieces of what is ``held`` are as ``wanted``, by the name of its kind: what a
    revision brings. Tables of inventories are put back otherwise (``carrying``)."""
    by_kind: dict[str, list[Any]] = {}
    for piece in pieces:
        value, known = wanted.get(piece), kinds().get(piece.what)
        if piece.what == INVENTORY:
            by_kind.setdefault(GRADES.name, []).extend(value.grades if value else ())
        elif known is not None and known.replaces == "list":
            yield piece.what, {city_id: value} if piece.what == "actions" else value
        elif value is not None:
            by_kind.setdefault(piece.what, []).append(value)
        elif "withdrawn" in getattr(held.get(piece), "_fields", ()):
            by_kind.setdefault(piece.what, []).append(held[piece]._replace(withdrawn=True))
    yield from by_kind.items()
