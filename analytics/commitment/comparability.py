"""What keeps two inventories of one method from being subtracted, and what a reader should check in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from analytics.commitment.baseline import Baseline
from analytics.commitment.targets import Target
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import KEY_SECTORS, SECTOR_GROUPS, SECTORS


def made(inventory: Inventory) -> tuple[object, ...]:
    """How the tonnes of an inventory were made. Partly weighed from gases and partly CO2e, the CO2e keeps its set."""
    kept = inventory.about.gwp_set if inventory.gwp_set == "mixed" else None
    return inventory.gas, inventory.computed, inventory.gwp_set, inventory.approach, kept


def comparable(first: Inventory, latest: Inventory) -> bool:
    """Whether a verdict may hold two inventories against each other: one gas, one kind of factors, and no two GWP sets
    or approaches that are stated and differ. Source: our own rule [R]."""
    said = ({first.weighed_with, latest.weighed_with}, {first.approach, latest.approach})
    alike = (first.gas, first.computed) == (latest.gas, latest.computed)
    return alike and all(len(words - {"unknown"}) < 2 for words in said)


def same_chain(target: Target, base: Baseline, latest: Inventory) -> bool:
    """Whether base and latest may be held against each other: one method and what ``comparable`` asks. Source: our own
    rule [R]."""
    if latest.method != target.method or latest.gas == "CO2":
        return False
    first = base.inventory
    return first is None or comparable(first, latest)


def earlier(latest: Inventory, inventories: Sequence[Inventory]) -> Inventory | None:
    """The newest inventory of the years before ``latest`` that may be subtracted from it: by its method, made alike,
    with a total, and like it by sector or not. None where there is none, or where ``latest`` itself gives no total.
    Source: our own rule [R].
    """
    if latest.emissions_t is None:
        return None
    alike = [
        item
        for item in inventories
        if item.method == latest.method and item.year < latest.year and item.emissions_t is not None
        if made(item) == made(latest) and item.unsplit == latest.unsplit
    ]
    return max(alike, key=lambda item: item.year, default=None)


def change_since(before: Inventory | None, latest: Inventory) -> float | None:
    """E(y) − E(before): how far the total moved since an ``earlier`` inventory, in t; negative is a fall. None where
    one of the two gives no total. Source: our own rule [R]."""
    if before is None or before.emissions_t is None or latest.emissions_t is None:
        return None
    return latest.emissions_t - before.emissions_t


def differing_factors(first: Inventory, latest: Inventory) -> Sentence:
    """That one of two inventories is as reported and the other energy times our factors."""
    years: dict[str, object] = {"base_year": first.year, "year": latest.year}
    if first.computed:
        return Sentence(
            "The emissions of {base_year} are energy times our factors and those of {year} as reported: their factors "
            "differ.",
            **years,
        )
    return Sentence(
        "The emissions of {base_year} are as reported and those of {year} energy times our factors: their factors "
        "differ.",
        **years,
    )


def differing_boundary(first: Inventory, latest: Inventory) -> Iterator[Sentence]:
    """Which sectors one of two inventories counts and the other neither counts nor settles."""
    for one, other in ((first, latest), (latest, first)):
        lacking = one.counted - other.counted - other.settled - set(latest.missing_key_sectors)
        if lacking:
            named = [name for name in (*KEY_SECTORS, *SECTOR_GROUPS) if name in lacking]
            yield Sentence(
                "The boundary differs: figures in {year} and none in {other_year} for {sectors}.",
                sectors=joined(named, "comma"),
                year=one.year,
                other_year=other.year,
            )


def beside_sectors(first: Inventory | None, latest: Inventory) -> bool:
    """Whether the newest inventory is a total without sectors and the baseline's holds some: nothing is judged then."""
    return first is not None and latest.unsplit and first.counted != latest.counted


def checks(first: Inventory, latest: Inventory) -> list[str]:
    """What a reader should check in two inventories: a total without sectors in the base year, and zeros and notation
    keys where there were tonnes."""
    notes: list[str] = []
    if first.counted == {UNSPLIT} != latest.counted:
        notes.append(
            Sentence("The figure of {year} is a total without sectors: no boundary can be compared.", year=first.year)
        )
    for key in KEY_SECTORS:
        before, now = (_of_key(item, key) for item in (first, latest))
        if latest.emissions_t is None or before <= 0 or now != 0:
            continue
        said: dict[str, object] = {
            "sector": key,
            "year": latest.year,
            "emissions": before,
            "base_year": first.year,
        }
        if key in latest.counted:
            notes.append(
                Sentence(
                    "The key sector {sector} is 0 in {year} after {emissions:,.0f} t in {base_year}: check.", **said
                )
            )
        elif key in latest.settled:
            notes.append(
                Sentence(
                    "The key sector {sector} is said not to occur, or to stand elsewhere, in {year} after "
                    "{emissions:,.0f} t in {base_year}: check.",
                    **said,
                )
            )
    return notes


def _of_key(inventory: Inventory, key: str) -> float:
    return fsum(amount for spot, amount in inventory.spots.tonnes.items() if key in SECTORS[spot.sector].keys)
