"""What the page Plan is about, and its parts by the name that an address gives them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import session, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.parts.outlook import outlook_wording, outlooks
from dashboard.parts.plan import action_list, promises
from dashboard.widgets import text
from dashboard.words import verdicts
from datasets import Outlook


def head(ahead: Outlook) -> None:
    """Whose plan it is, what is on file of it, and the way back to what it leads to."""
    report = ahead.report
    with st.container(gap="xsmall"):
        sample = session.only_samples(report.city.city_id)
        widgets.eyebrow(f"{_('Plan')} · {verdicts.eyebrow(report)}", sample)
        count = outlook_wording.action_count(ahead)
        actions = ngettext("{count} action", "{count} actions", count) if count else _("No actions on file")
        # Translators: a title: the city, its actions and its targets, as in "Turin: 26 actions, 1 target".
        title = _("{city}: {actions}, {targets}", city=report.city.name, actions=actions, targets=_targets(ahead))
        st.title(text(title), anchor=False)
        session.link("outlook", _("See the outlook of {city}", city=report.city.name), icon=":material/arrow_back:")


def _targets(ahead: Outlook) -> str:
    count = len(ahead.report.targets)
    return ngettext("{count} target", "{count} targets", count) if count else _("no target")


def parts() -> dict[str, str]:
    """The parts of the page by their names in the address."""
    return {"actions": _("Actions"), "targets": _("Targets"), "list": _("Bring a list of actions")}


def targets(ahead: Outlook) -> None:
    """The targets on file, and the form for one more."""
    if ahead.report.targets:
        outlooks.every_target(ahead)
    promises.form(ahead)


SHOWN: dict[str, Callable[[Outlook], None]] = {
    "actions": action_list.upload,
    "targets": targets,
    "list": action_list.upload,
}
"""What each part of the page shows."""
