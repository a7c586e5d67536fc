"""What is on file of one city, ready to be written down: every row in force with all its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analytics import numerals
from analytics.inventories.inventory import About, Population
from analytics.problems import Problem, Refused
from analytics.vocabulary import METHOD_NAMES, Method, Quantity
from datasets.naming import find_city
from datasets.store import City, Line, Store

UNITS = {
    Quantity.ENERGY: "MWh",
    Quantity.CO2: "t CO2",
    Quantity.CH4: "t CH4",
    Quantity.N2O: "t N2O",
    Quantity.CO2E: "t CO2e",
}
"""In what each quantity is kept, and so exported."""


@dataclass(frozen=True)
class Holding:
    """The rows in force of a city. ``as_of`` is when the newest of their revisions was committed, in UTC."""

    city: City
    lines: tuple[Line, ...]
    population: Mapping[tuple[int, str], Population]
    about: Mapping[tuple[int, str], About]
    revisions: tuple[int, ...]
    as_of: datetime

    @property
    def inventories(self) -> tuple[tuple[int, str], ...]:
        """Year and method of each inventory, oldest first."""
        return tuple(sorted({(line.year, line.method) for line in self.lines}))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, each source once."""
        people = [item.source for key, item in self.population.items() if key in self.inventories]
        return tuple(dict.fromkeys([*sorted({line.source for line in self.lines}), *people]))

    def of(self, year: int, method: str) -> tuple[Line, ...]:
        """The rows of one inventory."""
        return tuple(line for line in self.lines if (line.year, line.method) == (year, method))


def holding(store: Store, city: str, years: Sequence[int] = ()) -> Holding:
    """What is on file of a city, of ``years`` or of all. Raises Refused where that is nothing, with what there is."""
    found = find_city(city, store.cities())
    with store.reader() as reader:
        lines, standing = reader.lines(found.city_id), reader.standing(found.city_id)
    wanted = tuple(line for line in lines if not years or line.year in years)
    if not wanted:
        on_file = sorted({(line.year, line.method) for line in lines})
        named = ", ".join(f"{year} ({METHOD_NAMES[Method(method)]})" for year, method in on_file)
        asked = f" in {', '.join(map(str, years))}" if years else ""
        raise Refused(
            Problem(
                "block", "nothing-on-file", f"no inventory of {found.name}{asked}",
                f"one of {named}" if named else "a city with an inventory", "Choose another year or city.",
            )
        )  # fmt: skip
    revisions = tuple(sorted({line.revision for line in wanted}))
    as_of = max(store.revision(number).committed_at for number in revisions)
    return Holding(found, wanted, standing.population, standing.about, revisions, as_of)


def key_as_said(line: Line) -> str | None:
    """The notation key of a row as its file gave it, with the place that an IE points at: "IE (II.1.1)"; None for a
    row with a number."""
    said = numerals.read_one(line.original_text)
    return line.original_text.strip() if line.notation_key and said.key == line.notation_key else line.notation_key
