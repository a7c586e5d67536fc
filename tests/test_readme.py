"""What the README says of the method, the commands and the limits is what the code does."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pint import DimensionalityError

from analytics.commitment.total_reasons import OLDEST_INVENTORY_YEARS
from analytics.formulas import FORMULAS
from analytics.inventories.cells import in_total
from analytics.vocabulary import Method
from dashboard import __main__ as dashboard
from dashboard.language import LANGUAGES as SPOKEN
from datasets import City, open_store
from datasets import __main__ as command_line
from datasets.city import assessment
from datasets.intake.own_files.sheet_words import LANGUAGES
from datasets.reference import catalogue
from tests.examples import blocks

README = " ".join((Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8").split())
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


Program = Callable[[Sequence[str]], int]


def help_of(*arguments: str, program: Program = command_line.main) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit):
        program([*arguments, "--help"])
    return said.getvalue()


def test_the_age_of_an_inventory_is_the_one_in_use() -> None:
    assert f"more than {WORDS[OLDEST_INVENTORY_YEARS]} years back" in README


def test_the_verdict_rule_names_every_condition_of_the_register() -> None:
    (rule,) = (formula for formula in FORMULAS if formula.name == "On track, behind, cannot tell")
    for word in ("baseline", "target", "inventory after", "key sectors", "method", "gas", "GWP set", "approach"):
        assert word in rule.units
        assert word in README.partition("## How the verdict is made")[2].partition("##")[0]


def test_every_command_that_is_shown_exists_with_its_options() -> None:
    block = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^python -m datasets (\S+)(.*)$", block, re.MULTILINE)
    assert len(shown) > 10
    for name, rest in shown:
        said = help_of(name)
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in said, f"{name} {option}"


def test_the_slides_are_made_as_it_says() -> None:
    (shown,) = re.findall(r"python -m dashboard (pack .*?) +five slides, a page to hand out", README)
    said = help_of("pack", program=dashboard.main)
    assert [option for option in re.findall(r"--[a-z-]+", shown) if option not in said] == []
    assert "it" in SPOKEN


def targets(root: Path) -> set[str]:
    """What can be made."""
    (line,) = re.findall(r"^\.PHONY: (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return set(line.split())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_shown_exists(root: Path, name: str) -> None:
    shown = set(re.findall(r"(?:^|`)make ([a-z_]+)", (root / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert len(shown) > 2
    assert shown <= targets(root)


def test_every_target_that_make_lists_exists(root: Path) -> None:
    listed = set(re.findall(r"make ([a-z_]+)", (root / "Makefile").read_text(encoding="utf-8").partition("\n\n")[0]))
    assert listed == targets(root) - {"help", "chromium", "postgresql", "provider", "nginx", "tests_alone"}


def test_a_check_runs_the_tests_of_each_commit_and_then_the_others_each_once(root: Path) -> None:
    """Those that bear a mark, and those that don't: together they are all."""
    run = re.findall(r"^(?:exec )?make (\w+)$", (root / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    which = re.findall(r"^(\w+): WHICH = -m (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(which) == {"test": '"not longer"', "test_rest": "longer"}
    assert run == [target for target, _ in which]


def test_the_electricity_factors_are_of_the_edition_and_years_that_ship() -> None:
    rows = catalogue.records("electricity_factors")
    years = sorted({int(row["year"]) for row in rows})
    assert f"{catalogue.ELECTRICITY_EDITION[-4:]} edition, {years[0]} to {years[-1]}" in README
    assert not [row for row in rows if row["country"] == "US"]


def test_there_is_no_default_factor_of_district_heat() -> None:
    assert "District heat has no default factor" in README
    assert not [row for row in catalogue.records("fuel_factors") if row["carrier"] == "heat_cold"]


def test_the_gwp_set_is_the_one_in_use() -> None:
    assert f"{assessment.GWP_SET} unless another is asked for" in README


def test_industry_in_the_ets_is_counted_as_the_readme_says() -> None:
    assert "A Covenant total leaves out industry in the ETS" in README
    assert not in_total(None, "industry_ets", Method.COVENANT)
    assert in_total(None, "industry_ets", Method.GPC)
    assert not in_total(None, "energy_supply", Method.GPC)


def test_the_sample_is_as_large_as_the_readme_says() -> None:
    assert f"{WORDS[len(catalogue.records('cities'))].capitalize()} cities" in README
    assert f"{WORDS[len(catalogue.records('pairings'))]} pairings" in README
    assert f"in {WORDS[len(LANGUAGES)]} languages" in README


def test_the_notebook_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook, _ = blocks("README.md")
    lines = [line for line in notebook.splitlines() if line and not line.startswith(("from", "import"))]
    assert len(lines) <= 10
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    with open_store("data/covenant.duckdb") as store:
        (tmp_path / "boston.csv").write_bytes(City(store, "Boston").export("long").content)
    here: dict[str, Any] = {}
    exec(compile(notebook, "README.md", "exec"), here)
    boston = here["boston"]
    assert boston.history()[0].author == "Ada Lovelace"
    assert str(boston.report().leading.verdict) in capsys.readouterr().out
    assert len(here["frame"]) == boston.rows().num_rows > 0
    assert "plotly" in (tmp_path / "boston.html").read_text(encoding="utf-8").lower()
    boston.store.close()


def test_the_method_stands_alone_with_units(capsys: pytest.CaptureFixture[str]) -> None:
    _, alone = blocks("README.md")
    assert "datasets" not in alone
    with pytest.raises(DimensionalityError, match="energy"):
        exec(compile(alone, "README.md", "exec"), {})
    shown = re.findall(r"# ([\d.]+ ktCO2)", alone)[0]
    assert capsys.readouterr().out.startswith(shown.partition(" ")[0])
