"""The next steps of a city: an ordered table of what its figures, targets and actions lack and of what drives them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analytics.commitment.codes import Code
from analytics.inventories.completeness import BLANK
from analytics.knowledge.gaps import sector_gap
from analytics.text.sentences import joined
from analytics.vocabulary import KEY_SECTOR_NAMES, KEY_SECTORS, METHOD_NAMES, Method
from dashboard import theme
from dashboard.decisions import Door, NextStep, lines
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.parts.inventory import lacking
from dashboard.words.commitments import reason
from dashboard.words.names import group_name
from dashboard.words.shown_series import main_method
from datasets import CityReport, Outlook

MOST = 3
_WITH_A_STEP = Code.NO_TARGET | Code.NO_INVENTORY | Code.OTHER_METHOD
"""The reasons without a verdict that a step of their own is about."""


@dataclass(frozen=True)
class _Standing:
    """What the table of steps looks at."""

    report: CityReport
    this_year: int
    ahead: Outlook | None

    @property
    def year(self) -> int | None:
        """The year of the inventory that judges."""
        return self.report.leading.latest.year if self.report.leading.latest else None


def steps(
    report: CityReport,
    this_year: int,
    ahead: Outlook | None = None,
    offered: Callable[[Door], bool] = lambda door: True,
) -> list[NextStep]:
    """Up to three next steps, the most telling first; those about a plan where it is known what lies ``ahead``. Of
    those whose door is ``offered``."""
    every = lines(TABLE, _Standing(report, this_year, ahead), len(TABLE))
    return [step for step in every if offered(step.door)][:MOST]


def _first_inventory(now: _Standing) -> NextStep | None:
    if not now.report.leading.codes & Code.NO_INVENTORY:
        return None
    return NextStep(_("Add the first inventory"), _("Energy by carrier or emissions by sector is enough."), _import())


def _target(now: _Standing) -> NextStep | None:
    if not now.report.leading.codes & Code.NO_TARGET:
        return None
    door = Door("plan", {"part": "targets"})
    return NextStep(_("Set a target"), _("A base year, a target year and a percentage are enough."), door)


def _other_method(now: _Standing) -> NextStep | None:
    target = now.report.leading.target
    if not now.report.leading.codes & Code.OTHER_METHOD or target is None:
        return None
    why = _(
        "The target follows {method}, the inventory of {year} does not.", method=_method(target.method), year=now.year
    )
    return NextStep(_("Add an inventory by the method of the target"), why, _import())


def _key_sectors(now: _Standing) -> NextStep | None:
    latest = now.report.leading.latest
    if latest is None or latest.unsplit or not latest.lacks_key_sectors:
        return None
    names = listed([KEY_SECTOR_NAMES[key] for key in KEY_SECTORS if key in latest.missing_key_sectors])
    # Translators: {sectors} as in "municipal buildings and transport".
    door = Door("data", lacking.filling(latest, BLANK))
    return NextStep(_("Add {sectors}", sectors=names), _("{year} has no figure for it.", year=latest.year), door)


def _open_reason(now: _Standing) -> NextStep | None:
    codes = now.report.leading.codes
    if not codes or codes & -codes & _WITH_A_STEP:
        return None
    latest = now.report.leading.latest
    if codes & -codes == Code.NO_TOTAL and latest is not None and latest.energy_mwh and latest.notes:
        door = Door("figures", {"table": "factors"})
        return NextStep(_("State the missing emission factor"), say(joined(latest.notes)), door)
    # Translators: {reason} is one of the reasons without a verdict, such as "the inhabitants are missing".
    return NextStep(_("Settle one question first"), _("No answer yet: {reason}.", reason=reason(codes)), _import())


def _list_actions(now: _Standing) -> NextStep | None:
    needs = now.ahead.needs if now.ahead else None
    if now.ahead is None or needs is None or now.ahead.estimates or needs.to_cut_t <= 0:
        return None
    door = Door("outlook", {"action": "new"})
    return NextStep(
        _("List what is decided"), _("The plan of {city} holds no action yet.", city=now.report.city.name), door
    )


def _decide(now: _Standing) -> NextStep | None:
    needs = now.ahead.needs if now.ahead else None
    if now.ahead is None or needs is None or not now.ahead.estimates or needs.to_cut_t <= 0 or needs.open_t <= 0:
        return None
    decided, every = (theme.percent(100 * part / needs.to_cut_t) for part in (needs.decided_t, needs.every_t))
    why = _("What is decided closes {decided} of the gap; all that is listed, {every}.", decided=decided, every=every)
    return NextStep(_("Decide more of the plan"), why, Door("outlook"))


def _sector(now: _Standing) -> NextStep | None:
    """The large sector that fell least since the baseline; without a baseline by sector, the largest one."""
    leading = now.report.leading
    base = leading.baseline
    first = base.inventory if base and leading.gap_t is not None else None
    gap = sector_gap(leading.latest, first)
    if gap is None or gap.share is None:
        return None
    share, door = theme.percent(gap.share), Door("knowledge")  # which begins with this very sector
    # Translators: {sector} may be one or several, as in "Transport" and "Residential buildings".
    about = _("Focus on {sector}", sector=group_name(gap.group))
    if gap.moved is None or gap.since is None:
        return NextStep(about, _("{share} of emissions, more than any other.", share=share), door)
    said = {"share": share, "change": theme.percent(gap.moved, signed=True)}
    if gap.moved <= 0:
        return NextStep(about, _("{share} of emissions and the smallest fall, {change}.", **said), door)
    return NextStep(about, _("{share} of emissions and the largest rise, {change}.", **said), door)


def _next_inventory(now: _Standing) -> NextStep | None:
    """The inventory after the newest one by the method of the curve, where more than one year lacks."""
    main = main_method(now.report)
    years = [item.year for item in now.report.inventories if item.method == main]
    if not years or now.this_year - max(years) <= 2:
        return None
    why = _("It shows where {city} stands today.", city=now.report.city.name)
    return NextStep(_("Add an inventory after {year}", year=max(years)), why, _import())


def _inhabitants(now: _Standing) -> NextStep | None:
    latest = now.report.leading.latest
    if latest is None or latest.emissions_t is None or latest.inhabitants is not None:
        return None
    about = _("Add the inhabitants of {year}", year=latest.year)
    door = Door("figures", {"table": "population"})
    return NextStep(about, _("Per-person figures need them."), door)


def _sectors_apart(now: _Standing) -> NextStep | None:
    latest = now.report.leading.latest
    if latest is None or not latest.unsplit:
        return None
    return NextStep(
        _("Report the sectors apart"), _("{year} is one total: its causes stay unseen.", year=latest.year), _import()
    )


def _partner(now: _Standing) -> NextStep | None:
    twin = now.report.twin
    if now.report.inventories or twin is None:
        return None
    door = Door("progress", city_id=twin.city_id)
    return NextStep(_("Look at {city}", city=twin.name), _("The partner shows what a first inventory holds."), door)


def _later_target(now: _Standing) -> NextStep | None:
    targets = now.report.targets
    last = max((target.year for target in targets), default=2050)
    if last >= 2050 or any(target.sector is not None for target in targets):
        return None
    about = _("Set a target after {year}", year=last)
    return NextStep(about, _("No later target is there yet."), Door("plan", {"part": "targets"}))


TABLE = (
    _first_inventory,
    _target,
    _other_method,
    _open_reason,
    _key_sectors,
    _list_actions,
    _decide,
    _sector,
    _next_inventory,
    _sectors_apart,
    _inhabitants,
    _partner,
    _later_target,
)
"""Which step comes before which: what an answer needs, what closes the gap, what makes the answer better."""


def _import() -> Door:
    return Door("data")


def _method(method: str) -> str:
    return str(METHOD_NAMES[Method(method)])
