"""What a file is, by its content. Its name is believed in nothing but compared with what was found."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from analytics.text.problems import Problem, Refused, block, warn
from analytics.text.sentences import Sentence, quoted, sentences
from datasets.intake.readers import archive
from datasets.intake.readers.encoding import UTF8_MARK, wide_codec

Kind = Literal["delimited", "workbook", "empty", "other"]
"""``workbook`` also where it has a password or is damaged; ``other`` is what is not read."""
_NOTHING = b"\xff\xfe\xef\xbb\xbf \t\r\n\0"
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
EXTENSIONS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".xls": "xls",
    ".xlt": "xls",
    ".ods": "ods",
    ".ots": "ods",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".txt": "delimited",
    ".asc": "delimited",
    ".htm": "html",
    ".html": "html",
    ".xml": "XML",
    ".xlsb": "xlsb",
    ".pdf": "PDF",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".zip": "zip",
    ".exe": "program",
    ".doc": "Word",
    ".docx": "Word",
    ".json": "JSON",
}
"""What the name of a file promises."""
SPOKEN = sentences(
    {
        "xlsx": "an Excel workbook (.xlsx)",
        "xls": "an old Excel workbook (.xls)",
        "ods": "an OpenDocument spreadsheet (.ods)",
        "delimited": "delimited text",
    }
)
SIGNATURES = sentences(
    {
        b"\x89PNG": "a PNG image",
        b"\xff\xd8\xff": "a JPEG image",
        b"GIF8": "a GIF image",
        b"%PDF": "a PDF document",
        b"{\\rtf": "a rich-text document",
        b"MZ\x90\x00": "a Windows program",
        b"\x7fELF": "a program",
        b"\x1f\x8b": "a gzip archive",
    }
)
"""The first bytes of files that hold no table."""
_HTML, _XML_SPREADSHEET = Sentence("an HTML page"), Sentence("an XML spreadsheet of 2003")
MARKUP = (
    (re.compile(rb"<(?:!doctype html|html|head|body|table)\b", re.IGNORECASE), _HTML),
    (re.compile(rb"<.*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL), _XML_SPREADSHEET),
    (re.compile(rb"<\?xml|<[a-z]+:?[a-z]*\s+xmlns", re.IGNORECASE), Sentence("an XML document")),
    (re.compile(rb"[\[{]\s*[\[{\"]"), Sentence("a JSON document")),
)
"""How text begins that is no delimited text. Tables in web pages and XML spreadsheets are not read: a spreadsheet
program opens both and saves them as .xlsx, where marks and hidden parts of a cell are known."""
_OLD_OFFICE = (
    ("WordDocument", Sentence("an old Word document")),
    ("PowerPoint Document", Sentence("an old PowerPoint presentation")),
    ("__nameid_version1.0", Sentence("an Outlook message")),
)
_IN_ZIP = (
    ("xl/workbook.bin", Sentence("a binary Excel workbook (.xlsb)")),
    ("word/document.xml", Sentence("a Word document")),
    ("ppt/presentation.xml", Sentence("a PowerPoint presentation")),
    ("Index/Document.iwa", Sentence("a Numbers or Pages document")),
)


def kind(data: bytes, name: str) -> Kind:
    """What the content of a file is; ``name`` counts only for a damaged archive, of which nothing else is left."""
    found = form(data, name)
    kinds: dict[str, Kind] = {"delimited": "delimited", "empty": "empty", "other": "other"}
    return kinds.get(found, "workbook")


def form(data: bytes, name: str) -> str:
    """What the content of a file is, with workbooks told apart: "xlsx", "xls", "ods", or "protected" by a password."""
    if data.startswith(_ZIP) and data[2:4] in (b"\x03\x04", b"\x05\x06"):
        if listed := _listed(data):
            names = {entry.replace("\\", "/").lower() for entry in listed}
            if "[content_types].xml" in names and any(found.split("/")[-1] == "workbook.xml" for found in names):
                return "xlsx"
            if _ODS in data[:200]:
                return "protected" if "encrypted-package" in names else "ods"
            return "other"
        if _ODS in data[:200]:
            return "ods"
        if b"xl/workbook.xml" in data or b"xl/worksheets/" in data:
            return "xlsx"
        promised = EXTENSIONS.get(PurePath(name).suffix.lower(), "")
        return promised if promised in ("xlsx", "ods") else "other"
    if data.startswith(_OLE):
        if _stream(data, "EncryptedPackage"):
            return "protected"
        if _stream(data, "Workbook") or _stream(data, "Book"):
            return "xls"
        if any(_stream(data, stream) for stream, _ in _OLD_OFFICE):
            return "other"
        return "xls" if EXTENSIONS.get(PurePath(name).suffix.lower()) in ("xls", "xlsx") else "other"
    if data.startswith(tuple(SIGNATURES)) or data[:13].lower() == b"mime-version:":
        return "other"
    if not (data[:4096].strip(_NOTHING) or data.strip(_NOTHING)):
        return "empty"
    return "delimited" if _markup(data) is None else "other"


def _markup(data: bytes) -> Sentence | None:
    """In words what a text is that is no delimited text."""
    start = _head(data)
    return next((words for pattern, words in MARKUP if pattern.match(start)), None)


def _head(data: bytes) -> bytes:
    """The beginning of a text as UTF-8, without marks and blanks before it."""
    codec = wide_codec(data)
    start = data[:8192].decode(codec, errors="ignore").encode() if codec else data[:4096]
    return start.removeprefix(UTF8_MARK).lstrip()


def _listed(data: bytes) -> list[str]:
    """The names of the entries of an archive; none of one that is not to be opened."""
    try:
        return [entry.filename for entry in archive.directory(data)]
    except Refused:
        return []


def _stream(data: bytes, name: str) -> bool:
    """Whether an OLE file names such a stream in its directory, where names are in UTF-16 with zeros after them."""
    return name.encode("utf-16-le") + b"\0\0" in data


def described(data: bytes) -> str:
    """In words what a file is that holds no table."""
    if data.startswith(b"PK\x03\x04"):
        names = _listed(data)
        known = next((words for part, words in _IN_ZIP if part in names), None)
        if known or not names:
            return known or Sentence("a zip archive")
        return Sentence("a zip archive with {name} in it", name=quoted(names[0]))
    if data.startswith(_OLE):
        return next(
            (words for stream, words in _OLD_OFFICE if _stream(data, stream)), Sentence("an old Office document")
        )
    if data[:13].lower() == b"mime-version:":
        return Sentence("a web archive or an e-mail")
    signed = next((words for signature, words in SIGNATURES.items() if data.startswith(signature)), None)
    return signed or _markup(data) or Sentence("a file of an unknown kind")


def misnamed(found: str, name: str) -> Problem | None:
    """The warning that the name of a file promises another form than it has; ``found`` is as ``form`` gives it."""
    promised = EXTENSIONS.get(PurePath(name).suffix.lower())
    if promised is None or promised == found or found not in SPOKEN:
        return None
    return warn(
        "wrong-extension",
        Sentence("a file named {name} that is {kind}", name=quoted(PurePath(name).name), kind=SPOKEN[found]),
        "a name that ends as the content demands",
        Sentence("It was read as {kind}.", kind=SPOKEN[found]),
    )


def no_table(data: bytes, name: str) -> Problem:
    """The answer to a file that holds no table; its name is told where it promises one."""
    promises = EXTENSIONS.get(PurePath(name).suffix.lower()) in SPOKEN
    found = described(data)
    fix = (
        archive.SAVE_ANEW
        if found in (_HTML, _XML_SPREADSHEET)
        else Sentence("Save the table as CSV (UTF-8) or as a workbook and bring that file.")
    )
    if promises:
        found = Sentence("{kind}, named {name}", kind=found, name=quoted(PurePath(name).name))
    return block("wrong-type", found, "a CSV file or a workbook (.xlsx, .xls, .ods)", fix)
