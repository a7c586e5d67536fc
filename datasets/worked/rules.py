"""By the name of each formula: how its example comes from a city's rows, or why the city has none."""

from __future__ import annotations

from collections.abc import Callable

from analytics.commitment.budget import budget
from analytics.commitment.progress import OLDEST_INVENTORY_YEARS
from analytics.commitment.trajectory import level_on
from analytics.factors import emissions
from analytics.factors.calorific import fuel_unit
from analytics.factors.fuels import CO2_PER_CARBON
from analytics.missing import listed, missing
from analytics.problems import Refused
from analytics.vocabulary import KEY_SECTORS, SECTORS, VERDICT_NAMES, Method, NotationKey
from datasets.worked.arithmetic import Line, figure, line, printed, sourced
from datasets.worked.case import Case, Worked
from datasets.worked.supplied import biomass, blended, energy_use, fuel_factor, local, national

Rule = Callable[[Case], Worked]
LANDFILL = "No amounts of waste or wastewater are on file; the emissions of waste are used as the city reports them."
WEATHER = "No degree days are worked out: those of a year are stated as they were published."
LOOKING_AHEAD = "It looks ahead of the inventories: see Targets."


def _tree(formula: str, why: str) -> Rule:
    return lambda case: case.tree(formula, why.format(name=case.name))


def _never(why: str) -> Rule:
    return lambda case: case.none(why.format(name=case.name))


def _judged(figure_name: str, formula: str | None = None) -> Rule:
    """A figure of the leading target by its name; of ``formula`` alone where the figure can follow several."""

    def rule(case: Case) -> Worked:
        found = case.judged.get(figure_name)
        if found is not None and found.inputs and formula in (None, found.formula):
            return Worked("applied", (line(found),))
        if found is not None:
            return case.none(f"The leading target ({case.promise}) is of another kind.")
        return case.none(case.why)

    return rule


def _gap(case: Case) -> Worked:
    lines = [line(case.judged[name]) for name in ("gap", "gap-percent") if name in case.judged]
    return Worked("applied", tuple(lines)) if lines else case.none(case.why)


def _total(gpc: bool) -> Rule:
    def rule(case: Case) -> Worked:
        if case.found and (case.found.method == Method.GPC) == gpc:
            total = case.trees.get("total")
            if total is None:
                return case.none(" ".join(case.found.notes) or "The inventory holds no emissions.")
            signs = ("− " if tonnes < 0 else "+ " for tonnes in case.found.sectors.values())
            terms = (f"{group} {figure(abs(tonnes))}" for group, tonnes in case.found.sectors.items())
            text = " ".join(sign + term for sign, term in zip(signs, terms, strict=True)).removeprefix("+ ")
            said = "the groups of sectors, each the sum of its rows"
            made = Line(f"{printed(text)} = {figure(total.value, total.unit)}", said)
            return Worked("applied", (made,))
        other = "a GPC inventory" if case.found and case.found.method == Method.GPC else "no GPC inventory"
        return case.none(f"This is {other}.")

    return rule


def _ets(case: Case) -> Worked:
    tonnes = case.found.memo.get("ets") if case.found else None
    if tonnes is None:
        return case.none("No row of industry in the ETS is on file.")
    place = "in the total, as the GPC asks" if case.found and case.found.method == Method.GPC else "in no total"
    return Worked("applied", (Line(figure(tonnes, "t"), f"industry in the ETS, {place}"),))


def _levels(case: Case) -> Worked:
    known = {name: level for name, level in (case.found.levels if case.found else {}).items() if level.tonnes}
    basic, plus = (known[name].tonnes if name in known else None for name in ("BASIC", "BASIC+"))
    if basic is None or plus is None:
        return case.none("This is no GPC inventory." if not known else "A level holds no number.")
    rest = plus - basic
    lines = [Line(f"BASIC+: {figure(basic, 't')} + {figure(rest, 't')} = {figure(plus, 't')}")]
    if "territorial" in known:
        lines.append(Line(f"territorial: {figure(known['territorial'].tonnes or 0.0, 't')}", "scope 1 alone"))
    return Worked("applied", tuple(lines), "They share rows and are never added.")


