"""Fades that a prompt asks for in words ("Fade in", "fade to black"): taken out of the text, and told as what they are.

It reads marks, not meaning: a fade is the film's where a clause begins with it; that of a colour or of music is none.
"""

import re

from msgspec import Struct

_LEVEL = r"(?:\s(?:from|to|into|through)\s(?:a\s|full\s|complete\s|pure\s|bright\s)?(?:black|darkness|white)\b)"
_FADE = re.compile(
    r"(?:(?:^|(?<=[.;:!?,\])\n])|(?<=[\[(]))\s{0,3}|\s(?=(?:and|then)\b))"
    r"(?:(?:and|then|finally|we|slow(?:ly)?|an?|the\s(?:picture|film|video|scene|screen|shot|image|camera))\s){0,3}"
    rf"(?P<verb>fad(?:es?|ing))(?:[\s-](?P<way>in|out)(?:{_LEVEL}|\b(?![ ](?!on\b|to\b|into\b|over\b|again\b)\w))"
    rf"|(?P<level>{_LEVEL}))"
    r"(?!\s(?:at|along|around|near|towards?)\b)(?:\sagain\b)?(?:\s(?:on|onto|to|into|over)\b)?\s?[.:,;–—-]?",
    re.IGNORECASE,
)
# Where a wipe comes from and goes to.
_SIDE = r"(?:left|right|top|bottom|above|below)\b"
WAY = rf"(?:\s(?:from|to)\s(?:the\s)?{_SIDE}|\s(?:left|right|up(?:wards?)?|down(?:wards?)?|across|top|bottom)\b)"
WAYS = rf"(?:{WAY}(?:\sto\s(?:the\s)?{_SIDE})?)"
_KIND = rf"(?:cut|dissolve|cross[- ]?(?:fade|dissolve)|fade(?:\sthrough\swhite)?|wipe{WAYS}?)"
_TOLD = re.compile(
    rf"\btransitions?\s?[:=-]\s?(?:an?\s|slow\s|soft\s)?({_KIND})s?\b[ ]?[.;,]?(?!\s?(?:to|from|in|out|through)\b)",
    re.IGNORECASE,
)
_TOLD_FADE = re.compile(r"\btransitions?\s?[:=-]\s?(?=fad)", re.IGNORECASE)
_EMPTY = re.compile(r"[\[(]\s*[\])]")
_MARK = r"\[fade(?:\sthrough\swhite)?\]"
_MARKS = re.compile(rf"(?:(?:[\[(]\s*{_MARK}\s*[\])]|{_MARK})[\s.;,]*)+")
_OUTER = re.compile(rf"\A\s*\[{_KIND}\]\s*|\s*\[{_KIND}\]\W*\Z")
# What may stand behind the last fade: nothing that is seen once it is dark.
_DARK = re.compile(r"\W*(?:(?:the\s)?(?:end|credits|titles?|logo|tagline)\b[^.\n]{0,80})?\W*", re.IGNORECASE)
_SHOWN = re.compile(r"\b(?:an?|the|his|her|their|its|two|three|four|he|she|they|it|we|someone)\b", re.IGNORECASE)


class Faded(Struct, frozen=True, kw_only=True):
    """A text without its words for fades, which stand in it as ``[fade]`` where they are between shots; whether the
    film begins out of black, and ends in it, or in white.
    """

    text: str
    begins: bool = False
    ends: bool = False
    from_white: bool = False
    to_white: bool = False


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
    begins = from_white = False
    is_shown = bool(_SHOWN.search(kept[0]))
    for index, (mark, after) in enumerate(zip(marks, behind, strict=True)):
        opens = _is_in(mark) and (not is_shown or index >= closing)
        begins, from_white = begins or opens, from_white or (opens and _is_white(mark))
        between = " [fade through white] " if _is_white(mark) else " [fade] "
        kept += ["" if opens or index >= closing else between, after]
        is_shown = is_shown or bool(_SHOWN.search(after))
    out = [mark for mark in marks[closing:] if not _is_in(mark)]
    whole = _EMPTY.sub("", _MARKS.sub(_as_one, _EMPTY.sub("", "".join(kept))))
    return Faded(
        text=_OUTER.sub("", whole).strip(),
        begins=begins,
        ends=bool(out),
        from_white=from_white,
        to_white=any(_is_white(mark) for mark in out),
    )


def _as_one(marks: re.Match[str]) -> str:
    """Marks one behind the other as one."""
    return "[fade through white] " if _is_white(marks) else "[fade] "


def _unquoted(text: str) -> list[re.Match[str]]:
    """The marks that nobody says."""
    found, at, quotes = [], 0, 0
    for mark in _FADE.finditer(text):
        quotes += text.count('"', at, mark.start())
        at = mark.start()
        # Hair that is fading to white is no picture's.
        is_said_of_something = mark["verb"].lower() == "fading" and _is_white(mark)
        if quotes % 2 == 0 and not is_said_of_something:
            found.append(mark)
    return found


def _is_in(mark: re.Match[str]) -> bool:
    return (mark["way"] or "").lower() == "in" or (mark["level"] or "").lower().startswith(" from")


def _is_white(mark: re.Match[str]) -> bool:
    return "white" in mark[0].lower()
