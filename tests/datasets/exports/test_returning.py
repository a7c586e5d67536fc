"""What we write we read back without a difference: rows, totals, verdict and findings, twice; or the list of what a
format does not hold names it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, METHOD_NAMES, SECTORS, Method
from datasets import Cities, exports
from datasets.city import assessment
from datasets.city.examining import detective
from datasets.exports import cdp_table
from datasets.exports.holding import holding
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.own_files.harmless import plain
from datasets.intake.own_files.own_tables import COLUMNS, foreign
from datasets.reference.samples import open_store
from datasets.store import InventoryRow, Store, Submission
from tests.datasets.files import sample_store
from tests.effort import THOROUGH, few, first

SAMPLES = ("US-AUS", "US-BAL", "ES0002", "IT0007", "US-BOS", "US-FTC", "FR0009", "US-NYC", "US-SMO", "PT0014", "IT0004")
BY_REFERENCE = ("US-AUS", "ES0002", "US-BOS", "US-NYC")
"""Those with an inventory by GPC reference, of which alone CDP asks for totals."""
BY_SECTOR = (*BY_REFERENCE, "FR0009", "IT0004")
"""Those with an inventory by sector, which the common reporting tables hold."""
FILES = {
    "rio-negro": ("gcom-crf/rio_negro_crf_2023.xlsx", {}),
    "porto-alegre": (
        "citycatalyst-inventories-br/inventory-BR POA-2022.csv",
        {"city": "Porto Alegre", "year": "2022", "not-available": "NO", "printed-totals": "as-read"},
    ),
    "rio-de-janeiro": (
        "citycatalyst-inventories-br/inventory-BR RIO-2022.csv",
        {"city": "Rio de Janeiro", "year": "2022", "not-available": "NO", "printed-totals": "as-read"},
    ),
}
OF_THE_FILE = {"total-differs", "as-taken"}
"""The findings about what a file printed beside its figures, which no export holds."""
KEPT = {"total-rows": "keep"}
KINDS = {"long": "csv", "covenant": "xlsx", "crf": "xlsx"}
OF_A_FILE = {"revision", "source_row", "sheet", "column", "original_text", "original_unit"}
"""What a row says of the file that it came from, which is another one after it was brought back."""
FIELDS = tuple(name for name in InventoryRow._fields if name not in OF_A_FILE)
OF_AN_INVENTORY = (
    "year",
    "method",
    "emissions_t",
    "gas",
    "energy_mwh",
    "inhabitants",
    "sectors",
    "energy_by_carrier",
    "keys",
    "missing_key_sectors",
    "computed",
    "counted",
    "settled",
    "effective_gwp",
    "unrestated_t",
    "made_with",
    "memo",
    "levels",
    "completeness",
    "uses",
    "lacking",
    "confidential",
)


Same = Callable[[Store, Store, str], None]


def rows(store: Store, city: str) -> Counter[tuple[Any, ...]]:
    with store.reader() as reader:
        return Counter(tuple(getattr(line, name) for name in FIELDS) for line in reader.inventory_rows(city))


@contextmanager
def brought(content: bytes, name: str, answers: Mapping[str, str] | None = None) -> Iterator[tuple[Store, Draft]]:
    """An empty database with a file committed to it."""
    with open_store(":memory:", samples=False) as store:
        draft = drafting.draft(store, content, name, {"new-cities": "add", **(answers or {})})
        waiting = [problem.sentence() for problem in draft.problems if problem.severity != "warn"]
        assert draft.ready, waiting
        drafting.commit(store, draft, "an analyst", None)
        yield store, draft


def same_inventories(one: Store, other: Store, city: str) -> None:
    """Every row, the inhabitants, what inventories say of themselves, their totals, the verdict and the findings."""
    same_rows(one, other, city)
    same_conclusions(one, other, city)


def same_rows(one: Store, other: Store, city: str) -> None:
    assert rows(other, city) == rows(one, city)
    with one.reader() as before, other.reader() as after:
        was, now = before.in_force(city), after.in_force(city)
        assert {key: item.inhabitants for key, item in now.population.items()} == {
            key: item.inhabitants for key, item in was.population.items() if key in {cell[:2] for cell in was.cells}
        }
        assert {key: item[:2] for key, item in now.about.items()} == {
            key: was.about[key][:2] if key in was.about else ("unknown", "unknown") for key in now.about
        }


def same_conclusions(one: Store, other: Store, city: str) -> None:
    with one.reader() as before:
        had = before.register
    beside = {
        name: stated for name in ("targets", "factors", "supply", "gdp") if (stated := getattr(had, name).get(city, ()))
    }
    if beside:
        other.commit(Submission(None, 0, "an analyst", "statements", **beside))
    reports = [assessment.report(store, city, today=2026) for store in (one, other)]
    for was_one, is_one in zip(*(report.inventories for report in reports), strict=True):
        for name in OF_AN_INVENTORY:
            assert said(getattr(is_one, name)) == said(getattr(was_one, name)), (was_one.year, name)
    for name in ("verdict", "gap_t"):
        assert getattr(reports[1].leading, name) == getattr(reports[0].leading, name)
    told = [
        Counter(
            (item.code, item.year, item.tonnes_at_stake)
            for item in detective.of_city(store, city)
            if item.code not in OF_THE_FILE
        )
        for store in (one, other)
    ]
    assert told[1] == told[0]


def said(value: object) -> str:
    """A value in words, its numbers to the eleventh digit: the engine adds up in an order of its own."""
    many = value.items() if isinstance(value, Mapping) else value if isinstance(value, frozenset) else None
    held = repr(value) if many is None else sorted(map(repr, many))
    return re.sub(r"[0-9]+\.[0-9]+(?:e[+-]?[0-9]+)?", lambda found: f"{float(found[0]):.11g}", str(held))


def without_its_file(content: bytes) -> list[tuple[str, ...]]:
    table = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [tuple(row[name] for name in COLUMNS if name not in OF_A_FILE) for row in table]


def returns(
    store: Store,
    city: str,
    answers: Mapping[str, str] | None = None,
    same: Same = same_inventories,
    forms: Sequence[str] = ("long", "covenant"),
) -> None:
    """The long table and the Covenant workbook of all inventories, there and back, twice."""
    first = exports.exported(store, city, "long").content
    for form in forms:
        made = exports.exported(store, city, form)
        if any("without a table" in what for what, _ in made.left_out):  # told, and no workbook to be read back
            continue
        with brought(made.content, f"a.{KINDS[form]}", answers) as (second, _):
            same(store, second, city)
            assert without_its_file(exports.exported(second, city, "long").content) == without_its_file(first)
            again = exports.exported(second, city, form).content
            with brought(again, f"a.{KINDS[form]}", answers) as (third, _):
                kept = exports.exported(third, city, "long").content
                assert kept == exports.exported(second, city, "long").content or form != "long"
                assert rows(third, city) == rows(store, city)


def every_common_table_returns(store: Store, city: str, answers: Mapping[str, str] | None = None) -> int:
    """The common reporting tables of each inventory that fits into them, there and back; how many there were."""
    count = 0
    for year in sorted({year for year, _ in holding(store, city).inventories}):
        try:
            made = exports.exported(store, city, "crf", [year])
        except Refused as refusal:
            if refusal.problems[0].code != "no-place-in-crf":
                raise
            continue
        with brought(made.content, "a.xlsx", answers) as (second, draft):
            count += 1
            held = {(item.year, item.method) for item in draft.inventories}
            back, ours = rows(second, city), rows(store, city)
            assert back == Counter({row: number for row, number in ours.items() if row[:2] in held})
            others = {key for key in holding(store, city, [year]).inventories if key not in held}
            named = {what for what, _ in made.left_out}
            assert {f"{year}, {METHOD_NAMES[Method(method)]}" for year, method in others} <= named
    return count


@pytest.mark.parametrize("form", first(3, ["bundle", *KINDS, "cdp"]))
@pytest.mark.parametrize("city", first(1, [*SAMPLES, "BG0002"]))
def test_each_format_of_every_sample_city_comes_back_without_a_difference(city: str, form: str) -> None:
    store = sample_store()
    if city not in {"bundle": (city,), "crf": BY_SECTOR, "cdp": BY_REFERENCE}.get(form, SAMPLES):
        with pytest.raises(Refused, match=r"no inventory of|fits the tables|no GPC inventory of"):
            exports.exported(store, city, form)
        return
    content = exports.exported(store, city, form).content
    if form == "bundle":
        with open_store(":memory:", samples=False) as other:
            Cities(other).open_bundle(Cities(other).read_bundle(content, "a.zip"), "an analyst", "for the meeting")
            assert exports.exported(other, city, "bundle").content == content
        return
    with brought(content, f"a.{KINDS.get(form, 'csv')}") as (other, draft):
        if form == "cdp":
            assert cells_read(draft) == cells_written(content)
        elif form == "crf":  # one inventory, the newest that fits
            (held,) = {(item.year, item.method) for item in draft.inventories}
            assert rows(other, city) == Counter(row for row in rows(store, city).elements() if row[:2] == held)
        else:
            same_rows(store, other, city)


def cells_written(table: bytes) -> Counter[tuple[int, str, float | str]]:
    """The cells of CDP's table that hold a figure or a key, and the inhabitants, each with its year."""
    every = csv.DictReader(io.StringIO(table.decode("utf-8-sig")))
    cells = (
        (int(record["Accounting year"][:4]), name.replace(" (metric tonnes CO2e)", ""), record[name])
        for record in every
        for name in (cdp_table.DIRECT_SUPPLY, *cdp_table.SCOPES, "Population")
    )
    return Counter((year, name, said if said.isalpha() else float(said)) for year, name, said in cells if said)


