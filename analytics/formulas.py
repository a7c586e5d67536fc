"""Every formula and rule of the method by its chapter, in the order in which a reader meets them."""

from __future__ import annotations

from analytics import units
from analytics.change import attribution, drivers
from analytics.commitment import (
    actions,
    ambition,
    baseline,
    budget,
    copied,
    corrected,
    expert,
    flips,
    ladder,
    levers,
    paths,
    progress,
    scenarios,
    single_places,
    targets,
    trajectory,
    unsettled,
    wedges,
)
from analytics.detection import findings, implied, plausibility
from analytics.factors import calorific, electricity, emissions, fuels, gases, heat, waste, waste_editions, weather
from analytics.formula import Formula
from analytics.inventories import (
    cells,
    comparison,
    completeness,
    conversion,
    inventory,
    levels,
    missing,
    parents,
    pointers,
    published,
    restatement,
    territorial_sum,
    weighing,
)
<<<<<<< HEAD
from analytics.pairs import borrowing, energy_apart, facing, lessons, likeness, twin
=======
from analytics.pairs import facing, lessons
from analytics.partners import peers, suggesting
>>>>>>> main
from analytics.text.sentences import Sentence
from analytics.uncertainty import (
    draws,
    errors,
    likelihood,
    propagation,
    source_spread,
    strength,
    weighing_sets,
    widths,
)

CHAPTERS: dict[str, tuple[Formula, ...]] = {
    Sentence("Inventory"): (
        weighing.total.formula,
        cells.in_total.formula,
        cells.INDUSTRY_IN_ETS,
        inventory.inventories.formula,
        levels.level_totals.formula,
        weighing.reported.formula,
        completeness.completeness.formula,
        pointers.worth.formula,
        parents.overlaps.formula,
        inventory.NOTATION_KEYS,
        inventory.missing_key_sectors.formula,
        missing.without_emissions.formula,
        targets.intensity.formula,
        restatement.restated.formula,
        conversion.converted.formula,
        published.difference.formula,
    ),
    Sentence("Energy and fuels"): (
        emissions.emissions.formula,
        emissions.factor_t_per_mwh.formula,
        emissions.stated_factor.formula,
        gases.co2e.formula,
        emissions.SUSTAINABLE_BIOMASS,
        emissions.blend.formula,
        fuels.net_from_gross.formula,
        fuels.factor_on_net.formula,
        calorific.mwh_per_unit.formula,
        fuels.factor_per_amount.formula,
        fuels.volume_at.formula,
        fuels.volume.formula,
        fuels.co2_of_carbon.formula,
        units.factor.formula,
    ),
    Sentence("Electricity and heat"): (
        electricity.NATIONAL,
        electricity.local_factor.formula,
        electricity.is_net_exporter.formula,
        electricity.LOCATION_BASED,
        electricity.losses.formula,
        electricity.life_cycle_factor.formula,
        heat.local_factor.formula,
        heat.chp_split.formula,
        weather.heating_degree_days.formula,
        weather.cooling_degree_days.formula,
        weather.corrected.formula,
    ),
    Sentence("Waste"): (
        waste.methane_commitment.formula,
        waste.first_order_decay.formula,
        waste.one_method.formula,
        waste.of_mix.formula,
        waste.treated.formula,
        waste.incineration_co2.formula,
        waste.wastewater_ch4.formula,
        waste.effluent_n2o.formula,
        waste_editions.plants_n2o.formula,
        waste_editions.plants_n2o_per_head.formula,
        waste_editions.differences.formula,
        waste_editions.one_edition.formula,
    ),
    # Translators: these are groups of formulas: what is promised, what is said of it, and what moved the emissions.
    Sentence("Target"): (
        baseline.baseline.formula,
        targets.target_level.formula,
        paths.allowed_by.formula,
        paths.ALLOWED_PER_GDP,
        paths.levels_of.formula,
        targets.scenario_emissions.formula,
        trajectory.linear_path.formula,
        trajectory.constant_rate_path.formula,
        trajectory.piecewise_path.formula,
        budget.budget.formula,
        ambition.ambition.formula,
        expert.lines.formula,
        expert.yearly_rates.formula,
        expert.arrival.formula,
    ),
    Sentence("Verdict"): (
        trajectory.gap.formula,
        progress.CHANGE,
        progress.LEFT,
        trajectory.year_on_path.formula,
        progress.assess.formula,
        single_places.told.formula,
        unsettled.unsettled.formula,
        corrected.corrected.formula,
        copied.copied.formula,
        progress.HOW_LONG,
        flips.flips.formula,
    ),
    Sentence("Uncertainty"): (
        widths.of_place.formula,
        errors.combined.formula,
        errors.rounding.formula,
        propagation.of_total.formula,
        propagation.of_trend.formula,
        propagation.of_gap.formula,
        strength.slope.formula,
        weighing_sets.apart.formula,
        source_spread.half_spread.formula,
        draws.drawn.formula,
        likelihood.at_or_below.formula,
        likelihood.likelihood.formula,
        strength.strength.formula,
    ),
    Sentence("Drivers"): (
        drivers.decompose.formula,
        attribution.chained.formula,
        drivers.logarithmic_mean.formula,
        attribution.RESTATEMENT_BAR,
    ),
    Sentence("Actions"): (
        scenarios.at_rate.formula,
        scenarios.theil_sen.formula,
        actions.estimate.formula,
        actions.cost_over_life.formula,
        actions.ramp.formula,
        wedges.remaining.formula,
        wedges.needs.formula,
        ladder.ladder.formula,
        levers.tried.formula,
    ),
    Sentence("Pairs"): (
        comparison.compare.formula,
<<<<<<< HEAD
        likeness.comparability.formula,
        twin.measures.formula,
        energy_apart.energy_apart.formula,
        borrowing.borrowed.formula,
=======
        territorial_sum.territorial_sum.formula,
>>>>>>> main
        facing.shares.formula,
        facing.index.formula,
        lessons.lessons.formula,
        suggesting.suggested.formula,
        peers.stand.formula,
    ),
    Sentence("Checks"): (
        implied.hits.formula,
        findings.examined.formula,
        plausibility.population_problem.formula,
    ),
}
"""What the formulas are for, from the rows of a city to what is said of it. A test holds it against the code: what
computes is named here, and what is named exists."""

FORMULAS: tuple[Formula, ...] = tuple(formula for chapter in CHAPTERS.values() for formula in chapter)
"""Every formula, in the order of the chapters."""
