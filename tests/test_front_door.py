"""The front door of the data: what goes through it, what still goes past it, and that every example of it runs."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import datasets
from tests.trees import nodes

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests" / "front_door.py"
MOST_NAMES = 55
MOST_PAST_IT = 32
"""Lower it with each name that is taken off the list."""
KNOWN = set(datasets.HOMES)
STILL_PAST_IT = {
    # Words and limits that pages and commands print: they are data, nothing is read or done through them.
    "datasets.city.assessment.GWP_SET": "the GWP set that is named as the one in use",
    "datasets.city.examining.examination": "the names of the findings, how they are written down, and a limit",
    "datasets.exports.FORMATS": "the choices of an option",
    "datasets.exports.workbooks.CREATOR": "the name that a file bears",
    "datasets.reference.factor_sources.STATED": "the words of a source",
    "datasets.intake.drafting.TEMPLATE_CSV": "a table to take away",
    "datasets.intake.layouts.EVERY": "an answer that is offered",
    "datasets.intake.meaning.fuel_amounts.TYPED": "the questions that take a number",
    "datasets.intake.meaning.fuel_amounts.fuels_of": "the answers that are offered",
    "datasets.intake.meaning.questions": "the words of questions, their answers, and which have one way to be meant",
    "datasets.intake.memory.MOST_ROUNDS": "a limit of the review",
    "datasets.intake.own_files.sheet_words.LANGUAGES": "the languages of the workbook",
    "datasets.intake.plans.edited": "the cells of a table of actions as they are typed, and the table to take away",
    "datasets.city.outlook.KINDS": "the choices of an option",
    "datasets.city.outlook.RATE": "how an address writes a change in per cent a year",
    "datasets.city.worked.KIND_NAMES": "the names of the kinds of examples",
    # Tables that ship with the program, which are of no city.
    "datasets.reference.catalogue": "the tables of the Method page and of its text",
    "datasets.reference.registry": "the signatories as lines, and the name of one that an answer means",
    "datasets.reference.registry.Signatory": "what is found among them",
    "datasets.city.worked": "the published examples, where no city is on file",
    "datasets.city.factor_choice": "what keeps the factors of several years from being comparable, in words",
    # What belongs to one process or one file, and to no city.
    "datasets.store.disk": "files that a command or a page writes",
    "datasets.store.location": "the variable that names the database for this process",
    "datasets.store.creation": "whether there is a database at all",
    "datasets.intake.readers.source.Source": "a file of the command line that is read piece by piece",
    "datasets.store.Moment": "the moment of the store that a run of a page sees",
    "datasets.reference.naming.find_city": "the city of an address, among those of the moment",
    # Types and functions that could still come in.
    "datasets.city.converting.Converted": "what is printed of a conversion",
    "datasets.intake.cell_changes.Figure": "one figure of a cell, as it is written",
    "datasets.intake.own_files.harmless.table": "a table of a page as CSV",
    "datasets.city.trace.figure_names": "the names by which figures are asked for",
    "datasets.city.worked.arithmetic.numbered": "arithmetic whose figures the language writes",
}
"""What pages and commands still use behind the front door, each with the reason. The list may only shrink."""


def sources() -> list[Path]:
    commands = [*(ROOT / "datasets" / "commands").glob("*.py"), ROOT / "datasets" / "__main__.py"]
    return sorted([*(ROOT / "dashboard").rglob("*.py"), *commands])


def taken(path: Path) -> set[str]:
    """The names of datasets that a file imports."""
    found = set()
    for node in nodes(path, ast.ImportFrom):
        if node.module and node.module.partition(".")[0] == "datasets":
            found |= {f"{node.module}.{item.name}" for item in node.names}
    for node in nodes(path, ast.Import):
        found |= {item.name for item in node.names if item.name.startswith("datasets.")}
    return found


def test_pages_and_commands_enter_by_the_front_door() -> None:
    used = {name for path in sources() for name in taken(path) if not name.startswith("datasets.commands")}
    assert used - {f"datasets.{name}" for name in KNOWN} - STILL_PAST_IT.keys() == set()
    assert STILL_PAST_IT.keys() - used == set(), "nothing needs these any more: take them off the list"
    assert len(STILL_PAST_IT) == MOST_PAST_IT


def test_no_room_goes_in_by_the_front_door() -> None:
    """The rooms behind the door name each other, so that none needs what stands above it."""
    inside = set((ROOT / "datasets").rglob("*.py")) - set(sources())
    assert not [path for path in inside if taken(path) & {f"datasets.{name}" for name in KNOWN}]


def test_no_page_builds_arguments_of_the_command_line() -> None:
    pages = [path for room in ("views", "parts", "figures", "words") for path in (ROOT / "dashboard" / room).rglob("*")]
    wrong = [path for path in pages if path.suffix == ".py" and "argparse" in path.read_text(encoding="utf-8")]
    wrong += [path for path in sources() if "dashboard" in path.parts and "datasets.commands" in str(taken(path))]
    assert not wrong


def test_the_front_door_has_few_names_and_each_is_where_it_says() -> None:
    assert len(KNOWN) <= MOST_NAMES
    assert {name: getattr(datasets, name) for name in KNOWN}.keys() == set(dir(datasets))
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = datasets.Nothing


def test_opening_the_door_loads_no_room() -> None:
    program = (
        "import datasets.intake.readers.limits, sys\n"
        "print(*[name for name in sys.modules if name.startswith('datasets.')])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert all(name == "datasets.intake" or name.startswith("datasets.intake.readers") for name in done.stdout.split())


def test_every_act_asks_who_may() -> None:
    """A method that takes who acts asks ``access`` first, or is nothing but another act."""
    acts = 0
    for name in ("__init__.py", "all_cities.py"):
        module = ast.parse((ROOT / "datasets" / "city" / name).read_text(encoding="utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and "who" in {item.arg for item in node.args.args}:
                acts += 1
                said = ast.unparse(node)
                asked = re.search(rf"access\.insist\((self\.store|None), who, '{node.name}'", said)
                assert asked or f"self._all.{node.name}(" in said, node.name
    assert acts >= 12


def test_every_name_has_an_example_that_runs(capsys: pytest.CaptureFixture[str]) -> None:
    here = runpy.run_path(str(EXAMPLES))
    here["store"].close()
    tree = ast.parse(EXAMPLES.read_text(encoding="utf-8"))
    imported = {
        item.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "datasets"
        for item in node.names
    }
    assert imported == KNOWN
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert used >= KNOWN
    assert "Boston" in capsys.readouterr().out
