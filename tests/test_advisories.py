"""An audit counts only where it saw every package that is pinned."""

from __future__ import annotations

import json
from typing import Any

from tests.advisories import told

PINNED = '# The program\nAuthlib==1.9.10\net_xmlfile==2.0.0\nuvloop==0.23.0; sys_platform != "win32"\n'


def answer(*names: str, **vulns: Any) -> str:
    versions = {"authlib": "1.9.10", "et-xmlfile": "2.0.0", "uvloop": "0.23.0"}
    return json.dumps(
        {"dependencies": [{"name": name, "version": versions[name], "vulns": vulns.get(name, [])} for name in names]}
    )


def test_an_audit_that_saw_every_package_and_found_nothing_is_clean() -> None:
    assert told(PINNED, answer("authlib", "et-xmlfile", "uvloop")) == (True, ["3 of 3 packages were looked at."])


def test_an_audit_that_saw_none_or_not_all_or_said_nothing_is_not_believed() -> None:
    for found in (answer(), answer("authlib", "uvloop"), "", "no known vulnerabilities", "[]"):
        assert not told(PINNED, found)[0]
    assert not told("", answer())[0]


def test_an_advisory_is_named_with_the_version_that_mends_it() -> None:
    sound, lines = told(
        PINNED, answer("authlib", "et-xmlfile", "uvloop", authlib=[{"id": "X-1", "fix_versions": ["2"]}])
    )
    assert not sound
    assert lines[0] == "authlib 1.9.10: X-1, mended in 2"
