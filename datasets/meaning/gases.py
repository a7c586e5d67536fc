"""The gases by the names that a column of gases gives them."""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "co2": "CO2",
    "carbondioxide": "CO2",
    "fossilco2": "CO2",
    "anidridecarbonica": "CO2",
    "dioxydedecarbone": "CO2",
    "dioxidodecarbono": "CO2",
    "kohlendioxid": "CO2",
    "въглеродендиоксид": "CO2",
    "ch4": "CH4",
    "methane": "CH4",
    "metano": "CH4",
    "methan": "CH4",
    "метан": "CH4",
    "n2o": "N2O",
    "nitrousoxide": "N2O",
    "protossidodiazoto": "N2O",
    "protoxydedazote": "N2O",
    "oxidonitroso": "N2O",
    "lachgas": "N2O",
    "distickstoffmonoxid": "N2O",
    "диазотеноксид": "N2O",
    "раискигаз": "N2O",
    "co2e": "CO2e",
    "co2eq": "CO2e",
    "co2equivalent": "CO2e",
    "ghg": "CO2e",
    "allgases": "CO2e",
}


def gas_of(text: str) -> str | None:
    """The gas that a word names: CO2, CH4, N2O or CO2e; None for any other."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _NAMES.get(re.sub(r"[\W_]+", "", "".join(letter for letter in plain if not unicodedata.combining(letter))))
