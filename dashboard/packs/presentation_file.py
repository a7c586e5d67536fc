"""A presentation as a file (PPTX, ECMA-376): its parts, how they hang together, and the archive that holds them.

Every part is written as text, and the archive bears one fixed time, so that the same data gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from dashboard.packs import master

ANCIENT = (1980, 1, 1, 0, 0, 0)
"""The time that every part of an archive bears."""
TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = {
    "ppt/presentation.xml": f"{TYPE}.main+xml",
    "ppt/presProps.xml": "application/vnd.openxmlformats-officedocument.presentationml.presProps+xml",
    "ppt/tableStyles.xml": "application/vnd.openxmlformats-officedocument.presentationml.tableStyles+xml",
    "ppt/theme/": "application/vnd.openxmlformats-officedocument.theme+xml",
    "ppt/slideMasters/": "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml",
    "ppt/slideLayouts/": "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml",
    "ppt/notesMasters/": "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml",
    "ppt/notesSlides/": "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml",
    "ppt/slides/": "application/vnd.openxmlformats-officedocument.presentationml.slide+xml",
    "ppt/charts/": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
"""What each part is, by the beginning of its name."""
_ENDINGS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Links = list[tuple[str, str]]
"""What a part uses: the kind of the link and the other part's name as seen from it; the first is ``rId1``."""


class PresentationFile:
    """The parts of one presentation. Slides are added one after the other."""

    def __init__(self) -> None:
        self._parts: dict[str, str | bytes] = {}
        self._links: dict[str, Links] = {}
        self._slides = self._charts = 0
        for name, (text, links) in master.parts().items():
            self._part(name, text, links)

    def _part(self, name: str, content: str | bytes, links: Links | None = None) -> None:
        self._parts[name] = content
        if links:
            self._links[name] = links

    def picture(self, content: bytes) -> str:
        """Keep a picture (PNG) and give the name by which a slide links to it; the same picture is kept once."""
        known = [name for name, part in self._parts.items() if part == content]
        name = known[0] if known else f"ppt/media/image{sum('media' in part for part in self._parts) + 1}.png"
        self._part(name, content)
        return f"../{name.removeprefix('ppt/')}"

    def chart(self, text: str, workbook: bytes) -> str:
        """Keep a chart with the workbook behind it, which links to it as ``rId1``; gives the name for a slide."""
        self._charts += 1
        book = f"embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx"
        self._part(f"ppt/{book}", workbook)
        self._part(f"ppt/charts/chart{self._charts}.xml", text, [("package", f"../{book}")])
        return f"../charts/chart{self._charts}.xml"

    def slide(self, text: str, links: Links, notes: str) -> None:
        """Add a slide; ``links`` begin with the one to its layout, and the last one is made here, to its notes."""
        self._slides += 1
        number = self._slides
        self._part(
            f"ppt/slides/slide{number}.xml", text, [*links, ("notesSlide", f"../notesSlides/notesSlide{number}.xml")]
        )
        beside = [("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", f"../slides/slide{number}.xml")]
        self._part(f"ppt/notesSlides/notesSlide{number}.xml", notes, beside)

    def written(self, title: str, subject: str, author: str, language: str, made: datetime) -> bytes:
        """The file, with what it says of itself."""
        numbers = range(1, self._slides + 1)
        whole: Links = [
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("theme", "theme/theme1.xml"),
            ("presProps", "presProps.xml"),
            ("tableStyles", "tableStyles.xml"),
        ]
        first = len(whole) + 1
        self._part("ppt/presentation.xml", master.presentation([f"rId{first + n}" for n in range(self._slides)]))
        self._links["ppt/presentation.xml"] = [*whole, *(("slide", f"slides/slide{number}.xml") for number in numbers)]
        self._part("docProps/core.xml", _core(title, subject, author, language, made))
        self._part("docProps/app.xml", master.APP)
        parts: dict[str, str | bytes] = {"[Content_Types].xml": self._types(), "_rels/.rels": _ROOT}
        for name, content in self._parts.items():
            parts[name] = content
            if name in self._links:
                folder, _sign, file = name.rpartition("/")
                parts[f"{folder}/_rels/{file}.rels"] = _relationships(self._links[name])
        return archive(parts)

    def _types(self) -> str:
        defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in _ENDINGS.items())
        known = (
            (name, next((kind for start, kind in _KINDS.items() if name.startswith(start)), None))
            for name in self._parts
        )
        overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in known if kind)
        return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts by their names as an archive (ZIP)."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, ANCIENT), content, zipfile.ZIP_DEFLATED, 5)
    return result.getvalue()


def _relationships(links: Iterable[tuple[str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


_ROOT = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="ppt/presentation.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)


def _core(title: str, subject: str, author: str, language: str, made: datetime) -> str:
    moment = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator><dc:language>{language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
