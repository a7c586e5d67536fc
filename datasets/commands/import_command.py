"""``python -m datasets import PATH...``: files, and all that folders hold, each in a transaction of its own."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from analytics.text.problems import Problem, block
from analytics.text.sentences import Sentence
from datasets import Cities, Draft, Effect, Examination, Refused, Revision, Store
from datasets.city.examining import examination
from datasets.commands import Commands, draft_replies, flag, option, place, replies, whole
from datasets.commands.arguments import author, pairs, plain
from datasets.intake.meaning import questions
from datasets.intake.readers.source import Source

LEFT_ALONE = (".", "~$")
"""How the names of files begin that no person put into a folder: hidden ones, and those that lock an open workbook."""
WORST = ("fault", "blocked", "needs-answers", "dry-run", "committed")
STEPS = {"read": "reading", "check": "checking", "examine": "examining", "commit": "committing"}
"""What happens to a file, in its order, and what a terminal says meanwhile."""
EVERY_SECONDS = 0.1
WIDTH = 80
"""The columns of a terminal that does not say how many it has."""


def add(commands: Commands) -> None:
    """The command with its options."""
    commands.add(
        "import",
        paths=place("a file, or a folder of files", type=Path, nargs="+", metavar="PATH"),
        recursive=flag("open the folders inside a folder too"),
        city="the city of a file that names none",
        year=whole("the inventory year of a file that names none"),
        mapping=option('a JSON file of answers, such as {"column:year": "Anno"}', type=Path),
        answer=option("settle a question", action="append", default=[], metavar="KEY=VALUE"),
        no_memory=flag("ask again what earlier files of the city answered"),
        reason="why a committed inventory is corrected",
        author="who commits (default: the user of this machine)",
        looked_at=flag("commit findings above 5 %% of the total too: whoever commits has looked at them"),
        dry_run=flag("check and report, write nothing"),
        quiet=flag("draw no progress on the terminal"),
        command=run,
    )


@dataclass(frozen=True)
class Taken:
    """What became of one file."""

    draft: Draft
    outcome: str
    revision: Revision | None
    examined: Examination
    replaced: Sequence[Effect] = ()


def run(store: Store, asked: argparse.Namespace) -> int:
    """Take in what ``asked.paths`` names and print the answer. Returns 0, or 2 when a file was refused, or 1 when the
    program failed on one of several (the others are taken in all the same).

    One file gives the answer of one file, several (or a folder) a list of them. Raises Refused for one file that
    cannot be read, for answers that cannot be, and for a folder without files.
    """
    answers = _answers(asked)
    if len(asked.paths) > 1 or asked.paths[0].is_dir():
        # Raise Refused for answers that name rows: the same numbers are other rows in each of several files.
        problems = [
            block(
                "answer-unknown",
                Sentence("the answer {key}={answer}", key=key[:60], answer=answer[:60]),
                "answers for all of several files; this one holds row numbers of one file",
                "Leave the answer out, and import that file alone with it.",
            )
            for key, answer in answers.items()
            if questions.names_rows(key)
        ]
        if problems:
            raise Refused(*problems)
        return _several(store, asked, answers)
    with Steps(plain(asked.paths[0].name), not asked.dry_run, _watched(asked)) as steps:
        taken = take(store, asked.paths[0], asked, answers, steps.begin)
    if asked.json:
        replies.as_json(draft_replies.of_draft(*_parts(taken)))
    else:
        draft_replies.draft(*_parts(taken))
    return 0 if taken.draft.ready else 2


def _parts(taken: Taken) -> tuple[Draft, str, Revision | None, Examination, Sequence[Effect]]:
    return taken.draft, taken.outcome, taken.revision, taken.examined, taken.replaced


def _watched(asked: argparse.Namespace) -> bool:
    return not (asked.json or asked.quiet)


def take(
    store: Store,
    path: Path,
    asked: argparse.Namespace,
    answers: Mapping[str, str],
    step: Callable[[str], None] = lambda name: None,
) -> Taken:
    """Check one file and commit it where it stands ready and is meant to be; ``step`` is told each of ``STEPS``.

    Raises Refused where the file cannot be read.
    """
    return take_content(store, opened(path), plain(path.name), asked, answers, author(asked.author, store), step=step)


def take_content(
    store: Store,
    data: bytes | Source,
    name: str,
    asked: argparse.Namespace,
    answers: Mapping[str, str],
    who: str,
    *,
    uploaded: bool = False,
    step: Callable[[str], None] = lambda name: None,
) -> Taken:
    """Check the content of a file of that ``name``, and let ``who`` commit it, as ``take``; ``uploaded``: by the limits
    of what comes over the web."""
    cities, again = Cities(store), not asked.no_memory
    draft = cities.draft(data, name, answers, asked.city, asked.year, uploaded=uploaded, remembering=again, step=step)
    step("examine")
    examined = cities.examination(draft)
    draft, replaced = _compared(cities, draft)
    if not asked.looked_at:
        draft = replace(draft, problems=(*draft.problems, *examination.waiting(draft, examined)))
    if not draft.ready or asked.dry_run:
        return Taken(draft, draft.outcome, None, examined, replaced)
    revision = cities.commit(draft, who, asked.reason, examined=examined, looked_at=asked.looked_at, step=step)
    return Taken(draft, "committed", revision, examined, replaced)


def _compared(cities: Cities, draft: Draft) -> tuple[Draft, Sequence[Effect]]:
    """The effects on tables that are on file; of a long file the warning that they were not looked at, since that takes
    as long as to commit it."""
    if draft.imported <= examination.MOST_ROWS:
        return draft, cities.replaced(draft)
    number = cities.tables_on_file(draft)
    problem = Problem(
        "warn",
        "not-compared",
        f"{number:,} tables on file, in whose place those of this file come",
        f"at most {examination.MOST_ROWS:,} rows, to compare them cell by cell",
        "Figures on file that this file does not hold are removed with it; export them first where they may be needed.",
        cells=max(number, 1),
    )
    return (replace(draft, problems=(*draft.problems, problem)) if number else draft), ()


@dataclass
class Folder:
    """The files that several paths name, in order, and how many folders inside them were not opened."""

    files: list[Path] = field(default_factory=list)
    unopened: int = 0

    def add(self, folder: Path, recursive: bool) -> None:
        """Add the files of a folder by name; links to folders are not followed."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise Refused(_unreadable(folder, error)) from error
        inside = []
        for entry in entries:
            if entry.name.startswith(LEFT_ALONE):
                continue
            if entry.is_dir(follow_symlinks=False):
                inside.append(Path(entry.path))
            elif entry.is_file():
                self.files.append(Path(entry.path))
        for each in inside:
            if recursive:
                self.add(each, recursive)
            else:
                self.unopened += 1


