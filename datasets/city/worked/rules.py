"""By the name of each formula: how its example comes from a city's rows, or why the city has none."""

from __future__ import annotations

from collections.abc import Callable

from analytics import units
from analytics.change import attribution, drivers
from analytics.commitment import (
    ambition,
    baseline,
    bound,
    budget,
    expert,
    flips,
    paths,
    programme,
    progress,
    targets,
    trajectory,
)
from analytics.detection import findings, implied, plausibility
from analytics.energy_access import energy_burden
from analytics.factors import calorific, electricity, emissions, fuels, gases, heat, weather
from analytics.formula import Formula
from analytics.formulas import CHAPTERS
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
from analytics.pairs import borrowing, energy_apart, facing, lessons, likeness, twin
from analytics.partners import peers, suggesting
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence, counted, joined
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
from analytics.vocabulary import KEY_SECTORS, SECTORS, Method, NotationKey
from datasets.city.worked import supplied, sureness_examples
from datasets.city.worked import target_examples as promised
from datasets.city.worked.arithmetic import ArithmeticLine, close, figure, line, sourced
from datasets.city.worked.example_case import ExampleCase, Worked
from datasets.reference import published_totals

Rule = Callable[[ExampleCase], Worked]
LANDFILL = Sentence(
    "No amounts of waste or wastewater are known here; the emissions of waste are used as the city reports them."
)
WEATHER = Sentence("No degree days are worked out: those of a year are stated as they were published.")
NO_INHABITANTS = Sentence("Without a total and inhabitants there is no figure per inhabitant.")
TWO_CITIES = Sentence("It compares two cities: see Pairs.")
MANY_CITIES = Sentence("It compares many cities: see Partners.")
LOOKING_AHEAD = Sentence("It looks ahead of the inventories: see Outlook.")


def _never(why: str) -> Rule:
    return lambda case: case.none(why)


def _per_gdp(case: ExampleCase) -> Worked:
    found = case.judged.get("path")
    if found is not None and found.formula is paths.ALLOWED_PER_GDP:
        return Worked("applied", (line(found),))
    return case.none(Sentence("No target per unit of GDP leads."))


def _stated(case: ExampleCase) -> Worked:
    return case.none(Sentence("Factors that {city} states are kept in t/MWh.", city=case.name))


def _total(gpc: bool) -> Rule:
    def rule(case: ExampleCase) -> Worked:
        if case.found and (case.found.method == Method.GPC) == gpc:
            total = case.trees.get("total")
            if total is None:
                return case.none(joined(case.found.notes) or Sentence("The inventory holds no emissions."))
            terms: list[str] = []
            for group, tonnes in case.found.sectors.items():
                terms += ["−" if tonnes < 0 else "+", group, figure(abs(tonnes))]
            text = joined((*terms[terms[:1] == ["+"] :], "=", figure(total.value, total.unit)))
            said = Sentence("the groups of sectors, each the sum of its rows")
            return Worked("applied", (ArithmeticLine(text, said),))
        gpc_here = bool(case.found and case.found.method == Method.GPC)
        return case.none(Sentence("This is a GPC inventory.") if gpc_here else Sentence("This is no GPC inventory."))

    return rule


def _ets(case: ExampleCase) -> Worked:
    tonnes = case.found.memo.get("ets") if case.found else None
    if tonnes is None:
        return case.none(Sentence("No row of industry in the ETS is known here."))
    said = Sentence("industry in the ETS, in no total")
    if case.found and case.found.method == Method.GPC:
        said = Sentence("industry in the ETS, in the total, as the GPC asks")
    return Worked("applied", (ArithmeticLine(figure(tonnes, "t"), said),))


def _memo(case: ExampleCase) -> Worked:
    if not case.beside:
        return case.none(Sentence("Nothing stands beside the total."))
    lines = [line(made) for made in case.beside.values()]
    return Worked("beside", tuple(lines), Sentence("In no total."))


