"""What a place says of itself and cannot be so: its scope beside its carrier, its sign, its gas beside other gases."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from analytics.detection import messages
from analytics.detection.case import Case
from analytics.detection.figure_repairs import FigureRepair
from analytics.detection.places import EMISSIONS, ENERGY, GRID, digits
from analytics.inventories.between_years import never_subtracted
from analytics.inventories.missing import unweighed
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, REMOVALS

BURNT = tuple(code for code in CARRIERS if code not in (*GRID, "solar_thermal", "geothermal", "municipal_waste"))

FEWEST_ZEROS, SHARE_OF_ZEROS = 5, 0.25
"""[R] So many zeros, and such a share of the figures, are keys that an export lost."""
FEWEST_ROUNDED, COARSE = 8, 2
"""[R] Where so many figures have fewer significant digits than this, they were rounded on the way."""
SURE = 6
"""[R] Figures of so many digits together that are the very same in two scopes are a copy."""
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
    _scopes(case)
    _copied_scopes(case)
    _signs(case)
    _other_signs(case)
    _gases(case)
    _without_emissions(case)
    for measured in (EMISSIONS, ENERGY):
        _zeros(case, measured)
        _rounded(case, measured)


def _scopes(case: Case) -> None:
    places = case.places
    amounts = np.nan_to_num(places.amounts[ENERGY]) + np.nan_to_num(places.amounts[EMISSIONS])
    for carriers, wrong, right in ((BURNT, 2, 1), (("electricity",), 1, 2)):
        found = np.isin(places.carrier, carriers) & (places.scope == wrong) & (amounts != 0) & places.counted
        for place in np.flatnonzero(found & (places.sector != "energy_industries")):
            said = messages.of_scope(places.name(place), str(places.carrier[place]), right)
            measured = EMISSIONS if np.isfinite(places.amounts[EMISSIONS][place]) else ENERGY
            tonnes = float(places.amounts[EMISSIONS][place])
            case.tell("scope-of-carrier", np.array([place]), measured, tonnes, said, MOVE_SCOPE)


def _copied_scopes(case: Case) -> None:
    """Emissions of a scope that are those of another one, in every sector and carrier that both hold. Energy may be:
    what is used stands beside what is lost on its way."""
    places, amounts = case.places, case.places.amounts[EMISSIONS]
    held: dict[int, dict[tuple[str, str], int]] = {}
    for place in np.flatnonzero(np.isfinite(amounts) & (amounts != 0) & np.isfinite(places.scope)):
        held.setdefault(int(places.scope[place]), {})[str(places.sector[place]), str(places.carrier[place])] = int(
            place
        )
    for one, other in combinations(sorted(held), 2):
        shared = [key for key in held[one] if key in held[other]]
        first, second = ([held[scope][key] for key in shared] for scope in (one, other))
        same = len(shared) > 1 and bool((amounts[first] == amounts[second]).all())
        if same and sum(map(digits, amounts[second])) >= SURE and not {*first, *second} <= {*case.told}:
            said = messages.copied_scope(one, other, len(shared))
            stake = float(np.abs(amounts[second]).sum())
            case.tell("repeated-quantity", np.array([*first, *second]), EMISSIONS, stake, said, messages.OWN_FIGURE)


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
        case.tell_lines("below-zero", np.array([line]), EMISSIONS, 2 * abs(amount), said, CHECK_SIGN, turns)


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


def _without_emissions(case: Case) -> None:
    """Energy of a carrier that emits, without emissions, where most other places with its carrier have both."""
    places = case.places
    energy, tonnes = places.amounts[ENERGY], places.amounts[EMISSIONS]
    both = (energy > 0) & np.isfinite(tonnes)
    lacking = (energy > 0) & np.isnan(tonnes) & places.counted & (places.carrier != "")
    emits = np.isin(places.carrier, [*(code for code in BURNT if not CARRIERS[code].renewable), *GRID])
    lacking &= emits
    if not lacking.any() or 2 * both.sum() <= (both | lacking).sum():
        return
    whole = {
        (sector, scope)
        for sector, scope, carrier, tonne in zip(places.sector, places.scope, places.carrier, tonnes, strict=True)
        if carrier == "" and np.isfinite(tonne)
    }
    lacking &= np.array([pair not in whole for pair in zip(places.sector, places.scope, strict=True)])
    members = np.flatnonzero(lacking)
    if len(members):
        said = joined(
            unweighed(str(places.sector[at]), str(places.carrier[at]), float(energy[at])) for at in members[:MOST]
        )
        case.tell("lacks-emissions", members, ENERGY, case.tonnes(energy[members], members), said, GIVE_EMISSIONS)


def _zeros(case: Case, measured: str) -> None:
    """Many zeros: what does not occur, or was not estimated, has a notation key."""
    amounts = case.places.amounts[measured]
    zeros, given = np.flatnonzero(amounts == 0), np.isfinite(amounts).sum()
    if len(zeros) >= FEWEST_ZEROS and len(zeros) >= SHARE_OF_ZEROS * given:
        said = messages.many_zeros(measured, len(zeros), int(given))
        case.tell("many-zeros", zeros, measured, None, said, KEYS_FOR_ZEROS)


def _rounded(case: Case, measured: str) -> None:
    """Figures that all have one digit: they were rounded, and sums and changes of them say little."""
    amounts = case.places.amounts[measured]
    given = np.flatnonzero(np.isfinite(amounts) & (amounts != 0))
    if len(given) >= FEWEST_ROUNDED and all(digits(float(amount)) < COARSE for amount in amounts[given]):
        stake = float(np.abs(case.places.half[measured][given]).sum()) if measured == EMISSIONS else None
        case.tell("rounded-figures", given, measured, stake, messages.rounded(measured, len(given)), EXACT_FIGURES)
