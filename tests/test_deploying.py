"""The files by which others run it (``deploy``): the image holds the program alone, and the page tells what works."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml


def test_the_image_takes_along_the_program_and_nothing_that_lies_beside_it(root: Path) -> None:
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (root / "deploy" / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    lines = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {f"!{name}" for names in copied for name in names.split()} == {rule for rule in rules if rule[0] == "!"}
    assert rules.index(".streamlit/secrets.toml") > rules.index("!.streamlit"), "the later rule counts"


@pytest.mark.parametrize("name", ["covenant.sh", "upgrade.sh"])
def test_the_scripts_are_read_by_the_shell_and_can_be_run(root: Path, name: str) -> None:
    path = root / "deploy" / name
    assert path.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(path)], check=True, timeout=60)


def test_for_one_dashboard_on_the_machine_the_line_of_the_page_leaves_no_name_of_a_container(root: Path) -> None:
    page = (root / "docs" / "operators.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ +(sed -e .+) > /etc/nginx/conf\.d/covenant\.conf$", page, re.MULTILINE)
    done = subprocess.run(["sh", "-c", line], cwd=root, capture_output=True, text=True, check=True, timeout=60)
    assert re.findall(r"^ +server (.+);", done.stdout, re.MULTILINE) == ["127.0.0.1:8501 max_fails=0"]


def test_who_serves_the_world_never_learns_the_password_of_the_owner_of_the_ledger(root: Path) -> None:
    services = yaml.safe_load((root / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]
    owning = {name for name, service in services.items() if "POSTGRES_PASSWORD" in str(service.get("environment"))}
    once = {name for name, service in services.items() if service.get("profiles") == ["once"]}
    assert owning == once | {"ledger"}
    (role,) = (part.partition("=")[2] for part in services["rights"]["command"] if part.startswith("program="))
    serving = [service["environment"]["COVENANT_LEDGER"] for name, service in services.items() if "dashboard" in name]
    assert len(serving) > 1
    assert {urlsplit(address).username for address in serving} == {role}


def test_what_the_page_tells_to_do_names_files_and_commands_that_there_are(root: Path) -> None:
    page = (root / "docs" / "operators.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:deploy|datasets/store/postgres)/[\w./-]+\w", page))
    assert not [name for name in named if not (root / name).exists()]
    from datasets.commands import KNOWN

    assert set(re.findall(r"covenant\.sh (?!gives)([a-z][a-z-]+)", page)) <= KNOWN.keys()


def test_the_unit_is_one_that_systemd_reads(root: Path, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("there is no systemd-analyze")
    unit = (root / "deploy" / "covenant.service").read_text(encoding="utf-8")
    written = tmp_path / "covenant.service"
    written.write_text(re.sub("^ExecStart=.*$", "ExecStart=/bin/true", unit, flags=re.MULTILINE), encoding="utf-8")
    done = subprocess.run([program, "verify", "--man=no", str(written)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


AUTHOR = ("git", "-c", "user.name=Tests", "-c", "user.email=tests@example.org")


@pytest.mark.parametrize("copy_is_there", [True, False], ids=["all well", "the copy is gone"])
def test_an_upgrade_that_is_interrupted_goes_back_or_says_what_to_put_back_by_hand(
    root: Path, tmp_path: Path, copy_is_there: bool
) -> None:
    house, database = tmp_path / "house", tmp_path / "data" / "covenant.duckdb"
    for floor in ("analytics", "datasets", "dashboard", "deploy"):
        shutil.copytree(root / floor, house / floor, ignore=shutil.ignore_patterns("__pycache__"))
    (house / "requirements-hashed.txt").write_text("# nothing that the tests have not\n")
    (house / ".venv").symlink_to(sys.prefix)
    machine = tmp_path / "machine"
    machine.mkdir()
    (machine / "systemctl").write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/service\n')
    (machine / "systemctl").chmod(0o755)
    user = pwd.getpwuid(os.getuid()).pw_name
    settings = {"COVENANT_DATABASE": str(database), "RUN_AS": user, "PATH": f"{machine}:{os.environ['PATH']}"}

    def given(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=house, env=os.environ | settings, capture_output=True, text=True, timeout=120
        )

    given("git", "init", "-q")
    (house / ".git" / "info" / "exclude").write_text(".venv\n__pycache__\n")
    for number in ("1", "2"):
        (house / "number").write_text(number)
        given("git", "add", "-A")
        assert given(*AUTHOR, "commit", "-q", "-m", number).returncode == 0
        given("git", "tag", f"v{number}")
    given("git", "checkout", "-q", "v1")
    assert given("deploy/covenant.sh", "status", "Turin").returncode == 0
    before = given("git", "rev-parse", "HEAD").stdout.strip()
    hook = house / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    lost = "" if copy_is_there else f"rm {database}.before-upgrade-*; "
    hook.write_text(f"#!/bin/sh\nrm {hook}; {lost}kill -HUP $(cat {tmp_path}/upgrade)\n")
    hook.chmod(0o755)
    done = given("sh", "-c", f"echo $$ > {tmp_path}/upgrade; exec deploy/upgrade.sh v2")
    assert done.returncode == 1
    assert "put back" in done.stderr
    assert (house / "number").read_text() == "1"
    acts = (tmp_path / "service").read_text().split()
    if copy_is_there:
        assert acts == ["stop", "start"], done.stderr
        assert given("deploy/covenant.sh", "verify").returncode == 0
    else:
        assert acts == ["stop"]
        assert before in done.stderr
        assert f"{database}.before-upgrade-" in done.stderr
