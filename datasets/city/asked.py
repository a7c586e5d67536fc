"""What makes a question of a city one whose answers can be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from datasets.store import CityRecord, Store

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


class Keep(Protocol):
    """Where the answers of a city are kept: it is asked before a reading is made, and makes it where it has to."""

    def __call__(
        self, read: Callable[..., Made], city: Any, asked: tuple[Any, ...], named: Mapping[str, Any], /
    ) -> Made:
        """The answer of ``read`` for a city and what else is asked."""


class KeepsAnswers(Protocol):
    """Whatever is asked that keeps its answers somewhere."""

    _keep: Keep


class CityThatIsRead(KeepsAnswers, Protocol):
    """A city of a store as it is read: after a revision, or as it is now."""

    store: Store
    revision: int | None

    @property
    def id(self) -> str:
        """The city's id."""

    @property
    def record(self) -> CityRecord:
        """What is on file of it itself."""


Owner = TypeVar("Owner", bound=KeepsAnswers)


def anew(read: Callable[..., Made], city: Any, asked: tuple[Any, ...], named: Mapping[str, Any], /) -> Made:
    """Keep nothing: each answer is made when it is asked for."""
    return read(city, *asked, **named)


def reading(read: Callable[Concatenate[Owner, Asked], Made]) -> Callable[Concatenate[Owner, Asked], Made]:
    """Make a method one whose answers can be kept. What it is asked with has to be plain values."""

    @wraps(read)
    def asked(city: Owner, /, *given: Asked.args, **named: Asked.kwargs) -> Made:
        return city._keep(read, city, given, named)

    return asked
