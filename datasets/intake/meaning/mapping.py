"""Which column of a file is what: whole words, never pieces of words, and one column for one field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from analytics.text import years
from analytics.text.header_units import header_fuel, header_problem, header_unit
from analytics.text.problems import Problem, ask, block
from analytics.text.sentences import Sentence, quoted
from analytics.units import MASS, Unit
from analytics.vocabulary import Quantity
from datasets.intake.meaning import activity, held_words, other_figures, year_words
from datasets.intake.meaning import questions as asked
from datasets.intake.meaning.fields import (
    BY_CONTENT,
    EXACT,
    FIELDS,
    HOLDS,
    OF_A_ROW,
    PARTLY,
    are_units,
    field_of,
    gas_of,
    is_energy_unit,
    is_unit,
)
from datasets.intake.meaning.fuel_amounts import of_fuel
from datasets.intake.meaning.other_figures import others
from datasets.intake.meaning.plain_words import adds_up
from datasets.intake.meaning.questions import all_of, carriers_asked, listed, without
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("columns")
SLIPS = ("unit-suspect", "unit-ambiguous", "unit-multiplied")
"""What is told of the unit in a header although other columns hold numbers."""
LEAST_SWAPPED = 2
"""[R] So many different words a column must hold before it is said to hold those of another: one may be a slip."""


@dataclass(frozen=True)
class Match:
    """One column of the file and the field it was taken for; ``confidence`` is 1 for an exact name or an answer."""

    column: str
    field: str
    confidence: float


@dataclass(frozen=True)
class Values:
    """A column of numbers: where it stands, its header and the unit that its header names, if any."""

    index: int
    column: str
    unit: Unit | None


@dataclass(frozen=True)
class Columns:
    """Field -> position of its column, the columns of numbers, and how each was recognised."""

    positions: Mapping[str, int]
    values: tuple[Values, ...]
    matches: tuple[Match, ...]
    unused: tuple[str, ...]

    @property
    def of_references(self) -> bool:
        """Whether GPC references alone say of what the rows are."""
        return "gpc_ref" in self.positions and "sector" not in self.positions


def mapped(
    header: Sequence[str],
    answers: Mapping[str, str],
    header_row: int,
    samples: Sequence[Sequence[str]] = (),
    made: bool = False,
) -> tuple[Columns, list[Problem]]:
    """Take the columns of a file for fields; an answer ``column:FIELD=NAME`` settles one by hand.

    ``samples`` holds the first cells of each column: a column that only sounds like numbers must hold some. Two
    columns that fit one field equally well are asked about; columns that fit nothing are told, since their text is
    not kept. A table that was ``made`` from another layout names its fields by themselves; the columns of its file
    that nothing is known of stand beside them under their own names, and may hold carriers.
    """
    columns, problems = _mapped(tuple(header), tuple(answers.items()), header_row, tuple(map(tuple, samples)), made)
    return columns, list(problems)


@lru_cache(maxsize=4)
def _mapped(
    header: tuple[str, ...],
    answers: tuple[tuple[str, str], ...],
    header_row: int,
    samples: tuple[tuple[str, ...], ...],
    made: bool,
) -> tuple[Columns, tuple[Problem, ...]]:
    """The columns of a file, found once although its layout is looked for before its cells are checked."""
    plan = _Plan(header, dict(answers), header_row, samples, [name * (not made or name in FIELDS) for name in header])
    plan.settle_answers()
    plan.find_units()
    plan.find_names()
    plan.find_words_of_units()
    plan.find_amounts()
    plan.find_sectors()
    if not made or plan.known != list(header):
        plan.find_carriers()
    plan.find_swapped()
    plan.find_tables()
    unused = tuple(
        name
        for place, name in enumerate(header)
        if place not in plan.matches and place not in plan.doubtful and (name.strip() or not place)
    )
    columns = Columns(
        plan.positions, tuple(plan.values), tuple(plan.matches[place] for place in sorted(plan.matches)), unused
    )
    return columns, tuple(plan.problems)


class _Plan:
    """The columns of one file while they are being recognised: by answer, then by unit, then by name. ``known`` holds
    the names by which a field may be known."""

    def __init__(
        self,
        header: Sequence[str],
        answers: Mapping[str, str],
        header_row: int,
        samples: Sequence[Sequence[str]],
        known: Sequence[str],
    ) -> None:
        self.header, self.answers, self.header_row, self.samples, self.known = (
            header,
            answers,
            header_row,
            samples,
            known,
        )
        self.positions: dict[str, int] = {}
        self.matches: dict[int, Match] = {}
        self.values: list[Values] = []
        self.problems: list[Problem] = []
        self.settled: set[str] = set()
        self.doubtful: set[int] = set()

    def settle_answers(self) -> None:
        """Columns that were named by hand."""
        for field in FIELDS:
            answer = self.answers.get(f"column:{field}")
            if answer is None:
                continue
            place = asked.column(self.header, answer)
            if answer == asked.NONE:
                self.settled.add(field)
                self.problems += [without(self.header, self.header_row)] if field == "value" else []
            if answer == asked.NONE or place is None:
                continue
            self.settled.add(field)
            self.matches[place] = Match(self.header[place], field, EXACT)
            if field == "value":
                found = header_unit(self.header[place], self.answers)
                self.values = [Values(place, self.header[place], found[1] if found else None)]
            else:
                self.positions[field] = place

    def find_units(self) -> None:
        """Columns of numbers, known by the unit in their header. Two that measure the same are asked about."""
        if "value" in self.settled:
            return
        per_head: list[Values] = []
        doubtful: list[Problem] = []
        fuels: list[Values] = []
        for place, name in enumerate(self.known):
            if (
                place in self.matches
                or _WORDS.words("another column") & {*other_figures.in_words(name)}
                or year_words.elsewhen(name)
            ):
                continue
            found = header_unit(name, self.answers)
            if others(name, found is not None and found[1].quantity == Quantity.ENERGY):
                continue
            if found is not None:
                (per_head if found[1].per_head else self.values).append(Values(place, name, found[1]))
            elif fuel := header_fuel(name):
                fuels.append(Values(place, name, of_fuel(fuel)))
            elif problem := header_problem(name, self.answers):
                doubtful.append(replace(problem, row=self.header_row, column=name))
        massed = [values for values in self.values if values.unit and values.unit.quantity == MASS]
        counted = [values for values in massed if activity.worded(values.column)]
        if len(counted) < len(self.values):  # tonnes of waste beside the energy or emissions are no figures of them
            self.values = [values for values in self.values if values not in counted]
        held = [values for values in self.values if self._words(values.index)]
        self.values = held or self.values  # a name above nothing is a note beside others
        self.values = self.values or fuels  # a volume beside the energy that it gave is no figure of its own
        # Headers whose unit cannot be taken. Where other columns hold numbers, only slips of the pen are told.
        told = [problem for problem in doubtful if not self.values or problem.code in SLIPS]
        amounts = self.values or any(field_of(name, EXACT) == "value" for name in self.header)
        if per_head and not amounts and not told:
            told.append(
                block(
                    "unit-per-head",
                    Sentence("figures per head"),
                    "totals of the city",
                    "Bring the totals.",
                    row=self.header_row,
                    column=per_head[0].column,
                )
            )
        self.problems += told
        self.doubtful.update(self.header.index(problem.column) for problem in told if problem.column is not None)
        by_quantity: dict[str, list[Values]] = {}
        for values in self.values:
            self.matches[values.index] = Match(values.column, "value", EXACT)
            by_quantity.setdefault(values.unit.quantity if values.unit else "", []).append(values)
        for several in by_quantity.values():
            if len(several) > 1:
                self._ask_which("value", [values.index for values in several])

    def find_names(self) -> None:
        """Columns known by their name: the very name of a field first, then a name of a field within it."""
        for score in (EXACT, PARTLY):
            fitting: dict[str, list[int]] = {}
            for place, name in enumerate(self.known):
                field = None if place in self.matches else field_of(name, score)
                if field and field not in self.settled and self._holds(field, place, score):
                    fitting.setdefault(field, []).append(place)
            if "period" in fitting:  # months beside quarters tell more
                fitting["period"] = [max(fitting["period"], key=lambda place: len(set(self.samples[place])))]
            for field, places in fitting.items():
                self._take(field, places, score)
        self._years_of_periods()

    def find_amounts(self) -> None:
        """The column of amounts beside emissions whose unit stands in their header: the units in a column of their own
        are those of the amounts then, which count where each of them measures energy or a fuel."""
        named = (
            at for at, name in enumerate(self.known) if at not in self.matches and field_of(name, EXACT) == "value"
        )
        place, unit = next(named, None), self.positions.get("unit")
        kinds = {values.unit.kind if values.unit else "" for values in self.values}
        if place is None or unit is None or kinds != {"emissions"} or "value" in self.settled:
            return
        if (words := self._words(unit)) and all(map(is_energy_unit, words)):
            self.matches[place] = Match(self.header[place], "value", EXACT)
            self.values.append(Values(place, self.header[place], None))
        elif not any(map(is_unit, words)):
            self._release(unit)

    def _years_of_periods(self) -> None:
        """Months that bear their year are the years of a file without a column of them."""
        place = self.positions.get("period")
        if place is None or {"year", "period"} & self.settled or "year" in self.positions:
            return
        if all(years.YEAR.search(cell) for cell in self.samples[place] if cell.strip()):
            del self.positions["period"]
            self.positions["year"] = place
            self.matches[place] = Match(self.header[place], "year", PARTLY)

    def find_words_of_units(self) -> None:
        """A column all of whose words are units, whatever it is called, where no other one says the unit."""
        if "unit" in self.positions.keys() | self.settled or any(values.unit for values in self.values):
            return
        free = (at for at in range(len(self.header)) if at not in self.matches and at not in self.doubtful)
        for place in [at for at in free if are_units(self._words(at))][:1]:
            self._take("unit", [place], PARTLY)

    def find_sectors(self) -> None:
        """The column of sectors where none is called so: the only one of several words of which at least half name
        sectors."""
        if {"sector", "subsector", "gpc_ref"} & (self.positions.keys() | self.settled):
            return
        free = [at for at in range(len(self.header)) if at not in self.matches and at not in self.doubtful]
        named = [at for at in free if self.known[at].strip() and held_words.names_sectors(self._words(at))]
        if len(named) == 1 and len(self._words(named[0])) >= LEAST_SWAPPED:
            self._take("sector", named, PARTLY)

    def find_carriers(self) -> None:
        """A column that holds carriers, whatever it is called: taken for that where most of its words are names of
        carriers, asked about where its words tell rows apart that are alike in all else that is known of them."""
        if {"carrier", "gpc_ref"} & (self.positions.keys() | self.settled):
            return
        few = {place: words for place in range(len(self.header)) if (words := self._recurring(place))}
        named = [place for place, words in few.items() if 2 * sum(map(HOLDS["carrier"], words)) > len(words)]
        labels = [place for field, place in self.positions.items() if field not in ("source", "unit")]
        units = [found for values in self.values if (found := header_unit(values.column, self.answers))]
        labelled = {*labels, *few}
        open_ones = [place for place, words in few.items() if not held_words.names_sectors(words)]
        telling = [at for at in open_ones if self._foreign() or held_words.tells_apart(self.samples, at, labelled)]
        apart = [] if any(catalogue.carrier_code(stem) for stem, _ in units) else telling  # figures of a carrier
        for place in named[:1] or apart * (len(apart) == 1):  # looked at as carriers until it is answered
            self._release(place)
            self.matches[place] = Match(self.header[place], "carrier", PARTLY)
            self.positions["carrier"] = place
        if apart and not named:
            self.problems.append(carriers_asked([self.header[place] for place in apart], self.header_row))

    def _foreign(self) -> bool:
        """Whether the sectors are named by no word that is known, so that the carriers may not be either."""
        place = self.positions.get("sector")
        return place is not None and not any(map(HOLDS["sector"], self._words(place)))

    def _recurring(self, place: int) -> list[str]:
        """The words of a column that may hold carriers, where nothing is known of it or it is called the source of
        figures."""
        match = self.matches.get(place)
        taken = (match and match.field != "source") or place in self.doubtful or not self.header[place].strip()
        return [] if taken or place >= len(self.samples) else held_words.recurring(self.samples[place])

    def _release(self, place: int) -> None:
        """A column that was taken for another field is none of it."""
        if place in self.matches:
            self.positions = {field: at for field, at in self.positions.items() if at != place}
            del self.matches[place]

    def find_swapped(self) -> None:
        """Ask about two columns that hold each other's words, such as carriers under "sector" and sectors under
        "carrier", or exchange them as answered. Columns that were named by hand are left alone."""
        answer = self.answers.get("swapped-columns")
        named = [field for field in HOLDS if field in self.positions and field not in self.settled]
        pair = next((pair for pair in combinations(named, 2) if self._swapped(*pair)), None)
        if pair is None or answer == "as-named":
            return
        one, other = (self.positions[field] for field in pair)
        if answer == "swap":
            self.positions |= {pair[0]: other, pair[1]: one}
            self.matches |= {
                place: Match(self.header[place], field, EXACT) for place, field in ((other, pair[0]), (one, pair[1]))
            }
            return
        self.problems.append(
            ask(
                "columns-swapped",
                Sentence(
                    "{word} under {column} and {other} under {under}",
                    word=quoted(self._first(one)),
                    column=quoted(self.header[one]),
                    other=quoted(self._first(other)),
                    under=quoted(self.header[other]),
                ),
                "words that fit the name of their column",
                "Say whether the two columns are exchanged, or mean what their names say.",
                row=self.header_row,
                column=self.header[one],
                key="swapped-columns",
                choices=asked.CHOICES["swapped-columns"],
            )
        )

    def _swapped(self, one: str, other: str) -> bool:
        """Whether each of the columns of two fields holds words of the other field alone, several of which are none of
        its own; electricity is a carrier, and the sector of what is not split."""
        return all(
            all(map(HOLDS[others], words)) and sum(not HOLDS[own](word) for word in words) >= LEAST_SWAPPED
            for own, others in ((one, other), (other, one))
            for words in (self._words(self.positions[own]),)
        )

    def _words(self, place: int) -> list[str]:
        return held_words.words_in(self.samples[place] if place < len(self.samples) else ())

    def _first(self, place: int) -> str:
        return self._words(place)[0]

    def find_tables(self) -> None:
        """Refuse two tables side by side: the numbers of the second belong to the labels of the second."""
        named = [field for name in self.known if (field := field_of(name, EXACT)) in OF_A_ROW]
        if len(self.values) > 1 and sum(named.count(field) > 1 for field in OF_A_ROW) > 1:
            self.problems = [problem for problem in self.problems if problem.code != "duplicate-header"]
            twice = dict.fromkeys(name for name in self.header if named.count(field_of(name, EXACT) or "") > 1)
            self.problems.append(
                block(
                    "two-tables",
                    Sentence("the column names {names} more than once", names=listed(tuple(twice))),
                    "one table, in which each row has its labels once",
                    "Bring each table as a file or sheet of its own.",
                    row=self.header_row,
                )
            )

    def _take(self, field: str, places: list[int], score: float) -> None:
        known_by_unit = field == "value" and (self.values or any(p.code.startswith("unit-") for p in self.problems))
        if field in self.positions or known_by_unit:
            return
        if len(places) > 1:
            self._ask_which(field, places)
        self.matches[places[0]] = Match(self.header[places[0]], field, score)
        if field == "value":
            self.values.append(Values(places[0], self.header[places[0]], None))
        else:
            self.positions[field] = places[0]

    def _holds(self, field: str, place: int, score: float) -> bool:
        if field == "unit" and score < EXACT and activity.worded(self.header[place]):  # "Activity unit"
            return not self.values or any(values.unit is None for values in self.values)
        sampled = place < len(self.samples)
        if field == "period":
            return sampled and held_words.of_parts(self.header[place], self.samples[place])
        if field == BY_CONTENT:
            return sampled and any(gas_of(cell) for cell in self.samples[place])
        plain = score == EXACT and field not in ("method", "source")
        return plain or not sampled or held_words.may_be(field, self.header[place], self.samples[place])

    def _ask_which(self, field: str, places: list[int]) -> None:
        self.doubtful.update(places)
        names = [self.header[place] for place in places]
        alike = len(set(names)) < len(names)
        stems = {
            found[0] if (found := header_unit(name, self.answers)) else name * bool(header_fuel(name)) for name in names
        }
        beside = {"carrier", "unit"} & {field_of(name, EXACT) for name in self.header}
        each = field == "value" and len(stems - {""}) == len(names) and not beside and all(map(adds_up, stems))
        choices = tuple(
            f"{name} [{asked.letter(place)}]" if alike else name for name, place in zip(names, places, strict=True)
        )
        self.problems.append(
            ask(
                "duplicate-header" if alike else "two-columns",
                all_of(choices),
                Sentence("one column for the {field}", field=field.replace("_", " ")),
                "Say which one counts and the others are left out, or bring one number a row as in the template.",
                row=self.header_row,
                column=names[1],
                key=f"column:{field}",
                choices=(*choices, asked.EVERY_COLUMN) if each else choices,
            )
        )
