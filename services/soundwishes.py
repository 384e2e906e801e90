"""What a prompt wishes to hear besides speech: music, effects, what sounds all the time; or nothing at all.

It returns the wishes in the client's words, and the text without those that stand by themselves.
"""

import re

from msgspec import Struct

from proto.screenplay import Unsaid

UNSAID: tuple[Unsaid, ...] = ("", "narration", "all")
_MUSIC = (
    r"music|soundtrack|score|song|melody|tune|jazz|orchestra|techno|lo-?fi beats?|hip[- ]hop|symphony|waltz|lullaby"
)
_LABELS = (
    ("effects", r"sfx|sound effects?|foley"),
    ("music", r"background music|music|soundtrack|score"),
    ("background", r"background sounds?|background noise|ambien(?:ce|t)(?: sounds?| audio)?|sounds?|audio"),
)
_ANY_LABEL = "|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS)
_NEXT_LABEL = rf"[.!?;][ ](?:{'|'.join(label for _, label in _LABELS)})[ \t]*[:=]"
_LABELLED = re.compile(
    rf"(?:(?P<line>^[ \t]*(?:[-*•][ \t]*)?)|(?<=[.!?;][ \n]))(?:{_ANY_LABEL})[ \t]*[:=][ \t]*"
    rf"(?P<wish>(?(line)(?:\n(?=[^\n]*[^\n: \t][ \t]*$)|(?!{_NEXT_LABEL})[^\n])?"
    rf"(?:(?!{_NEXT_LABEL})[^\n])*(?:\n[ \t]*[-*•][^\n]*)*|[^.\n]*))",
    re.IGNORECASE | re.MULTILINE,
)
_SPOKEN = r"dialogues?|dialogs?|speech|talking|speaking|voices|spoken words"
_NARRATED_WORDS = r"narrat(?:ion|or)s?|voice-?\s?overs?|commentary"
_HEARD = rf"(?:music|sfx|sound effects|{_SPOKEN}|{_NARRATED_WORDS})"
_NO = (
    r"\b(?:(?:no|without(?: any| the)?|zero|(?:remove|drop|delete|mute|take out|leave out)(?: all)?(?: the)?)\s)"
    rf"(?:background\s|added\s)?(?:{_HEARD}(?:,\s|,?\s(?:or|and|nor)\s)){{0,4}}"
)
_TOO = rf"(?:(?:,\s{_HEARD}){{0,4}},?\s(?:or|and|nor)\s[^.,;\n]*)?"
_NO_MUSIC = re.compile(rf"[,;]?\s?(?:and\s)?{_NO}(?:music|soundtrack|score)\b{_TOO}", re.IGNORECASE)
_NO_EFFECTS = re.compile(rf"[,;]?\s?(?:and\s)?{_NO}(?:sound effects|sfx|foley)\b", re.IGNORECASE)
_NO_SPEECH = re.compile(
    rf"[,;]?\s?(?:and\s)?(?:{_NO}(?:{_SPOKEN})\b{_TOO}"
    r"|\b(?:nobody|no[- ]one) (?:speaks|talks|says (?:anything|a word)))",
    re.IGNORECASE,
)
_NO_NARRATION = re.compile(rf"[,;]?\s?(?:and\s)?{_NO}(?:{_NARRATED_WORDS})\b", re.IGNORECASE)
_NO_AUDIO = re.compile(rf"{_NO}(?:audio|sounds?)\b(?!\s(?:effects?|track))", re.IGNORECASE)
_SILENT = re.compile(
    r"\b(?:silent|muted?) (?:film|video|movie|clip)\b"
    r"|\b(?:make|keep|leave|render|turn) (?:it|this|all|everything|(?:the|this) (?:film|video|movie|clip|whole thing))"
    r" (?:[\w-]+,? ){0,4}(?:silent|muted?|soundless)\s{0,3}(?=[.,;!\n]|$)"
    r"|^\s*(?:(?:completely|entirely|all|totally) )?(?:silent|muted?|in silence|silence)[.!]?\s*$",
    re.IGNORECASE,
)
_OFF_WORDS = {"off", "none", "no", "silent", "silence", "mute", "muted", "disabled"}
_CLAUSE = re.compile(
    rf"(?P<lead>(?:^|[,.;:!?\n(])\s{{0,8}}|\b(?:with|to|and|over|featuring|accompanied by|set to|while)\s)"
    rf"(?P<wish>(?:(?!(?:with|to|and|over|featuring|while|plays?|hears?|box|has|have|is|are)\b)[\w'’-]+[ ]){{0,6}}"
    rf"(?:{_MUSIC})\b(?!\s(?:box|video|stand|sheet|room|store|shop|hall|festival|teacher))"
    rf"(?:\s(?:with|of|and|in|that|plays?|playing|swells?|builds?)\b[^.,;:!?\n)\"]{{0,120}})?)",
    re.IGNORECASE,
)
_NARRATED = re.compile(r"(?:^|(?<=[.,;]))[ ]?(?:[\w-]{1,30}[ ]){0,3}voice[- ]?over[ ]?(?=[.,;]|$)", re.IGNORECASE)
_SOUND_OF = re.compile(r"\b(?:the\s)?(?:sounds?|noise)\sof\s([^.,;:!?\n\"]{2,100})", re.IGNORECASE)


