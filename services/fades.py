"""Fades that a prompt asks for in words ("Fade in", "fade to black"): taken out of the text, and told as what they are.

It reads marks, not meaning: a fade is the film's where a clause begins with it; that of a colour or of music is none.
"""

import re

from msgspec import Struct

_BLACK = r"(?:\s(?:from|to|into)\s(?:a\s|full\s|complete\s)?(?:black|darkness)\b)"
_FADE = re.compile(
    r"(?:(?:^|(?<=[.;:!?,\])\n])|(?<=[\[(]))\s{0,3}|\s(?=(?:and|then)\b))"
    r"(?:(?:and|then|finally|we|slow(?:ly)?|an?|the\s(?:picture|film|video|scene|screen|shot|image|camera))\s){0,3}"
    rf"fad(?:es?|ing)(?:[\s-](?P<way>in|out)(?:{_BLACK}|\b(?![ ](?!on\b|to\b|into\b|over\b|again\b)\w))"
    rf"|(?P<black>{_BLACK}))"
    r"(?!\s(?:at|along|around|near|towards?)\b)(?:\sagain\b)?(?:\s(?:on|onto|to|into|over)\b)?\s?[.:,;–—-]?",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\btransitions?\s?[:=-]\s?(?:an?\s|slow\s|soft\s)?(cut|dissolve|cross[- ]?(?:fade|dissolve)|fade|wipe)s?\b"
    r"[ ]?[.;,]?(?!\s?(?:to|from|in|out)\b)",
    re.IGNORECASE,
)
_TOLD_FADE = re.compile(r"\btransitions?\s?[:=-]\s?(?=fad)", re.IGNORECASE)
_KIND = r"(?:cut|dissolve|cross[- ]?(?:fade|dissolve)|fade|wipe)"
_EMPTY = re.compile(r"[\[(]\s*[\])]")
_MARKS = re.compile(r"(?:(?:[\[(]\s*\[fade\]\s*[\])]|\[fade\])[\s.;,]*)+")
_OUTER = re.compile(rf"\A\s*\[{_KIND}\]\s*|\s*\[{_KIND}\]\W*\Z")
# What may stand behind the last fade: nothing that is seen once it is dark.
_DARK = re.compile(r"\W*(?:(?:the\s)?(?:end|credits|titles?|logo|tagline)\b[^.\n]{0,80})?\W*", re.IGNORECASE)
_SHOWN = re.compile(r"\b(?:an?|the|his|her|their|its|two|three|four|he|she|they|it|we|someone)\b", re.IGNORECASE)


class Faded(Struct, frozen=True, kw_only=True):
    """A text without its words for fades, which stand in it as ``[fade]`` where they are between shots; whether the
    film begins out of black, and ends in it.
    """

    text: str
    begins: bool = False
    ends: bool = False


def taken(text: str) -> Faded:
    """The film's fades, out of a text of any kind."""
    text = _TOLD_FADE.sub("", _TOLD.sub(lambda match: f"[{match[1].lower()}] ", text))
    marks = _unquoted(text)
    if not marks:
        return Faded(text=_OUTER.sub("", text).strip())
    ends_at = [mark.start() for mark in marks[1:]] + [len(text)]
    behind = [text[mark.end() : end] for mark, end in zip(marks, ends_at, strict=True)]
    kept = [text[: marks[0].start()]]
    closing = len(marks)
    while closing and _DARK.fullmatch(behind[closing - 1]):
        closing -= 1
    begins = False
    is_shown = bool(_SHOWN.search(kept[0]))
    for index, (mark, after) in enumerate(zip(marks, behind, strict=True)):
        opens = _is_in(mark) and (not is_shown or index >= closing)
        begins = begins or opens
        kept += ["" if opens or index >= closing else " [fade] ", after]
        is_shown = is_shown or bool(_SHOWN.search(after))
    ends = any(not _is_in(mark) for mark in marks[closing:])
    whole = _EMPTY.sub("", _MARKS.sub("[fade] ", _EMPTY.sub("", "".join(kept))))
    return Faded(text=_OUTER.sub("", whole).strip(), begins=begins, ends=ends)


def _unquoted(text: str) -> list[re.Match[str]]:
    """The marks that nobody says."""
    found, at, quotes = [], 0, 0
    for mark in _FADE.finditer(text):
        quotes += text.count('"', at, mark.start())
        at = mark.start()
        if quotes % 2 == 0:
            found.append(mark)
    return found


def _is_in(mark: re.Match[str]) -> bool:
    return (mark["way"] or "").lower() == "in" or (mark["black"] or "").lower().startswith(" from")
