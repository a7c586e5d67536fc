"""One inventory under examination: what was found in it so far, and its figures with the suggested repairs made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from analytics.detection.figure_repairs import FigureRepair, HeldPlace
from analytics.detection.implied import AGREEMENT, Plausible, hits
from analytics.detection.messages import COLUMNS, OWN_FIGURE, UNITS
from analytics.detection.places import EMISSIONS, ENERGY, Places, digits, figure, listed
from analytics.detection.year_columns import Cell, Years
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS

CHANCE_REPEATS = 0.05
"""[R] A repeated number is told when fewer than this many pairs would be alike by chance, see ``_repeated``."""
FEWEST_DIGITS = 4
"""[R] However few the numbers: shorter ones are rounded estimates, and those repeat."""


class FoundPlace(NamedTuple):
    """A place that a finding is about: its sector and, where it has them, its GPC reference and carrier."""

    sector: str
    gpc_ref: str = ""
    carrier: str = ""


@dataclass(frozen=True)
class Finding:
    """One suspicion about an inventory, with what it was held against and a suggested repair.

    ``row`` is the row of the file to look at first, ``rows`` all that are concerned, both as a spreadsheet counts;
    ``column`` is energy, emissions or population. ``tonnes_at_stake`` is how far emissions and their reference lie
    apart, or the tonnes that rest on the doubtful figure; None where no factor turns it into tonnes. ``spots`` are the
    places that it is about, none where it is about the inventory. ``settled`` says by whom it was explained, and why.
    ``should_t`` is what the places should emit if the finding is right, where ``holds_t`` is on file; None where nobody
    can tell. ``repair`` says what would settle it. ``method`` is that of the inventory.
    ``share`` is what is at stake as a share of the tonnes of the inventory, as it stands; None where one of them is not
    known. ``mends`` is the repair where it can be carried out as it is.
    """

    code: str
    row: int | None
    column: str | None
    city_id: str
    year: int
    tonnes_at_stake: float | None
    message: str
    repair: str
    rows: tuple[int, ...]
    spots: tuple[FoundPlace, ...] = ()
    settled: str = ""
    share: float | None = None
    mends: FigureRepair | None = None
    holds_t: float = 0.0
    should_t: float | None = None
    method: str = ""

    @property
    def moves_t(self) -> float | None:
        """By how many tonnes the total of its year would move with the figure as it should be."""
        return None if self.should_t is None else self.should_t - self.holds_t


class Case:
    """One inventory under examination: what was found so far, and its figures with the suggested repairs made."""

    def __init__(
        self,
        places: Places,
        factors: Mapping[tuple[str, str], Plausible],
        years: Years,
        keyed: Mapping[Cell, int] | None = None,
    ) -> None:
        """``years`` are those of the city by the method of ``places``, ``keyed`` the row in the file of each cell that
        holds a notation key."""
        self.places, self.years, self.keyed = places, years, keyed or {}
        self.year = places.year
        self.column = years.at.index(places.year)
        self.found: list[Finding] = []
        self.hits, self.reference = hits(places, factors)
        self.repaired = {column: places.amounts[column].copy() for column in (ENERGY, EMISSIONS)}
        # How far a repaired figure may be off; without limit where something is wrong that no reference puts right.
        self.slack = {column: np.zeros(len(places)) for column in (ENERGY, EMISSIONS)}
        self.scaled: set[str] = set()
        self.told = sorted({int(place) for hit in self.hits for place in hit.members})
        self.seen: set[int] = set()
        """The lines of ``years`` that a check over the years told."""
        self._open: tuple[tuple[int, int], np.ndarray] | None = None

    def tell(
        self,
        code: str,
        members: np.ndarray,
        column: str,
        stake: float | None,
        message: str,
        repair: str,
        rows: Sequence[int | None] = (),
        first: int | None = None,
        mends: FigureRepair | None = None,
        share: float | None = None,
        should: float | None = None,
    ) -> None:
        """Note one finding about the places ``members``; ``rows`` are more rows that are concerned, ``mends`` is what
        can be done to their figures, ``share`` what is at stake as a share of the whole, where no tonnes tell it, and
        ``should`` what they should emit, in t."""
        both = [self.places.rows[name][members] for name in (column, ENERGY, EMISSIONS) if name in self.places.rows]
        known = {int(row) for part in both for row in part if row > 0} | {row for row in rows if row}
        own = self.places.rows[column][members] if column in self.places.rows else np.zeros(0, dtype=int)
        start = first or next((int(row) for row in (own, *both) for row in row if row > 0), None)
        stake = None if stake is None or not np.isfinite(stake) else float(stake)
        place = (str(self.places.city_id[0]), self.places.year, stake, message, repair)
        names = (self.places.sector[members], self.places.ref[members], self.places.carrier[members])
        spots = tuple(dict.fromkeys(FoundPlace(*map(str, found)) for found in zip(*names, strict=True)))
        told = Finding(code, start, COLUMNS.get(column, column), *place, tuple(sorted(known)), spots)
        self.found.append(
            replace(
                told,
                share=self.share(stake) if share is None else share,
                mends=mends and mends.of(self._held(members)),
                holds_t=float(np.nansum(self.places.amounts[EMISSIONS][members])),
                should_t=None if should is None or not np.isfinite(should) else float(should),
            )
        )

    def share(self, stake: float | None) -> float | None:
        """Tonnes at stake as a share of all tonnes of the inventory: what its places emit, without emissions what their
        energy stands for by the reference factors; None where there are none."""
        emitted = self.places.amounts[EMISSIONS]
        tonnes = np.abs(np.where(np.isfinite(emitted), emitted, self.places.amounts[ENERGY] * self.reference))
        parts = np.isfinite(tonnes) & self.places.counted & (self.places.sector != "total")
        whole = float(tonnes[parts if parts.any() else np.isfinite(tonnes)].sum())
        return stake / whole if stake is not None and whole > 0 else None

    def part(self, column: str, amount: float) -> float | None:
        """An amount as a share of all that the inventory holds of its measure, where no tonnes tell it."""
        amounts = np.abs(np.where(self.places.counted, self.places.amounts[column], np.nan))
        parts = self.places.sector != "total"
        whole = float(np.nansum(amounts[parts] if np.isfinite(amounts[parts]).any() else amounts))
        return min(abs(amount) / whole, 1.0) if whole > 0 else None

    def _held(self, members: np.ndarray) -> tuple[HeldPlace, ...]:
        places = self.places
        names = (places.sector[members], places.label[members], places.carrier[members])
        scopes = [None if np.isnan(scope) else int(scope) for scope in places.scope[members]]
        return tuple(
            HeldPlace(str(sector), str(label), str(carrier), scope, str(reference))
            for sector, label, carrier, scope, reference in zip(*names, scopes, places.ref[members], strict=True)
        )

    def open(self) -> np.ndarray:
        """The lines of ``years`` about which nothing was told yet."""
        if self._open is None or self._open[0] != (len(self.told), len(self.seen)):
            told = np.isin(self.years.keys, self.places.key[self.told])
            told[list(self.seen)] = True
            self._open = (len(self.told), len(self.seen)), ~told
        return self._open[1]

    def named(self, line: int | np.integer[Any]) -> str:
        """A line of ``years`` in words, with its rows where this year has the place."""
        members = np.flatnonzero(self.places.key == self.years.keys[line])
        return self.places.name(members[0]) if len(members) else self.years.name(line)

    def tell_lines(
        self,
        code: str,
        lines: np.ndarray,
        column: str,
        apart: float,
        message: str,
        repair: str,
        mends: FigureRepair | None = None,
        should: float | None = None,
    ) -> None:
        """Note one finding about lines of ``years``; ``apart``, and what they ``should`` hold, are in the unit of the
        measure."""
        should = should if column == EMISSIONS else None
        keys = self.years.keys[lines]
        members = np.flatnonzero(np.isin(self.places.key, keys) & np.isfinite(self.places.amounts[column]))
        rows = [self.keyed[cell] for cell in map(self.years.cell, lines) if cell in self.keyed]
        stake = apart if column == EMISSIONS else self.tonnes(np.array([apart]), members[:1])
        self.seen |= {int(line) for line in lines}
        self.slack[column][members] = np.inf
        start = rows[0] if rows and not len(members) else None
        share = self.part(column, apart) if stake is None else None
        mends = mends if len(members) else None
        self.tell(code, members, column, stake, message, repair, rows, start, mends, share, should)
        if not len(members):
            names = (self.years.sector[lines], self.years.ref[lines], self.years.carrier[lines])
            spots = tuple(FoundPlace(*map(str, found)) for found in zip(*names, strict=True))
            self.found[-1] = replace(self.found[-1], spots=spots)

    def about(self, sector: str, reference: str) -> None:
        """Say which place the finding told last is about, where this year has no row of it."""
        self.found[-1] = replace(self.found[-1], spots=(FoundPlace(sector, reference),))

    def fallen(self, line: int | np.integer[Any], column: str, then: int, lost: float) -> bool:
        """Whether the group of sectors of a line lost at least half of what the line lost (below zero: gained) since
        the year in column ``then``; if not, it is divided otherwise now."""
        group = SECTORS[self.years.sector[line]].group
        mine = [SECTORS[sector].group == group for sector in self.years.sector]
        amounts = self.years.amounts[column]
        fell = float(np.nansum(amounts[mine, then]) - np.nansum(amounts[mine, self.column]))
        return fell >= lost / 2 if lost > 0 else fell <= lost / 2

    def tonnes(self, energy: np.ndarray, members: np.ndarray) -> float | None:
        """The tonnes that energy stands for by the reference factors, None where one is unknown."""
        total = float(np.sum(energy * self.reference[members]))
        return total if np.isfinite(total) else None

    def note_hits(self) -> None:
        """Tell what the implied factors gave away, and keep the repaired figures for the checks that follow."""
        for hit in self.hits:
            for column in (ENERGY, EMISSIONS):
                amounts = hit.repaired.get(column)
                if amounts is None:
                    self.slack[column][hit.members] = np.inf
                    continue
                self.repaired[column][hit.members] = amounts
                self.slack[column][hit.members] = 2 * AGREEMENT * np.abs(amounts)
        doubled = self._doubtful_repeats()
        for hit in self.hits:
            if not set(hit.members) <= doubled:
                right = hit.repaired.get(EMISSIONS) if hit.column == EMISSIONS else None
                should = None if right is None else float(right.sum())
                self.tell(
                    hit.code,
                    hit.members,
                    hit.column,
                    hit.stake,
                    hit.message,
                    hit.repair,
                    mends=hit.mends,
                    should=should,
                )

    def _doubtful_repeats(self) -> set[int]:
        """Places whose implied factor is off because a number of another place stands in them."""
        return {int(place) for column in (ENERGY, EMISSIONS) for pair in self._repeated(column) for place in pair}

    def _repeated(self, column: str) -> list[np.ndarray]:
        """Groups of places with the same number. Of n numbers with d digits, about n²/(2 x 9 x 10^(d-1)) pairs are
        alike by chance (birthday problem); a number with too few digits for that says nothing. [R]"""
        amounts = np.where(self.places.sector == "total", np.nan, self.places.amounts[column])
        values, inverse, counts = np.unique(amounts, return_inverse=True, return_counts=True)
        repeated = np.flatnonzero((counts > 1) & np.isfinite(values) & (values != 0))
        count = int(np.isfinite(amounts).sum())
        enough = max(FEWEST_DIGITS, 1 + np.log10(max(count, 1) ** 2 / (18 * CHANCE_REPEATS)))
        return [np.flatnonzero(inverse == place) for place in repeated if digits(values[place]) >= enough]

    def repeats(self) -> None:
        """Note each quantity that stands in several places, in energy, in emissions or in both."""
        pairs = [(tuple(group), column) for column in (ENERGY, EMISSIONS) for group in self._repeated(column)]
        for group in dict.fromkeys(group for group, _ in pairs):
            columns = [column for known, column in pairs if known == group]
            members, places = np.array(group), self.places
            with np.errstate(divide="ignore", invalid="ignore"):
                implied = places.amounts[EMISSIONS][members] / places.amounts[ENERGY][members]
                # The place whose factor is off holds the copy; next to that, one whose factor cannot be tested.
                off = np.nan_to_num(np.abs(np.log(implied / self.reference[members])), nan=2 * AGREEMENT)
            copy = int(members[::-1][int(np.argmax(off[::-1]))])
            self.told = sorted({*self.told, *group})
            amount = places.amounts[columns[0]][copy]
            rest = np.array([place for place in group if place != copy])
            for column in columns:
                self.slack[column][copy] = np.inf
            stake = places.amounts[EMISSIONS][copy] if EMISSIONS in columns else self.tonnes(amount, np.array([copy]))
            self.tell(
                "repeated-quantity",
                members,
                columns[0],
                stake,
                Sentence(
                    "{place} holds the same {measures}, {amount} {unit}, as {others}.",
                    place=places.name(copy),
                    measures=listed([COLUMNS[column] for column in columns]),
                    amount=figure(amount),
                    unit=UNITS[columns[0]],
                    others=listed([places.name(place) for place in rest]),
                ),
                OWN_FIGURE,
                first=int(places.rows[columns[0]][copy]) or None,
                share=self.part(columns[0], float(amount)) if stake is None or not np.isfinite(stake) else None,
            )
