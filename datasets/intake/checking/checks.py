"""What a word of a file means: city, year, sector, carrier, unit. A word with no sure meaning is refused or asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NoReturn

from analytics import units
from analytics.text import numerals, years
from analytics.text.nearest import nearest
from analytics.text.problems import Problem, Refused, ask, block, blocked
from analytics.text.sentences import Sentence, joined, quoted
from analytics.units import Unit
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, METHOD_NAMES, SECTORS, Method
from datasets.intake.checking.account import Resolve
from datasets.intake.meaning import fuel_amounts, year_words
from datasets.intake.meaning.fields import gas_of
from datasets.intake.meaning.other_figures import no_inventory
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT, UNIT_OF
from datasets.intake.meaning.sum_words import counts_twice, is_total
from datasets.intake.meaning.tag_answers import NOT_STATED
from datasets.reference import catalogue

_FIGURES = catalogue.lexicon("figures")
_SCOPE = re.compile(rf"(?:{catalogue.lexicon('columns').one_of('scope')}\s*)?([123])(?:\.0)?", re.IGNORECASE)
OILS = frozenset({"liquid_gas", "heating_oil", "fuel_oil", "diesel", "gasoline"})
NEAR = 75
"""From which likeness (of 100) on a name is offered in the place of one that is not known; below it chance decides."""
SLIP = 85
"""[R] From which likeness (of 100, by letters typed otherwise) on a word is taken for a name that was mistyped: one
letter in seven, so that names that differ by a word are not exchanged."""
NO_UNIT = block(
    "unit-missing",
    Sentence("no unit"),
    "a unit such as MWh or t CO2e",
    "Choose the unit of these cells.",
    key="unit",
    choices=("MWh", "GWh", "TJ", "t CO2e", "kt CO2e", "t CO2"),
)


WEIGHTS = NO_UNIT.choices[3:]
"""The units of a gas among them."""


def blank(what: str) -> Refused:
    """The refusal of a cell that must be filled in."""
    return blocked("blank-value", Sentence("a blank cell"), what, "Fill it in.")


def merged(refusal: Refused) -> Refused:
    """The refusal of a blank cell below others as a question: where cells were merged, it takes what stands above."""
    return refusal.changed(
        severity="ask",
        code="blank-below",
        key="fill-down",
        choices=CHOICES["fill-down"],
        fix=Sentence("Say whether a blank takes what stands above it, as in merged cells; if not, fill it in."),
    )


def scope(word: str) -> int | None:
    """Text -> 1, 2, 3, or None for a blank."""
    digits = _SCOPE.fullmatch(word)
    if digits:
        return int(digits.group(1))
    if not word:
        return None
    raise blocked("scope-unknown", quoted(word), "1, 2, 3 or a blank", "Correct the scope.")


def gpc_ref_in_scope(word: str, beside: str) -> str | None:
    """The reference of a sub-sector of the GPC in a scope: I.1.2 of "I.1" beside scope 2. None where there is none, or
    several: solid waste of scope 1 is the city's own or that of others."""
    try:
        number = scope(beside) if word and beside else None
    except Refused:
        return None
    prefix = word.strip().rstrip(".").upper() + "."
    within = [ref for ref, known in GPC_REFERENCES.items() if ref.startswith(prefix) and known.scope == number]
    return within[0] if number is not None and len(within) == 1 else None


def gpc_ref(word: str, grouped: bool = False) -> str | None:
    """Text -> GPC reference, or None for a blank; also for one that is of several references ("III.1"), where these may
    stand ``grouped`` beside the name of the sector."""
    ref = word.upper().rstrip(".")
    if ref in GPC_REFERENCES:
        return ref
    if not word or (grouped and any(known.startswith(f"{ref}.") for known in GPC_REFERENCES)):
        return None
    raise blocked(
        "gpc-ref-unknown",
        quoted(word),
        "a GPC reference from I.1.1 to VI.1",
        "Correct the reference.",
    )


def method(word: str) -> str:
    """Text -> the id of a method of inventory."""
    asked = word.casefold()
    for known in Method:
        if asked in (known.value, METHOD_NAMES[known].casefold()):
            return known.value
    choices = tuple(known.value for known in Method)
    raise blocked(
        "method-unknown",
        quoted(word),
        Sentence("one of {names}", names=joined(choices, "comma")),
        "Write one of them, or leave the column blank and choose the method of the file.",
    )


