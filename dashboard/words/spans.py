"""Runs of years and how long ago something was, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Whole numbers in order, those that follow each other together."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def year_list(years: Iterable[int]) -> str:
    """Years with runs drawn together: ``2015, 2017 to 2019 and 2021``."""
    return listed([_run(run) for run in runs(years)])


def _run(years: Sequence[int]) -> str:
    if len(years) < 3:
        return listed([str(year) for year in years])
    # Translators: a run of years, as in "2017 to 2019".
    return _("{first} to {last}", first=years[0], last=years[-1])


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something was, in words: ``3 minutes ago``, from two days on its date."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{number} minute ago", "{number} minutes ago", minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{number} hour ago", "{number} hours ago", hours)
    return _("on {date}", date=theme.date(moment))
