"""What README and docs say of the method, the commands and the limits is what the program does; their examples run."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pint import DimensionalityError

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.formulas import FORMULAS
from analytics.inventories.cells import in_total
from analytics.vocabulary import Method
from dashboard import __main__ as dashboard
from datasets import City, open_store
from datasets import __main__ as command_line
from datasets.city import assessment
from datasets.commands import KNOWN
from datasets.intake.own_files.sheet_words import LANGUAGES
from datasets.reference import catalogue
from tests.examples import blocks

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README, VERDICT, LIMITS, ANALYSTS = (
    " ".join((ROOT / name).read_text(encoding="utf-8").split())
    for name in ("README.md", "docs/verdict.md", "docs/limits.md", "docs/analysts.md")
)
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


Program = Callable[[Sequence[str]], int]


def help_of(*arguments: str, program: Program = command_line.main) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit):
        program([*arguments, "--help"])
    return said.getvalue()


def test_the_age_of_an_inventory_is_the_one_in_use() -> None:
    assert f"more than {WORDS[OLDEST_INVENTORY_YEARS]} years back" in VERDICT


def test_the_verdict_rule_names_every_condition_of_the_register() -> None:
    (rule,) = (formula for formula in FORMULAS if formula.name == "On track, behind, cannot tell")
    for word in ("baseline", "target", "inventory after", "method", "gas", "approach", "figure"):
        assert word in rule.units
        assert word in VERDICT.partition("##")[0]


def commands(path: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with its program and arguments; what stands behind two blanks is a remark."""
    text = re.sub(r"^ +", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = re.findall(r"^python -m (datasets|dashboard) (.+?)(?: {2,}.*)?$", text, re.MULTILINE)
    return [(program, shlex.split(arguments)) for program, arguments in found]


def test_every_command_that_is_shown_exists_with_its_options() -> None:
    """Those that are run below as well as those that want a server, a key or a stick."""
    shown = [(program, tuple(given)) for path in PAGES for program, given in commands(path)]
    assert len(shown) > 30
    for program, (name, *rest) in dict.fromkeys(shown):
        said = help_of(name, program=command_line.main if program == "datasets" else dashboard.main)
        assert [word for word in rest if word.startswith("--") and word not in said] == [], f"{program} {name} {rest}"


LONGER = pytest.mark.longer("its commands write slides and paper")


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "docs/analysts.md",
        pytest.param("docs/programme.md", marks=LONGER),
        pytest.param("docs/mayor.md", marks=LONGER),
    ],
)
def test_every_command_of_a_page_does_what_it_says(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the page, on the sample cities, beside a file of Boston's and a bundle."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COVENANT_DATABASE", str(tmp_path / "covenant.duckdb"))
    with open_store("covenant.duckdb") as store:
        boston = City(store, "Boston")
        (tmp_path / "boston.csv").write_bytes(boston.export("long").content)
        (tmp_path / "other.zip").write_bytes(boston.export("bundle").content)
    for program, given in commands(ROOT / name):
        run = command_line.main if program == "datasets" else dashboard.main
        assert run(given) == 0, f"{program} {given}"


def test_the_readme_is_short_and_no_page_names_a_file_that_there_is_not() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        linked = {link for link in re.findall(r"\]\((?!https?:)([^)#]+)", text) if not link.startswith("made/")}
        assert not [link for link in linked if not (path.parent / link).exists()], path
        told = set(re.findall(r"`((?:tests|datasets|dashboard|analytics|deploy|docs)/[\w./-]+\.\w+)`", text))
        told |= set(re.findall(r"pytest (tests/[\w./]+)", text))
        assert not [one for one in told if not (ROOT / one).exists()], path


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="the packages of the docs are not installed: make docs")
    build = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(ROOT / "docs"), str(tmp_path / "site")]
    done = subprocess.run(build, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    listed = (tmp_path / "site" / "made" / "commands.html").read_text(encoding="utf-8")
    assert [name for name in KNOWN if f'id="{name}"' not in listed] == []
    assert str(ROOT) not in listed


def targets(root: Path) -> set[str]:
    """What can be made."""
    (line,) = re.findall(r"^\.PHONY: (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return set(line.split())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/developers.md"])
