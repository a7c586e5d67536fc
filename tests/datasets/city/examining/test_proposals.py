"""A repair that a finding proposes: it is an answer of the draft, changes the cells it names and no others, counts with
its revision, and is told where it fits no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from analytics.text.problems import Refused
from datasets import Cities, City
from datasets.city.examining import examination, proposals
from datasets.intake.checking import repaired_cells
from datasets.intake.drafted import Draft
from datasets.reference.samples import open_store
from datasets.store import Store

HEADER = "city,year,sector,carrier,scope,value,unit,method"
HOMES = ("residential", "tertiary", "industry_non_ets", "private_transport", "municipal_buildings", "waste")


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as empty:
        yield empty


def of_year(year: int, **others: float) -> list[str]:
    """Emissions of a city by sector in t: the middle ones of a middle-sized city, apart from ``others``."""
    usual = dict(zip(HOMES, (712008.3, 524538.1, 329712.7, 582616.8, 54311.2, 41007.9), strict=True))
    moved = {name: 1 + (year * (place + 3) % 7) / 90 for place, name in enumerate(HOMES)}
    amounts = {name: round(value * moved[name], 1) for name, value in usual.items()} | others
    return [f"Turin,{year},{name},,,{value!r},t CO2,covenant" for name, value in amounts.items()]


def drafted(store: Store, rows: list[str], answers: dict[str, str] | None = None) -> Draft:
    data = "\n".join([HEADER, *rows, ""]).encode()
    return Cities(store).draft(data, "file.csv", {"reason": "a correction", "gwp": "unknown", **(answers or {})})


def values(draft: Draft) -> list[float]:
    assert draft.table is not None
    return list(draft.table["value"].to_pylist())


def committed(store: Store, *years: int, who: str = "Ada", **others: float) -> None:
    for year in years:
        Cities(store).commit(drafted(store, of_year(year, **others)), who)


def slip(store: Store) -> tuple[list[str], Draft, str, str]:
    """A file in which the figure of the homes is in kilograms, beside years on file; its draft, and the repair."""
    committed(store, 2015, 2016, 2017)
    rows = of_year(2018, residential=708889703.73015)
    draft = drafted(store, rows)
    assert draft.ready, draft.problems
    examined = Cities(store).examination(draft)
    question, answer = next(found for item in examined.findings if (found := examined.repair(item)))
    return rows, draft, question, answer


@pytest.mark.longer("a ledger of its own")
def test_a_thousandfold_figure_is_repaired_in_its_own_cell_alone(store: Store) -> None:
    rows, draft, question, answer = slip(store)
    (cell,) = repaired_cells.read(answer)
    assert (cell.row, cell.column, cell.old) == (2, "value", 708889703.73015)
    assert cell.new == pytest.approx(708889.70373015, rel=1e-15)
    repaired = drafted(store, rows, {question: answer})
    assert repaired.ready
    assert values(repaired)[0] == cell.new
    assert values(repaired)[1:] == values(draft)[1:]
    assert (repaired.rows_in, repaired.imported) == (draft.rows_in, draft.imported)
    examined = Cities(store).examination(repaired)
    assert examined.repaired.keys() == {question}
    assert examined.unfitting == ()
    assert not examined.holding(repaired.answers)


def test_what_is_repaired_counts_stays_with_its_revision_and_is_verified(store: Store) -> None:
    rows, _draft, question, answer = slip(store)
    revision = Cities(store).commit(drafted(store, rows, {question: answer}), "Ada")
    assert store.revision(revision.revision).answers[question] == answer
    assert store.revision(revision.revision).author == "Ada"
    assert Cities(store).verification().sound
    lines = "\n".join(City(store, "Turin").passport("total", 2018).lines())
    assert '"708889703.73015" t CO2 x 1 x 0.001' in lines


@pytest.mark.longer("a ledger of its own, examined after each commit")
def test_a_file_waits_for_a_large_finding_until_somebody_has_looked_at_it(store: Store) -> None:
    _rows, draft, _question, _answer = slip(store)
    cities = Cities(store)
    with pytest.raises(Refused, match="nobody has looked at it"):
        cities.commit(draft, "Ada")
    revision = cities.commit(draft, "Ada", looked_at=True)
    kept = store.revision(revision.revision).answers
    said = [answer for key, answer in kept.items() if key.startswith("looked:unit-slip:IT0004:2018:2")]
    assert said == ["Ada"]


@pytest.mark.longer("a ledger of its own, examined after each commit")
def test_a_word_for_other_figures_than_those_of_now_counts_no_longer(store: Store) -> None:
    _rows, draft, _question, _answer = slip(store)
    cities = Cities(store)
    looked = examination.looked_through(draft, cities.examination(draft), "Ada")
    assert not cities.examination(looked).holding(looked.answers)
    more = drafted(store, of_year(2018, residential=908889703.73015), dict(looked.answers))
    assert cities.examination(more).holding(more.answers)


@pytest.mark.longer("a ledger of its own, examined after each commit")
def test_a_repair_fits_no_longer_once_the_years_beside_it_were_corrected(store: Store) -> None:
    rows, _draft, question, answer = slip(store)
    draft = drafted(store, rows, {question: answer})
    for year in (2015, 2016, 2017):
        large = drafted(store, of_year(year, residential=708889703.7))
        Cities(store).commit(large, "Bob", looked_at=True)
    with pytest.raises(Refused, match="by Bob") as refused:
        Cities(store).commit(draft, "Ada")
    problem = refused.value.problems[0]
    assert (problem.code, problem.row, problem.column, problem.key) == ("repair-outdated", 2, "value", question)


@pytest.mark.longer("a ledger of its own, examined after each commit")
def test_a_repair_of_a_cell_that_holds_something_else_is_refused_by_name(store: Store) -> None:
    rows, _draft, question, answer = slip(store)
    other = [row.replace("708889703.73015", "708889999.0") for row in rows]
    draft = drafted(store, other, {question: answer})
    (problem,) = [item for item in draft.problems if item.code == "answer-unknown"]
    assert (problem.row, problem.column, problem.key) == (2, "value", question)
    assert values(draft)[0] == 708889999.0
    nonsense = drafted(store, rows, {question: "[[1,2]]"})
    assert [item.key for item in nonsense.problems if item.severity == "block"] == [question]


def rewritten(sector: str, change: Callable[[float], float]) -> list[str]:
    amount = float(of_year(2018)[HOMES.index(sector)].split(",")[5])
    return of_year(2018, **{sector: change(amount)})


@pytest.mark.longer("a ledger of its own")
def test_a_sign_is_repaired(store: Store) -> None:
    committed(store, 2015, 2016, 2017)
    turned = rewritten("tertiary", lambda amount: -amount)
    examined = Cities(store).examination(drafted(store, turned))
    (finding,) = (item for item in examined.findings if item.code == "below-zero")
    question, answer = examined.repair(finding) or ("", "")
    (cell,) = repaired_cells.read(answer)
    assert cell.new == -cell.old  # type: ignore[operator]
    assert values(drafted(store, turned, {question: answer})) == [float(row.split(",")[5]) for row in of_year(2018)]


@pytest.mark.longer("a ledger of its own, examined after each commit")
def test_repairs_of_places_apart_are_taken_at_once(store: Store) -> None:
    committed(store, 2015, 2016, 2017)
    right = [float(row.split(",")[5]) for row in of_year(2018)]
    rows = of_year(2018, residential=right[0] * 1000, tertiary=-right[1], municipal_buildings=right[4] * 1000)
    together = Cities(store).examination(drafted(store, rows)).together()
    assert len(together) == 3
    repaired = drafted(store, rows, together)
    assert values(repaired) == pytest.approx(right)
    assert Cities(store).examination(repaired).repaired.keys() == together.keys()


@pytest.mark.longer("the whole ledger is verified after the repair")
def test_two_figures_that_changed_places_are_exchanged_and_verified(store: Store) -> None:
    committed(store, 2015, 2016, 2017)
    rows = of_year(2018)
    first, last = rows[0].split(","), rows[2].split(",")
    first[5], last[5] = last[5], first[5]
    swapped = [",".join(first), rows[1], ",".join(last), *rows[3:]]
    examined = Cities(store).examination(drafted(store, swapped))
    question, answer = next(found for item in examined.findings if (found := examined.repair(item)))
    repaired = drafted(store, swapped, {question: answer})
    assert values(repaired) == [float(row.split(",")[5]) for row in rows]
    Cities(store).commit(repaired, "Ada")
    assert Cities(store).verification().sound


def test_energy_and_emissions_that_changed_columns_and_a_carrier_are_repaired(store: Store) -> None:
    header = "city,year,sector,carrier,energy_mwh,emissions_tco2,method"
    gas, diesel = 0.202, 0.267
    rows = [
        f"Turin,2019,{sector},natural_gas,{mwh},{mwh * gas!r},own"
        for sector, mwh in (("residential", 1424218.0), ("tertiary", 824681.5), ("municipal_buildings", 93120.25))
    ]
    moved = [",".join((*row.split(",")[:4], row.split(",")[5], row.split(",")[4], "own")) for row in rows]
    draft = Cities(store).draft("\n".join([header, *moved, ""]).encode(), "file.csv")
    examined = Cities(store).examination(draft)
    assert {item.code for item in examined.findings} >= {"exchanged"}
    question, answer = next(found for item in examined.findings if (found := examined.repair(item)))
    repaired = Cities(store).draft("\n".join([header, *moved, ""]).encode(), "file.csv", {question: answer})
    straight = Cities(store).draft("\n".join([header, *rows, ""]).encode(), "file.csv")
    assert sorted(values(repaired)) == pytest.approx(sorted(values(straight)))
    other = [*rows, f"Turin,2019,agriculture,natural_gas,40000.0,{40000 * diesel!r},own"]
    other.append(f"Turin,2019,private_transport,diesel,900000.0,{900000 * diesel!r},own")
    data = "\n".join([header, *other, ""]).encode()
    draft = Cities(store).draft(data, "file.csv")
    examined = Cities(store).examination(draft)
    question, answer = next(
        found for item in examined.findings if item.mends and item.mends.carrier and (found := examined.repair(item))
    )
    (cell,) = repaired_cells.read(answer)
    assert (cell.row, cell.old, cell.new) == (5, "natural_gas", "diesel")
    repaired = Cities(store).draft(data, "file.csv", {question: answer})
    assert repaired.table is not None
    assert repaired.table["carrier"].to_pylist().count("diesel") == 4
    assert Cities(store).examination(repaired).repaired.keys() == {question}


@pytest.mark.longer("a ledger of its own")
def test_a_repair_is_offered_only_where_each_place_is_one_row_that_can_be_found(store: Store) -> None:
    _rows, draft, _question, _answer = slip(store)
    findings = Cities(store).examination(draft).findings
    assert draft.table is not None
    assert proposals.of(draft.table.slice(1), findings) == {}
