"""What the texts above figures say: a year, a unit, a sector, a carrier, a scope, a total, a share, or a word that is
asked about; rows of them over each other say it together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from analytics.text import years
from analytics.text.header_units import doubtful_unit, header_unit
from analytics.text.parts_of_year import part_of_year
from analytics.units import plain_text
from analytics.vocabulary import CARRIERS
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.header_rows import bare
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell
from datasets.intake.meaning import other_figures, year_words
from datasets.intake.meaning.plain_words import says_measured
from datasets.intake.meaning.sum_words import is_total, summed_up
from datasets.reference import catalogue

MOST_WORDS = 6
"""More words are a sentence, and state neither a unit below a table nor a sector beside its carrier."""
OPPOSITE = {"sector": "carrier", "carrier": "sector"}
_SHORT_PERIOD = re.compile(r"[0-9]{2}\s*[/\u2010\u2011\u2013-]\s*[0-9]{2}")
_otherwise_written = header_rows.known(years.otherwise_written)
_SEVERAL = re.compile(r"[,;/+&].*\S")
_AND = re.compile(rf"(?:[&+]|{catalogue.lexicon('columns').one_of('and')}\b)", re.IGNORECASE)
_PARTED = re.compile(r".*[^\W\d_]\s*[-\u2013]\s+(.+)")
"""A label, a dash, and what it is parted by."""
_GAS = re.compile(r"(?:CO|N)[2\u2082]O?|CH[4\u2084]", re.IGNORECASE)


def year_of(cell: SheetCell) -> str:
    """The year that a head is or speaks of (``year_in``)."""
    return year_in(cell.text)


@header_rows.known
def year_in(text: str) -> str:
    """The year that a head is, or the period across two years, or that stands beside the word of its column
    ("2019 Electricity") or its part of the year ("H1 2019"); a mistyped one as it stands; nothing for others."""
    if plain := str(header_rows.year(text) or "") or header_rows.period(text):
        return year_words.marked(text) or plain
    if header_rows.fiscal(text):
        return text
    if not header_rows.dated(text):
        return text if header_rows.mistyped_year(text) else ""
    beside = year_words.YEAR.findall(text)
    worded = len(beside) == 1 and worded_year(text) and not year_words.elsewhen(text)
    return beside[0] if worded or _is_part(text) else ""


def worded_year(text: str) -> bool:
    """Whether what stands beside the year of a head names a sector, a carrier or a scope, or is like a carrier."""
    beside = header_rows.undated(text) if header_rows.dated(text) else ""
    return names_place(beside) or (like_carrier(bare(beside)) and not measures(beside) and not _of_others(beside))


def among_worded(text: str) -> bool:
    """Whether a head holds one year and, with a unit, a word that nothing else knows: beside heads that name a sector
    or a carrier with their year it is asked about as one."""
    return (
        year_words.among(text) is not None and not year_words.elsewhen(text) and of_a_carrier(header_rows.undated(text))
    )


def with_unknown(
    over: Mapping[int, Sequence[SheetCell]], dated: Mapping[int, Sequence[SheetCell]]
) -> tuple[Mapping[int, Sequence[SheetCell]], str]:
    """The columns of years with those beside them whose year stands beside a word that is not known, where others name
    a sector or a carrier so; and which of both that word is then."""
    texts = [cell.text for cells in dated.values() for cell in cells if worded_year(cell.text)]
    if not texts:
        return dated, ""
    unknown = kind_of([bare(header_rows.undated(text)) for text in texts])
    beside = {
        column
        for column, cells in over.items()
        if any(worded_year(cell.text) or among_worded(cell.text) for cell in cells)
    }
    both = {column: cells for column, cells in over.items() if column in beside or column in dated}
    return both, unknown or "carrier"


def undated(cell: SheetCell) -> SheetCell:
    """A head without the year in it."""
    return cell.saying(header_rows.undated(cell.text))


def without_carrier(
    over: Mapping[int, Sequence[SheetCell]], heads: Mapping[int, Mapping[str, SheetCell]]
) -> dict[int, SheetCell]:
    """The columns whose heads name no carrier beside others of the same measure that do: with the word that is asked
    about, or with none where they say no more than that energy or emissions were measured, so that they sum up."""
    kinds = {column: header_rows.measured(said.get("unit", NOWHERE).text) for column, said in heads.items()}
    named = {kinds[column] for column, said in heads.items() if "carrier" in said}
    found = dict[int, SheetCell]()
    for column, said in heads.items():
        if {"sector", "carrier", "scope", "period"} & said.keys() or kinds[column] not in named:
            continue
        plain = [cell.saying(bare(undated(cell).text)) for cell in over[column]]
        worded = [cell for cell in plain if cell.text and not says_measured(cell.text)]
        found[column] = worded[-1] if worded else NOWHERE
    return found


def _of_others(text: str) -> bool:
    """Whether the words of a head speak of other figures than what was used or emitted."""
    return other_figures.beside(bare(text))


def _is_part(text: str) -> bool:
    """Whether a head is a month, a quarter or a half of a year, and no day of it."""
    part = None if header_rows.period(bare(text)) else part_of_year(bare(text))
    return part is not None and not part.dated


def is_measure(text: str) -> bool:
    """Whether a head says how something is measured, and not what."""
    unit = header_rows.unit_of(text) is not None or header_rows.percent(text)
    return measures(text) or (unit and not (is_known(text) or _is_part(text)))


def is_known(text: str) -> bool:
    """Whether a head names a sector, a carrier, a scope or a total."""
    return names_place(text) or header_rows.total_column(text)


def names_place(text: str) -> bool:
    """Whether a head names a sector, a carrier or a scope."""
    word = bare(text)
    named = header_rows.carrier(text) or header_rows.sector(word) or header_rows.scope(text)
    return bool(named or pair(word)) and not is_total(word)


def heads_over(page: Page, rows: Sequence[int]) -> dict[int, list[SheetCell]]:
    """The heads of each column from top to bottom; what heads a group stands over its first column alone."""
    below = {column for row in rows for column, _ in page.texts(row)}
    found: dict[int, list[SheetCell]] = {column: [] for column in sorted(below)}
    for row in rows:
        own = {column: page.cell(row, column) for column, _ in page.texts(row)}
        groups = {column: cell for column, cell in own.items() if not header_rows.field(cell.text)}
        finer = {column for later in rows if later > row for column, _ in page.texts(later)}
        for column, cell in (header_rows.spread(groups, finer - own.keys()) | own).items():
            found[column].append(cell)
    return found


def kinds_of_rows(
    rows: Sequence[int], over: Mapping[int, Sequence[SheetCell]], usual: str, dated: bool = False
) -> dict[int, str]:
    """Whether the words in each row of heads are sectors or carriers: by those that are known as one of them alone, and
    in two rows the one and the other. A row of units says nothing more where others name the columns, or years do."""
    texts = {row: [cell.text for cells in over.values() for cell in cells if cell.row == row + 1] for row in rows}
    words = {row: [bare(text) for text in texts[row] if not is_plain(text)] for row in rows}
    named = [row for row in rows if words[row] and not all(map(is_measure, texts[row]))]
    held = named if named or dated else [row for row in rows if words[row]]
    kinds = {row: kind_of(words[row]) for row in held}
    for row in held:
        other = next((kinds[at] for at in held if at != row and kinds[at]), "")
        kinds[row] = kinds[row] or OPPOSITE.get(other, usual)
    return kinds


def is_plain(text: str) -> bool:
    """Whether a head is a year, a unit, a scope, a share or a total, and so no word for a sector or carrier."""
    other = header_rows.scope(text) or header_rows.percent(text) or header_rows.total_column(text)
    return bool(header_rows.year(text) or header_rows.period(text) or other) or not bare(text) or measures(text)


def is_share(cells: Sequence[SheetCell]) -> bool:
    """Whether the heads of a column say that it holds shares, or figures per head."""
    return any(header_rows.percent(cell.text) or header_rows.per_head(cell.text) for cell in cells)


def is_sum(cells: Sequence[SheetCell]) -> bool:
    """Whether the heads of a column say that it sums up others."""
    return any(header_rows.total_column(cell.text) for cell in cells)


def named_within(over: Mapping[int, Sequence[SheetCell]], total: int, columns: Iterable[int]) -> list[int]:
    """The columns whose lowest heads begin with what a column of totals says that it sums up: "Industry gas" beside
    "Industry total"."""
    words = summed_up(bare(over[total][-1].text))
    return [at for at in columns if words and catalogue.normal_label(over[at][-1].text).startswith(words)]


def said_by(cells: Sequence[SheetCell], kinds: Mapping[int, str], unknown: str = "") -> dict[str, SheetCell]:
    """What the heads of a column say together, the lowest last; ``unknown`` tells whether a word beside a year that is
    not known is a sector or a carrier."""
    said: dict[str, SheetCell] = {}
    for cell in cells:
        said |= _says(cell, kinds.get(cell.row - 1, ""), unknown)
    return said


def _says(cell: SheetCell, kind: str, unknown: str = "") -> dict[str, SheetCell]:
    text = cell.text
    asked = unknown if among_worded(text) else ""
    if year := year_of(cell) or (asked and str(year_words.among(text))):
        rest = header_rows.undated(text)
        own_kind = kind or kind_of([bare(rest)]) or asked or ("carrier" if like_carrier(bare(rest)) else "sector")
        beside = _says(cell.saying(rest), own_kind) if asked or worded_year(text) else {}
        own = header_rows.own_unit(header_rows.undated(text))
        part = {"period": cell.saying(bare(text))} if _is_part(text) else {}
        return {"year": cell.saying(year), **part, **beside, **({"unit": cell.saying(own)} if own else {})}
    own = header_rows.own_unit(text) if not header_rows.remark(text) else None
    own = own or (header_rows.unit_of(text) if not is_known(text) else None)
    said = {"unit": cell.saying(own)} if own else {}
    if scope := header_rows.scope(text):
        return said | {"scope": cell.saying(str(scope))}
    word = bare(text)
    if both := pair(word):
        return said | {"sector": cell.saying(both[0]), "carrier": cell.saying(both[1])}
    if not kind or not word or measures(text):
        return said
    if kind == "carrier" and _of_a_sector(word):
        kind = "sector"
    return said | {
        kind: header_rows.coded(cell.saying(word)) if kind == "carrier" else header_rows.label(cell.saying(word))
    }


def carrier_columns(texts: Sequence[str]) -> int:
    """How many columns are headed by a carrier and its unit ("Heating oil (l)"), as the last ones of a table whose
    other columns are labels, but for their totals; 0 where a column of carriers, units or figures stands beside. Beside
    a carrier, or what is like one ("Gas (MWh)"), other words with a unit are carriers that are not known."""
    while texts and header_rows.total_column(texts[-1]):
        texts = texts[:-1]
    of_carriers = list(map(of_a_carrier, texts))
    count = sum(of_carriers)
    labels = [header_rows.field(text) for text in texts[: len(texts) - count]]
    beside = {"carrier", "value", "unit", "gpc_ref"} & set(labels) or not all(labels) or "sector" not in labels
    named = texts[len(texts) - count :]
    alike = any(like_carrier(bare(text)) for text in named)
    return 0 if beside or not alike or not all(of_carriers[len(texts) - count :]) else count


@header_rows.known
def of_a_carrier(text: str) -> bool:
    """Whether a head with a unit names a carrier, or something that is not known and may be one."""
    if header_rows.own_unit(text) is None or header_rows.carrier(text):
        return header_rows.own_unit(text) is not None
    field = header_rows.field_named(text)
    told = measures(text) or is_known(text) or header_rows.dated(text) or field not in (None, "carrier", "gas")
    return bool(bare(text)) and not (told or _of_others(text) or header_rows.per_head(text))


def beside_pairs(said: Mapping[int, dict[str, SheetCell]]) -> dict[int, dict[str, SheetCell]]:
    """What heads say where others name a sector and a carrier together: a sector that is not known is asked about, in
    the words before the carrier ("Council electricity"), and never that of another column; and what begins with the
    sector of another head is of that sector ("Council other"), with the rest as a carrier that is asked about."""
    parted = {column: dict(one) for column, one in said.items()}
    for one in parted.values():
        name = next((name for name in ("carrier", "sector") if name in one), "")
        words = one[name].text.split() if len({"carrier", "sector"} & one.keys()) == 1 else []
        words = [] if header_rows.sector(" ".join(words)) else words
        places = range(1, len(words))
        sure = (place for place in places if header_rows.carrier(" ".join(words[place:])))
        like = (place for place in reversed(places) if like_carrier(" ".join(words[place:])))
        if place := next(chain(sure, like), 0):
            one |= _parted(one[name], words, place)
    sectors = {one["sector"].text for one in parted.values() if {"sector", "carrier"} <= one.keys()}
    for one in parted.values():
        words = one["sector"].text.split() if "sector" in one and "carrier" not in one else []
        words = [] if header_rows.sector(" ".join(words)) else words
        if place := next((at for at in range(1, len(words)) if " ".join(words[:at]) in sectors), 0):
            one |= _parted(one["sector"], words, place)
    return parted


def _parted(cell: SheetCell, words: Sequence[str], place: int) -> dict[str, SheetCell]:
    return {"sector": cell.saying(" ".join(words[:place])), "carrier": cell.saying(" ".join(words[place:]))}


def apart_by_words(
    over: Mapping[int, Sequence[SheetCell]], heads: Mapping[int, dict[str, SheetCell]]
) -> dict[int, dict[str, SheetCell]]:
    """The heads of several years, where columns of one year that measure the same are not all told apart by a sector,
    carrier or scope, but each by some words or a unit: with these as the carriers that are asked about."""
    found, alike = dict(heads), dict[tuple[str, bool], list[int]]()
    for column, said in heads.items():
        emitted = header_rows.measured(said.get("unit", NOWHERE).text) == "emissions"
        alike.setdefault((said["year"].text, emitted), []).append(column)
    for columns in alike.values() if len({year for year, _ in alike}) > 1 else ():
        words = {column: _word_beside(over[column], heads[column]) for column in columns}
        told = {name for column in columns for name in ("carrier", "scope", "period") if name in heads[column]}
        sectors = ["sector" in heads[column] for column in columns]
        if len(columns) > 1 and all(word.text for word in words.values()) and not (told or all(sectors)):
            for column, word in words.items():
                rest = {name: cell for name, cell in heads[column].items() if name != "sector"}
                found[column] = {**rest, "carrier": word}
    return found


def _word_beside(cells: Sequence[SheetCell], said: Mapping[str, SheetCell]) -> SheetCell:
    """What stands in the lowest head of a column beside its year and unit, else the unit."""
    lowest = next((cell for cell in reversed(cells) if cell.text != said["year"].text), NOWHERE)
    word = bare(header_rows.undated(lowest.text)) or said.get("unit", NOWHERE).text
    return lowest.saying(word) if lowest.text else NOWHERE


def _of_a_sector(word: str) -> bool:
    """Whether a head among those of carriers names a sector and no carrier, or a part of one in brackets: "Road
    transport (motorways)"."""
    whole = word.partition("(")[0].strip()
    return not header_rows.carrier(word) and bool(header_rows.sector(word) or (whole and header_rows.sector(whole)))


