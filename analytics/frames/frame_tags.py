"""The tags of four frames: what each stands for, where it is from, and how a tag that somebody wrote is read.

A code is written as people write it: "SDG 11", "SDG 11.2", "NUA social", "NUA 54" (a paragraph), "Sendai A" (a target),
"Sendai 1" (a priority), "Paris 7" (an article). Names of articles and of targets are ours, in short [R]: the documents
print whole sentences, or no title at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analytics.text.lexicon import lexicon
from analytics.text.nearest import nearest as written_like
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence, joined, sentences

LONGEST = 200
"""So many letters of a single tag are read: a longer one is none."""
MOST = 40
"""[R] So many tags of one entry are taken: what serves everything tells nothing."""


@dataclass(frozen=True)
class Framework:
    """One frame: its ``code`` before every tag of it, its name, and the document that says what is in it."""

    code: str
    name: str
    source: str
    edition: str
    expected: str
    """Which tags it has, in words."""


FRAMEWORKS: Mapping[str, Framework] = {
    "SDG": Framework(
        "SDG",
        Sentence("Sustainable Development Goals"),
        "United Nations General Assembly, Transforming our world: the 2030 Agenda for Sustainable Development",
        "A/RES/70/1, 25 September 2015",
        Sentence("a goal from SDG 1 to SDG 17, or one of its targets, such as SDG 11.2"),
    ),
    "NUA": Framework(
        "NUA",
        Sentence("New Urban Agenda"),
        "United Nations General Assembly, New Urban Agenda",
        "A/RES/71/256, 23 December 2016",
        Sentence("a commitment such as NUA social, or a paragraph from NUA 25 to NUA 160"),
    ),
    "Sendai": Framework(
        "Sendai",
        Sentence("Sendai Framework"),
        "United Nations General Assembly, Sendai Framework for Disaster Risk Reduction 2015-2030",
        "A/RES/69/283, 3 June 2015",
        Sentence("a target from Sendai A to Sendai G, or a priority from Sendai 1 to Sendai 4"),
    ),
    "Paris": Framework(
        "Paris",
        Sentence("Paris Agreement"),
        "United Nations Framework Convention on Climate Change, Paris Agreement",
        "FCCC/CP/2015/10/Add.1, 12 December 2015",
        Sentence("an article from Paris 2 to Paris 15"),
    ),
}
"""The frames, each with its document."""
GOALS: Mapping[str, str] = sentences(
    {
        "1": "No poverty",
        "2": "Zero hunger",
        "3": "Good health and well-being",
        "4": "Quality education",
        "5": "Gender equality",
        "6": "Clean water and sanitation",
        "7": "Affordable and clean energy",
        "8": "Decent work and economic growth",
        "9": "Industry, innovation and infrastructure",
        "10": "Reduced inequalities",
        "11": "Sustainable cities and communities",
        "12": "Responsible consumption and production",
        "13": "Climate action",
        "14": "Life below water",
        "15": "Life on land",
        "16": "Peace, justice and strong institutions",
        "17": "Partnerships for the goals",
    }
)
"""The Sustainable Development Goals by number."""
_TARGETS: Mapping[str, tuple[int, str]] = {
    "1": (5, "ab"),
    "2": (5, "abc"),
    "3": (9, "abcd"),
    "4": (7, "abc"),
    "5": (6, "abc"),
    "6": (6, "ab"),
    "7": (3, "ab"),
    "8": (10, "ab"),
    "9": (5, "abc"),
    "10": (7, "abc"),
    "11": (7, "abc"),
    "12": (8, "abc"),
    "13": (3, "ab"),
    "14": (7, "abc"),
    "15": (9, "abc"),
    "16": (10, "ab"),
    "17": (19, ""),
}
"""Of each goal how many numbered targets it has, and the letters of the others: 169 in all."""
SENDAI_TARGETS: Mapping[str, str] = sentences(
    {
        "A": "A Fewer deaths",
        "B": "B Fewer people affected",
        "C": "C Less economic loss",
        "D": "D Less damage to infrastructure and services",
        "E": "E More strategies against disasters",
        "F": "F More international cooperation",
        "G": "G More early warning",
    }
)
"""The seven global targets of the Sendai Framework, in short."""
SENDAI_PRIORITIES: Mapping[str, str] = sentences(
    {
        "1": "Understanding disaster risk",
        "2": "Strengthening disaster risk governance",
        "3": "Investing in disaster risk reduction for resilience",
        "4": "Preparedness for response, and building back better",
    }
)
"""Its four priorities for action."""
URBAN_COMMITMENTS: Mapping[str, tuple[int, int, str]] = {
    "social": (25, 42, Sentence("Social inclusion and ending poverty")),
    "prosperity": (43, 62, Sentence("Urban prosperity and opportunities for all")),
    "environment": (63, 80, Sentence("Environmentally sustainable and resilient urban development")),
    "governance": (81, 92, Sentence("Building the urban governance structure")),
    "planning": (93, 125, Sentence("Planning and managing urban spatial development")),
    "means": (126, 160, Sentence("Means of implementation")),
}
"""The three transformative commitments of the New Urban Agenda and three ways to carry them out, each with its first
paragraph and its last."""
ARTICLES: Mapping[str, str] = sentences(
    {
        "2": "Aim: well below 2 °C, adaptation, finance",
        "3": "Nationally determined contributions",
        "4": "Mitigation",
        "5": "Sinks and forests",
        "6": "Voluntary cooperation",
        "7": "Adaptation",
        "8": "Loss and damage",
        "9": "Finance",
        "10": "Technology",
        "11": "Capacity-building",
        "12": "Education and public awareness",
        "13": "Transparency",
        "14": "Global stocktake",
        "15": "Implementation and compliance",
    }
)
"""The articles of the Paris Agreement that ask for something to be done; those from 16 on are of bodies and entry into
force."""


@dataclass(frozen=True)
class FrameTag:
    """One tag: its code, its frame, its name in words, and the code of what it is a part of, "" for a part of none."""

    code: str
    frame: str
    name: str
    whole: str = ""


def _made() -> dict[str, FrameTag]:
    found = [FrameTag(f"SDG {goal}", "SDG", name) for goal, name in GOALS.items()]
    for goal, (numbers, letters) in _TARGETS.items():
        parts = [*map(str, range(1, numbers + 1)), *letters]
        found += [FrameTag(f"SDG {goal}.{part}", "SDG", GOALS[goal], f"SDG {goal}") for part in parts]
    for word, (first, last, name) in URBAN_COMMITMENTS.items():
        found.append(FrameTag(f"NUA {word}", "NUA", name))
        found += [FrameTag(f"NUA {number}", "NUA", name, f"NUA {word}") for number in range(first, last + 1)]
    found += [FrameTag(f"Sendai {letter}", "Sendai", name) for letter, name in SENDAI_TARGETS.items()]
    found += [FrameTag(f"Sendai {number}", "Sendai", name) for number, name in SENDAI_PRIORITIES.items()]
    found += [FrameTag(f"Paris {number}", "Paris", name) for number, name in ARTICLES.items()]
    return {tag.code: tag for tag in found}


TAGS: Mapping[str, FrameTag] = _made()
"""Every tag by its code, in the order of the frames and of their parts."""
_NUMBERED = re.compile(r"(?P<frame>.*?)\s*[-:.#]?\s*(?P<part>\d+(?:\s*[.,]\s*(?:\d+|[a-z]))?|(?<![a-z])[a-z])")
_LEAST_LETTERS = 5
"""A shorter word stands in too many names to mean one of them."""
_BETWEEN = re.compile(r"[;\n|]+")


def read(said: str, frame: str | None = None) -> tuple[str, ...]:
    """The tags of a text, parted by semicolons, each once and in the order of ``TAGS``: codes, or the names of goals,
    commitments, priorities and articles in seven languages. Of one ``frame`` a bare number is read as its part.

    Raises Refused for everything that is no tag, each with what is nearest, and for too many.
    """
    taken, wrong = set[str](), list[Problem]()
    for part in filter(None, map(str.strip, _BETWEEN.split(said))):
        code = tag_of(part, frame)
        if code is None:
            wrong.append(_unknown(part, frame))
        else:
            taken.add(code)
    if len(taken) > MOST:
        wrong.append(
            block(
                "tags-many",
                Sentence("{number} tags", number=len(taken)),
                Sentence("at most {number} tags", number=MOST),
                "Keep those that say most.",
                column="tags",
            )
        )
    if wrong:
        raise Refused(*wrong[:MOST])
    return tuple(code for code in TAGS if code in taken)


def tag_of(said: str, frame: str | None = None) -> str | None:
    """The code of one tag, of any frame or of this one; None for what is none. The name of an article alone is none:
    who writes "Finance" need not mean the Paris Agreement."""
    if len(said) > LONGEST:
        return None
    text = _folded(said)
    named = _words("tag").get(text)
    if frame is None and named is not None and TAGS[named].frame == "Paris" != _frame_of(text):
        return None
    if named is None and (found := _NUMBERED.fullmatch(text)):
        word = found["frame"].strip()
        of = _words("frame").get(word) if word else frame
        named = f"{of} {_part(of, found['part'])}"
    if named is None and frame is not None:
        named = f"{frame} {text}"
    tag = TAGS.get(named or "")
    return tag.code if tag is not None and frame in (None, tag.frame) else None


def label(code: str) -> Sentence:
    """A tag in words, with its name: "SDG 11.2 Sustainable cities and communities"."""
    tag = TAGS[code]
    part = code.partition(" ")[2]
    match tag.frame:
        case "SDG":
            return Sentence("SDG {part} {name}", part=part, name=tag.name)
        case "Sendai" if part.isalpha():
            # Translators: a target of the Sendai Framework, whose name begins with its letter.
            return Sentence("Sendai {name}", name=tag.name)
        case "Sendai":
            return Sentence("Sendai priority {part} {name}", part=part, name=tag.name)
        case "Paris":
            return Sentence("Paris Agreement, article {part}: {name}", part=part, name=tag.name)
    if tag.whole:
        return Sentence("New Urban Agenda, paragraph {part}: {name}", part=part, name=tag.name)
    return Sentence("New Urban Agenda: {name}", name=tag.name)


def serving(code: str, tags: Sequence[str]) -> bool:
    """Whether any of some tags is this one or a part of it: what serves SDG 11.2 serves SDG 11."""
    return any(code in (tag, TAGS[tag].whole) for tag in tags if tag in TAGS)


def of_frame(frame: str) -> tuple[FrameTag, ...]:
    """The tags of one frame that are a part of none: its goals, commitments, targets and priorities, or articles."""
    return tuple(tag for tag in TAGS.values() if tag.frame == frame and not tag.whole)


def nearest(said: str, frame: str | None = None) -> tuple[str, ...]:
    """Up to three tags that somebody may have meant: of a target or paragraph that is none what it would be a part of,
    then those that look like it; of a word those that are written like it in any language."""
    text = _folded(said[:LONGEST])
    of = frame or _frame_of(text)
    if of and (found := _NUMBERED.fullmatch(text)):
        part = _part(of, found["part"])
        goal = f"{of} {part.partition('.')[0]}"
        near = [tag.code for tag in TAGS.values() if tag.frame == of and tag.whole == (goal if goal in TAGS else "")]
        alike = written_like(f"{of} {part}", sorted(near, reverse=True), least=0)
        return tuple(dict.fromkeys((*([goal] if goal in TAGS else ()), *alike)))[:3]
    known = {word: code for word, code in _words("tag").items() if not of or TAGS[code].frame == of}
    alike = written_like(text, known)
    holding = [word for word in known if len(text) >= _LEAST_LETTERS and text in word.split()]
    return tuple(dict.fromkeys(known[word] for word in alike or holding))[:3]


def _unknown(said: str, frame: str | None) -> Problem:
    near = nearest(said, frame)
    of = frame or _frame_of(_folded(said[:LONGEST]))
    expected = FRAMEWORKS[of].expected if of else Sentence("a tag such as SDG 11, NUA social, Sendai A or Paris 7")
    names = joined(map(label, near), "semicolon")
    return block(
        "tag-unknown",
        Sentence('the tag "{tag}"', tag=said[:40]),
        expected,
        Sentence("Did you mean one of these: {names}?", names=names) if near else "Correct the tag.",
        column="tags",
        choices=near,
    )


def _part(frame: str | None, part: str) -> str:
    """A number or letter as the frame writes it."""
    plain = re.sub(r"\s", "", part).replace(",", ".")
    return plain.upper() if frame == "Sendai" else plain


def _frame_of(text: str) -> str | None:
    """The frame that a folded text begins with, by any of its names."""
    named = _words("frame")
    words = [word for word in named if text == word or re.match(rf"{re.escape(word)}(?!\w)", text)]
    return named[max(words, key=len)] if words else None


@cache
def _words(kind: str) -> Mapping[str, str]:
    """What the words of a kind mean, folded; a code is a word for its tag."""
    own = {_folded(code): code for code in TAGS} if kind == "tag" else {}
    return own | {_folded(word): meaning for word, meaning in lexicon("frames").meanings(kind).items()}


def _folded(said: str) -> str:
    """A tag as tags are compared: in lower case, without accents, and without marks but those of numbers."""
    text = "".join(one for one in unicodedata.normalize("NFKD", said.casefold()) if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^\w.,:#/-]+|_", " ", text).split())
