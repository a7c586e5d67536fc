"""The cells of an inventory: what one holds, and whether it counts in the total of its method."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from analytics.formula import CRF, JRC_APPROACH, Formula, formula
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, Method

ETS = "industry_ets"
BESIDE = ("energy_supply", "other_scope_3")
"""The sectors that stand beside the total of every method."""


NEVER = datetime.fromtimestamp(0, UTC)
"""When a cell was committed that is no part of the store; no figure looks at it."""


class Cell(NamedTuple):
    """The rows of one sector, carrier, scope and quantity of one inventory that hold a number, summed; or those that
    hold one and the same notation key, counted.

    ``amount`` is in MWh for energy and in tonnes for a gas, None where ``key`` stands. ``rows`` is how
    many rows of the file stand behind it. ``text`` is what was written where the key is IE, since it may say where
    the figure is included.
    """

    year: int
    method: str
    sector: str
    carrier: str | None
    scope: int | None
    gpc_ref: str | None
    quantity: str
    key: str | None
    amount: float | None
    rows: int
    source: str
    revision: int
    committed_at: datetime
    text: str | None = None


class Population(NamedTuple):
    """The inhabitants that go with an inventory, with their own source and, where it is another year than that of the
    inventory, the ``year`` in which they were counted; ``first_stated`` are those that were first on file."""

    inhabitants: float
    source: str
    year: int | None = None
    first_stated: float | None = None


class About(NamedTuple):
    """What an inventory says of itself. An unknown GWP set stays "unknown"; it is never assumed."""

    approach: str = "unknown"
    gwp_set: str = "unknown"
    notes: str = ""


@formula(
    name="Total of other inventories",
    text=Sentence("Total = sum of all rows but energy supplied to the grid, other scope 3 and industry in the ETS"),
    units="t or MWh; what is left out stands beside the total as a memo item",
    source=f"{CRF}, reporting tables; {JRC_APPROACH}",
    mark="V",
    remark="Consumption already carries the emissions of generation.",
    also=("analytics.inventories.weighing.by_group",),
)
def in_total(gpc_ref: str | None, sector: str | None, method: str = Method.COVENANT) -> bool:
    """Whether a cell counts in its inventory's total: BASIC by GPC reference; else all but grid supply, other scope 3
    and, outside the GPC, industry in the ETS.

    The Covenant counts industry only where it is outside the emissions trading system (JRC, Kona et al.; Covenant
    reporting template), in the baseline and in every monitoring inventory alike; the GPC and the GCoM Common
    Reporting Framework keep it and name it (eCRF, column of comments). It says which tonnes or MWh are added.
    """
    if gpc_ref is not None:
        return GPC_REFERENCES[gpc_ref].level == "BASIC"
    return sector not in BESIDE and (sector != ETS or method == Method.GPC)


INDUSTRY_IN_ETS = Formula(
    name="Industry in the ETS",
    text=Sentence("Covenant: in no total, of the baseline and of monitoring alike; GPC: in the total, and named"),
    units="t, as a memo item",
    source=f"{JRC_APPROACH}; {CRF}, comments of the reporting table",
    mark="V",
    function="analytics.inventories.cells.in_total",
    remark="That it is left out of every inventory of a series alike is our own rule [R].",
)
