"""The examples of the formulas of a target: its baseline, its path, and what the verdict says of it."""

from __future__ import annotations

from collections.abc import Callable

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.commitment import expert
from analytics.commitment.ambition import ambition
from analytics.commitment.budget import budget
from analytics.commitment.interim import chain
from analytics.commitment.trajectory import piecewise_path
from analytics.formula import Formula
from analytics.text.sentences import Sentence, counted, joined
from analytics.vocabulary import VERDICT_NAMES
from datasets.city.worked.arithmetic import ArithmeticLine, close, figure, line
from datasets.city.worked.example_case import ExampleCase, Worked

Rule = Callable[[ExampleCase], Worked]


def _other_kind(case: ExampleCase) -> Worked:
    return case.none(Sentence("The leading target ({target}) is of another kind.", target=case.promise))


def judged(figure_name: str, formula: Formula | None = None) -> Rule:
    """A figure of the leading target by its name; of ``formula`` alone where the figure can follow several."""

    def rule(case: ExampleCase) -> Worked:
        found = case.judged.get(figure_name)
        if found is not None and found.inputs and formula in (None, found.formula):
            return Worked("applied", (line(found),))
        if found is not None:
            return _other_kind(case)
        return case.none(case.why)

    return rule


def all_of(*names: str) -> Rule:
    """Those of these figures of the leading target that can be given."""

    def rule(case: ExampleCase) -> Worked:
        lines = [line(case.judged[name]) for name in names if name in case.judged]
        return Worked("applied", tuple(lines)) if lines else case.none(case.why)

    return rule


def baseline(case: ExampleCase) -> Worked:
    """Where the emissions of the base year are from."""
    found, base = case.judged.get("baseline"), case.progress.baseline
    if found is None or base is None:
        return case.none(case.why)
    source = case.progress.target.source if case.progress.target else ""
    where = Sentence("the inventory of {year}", year=base.year)
    if base.declared:
        where = Sentence("declared with the target ({source})", source=source)
    return Worked(
        "applied",
        (ArithmeticLine(joined(("E₀ =", joined((figure(found.value, found.unit), str(base.year)), "comma"))), where),),
    )


def absolute(case: ExampleCase) -> Worked:
    """The level of a target that is a share of the baseline."""
    found = case.judged.get("target")
    target = case.progress.target
    if found is None or target is None:
        return case.none(case.why)
    if target.kind != "absolute":
        return _other_kind(case)
    return Worked("applied", (line(found),))


def other_kinds(case: ExampleCase) -> Worked:
    """The level of a target that is of another kind."""
    found, target = case.judged.get("target"), case.progress.target
    if found is None or target is None or target.kind not in ("baseline-scenario", "fixed-level", "neutrality"):
        return _other_kind(case) if target else case.none(case.why)
    text = line(found).text if found.inputs else figure(found.value, found.unit)
    return Worked("applied", (ArithmeticLine(text, target.source),))


def on_path(kind: str) -> Rule:
    """A path of the leading target, if it is of this kind."""

    def rule(case: ExampleCase) -> Worked:
        target = case.progress.target
        if target and target.path != kind:
            return case.none(
                Sentence("The leading target follows the constant-rate path.")
                if target.path == "constant-rate"
                else Sentence("The leading target follows the linear path.")
            )
        nodes = [node for tree in case.judged.values() for node in tree.walk() if node.step == f"{kind} path"]
        now = [node for node in nodes if case.found and node.name == f"Path in {case.found.year}"]
        return Worked("applied", (line((now or nodes)[0]),)) if nodes else case.none(case.why)

    return rule


def remaining(case: ExampleCase) -> Worked:
    """What is left of the carbon budget of the leading target."""
    lines = [
        line(case.judged[name])
        for name in ("budget", "budget-left", "budget-ahead", "years-left")
        if name in case.judged
    ]
    left = budget(case.progress, case.city.report.inventories)
    if not lines or "budget" not in case.judged:
        why = case.why if not case.judged else joined(left.reasons)
        return case.none(why or Sentence("The budget cannot be given."))
    return Worked("applied", tuple(lines), joined(left.notes))


def verdict(case: ExampleCase) -> Worked:
    """The gap and the verdict that follows from it."""
    gap = case.progress.gap_t
    if not case.judged and case.found:
        return case.none(case.why)
    verdict = VERDICT_NAMES[case.progress.verdict]
    if case.progress.reasons or gap is None:
        return Worked("applied", (ArithmeticLine(verdict, case.why),)) if case.found else case.none("")
    sign = "≤ 0" if gap <= 0 else "> 0"
    return Worked(
        "applied",
        (ArithmeticLine(Sentence("{amount} {sign}: {verdict}", amount=figure(gap, "t"), sign=sign, verdict=verdict)),),
    )


