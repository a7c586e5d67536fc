"""Who may do what: every role, city and act by a table written from the design, and each act through the front door."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from datasets import Cities, City, FigureEdit, NewTarget, Refused, Store, access
from datasets.city.access import ANALYST, CITY_LEAD, EVERY_CITY, NO_ROLE, PROGRAMME_OFFICE, VIEWER, Person, SystemUser
from datasets.rest import openapi, rest_answer
from tests.samples import own_samples

ROOT = Path(__file__).resolve().parents[3]
TURIN, BOSTON = "IT0004", "US-BOS"
ROOT_USER = SystemUser("root")
WHY = "because it is so"
Y, N = True, False
HELD = (NO_ROLE, VIEWER, ANALYST, CITY_LEAD, PROGRAMME_OFFICE)
# Who may do it where they have the role: nobody, viewer, analyst, city lead, programme office.
TABLE: Mapping[str, tuple[bool, ...]] = {
    "read": (N, Y, Y, Y, Y),
    "commit": (N, N, Y, Y, Y),
    "commit_actions": (N, N, Y, Y, Y),
    "commit_edited": (N, N, Y, Y, Y),
    "explain": (N, N, Y, Y, Y),
    "explain_all": (N, N, Y, Y, Y),
    "knowledge.state": (N, N, Y, Y, Y),
    "pairs.state": (N, N, Y, Y, Y),
    "pairs.state_all": (N, N, Y, Y, Y),
    "state_figures": (N, N, Y, Y, Y),
    "state_statements": (N, N, Y, Y, Y),
    "state_uncertainties": (N, N, Y, Y, Y),
    "state_uncertainty": (N, N, Y, Y, Y),
    "take_pairs": (N, N, Y, Y, Y),
    "open_bundle": (N, N, N, Y, Y),
    "people.give": (N, N, N, Y, Y),
    "remove_samples": (N, N, N, Y, Y),
    "rename": (N, N, N, Y, Y),
    "state_target": (N, N, N, Y, Y),
    "undo": (N, N, N, Y, Y),
    "withdraw_target": (N, N, N, Y, Y),
    "accept_head": (N, N, N, N, Y),
    "add_city": (N, N, N, N, Y),
    "backup": (N, N, N, N, Y),
    "bring_back": (N, N, N, N, Y),
    "compact": (N, N, N, N, Y),
    "forget": (N, N, N, N, Y),
    "load_samples": (N, N, N, N, Y),
    "move": (N, N, N, N, Y),
    "people.end_token": (N, N, N, N, Y),
    "people.make_token": (N, N, N, N, Y),
    "put_away": (N, N, N, N, Y),
    "restore": (N, N, N, N, Y),
    "sign": (N, N, N, N, Y),
}


def person(role: str, where: str) -> Person:
    return Person(f"{role}@{'all' if where == EVERY_CITY else where.casefold()}.example")


@pytest.fixture(scope="module")
def staffed() -> Iterator[Store]:
    """The samples with somebody of each role in Turin and somebody of each role in every city."""
    with own_samples() as store:
        people = Cities(store).people
        for role in HELD[1:]:
            people.give(person(role, TURIN), role, "Turin", ROOT_USER, WHY)
            people.give(person(role, EVERY_CITY), role, None, ROOT_USER, WHY)
        access.guard(store)
        yield store


def test_the_table_names_every_act_that_there_is() -> None:
    asked = {"read"}
    for path in (ROOT / "datasets" / "city").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "access.insist":
                asked.add(ast.literal_eval(node.args[2]))
    assert asked == TABLE.keys() == access.LEAST.keys()


def offered(front: object, room: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public method of an object of the front door and of its rooms (``City.pairs``), by its name as an act."""
    for name in dir(type(front)):
        if name.startswith("_"):
            continue
        there = getattr(front, name)
        if callable(there):
            yield room + name, there
        elif type(there).__module__.startswith("datasets.city."):
            yield from offered(there, f"{name}.")


def test_whatever_takes_who_acts_is_an_act_of_the_table(staffed: Store) -> None:
    """From the methods themselves: a new one that asks nobody whether it may is found here."""
    every = {**dict(offered(City(staffed, "Boston"))), **dict(offered(Cities(staffed)))}
    acting = {name for name, method in every.items() if {"who", "author"} & inspect.signature(method).parameters.keys()}
    within_others = {"knowledge.take", "innovation.tag"}  # "commit_edited", "state_statements"
    assert acting - within_others == TABLE.keys() - {"read"}


@pytest.mark.parametrize("act", TABLE)
def test_every_role_may_in_every_city_what_the_table_says_and_nothing_else(staffed: Store, act: str) -> None:
    for role, may in zip(HELD, TABLE[act], strict=True):
        in_turin, in_all = person(role, TURIN), person(role, EVERY_CITY)
        assert access.may(staffed, in_turin, act, TURIN) is may
        assert access.may(staffed, in_turin, act, BOSTON) is False, "a role in Turin says nothing of Boston"
        assert access.may(staffed, in_turin, act, None) is False, "nor of the whole database"
        for city in (TURIN, BOSTON, "a city to come", None):
            assert access.may(staffed, in_all, act, city) is may


