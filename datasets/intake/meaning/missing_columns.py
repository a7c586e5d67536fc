"""What is asked of a file in which no column was recognised for what every figure needs: city, year, sector, value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from analytics.text import numerals, years
from analytics.text.header_units import header_fuel, header_unit, is_factor_header
from analytics.text.problems import Problem, ask, warn
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS, Quantity
from datasets.intake.meaning import questions as asked
from datasets.intake.meaning import year_words
from datasets.intake.meaning.fields import FIELDS, OF_A_ROW, TOTAL
from datasets.intake.meaning.mapping import Columns
from datasets.intake.meaning.other_figures import beside, others
from datasets.intake.meaning.plain_words import adds_up
from datasets.intake.meaning.questions import MOST_NAMED, listed, without
from datasets.intake.meaning.sum_words import is_total
from datasets.reference import catalogue

UNDATED = warn(
    "undated-left-out",
    Sentence("no {field} in this file", field=Sentence("year")),
    "the year of an inventory, which has begun",
    "The figures were left out, as answered.",
)
"""What is told of a file whose figures are of no year that was, as answered."""
_OF_THE_FILE = {"city": Sentence("city"), "year": Sentence("year"), "sector": Sentence("sector")}


def required(
    columns: Columns,
    of_all: tuple[str | None, int | None, str | None],
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    row: int,
    known: Sequence[Problem] = (),
    made: bool = False,
    answers: Mapping[str, str] = MappingProxyType({}),
) -> list[Problem]:
    """A question for each field that the file must have and that no column was recognised for.

    ``of_all`` are city, year and sector of the whole file, where they were named. ``known`` are the problems of the
    columns so far: where one of them tells of a column of numbers, that is enough. Only columns that may hold a field
    by their ``samples`` are offered for it. Where none is, and in a table ``made`` from another layout, what is of the
    whole file is asked for.
    """
    (city, year, sector), wanted = of_all, []
    if "city" not in columns.positions and city is None:
        wanted.append(("city", Sentence("a column with the city, or the city of the whole file")))
    if "year" not in columns.positions and year is None:
        wanted.append(("year", Sentence("a column with the inventory year, or the year of the whole file")))
    elsewhere = {"sector", "subsector", "gpc_ref"} & columns.positions.keys() or _by_sector(columns)
    if not elsewhere and sector is None:
        wanted.append(("sector", Sentence("a column with the sector, or one with GPC references")))
    if not columns.values and not any(problem.code.startswith(("unit-", "no-figures")) for problem in known):
        wanted.append(
            ("value", Sentence("a column of numbers, such as energy_mwh, emissions_tco2e, or value with unit"))
        )
    declined = {field for field in _OF_THE_FILE if answers.get(f"column:{field}") == asked.NONE}
    fitting = {field: [] if field in declined else _fitting(field, columns, header, samples) for field, _ in wanted}
    problems = []
    for field, expected in wanted:
        if made or (field != "value" and not fitting[field]):
            problems += [_of_all(field, row, made)] if field in _OF_THE_FILE else []
            continue
        problems.append(
            ask(
                "missing-column",
                Sentence("the columns {names}", names=listed(header)),
                expected,
                "Name the column that holds it, or add one to the file.",
                row=row,
                column=field,
                key=f"column:{field}",
                choices=(*fitting[field][: 2 * MOST_NAMED], *_every(field, columns, header, samples)),
            )
        )
    return problems


def _by_sector(columns: Columns) -> bool:
    """Whether each of several columns of figures is called by a sector or by a sum: which of them count is asked."""
    stems = [found[0] if (found := header_unit(values.column)) else values.column for values in columns.values]
    return len(stems) > 1 and all(catalogue.sector_code(stem) or is_total(stem) for stem in stems)


def _every(field: str, columns: Columns, header: Sequence[str], samples: Sequence[Sequence[str]]) -> Iterator[str]:
    """What may be said of columns of figures beside their names: that each counts, or that none does."""
    if field != "value":
        yield asked.NONE
    else:
        named = [(name, cells) for name, cells in zip(header, samples, strict=True) if name in columns.unused]
        counting = sum(holds_figures(name, cells) for name, cells in named) * ("carrier" not in columns.positions)
        yield from [asked.EVERY_COLUMN] * (max(counting, sum(holds_units(cells) for _, cells in named)) > 1)
        yield asked.NONE


def holds_units(cells: Sequence[str]) -> bool:
    """Whether each figure of a column stands beside its own unit: "41,230 MWh"."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(numerals.split_unit(cell) for cell in filled)


def holds_figures(name: str, cells: Sequence[str]) -> bool:
    """Whether most cells of a column are figures that may count beside those of other columns, each of its carrier:
    none of one year, no totals, shares, factors or figures per head, and nothing that is counted, paid or measured
    otherwise."""
    filled = [cell for cell in cells if cell.strip()]
    figures = sum(map(_MAY_BE["value"], filled))
    found = header_unit(name)
    stem = found[0] if found else name
    per_head = found is not None and found[1].per_head
    other = per_head or beside(name) or is_factor_header(name) or "%" in name or is_total(stem) or not adds_up(stem)
    dated = years.YEAR.search(name) or all(map(years.YEAR.fullmatch, filled))
    return bool(figures) and 2 * figures >= len(filled) and not (other or dated)


