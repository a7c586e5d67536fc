"""What the commands share in reading their arguments."""

from __future__ import annotations

import getpass
from collections.abc import Sequence

from analytics.problems import Problem, Refused


def plain(text: str) -> str:
    """An argument as text that can be kept and printed: bytes that are no text are shown by their number."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


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


def user() -> str:
    """The name of who runs the command."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name; which one it is depends on Python and system
        return "command line"
