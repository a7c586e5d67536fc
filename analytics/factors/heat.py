"""The factor of district heat and cold, and how heat and power share the emissions of one plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.detection.plausibility import above_zero, limit, not_negative
from analytics.formula import GUIDEBOOK, formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence

ROUNDING = 1 + 1e-12
HIGHEST_EFFICIENCY = 1.15  # on net calorific value a condensing boiler passes 1; a percentage stays far above [R]


@dataclass(frozen=True)
class Convention:
    """With which efficiencies heat and power would have been made apart; only their ratio decides the split."""

    name: str
    eta_heat: float
    eta_electricity: float
    source: str
    mark: str


CONVENTIONS: Mapping[str, Convention] = {
    "covenant": Convention("Covenant of Mayors", 0.90, 0.40, "JRC, SEAP Guidebook Part 2 (2010), CHP formula", "M"),
    "0.80/0.35": Convention("Efficiencies 0.80 and 0.35", 0.80, 0.35, "GreenCalculus, public demonstration page", "V"),
    "2:1": Convention("Heat twice as efficient (UK)", 1.0, 0.5, "DEFRA method as the AMEE pages describe it", "V"),
}
"""The named conventions of the split. They give different answers: one for all years of a series."""


@dataclass(frozen=True)
class HeatSplit:
    """The emissions of a plant for heat and for electricity; together they are its total."""

    heat: Any
    electricity: Any


@formula(
    name="Local heat factor",
    text="EFH = (CO₂LPH + CO₂IH − CO₂EH) ÷ LHC",
    units="t/MWh; CO₂ of heat produced in the territory, imported and exported in t, consumption LHC in MWh",
    source=f"{GUIDEBOOK}, p. 21",
    mark="V",
    remark="There is no default factor of district heat.",
)
def local_factor(co2_produced: Any, co2_imported: Any, co2_exported: Any, consumption: Any) -> Any:
    """The local factor of heat or cold, EFH = (CO2LPH + CO2IH − CO2EH) / LHC, in t/MWh of heat.

    CO2 of heat produced in the territory, imported and exported in t; ``consumption`` of bought (district) heat in
    MWh: own boilers report their fuel. Any shape; give a zero of the same kind where there is none.

    Raises Refused for a negative input, no consumption, and more CO2 exported than produced and imported.
    Source: JRC, SEAP Guidebook Part 2 (2010), p. 21 [V].
    """
    not_negative("CO2 of local heat", co2_produced, "t")
    not_negative("CO2 of imported heat", co2_imported, "t")
    not_negative("CO2 of exported heat", co2_exported, "t")
    above_zero("local heat consumption", consumption, "MWh")
    had = co2_produced + co2_imported
    # As much as there is may leave, and a rounding error below zero is not more than that.
    fix = Sentence("More CO2 is exported than produced and imported: correct it.")
    limit("CO2 left in the territory", had * ROUNDING - co2_exported, "t", 0.0, fix=fix)
    kept = had - co2_exported
    return (kept + abs(kept)) / 2 / consumption


@formula(
    name="Heat and power from one plant",
    text=Sentence("CO₂(heat) = CO₂ × (H ÷ ηh) ÷ (H ÷ ηh + P ÷ ηe); electricity takes the rest"),
    units="CO₂ in t, heat H and electricity P in MWh, efficiencies ηh 0.90 and ηe 0.40 of separate production",
    source=f"{GUIDEBOOK}, CHP formula",
    mark="M",
    remark="Other conventions (0.80 and 0.35; heat twice as efficient) give other answers: "
    "one for all years of a series.",
    in_use=False,
)
def chp_split(
    co2_total: Any,
    heat: Any,
    electricity: Any,
    eta_heat: Any = None,
    eta_electricity: Any = None,
    convention: str = "covenant",
) -> HeatSplit:
    """The CO2 of a combined heat and power plant shared by the efficiency method.

    CO2 of heat = (H/eta_h) / (H/eta_h + P/eta_e) x total, and electricity takes the rest. ``co2_total`` in t, ``heat``
    and ``electricity`` delivered in MWh; results in t. The efficiencies are shares; where not given they come from one
    of CONVENTIONS. Any shape.

    Raises Refused for a negative input, an efficiency outside 0 to 1.15, a plant that delivers nothing, and an unknown
    convention. Source: SEAP Guidebook Part 2, formula and the 0.90 and 0.40 from memory [M].
    """
    if convention not in CONVENTIONS:
        choices = tuple(CONVENTIONS)
        raise blocked(
            "chp-convention",
            Sentence('the convention "{convention}"', convention=convention),
            Sentence("one of {names}", names=", ".join(CONVENTIONS)),
            "Choose one for the whole series, or give both efficiencies.",
            key="chp",
            choices=choices,
        )
    chosen = CONVENTIONS[convention]
    eta_heat = chosen.eta_heat if eta_heat is None else eta_heat
    eta_electricity = chosen.eta_electricity if eta_electricity is None else eta_electricity
    for name, eta in (("efficiency of heat", eta_heat), ("efficiency of electricity", eta_electricity)):
        fix = Sentence("Give a share such as 0.9; divide a percentage by 100.")
        limit(name, eta, "", 0.0, HIGHEST_EFFICIENCY, above=True, fix=fix)
    not_negative("CO2 of the plant", co2_total, "t")
    not_negative("heat delivered", heat, "MWh")
    not_negative("electricity delivered", electricity, "MWh")
    for_heat, for_electricity = heat / eta_heat, electricity / eta_electricity
    fuel = for_heat + for_electricity
    above_zero("heat and electricity delivered", fuel, "MWh")
    return HeatSplit(co2_total * (for_heat / fuel), co2_total * (for_electricity / fuel))
