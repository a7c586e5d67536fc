"""What makes a question of a city one whose answers can be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from datasets.store import CityRecord, Store

Asked = ParamSpec("Asked")
Made = TypeVar("Made")
Report = TypeVar("Report", covariant=True)


class Keep(Protocol):
    """Where the answers of a city are kept: it is asked before a reading is made, and makes it where it has to."""

    def __call__(self, read: Callable[..., Made], city: Any, named: Mapping[str, Any], /) -> Made:
        """The answer of ``read`` for a city and what else is asked, by name in the order of the reading."""


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


def anew(read: Callable[..., Made], city: Any, named: Mapping[str, Any], /) -> Made:
    """Keep nothing: each answer is made when it is asked for."""
    return read(city, **named)


def reading(read: Callable[Concatenate[Owner, Asked], Made]) -> Callable[Concatenate[Owner, Asked], Made]:
    """Make a method one whose answers can be kept. What it is asked with has to be plain values.

    One question is asked in many ways (``report()``, ``report(None)``, ``report(year=None)``): what is asked is passed
    on by name, and left out where it is what is asked without it.
    """
    how = signature(read)
    usual = {name: each.default for name, each in how.parameters.items()}

    @wraps(read)
    def asked(city: Owner, /, *given: Asked.args, **named: Asked.kwargs) -> Made:
        said = list(how.bind(city, *given, **named).arguments.items())[1:] if given or named else ()
        return city._keep(read, city, {name: value for name, value in said if value != usual[name]})

    return asked


class ReportingCity(Protocol[Report]):
    """A city that is read as of a revision, and reports on itself."""

    revision: int | None

    def report(self, year: int | None = None) -> Report:
        """Its standing."""


def at_its_revision(city: ReportingCity[Report], year: int | None = None) -> Report | None:
    """The report of a city, for what else is read after the same revision; None where each reading is of its own
    moment."""
    return None if city.revision is None else city.report(year)
