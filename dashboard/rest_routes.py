"""The REST interface on the web: who asks is known by a token, and every answer is that of ``datasets.rest``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from importlib import import_module

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import identity, kept_readings
from dashboard.addresses import API
from datasets import Refused

MOST_BYTES = 20 * 1024**2
"""Of a file in a request, as of one in the browser."""
_PICTURE = re.compile(r"cities/([^/]+)/picture\.svg")
_UNKNOWN = {"problems": [{"code": "token-missing", "fix": "Send Authorization: Bearer TOKEN (the command token)."}]}
_NOT_HELD = {
    "problems": [
        {
            "code": "token-not-held",
            "found": "a token that is not on file here, was ended or has run out",
            "expected": "a token that holds",
            "fix": "Have a new one made (the command token); tokens lists until when each holds.",
        }
    ]
}
_TOO_LARGE = {"problems": [{"code": "too-large", "expected": "at most 20 MB", "fix": "Bring it on the command line."}]}


def routes() -> Sequence[Route]:
    """Where it stands."""
    return [Route(API + "{path:path}", _endpoint, methods=["GET", "POST"])]


async def _endpoint(request: Request) -> Response:
    try:  # before the body is read: nobody fills the memory who is not known
        who = await run_in_threadpool(_who, request)
    except Refused as refusal:
        return _refused(refusal)
    if who is None:
        bearer = request.headers.get("authorization", "")[:7].casefold() == "bearer "
        return JSONResponse(_NOT_HELD if bearer else _UNKNOWN, 401, {"WWW-Authenticate": "Bearer"})
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return JSONResponse(_TOO_LARGE, 413)
    return await run_in_threadpool(partial(_answered, request, who, bytes(body)))


def _who(request: Request) -> str | None:
    """Who asks, None for nobody that is known."""
    from datasets import (  # as below: with them comes all that reads cities, which a start does not wait for
        Cities,
        access,
    )

    said = request.headers.get("authorization", "")
    people = Cities(kept_readings.store()).people
    who: str | None = people.of_token(said[7:].strip()) if said[:7].casefold() == "bearer " else None
    how = identity.configured()
    if how is None:  # on one's own machine a reader needs no token, and a token only names its person
        return (who and str(who)) or ("" if request.method == "GET" and not said else None)
    if how.header and not said:
        named = request.headers.get(how.header, "").strip()
        return access.Person(named) if named else None
    return who


def _answered(request: Request, who: str, body: bytes) -> Response:
    from datasets import access

    # The REST interface stands on the commands, which stand on the front door: it can't be a name of the door.
    rest_answer = import_module("datasets.rest").rest_answer
    path, query = request.path_params["path"], request.query_params
    try:
        store = kept_readings.store()
        if (drawing := _PICTURE.fullmatch(path)) is not None and request.method == "GET":
            from dashboard.packs import embedded_picture

            access.insist_on_reading(store, who)
            drawn = embedded_picture.curve(store, drawing[1], query.get("language", "en"))
            return Response(drawn, 200, {"Cache-Control": "private, max-age=300"}, "image/svg+xml")
        asked = {name: query.getlist(name) for name in query}
        found = rest_answer(store, who, request.method, path, asked, body)
    except Refused as refusal:
        return _refused(refusal)
    return JSONResponse(found.values, found.status, {"Cache-Control": "private, no-store"})


def _refused(refusal: Refused) -> Response:
    return JSONResponse({"problems": [problem.as_dict() for problem in refusal.problems]}, 400)
