"""Who may do what: the one question that every act on a city, or on the whole database, asks before it is done."""

from __future__ import annotations

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence


def may(who: str, act: str, city_id: str | None) -> bool:
    """Whether ``who`` may do an act (a method of ``City`` or ``Cities``, such as "commit") for a city, or for the whole
    database where ``city_id`` is None.

    There is no sign-in on one's own machine: whoever reaches the data may do all of it, under any name.
    """
    return True


def insist(who: str, act: str, *city_ids: str) -> None:
    """Raise Refused where ``who`` may not do an act for one of these cities; without any, for the whole database."""
    if not all(may(who, act, city_id) for city_id in city_ids or (None,)):
        found = Sentence("{name}, who may not do this here", name=who[:80])
        expected, fix = Sentence("somebody who may"), Sentence("Ask whoever keeps the data.")
        raise Refused(Problem("block", "not-allowed", found, expected, fix))
