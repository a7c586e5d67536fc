"""The sentences of the Inventory page, computed from one inventory. Plain text: the page escapes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.inventories.between_years import Move
from analytics.inventories.breakdown import Breakdown
from analytics.inventories.completeness import BLANK
from analytics.inventories.inventory import MEMO, Inventory
from analytics.inventories.levels import LEVELS
from analytics.vocabulary import METHOD_NAMES, NOTATION_KEY_NAMES, SECTORS, Measure, Method, NotationKey
from dashboard import theme
from dashboard.figures.amounts import Amounts
from dashboard.notation import subscripts
from dashboard.parts.series import carrier_name, group_name, has_sectors
from dashboard.parts.wording import Card, counted, listed

WHERE = {
    "municipal_buildings": "in municipal buildings",
    "public_lighting": "in public lighting",
    "tertiary": "in commercial buildings",
    "commercial_institutional": "in commercial buildings",
    "residential": "at home",
    "buildings": "in buildings",
    "industry": "in industry",
    "industry_non_ets": "in industry",
    "municipal_fleet": "in the municipal fleet",
    "public_transport": "in public transport",
    "private_transport": "in private transport",
    "road_transport": "on the road",
    "transport": "in transport",
}
_MANY = {
    "Municipal buildings and lighting", "Commercial and institutional buildings", "Residential buildings",
    "Buildings", "Industrial processes", "Other fossil fuels",
}  # fmt: skip
_LEADING = {
    "Tertiary": "Commercial and institutional buildings",
    "Buildings": "Buildings",
    "Electricity": "Electricity",
    "Other": "What is not split further",
}
LEVEL_NAMES = {
    "BASIC": "BASIC",
    "BASIC+": "BASIC+, which holds BASIC",
    "territorial": "Territorial, all of scope 1",
    "other": "Other scope 3",
}
KEYS_NOTE = "A blank place says that the source says nothing; it is neither zero nor one of these."


def headline(city: str, found: Inventory, parts: Breakdown, whole: float | None) -> str:
    """The finding: the largest part of what is shown, or why there is none."""
    what = "energy" if parts.measure is Measure.ENERGY else "emissions"
    total = parts.total()
    if total is None:
        return f"{city} {found.year}: no {what} on file"
    if parts.measure is Measure.EMISSIONS and not has_sectors(found):
        return f"{city} {found.year} is published as one total: {theme.tonnes(found.emissions_t, found.gas)}"
    if whole is None:
        return f"{city} {found.year}: no {what} {'per inhabitant' if found.emissions_t is not None else 'in total'}"
    if whole <= 0:
        shown = theme.energy(total) if what == "energy" else theme.tonnes(total, found.gas)
        return f"{city} {found.year}: {shown} on balance, so no part can be given in per cent"
    name, amount, one = _largest(parts)
    share = theme.percent(100 * amount / whole)
    return f"{name} {'is' if one else 'are'} the largest part: {share} of {city} {found.year}"


def _largest(parts: Breakdown) -> tuple[str, float, bool]:
    """The largest place (with carriers) or group of sectors: its name, its amount and whether its name is one thing."""
    largest = parts.largest() if parts.across == "carrier" else None
    if largest is not None and largest[1]:
        sector, carrier, amount = largest
        where = WHERE.get(sector, f"in {SECTORS[sector].name.lower()}")
        return f"{carrier_name(carrier)} {where}", amount, carrier_name(carrier) not in _MANY
    sums: dict[str, float] = {}
    for (group, _), amount in parts.by_group().items():
        sums[group] = sums.get(group, 0.0) + amount
    group = max(sums, key=lambda name: sums[name])
    name = _LEADING.get(group, group_name(group))
    return name, sums[group], name not in _MANY


def flows_title(flows: Mapping[tuple[str, str], float], amounts: Amounts) -> str:
    """Which carrier brings most and which sector takes most, each with its part of what is drawn."""
    whole = sum(flows.values())
    tops = []
    for side in (0, 1):
        sums: dict[str, float] = {}
        for place, amount in flows.items():
            sums[place[side]] = sums.get(place[side], 0.0) + amount
        code = max(sums, key=lambda name: sums[name])
        tops.append((code, theme.percent(100 * sums[code] / whole)))
    (carrier, brought), (group, taken) = tops
    brings, takes = ("brings", "takes") if amounts.shown == "energy" else ("causes", "causes")
    sector = _in_a_sentence(_LEADING.get(group, group_name(group)))
    takes = takes[:-1] if _LEADING.get(group, group_name(group)) in _MANY else takes
    return f"{carrier_name(carrier)} {brings} {brought}, {sector} {takes} {taken}"


def scopes_title(parts: Breakdown, amounts: Amounts, year: int) -> str:
    """How much arises in the city itself, where the scopes are told apart; else what is shown."""
    whole = parts.total()
    sums = {scope: parts.column(scope) or 0.0 for scope in ("1", "2", "3")}
    if parts.across != "scope" or not whole or whole <= 0 or min(sums.values()) < 0:
        return f"The {amounts.what} of {year} by sector"
    grid = f", {theme.percent(100 * sums['2'] / whole)} comes by the grid" if sums["2"] else ""
    return f"{theme.percent(100 * sums['1'] / whole)} arises in the city itself{grid}"


def _in_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]


def context(city: str, found: Inventory) -> str:
    """What the inventory holds and how it is divided, in two sentences."""
    told = []
    if found.emissions_t is not None:
        told.append(theme.tonnes(found.emissions_t, found.gas))
    if found.energy_mwh is not None:
        told.append(f"{theme.energy(found.energy_mwh)} of energy")
    made = "computed from energy and factors" if found.computed else "as reported"
    held = f"{city}'s inventory of {found.year} holds {listed(told)}" if told else f"{found.year} holds no total"
    missing = _missing(found)
    return f"{held}, {made} ({METHOD_NAMES[Method(found.method)]}).{missing}"


def _missing(found: Inventory) -> str:
    if found.emissions_t is None:
        return " " + " ".join(found.notes)
    if not has_sectors(found):
        return " Sectors would show what drives it."
    if found.energy_mwh is None:
        return " Energy is not reported; by carrier it would show which fuel can be left."
    return ""


def cards(found: Inventory) -> list[Card]:
    """The four figures: emissions, energy, per inhabitant, and how complete the inventory is."""
    gas = f", {theme.GASES[found.gas]}" if found.gas else ""
    complete = found.completeness
    lacking = "no inhabitants on file" if found.emissions_t is not None else "no emissions on file"
    emissions = Card("Emissions", "No total", theme.MISSING)
    if found.emissions_t is not None:
        held = counted(len(found.sectors), "sector", "sectors").lower() if has_sectors(found) else "one total"
        emissions = Card(f"Emissions{gas}", theme.tonnes(found.emissions_t, None), held)
    energy = Card("Energy", "No figure", theme.MISSING)
    if found.energy_mwh is not None:
        named = sum(1 for carrier in found.energy_by_carrier if carrier)
        energy = Card(
            "Energy",
            theme.energy(found.energy_mwh),
            counted(named, "carrier", "carriers").lower() if named else "carriers not stated",
        )
    heads = Card("Per inhabitant", "Unknown", lacking)
    if found.per_head_t is not None:
        heads = Card(
            "Per inhabitant", theme.per_head(found.per_head_t, None), f"{theme.people(found.inhabitants)} people"
        )
    answered = f"{len(complete.settled)} of {complete.required}"
    left = f"{len(complete.open)} open" if complete.open else "nothing open"
    what = "GPC places answered" if found.levels and complete.required > 4 else "Key sectors answered"
    return [emissions, energy, heads, Card(what, answered, left)]


def open_places(found: Inventory) -> str:
    """What is not answered, and how."""
    by_reason: dict[str, list[str]] = {}
    for place, why in found.completeness.open.items():
        by_reason.setdefault("left blank" if why == BLANK else why, []).append(place)
    if not by_reason:
        return "Every place that the method asks for holds a number or a key that settles it."
    told = [
        f"{listed(places)} ({why.replace('NE', 'NE, not estimated') if why == 'NE' else why})"
        for why, places in by_reason.items()
    ]
    return f"Open: {'; '.join(told)}."


def keys_note(parts: Breakdown) -> str:
    """The keys that stand in the table with their meanings, and what a blank means."""
    told = [f"{key}: {NOTATION_KEY_NAMES[key]}" for key in parts.used_keys()]
    return f"{'; '.join(told)}. {KEYS_NOTE}" if told else KEYS_NOTE


def beside(found: Inventory) -> dict[str, list[str]]:
    """The total, the levels of a GPC inventory and the memo items, each with how it counts."""
    rows: list[tuple[str, str, str]] = []
    if not found.levels:
        rows.append(("Total", theme.tonnes(found.emissions_t, found.gas), "total"))
    for level in LEVELS if found.levels else ():
        total = found.levels[level]
        counts = "total" if level == "BASIC" else "beside"
        rows.append((LEVEL_NAMES[level], theme.tonnes(total.tonnes, total.gas), counts))
    for name, amount in found.memo.items():
        item = MEMO[name]
        shown = (
            theme.energy(amount)
            if item.unit == "MWh"
            else theme.tonnes(amount, found.gas if item.unit == "t" else "CO2")
        )
        rows.append((subscripts(item.name), shown, "beside"))
    if found.unrestated_t and found.emissions_t and found.unrestated_t < found.emissions_t:
        rows.append(("Reported CO₂e, not restated", theme.tonnes(found.unrestated_t, None), "in the total"))
    return {name: [row[place] for row in rows] for place, name in enumerate(("What", "Amount", "Counts"))}


def beside_note(found: Inventory) -> str:
    """How to read the totals beside each other."""
    overlap = "The levels overlap and are never added. " if found.levels else ""
    told = " ".join(
        f"{LEVEL_NAMES[level].split(',')[0]}: {' '.join(total.notes)}"
        for level, total in found.levels.items()
        if total.notes and total.tonnes is None
    )
    return f"{overlap}What stands beside a total is in no sum of this page. {told}".strip()


def setting(found: Inventory) -> dict[str, list[str]]:
    """How the inventory was made: method, approach, factors and GWP set, and the revision that holds it."""
    rows = [
        ("Method", METHOD_NAMES[Method(found.method)]),
        ("Emissions", "energy times emission factors" if found.computed else "as reported"),
        ("Approach", found.approach if found.approach != "unknown" else "not stated"),
        ("GWP set", found.gwp_set if found.gwp_set != "unknown" else "not stated"),
    ]
    if found.made_with.edition:
        rows.append(("Factors", f"edition {found.made_with.edition}"))
    rows.append(("Revision", f"{found.revision} of {theme.date(found.committed_at)}"))
    return {"How it was made": [row[0] for row in rows], "": [row[1] for row in rows]}


def remarks(found: Inventory) -> dict[str, list[str]]:
    """Every source and every remark of the inventory."""
    rows = [("Source", source) for source in found.sources] or [("Source", "not stated")]
    rows += [("Remark", subscripts(note)) for note in found.notes]
    return {"What": [row[0] for row in rows], "In words": [row[1] for row in rows]}


def between(before: Inventory, after: Inventory, found: Sequence[Move], amounts: Amounts) -> str:
    """What moved most between two years."""
    known = [(move.change, move.group) for move in found if move.change is not None]
    if not known:
        return f"{before.year} and {after.year} have no sector in common"
    change, group = max(known, key=lambda item: abs(item[0]))
    word = "fell" if change < 0 else "rose" if change > 0 else "stayed"
    return f"{group_name(group)} moved most from {before.year} to {after.year}: {word} by {amounts.words(abs(change))}"


def one_sided(found: Sequence[Move], before: Inventory, after: Inventory) -> str:
    """The sectors that only one of the two years has."""
    lone = [group_name(move.group) for move in found if move.change is None]
    return f"Reported in one of {before.year} and {after.year} only, so no difference: {listed(lone)}." if lone else ""


def key_words(keys: Sequence[NotationKey]) -> str:
    """Keys as a table shows them: ``NE, IE``."""
    return ", ".join(keys)