def test_every_make_target_that_is_shown_exists(root: Path, name: str) -> None:
    shown = set(re.findall(r"(?:^|`)make ([a-z_]+)", (root / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert len(shown) > 2
    assert shown <= targets(root)


def test_every_target_that_make_lists_exists(root: Path) -> None:
    listed = set(re.findall(r"make ([a-z_]+)", (root / "Makefile").read_text(encoding="utf-8").partition("\n\n")[0]))
    assert listed == targets(root) - {"help", "chromium", "postgresql", "provider", "nginx", "tests_alone"}


def test_the_automatic_check_runs_the_command_of_the_readme_and_both_targets_together_hold_each_test(
    root: Path,
) -> None:
    """Those that bear a mark, and those that don't: together they are all."""
    run = re.findall(r"^(?:exec )?make (\w+)$", (root / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    which = re.findall(r"^(\w+): WHICH = -m (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(which) == {"test": '"not longer"', "test_rest": "longer"}
    assert run == ["test"]


def test_the_electricity_factors_are_of_the_edition_and_years_that_ship() -> None:
    rows = catalogue.records("electricity_factors")
    years = sorted({int(row["year"]) for row in rows})
    assert f"{catalogue.ELECTRICITY_EDITION[-4:]} edition, {years[0]} to {years[-1]}" in LIMITS
    assert not [row for row in rows if row["country"] == "US"]


def test_there_is_no_default_factor_of_district_heat() -> None:
    assert "District heat has no default factor" in LIMITS
    assert not [row for row in catalogue.records("fuel_factors") if row["carrier"] == "heat_cold"]


def test_the_gwp_set_is_the_one_in_use() -> None:
    assert f"{assessment.GWP_SET} unless another is asked for" in VERDICT


def test_industry_in_the_ets_is_counted_as_the_readme_says() -> None:
    assert "A Covenant total leaves out industry in the ETS" in VERDICT
    assert not in_total(None, "industry_ets", Method.COVENANT)
    assert in_total(None, "industry_ets", Method.GPC)
    assert not in_total(None, "energy_supply", Method.GPC)


def test_the_sample_is_as_large_as_the_readme_says() -> None:
    assert f"{WORDS[len(catalogue.records('cities'))]} cities of the programme" in README
    assert f"{WORDS[len(catalogue.records('pairings'))]} pairings" in README
    assert f"in {WORDS[len(LANGUAGES)]} languages" in ANALYSTS


def test_degree_days_and_strategies_ship_of_as_many_as_the_limits_say() -> None:
    cities, regions = (
        WORDS[len({row["city_id"] for row in catalogue.records(table)})]
        for table in ("degree_days", "region_priorities")
    )
    assert f"The samples bring degree days of {cities} cities" in LIMITS
    assert f"strategies of {regions} regions" in LIMITS


def test_the_notebook_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook, _ = blocks("docs/analysts.md")
    lines = [line for line in notebook.splitlines() if line and not line.startswith(("from", "import"))]
    assert len(lines) <= 10
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    with open_store("data/covenant.duckdb") as store:
        (tmp_path / "boston.csv").write_bytes(City(store, "Boston").export("long").content)
    here: dict[str, Any] = {}
    exec(compile(notebook, "docs/analysts.md", "exec"), here)
    boston = here["boston"]
    assert boston.history()[0].author == "Ada Lovelace"
    assert str(boston.report().leading.verdict) in capsys.readouterr().out
    assert len(here["frame"]) == boston.rows().num_rows > 0
    assert "plotly" in (tmp_path / "boston.html").read_text(encoding="utf-8").lower()
    boston.store.close()


def test_the_method_stands_alone_with_units(capsys: pytest.CaptureFixture[str]) -> None:
    _, alone = blocks("docs/analysts.md")
    assert "datasets" not in alone
    with pytest.raises(DimensionalityError, match="energy"):
        exec(compile(alone, "docs/analysts.md", "exec"), {})
    shown = re.findall(r"# ([\d.]+ ktCO2)", alone)[0]
    assert capsys.readouterr().out.startswith(shown.partition(" ")[0])