def sector(named: Sequence[str], answers: Mapping[str, str]) -> str:
    """Labels of a row (macro-area, sector, sub-sector) -> code of a sector. A near miss is asked about, never matched.

    An answer or a code in the sector column decides; the macro-area is the last resort. An answer about the sector
    leaves a sub-sector that is known what it is, unless it says more: "Municipal fleet" of "Motorcycles".
    """
    wide, general, specific = named
    stated = {label: answers.get(f"sector:{label}", label) for label in (general, specific, wide)}
    answered = [code for label, code in stated.items() if code != label and code in SECTORS]
    if answered and stated[specific] == specific and catalogue.sector_code(specific):
        answered = [str(catalogue.sector_code(stated[wide], stated[general], specific))]
    codes = answered or [code for code in stated.values() if code in SECTORS]
    code = codes[0] if codes else catalogue.sector_code(stated[wide], stated[general], stated[specific])
    if code is None:
        _unknown(general or specific or wide, "sector")
    return code


def carrier(answers: Mapping[str, str], beside: Sequence[str] = (), titles: Collection[str] = ()) -> Resolve:
    """Label -> code of a carrier, or None for a blank and for all oil together, where no single one is among the words
    ``beside``: it would be counted twice, so that it is asked about. Of one of the ``titles`` it is asked as well
    whether it is of the whole use of a year."""
    single = any(catalogue.carrier_code(word) in OILS for word in beside)

    def resolve(word: str) -> str | None:
        if not word or (is_total(word) and answers.get("total-rows") == "keep"):
            return None
        stated = answers.get(f"carrier:{word}", word)
        if stated == NOT_STATED or (not single and catalogue.normal_label(stated) in _FIGURES.words("all oil")):
            return None
        code = stated if stated in CARRIERS else catalogue.carrier_code(stated)
        if code is None:
            _unknown(word, "carrier", word in titles)
        return code

    return resolve


def _names(kind: str) -> Mapping[str, str]:
    """The codes of the sectors or carriers (the ``kind``) by each of their names."""
    if kind == "carrier":
        return catalogue.carriers()
    return {row["label"]: row["code"] for row in catalogue.records("sectors_synonyms")}


def mistyped(word: str, kind: str) -> str | None:
    """The code of the sector or carrier (the ``kind``) whose name a word was most likely meant to be; None where no
    name is that near, where two of different codes are as near, and for what would count twice."""
    from rapidfuzz import fuzz, process

    names = _names(kind)
    asked = catalogue.normal_label(word[:100])
    near = process.extract(asked, list(names), scorer=fuzz.ratio, limit=8, score_cutoff=SLIP)
    likest = [name for name, score, _place in near if score == near[0][1]]
    codes = {names[name] for name in likest}
    return codes.pop() if len(codes) == 1 and not any(map(counts_twice, (word, *likest))) else None


def _unknown(word: str, kind: str, title: bool = False) -> NoReturn:
    """Refuse a label, or a ``title`` of all figures, offering the three nearest names of its kind."""
    asked = catalogue.normal_label(word[:100])  # whole against whole: a word in common is nothing
    synonyms = _names(kind)
    near = nearest(asked, synonyms, 8, NEAR, "token_sort_ratio")
    choices = tuple(dict.fromkeys(synonyms[name] for name in near))[:3]
    offered = (*choices, *SECTORS) if kind == "sector" else (*choices, *CARRIERS, NOT_STATED)
    other = counts_twice(word) or no_inventory(word)
    first = (LEAVE_OUT,) if other else ()  # what is chosen without a thought must not count twice, or as an inventory
    named = SECTORS if kind == "sector" else CARRIERS
    names = joined((named[code].name for code in choices), "comma")
    if kind == "sector":
        expected = Sentence("a sector, such as {names}", names=names) if names else Sentence("a sector")
        fix = Sentence("Say which sector is meant (any code on the Method page), or leave these rows out.")
    else:
        expected = Sentence("a carrier, such as {names}", names=names) if names else Sentence("a carrier")
        fix = Sentence("Say which carrier is meant (any code on the Method page), or leave these figures out.")
    if title:
        expected = Sentence("a title that says which carrier was used in a year")
        fix = Sentence(
            "Say of which carrier all figures are, or that the source states none; or leave them out, where they are a "
            "part of the year, produced, saved, planned or otherwise no use of energy in the city."
        )
    raise Refused(
        ask(
            "carrier-in-title" if title else f"{kind}-unknown",
            quoted(word),
            expected,
            fix,
            key=f"{kind}:{word}",
            choices=tuple(dict.fromkeys((*first, *offered, LEAVE_OUT))),
        )
    )