def test_who_did_not_sign_in_may_nothing_and_who_gives_a_command_everything(staffed: Store) -> None:
    for act in TABLE:
        assert not access.may(staffed, "root", act, TURIN)
        assert access.may(staffed, ROOT_USER, act, TURIN)
        assert access.may(staffed, ROOT_USER, act, None)
    assert access.may(None, ROOT_USER, "restore", None)
    assert not access.may(None, person(PROGRAMME_OFFICE, EVERY_CITY), "restore", None), "a command alone does that"


def test_a_name_is_known_in_capital_letters_too_and_no_other_one_is(staffed: Store) -> None:
    assert access.role_of(staffed, Person(" Analyst@IT0004.example"), TURIN) == ANALYST
    assert access.role_of(staffed, Person("analyst@it0004.example.org"), TURIN) == NO_ROLE
    viewer = Person("VIEWER@it0004.example")
    assert (access.may_somewhere(staffed, viewer), access.may_somewhere(staffed, viewer, "commit")) == (True, False)
    assert access.may_somewhere(staffed, Person("analyst@it0004.example"), "commit")
    assert not access.may_somewhere(staffed, Person("somebody@else.example"))


def test_letters_that_only_look_or_fold_alike_are_other_names() -> None:
    for one, other in (("gro\u00df@x", "gross@x"), ("bo\u017f\u017f@x", "boss@x"), ("\u212aate@x", "kate@x")):
        assert Person(one).known_as != Person(other).known_as
        assert Person(Person(one).known_as).known_as == Person(one).known_as
    assert Person("\u00c9va@x").known_as == "\u00e9va@x"


def acts(store: Store) -> dict[str, Callable[[str], object]]:
    """Each act through the front door as somebody would do it, by its name."""
    everyone, turin, boston = Cities(store), City(store, "Turin"), City(store, "Boston")
    file = boston.export("long").content
    draft, bundle = boston.draft(file, "boston.csv"), everyone.read_bundle(boston.export("bundle").content, "b.zip")
    plan = boston.draft_actions(b"id,name,sector,start,end,status\nA1,PV,residential,2022,2026,decided", "plan.csv")
    typed = boston.edited_actions([])
    table = boston.figures("population")
    edit = FigureEdit("population", table.rows, ({**table.rows[0], "inhabitants": 676000}, *table.rows[1:]))
    note = {"partner": "Lyon", "who": "Office", "what": "send the counts", "due": "2027-03"}
    told = everyone.read_statements(boston.statements_file("hazard"), "hazards.csv")
    entry = {"office": "Climate Office", "source": "a letter"}
    newest = boston.history()[0].revision
    place = boston.unexplained()[0] if boston.unexplained() else None
    year, where = (place.year, place.place) if place else (2019, "residential")
    return {
        "commit": lambda who: boston.commit(draft, who),
        "commit_actions": lambda who: boston.commit_actions(plan, who, WHY),
        "commit_edited": lambda who: boston.commit_edited(typed, (), who, WHY),
        "explain": lambda who: boston.explain(year, where, "", who, WHY),
        "explain_all": lambda who: boston.explain_all(
            b"year,place,reason\n2019,residential,because", "e.csv", who, WHY
        ),
        "knowledge.state": lambda who: boston.knowledge.state("contact", entry, who, WHY),
        "pairs.state": lambda who: boston.pairs.state("promise", note, who, WHY),
        "pairs.state_all": lambda who: boston.pairs.state_all(boston.pairs.file(), "pairs.csv", who, WHY),
        "state_figures": lambda who: boston.state_figures(edit, who, WHY),
        "state_statements": lambda who: everyone.state_statements(told, who, WHY),
        "state_uncertainties": lambda who: boston.state_uncertainties(
            b"part,half_percent\nfactor,5", "u.csv", who, WHY
        ),
        "state_uncertainty": lambda who: boston.state_uncertainty("factor", 5, who=who, reason=WHY),
        "take_pairs": lambda who: everyone.take_pairs("Boston", boston.pairs.file(), "pairs.csv", who, WHY),
        "open_bundle": lambda who: everyone.open_bundle(bundle, who, WHY),
        "people.give": lambda who: everyone.people.give("new@boston.example", VIEWER, "Boston", who, WHY),
        "remove_samples": lambda who: boston.remove_samples(who, WHY),
        "rename": lambda who: boston.rename("Boston, MA", who, WHY),
        "state_target": lambda who: boston.state_target(NewTarget(2005, 2035, reduction_percent=60), who, WHY),
        "undo": lambda who: everyone.undo(newest, who, WHY),
        "withdraw_target": lambda who: boston.withdraw_target("2050", who, WHY),
        "add_city": lambda who: everyone.add_city("Ghent", "Belgium", who, WHY),
        "backup": lambda who: everyone.backup(Path("never.duckdb"), who),
        "bring_back": lambda who: everyone.bring_back(BOSTON, who, WHY),
        "compact": lambda who: Cities.compact(Path("never.duckdb"), who),
        "forget": lambda who: Cities.forget(Path("never.duckdb"), "a@example.org", who),
        "load_samples": everyone.load_samples,
        "move": lambda who: Cities.move(Path("never.duckdb"), "moved.duckdb", who),
        "people.end_token": lambda who: everyone.people.end_token("x", who, WHY),
        "people.make_token": lambda who: everyone.people.make_token("ann@boston.example", 1, who, WHY),
        "put_away": lambda who: turin.put_away(who, WHY),
        "accept_head": lambda who: Cities.accept_head(Path("never.duckdb"), who, WHY),
        "restore": lambda who: Cities.restore(Path("never.duckdb"), Path("other.duckdb"), who),
        "sign": lambda who: everyone.sign(Path("never.key"), who, new=True),
    }


