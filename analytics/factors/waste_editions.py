"""Wastewater by the two editions of the IPCC's guidelines, what lies between them, and one edition for a series.

The 2019 Refinement counts the N2O of treatment plants by their nitrogen and gives well-run aerobic plants some CH4;
the 2006 Guidelines give these nothing and count N2O by head in advanced plants alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from analytics.detection.plausibility import limit, not_negative, share
from analytics.factors.waste import N2O_PER_NITROGEN, effluent_n2o, organic_load, wastewater_ch4
from analytics.formula import IPCC_WASTE, OURS, formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence

IPCC_2006, IPCC_2019 = "IPCC 2006", "IPCC 2019 Refinement"
EDITIONS = (IPCC_2006, IPCC_2019)
"""The editions by which waste and wastewater can be counted; the second one refines the first."""
REFINEMENT = Sentence("2019 Refinement to the IPCC 2006 Guidelines, vol. 5, ch. 6, by the transcription in bonsai_ipcc")


@dataclass(frozen=True)
class Treatment:
    """How an edition counts one kind of central plant. Shares and factors from 0 on, without unit unless named.

    ``mcf`` of the plant, ``capacity`` in t CH4/t BOD, ``industry`` of the organic load; ``nitrogen`` in t N/t protein,
    ``household``, ``not_consumed`` and ``industrial`` times the nitrogen, ``removed`` of it in the plant, ``effluent``
    and ``plants`` in t N2O-N/t N, ``per_head`` in t N2O per inhabitant and year.
    """

    edition: str
    mcf: float
    capacity: float
    industry: float
    nitrogen: float
    household: float
    not_consumed: float
    industrial: float
    removed: float
    effluent: float
    plants: float
    per_head: float


class Wastewater(NamedTuple):
    """The gases of the domestic wastewater of a year, in t of each gas."""

    ch4_t: float
    n2o_effluent_t: float
    n2o_plants_t: float

    @property
    def n2o_t(self) -> float:
        """The N2O of effluent and plants together, in t. Source: IPCC 2006 vol. 5, ch. 6 [V]."""
        return self.n2o_effluent_t + self.n2o_plants_t


def nitrogen_load(
    people: Any, protein: Any, nitrogen: Any, not_consumed: Any, industrial: Any, household: Any = 1.0
) -> Any:
    """The nitrogen in the wastewater of a year, TN, in the mass unit of ``protein``: P x protein x F_NPR x N_HH x
    F_NON-CON x F_IND-COM.

    ``protein`` eaten per inhabitant and year; ``household`` N_HH is nitrogen from household products, 1 by the 2006
    Guidelines. Any shape. Raises Refused for a negative input, a share outside 0 to 1, factors below 1. Source: 2019
    Refinement vol. 5, eq. 6.10, by the transcription in bonsai_ipcc 0.5.3 [V2].
    """
    not_negative("people", people, "inhabitants")
    not_negative("protein", protein, "t per inhabitant")
    share("nitrogen in protein", nitrogen)
    limit("factor of protein not consumed", not_consumed, "", 1.0, fix="Give 1.09, or 1 where all is eaten.")
    limit("factor of industrial protein", industrial, "", 1.0, fix="Give 1.25, or 1 without industry.")
    limit("factor of household products", household, "", 1.0, fix="Give 1.08, or 1 by the 2006 Guidelines.")
    return people * protein * nitrogen * household * not_consumed * industrial


@formula(
    name="N₂O of treatment plants",
    text="N₂O = TN × T × EF × 44 ÷ 28;  TN = P × protein × 0.16 × N_HH × F_non-con × F_ind-com",
    units="t; T is the share that reaches the plants, EF 0.016 t N₂O-N/t N in aerobic plants",
    source=REFINEMENT,
    mark="V2",
    remark="By the 2006 Guidelines advanced plants alone have it: 3.2 g per inhabitant and year.",
    also=("analytics.factors.waste_editions.nitrogen_load",),
)
def plants_n2o(nitrogen: Any, factor: Any, reaching: Any = 1.0, n2o_per_nitrogen: Any = N2O_PER_NITROGEN) -> Any:
    """The N2O of treatment plants in the mass unit of ``nitrogen``: TN x T x EF x 44/28.

    ``nitrogen`` TN from ``nitrogen_load``, ``factor`` EF in t N2O-N/t N, ``reaching`` the share of people whose
    wastewater the plants treat. Any shape. Raises Refused for negative nitrogen and shares outside 0 to 1. Source:
    2019 Refinement vol. 5, eq. 6.9, Table 6.8A, by the transcription in bonsai_ipcc 0.5.3 [V2].
    """
    not_negative("nitrogen in wastewater", nitrogen, "t")
    share("emission factor", factor)
    share("share treated", reaching)
    return nitrogen * reaching * factor * n2o_per_nitrogen


@formula(
    name="N₂O of advanced plants, 2006",
    text="N₂O = P × T × F_ind-com × EF",
    units="t; EF 3.2 g N₂O per inhabitant and year, T the share that reaches such plants",
    source=f"{IPCC_WASTE}, Table 6.11; the number of the equation from memory",
    mark="M",
)
def plants_n2o_per_head(people: Any, factor: Any, industrial: Any = 1.25, reaching: Any = 1.0) -> Any:
    """The N2O of advanced plants by the 2006 Guidelines, in the mass unit of ``factor``: P x T x F_IND-COM x EF.

    ``factor`` 3.2e-6 t N2O per inhabitant and year, for plants with controlled nitrification and denitrification; other
    plants have none in that edition. Any shape. Raises Refused for a negative input, a share outside 0 to 1, a factor
    of industry below 1. Source: IPCC 2006 vol. 5, Table 6.11 [V]; eq. 6.9 from memory [M].
    """
    not_negative("people", people, "inhabitants")
    not_negative("emission factor", factor, "t per inhabitant")
    limit("factor of industrial protein", industrial, "", 1.0, fix="Give 1.25, or 1 without industry.")
    share("share treated", reaching)
    return people * reaching * industrial * factor


@formula(
    name="Two editions of wastewater",
    text=Sentence("difference = by the 2019 Refinement − by the 2006 Guidelines, gas by gas"),
    units="t of CH₄ and of N₂O; one city, one year, the same people, organic load and protein",
    source=f"{IPCC_WASTE}; 2019 Refinement",
    mark="R",
    remark="GPC 1.1 follows the Refinement. One edition serves all years of a series.",
    also=("analytics.factors.waste_editions.domestic",),
)
def differences(by: Mapping[str, Wastewater]) -> Wastewater:
    """What the 2019 Refinement gives more than the 2006 Guidelines, in t of each gas; ``by`` holds both editions.
    Source: our own rule [R]."""
    old, new = by[IPCC_2006], by[IPCC_2019]
    return Wastewater(*(after - before for before, after in zip(old, new, strict=True)))


def domestic(people: float, bod: float, protein: float, by: Treatment) -> Wastewater:
    """The gases of domestic wastewater that one kind of central plant treats, by one edition, in t.

    ``bod`` in t per inhabitant and day, ``protein`` in t per inhabitant and year. All wastewater reaches the plant; no
    sludge is taken off and nothing is recovered. Source: IPCC 2006 vol. 5, ch. 6 [V]; 2019 Refinement [V2].
    """
    load = organic_load(people, bod, by.industry)
    nitrogen = nitrogen_load(people, protein, by.nitrogen, by.not_consumed, by.industrial, by.household)
    effluent = effluent_n2o(
        people,
        protein,
        by.nitrogen,
        by.not_consumed,
        by.industrial,
        by.effluent,
        household=by.household,
        removed=by.removed,
    )
    plants = plants_n2o(nitrogen, by.plants) + plants_n2o_per_head(people, by.per_head, by.industrial)
    return Wastewater(float(wastewater_ch4(load, by.capacity, by.mcf)), float(effluent), float(plants))


@formula(
    name="One edition in a series",
    text=Sentence("the 2006 Guidelines in every year, or the 2019 Refinement in every year"),
    units="edition by inventory year",
    source=OURS,
    mark="R",
    remark="A switch would show as a change of emissions that never happened.",
    conditional=True,
    in_use=False,
)
def one_edition(by_year: Mapping[int, str]) -> str:
    """The one edition by which the waste and wastewater of a series were counted, from that of each inventory year.

    Raises Refused: waste-edition-mixed with the years, waste-edition-unknown, and waste-edition-missing for an empty
    series. Source: our own rule [R].
    """
    fix = Sentence("Recompute every year by one of them.")
    for year, edition in by_year.items():
        if edition not in EDITIONS:
            raise blocked(
                "waste-edition-unknown",
                Sentence('"{edition}" in {year}', edition=edition, year=year),
                Sentence("one of {names}", names=", ".join(EDITIONS)),
                fix,
                column="edition",
            )
    years = {name: sorted(year for year, held in by_year.items() if held == name) for name in EDITIONS}
    used = [name for name in EDITIONS if years[name]]
    if len(used) != 1:
        told = " and ".join(f"{name} in {', '.join(map(str, years[name]))}" for name in used)
        mixed: str = told or Sentence("no inventory of waste")
        code = "waste-edition-mixed" if used else "waste-edition-missing"
        raise blocked(code, mixed, "one edition for all years of a series", fix, column="edition")
    return used[0]
