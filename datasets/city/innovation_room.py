"""What is on file of regions: who lies in them, their strategies, clusters and value chains, and projects of cities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.innovation.shared_priorities import RegionPriority, Strategy, strategies
from analytics.text.nearest import nearest
from datasets.city.counted_statements import counting, everywhere
from datasets.store.kinds import city_regions, innovation_projects, region_clusters, region_priorities, value_chains
from datasets.store.kinds.city_regions import CityRegion
from datasets.store.kinds.innovation_projects import InnovationProject
from datasets.store.kinds.region_clusters import RegionCluster
from datasets.store.kinds.value_chains import ValueChain
from datasets.store.records import Register

_AS_WRITTEN = 85
"""The least likeness of two names for one to be taken as a slip for the other."""


@dataclass(frozen=True)
class RegionOnFile:
    """One region: its ``name``, the ``entries`` that say which cities lie in it (none where it is only named), its
    strategies, the newest first, its clusters and value chains."""

    name: str
    entries: tuple[CityRegion, ...]
    strategies: tuple[Strategy, ...]
    clusters: tuple[RegionCluster, ...]
    chains: tuple[ValueChain, ...]

    @property
    def cities(self) -> tuple[str, ...]:
        """The ids of the cities in it."""
        return tuple(dict.fromkeys(entry.city_id for entry in self.entries))

    @property
    def code(self) -> str:
        """Its code, "" where none is stated."""
        return next((entry.code for entry in self.entries if entry.code), "")

    @property
    def newest(self) -> Strategy | None:
        """Its newest strategy."""
        return self.strategies[0] if self.strategies else None


@dataclass(frozen=True)
class InnovationRoom:
    """What counts of a city: its ``region``, None where nobody states one, the other regions on file by name, and the
    projects that it takes part in."""

    city_id: str
    region: RegionOnFile | None
    others: tuple[RegionOnFile, ...]
    projects: tuple[InnovationProject, ...]

    def other(self, named: str) -> RegionOnFile | None:
        """Another region on file by its name or code."""
        return next((one for one in self.others if _folded(named) in map(_folded, (one.name, one.code))), None)


def room(register: Register, city_id: str) -> InnovationRoom:
    """What counts of a city and of all regions on file."""
    found = regions(register)
    own = next((one for one in found if city_id in one.cities), None)
    others = tuple(one for one in found if one is not own)
    return InnovationRoom(city_id, own, others, tuple(counting(register, innovation_projects.KIND, city_id)))


def regions(register: Register) -> tuple[RegionOnFile, ...]:
    """Every region that anything on file names, by name. What names it by a code, an earlier code or its name in its
    own language is told with it; of what two cities state alike, the first counts."""
    entries = everywhere(register, city_regions.KIND)
    names = _names(entries)

    def of(region: str) -> str:
        return names.get(_folded(region), " ".join(region.split()))

    placed = _by_region(entries, of)
    priorities = {
        name: {
            (one.first_year, one.last_year, _folded(one.priority)): RegionPriority(
                name, one.first_year, one.last_year, one.kind, one.priority, one.domains, one.source
            )
            for one in reversed(held)
        }.values()
        for name, held in _by_region(everywhere(register, region_priorities.KIND), of).items()
    }
    clusters = _by_region(everywhere(register, region_clusters.KIND), of)
    chains = _by_region(everywhere(register, value_chains.KIND), of)
    return tuple(
        RegionOnFile(
            name,
            tuple(placed.get(name, ())),
            strategies(priorities.get(name, ())),
            _once(clusters.get(name, ()), "cluster"),
            _once(chains.get(name, ()), "chain"),
        )
        for name in sorted({*placed, *priorities, *clusters, *chains})
    )


def misspelt(register: Register, region: str) -> str | None:
    """The region on file that was probably meant by a name that no entry bears; None for one on file or a new one."""
    known = _names(everywhere(register, city_regions.KIND))
    known |= {_folded(one.name): one.name for one in regions(register)}
    if _folded(region) in known:
        return None
    near = nearest(_folded(region), known, 1, _AS_WRITTEN)
    return known[near[0]] if near else None


def _names(entries: Iterable[CityRegion]) -> dict[str, str]:
    """By each name and code of a region the name by which it is told, that of the first entry of it."""
    found: dict[str, str] = {}
    for entry in entries:
        name = found.get(_folded(entry.region)) or found.get(_folded(entry.code) or "-") or entry.region
        for word in (entry.region, entry.code, entry.former_code, entry.own_name):
            if word:
                found.setdefault(_folded(word), name)
    return found


def _by_region(entries: Iterable[Any], of: Any) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for entry in entries:
        found.setdefault(of(entry.region), []).append(entry)
    return found


def _once(entries: Sequence[Any], field: str) -> tuple[Any, ...]:
    return tuple({_folded(getattr(entry, field)): entry for entry in reversed(entries)}.values())[::-1]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