def _levels(case: ExampleCase) -> Worked:
    known = {name: level for name, level in (case.found.levels if case.found else {}).items() if level.tonnes}
    basic, plus = (known[name].tonnes if name in known else None for name in ("BASIC", "BASIC+"))
    if basic is None or plus is None:
        return case.none(Sentence("A level holds no number.") if known else Sentence("This is no GPC inventory."))
    rest = plus - basic
    terms = ("BASIC+:", figure(basic, "t"), "+", figure(rest, "t"), "=", figure(plus, "t"))
    lines = [ArithmeticLine(joined(terms))]
    if "territorial" in known:
        # Translators: a level of a GPC inventory, and its emissions.
        text = Sentence("territorial: {amount}", amount=figure(known["territorial"].tonnes or 0.0, "t"))
        lines.append(ArithmeticLine(text, Sentence("scope 1 alone")))
    return Worked("applied", tuple(lines), Sentence("They share rows and are never added."))


def _gases(case: ExampleCase) -> Worked:
    nodes = [node for node in case.nodes.get(gases.co2e.formula, []) if node.unit == "t CO2e"]
    if nodes:
        return Worked("applied", (line(nodes[0]),))
    return case.none(
        Sentence("No row keeps its gases apart: what is reported is CO2 or CO2e already, and stays as it is.")
    )


def _per_head(case: ExampleCase) -> Worked:
    nodes = case.nodes.get(targets.intensity.formula)
    return Worked("applied", (line(nodes[0]),)) if nodes else case.none(NO_INHABITANTS)


def _completeness(case: ExampleCase) -> Worked:
    found = case.found.completeness if case.found else None
    if found is None or not found.required:
        return case.none(Sentence("Nothing is required of an inventory without rows."))
    open_ = Sentence("no place is open")
    if found.open:
        # Translators: the places of an inventory for which nothing is stated.
        open_ = Sentence("open: {places}", places=joined(found.open, "comma"))
    share = figure(100 * len(found.settled) / found.required)
    text = close(f"100 × {len(found.settled)} ÷ {found.required} = ", share, " %")
    return Worked("applied", (ArithmeticLine(text, open_),))


def _elsewhere(case: ExampleCase) -> Worked:
    rows = [row for row in (case.books.rows if case.books else ()) if row.notation_key == NotationKey.IE]
    if not rows:
        return case.none(Sentence("No row says IE."))
    row = rows[0]
    name = joined((SECTORS[row.sector].name, *([row.gpc_ref] if row.gpc_ref else [])), "comma")
    said = Sentence("row {row}: “{text}”", row=row.source_row, text=row.original_text)
    many = counted("{number} rows say IE.", "{number} rows say IE.", len(rows))
    return Worked("applied", (ArithmeticLine(Sentence("{sector}: IE, adds nothing", sector=name), said),), many)


def _parents(case: ExampleCase) -> Worked:
    notes = [note for note in (case.found.notes if case.found else ()) if "beside its parts" in note]
    return (
        Worked("applied", tuple(ArithmeticLine(note) for note in notes))
        if notes
        else case.none(Sentence("No row stands beside its parts."))
    )


def _keys(case: ExampleCase) -> Worked:
    keys = case.found.keys if case.found else {}
    if not keys:
        return case.none(Sentence("Every row of the inventory holds a number."))
    told = ", ".join(f"{key} {count}" for key, count in keys.items())
    text = Sentence("cells with a key: {keys}", keys=told)
    return Worked("applied", (ArithmeticLine(text, Sentence("none of them is added")),))


def _key_sectors(case: ExampleCase) -> Worked:
    if case.found is None:
        return case.none("")
    without = case.found.missing_key_sectors
    # Translators: of key sectors.
    covered = joined((key for key in KEY_SECTORS if key not in without), "comma") or Sentence("none")
    lacking = Sentence("none is missing")
    if without:
        lacking = Sentence("missing or not estimated: {sectors}", sectors=joined(without, "comma"))
    return Worked("applied", (ArithmeticLine(Sentence("covered: {sectors}", sectors=covered), lacking),))


