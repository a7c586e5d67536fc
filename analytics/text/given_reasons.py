"""A reason that somebody gives for what is done: that it is there, and that it says something."""

from __future__ import annotations

import unicodedata

from analytics.text.problems import Refused, ask
from analytics.text.sentences import Sentence

LETTERS = 3
"""[R] A reason holds a word of so many letters: a dot, a dash or a letter says nothing."""
SYLLABLES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
"""[R] In these scripts a sign is a syllable or a word, so that two of them say something."""


UNKNOWN = (
    "unknown;not known;not known why;reason unknown;don t know;i don t know;do not know;no idea;no reason;none;nothing;"
    "unbekannt;nicht bekannt;grund unbekannt;weiß nicht;keine ahnung;kein grund;desconocido;no se sabe;no sé;"
    "sin motivo;inconnu;inconnue;je ne sais pas;aucune idée;sans raison;sconosciuto;non so;non si sa;nessuna idea;"
    "nessun motivo;неизвестно;неизвестна;не знам;няма причина;desconhecido;não sei;não se sabe;sem motivo"
)
"""[R] What is no reason in seven languages: that nobody knows one."""


def says_something(reason: str) -> bool:
    """Whether a text holds three letters of any script next to each other, two of those of ``SYLLABLES``, which may
    bear marks and are not all alike: a word, and not "-", "n/a" or "xxx"; nor that nobody knows."""
    letters = "".join(one if unicodedata.category(one).startswith(("L", "M")) else " " for one in reason)
    if " ".join(letters.casefold().split()) in UNKNOWN.casefold().split(";"):
        return False
    return any(
        len(word) >= (LETTERS - unicodedata.name(word[0], "").startswith(SYLLABLES)) and len(set(word.casefold())) > 1
        for word in letters.split()
    )


def insist(reason: str, missing: Sentence, fix: Sentence, column: str | None = None) -> None:
    """Raise Refused where no reason is given (``missing`` says of what), or one that says nothing. Of a table the
    ``column`` is named."""
    if not reason.strip():
        raise Refused(ask("reason-missing", missing, "a few words that say why", fix, column=column, key="reason"))
    if not says_something(reason):
        raise Refused(
            ask(
                "reason-empty",
                Sentence('the reason "{reason}"', reason=reason.strip()[:40]),
                "a reason in words, other than that nobody knows one",
                fix,
                column=column,
                key="reason",
            )
        )
