"""The front door: every name that `datasets` offers, in examples that a test runs from top to bottom."""

from pathlib import Path

from analytics.pairs.twin import Twin, twin
from analytics.vocabulary import Measure
from datasets import (
    ActionsDraft,
    ActionsEffect,
    AdaptationRoom,
    BundleDraft,
    CarrierFactor,
    CellChange,
    Cities,
    City,
    CityDuties,
    CityLine,
    CityRecord,
    CityReport,
    Draft,
    DraftInventory,
    DraftOwner,
    Drivers,
    Effect,
    EnergyRoom,
    Examination,
    Examples,
    Exported,
    FactorTable,
    FactorUse,
    FigureEdit,
    FramesServed,
    GdpRow,
    InnovationRoom,
    NewTarget,
    Numbers,
    Outlook,
    Programme,
    Refused,
    RegionOnFile,
    Revision,
    SavedDraft,
    SheetPart,
    SheetRow,
    ShownCell,
    Slot,
    Store,
    Uncertainty,
    Value,
    Verification,
    Worked,
    access,
    database,
    finding,
    load_national,
    load_release,
    open_store,
    pair_room,
    signatory_answers,
)
from datasets.rest import rest_answer

# A store, its cities, and one of them:
print(database())  # the file that is opened where none is named
store: Store = open_store(":memory:")
everyone = Cities(store)
known: list[CityRecord] = everyone.records()
boston = City(store, "Boston")  # an id or a name; City(store, "Boston", revision=5, gwp="AR6") reads otherwise
turin = City(store, "Turin")
try:
    City(store, "Bostn").report()
except Refused as refusal:
    print(refusal.problems[0].choices)  # the nearest names

# What can be asked of a city. Each reading can be kept (`keep`), as the dashboard does in one place for all of
# them.
report: CityReport = boston.report()  # inventories, targets, verdicts
print(report.leading.verdict, report.judged("2050").gap_t, boston.flips().sentence)
drivers: Drivers = boston.drivers(2010, 2019)
outlook: Outlook = boston.outlook(scenario="held")
print(*boston.passport("total").lines(5), sep="\n")  # a figure down to the rows of its file, each step with its formula
print(boston.breakdown(Measure.EMISSIONS, 2019).sectors)
examples: Examples = turin.examples(2019)
worked: Worked = next(iter(examples.by_formula.values()))
factors: FactorTable = turin.factor_table(2019, "covenant")
first: CarrierFactor = factors.rows[0]
used: FactorUse = turin.factors(2019)[0]
doubtful: Examination = turin.findings()
stated: list[Uncertainty] = list(turin.uncertainties())  # turin.unexplained() are the places that ask for a reason
revisions: list[Revision] = boston.history()
table: Slot = revisions[0].slots[0]  # one table of one inventory
room: pair_room.PairRoom = boston.pairs.room("Lyon")  # pairings, milestones, promises, notes
print(room.topics, *(one.what for one in room.milestones))
twins: Twin = twin(boston.twin_side(), turin.twin_side())  # both restated to what both report
print(twins.comparability.score, *twins.comparison.refused)
owed: CityDuties = turin.duties("2026-11-27")  # each with its rule and its date, and the phases of the three pillars
print(owed.next.due if owed.next else "nothing to come", len(owed.past))
for pillar in owed.pillars:  # its phases, its next duty, those that are past, and the first phase that lacks something
    print(pillar.pillar, pillar.next, pillar.lacks and pillar.lacks.missing)
as_table: bytes = boston.statements_file("hazard", "goal")  # a table that everyone.read_statements reads again
faced: AdaptationRoom = boston.adaptation()  # hazards, climate facts, goals and actions
print(*(f"{one.number} {one.code} {one.probability or 'not stated'}" for one in faced.named))
supplied: EnergyRoom = turin.energy()  # figures of energy access, those of wider areas apart, goals and measures
print(*(one.indicator for one in supplied.own), *(f"{one.name}, {one.area}" for one in supplied.context))
regional: InnovationRoom = boston.innovation.room()  # regions with strategies, clusters and value chains; projects
norte: RegionOnFile | None = regional.other("PT11")
print([one.priority for one in norte.newest.priorities] if norte and norte.newest else "no strategy on file")
frames: FramesServed = boston.innovation.served()  # by a tag, or by a rule that is told as such
print(frames.of("SDG 13"), boston.innovation.to_cut())
values: list[Value] = boston.rows()["value"].to_pylist()
file: Exported = boston.export("long")
whole: Exported = boston.export("bundle")  # everything that was ever committed of it, for another installation
numbers = Numbers("Rows", {"t": values})  # what is saved below a chart, as CSV or XLSX
print(len(numbers.csv()), len(file.content))

