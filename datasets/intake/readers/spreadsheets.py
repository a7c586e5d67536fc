"""Workbooks to cells, inside the child process: nothing here is imported by the program itself.

calamine reads the values; errors, formulas without a result and hidden rows, which it does not tell, are marked.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import python_calamine as calamine

from analytics.text.sentences import Sentence
from datasets.intake.readers import archive, marks, raised, styles
from datasets.intake.readers.limits import Limits
from datasets.intake.readers.marks import Marks
from datasets.intake.readers.number_formats import Letters, shown

Row = tuple[str, list[str]]
"""The kinds of a row, one letter a cell with a space for a blank one, and the texts; blank cells at the end are cut.
A number whose format shows more than it holds has the letter of that (``number_formats.Letters``) in place of "n"."""


Cells = tuple[dict[str, Any], Iterator[Row]]
"""What is told of a sheet, and its rows from the first one of the sheet on, to be taken once."""


def sheets(data: bytes, form: str, limits: Limits) -> Iterator[Cells]:
    """The sheets of a workbook in their order. ``form`` is "xlsx", "ods" or "xls". Raises Refused for one that cannot
    be read, and what the library raises of it."""
    letters = Letters()
    if form == "xls":
        from datasets.intake.readers import biff  # here and not above: its library would keep every workbook waiting

        return _workbook(io.BytesIO(data), biff.marks(data, letters), letters)
    parts = archive.parts(data, archive.directory(data, limits))
    del data
    printed: list[str] = []
    if form == "ods":
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise archive.protected()
        parts["content.xml"] = raised.of_ods(parts.get("content.xml", b""), parts.get("styles.xml", b""))
        found, printed = _ods_marks(parts, letters), marks.printed_of_ods(parts.get("styles.xml", b""))
        printed += marks.boxes_of(parts["content.xml"], "text-box") if b"text-box" in parts["content.xml"] else []
        printed += marks.titles_of(parts.get("meta.xml", b""))
    else:
        parts |= {name: raised.of_xlsx(part) for name, part in parts.items() if _TEXTS.search(name)}
        found = _xlsx_marks(parts, letters)
        printed += marks.titles_of(parts.get("docProps/core.xml", b""))
    return _workbook(archive.repacked(parts), found, letters, printed)


_TEXTS = re.compile(r"(?:sharedStrings|worksheets[/\\\\][^/\\\\]*)\.xml$", re.IGNORECASE)
"""The parts of a workbook that hold texts of cells."""


def _ods_marks(parts: dict[str, bytes], letters: Letters) -> dict[str, Marks]:
    """The marks of every sheet by its name."""
    content = parts.get("content.xml", b"")
    body = max(content.find(b"<office:body"), 0)
    listed = styles.of_ods(parts.get("styles.xml", b""), content[:body])
    own = {name: letters.of(beside) for name, beside in listed.items() if _named(name, content, body)}

    def of_type(kind: str, currency: str) -> str:
        text = (currency or "¤") if kind == "currency" else ""
        return letters.of(shown(kind == "percentage", 1, text)) if text or kind == "percentage" else ""

    return marks.of_ods(content, own, of_type, lambda many: letters.of(shown(False, many, "")))


def _named(style: str, content: bytes, body: int) -> bool:
    """Whether a cell may have this style: many are listed that none has, and to parse a large part takes long."""
    return (
        style == "Default"
        or re.compile(rb"""["']%b["']""" % re.escape(style.encode())).search(content, body) is not None
    )


def _xlsx_marks(parts: dict[str, bytes], letters: Letters) -> dict[str, Marks]:
    """The marks of every worksheet by its name, through the relations of the workbook part."""
    book = next((name for name in parts if name.replace("\\", "/").split("/")[-1].lower() == "workbook.xml"), None)
    if book is None:
        raise archive.damaged(Sentence("it has no list of sheets"))
    folder, _, own = book.replace("\\", "/").rpartition("/")
    by_path = {name.replace("\\", "/").lower(): name for name in parts}
    relations = by_path.get(f"{folder}/_rels/{own}.rels".lstrip("/").lower(), "")
    related = [dict(item.attrib) for _, item in marks.ended(parts.get(relations, b""), "Relationship")]
    targets = {item.get("Id", ""): _joined(folder, item.get("Target", "").replace("\\", "/")) for item in related}
    styled = next((item.get("Id", "") for item in related if item.get("Type", "").endswith("/styles")), "")
    sheet_of_styles = by_path.get(targets.get(styled, _joined(folder, "styles.xml")).lower(), "")
    mine = letters.of_codes(styles.of_xlsx(parts.get(sheet_of_styles, b"")))
    listed = [(tag, dict(item.attrib)) for tag, item in marks.ended(parts[book], "calcPr", "sheet")]
    zeros = any(tag == "calcPr" and item.get("fullCalcOnLoad") in ("1", "true") for tag, item in listed)
    found = {}
    for item in (item for tag, item in listed if tag == "sheet"):
        target = targets.get(next((value for key, value in item.items() if marks.local(key) == "id"), ""), "")
        part = by_path.get(target.lower())
        if part is not None:
            marked = marks.of_xlsx(parts[part], zeros, mine)
            beside = _beside(parts, by_path, target)
            marked.notes = marks.notes_of_xlsx(beside.get("comments", b""))
            marked.printed = marks.printed_of_xlsx(parts[part]) + marks.boxes_of(beside.get("drawing", b""), "txBody")
            found[item.get("name", "")] = marked
    return found


