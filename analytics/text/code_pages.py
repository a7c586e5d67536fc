"""The code pages in which texts are written that are not UTF-8, and their names."""

from __future__ import annotations

WESTERN = "cp1252"
ALPHABETS = {
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "cp949": "Korean (CP949)",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp874": "Windows-874",
    "cp1256": "Windows-1256",
    "cp1255": "Windows-1255",
    "cp1253": "Windows-1253",
    "cp1251": "Windows-1251",
    "koi8-u": "KOI8",
    "cp866": "CP866",
}
"""The code pages of other alphabets than the Latin one, and how they are told of."""
LATIN = {
    WESTERN: "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1257": "Windows-1257",
}
CODE_PAGES = {"utf-16": "UTF-16", **ALPHABETS, **LATIN}
"""The encodings that are told of, with their names."""
