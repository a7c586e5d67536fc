"""What a text says of a year, word by word, in the languages of the signatories."""

from __future__ import annotations

import pytest

from datasets.intake.meaning.year_words import Kind, heads_figures, kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Inventory year", "inventory"),
        ("Accounting Year", "inventory"),
        ("Année du bilan", "inventory"),
        ("Anno di monitoraggio", "inventory"),
        ("Año de seguimiento", "inventory"),
        ("Bilanzjahr", "inventory"),
        ("Ano de monitorização", "inventory"),
        ("Година на инвентаризацията", "inventory"),
        ("Year", "year"),
        ("Jahr", "year"),
        ("Година", "year"),
        ("Base year - 2008", "base"),
        ("Année de référence", "base"),
        ("Anno base", "base"),
        ("Basisjahr", "base"),
        ("Target year", "target"),
        ("Zieljahr", "target"),
        ("Целева година", "target"),
        ("Année cible", "target"),
        ("BAU 2020", "ahead"),
        ("Previsão 2020", "ahead"),
        ("Trendszenario 2020", "ahead"),
        ("MEI 2019", "monitoring"),
        ("Monitoring emission inventory 2019", "monitoring"),
        ("BEI 2005", "title"),
        ("Energy consumption of buildings 2019", "title"),
        ("THG-Bilanz 2019", "title"),
        ("2019", "bare"),
        ("2019 (MWh)", "bare"),
        ("2013 (p)", "bare"),
        ("Publication year", "other"),
        ("Year of construction", "other"),
        ("Census 2011", "other"),
        ("Stand: März 2021", "other"),
        ("Emissions since 1990", "other"),
        ("Aktionsplan Energie 2012", "other"),
        ("Turin 2019", "unknown"),
    ],
)
def test_a_text_says_what_its_year_is_of(text: str, found: Kind) -> None:
    assert kind(text) == found


@pytest.mark.parametrize("words", ["BEI", "MEI", "Baseline", "Basisjahr", "Inventaire de suivi", "Базова година"])
def test_words_that_only_say_which_inventory_a_column_is_of_head_figures(words: str) -> None:
    assert heads_figures(words.split())


@pytest.mark.parametrize("words", ["", "Residential", "Base load", "Natural gas"])
def test_other_words_do_not(words: str) -> None:
    assert not heads_figures(words.split())