def _beside(parts: dict[str, bytes], by_path: dict[str, str], sheet: str) -> dict[str, bytes]:
    """The parts of the notes and drawings beside the cells of a worksheet, through the relations of its own part."""
    folder, _, own = sheet.rpartition("/")
    relations = parts.get(by_path.get(f"{folder}/_rels/{own}.rels".lower(), ""), b"")
    found = {}
    for _, item in marks.ended(relations, "Relationship"):
        target = _joined(folder, item.get("Target", "").replace("\\", "/"))
        found[item.get("Type", "").rpartition("/")[2]] = parts.get(by_path.get(target.lower(), ""), b"")
    return found


def _joined(folder: str, target: str) -> str:
    """The path of a part from its relation's target, which may be absolute or climb."""
    steps: list[str] = []
    for step in (target if target.startswith("/") else f"{folder}/{target}").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _workbook(
    source: io.BytesIO, found: dict[str, Marks], letters: Letters, printed: Sequence[str] = ()
) -> Iterator[Cells]:
    """``printed`` stands above and below every sheet on paper."""
    book = calamine.CalamineWorkbook.from_filelike(source)
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        mark = found.get(about.name, Marks())
        merged = mark.merged or [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
        visible = about.visible == calamine.SheetVisibleEnum.Visible
        told = {
            "sheet": about.name,
            "visible": visible,
            "hidden": sorted(mark.hidden),
            "merged": merged,
            "hidden_columns": sorted(mark.hidden_columns),
            "notes": mark.notes,
            "printed": [*printed, *mark.printed],
            "shown": letters.listed,
        }
        yield told, _rows(sheet, mark)


def _rows(sheet: Any, mark: Marks) -> Iterator[Row]:
    """Every row of a sheet from its first, with the marked cells in their places."""
    by_row: dict[int, dict[int, tuple[str, str]]] = {}
    for (row, column), cell in mark.cells.items():
        by_row.setdefault(row, {})[column] = cell
    start = sheet.start
    # The rows begin with the first of the sheet, the columns with the first that is filled (python-calamine issue 177).
    left = [""] * (start[1] if start else 0)
    for place, values in enumerate(sheet.iter_rows() if start else ()):
        yield _row(left + values if left else values, by_row.get(place), mark.shown.get(place, ()))
    last = sheet.end[0] if start else -1
    for place in range(last + 1, max(by_row, default=-1) + 1):
        yield _row([], by_row.get(place))


def _row(values: list[Any], marked: dict[int, tuple[str, str]] | None, shown: marks.Letters = ()) -> Row:
    texts: list[str] = []
    kinds: list[str] = []
    for value in values:
        kind, text = _WRITTEN[type(value)](value)
        kinds.append(kind)
        texts.append(text)
    for column, (kind, text) in (marked or {}).items():
        missing = column + 1 - len(texts)
        if missing > 0:
            texts += [""] * missing
            kinds += [" "] * missing
        texts[column], kinds[column] = text, kind
    for column, letter in shown:
        if column < len(kinds) and kinds[column] == "n":
            kinds[column] = letter
    letters = "".join(kinds).rstrip()
    return letters, texts[: len(letters)]


def _number(value: float) -> tuple[str, str]:
    """A number as its shortest exact decimal, never with an exponent."""
    text = repr(value)
    if text.endswith(".0"):
        text = text[:-2]
    elif "e" in text:
        text = format(Decimal(text), "f")
    elif text in ("inf", "-inf", "nan"):
        return "t", text
    return "n", "0" if text == "-0" else text


def _text(value: str) -> tuple[str, str]:
    return ("t", value) if value.strip() else (" ", "")


def _duration(value: dt.timedelta) -> tuple[str, str]:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return "d", f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_WRITTEN: dict[type, Callable[[Any], tuple[str, str]]] = {
    str: _text,
    float: _number,
    int: lambda value: ("n", str(value)),
    bool: lambda value: ("b", "TRUE" if value else "FALSE"),
    dt.date: lambda value: ("d", value.isoformat()),
    dt.datetime: lambda value: ("d", value.isoformat()),
    dt.time: lambda value: ("d", value.isoformat()),
    dt.timedelta: _duration,
}
