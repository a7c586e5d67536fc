"""Signing in: off where nothing is configured, otherwise by OpenID Connect or by a proxy that is trusted.

What is configured stands in ``.streamlit/secrets.toml``: ``[auth]`` as Streamlit reads it for ``st.login``, or
``[access]`` with the header in which a proxy names who it let in, and a secret by which the proxy is known.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.text.problems import Problem, Refused, block
from dashboard.http_headers import SERVED, SIGN_OF_LIFE

if TYPE_CHECKING:
    from datasets import access

SECRET_HEADER = "X-Covenant-Proxy-Secret"
LEAST_SECRET = 32
"""Characters of a secret: as many as 16 random bytes take in hexadecimal digits."""
VOUCHES = "addresses_are_checked"
"""The setting of a provider that says nothing of an address in its tokens (``email_verified``), and whose addresses
count all the same: everybody's is given by the organisation, and nobody can enter one of another."""
_PROVIDER = {"client_id", "client_secret", "server_metadata_url"}
_EVERY_TENANT = re.compile(r"//login\.microsoftonline\.com/(common|organizations)/", re.IGNORECASE)
"""There the owner of any tenant writes any e-mail address into a token, which does not say whether it was checked."""
_SIGNED_IN, _USER = "/oauth2callback", "_streamlit_user"
"""Where a provider leads back to, and the cookie of who signed in, as Streamlit calls them."""
_ASKED, _KEPT, _LONGEST = "covenant-asked", "Max-Age=3600; HttpOnly; SameSite=Lax", 1500
_OWN_PAGE = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""An address without a server: a slash, and no second one or backslash, which a browser takes for one."""
_NO_PROXY = "This address is for the proxy alone: open the dashboard by the address of the proxy.\n"


class SignIn(NamedTuple):
    """How people sign in: by the ``providers`` of OpenID Connect, or by a proxy that names them in a ``header``. Those
    that are ``vouching`` give out only addresses that they have checked, and do not say so in each token."""

    providers: tuple[str, ...] = ()
    header: str = ""
    secret: str = ""
    vouching: tuple[str, ...] = ()


@cache
def configured() -> SignIn | None:
    """How people sign in, None where they do not. Raises Refused for what is half configured or cannot be read: nobody
    is to believe that a door is locked which is not."""
    held = _settings()
    if not held.keys() & {"auth", "access"}:
        return None
    for name in ("auth", "access"):
        if name in held and (not isinstance(held[name], Mapping) or not held[name]):
            raise Refused(_half(f"[{name}] without a setting", "the section whole"))
    auth, proxy = (dict(held.get(name, {})) for name in ("auth", "access"))
    if auth and proxy:
        raise Refused(_half("[auth] and [access] at once", "one of the two"))
    for name, secret in (("cookie_secret", auth), ("proxy_secret", proxy)):
        if secret and len(str(secret.get(name, ""))) < LEAST_SECRET:
            raise Refused(_half(f"no {name} of at least {LEAST_SECRET} characters", f"a long random {name}"))
    if proxy:
        if not proxy.get("proxy_header"):
            raise Refused(_half("no proxy_header", "the header in which the proxy names who it let in"))
        return SignIn(header=str(proxy["proxy_header"]), secret=str(proxy["proxy_secret"]))
    named = tuple(name for name, value in auth.items() if isinstance(value, Mapping) and value.keys() >= _PROVIDER)
    providers = (*(("default",) if auth.keys() >= _PROVIDER else ()), *named)
    if not providers or not auth.get("redirect_uri"):
        raise Refused(_half("no redirect_uri, or no provider", f"redirect_uri, {', '.join(sorted(_PROVIDER))}"))
    sections = {name: auth if name == "default" else auth[name] for name in providers}
    for section in sections.values():
        if _EVERY_TENANT.search(url := str(section["server_metadata_url"])):
            raise Refused(_half(f"{url}, by which every organisation signs in", "the address of your own tenant"))
        if not isinstance(section.get(VOUCHES, False), bool):
            raise Refused(_half(f'{VOUCHES} = "{section[VOUCHES]}"', f"{VOUCHES} = true, or nothing of it"))
    return SignIn(providers, vouching=tuple(name for name, section in sections.items() if section.get(VOUCHES)))


def _settings() -> Mapping[str, Any]:
    """What the files of settings hold, nothing where there is none. Streamlit takes one that it cannot read for none,
    which would leave the door open."""
    from streamlit.runtime.secrets import secrets_singleton

    files = [path for path in st.get_option("secrets.files") if os.path.lexists(path)]
    try:
        if secrets_singleton.load_if_toml_exists():
            return secrets_singleton
    except (OSError, ValueError):  # it may not be read, or is no text
        pass
    if files:
        raise Refused(_half(f"a file that cannot be read as TOML: {', '.join(files)}", "a file without an error"))
    return {}


def _half(found: str, expected: str) -> Problem:
    fix = "Complete .streamlit/secrets.toml, or take the section out; the documentation has an example of each."
    return block("sign-in-incomplete", f"in the settings of sign-in: {found}", expected, fix)


def person() -> access.Person | None:
    """Who signed in, and whose sign-in still holds; None otherwise, and where nobody signs in at all."""
    how = configured()
    if how is None:
        return None
    return _named(st.context.headers.get_all(how.header)) if how.header else _claimed(st.user.to_dict(), how)


def asking(request: Request) -> access.Person | None:
    """Who sends a request beside the pages, as ``person``."""
    how = configured()
    if how is None:
        return None
    if how.header:
        return _named(request.headers.getlist(how.header))
    from streamlit.web.server.starlette import starlette_websocket

    signed = starlette_websocket._get_signed_cookie_with_chunks(request.cookies, _USER)
    return _claimed(json.loads(signed), how) if signed else None


def _named(found: Sequence[str]) -> access.Person | None:
    from datasets import access  # not above: where nobody signs in, a start does not wait for it

    return access.Person(name) if len(found) == 1 and _whole(name := found[0].strip(" ")) else None


def _whole(name: str) -> bool:
    """Whether a name is one as it stands: blanks around it, and signs that nobody sees, make it another's."""
    return bool(name) and name == name.strip() and name.isprintable()


