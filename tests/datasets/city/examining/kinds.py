"""Kinds of error as they are made, put one by one into real inventories; what finds them is told by no kind.

A kind changes the rows of a file that holds one year of one city, and marks those that are wrong by it. Where it
concerns the whole year, all are. ``NotHere`` is raised where an inventory has nothing that it could be made in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

SHORT_TON, POUNDS, CARBON = 0.90718474, 2.2046226, 44 / 12
MATERIAL = 0.02
"""The share of the total that a single figure has to hold before an error is put into it."""
BURNT = ("natural_gas", "diesel", "gasoline", "heating_oil", "liquid_gas", "coal", "fuel_oil")


class NotHere(Exception):
    """An inventory has nothing that a kind of error could be made in."""


@dataclass
class Year:
    """One year of a city as a file holds it, with the inhabitants it states and the other years that are on file.

    ``rows`` are those of the long table, with ``wrong`` where a kind put an error. ``whole`` says that the whole year
    is wrong, so that a finding about any of its figures names it.
    """

    rows: pd.DataFrame
    inhabitants: float | None
    others: dict[int, pd.DataFrame]
    people: dict[int, float]
    random: np.random.Generator
    whole: bool = False
    totals: list[tuple[str, float]] = field(default_factory=list)

    @property
    def at(self) -> int:
        """The year."""
        return int(self.rows["year"].iloc[0])

    @property
    def energy(self) -> np.ndarray:
        """The rows that hold MWh."""
        return np.asarray((self.rows["unit"] == "MWh") & self.rows["value"].notna())

    @property
    def tonnes(self) -> np.ndarray:
        """The rows that hold tonnes."""
        return np.asarray((self.rows["unit"] != "MWh") & self.rows["value"].notna())

    @property
    def counted(self) -> np.ndarray:
        """The rows that belong to a total: neither grid supply nor what only wider levels of the GPC hold."""
        beside = self.rows["sector"].isin(["energy_supply", "other_scope_3", "ippu", "afolu", "industry_ets"])
        return ~np.asarray(beside | (self.rows["gpc_ref"].notna() & (self.rows["scope"] == 3)))

    def place(self, row: int) -> np.ndarray:
        """The rows of the same place as a row, in either measure."""
        mine = self.rows.loc[row]
        same = np.ones(len(self.rows), dtype=bool)
        for name in ("sector", "label", "carrier", "scope", "gpc_ref"):
            same &= np.asarray((self.rows[name] == mine[name]) | (self.rows[name].isna() & pd.isna(mine[name])))
        return same

    def large(self, fits: Any = True) -> np.ndarray:
        """The rows that hold a material share of their measure."""
        found = np.zeros(len(self.rows), dtype=bool)
        for measured in (self.energy, self.tonnes):
            mine = measured & self.counted
            whole = self.rows["value"].where(mine, 0).abs().sum()
            found |= mine & np.asarray(self.rows["value"].abs() >= MATERIAL * whole) & (self.rows["value"] > 0)
        return np.asarray(found & fits)

    def pick(self, fits: Any) -> int:
        """One row that fits."""
        rows = np.flatnonzero(np.asarray(fits, dtype=bool))
        if not len(rows):
            raise NotHere
        return int(self.random.choice(rows))

    def pair(self, fits: Any) -> tuple[int, int]:
        """Two rows that fit, of one measure and of figures that differ by a third at least."""
        first = self.pick(fits)
        values = self.rows["value"]
        apart = np.abs(np.log(values.where(values > 0) / values[first])) > np.log(4 / 3)
        return first, self.pick(np.asarray(fits) & apart & (self.rows["unit"] == self.rows["unit"][first]))

    def put(self, rows: Any, values: Any) -> None:
        """Write figures, as finely as tonnes are printed, and mark their rows."""
        self.rows.loc[rows, "value"] = np.round(values, 3)
        self.rows.loc[rows, "wrong"] = True

    def times(self, rows: np.ndarray, ratio: float) -> None:
        """Multiply the figures of rows."""
        held = rows & np.asarray(self.rows["value"].notna())
        if not held.any():
            raise NotHere
        self.put(held, self.rows.loc[held, "value"] * ratio)

    def other(self, nearest: bool = True) -> pd.DataFrame:
        """Another year on file: the nearest, or one that is five years away at least."""
        far = [year for year in self.others if nearest or abs(year - self.at) >= 5]
        if not far:
            raise NotHere
        return self.others[min(far, key=lambda year: abs(year - self.at))]


Kind = Callable[[Year], None]


class Made(NamedTuple):
    """A kind of error: what is done, and its name in a few words. ``unseen`` kinds were written down before anybody
    looked whether a check finds them."""

    name: str
    make: Kind
    unseen: bool = False


KINDS: list[Made] = []


def kind(name: str, unseen: bool = False) -> Callable[[Kind], Kind]:
    """Enter a kind under its name."""

    def enter(make: Kind) -> Kind:
        KINDS.append(Made(name, make, unseen))
        return make

    return enter


def _one_place(name: str, ratio: float) -> None:
    """A place whose figures, energy and emissions alike, are multiplied: its implied factor stays intact."""

    @kind(name)
    def make(year: Year) -> None:
        year.times(year.place(year.pick(year.large())), ratio)


for _name, _ratio in (
    ("one place in kg or kWh, both figures", 1000.0),
    ("one place in kt or GWh, both figures", 1 / 1000),
    ("one place in GJ, both figures", 3.6),
    ("one place divided by 3.6 once too often", 1 / 3.6),
    ("one place multiplied by 11.63 once too often", 11.63),
    ("one place in toe, both figures", 1 / 11.63),
    ("one place in TJ taken as ktoe", 41.868),
    ("one place in TJ, both figures", 1 / 277.8),
    ("one place with its decimal comma read as a thousands mark", 100.0),
    ("one place with a digit too many", 10.0),
    ("one place with a digit lost", 0.1),
    ("one place doubled", 2.0),
    ("one place halved", 0.5),
    ("one place of a month for the year", 1 / 12),
    ("one place of a quarter for the year", 0.25),
    ("one place in pounds, taken as kilograms", POUNDS),
):
    _one_place(_name, _ratio)


def _one_figure(name: str, ratio: float, unit: str) -> None:
    """A single figure that is multiplied, its other measure left as it is."""

    @kind(name)
    def make(year: Year) -> None:
        rows = year.tonnes if unit == "t" else year.energy
        year.times(np.arange(len(year.rows)) == year.pick(year.large(rows)), ratio)


for _name, _ratio, _unit in (
    ("energy of one place in kWh", 1000.0, "MWh"),
    ("energy of one place in GJ", 3.6, "MWh"),
    ("energy of one place in MMBtu", 3.412142, "MWh"),
    ("energy of one place in Gcal", 1 / 1.163, "MWh"),
    ("emissions of one place in short tons", 1 / SHORT_TON, "t"),
    ("emissions of one place in kg", 1000.0, "t"),
    ("emissions of one place as carbon", 1 / CARBON, "t"),
    ("emissions of one place multiplied by 44/12 once too often", CARBON, "t"),
    ("emissions of one place per inhabitant of a thousand", 0.001, "t"),
):
    _one_figure(_name, _ratio, _unit)


@kind("gross for net calorific value in one place")
def _gross(year: Year) -> None:
    year.times(np.arange(len(year.rows)) == year.pick(year.energy & year.rows["carrier"].isin(BURNT)), 1 / 0.9)


@kind("two digits transposed in one figure")
def _transposed(year: Year) -> None:
    row = year.pick(year.large())
    digits = f"{year.rows['value'][row]:.0f}"
    at = [place for place, (a, b) in enumerate(pairwise(digits[:3])) if abs(int(a) - int(b)) > 2 and b != "0"]
    if not at:
        raise NotHere
    first = at[0]
    year.put(row, float(digits[:first] + digits[first + 1] + digits[first] + digits[first + 2 :]))


@kind("a placeholder zero")
def _zero(year: Year) -> None:
    year.times(year.place(year.pick(year.large())), 0.0)


@kind("a placeholder one")
def _one(year: Year) -> None:
    rows = year.place(year.pick(year.large())) & np.asarray(year.rows["value"].notna())
    year.put(rows, 1.0)


@kind("a placeholder of nines")
def _nines(year: Year) -> None:
    year.put(year.pick(year.large()), 99999999.0)


def _key(key: str) -> Kind:
    def make(year: Year) -> None:
        rows = year.place(year.pick(year.large()))
        year.rows.loc[rows, "value"] = np.nan
        year.rows.loc[rows, "notation_key"] = key
        year.whole = True

    return make


for _word in ("NE", "NO", "IE"):
    kind(f"a place that held a figure says {_word}")(_key(_word))


@kind("a row left out")
def _dropped(year: Year) -> None:
    year.rows = year.rows[~year.place(year.pick(year.large()))].reset_index(drop=True)
    year.whole = True


@kind("a sector left out")
def _no_sector(year: Year) -> None:
    sector = year.rows["sector"][year.pick(year.large())]
    if (year.rows["sector"] == sector).all():
        raise NotHere
    year.rows = year.rows[year.rows["sector"] != sector].reset_index(drop=True)
    year.whole = True


@kind("the last third of the file cut off")
def _cut(year: Year) -> None:
    if len(year.rows) < 6:
        raise NotHere
    year.rows = year.rows[: 2 * len(year.rows) // 3].reset_index(drop=True)
    year.whole = True


@kind("a sign too many")
def _negative(year: Year) -> None:
    year.times(np.arange(len(year.rows)) == year.pick(year.large()), -1.0)


@kind("a figure of another place typed in")
def _repeated(year: Year) -> None:
    source, row = year.pair(year.large())
    year.put(row, year.rows["value"][source])


@kind("a row that stands twice, under another label")
def _twice(year: Year) -> None:
    row = year.pick(year.large())
    again = year.rows.loc[[row]].assign(label="again", wrong=True)
    year.rows = pd.concat([year.rows, again], ignore_index=True)
    year.rows.loc[row, "wrong"] = True


def _swapped(year: Year, rows: np.ndarray, others: np.ndarray) -> None:
    """Exchange the figures of two places in both measures."""
    for measured in (year.energy, year.tonnes):
        one, two = np.flatnonzero(rows & measured), np.flatnonzero(others & measured)
        if len(one) == len(two) == 1:
            values = year.rows["value"].to_numpy().copy()
            year.put([*one, *two], values[[*two, *one]])


@kind("two sectors exchanged")
def _sectors(year: Year) -> None:
    fits = year.large()
    first, second = year.pair(fits)
    if year.rows["sector"][first] == year.rows["sector"][second]:
        raise NotHere
    _swapped(year, year.place(first), year.place(second))


@kind("two carriers exchanged")
def _carriers(year: Year) -> None:
    first = year.pick(year.large(year.rows["carrier"].notna()))
    other = (year.rows["sector"] == year.rows["sector"][first]) & (year.rows["carrier"] != year.rows["carrier"][first])
    second = year.pick(other & year.rows["carrier"].notna() & (year.rows["unit"] == year.rows["unit"][first]))
    codes = year.rows["carrier"].copy()
    for mine, theirs in ((first, second), (second, first)):
        year.rows.loc[year.place(mine), "wrong"] = True
        year.rows.loc[mine, "carrier"] = codes[theirs]


@kind("scopes 1 and 2 of a sector exchanged")
def _scopes(year: Year) -> None:
    one = year.pick(year.large((year.rows["scope"] == 1) & year.tonnes))
    sector = year.rows["sector"] == year.rows["sector"][one]
    two = year.pick((year.rows["scope"] == 2) & sector & (year.rows["unit"] == year.rows["unit"][one]))
    if abs(np.log(year.rows["value"][one] / year.rows["value"][two])) < np.log(4 / 3):
        raise NotHere
    _swapped(year, year.place(one), year.place(two))


@kind("all figures shifted by a row")
def _shifted(year: Year) -> None:
    for measured in (year.energy, year.tonnes):
        rows = np.flatnonzero(measured)
        if len(rows) > 3:
            year.put(rows, np.roll(year.rows["value"].to_numpy()[rows], 1))
    year.whole = True


@kind("the columns of energy and emissions exchanged")
def _columns(year: Year) -> None:
    if not year.energy.any() or not year.tonnes.any():
        raise NotHere
    unit = year.rows["unit"].copy()
    tonnes = unit[unit != "MWh"].iloc[0]
    year.rows["unit"] = np.where(unit == "MWh", tonnes, "MWh")
    year.whole = True


@kind("another carrier's factor")
def _factor(year: Year) -> None:
    held = year.rows["carrier"].notna() & year.tonnes
    row = year.pick(year.large(held & year.rows["carrier"].isin(BURNT)))
    ratio = {"natural_gas": 0.267 / 0.202}.get(str(year.rows["carrier"][row]), 0.202 / 0.267)
    year.times(np.arange(len(year.rows)) == row, ratio)


@kind("emissions that equal the energy")
def _as_energy(year: Year) -> None:
    row = year.pick(year.large(year.tonnes))
    beside = np.flatnonzero(year.place(row) & year.energy)
    if len(beside) != 1:
        raise NotHere
    year.put(row, year.rows["value"][beside[0]])


@kind("the electricity factor of another year")
def _grid(year: Year) -> None:
    rows = year.tonnes & np.asarray((year.rows["carrier"] == "electricity") | (year.rows["scope"] == 2))
    year.times(rows, 1.45)


@kind("a total in the place of one of its parts")
def _as_part(year: Year) -> None:
    row = year.pick(year.large())
    sector = (year.rows["sector"] == year.rows["sector"][row]) & (year.rows["unit"] == year.rows["unit"][row])
    whole = float(year.rows.loc[sector & year.counted, "value"].sum())
    if whole < 1.3 * year.rows["value"][row]:
        whole = float(year.rows.loc[(year.rows["unit"] == year.rows["unit"][row]) & year.counted, "value"].sum())
    year.put(row, whole)


def _whole_year(name: str, ratio: float) -> None:
    """All figures of a year multiplied, energy and emissions alike."""

    @kind(name)
    def make(year: Year) -> None:
        year.times(year.energy | year.tonnes, ratio)
        year.whole = True


for _name, _ratio in (
    ("the whole year in kg and kWh", 1000.0),
    ("the whole year in kt and GWh", 1 / 1000),
    ("the whole year multiplied by 3.6", 3.6),
    ("the whole year of a month", 1 / 12),
    ("the whole year as carbon", 1 / CARBON),
):
    _whole_year(_name, _ratio)


@kind("the whole year per inhabitant")
def _per_head(year: Year) -> None:
    if not year.inhabitants:
        raise NotHere
    year.rows.loc[:, "value"] = (year.rows["value"] / year.inhabitants).round(6)
    year.rows["wrong"], year.whole = True, True


def _copied(year: Year, other: pd.DataFrame, ratio: float = 1.0) -> np.ndarray:
    """The figures of another year in the places that both hold; which rows they are."""
    key = ["sector", "carrier", "scope", "gpc_ref", "unit"]
    theirs = other[other["value"].notna()].groupby(key, dropna=False)["value"].sum()
    held = np.zeros(len(year.rows), dtype=bool)
    for row in np.flatnonzero(year.rows["value"].notna() & ~year.rows.duplicated(key, keep=False)):
        where = tuple(year.rows.loc[row, key])
        match = theirs[
            [all(a == b or (pd.isna(a) and pd.isna(b)) for a, b in zip(where, at, strict=True)) for at in theirs.index]
        ]
        if len(match) == 1 and match.iloc[0] > 0:
            year.rows.loc[row, "value"] = round(float(match.iloc[0]) * ratio, 3)
            held[row] = True
    if held.sum() < 4:
        raise NotHere
    year.whole = True
    return held


@kind("a year copied from the one before, three figures changed")
def _near_copy(year: Year) -> None:
    held = _copied(year, year.other())
    for row in year.random.choice(np.flatnonzero(held), 3, replace=False):
        year.put(row, year.rows["value"][row] * year.random.uniform(0.9, 1.1))


@kind("a year made from another one by a rate of growth")
def _grown(year: Year) -> None:
    _copied(year, year.other(), 1.02)


@kind("the figures of five years or more ago")
def _old(year: Year) -> None:
    _copied(year, year.other(nearest=False))


@kind("a year worked out as the mean of its neighbours")
def _between(year: Year) -> None:
    before, after = ([at for at in year.others if (at < year.at) == early] for early in (True, False))
    if not before or not after:
        raise NotHere
    held = _copied(year, year.others[max(before)])
    first = year.rows["value"].copy()
    held &= _copied(year, year.others[min(after)])
    year.rows.loc[held, "value"] = (first[held] + year.rows.loc[held, "value"]) / 2


@kind("base year and monitoring year exchanged")
def _exchanged(year: Year) -> None:
    far = [at for at in year.others if year.at - at >= 5]
    if not far:
        raise NotHere
    first, at = year.others[min(far)], year.at
    year.rows = pd.concat([first.assign(year=at), year.rows.assign(year=min(far))], ignore_index=True).assign(
        wrong=True
    )
    year.whole = True


def _people(name: str, change: Callable[[Year], float]) -> None:
    @kind(name)
    def make(year: Year) -> None:
        if not year.inhabitants:
            raise NotHere
        year.inhabitants = float(round(change(year)))
        year.whole = True


def _last_years(year: Year) -> float:
    if not year.people or year.inhabitants in year.people.values():
        raise NotHere
    return year.people[min(year.people, key=lambda at: abs(at - year.at))]


_people("inhabitants in thousands", lambda year: (year.inhabitants or 0) / 1000)
_people("inhabitants with a digit too many", lambda year: 10 * (year.inhabitants or 0))
_people("inhabitants of the metropolitan area", lambda year: 2.4 * (year.inhabitants or 0))
_people("inhabitants a tenth too many", lambda year: 1.1 * (year.inhabitants or 0))
_people("inhabitants carried over from another year", _last_years)


@kind("CO2 written where CO2e is meant, in one place")
def _gas(year: Year) -> None:
    if not (year.rows["unit"] == "t CO2e").any():
        raise NotHere
    row = year.pick(year.large(year.rows["unit"] == "t CO2e"))
    year.rows.loc[row, ["unit", "wrong"]] = ["t CO2", True]


@kind("a sector that stands beside its own parts")
def _parent(year: Year) -> None:
    transport = year.rows["sector"].isin(["private_transport", "public_transport", "road_transport", "railways"])
    rows = year.rows[transport & year.tonnes]
    if len(rows) < 2:
        raise NotHere
    whole = rows.iloc[[0]].assign(sector="transport", label="Transport", gpc_ref=np.nan, wrong=True)
    whole["value"], whole["carrier"] = rows["value"].sum(), np.nan
    year.rows = pd.concat([year.rows, whole], ignore_index=True)


@kind("fuel under scope 2")
def _fuel_scope(year: Year) -> None:
    row = year.pick(year.rows["carrier"].isin(BURNT) & (year.rows["scope"] == 1) & year.tonnes)
    rows = year.place(row)
    year.rows.loc[rows, "scope"], year.rows.loc[rows, "wrong"] = 2, True


@kind("the row of the total taken for a sector")
def _total_row(year: Year) -> None:
    for mine in (year.rows[year.tonnes & year.counted], year.rows[year.energy & year.counted]):
        if len(mine) > 4:
            whole = mine.iloc[[0]].assign(sector="other", label="All", gpc_ref=np.nan, wrong=True)
            whole["carrier"], whole["value"] = np.nan, mine["value"].sum()
            year.rows = pd.concat([year.rows, whole], ignore_index=True)


@kind("all emissions as CO2, which are CO2e in other years")
def _all_gas(year: Year) -> None:
    if not year.others or not (year.rows["unit"] == "t CO2e").any():
        raise NotHere
    year.rows["unit"] = year.rows["unit"].replace("t CO2e", "t CO2")
    year.rows["wrong"], year.whole = True, True


# A hurried clerk, a careless consultant, a broken export.


def _rows_of(year: Year, fits: Any) -> np.ndarray:
    """The rows with figures that fit; raises ``NotHere`` where there are none."""
    rows = np.flatnonzero(
        np.asarray(fits) & np.asarray(year.rows["value"].notna()) & np.asarray(year.rows["value"] != 0)
    )
    if not len(rows):
        raise NotHere
    return rows


@kind("a filter left on: a sector sums half of its rows", unseen=True)
def _filtered(year: Year) -> None:
    sector = year.rows["sector"][year.pick(year.large())]
    year.times(np.asarray(year.rows["sector"] == sector), 0.55)


@kind("one column sorted by itself", unseen=True)
def _sorted(year: Year) -> None:
    for measured in (year.energy, year.tonnes):
        rows = np.flatnonzero(measured)
        if len(rows) > 3:
            year.put(rows, np.sort(year.rows["value"].to_numpy()[rows]))
    year.whole = True


@kind("the first half of the figures shifted by a row", unseen=True)
def _half_shifted(year: Year) -> None:
    rows = np.flatnonzero(year.tonnes)
    if len(rows) < 8:
        raise NotHere
    part = rows[: len(rows) // 2]
    year.put(part, np.roll(year.rows["value"].to_numpy()[part], 1))


@kind("a cell dragged down: each figure one more than that above", unseen=True)
def _dragged(year: Year) -> None:
    row = year.pick(year.large())
    rows = [at for at in np.flatnonzero(year.rows["unit"] == year.rows["unit"][row]) if at >= row][:4]
    if len(rows) < 4:
        raise NotHere
    year.put(rows, float(year.rows["value"][row]) + np.arange(4))


@kind("a figure that the spreadsheet took for a date", unseen=True)
def _date(year: Year) -> None:
    row = year.pick(year.large() & np.asarray(year.rows["value"] > 200_000))
    year.put(row, 43832.0)


@kind("eighteen months in the place of a year", unseen=True)
def _long_year(year: Year) -> None:
    year.times(year.energy | year.tonnes, 1.5)
    year.whole = True


@kind("the electricity of homes counted with that of offices", unseen=True)
def _moved_over(year: Year) -> None:
    two = np.asarray((year.rows["scope"] == 2) | (year.rows["carrier"] == "electricity"))
    homes = _rows_of(year, two & np.asarray(year.rows["sector"] == "residential") & year.tonnes)
    offices = _rows_of(year, two & year.rows["sector"].isin(["tertiary", "commercial_institutional"]) & year.tonnes)
    year.put(offices[0], float(year.rows["value"][offices[0]] + year.rows.loc[homes, "value"].sum()))
    year.put(homes, 0.0)


@kind("fuel sold in the whole region", unseen=True)
def _region(year: Year) -> None:
    traffic = year.rows["sector"].isin(["road_transport", "private_transport", "transport"])
    year.times(np.asarray(traffic & (year.rows["scope"] == 1)), 5.0)


@kind("industry in the ETS taken in", unseen=True)
def _with_ets(year: Year) -> None:
    year.times(np.asarray(year.rows["sector"].isin(["industry", "industry_non_ets"])), 4.0)


@kind("methane of waste not weighed", unseen=True)
def _methane(year: Year) -> None:
    year.times(np.asarray(year.rows["sector"].isin(["solid_waste", "wastewater", "waste"])) & year.tonnes, 1 / 28)


@kind("numbers cut to five characters", unseen=True)
def _five_characters(year: Year) -> None:
    rows = _rows_of(year, year.large() & np.asarray(year.rows["value"] >= 100_000))
    year.put(rows, [float(f"{value:.0f}"[:5]) for value in year.rows["value"].to_numpy()[rows]])


@kind("a number cut at its first thousands mark", unseen=True)
def _first_group(year: Year) -> None:
    row = year.pick(year.large() & np.asarray(year.rows["value"] >= 10_000))
    year.put(row, float(f"{year.rows['value'][row]:,.0f}".split(",")[0]))


@kind("every notation key exported as zero", unseen=True)
def _keys_as_zero(year: Year) -> None:
    keyed = np.flatnonzero(year.rows["notation_key"].notna() & year.rows["value"].isna())
    if not len(keyed):
        raise NotHere
    year.rows.loc[keyed, "notation_key"] = np.nan
    year.put(keyed, 0.0)


@kind("every number rounded to one digit", unseen=True)
def _one_digit(year: Year) -> None:
    rows = _rows_of(year, year.energy | year.tonnes)
    year.put(rows, [float(f"{value:.0e}") for value in year.rows["value"].to_numpy()[rows]])
    year.whole = True


@kind("the year before under the number of this one", unseen=True)
def _last_year(year: Year) -> None:
    _copied(year, year.other())


@kind("the whole table exported twice", unseen=True)
def _all_twice(year: Year) -> None:
    again = year.rows[year.rows["value"].notna()].assign(label="export 2")
    year.rows = pd.concat([year.rows, again], ignore_index=True).assign(wrong=True)
    year.whole = True


@kind("scope 2 in kg, the rest in t", unseen=True)
def _scope_two(year: Year) -> None:
    year.times(np.asarray(year.rows["scope"] == 2) & year.tonnes, 1000.0)


@kind("one sector of another city", unseen=True)
def _other_city(year: Year) -> None:
    row = year.pick(year.large(year.tonnes))
    year.put(row, 0.31 * float(year.rows["value"][row]))


@kind("inhabitants of another city", unseen=True)
def _other_people(year: Year) -> None:
    if not year.inhabitants:
        raise NotHere
    year.inhabitants = 250_000.0 if year.inhabitants > 400_000 else 1_600_000.0
    year.whole = True


@kind("emissions of a sector worked out with 0 in the place of the factor of its main fuel", unseen=True)
def _no_factor(year: Year) -> None:
    row = year.pick(year.large(year.tonnes & np.asarray(year.rows["scope"] == 1)))
    year.put(row, 0.08 * float(year.rows["value"][row]))
