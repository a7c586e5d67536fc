"""The REST interface on the web: where people sign in, nothing is told or written without a token that holds."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any
from xml.etree import ElementTree

import httpx
import jsonschema
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.types import Message

from dashboard import identity, kept_readings, rest_routes
from dashboard.addresses import Addresses
from dashboard.http_headers import OwnAddressOnly
from datasets import Cities, City, access
from datasets.store import location
from tests.datasets.rest import answer_shapes
from tests.samples import sample_database

WHY = "the council said so"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv(location.VARIABLE, str(sample_database(tmp_path / "covenant.duckdb")))
    guard = Middleware(OwnAddressOnly, Addresses(["http://climate.example.org"]))
    app = Starlette(routes=rest_routes.routes(), middleware=[guard])
    yield TestClient(app, base_url="http://climate.example.org")
    kept_readings.close()


def bearer(person: str) -> dict[str, str]:
    made = Cities(kept_readings.store()).people.make_token(person, 1, access.SystemUser("root"), WHY)
    return {"Authorization": f"Bearer {made}"}


def test_where_people_sign_in_a_token_says_who_asks(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "configured", lambda: identity.SignIn(("default",)))
    store = kept_readings.store()
    Cities(store).people.give("ann@turin.example", access.ANALYST, "Turin", access.SystemUser("root"), WHY)
    address = "/api/v1/cities/Turin/status"
    for wrong in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic YTpi"}, {"X-Forwarded-User": "ann"}):
        refused = client.get(address, headers=wrong)
        code = "token-not-held" if "Bearer x" in wrong.values() else "token-missing"
        assert (refused.status_code, refused.json()["problems"][0]["code"]) == (401, code)
    assert client.get(address, headers=bearer("stranger@turin.example")).status_code == 403
    found = client.get(address, headers=bearer("ann@turin.example"))
    assert (found.status_code, found.json()["city"]) == (200, "IT0004")
    assert client.post("/api/v1/revisions/1/undo?reason=none", headers=bearer("ann@turin.example")).status_code == 403
    assert client.get("/api/v1/cities/Turin/picture.svg", headers=bearer("stranger@turin.example")).status_code == 403


def test_on_ones_own_machine_a_reader_needs_no_token_and_who_writes_does(client: TestClient) -> None:
    assert client.get("/api/v1/cities").status_code == 200
    assert client.post("/api/v1/revisions/1/undo?reason=none").status_code == 403, "no page of another site has a token"
    at_home = {"Origin": "http://climate.example.org"}
    assert client.post("/api/v1/revisions/1/undo?reason=none", headers=at_home).status_code == 401
    large = b"x" * (20 * 1024**2 + 1)
    assert client.post("/api/v1/nothing", content=large, headers=at_home).status_code == 401, "of nobody none is read"
    assert client.post("/api/v1/nothing", content=large, headers=bearer("ann@turin.example")).status_code == 413


def test_whatever_is_asked_wrongly_is_told_in_json_with_what_was_found_and_what_to_do(client: TestClient) -> None:
    known = bearer("ann@turin.example")
    newest = kept_readings.store().newest_revision()
    for method, path, status in (
        ("PUT", "/api/v1/cities/Turin/status", 405),
        ("DELETE", "/api/v1/revisions/3/undo", 405),
        ("POST", "/api/v1/cities/Turin/status", 405),
        ("GET", "/api/v1/cities/Turin/import", 405),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/cities/%252e%252e%252f/status", 404),
        ("GET", "/api/v1/cities/%00/status", 404),
        ("GET", f"/api/v1/cities/Turin/status?revision={'9' * 400}", 404),
        ("GET", "/api/v2/cities", 404),
        ("GET", "/api", 404),
        ("POST", "/api/v1/cities/Turin/import?yaer=1", 400),
    ):
        told = client.request(method, path, headers=known)
        assert told.status_code == status, path
        (problem,) = told.json()["problems"]
        assert problem["found"]
        assert problem["expected"]
        assert problem["fix"]
    assert client.head("/api/v1/cities/Turin/status").status_code == 200
    assert kept_readings.store().newest_revision() == newest


def test_a_request_that_is_cut_off_leaves_no_traceback_and_nothing_on_file(client: TestClient) -> None:
    pieces: list[Message] = [{"type": "http.request", "body": b"city,", "more_body": True}, {"type": "http.disconnect"}]
    sent: list[Message] = []

    async def receive() -> Message:
        return pieces.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [
        (b"host", b"climate.example.org"),
        (b"authorization", bearer("ann@turin.example")["Authorization"].encode()),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/cities/Turin/import",
        "query_string": b"",
        "headers": headers,
    }
    newest = kept_readings.store().newest_revision()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, client.app(scope, receive, send)).result()
    assert sent[0]["status"] == 400
    assert kept_readings.store().newest_revision() == newest


def test_the_picture_of_a_city_bears_its_source_and_its_figure_code(client: TestClient) -> None:
    drawn = client.get("/api/v1/cities/Boston/picture.svg?language=de")
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
    told = " ".join(ElementTree.fromstring(drawn.content).itertext())
    assert "Boston" in told
    assert "Beruht auf" in told
    assert "US-BOS-R" in told
    assert client.get("/api/v1/cities/Boston/picture.svg?language=xx").status_code == 400
    assert client.get("/api/v1/cities/Varna/picture.svg").status_code == 400


def closed(schema: Any) -> Any:
    """A schema that refuses whatever it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    below = {name: closed(one) for name, one in schema.items()}
    return {"additionalProperties": False} | below if isinstance(schema.get("properties"), dict) else below


def test_every_answer_of_a_running_server_has_the_schema_that_the_server_gives(client: TestClient) -> None:
    config = uvicorn.Config(client.app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        until = time.monotonic() + 30
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        home = {"Host": "climate.example.org"}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1/", headers=home, timeout=120) as asked:
            described = asked.get("openapi.json").json()
            token = bearer("ann@turin.example")

            def ask(method: str, path: str, query: Mapping[str, list[str]], body: bytes) -> tuple[int, Any]:
                headers = token if method == "POST" else {}
                found = asked.request(method, path, params=dict(query), content=body, headers=headers)
                return found.status_code, found.json()

            content = {"Turin": City(kept_readings.store(), "Turin").export("long").content}
            answered = list(answer_shapes.answers(ask, ("Boston", "Turin", "Varna"), content))
    finally:
        server.should_exit = True
        thread.join(30)
    schemas = described["components"]["schemas"]
    assert {name for name, _ in answered} == schemas.keys()
    for name, values in answered:
        jsonschema.validate(values, closed(schemas[name]), jsonschema.Draft202012Validator)
    broken = json.loads(json.dumps(next(values for name, values in answered if name == "status")))
    del broken["verdict"]
    with pytest.raises(jsonschema.ValidationError, match="'verdict' is a required property"):
        jsonschema.validate(broken, schemas["status"], jsonschema.Draft202012Validator)
