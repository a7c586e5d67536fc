"""A copy of the whole database to keep elsewhere, made while the dashboard is in use."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from dashboard import VERSION, long_work, offered, session, visitors, widgets
from dashboard.language import gettext as _
from datasets.store import disk

COPIED = {"copy": Sentence("Copying all tables …"), "check": Sentence("Checking the copy …")}
"""What is done for a backup, in its order."""


def backup() -> None:
    """What a backup holds and how it is put back, with a button that makes one and one that takes it along."""
    if not visitors.may("backup"):
        return
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
        of_data = session.all_cities().edition()
        st.caption(
            _("Version {version} of the program, edition {edition} of the data.", version=VERSION, edition=of_data)
        )


def _offer() -> None:
    try:
        made = content()
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    offered.download(
        _("Download a backup"),
        made,
        f"covenant-{datetime.now(UTC):%Y-%m-%d}.duckdb",
        "application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
    )


def content() -> bytes:
    """A verified copy of the store as one file, which a button stops. Raises Refused where it cannot be written."""
    every, who = session.all_cities(), visitors.author()

    def copied(step: long_work.WorkStep) -> bytes:
        with disk.temporary(), TemporaryDirectory() as folder:
            path = Path(folder) / "backup.duckdb"
            every.backup(path, who, step=step)
            return path.read_bytes()

    return long_work.done(copied, COPIED, lambda: None)
