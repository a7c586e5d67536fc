"""Where numbers are from: the line below a picture, and what is said of numbers that leave the page."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, Method, stated_or_not
from dashboard import theme
from dashboard.language import ENGLISH, current, say
from dashboard.language import gettext as _
from datasets.exports.workbooks import CREATOR


def about(
    city: str, title: str, unit: str, inventories: Iterable[Inventory], extra: Iterable[str] = ()
) -> dict[str, str]:
    """What a file says of figures made from ``inventories`` of a city; ``extra`` are further sources.

    ``unit`` is the unit in words. Where nothing is stated the file says so.
    """
    found = sorted(inventories, key=lambda item: (item.year, item.method))
    sources = dict.fromkeys(map(say, [*(source for item in found for source in item.sources), *extra]))
    source = "; ".join(sources) or _unknown()
    newest = max(found, key=lambda item: item.revision, default=None)
    return {
        _("City"): city,
        _("Years"): ", ".join(dict.fromkeys(str(item.year) for item in found)) or _unknown(),
        _("Unit"): say(unit),
        _("Method"): _each(METHOD_NAMES[Method(item.method)] for item in found),
        _("Approach"): _each(item.approach for item in found),
        _("GWP set"): _each(item.gwp_set for item in found),
        _("Source"): source,
        _("Revision"): str(newest.revision) if newest else _unknown(),
        # Translators: the day of the newest figures.
        _("As of"): f"{newest.committed_at:%Y-%m-%d}" if newest else _unknown(),
        _("Citation"): citation(city, say(title).rstrip("."), source.rstrip("."), newest),
    }


def citation(city: str, title: str, source: str, newest: Inventory | None = None) -> str:
    """How figures of a city are cited, with the revision of the ``newest`` inventory where they rest on any."""
    said = {"city": city, "title": title, "source": source, "creator": CREATOR}
    if newest is None:
        return _("{city}: {title}. {source}. {creator}.", **said)
    return _(
        "{city}: {title}. {source}. {creator}, revision {revision} of {date}.",
        revision=newest.revision,
        date=theme.date(newest.committed_at),
        **said,
    )


def _each(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(say(stated_or_not(word)) for word in words)) or _unknown()


def _unknown() -> str:
    # Translators: a method, an approach, a GWP set or a source that nobody stated.
    return _("not stated")


def as_filed() -> str:
    """That what cities and sources call things by is not translated; nothing in English, in which the samples are."""
    # Translators: below a table or chart with names of actions or milestones, which stand in another language.
    note = _("Names of actions and milestones stand in the language in which they are on file.")
    return "" if current() == ENGLISH else note


def source_note(inventory: Inventory) -> str:
    """What an inventory's figures are and where they are from, for the line below a picture."""
    said = {
        "unit": theme.GASES.get(inventory.gas or "") or _unit(inventory),
        "method": METHOD_NAMES[Method(inventory.method)],
        "sources": "; ".join(map(say, inventory.sources)) or _("not stated"),
        "revision": inventory.revision,
        "date": theme.date(inventory.committed_at),
    }
    if inventory.computed:
        return _(
            "{unit}, {method}, energy times emission factors. Source: {sources}. Revision {revision}, {date}.", **said
        )
    return _("{unit}, {method}. Source: {sources}. Revision {revision}, {date}.", **said)


def _unit(inventory: Inventory) -> str:
    if inventory.energy_mwh is not None:
        # Translators: what a chart shows, at the start of the line below it, in the place of the gas.
        return _("energy")
    # Translators: at the start of the line below a chart, in the place of the gas.
    return _("no figures")
