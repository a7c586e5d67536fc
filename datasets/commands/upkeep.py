"""The commands that look after a database: ``passport``, ``verify``, ``sign``, ``backup``, ``restore``,
``compact``, ``forget``, ``accept-head``, ``move`` and ``remove-sample``."""

from __future__ import annotations

import argparse
from pathlib import Path

from datasets import Cities, City, Store
from datasets.city.assessment import GWP_SET
from datasets.city.trace import figure_names
from datasets.commands import Commands, flag, needed, option, place, replies
from datasets.commands.arguments import TARGET, author, plain
from datasets.store import location

MOST_SHOWN = 5
USUAL_FIGURE = "total"
"""The figure that is traced where none is named."""


def add(commands: Commands) -> None:
    """The commands with their options."""
    tracing = commands.add("passport", city=place("its id or name, or the code below a slide or a page of paper"))
    figures = "; ".join(f"{name}: {what}" for name, what in figure_names.FIGURES.items())
    tracing.add_argument("figure", nargs="?", default=USUAL_FIGURE, help=f"(default: {USUAL_FIGURE}) {figures}")
    tracing.add_argument("--year", type=int, help="of the inventory of this year (default: the newest)")
    tracing.add_argument("--method", choices=["gpc", "covenant", "own"], help="which inventory, where there are more")
    tracing.add_argument("--target", help=TARGET)
    tracing.add_argument("--revision", type=int, help="as it stood after this revision")
    tracing.add_argument("--gwp", default=GWP_SET, help="the GWP set for gases kept apart")
    tracing.add_argument("--approach", default="activity-based", choices=["activity-based", "life-cycle"])
    tracing.add_argument("--rows", type=int, default=MOST_SHOWN, help="how many of many rows are shown (not in JSON)")
    tracing.set_defaults(command=_passport)

    checking = commands.add(
        "verify",
        head=option("a hash noted down earlier, which must be in the chain", metavar="SHA256"),
        signed_by=option("a public key, whose newest signature must fit the chain", type=Path, metavar="KEY.pub"),
    )
    checking.set_defaults(command=_verify, existing=True)

    signing = commands.add(
        "sign",
        key=needed("a private key (Ed25519), kept away from the database", type=Path, metavar="FILE"),
        new_key=flag("make it, and FILE.pub for whoever verifies"),
    )
    signing.set_defaults(command=_sign, existing=True)

    commands.add("remove-sample", "city", reason=needed(), author=option(), command=_remove_sample)

    saving = commands.add("backup", path=place(type=Path), replace=flag("write over what is there"))
    saving.set_defaults(command=_backup, existing=True)

    commands.add(
        "restore",
        path=place(type=Path),
        replace=flag("replace the database, which is kept beside it"),
        reason="why commits that the backup lacks are given up; the list of commits keeps it",
        alone=_restore,
    )

    commands.add("compact", alone=_compact)

    commands.add(
        "forget",
        address=place("the e-mail address, of somebody who has no role and no token any more"),
        alone=_forget,
    )

    commands.add("move", to=needed("postgresql://USER@HOST/DATABASE, or the path of a new file"), alone=_move)

    commands.add("accept-head", reason=needed("why; the list of commits keeps it"), alone=_accept)


def _passport(store: Store, asked: argparse.Namespace) -> int:
    name, revision = asked.city, asked.revision
    if Cities(store).is_code(name):
        record, revision = Cities(store).by_code(name)
        name = record.city_id
    city = City(store, name, revision, asked.gwp, asked.approach)
    found = city.passport(asked.figure, asked.year, asked.method, asked.target)
    if asked.json:
        replies.as_json({"city": city.id, "name": city.record.name, "passport": found.as_dict()})
    else:
        print(city.record.name if revision is None else f"{city.record.name}, as it stood after revision {revision}")
        print("\n".join(found.lines(max(asked.rows, 0))))
    return 0


def _remove_sample(store: Store, asked: argparse.Namespace) -> int:
    city = City(store, asked.city)
    added = city.remove_samples(author(asked.author, store), asked.reason)
    if asked.json:
        replies.as_json([replies.of_revision(revision) for revision in added])
    else:
        for revision in added:
            print(
                f"The samples of {city.record.name} (revision {revision.undoes}) are taken back by {revision.revision}."
            )
        replies.head(added[-1])
    return 0


