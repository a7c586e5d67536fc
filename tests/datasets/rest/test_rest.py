"""The REST interface answers as the command line does, by the same front door and the same roles."""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from datasets import Cities, City, Refused, Store, access, open_store
from datasets.__main__ import main
from datasets.rest import TOLD, openapi, rest_answer
from tests import postgres
from tests.effort import THOROUGH, few, first
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


@pytest.mark.parametrize("command", few(TOLD, "status", longer=("findings", "targets"), rest=THOROUGH))
def test_a_question_is_answered_as_on_the_command_line(
    database: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    partner = ["Turin"] if command == "twin" else []
    assert main([command, "Boston", *partner, "--json", "--database", str(database)]) == 0
    printed = json.loads(capsys.readouterr().out)
    with open_store(database) as store:
        found = rest_answer(store, "root", "GET", f"cities/Boston/{command}", {"partner": partner} if partner else {})
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
    first(
        2,
        [
            ("cities/US-BOS/actions", {"life": ["nan"]}, 400),
            ("cities/US-BOS/actions", {"life": ["inf"]}, 400),
            ("cities/US-BOS/duties", {"on": ["yesterday"]}, 400),
            ("cities/US-BOS/uncertainties", {"draws": ["9" * 5000]}, 400),
            ("cities/Turin/import", {"year": ["9" * 5000]}, 400),
            (f"revisions/{'9' * 5000}/undo", {}, 404),
        ],
    ),
)
def test_what_cannot_be_meant_is_an_answer_and_no_fault(
    guarded: Store, path: str, query: dict[str, list[str]], status: int
) -> None:
    method = "GET" if path.startswith("cities/US-BOS") else "POST"
    assert rest_answer(guarded, ANN, method, path, query).status == status


@pytest.mark.skipif(os.name != "posix", reason="other systems keep no such rights")
def test_the_file_with_the_key_of_cookies_is_its_users_alone(tmp_path: Path) -> None:
    path = sample_database(tmp_path / "covenant.duckdb")
    path.chmod(0o644)
    with open_store(path) as store:
        assert store.browser_key()
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
    odd = rest_answer(guarded, ANN, "POST", "cities/Turin/import", asked | {"file": ["half a sign \ud800.csv"]}, file)
    assert (odd.status, odd.values["outcome"]) == (200, "dry-run")
    done = rest_answer(
        guarded, ANN, "POST", "cities/Turin/import", {**asked, "dry_run": []} | {"dry_run": ["no"]}, file
    )
    assert (done.status, done.values["outcome"]) == (200, "committed")
    number = int(done.values["revision"])
    assert guarded.revision(number).author == ANN
    other = b"city,year,sector,carrier,value,unit,method\nTurin,2024,residential,coal,%d,MWh,covenant\n"
    for value, query, status in ((1, {}, 200), (2, {}, 422), (2, {"reason": [WHY]}, 200)):
        asked = {"file": ["turin.csv"], "looked_at": ["true"], **query}
        told = rest_answer(guarded, ANN, "POST", "cities/Turin/import", asked, other % value)
        assert (told.status, told.values["outcome"]) == (status, "committed" if status == 200 else "needs-answers")
    rest_answer(guarded, ANN, "POST", f"revisions/{guarded.newest_revision()}/undo", {"reason": [WHY]})
    assert rest_answer(guarded, ANN, "POST", f"revisions/{number}/undo", {}).status == 400
    undone = rest_answer(guarded, ANN, "POST", f"revisions/{number}/undo", {"reason": [WHY]})
    assert undone.values["undoes"] == str(number)
    broken = rest_answer(guarded, ANN, "POST", "cities/Turin/import", {"file": ["a.xlsx"]}, b"no workbook")
    assert broken.status in (400, 422)
    assert broken.values["problems"]


def test_what_the_server_cannot_do_at_the_moment_is_told_as_that_and_all_is_read(tmp_path: Path) -> None:
    path = sample_database(tmp_path / "covenant.duckdb")
    with postgres.server() as server:
        address = server.database()
        with Store(path) as store:
            store.found_ledger(address)
        with Store(path, followed=address) as store:
            before, file = store.newest_revision(), City(store, "Turin").export("long").content
            server.stop()
            asked = {"file": ["turin.csv"], "looked_at": ["true"], "reason": [WHY]}
            told = rest_answer(store, "root", "POST", "cities/Turin/import", asked, file)
            assert (told.status, told.values["problems"][0]["code"]) == (503, "ledger-unreachable")
            assert rest_answer(store, "root", "GET", "cities/Turin/status", {}).status == 200
            assert store.newest_revision() == before


