"""The code of Streamlit's own that every page needs is named to the browser with the page, so that it loads while the
server still works. Left alone, it is asked for when the first element of its kind arrives, which until then is drawn as
a pulsing box: with some twenty links in the menu that took more of the processor than the page itself."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ELEMENTS = ("Html", "Selectbox", "PageLink", "BidiComponent", "Button", "DownloadButton", "PlotlyChart")
"""The kinds of elements in the frame of every page and on the first one, by the names of Streamlit's files."""
_LOADED = re.compile(r"static/js/([\w.-]+\.js)")
_HEAD = 10_000
"""Bytes of a file within which it says what it needs."""
_NEEDED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


@cache
def header() -> str:
    """The ``Link`` header that names these files and what they need beyond what the page itself names. A kind of
    element that this Streamlit has under no such name is left out, and loads later, as without us."""
    shipped = files("streamlit") / "static"
    code = shipped / "static" / "js"
    present = {place.name for place in code.iterdir()}
    named = set(_LOADED.findall((shipped / "index.html").read_text(encoding="utf-8")))
    wanted = [name for kind in ELEMENTS for name in sorted(present) if name.startswith(f"{kind}.")]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop(0)
        if name in present - named and name not in found:
            found[name] = None
            with (code / name).open("rb") as file:
                wanted = [*_NEEDED.findall(file.read(_HEAD).decode(errors="replace")), *wanted]
    return ", ".join(f"<./static/js/{name}>; rel=modulepreload; crossorigin" for name in found)


class CodeAhead:
    """ASGI middleware that adds this header to each answer that is a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the header to the start of an answer in HTML."""

        async def with_code(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if answer.get("content-type", "").startswith("text/html"):
                    answer.append("link", header())
            await send(message)

        await self.app(scope, receive, with_code)
