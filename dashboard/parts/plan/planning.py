"""What the page Plan is about, and its parts by the name that an address gives them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.parts.outlook import outlook_wording, outlooks
from dashboard.parts.plan import action_editor, action_list, promises, withdrawing
from dashboard.widgets import text
from dashboard.words import verdicts
from datasets import Outlook


def head(ahead: Outlook) -> None:
    """Whose plan it is, what is on file of it, and the way back to what it leads to."""
    report = ahead.report
    with st.container(gap="xsmall"):
        sample = session.only_samples(report.city.city_id)
        widgets.eyebrow(f"{_('Plan')} · {verdicts.eyebrow(report)}", sample)
        count, aims = outlook_wording.action_count(ahead), len(report.targets)
        actions = ngettext("{number} action", "{number} actions", count) if count else _("no action")
        targets = ngettext("{number} target", "{number} targets", aims) if aims else _("no target")
        # Translators: a title: the city, its actions and its targets, as in "Turin: 26 actions, 1 target".
        title = _("{city}: {actions}, {targets}", city=report.city.name, actions=actions, targets=targets)
        st.title(text(title), anchor=False)
        session.link("outlook", _("See the outlook of {city}", city=report.city.name), icon=":material/arrow_back:")


def parts() -> dict[str, str]:
    """The parts of the page by their names in the address."""
    return {"actions": _("Actions"), "targets": _("Targets"), "list": _("Bring a list of actions")}


def actions(ahead: Outlook) -> None:
    """The table of actions."""
    st.header(_("Actions"), anchor=False)
    action_editor.editor(ahead)


def targets(ahead: Outlook) -> None:
    """The targets on file, and the form for one more."""
    if ahead.report.targets:
        outlooks.every_target(ahead)
    withdrawing.form(ahead)
    if visitors.may("state_target", ahead.report.city.city_id):
        promises.form(ahead)


SHOWN: dict[str, Callable[[Outlook], None]] = {
    "actions": actions,
    "targets": targets,
    "list": action_list.upload,
}
"""What each part of the page shows."""
