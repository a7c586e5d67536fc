"""Pages and XML spreadsheets that go by the name of a workbook are read for their table, and nothing in them is run."""

from __future__ import annotations

import time

import pytest

from datasets.readers import grids
from datasets.readers.grid import Grid

NAMESPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)


def table(page: str | bytes) -> Grid:
    found, problems = grids(page if isinstance(page, bytes) else page.encode(), "city.html")
    assert not problems
    (grid,) = found
    return grid


def test_the_table_of_a_page_is_read_and_no_menu_beside_it() -> None:
    grid = table(
        "<html><table><tr><td>menu</td></tr></table><table><caption>Energy</caption>"
        "<tr><th>city<th>value<tr><td>Turin &amp; around<td> 1,5\n MWh</table></html>"
    )
    assert grid.sheet == "Energy"
    assert grid.rows == (("city", "value"), ("Turin & around", "1,5\nMWh"))
    assert grid.kinds is None


def test_each_table_of_a_page_is_a_sheet() -> None:
    rows = "<tr><th>city<th>value<tr><td>Turin<td>1"
    page = f"<table><caption>Energy</caption>{rows}</table><table>{rows}<tr><td>Lyon<td>2</table><table>{rows}</table>"
    found, problems = grids(page.encode(), "city.xls")
    assert [grid.sheet for grid in found] == ["Energy", "Table 2", "Table 3"]
    assert [len(grid.rows) for grid in found] == [2, 3, 2]
    assert [problem.code for problem in problems] == ["wrong-extension"]


def test_hidden_rows_and_hidden_tables_are_told_as_those_of_a_workbook() -> None:
    page = (
        "<table><tr><td>city<td>value<tr style='display:none'><td>Turin<td>1</table>"
        "<table style='display:none'><tr><td>city<td>value<tr><td>Turin<td>1</table>"
    )
    found, _ = grids(page.encode(), "city.html")
    assert [(grid.hidden, grid.visible) for grid in found] == [((2,), True), ((), False)]


def test_spanning_cells_are_merged_and_keep_the_others_in_their_columns() -> None:
    grid = table(
        "<table><tr><td rowspan=2>sector</td><td colspan=2>energy</td></tr><tr><td>gas</td><td>oil</td></tr>"
        "<tr><td>tertiary</td><td>1</td><td>2</td></tr></table>"
    )
    assert grid.rows == (("sector", "energy", ""), ("", "gas", "oil"), ("tertiary", "1", "2"))
    assert grid.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_a_table_inside_a_cell_and_a_script_are_not_text_of_the_cell() -> None:
    grid = table(
        "<table><tr><td>a<script>alert(1)</script></td><td>b<table><tr><td>inner</td></tr></table></td></tr>"
        "<tr><td>c</td><td>d</td></tr></table>"
    )
    assert grid.rows == (("a", "b"), ("c", "d"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_a_page_is_read_in_its_encoding(codec: str) -> None:
    page = f'<html><meta charset="{codec}"><table><tr><td>Città</td><td>1</td></tr></table></html>'
    assert table(page.encode(codec)).rows == (("Città", "1"),)


def test_a_page_without_a_table_is_refused() -> None:
    found, problems = grids(b"<html><p>Sign in</p></html>", "city.xls")
    assert (found, [problem.found for problem in problems]) == ((), ["an HTML page without a table"])


@pytest.mark.parametrize(
    "page",
    [
        "<table>" * 20_000,
        "<table><tr>" + "<td colspan=16384 rowspan=16384>x" * 2000,
        "<table><tr><td>x" + "<!--" * 50_000,
        "<table><tr><td>" + "&" * 500_000,
    ],
    ids=["nested", "spans", "comments", "entities"],
)
def test_a_hostile_page_ends_soon(page: str) -> None:
    began = time.perf_counter()
    found, problems = grids(page.encode(), "city.html")
    assert time.perf_counter() - began < 5
    assert found or problems


def spreadsheet(rows: str, options: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {NAMESPACES}>'
        f'<Worksheet ss:Name="BEI"><Table>{rows}</Table>{options}</Worksheet></Workbook>'
    ).encode()


def test_an_xml_spreadsheet_says_the_type_of_every_cell() -> None:
    data = spreadsheet(
        '<Row><Cell><Data ss:Type="String">city</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">x</Data>'
        '</Cell><Cell><Data ss:Type="String">after</Data></Cell></Row><Row ss:Index="3" ss:Hidden="1">'
        '<Cell ss:Index="2"><Data ss:Type="Number">100.0</Data></Cell><Cell><Data ss:Type="DateTime">'
        '2020-02-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell>'
        '<Cell ss:Formula="=R1C1"/></Row>'
    )
    (grid,), problems = grids(data, "inventory.xml")
    assert problems == []
    assert grid.rows == (("city", "x", "", "after", ""), ("",) * 5, ("", "100", "2020-02-01", "#REF!", ""))
    assert grid.kinds == (("t", "t", "", "t", ""), ("",) * 5, ("", "n", "d", "e", "f"))
    assert (grid.hidden, grid.merged) == ((3,), ((0, 1, 0, 2),))


def test_an_xml_spreadsheet_under_the_name_of_a_workbook_is_told() -> None:
    _, problems = grids(spreadsheet('<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>'), "city.xls")
    assert [problem.code for problem in problems] == ["wrong-extension"]


def test_a_hidden_sheet_of_an_xml_spreadsheet_is_told() -> None:
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    (grid,), problems = grids(
        spreadsheet('<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>', hidden), "city.xml"
    )
    assert not grid.visible
    assert [problem.code for problem in problems] == ["hidden-sheet"]


def test_an_xml_spreadsheet_with_entities_is_refused() -> None:
    bomb = spreadsheet("").replace(b"<Workbook", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><Workbook", 1)
    found, problems = grids(bomb, "city.xml")
    assert (found, [problem.code for problem in problems]) == ((), ["damaged"])
