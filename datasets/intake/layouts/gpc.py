"""GPC inventories: one column for each reference, or one row for each source with its gases beside the total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analytics.text import numerals
from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, NotationKey
from datasets.intake.layouts import across, dating, header_rows
from datasets.intake.layouts.declared import Across, TotalColumn
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from datasets.reference.catalogue import folded, lexicon

LEAST_REFERENCES = 5
_CHAPTER = re.compile(r"(?:total\s+(I{1,3}|IV|VI?)|(I{1,3}|IV|VI?)\s+total)", re.IGNORECASE)
"""The name of the total of one of the six sectors of the GPC."""
FIELDS = ("city", "year", "population", "unit", "source")
GASES = ("co2 emissions", "ch4 emissions", "n2o emissions")


def references(page: Page) -> tuple[int, dict[int, str]] | None:
    """The row whose cells are GPC references, and the reference of each of its columns."""
    for row in range(min(page.height, 10)):
        found = {column: ref for column, text in page.texts(row) if (ref := header_rows.gpc_ref(text))}
        if len(found) >= LEAST_REFERENCES:
            return row, found
    return None


def cells(page: Page, found: tuple[int, dict[int, str]], answers: Mapping[str, str]) -> Layout | None:
    """One record for each filled cell below a reference; printed BASIC totals are checked against their parts."""
    row, refs = found
    named, about, records = page.headed(row), header_rows.about(page, 0, row), Records()
    texts = {column: text for column, text in page.texts(row) if column not in refs}
    fields = {field: column for column, text in texts.items() if (field := header_rows.field(text)) in FIELDS}
    summed = {column: _summed(text, refs.values()) for column, text in texts.items()}
    if "year" not in fields:
        records.problems += dating.told(header_rows.dating_above(page, 0, row), about, answers)
    across.read(
        records,
        Across(
            named,
            row,
            row + 1,
            {column: {"gpc_ref": named.cell(row, column).saying(ref)} for column, ref in refs.items()},
            fields,
            about,
            lambda name: Sentence('figures in the column "{column}", which is no GPC reference', column=name),
            {
                column: TotalColumn(NOWHERE, frozenset(place for place, ref in refs.items() if ref in added))
                for column, added in summed.items()
                if added
            },
        ),
        answers,
    )
    return records.layout("gpc") if len(records) else None


def _summed(header: str, refs: Iterable[str]) -> set[str]:
    """The references that a column of this name adds up: all of BASIC or of BASIC and BASIC+, or those of one of the
    sectors I to VI; none where it is no total."""
    if level := lexicon("columns").meanings("gpc total").get(folded(header)):
        return {ref for ref in refs if GPC_REFERENCES[ref].level in ("BASIC", level)}
    chapter = _CHAPTER.fullmatch(header.strip())
    named = chapter and (chapter[1] or chapter[2]).upper()
    return {ref for ref in refs if ref.partition(".")[0] == named} if named else set()


def sources(page: Page) -> tuple[int, dict[str, int]] | None:
    """The columns of an export with one row a source: reference, total, and the three gases beside it."""
    for row in range(min(page.height, 10)):
        names = {folded(text): column for column, text in page.texts(row)}
        wanted = {"gpc_ref": "gpc reference number", "value": "total emissions", "unit": "total emission units"}
        if set(wanted.values()) <= set(names) and set(GASES) <= set(names):
            return row, {field: names[name] for field, name in wanted.items()} | {
                "key": names.get("notation key", -1),
                "label": names.get("subsector name", -1),
                "source": names.get("data source name", -1),
                "activity": names.get("activity value", -1),
                **{gas: names[gas] for gas in GASES},
            }
        report = {
            folded(header[0] if (header := header_unit(text)) else text): column for column, text in page.texts(row)
        }
        if {"gpc ref no", "notation keys"} <= set(report) and (total := report.get("total co2e", report.get("total"))):
            labels = {
                "label": report.get("ghg emissions source (by sector and sub sector)", -1),
                "key": report["notation keys"],
            }
            return row, {
                "gpc_ref": report["gpc ref no"],
                "value": total,
                "unit": -1,
                "source": -1,
                "activity": -1,
            } | labels
    return None


def export(page: Page, found: tuple[int, dict[str, int]], answers: Mapping[str, str]) -> Layout | None:
    """One record a row. The gas columns are CO2 equivalents in kg: they are checked against the total in t, and not
    kept beside it, since both would count the same emissions."""
    row, columns = found
    page = page.headed(row)
    records = Records()
    left: list[SheetCell] = []
    asked: list[SheetCell] = []
    about = header_rows.about(page, 0, row)
    head = page.cell(row, columns["value"])
    named = header_unit(head.text)
    of_head = head.saying(named[1].name) if named else about.get("unit", NOWHERE)
    records.problems += dating.told(header_rows.dating_above(page, 0, row), about, answers)
    for later in range(row + 1, page.height):
        if not page.texts(later) or (columns["unit"] < 0 and _heads(page, later, columns)):
            records.ignored += 1
            continue
        said = {
            name: page.cell(later, columns[place]) if columns[place] >= 0 else NOWHERE
            for name, place in (("subsector", "label"), ("notation_key", "key"), ("source", "source"))
        }
        said["gpc_ref"] = page.cell(later, columns["gpc_ref"])
        said["unit"] = page.cell(later, columns["unit"]) if columns["unit"] >= 0 else of_head
        value = page.value(later, columns["value"])
        key = said["notation_key"]
        strange = not value.text.strip() and bool(key.text) and numerals.read_one(key.text).key is None
        if strange and answers.get("not-available") == LEAVE_OUT:
            left.append(key)
            continue
        if strange:  # such as "RN", which is no key of the GPC
            said["notation_key"] = key.saying(answers.get("not-available", NotationKey.NE.value))
        said |= {name: about[name] for name in ("city", "year") if name in about}
        place = records.add(value, said, later, later)
        if strange and "not-available" not in answers:
            asked.append(key)
            records.waiting.append(place)
        gases = tuple(
            (page.value(later, columns[gas]), "kg CO2e")
            for gas in GASES
            if gas in columns and page.filled(later, columns[gas])
        )
        if gases and numerals.read_one(value.text, "point").value is not None:
            records.printed.append(Printed(value, (place,), said["subsector"].text, said["unit"].text, beside=gases))
    records.leave_out(
        "row-left-out",
        Sentence("keys that the GPC does not know"),
        Sentence("The rows were left out, as answered."),
        left,
    )
    records.leave_activity(
        [
            page.cell(later, columns["activity"])
            for later in range(row + 1, page.height)
            if columns["activity"] >= 0 and numerals.read_one(page.text(later, columns["activity"]), "point").value
        ]
    )
    records.say(
        "value-not-available",
        lambda text: Sentence('"{text}", which is no notation key', text=text),
        Sentence("NO, NE, IE or C"),
        Sentence("Say which notation key it stands for, or leave the rows out."),
        asked,
        "not-available",
        CHOICES["not-available"],
    )
    return records.layout("gpc", grouped=True, detailed=True)


def _heads(page: Page, row: int, columns: Mapping[str, int]) -> bool:
    """Whether a row of the GPC's own report form heads the rows below it or is their total: its reference is none of a
    cell, or neither a figure nor a key stands in it."""
    filled = page.filled(row, columns["value"]) or page.text(row, columns["key"])
    return not filled or header_rows.gpc_ref(page.text(row, columns["gpc_ref"])) is None
