"""What a commit would do to a city: to each of its tables, its baseline and its verdict, or to what lies ahead of it.

Each is found by doing it in a rehearsal, which is rolled back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from analytics.commitment.wedges import Needs
from analytics.vocabulary import Measure, Method, Verdict
from datasets.city import assessment, outlook
from datasets.city.assessment import CityReport
from datasets.city.outlook import Outlook
from datasets.intake import cell_changes, drafting
from datasets.intake.checking.tidy import SEVERAL_GASES
from datasets.intake.drafted import Draft, DraftInventory, Effect
from datasets.intake.plans import listing
from datasets.intake.plans.action_cells import ActionsDraft
from datasets.store import Slot, Store

Held = Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class ActionsEffect:
    """What committing a list would do: how many actions are new, changed, unchanged and gone, and what all of them
    close of the gap to the next target before and after (None where it cannot be told)."""

    new: int
    changed: int
    unchanged: int
    removed: int
    before: Needs | None
    after: Needs | None


def of_draft(store: Store, draft: Draft) -> list[Effect]:
    """What committing ``draft`` would do, found by doing it and rolling it back. Raises Refused if it is not ready."""
    drafting.insist(draft)
    cities = list(dict.fromkeys(slot.city_id for slot in draft.slots))
    with store.rehearsal(drafting.submission(draft, "rehearsal", None)) as then, store.reader() as now:
        before = {city: assessment.read(now, city) for city in cities if city in now.register.by_id}
        earlier = {slot: now.rows_in_force(slot) for slot in draft.slots}
        after = {city: assessment.read(then, city) for city in cities}
        later = {slot: then.rows_in_force(slot) for slot in draft.slots}
    return [
        _effect(slot, item, (earlier[slot], later[slot]), before.get(slot.city_id), after[slot.city_id])
        for slot, item in zip(draft.slots, draft.inventories, strict=True)
    ]


def tables_on_file(store: Store, draft: Draft) -> int:
    """How many tables of a draft come in the place of tables that hold figures already."""
    with store.reader() as now:
        return len(now.on_file(draft.slots))


def replaced(store: Store, draft: Draft) -> list[Effect]:
    """The effects on tables that hold figures already; none where they cannot be told, since the draft waits for more
    than the reason of the correction."""
    waiting = [problem for problem in draft.problems if problem.severity != "warn" and problem.key != "reason"]
    if waiting or not tables_on_file(store, draft):
        return []
    ready = replace(draft, problems=tuple(problem for problem in draft.problems if problem.severity == "warn"))
    found = of_draft(store, ready)
    return [effect for effect in found if effect.changed or effect.unchanged or effect.removed]


def _effect(
    slot: Slot, item: DraftInventory, rows: tuple[Held, Held], was: CityReport | None, now: CityReport
) -> Effect:
    old, new = map(cell_changes.cells, rows)
    changed = tuple(cell_changes.changes(old, new))
    by_kind = Counter(change.kind for change in changed)
    return Effect(
        city_id=slot.city_id,
        city_name=now.city.name,
        year=slot.year,
        method=slot.method,
        measure=slot.measure,
        before=_total(slot, rows[0], was),
        after=_total(slot, rows[1], now),
        unit="t CO2e" if item.unit == SEVERAL_GASES else item.unit,
        new=by_kind["new"],
        changed=by_kind["changed"],
        unchanged=len(new) - by_kind["new"] - by_kind["changed"],
        removed=by_kind["removed"],
        verdict_before=was.leading.verdict if was else Verdict.CANNOT_TELL,
        verdict_after=now.leading.verdict,
        gap_before=was.leading.gap_t if was else None,
        gap_after=now.leading.gap_t,
        baseline_before=_baseline(was),
        baseline_after=_baseline(now),
        past_before=was.past(was.leading) if was else None,
        past_after=now.past(now.leading),
        cells=changed,
    )


def _baseline(report: CityReport | None) -> float | None:
    return report.leading.baseline.emissions_t if report and report.leading.baseline else None


def _total(slot: Slot, rows: Held, report: CityReport | None) -> float | None:
    """The sum of the table's numbers; the inventory's own where these are of several gases, and for GPC, whose cells
    are not all in the BASIC total."""
    numbers = [row[6] for row in rows if row[6] is not None]
    several = len({row[5] for row in rows}) > 1
    if report is None or (slot.method != Method.GPC and not several):
        return sum(numbers) if numbers and not several else None
    mine = [item for item in report.inventories if (item.year, item.method) == (slot.year, slot.method)]
    if not mine or not numbers:
        return None
    found = mine[0]
    return found.energy_mwh if slot.measure == Measure.ENERGY else found.emissions_t


def of_actions(store: Store, found: ActionsDraft) -> ActionsEffect:
    """What committing a draft would do, found by doing it and rolling it back. Raises Refused if it is not ready."""
    listing.insist(found)
    with store.rehearsal(listing.submission(found, "rehearsal", "rehearsal")) as then, store.reader() as now:
        before: Outlook = outlook.read(now, found.city_id)
        after: Outlook = outlook.read(then, found.city_id)
        old = {action.id: action for action in now.register.actions.get(found.city_id, ())}
    new = {action.id: action for action in found.actions}
    shared = old.keys() & new.keys()
    return ActionsEffect(
        new=len(new.keys() - old.keys()),
        changed=sum(1 for key in shared if old[key] != new[key]),
        unchanged=sum(1 for key in shared if old[key] == new[key]),
        removed=len(old.keys() - new.keys()),
        before=before.needs,
        after=after.needs,
    )