def _gases(case: Case) -> Worked:
    nodes = [node for node in case.nodes.get("CO₂ equivalent", []) if node.unit == "t CO2e"]
    if nodes:
        return Worked("applied", (line(nodes[0]),))
    return case.none("No row keeps its gases apart: what is reported is CO2 or CO2e already, and stays as it is.")


def _completeness(case: Case) -> Worked:
    found = case.found.completeness if case.found else None
    if found is None or not found.required:
        return case.none("Nothing is required of an inventory without rows.")
    open_ = f"open: {', '.join(found.open)}" if found.open else "no place is open"
    share = figure(100 * len(found.settled) / found.required)
    return Worked("applied", (Line(f"100 × {len(found.settled)} ÷ {found.required} = {share} %", open_),))


def _elsewhere(case: Case) -> Worked:
    rows = [row for row in (case.books.lines if case.books else ()) if row.notation_key == NotationKey.IE]
    if not rows:
        return case.none("No row says IE.")
    row = rows[0]
    name = f"{SECTORS[row.sector].name}{f', {row.gpc_ref}' if row.gpc_ref else ''}"
    said = f"row {row.source_row}: “{row.original_text}”"
    return Worked("applied", (Line(f"{name}: IE, adds nothing", said),), f"{len(rows)} rows say IE.")


def _parents(case: Case) -> Worked:
    notes = [note for note in (case.found.notes if case.found else ()) if "beside its parts" in note]
    return (
        Worked("applied", tuple(Line(note) for note in notes))
        if notes
        else case.none("No row stands beside its parts.")
    )


def _keys(case: Case) -> Worked:
    keys = case.found.keys if case.found else {}
    if not keys:
        return case.none("Every row of the inventory holds a number.")
    counted = ", ".join(f"{key} {count}" for key, count in keys.items())
    return Worked("applied", (Line(f"cells with a key: {counted}", "none of them is added"),))


def _key_sectors(case: Case) -> Worked:
    if case.found is None:
        return case.none("")
    without = case.found.missing_key_sectors
    covered = ", ".join(key for key in KEY_SECTORS if key not in without) or "none"
    lacking = f"missing or not estimated: {', '.join(without)}" if without else "none is missing"
    return Worked("applied", (Line(f"covered: {covered}", lacking),))


def _baseline(case: Case) -> Worked:
    found, base = case.judged.get("baseline"), case.progress.baseline
    if found is None or base is None:
        return case.none(case.why)
    source = case.progress.target.source if case.progress.target else ""
    where = f"declared with the target ({source})" if base.declared else f"the inventory of {base.year}"
    return Worked("applied", (Line(f"E₀ = {figure(found.value, found.unit)}, {base.year}", where),))


def _absolute(case: Case) -> Worked:
    found = case.judged.get("target")
    target = case.progress.target
    if found is None or target is None:
        return case.none(case.why)
    if target.kind != "absolute":
        return case.none(f"The leading target ({case.promise}) is of another kind.")
    return Worked("applied", (line(found),))


def _other_kinds(case: Case) -> Worked:
    found, target = case.judged.get("target"), case.progress.target
    if found is None or target is None or target.kind not in ("baseline-scenario", "fixed-level", "neutrality"):
        return case.none(f"The leading target ({case.promise}) is of another kind." if target else case.why)
    text = line(found).text if found.inputs else figure(found.value, found.unit)
    return Worked("applied", (Line(text, target.source),))


def _path(kind: str) -> Rule:
    def rule(case: Case) -> Worked:
        target = case.progress.target
        if target and target.path != kind:
            return case.none(f"The leading target follows the {target.path} path.")
        nodes = [node for tree in case.judged.values() for node in tree.walk() if node.step == f"{kind} path"]
        now = [node for node in nodes if case.found and node.name == f"Path in {case.found.year}"]
        return Worked("applied", (line((now or nodes)[0]),)) if nodes else case.none(case.why)

    return rule