def bound(case: ExampleCase) -> Worked:
    """The figures that may be others, those of most tonnes first."""
    if not case.judged or case.progress.latest is None:
        return case.none(case.why)
    said = [
        ArithmeticLine(joined((f"{item.spot.name}, {item.year}:", figure(item.tonnes, "t"))))
        for item in case.progress.unexplained
        if item.tonnes is not None
    ]
    nothing = ArithmeticLine(Sentence("No figure of the two years is open"))
    return Worked("applied", tuple(said[:5]) or (nothing,))


def age(case: ExampleCase) -> Worked:
    """How old the inventory is."""
    if case.found is None:
        return case.none("")
    today = case.today
    age = today - case.found.year
    says = Sentence("it says nothing about today")
    if age <= OLDEST_INVENTORY_YEARS:
        says = Sentence("it speaks of today")
    years = counted("{number} year", "{number} years", age)
    return Worked("applied", (ArithmeticLine(joined((f"{today} − {case.found.year} =", years)), says),))


def national_target(case: ExampleCase) -> Worked:
    """The leading target beside the national one."""
    found = ambition(case.progress, case.city.report.inventories)
    if found is None:
        return case.none(Sentence("No national target is known here."))
    return Worked("applied", tuple(ArithmeticLine(reason) for reason in found.reasons))


def other_lines(case: ExampleCase) -> Worked:
    """The other lines beside the leading target, each with its level."""
    report = case.city.report
    made = []
    for item in expert.lines(case.progress, report.inventories, report.city.country_code):
        if item.base_t is not None and item.level_t is not None:
            kept = close("(1 − ", figure(item.percent / 100), ")")
            terms = (figure(item.base_t, "t"), "×", kept, "=", figure(item.level_t, "t"))
            made.append(ArithmeticLine(joined(terms), item.name))
    if not made:
        return case.none(Sentence("No emissions of a base year of another line are known here."))
    return Worked("beside", tuple(made), Sentence("They judge nothing."))


def rates_told(case: ExampleCase) -> Worked:
    """What was achieved a year since the base year, written with its figures."""
    progress = case.progress
    found = expert.yearly_rates(progress, case.city.report.inventories)
    base, latest = progress.baseline, progress.latest
    if found.achieved_t is None or base is None or latest is None or latest.emissions_t is None:
        return case.none(found.reason or Sentence("Without a verdict no yearly rate can be told."))
    fallen = close("(", figure(base.emissions_t, "t"), " − ", figure(latest.emissions_t, "t"))
    years = f") ÷ ({latest.year} − {base.year})"
    return Worked("applied", (ArithmeticLine(joined((close(fallen, years), "=", figure(found.achieved_t, "t")))),))


def arrival_told(case: ExampleCase) -> Worked:
    """The year in which the recent trend reaches the target level."""
    found = expert.yearly_rates(case.progress, case.city.report.inventories)
    if found.trend_told is False:
        return case.none(expert.UNTOLD)
    if found.arrives is None:
        return case.none(found.reason or Sentence("Without a target level nothing is reached."))
    return Worked("beside", (ArithmeticLine(str(found.arrives)),), Sentence("It is no forecast."))


def expected(case: ExampleCase) -> Worked:
    """The baseline scenario, point by point."""
    target = case.progress.target
    if target is None or not target.scenario:
        return case.none(Sentence("No baseline scenario is known here."))
    points = joined((joined((f"{year}:", figure(tonnes, "t"))) for year, tonnes in target.scenario), "comma")
    return Worked("applied", (ArithmeticLine(points, target.scenario_source or target.source),))


def between(case: ExampleCase) -> Worked:
    """A level halfway to the first interim target."""
    points = chain(case.progress, case.city.report.progress) if case.judged else ()
    if len(points) < 3:
        return case.none(Sentence("The leading target has no interim target on file."))
    (first, start), (last, end) = points[0], points[1]
    middle = (first + last) // 2
    worked = figure(float(piecewise_path(points, middle)), "t")
    first_t, end_t = figure(start, "t"), figure(end, "t")
    said = close(first_t, " + (", end_t, " − ", first_t, f") × ({middle} − {first}) ÷ ({last} − {first})")
    steps = [part for year, tonnes in points for part in ("→", f"{year}:", figure(tonnes, "t"))][1:]
    return Worked(
        "beside",
        (ArithmeticLine(joined((said, "=", worked)), joined(steps)),),
        Sentence("The verdict keeps to the target's own path."),
    )
