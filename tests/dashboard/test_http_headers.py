"""What a browser may load: this server and nothing else."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from dashboard.addresses import Addresses
from dashboard.http_headers import PagesWithOneName, SecurityHeaders, policy


def answer(path: str, query: bytes = b"") -> dict[str, str]:
    """The headers of one answer of a tiny app behind the middleware."""
    app = Starlette(
        routes=[Route("/", lambda request: PlainTextResponse("yes"))],
        middleware=[Middleware(SecurityHeaders, Addresses()), Middleware(PagesWithOneName)],
    )
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": [], "http_version": "1.1"}
    # In a thread of its own: a browser test before this one leaves a loop running in the main thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    return {key.decode().lower(): value.decode() for key, value in sent[0]["headers"]}


@pytest.mark.parametrize("path", ["/", "/absent"])
def test_every_answer_carries_the_policy_errors_included(path: str) -> None:
    found = answer(path)
    assert found["content-security-policy"] == policy()
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_cookie_that_is_given_over_tls_goes_over_tls_alone(scheme: str) -> None:
    def cookies(request: Request) -> Response:
        given = PlainTextResponse("yes")
        given.set_cookie("_streamlit_user", "ada", httponly=True)
        given.set_cookie("other", "b", secure=True)
        return given

    address = f"{scheme}://climate.example.org"
    app = Starlette(routes=[Route("/", cookies)], middleware=[Middleware(SecurityHeaders, Addresses([address]))])
    told = TestClient(app, base_url=address).get("/").headers.get_list("set-cookie")
    assert [cookie.count("Secure") for cookie in told] == [scheme == "https", 1]


def test_the_policy_names_no_other_host_and_allows_no_script_from_text() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert "http" not in policy()
    assert "*" not in policy()
    assert "unsafe" not in rules["script-src"]
    assert rules["script-src"].startswith("'self' blob: 'sha256-"), "our files and what our own code has made"


def test_the_inline_scripts_of_streamlit_are_allowed_by_their_digest() -> None:
    assert "'sha256-" in policy()


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/progress", "/"),
        ("/progress/", "/"),
        ("/data/x", "/x"),
        ("/ ", "/"),
        ("/data/ ", "/data"),
        ("/x/data", "/data"),
        ("/a/стр", "/%D1%81%D1%82%D1%80"),
        ("//example.org/\\\\b", "/b"),
    ],
)
def test_an_address_of_several_names_leads_to_its_last_one_and_the_front_page_to_the_root(
    asked: str, place: str
) -> None:
    assert answer(asked)["location"] == place
    assert answer(asked, b"city=US-BOS")["location"] == f"{place}?city=US-BOS"


@pytest.mark.parametrize("path", ["/", "/data", "/data/", "/static/js/a.js", "/media/b.pptx", "/data/_stcore/health"])
def test_pages_and_the_folders_of_files_are_answered_where_they_stand(path: str) -> None:
    assert "location" not in answer(path)