def unit_below(page: Page, first: int) -> SheetCell | None:
    """The one unit that is written below the last figures of a table, in words that say no more: "in t CO2e"."""
    rows = range(first, page.height)
    last = max((row for row in rows if any(header_rows.numeric(text) for _, text in page.texts(row))), default=0)
    found = [
        page.cell(row, column).saying(unit)
        for row in range(last + 1, page.height)
        for column, text in page.texts(row)
        if len(text.split()) <= MOST_WORDS
        and not re.search(r"[0-9=]", _GAS.sub("", text))
        and (unit := header_rows.unit_of(text))
    ]
    return found[0] if len({cell.text for cell in found}) == 1 else None


def years_alike(page: Page, row: int) -> list[int]:
    """The columns of a row whose heads differ in the year alone, beside a word that is not known ("2018 FY"); or are
    all of them dates, years of another calendar ("令和元年"), or names of years ("Base year" beside "Target")."""
    found = {column: text for column, text in page.texts(row) if year_words.among(text) is not None}
    alike = len({header_rows.undated(text) for text in found.values()}) == 1 and len(set(found.values())) == len(found)
    if alike and len(found) > 1 and not any(map(year_words.elsewhen, found.values())):
        return list(found)
    heads = {column: text for column, text in page.texts(row) if column and not header_rows.field(text)}
    texts = [*heads.values()]
    calendar = _of_another_calendar(texts)
    named = all(map(year_words.names_year, texts)) and any(map(year_words.is_label, texts))
    dates = all((part := part_of_year(text)) and part.dated for text in texts)
    return list(heads) if len(set(texts)) > 1 and (calendar or named or dates) else []


