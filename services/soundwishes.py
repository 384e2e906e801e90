"""What a prompt wishes to hear besides speech: music, effects, what sounds all the time; or nothing at all.

It returns the wishes in the client's words, and the text without those that stand by themselves.
"""

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from proto.screenplay import Unsaid

UNSAID: tuple[Unsaid, ...] = ("", "narration", "all")
Refused = Literal["", "dialogue", "narration", "all"]
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
    rf"(?:(?:background|added|spoken|audible|human)\s)?(?:{_HEARD}(?:,\s|,?\s(?:or|and|nor)\s)){{0,4}}"
)
_SAVE = r"except|excepting|apart|aside|other|save|but|besides|beyond|until|till|unless"
_FILM = r"(?:film|video|movie|clip)"
_ALL_OVER = rf"\s(?:or|and|nor|at all|whatsoever|please|needed|required|wanted|in (?:it|(?:the|this) {_FILM}))\b"
_ENDS = rf"(?![\s,;:—–-]{{1,4}}(?:{_SAVE})\b)(?=\s{{0,3}}(?:[^\w\s'’-]|-\s|$)|\s?\n|{_ALL_OVER})"
_TOO = rf"(?:(?:,\s{_HEARD}){{0,4}},?\s(?:or|and|nor)\s[^.,;\n]*)?"
_NO_MUSIC = re.compile(rf"[,;]?\s?(?:and\s)?{_NO}(?:music|soundtrack|score)\b{_TOO}", re.IGNORECASE)
_NO_EFFECTS = re.compile(rf"[,;]?\s?(?:and\s)?{_NO}(?:sound effects|sfx|foley)\b", re.IGNORECASE)
_NO_SPEECH = re.compile(
    rf"[,;]?\s?(?:and\s)?(?:{_NO}(?:{_SPOKEN})\b{_TOO}"
    r"|\b(?:nobody|no[- ]one) (?:speaks|talks|says (?:anything|a word)))",
    re.IGNORECASE,
)
_NO_NARRATION = re.compile(rf"[,;]?\s?(?:and\s)?{_NO}(?:{_NARRATED_WORDS})\b", re.IGNORECASE)
_REFUSED: tuple[tuple[Refused, re.Pattern[str]], ...] = (
    ("dialogue", re.compile(rf"{_NO}(?:dialogues?|dialogs?)\b{_ENDS}", re.IGNORECASE)),
    ("narration", re.compile(rf"{_NO}(?:{_NARRATED_WORDS})\b{_ENDS}", re.IGNORECASE)),
    ("all", re.compile(rf"{_NO}(?:speech|voices|spoken words)\b{_ENDS}", re.IGNORECASE)),
)
_TELLS = "make makes making made hear hears hearing heard utters uttering uttered emits emitting emitted"
_TAIL = (
    rf"(?:,?\s(?:at all|whatsoever|please|needed|required|wanted|in (?:it|(?:the|this) {_FILM}))\b"
    rf"|,?\s(?:or|and|nor)\s(?:any\s)?{_HEARD}\b(?=\s?(?:[^\w\s'’-]|\n|$)))*"
)
_NO_AUDIO = re.compile(
    r"[,;]?\s?(?:and\s)?"
    + "".join(rf"(?<!\b{verb}\s)" for verb in _TELLS.split())
    + rf"{_NO}(?<!background\s)(?:audio(?:\strack)?|sounds?)\b"
    rf"(?![\s,;:—–-]{{1,4}}(?:just|only)\b)(?!\s(?:or|and|nor)\s(?!no\b|{_HEARD})){_ENDS}{_TAIL}",
    re.IGNORECASE,
)
_GONE = "\0"
_BY_THE_GONE = re.compile(rf"^\s*{_GONE}[.!,;\s]*|(?P<stop>[.!?\n])[ ]*{_GONE}[.!,;]*|\s?\({_GONE}\)|{_GONE}")
_SILENT_FILM = re.compile(
    rf"\b(?:silent|muted?|soundless)[ -](?:(?:short|old|comedy) )?{_FILM}\b"
    r"(?![ -](?:era|star|act|director|theat|poster|project|reel|camera|festival|set)\w*)",
    re.IGNORECASE,
)
_IN_THE_PICTURE = re.compile(r"\b(?:watch\w*|shows|showing|about|from)\s(?:(?:an?|the|this|old)\s)*$", re.IGNORECASE)
_BEGINS = r"(?:^|(?<=[.!?;,]\s)|(?<=\n)|(?<=please\s))"
_SILENT = re.compile(
    rf"\b(?:make|keep|leave|render|turn) (?:it|this|all|everything|(?:the|this) (?:{_FILM}|whole thing))"
    r" (?:[\w-]+,? ){0,4}(?:silent|muted?|soundless)\s{0,3}(?=[.,;!\n]|$)"
    rf"|\bmute (?:it|this|everything|(?:the|this) (?:whole |entire )?{_FILM})\b"
    rf"|{_BEGINS}(?:on mute|(?:turn|switch) (?:off (?:all )?(?:the )?(?:sound|audio)|(?:the )?(?:sound|audio) off)"
    rf"|(?:the )?(?:sound|audio) (?:(?:is )?(?:turned|switched) )?off){_ENDS}"
    r"|(?:^|(?<=[.!?]\s)|(?<=\n))(?:muted?|soundless)\s?(?=[.!\n]|$)"
    r"|(?<=,\s)mute\s?(?=[.!\n]|$)"
    r"|^\s*(?:(?:completely|entirely|all|totally) )?(?:silent|in silence|silence)[.!]?\s*$",
    re.IGNORECASE,
)
_SOUND = re.compile(r"sounds?|audio", re.IGNORECASE)
_REACH_CHARS = 40
_OFF_WORDS = {"off", "none", "no", "silent", "silence", "mute", "muted", "disabled"}
_CLAUSE = re.compile(
    rf"(?P<lead>(?:^|[,.;:!?\n(])\s{{0,8}}|\b(?:with|to|and|over|featuring|accompanied by|set to|while)\s)"
    rf"(?P<wish>(?:(?!(?:with|to|and|over|featuring|while|plays?|hears?|box|has|have|is|are)\b)[\w'’-]+[ ]){{0,6}}"
    rf"(?:{_MUSIC})\b(?!\s(?:box|video|stand|sheet|room|store|shop|hall|festival|teacher))"
    rf"(?:\s(?:with|of|and|in|that|plays?|playing|swells?|builds?)\b[^.,;:!?\n)\"]{{0,120}})?)",
    re.IGNORECASE,
)
_NARRATED = re.compile(r"(?:^|(?<=[.,;]))[ ]?(?:[\w-]{1,30}[ ]){0,3}voice[- ]?over[ ]?(?=[.,;]|$)", re.IGNORECASE)
_UNHEARD = r"(?<!\bno\s)(?<!\bany\s)(?<!\bwithout\s)(?<!\bwithout\sthe\s)"
_SOUND_OF = re.compile(
    rf"{_UNHEARD}\b(?:the\s)?{_UNHEARD}(?:sounds?|noise)\sof\s([^.,;:!?\n\"]{{2,100}})", re.IGNORECASE
)


