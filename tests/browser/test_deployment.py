"""The parts of ``deploy/compose.yaml`` from a clean clone, without containers: PostgreSQL, two dashboards, nginx with
the example's configuration before them, and a provider of sign-in. Two people work on two dashboards; one dashboard and
then the server of the ledger are killed while somebody commits. ``make rehearse`` runs it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect
from psycopg.conninfo import conninfo_to_dict

from tests import postgres
from tests.browser.program import PATIENCE, SWITCHES, settle, window_of
from tests.browser.test_sign_in import answered_at_provider, provider, provider_program, secrets
from tests.serving import ROOT, Served, free_port, serving

__all__ = ["provider_program"]
pytestmark = pytest.mark.thorough("a whole deployment is started and killed: `make rehearse`")
NAME = "climate.example.org"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
WANTED = 2
"""So many commits are acknowledged before each kill, and after it."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody gets who fetches the project: nothing that was left beside it."""
    folder = tmp_path_factory.mktemp("deployed") / "covenant"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True, timeout=60)
    return folder


@contextmanager
def nginx(clone: Path, folder: Path, port: int, dashboards: list[int]) -> Iterator[Path]:
    """nginx with the example's configuration at other ports; the file in which it writes which dashboard answered
    whom."""
    ends = {"key.pem": "-keyout", "certificate.pem": "-out"}
    names = [part for name, option in ends.items() for part in (option, str(folder / name))]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", *names]
    subprocess.run(made, check=True, capture_output=True)
    site = (clone / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    changes = {"listen 443": f"listen 127.0.0.1:{port}", "/etc/nginx/": f"{folder}/"}
    services = ("dashboard:8501", "dashboard2:8501")
    changes |= {service: f"127.0.0.1:{own}" for service, own in zip(services, dashboards, strict=True)}
    for written, here in changes.items():
        assert written in site
        site = site.replace(written, here)
    seen = folder / "seen"
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;\nevents {{}}\n"
        f"http {{ {places} log_format seen '$http_user_agent $uri $upstream_addr';\n"
        f"access_log {seen} seen;\n{site} }}\n",
        encoding="utf-8",
    )
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    running = subprocess.Popen(command)
    try:
        while running.poll() is None:
            with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), PATIENCE / 1000):
                break
        yield seen
    finally:
        running.terminate()
        running.wait(20)


