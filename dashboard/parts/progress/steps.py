"""The next steps of a city, computed from what its inventories and targets lack and from what drives them."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.commitment.codes import Code
from analytics.knowledge.gaps import sector_gap
from analytics.vocabulary import KEY_SECTOR_NAMES, KEY_SECTORS, METHOD_NAMES, Method, NotationKey
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext
from dashboard.words import spans
from dashboard.words.commitments import reason
from dashboard.words.names import group_name
from dashboard.words.shown_series import main_method
from datasets import CityReport

_MARK = "**"
_AROUND = " \u00a0\u202f.:;,"
"""What stands between the words of a step and its reason, where these are parted."""
_WITH_A_STEP = Code.NO_TARGET | Code.NO_INVENTORY | Code.OTHER_METHOD
"""The reasons that ``_missing_basis`` has a step for."""


@dataclass(frozen=True)
class NextStep:
    """One thing to do next, as a sentence in which ``**`` marks what it is about, and the ``page`` where it is done, in
    a ``part`` of it where it has several; of ``city_id`` where that is another city's."""

    marked: str
    page: str = "data"
    city_id: str | None = None
    part: str = ""

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The sentence in its parts, each with whether it is marked."""
        return [(part, bool(place % 2)) for place, part in enumerate(self.marked.split(_MARK)) if part]

    @property
    def sentence(self) -> str:
        """The sentence without its marks."""
        return self.marked.replace(_MARK, "")

    @property
    def about(self) -> str:
        """What is to be done, without what ends it; the point of an abbreviation (Bulgarian "2030 г.") stays."""
        named = "".join(part for part, bold in self.parts if bold).rstrip(_AROUND.replace(".", ""))
        return named if named.endswith("г.") else named.rstrip(_AROUND)

    @property
    def why(self) -> str:
        """The reason, for a line of its own: with a capital where a colon parts it from what is to be done."""
        about = "".join(part for part, bold in self.parts if bold)
        after = "".join(part for part, bold in self.parts if not bold)
        told = after.lstrip(_AROUND)
        return told[:1].upper() + told[1:] if ":" in about[-2:] + after[:2] else told


def steps(report: CityReport, this_year: int) -> list[NextStep]:
    """Up to three next steps, the most telling first."""
    found = [
        *_missing_basis(report),
        *map(NextStep, _reason_step(report)),
        *(NextStep(sentence, "drivers") for sentence in _sector_step(report)),
        *map(NextStep, _year_step(report, this_year)),
        *map(NextStep, _coverage_step(report)),
        *_later_steps(report),
    ]
    return list(dict.fromkeys(found))[:3]


def _missing_basis(report: CityReport) -> list[NextStep]:
    found: list[NextStep] = []
    latest, target, codes = report.leading.latest, report.leading.target, report.leading.codes
    if codes & Code.NO_INVENTORY:
        first = _("**Add the first inventory:** energy by carrier or emissions by sector, as the city has it.")
        found.append(NextStep(first))
    if codes & Code.NO_TARGET:
        said = _("**Set a target:** a base year, a year and a percentage; without one, progress cannot be assessed.")
        found.append(NextStep(said, "plan", part="targets"))
    if codes & Code.OTHER_METHOD and target and latest:
        said = _(
            "**Add an inventory by the target's method:** the target follows {method}, the inventory of {year} "
            "does not.",
            method=METHOD_NAMES[Method(target.method)],
            year=latest.year,
        )
        found.append(NextStep(said))
    if latest and latest.emissions_t is not None and latest.inhabitants is None:
        said = _("**Add the inhabitants of {year}:** nothing can be given per head without them.", year=latest.year)
        found.append(NextStep(said, "figures"))
    if not report.inventories and report.twin:
        said = _(
            "**Look at {city}:** what the partner reports shows what a first inventory holds.", city=report.twin.name
        )
        found.append(NextStep(said, "progress", report.twin.city_id))
    return found


def _reason_step(report: CityReport) -> list[str]:
    """What leads among the reasons without a verdict, where no step before is about it."""
    codes = report.leading.codes
    if not codes or codes & -codes & _WITH_A_STEP:
        return []
    # Translators: {reason} is one of the reasons without a verdict, such as "the inhabitants are not on file".
    return [_("**Settle what keeps the city from being assessed:** {reason}.", reason=reason(codes))]


def _sector_step(report: CityReport) -> list[str]:
    """The large sector that fell least since the baseline; without a baseline by sector, the largest one. Of a total
    that is not above zero no sector is a share."""
    base = report.leading.baseline
    gap = sector_gap(report.leading.latest, base.inventory if base and report.leading.gap_t is not None else None)
    if gap is None or gap.share is None:
        return []
    if gap.moved is not None and gap.since is not None:
        return [_moved_least(gap.group, gap.share, gap.moved, gap.since)]
    return [
        # Translators: {sector} may be one or several, as in "Transport" and "Residential buildings".
        _(
            "**Look closer: {sector}.** It is the largest part, {share} of the total.",
            sector=group_name(gap.group),
            share=theme.percent(gap.share),
        )
    ]


def _moved_least(group: str, share: float, moved: float, year: int) -> str:
    said = {
        "sector": group_name(group),
        "share": theme.percent(share),
        "change": theme.percent(moved, signed=True),
        "year": year,
    }
    if moved <= 0:
        # Translators: {sector} may be one or several, as in "Transport" and "Residential buildings".
        return _(
            "**Look closer: {sector}.** {share} of the total; of the large sectors the one that fell least "
            "({change} since {year}).",
            **said,
        )
    # Translators: {sector} may be one or several, as in "Transport" and "Residential buildings".
    return _(
        "**Look closer: {sector}.** {share} of the total; of the large sectors the one that rose most ({change} since "
        "{year}).",
        **said,
    )


def _year_step(report: CityReport, this_year: int) -> list[str]:
    """The years without an inventory that the curve has or could have; where another method has one of them, whose
    method it is that lacks."""
    main = main_method(report)
    years = {item.year for item in report.inventories if item.method == main}
    others = {item.year for item in report.inventories} - years
    if not years:
        years, others = others, set()
    if not years:
        return []
    later = range(max(years) + 1, this_year)
    gaps = [year for year in range(min(years), max(years)) if year not in years]
    missing = later if len(later) > 1 else gaps
    if not missing:
        return []
    said = {"years": spans.year_list(missing), "year": max(years)}
    if others & set(missing) and main is not None:
        said["method"] = METHOD_NAMES[Method(main)]
        if missing is gaps:
            # Translators: {years} are years without an inventory by a method, one or several.
            return [_("**Add inventories of {years}:** none follows {method}, and the curve passes over them.", **said)]
        return [
            # Translators: {years} are several, as in "2021 to 2025".
            _("**Add the next inventory:** none of {years} follows {method}; the newest is of {year}.", **said)
        ]
    if missing is gaps:
        # Translators: {years} are years without an inventory, one or several.
        return [_("**Add inventories of {years}:** none is on file, and the curve passes over them.", **said)]
    return [
        # Translators: {years} are several, as in "2021 to 2025".
        _("**Add the next inventory:** none of {years} is on file; the newest is of {year}.", **said)
    ]


def _coverage_step(report: CityReport) -> list[str]:
    latest = report.leading.latest
    if latest is None:
        return []
    if latest.unsplit:
        return [
            _(
                "**Report the sectors apart:** {year} holds a total only; what drives it cannot be seen.",
                year=latest.year,
            )
        ]
    if latest.lacks_key_sectors:
        names = listed([KEY_SECTOR_NAMES[key] for key in KEY_SECTORS if key in latest.missing_key_sectors])
        return [
            # Translators: {sectors} as in "municipal buildings and transport".
            _(
                "**Estimate {sectors}:** {year} has no figure there, and each is a key sector.",
                sectors=names,
                year=latest.year,
            )
        ]
    open_cells = latest.keys.get(NotationKey.NE, 0)
    if open_cells:
        return [
            ngettext(
                "**Estimate {number} emission source:** it is “not estimated” in {year}, and the total may be too low "
                "by it.",
                "**Estimate {number} emission sources:** they are “not estimated” in {year}, and the total may be too "
                "low by them.",
                open_cells,
                year=latest.year,
            )
        ]
    return []


def _later_steps(report: CityReport) -> list[NextStep]:
    latest = report.leading.latest
    found: list[str] = []
    base = report.leading.baseline
    if base and base.declared and report.leading.gap_t is not None:
        found.append(
            _(
                "**Add the inventory of {year}:** the baseline is declared, so no sector can be compared with the base "
                "year.",
                year=base.year,
            )
        )
    if latest and latest.gas == "CO2":
        found.append(_("**Add CH₄ and N₂O:** {year} counts CO₂ alone.", year=latest.year))
    if latest and latest.gwp_set == "unknown" and latest.emissions_t is not None and not latest.computed:
        found.append(
            _("**State the GWP set:** the source of {year} does not say which one its CO₂e uses.", year=latest.year)
        )
    if latest and latest.energy_mwh is None:
        found.append(_("**Add energy by carrier:** it shows which fuel each sector can leave."))
    last = max((target.year for target in report.targets), default=2050)
    if last >= 2050 or any(target.sector is not None for target in report.targets):
        return [*map(NextStep, found)]
    after = _("**Say what comes after {year}:** no later target is on file.", year=last)
    return [*map(NextStep, found), NextStep(after, "plan", part="targets")]
