"""How much of its income a household spends on energy."""

from __future__ import annotations

from typing import Any

from analytics.formula import formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence


@formula(
    name="Energy burden",
    text=Sentence("burden = 100 × spending on energy in a year ÷ income of the same households in that year"),
    units="per cent; both in one currency",
    source="American Council for an Energy-Efficient Economy, City Energy Burdens",
    mark="V",
    remark="Of electricity alone it is a part of the burden: heating with gas or oil is not in it.",
)
def energy_burden(spending: Any, income: Any) -> Any:
    """Spending on energy in per cent of income, 100 x spending / income: two numbers of one year and one currency.

    Raises Refused (burden-income) for an income that is not above zero, for spending below zero, and for no number.
    Source: American Council for an Energy-Efficient Economy, City Energy Burdens."""
    if not (income > 0 and spending >= 0):  # so put, what is no number is refused, too
        raise blocked(
            "burden-income",
            Sentence("spending of {spending:,.10g} from an income of {income:,.10g}", spending=spending, income=income),
            "an income above zero, and spending not below zero",
            "Correct the figure.",
        )
    return 100 * spending / income
