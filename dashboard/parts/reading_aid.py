"""How to read the page that is open: three notes with the terms it uses, and on a first visit where to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import language, session
from dashboard.addresses import FRONT_PAGE
from dashboard.language import gettext as _
from dashboard.notation import subscripts
from dashboard.widgets import text
from datasets.reference import catalogue

NOTES: Mapping[str, Sequence[Sentence]] = {
    FRONT_PAGE: (
        Sentence("The title answers for the newest inventory, and says how likely the answer is."),
        Sentence("The line is the path from the baseline to the target: below it the city emits less than planned."),
        Sentence("Each next step leads to the place where it is done."),
    ),
    "inventory": (
        Sentence("Each column is one year, divided into what caused the emissions; choose a year to see it whole."),
        Sentence("What is missing is listed with the place to add it: a gap is never counted as zero."),
        Sentence("Every figure opens down to the row of the file that it came from."),
    ),
    "drivers": (
        Sentence("The bars lead from the emissions of one year to those of another, and say what moved them."),
        Sentence(
            "Population, activity, energy use and the mix of carriers are told apart; the bars add up to the change."
        ),
        Sentence("They describe what changed, and not what a single measure achieved."),
    ),
    "outlook": (
        Sentence("The target stands beside what the recent trend and the planned actions lead to."),
        Sentence("What no action covers yet is shown as what is still open."),
        Sentence("A trend that is too weak to be sure of it names no year of arrival."),
    ),
    "plan": (
        Sentence("Each row of the table is an action; a cell that cannot be is named below with its row and column."),
        Sentence("Nothing counts before you commit it with a reason; one click takes it back."),
        Sentence("What somebody else committed meanwhile is told, and nothing that you typed is lost."),
    ),
    "adaptation": (
        Sentence(
            "Each number in the matrix is a hazard of the table; a hatched field says that nobody stated a level."
        ),
        Sentence("Observed is drawn solid, expected hatched; each fact names the document that it is from."),
        Sentence("Each next step leads to the table where it is entered."),
    ),
    "pillars": (
        Sentence("Each column is one pillar: what is on file, its newest year, what is due next, and what it lacks."),
        Sentence("The states follow from what is on file here; whoever awards badges may know of more."),
        Sentence("Each pillar has one door: it leads to where the first thing that is missing is entered."),
    ),
    "energy": (
        Sentence("The large figures are of the city itself; a square is one in a hundred."),
        Sentence("What is published of the country or the region stands apart, and never for the city."),
        Sentence("Two surveys make no trend: only a figure of the same survey, asked again, shows a change."),
    ),
    "duties": (
        Sentence("Each duty has a rule with its source; what has no date says what is missing to reckon it."),
        Sentence("A date that is past says that nothing here meets it, and not that the city submitted nothing."),
        Sentence("The pillars show what is on file; a badge is awarded by the Global Covenant alone."),
    ),
    "cities": (
        Sentence("One count says how cities stand today, the other how they stood at their newest inventory."),
        Sentence("Each small picture begins at the city's own base year: compare its direction, not its height."),
        Sentence("A name in the table or on the map opens the city."),
    ),
    "pairs": (
        Sentence("What both cities report is set side by side, each named by its method."),
        Sentence("What cannot be compared yet is listed with what would allow it."),
        Sentence("Swapping the sides changes nothing but the sides."),
    ),
    "twin": (
        Sentence(
            "Only what both cities count is set side by side, restated to the same places, gases and electricity."
        ),
        Sentence("The score says how far the two count the same; it judges neither city."),
        Sentence("What one city could borrow from the other is named with where it comes from."),
    ),
    "partners": (
        Sentence("Each suggestion says why: a reason for each thing that counts, in the colour of its slider."),
        Sentence("What is not known of a city gives no points and is hatched: neither praise nor blame."),
        Sentence("The dots are cities of similar size that published a total; they are no ranking."),
    ),
    "knowledge": (
        Sentence("What fits the gap of the city stands first, each with the reason in words."),
        Sentence("A search in any of seven languages says of each entry which words matched, and how."),
        Sentence("Effects are as each city states them; what has no figure is shown as told."),
    ),
    "innovation": (
        Sentence("Two priorities match where words of one domain stand in both; the words stand beside each match."),
        Sentence("A filled dot is a strategy of today, an empty one a strategy of an earlier period."),
        Sentence("What is not on file, such as a strategy, is named with the place to enter it."),
    ),
    "frames": (
        Sentence("An entry serves a part of a frame by its tag; what serves by a rule of ours is counted apart."),
        Sentence("A target counts for its goal, and a paragraph for its commitment."),
        Sentence("Tags are entered in Figures or brought as a file, by code or by name in seven languages."),
    ),
    "data": (
        Sentence("A file is read as it is: nothing counts before you commit it."),
        Sentence("What was not understood is asked, with what each answer does to the total."),
        Sentence("Every commit can be undone, and stays in the history."),
    ),
    "figures": (
        Sentence("One table at a time shows what the city states; a cell is changed where it stands."),
        Sentence("What a change does to the verdict is told before it is saved, and who saved it stays on record."),
        Sentence("Files for other programmes are made below, each with a list of what it cannot hold."),
    ),
    "history": (
        Sentence("Each revision says who changed what, when and why; nothing is ever removed."),
        Sentence("An undo is a revision too, and can itself be undone."),
        Sentence("A revision opens the city as it stood after it."),
    ),
    "roles": (
        Sentence("Each line says who may do what, and in which city; a role in every city counts everywhere."),
        Sentence("Each role may do what the one before it may: read, bring figures, answer for a city, keep the list."),
        Sentence("A role is given and taken with a reason, and stands in the history like any other change."),
    ),
    "method": (
        Sentence("Every formula stands here with its units, its source and how well that source is confirmed."),
        Sentence("A worked line shows the figures of one city, so that it can be redone by hand."),
        Sentence("Facts from memory are marked, and so is our own reasoning."),
    ),
}
"""What helps to read a page, by the word that the address calls it."""
TERMS: Mapping[str, Sequence[str]] = {
    FRONT_PAGE: ("Verdict", "Baseline", "Path", "Gap"),
    "inventory": ("Inventory", "Notation key", "Carrier", "BASIC"),
    "drivers": ("Activity data", "Emission factor", "Weather correction"),
    "outlook": ("Target", "Interim target", "Budget", "Baseline scenario"),
    "plan": ("Target", "Baseline scenario", "Revision"),
    "adaptation": ("Revision",),
    "pillars": ("Inventory", "Target", "Revision"),
    "energy": ("Revision",),
    "duties": ("Inventory", "Target", "Revision"),
    "cities": ("Verdict", "Inventory", "Baseline"),
    "pairs": ("Boundary", "Method", "GWP"),
    "twin": ("Inventory", "Boundary", "Method", "GWP"),
    "partners": ("Boundary", "Method"),
    "knowledge": ("Baseline", "Revision"),
    "innovation": ("Target", "Revision"),
    "frames": ("Revision",),
    "data": ("Finding", "Notation key", "Edition"),
    "figures": ("Revision", "Emission factor", "GWP"),
    "history": ("Revision", "Restatement"),
    "roles": ("Revision",),
    "method": ("Passport", "Emission factor", "GWP"),
}
"""Terms of the shipped glossary that a page uses, by the word that the address calls it."""
_SEEN = "first-visit-seen"


def notes(page: str) -> None:
    """A button that explains the page in three notes, with the terms that stand on it; nothing where there are none."""
    if page not in NOTES:
        return
    # Drawn before it is opened: a run for its sake would break off what somebody waits for on the page.
    with st.popover(_("Read this page"), icon=":material/help:", type="tertiary"):
        st.markdown(session.made_of(f"reading aid, {page}", partial(_said, page)))
        session.link("method", _("All terms"), asked={"section": "words"}, icon=":material/menu_book:")


def _said(page: str) -> str:
    """The notes and terms of a page as one text."""
    notes = "\n".join(f"{number}. {text(note)}" for number, note in enumerate(NOTES[page], start=1))
    known = {row["term"]: row["text"] for row in catalogue.records("glossary")}
    terms = [[subscripts(language.term(words)) for words in (term, known[term])] for term in TERMS[page]]
    return "\n\n".join([notes, *(f"**{text(name)}**  \n{text(meaning)}" for name, meaning in terms)])


def first_visit() -> None:
    """Where to begin, in a database that nobody has brought a file to; the reader closes it."""
    if session.kept(_SEEN) or not session.as_shipped():
        return
    with st.container(border=True, gap="xxsmall", key="first-visit"):
        st.caption(
            text(_("These are sample cities, to look around with. Your own city begins with a file or a target."))
        )
        session.link("data", _("Bring a file"), icon=":material/upload_file:")
        session.link("plan", _("Set a target"), icon=":material/track_changes:", asked={"part": "targets"})
        st.button(_("Close this hint"), type="tertiary", on_click=session.keep, args=(_SEEN, True))
