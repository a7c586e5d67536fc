"""The commands of ``python -m datasets``: what there is, and in which file each is at home.

A call loads the home of its own command alone, whose ``add`` gives it its options and says what is done with them:
``tells`` (values to print, see ``answer_lines``), ``brings`` (a revision, by an author), ``command`` (what prints
itself) or ``alone`` (what wants the database closed).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

KNOWN: Mapping[str, tuple[str, str]] = {
    "cities": ("city_commands", "list the cities on file"),
    "import": ("import_command", "check files and take them in"),
    "status": ("city_commands", "are we on track?"),
    "findings": ("city_commands", "what looks doubtful in what is in force"),
    "convert": ("convert_command", "an inventory in the table of another framework"),
    "factors": ("factor_commands", "every factor used for a city, with its source"),
    "targets": ("target_commands", "the targets of a city, each with its verdict"),
    "robustness": ("target_commands", "what would turn the verdict?"),
    "uncertainties": ("uncertainty_commands", "how sure is the verdict, and what is it from?"),
    "uncertainty": ("uncertainty_commands", "state how uncertain a figure is"),
    "target": ("target_commands", "add a target, or put one in the place of its like"),
    "actions": ("action_commands", "the actions of a city and what they take off"),
    "import-actions": ("action_commands", "check a list of actions and take it in"),
    "drivers": ("driver_commands", "what moved the emissions between two years"),
    "figures": ("figure_commands", "what a city states beside its inventories, a table at a time (CSV)"),
    "set": ("figure_commands", "state one row of such a table: a factor, local energy, degree days ..."),
    "remove": ("figure_commands", "take one row of such a table back"),
    "import-figures": ("figure_commands", "take in such a table: inhabitants, area, GDP, degree days ..."),
    "published": ("published_commands", "what else was published as the total of a city"),
    "grid-factors": ("published_commands", "published electricity factors of an area"),
    "wastewater": ("wastewater_command", "the gases of wastewater by both editions of the IPCC"),
    "explanations": ("explanation_commands", "why places of a city hold what they hold"),
    "explain": ("explanation_commands", "say why a place holds what it holds"),
    "pairings": ("pair_commands", "the partners of a city: milestones, promises and notes"),
    "pairing": ("pair_commands", "state a pairing of a city with a partner"),
    "milestone": ("pair_commands", "state what happened between two partners"),
    "promise": ("pair_commands", "state what a city promised its partner, or that it was kept"),
    "note": ("pair_commands", "write a note to a partner, or answer one"),
    "import-pairs": ("pair_commands", "take in a table of pairings, milestones, promises and notes"),
    "export-pairs": ("pair_commands", "write them down as such a table"),
    "twin": ("twin_command", "two cities restated to what both report, and what each could borrow"),
    "hazards": ("adaptation_commands", "the climate hazards of a city, its goals and actions of adaptation"),
    "import-statements": ("statement_commands", "take in a table of what cities state: hazards, goals, actions, steps"),
    "export-statements": ("statement_commands", "write down what a city states as such a table"),
    "energy": ("energy_commands", "whether energy is secure, sustainable and affordable in a city"),
    "knowledge": ("knowledge_commands", "what worked elsewhere, by words or by the gap of a city"),
    "innovation": ("innovation_commands", "what the region of a city shares with others, and by which words"),
    "frames": ("innovation_commands", "what on file serves the SDGs, the New Urban Agenda, Sendai and Paris"),
    "partners": ("partner_commands", "which cities are like one, and why"),
    "peers": ("partner_commands", "where a city stands among similar ones"),
    "duties": ("duty_commands", "what a city owes the Covenant by when, and how far its pillars are"),
    "export": ("export_commands", "write down what is on file of a city"),
    "open-bundle": ("bundle_commands", "take in a city that another installation took along whole"),
    "compare-bundles": ("bundle_commands", "what differs between two bundles of a city"),
    "template": ("export_commands", "write the workbook to fill in"),
    "passport": ("upkeep", "where a figure comes from, down to the rows"),
    "verify": ("upkeep", "recompute the ledger's chain and every figure"),
    "sign": ("upkeep", "sign the newest revision, and with it all before, with a key"),
    "remove-sample": ("upkeep", "take back the sample figures of a city"),
    "backup": ("upkeep", "write a verified copy of the database"),
    "restore": ("upkeep", "put a backup in the place of the database"),
    "compact": ("upkeep", "put the rows of each city together again, so that reading one stays quick"),
    "forget": ("upkeep", "erase the e-mail address of a person, with every hash as it was"),
    "move": ("upkeep", "take the ledger to a PostgreSQL server for several dashboards, or back to a file"),
    "accept-head": ("upkeep", "go on with a database that lacks commits its list (.heads) tells of"),
    "method": ("method_text", "the whole method as a text (Markdown)"),
    "roles": ("role_commands", "who has which role, where people sign in"),
    "role": ("role_commands", "give a person a role in a city or in every city, or take it away"),
    "tokens": ("role_commands", "the tokens of programs: whose they are and until when they hold"),
    "token": ("role_commands", "make a token by which a program of a person asks over the web"),
    "end-token": ("role_commands", "end a token before it runs out"),
    "history": ("city_commands", "the revisions of a city"),
    "undo": ("city_commands", "put back what counted before a revision"),
}
"""Each command with its home in this folder and what it is for, in the order in which they are listed."""


def option(purpose: str | None = None, **how: Any) -> dict[str, Any]:
    """An option of a command: what it is for, and how ``argparse`` reads it."""
    return {"help": purpose, **how}


def whole(purpose: str | None = None, **how: Any) -> dict[str, Any]:
    """An option that takes a whole number."""
    return option(purpose, type=int, **how)


def needed(purpose: str | None = None, **how: Any) -> dict[str, Any]:
    """An option that has to be given."""
    return option(purpose, required=True, **how)


def flag(purpose: str) -> dict[str, Any]:
    """An option that is given or not."""
    return option(purpose, action="store_true")


def place(purpose: str | None = None, **how: Any) -> dict[str, Any]:
    """What stands at its place among the arguments, without a name."""
    return option(purpose, place=True, **how)


class Commands:
    """The commands of one parser."""

    def __init__(self, parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
        """``shared`` holds the options of all commands."""
        self._listed = parser.add_subparsers(required=True, metavar="command")
        self._shared = shared

    def parser(self, name: str, parents: Sequence[argparse.ArgumentParser]) -> argparse.ArgumentParser:
        """A parser with the shared options and those of its ``parents``."""
        return self._listed.add_parser(name, parents=[self._shared, *parents], help=KNOWN[name][1])

    def add(self, name: str, /, *more: str | argparse.ArgumentParser, **given: Any) -> argparse.ArgumentParser:
        """The parser of one command, with the shared options, what ``more`` names, and what is ``given`` by its name:
        an option by what it is for (``option``), and what is done with them."""
        parents = [one for one in more if isinstance(one, argparse.ArgumentParser)]
        made = self.parser(name, parents)
        for one in more:
            if isinstance(one, str):
                made.add_argument(one)
        for called, said in given.items():
            if callable(said):
                made.set_defaults(**{called: said})
                continue
            how = option(said) if isinstance(said, str) else said
            named = called if how.pop("place", False) else "--" + called.replace("_", "-")
            made.add_argument(named, **how)
        return made

    def load(self, arguments: Sequence[str]) -> None:
        """What belongs to the command that is called; where none of ours is, every one by its name, to be listed."""
        called, _ = KNOWN.get(arguments[0] if arguments else "", ("", ""))
        if called:
            import_module(f"{__name__}.{called}").add(self)
            return
        for name, (_, purpose) in KNOWN.items():
            self._listed.add_parser(name, help=purpose)
