"""A copy of the whole database to keep elsewhere, made while the dashboard is in use."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from analytics.text.problems import Refused
from dashboard import session, visitors, widgets
from dashboard.language import gettext as _
from datasets.store import disk


def backup() -> None:
    """What a backup holds and how it is put back, with a button that makes one and one that takes it along."""
    with st.container(border=True):
        st.header(_("Keep a copy"), anchor=False)
        st.caption(
            _(
                "A backup holds the data of all cities with every revision. It is checked against its own chain of "
                "hashes before it is given out."
            )
        )
        # The copy is made before it is offered, so that a full disk is answered here in words.
        if st.button(_("Make a backup"), icon=":material/database:"):
            _offer()
        st.caption(_("With the dashboard stopped, it is put back by this command:"))
        st.code("python -m datasets restore FILE --replace", language=None, wrap_lines=True)


def _offer() -> None:
    try:
        made = content()
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    st.download_button(
        _("Download a backup"),
        made,
        f"covenant-{datetime.now(UTC):%Y-%m-%d}.duckdb",
        "application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
    )


def content() -> bytes:
    """A verified copy of the store as one file. Raises Refused where it cannot be written."""
    with disk.temporary(), TemporaryDirectory() as folder:
        path = Path(folder) / "backup.duckdb"
        session.all_cities().backup(path, visitors.author())
        return path.read_bytes()
