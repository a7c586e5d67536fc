"""Signatures of heads: the holder of a key says that a ledger stood so up to a revision, in the list of its commits.

A line is ``signed REVISION HASH TIME KEY SIGNATURE``: by Ed25519 (RFC 8032), the public key and the signature in
hexadecimal digits. The hash binds every revision up to that one, so that whoever changes or cuts a ledger, seals it
again and writes its list anew still cannot sign it; the private key is kept where they do not come.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analytics.text.problems import Refused, blocked
from datasets.store import disk
from datasets.store.chain import Head
from datasets.store.heads import Heads

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SAID = "covenant ledger: "
"""What stands before the words of a line where it is signed, so that a signature of anything else is none of a head."""
TIME = "%Y-%m-%dT%H:%M:%SZ"
LONGEST_KEY = 10_000
"""In bytes; a file of more is no key."""
PUBLIC = ".pub"
_LINE = re.compile(
    r"(signed ([0-9]{1,18}) ([0-9a-f]{64}) ([0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-9]{2}){2}Z)) ([0-9a-f]{64})"
    r" ([0-9a-f]{128})"
)
_SIGNED = "signed "


class Signed(NamedTuple):
    """A head that the holder of a public ``key`` (64 hexadecimal digits) signed at a time (UTC). Where the ledger lacks
    what the key had signed before, ``given_up`` says what, and by what reason."""

    head: Head
    at: str
    key: str
    given_up: str = ""

    def as_dict(self) -> dict[str, str]:
        """What was signed, for JSON."""
        said = {"revision": str(self.head.revision), "head": self.head.sha256, "at": self.at, "key": self.key}
        return said | ({"given_up": self.given_up} if self.given_up else {})


class Signatures(NamedTuple):
    """What a list of commits holds by one key: what it signed ``last``, how many lines bear its name and not its
    signature, and which ``others`` signed."""

    last: Signed | None
    forged: int
    others: tuple[str, ...]


def make_key(path: Path) -> Path:
    """Make a key: the private one at ``path``, which its user alone may read, and the public one beside it, of which
    the path is returned. Raises Refused where a file is there already, or none can be written."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = path.with_name(path.name + PUBLIC)
    made = Ed25519PrivateKey.generate()
    private = made.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    shown = made.public_key().public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
    if path.exists() or public.exists():
        taken = path if path.exists() else public
        raise _refused("file-exists", f'"{taken}", which exists', "a path where nothing is", "Name another path.")
    try:
        for file, content, rights in ((path, private, 0o600), (public, shown, 0o644)):
            with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as opened:
                opened.write(content)
    except OSError as error:
        raise Refused(disk.problem(path, error)) from error
    return public


def private_key(path: Path) -> Ed25519PrivateKey:
    """The private key in a file. Raises Refused where there is none, or where others may read it, too."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _content(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise _refused(
            "key-open-to-others",
            f'"{path}", a key that others on this machine may read',
            "a key that its user alone may read",
            f"If nobody has read it, close it with `chmod 600 {path}`; otherwise make another one. Nothing was signed.",
        )
    with suppress(ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: one that is locked by a password
        found = load_pem_private_key(content, None)
        if isinstance(found, Ed25519PrivateKey):
            return found
    raise _no_key(path, "a private key (Ed25519, PEM) without a password", "Name the file that `sign --new-key` made.")


def public_key(path: Path) -> str:
    """The public key in a file, in hexadecimal digits. Raises Refused where there is none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    content = _content(path)
    with suppress(ValueError, UnsupportedAlgorithm):
        found = load_pem_public_key(content)
        if isinstance(found, Ed25519PublicKey):
            return found.public_bytes_raw().hex()
    raise _no_key(path, "a public key (Ed25519, PEM)", f"Name the file that ends in {PUBLIC}, beside the private key.")


def sign(head: Head, links: Mapping[int, str], heads: Heads | None, key: Ed25519PrivateKey) -> Signed:
    """Sign the head of a ledger, of which ``links`` is the chain, by a line in the list of its commits; the one that
    the key signed last is not signed again.

    Raises Refused where nothing is committed, or no list is kept, and where the ledger lacks what the key signed
    before, unless going back was accepted since.
    """
    if heads is None or not links:
        raise _refused("nothing-to-sign", "no commit in a file", "a database with commits", "Name it by --database.")
    last = of_key(heads.texts(), key.public_key().public_bytes_raw().hex()).last
    given_up = ""
    if last is not None and links.get(last.head.revision) != last.head.sha256:
        given_up = f"a ledger without revision {last.head.revision} as this key signed it at {last.at}"
        accepted = [each for each in heads.lines() if each.accepted and each.at >= last.at]
        if not accepted:
            raise _refused(
                "signed-missing",
                given_up,
                "all that was signed before",
                "Put back the newest file or a backup, or accept what is missing by `accept-head`. Nothing was signed.",
            )
        given_up += f"; going back was accepted at {accepted[-1].at} ({accepted[-1].reason})"
    if last is not None and last.head == head:
        return last
    # A line by which a key signs a head. Its time is later than that of what the key signed ``last``, whatever the
    # clock shows: the latest one counts.
    at = datetime.now(UTC)
    if last is not None:
        at = max(at, datetime.strptime(last.at, TIME).replace(tzinfo=UTC) + timedelta(seconds=1))
    said = f"{_SIGNED}{head.revision} {head.sha256} {at:{TIME}}"
    written = f"{said} {key.public_key().public_bytes_raw().hex()} {key.sign((SAID + said).encode()).hex()}"
    try:
        heads.add(written)
    except OSError as error:
        raise Refused(disk.problem(heads.path, error)) from error
    made = _checked(written)
    assert made is not None
    return made._replace(given_up=given_up)


def of_key(lines: Sequence[str], key: str) -> Signatures:
    """What the lines of a list of commits hold by a public key. Which line stands last says nothing, for anybody can
    write an earlier one once more: the latest time counts, which is signed."""
    mine, others = [each for each in lines if each.startswith(_SIGNED) and key in each], set[str]()
    for each in lines:
        if (found := _LINE.fullmatch(each)) and found[5] != key:
            others.add(found[5])
    made = [signed for signed in map(_checked, mine) if signed is not None and signed.key == key]
    last = max(made, key=lambda signed: (signed.at, signed.head.revision), default=None)
    return Signatures(last, len(mine) - len(made), tuple(sorted(others)))


def _checked(text: str) -> Signed | None:
    """What a line says, where its key signed just that."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    found = _LINE.fullmatch(text)
    if found is None:
        return None
    with suppress(InvalidSignature, ValueError):
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(found[5]))
        key.verify(bytes.fromhex(found[6]), (SAID + found[1]).encode())
        return Signed(Head(int(found[2]), found[3]), found[4], found[5])
    return None


def _content(path: Path) -> bytes:
    if disk.belongs_to_a_database(path):  # to read that of an open one would give its lock up
        raise Refused(disk.part_of_a_database(path))
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without an end
            raise OSError(None, "no plain file")
        with path.open("rb") as file:
            return file.read(LONGEST_KEY)
    except FileNotFoundError as error:
        raise _no_key(path, "a file with a key", "Check the path; `sign --key FILE --new-key` makes one.") from error
    except OSError as error:
        raise Refused(disk.problem(path, error)) from error


def _no_key(path: Path, expected: str, fix: str) -> Refused:
    what = "which holds none" if path.exists() else "which is not there"
    return _refused("key-unreadable", f'"{path}", {what}', expected, fix)


def _refused(code: str, found: str, expected: str, fix: str) -> Refused:
    return blocked(code, found, expected, fix)
