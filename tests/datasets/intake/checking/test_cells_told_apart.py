"""What tells the rows of one place apart: their label, beside a GPC reference too, and the number of an entry."""

from __future__ import annotations

from tests.datasets.files import drafted, told

HEAD = "city,year,gpc_ref,label,carrier,value,unit,entry_of_cell\n"


def of(*rows: str) -> str:
    return HEAD + "\n".join(f"Boston,2030,{line}" for line in rows).replace("2030", "2019") + "\n"


def test_labels_tell_rows_of_one_gpc_reference_apart() -> None:
    draft = drafted(of("I.2.1,Biodiesel,biofuel,4,t CO2e,", "I.2.1,Ethanol,biofuel,1,t CO2e,"), {"reason": "a test"})
    assert [item for item in told(draft) if item[0] != "warn"] == []
    assert draft.inventories[0].total == 5


def test_a_label_that_differs_in_case_and_spaces_alone_is_the_same_cell() -> None:
    draft = drafted(of("I.2.1,Bio diesel,biofuel,4,t CO2e,", "I.2.1, BIO  DIESEL,biofuel,1,t CO2e,"))
    assert ("block", "conflicting-duplicate", 3, "value") in told(draft)


def test_rows_of_one_cell_that_are_numbered_as_entries_add_up_and_a_number_twice_is_a_conflict() -> None:
    rows = ("I.2.1,Bio,biofuel,4,t CO2e,1", "I.2.1,Bio,biofuel,1,t CO2e,2")
    assert drafted(of(*rows), {"reason": "a test"}).inventories[0].total == 5
    assert ("block", "conflicting-duplicate", 4, "value") in told(drafted(of(*rows, "I.2.1,Bio,biofuel,2,t CO2e,2")))


def test_the_name_of_the_sector_beside_a_reference_is_no_label_of_the_row() -> None:
    rows = "Boston,2019,I.1.1,Residential,4,t CO2e\nBoston,2019,I.1.1,Homes,1,t CO2e\n"
    text = f"city,year,gpc_ref,sector,value,unit\n{rows}"
    assert ("block", "conflicting-duplicate", 3, "value") in told(drafted(text))
