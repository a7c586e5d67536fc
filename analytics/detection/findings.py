"""The inventory detective: what in one inventory contradicts itself, its other years, or what is physically possible.

It reports and never changes a figure. Each finding rests on a stated reference: other places of the inventory first,
then the factor that the city states, then a published default. Marks: [M] from memory, [R] our own reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analytics.detection.implied import AGREEMENT, Plausible, hits
from analytics.detection.messages import COLUMNS, UNITS, jumped_to, per_head, scaled, slipped, total_off
from analytics.detection.places import EMISSIONS, ENERGY, Places, digits, figure, half_unit, listed, matched
from analytics.plausibility import population_problem
from analytics.sentences import Sentence
from analytics.vocabulary import KEY_SECTORS, SECTORS

if TYPE_CHECKING:
    import pandas as pd

JUMP_A_YEAR = 0.30
"""[R] Change of a sector from one year to the next that asks for an explanation (data quality)."""
MATERIAL_SHARE = 0.01
"""[R] A jump is told when it moves at least this share of the total: small sectors swing for good reasons."""
LONGEST_GAP = 5
"""[R] Inventories further apart in years than this are not held against each other."""
PER_HEAD_T = (0.5, 20.0)
"""[R] Plausible t CO2e per inhabitant and year (data quality)."""
PER_HEAD_MWH = (5.0, 60.0)
"""[R] Plausible final energy in MWh per inhabitant and year (data quality)."""
FEWEST_KEY_SECTORS = 3
"""[M] An inventory is accepted from three of the four key sectors; with fewer, a low figure per head says nothing."""
CHANCE_REPEATS = 0.05
"""[R] A repeated number is told when fewer than this many pairs would be alike by chance, see ``_repeated``."""
FEWEST_DIGITS = 4
"""[R] However few the numbers: shorter ones are rounded estimates, and those repeat."""
SCALED_PLACES = 4
"""[R] So many places must be scaled alike: with fewer a common ratio is no surprise."""
THOUSANDFOLD = (700.0, 1400.0)
"""[R] A change between two years that is a slip by 1000 and a change of up to 40 %, not a development."""

POPULATION = Sentence("population")


@dataclass(frozen=True)
class Finding:
    """One suspicion about an inventory, with what it was held against and a suggested repair.

    ``row`` is the row of the file to look at first, ``rows`` all that are concerned, both as a spreadsheet counts;
    ``column`` is energy, emissions or population. ``tonnes_at_stake`` is how far emissions and their reference lie
    apart, or the tonnes that rest on the doubtful figure; None where no factor turns it into tonnes.
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


class PrintedTotal(NamedTuple):
    """A total that the source prints: of ``energy_mwh`` or ``emissions_t``, in MWh or t, over the places that match.

    No sectors, carrier or scope means all of them. ``row`` is where it stands in the file.
    """

    measure: str
    value: float
    row: int | None = None
    sectors: tuple[str, ...] = ()
    carrier: str | None = None
    scope: int | None = None


class _Off(NamedTuple):
    """A total that differs from the sum of its ``parts`` by ``off``, more than ``rounding`` can be."""

    total: PrintedTotal
    parts: np.ndarray
    off: float
    rounding: float


def findings(
    table: pd.DataFrame,
    factors: Mapping[tuple[str, str], Plausible],
    other_years: pd.DataFrame | None = None,
    inhabitants: float | None = None,
    register_inhabitants: float | None = None,
    printed_totals: Sequence[PrintedTotal] = (),
    population_row: int | None = None,
    told_later: bool = False,
) -> list[Finding]:
    """All findings of one inventory, those with most tonnes at stake first.

    ``table`` has one row a place: city_id, year, sector, label, carrier, scope, gpc_ref, energy_mwh, emissions_t,
    energy_row and emissions_row (rows of the file), and where the city states one stated_t_per_mwh. ``factors`` is by
    (carrier, "stationary" or "road"). ``other_years`` holds the same columns for years before and after, one method;
    ``told_later`` leaves what this year and the later one show together to the examination of the later one. Source:
    our own rules [R], the limits above; the fewest key sectors from memory [M].
    """
    if not len(table):
        return []
    import pandas as pd

    others = other_years if other_years is not None else table[:0]
    both = Places(pd.concat([table, others], ignore_index=True))
    places = both.part(np.arange(len(table)))
    later = np.arange(len(table), len(both))
    years = [both.part(later[both.years[later] == year]) for year in np.unique(both.years[later])]
    return examined(
        places, factors, years, inhabitants, register_inhabitants, printed_totals, population_row, told_later
    )


