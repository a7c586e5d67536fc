"""The words by which a label announces a sum of other rows."""

from __future__ import annotations

import re

from datasets import catalogue

TOTAL_WORDS = frozenset(
    {
        "total",
        "totals",
        "totales",
        "totais",
        "totaux",
        "totali",
        "grand total",
        "subtotal",
        "sub total",
        "sum",
        "overall",
        "totale",
        "somma",
        "gesamt",
        "summe",
        "insgesamt",
        "total général",
        "somme",
        "suma",
        "celkem",
        "yhteensä",
        "общо",
        "всичко",
        "сума",
        "σύνολο",
        "gesamtergebnis",
        "gesamtsumme",
        "endsumme",
        "общ сбор",
        "общ резултат",
        "résultat global",
        "sous total",
        "ensemble",
        "soma",
        "somatório",
        "zwischensumme",
        "teilsumme",
        "complessivo",
        "subtotale",
        "междинна",
        "междинен",
        "totalt",
        "all",
        "alla",
        "alle",
    }
)


_IN_TWO_WORDS = ("sous total", "sub total", "grand total")
ALONE = frozenset({"all", "alla", "alle", "ensemble", "complessivo"})
"""Words that announce a sum only where they stand alone: "Alle Gebäude" are buildings."""
LAST_WORDS = frozenset({"total", "totals", "subtotal", "totale", "ergebnis", "summe", "gesamt", "общо", "сбор"})
"""Pivot tables write them behind the name of a group: "Residential Total", "Haushalte Ergebnis"."""
_EVERY = re.compile(
    r"(?:all|alle|tous|toutes|todos|todas|tutti|tutte|всички)(?: (?:the|les|los|las|os|as|i|le|gli))?"
    r" (?:sectors?|secteurs?|sectores|setores|settori|sektoren|сектори|fuels?|carriers?|energies|vecteurs|vettori)"
)
"""All sectors or carriers, by which a row is the sum of the others."""
_THE_WHOLE = frozenset(
    [
        "basic",
        "basic+",
        "co2",
        "co2e",
        "co₂",
        "co₂e",
        "complessive",
        "complessivo",
        "consumption",
        "emissions",
        "emission",
        "emissioni",
        "emisiones",
        "emissões",
        "emissionen",
        "energia",
        "energía",
        "energie",
        "énergie",
        "energy",
        "final",
        "finale",
        "gas",
        "gases",
        "general",
        "generale",
        "geral",
        "ghg",
        "global",
        "globale",
        "gpc",
        "greenhouse",
        "général",
        "générale",
        "inventory",
        "net",
        "total",
        "totale",
        "émissions",
        "емисии",
        "енергия",
    ]
)
"""Words that say no more beside a total than that all of it is meant: "Total GHG emissions", "Grand total"."""
_SUBTOTAL = re.compile(r"(?:sub|sous)[ -]?tota\w*|zwischensumme|teilsumme|междин\w+")
_PART = re.compile(
    r"(?:of which|thereof|incl(?:uding|\.)?|memo|davon|darunter|dont|di cui|de (?:los|las) cuales|dos quais|das quais"
    r"|от ко[ий]то|в т\.? ?ч\.?|biogen\w*|basic|export\w*|uncertainty)(?!\w)"
)
"""How a label begins whose figures stand in another row or column already, or beside the inventory."""


def closes_group(word: str) -> bool:
    """Whether a label is the sum of a group that it names: "Residential Total". What is known by its whole name is
    none."""
    *before, last = catalogue.normal_label(word).strip(" .:*").split() or [""]
    known = catalogue.sector_code(word) or catalogue.carrier_code(word)
    return bool(before) and last in LAST_WORDS and not known


def is_sum(word: str) -> bool:
    """Whether a label of a long table is that of a sum, of the whole or of a group."""
    return is_total(word) or closes_group(word)


def counts_twice(word: str) -> bool:
    """Whether figures under a label would be counted twice, or are no part of the inventory: "of which schools",
    "BASIC"."""
    return is_sum(word) or _PART.match(catalogue.normal_label(word).strip(" .:*-–—(")) is not None


def is_total(word: str) -> bool:
    """Whether a label announces a sum of other rows: "Total", "TOTAL (GPC BASIC)", "Totale edifici"."""
    words = _plain(word)
    first = re.split(r"[\s:(]", words, maxsplit=1)[0]
    named = first in TOTAL_WORDS - ALONE or words.startswith(_IN_TWO_WORDS)
    return words in TOTAL_WORDS or named or _EVERY.fullmatch(words) is not None


def is_subtotal(word: str) -> bool:
    """Whether a label announces the sum of the rows next to it, and not of the whole."""
    return _SUBTOTAL.match(_plain(word)) is not None


def summed_up(word: str) -> str:
    """What a total says that it is the sum of, beside the word that makes it one: "transport" of "Total transport",
    nothing of "Grand total" or "Total GHG emissions", which mean the whole."""
    words = _plain(word)
    if closes_group(word) and not is_total(word):
        return words.rpartition(" ")[0]
    parts = re.split(r"[\s:(]", words, maxsplit=1)
    rest = parts[1].strip(" ():") if len(parts) > 1 else ""
    whole = words in TOTAL_WORDS or _EVERY.fullmatch(words) or _EVERY.fullmatch(rest)
    return "" if whole or set(re.split(r"[^\w+]+", rest)) <= _THE_WHOLE | {""} else rest


def _plain(word: str) -> str:
    return catalogue.normal_label(word).replace("sous-", "sous ").strip(" .:*")