def _verify(store: Store, asked: argparse.Namespace) -> int:
    with replies.told_as_it_goes() as step:
        found = Cities(store).verification(asked.head, lambda name: step(f"Checking every {name}"), asked.signed_by)
    if asked.json:
        replies.as_json(found.as_dict())
    else:
        print("\n".join(found.lines()))
    return 0 if found.sound else 2


def _sign(store: Store, asked: argparse.Namespace) -> int:
    made = Cities(store).sign(asked.key, author(None), asked.new_key)
    if asked.json:
        replies.as_json(made.as_dict())
    else:
        print(f"Revision {made.head.revision} (hash {made.head.sha256}) is signed at {made.at} by the key {made.key}.")
        if made.given_up:
            print(f"Signed was {made.given_up}. If it was none of yours, look into it.")
        print(f"`verify --signed-by {asked.key}.pub` checks it.")
    return 0


COPYING = {"copy": "Copying all tables", "check": "Checking the copy"}


def _backup(store: Store, asked: argparse.Namespace) -> int:
    with replies.told_as_it_goes() as step:
        head = Cities(store).backup(asked.path, author(None), asked.replace, lambda name: step(COPYING[name]))
    return _copied(asked, head, "backup", asked.path)


def _restore(asked: argparse.Namespace) -> int:
    head = Cities.restore(asked.path, asked.database, author(None), asked.replace, asked.reason)
    return _copied(asked, head, "restored", asked.database)


def _compact(asked: argparse.Namespace) -> int:
    with replies.told_as_it_goes() as step:
        found = Cities.compact(asked.database, author(None), lambda name: step(COPYING[name]))
    if asked.json:
        replies.as_json({"outcome": "compacted", "path": str(asked.database)} | found.as_dict())
    else:
        print(f"{asked.database} takes {found.bytes_after:,} bytes, {found.bytes_before:,} before.")
        if found.city is not None:
            print(f"The rows of {found.city} are read in {found.ms_after:.1f} ms, in {found.ms_before:.1f} before.")
        print(f"Nothing in it has changed; newest hash of the chain: {found.head.sha256}")
    return 0


def _forget(asked: argparse.Namespace) -> int:
    with replies.told_as_it_goes() as step:
        found = Cities.forget(asked.database, plain(asked.address), author(None), lambda name: step(COPYING[name]))
    if asked.json:
        replies.as_json({"outcome": "forgotten", "path": str(asked.database)} | found.as_dict())
        return 0
    print(
        f"Nobody can tell any more who {', '.join(found.pseudonyms)} is; newest hash of the chain: {found.head.sha256}"
    )
    if found.left:
        print(f"The address still stands in revision {', '.join(map(str, found.left))}, which cannot be changed.")
    print("Backups of before hold it, and so do reasons, notes and names of files in which somebody wrote it.")
    return 0


def _move(asked: argparse.Namespace) -> int:
    head = Cities.move(asked.database, asked.to, author(None))
    to = location.named(asked.to)
    if asked.json:
        replies.as_json({"outcome": "moved", "to": to, "revision": head.revision, "head": head.sha256})
    else:
        print(f"{to} holds the whole ledger, up to revision {head.revision}; newest hash: {head.sha256}")
        if to == asked.to:
            print(
                "What is committed at the server from now on is not in this file: let no dashboard follow it any more."
            )
    return 0


def _accept(asked: argparse.Namespace) -> int:
    head = Cities.accept_head(asked.database, author(None), asked.reason)
    if asked.json:
        replies.as_json(
            {"outcome": "accepted", "path": str(asked.database), "revision": head.revision, "head": head.sha256}
        )
    else:
        print(f"{asked.database} counts as it stands, up to revision {head.revision}; newest hash: {head.sha256}")
    return 0


def _copied(asked: argparse.Namespace, head: str, outcome: str, path: Path) -> int:
    if asked.json:
        replies.as_json({"outcome": outcome, "path": str(path), "head": head})
    else:
        print(f"{path} holds the whole database; newest hash of the chain: {head}")
    return 0