# What can be done. Each act takes who acts and asks `datasets/city/access.py`:
draft: Draft = boston.draft(file.content, "boston.csv")
inventory: DraftInventory = draft.inventories[0]
effect: Effect = everyone.effects(draft)[0]  # found by doing it and rolling it back
added = boston.commit(draft, who="Ada")
boston.undo(added.revision, who="Ada", reason="the same figures")
gdp = {"gdp": {2005: 100, 2019: 120}, "gdp_unit": "million", "gdp_currency": "USD", "gdp_price_year": "2015"}
boston.state_target(NewTarget(2005, 2035, reduction_percent=60, **gdp), who="Ada", reason="a vote")
row: GdpRow = boston.gdp()[0]
promise = {"partner": "Lyon", "who": "Transport Department", "what": "send the counts", "due": "2027-03"}
boston.pairs.state("promise", promise, who="Ada", reason="the meeting of May")
table = boston.figures("population")  # any of boston.figure_titles()
again = table.merged(table.file(), "people.csv")  # as CSV, and as an edit of what is on file
counted = FigureEdit("population", table.rows, ({**table.rows[0], "inhabitants": 676000}, *table.rows[1:]))
change_told = boston.figures_effect(counted)
print(*change_told.changes, *change_told.doubts)
boston.state_figures(counted, who="Ada", reason="a census")
days = turin.figures("degree_days").stating(
    {"first_year": "2019", "last_year": "2019", "hdd": "2100", "base": "15", "source": "Eurostat"}
)
print(len(days.rows), turin.figures("degree_days").like({"first_year": "2019"}))
plan: ActionsDraft = turin.draft_actions(
    b"id,name,sector,start,end,status\nA1,PV,residential,2022,2026,decided", "plan.csv"
)
change: ActionsEffect = turin.actions_effect(plan)
turin.commit_actions(plan, who="Ada", reason="the plan")

# Where people sign in, whoever acts is an `access.Person`, and what they may do follows from their role:
machine = access.SystemUser("root")  # who gives a command is limited by no role
everyone.people.give("ada@example.org", "analyst", "Turin", who=machine, reason="she keeps the figures")
ada = access.Person("Ada@example.org")
print(access.may(store, ada, "commit", turin.id), access.may(store, ada, "commit", boston.id))

# What another program asks by HTTP is answered without a server, too:
told = rest_answer(store, machine, "GET", "cities/Turin/status", {"year": ["2019"]})
print(told.status, told.values["latest"]["year"])

# What concerns all cities at once:
programme: Programme = everyone.programme()
line: CityLine = programme.line(0)
owner = DraftOwner("machine:ada", boston.id)
kept: SavedDraft = everyone.keep_draft(owner, "boston.csv", file.content, {})  # left unfinished, its owner's alone
sheet: SheetPart | None = everyone.excerpt(everyone.sheets(file.content, "boston.csv"), draft, [], 12, 7)
second: SheetRow = sheet.rows[1]  # each cell with what it was taken for, and the question that changes it
taken: ShownCell = second.cells[0]
changed: tuple[CellChange, ...] = everyone.effects(everyone.draft(file.content, "boston.csv"))[0].cells
sound: Verification = everyone.verification()
bundle: BundleDraft = everyone.read_bundle(whole.content, "boston.zip")  # beside what is on file: nothing is written
print(len(bundle.new), bundle.changes, bundle.contradictions)  # none new: it is from here
everyone.open_bundle(bundle, who="Ada", reason="from the partner")

# What others published of a signatory that brought no file, and the one search over all of them:
found, how_many = finding.found("Padova", everyone.records())
padova = signatory_answers.of(finding.signatory(found[0].city_id))  # a dated statement, a needed pace, a promise ...
print(padova.answer, padova.sentence, padova.limit, *padova.sources)
try:  # newer tables take the place of those that ship, whole or not at all
    load_release(Path("jrc"))
    load_national("sweden", Path("sweden.csv"))
except Refused as refusal:
    print(refusal)