def _claimed(claims: Mapping[str, Any], how: SignIn) -> access.Person | None:
    vouched = claims.get("provider") in how.vouching
    return known_by(claims, vouched) if claims.get("is_logged_in") and not run_out(claims) else None


def holding() -> Callable[[], access.Person | None]:
    """Who signed in now, told again later, also where no page runs: None from the end of their sign-in on."""
    found, how = person(), configured()
    claims = {} if how is None or how.header else st.user.to_dict()
    return lambda: None if claims and run_out(claims) else found


def known_by(claims: Mapping[str, Any], vouched: bool) -> access.Person | None:
    """The name by which a person is known: the e-mail address where the provider says that it checked it (or is
    ``vouched`` for, and does not say that it did not), else the subject with its issuer, which are one person's
    together."""
    from datasets import access

    email = str(claims.get("email") or "").strip(" ")
    if _whole(email) and str(claims.get("email_verified", vouched)).casefold() == "true":
        return access.Person(email)
    subject, issuer = (str(claims.get(claim) or "").strip(" ") for claim in ("sub", "iss"))
    return access.Person(f"{subject} ({issuer})") if _whole(subject) and _whole(issuer) else None


def run_out(claims: Mapping[str, Any]) -> bool:
    """Whether the token by which somebody signed in has run out, or does not say when it does. Streamlit's own cookie
    lasts for 30 days, whatever the token says."""
    ends = claims.get("exp")
    return not isinstance(ends, int | float) or ends <= time.time()


class BackAfterSignIn:
    """ASGI middleware that leads from a sign-in to the address by which a page was asked for: Streamlit always leads to
    the front page. The address waits in a cookie of the browser, and only one of our own pages is followed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; with a page, note its address, and after a sign-in lead there."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        asked, ended = Headers(scope=scope), scope["path"] == _SIGNED_IN
        query = scope["query_string"].decode("latin-1")
        path = quote(scope["path"]) + (f"?{query}" if query else "")
        page = "text/html" in asked.get("accept", "") and len(path) <= _LONGEST and not SERVED.search(scope["path"])
        waiting = unquote(cookie_parser(asked.get("cookie", "")).get(_ASKED, ""))

        async def leading(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if ended and any(name.startswith(f"{_USER}=") for name in answer.getlist("set-cookie")):
                    if _OWN_PAGE.fullmatch(waiting):
                        answer["Location"] = waiting
                elif page and not ended and message["status"] == 200:
                    answer.append("Set-Cookie", f"{_ASKED}={quote(path, safe='')}; Path=/; {_KEPT}")
            await send(message)

        await self.app(scope, receive, leading)


class ProxyOnly:
    """ASGI middleware that refuses, before anything is done, what did not come through the trusted proxy (403), and
    what names more than one person."""

    def __init__(self, app: ASGIApp, header: str, secret: str) -> None:
        self.app, self.header, self.secret = app, header, secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket") or scope["path"] == SIGN_OF_LIFE:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        secrets = headers.getlist(SECRET_HEADER)
        known = len(secrets) == 1 and hmac.compare_digest(secrets[0].encode("latin-1"), self.secret)
        if known and len(headers.getlist(self.header)) <= 1:
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse(_NO_PROXY, 403)(scope, receive, send)
