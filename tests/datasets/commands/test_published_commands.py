"""What others published of a signatory without a file, on the command line and by REST, in the same values."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from datasets import Store, access
from datasets.__main__ import main
from datasets.rest import rest_answer
from tests.samples import sample_database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(sample_database(tmp_path_factory.mktemp("published") / "covenant.duckdb"))


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_status_of_a_signatory_without_a_file_is_that_of_rest(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, "status", "Padova", "--database", database)
    assert isinstance(said, dict)
    assert (said["published_by_others"], said["answer"], said["verdict"]) == (True, "needed pace", "cannot-tell")
    assert said["target"]["percent_a_year"] == pytest.approx(55.3 / 25)
    with Store(database) as store:
        answer = rest_answer(store, access.SystemUser("root"), "GET", "cities/Padova/status", {})
    assert (answer.status, json.loads(json.dumps(answer.values))) == (200, said)


def test_a_name_that_towns_elsewhere_bear_too_means_the_signatory_as_on_its_page(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "Valencia", "--database", database]) == 0
    assert capsys.readouterr().out.startswith("ES0004 (Valencia, Spain): published by others, not its own inventory")


def test_a_city_on_file_is_judged_by_its_own_figures(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "status", "Turin", "--database", database)
    assert isinstance(said, dict)
    assert "published_by_others" not in said


def test_a_city_on_file_waits_for_nothing_that_others_published(database: str) -> None:
    program = (
        f"import sys; from datasets.__main__ import main; main(['status', 'Turin', '--database', {database!r}]);"
        " print(*[name for name in sys.modules if name.startswith(('datasets.published', 'pandas'))], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=True)
    assert done.stderr.strip() == ""


def test_signatories_are_listed_by_answer_and_country(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "cities", "--answer", "needed pace", "--country", "Italy", "--database", database)
    assert isinstance(said, list)
    assert said[0]["name"] == "Padova"
    assert {(line["country_code"], line["answer"]) for line in said} == {("IT", "needed pace")}
    with Store(database) as store:
        asked = {"answer": ["needed pace"], "country": ["IT"]}
        assert rest_answer(store, access.SystemUser("root"), "GET", "cities", asked).values == said
        assert rest_answer(store, access.SystemUser("root"), "GET", "cities", {"answer": ["on track"]}).status == 400


@pytest.mark.parametrize("city", ["Padova", "Turin"])
def test_the_published_series_is_written_with_a_source_in_every_row(database: str, tmp_path: Path, city: str) -> None:
    file = tmp_path / "series.csv"
    assert main(["published", city, "--out", str(file), "--database", database]) == 0
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) > 3
    assert all(row["source"] and row["published_by_others"] == "yes" and float(row["emissions_t"]) > 0 for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("published",), "--jrc FOLDER"),
        (("published", "--jrc", "/nowhere"), "no such files"),
        (("published", "--sweden", "/nowhere.csv"), "nothing that can be read"),
        (("cities", "--answer", "on track"), "dated statement"),
        (("status", "Atlantis"), "Atlantis"),
        (("published", "Boston", "--out", "x.csv"), "11,973 signatories"),
    ],
)
def test_what_cannot_be_answered_says_what_could(
    database: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert main([*arguments, "--database", database]) == 2
    out = capsys.readouterr()
    assert said in out.err + out.out