def test_the_description_names_every_question_with_its_options_and_both_acts() -> None:
    told = json.loads(json.dumps(openapi()))
    assert told["openapi"].startswith("3.1")
    paths, schemas = told["paths"], told["components"]["schemas"]
    beside = {"cities", "knowledge", "rows", "export", "picture.svg", "import", "undo"}
    assert {path.rpartition("/")[2] for path in paths} == {*TOLD, *beside}
    assert schemas.keys() == {*TOLD, *beside, "refused"} - {"picture.svg"}
    named = {one["name"] for one in paths["/cities/{city}/status"]["get"]["parameters"]}
    assert named == {"city", "year", "target", "gwp", "approach", "revision"}
    needed = {one["name"] for one in paths["/cities/{city}/twin"]["get"]["parameters"] if one.get("required")}
    assert needed == {"city", "partner"}
    exporting = {one["name"] for one in paths["/cities/{city}/export"]["get"]["parameters"]}
    assert exporting == {"city", "format", "year", "language"}, "no file of the server is named or replaced"
    for path, methods in paths.items():
        for method, operation in methods.items():
            assert operation.get("security", told["security"]) == [*([{}] if method == "get" else []), {"token": []}]
            for status, answer in operation["responses"].items():
                (content,) = answer["content"].values()
                reference = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
                assert reference in schemas or (path.endswith("picture.svg") and status == "200")


def test_an_export_is_the_file_of_the_front_door_with_what_it_leaves_out(guarded: Store) -> None:
    asked = {"format": ["long"], "year": ["2019", "2005"]}
    told = rest_answer(guarded, VERA, "GET", "cities/Turin/export", asked).values
    made = City(guarded, "Turin").export("long", (2019, 2005))
    assert base64.b64decode(told["content"]) == made.content
    assert (told["file"], told["bytes"]) == ("IT0004-long.csv", len(made.content))
    assert [(one["what"], one["reason"]) for one in told["left_out"]] == list(made.left_out)
    rows = rest_answer(guarded, VERA, "GET", "cities/Turin/rows", {}).values
    assert rows == City(guarded, "Turin").rows().to_pylist()


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("cities/Turin/export", {}, 400),
        ("cities/Turin/export", {"format": ["../etc/passwd"]}, 400),
        ("cities/Turin/export", {"format": ["long"], "out": ["/tmp/x"]}, 400),
        ("cities/Turin/export", {"format": ["long"], "force": ["1"]}, 400),
        ("cities/Turin/export", {"format": ["covenant"], "language": ["xx"]}, 400),
        ("cities/Turin/export", {"format": ["long"], "year": ["1066"]}, 400),
        ("cities/Turin/rows", {"year": ["2019"]}, 400),
        ("cities/Turin/twin", {}, 400),
        ("cities/Turin/twin", {"partner": ["Atlantis"]}, 404),
        ("knowledge", {"city": ["Atlantis"]}, 404),
        ("knowledge", {"most": ["many"]}, 400),
        ("knowledge/trees", {}, 404),
        ("cities/..%2f..%2fetc/rows", {}, 404),
    ],
)
def test_what_is_asked_wrongly_of_rows_exports_twin_and_knowledge_is_refused(
    guarded: Store, path: str, query: dict[str, list[str]], status: int
) -> None:
    told = rest_answer(guarded, VERA, "GET", path, query)
    assert (told.status, told.values.keys()) == (status, {"problems"})
    assert rest_answer(guarded, NOBODY, "GET", path, query).status == 403


def test_a_token_is_its_persons_until_it_runs_out_or_is_ended_and_stands_nowhere(tmp_path: Path) -> None:
    root, path = access.SystemUser("root"), sample_database(tmp_path / "covenant.duckdb")
    with open_store(path) as store, pytest.MonkeyPatch.context() as patch:
        people = Cities(store).people
        token, other = (people.make_token("Ann@Turin.example", 1, root, WHY) for _ in range(2))
        assert people.of_token(token) == people.of_token(other) == ANN
        for wrong in ("", token[:-1], token.swapcase(), people.tokens()[0].digest, "\udcff"):
            assert people.of_token(wrong) is None
        for days in (0, -1, 367):
            with pytest.raises(Refused, match="between 1 and 366"):
                people.make_token(ANN, days, root, WHY)
        people.end_token(people.tokens()[0].name, root, "the program was lost")
        assert people.of_token(token) is None
        assert people.of_token(other) == ANN
        with pytest.raises(Refused, match="name of a token that was not ended"):
            people.end_token(people.tokens()[-1].name, root, WHY)
        now = time.time()
        patch.setattr(time, "time", lambda: now + 24 * 3600)
        assert people.of_token(other) is None
    assert token.encode() not in path.read_bytes()