def cells_read(draft: Draft) -> Counter[tuple[int, str, float | str]]:
    """The same of what was read."""
    lines = draft.table.select(["year", "label", "value", "notation_key"]).to_pylist()
    read = Counter((line["year"], line["label"], line["notation_key"] or line["value"]) for line in lines)
    return read + Counter((people.year, "Population", people.inhabitants) for people in draft.population)


@pytest.mark.longer("every export of a city, read again and judged, twice")
@pytest.mark.parametrize("city", few(SAMPLES, "IT0004", rest=THOROUGH))
def test_every_sample_city_comes_back_with_its_verdict_and_findings_twice(city: str) -> None:
    returns(sample_store(), city)
    every_common_table_returns(sample_store(), city)


@pytest.mark.longer("whole published files, written and read again")
@pytest.mark.parametrize("name", few(FILES, "rio-negro", rest=THOROUGH))
def test_every_published_file_comes_back_as_it_was(name: str, shared_data: Path) -> None:
    path, answers = FILES[name]
    data = (shared_data / path).read_bytes()
    with brought(data, Path(path).name, answers) as (store, draft):
        city = draft.slots[0].city_id
        returns(store, city)
        assert every_common_table_returns(store, city) == 1


@pytest.mark.longer("a whole published file, written and read again")
def test_the_common_reporting_tables_carry_every_amount_of_energy(shared_data: Path) -> None:
    path, answers = FILES["rio-negro"]
    with brought((shared_data / path).read_bytes(), "a.xlsx", answers) as (store, draft):
        city = draft.slots[0].city_id
        book = openpyxl.load_workbook(io.BytesIO(exports.exported(store, city, "crf").content))
        head, *flat = book["eCRF_3"].iter_rows(values_only=True)
        amounts = Counter(row[head.index("Activity data - Amount")] for row in flat) - Counter([None] * len(flat))
        ours = [row for row in rows(store, city).elements() if row[FIELDS.index("quantity")] == "energy"]
        assert amounts == Counter(row[FIELDS.index("value")] for row in ours)
        keyed = [row for row in flat if row[head.index("Notation key")]]
        assert keyed
        assert all(row[head.index("Activity data - Description and Methodology")] for row in keyed)
        facts = {row[1]: row[2] for row in book["eCRF_1"].iter_rows(values_only=True)}
        assert {"Inventory tool used", "GPC reporting level"} <= {name for name, fact in facts.items() if fact}
        del book[book.sheetnames[-1]]
        bare = io.BytesIO()
        book.save(bare)
        with brought(bare.getvalue(), "a.xlsx") as (other, _):  # what others read, who know nothing of the details
            kept = ("gpc_ref", "carrier", "scope", "quantity", "value", "notation_key", "source")
            places = [FIELDS.index(name) for name in kept]
            read, meant = (
                Counter(said(tuple(row[place] for place in places)) for row in rows(each, city).elements())
                for each in (other, store)
            )
            assert meant - read == Counter()
            assert all("IE" in more for more in read - meant), "what the summary says of rows that it joins"


