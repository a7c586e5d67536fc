"""What is known of every signatory, alike on its page and on the site without a server."""

from __future__ import annotations

from datetime import datetime

from dashboard import language, theme
from dashboard.language import gettext as _
from datasets import signatory_answers


def facts(found: signatory_answers.CityPublished) -> list[tuple[str, str]]:
    """When it joined the Covenant and for what, and every target that may be used, each with what stands below it."""
    item, told = found.signatory, []
    if item.adhesion_date:
        told.append((_("Joined the Covenant on {day}", day=theme.date(datetime.fromisoformat(item.adhesion_date))), ""))
    if item.commitments:
        names = [_("adaptation") if word == "adapt" else word for word in item.commitments]
        told.append((_("Covenant commitments: {names}", names=language.listed(names)), ""))
    for one in found.promises:
        percent = theme.percent(one.percent, 0 if round(one.percent, 1) == round(one.percent) else 1)
        said = _("{percent} below {base} by {year}", percent=percent, base=one.base_year, year=one.target_year)
        told.append((said, _("{percent} of the base a year", percent=theme.percent(one.pace, 1))))
    return told if found.promises else [*told, (_("No target that can be used was published."), "")]


def counted() -> dict[str, str]:
    """By its kind what a published figure counts."""
    return {"inventory": _("four sectors"), "total": _("total"), "statistics": _("statistics")}