def _lacking(case: ExampleCase) -> Worked:
    if case.found is None:
        return case.none("")
    if not case.found.lacking:
        return case.none(
            Sentence("All energy of the inventory has emissions, or it reports energy or emissions alone.")
        )
    return Worked("applied", tuple(ArithmeticLine(_unstopped(sentence)) for sentence in case.found.lacking))


def _unstopped(sentence: str) -> str:
    """A sentence on energy without emissions, without its full stop, as a line of arithmetic stands."""
    if not isinstance(sentence, Sentence):
        return sentence.rstrip(".")
    if "carrier" in sentence.values:
        return Sentence(
            "The energy of {carrier} in {sector} ({energy:,.0f} MWh) has no emissions; the total lacks them",
            **sentence.values,
        )
    return Sentence(
        "The energy in {sector} ({energy:,.0f} MWh) has no emissions; the total lacks them", **sentence.values
    )


def _units(case: ExampleCase) -> Worked:
    nodes = case.nodes.get(units.factor.formula, [])
    if not nodes:
        return case.none(Sentence("The inventory holds no row with a number."))
    changed = [node for node in nodes if node.inputs[1].value != 1]
    return Worked("applied", (line((changed or nodes)[0]),))


def _amount(case: ExampleCase) -> Worked:
    """A row that states an amount of fuel; energy is taken as it is."""
    for row in case.energy:
        try:
            unit = calorific.fuel_unit(row.original_unit)
        except Refused:
            continue
        if unit.kind != "energy":
            text = joined((row.original_text, row.original_unit, "→", figure(row.value or 0.0, "MWh")))
            where = Sentence("row {row}, {carrier}", row=row.source_row, carrier=case.carrier(row))
            return Worked("applied", (ArithmeticLine(text, where),))
    return case.none(Sentence("No row states an amount of fuel: the energy on file was given as energy."))


def _implied(case: ExampleCase) -> Worked:
    for row, use in case.uses:
        tonnes = case.reported(row)
        if tonnes and row.value:
            made = joined(
                (figure(tonnes, "t"), "÷", figure(row.value, "MWh"), "=", figure(tonnes / row.value, "t/MWh"))
            )
            named = joined((case.carrier(row), SECTORS[row.sector].name), "comma")
            beside: str = ""
            if use.value:
                source = sourced({"source": use.source, "mark": use.mark})
                # Translators: the factor that a reported one is held against, and its source.
                beside = Sentence("next to {factor} ({source})", factor=figure(use.value, "t/MWh"), source=source)
            return Worked("applied", (ArithmeticLine(made, joined((named, beside), "semicolon")),))
    return case.none(Sentence("No place holds both its energy and its emissions."))


def _plausible(case: ExampleCase) -> Worked:
    found = case.trees.get("per-head")
    return Worked("applied", (line(found),)) if found else case.none(Sentence("Tonnes per inhabitant cannot be given."))


def _carbon(case: ExampleCase) -> Worked:
    for _row, use in case.uses:
        if use.kind == "ipcc" and use.co2:
            kg = use.co2 / emissions.T_PER_MWH
            carbon = kg / fuels.CO2_PER_CARBON / 1000
            text = joined((figure(carbon, "kg C/GJ"), "× 44 ÷ 12 ×", figure(1000), "=", figure(kg, "kg CO2/TJ")))
            return Worked(
                "beside",
                (ArithmeticLine(text, use.source),),
                Sentence("The factor is taken as printed; this is its carbon."),
            )
    return case.none(Sentence("No factor of the IPCC was looked up."))


def _weather(case: ExampleCase) -> Worked:
    from analytics.factors.heating import in_reference_weather  # of one rule alone

    days = case.reader.register.degree_days.get(case.city.report.city.city_id, ())
    if case.found is None or not days:
        return case.none(Sentence("No degree days are known here."))
    target = case.progress.target
    try:
        made = in_reference_weather(case.found, days, target.base_year if target else case.found.year)
    except Refused as refusal:
        return case.none(refusal.problems[0].sentence())
    total, corrected = made.reported.emissions_t or 0.0, made.corrected.emissions_t or 0.0
    rest, heating = figure(total - made.heating_t, "t"), figure(made.heating_t, "t")
    ratio = figure(made.reference.hdd), "÷", figure(made.days.hdd)
    text = joined((rest, "+", heating, "×", *ratio, "=", figure(corrected, "t")))
    share = Sentence("heating share {share}: {source}", share=figure(made.share), source=made.share_source)
    where = joined((made.days.source, made.reference.source, share), "semicolon")
    return Worked("beside", (ArithmeticLine(text, where),), Sentence("The reported total stays as it is."))