@pytest.mark.parametrize("sheet", first(1, ["eCRF_1", "eCRF_3", "Details"]))
def test_tables_that_were_changed_are_read_themselves(sheet: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.exported(sample_store(), "US-BOS", "crf", [2019]).content))
    where = {"eCRF_1": (12, 3), "eCRF_3": (2, 28), "Details": (5, 9)}[sheet]
    assert isinstance(book[sheet].cell(*where).value, int | float)
    book[sheet].cell(*where).value += 1
    changed = io.BytesIO()
    book.save(changed)
    draft = drafting.draft(sample_store(), changed.getvalue(), "a.xlsx", {"reason": "a test"})
    assert "details-differ" in {problem.code for problem in draft.problems}
    assert draft.table["label"][0].as_py() == "Residential buildings", "as the flat table calls it"


@pytest.mark.parametrize("digits", few([16, 15, (16, 15), (15, 16)], 15))
def test_a_workbook_that_a_program_saved_again_with_fewer_digits_is_unchanged(digits: int | tuple[int, ...]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.exported(sample_store(), "US-BOS", "crf", [2019]).content))
    for cell in (cell for sheet in book for cells in sheet.iter_rows() for cell in cells):
        for kept in (digits,) if isinstance(digits, int) else digits:
            if isinstance(cell.value, float):
                cell.value = float(f"{cell.value:.{kept}g}")
    saved = io.BytesIO()
    book.save(saved)
    draft = drafting.draft(sample_store(), saved.getvalue(), "a.xlsx", {"reason": "a test"})
    assert "details-differ" not in {problem.code for problem in draft.problems}
    assert draft.table["label"][0].as_py() == "Residential Buildings", "as the details call it"


