"""When a commit needs a reason: where somebody committed the same table before, and where it takes more from a table on
file than a slip of the pen does. Samples count as well, since they are the inventory until something replaces them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.text import given_reasons
from analytics.text.problems import Problem, ask, block, warn
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Measure, Method
from datasets.store import Reader, Removal, Revision, Rows, Slot

LOOK_AGAIN = Sentence("Look at what the file changes now, and commit it again. Nothing was written.")
MOST_REMOVED = 0.1
"""The share of the places of a table, and of what they hold, that an import may remove without a reason."""


def told(
    reader: Reader, sha256: str, slots: Sequence[Slot], rows: Rows | None, answers: Mapping[str, str]
) -> list[Problem]:
    """What the tables of a file (``slots``) and its ``rows`` meet on file: the very file, figures that they remove, and
    tables that somebody committed. The last two ask for a reason; ``answers`` may hold it."""
    problems = []
    same = reader.same_file(sha256)
    if same is not None:
        problems.append(
            warn(
                "same-file",
                Sentence(
                    "the very file of revision {revision}, committed {date:%d %B %Y} by {author}",
                    revision=same.revision,
                    date=same.committed_at,
                    author=same.author,
                ),
                "a file that is new",
                "Commit it again only if that is meant.",
            )
        )
    given = given_reasons.says_something(answers.get("reason", ""))
    if rows is not None and (lost := _lost(reader, slots, rows)):
        first, more = lost[0], len(lost) - 1
        found = Sentence(
            "no figure, or zero, for {removed:,} of the {places:,} places on file for {table}, which hold "
            "{amount:,.0f} {unit}",
            removed=first.removed,
            places=first.places,
            table=_table(reader, first.slot),
            amount=first.amount,
            unit="MWh" if first.slot.measure == Measure.ENERGY else "t",
        )
        if more:
            found = Sentence("{found}; further tables that lose places: {number:,}", found=found, number=more)
        problems.append(
            Problem(
                "warn" if given else "ask",
                "places-removed",
                found,
                Sentence("a file that holds what is on file, or a reason"),
                Sentence("They are removed with this file, for the reason that is given.")
                if given
                else Sentence("Say why they are removed, bring a file that holds them, or leave this one out."),
                key=None if given else "reason",
                cells=sum(item.removed for item in lost),
            )
        )
    replaced = reader.committed(slots)
    if replaced and not given:
        problems.append(
            ask(
                "year-committed",
                _on_file(reader, replaced),
                "a reason for the correction, with at least one word of three letters",
                "Say why it is corrected, or leave the file out.",
                key="reason",
            )
        )
    return problems


def meanwhile(reader: Reader, slots: Sequence[Slot], since: int) -> list[Problem]:
    """Of the tables of a file those that somebody changed after the revision that was the newest when it was compared
    with what is on file, as one problem: who commits it gave a reason for other figures."""
    changed = reader.changed(since)
    newer = [slot for slot in slots if slot in changed]
    if not newer:
        return []
    found = _on_file(reader, dict.fromkeys(newer, reader.revision(changed[newer[0]])))
    return [
        block(
            "edited-meanwhile",
            found,
            "the table that the file was compared with; somebody changed it since",
            LOOK_AGAIN,
        )
    ]


def _lost(reader: Reader, slots: Sequence[Slot], rows: Rows) -> list[Removal]:
    """The tables that lose more of their places than they may without a reason."""
    on_file = reader.on_file(slots)
    found = reader.removals([slot for slot in slots if slot in on_file], rows) if on_file else []
    return [item for item in found if max(item.removed / item.places, item.share) > MOST_REMOVED]


def _table(reader: Reader, slot: Slot) -> Sentence:
    """A table on file in words."""
    city = next(city.name for city in reader.register.cities if city.city_id == slot.city_id)
    said: dict[str, object] = {"city": city, "year": slot.year, "method": METHOD_NAMES[Method(slot.method)]}
    if slot.measure == Measure.ENERGY:
        return Sentence("the energy of {city} in {year} ({method})", **said)
    return Sentence("the emissions of {city} in {year} ({method})", **said)


def _on_file(reader: Reader, replaced: Mapping[Slot, Revision]) -> Sentence:
    """The first of some tables on file with the revision that put it there, and how many more of them there are."""
    first, revision = next(iter(replaced.items()))
    said = {"table": _table(reader, first), "author": revision.author, "revision": revision.revision}
    if more := len(replaced) - 1:
        return Sentence(
            "{table} and {number} more, which {author} committed as revision {revision}", number=more, **said
        )
    return Sentence("{table}, which {author} committed as revision {revision}", **said)
