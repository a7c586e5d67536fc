"""The rules of the house: who may use whom, what stands where, and what ships."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from datasets.intake.readers.limits import UPLOAD
from tests import releasing
from tests.trees import nodes, tree

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("analytics", "datasets", "dashboard")
FORBIDDEN = {
    "analytics": {"datasets", "dashboard", "streamlit", "plotly", "duckdb"},
    "datasets": {"dashboard", "streamlit", "plotly"},
    "dashboard": set[str](),
}
ROOMS = ("store", "reference", "intake", "published", "exports", "city", "commands", "rest")
"""The rooms of datasets, from the lowest up."""
ROOMS_OF_INTAKE = ("readers", "own_files", "meaning", "layouts", "checking", "drafted", "drafting", "plans")
"""The rooms of the way in, and two of its modules between them, in the order in which a file passes them."""
ROOMS_OF_CITY = ("examining", "trace", "worked")
OWNERS = {
    "duckdb": ("datasets/store/", "datasets/published/"),
    "pint": ("analytics/dimensions.py",),
    "streamlit": ("dashboard/",),
    "plotly": ("dashboard/",),
}
PAGE_ROOMS = ("views", "parts", "figures", "words")
"""The rooms of the dashboard, from the top downwards."""
KEEPERS = tuple(f"dashboard/{name}.py" for name in ("session", "choices", "kept_readings", "opened"))
TOP_LEVEL = {
    "analytics",
    "dashboard",
    "datasets",
    "tests",
    "requirements.txt",
    "requirements-hashed.txt",
    "README.md",
    "Makefile",
    "LICENSE",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "SECURITY.md",
    "deploy",
    "docs",
    "pyproject.toml",
}
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|misc)(_|$)|^process_", re.IGNORECASE)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,4}(?:[0-9a-fA-F]{2}){0,2}\b")
SQL = re.compile(
    r"\b(SELECT\b.*\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w*\s*SET|ATTACH\s+'|COPY\s+\w*\s*(TO|FROM)\b"
    r"|(CREATE|DROP|ALTER)\s+(OR\s+REPLACE\s+)?(TEMP\w*\s+)?(TABLE|VIEW|SCHEMA|INDEX|SEQUENCE|MACRO))\b",
    re.DOTALL,
)
IMPORT = re.compile(r"^ *(?:from|import) (\w[\w.]*)(?= import| as|$)")
RUNS_SQL = {"execute", "executemany", "sql", "query"}
LEFT_OUT = ("longer", "thorough")
"""The marks of the tests that `make test` leaves out."""

Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources(*floors: str) -> list[Path]:
    """Every Python file of the floors, so that an empty floor simply has none."""
    return sorted(path for floor in floors for path in (ROOT / floor).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def imported(path: Path) -> tuple[tuple[str, int], ...]:
    """Each module or name that a file imports, in full, wherever in the file the import stands."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found = [(alias.name, node.lineno) for node in nodes(path, ast.Import) for alias in node.names]
    for node in nodes(path, ast.ImportFrom):
        base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
        whole = [".".join(part for part in (base, node.module, alias.name) if part) for alias in node.names]
        found += [(module, node.lineno) for module in whole]
    return tuple(found)


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def settings(section: str) -> dict[str, Any]:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)[section]
    return found


