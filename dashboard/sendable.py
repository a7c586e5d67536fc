"""A figure in the form in which it goes to the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plotly.basedatatypes import BaseFigure

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class Sendable(BaseFigure):  # type: ignore[misc]
    """A finished figure whose plain form is made once: making it anew takes a third of a rerun with three charts."""

    def __init__(self, finished: Figure) -> None:
        """Nobody changes ``finished`` from here on."""
        self._plain = finished.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The figure as it is sent; whoever is given it reads it and changes nothing."""
        plain: dict[str, Any] = self._plain
        return plain