def notation_key(word: str) -> str | None:
    """Text -> NO, NE, IE or C, or None for a blank. The first counts where several stand."""
    if not word:
        return None
    reading = numerals.read_one(word)
    if reading.key is not None:
        return reading.key
    raise blocked(
        "notation-key-unknown",
        quoted(word),
        "NO, NE, IE or C",
        "Use one of the four notation keys.",
    )


def unit(answers: Mapping[str, str], header: Unit | None) -> Resolve:
    """Text -> Unit; a blank takes the unit that the header names. A unit that contradicts the header is refused; a gas
    without a weight ("CO2 equivalent/year") leaves it open."""

    def resolve(stated: str) -> Unit:
        said = answers.get(f"{UNIT_OF}:{stated}", LEAVE_OUT)
        word = stated if said == LEAVE_OUT else said
        gas = gas_of(units.PER_YEAR.sub("", word)) if word and header is None else None
        chosen = word if word and not gas else header.symbol if header else answers.get("unit", "")
        if not chosen:
            raise Refused(replace(NO_UNIT, found=quoted(word), choices=WEIGHTS) if gas else NO_UNIT)
        try:
            found = _with_gas(header if header and not word else known(chosen, answers), answers)
        except Refused as refusal:
            if refusal.problems[0].code != "unit-unknown":
                raise
            choices = (*NO_UNIT.choices, LEAVE_OUT)
            raise refusal.changed(key=f"{UNIT_OF}:{stated}", choices=choices) from None
        if found.per_head:
            raise blocked(
                "unit-per-head",
                quoted(chosen),
                "a total, not a figure per head",
                "Bring the totals.",
            )
        if header is not None and header.kind == found.kind == "energy" and header.basis:
            found = units.on(found, found.basis or header.basis)
        if header is not None and units.off(found) not in (
            units.off(header),
            _with_gas(header, answers, strictly=False),
        ):
            weighed = header.quantity == units.MASS and found.name.startswith(f"{header.name} ")
            if not weighed:
                raise blocked(
                    "unit-conflict",
                    Sentence("{unit} in a column headed {symbol}", unit=quoted(word), symbol=header.symbol),
                    header.symbol,
                    "Correct the header or the unit.",
                )
        return found

    return resolve


def known(text: str, answers: Mapping[str, str]) -> Unit:
    """The unit of a text; one that measures fuel waits for the carrier of its row. Raises Refused, see units.unit."""
    try:
        return units.unit(text, answers)
    except Refused as refusal:
        if refusal.problems[0].code == "unit-needs-fuel":
            return fuel_amounts.of_fuel(text)
        raise


def _with_gas(found: Unit, answers: Mapping[str, str], strictly: bool = True) -> Unit:
    """A plain mass as that mass of the gas, or of fuel, that the file's answer names; the question, where it was not
    answered."""
    if found.quantity != units.MASS or found.per_head:
        return found
    if answers.get("gas") == fuel_amounts.FUEL:
        return fuel_amounts.of_fuel(found.name)
    if "gas" in answers:
        return units.of_gas(found, answers["gas"])
    if not strictly:
        return found
    raise Refused(
        ask(
            "unit-without-gas",
            Sentence("{unit}, a plain mass", unit=quoted(found.name)),
            "tonnes of a gas, such as t CO2e, or of a fuel",
            "Say which gas was weighed, or that fuel was.",
            key="gas",
            choices=CHOICES["gas"],
        )
    )


