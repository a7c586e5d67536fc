"""What a place says of itself and cannot be so: its scope beside its carrier, its sign, its gas beside other gases."""

from __future__ import annotations

import numpy as np

from analytics.detection import messages
from analytics.detection.case import Case
from analytics.detection.figure_repairs import FigureRepair
from analytics.detection.places import EMISSIONS, ENERGY, GRID, digits
from analytics.inventories.between_years import never_subtracted
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, REMOVALS

BURNT = tuple(code for code in CARRIERS if code not in (*GRID, "solar_thermal", "geothermal", "municipal_waste"))

FEWEST_ZEROS, SHARE_OF_ZEROS = 5, 0.25
"""[R] So many zeros, and such a share of the figures, are keys that an export lost."""
FEWEST_ROUNDED, COARSE = 8, 2
"""[R] Where so many figures have fewer significant digits than this, they were rounded on the way."""
MOST = 3
"""Places of which a finding about many tells one by one."""
KEYS_FOR_ZEROS = Sentence("Give the notation key (NE, NO, IE, C) in the place of each zero that nobody measured.")
EXACT_FIGURES = Sentence("Give the figures as they were worked out.")
MOVE_SCOPE = Sentence("Correct the scope, or the carrier.")
CHECK_SIGN = Sentence("Check the sign; a removal outside land use needs an explanation.")
ONE_GAS = Sentence("Give CO2e throughout, or say of each place which gases it counts.")
GIVE_EMISSIONS = Sentence("Give the emissions, or a notation key (NE, NO, IE, C).")


def contradictions(case: Case) -> None:
    """Tell places whose words and figures contradict each other."""
    _signs(case)
    _other_signs(case)
    _gases(case)
    for measured in (EMISSIONS, ENERGY):
        _zeros(case, measured)
        _rounded(case, measured)


def _signs(case: Case) -> None:
    places = case.places
    for measured in (EMISSIONS, ENERGY):
        amounts = places.amounts[measured]
        below = (amounts < 0) & ~np.isin(places.sector, list(REMOVALS))
        for place in np.flatnonzero(below):
            at = np.array([place])
            stake = 2 * abs(float(amounts[place])) if measured == EMISSIONS else case.tonnes(2 * abs(amounts[at]), at)
            case.tell(
                "below-zero",
                at,
                measured,
                stake,
                messages.below_zero(places.name(place), measured, float(amounts[place])),
                CHECK_SIGN,
                mends=FigureRepair(measured, -1.0),
                should=-float(amounts[place]) if measured == EMISSIONS else None,
            )


def _other_signs(case: Case) -> None:
    """Emissions of a sign that the place has in no other year: a removal that became a source, or the other way. What
    is below zero where nothing can be removed is told by ``_signs``."""
    amounts = np.sign(np.nan_to_num(case.years.every[EMISSIONS]))
    now, others = amounts[:, case.column], np.delete(amounts, case.column, axis=1)
    turned = (now != 0) & (others == -now[:, None]).any(axis=1) & ~(others == now[:, None]).any(axis=1)
    told = (now < 0) & ~np.isin(case.years.sector, list(REMOVALS))
    for line in np.flatnonzero(turned & case.open() & ~told):
        amount = float(case.years.every[EMISSIONS][line, case.column])
        said = messages.other_sign(case.named(line), amount, case.year)
        turns = FigureRepair(EMISSIONS, -1.0)
        case.tell_lines("below-zero", np.array([line]), EMISSIONS, 2 * abs(amount), said, CHECK_SIGN, turns, -amount)


def _gases(case: Case) -> None:
    """CO2 alone in a few places of an inventory that counts CO2e, or the other way round."""
    places = case.places
    held = np.isfinite(places.amounts[EMISSIONS]) & (places.gas != "") & places.counted
    alone = held & (places.gas == "co2")
    whole = held & (places.gas == "co2e")
    if not alone.any() or not whole.any():
        _other_gas(case, "CO2" if alone.any() else "CO2e" if whole.any() else "")
        return
    few, gas = (alone, "CO2") if alone.sum() <= whole.sum() else (whole, "CO2e")
    members = np.flatnonzero(few)
    tonnes = float(places.amounts[EMISSIONS][members].sum())
    said = messages.other_gas([places.name(place) for place in members], gas, "CO2e" if gas == "CO2" else "CO2")
    case.tell("other-gas", members, EMISSIONS, tonnes, said, ONE_GAS)


def _other_gas(case: Case, gas: str) -> None:
    """An inventory that counts another gas than all other years."""
    every = case.years.places
    theirs = {(int(year), str(found)) for year, found in zip(every.years, every.gas, strict=True) if found}
    others = {year: "CO2" if found == "co2" else "CO2e" for year, found in theirs if year != case.year}
    if not gas or not others or gas in others.values():
        return
    near = min(others, key=lambda year: abs(year - case.year))
    (year, first), (later, last) = sorted(((case.year, gas), (near, others[near])))
    members = np.flatnonzero(case.places.gas != "")
    tonnes = float(case.places.amounts[EMISSIONS][members].sum())
    case.tell("other-gas", members, EMISSIONS, tonnes, never_subtracted(year, first, later, last), ONE_GAS)


def _zeros(case: Case, measured: str) -> None:
    """Many zeros: what does not occur, or was not estimated, has a notation key."""
    amounts = case.places.amounts[measured]
    zeros, given = np.flatnonzero(amounts == 0), np.isfinite(amounts).sum()
    if len(zeros) >= FEWEST_ZEROS and len(zeros) >= SHARE_OF_ZEROS * given:
        said = messages.many_zeros(measured, len(zeros), int(given))
        case.tell("placeholder-zero", zeros, measured, None, said, KEYS_FOR_ZEROS)


def _rounded(case: Case, measured: str) -> None:
    """Figures that all have one digit: they were rounded, and sums and changes of them say little."""
    amounts = case.places.amounts[measured]
    given = np.flatnonzero(np.isfinite(amounts) & (amounts != 0))
    if len(given) >= FEWEST_ROUNDED and all(digits(float(amount)) < COARSE for amount in amounts[given]):
        stake = float(np.abs(case.places.half[measured][given]).sum()) if measured == EMISSIONS else None
        case.tell("rounded-figures", given, measured, stake, messages.rounded(measured, len(given)), EXACT_FIGURES)
