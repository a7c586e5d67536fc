"""The cookie by which a browser is known again, so that the files that it left unfinished are its own.

It holds an id drawn by chance and our signature of it, nothing else: a browser can neither choose its id nor guess that
of another. Scripts cannot read it, and no other site's page sends it along.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from itsdangerous import BadSignature, Signer
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.addresses import Addresses

KEPT_SECONDS = 180 * 24 * 3600
"""How long a browser keeps the cookie after its last visit."""


def cookie_name(key: bytes) -> str:
    """What the cookie is called, for browsers hold one jar for all ports of a machine: by the key of its database."""
    return f"covenant-browser-{hashlib.sha256(b'name' + key).hexdigest()[:12]}"


def signed(browser: str, key: bytes) -> str:
    """The cookie of a browser."""
    return _signer(key).sign(browser).decode()


def recognised(cookies: Mapping[str, str], key: bytes) -> str | None:
    """The browser whose cookie came along; None where there is none, or one that we did not sign."""
    try:
        return _signer(key).unsign(cookies.get(cookie_name(key), "")).decode()
    except (BadSignature, UnicodeError):
        return None


def _signer(key: bytes) -> Signer:
    return Signer(key, salt="browser", digest_method=hashlib.sha256)


class BrowserCookie:
    """ASGI middleware that gives each browser its cookie with a page, and the same one again on its next visit."""

    def __init__(self, app: ASGIApp, addresses: Addresses, key: bytes) -> None:
        self.app, self.addresses, self.key = app, addresses, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the cookie to the start of an answer that is a page."""
        asked = Headers(scope=scope) if scope["type"] == "http" else None
        if asked is None or scope["method"] != "GET" or "text/html" not in asked.get("accept", ""):
            await self.app(scope, receive, send)
            return
        cookies = cookie_parser(asked.get("cookie", ""))
        browser = recognised(cookies, self.key) or secrets.token_hex(16)
        more = "; Secure" if (self.addresses.own(scope) or "").startswith("https:") else ""

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                answer = MutableHeaders(scope=message)
                answer.append("Set-Cookie", _cookie(browser, self.key) + more)
                answer["Cache-Control"] = "private, no-cache"  # a proxy must not hand it to somebody else
            await send(message)

        await self.app(scope, receive, with_cookie)


def _cookie(browser: str, key: bytes) -> str:
    return f"{cookie_name(key)}={signed(browser, key)}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax"