def year(word: str, answers: Mapping[str, str]) -> int:
    """Text -> calendar year. What a date or a fiscal year means is asked once for the file."""
    reading = years.read_year(answers.get(f"year:{word}", word))
    if reading.value is not None:
        return reading.value
    if not word:
        raise blank(Sentence("a year"))
    if reading.fault == "date" and answers.get("year-date") == "use-year" and reading.choices:
        return reading.choices[0]
    if reading.fault == "fiscal" and answers.get("fiscal-year") in ("first", "last") and reading.choices:
        return reading.choices[0 if answers["fiscal-year"] == "first" else -1]
    if reading.fault == "fiscal-named" and answers.get("fiscal-named") in CHOICES["fiscal-named"]:
        return reading.choices[CHOICES["fiscal-named"].index(answers["fiscal-named"])]
    if reading.fault == "blank" or word.casefold() in catalogue.lexicon("columns").words("no year"):
        raise Refused(_open_year("year-open", word))
    if reading.fault == "text" and (among := year_words.among(word)) is not None:
        if year_words.marked(word):
            raise Refused(_perhaps_ahead("year-marked", word, among, years.YEAR_FAULTS["text"].expected))
        if answers.get("year-words") == "use-year":
            return among
        # The question whether the one year in a text is the year that it means.
        expected = years.YEAR_FAULTS["text"].expected
        raise Refused(
            ask(
                "year-worded",
                quoted(word),
                expected,
                Sentence("Say whether the year among the words is meant, here {year}; if not, correct it.", year=among),
                key="year-words",
                choices=CHOICES["year-words"],
            )
        )
    if by_calendar := years.by_calendar(word):
        if answers.get("calendar") in by_calendar:
            return by_calendar[answers["calendar"]]
        if answers.get("calendar") in (None, LEAVE_OUT):
            # The question, asked once for the file, by which calendar a year counts that is none of the usual one.
            told = joined(
                [
                    Sentence("{calendar}: {year}", calendar=calendar, year=year)
                    for calendar, year in by_calendar.items()
                ],
                "comma",
            )
            raise Refused(
                ask(
                    "year-calendar",
                    quoted(word),
                    Sentence("a year from {first} to {last}", first=years.FIRST_YEAR, last=years.LAST_YEAR),
                    Sentence("Say by which calendar the years count ({told}), or correct them.", told=told),
                    key="calendar",
                    choices=tuple(by_calendar),
                )
            )
    if reading.fault in ("text", "out-of-range", "digits") and (otherwise := years.otherwise_written(word)):
        raise Refused(_open_year(f"year-{reading.fault}", word, map(str, otherwise)))
    fault = years.YEAR_FAULTS[reading.fault or "text"]
    question = {"date": "year-date", "fiscal": "fiscal-year", "fiscal-named": "fiscal-named"}.get(reading.fault or "")
    meant = reading.choices[:1] if reading.fault == "typo" else ()
    typo = [Sentence("Did you mean {year}?", year=choice) for choice in meant]
    worded = reading.fault == "text"
    raise Refused(
        Problem(
            fault.severity if question else "block",
            f"year-{reading.fault}",
            quoted(word),
            fault.expected,
            joined([*typo, fault.fix]),
            key=f"year:{word}" if worded or meant else question,
            choices=(LEAVE_OUT,) if worded else CHOICES[question] if question else tuple(map(str, meant)),
        )
    )


def _open_year(code: str, word: str, meant: Iterable[str] = ()) -> Problem:
    """The question which year a word means, or whether its rows are left out."""
    choices = (*meant, LEAVE_OUT)
    return ask(
        code,
        quoted(word),
        "a year",
        "Say which year is meant, or leave these rows out.",
        key=f"year:{word}",
        choices=choices,
    )


def passed(found: int, word: str, answers: Mapping[str, str], of_file: bool = False) -> int:
    """A year that has begun, or one still to come that the answer to its word says is meant. Raises Refused.

    ``of_file``: the year was named beside the file."""
    key = f"year:{word}"
    if found <= date.today().year or (key in answers and answers[key] != LEAVE_OUT):
        return found
    asked = _perhaps_ahead("year-ahead", word, found, Sentence("the year of an inventory, which has begun"))
    named = Sentence("Say that this year is meant, or name another: a projection or target is no inventory.")
    raise Refused(replace(asked, fix=named, choices=(str(found),)) if of_file else asked)


def _perhaps_ahead(code: str, word: str, found: int, expected: str) -> Problem:
    """The question whether a year is that of an inventory, or its rows are left out: what is projected is none."""
    choices = (LEAVE_OUT, str(found))
    return ask(
        code,
        quoted(word),
        expected,
        "Say that this year is meant, or leave these rows out: a projection or target is no inventory.",
        key=f"year:{word}",
        choices=choices,
    )


def other_year(header: str, wanted: int | None) -> int | None:
    """The year in the header of a column of figures, where it is another than ``wanted``; not that of a source or
    target."""
    found = set(year_words.YEAR.findall(header))
    if wanted is None or len(found) != 1 or year_words.kind(header) in ("other", "ahead", "target"):
        return None
    (year,) = map(int, found)
    return None if year == wanted else year


def contradiction(field: str, found: str, wanted: str) -> Refused:
    """The refusal of a word in a column that contradicts what was named for the whole file: its city or its year."""
    named = Sentence("city") if field == "city" else Sentence("year")
    return blocked(
        f"{field}-conflict",
        quoted(found),
        Sentence("{wanted}, the {field} that was named for this file", wanted=wanted, field=named),
        Sentence("Leave the {field} unnamed, or bring the rows of {wanted} only.", field=named, wanted=wanted),
    )