def listed(paths: Sequence[Path], recursive: bool) -> Folder:
    """The files of several paths, each once. Raises Refused where a folder cannot be read, or nothing is in them."""
    found = Folder()
    for path in paths:
        if path.is_dir():
            found.add(path, recursive)
        else:
            found.files.append(path)
    found.files = list(dict.fromkeys(found.files))
    if not found.files:
        more = f"no file, but {found.unopened} folders" if found.unopened else "no file"
        fix = "Name them, or say --recursive." if found.unopened else "Check the path."
        raise Refused(
            Problem("block", "folder-empty", f'{more} in "{paths[0]}"', "a folder that holds files of inventories", fix)
        )
    return found


def _several(store: Store, asked: argparse.Namespace, answers: Mapping[str, str]) -> int:
    found = listed(asked.paths, asked.recursive)
    outcomes: Counter[str] = Counter()
    answered: list[dict[str, Any]] = []
    rows = 0
    progress = ImportSteps(len(found.files), _watched(asked))
    for done, path in enumerate(found.files):
        progress.show(done, outcomes, path.name)
        answer, show = _one_of_several(store, path, asked, answers)
        outcomes[answer["outcome"]] += 1
        rows += answer["rows"]["imported"] if answer["outcome"] in ("committed", "dry-run") else 0
        if asked.json:
            answered.append({"file": plain(str(path)), **answer})
        else:
            progress.clear()
            print(f"== {plain(str(path))}")
            show()
    progress.clear()
    summary = {"files": len(found.files), **{name: outcomes[name] for name in reversed(WORST) if outcomes[name]}}
    summary |= {"rows": rows, "folders_not_opened": found.unopened}
    worst = next(name for name in WORST if outcomes[name])
    if asked.json:
        replies.as_json({"outcome": worst, "files": answered, "summary": summary})
    else:
        refused = {"needs-answers": "need answers", "blocked": "blocked", "fault": "faults of the program"}
        parts = [f"{outcomes[name]:,} {name}" for name in ("committed", "dry-run") if outcomes.get(name)]
        parts += [f"{outcomes[name]:,} {said}" for name, said in refused.items() if outcomes.get(name)]
        left = f"; {found.unopened} folders inside were not opened (--recursive)" if found.unopened else ""
        files = replies.several(len(found.files), "file")
        print(f"{files}: {', '.join(parts)}; {replies.several(rows, 'row')}{left}")
    return 1 if worst == "fault" else 2 if worst in ("blocked", "needs-answers") else 0


