"""The REST interface answers as the command line does, by the same front door and the same roles."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from datasets import Cities, City, Store, access, open_store
from datasets.__main__ import main
from datasets.city import tokens
from datasets.rest import TOLD, openapi, rest_answer
from tests.effort import few
from tests.samples import own_samples, sample_database

WHY = "the council said so"
ANN, VERA, NOBODY = (access.Person(f"{name}@turin.example") for name in ("ann", "vera", "nobody"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_database(tmp_path_factory.mktemp("rest") / "covenant.duckdb")


@pytest.fixture
def guarded() -> Iterator[Store]:
    with own_samples() as store:
        for person, role in ((ANN, access.CITY_LEAD), (VERA, access.VIEWER)):
            Cities(store).people.give(person, role, "Turin", access.SystemUser("root"), WHY)
        access.guard(store)
        yield store


@pytest.mark.parametrize("command", few(TOLD, "status", "findings", "targets"))
def test_a_question_is_answered_as_on_the_command_line(
    database: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "Boston", "--json", "--database", str(database)]) == 0
    printed = json.loads(capsys.readouterr().out)
    with open_store(database) as store:
        found = rest_answer(store, "root", "GET", f"cities/Boston/{command}", {})
    assert found.status == 200
    assert json.loads(json.dumps(found.values, allow_nan=False)) == printed


def test_options_are_those_of_the_command_and_others_are_refused(guarded: Store) -> None:
    assert (
        rest_answer(guarded, VERA, "GET", "cities/US-BOS/status", {"year": ["2019"]}).values["latest"]["year"] == 2019
    )
    for query, words in (({"yaer": ["1"]}, "yaer"), ({"year": ["x"]}, "x"), ({"approach": ["none"]}, "none")):
        refused = rest_answer(guarded, VERA, "GET", "cities/US-BOS/status", query)
        assert (refused.status, refused.values["problems"][0]["found"]) == (400, f'"{words}"')
    for path in ("cities/Atlantis/status", "cities/Boston/backup", "nothing", "../etc/passwd", ""):
        assert rest_answer(guarded, VERA, "GET", path, {}).status == 404


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("cities/US-BOS/actions", {"life": ["nan"]}, 400),
        ("cities/US-BOS/actions", {"life": ["inf"]}, 400),
        ("cities/US-BOS/duties", {"on": ["yesterday"]}, 400),
        ("cities/Turin/import", {"year": ["9" * 5000]}, 400),
        (f"revisions/{'9' * 5000}/undo", {}, 404),
    ],
)
def test_what_cannot_be_meant_is_an_answer_and_no_fault(
    guarded: Store, path: str, query: dict[str, list[str]], status: int
) -> None:
    method = "GET" if path.startswith("cities/US-BOS") else "POST"
    assert rest_answer(guarded, ANN, method, path, query).status == status


@pytest.mark.skipif(os.name != "posix", reason="other systems keep no such rights")
def test_the_file_with_the_key_of_tokens_is_its_users_alone(tmp_path: Path) -> None:
    path = sample_database(tmp_path / "covenant.duckdb")
    path.chmod(0o644)
    with open_store(path) as store:
        assert Cities(store).people.token("ann@turin.example", 1)
    assert path.stat().st_mode & 0o777 == 0o600


def test_who_has_no_role_reads_nothing_and_who_has_too_low_a_one_writes_nothing(guarded: Store) -> None:
    before, file = guarded.newest_revision(), City(guarded, "Turin").export("long").content
    for who in (NOBODY, "root"):
        assert rest_answer(guarded, who, "GET", "cities", {}).status == 403
        assert rest_answer(guarded, who, "GET", "cities/Turin/status", {}).status == 403
    assert rest_answer(guarded, VERA, "GET", "cities/Boston/status", {}).status == 200
    for who, city in ((VERA, "Turin"), (ANN, "Boston"), (NOBODY, "Turin"), ("root", "Turin")):
        assert rest_answer(guarded, who, "POST", f"cities/{city}/import", {"file": ["t.csv"]}, file).status == 403
        assert rest_answer(guarded, who, "POST", "revisions/3/undo", {"reason": [WHY]}).status == 403
    assert guarded.newest_revision() == before


def test_a_file_is_tried_committed_under_the_name_of_the_token_and_undone(guarded: Store) -> None:
    file = City(guarded, "Turin").export("long").content
    asked = {"file": ["turin.csv"], "dry_run": ["true"], "looked_at": ["true"]}
    tried = rest_answer(guarded, ANN, "POST", "cities/Turin/import", asked, file)
    assert (tried.status, tried.values["outcome"], tried.values["revision"]) == (200, "dry-run", None)
    done = rest_answer(
        guarded, ANN, "POST", "cities/Turin/import", {**asked, "dry_run": []} | {"dry_run": ["no"]}, file
    )
    assert (done.status, done.values["outcome"]) == (200, "committed")
    number = int(done.values["revision"])
    assert guarded.revision(number).author == ANN
    assert rest_answer(guarded, ANN, "POST", f"revisions/{number}/undo", {}).status == 400
    undone = rest_answer(guarded, ANN, "POST", f"revisions/{number}/undo", {"reason": [WHY]})
    assert undone.values["undoes"] == str(number)
    broken = rest_answer(guarded, ANN, "POST", "cities/Turin/import", {"file": ["a.xlsx"]}, b"no workbook")
    assert broken.status in (400, 422)
    assert broken.values["problems"]


def test_the_description_names_every_question_with_its_options_and_both_acts() -> None:
    told = json.loads(json.dumps(openapi()))
    assert told["openapi"].startswith("3.1")
    paths = told["paths"]
    assert {path.rpartition("/")[2] for path in paths} == {"cities", *TOLD, "import", "undo"}
    named = {one["name"] for one in paths["/cities/{city}/status"]["get"]["parameters"]}
    assert named == {"city", "year", "target", "gwp", "approach", "revision"}


def test_a_token_is_its_persons_until_it_runs_out_and_nobody_elses() -> None:
    with own_samples() as store, own_samples() as other:
        people = Cities(store).people
        token = people.token("Ann@Turin.example", 1)
        assert people.of_token(token) == ANN
        assert Cities(other).people.of_token(token) is None
        for wrong in ("", token[:-1], token.swapcase(), tokens.made(store, ANN, 0), tokens.made(store, ANN, -1)):
            assert people.of_token(wrong) is None
