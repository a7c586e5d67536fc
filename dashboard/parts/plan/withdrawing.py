"""The form that takes back one of several targets."""

from __future__ import annotations

import streamlit as st

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from dashboard import session, visitors
from dashboard.language import gettext as _
from dashboard.parts import outcomes
from dashboard.widgets import text
from dashboard.words import commitments
from datasets import Outlook

_WHICH, _REASON = "withdraw-target", "withdraw-reason"


def form(ahead: Outlook) -> None:
    """Which target, why, and the button; nothing where there is only one, which an undo on History takes back."""
    names = {name: commitments.promise(target) for name, target in ahead.report.target_names.items()}
    city_id = ahead.report.city.city_id
    if len(names) < 2 or not visitors.may("withdraw_target", city_id):
        return
    with st.expander(_("Withdraw a target"), icon=":material/remove_circle:"), st.form("withdraw", border=False):
        which, why, button = st.columns([2, 2, 1], vertical_alignment="bottom")
        which.selectbox(_("Target"), list(names), format_func=lambda name: text(names[name]), key=f"{_WHICH}-{city_id}")
        why.text_input(_("Reason"), key=f"{_REASON}-{city_id}", max_chars=300)
        button.form_submit_button(_("Withdraw"), on_click=_withdraw, args=(city_id,))


def _withdraw(city_id: str) -> None:
    name, reason = session.kept(f"{_WHICH}-{city_id}"), str(session.kept(f"{_REASON}-{city_id}") or "")
    try:
        added = session.at_city(city_id).withdraw_target(str(name), visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("plan", city_id=city_id, refused=refusal.problems)
        return
    words = Sentence("The target is withdrawn by revision {revision}.", revision=added.revision)
    outcomes.done("plan", words, city_id, revision=added)
