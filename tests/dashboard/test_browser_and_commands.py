"""Whatever the command line can do, a page can, or it is said here why none needs to: a new command belongs here."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import dashboard
from dashboard import sitemap
from datasets.city import City
from datasets.city.all_cities import Cities
from datasets.city.city_innovation import CityInnovation
from datasets.city.city_pairs import CityPairs
from datasets.city.city_people import CityPeople
from datasets.commands import KNOWN
from tests.trees import nodes

ROOT = Path(dashboard.__file__).parent


class Reached(NamedTuple):
    """The view on which a command's work is done, and the name of the front door by which."""

    view: str
    by: str


PAGES: dict[str, Reached] = {
    "cities": Reached("cities", "programme"),
    "import": Reached("data", "commit"),
    "status": Reached("progress", "report"),
    "findings": Reached("data", "findings"),
    "convert": Reached("figures", "conversion"),
    "factors": Reached("method", "factors"),
    "targets": Reached("plan", "report"),
    "robustness": Reached("progress", "flips"),
    "uncertainties": Reached("progress", "report"),
    "uncertainty": Reached("figures", "state_uncertainty"),
    "target": Reached("plan", "state_target"),
    "actions": Reached("outlook", "outlook"),
    "import-actions": Reached("plan", "commit_actions"),
    "drivers": Reached("drivers", "drivers"),
    "set": Reached("figures", "state_figures"),
    "remove": Reached("figures", "state_figures"),
    "figures": Reached("figures", "figures"),
    "import-figures": Reached("figures", "state_figures"),
    "published": Reached("inventory", "published"),
    "grid-factors": Reached("figures", "grid_factors"),
    "wastewater": Reached("method", "wastewater"),
    "explanations": Reached("figures", "explanations"),
    "explain": Reached("figures", "explain"),
    "pairings": Reached("pairs", "room"),
    "pairing": Reached("pairs", "state"),
    "milestone": Reached("pairs", "state"),
    "promise": Reached("pairs", "state"),
    "note": Reached("pairs", "state"),
    "import-pairs": Reached("pairs", "state_all"),
    "export-pairs": Reached("pairs", "file"),
    "open-bundle": Reached("exports", "open_bundle"),
    "compare-bundles": Reached("exports", "compare_bundles"),
    "partners": Reached("partners", "candidates"),
    "peers": Reached("partners", "peers"),
    "twin": Reached("twin", "twin_side"),
    "knowledge": Reached("knowledge", "knowledge"),
    "duties": Reached("duties", "duties"),
    "energy": Reached("energy", "energy"),
    "innovation": Reached("innovation", "room"),
    "frames": Reached("frames", "served"),
    "hazards": Reached("adaptation", "adaptation"),
    "import-statements": Reached("adaptation", "state_statements"),
    "export-statements": Reached("adaptation", "statements_file"),
    "export": Reached("exports", "export"),
    "template": Reached("data", "template"),
    "passport": Reached("progress", "passport"),
    "verify": Reached("history", "verification"),
    "remove-sample": Reached("history", "undo"),
    "backup": Reached("exports", "backup"),
    "roles": Reached("roles", "roles"),
    "role": Reached("roles", "give"),
    "history": Reached("history", "history"),
    "undo": Reached("figures", "undo"),
}
"""By command the page that does its work."""
WITHOUT_A_PAGE: dict[str, str] = {
    "restore": "the database is closed for it: the page that would do it reads from that database",
    "move": "the database is closed for it: a server takes its ledger over, or gives it back to a file",
    "compact": "the database is closed for it: its file is written anew",
    "sign": "the key that signs is a file on the machine, which no page reads",
    "accept-head": "it is said of a database that does not open, so that there is no page",
    "tokens": "they are looked after by whoever has the machine",
    "end-token": "they are looked after by whoever has the machine",
    "token": "a program gets it from whoever has the machine, and no page shows a secret",
    "forget": "it is for good, and whoever has the machine answers for it",
    "method": "the Method page is this text, section by section",
}
"""By command why no page does its work."""


@cache
def called() -> set[str]:
    """Every method that the dashboard calls."""
    return {
        node.func.attr
        for path in ROOT.rglob("*.py")
        for node in nodes(path, ast.Call)
        if isinstance(node.func, ast.Attribute)
    }


def test_each_command_has_a_page_or_a_reason_to_have_none() -> None:
    assert PAGES.keys() | WITHOUT_A_PAGE.keys() == KNOWN.keys()
    assert not PAGES.keys() & WITHOUT_A_PAGE.keys()
    assert all(len(reason.split()) > 5 for reason in WITHOUT_A_PAGE.values())


@pytest.mark.parametrize("command", PAGES)
def test_its_page_is_there_and_goes_in_by_the_front_door(command: str) -> None:
    reached = PAGES[command]
    page, _tab = sitemap.place(reached.view)
    assert (ROOT / "views" / f"{page}.py").is_file()
    assert any(hasattr(asked, reached.by) for asked in (City, CityInnovation, CityPairs, CityPeople, Cities))
    assert reached.by in called()
