"""What a place says of itself and cannot be so: its scope beside its carrier, its sign, its gas beside other gases."""

from __future__ import annotations

import numpy as np

from analytics.detection import messages
from analytics.detection.case import Case
from analytics.detection.places import EMISSIONS, ENERGY, GRID
from analytics.inventories.missing import unweighed
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, REMOVALS

BURNT = tuple(code for code in CARRIERS if code not in (*GRID, "solar_thermal", "geothermal", "municipal_waste"))

MOST = 3
"""Places of which a finding about many tells one by one."""
MOVE_SCOPE = Sentence("Correct the scope, or the carrier.")
CHECK_SIGN = Sentence("Check the sign; a removal outside land use needs an explanation.")
ONE_GAS = Sentence("Give CO2e throughout, or say of each place which gases it counts.")
GIVE_EMISSIONS = Sentence("Give the emissions, or a notation key (NE, NO, IE, C) if there are none.")


def contradictions(case: Case) -> None:
    """Tell places whose words and figures contradict each other."""
    _scopes(case)
    _signs(case)
    _gases(case)
    _without_emissions(case)


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
            )


def _gases(case: Case) -> None:
    """CO2 alone in a few places of an inventory that counts CO2e, or the other way round."""
    places = case.places
    held = np.isfinite(places.amounts[EMISSIONS]) & (places.gas != "") & places.counted
    alone = held & (places.gas == "co2")
    whole = held & (places.gas == "co2e")
    if not alone.any() or not whole.any():
        return
    few, gas = (alone, "CO2") if alone.sum() <= whole.sum() else (whole, "CO2e")
    members = np.flatnonzero(few)
    tonnes = float(places.amounts[EMISSIONS][members].sum())
    said = messages.other_gas([places.name(place) for place in members], gas, "CO2e" if gas == "CO2" else "CO2")
    case.tell("other-gas", members, EMISSIONS, tonnes, said, ONE_GAS)


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