def examined(
    places: Places,
    factors: Mapping[tuple[str, str], Plausible],
    other_years: Sequence[Places] = (),
    inhabitants: float | None = None,
    register_inhabitants: float | None = None,
    printed_totals: Sequence[PrintedTotal] = (),
    population_row: int | None = None,
    told_later: bool = False,
) -> list[Finding]:
    """The same for parts of one ``Places``, so that a table of many inventories is read once. In MWh and t.
    Source: our own rules [R]."""
    case = _Case(places, factors)
    case.note_hits()
    case.repeats()
    near = [other for other in other_years if 0 < abs(other.year - places.year) <= LONGEST_GAP]
    before = [other for other in near if other.year < places.year][-1:]
    after = [other for other in near if other.year > places.year][:1]
    compared = before if told_later else [*before, *after]
    for other in compared:
        case.constant_ratio(other)
    case.zeros([*before, *after])
    case.jumps(compared)
    case.totals(printed_totals)
    case.people(inhabitants, register_inhabitants, population_row)
    return sorted(case.found, key=lambda item: (-(item.tonnes_at_stake or 0.0), item.row or 0))


class _Case:
    """One inventory under examination: what was found so far, and its figures with the suggested repairs made."""

    def __init__(self, places: Places, factors: Mapping[tuple[str, str], Plausible]) -> None:
        self.places = places
        self.found: list[Finding] = []
        self.hits, self.reference = hits(places, factors)
        self.repaired = {column: places.amounts[column].copy() for column in (ENERGY, EMISSIONS)}
        # How far a repaired figure may be off; without limit where something is wrong that no reference puts right.
        self.slack = {column: np.zeros(len(places)) for column in (ENERGY, EMISSIONS)}
        self.scaled: set[str] = set()
        self.told = sorted({int(place) for hit in self.hits for place in hit.members})

    def tell(
        self, code: str, members: np.ndarray, column: str, stake: float | None, message: str, repair: str,
        rows: Sequence[int | None] = (), first: int | None = None,
    ) -> None:  # fmt: skip
        """Note one finding about the places ``members``; ``rows`` are more rows that are concerned."""
        both = [self.places.rows[name][members] for name in (column, ENERGY, EMISSIONS) if name in self.places.rows]
        known = {int(row) for part in both for row in part if row > 0} | {row for row in rows if row}
        own = self.places.rows[column][members] if column in self.places.rows else np.zeros(0, dtype=int)
        start = first or next((int(row) for row in (own, *both) for row in row if row > 0), None)
        stake = None if stake is None or not np.isfinite(stake) else float(stake)
        place = (str(self.places.city_id[0]), self.places.year, stake, message, repair)
        self.found.append(Finding(code, start, COLUMNS.get(column, column), *place, tuple(sorted(known))))

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
                self.tell(hit.code, hit.members, hit.column, hit.stake, hit.message, hit.repair)

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
        """The same quantity in different places, in energy, in emissions or in both."""
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
                "repeated-quantity", members, columns[0], stake,
                Sentence(
                    "{place} holds the same {measures}, {amount} {unit}, as {others}.", place=places.name(copy),
                    measures=listed([COLUMNS[column] for column in columns]), amount=figure(amount),
                    unit=UNITS[columns[0]], others=listed([places.name(place) for place in rest]),
                ),
                Sentence("Check which place the figure belongs to, and give the other its own."),
                first=int(places.rows[columns[0]][copy]) or None,
            )  # fmt: skip

    def zeros(self, years: Sequence[Places]) -> None:
        """A zero where the years before and after both hold figures: more likely a blank than a measurement."""
        places = self.places
        if [other.year < places.year for other in years] != [True, False]:
            return
        told, seen = set(self.told), set[int]()
        if not any((places.amounts[column] == 0).any() for column in (ENERGY, EMISSIONS)):
            return
        for column in (EMISSIONS, ENERGY):
            both = [matched(places, other, column) for other in years]
            common = np.intersect1d(both[0].key, both[1].key)
            before, after = (match.theirs[np.isin(match.key, common)] for match in both)
            zero = both[0].ours[np.isin(both[0].key, common)] == 0
            for key, early, late in zip(common[zero], before[zero], after[zero], strict=True):
                members = np.flatnonzero(places.key == key)
                if early <= 0 or late <= 0 or set(members) & (told | seen):
                    continue
                seen |= set(members)
                for measured in (ENERGY, EMISSIONS):
                    self.slack[measured][members] = np.inf
                middle = np.array([(early + late) / 2])
                self.tell(
                    "placeholder-zero", members, column,
                    float(middle[0]) if column == EMISSIONS else self.tonnes(middle, members[:1]),
                    Sentence(
                        "{place} holds 0 {unit} in {year}, between {before} in {year_before} and {after} in "
                        "{year_after}.",
                        place=places.name(members[0]), unit=UNITS[column], year=places.year, before=figure(early),
                        year_before=years[0].year, after=figure(late), year_after=years[1].year,
                    ),
                    Sentence("Give the figure, or a notation key (NE, NO, IE, C) if there is none."),
                )  # fmt: skip

    def constant_ratio(self, other: Places) -> None:
        """All places scaled by one number from another year: an estimate, or a year that was copied."""
        for column in (EMISSIONS, ENERGY):
            match = matched(self.places, other, column, self.told)
            sharp = (match.ours != 0) & (match.theirs != 0) & (match.error < 0.005)
            if self.scaled or sharp.sum() < SCALED_PLACES:
                continue
            best = int(np.argmin(np.where(sharp, match.error, np.inf)))
            ratio = float(match.ours[best] / match.theirs[best])
            apart = np.abs(match.ours[sharp] / (match.theirs[sharp] * ratio) - 1) if ratio else np.ones(1)
            if np.all(apart <= match.error[sharp]):
                self.scaled.add(column)
                members = np.flatnonzero(np.isin(self.places.key, match.key[sharp]))
                amounts = self.places.amounts[column][members]
                self.tell(
                    "constant-ratio", members, column,
                    float(np.nansum(amounts)) if column == EMISSIONS else self.tonnes(np.nan_to_num(amounts), members),
                    scaled(column, int(sharp.sum()), ratio, self.places.year, other.year),
                    Sentence("Say that the year was estimated from the other one, or give its own figures."),
                )  # fmt: skip

    def jumps(self, years: Sequence[Places]) -> None:
        """Sectors that change from one year to the next by more than ``JUMP_A_YEAR``, and slips by 1000 in a place."""
        if not years or self.scaled:
            return
        other, seen = years[0], set[str]()
        gap = abs(self.places.year - other.year)
        for column in (EMISSIONS, ENERGY):
            seen |= self._thousandfold(other, column, seen)
            match = matched(self.places, other, column, self.told)
            whole = max(np.nansum(np.abs(match.ours)), np.nansum(np.abs(match.theirs)))
            both = (match.ours > 0) & (match.theirs > 0)
            sectors, inverse = np.unique(match.sector.astype(str), return_inverse=True)
            ours, theirs = (
                np.bincount(inverse, weights=np.where(both, amounts, 0.0), minlength=len(sectors))
                for amounts in (match.ours, match.theirs)
            )
            with np.errstate(divide="ignore", invalid="ignore"):
                growth = ours / theirs if other.year < self.places.year else theirs / ours
            steady = (growth >= (1 - JUMP_A_YEAR) ** gap) & (growth <= (1 + JUMP_A_YEAR) ** gap)
            jumped = (ours > 0) & ~steady & (np.abs(ours - theirs) >= MATERIAL_SHARE * whole)
            for place in np.flatnonzero(jumped & ~np.isin(sectors, [*seen])):
                sector, now, then = str(sectors[place]), float(ours[place]), float(theirs[place])
                mine = both & (inverse == place)
                seen.add(sector)
                members = np.flatnonzero(np.isin(self.places.key, match.key[mine]))
                self.tell(
                    "year-jump", members, column, abs(now - then) if column == EMISSIONS else None,
                    jumped_to(SECTORS[sector].name, column, now, then, self.places.year, other.year),
                    Sentence("Check the figures and their boundary against that year, or write down what happened."),
                )  # fmt: skip

    def _thousandfold(self, other: Places, column: str, seen: set[str]) -> set[str]:
        """Sectors with a place about 1000 times larger or smaller than in ``other``, energy and emissions alike."""
        match = matched(self.places, other, column, self.told)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = match.ours / match.theirs
        larger = np.maximum(match.ours, match.theirs)
        fold = np.where(ratio > 1, ratio, 1 / np.where(ratio > 0, ratio, np.nan))
        slip = (fold >= THOUSANDFOLD[0]) & (fold <= THOUSANDFOLD[1])
        slip &= larger >= MATERIAL_SHARE * max(np.nansum(match.ours), np.nansum(match.theirs))
        for place in np.flatnonzero(slip & ~np.isin(match.sector, [*seen])):
            members = np.flatnonzero(self.places.key == match.key[place])
            now, then = match.ours[place], match.theirs[place]
            self.tell(
                "unit-slip", members, column, abs(now - then) if column == EMISSIONS else None,
                *slipped(self.places.name(members[0]), column, float(now), float(then), self.places.year, other.year),
            )  # fmt: skip
        return {str(sector) for sector in match.sector[slip]}

    def totals(self, printed: Sequence[PrintedTotal]) -> None:
        """Totals that the source prints, or that stand as a row "total" beside sectors, against the sum of their parts.
        The limit is rounding alone: half a unit in the last place for each part and for the total.
        """
        places = self.places
        own = places.sector == "total"
        real = ~own & places.counted  # what no total holds, such as grid supply, is no part of a row "total"
        inner = [
            PrintedTotal(column, value, int(row) or None, (), carrier or None, None if np.isnan(scope) else int(scope))
            for column in (ENERGY, EMISSIONS)
            for value, row, carrier, scope in zip(
                places.amounts[column][own], places.rows[column][own], places.carrier[own], places.scope[own],
                strict=True,
            )
            if np.isfinite(value)
        ]  # fmt: skip
        every = [*printed, *inner]
        coarse = {column: float(np.min(half, initial=np.inf)) for column, half in places.half.items()}
        halves = half_unit(np.array([total.value for total in every], dtype=float))
        halves = np.maximum(halves, [coarse[total.measure] if coarse[total.measure] > 1 else 0.0 for total in every])
        among = [~own if real.any() else np.ones(len(own), dtype=bool)] * len(printed) + [real] * len(inner)
        off = [x for of in zip(every, among, halves.tolist(), strict=True) if (x := self._off(*of))]
        while off:
            # A wrong part shows in every total above it: the difference is told once, with the narrowest total.
            first = min(off, key=lambda found: int(found.parts.sum()))
            same = [x for x in off if x.total.measure == first.total.measure and abs(x.off - first.off) <= x.rounding]
            self._tell_total(first, [x.total for x in same if x is not first])
            off = [found for found in off if not any(found is x for x in same)]

    def _off(self, total: PrintedTotal, among: np.ndarray, half: float) -> _Off | None:
        """How far a total, printed to half a unit of ``half``, is from its parts; None within rounding."""
        places, column = self.places, total.measure
        amounts = places.amounts[column]
        parts = among & np.isfinite(amounts)
        if total.sectors:
            parts &= np.isin(places.sector, total.sectors)
        if total.carrier:
            parts &= places.carrier == total.carrier
        if total.scope is not None:
            parts &= places.scope == total.scope
        rounding = (float(places.half[column][parts].sum()) + half) * (1 + 1e-9)
        off = total.value - float(amounts[parts].sum())
        if not parts.any() or abs(off) <= rounding:
            return None
        # A source may leave memo items or removals out of its total, and a repair may already explain the difference.
        choices = [parts, parts & places.counted, parts & (amounts >= 0), parts & places.counted & (amounts >= 0)]
        slack = float(self.slack[column][parts].sum())
        for values, limit in ((amounts, rounding), (self.repaired[column], rounding + slack)):
            if min(abs(total.value - float(values[choice].sum())) for choice in choices) <= limit:
                return None
        return None if np.isinf(slack) else _Off(total, parts, off, rounding)

    def _tell_total(self, found: _Off, others: Sequence[PrintedTotal]) -> None:
        total, off, places = found.total, found.off, self.places
        column, members = total.measure, np.flatnonzero(found.parts)
        amounts = places.amounts[column]
        like = [x for x in members if amounts[x] and abs(abs(off) - abs(amounts[x])) <= found.rounding]
        whole, mean = float(amounts[members].sum()), self.tonnes(amounts[members], members)
        stake = abs(off) if column == EMISSIONS else abs(off) * mean / whole if mean and whole else None
        same = places.name(like[0]) if like else ""
        self.tell(
            "total-differs", members, column, stake,
            total_off(column, total.value, off, whole, found.rounding, len(members), same, len(others)),
            Sentence("Look for a part that is left out, counted twice or mistyped, or correct the total."),
            rows=[total.row, *(other.row for other in others)], first=total.row,
        )  # fmt: skip

    def people(self, inhabitants: float | None, register: float | None, row: int | None) -> None:
        """The population against the register, and totals per head against what is plausible at all."""
        if not inhabitants or inhabitants <= 0:
            return
        problem = population_problem(inhabitants, register) if register else None
        if problem is not None:
            nobody = np.zeros(0, dtype=int)
            said = Sentence("{found}: {expected} were expected.", found=problem.found, expected=problem.expected)
            self.tell(
                "population", nobody, POPULATION, None, said, problem.fix, rows=[row], first=row,
            )  # fmt: skip
            return
        for column, (low, high) in ((EMISSIONS, PER_HEAD_T), (ENERGY, PER_HEAD_MWH)):
            counted = self._whole(column)
            versions = (self.places.amounts[column], self.repaired[column])
            totals = [float(np.nansum(values[counted])) for values in versions]
            heads = [total / inhabitants for total in totals]
            complete = self._complete(counted)
            if not counted.any() or any(head <= high and (head >= low or not complete) for head in heads):
                continue
            bound = high if heads[0] > high else low
            self.tell(
                "per-head", np.flatnonzero(counted), column,
                abs(totals[0] - bound * inhabitants) if column == EMISSIONS else None,
                per_head(column, totals[0], inhabitants, low, high),
                Sentence(
                    "Check the unit of the whole table, and that inhabitants and figures are of the same boundary."
                ),
            )  # fmt: skip
            return

    def _whole(self, column: str) -> np.ndarray:
        """The places that make up the total of a measure; a row "total" counts only where it has no parts."""
        holds = self.places.counted & np.isfinite(self.places.amounts[column])
        parts = holds & (self.places.sector != "total")
        return np.asarray(parts if parts.any() else holds)

    def _complete(self, counted: np.ndarray) -> bool:
        sectors = set(self.places.sector[counted])
        keys = {key for sector in sectors for key in SECTORS[sector].keys} & set(KEY_SECTORS)
        return "total" in sectors or len(keys) >= FEWEST_KEY_SECTORS