def loaded_after_importing(floor: str) -> set[str]:
    """The top-level modules that a fresh Python holds after it imported every module of a floor."""
    program = (
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module({floor!r})\n"
        f"for found in pkgutil.walk_packages(package.__path__, {floor + '.'!r}):\n"
        "    if not found.name.endswith('__main__'):\n"
        "        importlib.import_module(found.name)\n"
        "print(*sorted({module.partition('.')[0] for module in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_point_only_downwards(floor: str) -> None:
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in sources(floor)
        for module, line in imported(path)
        if module.partition(".")[0] in FORBIDDEN[floor]
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("house", "rooms"), [("datasets", ROOMS), ("datasets.intake", ROOMS_OF_INTAKE), ("datasets.city", ROOMS_OF_CITY)]
)
def test_a_room_of_datasets_imports_only_from_rooms_below(house: str, rooms: tuple[str, ...]) -> None:
    folder = ROOT / house.replace(".", "/")
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in sources(house.replace(".", "/"))
        if (own := path.relative_to(folder).with_suffix("").parts[0]) in rooms
        for module, line in imported(path)
        if any(f"{module}.".startswith(f"{house}.{above}.") for above in rooms[rooms.index(own) + 1 :])
    ]
    assert not wrong
    assert {path.name for path in folder.iterdir() if (path / "__init__.py").exists()} <= set(rooms)


def test_no_modules_import_each_other_in_a_circle_not_even_for_types() -> None:
    modules = {module_of(path): path for path in sources(*FLOORS)}
    needed = {
        module: {
            home
            for found, _ in imported(path)
            if (home := found if found in modules else found.rpartition(".")[0]) in modules and home != module
        }
        for module, path in modules.items()
    }
    while free := {module for module, others in needed.items() if not others}:  # what needs nothing that is left
        needed = {module: others - free for module, others in needed.items() if module not in free}
    assert needed == {}


def test_no_two_modules_and_no_two_classes_bear_one_name() -> None:
    """A page is a view and a folder of parts by the same name; what is private to a file is its own affair."""
    modules, classes = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for path in sources(*FLOORS):
        if path.stem not in ("__init__", "__main__") and path.parent.name != "views":
            modules[path.stem].append(name(path))
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                classes[node.name].append(name(path))
    assert {word: places for word, places in {**modules, **classes}.items() if len(places) > 1} == {}


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_only_where_it_lives(library: str) -> None:
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in sources(*FLOORS)
        for module, line in imported(path)
        if module.partition(".")[0] == library and not name(path).startswith(OWNERS[library])
    ]
    assert not wrong


@pytest.mark.parametrize("room", PAGE_ROOMS)
def test_a_room_of_the_dashboard_uses_no_room_above_it(room: str) -> None:
    """Views are made of parts, parts show figures, and all say the same words; figures and words know no screen."""
    above = tuple(f"dashboard.{other}" for other in PAGE_ROOMS[: PAGE_ROOMS.index(room)])
    screen = ("streamlit", "dashboard.session", "dashboard.widgets") if room in ("figures", "words") else ()
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in sources(f"dashboard/{room}")
        for module, line in imported(path)
        if any(module == other or module.startswith(f"{other}.") for other in (*above, *screen))
    ]
    assert not wrong


def test_what_a_visit_keeps_stands_in_one_place() -> None:
    """In ``session``; and in ``choices`` and ``kept_readings``, which ``session`` itself is made of, and ``opened``."""
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in sources("dashboard")
        if name(path) not in KEEPERS
        for node in nodes(path, ast.Attribute)
        if node.attr in {"session_state", "cache_data", "cache_resource"}
    ]
    assert not wrong


def test_importing_analytics_loads_no_screen_and_no_database() -> None:
    assert loaded_after_importing("analytics") & {"streamlit", "plotly", "duckdb", "datasets", "dashboard"} == set()


def test_importing_datasets_loads_no_screen() -> None:
    assert loaded_after_importing("datasets") & {"streamlit", "plotly", "dashboard"} == set()


@pytest.mark.parametrize(
    ("floor", "place"),
    [("analytics", None), ("datasets", "datasets/exports/palette.py"), ("dashboard", "dashboard/theme.py")],
)
def test_colours_stand_in_one_place_for_the_screen_and_in_one_for_documents(floor: str, place: str | None) -> None:
    wrong = [
        f"{name(path)}:{node.lineno} {node.value!r}"
        for path in sources(floor)
        if name(path) != place
        for node in nodes(path, ast.Constant)
        if isinstance(node.value, str) and COLOUR.fullmatch(node.value.strip())
    ]
    assert not wrong


