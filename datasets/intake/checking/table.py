"""The columns of one file while they are being checked: what the words of each row mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from analytics import units
from analytics.text import numerals
from analytics.text.problems import Refused, block, warn
from analytics.text.sentences import Sentence, quoted
from analytics.vocabulary import GPC_REFERENCES, REMOVALS, SECTORS, Method, Quantity
from datasets.intake.checking import (
    checks,
    fuel_steps,
    number_cells,
    row_carriers,
    row_cities,
    row_units,
    rows_apart,
    total_rows,
    whole_years,
)
from datasets.intake.checking.account import Account, resolved
from datasets.intake.checking.coded_columns import Coded, meanings, places, together
from datasets.intake.checking.corrected_tags import CorrectedTags
from datasets.intake.checking.duplicates import Figures, settle
from datasets.intake.checking.number_cells import KEYS
from datasets.intake.checking.shown_numbers import AS_SHOWN, DIVIDED, Formats, as_shown
from datasets.intake.checking.word_columns import LEAVING, NumberColumn, WordColumns
from datasets.intake.meaning import said_beside
from datasets.intake.meaning.mapping import Columns, Values
from datasets.intake.meaning.questions import LEAVE_OUT, LEFT_OUT
from datasets.intake.readers.dialect import DELIMITERS
from datasets.intake.readers.text_table import TextColumn, TextTable, array_of, texts_of
from datasets.reference import catalogue
from datasets.store import CityRecord
from datasets.store.combinations import keyed, positions, spread

EXPECTED = {"year": Sentence("a year"), "sector": Sentence("a sector"), "carrier": Sentence("a carrier")}
EXPORTED = warn(
    "export-left-out",
    "",
    "energy that is consumed",
    "The rows were left out: energy given away is no consumption.",
)
SEVERAL_KEYS = warn(
    "value-keys",
    "",
    "one notation key",
    "The first one was kept; the original text is kept.",
)
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
        names = ("city", "year", "sector", "gpc_ref", "unit")
        rows_apart.names_again(sheet, [self.words(field) for field in names if field in columns.positions], account)
        self.tags = CorrectedTags(self)
        self._words["scope"] = self.tags.scope(self.words("scope"))
        self.told_totals = self.tags.leave_out_totals()
        self.named_totals = np.array(list(self.tags.totals), dtype=np.int64)
        self.totals = total_rows.left_out(self)
        rows_apart.amounts(self)
        for field, kind in LEAVING.items() if LEAVE_OUT in answers.values() else ():
            # Leave out the rows with a word of a field of which the answer says so: no year, sector or carrier at all.
            words = self.words(field)
            places = positions(self.left_by_word(field, kind) & ~self.account.settled)
            for code in np.unique(words.codes[places]):
                done = Sentence("The figures were left out, as answered.") if kind == "carrier" else LEFT_OUT
                self.account.leave_out(
                    warn("row-left-out", quoted(words.words[code]), EXPECTED[kind], done, column=words.name),
                    places[words.codes[places] == code],
                )
        nothing = Coded(np.zeros(self.length, dtype=np.int32), [None])
        self.city = row_cities.of(self, cities, city, accounts) or nothing
        self.year = self._years(year) if self.given("year", year) else nothing
        # The GPC reference of each row: its own, or that of the sub-sector ("I.1") in the scope beside it. Rows of one
        # reference have one code, in whatever scope each was written, so that a whole is still found beside its parts.
        beside = together(self.words("gpc_ref"), self.words("scope"), name=self.words("gpc_ref").name)
        named = self.words("sector").name is not None
        found = resolved(
            beside, lambda pair: checks.gpc_ref_in_scope(*pair) or checks.gpc_ref(pair[0], named), self.account
        )
        self.gpc = Coded(meanings(Coded(beside.codes, found)), list(dict.fromkeys(found)))
        told = self.given("sector", answers.get("sector")) or self.given("subsector") or self.given("gpc_ref")
        self.sector, self.label = self._sectors() if told else (nothing, nothing)
        self.carrier = row_carriers.by_use(
            self,
            self._coded("carrier", checks.carrier(answers, self.words("carrier").words, self.titles)),
            self.sector,
        )
        self.scope = self._scopes()
        default = answers.get("method") or (Method.GPC if "gpc_ref" in columns.positions else Method.COVENANT)
        self.method = self._coded("method", lambda word: checks.method(word or default))
        self.stated_keys = self._stated_keys()

    def _coded(self, field: str, resolve: Callable[[str], Any]) -> Coded:
        words = self.words(field)
        return Coded(words.codes, resolved(words, resolve, self.account))

    def _years(self, option: int | None) -> Coded:
        """The inventory year of each row; where an option names it, the file must not say another."""
        words = self.words("year")
        wanted = (
            self.of_the_file(lambda word: checks.year(word, {}), str(option), "year") if option is not None else None
        )

        def identified(word: str) -> int | None:
            if not word and option is not None:
                return wanted if wanted is None else checks.passed(int(wanted), str(option), self.answers, of_file=True)
            if not word:
                raise self.blank("year", checks.blank(Sentence("a year")))
            if self.answers.get(f"year:{word}") == LEAVE_OUT:
                return None
            found = checks.year(word, self.answers)
            if wanted is not None and found != wanted:
                raise checks.contradiction("year", word, str(wanted))
            return checks.passed(found, word, self.answers)

        if option is not None and wanted is None:
            self.account.rejected[:] = True
        return Coded(words.codes, resolved(words, identified, self.account))

    def _scopes(self) -> Coded:
        """The scope of each row; where a GPC reference names it, the reference decides and a contradiction is told."""
        stated = self._coded("scope", checks.scope)
        below = positions(self.below_scopes(self.words("scope")) & ~self.account.settled)
        if len(below) and "fill-down" not in self.answers and not self.given("gpc_ref"):
            asked = checks.merged(checks.blank(Sentence("a scope in each row")))
            self.account.add(asked.changed(column=self.words("scope").name).problems[0], below)
        if not any(self.gpc.values):
            return stated
        beside = together(self.gpc, stated)
        scopes: list[int | None] = []
        for place, (ref, scope) in enumerate(beside.words):
            known = GPC_REFERENCES.get(ref or "")
            scopes.append(known.scope if known else scope)
            if known and scope not in (None, known.scope):
                self.account.add(
                    warn(
                        "scope-conflict",
                        Sentence("scope {scope} beside {ref}", scope=scope, ref=known.ref),
                        Sentence("scope {scope}", scope=known.scope),
                        "The reference was followed; check which of the two is right.",
                        column=self.words("scope").name,
                    ),
                    positions(beside.codes == place),
                )
        return Coded(beside.codes, scopes)

    def _sectors(self) -> tuple[Coded, Coded]:
        """Sector and label of each row: from its GPC reference, else from its most specific label that is known."""
        specific, general, wide = self.words("subsector"), self.words("sector"), self.words("macro_area")
        named = together(self.gpc, specific, general, wide)

        def resolve(names: tuple[str | None, str, str, str]) -> str:
            ref, sub, main, area = names
            if ref in GPC_REFERENCES:
                return str(GPC_REFERENCES[ref].sector)
            if not (area or main or sub):
                if general.name is None:
                    raise checks.blank(Sentence("a GPC reference")).changed(column=self.words("gpc_ref").name)
                raise self.blank("sector", checks.blank(Sentence("a sector"))).changed(column=general.name)
            column = general.name if main else specific.name if sub else wide.name
            try:
                return checks.sector((area, main, sub), self.answers)
            except Refused as refusal:
                raise refusal.changed(column=column) from None

        sectors = resolved(named, resolve, self.account)
        labels = [
            sub or main or area or (SECTORS[GPC_REFERENCES[ref].sector].name if ref in GPC_REFERENCES else "")
            for ref, sub, main, area in named.words
        ]
        return Coded(named.codes, sectors), Coded(named.codes, labels)

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
        kinds = self.account.origins.kinds.get(values.column)
        found, keys = number_cells.numbers(bare, values.column, self.stated_keys, self.account, parted, kinds)
        if self.answers.get(said_beside.SCALE) == said_beside.THOUSANDS:
            found = 1000 * found
        texts, shown = self._shown(values, texts, found)
        inside |= shown
        # The unit of each row as it was corrected, else as the file states it.
        corrected = self.tags.of_units(values.column)
        corrected = corrected[~self.account.settled[corrected]]
        self.account.settled[corrected] = True
        stated = row_units.stated(self, values, inside)
        self.account.settled[corrected] = False
        unit = row_units.on_basis(
            self, values.column, self.tags.units(values.column, stated, values.column if values.unit else "")
        )
        factors = np.array(
            [np.nan if item is None else units.factor(item, units.canonical(item)) for item in unit.values]
        )
        place = values.column if inside or self.words("unit").name is None else self.words("unit").name
        named = self.words("carrier")
        net = fuel_steps.convert(found, factors, unit, self.carrier, named, place, self.account)
        self.account.add(
            block(
                "value-impossible",
                "",
                Sentence("at most {most:g} MWh or t: the whole world uses less in a year", most=LARGEST),
                "Correct the figure or its unit.",
                column=values.column,
            ),
            places(self.length, lambda rows: (found[rows] > LARGEST) | (found[rows] < -LARGEST)),
            lambda place: quoted(texts[place].as_py()),
        )
        self._negative(places(self.length, lambda rows: found[rows] < 0), unit, values.column, texts)
        return NumberColumn(values.column, values.unit, found, keys, unit, texts, net)

    def _texts(self, values: Values) -> TextColumn:
        """The texts of a column of numbers, as their number formats show them where that was answered."""
        texts = texts_of(self.sheet.columns[values.index])
        shown = self.account.origins.shown.get(values.column)
        if shown is None or self.answers.get(DIVIDED) != AS_SHOWN:
            return texts
        return pa.array(as_shown(array_of(texts).to_pylist(), shown, self.answers), pa.string())

    def _shown(self, values: Values, texts: TextColumn, numbers: np.ndarray) -> tuple[TextColumn, dict[int, str]]:
        """The texts of a column with the units that number formats write in them, and these units by position."""
        shown = self.account.origins.shown.get(values.column)
        if shown is None:
            return texts, {}
        held, words = array_of(texts).to_pylist(), self.words("unit")
        read = ~np.isnan(numbers)
        formats = Formats(values.column, shown, held.__getitem__, read, self.account, asking=True)
        formats.refuse_percent()
        inside = formats.units(words.at, values.unit)
        for place, unit in inside.items():
            held[place] = f"{held[place]} {unit}"
        return pa.array(held, pa.string()) if inside else texts, inside

    def _negative(self, negative: np.ndarray, unit: Coded, column: str, texts: TextColumn) -> None:
        """Consumption cannot be negative; removals stay negative and are pointed out where no land use is at work."""
        if not len(negative):
            return
        energy = unit.mask(lambda item: item is not None and item.quantity == Quantity.ENERGY)[negative]
        self.account.add(
            block(
                "negative-energy",
                "",
                "a consumption of zero or more",
                "Correct the sign; energy given away is not consumption.",
                column=column,
            ),
            negative[energy],
            lambda place: quoted(texts[place].as_py()),
        )
        odd = negative[~energy & ~self.sector.mask(lambda code: code in REMOVALS)[negative]]
        if len(odd):
            self.account.add(
                warn(
                    "negative-emissions",
                    quoted(texts[int(odd[0])].as_py()),
                    "emissions of zero or more outside land use",
                    "It was kept as a removal; check the sign.",
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
            label = meanings(own, [catalogue.normal_label(word) for word in own.words])
            sector = np.where(self.gpc.mask(bool), label, np.int64(len(own.words)) + sector)
        whole = keyed(
            meanings(self.city),
            meanings(self.year),
            meanings(self.method),
            meanings(self.gpc),
            sector,
            meanings(carrier, [catalogue.normal_label(word) for word in carrier.words]),
            meanings(self.scope),
            meanings(entry),
            *(meanings(part.quantity) for part in parts),
            row_units.gases(self.words("gas")),
            *rows_apart.adding_up(self),
        )
        detail = self.account.origins.detail
        if detail is not None:  # several sources of one cell add up; only the very same row twice is asked about
            import pandas as pd

            whole = keyed(pd.factorize(whole)[0], detail)
        figures = [Figures(part.column, part.amounts, part.keys, part.unit) for part in parts]
        whole = whole_years.settle(self, whole, figures)
        settle(whole, figures, self.account, self.sheet.columns)
