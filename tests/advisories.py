"""What an audit found in the pinned packages (``make audit``): tests.advisories requirements.txt FOUND.json."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path


def told(pinned: str, found: str) -> tuple[bool, list[str]]:
    """Whether the audit (JSON of pip-audit) saw every package that is pinned at its version, and found nothing; in
    words."""
    wanted = {
        (_canonical(name), version) for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", pinned, re.MULTILINE)
    }
    try:
        looked_at = json.loads(found)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return False, ["The audit gave no answer: nothing is known of any package."]
    seen = {(_canonical(one["name"]), one["version"]) for one in looked_at if "vulns" in one}
    lines = [f"Not looked at: {name} {version}" for name, version in sorted(wanted - seen)]
    for one in looked_at:
        for advisory in one.get("vulns", ()):
            mended = ", ".join(advisory.get("fix_versions", ())) or "no version yet"
            lines.append(f"{one['name']} {one['version']}: {advisory['id']}, mended in {mended}")
    sound, unseen = not lines and bool(wanted), len(wanted - seen)
    lines.append(f"{len(wanted & seen)} of {len(wanted)} packages were looked at.")
    if unseen:
        lines.append(
            f"Of the other {unseen} this audit says nothing, neither that they are safe nor that they are not."
        )
    elif sound:
        lines.append("No known advisory names one of them.")
    return sound, lines


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    pinned, found = (Path(path) for path in sys.argv[1:3])
    sound, lines = told(pinned.read_text(encoding="utf-8"), found.read_text(encoding="utf-8") if found.exists() else "")
    print(*lines, sep="\n")
    sys.exit(0 if sound else 1)
