"""What has to be true of a release: ``python -m tests.releasing said`` before it is made, ``made`` once it is."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dashboard import VERSION

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 12 * 1024**2
"""The most bytes of the package."""
LINES = 150
"""The most lines of the change log."""


def said(root: Path, version: str) -> Iterator[str]:
    """What the project says that is not so, or not yet."""
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if re.search(r"dev|rc|a\d|b\d", version):
        yield f"The version is {version} (dashboard/__init__.py). Expected one without dev, such as 1.0.0."
    if f"\n## [{version}] - 20" not in changes:
        yield f"CHANGELOG.md has no section [{version}] with its day."
    if (long := len(changes.splitlines())) > LINES:
        yield f"CHANGELOG.md has {long} lines. Expected at most {LINES}, of what people notice."
    if f"\nversion: {version}\n" not in (root / "CITATION.cff").read_text(encoding="utf-8"):
        yield f"CITATION.cff names another version than {version}."
    left = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True).stdout
    if left:
        yield f"Files that are not committed:\n{left}"


def made(root: Path, version: str) -> Iterator[str]:
    """What is wrong with the files in dist/."""
    wheels = [path for path in (root / "dist").glob("*.whl") if f"-{version}-" in path.name]
    if len(wheels) != 1 or wheels[0].stat().st_size > LARGEST:
        yield f"Found {[path.name for path in wheels]} in dist/. Expected one package of {version}, of at most 12 MB."
    pinned = (root / "dist" / "requirements-hashed.txt").read_text(encoding="utf-8")
    if "==" not in pinned or without_hash(pinned):
        yield f"dist/requirements-hashed.txt names a package without a hash: {without_hash(pinned)}."


def without_hash(pinned: str) -> list[str]:
    """The packages of a list that are named without the hash of a file."""
    blocks = re.split(r"^(?=\S+==)", pinned, flags=re.MULTILINE)[1:]
    return [block.split()[0] for block in blocks if "--hash=sha256:" not in block]


if __name__ == "__main__":
    faults = list({"said": said, "made": made}[sys.argv[1]](ROOT, VERSION))
    sys.exit("\n".join(faults) or 0)
