"""An audit counts only where it saw every package that is pinned."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.advisories import told

PINNED = '# The program\nAuthlib==1.9.10\net_xmlfile==2.0.0\nuvloop==0.23.0; sys_platform != "win32"\n'


def answer(*names: str, **vulns: Any) -> str:
    versions = {"authlib": "1.9.10", "et-xmlfile": "2.0.0", "uvloop": "0.23.0"}
    return json.dumps(
        {"dependencies": [{"name": name, "version": versions[name], "vulns": vulns.get(name, [])} for name in names]}
    )


def test_an_audit_that_saw_every_package_and_found_nothing_is_clean() -> None:
    said = ["3 of 3 packages were looked at.", "No known advisory names one of them."]
    assert told(PINNED, answer("authlib", "et-xmlfile", "uvloop")) == (True, said)


def test_an_audit_that_saw_none_or_not_all_or_said_nothing_is_not_believed() -> None:
    for found in (answer(), answer("authlib", "uvloop"), "", "no known vulnerabilities", "[]"):
        assert not told(PINNED, found)[0]
    assert not told("", answer())[0]


def test_what_was_not_looked_at_is_never_called_safe(root: Path) -> None:
    sound, lines = told(PINNED, answer("authlib"))
    assert not sound
    assert lines[-2:] == [
        "1 of 3 packages were looked at.",
        "Of the other 2 this audit says nothing, neither that they are safe nor that they are not.",
    ]
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    (asked,) = re.findall(r"-m pip_audit .*", makefile)
    assert '2> "$$here/said"' in asked, "it says that nothing is known to be wrong where it saw no package"


def test_an_advisory_is_named_with_the_version_that_mends_it() -> None:
    sound, lines = told(
        PINNED, answer("authlib", "et-xmlfile", "uvloop", authlib=[{"id": "X-1", "fix_versions": ["2"]}])
    )
    assert not sound
    assert lines[0] == "authlib 1.9.10: X-1, mended in 2"
