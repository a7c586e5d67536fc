"""What the commands share in reading their arguments."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from analytics.text.problems import Problem, Refused
from datasets.store import disk

if TYPE_CHECKING:
    from datasets import Store

TARGET = "the target of this year, with its kind where several are of it: 2030-per-capita (default: the next one)"
"""How the option says which target is meant (``assessment.names_of``)."""


def once() -> Callable[..., Any]:
    """Where a call keeps the answers of its city (``keep``): it asks a few questions of one moment, of which one may
    need the answer to another."""
    answers: dict[Any, Any] = {}

    def kept(read: Callable[..., Any], city: Any, named: Mapping[str, Any]) -> Any:
        question = (read, *named.items())
        if question not in answers:
            answers[question] = read(city, **named)
        return answers[question]

    return kept


def plain(text: str) -> str:
    """An argument as text that can be kept and printed: bytes that are no text are shown by their number."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


_CONTROL = {
    code: f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\n\t"
}
"""Characters by which a text moves the cursor, colours a terminal or turns the direction of writing."""


def visible(text: str) -> str:
    """A text whose control characters are shown by their number, as JSON writes them: it may come from any file."""
    return text.translate(_CONTROL)


class Visible(io.TextIOWrapper):
    """A stream to a terminal on which no text of a file can do more than be read."""

    def write(self, text: str, /) -> int:
        """Write a text as ``visible``."""
        super().write(visible(text))
        return len(text)


def pairs(texts: Sequence[str], example: str) -> dict[str, str]:
    """Options of the form KEY=VALUE. Raises Refused for one that is not."""
    found = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            problem = Problem("block", "answer-unreadable", f'"{text}"', "KEY=VALUE", f"Write for example {example}.")
            raise Refused(problem)
        found[plain(key)] = plain(value)
    return found


def author(typed: str | None, store: Store | None = None) -> str:
    """Who gives a command: the name that was ``typed``, or the user of the system, who stands beside any name that is
    typed where people have roles."""
    from datasets import Cities, access  # not above: what is asked of no city does not wait for it

    beside = typed and store is not None and Cities(store).people.roles()
    return access.SystemUser(f"{typed} ({user()})" if beside else typed or user())


COMMANDS = ".commands"
"""The ending of the socket beside a database on which the program that has it open answers commands."""


CALLER: ContextVar[str | None] = ContextVar("caller", default=None)
"""Who runs the command that a program does for another process of the machine."""


def user() -> str:
    """The name of who runs the command."""
    return CALLER.get() or disk.running_user() or "command line"
