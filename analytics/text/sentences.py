"""Sentences in English that remember how they were made, so that they can be said in another language.

The floors below the screen speak English: their sentences go into JSON, logs and tests as they are. A sentence that a
page shows is made here, from a whole template and its values, and ``dashboard.language`` says it again in the
reader's language. Without that memory a translation would have to guess the template from the finished text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Literal, TypeVar, cast

Key = TypeVar("Key")
Joint = Literal["and", "comma", "semicolon", "space", "dot", "nothing"]
JOINTS: dict[Joint, str] = {"and": ", ", "comma": ", ", "semicolon": "; ", "space": " ", "dot": " · ", "nothing": ""}
"""How the parts of a series are joined: ``a, b and c``, ``a, b``, ``a; b``, ``a b``, ``a · b``, and ``ab`` for the
figures and signs of a line of arithmetic."""

LONGEST_SHOWN = 60
OVERRIDES, TURNS = "\u202d\u202e", "\u202b\u2067"
"""Characters that force a direction of writing upon all that follows, and that turn it to the left."""
_TURNING = {ord(character): f"[U+{ord(character):04X}]" for character in OVERRIDES + TURNS}


class Sentence(str):
    """A sentence or a term: a ``str`` in English, with the ``template`` and the ``values`` it was made of.

    ``template`` is a whole sentence with named fields, ``"The inventory of {year} lacks {sector}."``; it is the
    identifier of its translation, so it is written out where the sentence is made, never put together. Values may be
    numbers with a format (``{amount:,.0f}``), plain text, or sentences and series that are translated in their turn.
    Without values the template is the text as it stands, braces included.
    """

    __slots__ = ("many", "number", "template", "values")

    template: str
    many: str | None
    number: float
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Sentence:
        """The sentence of a template. Raises KeyError for a field without a value."""
        return cls._made(template, None, 1, values)

    @classmethod
    def _made(cls, template: str, many: str | None, number: float, values: dict[str, object]) -> Sentence:
        chosen = template if many is None or number == 1 else many
        made = super().__new__(cls, chosen.format(**values) if values else chosen)
        made.template, made.many, made.number, made.values = template, many, number, values
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.template, self.many, self.number, self.values)


def _again(template: str, many: str | None, number: float, values: dict[str, object]) -> Sentence:
    return Sentence._made(template, many, number, values)


def spoken(record: object, *fields: str) -> None:
    """Make sentences of what is plain text in some fields of a frozen record."""
    for field in fields:
        text = getattr(record, field)
        if type(text) is str:
            object.__setattr__(record, field, Sentence(text))


def sentences(texts: Mapping[Key, str]) -> dict[Key, str]:
    """Sentences without values, such as the names of codes."""
    return {key: Sentence(text) for key, text in texts.items()}


def counted(one: str, many: str, number: float, /, **values: object) -> Sentence:
    """A sentence that depends on a count: ``counted("{number} row", "{number} rows", 3)``.

    ``number`` stands in both templates as ``{number}``. Raises KeyError for a field without a value.
    """
    return Sentence._made(one, many, number, {"number": number, **values})


def shipped(text: str) -> Sentence:
    """A word of a shipped table, such as the name of a fuel: it is translated with the tables, not with the code."""
    return Sentence(text)


class Series(str):
    """Several sentences or names in one text, each of which can be translated: see ``joined`` and ``listed``."""

    __slots__ = ("joint", "parts")

    parts: tuple[str, ...]
    joint: Joint

    def __new__(cls, parts: Iterable[str], joint: Joint) -> Series:
        """The parts in one text; an empty one without parts."""
        found = tuple(parts)
        last = " and ".join([*([", ".join(found[:-1])] if len(found) > 1 else []), *found[-1:]])
        made = super().__new__(cls, last if joint == "and" else JOINTS[joint].join(found))
        made.parts, made.joint = found, joint
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return Series, (self.parts, self.joint)


_FORMATS = re.compile(r",?(?:\.[0-9])?[dfg]?")
"""The formats of numbers that a sentence from elsewhere may ask for; others could ask for a text without an end."""


def plain_values(text: object) -> object:
    """A text with its memory as plain values that JSON can hold; ``remembered`` makes it again. Others as they are."""
    if isinstance(text, Sentence):
        values = {name: plain_values(value) for name, value in text.values.items()}
        return {"template": text.template, "many": text.many, "number": text.number, "values": values}
    if isinstance(text, Series):
        return {"joint": text.joint, "parts": [plain_values(part) for part in text.parts]}
    return text


def remembered(told: object) -> object:
    """What ``plain_values`` was made of. Raises ValueError, TypeError or KeyError for what it did not make: a template
    is filled in, so that one of a stranger must not reach into what it is filled with."""
    if not isinstance(told, Mapping):
        return told
    if "parts" in told:
        return Series(cast("list[str]", [remembered(part) for part in told["parts"]]), told["joint"])
    for template in (told["template"], told["many"]):
        for _, field, form, conversion in Formatter().parse(template or ""):
            if (
                told["values"]
                and field is not None
                and not (field.isidentifier() and _FORMATS.fullmatch(form or "") and conversion is None)
            ):
                raise ValueError("a template with fields that no sentence of ours has")
    values = {str(name): remembered(value) for name, value in told["values"].items()}
    return Sentence._made(told["template"], told["many"], told["number"], values)


def joined(parts: Iterable[str], joint: Joint = "space") -> Series:
    """Sentences one after the other, or names with commas between them."""
    return Series(parts, joint)


def first_of(names: Sequence[str], most: int, joint: Joint = "comma") -> Series | Sentence:
    """The first of some names, ``most`` of them, and how many more there are."""
    shown, more = joined(names[:most], joint), len(names) - most
    return Sentence("{names} and {number} more", names=shown, number=more) if more > 0 else shown


def quoted(text: str) -> str:
    """A text of a file as a sentence shows it: in quotation marks, on one line, no longer than a line bears. Hidden
    characters that turn the direction of writing are shown by their number, since the line would show otherwise."""
    line = " ".join(text[: 4 * LONGEST_SHOWN].translate(_TURNING).split())
    return f'"{line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"}"'


def listed(names: Iterable[str]) -> Series:
    """Names as a person lists them: ``a, b and c``."""
    return Series(names, "and")
