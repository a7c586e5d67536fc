"""What keeps two inventories of one method from being subtracted, and what a reader should check in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from analytics.commitment.codes import Code, Reason
from analytics.inventories import missing
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.text.sentences import Sentence, counted, joined
from analytics.vocabulary import KEY_SECTORS, SECTOR_GROUPS, SECTORS, Method, NotationKey, stated


def made(inventory: Inventory) -> tuple[object, ...]:
    """How the tonnes of an inventory were made. Partly weighed from gases and partly CO2e, the CO2e keeps its set."""
    kept = inventory.about.gwp_set if inventory.gwp_set == "mixed" else None
    return inventory.gas, inventory.computed, inventory.gwp_set, inventory.approach, kept


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


def differences(first: Inventory, latest: Inventory) -> list[Reason]:
    """What forbids to subtract two inventories of one method: gas, factors, GWP set, approach or boundary."""
    years = {"base_year": first.year, "year": latest.year}
    return [*_gases(first, latest, years), *_making(first, latest, years), *_boundaries(first, latest)]


def _gases(first: Inventory, latest: Inventory, years: Mapping[str, object]) -> Iterator[Reason]:
    """Where one of two inventories counts CO2 alone, in total or in single sectors."""
    if first.gas != latest.gas and latest.gas == "CO2e":
        said = Sentence(
            "The baseline of {base_year} counts {gas} alone, the inventory of {year} CO2e.", gas=first.gas, **years
        )
        yield Reason(Code.GASES_DIFFER, said)
    apart = missing.alone(first.spots, latest.spots) if latest.gas == first.gas == "CO2e" else ()
    if apart:
        said = Sentence(
            "CO2 alone in one of {base_year} and {year} and CO2e in the other: {sectors}.",
            sectors=joined(apart, "comma"),
            **years,
        )
        yield Reason(Code.SECTOR_GASES_DIFFER, said)


def _making(first: Inventory, latest: Inventory, years: Mapping[str, object]) -> Iterator[Reason]:
    """Where two inventories were made with other factors, GWP sets or approaches."""
    if first.computed != latest.computed and latest.emissions_t is not None:
        said = (
            Sentence(
                "The emissions of {base_year} are energy times our factors and those of {year} as reported: their "
                "factors differ.",
                **years,
            )
            if first.computed
            else Sentence(
                "The emissions of {base_year} are as reported and those of {year} energy times our factors: their "
                "factors differ.",
                **years,
            )
        )
        yield Reason(Code.FACTORS_DIFFER, said)
    if made(first)[2:] != made(latest)[2:]:
        said = Sentence(
            "{base_year} was made with {base_gwp_set} / {base_approach} and {year} with {gwp_set} / {approach} "
            "(GWP set / approach), and they cannot be restated.",
            base_gwp_set=stated(first.gwp_set),
            base_approach=stated(first.approach),
            gwp_set=stated(latest.gwp_set),
            approach=stated(latest.approach),
            **years,
        )
        yield Reason(Code.WEIGHTS_DIFFER, said)


def _boundaries(first: Inventory, latest: Inventory) -> Iterator[Reason]:
    """Where two inventories do not count the same: sectors, parts of industry, or a total beside sectors."""
    yield from _industry(first, latest)
    if beside_sectors(first, latest):
        said = Sentence(
            "{year} is a total without sectors and {base_year} holds sectors: what the total counts cannot be "
            "compared.",
            base_year=first.year,
            year=latest.year,
        )
        yield Reason(Code.TOTAL_BESIDE_SECTORS, said)
    for one, other in ((first, latest), (latest, first)):
        if UNSPLIT in one.counted | other.counted:  # a bare total names no boundary
            continue
        lacking = one.counted - other.counted - other.settled - set(latest.missing_key_sectors)
        if lacking:
            named = [name for name in (*KEY_SECTORS, *SECTOR_GROUPS) if name in lacking]
            said = Sentence(
                "The boundary differs: figures in {year} and none in {other_year} for {sectors}.",
                sectors=joined(named, "comma"),
                year=one.year,
                other_year=other.year,
            )
            yield Reason(Code.BOUNDARY_DIFFERS, said)


def beside_sectors(first: Inventory | None, latest: Inventory) -> bool:
    """Whether the newest inventory is a total without sectors and the baseline's holds some: nothing is judged then."""
    return first is not None and latest.unsplit and first.counted != latest.counted