def test_an_act_that_is_refused_at_the_front_door_says_so_and_writes_nothing(
    staffed: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    every = acts(staffed)
    assert every.keys() == TABLE.keys() - {"read"}
    before = staffed.newest_revision()
    for act, done in every.items():
        # Of Boston all that have no role there, and of each act of all who have too low a one.
        refused: list[str] = [*(person(role, TURIN) for role in HELD), Person("nobody@example.org")]
        if act not in ("accept_head", "compact", "forget", "move", "restore"):  # a command alone does these
            refused.append("Ada")
        refused += [person(role, EVERY_CITY) for role, may in zip(HELD, TABLE[act], strict=True) if not may]
        for who in refused:
            if act == "put_away" and who == person(PROGRAMME_OFFICE, TURIN):
                continue  # their own city
            with pytest.raises(Refused) as refusal:
                done(who)
            assert {problem.code for problem in refusal.value.problems} <= {"not-allowed", "not-signed-in"}, act
    assert staffed.newest_revision() == before
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("act", [path for path, of in openapi()["paths"].items() if "post" in of])
def test_every_address_by_which_a_program_writes_asks_for_the_role_of_its_act(staffed: Store, act: str) -> None:
    named = {"import": "commit", "undo": "undo"}[act.rpartition("/")[2]]
    newest = City(staffed, "Boston").history()[0].revision
    before = staffed.newest_revision()
    for city in (TURIN, BOSTON):
        path = act.removeprefix("/").format(city=city, number=newest)
        for where in (TURIN, EVERY_CITY):
            for role, may in zip(HELD, TABLE[named], strict=True):
                of_boston = city == BOSTON or named == "undo"
                told = rest_answer(staffed, person(role, where), "POST", path, {"file": ["none.csv"]}, b"")
                assert (told.status == 403) is not (may and (where == EVERY_CITY or not of_boston)), (role, where)
    assert staffed.newest_revision() == before


@pytest.mark.longer("every role asks of two cities")
def test_the_rest_interface_allows_what_the_table_says_and_no_page_acts_as_the_user_of_the_machine(
    staffed: Store,
) -> None:
    before = staffed.newest_revision()
    for place, role in enumerate(HELD):
        for where, city in ((TURIN, TURIN), (TURIN, BOSTON), (EVERY_CITY, TURIN), (EVERY_CITY, BOSTON)):
            who, here = person(role, where), where in (EVERY_CITY, city)
            read = rest_answer(staffed, who, "GET", f"cities/{city}/targets", {})
            brought = rest_answer(staffed, who, "POST", f"cities/{city}/import", {"file": ["empty.csv"]}, b"")
            assert (read.status == 200) is TABLE["read"][place]
            assert (brought.status == 403) is not (here and TABLE["commit"][place])
    assert staffed.newest_revision() == before
    assert not [path for path in (ROOT / "dashboard").rglob("*.py") if "SystemUser" in path.read_text(encoding="utf-8")]


def test_the_author_of_an_act_that_is_allowed_is_who_signed_in() -> None:
    with own_samples() as store:
        ada, everyone = Person("Ada@Boston.example"), Cities(store)
        everyone.people.give("ada@boston.example", CITY_LEAD, "Boston", ROOT_USER, WHY)
        access.guard(store)
        made = City(store, "Boston").rename("Boston, MA", ada, WHY)
        assert made.author == "Ada@Boston.example"
        assert everyone.undo(made.revision, ada, WHY).author == "Ada@Boston.example"


@pytest.mark.longer("a ledger of its own")
def test_a_file_puts_a_new_city_on_file_for_the_programme_office_alone() -> None:
    analyst, office = Person("all@programme.example"), Person("office@programme.example")
    file = b"city,country,year,sector,carrier,value,unit,method\nGhent,Belgium,2020,residential,electricity,5,MWh,gpc"
    with own_samples() as store:
        everyone = Cities(store)
        everyone.people.give(analyst, ANALYST, None, ROOT_USER, WHY)
        everyone.people.give(office, PROGRAMME_OFFICE, None, ROOT_USER, WHY)
        access.guard(store)
        draft = everyone.draft(file, "ghent.csv")
        draft = everyone.draft(file, "ghent.csv", {p.key: p.choices[0] for p in draft.problems if p.severity == "ask"})
        assert draft.new_cities
        with pytest.raises(Refused, match="Programme office"):
            everyone.commit(draft, analyst, WHY)
        assert everyone.commit(draft, office, WHY).author == office
