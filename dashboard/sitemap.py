"""The entries of the menu, the tabs within each, and where every name of a page leads, those of old addresses too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.text.sentences import Sentence
from dashboard.addresses import FRONT_PAGE

TAB = "tab"
"""The parameter of the address that names the tab of a page; without it the first one is open."""


@dataclass(frozen=True)
class MenuEntry:
    """A page with its title and icon; ``tabs`` are titles by the word of the address, in order. ``of_city`` pages are
    about the city that is chosen. In the menu a line stands before the entries of another ``group``; those of the
    group "foot" stand at its end."""

    title: str
    icon: str
    group: str
    tabs: Mapping[str, str] = field(default_factory=dict)
    of_city: bool = True


ENTRIES: Mapping[str, MenuEntry] = {
    FRONT_PAGE: MenuEntry(
        Sentence("Progress"), "flag", "city", {"answer": Sentence("Progress"), "drivers": Sentence("Drivers")}
    ),
    "emissions": MenuEntry(Sentence("Emissions"), "bar_chart", "city"),
    "plan": MenuEntry(
        Sentence("Plan"),
        "checklist",
        "city",
        # Translators: the tabs of the page Plan: what is decided and what it closes; the lists; what worked elsewhere.
        {"outlook": Sentence("Outlook"), "edit": Sentence("Actions and targets"), "ideas": Sentence("Ideas")},
    ),
    "adaptation": MenuEntry(
        Sentence("Adaptation & energy"),
        "flood",
        "city",
        {"hazards": Sentence("Adaptation"), "energy": Sentence("Energy access")},
    ),
    "duties": MenuEntry(
        Sentence("Duties"),
        "event_available",
        "city",
        {"pillars": Sentence("Three pillars"), "dates": Sentence("Dates"), "frames": Sentence("Frames")},
    ),
    "cities": MenuEntry(Sentence("Cities"), "public", "programme", of_city=False),
    "partner": MenuEntry(
        Sentence("Partner"),
        "handshake",
        "programme",
        # Translators: the tabs of the page Partner: our pair; two cities side by side; who could be a partner.
        {
            "ours": Sentence("Ours"),
            "compare": Sentence("Compare"),
            "find": Sentence("Find"),
        },
        of_city=False,
    ),
    "data": MenuEntry(
        Sentence("Data"),
        "upload_file",
        "data",
        # Translators: the tabs of the page Data, as verbs and nouns of software.
        {
            "import": Sentence("Import"),
            "edit": Sentence("Edit"),
            "history": Sentence("History"),
            "export": Sentence("Export"),
        },
    ),
    "method": MenuEntry(Sentence("Method"), "rule", "foot"),
    "roles": MenuEntry(Sentence("Roles"), "group", "foot"),
}
"""Every page that the menu names, in its order, by its word in the address."""
PLACES: Mapping[str, tuple[str, str]] = {
    "drivers": (FRONT_PAGE, "drivers"),
    "inventory": ("emissions", ""),
    "outlook": ("plan", "outlook"),
    "targets": ("plan", "outlook"),
    "plan": ("plan", "edit"),
    "knowledge": ("plan", "ideas"),
    "energy": ("adaptation", "energy"),
    "pillars": ("duties", "pillars"),
    "duties": ("duties", "dates"),
    "frames": ("duties", "frames"),
    "pairs": ("partner", "ours"),
    "twin": ("partner", "compare"),
    "partners": ("partner", "find"),
    "innovation": ("partner", "find"),
    "figures": ("data", "edit"),
    "history": ("data", "history"),
    "exports": ("data", "export"),
}
"""The page and tab of each place that once was a page of its own: where its address leads, and the links to it."""
OF_A_TAB: Mapping[str, Mapping[str, str]] = {"plan": {"part": "edit"}}
"""The tab of a page that an address means without naming it, by a parameter that no other tab of it has."""
ACTS: Mapping[tuple[str, str], str] = {
    ("data", "import"): "commit",
    ("data", "edit"): "state_figures",
    ("plan", "edit"): "commit_edited",
}
"""What is done where a door leads, by page and tab; what stands nowhere here is read."""
ASKED_ACTS: Mapping[tuple[str, str, str], str] = {
    ("data", "new", ""): "add_city",
    ("plan", "part", "targets"): "state_target",
    ("plan", "action", ""): "commit_edited",
    ("partner", "new", ""): "pairs.state",
    ("adaptation", "enter", ""): "state_figures",
}
"""What is done there instead, by page, parameter of the address and its value ("": whatever it is)."""
WITHOUT_A_CITY = (("data", "import"), ("data", "edit"), ("method", ""), ("partner", "ours"))
"""The places that stand where no city is on file."""
PAST = (FRONT_PAGE, "emissions", "plan", "present")
"""The pages that show a city as it stood after the revision of the address."""
PAGES = (*ENTRIES, "present")
"""Every page there is."""


def place(name: str) -> tuple[str, str]:
    """The page and tab that ``name`` stands for; the first tab of a page has no word in the address."""
    page, tab = PLACES.get(name, (name, ""))
    first = next(iter(ENTRIES[page].tabs), "") if page in ENTRIES else ""
    return page, "" if tab == first else tab


def act(name: str, asked: Mapping[str, str]) -> str:
    """What a door to the place ``name`` is opened for (``datasets.access``); "" where it is opened to read."""
    page, named = place(name)
    for (of, parameter, value), done in ASKED_ACTS.items():
        if of == page and parameter in asked and asked[parameter] == (value or asked[parameter]):
            return done
    return ACTS.get((page, named or tab(page, asked)), "")


def tab(page: str, asked: Mapping[str, str]) -> str:
    """The tab of ``page`` that an address ``asked`` for, by its name or by a parameter; "" where it has none."""
    tabs = ENTRIES[page].tabs if page in ENTRIES else {}
    meant = [of for parameter, of in OF_A_TAB.get(page, {}).items() if parameter in asked]
    return asked.get(TAB) or next(iter((*meant, *tabs)), "")
