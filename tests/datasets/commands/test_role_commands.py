"""``role`` gives and takes a role as the user of the system, ``roles`` lists them; a city that is none gets nothing."""

from __future__ import annotations

import json
import os
import pwd
from pathlib import Path

import pytest

from datasets.__main__ import main
from tests.samples import sample_database


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path / "covenant.duckdb")


def test_roles_are_given_listed_and_taken_by_the_user_of_the_system(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_system = pwd.getpwuid(os.geteuid()).pw_name
    monkeypatch.setenv("LOGNAME", "somebody else")  # whoever runs a command can write what they like there
    end = ("--database", str(database))
    assert main(["roles", *end]) == 0
    assert capsys.readouterr().out == "Nothing is on file.\n"
    assert main(["role", "Ada@Turin.example", "city-lead", "--city", "Turin", "--reason", "she leads it", *end]) == 0
    assert f"{by_system}: city_roles (she leads it), in force" in capsys.readouterr().out
    assert main(["role", "office@example.org", "programme-office", "--reason", "it is theirs", *end]) == 0
    capsys.readouterr()
    assert main(["roles", "--city", "Turin", "--json", *end]) == 0
    held = json.loads(capsys.readouterr().out)
    assert [(one["person"], one["role"], one["city_id"]) for one in held] == [
        ("office@example.org", "programme-office", "*"),
        ("ada@turin.example", "city-lead", "IT0004"),
    ]
    # Where people have roles, a typed name does not hide who gave the command.
    area = ["set", "Turin", "areas", "year=2019", "km2=130", "source=a letter"]
    assert main([*area, "--reason", "known now", "--by", "Ada", *end]) == 0
    assert f"Ada ({by_system})" in capsys.readouterr().out
    assert main(["role", "ada@turin.example", "none", "--city", "Turin", "--reason", "she left", *end]) == 0
    capsys.readouterr()
    assert main(["roles", *end]) == 0
    assert capsys.readouterr().out.startswith("- city id: *, person: office@example.org, role: programme-office")


def test_a_role_for_a_city_that_is_none_is_refused_and_nothing_is_written(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = ("--database", str(database))
    assert main(["role", "ada@turin.example", "analyst", "--city", "Atlantis", "--reason", "she leads it", *end]) == 2
    assert "Atlantis" in capsys.readouterr().err
    assert main(["roles", "--json", *end]) == 0
    assert json.loads(capsys.readouterr().out) == []
