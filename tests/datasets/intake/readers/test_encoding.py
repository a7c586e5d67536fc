"""A text in an old code page is read in the right one, which is said; where two are close it is asked about."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.readers.encoding import codec_of, likely
from tests.datasets.files import empty_store

TABLES = {
    "cp949": "부문,2018,2019\n가정,100,111\n상업,200,222\n산업,350,399\n수송,80,90\n",
    "gb18030": "部门,2018,2019\n居民,100,111\n商业,200,222\n工业,350,399\n交通,80,90\n",
    "big5": "部門,2018,2019\n住宅,100,111\n商業,200,222\n工業,350,399\n運輸,80,90\n",
    "cp932": "部門,2018,2019\n家庭,100,111\n業務,200,222\n産業,350,399\n",
    "cp874": "ประเภท,2018,2019\nที่อยู่อาศัย,100,111\nธุรกิจ,200,222\nอุตสาหกรรม,350,399\n",
    "cp1256": "القطاع,2018,2019\nالسكني,100,111\nالتجاري,200,222\nالصناعي,350,399\n",
    "cp1253": "Τομέας,2018,2019\nΚατοικίες,100,111\nΒιομηχανία,350,399\n",
    "cp1251": "Сектор,2018,2019\nЖилые здания,100,111\nПромышленность,200,222\n",
    "koi8-u": "Сектор,2018,2019\nЖитлові будівлі,100,111\nПромисловість,200,222\n",
    "cp866": "Сектор,2018,2019\nЖилые здания,100,111\nПромышленность,200,222\n",
    "cp1250": "Sektor,2018,2019\nMieszkalnictwo,100,111\nUsługi,200,222\nPrzemysł,350,399\n",
    "cp1252": "Sektor,2018,2019\nGebäude,100,111\nStraßenbeleuchtung,200,222\n",
    "cp1254": "Sektör,2018,2019\nKonutlar,100,111\nUlaşım,200,222\nAydınlatma,350,399\n",
    "cp1257": "Sektorius,2018,2019\nNamų ūkis,100,111\nPramonė,200,222\n",
}


def drafted(data: bytes, answers: dict[str, str] | None = None) -> Draft:
    return drafting.draft(empty_store(), data, "file.csv", {"unit": "MWh"} | (answers or {}), "Turin")


def words(draft: Draft) -> set[str]:
    """What the draft asks about, and the labels of what it took."""
    labels = draft.table["label"].to_pylist() if draft.table is not None else []
    return {*labels, *(str(problem.key) for problem in draft.problems if problem.severity == "ask")}


@pytest.mark.parametrize("page", TABLES)
def test_a_small_table_of_a_city_reads_as_in_utf_8_and_its_page_is_told(page: str) -> None:
    text = TABLES[page]
    data = text.encode(page)
    assert likely(data) == (codec_of(data),)
    assert data.decode(codec_of(data)) == text
    told = [problem for problem in drafted(data).problems if problem.code == "encoding"]
    assert [problem.severity for problem in told] == ["warn"]
    assert words(drafted(data)) == words(drafted(text.encode()))


@pytest.mark.parametrize("text", ["Iluminação,1\nHabitação,2\n", "Énergie à Sète,1\nà côté,2\n", "Łódź,1\nBrzóz,2\n"])
def test_accents_beside_each_other_within_a_word_are_no_other_alphabet(text: str) -> None:
    page = "cp1250" if "ź" in text else "cp1252"
    assert text.encode(page).decode(codec_of(text.encode(page))) == text


def test_russian_in_koi8_r_reads_as_in_its_twin() -> None:
    text = TABLES["cp1251"]
    assert text.encode("koi8-r").decode(codec_of(text.encode("koi8-r"))) == text


@pytest.mark.parametrize("sign", ["m³", "°C – “x”", "10 €"])
def test_signs_among_whole_words_change_nothing(sign: str) -> None:
    text = f"Сектор,2018,2019\nЖилые здания,100,111\n{sign},1,2\n".replace("³", "").replace("€", "")
    assert codec_of(text.encode("cp1251")) == "cp1251"


CLOSE = {
    "cp1255": "מגזר,2018,2019\nמגורים,100,111\nמסחר,200,222\nתעשייה,350,399\nתחבורה,5,6\n",
    "euc_jp": "部門,2018,2019\n家庭,100,111\n業務,200,222\n産業,350,399\n運輸,5,6\n",
}


@pytest.mark.parametrize("page", CLOSE)
def test_a_page_that_is_rated_close_to_another_is_asked_about_and_reads_as_answered(page: str) -> None:
    data = CLOSE[page].encode(page)
    (asked,) = [problem for problem in drafted(data).problems if problem.key == "encoding"]
    assert page in asked.choices
    assert words(drafted(data, {"encoding": page})) == words(drafted(CLOSE[page].encode()))


CROATIAN = "Sektor,2018,2019\nKućanstva,100,111\nIndustrija,200,222\n"


def test_a_page_that_is_not_sure_is_asked_about_with_a_word_as_each_has_it() -> None:
    data = CROATIAN.encode("cp1250")
    (asked,) = [problem for problem in drafted(data).problems if problem.key == "encoding"]
    assert (asked.severity, set(asked.choices)) == ("ask", {"cp1250", "cp1252"})
    assert "Kućanstva" in asked.fix
    assert "Kuæanstva" in asked.fix
    draft = drafted(data, {"encoding": "cp1250"})
    assert words(draft) == words(drafted(CROATIAN.encode()))
    assert "encoding" not in {problem.code for problem in draft.problems}


def test_any_page_may_be_said_and_no_other_word_is_one() -> None:
    data = TABLES["cp866"].encode("cp866")
    assert words(drafted(data, {"encoding": "cp1251"})) != words(drafted(data))
    refused = drafted(data, {"encoding": "klingon"})
    assert "answer-unknown" in {problem.code for problem in refused.problems}
