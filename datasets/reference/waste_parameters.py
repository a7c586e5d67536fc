"""The parameters of central wastewater plants by edition, from the shipped table: each row with its source and mark."""

from __future__ import annotations

from typing import Literal

from analytics.factors.waste_editions import EDITIONS, IPCC_2006, Treatment
from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence
from datasets.reference import catalogue

Plant = Literal["primary", "secondary", "tertiary"]
PLANTS: tuple[Plant, ...] = ("primary", "secondary", "tertiary")
"""How far a central aerobic plant goes. By the 2006 Guidelines the tertiary one alone has N2O of its own."""


def regions() -> tuple[str, ...]:
    """The regions that the 2019 Refinement tells apart."""
    rows = _rows("household_nitrogen", EDITIONS[1])
    return tuple(row["subject"] for row in rows)


def treatment(edition: str, plant: str = "secondary", region: str = "Europe") -> Treatment:
    """How ``edition`` counts a well-managed central aerobic plant; ``region`` is a part of one of ``regions``, which
    the 2006 Guidelines do not tell apart.

    Raises Refused for an unknown edition, plant or region, with those there are.
    """
    if edition not in EDITIONS:
        raise _unknown(Sentence('the edition "{edition}"', edition=edition), EDITIONS)
    if plant not in PLANTS:
        raise _unknown(Sentence('the plant "{plant}"', plant=plant), PLANTS)
    named = [known for known in regions() if region.casefold() in known.casefold()]
    if len(named) != 1:
        raise _unknown(Sentence('the region "{region}"', region=region), named or regions())
    old = edition == IPCC_2006
    subject = f"{plant} treatment"
    return Treatment(
        edition=edition,
        mcf=_value("mcf_wastewater", edition, "central aerobic plant"),
        capacity=_value("methane_capacity", IPCC_2006, "domestic wastewater", "kg/kg BOD"),
        industry=_value("industrial_bod", IPCC_2006, "collected"),
        nitrogen=_value("nitrogen_in_protein", edition, "protein"),
        household=1.0 if old else _value("household_nitrogen", edition, named[0]),
        not_consumed=_value("protein_not_consumed", edition, "developing countries" if old else named[0]),
        industrial=_value("protein_industrial", edition, "discharged to sewer"),
        removed=0.0 if old else _value("nitrogen_removed", edition, subject),
        effluent=_value("n2o_n_effluent", edition, "domestic effluent"),
        plants=0.0 if old else _value("n2o_plants", edition, "central aerobic plant"),
        per_head=_value("n2o_plants", edition, "advanced") * 1e-6 if old and plant == "tertiary" else 0.0,
    )


def _rows(parameter: str, edition: str) -> list[dict[str, str]]:
    rows = catalogue.records("waste_defaults")
    return [row for row in rows if (row["parameter"], row["edition"]) == (parameter, edition)]


def _value(parameter: str, edition: str, named: str, unit: str | None = None) -> float:
    """The one value of a parameter whose subject or condition begins with ``named``; where an edition has two for a
    plant, that of the well-managed one."""
    found = [
        row
        for row in _rows(parameter, edition)
        if row["subject"].startswith(named) or row["condition"].startswith(named)
        if unit in (None, row["unit"]) and "badly managed" not in row["condition"]
    ]
    (row,) = found
    return float(row["value"])


def _unknown(found: str, known: tuple[str, ...] | list[str]) -> Refused:
    return blocked(
        "waste-choice", found, Sentence("one of {names}", names="; ".join(known)), "Choose one.", choices=tuple(known)
    )