@contextmanager
def answering(port: int) -> Iterator[None]:
    """Something in the place of a dashboard that answers every address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


def test_while_one_of_both_answers_everybody_is_answered_however_soon_they_take_turns(
    clone: Path, tmp_path: Path
) -> None:
    if not Path(NGINX).exists():
        pytest.skip("no nginx is installed")
    port, *ports = (free_port() for _ in range(3))
    asking = Committing(port, "none")
    with nginx(clone, tmp_path, port, ports):
        for turn in range(4):
            with answering(ports[turn % 2]):
                assert {asking.ask("GET", "cities")[0] for _ in range(20)} == {204}, turn


@dataclass
class Committing:
    """Somebody who commits by the interface for programs without end, and notes what was acknowledged."""

    port: int
    token: str
    acknowledged: dict[int, str] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    ended: Event = field(default_factory=Event)

    def ask(self, method: str, path: str, body: str | None = None, **query: str) -> tuple[int, Any]:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line = HTTPSConnection("127.0.0.1", self.port, context=trusting, timeout=60)
        headers = {"Host": f"{NAME}:{self.port}", "Authorization": f"Bearer {self.token}"}
        line.request(method, f"/api/v1/{path}?{urlencode(query)}", body, headers)
        answer = line.getresponse()
        said = answer.read()
        line.close()
        return answer.status, json.loads(said) if said.startswith((b"{", b"[")) else said.decode()

    def run(self) -> None:
        number = 0
        while not self.ended.is_set():
            number += 1
            file = f"city,year,sector,carrier,value,unit,method\nTurin,2024,residential,coal,{number},MWh,covenant\n"
            reason = f"correction {number}"
            try:
                asked = {"file": "a.csv", "reason": reason, "looked_at": "true"}
                status, told = self.ask("POST", "cities/Turin/import", file, **asked)
            except (OSError, HTTPException) as fault:
                status, told = 0, type(fault).__name__
            if status == 200 and told["outcome"] == "committed":
                self.acknowledged[int(told["revision"])] = reason
            else:
                why = told if isinstance(told, str) else ",".join(one["code"] for one in told["problems"])
                self.refused[f"{status} {why[:40]}"] = self.refused.get(f"{status} {why[:40]}", 0) + 1
                time.sleep(0.2)

    def wait(self) -> None:
        """Until so many more were acknowledged."""
        wanted, until = len(self.acknowledged) + WANTED, time.monotonic() + WANTED * PATIENCE / 1000
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < until, self.refused
            time.sleep(0.05)


def killed(server: postgres.Server) -> None:
    """End the server and each of its processes at once, and start it again."""
    assert server._process is not None
    first = server._process.pid
    others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for number in (first, *map(int, others)):
        os.kill(number, signal.SIGKILL)
    server._process.wait(20)
    while any(Path(f"/proc/{number}").exists() for number in others):
        time.sleep(0.02)
    server.start()


def signed_in(browser: Browser, url: str, name: str) -> tuple[BrowserContext, Page]:
    """A person at the Inventory page of Turin, in a browser of their own that says their name."""
    context = window_of(browser, user_agent=name, locale="en-GB", ignore_https_errors=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{url}/inventory?city=IT0004")
    settle(page)
    page.get_by_role("button", name="Sign in").click()
    answered_at_provider(page, name)
    page.wait_for_url(f"{url}/**")
    settle(page)
    return context, page


def answered_by(seen: Path, name: str) -> str:
    """The dashboard that answered a person last; it stands behind those that were asked before it in vain."""
    lines = [line.split() for line in seen.read_text().splitlines()]
    return next(line[-1] for line in reversed(lines) if line[0] == name)


def command(clone: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "datasets", *arguments], cwd=clone, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_two_people_on_two_dashboards_lose_nothing_that_was_acknowledged(
    browser: Browser,
    chromium: str,
    clone: Path,
    provider_program: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not Path(NGINX).exists():
        pytest.skip("no nginx is installed")
    port, issued, *ports = (free_port() for _ in range(4))
    url, callback = f"https://{NAME}:{port}", f"https://{NAME}:{port}/oauth2callback"
    told = yaml.safe_load((clone / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]
    (clone / ".streamlit" / "secrets.toml").write_text(secrets(callback, f"http://127.0.0.1:{issued}"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("COVENANT_ADDRESS", url)
    databases = [tmp_path / f"dashboard{number}.duckdb" for number in (1, 2)]

    def dashboard(number: int) -> Served:
        arguments = ["--no-browser", "--log-requests", "--port", str(ports[number])]
        log = tmp_path / f"dashboard{number}.log"
        program = ["-m", "dashboard", *arguments, "--database", str(databases[number])]
        return parts.enter_context(serving(program, ports[number], log, clone))

    with ExitStack() as parts:
        server = parts.enter_context(postgres.server(lasting=True))
        owned = server.database()
        ledger = conninfo_to_dict(owned)
        here = {"$$": "$", "/tmp/": f"{tmp_path}/", "/rights.sql": str(clone / "datasets/store/postgres/rights.sql")}
        at = {"OWNED_LEDGER": owned, "PGHOST": ledger["host"], "PGUSER": ledger["user"], "PGDATABASE": ledger["dbname"]}
        at |= {"PATH": f"{server.bin}:{os.environ['PATH']}", "PROGRAM_PASSWORD": "secret"}
        for step in ("first-ledger", "rights"):
            once = told[step]["command"]
            for written, real in here.items():
                once = [part.replace(written, real) for part in once]
            subprocess.run(once, cwd=clone, env=os.environ | at, check=True, timeout=600, stdout=subprocess.DEVNULL)
        role = urlsplit(told["dashboard"]["environment"]["COVENANT_LEDGER"]).username
        monkeypatch.setenv("COVENANT_LEDGER", server.address(ledger["dbname"], role))
        running = [dashboard(number) for number in range(len([name for name in told if name.startswith("dashboard")]))]
        parts.enter_context(provider(provider_program, issued, callback))
        seen = parts.enter_context(nginx(clone, tmp_path, port, ports))
        for name, role in (("ada", "analyst"), ("bob", "viewer")):
            given = ("role", f"{name}@example.org", role, "--city", "Turin", "--reason", "they work on it")
            command(clone, *given, "--database", str(databases[0]))
        made = ("token", "ada@example.org", "--reason", "the program of this test")
        token = command(clone, *made, "--database", str(databases[0])).strip()

        switches = [*SWITCHES, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        window = browser.browser_type.launch(executable_path=chromium, args=switches)
        parts.callback(window.close)
        _, ada = signed_in(window, url, "ada")
        context, bob = signed_in(window, url, "bob")
        for _ in range(20):  # which dashboard a visit comes to is drawn by chance
            if answered_by(seen, "bob") != answered_by(seen, "ada"):
                break
            context.clear_cookies(name="covenant_visit")
            bob.reload()
            settle(bob)
        assert {answered_by(seen, "ada"), answered_by(seen, "bob")} == {f"127.0.0.1:{own}" for own in ports}

        committing = Committing(port, token)
        thread = Thread(target=committing.run)
        thread.start()
        parts.callback(lambda: (committing.ended.set(), thread.join()))
        committing.wait()
        for page in (ada, bob):  # each at their own dashboard
            page.goto(f"{url}/inventory?city=IT0004&year=2024")
            settle(page)
            expect(page.get_by_test_id("stMain").get_by_text("2024").filter(visible=True).first).to_be_visible()

        theirs = [f"127.0.0.1:{own}" for own in ports].index(answered_by(seen, "ada"))
        running[theirs].process.kill()
        committing.wait()
        ada.goto(f"{url}/inventory?city=IT0004&year=2024")
        settle(ada)
        expect(ada.get_by_text("You are signed in as ada")).to_be_visible()
        assert answered_by(seen, "ada") == answered_by(seen, "bob")

        killed(server)
        committing.wait()
        committing.ended.set()
        thread.join()
        dashboard(theirs)

        for database in databases:
            history = json.loads(command(clone, "history", "Turin", "--json", "--database", str(database)))
            found = {int(one["revision"]): (one["author"], one["reason"]) for one in history}
            for revision, reason in committing.acknowledged.items():
                assert found[revision] == ("ada@example.org", reason)
            assert len({reason for _, reason in found.values() if str(reason).startswith("correction ")}) == sum(
                str(reason).startswith("correction ") for _, reason in found.values()
            ), "something was committed twice"
            command(clone, "verify", "--database", str(database))
        print(f"{len(committing.acknowledged)} acknowledged, none lost; refused meanwhile: {committing.refused}")