def test_no_page_lets_html_through() -> None:
    wrong = [
        f"{name(path)}:{node.value.lineno}"
        for path in sources(*FLOORS)
        for node in nodes(path, ast.keyword)
        if node.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}
    ]
    assert not wrong


def built(node: ast.expr) -> bool:
    """Whether a text is put together from values: an f-string, ``%`` or ``.format``."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod) or built(node.left) or built(node.right)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def words(node: ast.JoinedStr) -> str:
    return " ".join(
        part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def test_a_file_is_offered_in_one_place_which_asks_who_takes_it() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py")}
    assert [name for name, text in texts.items() if "download_button" in text] == ["offered.py"]


def test_no_sql_is_built_from_values() -> None:
    wrong = []
    for path in sources(*FLOORS):
        for text in nodes(path, ast.JoinedStr):
            if built(text) and SQL.search(words(text)):
                wrong.append(f"{name(path)}:{text.lineno} SQL in an f-string")
        for call in nodes(path, ast.Call):
            if isinstance(call.func, ast.Attribute) and call.func.attr in RUNS_SQL:
                wrong += [
                    f"{name(path)}:{call.lineno} {call.func.attr}() of a built text" for x in call.args[:1] if built(x)
                ]
    assert not wrong


def test_no_exception_is_swallowed() -> None:
    broad = {"Exception", "BaseException"}
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in sources(*FLOORS)
        for node in nodes(path, ast.ExceptHandler)
        if (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in broad))
        and all(isinstance(part, ast.Pass | ast.Continue) for part in node.body)
    ]
    assert not wrong


def undocumented(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Public functions, classes and methods without a docstring; special methods explain themselves."""
    for node in module.body:
        if isinstance(node, (*Function, ast.ClassDef)) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.name, node.lineno
            if isinstance(node, ast.ClassDef):
                for method in node.body:
                    if isinstance(method, Function) and not method.name.startswith("_"):
                        overload = any("overload" in ast.unparse(mark) for mark in method.decorator_list)
                        if not overload and ast.get_docstring(method) is None:
                            yield f"{node.name}.{method.name}", method.lineno


@pytest.mark.parametrize("floor", FLOORS)
def test_every_public_thing_says_what_it_is(floor: str) -> None:
    modules = [(path, tree(path)) for path in sources(floor)]
    wrong = [name(path) for path, module in modules if module.body and ast.get_docstring(module) is None]
    wrong += [f"{name(path)}:{line} {what}" for path, module in modules for what, line in undocumented(module)]
    assert not wrong


@pytest.mark.parametrize("floor", FLOORS)
def test_a_docstring_stands_alone(floor: str) -> None:
    """One that begins with "The same" can be read beside its neighbour only."""
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in sources(floor)
        for node in nodes(path, ast.Expr)
        if isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and node.value.value.lstrip().casefold().startswith("the same")
    ]
    assert not wrong


def test_a_test_lies_where_its_subject_lies() -> None:
    """Each test in a folder of the source, and one that bears the name of a module in that module's own folder."""
    homes: dict[str, set[str]] = {}
    for path in sources(*FLOORS):
        package = path.stem == "__init__"  # whose test lies in it or beside it
        found = homes.setdefault(f"test_{path.parent.name if package else path.stem}", set())
        found |= {name(path.parent), name(path.parent.parent)} if package else {name(path.parent)}
    wrong = []
    for path in sorted(path for floor in FLOORS for path in (ROOT / "tests" / floor).rglob("test_*.py")):
        folder = path.parent.relative_to(ROOT / "tests").as_posix()
        if not (ROOT / folder).is_dir():
            wrong.append(f"{name(path)}: there is no folder {folder}")
        elif path.stem in homes and folder not in homes[path.stem]:
            wrong.append(f"{name(path)}: its subject is in {', '.join(sorted(homes[path.stem]))}")
    assert not wrong


