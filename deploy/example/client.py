"""An example of a program that asks the dashboard and brings it a file, with nothing but Python's own library.

COVENANT_TOKEN=... python client.py https://climate.example.org Turin [FILE]
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen


def asked(address: str, path: str, body: bytes | None = None, **query: str) -> Any:
    """The answer of one request, also where a file needs answers first (422); what else is refused ends the program."""
    token = os.environ.get("COVENANT_TOKEN")  # none is needed to read where nobody signs in
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    where = f"{address}/api/v1/{path}?{urlencode(query)}"
    try:
        with urlopen(Request(where, body, headers), timeout=60) as answer:
            return json.load(answer)
    except HTTPError as refused:
        if refused.code == 422:
            return json.load(refused)
        sys.exit(f"{refused.code}: {refused.read().decode()}")


def main(address: str, city: str, file: str | None = None) -> None:
    """Print where a city stands, and whether a file would be taken."""
    found = asked(address, f"cities/{quote(city)}/status")
    print(found["name"], found["verdict"], [reason["sentence"] for reason in found["reasons"]])
    if file is not None:
        path = Path(file)
        told = asked(address, f"cities/{quote(city)}/import", path.read_bytes(), file=path.name, dry_run="true")
        print(told["outcome"], [problem["found"] for problem in told["problems"]])


if __name__ == "__main__":
    main(*sys.argv[1:4])