def _budget(case: Case) -> Worked:
    if not case.judged:
        return case.none(case.why)
    found = budget(case.progress, case.city.report.inventories)
    if found.whole_t is None or found.emitted_t is None or found.remaining_t is None:
        return case.none(" ".join(found.reasons) or "The budget cannot be given.")
    years = f"the path of {found.first_year} to {found.last_year}, and what was emitted up to {found.emitted_to}"
    whole, emitted = figure(found.whole_t, "t"), figure(found.emitted_t, "t")
    lines = [Line(f"{whole} − {emitted} = {figure(found.remaining_t, 't')}", years)]
    latest = case.progress.latest
    if found.years_left is not None and latest and latest.emissions_t:
        yearly = figure(latest.emissions_t, "t a year")
        lines.append(Line(f"{figure(found.remaining_t, 't')} ÷ {yearly} = {figure(found.years_left, 'years')}"))
    return Worked("applied", tuple(lines), " ".join(found.notes))


def _verdict(case: Case) -> Worked:
    gap = case.progress.gap_t
    if not case.judged and case.found:
        return case.none(case.why)
    verdict = VERDICT_NAMES[case.progress.verdict]
    if case.progress.reasons or gap is None:
        return Worked("applied", (Line(verdict, case.why),)) if case.found else case.none("")
    sign = "≤ 0" if gap <= 0 else "> 0"
    return Worked("applied", (Line(f"{figure(gap, 't')} {sign}: {verdict}"),))


def _lacking(case: Case) -> Worked:
    if case.found is None:
        return case.none("")
    if not case.found.lacking:
        return case.none("All energy of the inventory has emissions, or it reports energy or emissions alone.")
    return Worked("applied", tuple(Line(sentence.rstrip(".")) for sentence in case.found.lacking))


def _missing(case: Case) -> Worked:
    base, latest = case.progress.baseline, case.progress.latest
    if not case.judged or base is None or latest is None:
        return case.none(case.why)
    if base.inventory is None:
        return case.none("The baseline is declared with the target: its places are not known.")
    gone = missing(base.inventory.spots, latest.spots)
    new = missing(latest.spots, base.inventory.spots)
    told = [f"{without.year} lacks {listed(found)}" for found, without in ((gone, latest), (new, base)) if found]
    return Worked("applied", tuple(Line(one) for one in told) or (Line("No place holds a figure in one year alone"),))


def _age(case: Case) -> Worked:
    if case.found is None:
        return case.none("")
    today = case.today
    age = today - case.found.year
    says = "it speaks of today" if age <= OLDEST_INVENTORY_YEARS else "it says nothing about today"
    return Worked("applied", (Line(f"{today} − {case.found.year} = {age}{' years' if age != 1 else ' year'}", says),))


def _units(case: Case) -> Worked:
    nodes = case.nodes.get("Units", [])
    if not nodes:
        return case.none("The inventory holds no row with a number.")
    changed = [node for node in nodes if node.inputs[1].value != 1]
    return Worked("applied", (line((changed or nodes)[0]),))


def _amount(case: Case) -> Worked:
    """A row that states an amount of fuel; energy is taken as it is."""
    for row in case.energy:
        try:
            unit = fuel_unit(row.original_unit)
        except Refused:
            continue
        if unit.kind != "energy":
            text = f"{row.original_text} {row.original_unit} → {figure(row.value or 0.0, 'MWh')}"
            return Worked("applied", (Line(text, f"row {row.source_row}, {case.carrier(row)}"),))
    return case.none("No row states an amount of fuel: the energy on file was given as energy.")


def _national_target(case: Case) -> Worked:
    from analytics.commitment.ambition import ambition  # of one rule alone

    found = ambition(case.progress, case.city.report.inventories)
    if found is None:
        return case.none("No national target is on file.")
    return Worked("applied", tuple(Line(reason) for reason in found.reasons))