class Wishes(Struct, frozen=True, kw_only=True):
    """music, effects: the words, ``none``, or empty. rest: the text without labelled wishes and clauses of music.

    unsaid: what nobody is to say any more of what was said before. refused: what nobody is to say at all, for the text
    says so outright; lines that stand beside it are not spoken.
    """

    rest: str
    music: str = ""
    effects: str = ""
    background: str = ""
    audio_off: bool = False
    unsaid: Unsaid = ""
    refused: Refused = ""


def together(refused: Iterable[Refused]) -> Refused:
    """What nobody is to say if several texts say so."""
    found = {each for each in refused if each}
    return "all" if len(found) > 1 else next(iter(found), "")


def is_refused(refused: Refused, *, off_screen: bool) -> bool:
    """Whether a line is not to be spoken. A narrator is no dialogue."""
    return refused in ("all", "narration" if off_screen else "dialogue")


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
        if kind == "background" and wish.lower() in _OFF_WORDS and _SOUND.fullmatch(match[kind]):
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
    is_silent_film = _is_silent_film(rest)
    unsaid: Unsaid = "narration" if _NO_NARRATION.search(said) else ""
    if is_silent_film or _NO_SPEECH.search(said):
        unsaid = "all"
    for pattern in (_NO_MUSIC, _NO_SPEECH, _NO_NARRATION, _NO_EFFECTS):
        rest = pattern.sub("", rest)
    rest = _BY_THE_GONE.sub(lambda match: match["stop"] or "", _NO_AUDIO.sub(_GONE, rest))
    rest = _NARRATED.sub("", rest)
    if any(pattern.fullmatch(rest.strip(" .!\n")) for pattern in (_SILENT, _SILENT_FILM)):
        rest = ""

    def musical(match: re.Match[str]) -> str:
        heard["music"].append(match["wish"].strip())
        return match["lead"].strip() if match["lead"].strip() in {".", "!", "?", ";", ",", "("} else ""

    rest = _CLAUSE.sub(musical, rest)
    heard["effects"] += [match[1].strip() for match in _SOUND_OF.finditer(rest)]
    found = {kind: _joined(said) for kind, said in heard.items()}
    return Wishes(
        rest=rest,
        audio_off=off or (is_silent_film and found["music"] in ("", "none")),
        unsaid=unsaid,
        refused="all" if is_silent_film else _refused(said) if unsaid else "",
        **found,
    )


def _refused(text: str) -> Refused:
    """What a text says outright that nobody is to say."""
    return together(kind for kind, pattern in _REFUSED if pattern.search(text))


def _is_silent_film(text: str) -> bool:
    """Whether the film is to be a silent one, which may have music; not whether one is seen in it."""
    return any(
        not _IN_THE_PICTURE.search(text, max(0, found.start() - _REACH_CHARS), found.start())
        for found in _SILENT_FILM.finditer(text)
    )


def _joined(said: list[str]) -> str:
    """The wishes of one kind as one; a plain no wins over all others."""
    return "none" if "none" in said else "; ".join(dict.fromkeys(said))
