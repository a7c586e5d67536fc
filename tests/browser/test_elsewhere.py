"""No page of another site drives the real program: over http and websocket, what came by no address of its own is
refused before anything is done. Spoken byte by byte, since no client library would send most of this."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from websockets.sync.client import connect

from tests.browser.program import settle, window_of
from tests.effort import first

KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13"
FOREIGN_HOSTS = (
    "example.org",
    "example.org:{port}",
    "localhost",
    "127.0.0.1",
    "localhost:1",
    "localhost:{port}0",
    "localhost:0{port}",
    "LOCALHOST:{port}",
    "localhost.:{port}",
    "localhost:{port}.",
    "localhost:{port}:80",
    "localhost:{port}@example.org",
    "example.org@localhost:{port}",
    "user:pass@localhost:{port}",
    "localhost:{port}.example.org",
    "sub.localhost:{port}",
    "localhost.example.org:{port}",
    "127.0.0.1.nip.io:{port}",
    "127.1:{port}",
    "2130706433:{port}",
    "0x7f000001:{port}",
    "0.0.0.0:{port}",
    "127.0.0.2:{port}",
    "[::]:{port}",
    "::1:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "[0:0:0:0:0:0:0:1]:{port}",
    "[::1]",
    "[::1%25lo]:{port}",
    "localhost:{port}, example.org",
    "localhost:{port}/x",
    "localhost:{port}#x",
    "null",
    "*",
    "",
    "loсalhost:{port}",
    "localhost :{port}",
    "http://localhost:{port}",
)
FOREIGN_ORIGINS = (
    "http://example.org",
    "https://localhost:{port}",
    "http://localhost",
    "http://localhost:1",
    "http://localhost:{port}0",
    "http://LOCALHOST:{port}",
    "HTTP://localhost:{port}",
    "http://localhost.:{port}",
    "null",
    "",
    "file://",
    "http://localhost:{port}/",
    "http://localhost:{port}/x",
    "http://user@localhost:{port}",
    "http://localhost:{port}@example.org",
    "http://localhost:{port}.example.org",
    "http://sub.localhost:{port}",
    "http://example.org#localhost:{port}",
    "http://example.org?localhost:{port}",
    "http://127.0.0.1:{port}",
    "http://[::1]:{port}",
    "ws://localhost:{port}",
    "localhost:{port}",
    "//localhost:{port}",
    "http://localhost:{port} http://example.org",
    "http://localhost:{port}, http://example.org",
    "http://example.org http://localhost:{port}",
    "http://0.0.0.0:{port}",
    "chrome-extension://abcdefghijklmnop",
    "*",
)
"""Beside the Host ``localhost:PORT``."""
Answer = tuple[int, str]


@pytest.fixture(scope="session")
def port(app_url: str) -> int:
    """The port of the program."""
    found = urlsplit(app_url).port
    assert found
    return found


@pytest.fixture(scope="session")
def ask(port: int) -> Callable[..., Answer]:
    """``ask("GET /", "Host: x")`` sends exactly these lines and gives status and text of the answer."""

    def asked(line: str, *lines: str) -> Answer:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line_out:
            after = ("Connection: Upgrade", "Upgrade: websocket") if KEY in lines else ("Connection: close",)
            head = "\r\n".join((f"{line} HTTP/1.1", *lines, *after, "", ""))
            line_out.sendall(head.format(port=port).encode())
            found = b""
            while not found.endswith(b"\r\n\r\n") and (more := line_out.recv(65536)):
                found += more
                if b"101 Switching" in found:
                    break
        text = found.decode("utf-8", "replace")
        status = re.match(r"HTTP/1\.1 (\d+)", text)
        return int(status[1]) if status else 0, text

    return asked


def websocket(ask: Callable[..., Answer], *lines: str) -> int:
    return ask("GET /_stcore/stream", *lines, KEY)[0]


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_its_own_addresses_are_answered(ask: Callable[..., Answer], port: int, host: str) -> None:
    status, text = ask("GET /", f"Host: {host}")
    name = host.format(port=port)
    assert status == 200
    assert f"connect-src 'self' ws://{name};" in text
    assert not re.search(r"connect-src[^;]*\bwss?:(?!//)", text)
    assert ask("GET /", f"Host: {host}", f"Origin: http://{name}")[0] == 200
    assert websocket(ask, f"Host: {host}", f"Origin: http://{name}") == 101


@pytest.mark.parametrize("host", ["localhost:{port}", "example.org"])
def test_every_answer_bears_the_headers_that_guard_a_page_the_websocket_too(
    ask: Callable[..., Answer], host: str
) -> None:
    lines = (f"Host: {host}", f"Origin: http://{host}")
    places = ("/", "/healthz", "/api/v1/cities", "/api/v1/none", "/media/none", "/static/none.js", "/_stcore/health")
    answers = [ask(f"GET {place}", *lines) for place in (*places, "/_stcore/metrics", "/a/b", "/component/x/y")]
    answers += [ask("POST /api/v1/none", *lines, "Content-Length: 0"), ask("PUT /_stcore/upload_file/a/b", *lines)]
    answers.append(ask("GET /_stcore/stream", *lines, KEY))
    assert answers[-1][0] == (101 if host.startswith("localhost") else 403)
    for _, text in answers:
        head = text.partition("\r\n\r\n")[0].lower()
        for name in ("content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"):
            assert head.count(f"\r\n{name}:") == 1, head


def test_a_websocket_of_its_own_page_is_open(port: int) -> None:
    with connect(f"ws://localhost:{port}/_stcore/stream", origin=f"http://localhost:{port}", proxy=None) as opened:  # type: ignore[arg-type]
        opened.ping().wait(5)


@pytest.mark.parametrize("host", first(10, FOREIGN_HOSTS))
def test_another_host_is_refused(ask: Callable[..., Answer], host: str) -> None:
    refused = {400, 403}  # what is no Host at all, the server's own parser refuses
    for path in ("/", "/data", "/_stcore/health", "/_stcore/host-config"):
        assert ask(f"GET {path}", f"Host: {host}")[0] in refused
    assert websocket(ask, f"Host: {host}", f"Origin: http://{host}") in refused
    assert websocket(ask, f"Host: {host}", "Origin: http://localhost:{port}") in refused


@pytest.mark.parametrize("origin", first(10, FOREIGN_ORIGINS))
def test_another_origin_is_refused(ask: Callable[..., Answer], origin: str) -> None:
    host, line = "Host: localhost:{port}", f"Origin: {origin}"
    assert websocket(ask, host, line) == 403
    for request in (
        "GET /",
        "PUT /_stcore/upload_file/a/b",
        "DELETE /_stcore/upload_file/a/b",
        "OPTIONS /_stcore/health",
    ):
        status, text = ask(request, host, line)
        assert status == 403
        assert "access-control-allow-origin" not in text.lower()


def test_more_than_one_host_or_origin_and_none_at_all_are_refused(ask: Callable[..., Answer]) -> None:
    host, origin = "Host: localhost:{port}", "Origin: http://localhost:{port}"
    evil = "Host: example.org:{port}"
    for lines in ((host, evil), (evil, host), (host, host), (host, "HOST: example.org")):
        assert ask("GET /", *lines)[0] in {400, 403}
        assert websocket(ask, *lines, origin) in {400, 403}
    assert ask("GET /")[0] in {400, 403}
    for lines in ((origin, "Origin: http://example.org"), ("Origin: http://example.org", origin), (origin, origin)):
        assert websocket(ask, host, *lines) in {400, 403}
    assert websocket(ask, host) in {400, 403}, "a browser always names its page"
    assert ask("PUT /_stcore/upload_file/a/b", host, "Content-Length: 0")[0] == 403


@pytest.mark.parametrize(
    "said", ["X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Host", "X-Original-Host"]
)
def test_what_a_proxy_might_say_changes_nothing(ask: Callable[..., Answer], said: str) -> None:
    host, origin = "Host: localhost:{port}", "Origin: http://localhost:{port}"
    for value in ("localhost:{port}", "https", "host=localhost:{port}", "127.0.0.1"):
        assert ask("GET /", "Host: example.org:{port}", f"{said}: {value}")[0] == 403
        assert (
            websocket(ask, "Host: example.org:{port}", "Origin: http://example.org:{port}", f"{said}: {value}") == 403
        )
    status, text = ask("GET /", host, f"{said}: example.org")
    assert status == 200
    assert "example.org" not in text
    assert websocket(ask, host, origin, f"{said}: https") == 101


@pytest.mark.parametrize(
    "path",
    [
        "metrics",
        "metrics/",
        "metrics?families=session_events",
        "metrics%0A",
        "%6Detrics",
        "script-health-check",
        "agent",
        "agent/x",
        "message",
        "allowed-message-origins",
        "health/x",
        "",
        "stream/x",
        "../_stcore/metrics",
    ],
)
def test_what_no_page_needs_is_closed(ask: Callable[..., Answer], path: str) -> None:
    for request in (f"GET /_stcore/{path}", f"GET /%5Fstcore/{path}"):
        status, text = ask(request, "Host: localhost:{port}")
        assert status in {400, 404}
        assert "session_events" not in text


def test_a_sign_of_life_is_given_to_its_own_address(ask: Callable[..., Answer]) -> None:
    assert ask("GET /_stcore/health", "Host: 127.0.0.1:{port}")[0] == 200


@pytest.mark.longer("one more page")
@pytest.mark.parametrize("name", first(1, ["localhost", "127.0.0.1"]))
def test_a_browser_uses_it_by_both_of_its_names(browser: Browser, port: int, name: str) -> None:
    context = window_of(browser, locale="en-GB")
    page = context.new_page()
    page.goto(f"http://{name}:{port}/?city=BG0002")
    settle(page)
    expect(page).to_have_title("Progress – Varna")
    context.close()


def test_a_page_of_another_port_of_this_machine_opens_no_websocket(browser: Browser, port: int) -> None:
    context = window_of(browser)
    page = context.new_page()
    page.route("http://localhost:1/", lambda route: route.fulfill(body="<title>evil</title>", content_type="text/html"))
    page.goto("http://localhost:1/")
    opened = page.evaluate(
        """port => new Promise(done => {
            const line = new WebSocket(`ws://localhost:${port}/_stcore/stream`, ['streamlit']);
            line.onopen = () => done('open'); line.onerror = () => done('refused');
        })""",
        port,
    )
    assert opened == "refused"
    context.close()
