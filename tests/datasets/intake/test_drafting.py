"""Whatever is wrong with a file gets its answer at its place, and nothing is written before everything is settled."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.text.problems import Refused
from datasets.city import assessment
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.reference.naming import find_city
from datasets.store import Store
from tests.datasets import builders
from tests.datasets.files import drafted, row, sample_store, table, told
from tests.samples import own_samples


@pytest.fixture
def store() -> Iterator[Store]:
    """A store of its own for a test that commits."""
    with own_samples() as opened:
        yield opened


LABELLED = "city,year,sector,energy_mwh\nTurin,2019,residential,5\n"
SEMICOLONS = (
    table(row(value="1.234,5"), row(sector="tertiary", value="12,75"))
    .replace("1.234,5", '"1.234,5"')
    .replace("12,75", '"12,75"')
)

# what is wrong, the file, and each answer owed: severity, code, row, column (the numbered list: test_bad_inputs.py)
FAULTS: list[tuple[str, str | bytes, list[tuple[str, str, int | None, str | None]]]] = [
    ("a blank value", table(row(value="")), [("block", "blank-value", 2, "value")]),
    ("a key beside a number", table(row(notation_key="NE")), [("block", "value-and-key", 2, "value")]),
    (
        "a key that is none",
        table(row(value="", notation_key="RN")),
        [("block", "notation-key-unknown", 2, "notation_key")],
    ),
    ("an unknown city", table(row(city="Atlantis")), [("ask", "city-unknown", 2, "city")]),
    (
        "a column that is not used",
        LABELLED.replace("sector", "EF kgCO2/kWh,sector").replace("2019", "2019,0.2"),
        [("warn", "column-unused", 1, None)],
    ),
]


@pytest.mark.parametrize(("text", "answers"), [(text, owed) for _, text, owed in FAULTS], ids=[i for i, *_ in FAULTS])
def test_a_bad_input_gets_the_answer_owed_at_its_place_and_nothing_is_written(
    text: str | bytes, answers: list[tuple[str, str, int | None, str | None]]
) -> None:
    store = sample_store()
    before = store.newest_revision()
    draft = drafted(text)
    assert told(draft) == answers
    severities = {severity for severity, *_ in answers}
    wanted = "blocked" if "block" in severities else "needs-answers" if "ask" in severities else "dry-run"
    assert draft.outcome == wanted
    if not draft.ready:
        with pytest.raises(Refused) as refusal:
            drafting.commit(store, draft, "a tester", None)
        assert {problem.severity for problem in refusal.value.problems} <= {"block", "ask"}
    assert store.newest_revision() == before


# The file, the answer, and the total that it gives.
SETTLED: list[tuple[str, str, dict[str, str], float | None]] = [
    ("decimal comma", SEMICOLONS, {"decimal": "comma"}, 1247.25),
    ("1.234 with a comma", table(row(value="1.234")), {"decimal": "comma"}, 1234.0),
    ("1.234 with a point", table(row(value="1.234")), {"decimal": "point"}, 1.234),
    ("header row", "Energy of Turin\n" + LABELLED, {"header-row": "2"}, 5.0),
    ("total row", table(row(), row(sector="Total")), {"total-rows": "leave-out"}, 100.0),
    ("N/A as a key", table(row(value="N/A"), row(sector="tertiary")), {"not-available": "NE"}, 100.0),
    ("N/A left out", table(row(value="N/A"), row(sector="tertiary")), {"not-available": "leave-out"}, 100.0),
    ("unit", table(row(unit="")), {"unit": "GWh"}, 100_000.0),
    ("ton", table(row(unit="ton CO2")), {"ton": "tonne"}, 100.0),
    ("date", table(row(year="31/12/2019")), {"year-date": "use-year"}, 100.0),
    ("fiscal year", table(row(year="2018/19")), {"fiscal-year": "last"}, 100.0),
    ("sector", table(row(sector="Transpotr")), {"sector:Transpotr": "transport"}, 100.0),
    ("city", table(row(city="Trino")), {"city:Trino": "Turin"}, 100.0),
    ("column", LABELLED.replace("year", "jahrgang"), {"column:year": "jahrgang"}, 5.0),
]


@pytest.mark.parametrize(
    ("text", "answers", "total"), [item[1:] for item in SETTLED], ids=[item[0] for item in SETTLED]
)
def test_an_answer_settles_its_question_and_the_figures_are_right(
    text: str, answers: Mapping[str, str], total: float
) -> None:
    unsettled, settled = drafted(text), drafted(text, answers)
    assert not unsettled.ready
    assert settled.ready
    assert [(item.city_id, item.year, item.total) for item in settled.inventories] == [("IT0004", 2019, total)]


def test_a_decimal_comma_is_asked_once_for_all_columns_and_never_guessed() -> None:
    text = (
        'city,year,sector,energy_mwh,emissions_tco2e\nTurin,2019,residential,"1,5","2,5"\nTurin,2019,tertiary,3.125,7\n'
    )
    draft = drafted(text.replace("3.125", "3"))
    assert [(problem.key, problem.cells) for problem in draft.problems] == [("decimal", 2)]
    assert draft.imported == 1
    assert draft.inventories[1].total == 3.0


def test_an_answer_that_means_nothing_is_refused_by_name_and_nothing_is_read() -> None:
    draft = drafted(table(row()), {"decimal": "kommas"})
    assert told(draft) == [("block", "answer-unknown", None, None)]
    assert "decimal=kommas" in draft.problems[0].found
    assert draft.imported == 0


def test_an_answer_about_a_word_that_the_file_lacks_is_kept_for_the_next_one() -> None:
    assert drafted(table(row()), {"sector:Transpotr": "transport", "city:Trn": "Turin"}).ready


def test_all_faults_are_told_at_once_even_when_columns_are_missing() -> None:
    codes = {problem.code for problem in drafted("sector,value,unit\nTranspotr,n.d.,mWh\n").problems}
    assert codes == {"missing-column", "sector-unknown", "value-text", "unit-suspect"}


def test_the_answers_to_an_ugly_file_read_as_they_should(root: Path) -> None:
    """Every sentence about one file with a fault in almost every row: read the difference when it changes."""
    draft = drafted((root / "tests" / "data" / "ugly.csv").read_bytes())
    lines = [f"[{problem.severity}] {problem.sentence()}" for problem in draft.problems]
    lines.append(f"{draft.rows_in} in, {draft.imported} imported, {draft.rejected} rejected, {draft.ignored} ignored")
    golden = root / "tests" / "golden" / "ugly.txt"
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_the_template_is_itself_a_good_file() -> None:
    draft = drafted(drafting.TEMPLATE_CSV)
    assert draft.ready
    assert draft.imported == 3


def test_a_good_file_is_committed_whole_with_its_texts(store: Store) -> None:
    text = table(row(year="2018"), row(year="2018", sector="tertiary", value="NE"))
    draft = drafted(text, year=2018, store=store)
    revision = drafting.commit(store, draft, "a tester", "first figures")
    assert (revision.rows, revision.author, revision.file_name) == (2, "a tester", "file.csv")
    found = store.rows_in_force(draft.slots[0])
    assert sorted((cells[0], cells[6], cells[7]) for cells in found) == [
        ("residential", 100.0, None),
        ("tertiary", None, "NE"),
    ]


def test_the_same_file_again_is_recognised_and_a_committed_year_asks_for_a_reason(store: Store) -> None:
    text = table(row(year="2018"))
    drafting.commit(store, drafted(text, store=store), "a tester", None)
    again = drafted(text, store=store)
    assert [(problem.severity, problem.code) for problem in again.problems] == [
        ("warn", "same-file"),
        ("ask", "year-committed"),
    ]
    assert drafted(text, {"reason": "sent twice"}, store=store).ready


def test_a_new_city_comes_with_the_commit_and_not_before(store: Store) -> None:
    draft = drafted(table(row(city="Besançon")), {"city:Besançon": "add"}, store=store)
    assert "BESANCON" not in {city.city_id for city in store.cities()}
    drafting.commit(store, draft, "a tester", None)
    assert find_city("Besançon", store.cities()).city_id == "BESANCON"


@given(st.binary(max_size=400))
@example(b"city,year\n\xff")
@example("city,year,sector,energy_mwh\nTurin,2019,residential,\ud800".encode("utf-16", "surrogatepass"))
def test_no_bytes_whatever_raise_an_exception(data: bytes) -> None:
    accounted(drafted(data))


def accounted(found: drafting.Draft) -> None:
    """Every row is told apart, and a file that brings nothing says why."""
    assert found.rows_in == found.imported + found.rejected + found.ignored
    assert found.imported or found.problems


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=9), max_size=8),
    st.sampled_from(",;\t"),
    st.dictionaries(st.sampled_from(["decimal", "unit", "sector:a", "column:year", "city:", "x"]), st.text(max_size=8)),
)
def test_no_text_and_no_answer_whatever_raise_an_exception(
    rows: list[list[str]], delimiter: str, answers: dict[str, str]
) -> None:
    good = delimiter.join(["city", "year", "sector", "carrier", "scope", "value", "unit", "notation_key", "population"])
    text = "\n".join([good, *(delimiter.join(cells) for cells in rows)])
    accounted(drafted(text.encode("utf-8", "surrogatepass"), answers))


def test_of_two_people_who_commit_one_year_at_once_the_second_is_asked_for_a_reason(store: Store) -> None:
    drafts = [drafting.draft(store, table(row(year="2021", value=value)).encode(), "a.csv") for value in ("1", "2")]
    refused: list[str | None] = []

    def commit(draft: Draft) -> None:
        try:
            drafting.commit(store, draft, "an analyst", None)
        except Refused as refusal:
            refused.append(refusal.problems[0].key)

    people = [threading.Thread(target=commit, args=(draft,)) for draft in drafts]
    with store.rehearsal(
        builders.submission(builders.row(city_id="IT0004"))
    ):  # nobody else writes as long as this lasts
        for person in people:
            person.start()
        time.sleep(0.2)
    for person in people:
        person.join()
    assert refused == ["reason"]
    assert sum(not item.sample for item in store.history("IT0004")) == 1


def test_two_files_of_one_new_city_are_both_taken_in(store: Store) -> None:
    files = (table(row(city="Thessaloniki", year=year)) for year in ("2019", "2020"))
    drafts = [drafting.draft(store, text.encode(), f"{number}.csv") for number, text in enumerate(files)]
    cities = [draft.new_cities[0].city_id for draft in drafts]
    for draft in drafts:
        drafting.commit(store, draft, "an analyst", None)
    assert cities[0] == cities[1]
    assert len(assessment.report(store, cities[0]).inventories) == 2


@pytest.mark.parametrize("name", ["df1_Signatories.xlsx", "df2_Action_Plans_2025.xlsx", "df3_Monitoring.csv"])
def test_a_workbook_of_a_whole_release_is_refused_by_its_name_and_told_where_it_belongs(
    tmp_path: Path, name: str
) -> None:
    with Store(tmp_path / "a.duckdb") as store:
        (problem,) = drafting.draft(store, b"PK", name).problems
    assert problem.severity == "block"
    assert "python -m datasets published" in problem.fix