def _scenario(case: Case) -> Worked:
    target = case.progress.target
    if target is None or not target.scenario:
        return case.none("No baseline scenario is on file.")
    points = ", ".join(f"{year}: {figure(tonnes, 't')}" for year, tonnes in target.scenario)
    return Worked("applied", (Line(points, target.scenario_source or target.source),))


def _interim(case: Case) -> Worked:
    from analytics.commitment.interim import chain  # of one rule alone

    points = chain(case.progress, case.city.report.progress) if case.judged else ()
    if len(points) < 3:
        return case.none("The leading target has no interim target on file.")
    (first, start), (last, end) = points[0], points[1]
    middle = (first + last) // 2
    worked = figure(float(level_on("linear", start, end, first, last, middle)), "t")
    first_t, end_t = figure(start, "t"), figure(end, "t")
    said = f"{first_t} + ({end_t} − {first_t}) × ({middle} − {first}) ÷ ({last} − {first})"
    steps = " → ".join(f"{year}: {figure(tonnes, 't')}" for year, tonnes in points)
    return Worked("beside", (Line(f"{said} = {worked}", steps),), "The verdict keeps to the target's own path.")


def _implied(case: Case) -> Worked:
    for row, use in case.uses:
        tonnes = case.reported(row)
        if tonnes and row.value:
            made = f"{figure(tonnes, 't')} ÷ {figure(row.value, 'MWh')} = {figure(tonnes / row.value, 't/MWh')}"
            beside = f"beside {figure(use.value, 't/MWh')} ({sourced_use(use.source, use.mark)})" if use.value else ""
            return Worked("applied", (Line(made, f"{case.carrier(row)}, {SECTORS[row.sector].name}; {beside}"),))
    return case.none("No place holds both its energy and its emissions.")


def sourced_use(source: str, mark: str) -> str:
    """A source with its mark, as a line names it."""
    return sourced({"source": source, "mark": mark})


def _plausible(case: Case) -> Worked:
    found = case.trees.get("per-head")
    return Worked("applied", (line(found),)) if found else case.none("Tonnes per inhabitant cannot be given.")


def _carbon(case: Case) -> Worked:
    for _row, use in case.uses:
        if use.kind == "ipcc" and use.co2:
            kg = use.co2 / emissions.T_PER_MWH
            carbon = kg / CO2_PER_CARBON / 1000
            text = f"{figure(carbon, 'kg C/GJ')} × 44 ÷ 12 × 1{chr(0xA0)}000 = {figure(kg, 'kg CO2/TJ')}"
            return Worked("beside", (Line(text, use.source),), "The factor is taken as printed; this is its carbon.")
    return case.none("No factor of the IPCC was looked up.")


def _weather(case: Case) -> Worked:
    from analytics.factors.heating import in_reference_weather  # of one rule alone

    days = case.reader.register.degree_days.get(case.city.report.city.city_id, ())
    if case.found is None or not days:
        return case.none("No degree days are on file.")
    target = case.progress.target
    try:
        made = in_reference_weather(case.found, days, target.base_year if target else case.found.year)
    except Refused as refusal:
        return case.none(refusal.problems[0].sentence())
    total, corrected = made.reported.emissions_t or 0.0, made.corrected.emissions_t or 0.0
    rest, heating = figure(total - made.heating_t, "t"), figure(made.heating_t, "t")
    text = f"{rest} + {heating} × {figure(made.reference.hdd)} ÷ {figure(made.days.hdd)} = {figure(corrected, 't')}"
    where = f"{made.days.source}; {made.reference.source}; heating share {figure(made.share)}: {made.share_source}"
    return Worked("beside", (Line(text, where),), "The reported total stays as it is.")


