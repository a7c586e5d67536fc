"""One target judged by one inventory: what the verdict says, with every figure, reason and note that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from analytics.commitment.baseline import Baseline
from analytics.commitment.codes import BESIDE, Code, OpenPlace, Reason, codes, ordered
from analytics.commitment.place_questions import Cause
from analytics.commitment.targets import Target
from analytics.commitment.trajectory import percent_of
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.uncertainty.strength import Strength
from analytics.vocabulary import Verdict


@dataclass(frozen=True)
class Progress:
    """One target judged by one inventory. Tonnes in the gas of the inventory; None where a figure cannot be given.

    ``gap_t`` is latest minus path: positive is behind. ``gap_percent`` is per cent of the baseline, ``years_late`` is
    negative when ahead. ``outcome`` is "met" or "missed" once the target year has an inventory. ``reasons`` are what
    forbids a verdict, the leading one first; there are some where, and only where, the verdict is "cannot tell".
    ``notes`` are sentences that a reader should know beside it, ``doubts`` those about the inhabitants on which the
    change per inhabitant since the base year rests. ``explanations`` are what somebody said of places, as they were
    given to judge it, ``unexplained`` the places whose figures may be others, the one of most tonnes first.
    ``strength`` is how sure the gap is, None where nothing is known of errors; where neither answer is likely, the
    verdict is too close to call.
    """

    target: Target | None
    baseline: Baseline | None = None
    target_t: float | None = None
    latest: Inventory | None = None
    path_t: float | None = None
    gap_t: float | None = None
    gap_percent: float | None = None
    years_late: float | None = None
    verdict: Verdict = Verdict.CANNOT_TELL
    outcome: str | None = None
    previous_year: int | None = None
    previous_gap_t: float | None = None
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Sentence, ...] = ()
    explanations: tuple[Cause, ...] = ()
    unexplained: tuple[OpenPlace, ...] = ()
    strength: Strength | None = None

    def withheld(self, reasons: Iterable[Reason]) -> Progress:
        """These figures without a verdict, for these reasons beside its own. Source: our own rule [R]."""
        return replace(
            self,
            verdict=Verdict.CANNOT_TELL,
            outcome=None,
            previous_year=None,
            previous_gap_t=None,
            reasons=ordered([*self.reasons, *reasons]),
        )

    @property
    def codes(self) -> Code:
        """The codes of all reasons in one; 0 where there is a verdict."""
        return codes(self.reasons)

    @property
    def beside(self) -> tuple[Reason, ...]:
        """What stands beside a verdict as a code, out of the notes."""
        return tuple(note for note in self.notes if isinstance(note, Reason) and note.code & BESIDE)

    @property
    def open(self) -> tuple[Reason, ...]:
        """The figures that may be others by so much that they could turn the answer, those of most tonnes first: what
        forbids a verdict, or stands beside one that is too close to call."""
        every = (*self.reasons, *(note for note in self.notes if isinstance(note, Reason)))
        return tuple(item for item in every if item.code & (Code.UNSETTLED | Code.BASE_LACKS))

    @property
    def change_t(self) -> float | None:
        """The newest inventory minus the baseline, in t; negative is a fall. None where the two may not be subtracted.
        Source: our own rule [R]."""
        if self.gap_t is None or self.baseline is None or self.latest is None or self.latest.emissions_t is None:
            return None
        return self.latest.emissions_t - self.baseline.emissions_t

    @property
    def change_percent(self) -> float | None:
        """The change since the baseline in per cent of it; None of a baseline that is not above zero. Source: our own
        rule [R]."""
        if self.change_t is None or self.baseline is None or self.baseline.emissions_t <= 0:
            return None
        return float(percent_of(self.change_t, self.baseline.emissions_t))

    @property
    def per_head_change_percent(self) -> float | None:
        """The change of the emissions per inhabitant since the base year, in per cent of it. None where the two years
        may not be subtracted, something else than doubts about the inhabitants forbids a verdict on them, or one has no
        inhabitants on file. Source: our own rule [R]."""
        first = self.baseline.inventory if self.baseline else None
        if self.codes & ~Code.HEADS_IN_DOUBT or self.gap_t is None or first is None or self.latest is None:
            return None
        before, now = first.per_head_t, self.latest.per_head_t
        if before is None or before <= 0 or now is None:
            return None
        return float(percent_of(now - before, before))

    @property
    def left_t(self) -> float | None:
        """What lies between the newest inventory and the target level, in t; negative is to spare. None where the two
        may not be subtracted. Source: our own rule [R]."""
        if self.gap_t is None or self.target_t is None or self.latest is None or self.latest.emissions_t is None:
            return None
        return self.latest.emissions_t - self.target_t

    @property
    def left_yearly_t(self) -> float | None:
        """What is left to cut in t a year, spread over the years from the newest inventory to the target year. None
        where nothing is left, or no year. Source: our own rule [R]."""
        if self.target is None or self.latest is None or self.left_t is None or self.left_t <= 0:
            return None
        span = self.target.year - self.latest.year
        return self.left_t / span if span > 0 else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that this verdict rests on."""
        found: list[str] = []
        if self.latest:
            found += self.latest.sources
        if self.baseline and self.baseline.inventory:
            found += self.baseline.inventory.sources
        if self.target:
            found.append(self.target.source)
        return tuple(dict.fromkeys(found))
