"""The factor of the electricity that a city consumes: national mix, local plants, certified purchases, losses."""

from __future__ import annotations

from typing import Any, Literal

from analytics.detection.plausibility import above_zero, not_negative
from analytics.formula import GPC, Formula, formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence

Basis = Literal["consumption", "generation"]


@formula(
    name="Local electricity factor of a net exporter",
    text=Sentence("EFE = (CO₂LPE + CO₂GEP) ÷ (LPE + GEP), where LPE + GEP > TCE"),
    units="t/MWh, letters as above; the two formulas agree where production and purchases equal consumption",
    source="JRC, technical annex to the SEAP template instructions",
    mark="V",
    remark="Without it a city that produces more than it uses would get a factor below zero.",
)
def is_net_exporter(consumption: Any, local_production: Any, certified: Any = 0.0) -> Any:
    """Whether local production and certified purchases exceed the consumption of the territory (all MWh). Any shape.

    Raises Refused for a negative amount. Source: as ``local_factor``.
    """
    not_negative("total consumption", consumption, "MWh")
    not_negative("local production", local_production, "MWh")
    not_negative("certified purchases", certified, "MWh")
    return local_production + certified > consumption


@formula(
    name="Local electricity factor",
    text="EFE = ((TCE − LPE − GEP) × NEEFE + CO₂LPE + CO₂GEP) ÷ TCE",
    units=(
        "t/MWh; consumption TCE, local production LPE and certified purchases GEP in MWh, NEEFE the national "
        "factor, CO₂LPE and CO₂GEP in t"
    ),
    source="JRC, technical annex to the SEAP template instructions; that GEP is read today as certified electricity "
    "bought or sold in the territory: [M]",
    mark="V",
    remark=(
        "Taken where the city states its figures and local electricity is asked for. One factor for all "
        "electricity of the territory."
    ),
)
def local_factor(
    consumption: Any, local_production: Any, certified: Any, national_factor: Any, co2_local: Any, co2_certified: Any
) -> Any:
    """The local factor of electricity EFE in t/MWh.

    EFE = [(TCE − LPE − GEP) x NEEFE + CO2LPE + CO2GEP] / TCE, and for a net exporter (LPE + GEP > TCE)
    EFE = (CO2LPE + CO2GEP) / (LPE + GEP). ``consumption`` TCE, ``local_production`` LPE and ``certified`` GEP in MWh,
    ``national_factor`` NEEFE in t/MWh, ``co2_local`` and ``co2_certified`` in t. Any shape; give a zero of the same
    kind where there is none. One factor for all electricity of the territory.

    Raises Refused for a negative input, or when nothing is consumed or produced. Source:
    technical annex to the SEAP template instructions [V]. Since 2016 GEP is read as certified electricity bought or
    sold in the territory (CE), same formula [M]. Do not add grid losses: they are in NEEFE.
    """
    not_negative("national factor", national_factor, "t/MWh")
    not_negative("CO2 of local production", co2_local, "t")
    not_negative("CO2 of certified purchases", co2_certified, "t")
    not_negative("total consumption", consumption, "MWh")
    not_negative("local production", local_production, "MWh")
    not_negative("certified purchases", certified, "MWh")
    own = local_production + certified
    rest = consumption - own
    # What the grid supplies, never below zero: so both cases are one formula, for columns too.
    bought = (rest + abs(rest)) / 2
    above_zero("electricity consumed or produced", own + bought, "MWh")
    return (bought * national_factor + co2_local + co2_certified) / (own + bought)


@formula(
    name="Grid losses",
    text="E(losses) = A × F(losses)",
    units="E in t, consumption A in MWh, F in t per MWh consumed; scope 3, in BASIC+ alone",
    source=f"{GPC}, x.x.3",
    mark="V",
    remark="Refused on top of a factor of consumed electricity, which has the losses inside [R].",
    in_use=False,
)
def losses(consumption: Any, losses_factor: Any, basis: Basis = "generation") -> Any:
    """The emissions of grid losses, in t: consumption in MWh x factor of the losses in t/MWh consumed.

    GPC scope 3, reported apart and never added to scope 2. ``basis`` is that of the factor the consumption is counted
    with: with a consumption factor such as NEEFE raises Refused (losses-twice), since the losses are inside. Also
    raises Refused for a negative input. Any shape. Source: GPC v1.1, the refusal [R].
    """
    _not_twice(basis)
    not_negative("electricity consumption", consumption, "MWh")
    not_negative("factor of the losses", losses_factor, "t/MWh")
    return consumption * losses_factor


@formula(
    name="Life-cycle electricity",
    text=Sentence("F = generation + losses + upstream of generation + upstream of losses"),
    units="all in t CO₂e/MWh, of a generation factor",
    source="UK DESNZ, greenhouse gas conversion factors 2026",
    mark="V2",
    remark="The life-cycle approach counts CO₂e alone, and never stands in a series with the activity-based one.",
    in_use=False,
)
def life_cycle_factor(
    generation: Any,
    losses: Any,
    upstream_generation: Any,
    upstream_losses: Any,
    basis: Basis = "generation",
) -> Any:
    """The life-cycle factor of consumed electricity from its parts, all in one unit: their sum.

    Generation, grid losses, and what was emitted upstream for each (fuel extraction and transport). The first must be a
    generation factor: for a consumption factor, which holds the losses already, raises Refused (losses-twice); also for
    a negative part. Any shape. Source: DESNZ conversion factors 2026, the refusal is ours.
    """
    _not_twice(basis)
    parts = {
        "generation": generation,
        "losses": losses,
        "upstream of generation": upstream_generation,
        "upstream of losses": upstream_losses,
    }
    for name, part in parts.items():
        not_negative(name, part, "t/MWh")
    return generation + losses + upstream_generation + upstream_losses


def _not_twice(basis: str) -> None:
    if basis != "generation":
        raise blocked(
            "losses-twice",
            Sentence("grid losses on top of a factor of {basis}", basis=basis),
            "a factor of generation: a consumption factor (NEEFE) has the losses inside",
            "Leave the losses out, or use a generation factor.",
            column="basis",
        )


NATIONAL = Formula(
    name="National electricity factor",
    text=Sentence("F = national emissions from generation ÷ national final electricity consumption"),
    units="F in t/MWh at the meter; grid losses are inside, so none are added",
    source="JRC CoM NEEFE 2024; com-east.eu note on the update of national factors (2021)",
    mark="V",
    function="datasets.reference.catalogue.electricity_factor",
    remark="One edition for all years of a series: the 2024 edition recalculated every year.",
)

LOCATION_BASED = Formula(
    name="Location-based electricity",
    text=Sentence("F = EFE with GEP = 0 and CO₂GEP = 0"),
    units="t/MWh; the mix of the grid and of local plants, without certified purchases",
    source=f"{GPC}, scope 2",
    mark="V",
    function="datasets.reference.factor_sources.local_electricity",
    remark="Shown beside the local factor, never in its place.",
)