def _published(case: ExampleCase) -> Worked:
    """What else was published as the total of the year, less that of the inventory."""
    found = case.found
    others = published_totals.of(found.city_id) if found else ()
    lines = []
    for item in others:
        apart = published.difference(item, found) if found else None
        if apart is not None and found and found.emissions_t is not None:
            both = (figure(item.total_t, "t"), "−", figure(found.emissions_t, "t"), "=", figure(apart, "t"))
            lines.append(ArithmeticLine(joined(both), item.source))
    if not lines:
        return case.none(Sentence("No other published total of this year and gas is known here."))
    return Worked("beside", tuple(lines), Sentence("The other totals judge nothing."))


RULES: dict[Formula, Rule] = {
    weighing.total.formula: _total(gpc=True),
    cells.in_total.formula: _total(gpc=False),
    cells.INDUSTRY_IN_ETS: _ets,
    inventory.inventories.formula: _memo,
    levels.level_totals.formula: _levels,
    weighing.reported.formula: _gases,
    completeness.completeness.formula: _completeness,
    pointers.worth.formula: _elsewhere,
    parents.overlaps.formula: _parents,
    inventory.NOTATION_KEYS: _keys,
    inventory.missing_key_sectors.formula: _key_sectors,
    missing.without_emissions.formula: _lacking,
    targets.intensity.formula: _per_head,
    restatement.restated.formula: _never(Sentence("It takes two readings of one inventory: see Drivers and History.")),
    conversion.converted.formula: _never(Sentence("Nothing was converted; the export does so when it is asked to.")),
    published.difference.formula: _published,
    emissions.emissions.formula: supplied.energy_use,
    emissions.factor_t_per_mwh.formula: supplied.fuel_factor,
    emissions.stated_factor.formula: _stated,
    gases.co2e.formula: _gases,
    emissions.SUSTAINABLE_BIOMASS: supplied.biomass,
    emissions.blend.formula: supplied.blended,
    fuels.net_from_gross.formula: _never(Sentence("No row says that its energy is on gross calorific value.")),
    fuels.factor_on_net.formula: _never(Sentence("No factor on gross calorific value is known here.")),
    calorific.mwh_per_unit.formula: _amount,
    fuels.factor_per_amount.formula: _never(Sentence("Factors are used per MWh, not per amount of fuel.")),
    fuels.volume_at.formula: _never(Sentence("No row states a volume of gas.")),
    fuels.volume.formula: _never(Sentence("No row states a volume of fuel.")),
    fuels.co2_of_carbon.formula: _carbon,
    units.factor.formula: _units,
    units.of_average.formula: _never(Sentence("It is for rows in units such as MWh/month, where that was answered.")),
    units.of_carbon.formula: _never(Sentence("It is for rows in tonnes of carbon, where that was answered.")),
    electricity.NATIONAL: supplied.national,
    electricity.local_factor.formula: supplied.local("electricity", exporter=False),
    electricity.is_net_exporter.formula: supplied.local("electricity", exporter=True),
    electricity.LOCATION_BASED: supplied.local("location", exporter=False),
    electricity.losses.formula: _never(
        Sentence("The electricity factors in use are of consumption: the losses are inside.")
    ),
    electricity.life_cycle_factor.formula: _never(Sentence("The factors in use are activity-based.")),
    heat.local_factor.formula: supplied.local("heat", exporter=False),
    heat.chp_split.formula: _never(Sentence("No plant with its fuel, heat and power is known here.")),
    weather.heating_degree_days.formula: _never(WEATHER),
    weather.cooling_degree_days.formula: _never(WEATHER),
    weather.corrected.formula: _weather,
    **dict.fromkeys(CHAPTERS["Waste"], _never(LANDFILL)),
    baseline.baseline.formula: promised.baseline,
    targets.target_level.formula: promised.absolute,
    paths.allowed_by.formula: promised.judged("path", paths.allowed_by.formula),
    paths.ALLOWED_PER_GDP: _per_gdp,
    paths.levels_of.formula: promised.other_kinds,
    targets.scenario_emissions.formula: promised.expected,
    trajectory.linear_path.formula: promised.on_path("linear"),
    trajectory.constant_rate_path.formula: promised.on_path("constant-rate"),
    trajectory.piecewise_path.formula: promised.between,
    budget.budget.formula: promised.remaining,
    ambition.ambition.formula: promised.national_target,
    expert.lines.formula: promised.other_lines,
    expert.yearly_rates.formula: promised.rates_told,
    expert.arrival.formula: promised.arrival_told,
    trajectory.gap.formula: promised.all_of("gap", "gap-percent"),
    progress.CHANGE: promised.all_of("change", "change-percent", "per-head-change"),
    progress.LEFT: promised.all_of("left", "left-yearly"),
    trajectory.year_on_path.formula: promised.judged("years-late"),
    progress.assess.formula: promised.verdict,
    bound.bound.formula: promised.bound,
    programme.expected.formula: sureness_examples.expected,
    progress.HOW_LONG: promised.age,
    flips.flips.formula: _never(Sentence("All cells are judged on the page Drivers.")),
    widths.of_place.formula: sureness_examples.row,
    errors.combined.formula: sureness_examples.combined,
    errors.rounding.formula: sureness_examples.rounded,
    propagation.of_total.formula: sureness_examples.total,
    propagation.of_trend.formula: sureness_examples.trend,
    propagation.of_gap.formula: sureness_examples.gap,
    strength.slope.formula: sureness_examples.slope,
    weighing_sets.apart.formula: sureness_examples.sets,
    source_spread.half_spread.formula: sureness_examples.spread,
    draws.drawn.formula: sureness_examples.drawn,
    likelihood.at_or_below.formula: sureness_examples.probability,
    likelihood.with_expected.formula: sureness_examples.expected,
    likelihood.likelihood.formula: sureness_examples.likelihood,
    strength.strength.formula: sureness_examples.strength,
    drivers.decompose.formula: _never(Sentence("They compare two inventories: see Drivers.")),
    attribution.chained.formula: _never(Sentence("They run over all inventories of a city: see Drivers.")),
    drivers.logarithmic_mean.formula: _never(Sentence("It weighs the drivers between two inventories: see Drivers.")),
    attribution.RESTATEMENT_BAR: _never(Sentence("It stands among the drivers between two inventories: see Drivers.")),
    **dict.fromkeys(CHAPTERS["Actions"], _never(LOOKING_AHEAD)),
    comparison.compare.formula: _never(TWO_CITIES),
    likeness.comparability.formula: _never(TWO_CITIES),
    twin.measures.formula: _never(TWO_CITIES),
    energy_apart.energy_apart.formula: _never(TWO_CITIES),
    borrowing.borrowed.formula: _never(TWO_CITIES),
    territorial_sum.territorial_sum.formula: _never(Sentence("It adds up several cities: see Cities.")),
    energy_burden.energy_burden.formula: _never(Sentence("It needs spending and income of homes: see Energy access.")),
    facing.shares.formula: _never(TWO_CITIES),
    facing.index.formula: _never(TWO_CITIES),
    lessons.lessons.formula: _never(TWO_CITIES),
    suggesting.suggested.formula: _never(MANY_CITIES),
    peers.stand.formula: _never(MANY_CITIES),
    implied.hits.formula: _implied,
    findings.examined.formula: _plausible,
    plausibility.population_problem.formula: _never(Sentence("No register of inhabitants is known here.")),
}
"""A rule for every formula of the method."""
