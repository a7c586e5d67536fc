"""What the groups of similar cities are called, why a published figure is in question or left out, in words."""

from __future__ import annotations

from analytics.partners.candidates import CONTINENTS
from analytics.partners.peers import DEGREES, INCOME, LEAST_T, SHARE, PeerGroup, Peers
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say


def group_name(found: Peers, group: PeerGroup) -> str:
    """What the cities of a group have in common."""
    if found.trait == "continent":
        return say(CONTINENTS[found.own.continent]) if group.alike else _("Elsewhere")
    if group.alike:
        return {
            "latitude": _("About as far from the equator"),
            "income": _("In about as rich a country"),
            "bought": _("About as much bought energy"),
        }[found.trait]
    return {
        "latitude": _("Nearer to the equator, or further"),
        "income": _("In richer or poorer countries"),
        "bought": _("More bought energy, or less"),
    }[found.trait]


def rule(trait: str) -> str:
    """When two cities count as alike in a trait."""
    return {
        "continent": _("Alike: on the same continent."),
        "latitude": _(
            "Alike: within {degrees} degrees of latitude north or south. Degree days would be better; of these cities "
            "hardly any publishes them, and not by one base temperature.",
            degrees=theme.number(DEGREES),
        ),
        "income": _(
            "Alike: the GDP per inhabitant of the country in 2019 differs by at most a factor of {factor}.",
            factor=theme.number(INCOME, 1),
        ),
        "bought": _(
            "Alike: the share of scope 2, energy that the city buys, differs by at most {points} percentage points.",
            points=theme.number(100 * SHARE),
        ),
    }[trait]


def in_question(found: Peers, line: int) -> str:
    """What cannot be right about a published figure."""
    cities = found.cities
    said = {"city": cities.name[line], "people": theme.number(cities.inhabitants[line])}
    if cities.doubted[line] == "people":
        return _(
            "{city}: {people} inhabitants in one report, {other} in another",
            other=theme.number(cities.other_inhabitants[line]),
            **said,
        )
    return _(
        "{city}: {amount} t per inhabitant, below {least} t",
        city=said["city"],
        amount=theme.number(float(cities.per_head[line]), 1),
        least=theme.number(LEAST_T, 1),
    )


def left_out(found: Peers) -> list[str]:
    """How many published totals are no dot, and why."""
    said = {
        "size": lambda count: ngettext("{number} of another size", "{number} of another size", count),
        "years": lambda count: ngettext(
            "{number} whose inhabitants were counted more than three years apart from the inventory",
            "{number} whose inhabitants were counted more than three years apart from the inventory",
            count,
        ),
        "people": lambda count: ngettext("{number} without inhabitants", "{number} without inhabitants", count),
        "zero": lambda count: ngettext("{number} with a total of zero", "{number} with a total of zero", count),
        "trait": lambda count: ngettext(
            "{number} of which this is not known", "{number} of which this is not known", count
        ),
    }
    return [said[reason](count) for reason, count in found.left_out.items()]
