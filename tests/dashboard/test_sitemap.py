"""Every name of a page leads to one place of the menu, old addresses with all that they ask for."""

from __future__ import annotations

import pytest

from dashboard import sitemap

LEADS = {
    "progress": ("progress", ""),
    "inventory": ("emissions", ""),
    "drivers": ("progress", "drivers"),
    "outlook": ("plan", ""),
    "targets": ("plan", ""),
    "knowledge": ("plan", "ideas"),
    "adaptation": ("adaptation", ""),
    "energy": ("adaptation", "energy"),
    "pillars": ("duties", ""),
    "frames": ("duties", "frames"),
    "pairs": ("partner", ""),
    "twin": ("partner", "compare"),
    "partners": ("partner", "find"),
    "innovation": ("partner", "find"),
    "figures": ("data", "edit"),
    "history": ("data", "history"),
    "method": ("method", ""),
}


@pytest.mark.parametrize(("old", "place"), LEADS.items())
def test_each_page_that_once_stood_in_the_menu_leads_to_a_page_and_tab(old: str, place: tuple[str, str]) -> None:
    assert sitemap.place(old) == place


def test_every_place_is_a_tab_that_its_page_has() -> None:
    for name in sitemap.PLACES:
        page, tab = sitemap.place(name)
        assert page in sitemap.ENTRIES
        assert not tab or tab in sitemap.ENTRIES[page].tabs


@pytest.mark.parametrize(
    ("page", "asked", "tab"),
    [
        ("plan", {}, "outlook"),
        ("plan", {"part": "targets", "city": "US-BOS"}, "edit"),
        ("plan", {"tab": "ideas", "part": "targets"}, "ideas"),
        ("emissions", {"year": "2019"}, ""),
        ("data", {"tab": "history"}, "history"),
        ("present", {}, ""),
    ],
)
def test_an_address_means_the_tab_it_names_or_that_of_its_parameters(
    page: str, asked: dict[str, str], tab: str
) -> None:
    assert sitemap.tab(page, asked) == tab


def test_eight_entries_stand_above_the_foot() -> None:
    assert len([entry for entry in sitemap.ENTRIES.values() if entry.group != "foot"]) == 8
