"""What the bound says of one verdict, in sentences: the figures that may be others, those of most tonnes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite, isnan

from analytics.bounding_limits import PER_HEAD_T, WORTH_NAMING
from analytics.commitment.bound import BASE, LACKED, NEWEST, OpenFigures, bound
from analytics.commitment.codes import Code, OpenPlace, Reason
from analytics.commitment.former_inventories import NO_FORMER, FormerInventories
from analytics.commitment.place_questions import Cause, PlaceQuestions, explained
from analytics.commitment.targets import Target
from analytics.detection.case import Finding
from analytics.inventories.inventory import Inventory
from analytics.inventories.spots import CARRIER_CODES, NOWHERE, REFERENCES, SECTOR_CODES, Spot, columns
from analytics.text.sentences import Sentence
from analytics.vocabulary import TOTAL_PLACE

MOST_NAMED = 5
_ENTER = Sentence("Enter the figure, or explain why there is none.")
_EXPLAIN = Sentence("Correct the figure, or explain the fall.")
_BOUND = Sentence("Correct the figure, or explain it.")


class AskedBounds:
    """The bounds of several questions on one city's inventories, of which each can be told in sentences."""

    def __init__(
        self,
        inventories: Sequence[Inventory],
        asked: PlaceQuestions,
        targets: Sequence[Target],
        explanations: Sequence[Cause] = (),
        former: FormerInventories = NO_FORMER,
        findings: Sequence[Finding] = (),
    ) -> None:
        """Ask them; the inventories of the questions, and those of ``former``, are places among ``inventories``."""
        self._inventories, self._asked = inventories, asked
        used = {row for column in (asked.first, asked.then, asked.earlier.ravel()) for row in column.tolist()}
        self.places = columns([item.spots if row in used else NOWHERE for row, item in enumerate(inventories)])
        self._explanations = [
            [item for item in explanations if aim.base_year <= item.year <= inventories[then].year] if then >= 0 else []
            for aim, then in zip(targets, asked.then.tolist(), strict=True)
        ]
        given = [(question, item) for question, known in enumerate(self._explanations) for item in known]
        self.given = explained(given)
        self._told = [
            (question, item) for question, aim in enumerate(targets) for item in findings if item.method == aim.method
        ]
        self._found = bound(self.places, asked, self.given, former, findings=self._told)

    def codes(self, question: int) -> Code:
        """The codes of what forbids a verdict on a question."""
        return Code(int(self._found.codes[question]))

    def explanations(self, question: int) -> list[Sentence]:
        """What somebody explained of the two years of a question, and of those between."""
        return [] if isnan(self._asked.gap_t[question]) else [item.told for item in self._explanations[question]]

    def unexplained(self, question: int) -> tuple[OpenPlace, ...]:
        """The places whose figures may be others, most tonnes first, whether or not they turn the answer."""
        found = [self._place(self._found.of(question), row) for row in range(len(self._found.of(question).tonnes))]
        places: dict[tuple[int, Spot], float | None] = {}
        for item in found:
            if item is not None:
                before = places.get((item.year, item.spot), 0.0)
                more = None if before is None or item.tonnes is None else before + item.tonnes
                places[item.year, item.spot] = more
        whole = {(year, Spot(TOTAL_PLACE)): None for year, _ in places}  # one reason for a whole year
        return tuple(OpenPlace(year, spot, tonnes) for (year, spot), tonnes in {**whole, **places}.items())

    def reasons(self, question: int) -> list[Reason]:
        """Why a question has no verdict: the figures that add most, each with at least a tenth of what is missing to
        turn the answer; the largest one in any case."""
        codes = self.codes(question)
        if not codes:
            return []
        needed = WORTH_NAMING * abs(float(self._asked.gap_t[question]))
        told: list[Reason] = []
        if codes & Code.OTHER_GAS:
            told.append(self._gases(question))
        if not codes & (Code.UNSETTLED | Code.BASE_LACKS):
            return told
        found = self._found.of(question)
        for row in range(min(len(found.tonnes), MOST_NAMED)):
            tonnes = float(found.tonnes[row])
            if row and tonnes < needed:
                break
            told += self._said(found, row)
        return told

    def _gases(self, question: int) -> Reason:
        latest, base_year = self._inventories[self._asked.then[question]], int(self._asked.base_year[question])
        said = Sentence(
            "Some sectors count CO2 alone in one of {base_year} and {year}.", base_year=base_year, year=latest.year
        )
        return Reason(Code.OTHER_GAS, said, None, None, Sentence("Give both years in the same gas."))

    def _place(self, found: OpenFigures, row: int) -> OpenPlace | None:
        """The field that would settle an open figure."""
        question, tonnes = int(found.question[row]), float(found.tonnes[row])
        side = int(found.side[row])
        spot = Spot(
            SECTOR_CODES[found.sector[row]],
            CARRIER_CODES[found.carrier[row]] or None,
            None,
            REFERENCES[found.reference[row]] or None,
        )
        year = self._asked.year if side == NEWEST else self._asked.base_year
        return OpenPlace(int(year[question]), spot, tonnes if isfinite(tonnes) else None)

    def _said(self, found: OpenFigures, row: int) -> Iterator[Reason]:
        question, side = int(found.question[row]), int(found.side[row])
        place, tonnes = self._place(found, row), float(found.tonnes[row])
        assert place is not None
        latest, first = self._inventories[self._asked.then[question]], int(self._asked.first[question])
        holds, was = float(found.holds_t[row]), float(found.was_t[row])
        other = int(found.source[row])
        other_year = self._inventories[other].year if other >= 0 else int(self._asked.base_year[question])
        values: dict[str, object] = {
            "place": place.spot.name,
            "year": place.year,
            "other_year": other_year,
            "base_year": int(self._asked.base_year[question]),
            "amount": was,
            "low": PER_HEAD_T[0],
            "high": PER_HEAD_T[1],
        }
        code = Code.BASE_LACKS if side == LACKED else Code.UNSETTLED
        if found.finding[row] >= 0:
            finding = self._told[found.finding[row]][1]
            yield Reason(code, Sentence(finding.message), tonnes, place, Sentence(finding.repair))
            return
        if not isfinite(tonnes) and place.spot.sector == TOTAL_PLACE:
            source = latest if side == NEWEST else self._inventories[first]
            for said in source.lacking or (Sentence("Energy without emissions in {year}.", year=source.year),):
                yield Reason(code, said, None, place, Sentence("Enter the emissions of this energy."))
            return
        if not isfinite(tonnes):
            said = Sentence("{place} has no figure in {year}, nor in any year before.", **values)
            yield Reason(code, said, None, place, _ENTER)
        elif side == LACKED:
            said = Sentence(
                "{place} has no figure in {base_year}, and {now:,.0f} t in the newest year.", now=holds, **values
            )
            yield Reason(code, said, tonnes, place, _ENTER)
        elif side == BASE and place.spot.sector == TOTAL_PLACE and holds > self._asked.base_most_t[question]:
            said = Sentence("{year}: {now:,.0f} t are more than {high:g} t per inhabitant.", now=holds, **values)
            yield Reason(code, said, tonnes, place, _BOUND)
        elif side == BASE:
            said = Sentence(
                "{place}: the base year may be {excess:,.0f} t too high next to the inventories after it.",
                place=place.spot.name,
                excess=holds - was,
            )
            yield Reason(code, said, tonnes, place, _BOUND)
        elif holds <= 0 and place.spot.sector != TOTAL_PLACE:
            said = (
                Sentence("{place}: no figure above zero in {year}, after {amount:,.0f} t.", **values)
                if was > 0
                else Sentence("{place} took up {now:,.0f} t more than in any year before.", now=tonnes, **values)
            )
            yield Reason(code, said, tonnes, place, _ENTER if was > 0 else _EXPLAIN)
        elif place.spot.sector == TOTAL_PLACE and (now := latest.emissions_t or 0.0) < self._asked.least_t[question]:
            said = Sentence("{year}: {now:,.0f} t are fewer than {low:g} t per inhabitant.", now=now, **values)
            yield Reason(code, said, tonnes, place, _BOUND)
        else:
            percent = 100 * (1 - holds / was) if was > 0 else 0.0
            said = Sentence("{place} fell by {percent:.0f} % from {other_year} to {year}.", percent=percent, **values)
            yield Reason(code, said, tonnes, place, _EXPLAIN)
