"""What a text says of the year in it or beside it: the year of an inventory, that of its baseline, or another one.

A sheet holds many years: of targets and forecasts, of a census, of the edition of a factor, of its printing. Only words
that speak of the inventory make a year the one of its figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Kind = Literal["inventory", "year", "base", "monitoring", "title", "bare", "ahead", "target", "other", "unknown"]
"""``inventory``, ``year`` and ``base`` are labels of a year; ``monitoring`` and ``title`` speak of an inventory or of
its figures; ``bare`` says nothing; ``ahead`` is a target or forecast, ``target`` the label of its year; ``other`` is of
something else."""
LABELS: tuple[Kind, ...] = ("inventory", "year", "base")
LONGEST = 120
"""A longer text is prose, and dates nothing."""
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
PERIOD = re.compile(r"(?:FY\s*)?(?:19|20)[0-9]{2}\s*[/\u2010\u2011\u2013-]\s*(?:[0-9]{2}|[0-9]{4})", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}")
_WORD = re.compile(r"[^\W\d_]+")


def _any(*lines: str) -> re.Pattern[str]:
    """Any of the words, each written as the beginning of a word, or whole where a dot follows it."""
    words = [re.escape(word) for line in lines for word in line.split()]
    whole = [f"{word.removesuffix(re.escape('.'))}\\b" if word.endswith(re.escape(".")) else word for word in words]
    return re.compile(rf"\b(?:{'|'.join(whole)})")


_YEAR_WORD = re.compile(
    r"^(?:years?|anno|anni|ann[ée]es?|años?|anos?|jahre?s?|година(?:та)?|г"
    r"|(?:basis|bezugs|referenz|ausgangs|bilanz|berichts|inventar|monitoring|erfassungs|kalender|haushalts)jahr)$"
)
_BASE = re.compile(
    r"^(?:base|baseline|bei|ibe|basis|reference|référence|riferimento|referencia|referência|referenz|bezugs"
    r"|basisjahr|bezugsjahr|referenzjahr|ausgangsjahr|базова(?:та)?|базов|изходна(?:та)?|референтна)$"
)
_OF_INVENTORY = re.compile(
    r"^(?:inventory|accounting|monitoring|mei|ime|interim|measurement|measured|reporting|reported|balance"
    r"|inventaire|bilan|suivi|comptabilité|comptable|mesure|inventario|inventari|bilancio|monitoraggio|rendicontazione"
    r"|contabilità|seguimiento|balances|contable|inventário|balanço|monitorização|monitoramento|monitoria"
    r"|inventar|bilanz|berichts|bilanzjahr|berichtsjahr|inventarjahr|monitoringjahr|erfassungsjahr"
    r"|инвентаризация(?:та)?|инвентар|инвентара|мониторинг|мониторинга|отчетна|отчет|баланс|баланса"
    r"|emissions?|émissions|emissioni|emisiones|emissões|emissionen|емисии|емисиите|energy|énergie|energia|energía"
    r"|energie|енергия|data|figures|données|datos|dados|dati|daten|данни|данните)$"
)
_FILLER = frozenset(
    word
    for line in (
        "of the for in to a an and de du des d la le les l del dell della delle dello di do da das dos der die den zum",
        "zur für el los las em na на за по с calendar civile civil fiscal financial kalender kalenderjahr",
        "haushaltsjahr календарна ghg co e eq",
    )
    for word in line.split()
)
_FLAG = re.compile(r"^(?:[pebr]|prov\w*|prelim\w*|estim\w*|vorl\w*|kt|mt|t|mwh|gwh|kwh|tj|gj)$")
"""What stands beside a year and says nothing of it: marks of preliminary figures, and units."""
_STRONG = _any(
    "inventor inventar inventair inventári инвентар bilan. bilans. bilanz bilanc balance. balances. balanç баланс",
    "consum consom verbrauch потреблен консумац bei. mei. ibe. ime. baseline",
)
_SPEAKS = re.compile(
    r"inventor|inventar|inventaire|inventári|инвентар|bilan[cz]?|balance|balanç|баланс|consum|consom|verbrauch|потреблен"
    r"|консумац|energ|énerg|енерги|emission|émission|emisi[oó]n|emissõ|емиси|\bco[2₂]|treibhaus|\bthg|\bghg|\bges\b"
    r"|\bgei\b|\bgee\b|парников|\bbei\b|\bmei\b|\bibe\b|\bime\b|baseline|monitor|мониторинг|seguimiento|\bsuivi\b"
)
_MONITORING = _any("mei. ime. monitor мониторинг seguimiento suivi.")
_AHEAD = re.compile(
    r"\b(?:bau\b|business as usual|scenari|scénario|cenário|escenario|projec|projet|projekt|proiezion|proyecci|projeç"
    r"|проекци|forecast|prévision|previs|prognos|pronóstic|прогноз|target|objectif|objectiv|objetivo|obiettiv"
    r"|goal|cible|metas?\b|traguard|tendan[cz]|tendenz|tendencial|trend\b|outlook|expected|planned|pathway|trajector"
    r"|trajectoire|traiettoria|trayectoria|horizon|szenari|hochrechnung|vorausschau|ziel"
    r"|цел\b|цели\b|целта\b|целев|сценари|очакван)"
    r"|szenario\b|ziele?\b|prognose\b|ziels\b"
)
_PLAN = _any("plan. plans. seap secap paes paesc pact pacto patto piano aktionsplan план")
_OTHER = _any(
    "source. sources. quelle fonte. fonti. fuente източник abruf abgerufen retriev accessed download consult",
    "factor facteur fattor fator faktor emissionsfaktor коефициент фактор ipcc giec gwp prg pca ar4. ar5. ar6. tier",
    "guideline guidebook leitfaden handbook methodolog méthodolog",
    "print imprim impres stamp gedruckt druck отпечат publi veröffentlich pubblic публик version versión versão",
    "edition édition edizion edición edição ausgabe auflage издани revis révis rev. stand. update aktualisier actuali",
    "mise aggiorn atuali актуализ creat erstellt issued date. dates. datum fecha дата copyright",
    "popul census recens censo. censimento volkszählung einwohner inhabit habitant abitant населени преброяван",
    "approv approuv aprobad aprovad beschl genehmigt приет одобрен council conseil consigli concejo consejo conselho",
    "gemeinderat stadtrat съвет adopt adott signed signat signé resolution résolution délibér deliber decision submi",
    "regist directive direttiva richtlinie directiva diretiva директива regulation gesetz legge. ley. lei. loi. decree",
    "decret закон наредба since seit. depuis desde compar gegenüber rispetto respecto frente спрямо сравнение vs.",
    "against reduc réduc riduz reduç redução minder einspar saving change index indice construct built bauja",
    "built commission opened model price prezz preci preç prix preis цен cost coût kosten",
)


@lru_cache(maxsize=4096)
def kind(text: str) -> Kind:
    """What a text says of the year in it, or of the one that stands beside it."""
    words = YEAR.sub(" ", text).replace("_", " ").casefold()
    if not _WORD.search(words):
        return "other" if _DATE.search(text) else "bare"
    if _AHEAD.search(words):
        return (
            "target"
            if any(_YEAR_WORD.match(word) or word.endswith("jahr") for word in _WORD.findall(words))
            else "ahead"
        )
    if len(text) >= LONGEST or _OTHER.search(words) or _DATE.search(text):
        return "other"
    if _PLAN.search(words) and not _STRONG.search(words):
        return "other"
    tokens = [word for word in _WORD.findall(words) if word not in _FILLER and not _FLAG.match(word)]
    if not tokens:
        return "bare"
    if any(map(_YEAR_WORD.match, tokens)):
        label = _label(tokens)
        if label:
            return label
    if _MONITORING.search(words):
        return "monitoring"
    return "title" if _SPEAKS.search(words) else "unknown"


def _label(tokens: list[str]) -> Kind | None:
    """Whether words are the label of a year and no more: "Inventory year", "Anno base", "Bezugsjahr"."""
    base = any(map(_BASE.match, tokens))
    inventory = any(map(_OF_INVENTORY.match, tokens))
    strong = any(map(_STRONG.match, tokens))
    known = (_YEAR_WORD, _BASE, _OF_INVENTORY, _STRONG)
    if not all(any(words.match(token) for words in known) for token in tokens):
        return None
    return "base" if base else "inventory" if inventory or strong else "year"


def heads_figures(words: list[str]) -> bool:
    """Whether the words beside a year in a header only say which inventory it is: "BEI", "Monitoring year"."""
    tokens = [word for word in _WORD.findall(" ".join(words).casefold()) if word not in _FILLER]
    saying = (_YEAR_WORD, _BASE, _STRONG, _MONITORING)
    known = (*saying, _OF_INVENTORY)
    says = any(pattern.match(word) for pattern in saying for word in tokens)
    return says and all(any(pattern.match(word) for pattern in known) for word in tokens)


def ahead(text: str) -> bool:
    """Whether a text speaks of a target, a scenario or a forecast."""
    return _AHEAD.search(text.replace("_", " ").casefold()) is not None
