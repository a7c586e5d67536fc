"""What whoever runs the server asks of it: whether it is well, and a log of requests that names no person."""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.text.problems import Refused
from dashboard import VERSION, kept_readings

REQUESTS = logging.getLogger("covenant.requests")
_STATUS = ("http.response.start", "websocket.http.response.start")
_SHOWN = {"media": 1}
"""So many names of a path stand in the log, otherwise two: what follows are ids of a visit and of its files, and below
``media`` what is made of a file's content."""


def healthz(request: Request) -> JSONResponse:
    """Whether the process answers and its ledger can be read and added to; 503 where it cannot, with the code of the
    fault. It tells nothing of the data."""
    told: dict[str, Any] = {"process": "ok", "version": VERSION, "ledger": "ok"}
    try:
        store = kept_readings.store()
        store.insist_on_file()
        store.newest_revision()
        followed = getattr(store, "followed", None)
        if followed is not None:
            lag = followed.lag()
            told["revisions_behind"] = lag.revisions
            if lag.fault is not None:
                told |= {"ledger": "not well", "fault": lag.fault.code}
    except Refused as refusal:
        told |= {"ledger": "out of reach", "fault": refusal.problems[0].code}
    except OSError:
        told["ledger"] = "out of reach"
    return JSONResponse(told, 200 if told["ledger"] == "ok" else 503, {"Cache-Control": "no-store"})


class RequestLog:
    """ASGI middleware that writes a line of JSON for each answer: when, what was asked and how long it took. Who asked,
    from where, with which query and for which file is nobody's to keep."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note its answer."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 101 if scope["type"] == "websocket" else 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] in _STATUS:
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            names = scope["path"].split("/")[1:] or [""]
            line = {
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": scope.get("method", "WEBSOCKET"),
                "path": "/" + "/".join(names[: _SHOWN.get(names[0], 2)]),
                "status": status,
                "ms": round((time.perf_counter() - begun) * 1000, 1),
            }
            REQUESTS.info(json.dumps(line))