def overlong_years(page: Page, row: int) -> list[int]:
    """The columns of a row whose heads are years with a digit too many ("20018"), beside plain years."""
    texts = page.texts(row)
    beside = [text for _, text in texts if header_rows.year(text)]
    return [column for column, text in texts if header_rows.overlong_year(text)] if beside else []


def _of_another_calendar(texts: Sequence[str]) -> bool:
    """Whether heads are years of another calendar, or written otherwise: by the word of an era, the digits of another
    script, as short periods ("17/18"), or as numbers of four digits, each above the one before it or each below."""
    if all(_SHORT_PERIOD.fullmatch(text) and years.read_year(text).fault == "fiscal" for text in texts):
        return True
    if not all(map(_otherwise_written, texts)):
        return False
    if any("年" in text or not re.fullmatch(r"[0-9.,]+", text) for text in texts):
        return True
    plain = all(re.fullmatch(r"[0-9]{4}", text) and years.by_calendar(text) for text in texts)
    return plain and sorted({*map(int, texts)}) in (list(map(int, texts)), list(map(int, reversed(texts))))


@header_rows.known
def pair(text: str) -> tuple[str, str] | None:
    """The sector and the carrier that a text names together, each by its words: "Residential natural gas"."""
    words, inside = text.split(), text.rstrip(") ").rpartition("(")[2] if "(" in text else ""
    known = header_rows.sector(text) or (header_rows.carrier(text) and not header_rows.sector(inside))
    for parted in range(1, len(words) if not known else 1):
        before, after = " ".join(words[:parted]).rstrip(",:-–/ "), " ".join(words[parted:]).strip("()-–/ ")
        for one, other in () if _AND.match(after) else ((before, after), (after, before)):
            whole = other.count("(") == other.count(")")
            listed = one == after and _SEVERAL.search(before)  # of carriers, whose last word is no sector of them all
            if whole and not listed and header_rows.sector(one) and one not in CARRIERS and like_carrier(other):
                return one, other
    return None


