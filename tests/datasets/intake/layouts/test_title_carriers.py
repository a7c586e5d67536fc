"""The carrier that stands in the title of a table is that of its figures, unless they name their own; a title that says
more is asked about."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.layouts.titled_figures import spoken_of
from tests.datasets.files import drafted, empty_store, told
from tests.datasets.workbooks import workbook

YEARS = "Sector,2017,2018,2019\nResidential,5,7,8\nIndustry,6,8,9\n"


def carriers(draft: Draft) -> set[str | None]:
    assert draft.table is not None
    return set(draft.table["carrier"].to_pylist())


@pytest.mark.parametrize(
    ("title", "carrier"),
    [
        ('"Electricity, MWh"', "electricity"),
        ("Stromverbrauch nach Sektoren in MWh", "electricity"),
        ("Consumo de energía eléctrica por sectores (kWh)", "electricity"),
        ("Consommation d'électricité par secteur (MWh)", "electricity"),
        ("Consumo di energia elettrica per settore (MWh)", "electricity"),
        ("Natural gas use by sector (MWh)", "natural_gas"),
        ("Wärmeverbrauch (MWh)", "heat_cold"),
        ("Emissions from electricity (t CO2e)", "electricity"),
        ("Electricity consumption of Turin (MWh)", "electricity"),
        ("Spotřeba elektřiny (MWh)", "electricity"),
        ("Sähkönkulutus (MWh)", "electricity"),
        ("Κατανάλωση ηλεκτρικής ενέργειας (MWh)", "electricity"),
        ("Zużycie gazu ziemnego (MWh)", "natural_gas"),
        ("Elförbrukning per sektor (MWh)", "electricity"),
        ("Consumo de energia elétrica por classe (MWh)", "electricity"),
    ],
)
def test_a_title_gives_its_carrier_to_figures_that_name_none(title: str, carrier: str) -> None:
    draft = drafted(f"{title}\n{YEARS}", None, "Turin")
    assert draft.problems == ()
    assert carriers(draft) == {carrier}


def test_figures_below_a_title_that_is_left_out_are_left_out_with_the_carriers_of_their_labels() -> None:
    title = "Fernwärme der Kesselanlage (MWh)"
    rows = ";2017;2018\nHaushalte Fernwärme;1;2\nGewerbe;3;4\n"
    left = drafted(f"{title}\n{rows}", {f"carrier:{title}": "leave-out"}, "Turin")
    assert (left.imported, left.ignored) == (0, 4)
    kept = drafted(f"{title}\n{rows}", {f"carrier:{title}": "heat_cold"}, "Turin")
    assert (kept.imported, carriers(kept)) == (4, {"heat_cold"})


def test_a_title_above_names_of_columns_gives_city_year_and_carrier_and_needs_no_question() -> None:
    rows = "Position;MWh\nHaushalte;312\nGewerbe;401\nIndustrie;512\n"
    draft = drafted(f"Torino Strom 2019 (MWh)\n{rows}")
    assert [problem.sentence() for problem in draft.problems if problem.severity != "warn"] == []
    assert {(item.city_id, item.year) for item in draft.inventories} == {("IT0004", 2019)}
    assert carriers(draft) == {"electricity"}


@pytest.mark.parametrize(
    "title",
    [
        "Energy use by sector (MWh)",
        "Electricity and natural gas (MWh)",
        "Electricity and gas use (MWh)",
        "Greenhouse gas emissions (t CO2e)",
        '"Spotřeba energie, MWh"',
        '"Enerģijas patēriņš, MWh"',
        '"Energijos suvartojimas, MWh"',
        '"Energy use, millions of kWh"',
        "Eenheid: TJ",
        "Methane emissions (t CH4)",
    ],
)
def test_a_title_of_several_carriers_or_of_none_gives_none(title: str) -> None:
    draft = drafted(f"{title}\n{YEARS}", None, "Turin")
    assert draft.problems == ()
    assert carriers(draft) == {None}


@pytest.mark.parametrize(
    "title",
    [
        "Energy use without electricity (MWh)",
        "Gas use by sector (MWh)",
        "Electricity use by NACE section (MWh)",
        "Tiêu thụ điện năng (MWh)",
        "電力消費量（MWh）",
    ],
)
def test_a_title_of_which_not_every_word_is_known_is_asked_about_with_the_carriers(title: str) -> None:
    asked = drafted(f"{title}\n{YEARS}", None, "Turin")
    assert told(asked) == [("ask", "carrier-in-title", 1, "A")]
    key = f"carrier:{title}"
    assert carriers(drafted(f"{title}\n{YEARS}", {key: "natural_gas"}, "Turin")) == {"natural_gas"}
    assert carriers(drafted(f"{title}\n{YEARS}", {key: "not-stated"}, "Turin")) == {None}


def test_a_title_says_nothing_against_a_column_or_the_heads_of_carriers() -> None:
    column = "Electricity (MWh)\nSector,Carrier,2018,2019\nResidential,Coal,3,4\nIndustry,Diesel,3,4\n"
    assert carriers(drafted(column, None, "Turin")) == {"coal", "diesel"}
    heads = "Electricity (MWh)\nYear,Coal,Diesel\n2018,1,2\n2019,3,4\n"
    assert carriers(drafted(heads, {"sector": "residential"}, "Turin")) == {"coal", "diesel"}


def test_the_name_of_a_sheet_is_such_a_title() -> None:
    rows = [["Unit", "MWh"], ["Sector", 2018, 2019], ["Residential", 5, 7], ["Industry", 6, 8]]
    draft = drafting.draft(empty_store(), workbook({"Electricity": rows}), "file.xlsx", None, "Turin", None)
    assert carriers(draft) == {"electricity"}
    other = drafting.draft(empty_store(), workbook({"Sheet1": rows}), "file.xlsx", None, "Turin", None)
    assert carriers(other) == {None}


def test_a_title_that_measures_something_else_is_asked_about_as_such_alone_and_keeps_its_carrier() -> None:
    title = "Electricity exported by sector (MWh)"
    asked = drafted(f"{title}\n{YEARS}", None, "Turin")
    assert told(asked) == [("ask", "other-figures", 1, None)]
    assert carriers(drafted(f"{title}\n{YEARS}", {"other-figures": "as-inventory"}, "Turin")) == {"electricity"}


def test_the_question_about_a_title_says_that_it_may_be_no_use_of_a_year() -> None:
    (problem,) = drafted(f"Energy use by bookkeeping (MWh)\n{YEARS}", None, "Turin").problems
    assert "part of the year" in problem.fix
    assert problem.choices[-1] == "leave-out"


def test_a_title_gives_its_carrier_to_a_table_of_one_number_a_row_too() -> None:
    rows = "Sector,Year,MWh\nResidential,2019,5\nIndustry,2019,6\n"
    answers = {"header-row": "2"}
    assert carriers(drafted(f"Electricity 2019\n{rows}", answers, "Turin")) == {"electricity"}
    assert carriers(drafted(f"Energy 2019\n{rows}", answers, "Turin")) == {None}
    named = rows.replace("Sector,", "Sector,Carrier,").replace(",2019", ",Coal,2019")
    assert carriers(drafted(f"Electricity 2019\n{named}", answers, "Turin")) == {"coal"}


def test_a_line_that_names_a_source_names_no_carrier() -> None:
    draft = drafted(f"Source: the electricity board\nEnergy use (MWh)\n{YEARS}", None, "Turin")
    assert carriers(draft) == {None}


def test_municipal_solid_waste_in_a_title_is_a_sector_and_no_carrier() -> None:
    assert spoken_of("Municipal solid waste 2019") == ([], [])


@pytest.mark.parametrize(
    "title", ["Consumo elétrico (kWh)", "Consumi elettrici (MWh)", "Consommation électrique (MWh)"]
)
def test_a_title_may_name_electricity_by_what_is_electric(title: str) -> None:
    assert spoken_of(title) == (["electricity"], [])


def test_gas_that_a_title_names_is_asked_about_and_taken_at_the_gross_value_that_it_states() -> None:
    title = "Gasabsatz in MWh (Ho)"
    cells = [[title], ["Sektor", 2018, 2019], ["Wohnen", 100, 110], ["Gewerbe", 50, 60]]
    data = workbook({"Gas": cells})
    (problem,) = drafting.draft(empty_store(), data, "file.xlsx", None, "Turin").problems
    assert (problem.key, "natural_gas" in problem.choices) == (f"carrier:{title}", True)
    answers = {f"carrier:{title}": "natural_gas", "gross-units": "gross"}
    draft = drafting.draft(empty_store(), data, "file.xlsx", answers, "Turin")
    assert draft.ready, draft.problems
    assert [round(row["value"]) for row in draft.table.to_pylist()] == [90, 45, 99, 54]


OF_ONE_CARRIER = "Year,Sector,{},Source\n2019,Residential,5,bills\n2019,Industry,6,bills\n"


def test_the_name_of_the_only_column_of_figures_gives_its_carrier_to_a_table_of_one_number_a_row() -> None:
    assert carriers(drafted(OF_ONE_CARRIER.format("Natural gas (MWh)"), None, "Turin")) == {"natural_gas"}
    assert carriers(drafted(OF_ONE_CARRIER.format("Energy (MWh)"), None, "Turin")) == {None}
    both = OF_ONE_CARRIER.format("Electricity and gas (MWh)")
    assert carriers(drafted(both, {"column:value": "Electricity and gas (MWh)"}, "Turin")) == {None}


def test_gas_in_the_name_of_the_only_column_of_figures_is_asked_about() -> None:
    text = OF_ONE_CARRIER.format("Gas consumption (MWh)")
    (problem,) = drafted(text, None, "Turin").problems
    assert problem.key == "carrier:Gas consumption"
    assert "natural_gas" in problem.choices
    assert carriers(drafted(text, {"carrier:Gas consumption": "natural_gas"}, "Turin")) == {"natural_gas"}


def test_the_carrier_of_the_figures_goes_before_that_of_the_title() -> None:
    text = "Electricity and other energy of 2019\n" + OF_ONE_CARRIER.format("Natural gas (MWh)")
    assert carriers(drafted(text, {"header-row": "2", "other-figures": "as-inventory"}, "Turin")) == {"natural_gas"}
