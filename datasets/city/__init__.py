"""One city: what can be asked of it and done for it. Pages, commands, packs and notebooks go through here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.uncertainty.draws import DRAWS, SEED
from datasets.city import access, assessment, breakdown_of, change_causes, error_widths, figure_codes, sureness
from datasets.city import outlook as outlooks
from datasets.city.asked import Keep, anew, at_its_revision, reading
from datasets.city.assessment import CityReport
from datasets.reference.naming import find_city
from datasets.store import CityRecord, GdpRow, Revision, Store
from datasets.store.kinds.explanations import KIND as EXPLANATIONS
from datasets.store.kinds.explanations import Explanation
from datasets.store.kinds.grades import KIND as GRADES
from datasets.store.kinds.grades import Grade, counting
from datasets.store.kinds.uncertainties import KIND as UNCERTAINTIES
from datasets.store.kinds.uncertainties import Uncertainty

if TYPE_CHECKING:
    import pyarrow

    from analytics.commitment.actions import Action
    from analytics.commitment.codes import OpenPlace
    from analytics.commitment.flips import Flips
    from analytics.commitment.ladder import Rung
    from analytics.inventories.breakdown import Breakdown
    from analytics.inventories.inventory import Inventory
    from analytics.inventories.published import PublishedTotal
    from analytics.pairs.twin import TwinSide
    from analytics.passport import Passport
    from analytics.uncertainty.strength import DrawnGap
    from analytics.vocabulary import Measure
    from datasets.city.adaptation_room import AdaptationRoom
    from datasets.city.all_cities import Cities
    from datasets.city.change_causes import Drivers
    from datasets.city.city_innovation import CityInnovation
    from datasets.city.city_knowledge import CityKnowledge
    from datasets.city.city_pairs import CityPairs
    from datasets.city.converting import Converted
    from datasets.city.covenant_duties import CityDuties
    from datasets.city.effects import ActionsEffect
    from datasets.city.energy_room import EnergyRoom
    from datasets.city.examining.examination import Examination
    from datasets.city.factor_choice import FactorUse
    from datasets.city.figure_effect import FigureEffect
    from datasets.city.figure_tables import FigureEdit, FigureTable
    from datasets.city.new_target import NewTarget
    from datasets.city.outlook import Outlook
    from datasets.city.worked import Examples
    from datasets.city.worked.factor_table import FactorTable
    from datasets.exports import Exported
    from datasets.intake.drafted import Draft
    from datasets.intake.plans.action_cells import ActionsDraft

# What only one page or command asks for is imported when it is asked for.


class City:
    """One city of a store, as it stood after ``revision`` (without one: as it is), read with one GWP set and approach.

    What it gives is asked by methods named after what they give, what is done for it by methods named after the act.
    Each act takes the name of who does it (``access`` says who may), is one more revision, and builds on what is on
    file now, whatever ``revision`` is read. Everything raises Refused where it cannot be, with what to do about it.
    """

    def __init__(
        self,
        store: Store,
        city: str,
        revision: int | None = None,
        gwp: str = assessment.GWP_SET,
        approach: str = "activity-based",
        *,
        this_year: int | None = None,
        keep: Keep = anew,
    ) -> None:
        """``city`` is an id or a name; whether it is on file shows when it is first asked for anything. ``this_year``
        is the calendar year to judge by, the present one without it. ``keep`` may keep what is read."""
        self.store, self.revision, self.gwp, self.approach = store, revision, gwp, approach
        self.this_year, self._city, self._keep = this_year, city, keep

    @cached_property
    def record(self) -> CityRecord:
        """The entry of the city: id, name, country and place. Raises Refused, with near names, where it is unknown."""
        return self.store.moment().register.by_id.get(self._city) or find_city(self._city, self.store.cities())

    @property
    def id(self) -> str:
        """The id of the city, as addresses and files name it."""
        return self.record.city_id

    # What can be asked

    @reading
    def report(self, year: int | None = None) -> CityReport:
        """Its inventories, targets and the verdict on each, as of the inventory of ``year`` (the newest without)."""
        with self.store.reader(self.revision) as reader:
            return assessment.read(reader, self.id, year, self.gwp, self.approach, self.this_year)

    def inventory(self, year: int | None = None, method: str | None = None) -> Inventory:
        """The inventory of a year, by ``method`` where the year has several; the one that is judged without both."""
        return assessment.one_inventory(self.report(), year, method)

    @reading
    def flips(self, target: str | None = None, year: int | None = None) -> Flips:
        """What would turn a verdict: the same figures read in other ways that could be defended as well."""
        found = self.report(year)
        with self.store.reader(self.revision) as reader:
            return assessment.tried(reader, found, target)

    @reading
    def drivers(self, first: int | None = None, last: int | None = None, method: str | None = None) -> Drivers:
        """What moved the emissions from one year (the baseline) to another (the newest)."""

        return change_causes.drivers(
            self.store, self.id, first, last, method, self.gwp, self.revision, self.approach, at_its_revision(self)
        )

    @reading
    def outlook(self, target: str | None = None, scenario: str | None = None) -> Outlook:
        """What lies ahead: scenarios, what actions take off them, and what would reach a target."""

        return outlooks.outlook(
            self.store, self.id, target, scenario, self.revision, self.gwp, self.approach, at_its_revision(self)
        )

    def other_totals(self, found: Outlook) -> tuple[PublishedTotal, ...]:
        """The least and the most that was published beside the newest inventory of what lies ahead."""

        return outlooks.other_totals(found, self.published())

    def ladder(self, found: Outlook) -> tuple[Rung, ...]:
        """The steps of what lies ahead to its target, from the newest inventory and from each of ``other_totals``."""

        return outlooks.rungs(found, self.other_totals(found))

    def tried(self, found: Outlook, parts: Mapping[str, float]) -> Outlook:
        """What would lie ahead with a part, from 0 to 1, of each sector's actions or emissions; nothing is written."""

        return outlooks.tried(found, parts)

    @reading
    def passport(
        self, figure: str, year: int | None = None, method: str | None = None, target: str | None = None
    ) -> Passport:
        """Where a figure such as "total" or "gap" comes from: formulas and figures down to the rows of the files."""
        from datasets.city.trace import passports

        return passports.of(
            self.store,
            self.id,
            year,
            figure,
            method,
            target,
            self.gwp,
            self.approach,
            self.revision,
            at_its_revision(self, year),
        )

    @reading
    def code(self) -> str | None:
        """The code that stands below what leaves the screen, by which these figures are found again; None for a city
        of which nothing is on file."""

        return figure_codes.code(self.store, self.id, self.revision)

    @reading
    def breakdown(self, measure: Measure, year: int, method: str | None = None) -> Breakdown:
        """One inventory taken apart by sector and carrier or scope: its energy or its emissions."""

        found = self.inventory(year, method)
        return breakdown_of.of(self.store, found, measure, self.gwp, self.approach, self.revision)

    @reading
    def examples(self, year: int | None = None, method: str | None = None) -> Examples:
        """A worked example of every formula from the rows of one inventory."""
        from datasets.city import worked

        with self.store.reader(self.revision) as reader:
            return worked.of(reader, self.id, year, method, self.gwp, self.approach, at_its_revision(self, year))

    @reading
    def factor_table(self, year: int, method: str | None = None) -> FactorTable:
        """The factor of every carrier for the inventory of a year by ``method``; without one for the year alone."""
        from datasets.city.worked import factor_table

        found = self.inventory(year, method) if method else None
        with self.store.reader(self.revision) as reader:
            return factor_table.table(reader, self.id, found, year, self.gwp, self.approach)

    @reading
    def gdp(self) -> Sequence[GdpRow]:
        """Its GDP by year, as it was stated; all years share unit, currency and prices."""
        with self.store.reader(self.revision) as reader:
            return reader.register.gdp.get(self.id, ())

    @reading
    def actions(self) -> Sequence[Action]:
        """Its mitigation actions, in the order in which they were listed."""
        with self.store.reader(self.revision) as reader:
            return reader.register.actions.get(self.id, ())

    @reading
    def explanations(self) -> Sequence[Explanation]:
        """Why places of its inventories hold what they hold, by year and place."""
        with self.store.reader(self.revision) as reader:
            return reader.register.of(EXPLANATIONS).get(self.id, ())

    @reading
    def unexplained(self) -> tuple[OpenPlace, ...]:
        """The places of its inventories that ask for a reason: what vanished, and what a finding doubts."""
        from datasets.city import new_explanation

        return new_explanation.asking(self.report().progress, self.findings().findings)

    @reading
    def twin_side(self) -> TwinSide:
        """What the twin room (``analytics.pairs.twin``) takes of it: its inventories, what they are divided by, and its
        leading target."""
        from datasets.city import twin_room

        return twin_room.side(self.store, self.id, self.revision, self.gwp, self.approach, self.this_year)

    @cached_property
    def pairs(self) -> CityPairs:
        """What it shares with its partners, and the acts on that."""
        from datasets.city.city_pairs import CityPairs

        return CityPairs(self)

    @cached_property
    def knowledge(self) -> CityKnowledge:
        """What it can learn from others and tells them, and the acts on that."""
        from datasets.city.city_knowledge import CityKnowledge

        return CityKnowledge(self)

    @cached_property
    def innovation(self) -> CityInnovation:
        """Its region among the others, and the frames that its entries serve."""
        from datasets.city.city_innovation import CityInnovation

        return CityInnovation(self)

    @reading
    def adaptation(self) -> AdaptationRoom:
        """What is on file of its adaptation: hazards, climate facts, goals and actions."""
        from datasets.city import adaptation_room

        with self.store.reader(self.revision) as reader:
            return adaptation_room.room(reader.register, self.id)

    @reading
    def energy(self) -> EnergyRoom:
        """What is known of its access to energy: figures, what stands beside them, goals and measures."""
        from datasets.city import energy_room

        with self.store.reader(self.revision) as reader:
            return energy_room.room(reader.register, self.record)

    @reading
    def duties(self, on: str | None = None) -> CityDuties:
        """What it owes the Covenant by when, each with its rule, and how far its three pillars are; as of the day
        ``on`` (2026-11-27, today without)."""
        from datetime import UTC, date, datetime

        from datasets.city import covenant_duties

        today = date.fromisoformat(on) if on else datetime.now(UTC).date()
        inventory = max((item.year for item in self.report().inventories), default=None)
        with self.store.reader(self.revision) as reader:
            return covenant_duties.of_city(reader, self.record, inventory, today)

    def statements_file(self, *records: str, language: str = "", empty: bool = False) -> bytes:
        """What it states of some kinds (hazard, fact, goal, action, step; without any, of all) as a table (CSV) that
        ``Cities.read_statements`` reads again: by fields and codes, or with headings and choices in a ``language``, or
        ("crf", "mycovenant") in the words of the framework's reporting template or of MyCovenant's published data. An
        ``empty`` one is filled in."""
        from datasets.city import stated_files

        with self.store.reader(self.revision) as reader:
            return stated_files.written(
                reader.register, self.id, records or tuple(stated_files.RECORDS), language, empty
            )

    def published(self) -> tuple[PublishedTotal, ...]:
        """What else was published as its total of a year, by other reports and boundaries: it judges nothing."""
        from datasets.reference import published_totals

        return published_totals.of(self.id)

    @reading
    def uncertainties(self) -> Sequence[Uncertainty]:
        """How uncertain the city states its figures to be."""
        with self.store.reader(self.revision) as reader:
            return reader.register.of(UNCERTAINTIES).get(self.id, ())

    @reading
    def grades(self) -> Sequence[Grade]:
        """The grades of data quality that its files give the rows in force."""
        with self.store.reader(self.revision) as reader:
            return counting(reader.register.of(GRADES).get(self.id, ()))

    @reading
    def drawn(
        self, target: str | None = None, year: int | None = None, seed: int | str = SEED, draws: int | str = DRAWS
    ) -> DrawnGap | None:
        """The strength of the verdict on a target by draws (Approach 2 of the IPCC), beside the one that it bears; None
        where it has no gap."""

        judged = self.report(year).judged(target)
        with self.store.reader(self.revision) as reader:
            return sureness.drawn(judged, error_widths.of(reader.register, self.id), seed, draws)

    def factors(
        self,
        year: int | None = None,
        electricity: str = "national",
        gas: str = "CO2e",
        edition: str | None = None,
    ) -> list[FactorUse]:
        """Every factor that its energy meets, of one year or of all, with source and edition."""
        from datasets.city import factors_used

        with self.store.reader(self.revision) as reader:
            return factors_used.used(reader, self.id, year, self.gwp, self.approach, electricity, gas, edition)

    @reading
    def findings(self) -> Examination:
        """What looks doubtful in everything that is in force, until it is corrected or explained."""
        from datasets.city.examining import examination

        return examination.of_city(self.store, self.id, self.revision)

    @reading
    def figures(self, name: str) -> FigureTable:
        """One kind of data that it states beside its inventories, as a table to edit; of ``Cities.figure_titles``."""
        from datasets.city import figure_tables

        with self.store.reader(self.revision) as reader:
            return figure_tables.table(reader, self.id, name)

    def conversion(
        self,
        year: int,
        to: str,
        method: str | None = None,
        modes: Mapping[str, str] | None = None,
        t_per_mwh: float | None = None,
    ) -> Converted:
        """The inventory of a year in the table of another framework (gpc, crf or covenant)."""
        from datasets.city.converting import convert

        return convert(self.store, self.id, year, to, method, modes, t_per_mwh, self.revision)

    def rows(self) -> pyarrow.Table:
        """Every row in force with all its fields, energy in MWh and gases in tonnes; ``.to_pandas()`` makes a frame."""
        import pyarrow

        with self.store.reader(self.revision) as reader:
            found = reader.inventory_rows(self.id)
        return pyarrow.Table.from_pylist([row._asdict() for row in found])

    def export(
        self,
        form: str,
        years: Sequence[int] = (),
        language: str = "en",
        step: Callable[[str], None] = lambda _name: None,
    ) -> Exported:
        """A file of what is on file, with what it leaves out: one of ``exports.FORMATS``. ``step`` is told
        "read", "write" and "pack", and may end it by raising."""
        from datasets import exports

        return exports.exported(self.store, self.id, form, years, language, self.revision, step)

    def to_fill(self, year: int, method: str, places: Collection[str]) -> bytes:
        """The long table of one inventory with the ``places`` first that it leaves open, to be filled in."""
        from datasets.exports import holding, long_csv

        return long_csv.to_fill(holding.holding(self.store, self.id, (year,), self.revision), year, method, places)

    def history(self) -> list[Revision]:
        """The revisions that touched the city, the newest first."""
        return self.store.history(self.id, self.revision)

    # What can be done

    def draft(self, data: bytes, name: str, answers: Mapping[str, str] | None = None) -> Draft:
        """Read and check a file of inventories; nothing is written. Rows that name no city are this one's."""
        return self._all.draft(data, name, answers, self.id)

    def commit(self, draft: Draft, who: str, reason: str | None = None, *, looked_at: bool = False) -> Revision:
        """Write a draft as one revision, whole or not at all; with ``looked_at``, ``who`` has looked at every large
        finding in it."""
        return self._all.commit(draft, who, reason, looked_at=looked_at)

    def undo(self, revision: int, who: str, reason: str) -> Revision:
        """Put back what counted before a revision, by one more."""
        return self._all.undo(revision, who, reason)

    def state_figures(self, edit: FigureEdit, who: str, reason: str) -> Revision:
        """Put in force what somebody made of one of the ``figures`` tables."""
        from datasets.city import figure_tables

        access.insist(self.store, who, "state_figures", self.id)
        return figure_tables.state(self.store, self.id, edit, who, reason)

    def figures_effect(self, edit: FigureEdit) -> FigureEffect:
        """What stating that would change in words, and how the city stands before and after it."""
        from datasets.city import figure_tables

        return figure_tables.effect(self.store, self.id, edit, self.gwp, self.approach, self.this_year)

    def rename(self, name: str, who: str, reason: str) -> Revision:
        """Give it another name; files find it by the earlier one still."""
        from datasets.city import register_entries

        access.insist(self.store, who, "rename", self.id)
        return register_entries.rename(self.store, self.record, name, who, reason)

    def put_away(self, who: str, reason: str) -> Revision:
        """Take it off every list; what is on file of it stays, and ``Cities.bring_back`` puts it back."""
        from datasets.city import register_entries

        access.insist(self.store, who, "put_away", self.id)
        return register_entries.put_away(self.store, self.record, who, reason)

    def state_target(self, target: NewTarget, who: str, reason: str) -> Revision:
        """Put a target in force beside the others; one of the same kind, sector, years and method is replaced."""
        from datasets.city import new_target

        access.insist(self.store, who, "state_target", self.id)
        return new_target.state(self.store, self.id, target, who, reason)

    def explain(self, year: int, place: str, carrier: str, who: str, reason: str) -> Revision:
        """Say why a place of the inventory of a year, a sector or a GPC reference, holds what it holds; ``carrier`` is
        blank where that is so of all. Raises Refused for a place that asks for no reason (``unexplained``)."""
        from datasets.city import new_explanation

        access.insist(self.store, who, "explain", self.id)
        given = new_explanation.explanation(self.record, str(year), place, carrier, reason, who)
        now = City(self.store, self.id, gwp=self.gwp, approach=self.approach, this_year=self.this_year)
        new_explanation.insist_on_open(given, now.unexplained(), now.explanations())
        return new_explanation.state(self.store, (given,), who, reason)

    def explain_all(self, data: bytes, name: str, who: str, reason: str) -> Revision:
        """Take in a table of explanations, all of it or nothing."""
        from datasets.city import new_explanation

        access.insist(self.store, who, "explain_all", self.id)
        given = new_explanation.from_table(data, name, self.record, who)
        return new_explanation.state(self.store, given, who, reason, (name, data))

    def state_uncertainty(
        self,
        part: str,
        half_percent: float | str = "",
        *,
        lower_percent: float | str = "",
        upper_percent: float | str = "",
        grade: str = "",
        place: str = "",
        carrier: str = "",
        gas: str = "",
        year: int | str = "",
        who: str,
        reason: str,
    ) -> Revision:
        """Say how uncertain the activity data, the factor or the emissions of a place are (``new_uncertainty``)."""
        from datasets.city import new_uncertainty

        access.insist(self.store, who, "state_uncertainty", self.id)
        sides = str(half_percent), str(lower_percent), str(upper_percent)
        said = new_uncertainty.NewUncertainty(part, *sides, grade, place, carrier, gas, str(year))
        given = new_uncertainty.uncertainty(self.record, said, reason, who)
        return new_uncertainty.state(self.store, (given,), who, reason)

    def state_uncertainties(self, data: bytes, name: str, who: str, reason: str) -> Revision:
        """Take in a table of uncertainties, all of it or nothing."""
        from datasets.city import new_uncertainty

        access.insist(self.store, who, "state_uncertainties", self.id)
        given = new_uncertainty.from_table(data, name, self.record, who)
        return new_uncertainty.state(self.store, given, who, reason, (name, data))

    def draft_actions(
        self, data: bytes, name: str, answers: Mapping[str, str] | None = None, uploaded: bool = False
    ) -> ActionsDraft:
        """Read and check a list of mitigation actions; nothing is written. ``uploaded``: by the limits of a browser."""
        from datasets.intake.plans import listing
        from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD

        return listing.draft(self.store, data, name, self.id, answers, UPLOAD if uploaded else COMMAND_LINE)

    def actions_effect(self, draft: ActionsDraft) -> ActionsEffect:
        """What committing a list of actions would change."""
        from datasets.city import effects

        return effects.of_actions(self.store, draft)

    def commit_actions(self, draft: ActionsDraft, who: str, reason: str) -> Revision:
        """Put the list of a file in force in the place of the one on file when it was read. Raises Refused, with what
        changed, where another one is by now."""
        from datasets.intake.plans import edited, listing

        access.insist(self.store, who, "commit_actions", draft.city_id)
        return listing.commit(
            self.store,
            draft,
            who,
            reason,
            lambda reader: edited.insist_unchanged(reader, draft.city_id, draft.over, edited.BROUGHT),
        )

    def edited_actions(self, rows: Sequence[Mapping[str, str]]) -> ActionsDraft:
        """Check a list of actions that was typed, by its cells (``COLUMNS`` of a list); nothing is written."""
        from datasets.intake.plans import edited

        return edited.draft(self.id, rows)

    def commit_edited(self, draft: ActionsDraft, base: Sequence[Action], who: str, reason: str) -> Revision:
        """Put a typed list in force in the place of ``base``, the one that it was typed over. Raises Refused, with what
        changed, where another one is on file by now."""
        from datasets.intake.plans import edited, listing

        access.insist(self.store, who, "commit_edited", draft.city_id)
        return listing.commit(
            self.store, draft, who, reason, lambda reader: edited.insist_unchanged(reader, draft.city_id, base)
        )

    def withdraw_target(self, name: str, who: str, reason: str) -> Revision:
        """Take back one of several targets by its name; the others stay."""
        from datasets.city import new_target

        access.insist(self.store, who, "withdraw_target", self.id)
        return new_target.withdraw(self.store, self.id, name, who, reason)

    def remove_samples(self, who: str, reason: str) -> list[Revision]:
        """Take back the sample figures that still count, each revision of them by one more."""
        from datasets.reference import samples

        access.insist(self.store, who, "remove_samples", self.id)
        return samples.remove(self.store, self.id, who, reason)

    @cached_property
    def _all(self) -> Cities:
        from datasets.city.all_cities import Cities

        return Cities(self.store)
