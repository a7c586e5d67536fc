"""Taking in a file: read -> map -> check -> review -> commit. Nothing is written before the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Thread

from analytics import dimensions
from analytics.text import given_reasons
from analytics.text.code_pages import CODE_PAGES
from analytics.text.digits import whole
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.intake import corrections, layouts, memory, readers
from datasets.intake.checking import printed_figures, tidy
from datasets.intake.checking.stated import UNKNOWN, Stated
from datasets.intake.drafted import Draft, DraftInventory
from datasets.intake.layouts import long_columns, titled_figures
from datasets.intake.layouts.city_titles import Known, titled
from datasets.intake.layouts.long_layout import dated, units_beside_names, units_of_parts
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.questions import LEAVE_FILE_OUT, answerable
from datasets.intake.own_files import own_tables
from datasets.intake.readers import delimited, isolated_text
from datasets.intake.readers.encoding import ENCODING
from datasets.intake.readers.limits import COMMAND_LINE, Limits
from datasets.intake.readers.source import Source, give_back
from datasets.intake.readers.text_table import TextTable
from datasets.reference import naming, registry
from datasets.reference.samples import accounts, register
from datasets.store import AboutRow, AccountRow, CityRecord, Reader, Revision, SavedDraft, Store, Submission
from datasets.store.kinds.city_pairings import TABLE_COLUMNS
from datasets.store.kinds.grades import KIND as GRADES
from datasets.store.kinds.grades import Grade, counting, table_of

_OF_PAIRS = block(
    "table-of-pairings",
    Sentence("a table of pairings"),
    "an inventory",
    "This is a table of pairings: bring it on the page Pairs. Nothing of it is read here.",
)
_OF_A_RELEASE = block(
    "whole-release",
    ", ".join(registry.WORKBOOKS),
    "an inventory",
    "Whole releases of the JRC or of national statistics are read by `python -m datasets published`.",
)
# Translators: stands in the place of the answers that somebody gave
NO_ANSWER = Sentence("none")
Step = Callable[[str], None]
"""What is told the name of each step as it begins."""

TEMPLATE_CSV = """\
city,year,sector,label,carrier,scope,value,unit,notation_key,population,gwp_set,approach,source
Turin,2019,residential,Residential,natural_gas,1,1424218,MWh,,,,,"Climate City Contract, table A-1.1"
Turin,2019,residential,Residential,electricity,2,856614,MWh,,,,,"Climate City Contract, table A-1.1"
Turin,2019,industry_ets,Industry in the ETS,natural_gas,1,,MWh,NE,,,,"Climate City Contract, table A-1.1"
"""


def draft(
    store: Store,
    data: bytes | Source,
    name: str,
    answers: Mapping[str, str] | None = None,
    city: str | None = None,
    year: int | None = None,
    limits: Limits = COMMAND_LINE,
    step: Step = lambda name: None,
) -> Draft:
    """Read and check a file. ``answers`` settles the questions of an earlier draft; ``city`` and ``year`` stand in for
    columns that the file lacks; ``limits`` are those of an upload where the file comes through the browser; ``step``
    is told what begins: read, then check. Every problem is in the draft; nothing is raised for what the file holds."""
    settled = dict(answers or {})
    source = data if isinstance(data, Source) else Source(data)
    if name.startswith(registry.WORKBOOKS):
        return Draft(name, source.sha256, "unknown", (), (), (_OF_A_RELEASE,), 0, 0, 0, 0, (), settled)
    city, year = city or settled.get("city"), year if year is not None else whole(settled.get("year", ""))
    step("read")
    if source.long:  # the units are made meanwhile: reading leaves some of a second core idle
        Thread(target=dimensions.registry, name="units", daemon=True).start()
    on_file = {item.city_id: item for item in store.cities()}
    known = {item.city_id: item for item in register()} | on_file
    told = settled | ({"year": str(year)} if year else {}) | ({"city": city} if city else {})
    sheet, layout, problems = _opened(source, name, told, limits, (partial(naming.named, list(known.values())), city))
    sha256 = source.sha256
    if isinstance(sheet, delimited.Unread):
        return Draft(name, sha256, "unknown", (), (), (*problems,), sheet.rows_in, 0, sheet.rows_in, 0, (), settled)
    if {*TABLE_COLUMNS} <= {column.strip().casefold() for column in sheet.header}:
        return Draft(name, sha256, "unknown", (), (), (_OF_PAIRS,), 0, 0, 0, 0, (), settled)
    if layout is None or not layout.origins.made:
        sheet = titled_figures.with_carrier(sheet, told)
    step("check")
    signature = memory.signature(sheet.header, layout)
    brought = {**accounts(), **store.register().accounts}
    read = tidy.read(sheet, name, settled, list(known.values()), city, year, layout, brought)
    if LEAVE_FILE_OUT in settled.values():
        nothing = _nothing_left(read.rows_in, settled)
        rows = (read.rows_in, 0, 0, read.rows_in)
        return Draft(name, sha256, read.layout, read.matches, read.unused, (nothing,), *rows, (), settled)
    new_cities = tuple(replace(item, sample=False) for item in read.cities if item.city_id not in on_file)
    problems += [*read.problems, *registry.told(new_cities), *_put_away(store, new_cities)]
    del sheet  # what is still needed of a long one stands in ``read.rows``
    if source.long:
        give_back()
    committed, inventories, as_of = _beside(store, read, sha256, settled, problems)
    if read.imported == 0 and all(problem.severity == "warn" for problem in (*problems, *committed)):
        problems.append(_nothing_left(read.rows_in, settled))
    return Draft(
        name=name,
        sha256=sha256,
        layout=read.layout,
        mapping=read.matches,
        unused=read.unused,
        problems=tuple(answerable(problem, LEAVE_FILE_OUT) for problem in (*problems, *committed)),
        rows_in=read.rows_in,
        imported=read.imported,
        rejected=read.rejected,
        ignored=read.ignored,
        inventories=inventories,
        answers=settled,
        rows=read.rows,
        slots=read.slots,
        population=read.population,
        new_cities=new_cities,
        accounts=tuple(
            AccountRow(city_id, account)
            for account, city_id in sorted(read.accounts.items())
            if brought.get(account) != city_id
        ),
        totals=read.totals,
        about=read.about,
        grades=(*read.grades, *_ungraded(store, read)),
        rejected_rows=read.rejected_rows,
        of_cells=layout is not None and layout.of_cells,
        sheets=tuple(dict.fromkeys(filter(None, layout.origins.sheets))) if layout else (),
        origins=layout.origins if layout else None,
        signature=signature,
        as_of=as_of,
    )


def _nothing_left(rows: int, answers: Mapping[str, str]) -> Problem:
    """That no row of a file is left to commit, with the answers that left them out."""
    given = "; ".join(f"{key} = {answer}" for key, answer in answers.items())
    return block(
        "nothing-left",
        Sentence("none of {rows} rows left; the answers are: {answers}", rows=rows, answers=given or NO_ANSWER),
        "at least one row with a figure",
        "Change the answer that leaves the rows out.",
    )


def _put_away(store: Store, new_cities: Sequence[CityRecord]) -> Iterator[Problem]:
    """That a file is of a city that was put away: its figures would count nowhere."""
    away = {city.city_id: city for city in store.register().away} if new_cities else {}
    for city in new_cities:
        if city.city_id in away:
            yield block(
                "city-away",
                Sentence("figures of {city}, which was put away", city=away[city.city_id].name),
                "a city that is listed",
                "Bring the city back first, under Figures.",
            )


def _ungraded(store: Store, read: tidy.Tidy) -> Iterator[Grade]:
    """Of each table that is graded on file and not in this one, that nothing in it is graded any more."""
    graded = {(grade.city_id, *table_of(grade)) for grade in read.grades}
    on_file = store.register().of(GRADES)
    before = {(city_id, *table_of(grade)) for city_id, held in on_file.items() for grade in counting(held)}
    for slot in read.slots:
        if tuple(slot) in before - graded:
            yield Grade(*slot, "", "", None, None, None, "activity", "")


def _opened(
    source: Source, name: str, answers: Mapping[str, str], limits: Limits, place: tuple[Known, str | None]
) -> tuple[TextTable | delimited.Unread, layouts.Layout | None, list[Problem]]:
    """The file as a long table: split at once where it is one, by way of its grids where it has another layout.
    ``place`` is what finds the cities that titles name, and the city that was named for the file."""
    plain: TextTable | delimited.Unread = delimited.Unread(0)
    problems: list[Problem] = []
    kind = readers.kind(source.head if source.long else source.whole, name)
    if source.long and kind != "delimited":  # what it is may stand at its end
        kind = readers.kind(source.whole, name)
    if kind == "delimited" and answers.get(ENCODING) in CODE_PAGES:
        source = Source(source.whole.decode(answers[ENCODING], errors="replace").encode())
    if kind in ("delimited", "empty"):
        plain, problems = isolated_text.read(source, name, KNOWN_WORDS, limits, answers.get("header-row"))
        if isinstance(plain, TextTable):
            problems += own_tables.asked(plain, answers)
            plain = units_of_parts(units_beside_names(own_tables.as_it_was(plain)))
            plain = long_columns.parted(plain)
            if plain.dialect.delimiter != ",":
                plain = long_columns.with_remarks(plain)
        if isinstance(plain, TextTable) and (one := layouts.one_cell(plain.header, plain.dialect.header_row)):
            return delimited.Unread(len(plain.rows)), None, [one]
        if isinstance(plain, delimited.Unread):
            return plain, None, problems
        if layouts.plain(plain, answers):
            table = _titled(plain, answers, place)
            every = long_columns.melted_text(table, answers)
            return (every.sheet, every, problems) if every else (table, None, problems)
    grids, told = readers.grids(source.whole, name, KNOWN_WORDS, limits)
    if any(problem.severity == "block" for problem in told):
        return delimited.Unread(0), None, told
    if not any(problem.code == "held-back" for problem in problems):
        problems += own_tables.asked(grids, answers)
    grids = own_tables.grids_as_they_were(grids)
    found = layouts.recognise(grids, answers, *place)
    if isinstance(found, layouts.Layout) and (not found.plainly or isinstance(plain, delimited.Unread)):
        used = set(found.origins.sheets)
        shown = [problem for problem in told if problem.code != "hidden-sheet" or problem.sheet in used]
        return found.sheet, found, [*shown, *problems]
    if isinstance(plain, TextTable):
        return _titled(plain, answers, place), None, problems
    waiting = found if isinstance(found, layouts.Unsettled) else layouts.Unsettled([], 0)
    return delimited.Unread(waiting.rows), None, [*told, *waiting.problems]


def _titled(plain: TextTable, answers: Mapping[str, str], place: tuple[Known, str | None]) -> TextTable:
    """A delimited table with what the titles above it say of all its rows: city, year, where none was named for the
    file, and scope."""
    table = titled(plain, *place)
    return titled_figures.scoped(table if "year" in answers else dated(table))


def _beside(
    store: Store, read: tidy.Tidy, sha256: str, answers: Mapping[str, str], problems: Sequence[Problem]
) -> tuple[list[Problem], tuple[DraftInventory, ...], int]:
    """What is on file beside the tables of a file: what was committed before, which of them are baselines, and the
    newest revision. What would be removed can be told once none of the ``problems`` is open."""
    settled = all(problem.severity == "warn" for problem in problems)
    with store.reader() as reader:
        targets = reader.register.targets
        base_years = {(city, target.base_year) for city, mine in targets.items() for target in mine}
        kinds = {True: "baseline", False: "monitoring"}
        inventories = tuple(
            DraftInventory(**item, kind=kinds[(item["city_id"], item["year"]) in base_years])
            for item in read.inventories
        )
        told = corrections.told(reader, sha256, read.slots, read.rows if settled else None, answers)
        return told, inventories, reader.newest_revision()


def commit(
    store: Store,
    draft: Draft,
    author: str,
    reason: str | None,
    step: Step = lambda name: None,
    kept: SavedDraft | None = None,
    seen: bool = False,
) -> Revision:
    """Write a draft as one revision, whole or not at all. Raises Refused for one that is not ready, and where it was
    ``kept`` for its owner and is so no longer; where its author has ``seen`` what it replaces, also for a table that
    somebody changed since. ``step`` is told when the commit begins."""
    insist(draft)
    step("commit")
    given = reason or draft.answers.get("reason") or ""
    if given.strip():
        given_reasons.insist(given, Sentence("no reason"), Sentence("Say in a few words why the file is taken in."))

    def check(reader: Reader) -> None:
        """Somebody may have committed the same year since the draft was made."""
        if reader.newest_revision() == draft.as_of:
            return
        since = corrections.told(reader, draft.sha256, draft.slots, draft.rows, {"reason": given})
        asked = [problem for problem in since if problem.severity == "ask"]
        if seen and not asked:
            asked = corrections.meanwhile(reader, draft.slots, draft.as_of)
        if asked:
            raise Refused(*asked)

    return store.commit(submission(draft, author, given), check, kept)


def insist(draft: Draft) -> None:
    """Raise Refused, with what stands in the way, for a draft that is not ready to be committed."""
    if not draft.ready:
        raise Refused(*(problem for problem in draft.problems if problem.severity in ("block", "ask")))


def submission(draft: Draft, author: str, reason: str | None) -> Submission:
    """What a draft gives to the ledger, with who commits it and why."""
    about = dict.fromkeys((slot.city_id, slot.year, slot.method) for slot in draft.slots)
    return Submission(
        rows=draft.rows,
        row_count=draft.imported,
        author=author,
        layout=draft.layout,
        reason=reason or None,
        file_name=draft.name,
        file_sha256=draft.sha256,
        population=draft.population,
        about=[_about(draft, *key) for key in about],
        new_cities=draft.new_cities,
        accounts=draft.accounts,
        answers={question: answer for question, answer in draft.answers.items() if question != "reason"},
        mappings=memory.rows(draft),
        printed=tuple(printed_figures.rows(draft.totals, draft.slots)),
        left_out=tuple(printed_figures.left_out(draft.problems)),
        brings={GRADES.name: draft.grades} if draft.grades else {},
    )


def _about(draft: Draft, city_id: str, year: int, method: str) -> AboutRow:
    """What an inventory says of itself; the answers stand only where the file is silent."""
    said = draft.about.get((city_id, year, method), Stated())
    approach = said.approach or draft.answers.get("approach", UNKNOWN)
    return AboutRow(city_id, year, method, approach, said.gwp_set or draft.answers.get("gwp", UNKNOWN), "")
