"""A copy of the whole database to keep elsewhere, made while the dashboard is in use."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _


def backup() -> None:
    """What a backup holds and how it is put back, with a button that makes one when it is pressed."""
    with st.container(border=True):
        st.header(_("Keep a copy"), anchor=False)
        st.caption(
            _(
                "A backup holds the data of all cities with every revision. It is checked against its own chain of "
                "hashes before it is given out."
            )
        )
        st.download_button(
            _("Download a backup"), content, f"covenant-{datetime.now(UTC):%Y-%m-%d}.duckdb",
            "application/octet-stream", icon=":material/database:", on_click="ignore",
        )  # fmt: skip
        st.caption(_("With the dashboard stopped, it is put back by this command:"))
        st.code("python -m datasets restore FILE --replace", language=None, wrap_lines=True)


def content() -> bytes:
    """A verified copy of the store as one file. Raises Refused where it cannot be written."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "backup.duckdb"
        session.store().backup(path)
        return path.read_bytes()