def beside_fuels(columns: Columns, answers: Mapping[str, str], row: int) -> list[Problem]:
    """The question whether columns of fuel ("Natural gas (m3)") count beside the one column of energy, where that is
    called by a carrier: left out, what else was used would be missing. In a column of all energy the fuel may be
    counted already."""
    fuels = [name for name in columns.unused if measures_fuel(name)]
    names = [columns.values[0].column, *fuels] if len(columns.values) == 1 else []
    found = header_unit(names[0]) if names else None
    of_one = found is not None and found[1].quantity == Quantity.ENERGY and catalogue.carrier_code(found[0])
    if not fuels or not of_one or "carrier" in columns.positions or "column:value" in answers:
        return []
    return [
        ask(
            "two-columns",
            Sentence("the columns {names}", names=listed(names)),
            "all that was used",
            "Say whether each of these columns counts, or the one of energy alone.",
            row=row,
            column=fuels[0],
            key="column:value",
            choices=(names[0], asked.EVERY_COLUMN),
        )
    ]


def measures_fuel(name: str) -> bool:
    """Whether a column is one of the fuel that was used, by mass or volume."""
    other = year_words.elsewhen(name) or others(name, energy=True)
    return header_fuel(name) is not None and not other


def may_be_carrier(name: str) -> bool:
    """Whether a name is that of a carrier, or has it among its words."""
    return any(catalogue.carrier_code(word) for word in (name, *name.split()))


def _fitting(field: str, columns: Columns, header: Sequence[str], samples: Sequence[Sequence[str]]) -> list[str]:
    """The columns that may hold a field: those that nothing is known of, as far as their cells can be meant; a column
    of years of another calendar, where all of them can."""
    filled = [[cell for cell in cells if cell.strip()] for cells in samples]
    sure = {columns.positions.get(name) for name in ("carrier", "unit")}
    left = columns.unused or [name for place, name in enumerate(header) if place not in sure]
    named = zip(header, filled, strict=True)
    return [name for name, cells in named if name in left and cells and _may_hold(field, cells)]


def _may_hold(field: str, cells: Sequence[str]) -> bool:
    """Whether the filled cells of a column can be meant for a field: some of them, of years most."""
    fitting = sum(map(_MAY_BE[field], cells))
    if field == "year":
        return 2 * fitting >= len(cells) or all(map(years.otherwise_written, cells))
    return fitting > 0


_MAY_BE: Mapping[str, Callable[[str], bool]] = {
    "year": lambda cell: years.YEAR.search(cell) is not None,
    "city": lambda cell: any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell)),
    "sector": lambda cell: any(map(str.isalpha, cell)),
    "value": lambda cell: numerals.read_one(cell[:200]).shape != "bad" or numerals.split_unit(cell) is not None,
}
"""What tells of a cell that its column may be meant where a field is asked for."""


def _of_all(field: str, row: int, made: bool) -> Problem:
    """The question for what the whole file is of, where no column can say it."""
    if field == "sector":
        return ask(
            "sector-unnamed",
            Sentence("no sectors in this table"),
            "the sector of the figures",
            "Say which sector all figures are of, the total where they are the whole city's; or write the sectors "
            'in a column of texts, with "Sector" above it.',
            row=row,
            column="sector",
            key="sector",
            choices=(TOTAL, *(code for code in SECTORS if code != TOTAL)),
        )
    named = _OF_THE_FILE[field]
    fix = Sentence("Name the {field}, or write it above the table.", field=named)
    if field == "year":
        fix = Sentence(
            "Name the year, or write it above the table; leave the figures out where they are of a target, a scenario "
            "or a forecast, which is no inventory."
        )
    choices = (asked.LEAVE_OUT,) if field == "year" else ()
    problem = ask(
        "missing-column",
        Sentence("no {field} in this file", field=named),
        Sentence("the {field} of the whole file", field=named),
        fix,
        key=field,
        choices=choices,
    )
    return problem if made else replace(problem, row=row, column=field)


def without_figures(
    columns: Columns, header: Sequence[str], samples: Sequence[Sequence[str]], row: int
) -> list[Problem]:
    """The refusal of a list, such as that of the tables of a report: no column of it can be the figures, so that it
    would be asked in vain which one is."""
    if columns.values or not any(any(map(str.strip, cells)) for cells in samples):
        return []
    for place, (name, cells) in enumerate(zip(header, samples, strict=True)):
        filled = [cell for cell in cells if cell.strip()] if place != columns.positions.get("year") else []
        numbers = sum(map(_MAY_BE["value"], filled))
        other = is_factor_header(name) or others(name, energy=False)
        if numbers and 2 * numbers >= len(filled) and not (other and not set(OF_A_ROW) & columns.positions.keys()):
            return []
    return [without(header, row)]


def left_out(unused: Sequence[str], row: int | None, fields: Iterable[str] = FIELDS) -> list[Problem]:
    """A warning that names the columns that were taken for none of the ``fields``, if there are any."""
    if not unused:
        return []
    return [
        warn(
            "column-unused",
            Sentence("columns that are not used: {names}", names=listed(unused)),
            Sentence("columns for {names}", names=", ".join(fields)),
            "Their text is not kept; where one is needed, say what it holds.",
            row=row,
            cells=len(unused),
        )
    ]
