"""The pages that the program tells of itself, made when the site is built."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
from collections.abc import Callable, Mapping
from importlib.metadata import metadata
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = "110"
"""The width of what a command says of itself."""


def commands() -> str:
    """Every command with its options, as the program lists them."""
    from dashboard import __main__ as dashboard
    from datasets import __main__ as datasets
    from datasets.commands import KNOWN

    lines = [
        "# Commands",
        "As the program lists them. Each exits with 0 when done, 2 when refused, with every problem listed and nothing"
        " written, and 1 for a fault of the program. In an installed program `covenant` stands for `python -m datasets`"
        " and `python -m dashboard`.",
        "## The dashboard",
        _help(dashboard.main),
        "### pack",
        _help(dashboard.main, "pack"),
        "## The data",
    ]
    for name, (_, purpose) in KNOWN.items():
        lines += [
            f"### {name}",
            f"{purpose[0].upper()}{purpose[1:]}{'' if purpose.endswith('?') else '.'}",
            _help(datasets.main, name),
        ]
    return "\n\n".join(lines) + "\n"


def _help(program: Callable[[list[str]], int], *name: str) -> str:
    said = io.StringIO()
    plain = {"COLUMNS": COLUMNS, "COVENANT_DATABASE": "covenant.duckdb", "NO_COLOR": "1"}
    with patch.dict(os.environ, plain), contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        program([*name, "--help"])
    return f"```text\n{said.getvalue().strip()}\n```"


def method() -> str:
    """The whole method, as ``python -m datasets method`` writes it."""
    from datasets.commands import method_text

    return method_text.markdown()


ASKS = {
    "MIT": "keep its notice",
    "BSD": "keep its notice; its name is no advertisement",
    "Apache": "keep its notice and licence; say what was changed",
    "0BSD": "nothing",
    "CMU": "keep its notice; its name is no advertisement",
    "MPL": "files of it that were changed are given out in source",
    "LGPL": "used as a library of its own, which whoever runs the program can replace",
    "PSF": "keep its notice",
    "OFL": "the font is given out with its licence, and not sold by itself",
}
"""What a licence asks of who gives the program out, by a word of its name."""


OF_TABLES = {
    "CC BY": "name the publisher and the edition, link the licence, say what was changed",
    "CDP|C40": "name them; their terms are asked before it is sold or published on its own",
    "Own": "what LICENSE asks",
    "Apache|MIT": "keep its notice",
    "IPCC": "name the guidelines; their text and tables are not copied",
    "cited|Cited|[Pp]ublic|CC0": "keep the source beside each figure",
}
"""What the terms of a shipped table ask of who gives it out, by a word of them."""


def licences() -> str:
    """The packages that it runs with and the tables that it ships, each with its licence and what that asks."""
    from datasets.reference import catalogue

    pinned, _, _ = (ROOT / "requirements.txt").read_text(encoding="utf-8").partition("# The tests and checks")
    lines = [
        "# Licences",
        "The program is under Apache-2.0 (`LICENSE`). No package is part of its source; an environment or an image"
        " holds them.",
        "## Packages",
        "| package | version | licence | asks |\n|---|---|---|---|\n"
        + "\n".join(_package(*found) for found in re.findall(r"^([\w.-]+)==([^\s;]+)", pinned, re.MULTILINE)),
        "## Tables",
        "Figures transcribed from published sources, with the terms of their publishers. The terms of C40, CDP and IPCC"
        " should be cleared before a wider release.",
        "| table | publisher, edition | terms | asks |\n|---|---|---|---|\n"
        + "\n".join(
            f"| {one.title} | {one.publisher}, {one.edition} | {one.terms} | {asked(one.terms, OF_TABLES, one.title)} |"
            for one in catalogue.resources()
        ),
    ]
    return "\n\n".join(lines) + "\n"


def _package(name: str, version: str) -> str:
    licence = licence_of(name)
    return f"| {name} | {version} | {licence} | {asked(licence, ASKS, name)} |"


def asked(licence: str, known: Mapping[str, str], of: str) -> str:
    """What a licence asks. Raises ValueError where nothing is known of it, so that nobody goes by a blank."""
    found = [what for word, what in known.items() if re.search(rf"(?<!\w)(?<!0)(?:{word})", licence)]
    if not found:
        raise ValueError(f"{of}: the licence {licence!r} is not among those whose terms are known")
    return "; ".join(dict.fromkeys(found))


def licence_of(package: str) -> str:
    """The licence that an installed package states: its expression, a short name, or its classifiers."""
    told = metadata(package)
    classifiers = [
        line.rpartition("::")[2].strip() for line in told.get_all("Classifier") or () if line[:7] == "License"
    ]
    short = (told.get("License") or "").strip()
    if "\n" in short or len(short) > 40:
        short = ""
    return str(told.get("License-Expression") or short or ", ".join(classifiers))


def _text(*parts: str) -> Callable[[], str]:
    return lambda: ROOT.joinpath(*parts).read_text(encoding="utf-8")


PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "method.md": method,
    "licences.md": licences,
    "contributing.md": _text("CONTRIBUTING.md"),
    "measured.md": _text("tests", "benchmarks", "README.md"),
    "changelog.md": _text("CHANGELOG.md"),
}


def write(folder: Path) -> None:
    """Write each of them into ``folder``, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, made in PAGES.items():
        (folder / name).write_text(made(), encoding="utf-8")
