"""Words in the name of a column that make its figures something else than what a city used or emitted in a year."""

from __future__ import annotations

NEVER_AMOUNTS = frozenset(
    word
    for line in (
        "saving savings saved avoided reduction reductions change difference delta index projection projected forecast",
        "bau scenario potential uncertainty lower upper",
        "économie économies évité évitée évités évitées réduction réductions variation écart indice projection",
        "scénario potentiel incertitude",
        "risparmio risparmi evitate evitata evitati evitato riduzione riduzioni variazione indice proiezione",
        "potenziale incertezza",
        "ahorro ahorros evitadas evitados reducción reducciones variación índice proyección escenario potencial",
        "incertidumbre",
        "poupança poupanças redução reduções variação índice projeção cenário incerteza",
        "einsparung einsparungen vermieden vermiedene minderung reduktion veränderung änderung differenz prognose",
        "szenario potenzial unsicherheit",
        "икономия икономии спестена спестени избегнати намаление намаляване изменение промяна разлика индекс прогноза",
        "сценарий потенциал неопределеност",
    )
    for word in line.split()
)
"""What is saved, changed, expected or possible."""
NEVER_CONSUMED = frozenset(
    word
    for line in (
        "production produced generation generated output",
        "produite produit produzione prodotta prodotto producción producida generación generada",
        "produção produzida geração gerada erzeugung erzeugt produktion производство произведена",
    )
    for word in line.split()
)
"""What is produced, where energy is meant: it is no consumption."""
LAND_USE = frozenset({"land", "lulucf", "afolu"})
"""Beside these words a change is the name of a sector."""


def others(words: frozenset[str], energy: bool) -> bool:
    """Whether the words of a header speak of other figures; ``energy`` says that its unit measures energy."""
    if energy and words & NEVER_CONSUMED:
        return True
    return bool(words & NEVER_AMOUNTS) and not words & LAND_USE