@pytest.mark.parametrize("form", first(1, ["long", "covenant", "crf"]))
def test_the_country_of_a_city_comes_back(form: str) -> None:
    text = "city,country,year,gpc_ref,value,unit\nSmallville,Brazil,2020,I.1.1,12,t CO2e\n"
    with brought(text.encode(), "a.csv") as (store, _):
        (city,) = store.cities()
        assert city.country == "Brazil"
        content = exports.exported(store, city.city_id, form).content
        with brought(content, f"b.{KINDS[form]}") as (other, _):
            assert [(each.city_id, each.country) for each in other.cities()] == [(city.city_id, "Brazil")]


@pytest.mark.parametrize("language", ["it", "pt"])
def test_gas_oil_of_a_gpc_inventory_comes_back_where_its_name_is_that_of_diesel(language: str) -> None:
    text = (
        "city,country,year,gpc_ref,carrier,value,unit\nSmallville,Brazil,2020,I.2.1,diesel,12,t CO2e\n"
        "Smallville,Brazil,2020,II.1.1,diesel,120,t CO2e\nSmallville,Brazil,2020,I.1.1,heating oil,3,t CO2e\n"
    )
    with brought(text.encode(), "a.csv") as (store, _):
        (city,) = store.cities()
        content = exports.exported(store, city.city_id, "covenant", language=language).content
        with brought(content, "b.xlsx") as (other, draft):
            assert draft.problems == ()
            same_rows(store, other, city.city_id)


@pytest.mark.longer("every city in every language")
@pytest.mark.parametrize("language", ["bg", "de", "es", "fr", "it", "pt"])
def test_the_covenant_workbook_of_every_sample_city_comes_back_in_every_language(language: str) -> None:
    store = sample_store()
    for city in Cities(store).records():
        if not rows(store, city.city_id):
            continue
        content = exports.exported(store, city.city_id, "covenant", language=language).content
        with brought(content, "a.xlsx") as (other, _):
            same_rows(store, other, city.city_id)


