"""The passport of any figure of a city: asked for by name, given as a tree down to the rows of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from analytics.commitment.actions import estimate
from analytics.commitment.budget import budget
from analytics.commitment.comparability import earlier
from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory, Population
from analytics.knowledge import result_passport
from analytics.passport import Passport
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence, joined
from datasets.city import assessment, factor_choice, knowledge_room
from datasets.city.assessment import CityReport
from datasets.city.outlook import start_of
from datasets.city.trace import action_costs, figure_names
from datasets.city.trace.bookkeeping import Books
from datasets.city.trace.promise import MAKERS, Promise
from datasets.store import GdpRow, InventoryRow, Reader, Revision, Store

WHOLE: dict[str, Callable[[Books], Passport | None]] = {
    "total": Books.total,
    "energy": Books.energy,
    "per-head": Books.per_head,
}
"""How the figures of a whole inventory are made."""
BEFORE = "change-before"
"""The figure of an inventory that another one is part of."""
PARTED: dict[str, Callable[[Books, str], Passport | None]] = {
    "level": Books.level,
    "memo": Books.memo,
    "sector": Books.sector,
    "key-sector": Books.key_sector,
    "carrier": Books.carrier,
}
"""How the figures of a part of an inventory are made."""


def of(
    store: Store,
    city_id: str,
    year: int | None,
    figure: str,
    method: str | None = None,
    target: str | None = None,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
    revision: int | None = None,
    report: CityReport | None = None,
) -> Passport:
    """The passport of one figure, by a name of ``names.FIGURES``, as of the inventory of ``year`` (the newest if None).

    ``method`` chooses between several inventories of a year, ``target`` the one that is judged
    (``assessment.names_of``); ``revision`` asks how the figure stood after that revision, and ``report`` is the
    standing of that year that is read there, where it is at hand. Raises Refused for a name that is no figure, a figure
    that cannot be given (with the reason), and a year with several inventories.
    """
    with store.reader(revision) as reader:
        found = CityFigures(reader, city_id, year, gwp, approach, report)
        return found.figure(figure, year, method, target)


class CityFigures:
    """Everything that one city's figures are made of, as one reader sees it."""

    def __init__(
        self,
        reader: Reader,
        city_id: str,
        year: int | None = None,
        gwp: str = assessment.GWP_SET,
        approach: str = "activity-based",
        report: CityReport | None = None,
    ) -> None:
        """Read the city as of the inventory of ``year``, unless its ``report`` is at hand. Raises Refused for an
        unknown city or GWP set."""
        self._reader, self._year, self._gwp, self._approach = reader, year, gwp, approach
        self.report = report or assessment.read(reader, city_id, year, gwp, approach)
        self._used = factor_choice.of(reader.register, self.report.city, approach, gwp)
        self._books: dict[tuple[factor_choice.Factors, int, str, frozenset[str] | None], Books] = {}

    def figure(self, name: str, year: int | None, method: str | None, target: str | None) -> Passport:
        """One figure by its name. Raises Refused where there is none."""
        asked, part = figure_names.parted(name)
        if asked in MAKERS:
            progress = assessment.one_target(self.report, target)
            made = dict(self.progress(progress, asked)).get(asked)
            return made or self._absent(asked, self._why(asked, progress))
        if asked == figure_names.ACTION:
            none = Sentence("No action of this id is on file with a cost and with tonnes that it avoids.")
            return dict(self.actions()).get(f"{asked}:{part}") or self._absent(name, (none,))
        if asked in (figure_names.RESULT, figure_names.RESULT_COST):
            none = Sentence("No experience of this title is on file with such a figure.")
            return dict(self.experiences()).get(f"{asked}:{part}") or self._absent(name, (none,))
        books = self.books(found := assessment.one_inventory(self.report, year, method))
        level = found.levels.get(part) if asked == "level" else None
        # Of a part, the notes on the total are the reason only where there is no total.
        why = found.notes if asked in WHOLE or found.emissions_t is None else level.notes if level else ()
        if asked == BEFORE and found.emissions_t is not None:
            why = (Sentence("No earlier inventory by this method was made alike, so none is subtracted."),)
        return self._of_books(books, asked, part) or self._absent(name, why)

    def _why(self, asked: str, progress: Progress) -> tuple[str, ...]:
        """Why a judged target does not give a figure."""
        if asked in figure_names.BUDGET_FIGURES and (reasons := budget(progress, self.report.inventories).reasons):
            return reasons
        return *progress.reasons, *progress.notes

    def _absent(self, name: str, notes: tuple[str, ...]) -> Passport:
        why = joined(notes) or Sentence("The inventory holds no number for it.")
        raise blocked(
            "figure-absent",
            Sentence("no {figure} for {city}", figure=name, city=self.report.city.name),
            "a figure",
            why,
        )

    def books(self, found: Inventory, used: factor_choice.Factors | None = None) -> Books:
        """The rows behind one inventory; ``used`` are the factors and the GWP set of one that was made otherwise."""
        chosen = used or self._used
        key = (chosen, found.year, found.method, found.covers)
        if key not in self._books:
            people = self._population.get((found.year, found.method))
            rows = self._rows.get((found.year, found.method), [])
            if found.covers is not None:
                rows = [row for row in rows if row.sector in found.covers]
            self._books[key] = Books(found, rows, self._revision, chosen, people.source if people else "")
        return self._books[key]

    @cached_property
    def _rows(self) -> dict[tuple[int, str], list[InventoryRow]]:
        found: dict[tuple[int, str], list[InventoryRow]] = {}
        for row in self._reader.inventory_rows(self.report.city.city_id):
            found.setdefault((row.year, row.method), []).append(row)
        return found

    @cached_property
    def _population(self) -> dict[tuple[int, str], Population]:
        return self._reader.in_force(self.report.city.city_id).population

    @cached_property
    def _gdp(self) -> dict[int, GdpRow]:
        return {row.year: row for row in self._reader.register.gdp.get(self.report.city.city_id, ())}

    @cached_property
    def _revisions(self) -> dict[int, Revision]:
        return self._reader.revisions({row.revision for rows in self._rows.values() for row in rows})

    def _revision(self, number: int) -> Revision:
        return self._revisions.get(number) or self._reader.revision(number)

    def of_inventory(self, found: Inventory) -> Iterator[tuple[str, Passport]]:
        """Every figure of one inventory that can be given, by its name."""
        books = self.books(found)
        for name in figure_names.of_inventory(found, self.report.inventories):
            if made := self._of_books(books, *figure_names.parted(name)):
                yield name, made

    def _of_books(self, books: Books, asked: str, part: str) -> Passport | None:
        """A figure of an inventory by its kind and part."""
        if asked == BEFORE:
            before = earlier(books.found, self.report.inventories)
            return books.since(self.books(before)) if before else None
        return WHOLE[asked](books) if asked in WHOLE else PARTED[asked](books, part)

    def actions(self) -> Iterator[tuple[str, Passport]]:
        """The cost per tonne of every action of which one is known, by its name, as its outlook has it."""
        report, register = self.report, self._reader.register
        planned = register.actions.get(report.city.city_id, ())
        start, _ = start_of(report, report.leading)
        if not planned or start is None:
            return
        cells = self._reader.in_force(report.city.city_id).cells
        chosen = factor_choice.of(register, report.city, self._approach, self._gwp, cells=cells)
        use, value = partial(chosen.use, start.year), partial(chosen.value, start.year)
        estimates = {f"{figure_names.ACTION}:{action.id}": estimate(action, value) for action in planned}
        for name, item in estimates.items():
            if made := action_costs.passport(item, use):
                yield name, made

    def experiences(self) -> Iterator[tuple[str, Passport]]:
        """Every result of an experience of the city, and what a yearly tonne of it cost, by its name."""
        for entry in knowledge_room.experiences(self._reader.register, self.report.city):
            for name, one in entry.named_results:
                yield f"{figure_names.RESULT}:{name}", result_passport.passport(entry, one)
                if cost := result_passport.cost_passport(entry, one):
                    yield f"{figure_names.RESULT_COST}:{name}", cost

    def progress(self, found: Progress, *asked: str) -> Iterator[tuple[str, Passport]]:
        """Every figure of one judged target that can be given, its budget included, by its name; or those ``asked``."""
        if promise := self._promise(found, self.report.inventories):
            for name in figure_names.of_progress(found, self.report.inventories):
                if (not asked or name in asked) and (made := MAKERS[name](promise)):
                    yield name, made

    def _promise(
        self, found: Progress, inventories: tuple[Inventory, ...], used: factor_choice.Factors | None = None
    ) -> Promise | None:
        if found.target is None or found.baseline is None:
            return None

        def books(item: Inventory) -> Books:
            return self.books(item, used)

        return Promise(found, found.target, found.baseline, inventories, books, self._gdp)
