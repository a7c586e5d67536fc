"""The REST interface on the web: who asks is known by a token, and every answer is that of ``datasets.rest``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from analytics.text.problems import Problem
from dashboard import city_search, identity, kept_readings
from dashboard.addresses import API
from datasets import Refused

MOST_BYTES = 20 * 1024**2
"""Of a file in a request, as of one in the browser."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
"""All that a program may try: an address says in JSON which of them it takes."""
_READING = ("GET", "HEAD")
_PICTURE = re.compile(r"cities/([^/]+)/picture\.svg")
_UNKNOWN = Problem(
    "block", "token-missing", "no token", "a token that holds", "Send Authorization: Bearer TOKEN (the command token)."
)
_NOT_HELD = Problem(
    "block",
    "token-not-held",
    "a token that is not on file here, was ended or has run out",
    "a token that holds",
    "Have a new one made (the command token); tokens lists until when each holds.",
)
_TOO_LARGE = Problem("block", "too-large", "more than 20 MB", "at most 20 MB", "Bring it on the command line.")
_CUT = Problem("block", "request-cut", "a request that ended before its end", "the whole file", "Send it again.")


def routes() -> Sequence[Route]:
    """Where it stands. Beside it below ``/api`` is nothing, which is said as a program reads it."""
    beside = [Route(place, _no_version, methods=METHODS) for place in ("/api", "/api/{path:path}")]
    finding = Route(city_search.PLACE, city_search.find, methods=["GET"])
    return [Route(API + "{path:path}", _endpoint, methods=METHODS), finding, *beside]


async def _no_version(request: Request) -> Response:
    return _told(404, Problem("block", "address-unknown", request.url.path[:100], API, "Correct the address."))


async def _endpoint(request: Request) -> Response:
    try:  # before the body is read: nobody fills the memory who is not known
        who = await run_in_threadpool(_who, request)
    except Refused as refusal:
        return _refused(refusal)
    if who is None:
        bearer = request.headers.get("authorization", "")[:7].casefold() == "bearer "
        return _told(401, _NOT_HELD if bearer else _UNKNOWN, {"WWW-Authenticate": "Bearer"})
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                return _told(413, _TOO_LARGE)
    except ClientDisconnect:  # who sent it has mostly gone
        return _told(400, _CUT)
    return await run_in_threadpool(partial(_answered, request, who, bytes(body)))


def _who(request: Request) -> str | None:
    """Who asks, None for nobody that is known."""
    from datasets import (  # as below: with them comes all that reads cities, which a start does not wait for
        Cities,
    )

    said = request.headers.get("authorization", "")
    people = Cities(kept_readings.store()).people
    who: str | None = people.of_token(said[7:].strip()) if said[:7].casefold() == "bearer " else None
    how = identity.configured()
    if how is None:  # on one's own machine a reader needs no token, and a token only names its person
        return (who and str(who)) or ("" if request.method in _READING and not said else None)
    return identity.asking(request) if how.header and not said else who


def _answered(request: Request, who: str, body: bytes) -> Response:
    from datasets import access

    # The REST interface stands on the commands, which stand on the front door: it can't be a name of the door.
    rest = import_module("datasets.rest")
    path, query = request.path_params["path"], request.query_params
    method = "GET" if request.method in _READING else request.method
    try:
        store = kept_readings.store()
        if (drawing := _PICTURE.fullmatch(path)) is not None and method == "GET":
            from dashboard.packs import embedded_picture

            access.insist_on_reading(store, who)
            drawn = embedded_picture.curve(store, drawing[1], query.get("language", "en"))
            return Response(drawn, 200, {"Cache-Control": "private, max-age=300"}, "image/svg+xml")
        asked = {name: query.getlist(name) for name in query}
        found = rest.rest_answer(store, who, method, path, asked, body)
    except Refused as refusal:
        return _refused(refusal)
    return JSONResponse(found.values, found.status, {"Cache-Control": "private, no-store"})


def _told(status: int, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"problems": [problem.as_dict()]}, status, headers)


def _refused(refusal: Refused) -> Response:
    told = import_module("datasets.rest").refused(refusal)
    return JSONResponse(told.values, told.status)