def test_what_make_test_leaves_out_bears_a_reason() -> None:
    """A mark takes one sentence, which stands where it is set."""
    wrong = []
    for path in sources("tests"):
        text = path.read_text(encoding="utf-8")
        marks = re.finditer(rf"\bmark\.(?:{'|'.join(LEFT_OUT)})\b", text)
        bare = [found for found in marks if not re.compile(r'\(\s*"[^"\n]+ [^"\n]+",?\s*\)').match(text, found.end())]
        wrong += [f"{name(path)}:{text.count(chr(10), 0, found.start()) + 1}" for found in bare]
    assert not wrong


def test_each_module_has_a_test_of_its_own_name_that_make_test_runs() -> None:
    """Where a module has tests that bear its name. Of a test that is parametrised with ``few`` or ``first`` some case
    always runs (``tests/effort.py``)."""

    def left_out(marks: list[ast.expr]) -> bool:
        return any(isinstance(mark, ast.Call) and getattr(mark.func, "attr", "") in LEFT_OUT for mark in marks)

    wrong = []
    for module in sources(*FLOORS):
        package = module.stem == "__init__"
        path = (
            ROOT
            / "tests"
            / module.relative_to(ROOT).parent
            / f"test_{module.parent.name if package else module.stem}.py"
        )
        if not path.exists():
            continue
        body = tree(path).body
        of_all = [node.value for node in body if isinstance(node, ast.Assign) and "pytestmark" in ast.unparse(node)]
        tests = [node for node in body if isinstance(node, Function) and node.name.startswith("test_")]
        if left_out(of_all) or all(left_out(test.decorator_list) for test in tests):
            wrong.append(name(path))
    assert not wrong


def test_the_layout_of_code_is_that_of_the_formatter() -> None:
    marks = ("fmt: " + "skip", "fmt: " + "off")  # put together here, so that this file bears none
    wrong = [
        f"{name(path)}:{number}"
        for path in sources(*FLOORS, "tests")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(mark in line for mark in marks)
    ]
    assert not wrong


def test_names_say_something() -> None:
    wrong = [name(path) for path in sources(*FLOORS) if VAGUE.search(path.stem)]
    wrong += [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in sources(*FLOORS)
        for node in nodes(path, *Function, ast.ClassDef)
        if VAGUE.search(node.name)
    ]
    assert not wrong


