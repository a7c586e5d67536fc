"""Start the dashboard: ``python -m dashboard [--port 8501] [--database FILE] [--address URL] [--no-browser]``.

``python -m dashboard pack CITY --out DIR [--language it]`` writes slides, handout and story of a city instead, with
``--with`` those of a pair; ``handout`` and ``story`` in the place of ``pack`` write these alone.
``python -m dashboard window --out DIR`` writes a page of every signatory for a website without a server.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from datasets.store import location

if TYPE_CHECKING:
    from dashboard.addresses import Addresses
    from dashboard.identity import SignIn

APP = Path(__file__).resolve().with_name("app.py")
ROOT = APP.parent.parent
FILES = ("pack", "handout", "story")
"""What writes files, and serves nothing."""
FIRST_PAGE = (
    "parts.page_actions",
    "parts.pairs.pair_agreements",
    "parts.progress.strip",
    "parts.progress.standing",
    "parts.progress.how_sure",
)
"""What the page that opens where an address names none takes longest to load."""
GARBAGE = (50_000, 20, 50)
"""After how many new objects, and rounds of these, the interpreter looks for unused ones. By its own rule (2,000, 10,
10) it goes through all that thousands of cities keep every few seconds, for which each page waits 0.2 s."""
TURN_SECONDS = 0.001
"""How long a thread goes on where another one waits. Each answer of a database is such a wait, and a commit has dozens:
by its own rule (0.005) the interpreter lets a commit wait a second for one page that works on."""
_ENDING = Event()


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=location.program("dashboard"),
        description="Serve the emissions dashboard on this machine and open it in the browser.",
        epilog=f"{location.program('dashboard')} pack CITY --out DIR writes slides, handout and story instead (see pack"
        f" --help); {location.program('datasets')} COMMAND asks and changes the data (status, import and others).",
    )
    parser.add_argument("--port", type=int, default=8501, help="port to serve on (default 8501)")
    parser.add_argument(
        "--database",
        metavar="FILE",
        type=Path,
        help=f"file that holds the data (default: {location.database()}; created when absent)",
    )
    parser.add_argument("--empty", action="store_true", help="create a missing database without the sample cities")
    parser.add_argument(
        "--address",
        metavar="URL",
        action="append",
        default=[],
        help="an address by which others reach it, such as https://climate.example.org of a proxy; may be repeated",
    )
    parser.add_argument(
        "--log-requests", action="store_true", help="write a line of JSON for each request, which names no person"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Prepare the store, serve until stopped, close the store. Returns 2 when the data cannot be opened, else 0.

    With ``pack``, ``handout`` or ``story`` as its first argument it writes files and serves nothing.
    """
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["window"]:
        from dashboard.packs import window

        return window.run(argv[1:])
    if argv and argv[0] in FILES:
        from dashboard.packs import command

        return command.run(argv, location.database(), location.program("dashboard"))
    chosen = _arguments(argv)
    if chosen.database is not None:  # named from the folder that the command is given in
        os.environ[location.VARIABLE] = str(chosen.database.expanduser().absolute())
    os.umask(0o077)  # nobody else on the machine reads what is left unfinished, or the key of the browsers' cookies
    # Streamlit looks for .streamlit/config.toml in the working directory; a package brings it along.
    os.chdir(APP.parent if location.INSTALLED else ROOT)
    sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

    # The caches say that no page is running yet, which is meant: the data is opened before the first visitor.
    from streamlit import config
    from streamlit.logger import get_logger

    # Known from the first reading of the settings on: a later change would be answered with "please restart".
    served: dict[str, object] = {"server.port": chosen.port, "server.headless": chosen.no_browser}
    if location.INSTALLED:  # the folder of a package is no place for settings of sign-in
        held = [Path.home() / ".streamlit" / "secrets.toml", location.home() / "secrets.toml"]
        served["secrets.files"] = [str(path) for path in held]
    config.get_config_options(options_from_flags=served)
    get_logger("streamlit.runtime.caching.cache_data_api").setLevel(logging.ERROR)
    from dashboard import kept_readings
    from dashboard.addresses import Addresses, stated
    from dashboard.identity import configured
    from datasets import Refused

    try:
        how = configured()
        addresses = Addresses(stated(chosen.address), secure=_speaks_tls())
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if not _free(chosen.port):
        fix = "Stop what uses it, or name another one with --port."
        print(f"Port {chosen.port} cannot be had. Expected one that no other program uses. {fix}", file=sys.stderr)
        return 2
    try:
        if chosen.empty and location.database() != ":memory:":
            kept_readings.database_without_samples()
        key = kept_readings.store().browser_key()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"The database {location.database()} cannot be opened: {fault.strerror or fault}.", file=sys.stderr)
        return 2
    gc.set_threshold(*GARBAGE)
    sys.setswitchinterval(TURN_SECONDS)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))  # after the server has ended, which tells us again
    try:
        # The command line enters by the front door itself, which therefore cannot name it.
        commands = import_module("datasets.commands.passing_on")
        with commands.answering(kept_readings.store, location.database()):
            _serve(chosen, served, addresses, key, how)
    finally:
        _ENDING.set()
        kept_readings.close()
    return 0


