"""The addresses that the server answers to: its own port on this machine, and what an operator names beside it.

A browser sends a page of another site to any address that this machine can reach, and that page may bind a name of its
own to this machine. So a request counts only where its Host, and its Origin where it has one, are to the letter those
of an address of ours.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import idna
from starlette.datastructures import Headers
from starlette.types import Scope

from analytics.text.problems import Problem, Refused

VARIABLE = "COVENANT_ADDRESS"
"""The environment variable with the addresses by which others reach the dashboard, with a blank between two."""
FRONT_PAGE = "progress"
"""The page that opens where an address names none."""
API = "/api/v1/"
"""Where the interface for other programs stands."""
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_PLAIN_PORTS = {"http": 80, "https": 443}
_SAFE = ("GET", "HEAD", "OPTIONS")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")


class Addresses:
    """The origins by the Host that leads to each: those of this machine and the stated ones.

    ``stated`` are addresses such as ``https://climate.example.org``; ``secure`` says whether the server itself speaks
    TLS. Raises Refused for one that is no address of a server.
    """

    def __init__(self, stated: Iterable[str] = (), secure: bool = False) -> None:
        self._scheme = "https" if secure else "http"
        self._stated = {urlsplit(address).netloc: address for address in map(_origin, stated)}

    def own(self, scope: Scope) -> str | None:
        """The origin at which a request or websocket came in; None where it came by no address of ours.

        A websocket, and a request that changes something, has to say its origin; browsers always do. A program that
        sends a token to the interface for programs has none.
        """
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        found = self._by_host(scope).get(hosts[0]) if len(hosts) == 1 else None
        if found is None or len(origins) > 1:
            return None
        token = "authorization" in headers and scope["path"].startswith(API)  # no page of another site can send it
        if not origins and (scope["type"] == "websocket" or scope["method"] not in _SAFE) and not token:
            return None
        return found if origins in ([], [found]) else None

    def _by_host(self, scope: Scope) -> dict[str, str]:
        port = (scope.get("server") or ("", None))[1]
        if port is None:  # a socket of the file system, behind a proxy
            return self._stated
        end = "" if port == _PLAIN_PORTS[self._scheme] else f":{port}"
        return {f"{name}{end}": f"{self._scheme}://{name}{end}" for name in _LOCAL} | self._stated


def stated(options: Iterable[str] = ()) -> tuple[str, ...]:
    """The addresses that an operator names, by options and by the variable."""
    return (*options, *os.environ.get(VARIABLE, "").split())


def _origin(address: str) -> str:
    """An address as a browser writes it in Origin: lower case, a name of other letters than a to z in its ASCII form,
    without the port that its scheme has anyway."""
    written = address.strip()
    try:
        parts = urlsplit(written.lower())
        name, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        raise Refused(_no_address(address)) from None
    if not written.isprintable():  # urlsplit leaves line breaks out: another name than was written
        raise Refused(_no_address(address))
    whole = parts.scheme in _PLAIN_PORTS and _HOST.fullmatch(name) and "@" not in parts.netloc
    if not whole or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise Refused(_no_address(address))
    end = "" if port is None or port == _PLAIN_PORTS[parts.scheme] else f":{port}"
    return f"{parts.scheme}://{name}{end}"


def _ascii(name: str) -> str:
    """The name of a server as it stands in Host. Raises ValueError for one that cannot stand there."""
    if ":" in name:
        return f"[{name}]"
    return name if name.isascii() else idna.encode(name, uts46=True).decode()


def _no_address(address: str) -> Problem:
    return Problem(
        "block",
        "address-unknown",
        f'the address "{address[:100]}"',
        "one such as https://climate.example.org, without a path",
        "Name with --address what people type into their browser to reach the dashboard.",
    )
