"""Small workbooks for the tests of their readers, and the archives that hostile ones are made of."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

FOLDER = Path(__file__).resolve().parents[1] / "data" / "workbooks"
"""``kinds.*`` hold the same three sheets, ``locked.*`` the password "secret"; both were saved by LibreOffice.
``formats.xls`` holds numbers with number formats and was written by xlwt."""
CONTENT_TYPES = "[Content_Types].xml"


def stored(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def xlsx(fill: Callable[[Workbook], object]) -> bytes:
    """A workbook as openpyxl writes it after ``fill`` put cells in its first sheet."""
    book = openpyxl.Workbook()
    fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def replaced(data: bytes, parts: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook with some parts rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts[name](old.read(name)) if name in parts else old.read(name))
    return target.getvalue()


def archive(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """An archive whose directory says that its first entry unpacks to ``size`` bytes."""
    place = data.index(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<L", size) + data[place + 28 :]
