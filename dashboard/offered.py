"""Files that a page offers: a button for each, whose file is made when somebody presses it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import memory_media_file_storage

from analytics.text.problems import Refused
from dashboard import identity, kept_readings, language

_PRESSED = "streamlit.runtime.backend_operation_handler"
"""Where Streamlit logs why a file could not be made."""
_MEDIA = "/media/"
_FOR_READERS = "Sign in to the dashboard, and take the file along from its page.\n"
# Of a file above a megabyte Streamlit compares three pieces, and gives out an earlier one of the same name and length
# where only the figures between them are others. Every byte counts here.
memory_media_file_storage._PARTIAL_HASH_THRESHOLD = sys.maxsize  # type: ignore[misc]  # a private constant of its own


def download(label: str, file: bytes | str | Callable[[], bytes | str], name: str, kind: str, **how: Any) -> bool:
    """A button by which a file of a ``kind`` (its MIME type) is taken along. What is made when it is pressed is made in
    the language of now, and for who may still read then: a page stays open when a sign-in has run out or a role was
    taken away."""
    made = language.bound(_for_who_asks(file)) if callable(file) else file
    return st.download_button(label, made, name, kind, **how)


def _for_who_asks(make: Callable[[], bytes | str]) -> Callable[[], bytes | str]:
    if identity.configured() is None:
        return make
    holds = identity.holding()

    def made() -> bytes | str:
        from datasets import access

        access.insist_on_reading(kept_readings.store(), holds() or "")
        return make()

    return made


class OfferedToReaders:
    """ASGI middleware that gives what pages offer to who is signed in and reads cities alone: by itself Streamlit gives
    it to whoever has its address, as long as the visit lasts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        offered = scope["type"] == "http" and _MEDIA in scope["path"]
        if offered and not await run_in_threadpool(_reads, Request(scope)):
            await PlainTextResponse(_FOR_READERS, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _reads(request: Request) -> bool:
    from datasets import access

    who = identity.asking(request)
    return who is not None and access.may_somewhere(kept_readings.store(), who)


def log_refusals_in_one_line() -> None:
    """Why somebody gets no file is an answer, not a fault of the program: the log tells it without its place in the
    code."""
    logging.getLogger(_PRESSED).addFilter(_told)


def _told(record: logging.LogRecord) -> bool:
    fault = record.exc_info[1] if record.exc_info else None
    why = getattr(fault, "__cause__", None)
    if isinstance(why, Refused):
        record.msg, record.args, record.exc_info = f"A file was refused: {why.problems[0].code}", (), None
    return True
