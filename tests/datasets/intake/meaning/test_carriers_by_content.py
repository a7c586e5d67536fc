"""A column of carriers is known by what it holds, or asked about, whatever it is called and in whatever language."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted

KNOWN = ("natural gas", "electricity", "diesel")
LANGUAGES = {
    "pl": ("Nośnik", ("gaz ziemny", "energia elektryczna", "węgiel")),
    "cs": ("Palivo", ("zemní plyn", "elektřina", "uhlí")),
    "ro": ("Purtător", ("gaz metan", "energie electrică", "cărbune")),
    "hr": ("Energent", ("prirodni plin", "električna energija", "ugljen")),
    "nl": ("Drager", ("aardgas", "elektriciteit", "kolen")),
    "sv": ("Energislag", ("naturgas", "elenergi", "kol")),
    "fi": ("Polttoaine", ("maakaasu", "sähkö", "hiili")),
    "hu": ("Energiahordozó", ("földgáz", "villamos energia", "szén")),
    "lt": ("Kuras", ("gamtinės dujos", "elektra", "anglis")),
    "el": ("Φορέας", ("φυσικό αέριο", "ηλεκτρισμός", "άνθρακας")),
}
UNKNOWN = {
    "ja": ("種別", ("都市ガス", "電力", "石炭")),
    "cy": ("Tanwydd", ("nwy", "trydan", "glo")),
    "sq": ("Burimi", ("gazi", "rryma", "qymyri")),
    "hy": ("Տեսակ", ("գազ", "հոսանք", "ածուխ")),
}


def long_table(column: str, words: tuple[str, ...], head: str = "year;sector;{};energy_mwh") -> str:
    rows = [
        f"2019;{sector};{word};{number * 10 + place}"
        for number, sector in enumerate(("residential", "industry"), 1)
        for place, word in enumerate(words)
    ]
    return "\n".join((head.format(column), *rows)) + "\n"


def asked(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {str(problem.key): problem.choices for problem in draft.problems if problem.severity == "ask"}


@pytest.mark.parametrize("name", ["Fonte", "Energético", "Nośnik", "Palivo", "Type", "x"])
def test_a_column_whose_words_are_carriers_holds_them_whatever_it_is_called(name: str) -> None:
    draft = drafted(long_table(name, KNOWN), city="Turin")
    assert draft.ready
    assert draft.table is not None
    assert set(draft.table["carrier"].to_pylist()) == {"natural_gas", "electricity", "diesel"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_languages_of_the_signatories_a_column_holds_carriers_where_most_of_its_words_do(language: str) -> None:
    name, words = LANGUAGES[language]
    text = long_table(name, words)
    questions = asked(drafted(text, city="Turin"))
    assert set(questions) <= {f"carrier:{words[-1]}"}
    draft = drafted(text, {f"carrier:{words[-1]}": "coal"}, city="Turin")
    assert draft.table is not None
    assert draft.table["carrier"].to_pylist() == ["natural_gas", "electricity", "coal"] * 2


@pytest.mark.parametrize("language", UNKNOWN)
def test_a_column_of_unknown_words_that_alone_tells_rows_apart_is_asked_about_with_its_words(language: str) -> None:
    name, words = UNKNOWN[language]
    text = long_table(name, words)
    questions = asked(drafted(text, city="Turin"))
    assert questions.pop("column:carrier") == (name, "none")
    assert set(questions) == {f"carrier:{word}" for word in words}
    assert all({"natural_gas", "electricity", "coal"} <= set(choices) for choices in questions.values())
    answers = {
        "column:carrier": name,
        **{f"carrier:{word}": code for word, code in zip(words, ("natural_gas", "electricity", "coal"), strict=True)},
    }
    draft = drafted(text, answers, city="Turin")
    assert draft.ready
    assert draft.table is not None
    assert draft.table["carrier"].to_pylist() == ["natural_gas", "electricity", "coal"] * 2


def test_where_no_column_of_sectors_is_known_either_both_are_offered_for_both() -> None:
    text = long_table("Tanwydd", UNKNOWN["cy"][1], "year;Maes;{};energy_mwh")
    text = text.replace("residential", "Cartrefi").replace("industry", "Diwydiant")
    questions = asked(drafted(text, city="Turin"))
    both = ("Maes", "Tanwydd")
    assert questions == {"column:sector": (*both, "none"), "column:carrier": (*both, "none")}


@pytest.mark.parametrize("words", [("measured", "estimated"), ("M-1", "M-2"), ("Q1", "Q2"), ("actual", "target")])
def test_a_column_that_tells_no_rows_apart_or_holds_no_such_words_is_not_taken_for_one(words: tuple[str, ...]) -> None:
    text = f"year;sector;remark;energy_mwh\n2019;residential;{words[0]};1\n2019;tertiary;{words[1]};2\n"
    text += f"2019;industry;{words[0]};3\n2019;transport;{words[1]};4\n"
    assert "column:carrier" not in asked(drafted(text, city="Turin"))


def test_that_no_column_holds_carriers_can_be_answered() -> None:
    text = "year;sector;district;energy_mwh\n" + "".join(
        f"2019;{sector};{district};{number}\n"
        for number, (sector, district) in enumerate([(s, d) for s in ("residential", "tertiary") for d in ("N", "S")])
    )
    assert asked(drafted(text, city="Turin"))["column:carrier"] == ("district", "none")
    assert "column:carrier" not in asked(drafted(text, {"column:carrier": "none"}, city="Turin"))


def test_a_sorted_file_is_looked_at_from_its_beginning_to_its_end() -> None:
    rows = [f"2019;residential;{word};{place}" for word in KNOWN for place in range(100)]
    text = "\n".join(("year;sector;Nośnik;energy_mwh", *rows)) + "\n"
    assert {match.column: match.field for match in drafted(text, city="Turin").mapping}["Nośnik"] == "carrier"


@pytest.mark.parametrize("name", ["Source of energy", "Source"])
def test_a_source_whose_cells_are_carriers_is_their_column_though_each_stands_once(name: str) -> None:
    rows = "2019,Residential,District heat,5\n2019,Tertiary,Electricity,6\n2019,Industry,Natural gas,7\n"
    draft = drafted(f"Year,Sector,{name},MWh\n{rows}", city="Turin")
    assert draft.ready
    assert [row["carrier"] for row in draft.table.to_pylist()] == ["heat_cold", "electricity", "natural_gas"]


@pytest.mark.parametrize(
    "words",
    [("final", "provisional"), ("Consumption", "Production"), ("Absolute", "Per capita"), ("Mean", "Lower bound")],
)
def test_words_for_editions_productions_and_figures_per_head_are_no_carriers(words: tuple[str, str]) -> None:
    text = long_table("Status", words)
    questions = asked(drafted(text, city="Turin"))
    assert "column:carrier" not in questions
    assert "Status" in questions["columns-unused"]


def test_that_no_column_holds_carriers_can_be_answered_where_years_stand_across() -> None:
    text = "Energy use (MWh),,,\nSector,Area,2018,2019\n" + "".join(
        f"{sector},{area},{number},{number + 1}\n"
        for number, (sector, area) in enumerate(
            [(s, a) for s in ("Residential", "Commercial") for a in ("Old", "New")], 5
        )
    )
    assert asked(drafted(text, city="Turin"))["column:carrier"] == ("Area", "none")
    answers = {"column:carrier": "none", "columns-unused": "Area", "rows:Area": "add-up"}
    draft = drafted(text, answers, city="Turin")
    assert draft.ready
    assert [item.total for item in draft.inventories] == [5 + 6 + 7 + 8, 6 + 7 + 8 + 9]
