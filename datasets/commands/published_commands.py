"""What others published: ``published`` lists the other totals of a city, ``grid-factors`` the electricity of areas."""

from __future__ import annotations

import argparse
import csv
import io
from dataclasses import fields
from pathlib import Path
from typing import Any

import datasets  # what it offers is loaded by its first use: a question about a city on file waits for none of it
from analytics.inventories.published import difference
from analytics.text.problems import Problem
from datasets import Cities, City, Refused, Store
from datasets.commands import Commands, option, place, whole
from datasets.reference import registry
from datasets.reference.naming import find_city


def add(commands: Commands) -> None:
    """Both commands with their options."""
    others = commands.add("published", city=place(nargs="?"))
    taking = others.add_mutually_exclusive_group()
    taking.add_argument("--jrc", metavar="FOLDER", type=Path, help="take in a newer release of the JRC's workbooks")
    taking.add_argument(
        "--sweden", metavar="FILE", type=Path, help="take in the national series of Swedish municipalities"
    )
    taking.add_argument("--uk", metavar="FILE", type=Path, help="take in that of the United Kingdom's authorities")
    others.add_argument("--edition", help="the year of the release, where its workbooks do not say it")
    others.add_argument(
        "--out", metavar="FILE", type=Path, help="write the published figures with their sources as CSV"
    )
    others.set_defaults(tells=published)

    commands.add(
        "grid-factors",
        country=place("an ISO code, such as US or CA"),
        area="an eGRID subregion, a state or a province, such as NEWE, TX or ON",
        year=whole(),
        gwp=option("the GWP set that makes CO2e of the gases", default="AR5"),
        tells=areas,
    )


def published(store: Store, asked: argparse.Namespace) -> Any:
    """Every other published total beside the inventories of its year and gas, in t; of a signatory without a file all
    that others published. With a folder or file, newer tables take the place of those that ship."""
    if asked.jrc:
        return datasets.load_release(asked.jrc, asked.edition)
    if asked.sweden or asked.uk:
        return datasets.load_national("sweden" if asked.sweden else "uk", asked.sweden or asked.uk)
    if asked.city is None:
        expected = "a city, --jrc FOLDER, --sweden FILE or --uk FILE"
        raise Refused(Problem("block", "argument-missing", "nothing", expected, "Name one of them."))
    if asked.out:
        return _written(store, asked)
    found = not_on_file(store, asked.city)
    if found is not None:
        return found.as_dict()
    city = City(store, asked.city)
    values: list[dict[str, Any]] = []
    inventories = city.report().inventories
    for item in city.published():
        apart = ((found.method, difference(item, found)) for found in inventories)
        known = {method: by for method, by in apart if by is not None}
        values.append(item._asdict() | {"difference_t": known})
    return values


def not_on_file(store: Store, name: str) -> datasets.signatory_answers.CityPublished | None:
    """What others published of the signatory of a name or id that no city on file bears; None for a city on file.

    Raises Refused where several bear the name, or nobody does.
    """
    try:
        find_city(name, store.cities())
    except Refused as refusal:
        if refusal.problems[0].code != "city-unknown":
            raise
        try:
            return datasets.signatory_answers.of(datasets.finding.known_as(name))
        except Refused as other:
            raise (refusal if other.problems[0].code == "city-unknown" else other) from None
    return None


def told_of(found: datasets.signatory_answers.CityPublished) -> list[str]:
    """The answer as lines for a terminal: first of all that others published it."""
    item = found.signatory
    lines = [f"{item.described}: published by others, not its own inventory", found.sentence, found.limit]
    for one in found.promises:
        lines.append(
            f"  {one.percent:g} % below {one.base_year} by {one.target_year}, {one.pace:.1f} % of the base a year"
        )
    for total in found.totals:
        lines.append(f"  {total.year}  {total.t:,.0f} t  {total.kind} [{total.source}]")
    return [*lines, *(f"source: {source}" for source in found.sources)]


def listed(answer: str, country: str | None) -> list[dict[str, Any]]:
    """The signatories with an answer, in one country or any. Raises Refused for no answer and no country."""
    if answer not in datasets.signatory_answers.ANSWERS:
        expected = f"one of {', '.join(datasets.signatory_answers.ANSWERS)}"
        raise Refused(Problem("block", "answer-unknown", f'"{answer[:40]}"', expected, "Correct the name."))
    _name, code = registry.named("", country)
    lines = datasets.signatory_answers.listed(answer, code)
    return [{name: value for name, value in line.items() if name != "fitting"} for line in lines]


def _written(store: Store, asked: argparse.Namespace) -> Any:
    """The published series of any signatory as CSV, each figure with its source."""
    found = not_on_file(store, asked.city)
    if found is None:
        item = datasets.finding.known_as(find_city(asked.city, store.cities()).city_id)
        found = datasets.signatory_answers.of(item)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("city", "name", "year", "emissions_t", "kind", "inhabitants", "source", "published_by_others"))
    for one in found.totals:
        cited = datasets.signatory_answers.cited(one.source)
        table.writerow(
            (found.signatory.city_id, found.signatory.name, one.year, one.t, one.kind, one.inhabitants, cited, "yes")
        )
    asked.out.write_text(text.getvalue(), encoding="utf-8")
    return found.as_dict()


def areas(store: Store, asked: argparse.Namespace) -> Any:
    """The factors of a country or an area, in t/MWh, with the gases that they are made of."""
    found = Cities(store).grid_factors(asked.country, asked.area, asked.year, asked.gwp)
    return [
        {item.name: getattr(factor, item.name) for item in fields(factor)} | {"gases": dict(factor.gases)}
        for factor in found
    ]
