"""Commands for a database that the dashboard has open: the dashboard does them, so that nobody has to stop it.

It answers on a socket beside the database (``covenant.duckdb.commands``), which none but its own user reaches. Each
call is a line of JSON; the answer are lines of what it prints, and its status. A call that wants the database closed,
such as ``restore``, is not passed on. One that names a file in a folder that the dashboard sees otherwise than the
caller, as a service with a ``/tmp`` of its own does, is refused.
"""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import StreamRequestHandler
from typing import Any, TextIO, cast

from analytics.text.problems import Problem
from datasets import Refused, Store
from datasets.commands import one_call
from datasets.commands.arguments import CALLER, COMMANDS, user

LONGEST_NAME = 100
"""In bytes: the systems take little more as the name of a socket."""
STATUS = "status"


def _socket(database: Path | str) -> Path | None:
    """The socket beside a database; None where the system has no such thing, or not of this name."""
    path = Path(f"{Path(database).resolve()}{COMMANDS}")
    fits = hasattr(socket, "AF_UNIX") and len(os.fsencode(path)) <= LONGEST_NAME
    return path if fits and str(database) != ":memory:" else None


def passed_on(database: Path | str, arguments: Sequence[str], files: Sequence[Path] = ()) -> int | None:
    """What the program that has a database open says to a call that names ``files``, printed here. Returns its status;
    None where it does not answer."""
    path = _socket(database)
    if path is None:
        return None
    call = {"arguments": list(arguments), "folder": os.getcwd(), "author": user(), "encoding": sys.stdout.encoding}
    call["places"] = [_place(path) for path in files]
    status = None
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(str(path))
        except OSError:  # there is none, or nobody answers any more
            return None
        asking.sendall(json.dumps(call).encode() + b"\n")
        for line in asking.makefile("rb"):
            stream, said = json.loads(line)
            if stream == STATUS:
                status = said
            else:
                print(said, end="", file=sys.stdout if stream == "stdout" else sys.stderr, flush=True)
    if status is None:
        print("The dashboard ended in the middle of it: look into the history before you do it again.", file=sys.stderr)
        return 2
    return int(status)


@contextmanager
def answering(store: Callable[[], Store], database: Path | str) -> Iterator[None]:
    """Do what commands ask of a database that this program has open, in threads, until the end of the block."""
    path = _socket(database)
    if path is None:
        yield
        return
    from socketserver import ThreadingUnixStreamServer

    class Answer(StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # whoever asked is gone
                call = _call(self.rfile.readline())
                if call is not None:
                    _answer(store(), call, self.wfile)
                    return
                for said in (("stderr", f"{_NO_CALL}\n"), (STATUS, 2)):
                    self.wfile.write(json.dumps(said).encode() + b"\n")

    path.unlink(missing_ok=True)  # of a program that was killed: nobody else has the database open
    before = os.umask(0o177)
    try:
        server = ThreadingUnixStreamServer(str(path), Answer)
    finally:
        os.umask(before)
    server.daemon_threads = True
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast("TextIO", _Stream(usual, name)) for usual, name in zip(streams, _NAMES, strict=True))
    serving = threading.Thread(target=server.serve_forever, name="commands", daemon=True)
    serving.start()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        server.shutdown()
        server.server_close()
        path.unlink(missing_ok=True)


_NAMES = ("stdout", "stderr")
_ASKED = threading.local()
"""In a thread that answers a call: where what it prints goes, by the name of the stream."""


_NO_CALL = (
    "Found a line that is no call. Expected one line of JSON with arguments (a list of texts), folder, author and"
    " encoding. Use python -m datasets, which writes it; nothing was done."
)


def _call(line: bytes) -> dict[str, Any] | None:
    """The call that a line holds; None where it holds none."""
    try:
        call = json.loads(line)
        texts = [*call["arguments"], call["folder"], call["author"], call["encoding"] or ""]
    except (ValueError, TypeError, LookupError):
        return None
    return call if isinstance(call["arguments"], list) and all(isinstance(text, str) for text in texts) else None


def _answer(store: Store, call: dict[str, Any], said: Any) -> None:
    """Do one call and say how it ended."""
    for name in _NAMES:
        setattr(_ASKED, name, _Passed(said, name, call["encoding"]))
    try:
        status = _status(store, call)
    except SystemExit as end:  # the arguments are no call
        status = end.code if isinstance(end.code, int) else 2
    finally:
        for name in _NAMES:
            delattr(_ASKED, name)
    said.write(json.dumps([STATUS, status]).encode() + b"\n")


def _status(store: Store, call: dict[str, Any]) -> int:
    asked = one_call.read(call["arguments"])
    for name, value in vars(asked).items():  # paths are named from the folder of the call
        if isinstance(value, Path):
            setattr(asked, name, call["folder"] / value)
        elif isinstance(value, list) and all(isinstance(each, Path) for each in value):
            setattr(asked, name, [call["folder"] / each for each in value])
    CALLER.set(call["author"])
    try:
        for path, place in zip(one_call.files(asked), call.get("places", ()), strict=False):
            if place != _place(path):
                raise Refused(_unshared(path))
        return one_call.done(store, asked)
    except Refused as refusal:
        return one_call.refused(refusal, asked)


def _place(path: Path) -> list[int] | None:
    """The folder of a path by the numbers that the system gives it; None where there is none."""
    try:
        found = os.stat(path.parent)
    except OSError:
        return None
    return [found.st_dev, found.st_ino]


def _unshared(path: Path) -> Problem:
    return Problem(
        "block",
        "path-unshared",
        f'"{path}", in a folder that the running dashboard, which does the command, sees otherwise',
        "a folder that both see, such as that of the database",
        "Name a path beside the database, or stop the dashboard. A service has a /tmp of its own; nothing was done.",
    )


class _Passed(io.TextIOBase):
    """What one call prints, line by line of the answer."""

    def __init__(self, said: Any, name: str, encoding: str) -> None:
        self._said, self._name, self._encoding = said, name, encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the terminal of the call."""
        return self._encoding

    def write(self, text: str, /) -> int:
        """Pass it on."""
        self._said.write(json.dumps([self._name, text]).encode() + b"\n")
        return len(text)


class _Stream:
    """A stream of the program, which leads elsewhere in a thread that answers a call."""

    def __init__(self, usual: TextIO, name: str) -> None:
        self._usual, self._name = usual, name

    def __getattr__(self, asked: str) -> Any:
        return getattr(getattr(_ASKED, self._name, self._usual), asked)
