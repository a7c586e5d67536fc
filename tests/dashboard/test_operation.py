"""What whoever runs the server sees: whether it is well, and requests without a word of who asked."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import VERSION, identity, kept_readings, operation
from dashboard.addresses import Addresses
from dashboard.http_headers import OwnAddressOnly
from datasets.store import location
from tests.samples import sample_database


def app() -> Starlette:
    routes = [Route("/healthz", operation.healthz), Route("/{rest:path}", lambda request: PlainTextResponse("yes"))]
    before = [
        Middleware(operation.RequestLog),
        Middleware(OwnAddressOnly, Addresses()),
        Middleware(identity.ProxyOnly, "X-Forwarded-User", "a secret"),
    ]
    return Starlette(routes=routes, middleware=before)


def test_it_is_well_by_any_address_and_not_where_its_ledger_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = TestClient(app(), base_url="http://10.0.0.7")
    monkeypatch.setenv(location.VARIABLE, str(sample_database(tmp_path / "covenant.duckdb")))
    well = client.get("/healthz")
    assert (well.status_code, well.json()) == (200, {"process": "ok", "version": VERSION, "ledger": "ok"})
    assert client.get("/data").status_code == 403
    kept_readings.close()
    (tmp_path / "broken.duckdb").write_bytes(b"no database" * 1000)
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "broken.duckdb"))
    ill = client.get("/healthz")
    assert (ill.status_code, ill.json()["ledger"]) == (503, "out of reach")
    assert str(tmp_path) not in ill.text


def test_a_request_is_noted_without_who_asked_from_where_and_for_what(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger=operation.REQUESTS.name)
    asked = "/_stcore/upload_file/8f3-session/file-of-ada.csv?city=IT0004&name=ada"
    TestClient(app()).get(asked, headers={"X-Forwarded-User": "ada", "Cookie": "a=b"})
    TestClient(app()).get("/media/0a1b2c.csv")
    line, media = [json.loads(record.message) for record in caplog.records if record.name == operation.REQUESTS.name]
    assert line.keys() == {"at", "method", "path", "status", "ms"}
    assert (line["method"], line["path"], line["status"]) == ("GET", "/_stcore/upload_file", 403)
    assert media["path"] == "/media", "the name below it is made of what the file holds"
