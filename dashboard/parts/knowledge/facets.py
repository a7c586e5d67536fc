"""The facets of the page Knowledge: what narrows a search, each value with how many of the result have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import streamlit as st

from analytics.adaptation.hazard_names import HAZARDS, hazard_name
from analytics.knowledge.evidence import EVIDENCE
from analytics.knowledge.knowledge_entries import KnowledgeEntry
from analytics.knowledge.topics import ACCESS, KINDS, TOPICS
from dashboard import language, session
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text

Codes = Callable[[KnowledgeEntry], Sequence[str]]
FACETS: Mapping[str, Codes] = {
    "evidence": lambda entry: (entry.evidence,) if entry.evidence else (),
    "sector": lambda entry: (entry.topic,),
    "hazard": lambda entry: tuple(dict.fromkeys(HAZARDS[code].group for code in entry.hazards)),
    "access": lambda entry: (entry.access,) if entry.access else (),
    "goal": lambda entry: entry.goals,
    "language": lambda entry: entry.languages,
    "kind": lambda entry: (entry.form if entry.form in KINDS else entry.kind,),
}
"""By the name of each facet the codes that an entry has."""
FIRST = ("evidence", "sector")
"""The facets that are open from the start: all of them would be longer than what is found."""
Chosen = Mapping[str, Collection[str]]
Inside = np.ndarray[tuple[int], np.dtype[np.bool_]]


def chosen() -> Chosen:
    """What is chosen of each facet; of nothing chosen everything counts."""
    return {name: session.kept(_key(name)) or () for name in FACETS}


def allowed(entries: Sequence[KnowledgeEntry], picked: Chosen, but: str = "") -> list[int]:
    """The places of the entries that have what is chosen, in every facet ``but`` one."""
    wanted = [(FACETS[name], set(codes)) for name, codes in picked.items() if codes and name != but]
    return [place for place, entry in enumerate(entries) if all(wants.intersection(of(entry)) for of, wants in wanted)]


def choices(entries: Sequence[KnowledgeEntry], matching: Collection[int], picked: Chosen) -> None:
    """Each facet with its values; the counts are those of the entries that match and have what else is chosen."""
    inside = np.zeros(len(entries), dtype=bool)
    inside[list(matching)] = True
    for name in FIRST:
        _facet(name, entries, inside, picked)
    others = [name for name in FACETS if name not in FIRST]
    with st.expander(_("More filters"), expanded=any(picked[name] for name in others)):
        for name in others:
            _facet(name, entries, inside, picked)


def _facet(name: str, entries: Sequence[KnowledgeEntry], inside: Inside, picked: Chosen) -> None:
    """A facet, what is frequent first; what nothing of the result has stays, in grey."""
    of = FACETS[name]
    every = Counter(code for entry in entries for code in of(entry))
    here = [place for place in allowed(entries, picked, but=name) if inside[place]]
    counted = Counter(code for place in here for code in of(entries[place]))
    words = {code: text(f"{_named(name, code)} ({language.number(counted[code])})") for code in every}
    words |= {code: f":gray[{said}]" for code, said in words.items() if not counted[code]}
    options = sorted(every, key=lambda code: (-every[code], code))
    st.pills(_titles()[name], options, selection_mode="multi", format_func=words.__getitem__, key=_key(name), wrap=True)


def clear() -> None:
    """Choose nothing of any facet."""
    for name in FACETS:
        session.forget(_key(name))


def _key(name: str) -> str:
    return f"knowledge-facet-{name}"


def _titles() -> dict[str, str]:
    return {
        # Translators: a facet of a search: how an effect is known.
        "evidence": _("Evidence"),
        "sector": _("Subject"),
        "hazard": _("Hazard"),
        "access": _("Energy access"),
        "goal": _("Goal (tags ours)"),
        "language": _("Language"),
        "kind": _("What it is"),
    }


def _named(name: str, code: str) -> str:
    """The name of a value of a facet."""
    match name:
        case "evidence":
            return say(EVIDENCE[code])
        case "sector":
            return say(TOPICS[code])
        case "hazard":
            return say(hazard_name(code))
        case "access":
            return say(ACCESS[code])
        case "goal":
            frame, _space, part = code.partition(" ")
            return f"{language.term(frame)} {part}"
        case "language":
            return language.LANGUAGES.get(code, code)
    if code == "plan":
        return _("Planned by a city")
    # Translators: what an entry is: something that a city did, or that was tried in one.
    return say(KINDS[code]) if code in KINDS else _("Experience of a city")
