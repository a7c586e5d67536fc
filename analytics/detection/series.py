"""An inventory against the inventories of other years: zeros between figures, years made from each other, jumps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.detection.case import Case
from analytics.detection.messages import UNITS, jumped_to, scaled, slipped
from analytics.detection.places import EMISSIONS, ENERGY, Places, figure, matched
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS

JUMP_A_YEAR = 0.30
"""[R] Change of a sector from one year to the next that asks for an explanation (data quality)."""
MATERIAL_SHARE = 0.01
"""[R] A jump is told when it moves at least this share of the total: small sectors swing for good reasons."""
LONGEST_GAP = 5
"""[R] Inventories further apart in years than this are not held against each other."""
SCALED_PLACES = 4
"""[R] So many places must be scaled alike: with fewer a common ratio is no surprise."""
THOUSANDFOLD = (700.0, 1400.0)
"""[R] A change between two years that is a slip by 1000 and a change of up to 40 %, not a development."""


def zeros(case: Case, years: Sequence[Places]) -> None:
    """A zero where the years before and after both hold figures: more likely a blank than a measurement."""
    places = case.places
    if [other.year < places.year for other in years] != [True, False]:
        return
    told, seen = set(case.told), set[int]()
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
                case.slack[measured][members] = np.inf
            middle = np.array([(early + late) / 2])
            case.tell(
                "placeholder-zero",
                members,
                column,
                float(middle[0]) if column == EMISSIONS else case.tonnes(middle, members[:1]),
                Sentence(
                    "{place} holds 0 {unit} in {year}, between {before} in {year_before} and {after} in {year_after}.",
                    place=places.name(members[0]),
                    unit=UNITS[column],
                    year=places.year,
                    before=figure(early),
                    year_before=years[0].year,
                    after=figure(late),
                    year_after=years[1].year,
                ),
                Sentence("Give the figure, or a notation key (NE, NO, IE, C) if there is none."),
            )


def constant_ratio(case: Case, other: Places) -> None:
    """All places scaled by one number from another year: an estimate, or a year that was copied."""
    for column in (EMISSIONS, ENERGY):
        match = matched(case.places, other, column, case.told)
        sharp = (match.ours != 0) & (match.theirs != 0) & (match.error < 0.005)
        if case.scaled or sharp.sum() < SCALED_PLACES:
            continue
        best = int(np.argmin(np.where(sharp, match.error, np.inf)))
        ratio = float(match.ours[best] / match.theirs[best])
        apart = np.abs(match.ours[sharp] / (match.theirs[sharp] * ratio) - 1) if ratio else np.ones(1)
        if np.all(apart <= match.error[sharp]):
            case.scaled.add(column)
            members = np.flatnonzero(np.isin(case.places.key, match.key[sharp]))
            amounts = case.places.amounts[column][members]
            case.tell(
                "constant-ratio",
                members,
                column,
                float(np.nansum(amounts)) if column == EMISSIONS else case.tonnes(np.nan_to_num(amounts), members),
                scaled(column, int(sharp.sum()), ratio, case.places.year, other.year),
                Sentence("Say that the year was estimated from the other one, or give its own figures."),
            )


def jumps(case: Case, years: Sequence[Places]) -> None:
    """Sectors that change from one year to the next by more than ``JUMP_A_YEAR``, and slips by 1000 in a place."""
    if not years or case.scaled:
        return
    other, seen = years[0], set[str]()
    gap = abs(case.places.year - other.year)
    for column in (EMISSIONS, ENERGY):
        seen |= _thousandfold(case, other, column, seen)
        match = matched(case.places, other, column, case.told)
        whole = max(np.nansum(np.abs(match.ours)), np.nansum(np.abs(match.theirs)))
        both = (match.ours > 0) & (match.theirs > 0)
        sectors, inverse = np.unique(match.sector.astype(str), return_inverse=True)
        ours, theirs = (
            np.bincount(inverse, weights=np.where(both, amounts, 0.0), minlength=len(sectors))
            for amounts in (match.ours, match.theirs)
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            growth = ours / theirs if other.year < case.places.year else theirs / ours
        steady = (growth >= (1 - JUMP_A_YEAR) ** gap) & (growth <= (1 + JUMP_A_YEAR) ** gap)
        jumped = (ours > 0) & ~steady & (np.abs(ours - theirs) >= MATERIAL_SHARE * whole)
        for place in np.flatnonzero(jumped & ~np.isin(sectors, [*seen])):
            sector, now, then = str(sectors[place]), float(ours[place]), float(theirs[place])
            mine = both & (inverse == place)
            seen.add(sector)
            members = np.flatnonzero(np.isin(case.places.key, match.key[mine]))
            case.tell(
                "year-jump",
                members,
                column,
                abs(now - then) if column == EMISSIONS else None,
                jumped_to(SECTORS[sector].name, column, now, then, case.places.year, other.year),
                Sentence("Check the figures and their boundary against that year, or write down what happened."),
            )


def _thousandfold(case: Case, other: Places, column: str, seen: set[str]) -> set[str]:
    """Sectors with a place about 1000 times larger or smaller than in ``other``, energy and emissions alike."""
    match = matched(case.places, other, column, case.told)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = match.ours / match.theirs
    larger = np.maximum(match.ours, match.theirs)
    fold = np.where(ratio > 1, ratio, 1 / np.where(ratio > 0, ratio, np.nan))
    slip = (fold >= THOUSANDFOLD[0]) & (fold <= THOUSANDFOLD[1])
    slip &= larger >= MATERIAL_SHARE * max(np.nansum(match.ours), np.nansum(match.theirs))
    for place in np.flatnonzero(slip & ~np.isin(match.sector, [*seen])):
        members = np.flatnonzero(case.places.key == match.key[place])
        now, then = match.ours[place], match.theirs[place]
        case.tell(
            "unit-slip",
            members,
            column,
            abs(now - then) if column == EMISSIONS else None,
            *slipped(case.places.name(members[0]), column, float(now), float(then), case.places.year, other.year),
        )
    return {str(sector) for sector in match.sector[slip]}
