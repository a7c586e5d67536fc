"""By which addresses a request may come in; ``tests/browser/test_elsewhere.py`` tries them on the running program."""

from __future__ import annotations

import pytest
from starlette.types import Scope

from analytics.text.problems import Refused
from dashboard.addresses import VARIABLE, Addresses, stated
from dashboard.http_headers import policy


def request(host: str, origin: str | None = None, method: str = "GET", port: int | None = 8501) -> Scope:
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin is not None else [])
    return {"type": "http", "method": method, "server": ("127.0.0.1", port), "headers": headers, "scheme": "http"}


@pytest.mark.parametrize(
    ("address", "host", "origin"),
    [
        ("https://climate.example.org", "climate.example.org", "https://climate.example.org"),
        ("https://Climate.Example.ORG/", "climate.example.org", "https://climate.example.org"),
        ("https://climate.example.org:443", "climate.example.org", "https://climate.example.org"),
        ("http://10.1.2.3:8080", "10.1.2.3:8080", "http://10.1.2.3:8080"),
        ("https://[2001:db8::1]:8443", "[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("https://Климат.Варна.bg", "xn--80apfeg1b.xn--80aae9bo.bg", "https://xn--80apfeg1b.xn--80aae9bo.bg"),
        ("https://straße.example", "xn--strae-oqa.example", "https://xn--strae-oqa.example"),
    ],
)
def test_an_address_that_an_operator_names_is_answered_to_the_letter(address: str, host: str, origin: str) -> None:
    addresses = Addresses([address])
    assert addresses.own(request(host)) == origin
    assert addresses.own(request(host, origin, "PUT")) == origin
    for wrong in ("http://localhost:8501", origin.replace("http", "ftp"), f"{origin}/", f"{origin}.", "null"):
        assert addresses.own(request(host, wrong)) is None
    for wrong in (f"{host}.", f"x.{host}", f"{host}:8501", host.upper() if host.islower() else f"0{host}"):
        assert addresses.own(request(wrong)) is None
    assert addresses.own(request("localhost:8501", origin)) is None, "each address speaks for itself alone"
    assert addresses.own(request("localhost:8501")) == "http://localhost:8501"
    assert Addresses().own(request(host)) is None


@pytest.mark.parametrize(
    "address",
    [
        "climate.example.org",
        "ftp://climate.example.org",
        "https://",
        "https://a/b",
        "https://a?b",
        "https://a#b",
        "https://user@a",
        "https://a:port",
        "https://a:99999",
        "https://*",
        "https://*.example.org",
        "https://a b",
        "null",
        "",
        "https://[::1",
        "https://a;b",
        "https://a\\b",
        "https://a.example\nb",
        "https://a\tb",
        "https://a\u200bé..b",
        "https://\u202eé.example",
    ],
)
def test_what_is_no_address_of_a_server_is_refused_by_name(address: str) -> None:
    with pytest.raises(Refused, match=r"climate\.example\.org, without a path"):
        Addresses([address])


def test_the_variable_names_addresses_beside_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "https://a.example.org  https://b.example.org")
    assert stated(["https://c.example.org"]) == (
        "https://c.example.org",
        "https://a.example.org",
        "https://b.example.org",
    )
    monkeypatch.delenv(VARIABLE)
    assert stated() == ()


def test_the_plain_port_is_not_written_and_tls_is_another_origin() -> None:
    assert Addresses().own(request("localhost", "http://localhost", port=80)) == "http://localhost"
    assert Addresses().own(request("localhost:80", port=80)) is None
    assert Addresses(secure=True).own(request("localhost", port=443)) == "https://localhost"
    assert Addresses(secure=True).own(request("localhost:8501", "http://localhost:8501")) is None


def test_behind_a_socket_of_the_file_system_only_stated_addresses_count() -> None:
    addresses = Addresses(["https://climate.example.org"])
    assert addresses.own(request("localhost", port=None)) is None
    assert addresses.own(request("climate.example.org", port=None)) == "https://climate.example.org"


def test_the_policy_names_the_websocket_of_its_own_address_and_no_other() -> None:
    assert "connect-src 'self' wss://climate.example.org;" in policy("https://climate.example.org")
    assert "connect-src 'self' ws://localhost:8501;" in policy("http://localhost:8501")
    assert "connect-src 'self';" in policy()
