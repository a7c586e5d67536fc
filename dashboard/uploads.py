"""How much of what people upload the server holds in memory.

Streamlit keeps each upload until its visit ends, in any number. A page takes its bytes at once, so that older ones are
needed no longer. Where people sign in, the visit of who did not, or may only read, brings nothing: Streamlit takes
files of any visit.
"""

from __future__ import annotations

import re
from collections import OrderedDict

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MOST_FILES = 3
"""Uploads that one visit holds: one for each field, and the next one on its way."""
MOST_BYTES = 1024**3
"""Bytes that all visits hold together."""
MOST_VISITS = 10_000
"""So many visits are known as let in, the newest."""
_let_in: OrderedDict[str, None] = OrderedDict()
_PLACE = re.compile(r"/_stcore/upload_file/(?P<visit>[^/]+)/[^/]+")
_NOT_SIGNED_IN = "Sign in, and bring the file again.\n"
_FULL = "The dashboard holds too many files that people are still looking at. Try again in a few minutes.\n"


def let(visit: str, come_in: bool) -> None:
    """Note whether whose visit this is signed in and may bring figures of a city, as its last page found."""
    _let_in.pop(visit, None)
    if come_in:
        _let_in[visit] = None
        if len(_let_in) > MOST_VISITS:
            _let_in.popitem(last=False)


class UploadsLimited:
    """ASGI middleware that lets the newest uploads of a visit stay, and refuses more while all visits hold too much,
    and where people are ``signing_in`` those of a visit that was not let in."""

    def __init__(self, app: ASGIApp, signing_in: bool = False) -> None:
        self.app, self.signing_in = app, signing_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; after an upload, give up the older ones of its visit."""
        place = _PLACE.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        held = runtime.get_instance().uploaded_file_mgr if place and runtime.exists() else None
        if place is None or not isinstance(held, MemoryUploadedFileManager):
            await self.app(scope, receive, send)
            return
        if self.signing_in and place["visit"] not in _let_in:
            await PlainTextResponse(_NOT_SIGNED_IN, 403)(scope, receive, send)
            return
        if bytes_held(held) >= MOST_BYTES:
            await PlainTextResponse(_FULL, 507)(scope, receive, send)
            return
        await self.app(scope, receive, send)
        for older in list(held.file_storage.get(place["visit"], {}))[:-MOST_FILES]:
            held.remove_file(place["visit"], older)


def bytes_held(held: MemoryUploadedFileManager) -> int:
    """The bytes of all uploads in memory."""
    return sum(len(file.data) for files in list(held.file_storage.values()) for file in list(files.values()))
