"""The commands of one city: ``cities`` lists them, ``status`` judges one, ``findings``, ``history`` and ``undo``."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from analytics.commitment.codes import Code
from analytics.uncertainty.likelihood import of_hundred
from datasets import Cities, City, CityRecord, Revision, Store, pair_room
from datasets.city.assessment import GWP_SET
from datasets.commands import Commands, answer_lines, flag, needed, option, place, published_commands, replies, whole
from datasets.commands.arguments import TARGET, author, once
from datasets.reference import registry


def add(commands: Commands) -> None:
    """The five commands with their options."""
    commands.add(
        "cities",
        find=option("look for a city by name or id, among all signatories too", metavar="NAME"),
        country="where to look: an ISO code or a name",
        answer='the signatories of which others published so much, such as "needed pace"',
        verdicts=flag("with the verdict on each, and how sure it is"),
        tells=_cities,
    )

    commands.add(
        "status",
        "city",
        year=whole("as of the inventory of this year"),
        target=TARGET,
        gwp=option("the GWP set for gases kept apart", default=GWP_SET),
        approach=option(default="activity-based", choices=["activity-based", "life-cycle"]),
        revision=whole("as it stood after this revision"),
        tells=_status,
    )

    commands.add("findings", "city", tells=_findings)

    commands.add("history", "city", tells=_history)

    commands.add("undo", revision=place(type=int), reason=needed(), author=option(), command=_undo)


def _cities(store: Store, asked: argparse.Namespace) -> Any:
    if asked.find is not None:
        on_file, others = Cities(store).find(asked.find, asked.country)
        return [*map(_on_file, on_file), *({**registry.as_dict(one), "on_file": False} for one in others)]
    if asked.answer is not None:
        # Every signatory with an answer from what others published, the largest first.
        return published_commands.listed(asked.answer, asked.country)
    if asked.verdicts:
        return _standing(store)
    return [{"city": one.city_id, "name": one.name, "country": one.country} for one in Cities(store).records()]


def _on_file(city: CityRecord) -> dict[str, Any]:
    return {
        "city": city.city_id,
        "name": city.name,
        "other_names": list(city.other_names),
        "country_code": city.country_code,
        "country": city.country,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "group": False,
        "on_file": True,
        "source": city.source,
    }


def _standing(store: Store) -> answer_lines.InWords:
    """Every city with the answer on its leading target today, in the year of its inventory, and of 100 how sure."""
    with replies.told_as_it_goes() as step:
        programme = Cities(store).programme(
            summed=lambda done, of: step(f"Adding up all inventories: {done:,} of {of:,} cities")
        )
    this_year = datetime.now(UTC).year
    lines = [programme.line(number, this_year) for number in programme.order]
    # The pairs of each city: since when, what it did last, and how many of its promises are open and late.
    today, found = datetime.now(UTC).date(), dict[str, list[dict[str, Any]]]()
    for pair in pair_room.lines(store.register()):
        date, kind, what = pair.last or (None, None, None)
        told = {
            "since": pair.start or None,
            "start_is_announcement": pair.announced,
            "until": pair.end or None,
            "topics": list(pair.topics),
            "last_milestone": {"date": date, "kind": kind, "what": what} if date else None,
            "undated_follow_up": pair.followed or None,
            "promises_open": len(pair.due) - pair.late(today),
            "promises_late": pair.late(today),
        }
        for city_id, partner in ((pair.left, pair.right), (pair.right, pair.left)):
            found.setdefault(city_id, []).append({"partner": partner, **told})
    values = [
        {
            "city": line.city.city_id,
            "name": line.city.name,
            "country": line.city.country,
            "verdict_today": line.verdict.value,
            "verdict": line.then.value,
            "year": line.year,
            "chance_of_100": line.chance,
            "reservations": [code.word for code in Code(line.beside)] if line.reservation else [],
            "reservation": line.reservation,
            "same_figures_as": list(line.alike),
            "pairs": found.get(line.city.city_id, []),
        }
        for line in lines
    ]
    said = []
    for line in lines:
        chance = "" if line.chance is None else f", {of_hundred(line.chance)}"
        year = f" in {line.year}" if line.year else ""
        beside = f"; with reservations: {line.reservation}" if line.reservation else ""
        answer = f"{line.then.value}{year}{chance}; today {line.verdict.value}{beside}"
        said.append(f"{line.city.city_id:<10} {line.city.name}: {answer}")
    return answer_lines.InWords(values, said)


def _status(store: Store, asked: argparse.Namespace) -> Any:
    others = published_commands.not_on_file(store, asked.city)
    if others is not None:
        return answer_lines.InWords(others.as_dict(), published_commands.told_of(others))
    city = City(store, asked.city, asked.revision, asked.gwp, asked.approach, keep=once())
    found = city.report(asked.year)
    progress, turning = found.judged(asked.target), city.flips(asked.target, asked.year)
    said = replies.status(found, progress, turning)
    return answer_lines.InWords(replies.of_status(found, progress, turning), said)


def _findings(store: Store, asked: argparse.Namespace) -> answer_lines.InWords:
    from datasets.city.examining import examination  # the other commands do not wait for it

    city = City(store, asked.city)
    found = city.findings()
    untold = [found.not_examined.sentence()] if found.not_examined else []
    values = [examination.as_dict(finding) for finding in found.findings]
    said = [*untold, *examination.lines(found.findings, None)]
    return answer_lines.InWords(values, said or [f"Nothing that is in force for {city.record.name} looks doubtful."])


def _history(store: Store, asked: argparse.Namespace) -> answer_lines.InWords:
    revisions: list[Revision] = City(store, asked.city).history()
    return answer_lines.InWords([*map(replies.of_revision, revisions)], [*map(replies.line, revisions)])


def _undo(store: Store, asked: argparse.Namespace) -> int:
    revision = Cities(store).undo(asked.revision, author(asked.author, store), asked.reason)
    if asked.json:
        replies.as_json(replies.of_revision(revision))
    else:
        print(f"Revision {asked.revision} is undone by revision {revision.revision}.")
        replies.head(revision)
    return 0
