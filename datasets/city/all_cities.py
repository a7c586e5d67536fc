"""All cities of a store together: files that may hold several of them, the whole database, and who is on file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from analytics.text.problems import Refused
from datasets.city import access, figure_codes
from datasets.city.city_people import CityPeople
from datasets.reference import registry
from datasets.reference.naming import find_city
from datasets.store import CityRecord, Revision, Store

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.factors.waste_editions import Wastewater
    from analytics.knowledge.knowledge_entries import KnowledgeEntry
    from analytics.knowledge.matching import Library
    from analytics.partners.candidates import Candidates
    from analytics.partners.peers import Peers
    from datasets.city.bundles import BundleComparison, BundleDraft
    from datasets.city.covenant_duties import ProgrammeDuties
    from datasets.city.examining.examination import Examination
    from datasets.city.programme_standing import Programme
    from datasets.city.rehearsal import CityToFile, SentBack
    from datasets.city.stated_files import StatedFile
    from datasets.city.trace.verification import Verification
    from datasets.intake.drafted import Draft, Effect
    from datasets.intake.excerpt import SheetPart
    from datasets.intake.memory import Remembered
    from datasets.intake.readers.grid import Grid
    from datasets.intake.readers.source import Source
    from datasets.reference.grid_factors import GridFactor
    from datasets.reference.registry import Signatory
    from datasets.store import DraftOwner, SavedDraft
    from datasets.store.chain import Head
    from datasets.store.compacting import Compacted
    from datasets.store.forgetting import Forgotten
    from datasets.store.signatures import Signed

# What only one page or command asks for is imported when it is asked for.


class Cities:
    """What can be asked of all cities of a store and done for them at once. Each act takes the name of who does it.

    A file may hold several cities, or new ones: it is read, checked and committed here.
    """

    code_like = figure_codes.LIKE
    """How the code below a slide or a page of paper looks."""

    def __init__(self, store: Store) -> None:
        """Nothing is read before it is asked for."""
        self.store = store

    @cached_property
    def people(self) -> CityPeople:
        """Who has which role."""
        return CityPeople(self.store)

    # What can be asked

    def records(self) -> list[CityRecord]:
        """Every city on file, by name."""
        return self.store.cities()

    def find(self, name: str, country: str | None = None) -> tuple[list[CityRecord], list[Signatory]]:
        """Every city that a name or id could mean: those on file, and the other signatories of the Covenant.

        Raises Refused for an unknown country, and with near names where nobody bears the name.
        """
        code = None
        if country:
            code = registry.country_code(country)
            if code is None:
                registry.find(name, country)  # refuses the country
        on_file = [city for city in self.records() if code in (None, city.country_code) and _means(city, name)]
        known = {city.city_id for city in on_file}
        bare, code = registry.named(name, code)
        others = [item for item in registry.matches(bare, code) if item.city_id not in known]
        if not on_file and not others:
            registry.find(name, code)  # refuses the name, with the nearest
        return on_file, others

    def by_code(self, code: str) -> tuple[CityRecord, int]:
        """The city and the revision that the code below a slide or a page of paper means ("US-BOS-R3-7F3A").

        Raises Refused where it is no code, and where this database holds something else than what it was made from.
        """
        return figure_codes.read(self.store, code)

    @staticmethod
    def rehearsal(city: CityToFile, form: str) -> tuple[SentBack, ...]:
        """What a portal would send back of the newest inventory of one city (covenant, crf or cdp), each with the page
        on which it is settled."""
        from datasets.city import rehearsal

        return rehearsal.rehearsed(city, form)

    def is_code(self, said: str) -> bool:
        """Whether something typed looks like such a code."""
        return figure_codes.is_code(said)

    @staticmethod
    def figure_titles() -> Mapping[str, str]:
        """What can be edited as a table: by the name of the kind of data its title."""
        from datasets.city import figure_tables

        return figure_tables.titles()

    def programme(
        self,
        revision: int | None = None,
        last: Programme | None = None,
        summed: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> Programme:
        """The standing of every city at once, as it was after ``revision`` (without one: as it is).

        With ``last``, that of an earlier revision, only the cities are read that were touched since; one of a later
        revision says nothing of an earlier one and is not used. Without it, the one beside the database
        (``keep_programme``) is gone on from. ``summed`` is told of how many cities a first reading
        added up the inventories, and of how many there are, and may end it by raising.
        """
        from datasets.city import overview, overview_kept, renewal

        moment = self.store.moment()
        with self.store.reader(moment.revision if revision is None else revision) as reader:
            last = last or overview_kept.read(self.store.path, reader)
            if last is None or last.revision > reader.as_of:
                return overview.read(reader, summed=summed)
            touched = {city_id for city_id, newest in moment.touched.items() if newest > last.revision}
            return renewal.renewed(last, reader, touched)

    def keep_programme(self, found: Programme) -> None:
        """Put the standing of every city beside the database, so that the next start reads only what was touched since.
        Anybody may delete the file; it counts for this ledger and this edition of the program alone."""
        from datasets.city import overview_kept

        if self.store.path != ":memory:":
            with self.store.reader() as reader:
                overview_kept.write(self.store.path, found, reader)

    def duties(self, found: Programme, on: str | None = None) -> ProgrammeDuties:
        """What the cities of a programme owe the Covenant by when, as of the day ``on`` (2026-11-27, today without)."""
        from datetime import UTC, date, datetime

        from datasets.city import covenant_duties

        today = date.fromisoformat(on) if on else datetime.now(UTC).date()
        with self.store.reader(found.revision) as reader:
            return covenant_duties.of_programme(reader, found, today)

    def read_statements(self, data: bytes, name: str, city: str | None = None) -> StatedFile:
        """Read a table of hazards, goals, actions and the like, our own or CDP's of 2021 of hazards; nothing is
        written. Rows that name no city are those of ``city``."""
        from datasets.city import stated_files

        of_city = find_city(city, self.store.cities()).city_id if city else None
        with self.store.reader() as reader:
            return stated_files.read(reader, data, name, of_city)

    def state_statements(self, found: StatedFile, who: str, reason: str) -> Revision:
        """Put in force what such a table holds."""
        from datasets.city import stated_files

        access.insist(self.store, who, "state_statements", *found.cities)
        return stated_files.commit(self.store, found, who, reason)

    def knowledge_entries(self, revision: int | None = None) -> tuple[KnowledgeEntry, ...]:
        """Every entry of knowledge, without what finds them by words, which takes a hundred times as long to make."""
        from datasets.city import knowledge_room

        with self.store.reader(revision) as reader:
            return knowledge_room.entries(reader)

    def knowledge(self, revision: int | None = None) -> Library:
        """Every entry of knowledge, what ships and what cities put on file, with what finds them by words."""
        from datasets.city import knowledge_room

        with self.store.reader(revision) as reader:
            return knowledge_room.library(reader)

    def plans(self, revision: int | None = None) -> Library:
        """What cities plan, by their own estimate, with what finds it by words."""
        from datasets.city import knowledge_room

        with self.store.reader(revision) as reader:
            return knowledge_room.plans(reader)

    def candidates(self, revision: int | None = None, sectors: bool = False) -> Candidates:
        """Every city that could be a partner as columns: those on file, the signatories of the Covenant and those that
        told CDP; with ``sectors`` the profiles of those on file are read, too."""
        from datasets.city import partner_search

        with self.store.reader(revision) as reader:
            return partner_search.candidates(reader, sectors)

    def peers(self, city: str, trait: str = "continent", revision: int | None = None) -> Peers:
        """Where a city, by id or name, stands among those of its size that published a total, in two groups by a
        ``trait``."""
        from datasets.city import partner_search

        with self.store.reader(revision) as reader:
            return partner_search.peers(reader, city, trait)

    def read_bundle(self, data: bytes, name: str, *, uploaded: bool = False) -> BundleDraft:
        """Read the bundle of a city and hold it against what is on file; nothing is written. ``uploaded``: by the
        limits of a browser."""
        from datasets.city import bundles
        from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD

        return bundles.read(self.store, data, name, UPLOAD if uploaded else COMMAND_LINE)

    def open_bundle(
        self, draft: BundleDraft, who: str, reason: str, decided: Mapping[str, str] | None = None
    ) -> Revision | None:
        """Add what a bundle brings behind what is on file, whole or not at all; None where it brings nothing.
        ``decided`` says of each contradiction ("all": of all others) whether "mine" or "theirs" counts."""
        from datasets.city import bundles

        access.insist(self.store, who, "open_bundle", draft.city.city_id)
        return bundles.open_bundle(self.store, draft, who, reason, decided)

    @staticmethod
    def compare_bundles(
        left: tuple[bytes, str], right: tuple[bytes, str], *, uploaded: bool = False
    ) -> BundleComparison:
        """Two bundles of one city beside each other, each with the name of its file; nothing is written."""
        from datasets.city import bundles
        from datasets.intake.own_files import bundle_file
        from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD

        limits = UPLOAD if uploaded else COMMAND_LINE
        return bundles.compare(*(bundle_file.read(data, name, limits) for data, name in (left, right)))

    def verification(
        self,
        head: str | None = None,
        step: Callable[[str], None] = lambda _name: None,
        signed_by: Path | None = None,
    ) -> Verification:
        """Whether the ledger is what was committed and every figure follows from its rows; ``head`` is a hash noted
        down earlier, which has to be in the chain; ``step`` is told what is looked at, and may end it by raising;
        ``signed_by`` is the file of a public key whose newest signature has to fit. Raises Refused for one that is
        none."""
        from datasets.city.trace.verification import verify

        return verify(self.store, head, step, signed_by)

    def away(self) -> Sequence[CityRecord]:
        """The cities that were put away, by name."""
        return self.store.register().away

    # The register

    def add_city(self, name: str, country: str, who: str, reason: str) -> Revision:
        """Put a new city on file by its name and country, without a figure."""
        from datasets.city import register_entries

        access.insist(self.store, who, "add_city")
        return register_entries.add(self.store, name, country, who, reason)

    def bring_back(self, city_id: str, who: str, reason: str) -> Revision:
        """Put a city that was put away back on the lists."""
        from datasets.city import register_entries

        access.insist(self.store, who, "bring_back", city_id)
        return register_entries.bring_back(self.store, city_id, who, reason)

    def pairs_to_add(self, data: bytes, name: str) -> tuple[CityRecord, ...]:
        """The cities that a table of pairings names, that are not on file and that ship with the program."""
        from datasets.city import pair_table

        register = self.store.register()
        return pair_table.shipping(data, name, (*register.cities, *register.away))

    def take_pairs(self, city: str, data: bytes, name: str, who: str, reason: str) -> Revision:
        """Put the cities ``pairs_to_add`` on file, each without a figure, then take in the table of the ``city``. What
        ships of these cities may be all that the table holds; they stay where the table is refused."""
        from datasets.city import pair_table, register_entries

        wanted = self.pairs_to_add(data, name)
        if wanted:
            access.insist(self.store, who, "add_city")
        added = register_entries.add_shipped(self.store, wanted, who, reason) if wanted else None
        register = self.store.register()
        speaker = pair_table.Speaker(find_city(city, register.cities), who, register)
        access.insist(self.store, who, "take_pairs", speaker.city.city_id)
        try:
            given = pair_table.from_table(data, name, speaker)
            return pair_table.state(self.store, speaker, given, reason, (name, data))
        except Refused as refusal:
            if added is None or {problem.code for problem in refusal.problems} != {"nothing-new"}:
                raise
            return added

    # Files

    def draft(
        self,
        data: bytes | Source,
        name: str,
        answers: Mapping[str, str] | None = None,
        city: str | None = None,
        year: int | None = None,
        *,
        uploaded: bool = False,
        remembering: bool = False,
        step: Callable[[str], None] = lambda name: None,
    ) -> Draft:
        """Read and check a file; nothing is written. ``answers`` settles what an earlier draft asked; ``city`` and
        ``year`` stand in for columns that the file lacks.

        ``uploaded`` sets the limits of a browser, ``remembering`` uses what earlier files of its kind were answered.
        ``step`` is told what begins. Every problem is in the draft; nothing is raised for what the file holds.
        """
        from datasets.intake import drafting, memory
        from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD

        limits = UPLOAD if uploaded else COMMAND_LINE

        def read(settled: Mapping[str, str]) -> Draft:
            return drafting.draft(self.store, data, name, settled, city, year, limits, step=step)

        settled = dict(answers or {})
        return memory.answered(read, self.store, settled) if remembering else read(settled)

    def remembered(self, draft: Draft) -> Remembered | None:
        """What earlier files of its kind answered of what a draft asks."""
        from datasets.intake import memory

        return memory.recalled(self.store, draft)

    def sheets(self, data: bytes, name: str) -> tuple[Grid, ...]:
        """The sheets of a file as a person sees them."""
        from datasets.intake import excerpt

        return excerpt.grids(data, name)

    def excerpt(
        self,
        sheets: Sequence[Grid],
        draft: Draft,
        marked: Sequence[tuple[str | None, int, str | None]],
        most_rows: int,
        most_columns: int,
    ) -> SheetPart | None:
        """Rows of the file of a draft around the first of some cells (sheet, row, column), with what they were read
        as."""
        from datasets.intake import excerpt

        return excerpt.part(sheets, draft, marked, most_rows, most_columns)

    def examination(self, draft: Draft) -> Examination:
        """What looks doubtful in a draft, beside what is on file."""
        from datasets.city.examining import examination

        return examination.of_draft(self.store, draft)

    def effects(self, draft: Draft) -> list[Effect]:
        """What committing a draft would do to each table, and to baseline and verdict of its city."""
        from datasets.city import effects

        return effects.of_draft(self.store, draft)

    def replaced(self, draft: Draft) -> list[Effect]:
        """The effects on tables that hold figures already; none where a draft waits for more than a reason."""
        from datasets.city import effects

        return effects.replaced(self.store, draft)

    def tables_on_file(self, draft: Draft) -> int:
        """How many tables of a draft come in the place of tables that hold figures already."""
        from datasets.city import effects

        return effects.tables_on_file(self.store, draft)

    def commit(
        self,
        draft: Draft,
        who: str,
        reason: str | None = None,
        *,
        kept: SavedDraft | None = None,
        examined: Examination | None = None,
        looked_at: bool = False,
        seen: bool = False,
        step: Callable[[str], None] = lambda name: None,
    ) -> Revision:
        """Write a draft as one revision, whole or not at all; ``kept`` is what its owner kept it as.

        With ``looked_at``, ``who`` has looked at every large finding in it; ``examined`` holds what was just found,
        else it is looked for. With ``seen``, ``who`` saw what it replaces. Raises Refused for a draft that is not
        ready, for one that waits for that, for one with a repair that fits no longer, and where somebody changed what
        was seen.
        """
        from datasets.city.examining import examination
        from datasets.intake import drafting

        cities = list(dict.fromkeys(slot.city_id for slot in draft.slots))
        access.insist(self.store, who, "commit", *cities)
        if draft.new_cities:
            access.insist(self.store, who, "add_city")
        examined = examined or examination.of_draft(self.store, draft)
        draft = examination.looked_through(draft, examined, who) if looked_at else draft
        newest = self.store.history(cities[0]) if examined.unfitting else ()
        examination.insist(draft, examined, newest)
        return drafting.commit(self.store, draft, who, reason, step, kept, seen)

    # Files to take away

    def grid_factors(
        self, country: str, area: str | None = None, year: int | None = None, gwp: str = "AR5"
    ) -> tuple[GridFactor, ...]:
        """Published electricity factors of grids, states and provinces, to state as a city's own where they fit."""
        from datasets.reference import grid_factors

        return grid_factors.of(country, area, year, gwp)

    def wastewater(
        self, people: float, bod_g: float, protein_kg: float, plant: str = "secondary", region: str = "Europe"
    ) -> dict[str, Wastewater]:
        """The gases of domestic wastewater in t by each edition of the IPCC, and their difference: ``bod_g`` in g per
        inhabitant and day, ``protein_kg`` in kg per inhabitant and year."""
        from analytics.factors import waste_editions
        from datasets.reference import waste_parameters

        by = {
            edition: waste_editions.domestic(
                people, bod_g * 1e-6, protein_kg * 1e-3, waste_parameters.treatment(edition, plant, region)
            )
            for edition in waste_editions.EDITIONS
        }
        return {**by, "difference": waste_editions.differences(by)}

    def template(self, language: str, city: str | None = None, year: int | None = None) -> bytes:
        """The workbook to fill in, with ``city`` and ``year`` where they are given."""
        from datasets.exports.template import template

        return template(language, city, year)

    def marked(self, data: bytes, draft: Draft, say: Callable[[str], str] = str) -> bytes:
        """The file of a draft as a workbook with a mark at each cell that wants repair; ``say`` translates."""
        from datasets.exports.marked import marked

        return marked(data, draft.name, draft.problems, say)

    def rejected(self, data: bytes, draft: Draft, say: Callable[[str], str] = str, language: str = "en") -> bytes:
        """The rows of the file of a draft that were not taken, as CSV."""
        from datasets.exports.rejected import rejected

        return rejected(data, draft.name, draft, say, language)

    # Files that are left unfinished: each is its owner's alone, and counts for nothing

    def keep_draft(
        self,
        owner: DraftOwner,
        name: str,
        data: bytes,
        answers: Mapping[str, str],
        city: str | None = None,
        year: int | None = None,
    ) -> SavedDraft:
        """Keep a file and the answers given so far, for its owner alone."""
        from datasets.intake import unfinished

        return unfinished.save(self.store, owner, name, data, answers, city, year)

    def kept_drafts(self, owner: DraftOwner) -> Sequence[SavedDraft]:
        """The files that an owner has left unfinished, the newest first."""
        from datasets.intake import unfinished

        return unfinished.listed(self.store, owner)

    def kept_draft(self, owner: DraftOwner, draft_id: str) -> tuple[SavedDraft, bytes]:
        """One of them with the bytes of its file."""
        from datasets.intake import unfinished

        return unfinished.opened(self.store, owner, draft_id)

    def discard_draft(self, owner: DraftOwner, draft_id: str) -> None:
        """Give one of them up."""
        from datasets.intake import unfinished

        unfinished.discard(self.store, owner, draft_id)

    # The whole database

    def undo(self, revision: int, who: str, reason: str) -> Revision:
        """Put back what counted before a revision, by one more."""
        cities = self.store.cities_of(revision)
        access.insist(self.store, who, "undo", *cities)
        access.insist_on_undoing(self.store, who, revision, cities)
        return self.store.undo(revision, who, reason)

    @staticmethod
    def edition() -> int:
        """The edition of the tables that this program keeps its data in."""
        from datasets.store.database import SCHEMA_VERSION

        return SCHEMA_VERSION

    def load_samples(self, who: str) -> None:
        """Give an empty database the sample cities."""
        from datasets.reference import samples

        access.insist(self.store, who, "load_samples")
        samples.add(self.store)

    def backup(
        self, path: Path, who: str, replace: bool = False, step: Callable[[str], None] = lambda _name: None
    ) -> str:
        """Write a verified copy of everything to ``path``. Returns the hash that its chain ends with. ``step`` is told
        "copy" and "check", again and again, and may end it by raising."""
        access.insist(self.store, who, "backup")
        return self.store.backup(path, replace, step)

    def sign(self, key: Path, who: str, new: bool = False) -> Signed:
        """Sign the newest revision, and by its hash all before it, with the private key in a file: a line in the list
        of commits beside the database. A ``new`` one is made at that path first. Returns what was signed. Raises
        Refused where there is no such key, others may read it, or the ledger is not what was committed."""
        from datasets.store import signatures

        access.insist(self.store, who, "sign")
        if new:
            signatures.make_key(key)
        private = signatures.private_key(key)
        with self.store.reader() as reader:
            return signatures.sign(reader.sound_head(), reader.links(), self.store.heads, private)

    @staticmethod
    def restore(copy: Path, database: Path, who: str, replace: bool = False, reason: str | None = None) -> str:
        """Put a backup in the place of a database that no program has open. Returns the hash that its chain ends with.

        ``reason`` says why commits are given up that the backup lacks; without them none is needed.
        """
        from datasets.store import backup

        access.insist(None, who, "restore")
        return backup.restore(copy, database, replace, reason)

    @staticmethod
    def move(database: Path, to: str, who: str) -> Head:
        """Take the whole ledger of a database that no program has open to a server ("postgresql://..."), which the
        database follows from then on, or that of the server which it follows to a file of its own. Returns its head."""
        from pathlib import Path as File

        from datasets.store import creation, location
        from datasets.store.chain import Head as Moved

        access.insist(None, who, "move")
        creation.existing(database)
        to_server = to.startswith(("postgresql:", "postgres:"))
        with Store(database, followed=None if to_server else location.ledger()) as store:
            if to_server:
                return store.found_ledger(to)
            sha256 = store.backup(File(to))
            return Moved(store.newest_revision(), sha256)

    @staticmethod
    def compact(database: Path, who: str, step: Callable[[str], None] = lambda _name: None) -> Compacted:
        """Write a database that no program has open anew, with the rows of each city together. Returns what it took
        before and after; ``step`` as for ``backup``."""
        from datasets.store import compacting

        access.insist(None, who, "compact")
        return compacting.compact(database, step)

    @staticmethod
    def forget(database: Path, address: str, who: str, step: Callable[[str], None] = lambda _name: None) -> Forgotten:
        """Erase whose the pseudonyms of an address are, of a database that no program has open; ``step`` as for
        ``backup``."""
        from datasets.store import forgetting

        access.insist(None, who, "forget")
        return forgetting.forget(database, address, step)

    @staticmethod
    def accept_head(database: Path, who: str, reason: str) -> Head:
        """Go on with a database as it stands, although it lacks commits that its list tells of."""
        from datasets.store import backup

        access.insist(None, who, "accept_head")
        return backup.accept(database, reason)


def _means(city: CityRecord, name: str) -> bool:
    try:
        return find_city(name, [city]) is city
    except Refused:
        return False
