"""Implied factors: emissions over energy of each place, and which known mistake explains one that is off.

A place is held against the other places of its carrier (their median, where most agree), then against the factor that
the city states, then against a published default with its range. Marks: [M] from memory, [R] our own reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analytics.detection.mistakes import (
    ENERGY_IN_GWH,
    SLIPS,
    Held,
    Hit,
    Known,
    Mistake,
    Told,
    hit,
    swapped_columns,
)
from analytics.detection.places import EMISSIONS, ENERGY, Places, carrier_words, figure, listed
from analytics.formula import OURS, formula
from analytics.text.sentences import Sentence, counted, joined
from analytics.vocabulary import CARRIERS

AGREEMENT = 0.003
"""[R] Factors this far apart, beyond the rounding of the figures, are one factor. The nearest two mistakes, gross for
net gas (0.900) and short ton for tonne (0.907), lie 0.8 % apart, so that 0.3 % around each keeps them apart."""
STATED_AGREEMENT = 0.05
"""[R] As far as factors of one fuel differ: CO2 and CO2e by up to 4 % (IPCC 2006, road gasoline), uses by 3 %."""
BLUNT = 0.5
"""[R] Where rounding alone leaves half of it open (a few MWh), the factor of a place says nothing."""
TRUSTED = 0.5
"""[R] The factors that a city states go before the median of its places if so many places keep to them."""
FAR_ABOVE = 2.0
"""[R] Electricity and heat have wide ranges; one place this many times above its fellows is told all the same."""
CLEAR = 3.0
"""[R] A small mistake is named where the factor is off by so many times what rounding and agreement leave open."""
SAME_FACTOR = 0.01
"""[R] Carriers whose factors differ by less than this, such as diesel and heating oil, are not told apart."""
COPIED = Sentence("a column that was copied: the emissions equal the energy")
STATED = Sentence("the factor that the city states")


class Plausible(NamedTuple):
    """The factor of a carrier in t/MWh: a default (None without one), a range, and who says so."""

    default: float | None
    low: float
    high: float
    source: str


@formula(
    name="Implied factor",
    text=Sentence("f = E ÷ A, held against the city's other rows, its stated factor and the published range"),
    units="t/MWh; a factor of another carrier or of one, and slips by 1 000, 3.6, 11.63 or a short ton are named",
    source=OURS,
    mark="R",
    remark="A finding changes no figure: it names the rows, the tonnes at stake and a repair.",
)
def hits(places: Places, factors: Mapping[tuple[str, str], Plausible]) -> tuple[list[Hit], np.ndarray]:
    """The mistakes that implied factors give away, and the reference factor of each place in t/MWh (NaN unknown).

    Source: our own rules [R].
    """
    held = _held(places, factors)
    if not np.isfinite(held.implied).any():
        return _zeros(places, held) + _by_sector(places, held), held.factor
    _own(places, held)
    candidates = _candidates(places, held, factors)
    told, cleared = _of_clusters(places, held, candidates), np.zeros(len(places), dtype=bool)
    for item in told:
        # A carrier that is off as a whole is no reference: its other places are held against the default instead.
        mine = places.carrier == places.carrier[item.members[0]]
        held.factor[mine], held.sharp[mine] = held.default[mine], False
        cleared[item.members] = True
    told += _of_places(places, held, candidates, cleared)
    found = [hit(places, held, item) for item in _merged(told, int(np.isfinite(held.implied).sum()), places)]
    return _zeros(places, held) + found + _by_sector(places, held), held.factor


def _held(places: Places, factors: Mapping[tuple[str, str], Plausible]) -> Held:
    """Implied factors with the error that rounding leaves in them, and the factor stated or published for each."""
    energy, tonnes = places.amounts[ENERGY], places.amounts[EMISSIONS]
    with np.errstate(divide="ignore", invalid="ignore"):
        error = places.half[ENERGY] / energy + places.half[EMISSIONS] / tonnes
        implied = np.where((energy > 0) & (tonnes > 0) & (error < BLUNT), tonnes / energy, np.nan)
    known = [_plausible(factors, carrier, use) for carrier, use in places.kinds]
    numbers = np.array(
        [(x.default if x.default is not None else np.nan, x.low, x.high) if x else (np.nan,) * 3 for x in known]
    )
    default, low, high = (numbers[places.kind, part] for part in range(3))
    stated = np.isfinite(places.stated)
    source = np.array([x.source if x else "" for x in known], dtype=object)[places.kind]
    words = source.copy()
    words[stated] = STATED
    factor = np.where(stated, places.stated, default)
    return Held(implied, error, factor, stated.copy(), words, default, low, high, source, [])


def _plausible(factors: Mapping[tuple[str, str], Plausible], carrier: str, use: str) -> Plausible | None:
    """The factor of a carrier in one use; where it may be either, the range spans both."""
    usual, road = factors.get((carrier, "stationary")), factors.get((carrier, "road"))
    if use == "road" or usual is None:
        return road or usual
    if use == "either" and road is not None:
        return usual._replace(low=min(usual.low, road.low), high=max(usual.high, road.high))
    return usual


def _own(places: Places, held: Held) -> None:
    """Put the median of the places of a carrier before any default, where more than half of them agree with it.

    A factor that the city states for a place stands, as long as the inventory keeps to what the city states.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.abs(np.log(held.implied / places.stated)) <= AGREEMENT + held.error
    testable = np.isfinite(held.implied) & np.isfinite(places.stated)
    stated = testable if kept.sum() >= TRUSTED * testable.sum() else np.zeros(len(places), dtype=bool)
    for carrier in np.unique(places.carrier[np.isfinite(held.implied)].astype(str)):
        members = np.flatnonzero(places.carrier == carrier)
        usable = members[np.isfinite(held.implied[members])]
        fine = usable[held.error[usable] < 3 * AGREEMENT]
        sample = fine if len(fine) > 1 else usable
        if not carrier or len(sample) < 2:
            continue
        middle = float(np.sort(held.implied[sample])[len(sample) // 2])
        if len(sample) == 2 and (held.factor[sample] > 0).all():
            # Of two the one nearer to what is stated or published speaks for both.
            off = np.abs(np.log(held.implied[sample] / held.factor[sample]))
            middle = float(held.implied[sample[int(np.argmin(off))]])
        agree = np.abs(np.log(held.implied[usable] / middle)) <= AGREEMENT + held.error[usable]
        if len(sample) == 2 or 2 * agree.sum() > len(usable):
            held.clusters.append(usable[agree])
            free = members[
                ~(stated | (np.isfinite(places.stated) & ~np.isfinite(held.implied) & stated.any()))[members]
            ]
            held.factor[free], held.sharp[free] = middle, True
            held.words[free] = Sentence("the other {carrier} of the same inventory", carrier=carrier_words(carrier))


def _candidates(places: Places, held: Held, factors: Mapping[tuple[str, str], Plausible]) -> list[tuple[str, float]]:
    """The factors that may have been mistaken for another carrier's: those of the inventory, else the defaults."""
    known = (places.carrier != "") & (held.factor > 0)
    mine = set(zip(places.carrier[known].astype(str).tolist(), held.factor[known].tolist(), strict=True))
    present = {carrier for carrier, _ in mine}
    default = {(code, x.default) for (code, _), x in factors.items() if x.default and code not in present}
    return sorted(mine | default)


def _of_clusters(places: Places, held: Held, candidates: list[tuple[str, float]]) -> list[Told]:
    """Carriers that are off as a whole, against the factor stated for all of them or published."""
    told = []
    for members in held.clusters:
        first, middle, stated = members[0], float(np.median(held.implied[members])), places.stated[members]
        sharp = bool(np.isfinite(stated).all())
        if len(members) < 2 or (sharp and np.ptp(stated) > AGREEMENT * np.max(stated)):
            continue
        reference = float(stated[0]) if sharp else float(held.default[first])
        inside = held.low[first] <= middle <= held.high[first] or not np.isfinite(held.low[first])
        near = reference > 0 and abs(np.log(middle / reference)) <= AGREEMENT
        if near or (inside and not sharp):
            continue
        words = STATED if sharp else held.source[first]
        found = _explained(places, held, members, Known(reference, sharp, words), candidates)
        if found is not None:
            told.append(found)
    return told


def _of_places(places: Places, held: Held, candidates: list[tuple[str, float]], cleared: np.ndarray) -> list[Told]:
    """Single places that are off. A place that keeps to its reference or to the published factor is not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        close = [
            np.abs(np.log(held.implied / factor)) <= AGREEMENT + held.error for factor in (held.factor, held.default)
        ]
        inside = (held.implied >= held.low * (1 - held.error)) & (held.implied <= held.high * (1 + held.error))
    known = np.isfinite(held.low) | held.sharp
    off = np.isfinite(held.implied) & known & ~cleared & ~np.any(close, axis=0) & (held.sharp | ~inside)
    told = []
    for place in np.flatnonzero(off):
        reference = Known(float(held.factor[place]), bool(held.sharp[place]), held.words[place])
        found = _explained(places, held, np.array([place]), reference, candidates)
        if found is not None:
            told.append(found)
    return told


def _explained(
    places: Places, held: Held, members: np.ndarray, known: Known, candidates: list[tuple[str, float]]
) -> Told | None:
    """The mistake that fits an implied factor best, None where it may well be right."""
    first, factor = members[0], float(np.median(held.implied[members]))
    error = float(np.min(held.error[members]))
    carrier, low, high = str(places.carrier[first]), float(held.low[first]), float(held.high[first])
    times = factor / known.factor if known.factor > 0 else np.nan
    if np.allclose(places.amounts[ENERGY][members], places.amounts[EMISSIONS][members], rtol=1e-9, atol=0):
        return Told(
            Mistake(times, "implied-factor", EMISSIONS, COPIED, ""),
            members,
            known,
        )
    references = [known]
    # The published factor of the same fuel may be that of another use or gas; a national one is not the city's.
    if known.factor > 0 and abs(np.log(held.default[first] / known.factor)) <= STATED_AGREEMENT:
        references.append(Known(float(held.default[first]), False, held.source[first]))
    fits: list[tuple[float, Mistake, Known]] = []
    clear = not times > 0 or abs(np.log(times)) > CLEAR * (AGREEMENT + error)
    for mistake in (*SLIPS, *swapped_columns(known)) if clear else ():
        reached = factor / mistake.ratio
        for reference in references:
            gap = abs(np.log(reached / reference.factor)) if reference.factor > 0 else np.inf
            small = 0.5 < mistake.ratio < 2  # gross for net calorific value lies 0.8 % from a short ton
            if gap <= (AGREEMENT if reference.sharp or small else SAME_FACTOR) + error:
                fits.append((gap, mistake, reference))
            elif not known.sharp and low <= reached <= high and _reaches(reached, gap, low, high, mistake):
                fits.append((min(gap, 1.0), mistake, reference))
    for other, value in candidates if clear else ():
        apart = not known.factor > 0 or abs(np.log(value / known.factor)) > SAME_FACTOR
        gap = abs(np.log(factor / value))
        if other != carrier and apart and gap <= AGREEMENT + error:
            cause = Sentence("the factor of {carrier}", carrier=carrier_words(other))
            fits.append((gap, Mistake(times, "implied-factor", EMISSIONS, cause, "", other), known))
    if fits:
        _, mistake, reference = min(fits, key=lambda item: item[0])
        return Told(mistake, members, reference)
    outside = factor < low * (1 - error) or factor > high * (1 + error)
    far = known.sharp and carrier in ("electricity", "heat_cold") and factor > FAR_ABOVE * known.factor
    return Told(Mistake(times, "implied-factor", EMISSIONS, "", ""), members, known) if outside or far else None


def _reaches(reached: float, gap: float, low: float, high: float, mistake: Mistake) -> bool:
    """Whether undoing a large slip leads near enough to a published factor that is not the city's own.

    A narrow range, as fuels have, settles it. In a wide one only a slip by 1000 is sure, near the factor published or,
    without one, well inside the range.
    """
    if 0.5 < mistake.ratio < 2:
        return False
    if high <= FAR_ABOVE * low:
        return True
    return mistake in SLIPS[:2] and (gap <= np.log(FAR_ABOVE) if np.isfinite(gap) else reached >= high / 20)


def _merged(told: Sequence[Told], usable: int, places: Places) -> list[Told]:
    """One mistake made in more than half of the table and in several carriers is one cause, told once."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for item in told:
        groups.setdefault((item.mistake.code, item.mistake.cause), []).append(item)
    merged = []
    for items in groups.values():
        members = np.concatenate([item.members for item in items])
        carriers = {places.carrier[place] for place in members}
        if items[0].mistake.cause and not items[0].mistake.carrier and len(carriers) > 1 and 2 * len(members) > usable:
            several = Known(np.nan, False, Sentence("the factors of their carriers"))
            merged.append(Told(items[0].mistake, np.sort(members), several))
        else:
            merged += items
    return merged


def _zeros(places: Places, held: Held) -> list[Hit]:
    """A zero that the other measure of the same place contradicts, by more than rounding can hide."""
    energy, tonnes, zero = places.amounts[ENERGY], places.amounts[EMISSIONS], places.half[EMISSIONS]
    renewable = np.isin(places.carrier, [code for code, carrier in CARRIERS.items() if carrier.renewable])
    sure = held.sharp | ((held.low > 0) & ~renewable) | (places.carrier == "electricity")
    no_tonnes = (tonnes == 0) & ((energy - places.half[ENERGY]) * held.factor > zero) & sure & ~(places.stated == 0)
    hidden = np.where(held.factor > 0, places.half[ENERGY] * held.factor, 0.0)
    no_energy = (energy == 0) & (tonnes > zero + hidden)
    no_energy &= (places.carrier != "") & (places.carrier != "municipal_waste")
    found = []
    for place in np.flatnonzero(no_tonnes):
        right = energy[place : place + 1] * held.factor[place]
        meant: dict[str, object] = {"amount": figure(right[0]), "reference": held.words[place]}
        repair: str = Sentence("Give the emissions, about {amount} t by {reference}.", **meant)
        if places.carrier[place] == "electricity":
            repair = Sentence(
                "Give the emissions, about {amount} t by {reference}, or say that it is certified green.", **meant
            )
        message = Sentence("{place}: 0 t beside {energy} MWh.", place=places.name(place), energy=figure(energy[place]))
        at, repaired = np.array([place]), {EMISSIONS: right}
        found.append(Hit("placeholder-zero", at, EMISSIONS, float(right[0]), message, repair, repaired))
    for place in np.flatnonzero(no_energy):
        right, at = tonnes[place : place + 1], np.array([place])
        repaired = {ENERGY: right / held.factor[place]} if held.factor[place] > 0 else {}
        message = Sentence("{place}: 0 MWh beside {tonnes} t.", place=places.name(place), tonnes=figure(right[0]))
        repair = Sentence("Give the energy, or a notation key (NE, NO, IE, C) if there is none.")
        found.append(Hit("placeholder-zero", at, ENERGY, float(right[0]), message, repair, repaired))
    return found


def _by_sector(places: Places, held: Held) -> list[Hit]:
    """Emissions by sector and scope alone, against the energy of the same sector and scope by carrier."""
    energy, tonnes = places.amounts[ENERGY], places.amounts[EMISSIONS]
    whole = (places.carrier == "") & np.isfinite(tonnes) & (tonnes >= 0) & np.isnan(energy)
    parts = (places.carrier != "") & (energy > 0) & np.isnan(tonnes)
    if not (whole.any() and parts.any()):
        return []
    place_of = (places.sector + "|" + np.nan_to_num(places.scope).astype(str).astype(object)).astype(str)
    found = []
    for name in np.unique(place_of[whole]):
        sums, mine = np.flatnonzero(whole & (place_of == name)), np.flatnonzero(parts & (place_of == name))
        if len(mine) and np.isfinite(held.factor[mine]).all():
            found += _sector_hit(places, held, sums, mine)
    return found


def _sector_hit(places: Places, held: Held, sums: np.ndarray, parts: np.ndarray) -> list[Hit]:
    """What explains that the emissions of a sector differ from its energy times factors: the one repair that fits."""
    energy, reported = places.amounts[ENERGY][parts], float(places.amounts[EMISSIONS][sums].sum())
    expected = energy * held.factor[parts]
    total, sharp = float(expected.sum()), bool(held.sharp[parts].all())
    low, high = float(np.sum(energy * held.low[parts])), float(np.sum(energy * held.high[parts]))
    if total <= 0.5 or (not sharp and low <= reported <= high):
        return []
    words = counted(
        "{places}: {tonnes} t, while the energy of its {number} carriers, times their factors, gives {expected} t.",
        "{places}: {tonnes} t, while the energy of its {number} carriers, times their factors, gives {expected} t.",
        len(parts),
        places=listed([places.name(place) for place in sums]),
        tonnes=figure(reported),
        expected=figure(total),
    )
    if reported == 0:
        repair = Sentence("Give the emissions, or a notation key (NE, NO, IE, C).")
        return [Hit("placeholder-zero", sums, EMISSIONS, total, words, repair, {})]
    rounding = float(np.sum(places.half[EMISSIONS][sums])) / reported
    gap = abs(np.log(reported / total))
    if gap <= SAME_FACTOR + rounding:
        return []
    fits = [(abs(np.log(reported / total / slip.ratio)), slip, sums) for slip in SLIPS if slip.column == EMISSIONS]
    for place, amount in zip(parts, expected, strict=True):
        options = (ENERGY_IN_GWH, *SLIPS)
        fits += [
            (abs(np.log(reported / (total + amount * (option.ratio - 1)))), option, np.array([place]))
            for option in options
            if option.column == ENERGY
        ]
    best, mistake, members = min(fits, key=lambda item: item[0])
    stake = abs(reported - total)
    if best <= AGREEMENT + rounding and gap > 3 * best:
        explained = Sentence(
            "{places}: {cause} would explain it.",
            places=listed([places.name(place) for place in members]),
            cause=mistake.cause,
        )
        every = np.concatenate([sums, parts] if mistake.column == EMISSIONS else [members, sums])
        return [Hit(mistake.code, every, mistake.column, stake, joined([words, explained]), mistake.repair, {})]
    if gap > (STATED_AGREEMENT if sharp else 0.0):
        repair = Sentence("Check unit and carrier of the energy, and the emissions.")
        return [Hit("implied-factor", np.concatenate([sums, parts]), EMISSIONS, stake, words, repair, {})]
    return []
