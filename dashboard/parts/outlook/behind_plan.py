"""What stands behind a plan: other scenarios and what can be tried, what it would take, rates, budget and costs."""

from __future__ import annotations

import streamlit as st

from dashboard import choices, opened, session
from dashboard.language import gettext as _
from dashboard.parts import traces
from dashboard.parts.outlook import beside, outlook_wording, outlooks, trying_out, way_to_target
from dashboard.parts.progress import how_sure
from dashboard.widgets import text
from dashboard.words import verdicts
from datasets import Outlook

ASKED = (how_sure.WHY, "figure", "scenario", choices.TRIED, "life")
"""What an address can ask for that stands here."""


def part(ahead: Outlook) -> None:
    """All of it behind one line, opened by a click or by what the address asks for."""
    asked = any(name in st.query_params for name in ASKED)
    opens = opened.expander(_("How sure, and why"), ":material/verified:", "plan-why", asked)
    if opens is None:
        return
    with opens:
        others = session.at_city(ahead.report.city.city_id).other_totals(ahead)
        for said in (outlook_wording.way(ahead), way_to_target.note(ahead, others), verdicts.caveat(ahead.report)):
            if said:
                st.markdown(text(said))
        outlooks.scenarios(ahead)
        trying_out.picture(ahead)
        left, right = st.columns(2, gap="large")
        with left:
            if ahead.estimates:
                outlooks.needs(ahead)
            if outlook_wording.budget_sentence(ahead):
                outlooks.budget(ahead)
        with right:
            if beside.told(ahead.progress):
                beside.rates_and_lines(ahead.progress, ahead.report)
        if len(ahead.report.targets) > 1:
            outlooks.every_target(ahead)
        outlooks.costs(ahead)
        traces.target(ahead)