def test_our_own_long_table_is_read_without_a_warning_of_our_own_columns() -> None:
    content = exports.exported(sample_store(), "US-BOS", "long").content
    with brought(content, "a.csv") as (_, draft):
        assert draft.problems == ()
    header, rest = content.split(b"\r\n", 1)
    more = header + b",remark\r\n" + rest.replace(b"\r\n", b",x\r\n")
    (told,) = drafting.draft(sample_store(), more, "a.csv", {"reason": "a test", "columns-unused": "keep"}).problems
    assert told.found.endswith(': "remark"')
    blank = ("notation_key", "population")  # columns that a spreadsheet may drop where nothing stands in them
    trimmed = [name for name in COLUMNS if name not in blank]
    assert foreign(["revision", "remark"], trimmed) == ["remark"]


@pytest.mark.parametrize("form", first(2, ["long", "covenant"]))
def test_the_source_of_the_inhabitants_comes_back_letter_for_letter(form: str) -> None:
    sources = {2016: "a  census", 2017: "a\tcensus", 2018: "a\ncensus", 2019: "a \u3000census"}
    text = io.StringIO()
    given = {"city": "Turin", "sector": "residential", "carrier": "diesel", "value": "12"}
    table = csv.DictWriter(text, [*given, "year", "unit", "population", "population_source"])
    table.writeheader()
    for year, source in sources.items():
        table.writerow({**given, "year": year, "unit": "MWh", "population": "850000", "population_source": source})
    with brought(text.getvalue().encode(), "a.csv") as (store, _):
        content = exports.exported(store, "IT0004", form).content
        with brought(content, f"b.{KINDS[form]}") as (other, _), other.reader() as reader:
            held = reader.in_force("IT0004").population
            assert {year: people.source for (year, _method), people in held.items()} == sources


@pytest.mark.parametrize("form", first(2, ["long", "covenant", "crf", "all"]))
def test_totals_that_were_printed_otherwise_are_named_as_left_out(form: str) -> None:
    text = (
        "city,year,sector,scope,value,unit\nSmallville,2020,residential,1,100,t CO2e\n"
        "Smallville,2020,industry,1,50,t CO2e\nSmallville,2020,Total,1,190,t CO2e\n"
    )
    answers = {"total-rows": "leave-out", "printed-totals": "as-read"}
    with brought(text.encode(), "a.csv", answers) as (store, _):
        named = [what for what, _ in exports.exported(store, "SMALLVILLE", form).left_out]
        assert any(what.endswith("totals that differ from their parts, as printed: 1") for what in named), named


def test_a_total_without_sectors_has_no_place_in_the_common_reporting_tables_for_its_own_reason_alone() -> None:
    with pytest.raises(Refused) as refused:
        exports.exported(sample_store(), "US-BAL", "crf")
    assert str(refused.value.problems[0].found).endswith("fits the tables: It is not split by sector")