def carrier_in(text: str) -> str:
    """The carrier that a label is or ends in, where it names no sector: petrol in "Passenger cars petrol"; "" for
    others."""
    words = [] if header_rows.sector(text) or is_total(text) else bare(text).split()
    ends = (" ".join(words[place:]) for place in range(len(words)))
    return next((end for end in ends if header_rows.carrier(end)), "")


@header_rows.known
def like_carrier(text: str) -> bool:
    """Whether a label is that of a carrier, or begins or ends as one does; one that names beside it of what it is the
    carrier ("Private transport - petrol") is not."""
    if header_rows.carrier(text) is not None:
        return True
    like = not header_rows.sector(text) and catalogue.lexicon("figures").any_in(text, "like a carrier")
    parted = _PARTED.fullmatch(text) if like else None
    short = len(text.split()) <= MOST_WORDS  # each part of a sentence would be looked at in each other
    return like and not (parted and header_rows.carrier(parted[1])) and not (short and pair(text))


def kind_of(words: Iterable[str]) -> str:
    """Whether words are sectors or carriers, by those that are known as one of them alone, or all of them are different
    months, quarters or halves ("period"); a total is none of these."""
    every = [header_rows.unlisted(word) for word in words if not is_total(word)]
    if len(set(every)) > 1 and all(map(_is_part, every)):
        return "period"
    sectors = sum(bool(header_rows.sector(word)) and not header_rows.carrier(word) for word in every)
    carriers = sum(bool(header_rows.carrier(word)) and not header_rows.sector(word) for word in every)
    return "sector" if sectors > carriers else "carrier" if carriers > sectors else ""


def measured_in(cells: Sequence[SheetCell]) -> str | None:
    """What the unit in the heads of a column measures."""
    return next((kind for cell in cells if (kind := header_rows.measured(header_rows.unit_of(cell.text) or ""))), None)


@header_rows.known
def measures(text: str) -> bool:
    """Whether a head with a unit, be it one that is asked about, names nothing but what is measured, no more than that
    it is energy or a gas, or all of it: "Total energy (MWh)"."""
    named, doubt = header_unit(text), doubtful_unit(text)
    stem = named[0] if named else plain_text(text).partition(doubt)[0].strip(" ([:,-") if doubt else None
    if stem is None or header_rows.carrier(text) is not None:
        return False
    return says_measured(" ".join(word for word in stem.split() if not is_total(word)))