def test_the_top_level_is_fixed() -> None:
    git = shutil.which("git")
    listed = None
    if git and (ROOT / ".git").exists():
        # What is kept and what would be; not what a run leaves behind, such as the database.
        listed = subprocess.run(
            [git, "-c", f"safe.directory={ROOT}", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=600,
            check=True,
        ).stdout.splitlines()
    found = {line.partition("/")[0] for line in listed or (path.name for path in ROOT.iterdir() if path.name != "data")}
    assert {entry for entry in found if not entry.startswith(".")} - TOP_LEVEL == set()


def test_the_server_ships_locked_down() -> None:
    assert (
        settings("server").items()
        >= {
            "address": "127.0.0.1",
            "maxUploadSize": UPLOAD.file_bytes // 1024**2,
            "enableCORS": True,
            "enableXsrfProtection": True,
            "enableStaticServing": False,
            "enableAgentApi": False,
            "fileWatcherType": "none",
        }.items()
    )
    assert "trustedUserHeaders" not in settings("server"), "what a request says of its user is nobody's word"
    assert settings("client").items() >= {"showErrorDetails": "none", "toolbarMode": "viewer"}.items()
    assert settings("browser")["gatherUsageStats"] is False
    assert settings("runner")["postScriptGC"] is False
    assert settings("logger")["hideWelcomeMessage"] is True, "else Streamlit lays a notice of its own over the pages"


def test_every_setting_is_one_that_streamlit_knows() -> None:
    config = pytest.importorskip("streamlit.config")

    def names(table: dict[str, Any], above: str) -> Iterator[str]:
        for key, value in table.items():
            yield from names(value, f"{above}{key}.") if isinstance(value, dict) else [f"{above}{key}"]

    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        kept = set(names(tomllib.load(file), ""))
    assert kept - set(config.get_config_options()) == set()


def requirements() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_requirements_are_exact() -> None:
    exact = re.compile(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+(; sys_platform != \"win32\")?")
    assert [line for line in requirements() if not exact.fullmatch(line)] == []


def test_the_list_with_hashes_names_the_packages_of_the_program_and_no_other() -> None:
    pinned, _, _ = (ROOT / "requirements.txt").read_text(encoding="utf-8").partition("# The tests and checks")
    hashed = (ROOT / "requirements-hashed.txt").read_text(encoding="utf-8")
    listed, there = (re.findall(r"^(\S+)==([^\s;]+)", text, re.MULTILINE) for text in (pinned, hashed))
    assert {(canonical(name), version) for name, version in there} == {(canonical(one), at) for one, at in listed}
    assert releasing.without_hash(hashed) == []


def test_every_imported_package_is_in_the_requirements() -> None:
    pinned = {canonical(line.partition("==")[0]) for line in requirements()}
    owners = packages_distributions()
    known = sys.stdlib_module_names | {*FLOORS, "tests", "__future__"}
    missing = sorted(
        f"{name(path)}:{line} {module}"
        for path in sources(*FLOORS, "tests")
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for module in IMPORT.findall(text)
        if (top := module.partition(".")[0]) not in known
        and not {canonical(x) for x in owners.get(top, [top])} & pinned
    )
    assert not missing


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb`` as WCAG 2 defines it, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blended(front: str, back: str, share: float) -> str:
    """``front`` laid over ``back`` with the given opacity."""
    pairs = [(int(front[place : place + 2], 16), int(back[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02X}" for above, below in pairs)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("place", ["page", "sidebar"])
def test_text_can_be_read_on_every_ground(mode: str, place: str) -> None:
    theme = settings("theme")[mode]
    colours = {**theme, **(theme["sidebar"] if place == "sidebar" else {})}
    ground, field = colours["backgroundColor"], colours["secondaryBackgroundColor"]
    pairs = {
        "text": (colours["textColor"], ground),
        "text in a field": (colours["textColor"], field),
        "captions": (blended(colours["textColor"], ground, 0.6), ground),
        "links": (colours["linkColor"], ground),
    }
    for hue in ("green", "orange", "gray"):
        pairs[f"{hue} text"] = (colours[f"{hue}TextColor"], ground)
        pairs[f"{hue} badge"] = (colours[f"{hue}TextColor"], colours[f"{hue}BackgroundColor"])
    if place == "page":
        pairs["the label of the main button"] = ("#FFFFFF", colours["primaryColor"])
    else:
        chosen = blended(colours["primaryColor"], ground, 0.1)
        pairs["the chosen one of several"] = (colours["primaryColor"], chosen)
    assert {what: round(contrast(*pair), 2) for what, pair in pairs.items() if contrast(*pair) < 4.5} == {}


def test_the_theme_of_the_charts_has_the_colours_of_the_page() -> None:
    theme = pytest.importorskip("dashboard.theme")
    assert theme.LIGHT.paper == settings("theme")["light"]["backgroundColor"]
    assert theme.DARK.paper == settings("theme")["dark"]["backgroundColor"]
    assert theme.LIGHT.ours == settings("theme")["light"]["primaryColor"]
    assert theme.DARK.ours == settings("theme")["dark"]["greenColor"]
    assert list(theme.OKABE_ITO) == settings("theme")["chartCategoricalColors"]


def test_the_hatch_of_missing_data_has_one_home() -> None:
    homes = {name(path) for path in sources("dashboard") if '"solidity": 0.12' in path.read_text(encoding="utf-8")}
    assert homes == {"dashboard/figures/no_data.py"}