RULES: dict[str, Rule] = {
    "Total of a GPC inventory (BASIC)": _total(gpc=True),
    "Total of other inventories": _total(gpc=False),
    "Industry in the ETS": _ets,
    "Levels of a GPC inventory": _levels,
    "Gases and their potentials": _gases,
    "Completeness": _completeness,
    "Included elsewhere": _elsewhere,
    "Parents and children": _parents,
    "Notation keys": _keys,
    "Key sectors": _key_sectors,
    "Energy without emissions": _lacking,
    "Per inhabitant": _tree("Per inhabitant", "Without a total and inhabitants there is no figure per inhabitant."),
    "Restatement": _never("It takes two readings of one inventory: see Drivers and History."),
    "From one framework to another": _never("Nothing was converted; the export does so when it is asked to."),
    "Emissions of an energy use": energy_use,
    "Factor of a fuel": fuel_factor,
    "A factor in another unit": _never("Factors that {name} states are kept in t/MWh."),
    "CO₂ equivalent": _gases,
    "Sustainable biomass": biomass,
    "Blended fuel": blended,
    "Net from gross calorific value": _never("No row says that its energy is on gross calorific value."),
    "Factor on net or gross calorific value": _never("No factor on gross calorific value is on file."),
    "Energy of an amount of fuel": _amount,
    "Factor per amount of fuel": _never("Factors are used per MWh, not per amount of fuel."),
    "Normal and standard cubic metres": _never("No row states a volume of gas."),
    "Units of volume": _never("No row states a volume of fuel."),
    "CO₂ of carbon": _carbon,
    "Units": _units,
    "National electricity factor": national,
    "Local electricity factor": local("electricity", exporter=False),
    "Local electricity factor of a net exporter": local("electricity", exporter=True),
    "Location-based electricity": local("location", exporter=False),
    "Grid losses": _never("The electricity factors in use are of consumption: the losses are inside."),
    "Life-cycle electricity": _never("The factors in use are activity-based."),
    "Local heat factor": local("heat", exporter=False),
    "Heat and power from one plant": _never("No plant with its fuel, heat and power is on file."),
    "Heating degree days": _never(WEATHER),
    "Cooling degree days": _never(WEATHER),
    "Weather correction": _weather,
    **dict.fromkeys(
        (
            "Methane commitment", "First-order decay", "One landfill method in a series", "A mixture of waste",
            "Composting, digestion and burning", "CO₂ of incineration", "CH₄ of wastewater", "N₂O of effluent",
        ),
        _never(LANDFILL),
    ),
    "Baseline": _baseline,
    "Target level, absolute": _absolute,
    "Allowed emissions, per inhabitant": _judged("path", "Allowed emissions, per inhabitant"),
    "Allowed emissions, per unit of GDP": _never("No target per unit of GDP leads."),
    "Target level, other kinds": _other_kinds,
    "Baseline scenario": _scenario,
    "Straight path": _path("linear"),
    "Path at a constant rate": _path("constant-rate"),
    "Path through interim targets": _interim,
    "Remaining carbon budget": _budget,
    "Beside the national target": _national_target,
    "Gap": _gap,
    "Years late": _judged("years-late"),
    "On track, behind, cannot tell": _verdict,
    "Missing places": _missing,
    "How long an inventory speaks": _age,
    "Robustness": _never("All cells are judged on the page Drivers."),
    "Drivers of a change": _never("They compare two inventories: see Drivers."),
    "Drivers year by year": _never("They run over all inventories of a city: see Drivers."),
    "Logarithmic mean": _never("It weighs the drivers between two inventories: see Drivers."),
    "Restatement bar": _never("It stands among the drivers between two inventories: see Drivers."),
    **dict.fromkeys(
        (
            "Scenario", "Recent trend", "What an action avoids", "An action takes effect", "Actions on one cell",
            "What a target still needs",
        ),
        _never(LOOKING_AHEAD),
    ),
    "Side by side": _never("It compares two cities: see Pairs."),
    "Implied factor": _implied,
    "Plausible ranges": _plausible,
    "Population against a register": _never("No register of inhabitants is on file."),
}  # fmt: skip
"""A rule for every formula of the register, by its name."""
