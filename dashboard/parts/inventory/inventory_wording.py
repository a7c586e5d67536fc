"""The sentences of the Inventory page, computed from one inventory. Plain text: the page escapes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.inventories.between_years import Move
from analytics.inventories.breakdown import Breakdown
from analytics.inventories.inventory import MEMO, Inventory
from analytics.inventories.levels import LEVELS
from analytics.text.sentences import Sentence
from analytics.vocabulary import (
    METHOD_NAMES,
    NOTATION_KEY_NAMES,
    SECTORS,
    Measure,
    Method,
    NotationKey,
    stated_or_not,
)
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.notation import subscripts
from dashboard.words.amounts import Amounts
from dashboard.words.names import carrier_name, group_name
from dashboard.words.shown_series import has_sectors

_MANY = ("Municipal", "Tertiary", "Residential", "Buildings", "Industrial processes", "other_fossil")
"""The groups of sectors and the carriers whose English names are plural."""
KEYS_NOTE = Sentence("A blank means that the source says nothing, which is neither zero nor “not occurring”.")


def headline(city: str, found: Inventory, parts: Breakdown, whole: float | None) -> str:
    """The finding: the largest part of what is shown, or why there is none."""
    energy, year = parts.measure is Measure.ENERGY, found.year
    total = parts.total()
    if total is None:
        if energy:
            return _("{city} {year}: no energy", city=city, year=year)
        return _("{city} {year}: no emissions", city=city, year=year)
    if not energy and not has_sectors(found):
        shown = theme.tonnes(found.emissions_t, found.gas)
        return _("{city} {year} is published as one total: {amount}", city=city, year=year, amount=shown)
    if whole is None:
        return _without_whole(city, year, energy, found.emissions_t is not None)
    if whole <= 0:
        shown = theme.energy(total) if energy else theme.tonnes(total, found.gas)
        return _(
            "{city} {year}: {amount} on balance, so no part can be given in per cent",
            city=city,
            year=year,
            amount=shown,
        )
    name, amount, many = _largest(parts)
    share = theme.part_of(amount, whole)
    if many:
        # Translators: "part" is a plural name in English, such as "Residential buildings".
        return _(
            "{part} are the largest part of {city}’s inventory of {year}: {share}",
            part=name,
            share=share,
            city=city,
            year=year,
        )
    return _(
        "{part} is the largest part of {city}’s inventory of {year}: {share}",
        part=name,
        share=share,
        city=city,
        year=year,
    )


def _without_whole(city: str, year: int, energy: bool, emissions: bool) -> str:
    if energy and emissions:
        return _("{city} {year}: no energy per inhabitant", city=city, year=year)
    if energy:
        return _("{city} {year}: no energy in total", city=city, year=year)
    if emissions:
        return _("{city} {year}: no emissions per inhabitant", city=city, year=year)
    return _("{city} {year}: no emissions in total", city=city, year=year)


def _largest(parts: Breakdown) -> tuple[str, float, bool]:
    """The largest place (with carriers) or group of sectors: its name, its amount and whether its name is plural."""
    largest = parts.largest() if parts.across == "carrier" else None
    if largest is not None and largest[1]:
        sector, carrier, amount = largest
        return _used(say(carrier_name(carrier)), sector), amount, carrier in _MANY
    sums: dict[str, float] = {}
    for (group, _column), amount in parts.by_group().items():
        sums[group] = sums.get(group, 0.0) + amount
    group = max(sums, key=lambda name: sums[name])
    return _leading(group), sums[group], group in _MANY


def _leading(group: str) -> str:
    """A group of sectors as the subject of a sentence."""
    subjects = {
        "Buildings": _("Buildings"),
        "Electricity": _("Electricity"),
        "Other": _("What is not split further"),
    }
    return subjects[group] if group in subjects else say(group_name(group))


def _used(carrier: str, sector: str) -> str:
    """A carrier with where it is used: ``Natural gas at home``."""
    match sector:
        case "municipal_buildings":
            return _("{carrier} in municipal buildings", carrier=carrier)
        case "public_lighting":
            return _("{carrier} in public lighting", carrier=carrier)
        case "tertiary" | "commercial_institutional":
            return _("{carrier} in commercial buildings", carrier=carrier)
        case "residential":
            return _("{carrier} at home", carrier=carrier)
        case "buildings":
            return _("{carrier} in buildings", carrier=carrier)
        case "industry" | "industry_non_ets":
            return _("{carrier} in industry", carrier=carrier)
        case "municipal_fleet":
            return _("{carrier} in the municipal fleet", carrier=carrier)
        case "public_transport":
            return _("{carrier} in public transport", carrier=carrier)
        case "private_transport":
            return _("{carrier} in private transport", carrier=carrier)
        case "road_transport":
            return _("{carrier} on the road", carrier=carrier)
        case "transport":
            return _("{carrier} in transport", carrier=carrier)
    # Translators: the sector is one of the vocabulary; write "{carrier} ({sector})" where it cannot stand after "in".
    return _("{carrier} in {sector}", carrier=carrier, sector=SECTORS[sector].within)


def flows_title(flows: Mapping[tuple[str, str], float], amounts: Amounts, whole: float) -> str:
    """Which carrier brings most and which sector takes most, each with its part of the ``whole``."""
    tops = []
    for side in (0, 1):
        sums: dict[str, float] = {}
        for place, amount in flows.items():
            sums[place[side]] = sums.get(place[side], 0.0) + amount
        code = max(sums, key=lambda name: sums[name])
        tops.append((code, theme.percent(100 * sums[code] / whole)))
    (carrier, brought), (group, taken) = tops
    values = {
        "carrier": carrier_name(carrier),
        "brought": brought,
        "sector": language.lowered(_leading(group)),
        "taken": taken,
    }
    if amounts.shown == "energy":
        if group in _MANY:
            # Translators: "sector" is a plural name in English, such as "residential buildings".
            return _("{carrier} brings {brought}, {sector} take {taken}", **values)
        return _("{carrier} brings {brought}, {sector} takes {taken}", **values)
    if group in _MANY:
        # Translators: "sector" is a plural name in English, such as "residential buildings".
        return _("{carrier} causes {brought}, {sector} cause {taken}", **values)
    return _("{carrier} causes {brought}, {sector} causes {taken}", **values)


def scopes_title(parts: Breakdown, amounts: Amounts, year: int) -> str:
    """How much arises in the city itself, where the scopes are told apart; else what is shown."""
    whole = parts.total()
    sums = {scope: parts.column(scope) or 0.0 for scope in ("1", "2", "3")}
    if parts.across != "scope" or not whole or whole <= 0 or min(sums.values()) < 0:
        if amounts.shown == "energy":
            return _("The energy of {year} by sector", year=year)
        if amounts.shown == "per-head":
            return _("The emissions per inhabitant of {year} by sector", year=year)
        return _("The emissions of {year} by sector", year=year)
    share = theme.percent(100 * sums["1"] / whole)
    if sums["2"]:
        grid = theme.percent(100 * sums["2"] / whole)
        return _("{share} arises in the city itself, {grid} comes by the grid", share=share, grid=grid)
    return _("{share} arises in the city itself", share=share)


def since(city: str, first: Inventory, found: Inventory, parts: Breakdown) -> str:
    """The finding where an older year is on file to set beside: how far the emissions fell or rose, and where most of
    the rest comes from; blank where they moved by less than half a per cent."""
    assert first.emissions_t is not None
    assert found.emissions_t is not None
    moved = 100 * (found.emissions_t / first.emissions_t - 1) if first.emissions_t > 0 else 0.0
    if abs(moved) < 0.5:
        return ""
    values = {"city": city, "year": found.year, "first": first.year, "share": theme.percent(abs(moved))}
    if moved < 0:
        said = _("{city} emitted {share} less in {year} than in {first}.", **values)
    else:
        said = _("{city} emitted {share} more in {year} than in {first}.", **values)
    if not has_sectors(found):
        return " ".join([said, _("The total is not divided by sector.")])
    name, amount, many = _largest(parts)
    part = {"part": name, "share": theme.percent(100 * amount / found.emissions_t)}
    if many:
        # Translators: "part" is a plural name in English, such as "Residential buildings".
        return " ".join([said, _("{part} make {share} of the total.", **part)])
    return " ".join([said, _("{part} makes {share} of the total.", **part)])


def context(city: str, found: Inventory) -> str:
    """What the inventory holds and how it was made, in a sentence; of one without a total why."""
    told = []
    if found.emissions_t is not None:
        told.append(theme.tonnes(found.emissions_t, found.gas))
    if found.energy_mwh is not None:
        told.append(_("{energy} of energy", energy=theme.energy(found.energy_mwh)))
    if found.per_head_t is not None:
        people = theme.people(found.inhabitants)
        told.append(
            _("{amount} for each of {people} inhabitants", amount=theme.per_head(found.per_head_t, None), people=people)
        )
    values = {"city": city, "year": found.year, "amounts": listed(told), "method": METHOD_NAMES[Method(found.method)]}
    if told and found.computed:
        held = _("{city}'s inventory of {year} holds {amounts}, computed from energy and factors ({method}).", **values)
    elif told:
        held = _("{city}'s inventory of {year} holds {amounts}, as reported ({method}).", **values)
    elif found.computed:
        held = _("{year} holds no total, computed from energy and factors ({method}).", **values)
    else:
        held = _("{year} holds no total, as reported ({method}).", **values)
    return " ".join([held, *(map(say, found.notes) if found.emissions_t is None else ())])


def beside(found: Inventory) -> dict[str, list[str]]:
    """The total, the levels of a GPC inventory and the memo items, each with how it counts."""
    # Translators: how a figure counts: it is the total, it stands beside the total, or it is part of it.
    total, aside = _("total"), _("beside")
    rows: list[tuple[str, str, str]] = []
    if not found.levels:
        rows.append((_("Total"), theme.tonnes(found.emissions_t, found.gas), total))
    for level in LEVELS if found.levels else ():
        held = found.levels[level]
        rows.append((_level(level), theme.tonnes(held.tonnes, held.gas), total if level == "BASIC" else aside))
    for name, amount in found.memo.items():
        if name == "other_scope_3" and found.levels:
            continue  # a level of its own
        item = MEMO[name]
        shown = (
            theme.energy(amount)
            if item.unit == "MWh"
            else theme.tonnes(amount, found.gas if item.unit == "t" else "CO2")
        )
        rows.append((subscripts(say(item.name)), shown, aside))
    if found.unrestated_t and found.emissions_t and found.unrestated_t < found.emissions_t:
        rows.append((_("Reported CO₂e, not restated"), theme.tonnes(found.unrestated_t, None), _("in the total")))
    # Translators: the head of a column: what a row of the table is.
    heads = (_("What"), _("Amount"), _("Counts"))
    return {name: [row[place] for row in rows] for place, name in enumerate(heads)}


def _level(level: str) -> str:
    """A level of the GPC with what it holds."""
    return {
        "BASIC": "BASIC",
        "BASIC+": _("BASIC+, which holds BASIC"),
        "territorial": _("Territorial, all of scope 1"),
        "other": _("Other scope 3"),
    }[level]


def beside_note(found: Inventory) -> str:
    """How to read the totals beside each other."""
    told = [_("The levels overlap and are never added.")] if found.levels else []
    told.append(_("What stands beside a total is in no sum of this page."))
    # Translators: the territorial total of a GPC inventory.
    short = {"territorial": _("Territorial"), "other": _("Other scope 3")}
    told += [
        f"{short.get(level, level)}: {' '.join(map(say, total.notes))}"
        for level, total in found.levels.items()
        if total.notes and total.tonnes is None
    ]
    return " ".join(told)


def setting(found: Inventory) -> dict[str, list[str]]:
    """How the inventory was made: method, approach, factors and GWP set, and the revision that holds it."""
    rows = [
        (_("Method"), say(METHOD_NAMES[Method(found.method)])),
        (_("Emissions"), _("energy times emission factors") if found.computed else _("as reported")),
        (_("Approach"), say(stated_or_not(found.approach))),
        (_("GWP set"), say(stated_or_not(found.gwp_set))),
    ]
    if found.made_with.edition:
        rows.append((_("Factors"), _("edition {edition}", edition=found.made_with.edition)))
    day = theme.date(found.committed_at)
    rows.append((_("Revision"), _("{revision} of {date}", revision=found.revision, date=day)))
    return {_("How it was made"): [row[0] for row in rows], "": [row[1] for row in rows]}


def remarks(found: Inventory) -> dict[str, list[str]]:
    """Every source and every remark of the inventory."""
    source = _("Source")
    rows = [(source, said) for said in found.sources] or [(source, _("not stated"))]
    rows += [(_("Remark"), subscripts(say(note))) for note in found.notes]
    return {_("What"): [row[0] for row in rows], _("In words"): [row[1] for row in rows]}


def between(before: Inventory, after: Inventory, found: Sequence[Move], amounts: Amounts) -> str:
    """What moved most between two years."""
    known = [(move.change, move.group) for move in found if move.change is not None]
    if not known:
        return _("{first} and {last} have no sector in common", first=before.year, last=after.year)
    change, group = max(known, key=lambda item: abs(item[0]))
    values = {
        "sector": group_name(group),
        "first": before.year,
        "last": after.year,
        "amount": amounts.words(abs(change)),
    }
    if change < 0:
        return _("{sector} moved most from {first} to {last}: fell by {amount}", **values)
    if change > 0:
        return _("{sector} moved most from {first} to {last}: rose by {amount}", **values)
    return _("{sector} moved most from {first} to {last}: stayed by {amount}", **values)


def one_sided(found: Sequence[Move], before: Inventory, after: Inventory) -> str:
    """The sectors that only one of the two years has."""
    lone = [say(group_name(move.group)) for move in found if move.change is None]
    if not lone:
        return ""
    return _(
        "Reported in one of {first} and {last} only, so no difference: {sectors}.",
        first=before.year,
        last=after.year,
        sectors=listed(lone),
    )


def key_words(keys: Sequence[NotationKey]) -> str:
    """Keys as a table shows them, in words: ``not estimated, included elsewhere``."""
    return ", ".join(say(NOTATION_KEY_NAMES[key]) for key in keys)
