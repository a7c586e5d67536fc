"""Borrow a sector: the intensity of the partner put into a city's own newest inventory, and into its gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.commitment.judged import Progress
from analytics.formula import OURS, formula
from analytics.inventories.compared_rows import LAND
from analytics.inventories.comparison import Comparison, compare
from analytics.inventories.comparison_reasons import is_whole
from analytics.inventories.grid_use import grid_use, matched_mwh
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence

ELECTRICITY = Sentence("Electricity")
HEAD, ENERGY, GRID = "head", "energy", "grid"
"""What is borrowed: tonnes per inhabitant, tonnes per MWh, or the factor of electricity."""


@dataclass(frozen=True)
class Borrowed:
    """One thing borrowed: ``own`` and ``partner`` are the two intensities, ``change_t`` what the partner's would add to
    the newest year, ``total_t`` that year with it; ``gap_t`` and ``left_t`` the gap to the path and to the target level
    with it, None where a city has none. Of what cannot be borrowed ``refused`` says why, and ``lacking`` is 0 or 1, the
    borrowing city or its partner, of which something is missing."""

    code: str
    name: str
    own: float | None = None
    partner: float | None = None
    change_t: float | None = None
    total_t: float | None = None
    gap_t: float | None = None
    left_t: float | None = None
    refused: str = ""
    lacking: int | None = None
    own_year: int | None = None
    partner_year: int | None = None


@formula(
    name="Borrowing a sector",
    text=Sentence("change = D × (i of the partner − i of one's own);  gap with it = gap + change"),
    units=(
        "t; D inhabitants with i in t per inhabitant, or D energy in MWh with i in t/MWh, or D electricity in MWh with "
        "i its factor; of the newest inventory that the verdict judges"
    ),
    source=OURS,
    mark="R",
    remark=(
        "Only of rows that both report. It says what difference there is, not that it can be had: climate, homes and "
        "work of the two differ."
    ),
)
def borrowed(
    name: str,
    inventories: Sequence[Inventory],
    progress: Progress | None,
    partner: str,
    theirs: Sequence[Inventory],
) -> tuple[Borrowed, ...]:
    """What the newest year of a city, and its gap, would be in t with what its partner needs per inhabitant or per MWh,
    row by row, and with its partner's electricity. Refused with a reason where it does not compare. Source: our own
    rule [R]."""
    newest = progress.latest if progress is not None and progress.gap_t is not None else None
    if newest is not None and newest.covers is not None:
        newest = None  # what is judged is a part of the inventory, and the rows are of the whole
    found = compare([newest] if newest else [], theirs, (name, partner))
    standing = progress
    if found.refused:  # what the verdict judges does not compare, but another inventory may
        found, standing = compare(inventories, theirs, (name, partner)), None
    if found.refused:
        left = found.left
        lacking = 0 if left is None or is_whole(left) else 1
        return (Borrowed("", "", refused=found.refused[0], lacking=lacking),)
    assert found.left is not None
    assert found.right is not None
    if found.left.gas != found.right.gas:
        why = Sentence("One city counts CO2 alone, the other CO2e: neither can be put into the total of the other.")
        return (Borrowed("", "", refused=why, lacking=0 if found.left.gas == "CO2" else 1),)
    made = [*_by_head(found), *_by_energy(found, (name, partner)), _by_grid(found, (name, partner))]
    return tuple(_applied(one, found, standing) for one in made)


def _applied(one: Borrowed, found: Comparison, progress: Progress | None) -> Borrowed:
    """With the years of both, and the totals and gaps that follow from the change."""
    assert found.left is not None
    assert found.right is not None
    dated = replace(one, own_year=found.left.year, partner_year=found.right.year)
    if one.change_t is None or found.left.emissions_t is None:
        return dated
    gap = None if progress is None or progress.gap_t is None else progress.gap_t + one.change_t
    left = None if progress is None or progress.left_t is None else progress.left_t + one.change_t
    return replace(dated, total_t=found.left.emissions_t + one.change_t, gap_t=gap, left_t=left)


def _by_head(found: Comparison) -> Iterator[Borrowed]:
    assert found.left is not None
    assert found.right is not None
    if found.headless or not (found.left.inhabitants and found.right.inhabitants):
        lacking = 0 if not found.left.inhabitants else 1
        yield Borrowed(HEAD, "", refused=found.headless[0], lacking=lacking)
        return
    for row in found.rows:
        if row.groups == LAND.groups:
            continue  # what grows in one city cannot be had in another
        own, partner = found.amounts(row)
        yield Borrowed(HEAD, row.name, own, partner, found.left.inhabitants * partner - row.left_t)


def _by_energy(found: Comparison, names: tuple[str, str]) -> Iterator[Borrowed]:
    """The rows of which both tell energy; without any, the reason."""
    assert found.left is not None
    assert found.right is not None
    made = []
    for row in found.rows:
        used = [matched_mwh(item, row.groups, row.without) for item in (found.left, found.right)]
        if used[0] and used[1]:
            tonnes = row.by_own_factors
            own, partner = tonnes[0] / used[0], tonnes[1] / used[1]
            made.append(Borrowed(ENERGY, row.name, own, partner, used[0] * partner - tonnes[0]))
    if made:
        yield from made
        return
    lacking = next((side for side, item in enumerate((found.left, found.right)) if not item.energy_mwh), 1)
    item = (found.left, found.right)[lacking]
    why = Sentence(
        "The inventory of {city} for {year} tells no energy of what both report.", city=names[lacking], year=item.year
    )
    yield Borrowed(ENERGY, "", refused=why, lacking=lacking)


def _by_grid(found: Comparison, names: tuple[str, str]) -> Borrowed:
    """The factor of the partner's electricity for all electricity of what both report."""
    assert found.left is not None
    assert found.right is not None
    groups = [group for row in found.rows for group in row.groups]
    without = frozenset().union(*(row.without for row in found.rows))
    own, partner = (grid_use(item, groups, without) for item in (found.left, found.right))
    if own is None or partner is None:
        lacking = 0 if own is None else 1
        item = (found.left, found.right)[lacking]
        why = Sentence(
            "The inventory of {city} for {year} does not tell its electricity with its energy.",
            city=names[lacking],
            year=item.year,
        )
        return Borrowed(GRID, ELECTRICITY, refused=why, lacking=lacking)
    change = own.mwh * (partner.t_per_mwh - own.t_per_mwh)
    return Borrowed(GRID, ELECTRICITY, own.t_per_mwh, partner.t_per_mwh, change)
