"""What single places say of one verdict, in sentences: why it is not given, and what a reader should know beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from math import fsum, isinf, isnan

import numpy as np

from analytics.commitment import single_places as rules
from analytics.commitment.codes import Code, Reason
from analytics.commitment.comparability import made
from analytics.commitment.copied import FEWEST, SHARP
from analytics.commitment.corrected import NO_FORMER, CorrectedPlaces, FormerInventories, corrected
from analytics.commitment.place_questions import Cause, OpenPlace, PlaceQuestions, explained
from analytics.commitment.single_places import BEFORE, BELOW, FORMER, NEW, ToldByPlaces
from analytics.commitment.targets import Target
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.inventories.missing import apart, listed
from analytics.inventories.spots import NOWHERE, SECTOR_CODES, WHOLE, PlaceColumns, Spot, by_name, columns
from analytics.text.sentences import Sentence, counted, joined
from analytics.uncertainty.errors import Sides
from analytics.uncertainty.likelihood import at_or_below, moved, of_hundred, too_close
from analytics.uncertainty.strength import Strength
from analytics.vocabulary import METHOD_NAMES, SECTORS, TOTAL_PLACE, Method, NotationKey

_OPEN: dict[Code, tuple[Sentence, Sentence]] = {
    Code.PLACES_DIFFER: (
        Sentence(
            "No figure in {year} of what had one in {other_year}: {places}; with it, the city would not be on track."
        ),
        Sentence(
            "No figure in {year} of what had one in {other_year}: {places}; the verdict would be the same with it."
        ),
    ),
    Code.LEADS_NOWHERE: (
        Sentence(
            "Said to be included elsewhere in {year}, where nothing grew by it since {other_year}: {places}; with it, "
            "the city would not be on track."
        ),
        Sentence(
            "Said to be included elsewhere in {year}, where nothing grew by it since {other_year}: {places}; the "
            "verdict would be the same with it."
        ),
    ),
    Code.DROPPED: (
        Sentence(
            "No row in {year} of what had one in {other_year}: {places}; with it, the city would not be on track."
        ),
        Sentence("No row in {year} of what had one in {other_year}: {places}; the verdict would be the same with it."),
    ),
    Code.DIVIDED_IN_PART: (
        Sentence(
            "Divided in part only in {year}, so that the rest of {other_year} is missing: {places}; with it, the city "
            "would not be on track."
        ),
        Sentence(
            "Divided in part only in {year}, so that the rest of {other_year} is missing: {places}; the verdict would "
            "be the same with it."
        ),
    ),
    Code.VANISHED: (
        Sentence(
            "All but gone in {year} of what stood in {other_year}, without a reason on file: {places}; at the former "
            "level, the city would not be on track."
        ),
        Sentence(
            "All but gone in {year} of what stood in {other_year}, without a reason on file: {places}; the verdict "
            "would be the same at the former level."
        ),
    ),
    Code.CORRECTED: (
        Sentence(
            "Made smaller in the figures of {year} by a correction, against revision {revision}: {places}; at the "
            "former level, the city would not be on track. A reason for these places is missing, beside that of the "
            "file."
        ),
        Sentence(
            "Made smaller in the figures of {year} by a correction, against revision {revision}: {places}; the verdict "
            "would be the same at the former level."
        ),
    ),
    Code.BELOW_ZERO: (
        Sentence(
            "Below zero in {year}, without a reason on file: {places}; with nothing there, the city would not be on "
            "track."
        ),
        Sentence("Below zero in {year}: {places}; the verdict would be the same with nothing there."),
    ),
}
"""What is said of places that are open, by their rule: where they could turn on track, and where they could not."""
LEAST_CORRECTED = 0.0005
"""[R] The share of a total by which a correction makes it smaller before it is said; as a baseline that is raised."""
WORTH_SAYING = 0.5
"""[R] The share of the emissions in one ratio to another year from which it is said beside the verdict."""
TRIFLE = 0.1
"""[R] The share of the gap below which the fall of a place that halved is not worth a word."""
_TAKEN_BACK = Sentence(
    "Smaller in the figures of {year} than in revision {revision}, which was taken back: {places}; at that level "
    "the city would not be on track."
)
_TOGETHER = Sentence(
    "The figures of {base_year} and {year} were both changed. By the former ones, {base_t:,.0f} t and {was_t:,.0f} t, "
    "the answer was behind, and the two changes turned it together."
)
_BEHIND = Sentence(
    "No figure in {year} of what had one in {other_year}: {places}; with it, the city would not be behind."
)


class AskedPlaces:
    """What the places of a city's inventories say of several questions, of which each can be told in sentences.

    They are held against those of the baseline and of the last inventory before. Source: our own rule [R].
    """

    def __init__(
        self,
        inventories: Sequence[Inventory],
        asked: PlaceQuestions,
        targets: Sequence[Target],
        explanations: Sequence[Cause] = (),
        former: FormerInventories = NO_FORMER,
    ) -> None:
        """Ask them; the inventories of the questions, and those of ``former``, are places among ``inventories``."""
        self._inventories, self._asked = inventories, asked
        numbers = (asked.first, asked.then, asked.earlier.ravel(), asked.others.ravel())
        used = {row for column in numbers for row in column.tolist()}
        self.places = columns([item.spots if row in used else NOWHERE for row, item in enumerate(inventories)])
        self._explanations = [
            [item for item in explanations if aim.base_year <= item.year <= inventories[then].year] if then >= 0 else []
            for aim, then in zip(targets, asked.then.tolist(), strict=True)
        ]
        given = [
            (question, item)
            for question, known in enumerate(self._explanations)
            for item in known
            if item.year > targets[question].base_year  # what is said of the base year settles its own restatement
        ]
        self._sides = [self.places.of(rows) for rows in (asked.first, asked.before, asked.then)]
        self._found = rules.told(self.places, asked, explained(given), former)
        self._made_smaller = corrected(former, asked, self.places, behind=True)

    def codes(self, question: int) -> Code:
        """The codes of what forbids a verdict on a question."""
        return Code(int(self._found.codes[question]))

    def unexplained(self, question: int) -> tuple[OpenPlace, ...]:
        """The places whose former level is open on a question and that nobody explained, most tonnes first; none where
        there is no gap."""
        if isnan(float(self._asked.gap_t[question])):
            return ()
        found, latest = self._found.of(question), self._inventories[int(self._asked.then[question])]
        mine = ~found.explained & (found.against != NEW) & (found.open.tonnes > 0)
        mine &= (found.open.row >= 0) | (found.against == FORMER)
        if not _worth_saying(found, latest):
            mine &= found.against != FORMER
        tonnes: dict[Spot, float] = {}
        for entry in np.flatnonzero(mine).tolist():
            places, row = found.side(self._sides, int(found.against[entry])), int(found.open.row[entry])
            spot = places.spot(row) if row >= 0 else Spot(SECTOR_CODES[found.open.sector[entry]])
            spot = spot._replace(scope=None, gas=WHOLE)
            tonnes[spot] = tonnes.get(spot, 0.0) + float(found.open.tonnes[entry])
        opened = [OpenPlace(latest.year, spot, tonnes[spot]) for spot in sorted(tonnes, key=lambda spot: -tonnes[spot])]
        if (found.against[mine] == FORMER).any() or found.codes[0] & (Code.COPIED | Code.RELABELLED):
            opened.append(OpenPlace(latest.year, Spot(TOTAL_PLACE), None))  # one reason for the whole year
        return tuple(opened)

    def nearer(self, question: int, sure: Strength) -> Iterator[Reason]:
        """What brought a city that is above its path so near to it: the falls that make it too close to call, and what
        a correction made smaller where that moved the odds. Source: our own rule [R]."""
        gap_t, sides = float(self._asked.gap_t[question]), Sides(*(np.array(side) for side in sure.gap))
        numbers = (self._asked.first[question], self._asked.before[question], self._asked.then[question])
        first, before, latest = (self._inventories[row] if row >= 0 else None for row in numbers)
        if gap_t <= 0 or latest is None:
            return
        last = before or _last(latest, first, self._inventories) or first
        if sure.too_close and last is not None:
            yield from _together(last, latest, gap_t, lambda tonnes: not too_close(at_or_below(gap_t + tonnes, sides)))
        found = self._made_smaller.of(question)
        chance = float(at_or_below(gap_t + float(found.fell_t[0]), sides))
        if moved(sure.probability, chance) and not isinf(found.above_t[0]):
            said = Sentence(
                "Made smaller in the figures of {year} by a correction, against revision {revision}: {places}. At the "
                "former level the chance of being at or below the path would be {chance}.",
                year=self._inventories[int(found.source[0])].year,
                revision=int(found.since[0]),
                places=listed(_named(found)),
                chance=of_hundred(chance),
            )
            yield Reason(Code.CORRECTED, said, float(found.fell_t[0]))

    def told(self, question: int) -> tuple[list[Reason], list[Sentence]]:
        """What places say against a verdict, and what a reader should know beside it; nothing where there is no gap."""
        asked = self._asked.at(np.array([question]))
        gap_t = float(asked.gap_t[0])
        if isnan(gap_t):
            return [], []
        first, before, latest = (
            self._inventories[rows[0]] if rows[0] >= 0 else None for rows in (asked.first, asked.before, asked.then)
        )
        assert latest is not None
        before = before or _last(latest, first, self._inventories)
        found = self._found.of(question)
        mixed = apart(self.places.of(asked.first), self.places.of(asked.then), 1)
        reasons, notes = _said(
            found,
            self._sides,
            int(mixed[0]),
            (first, before, latest),
            gap_t,
            self._explanations[question],
            self._inventories,
        )
        whole = {item.year for item in self._explanations[question] if item.place == TOTAL_PLACE and not item.outlived}
        if whole and not found.corrected.fell_t[0]:
            notes += _although(self._made_smaller.of(question), self._inventories, whole)
        return reasons, notes


def _said(
    found: ToldByPlaces,
    sides: Sequence[PlaceColumns],
    mixed: int,
    years: tuple[Inventory | None, Inventory | None, Inventory],
    gap_t: float,
    explanations: Sequence[Cause],
    inventories: Sequence[Inventory],
) -> tuple[list[Reason], list[Sentence]]:
    """The reasons and the notes of what was told of one question."""
    first, before, latest = years
    codes = Code(int(found.codes[0]))
    reasons: list[Reason] = []
    notes: list[Sentence] = []
    for opened, turned in _open_places(found, sides, (first, latest), gap_t, inventories):
        (reasons if turned else notes).append(opened)
    if Code.INDUSTRY_DIFFERS in codes and first:
        reasons.append(_industry(first, latest))
    if Code.SECTOR_GASES_DIFFER in codes and first:
        reasons.append(_gases(mixed, first, latest))
    if Code.CONFIDENTIAL in codes:
        hidden = Sentence(
            "Key sectors confidential in {year} and not in the total: {sectors}.",
            year=latest.year,
            sectors=joined(latest.confidential, "comma"),
        )
        reasons.append(Reason(Code.CONFIDENTIAL, hidden))
    if gap_t <= 0:
        (reasons if codes & Code.COPIED else notes).extend(
            _copied(found, inventories, latest, asking=bool(codes & Code.COPIED))
        )
        (reasons if codes & Code.RELABELLED else notes).extend(
            _relabelled(found, inventories, latest, asking=bool(codes & Code.RELABELLED))
        )
    for reason in _sinks(found, first, latest, bool(codes & Code.SINKS)):
        (reasons if codes & Code.SINKS else notes).append(reason)
    notes += _not_estimated(latest) if first is None else []
    notes += [item.told for item in explanations]
    if found.beside[0] & Code.TURNED_TOGETHER and first:
        figures = {"base_t": float(found.corrected.base_t[0]), "was_t": float(found.corrected.was_t[0])}
        said = Sentence(_TOGETHER, base_year=first.year, year=latest.year, **figures)
        notes.append(Reason(Code.TURNED_TOGETHER, said, figures["was_t"] - (latest.emissions_t or 0.0)))
    if gap_t <= 0 and not reasons:
        alone, last = [*_rests_on(first, latest, gap_t)], before or first
        notes += [*alone, *(_together(last, latest, gap_t) if before or not alone else ())]
        notes += _halved(last, latest, gap_t, {name for *_, amounts in _grouped(found, sides) for name in amounts})
    return reasons, notes


def _open_places(
    found: ToldByPlaces,
    sides: Sequence[PlaceColumns],
    years: tuple[Inventory | None, Inventory],
    gap_t: float,
    inventories: Sequence[Inventory],
) -> Iterator[tuple[Reason, bool]]:
    """What is said of the open places by what they are open against, and whether they could turn the answer."""
    (first, latest), codes = years, Code(int(found.codes[0]))
    changed = inventories[int(found.corrected.source[0])]
    groups = [*_grouped(found, sides)]
    enough = {code for _, code, _, amounts in groups if gap_t <= 0 < gap_t + fsum(amounts.values())}
    for against, code, source, amounts in groups:
        earlier = inventories[source] if source >= 0 else first
        having, without = {NEW: (latest, first), FORMER: (changed, changed), BELOW: (latest, latest)}.get(
            against, (earlier, latest)
        )
        if having is None or without is None or (gap_t > 0 and (against == BEFORE or code is not Code.PLACES_DIFFER)):
            continue  # what vanished can only add to what is behind
        tonnes = fsum(abs(amount) for amount in amounts.values())
        turned = bool(codes & code) and (code not in enough or gap_t + tonnes > 0)
        if against == FORMER and not _worth_saying(found, latest):
            continue
        words = _BEHIND if turned and gap_t > 0 else _OPEN[code][0 if turned else 1]
        if against == FORMER and isinf(found.corrected.above_t[0]):
            if gap_t + tonnes <= 0:
                continue
            words = _TAKEN_BACK
        since = int(found.corrected.since[0])
        said = Sentence(words, year=without.year, other_year=having.year, revision=since, places=listed(amounts))
        yield Reason(code, said, tonnes), turned


def _named(found: CorrectedPlaces) -> dict[str, float]:
    """What a correction made smaller, in t by the names of the places."""
    amounts: dict[str, float] = {}
    for entry, row in enumerate(found.open.row.tolist()):
        sector = SECTORS[SECTOR_CODES[found.open.sector[entry]]].name
        name = found.places.spot(row).name if row >= 0 else sector
        amounts[name] = amounts.get(name, 0.0) + float(found.open.tonnes[entry])
    return amounts


def _although(found: CorrectedPlaces, inventories: Sequence[Inventory], whole: Set[int]) -> Iterator[Reason]:
    """What a correction made smaller, beside the reason that was given for a ``whole`` year."""
    amounts = _named(found)
    if amounts:
        said = Sentence(
            "Made smaller in the figures of {year} by a correction, against revision {revision}: {places}. The reason "
            "given for the whole of {explained} is all that was said of it.",
            year=inventories[int(found.source[0])].year,
            revision=int(found.since[0]),
            places=listed(amounts),
            explained=max(whole),
        )
        yield Reason(Code.CORRECTED, said, fsum(amounts.values()))


def _worth_saying(found: ToldByPlaces, latest: Inventory) -> bool:
    """Whether what a correction made smaller could turn the answer, or is more than a trifle of the total."""
    least = LEAST_CORRECTED * (latest.emissions_t or 0.0)
    return bool(found.codes[0] & Code.CORRECTED) or float(found.corrected.fell_t[0]) >= least


def _grouped(found: ToldByPlaces, sides: Sequence[PlaceColumns]) -> Iterator[tuple[int, Code, int, dict[str, float]]]:
    """The open places that nobody explained, by what they are open against, by rule and by the earlier inventory that
    told them (-1 for the baseline's), with their tonnes by name."""
    groups: dict[tuple[int, int, int], dict[str, float]] = {}
    entries = found.open
    for entry in np.flatnonzero(~found.explained).tolist():
        against, row = int(found.against[entry]), int(entries.row[entry])
        places = found.side(sides, against)
        name = places.spot(row).name if row >= 0 else SECTORS[SECTOR_CODES[entries.sector[entry]]].name
        source = -1 if against != BEFORE else int(found.before.told_by[row])
        named = groups.setdefault((against, int(entries.code[entry]), source), {})
        named[name] = named.get(name, 0.0) + float(entries.tonnes[entry])
    for (against, code, source), named in sorted(groups.items()):
        yield against, Code(code), source, named


def _industry(first: Inventory, latest: Inventory) -> Reason:
    """An undivided row of industry against the industry outside the ETS alone, where a method leaves out the ETS."""
    undivided = any(spot.sector == "industry" for spot in first.spots.tonnes)
    whole, part = (first, latest) if undivided else (latest, first)
    said = Sentence(
        "The industry of {year} is undivided and may hold the ETS, that of {other_year} is outside the ETS: they are "
        "not set against each other.",
        year=whole.year,
        other_year=part.year,
    )
    return Reason(Code.INDUSTRY_DIFFERS, said)


def _gases(bits: int, first: Inventory, latest: Inventory) -> Reason:
    """Sectors, by their bits, that count CO2 alone in one of two inventories."""
    named = sorted(SECTORS[code].name for place, code in enumerate(SECTOR_CODES) if bits >> place & 1)
    said = Sentence(
        "CO2 alone in one of {base_year} and {year} and CO2e in the other: {sectors}.",
        sectors=joined(named, "comma"),
        base_year=first.year,
        year=latest.year,
    )
    return Reason(Code.SECTOR_GASES_DIFFER, said)


def _sinks(found: ToldByPlaces, first: Inventory | None, latest: Inventory, turned: bool) -> Iterator[Reason]:
    """What land use takes up in the two years, and whether the answer hangs on it."""
    for side, inventory in zip(found.sinks_t, (first, latest), strict=True):
        taken = -float(side[0])
        if taken <= 0 or inventory is None:
            continue
        said = (
            Sentence(
                "Land use took up {amount:,.0f} t in {year}; the answer would be the other one without it.",
                amount=taken,
                year=inventory.year,
            )
            if turned
            else Sentence(
                "Land use took up {amount:,.0f} t in {year}; the answer is the same without it.",
                amount=taken,
                year=inventory.year,
            )
        )
        yield Reason(Code.SINKS, said, taken)


def _relabelled(
    found: ToldByPlaces, inventories: Sequence[Inventory], latest: Inventory, asking: bool
) -> Iterator[Reason]:
    """That the figures of the newest year stand in an inventory of that year by another method; ``asking`` for a reason
    where none is on file."""
    if found.under[0] >= 0:
        said = Sentence(
            "The inventory of {year} by the target's method ({target_method}) has the figures of the one by another "
            "method ({method}): under another name they are no inventory by that method.",
            year=latest.year,
            target_method=METHOD_NAMES[Method(latest.method)],
            method=METHOD_NAMES[Method(inventories[int(found.under[0])].method)],
        )
        # Translators: a whole sentence comes first.
        said = Sentence("{said} Explain its total.", said=said) if asking else said
        yield Reason(Code.RELABELLED, said, latest.emissions_t)


def _copied(found: ToldByPlaces, inventories: Sequence[Inventory], latest: Inventory, asking: bool) -> Iterator[Reason]:
    """That places of the newest year stand in one ratio to those of another year, where they hold half of it;
    ``asking`` for figures or a reason where they decide and none is on file."""
    other = inventories[int(found.copied_from[0])]
    number, share, ratio, grid = (float(column[0]) for column in found.copied[:4])
    if number < FEWEST or share < WORTH_SAYING:
        return
    values: dict[str, object] = {"percent": 100 * share, "year": latest.year, "other_year": other.year}
    said = (
        Sentence(
            "{number:.0f} places of {year}, {percent:.0f} % of its emissions, have the very figures of {other_year}: a "
            "copied year says nothing of itself.",
            number=number,
            **values,
        )
        if abs(ratio - 1) < SHARP and abs(grid - 1) < SHARP
        else Sentence(
            "{number:.0f} places of {year}, {percent:.0f} % of its emissions, are {ratio:.3f} times those of "
            "{other_year}, and those from the grid {grid:.3f} times: a scaled year says nothing of itself.",
            number=number,
            ratio=ratio,
            grid=grid,
            **values,
        )
        if abs(ratio - grid) >= SHARP
        else Sentence(
            "{number:.0f} places of {year}, {percent:.0f} % of its emissions, are {ratio:.3f} times those of "
            "{other_year}: a scaled year says nothing of itself.",
            number=number,
            ratio=ratio,
            **values,
        )
    )
    if asking:
        # Translators: a whole sentence comes first.
        said = Sentence("{said} Give its own figures, or explain its total.", said=said)
    yield Reason(Code.COPIED, said, share * (latest.emissions_t or 0.0))


def _not_estimated(latest: Inventory) -> list[Sentence]:
    """How many rows are not estimated, where no places of a declared baseline are known."""
    count = latest.keys.get(NotationKey.NE, 0)
    if not count:
        return []
    return [
        counted(
            "{number} row of {year} not estimated (NE); no places of the declared baseline are known.",
            "{number} rows of {year} not estimated (NE); no places of the declared baseline are known.",
            count,
            year=latest.year,
        )
    ]


def _last(latest: Inventory, first: Inventory | None, inventories: Sequence[Inventory]) -> Inventory | None:
    """The newest inventory between that of the base year and the newest one, made like it; a total beside sectors where
    no base year tells sectors, too."""
    since, told = (first.year, {first.unsplit, latest.unsplit}) if first else (0, {True, False})
    mine = [
        item
        for item in inventories
        if since < item.year < latest.year and item.method == latest.method
        if item.emissions_t is not None and item.unsplit in told and made(item) == made(latest)
    ]
    return max(mine, key=lambda item: item.year, default=None)


def _sides(before: Inventory, latest: Inventory) -> tuple[dict[str, float], dict[str, float]]:
    """What each place held and holds, by name, in t; the totals alone where one of the two tells no sectors."""
    if (before.counted == {UNSPLIT}) is (latest.counted == {UNSPLIT}):
        return by_name(before.spots), by_name(latest.spots)
    name = Spot(TOTAL_PLACE).name
    return {name: before.emissions_t or 0.0}, {name: latest.emissions_t or 0.0}


def _rests_on(first: Inventory | None, latest: Inventory, gap_t: float) -> Iterator[Reason]:
    """The places whose fall alone decides a good answer: had one of them stayed as it was, it would not hold."""
    if first is None:
        return
    had, now = _sides(first, latest)
    fell = {name: amount - now.get(name, 0.0) for name, amount in had.items()}
    deciding = {name: amount for name, amount in fell.items() if amount > 0 and gap_t + amount > 0}
    if deciding:
        said = Sentence(
            "From {base_year} to {year} these fell: {places}. Without any one of these falls the city would be above "
            "its path.",
            base_year=first.year,
            year=latest.year,
            places=listed(deciding),
        )
        yield Reason(Code.RESTS_ON, said, max(deciding.values()))


def _together(
    before: Inventory | None, latest: Inventory, gap_t: float, behind: Callable[[float], bool] | None = None
) -> Iterator[Reason]:
    """The fewest falls since the inventory before that carry an answer: with so many tonnes more it would be
    ``behind``, which is above the path unless that is said otherwise."""
    enough = behind or (lambda tonnes: gap_t + tonnes > 0)
    if before is None:
        return
    had, now = _sides(before, latest)
    fell = {name: amount - now.get(name, 0.0) for name, amount in had.items()}
    named: dict[str, float] = {}
    for name, amount in sorted(fell.items(), key=lambda item: (-item[1], item[0])):
        if amount <= 0 or enough(fsum(named.values())):
            break
        named[name] = amount
    tonnes = fsum(named.values())
    if named and enough(tonnes):
        said = counted(
            "Without what fell in {number} place from {other_year} to {year}, the answer would be behind: {places}.",
            "Without what fell in {number} places from {other_year} to {year}, {amount:,.0f} t together, the answer "
            "would be behind: {places}.",
            len(named),
            other_year=before.year,
            year=latest.year,
            amount=tonnes,
            places=listed(named),
        )
        yield Reason(Code.RESTS_ON, said, tonnes)


def _halved(before: Inventory | None, latest: Inventory, gap_t: float, named: set[str]) -> Iterator[Reason]:
    """The places that fell by more than half since the inventory before, where that is more than a trifle beside the
    gap and they are not ``named`` already."""
    if before is None:
        return
    (had, now), least = _sides(before, latest), TRIFLE * abs(gap_t)
    fell = {name: amount - now.get(name, 0.0) for name, amount in had.items() if amount > 0}
    fell = {name: lost for name, lost in fell.items() if lost > least and name not in named}
    halved = {name: lost for name, lost in fell.items() if lost > had[name] / 2}
    if halved:
        said = Sentence(
            "Fell by more than half from {other_year} to {year}: {places}. Check what stands behind it.",
            other_year=before.year,
            year=latest.year,
            places=listed(halved),
        )
        yield Reason(Code.RESTS_ON, said, max(halved.values()))