def _one_of_several(
    store: Store, path: Path, asked: argparse.Namespace, answers: Mapping[str, str]
) -> tuple[dict[str, Any], Callable[[], None]]:
    """The answer for one file, and how it is printed. A fault of the program is one file's answer too."""
    try:
        taken = take(store, path, asked, answers)
    except Refused as refusal:
        problems = refusal.problems
        return replies.nothing_read(problems), lambda: _print_problems(problems)
    except Exception as error:  # the files before are committed, and those after it are still to come
        traceback.print_exc()
        fault = Problem(
            "block",
            "program-fault",
            f"a fault of the program ({type(error).__name__})",
            "an answer about the file",
            "Report it with the file; nothing of it was written.",
        )
        return replies.nothing_read([fault]) | {"outcome": "fault"}, lambda: _print_problems([fault])
    return draft_replies.of_draft(*_parts(taken)), lambda: draft_replies.draft(*_parts(taken))


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"[{problem.severity}] {problem.sentence()}")


class FileLine:
    """One line on a terminal that says how far a long command is; nothing where standard error is no terminal."""

    def __init__(self, watched: bool = True) -> None:
        self.terminal = watched and sys.stderr.isatty()

    def draw(self, done: int, of: int, said: str) -> None:
        """Put a bar and what is said in the place of what stood there, on one line however narrow the terminal is."""
        if self.terminal:
            line = f"[{'#' * (20 * done // of):<20}] {said}"
            shown = "".join(letter if letter.isprintable() else "?" for letter in line)[: _columns() - 1]
            print(f"\r\x1b[K{shown}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away, so that other lines can be printed."""
        if self.terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH


class ImportSteps(FileLine):
    """The line for several files: how many are done, and which is next."""

    def __init__(self, files: int, watched: bool = True) -> None:
        super().__init__(watched)
        self.files, self.told = files, 0.0

    def show(self, done: int, outcomes: Mapping[str, int], name: str) -> None:
        """Say how many files are done and which is next, a few times a second at most."""
        now = time.monotonic()
        if not self.terminal or (now - self.told < EVERY_SECONDS and done):
            return
        self.told = now
        refused = sum(outcomes.get(outcome, 0) for outcome in WORST[:3])
        self.draw(done, self.files, f"{done:,} of {self.files:,} files, {refused:,} refused: {plain(name)[:40]}")


class Steps(FileLine):
    """The line for one file: which step it is in and the seconds passed, drawn again and again until the block ends.

    A thread draws it, because a step says nothing before it is over; a file that is done at once shows no line.
    """

    def __init__(self, name: str, commits: bool, watched: bool = True) -> None:
        super().__init__(watched)
        self.name, self.number = name, len(STEPS) if commits else len(STEPS) - 1
        self.step, self.furthest, self.began = "read", 0, time.monotonic()
        self._over = threading.Event()
        self._drawing = threading.Thread(target=self._draw_on, name="progress", daemon=True)

    def __enter__(self) -> Steps:
        if self.terminal:
            self._drawing.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self.terminal:
            self._drawing.join()
            self.clear()

    def begin(self, step: str) -> None:
        """A step of ``STEPS`` begins. A file read again, with remembered answers, does not move the bar back."""
        self.step, self.furthest = step, max(self.furthest, list(STEPS).index(step))

    def show(self) -> None:
        """Draw the line as it stands now."""
        passed = int(time.monotonic() - self.began)
        self.draw(self.furthest, self.number, f"{STEPS[self.step]}, {passed:,} s: {self.name[:40]}")

    def _draw_on(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            self.show()


def content(path: Path) -> bytes:
    """The bytes of a file. Raises Refused where it cannot be read, or is a device, which may never end."""
    return opened(path).whole


def opened(path: Path) -> Source:
    """A file that can be read, whole or piece by piece. Raises Refused as ``content`` does."""
    try:
        if path.is_char_device() or path.is_block_device():  # such as /dev/zero
            raise OSError(None, "a device")
        return Source(path if path.is_file() else path.read_bytes()).begun()  # a pipe can be read once only
    except (OSError, ValueError) as error:
        raise Refused(_unreadable(path, error)) from error


def _unreadable(path: Path, error: Exception) -> Problem:
    why = getattr(error, "strerror", None) or error
    return Problem(
        "block", "file-unreadable", f'"{path}" ({why})', "a file that can be read", "Check the path and the rights."
    )


def _answers(asked: argparse.Namespace) -> dict[str, str]:
    settled: dict[str, str] = {}
    if asked.mapping:
        try:
            settled |= {str(key): str(value) for key, value in json.loads(asked.mapping.read_text("utf-8")).items()}
        except (OSError, ValueError, AttributeError, RecursionError) as error:
            raise Refused(
                Problem(
                    "block",
                    "mapping-unreadable",
                    f'"{asked.mapping}"',
                    'a JSON object such as {"column:year": "Anno"}',
                    "Mend the file.",
                )
            ) from error
    settled |= pairs(asked.answer, "--answer decimal=comma")
    if asked.reason:
        settled["reason"] = asked.reason
    return settled