def _free(port: int) -> bool:
    import streamlit as st

    with socket.socket() as trying:
        if os.name == "posix":  # elsewhere it would share a port that is taken
            trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((st.get_option("server.address") or "", port))
        except (OSError, OverflowError):
            return False
    return True


def _speaks_tls() -> bool:
    import streamlit as st

    return bool(st.get_option("server.sslCertFile"))


def _serve(
    chosen: argparse.Namespace, served: Mapping[str, object], addresses: Addresses, key: bytes, how: SignIn | None
) -> None:
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.routing import Route

    from dashboard import offered, rest_routes
    from dashboard.browsers import BrowserCookie
    from dashboard.code_ahead import CodeAhead
    from dashboard.http_headers import OwnAddressOnly, PagesWithOneName, SecurityHeaders
    from dashboard.identity import BackAfterSignIn, ProxyOnly
    from dashboard.operation import REQUESTS, RequestLog, healthz
    from dashboard.page_messages import PageMessages
    from dashboard.uploads import UploadsLimited

    if chosen.log_requests:
        REQUESTS.setLevel(logging.INFO)
        REQUESTS.addHandler(logging.StreamHandler())
    offered.log_refusals_in_one_line()
    before = [
        *([Middleware(RequestLog)] if chosen.log_requests else []),
        Middleware(SecurityHeaders, addresses),
        Middleware(OwnAddressOnly, addresses),
        *([Middleware(ProxyOnly, how.header, how.secret)] if how is not None and how.header else []),
        Middleware(PagesWithOneName),
        *([Middleware(BackAfterSignIn)] if how is not None and how.providers else []),
        Middleware(BrowserCookie, addresses, key),
        Middleware(UploadsLimited, how is not None),
        *([Middleware(offered.OfferedToReaders)] if how is not None else []),
        Middleware(PageMessages),
        Middleware(CodeAhead),
    ]
    routes = [Route("/healthz", healthz), *rest_routes.routes()]
    app = st.App(APP, middleware=before, routes=routes, on_script_error=_calm, lifespan=_ready)
    scheme = "https" if _speaks_tls() else "http"
    print(
        f"The dashboard answers at {scheme}://127.0.0.1:{chosen.port} once it has started. Ctrl+C stops it.", flush=True
    )
    app.run(config=served)


def _calm(fault: Exception) -> bool:
    from dashboard.widgets import calm

    return calm(fault)


@asynccontextmanager
async def _ready(app: object) -> AsyncIterator[dict[str, object]]:
    """Load what the first page needs while the first browser still loads Streamlit's own code."""
    Thread(target=_load, daemon=True).start()
    yield {}


def _load() -> None:
    try:
        _first_page()
    except Exception:  # the data is closed under it where the program is stopped as soon as it began
        if not _ENDING.is_set():
            raise


def _first_page() -> None:
    import_module("plotly.graph_objects")
    for module in FIRST_PAGE:
        import_module(f"dashboard.{module}")
    from dashboard import kept_readings, session, theme
    from dashboard.parts.progress import standing
    from dashboard.words import shown_series

    first, moment = session.DEFAULT_CITY, kept_readings.current().moment
    if first in moment.register.by_id:
        city = session.at_city(first, moment.of_city(first))
        city.flips()
        report = city.report()
        standing.curve_of(report, shown_series.in_front(report, None), dark=False)
        theme.date(datetime.now(UTC))  # loads the words of dates


if __name__ == "__main__":
    sys.exit(main())
