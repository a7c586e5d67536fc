"""What is said of goals and actions of adaptation: where an action stands, and what came of a goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Protocol

from analytics.text.sentences import Sentence

STATUSES: Mapping[str, str] = {
    # Translators: where an action stands.
    "planned": Sentence("planned"),
    # Translators: where an action stands.
    "decided": Sentence("decided"),
    # Translators: where an action stands.
    "ongoing": Sentence("ongoing"),
    # Translators: where an action stands.
    "done": Sentence("done"),
    # Translators: where an action stands.
    "postponed": Sentence("postponed"),
    # Translators: where an action stands.
    "cancelled": Sentence("cancelled"),
}
OUTCOMES: Mapping[str, str] = {
    # Translators: what came of a goal.
    "reached": Sentence("reached"),
    # Translators: what came of a goal.
    "missed": Sentence("missed"),
    # Translators: what came of a goal.
    "not_measured": Sentence("not measured"),
}


class CostedAction(Protocol):
    """An action with its cost, or with the mitigation action that it is."""

    @property
    def cost(self) -> float | None:
        """Its whole cost; None where nobody states it."""

    @property
    def currency(self) -> str:
        """The currency of the cost."""

    @property
    def mitigation(self) -> str:
        """The id of the mitigation action that is the very same work, "" where it is none."""


@dataclass(frozen=True)
class ActionCosts:
    """What actions of adaptation cost beside those of mitigation: the sum by currency, how many state a cost, how many
    are mitigation actions as well, whose cost and effect are counted there, and how many state nothing."""

    sums: Mapping[str, float]
    stated: int
    shared: int
    open: int


def costs(actions: Iterable[CostedAction]) -> ActionCosts:
    """What actions cost that are no mitigation action as well: work that serves both pillars is counted once."""
    by_currency: dict[str, list[float]] = {}
    shared = unstated = 0
    for action in actions:
        if action.mitigation:
            shared += 1
        elif action.cost is None:
            unstated += 1
        else:
            by_currency.setdefault(action.currency, []).append(action.cost)
    sums = {currency: fsum(held) for currency, held in sorted(by_currency.items())}
    return ActionCosts(sums, sum(map(len, by_currency.values())), shared, unstated)