def _industry(first: Inventory, latest: Inventory) -> list[Reason]:
    """An undivided row of industry against the industry outside the ETS alone, where a method leaves out the ETS."""
    if first.method == Method.GPC:
        return []
    for whole, part in ((first, latest), (latest, first)):
        held, against = ({spot.sector for spot in item.spots.tonnes} for item in (whole, part))
        if "industry" in held and "industry" not in against and "industry_non_ets" in against:
            said = Sentence(
                "The industry of {year} is undivided and may hold the ETS, that of {other_year} is outside the "
                "ETS: they are not set against each other.",
                year=whole.year,
                other_year=part.year,
            )
            return [Reason(Code.INDUSTRY_DIFFERS, said)]
    return []


def places(first: Inventory | None, latest: Inventory, gap_t: float) -> tuple[list[Reason], list[str]]:
    """The reasons and the notes of places that hold a number in one of two inventories alone; ``first`` is None where
    the baseline is a declared figure. ``gap_t`` is the gap to the path in tonnes.

    What the newest lacks could add its baseline's tonnes to it, what the baseline lacks could take off those of the
    newest; a verdict stands where it would stand with either. Source: our own rule [R].
    """
    if first is None:
        return _undivided(latest, gap_t)
    gone, new = missing.missing(first.spots, latest.spots), missing.missing(latest.spots, first.spots)
    more = fsum([max(found, 0.0) for found in gone.values()] + [-min(found, 0.0) for found in new.values()])
    less = fsum([max(found, 0.0) for found in new.values()] + [-min(found, 0.0) for found in gone.values()])
    absent = {name: t for name, t in missing.dropped(first.spots, latest.spots).items() if name not in gone}
    rows: list[str] = []
    if absent:
        rows.append(
            Sentence(
                "No row in {year} of {places} in {base_year}: check.",
                year=latest.year,
                places=missing.listed(absent),
                base_year=first.year,
            )
        )
    open_verdict = gap_t + more > 0 if gap_t <= 0 else gap_t - less <= 0
    told = [
        Reason(
            Code.PLACES_DIFFER,
            _one_sided(found, having.year, without.year, gap_t, open_verdict),
            fsum(abs(amount) for amount in found.values()),
        )
        for found, having, without in ((gone, first, latest), (new, latest, first))
        if found
    ]
    return (told, rows) if open_verdict else ([], [*told, *rows])


def _one_sided(found: Mapping[str, float], having: int, without: int, gap_t: float, open_verdict: bool) -> Sentence:
    said: dict[str, object] = {"year": without, "other_year": having, "places": missing.listed(found)}
    if not open_verdict:
        return Sentence(
            "No figure in {year} of what had one in {other_year}: {places}; the verdict would be the same with it.",
            **said,
        )
    if gap_t <= 0:
        return Sentence(
            "No figure in {year} of what had one in {other_year}: {places}; with it, on track would not hold.", **said
        )
    return Sentence(
        "No figure in {year} of what had one in {other_year}: {places}; with it, behind would not hold.", **said
    )


def _undivided(latest: Inventory, gap_t: float) -> tuple[list[Reason], list[str]]:
    """What is missing against a declared baseline, whose places are not known: reasons and notes."""
    count = latest.keys.get(NotationKey.NE, 0)
    notes: list[str] = []
    if count:
        notes.append(
            counted(
                "{number} row of {year} not estimated (NE); no places of the declared baseline are known.",
                "{number} rows of {year} not estimated (NE); no places of the declared baseline are known.",
                count,
                year=latest.year,
            )
        )
    if latest.confidential and gap_t <= 0:
        hidden = Sentence(
            "Key sectors confidential in {year} and not in the total: {sectors}.",
            year=latest.year,
            sectors=joined(latest.confidential, "comma"),
        )
        return [Reason(Code.CONFIDENTIAL, hidden)], notes
    return [], notes


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
