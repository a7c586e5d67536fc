"""What stands before every page: requests from elsewhere are refused, and every answer says what a page may load."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.addresses import FRONT_PAGE, Addresses

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


_INTERNAL = "/_stcore"
_OPEN = re.compile(r"/_stcore/(health|host-config|stream|upload_file/.+|bidi-components/.+)")
"""Streamlit's internal addresses that a page needs, and its sign of life; the others tell about the server."""
SIGN_OF_LIFE = "/healthz"
"""What whoever looks after the server asks by any address, such as a container's. It tells nothing of the data."""
SERVED = re.compile(r"/(static|media|component|app|auth|api|_stcore)/")
"""Folders of files, which Streamlit looks for below the address of a page, too."""
_STARTS = ("http.response.start", "websocket.accept", "websocket.http.response.start")
"""How an answer begins, to a request and to a browser that opens a websocket."""
_ELSEWHERE = (
    "This address is not one of the dashboard's own. Open it by the address that it printed when it started; where "
    "others reach it by a name or through a proxy, start it with --address and that address. A program that sends "
    "anything says who it is: Authorization: Bearer TOKEN.\n"
)


@cache
def policy(own: str | None = None) -> str:
    """The content security policy: everything from this server, nothing from elsewhere.

    ``own`` is the origin at which the page was asked for: its websocket may be opened there. Older browsers do not
    count it as 'self'.
    Streamlit's own page holds a few inline scripts; each is allowed by its SHA-256, so no other inline script runs.
    It loads the script of a component (ours draws charts into files) from a blob that its own code has made, hence
    blob: for scripts; nothing but a running script can make one.
    Streamlit styles its elements from JavaScript and Plotly draws with inline styles, hence 'unsafe-inline' for styles.
    """
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    digests = [base64.b64encode(hashlib.sha256(found.encode()).digest()).decode() for found in _INLINE.findall(page)]
    socket = f" {own.replace('http', 'ws', 1)}" if own else ""
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{socket}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def headers(own: str | None = None) -> dict[str, str]:
    """The headers of every answer to a request at the origin ``own``."""
    return {
        "Content-Security-Policy": policy(own),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


class SecurityHeaders:
    """ASGI middleware that sets these headers on every answer: errors, the opening of a websocket and its refusal. A
    cookie that is given over TLS goes over TLS alone; Streamlit leaves that to whoever serves it."""

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self.app, self.addresses = app, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of its answer."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        own = self.addresses.own(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] in _STARTS:
                given = message.setdefault("headers", [])
                if own is not None and own.startswith("https:"):
                    message["headers"] = [(name, _over_tls(name, value)) for name, value in given]
                MutableHeaders(scope=message).update(headers(own))
            await send(message)

        await self.app(scope, receive, with_headers)


def _over_tls(name: bytes, value: bytes) -> bytes:
    plain = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return value + b"; Secure" if plain else value


class OwnAddressOnly:
    """ASGI middleware that refuses, before anything is done, what came by no address of ours (403, for a websocket
    before it is open), and what is open to strangers in Streamlit for no need of a page (404)."""

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self.app, self.addresses = app, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket") or scope["path"] == SIGN_OF_LIFE:
            await self.app(scope, receive, send)
        elif self.addresses.own(scope) is None:
            await PlainTextResponse(_ELSEWHERE, 403)(scope, receive, send)
        elif scope["path"].startswith(_INTERNAL) and not _OPEN.fullmatch(scope["path"]):
            await PlainTextResponse("Not found\n", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class PagesWithOneName:
    """ASGI middleware that leads from an address such as /data/x to its last name: below a folder the page would look
    for its own code in that folder, and stay empty. What that name is, or that there is no such page, the page says.
    The front page stands at the root, by its name, too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say where the page stands."""
        parts = [part for part in re.split(r"[/\\]", scope.get("path", "")) if part]
        names = [part for part in parts if part.strip()]
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and not SERVED.search(scope["path"])
        if not asked or (parts == names and len(names) < 2 and names != [FRONT_PAGE]):
            await self.app(scope, receive, send)
            return
        name = "" if names[-1:] in ([], [FRONT_PAGE]) else quote(names[-1], safe="")
        query = scope["query_string"].decode("latin-1")
        await RedirectResponse(f"/{name}?{query}" if query else f"/{name}")(scope, receive, send)