class Wishes(Struct, frozen=True, kw_only=True):
    """music, effects: the words, ``none``, or empty. rest: the text without labelled wishes and clauses of music.

    unsaid: what nobody is to say.
    """

    rest: str
    music: str = ""
    effects: str = ""
    background: str = ""
    audio_off: bool = False
    unsaid: Unsaid = ""


def wishes(text: str) -> Wishes:
    """Read a text from which quotations are gone."""
    heard: dict[str, list[str]] = {"music": [], "effects": [], "background": []}
    off = False
    is_all = not _LABELLED.sub("", text).strip()

    def labelled(match: re.Match[str]) -> str:
        nonlocal off
        kind = next(name for name, _ in _LABELS if match[name])
        wish, _, behind = match["wish"].partition(". ") if is_all else (match["wish"], "", "")
        wish = " ".join(re.sub(r"(?m)^[ \t]*[-*•][ \t]*", "", wish).split()).strip(" .")
        if kind == "background" and wish.lower() in _OFF_WORDS:
            off = True
        elif wish:
            heard[kind].append("none" if wish.lower() in _OFF_WORDS else wish)
        return ("\n" if match[0].startswith("\n") else " ") + behind

    rest = _LABELLED.sub(labelled, text)
    said = " ".join([rest, *heard["background"]])
    if _NO_MUSIC.search(said):
        heard["music"].insert(0, "none")
    if _NO_EFFECTS.search(said):
        heard["effects"].insert(0, "none")
    off = off or (_NO_AUDIO.search(rest) or _SILENT.search(rest)) is not None
    unsaid: Unsaid = "all" if _NO_SPEECH.search(said) else "narration" if _NO_NARRATION.search(said) else ""
    for pattern in (_NO_MUSIC, _NO_SPEECH, _NO_NARRATION, _NO_EFFECTS, _NO_AUDIO, _NARRATED):
        rest = pattern.sub("", rest)
    if _SILENT.fullmatch(rest.strip(" .!\n")):
        rest = ""

    def musical(match: re.Match[str]) -> str:
        heard["music"].append(match["wish"].strip())
        return match["lead"].strip() if match["lead"].strip() in {".", "!", "?", ";", ",", "("} else ""

    rest = _CLAUSE.sub(musical, rest)
    heard["effects"] += [match[1].strip() for match in _SOUND_OF.finditer(rest)]
    return Wishes(rest=rest, audio_off=off, unsaid=unsaid, **{kind: _joined(said) for kind, said in heard.items()})


def _joined(said: list[str]) -> str:
    """The wishes of one kind as one; a plain no wins over all others."""
    return "none" if "none" in said else "; ".join(dict.fromkeys(said))