LABELS = st.one_of(
    st.sampled_from(
        [
            "Homes",
            "homes",
            " Homes",
            "HO MES",
            "ho  mes",
            "=1+1",
            "'=1+1",
            "''-a",
            "@a;=b",
            "a\t=b",
            "NE",
            "12",
            "-5",
            "Total",
            "Città",
            "家",
            "e\u0301",
            "\u00e9",
            "a\nb",
            'a "=b"',
            "x, -y",
            "\uff1d1",
            "nan",
            "None",
            "I.1",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=12),
)
NUMBERS = st.one_of(
    st.floats(-1e11, 1e11, allow_nan=False),
    st.sampled_from([0.1 + 0.2, 1e-300, 12.345, 1234.0, 1e11 / 3, -0.0, 5e-324]),
)
PLACES = st.one_of(
    st.tuples(st.just("gpc"), st.just(""), st.sampled_from(sorted(GPC_REFERENCES))),
    st.tuples(st.sampled_from(["covenant", "own"]), st.sampled_from(sorted(SECTORS)), st.just("")),
)


@st.composite
def inventories(draw: st.DrawFn) -> list[dict[str, str]]:
    """The rows of long tables with hostile labels, labels alike but for case and space, rows of one cell, all gases,
    keys and numbers of every size."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        method, sector, ref = draw(PLACES)
        unit = draw(st.sampled_from(["MWh", "t CO2", "t CH4", "t N2O", "t CO2e"]))
        key = draw(st.sampled_from(["", "", "NE", "NO", "C", "IE"]))
        value = abs(draw(NUMBERS)) if unit == "MWh" else draw(NUMBERS)
        label = draw(LABELS)
        found.append(
            {
                "city": "Turin",
                "year": str(draw(st.sampled_from([2018, 2019]))),
                "method": method,
                "sector": sector,
                "gpc_ref": ref,
                "label": label,
                "carrier": draw(st.sampled_from(["", *CARRIERS])),
                "scope": "" if ref else draw(st.sampled_from(["", "1", "2", "3"])),
                "unit": unit,
                "value": "" if key else plain(value),
                "notation_key": key,
                "population": "850000",
                "source": draw(LABELS),
                "entry_of_cell": str(number),
                "gwp_set": "AR5",
            }
        )
    return found


UNSHRUNK = tuple(set(Phase) - {Phase.shrink})
"""To make a failing example smaller would take minutes."""


@pytest.mark.longer("a ledger of its own, written and read again, for each example")
@settings(max_examples=max(5, settings().max_examples // 5), deadline=None, phases=UNSHRUNK)
@given(inventories())
def test_whatever_an_inventory_holds_comes_back_from_the_long_table(made: list[dict[str, str]]) -> None:
    with open_store(":memory:", samples=False) as store:
        if committed(store, made):
            returns(store, "IT0004", KEPT, same_rows, ("long",))


@pytest.mark.longer("every workbook written and read again for each example")
@settings(max_examples=max(5, settings().max_examples // 10), deadline=None, phases=UNSHRUNK)
@given(inventories())
def test_whatever_an_inventory_holds_comes_back_from_workbooks(made: list[dict[str, str]]) -> None:
    with open_store(":memory:", samples=False) as store:
        if committed(store, made):
            returns(store, "IT0004", KEPT, same_rows, ("covenant",))
            if any(row["unit"] != "MWh" for row in made):
                every_common_table_returns(store, "IT0004", KEPT)


def committed(store: Store, made: list[dict[str, str]]) -> bool:
    """Whether rows could be taken in: a label such as "Total" makes a question of them."""
    text = io.StringIO()
    table = csv.DictWriter(text, made[0])
    table.writeheader()
    table.writerows(made)
    draft = drafting.draft(store, text.getvalue().encode(), "a.csv", {**KEPT, "decimal": "point"})
    if draft.ready:
        drafting.commit(store, draft, "an analyst", None)
    return draft.ready


def test_every_export_says_what_it_does_not_hold_and_the_cdp_table_what_it_is() -> None:
    for form in (*KINDS, "cdp", "all"):
        named = {what for what, _ in exports.exported(sample_store(), "US-BOS", form, [2019]).left_out}
        assert any("targets" in what for what in named), form
    content = exports.exported(sample_store(), "US-BOS", "cdp", [2019]).content.decode("utf-8-sig")
    (record,) = csv.DictReader(io.StringIO(content))
    assert record["Primary Protocol Comment"].startswith("Totals of 54 rows that are on file for 2019")


@pytest.mark.parametrize(
    "source",
    ["Gases de Efeito Estufa; RIO-2022.csv", "Electricity 2021; gas 2022.csv", "2019; 2020; 2021", "Scope 1; Gas"],
)
def test_a_covenant_workbook_comes_back_whatever_its_sources_are_called(source: str) -> None:
    table = "city,country,year,method,sector,scope,gpc_ref,unit,value,source\n" + "".join(
        f"Rio Claro,BR,2022,gpc,{sector},1,{ref},t CO2e,{value},{source}\n"
        for sector, ref, value in (("Residential buildings", "I.1.1", 389.5), ("On-road transport", "II.1.1", 2623.25))
    )
    with brought(table.encode(), "rio.csv") as (one, draft):
        city = draft.inventories[0].city_id
        content = exports.exported(one, city, "covenant").content
        with brought(content, "rio.xlsx") as (other, _):
            same_rows(one, other, city)
