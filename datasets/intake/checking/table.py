"""The columns of one file while they are being checked: what the words of each row mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from analytics import units
from analytics.text import numerals
from analytics.text.header_units import header_unit
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from analytics.units import Unit
from analytics.vocabulary import GPC_REFERENCES, REMOVALS, SECTORS, Method, Quantity
from datasets.intake.checking import (
    checks,
    fuel_steps,
    gas_columns,
    gas_oil,
    gross,
    number_cells,
    references,
    rows_apart,
    table_headings,
    total_rows,
    whole_years,
)
from datasets.intake.checking.account import Account, CellWords, Coded, places, resolved
from datasets.intake.checking.corrected_tags import CorrectedTags
from datasets.intake.checking.duplicates import Figures, meanings, settle
from datasets.intake.checking.meant_cities import MeantCities, MeantCity, of_option, unified
from datasets.intake.checking.newcomers import together
from datasets.intake.checking.number_cells import KEYS
from datasets.intake.checking.shown_numbers import AS_SHOWN, DIVIDED, Formats, as_shown
from datasets.intake.checking.word_columns import LEAVING, NumberColumn, WordColumns
from datasets.intake.layouts import header_rows
from datasets.intake.meaning import thousands
from datasets.intake.meaning.mapping import Columns, Values
from datasets.intake.meaning.questions import LEAVE_OUT
from datasets.intake.readers.dialect import DELIMITERS
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.splitting import array_of, texts_of
from datasets.intake.readers.text_table import TextTable
from datasets.intake.readers.texts import Texts
from datasets.reference import catalogue, registry
from datasets.store import CityRecord
from datasets.store.combinations import combined, keyed, positions, spread

EXPECTED = {"year": Sentence("a year"), "sector": Sentence("a sector"), "carrier": Sentence("a carrier")}
EXPORTED = Problem(
    "warn",
    "export-left-out",
    "",
    Sentence("energy that is consumed"),
    Sentence("The rows were left out: energy given away is no consumption."),
)
SEVERAL_KEYS = Problem(
    "warn",
    "value-keys",
    "",
    Sentence("one notation key"),
    Sentence("The first one was kept; the original text is kept."),
)
LOOKED_AT = 50
"""Cells of a column without a unit that are looked at for units in them."""
LARGEST = 1e12
"""No cell of a city holds more MWh or tonnes: it is several times what the world uses or emits in a year."""


class CheckedTable(WordColumns):
    """The columns of one file, each resolved word by word. Each step adds to ``account``."""

    def __init__(
        self,
        sheet: TextTable,
        answers: Mapping[str, str],
        columns: Columns,
        account: Account,
        cities: Sequence[CityRecord],
        city: str | None,
        year: int | None,
        accounts: Mapping[str, str],
    ) -> None:
        """Resolve every column but the numbers. Total rows are settled first: their other cells need no meaning.

        A column that is missing, and was asked about, means nothing in any row, so that the others are checked still.
        """
        super().__init__(sheet, answers, columns, account)
        self.known: dict[str, CityRecord] = {}
        names = ("city", "year", "sector", "gpc_ref", "unit")
        rows_apart.names_again(sheet, [self.words(field) for field in names if field in columns.positions], account)
        self.tags = CorrectedTags(self)
        self._words["scope"] = self.tags.scope(self.words("scope"))
        self.told_totals = self.tags.leave_out_totals()
        self.named_totals = np.array(list(self.tags.totals), dtype=np.int64)
        self.totals = total_rows.left_out(self)
        rows_apart.amounts(self)
        for field, kind in LEAVING.items() if LEAVE_OUT in answers.values() else ():
            self._leave_out(field, kind)
        nothing = Coded(np.zeros(self.length, dtype=np.int32), [None])
        places = self._places()
        known = MeantCities(cities, answers, places.words, accounts)
        self.accounts: dict[str, str] = {}
        self.city = self._cities(known, places, city) if self.given("city", city) else nothing
        self.year = self._years(year) if self.given("year", year) else nothing
        self.gpc = references.of(self.words("gpc_ref"), self.words("scope"), account)
        told = self.given("sector", answers.get("sector")) or self.given("subsector") or self.given("gpc_ref")
        self.sector, self.label = self._sectors() if told else (nothing, nothing)
        self.carrier = gas_oil.by_use(
            self,
            self._coded("carrier", checks.carrier(answers, self.words("carrier").words, self.titles)),
            self.sector,
        )
        self.scope = self._scopes()
        default = answers.get("method") or (Method.GPC if "gpc_ref" in columns.positions else Method.COVENANT)
        self.method = self._coded("method", lambda word: checks.method(word or default))
        self.stated_keys = self._stated_keys()

    def _blank(self, field: str, refusal: Refused) -> Refused:
        """The answer to a blank cell: a question where something stands above it that it may stand for."""
        words = self.words(field)
        above = bool(self.length) and bool(words.words[words.codes[0]])
        return checks.merged(refusal) if above and "fill-down" not in self.answers else refusal

    def _coded(self, field: str, resolve: Callable[[str], Any]) -> Coded:
        words = self.words(field)
        return Coded(words.codes, resolved(words, resolve, self.account))

    def _places(self) -> CellWords:
        """What each row says of its city: name, country and account, in one spelling."""
        city, country, account = self.words("city"), self.words("country"), self.words("cdp_account")
        if country.name is None and account.name is None:
            return CellWords(city.name, city.codes, [MeantCity(word) for word in city.words])
        codes, found = combined(city.codes, country.codes, account.codes)
        said = [
            MeantCity(city.words[name], country.words[where], account.words[number]) for name, where, number in found
        ]
        one = unified(said)
        distinct = {place: at for at, place in enumerate(dict.fromkeys(one.values()))}
        return CellWords(city.name, np.array([distinct[one[place]] for place in said])[codes], list(distinct))

    def _cities(self, known: MeantCities, places: CellWords, option: str | None) -> Coded:
        """The city of each row; where an option names it, the file must not say another. The rows below a heading that
        is no city are left out where that was answered."""
        headings = table_headings.leave_out(places, self.account, self.answers)
        resolve = together(places, known, self.account, self.answers)
        wanted: CityRecord | None = None
        if option is not None:
            wanted = self._option(lambda word: known.city(of_option(word)), option, "city")
        mine = [wanted.city_id] if wanted else [city.city_id for city in known.settled(headings)]

        def identified(place: MeantCity) -> str | None:
            if not place and option is not None:
                found = wanted
                if found is not None and place.country and not registry.lies_in(found, place.country):
                    raise checks.contradiction("city", place.country, found.name)
            elif not place:
                raise self._blank("city", checks.blank(Sentence("the name or id of a city")))
            else:
                if place.word in headings and f"city:{known.shown(place)}" not in self.answers:
                    raise table_headings.whose(place, known, mine)
                found = resolve(place)
                if wanted is not None and found is not None and found.city_id != wanted.city_id:
                    raise checks.contradiction("city", place.word, wanted.name)
            if found is None:
                return None
            one = self.known.setdefault(found.city_id, found)
            if found.name < one.name:  # one new city in two spellings
                self.known[found.city_id] = found
            if place.account and not known.shares(place):
                self.accounts[place.account] = found.city_id
            return str(found.city_id)

        if option is not None and wanted is None:
            self.account.rejected[:] = True
        return Coded(places.codes, resolved(places, identified, self.account))

    def _years(self, option: int | None) -> Coded:
        """The inventory year of each row; where an option names it, the file must not say another."""
        words = self.words("year")
        wanted = self._option(lambda word: checks.year(word, {}), str(option), "year") if option is not None else None

        def identified(word: str) -> int | None:
            if not word and option is not None:
                return wanted if wanted is None else checks.passed(int(wanted), str(option), self.answers, of_file=True)
            if not word:
                raise self._blank("year", checks.blank(Sentence("a year")))
            if self.answers.get(f"year:{word}") == LEAVE_OUT:
                return None
            found = checks.year(word, self.answers)
            if wanted is not None and found != wanted:
                raise checks.contradiction("year", word, str(wanted))
            return checks.passed(found, word, self.answers)

        if option is not None and wanted is None:
            self.account.rejected[:] = True
        return Coded(words.codes, resolved(words, identified, self.account))

    def _leave_out(self, field: str, kind: str) -> None:
        """Leave out the rows with a word of a field of which the answer says so: no year, sector or carrier at all."""
        words = self.words(field)
        places = positions(self.left_by_word(field, kind) & ~self.account.settled)
        for code in np.unique(words.codes[places]):
            mine = places[words.codes[places] == code]
            fix = Sentence("The rows were left out, as answered.")
            if kind == "carrier":
                fix = Sentence("The figures were left out, as answered.")
            problem = Problem("warn", "row-left-out", quoted(words.words[code]), EXPECTED[kind], fix, column=words.name)
            self.account.leave_out(problem, mine)

    def _option(self, resolve: Callable[[str], Any], word: str, field: str) -> Any:
        """What the city or year that was given beside the file means; None, with its problem told, where it is none."""
        try:
            return resolve(word)
        except Refused as refusal:
            found = Sentence("{word} as the year of the file", word=quoted(word))
            if field == "city":
                found = Sentence("{word} as the city of the file", word=quoted(word))
            for problem in refusal.problems:
                self.account.tell(replace(problem, found=found))
            return None

    def _scopes(self) -> Coded:
        """The scope of each row; where a GPC reference names it, the reference decides and a contradiction is told."""
        stated = self._coded("scope", checks.scope)
        if not any(self.gpc.values):
            return stated
        codes, pairs = combined(self.gpc.codes, stated.codes)
        scopes: list[int | None] = []
        for place, (ref, own) in enumerate(pairs):
            known, scope = GPC_REFERENCES.get(self.gpc.values[ref] or ""), stated.values[own]
            scopes.append(known.scope if known else scope)
            if known and scope not in (None, known.scope):
                self.account.add(
                    Problem(
                        "warn",
                        "scope-conflict",
                        Sentence("scope {scope} beside {ref}", scope=scope, ref=known.ref),
                        Sentence("scope {scope}", scope=known.scope),
                        Sentence("The reference was followed; check which of the two is right."),
                        column=self.words("scope").name,
                    ),
                    positions(codes == place),
                )
        return Coded(codes, scopes)

    def _sectors(self) -> tuple[Coded, Coded]:
        """Sector and label of each row: from its GPC reference, else from its most specific label that is known."""
        specific, general, wide = self.words("subsector"), self.words("sector"), self.words("macro_area")
        codes, places = combined(self.gpc.codes, specific.codes, general.codes, wide.codes)
        combinations = [
            (GPC_REFERENCES.get(self.gpc.values[ref] or ""), wide.words[area], general.words[main], specific.words[sub])
            for ref, sub, main, area in places
        ]
        gpc_column = self.words("gpc_ref").name

        def resolve(combination: tuple[Any, str, str, str]) -> str:
            known, area, main, sub = combination
            if known:
                return str(known.sector)
            if not (area or main or sub):
                if general.name is None:
                    raise _located(checks.blank(Sentence("a GPC reference")), gpc_column)
                raise _located(self._blank("sector", checks.blank(Sentence("a sector"))), general.name)
            column = general.name if main else specific.name if sub else wide.name
            try:
                return checks.sector((area, main, sub), self.answers)
            except Refused as refusal:
                raise _located(refusal, column) from None

        sectors = resolved(CellWords(None, codes, combinations), resolve, self.account)
        labels = [
            sub or main or area or (SECTORS[cell.sector].name if cell else "") for cell, area, main, sub in combinations
        ]
        return Coded(codes, sectors), Coded(codes, labels)

    def _stated_keys(self) -> np.ndarray:
        """The notation key beside each number, as its position in KEYS."""
        words = self.words("notation_key")
        given_away = catalogue.lexicon("columns").words("exported")
        exported = self.account.tell_words(words, lambda word: word.casefold() in given_away, EXPORTED)
        self.account.ignored[exported] = self.account.settled[exported] = True
        found = resolved(words, checks.notation_key, self.account)
        self.account.tell_words(words, lambda word: "keys" in numerals.read_one(word).notes, SEVERAL_KEYS)
        codes = np.array([number_cells.NO_KEY if key is None else KEYS.index(str(key)) for key in found], dtype=np.int8)
        codes[[bool(word) and key is None for word, key in zip(words.words, found, strict=True)]] = (
            number_cells.UNREAD_KEY
        )
        return spread(codes, words.codes)

    def numbers(self, values: Values) -> NumberColumn:
        """One column of numbers: its values in MWh or tonnes, or the notation keys that stand in their place."""
        texts = self._texts(values)
        bare, inside = number_cells.split_units(texts, self.answers)
        parted = DELIMITERS.get(self.sheet.dialect.delimiter) if self.sheet.dialect.delimiter != "," else None
        kinds = self.account.origins.kinds.get(values.column) if self.account.origins else None
        found, keys = number_cells.numbers(
            bare, values.column, self.stated_keys, self.answers, self.account, parted, kinds
        )
        if self.answers.get(thousands.KEY) == thousands.THOUSANDS:
            found = 1000 * found
        texts, shown = self._shown(values, texts, found)
        inside |= shown
        unit = gross.told(self, values.column, self._units(values, inside))
        factors = np.array(
            [np.nan if item is None else units.factor(item, units.canonical(item)) for item in unit.values]
        )
        place = values.column if inside or self.words("unit").name is None else self.words("unit").name
        named = self.words("carrier")
        net = fuel_steps.convert(found, factors, unit, self.carrier, named, place, self.answers, self.account)
        self.account.add(
            Problem(
                "block",
                "value-impossible",
                "",
                Sentence("at most {most:g} MWh or t: the whole world uses less in a year", most=LARGEST),
                Sentence("Correct the figure or its unit."),
                column=values.column,
            ),
            places(self.length, lambda rows: (found[rows] > LARGEST) | (found[rows] < -LARGEST)),
            lambda place: quoted(texts[place].as_py()),
        )
        self._negative(places(self.length, lambda rows: found[rows] < 0), unit, values.column, texts)
        return NumberColumn(values.column, values.unit, found, keys, unit, texts, net)

    def _texts(self, values: Values) -> pa.Array | Texts:
        """The texts of a column of numbers, as their number formats show them where that was answered."""
        texts = texts_of(self.sheet.columns[values.index])
        shown = self.account.origins.shown.get(values.column) if self.account.origins else None
        if shown is None or self.answers.get(DIVIDED) != AS_SHOWN:
            return texts
        return pa.array(as_shown(array_of(texts).to_pylist(), shown, self.answers), pa.string())

    def _shown(
        self, values: Values, texts: pa.Array | Texts, numbers: np.ndarray
    ) -> tuple[pa.Array | Texts, dict[int, str]]:
        """The texts of a column with the units that number formats write in them, and these units by position."""
        shown = self.account.origins.shown.get(values.column) if self.account.origins else None
        if shown is None:
            return texts, {}
        held, words = array_of(texts).to_pylist(), self.words("unit")
        read = ~np.isnan(numbers)
        formats = Formats(values.column, shown, held.__getitem__, read, self.account, self.answers, asking=True)
        formats.refuse_percent()
        inside = formats.units(lambda place: str(words.words[words.codes[place]]), values.unit)
        for place, unit in inside.items():
            held[place] = f"{held[place]} {unit}"
        return pa.array(held, pa.string()) if inside else texts, inside

    def _units(self, values: Values, inside: Mapping[int, str]) -> Coded:
        """The unit of each row as it was corrected, else as the file states it."""
        corrected = self.tags.of_units(values.column)
        corrected = corrected[~self.account.settled[corrected]]
        self.account.settled[corrected] = True
        stated = self._stated_units(values, inside)
        self.account.settled[corrected] = False
        return self.tags.units(values.column, stated, values.column if values.unit else "")

    def _stated_units(self, values: Values, inside: Mapping[int, str]) -> Coded:
        """The unit of each row: from its cell, its unit column, the header of the numbers, or the file's answer."""
        stated, gas = self.units_beside(values), self.words("gas")
        bare = stated.name is None and values.unit is None and not inside and "unit" not in self.answers
        titled = self._titled_unit(values.column) if bare else None
        resolve = gas_columns.unit(self.answers, values.unit or titled, gas.name)
        if bare and titled is None:
            self.account.rejected[~self.account.settled] = True
            found = Sentence("no unit, neither in the header nor in a column of its own")
            row = self.sheet.dialect.header_row
            cells = texts_of(self.sheet.columns[values.index]).slice(0, LOOKED_AT).to_pylist()
            inside_cells = any(cells) and all(map(numerals.split_unit, filter(None, cells)))  # which is asked about
            if (
                not self.account.settled.all() and not inside_cells
            ):  # of none, every figure was refused, and a unit would help none
                self.account.tell(replace(checks.NO_UNIT, found=found, row=row, column=values.column))
            return Coded(stated.codes, [None])
        codes, beside = stated.codes, [(word, "") for word in stated.words]
        if gas.name is not None:
            codes, both_words = combined(stated.codes, gas.codes)
            beside = [(stated.words[own], gas.words[of]) for own, of in both_words]
        words = CellWords(stated.name if stated.name is not None else values.column, codes, beside)
        if not inside:
            return Coded(words.codes, resolved(words, resolve, self.account))
        cell = np.full(self.length, "", dtype=object)
        cell[list(inside)] = list(inside.values())
        own = CellWords.of(values.column, pa.array(cell, pa.string()))
        codes, pairs = combined(own.codes, words.codes)

        def at(column: str | None, word: str, of: str) -> Unit:
            try:
                return resolve((word, of))
            except Refused as refusal:
                raise _located(refusal, column) from None

        def both(pair: tuple[str, gas_columns.Beside]) -> Unit:
            within, (beside, of) = pair
            found = at(values.column, within, of) if within else at(words.name, beside, of)
            if within and beside and at(words.name, beside, of) != found:
                raise Refused(
                    Problem(
                        "block",
                        "unit-conflict",
                        Sentence("{unit} beside the unit {other}", unit=quoted(within), other=quoted(beside)),
                        Sentence("one unit"),
                        Sentence("Correct the cell or the unit."),
                    )
                )
            return found

        named = [(own.words[within], words.words[beside]) for within, beside in pairs]
        return Coded(codes, resolved(CellWords(values.column, codes, named), both, self.account))

    def _titled_unit(self, column: str) -> Unit | None:
        """The one unit that the texts around a table name, as in "All values in GWh", which is told with its place."""
        named = {text: found[1] for text in self.sheet.dialect.around if (found := header_unit(text))}
        if len(set(named.values())) != 1 or any(len(header_rows.kinds(text)) > 1 for text in named):
            return None
        text, unit = next(iter(named.items()))
        fix = Sentence(
            "The figures were read in {unit}, which stands there; check that it is theirs.", unit=unit.symbol
        )
        expected = Sentence("the unit in the header of the figures, or in a column of its own")
        self.account.tell(Problem("warn", "unit-read", quoted(text), expected, fix, column=column))
        return unit

    def _negative(self, negative: np.ndarray, unit: Coded, column: str, texts: pa.Array | Texts) -> None:
        """Consumption cannot be negative; removals stay negative and are pointed out where no land use is at work."""
        if not len(negative):
            return
        energy = unit.mask(lambda item: item is not None and item.quantity == Quantity.ENERGY)[negative]
        self.account.add(
            Problem(
                "block",
                "negative-energy",
                "",
                Sentence("a consumption of zero or more"),
                Sentence("Correct the sign; energy given away is not consumption."),
                column=column,
            ),
            negative[energy],
            lambda place: quoted(texts[place].as_py()),
        )
        odd = negative[~energy & ~self.sector.mask(lambda code: code in REMOVALS)[negative]]
        if len(odd):
            self.account.add(
                Problem(
                    "warn",
                    "negative-emissions",
                    quoted(texts[int(odd[0])].as_py()),
                    Sentence("emissions of zero or more outside land use"),
                    Sentence("It was kept as a removal; check the sign."),
                    column=column,
                ),
                odd,
            )

    def duplicates(self, parts: Sequence[NumberColumn]) -> None:
        """Settle the rows that fill the same cell twice. Two spellings of one thing are one cell."""
        carrier, own, entry = self.words("carrier"), self.words("subsector"), self.words("entry")
        labels = [catalogue.normal_label(label or "") for label in self.label.values]
        sector = meanings(self.sector, list(zip(self.sector.values, labels, strict=True)))
        if any(self.gpc.values):  # a reference names the sector by itself; a label of their own tells its rows apart
            label = meanings(Coded(own.codes, own.words), [catalogue.normal_label(word) for word in own.words])
            sector = np.where(self.gpc.mask(bool), label, np.int64(len(own.words)) + sector)
        whole = keyed(
            meanings(self.city),
            meanings(self.year),
            meanings(self.method),
            meanings(self.gpc),
            sector,
            meanings(Coded(carrier.codes, carrier.words), [catalogue.normal_label(word) for word in carrier.words]),
            meanings(self.scope),
            meanings(Coded(entry.codes, entry.words)),
            *(meanings(part.quantity) for part in parts),
            gas_columns.parts(self.words("gas")),
            *rows_apart.adding_up(self),
        )
        detail = self.account.origins.detail if self.account.origins else None
        if detail is not None:  # several sources of one cell add up; only the very same row twice is asked about
            import pandas as pd

            whole = keyed(pd.factorize(whole)[0], detail)
        figures = [Figures(part.column, part.amounts, part.keys, part.unit) for part in parts]
        whole = whole_years.settle(self, whole, figures)
        settle(whole, figures, self.account, self.answers, self.sheet.columns)


def _located(refusal: Refused, column: str | None) -> Refused:
    return Refused(*(replace(problem, column=column) for problem in refusal.problems))
