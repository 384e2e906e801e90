"""A prompt cut into blocks, one a shot, and the shots' lengths in frames. It reads marks, not meaning.

Marks are ``Shot 2 (3 s):``, ``Panel 2:``, ``[0-4s]``, ``0:04-0:08``, ``0:04``, ``4s:``, ``At 0:04``, ``cut to``,
``[dissolve]`` and their kin; without any, paragraphs and lines.
"""

import re
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from proto.screenplay import FPS, SHOT_FRAMES_MIN, SHOT_STEP_FRAMES, Transition
from services.fades import WAYS

_STEP_S = SHOT_STEP_FRAMES / FPS
_STEPS_MIN = SHOT_FRAMES_MIN // SHOT_STEP_FRAMES
_SHOTS_MAX = 100
_MINUTE_S = 60

_TIME = r"(?:\d{1,2}:\d{2}(?:\.\d{1,3})?|\d{1,3}(?:\.\d{1,3})?)"
_UNIT = r"\s?(?:s|secs?|seconds)\b"
_RANGE = rf"({_TIME})(?:{_UNIT})?\s{{0,3}}(?:-|–|—|to)\s{{0,3}}({_TIME})(?:{_UNIT})?"
_NUMBERED = re.compile(
    r"\b(?:shot|scene|panel|frame)\s{0,4}#?\d{1,3}\s{0,4}(?:[(\[]([^)\]\n]{0,40})[)\]])?\s{0,4}(?:[:.–—|]|-\s)"
    r"|[(\[]\s?(?:shot|scene|panel|frame)\s{0,2}#?\d{1,3}\s{0,2}[,:|–—-]?\s{0,2}([^)\]\n]{0,40})[)\]]\s{0,3}[:–—-]?"
    r"|(?:^|(?<=[.!?]\s)|(?<=\n))shot\s\d{1,3}\s(?=(?-i:[A-Z]))"
    r"|(?:^|(?<=[.\n]\s)|(?<=\n))(?:first|second|third|fourth|fifth|next|final|last|opening|closing) shot\s{0,2}:",
    re.IGNORECASE,
)
_RANGED = re.compile(
    rf"[(\[]\s?{_RANGE}\s?[)\]]\s{{0,3}}[:–—-]?"
    rf"|(?:^[ \t]*(?:[-*•][ \t]+)?|(?<=[.;!?]\s)|(?<=:\s)(?=0)|(?<=,\s)(?=[\d:.–—s-]+:\s))"
    rf"(?={_TIME}[^\n]{{0,24}}(?:\d{_UNIT}|:\d\d|\.\d)){_RANGE}[ \t]{{0,3}}[:–—-]?",
    re.MULTILINE,
)
_LISTED = re.compile(r"^[ \t]*\d{1,2}[.)][ \t]+(?=\S)", re.MULTILINE)
_ACTIONS = re.compile(r"^[ \t]*(?:actions?|dialog(?:ue)?|notes)[^\n]*:", re.IGNORECASE | re.MULTILINE)
_CLOCK = r"\d{1,2}:\d{2}(?:\.\d{1,3})?"
_STARTS = re.compile(rf"[(\[]\s?({_CLOCK})\s?[)\]]\s{{0,3}}[:–—-]?")
# Without brackets a time may be one of the day: only those that begin within the first minute are a film's.
_BARE_STARTS = re.compile(
    r"(?:^[ \t]*(?:[-*•][ \t]+)?|(?<=[.;!?]\s)|(?<=:\s)(?=0))"
    rf"(?:(?:at\s)?({_CLOCK})|at\s({_TIME}){_UNIT}|({_TIME}){_UNIT}(?=\s?[:–—-]))\s{{0,3}}[:,–—-]?",
    re.IGNORECASE | re.MULTILINE,
)
_HOW = r"(?:(?:smash|hard|match|jump|soft|slow|quick)[- ]?)?"
_KIND = rf"(cuts?|dissolves?|cross[- ]?(?:fades?|dissolves?)|fades?(?:\sthrough\s(?:white|black))?|wipes?{WAYS}?)"
_TRANSITION = re.compile(
    rf"\s{{0,3}}(?:\[\s?(?:the\s)?{_HOW}{_KIND}(?:\s(?:in)?to)?\s?[:.]?\s?\]"
    rf"|\(\s?{_HOW}(?!cuts?\s?\)){_KIND}(?:\s(?:in)?to)?\s?[:.]?\s?\))\s{{0,3}}[:.–—-]?"
    r"|(?:[,;]\s{0,3})?\b(?:and\s|then\s|we\s|the (?:camera|scene|shot)\s|(?:smash|hard|match|jump|soft)[- ]?)"
    r"{0,3}(cuts?|dissolves?|cross[- ]?(?:fades?|dissolves?)|fades?(?:\s(?:in|out))?"
    rf"|wipes?{WAYS}?(?!\sto\s(?:the\s)?(?:left|right|top|bottom)\b))\s(?:in)?to\b"
    r"(?!\s(?:the\s)?(?:black|white)\b)\s{0,2}:?"
    rf"|(?<=[.!?]\s)((?-i:Wipe){WAYS})(?=\s?[.:])[.:]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"\s?{_HOW}{_KIND}(?:\s(?:in)?to)?\s?[:.]?\s?", re.IGNORECASE)
_KINDS: dict[str, Transition] = {"cut": "cut", "dis": "dissolve", "cro": "dissolve", "fad": "fade", "wip": "wipe"}
_WHERE = re.compile(r"left|right|up|down|top|bottom|above|below")
_BACK = {"left": "right", "right": "left", "top": "down", "above": "down", "bottom": "up", "below": "up"}
_ON = {"top": "up", "above": "up", "bottom": "down", "below": "down"}
_WIPES: dict[str, Transition] = {"left": "wipe-left", "right": "wipe", "up": "wipe-up", "down": "wipe-down"}
_BETWEEN = " .:;,\n"
_TITLE = re.compile(r"\s{0,3}[\"“][^\"”\n]{1,60}[\"”]\s{0,3}(?:\([^)\n]{0,120}\))?\s*(?=\n)")


class Block(Struct, frozen=True, kw_only=True):
    """The words of one shot. starts_s and seconds are what the prompt says of its time, None if nothing."""

    text: str
    starts_s: float | None = None
    seconds: float | None = None
    transition: Transition = "cut"


def blocks(prompt: str) -> tuple[str, list[Block]]:
    """What stands before the first mark and holds for all shots, and at least one block."""
    for pattern in (_NUMBERED, _RANGED, _STARTS, _LISTED):
        marks = list(pattern.finditer(prompt))[:_SHOTS_MAX]
        is_list = pattern is _LISTED and _ACTIONS.search(prompt)
        if marks and not is_list and (len(marks) > 1 or pattern in (_NUMBERED, _RANGED)):
            return prompt[: marks[0].start()].strip(), [
                each for block in _handed_on(_marked(prompt, marks)) for each in _at_transitions(block)
            ]
    timed = _timed(prompt)
    if timed is not None:
        return timed
    cut = _at_transitions(Block(text=prompt))
    if len(cut) > 1:
        return "", cut
    return _paragraphs(prompt)


def held(found: list[Block], count: int) -> list[Block]:
    """The blocks, the last one again until there are so many, which share what it says of time."""
    more = count - len(found)
    if more <= 0:
        return found
    last = found[-1]
    seconds = None if last.seconds is None else last.seconds / (more + 1)
    return [*found[:-1], replace(last, seconds=seconds), *[Block(text=last.text, seconds=seconds)] * more]


def lengths(found: list[Block], seconds: int) -> list[int]:
    """Frames of as many shots as the film has room for: multiples of 4, at least 24, in sum the film's.

    Given times are kept where the film allows; the other shots share the rest, and the last fills what is left over.
    """
    whole = round(seconds / _STEP_S)
    wanted = _wanted(found[: max(1, whole // _STEPS_MIN)])
    free = wanted.count(None)
    given = sum(steps for steps in wanted if steps is not None)
    if free:
        given_most = whole - free * _STEPS_MIN
        kept = iter(_apportioned([steps for steps in wanted if steps is not None], min(given, given_most)))
        shares = iter(_shared(whole - min(given, given_most), free))
        steps_of = [next(shares) if steps is None else next(kept) for steps in wanted]
    else:
        steps_of = _apportioned([steps or 0 for steps in wanted], min(given, whole))
        steps_of[-1] += whole - sum(steps_of)
    return [steps * SHOT_STEP_FRAMES for steps in steps_of]


def _marked(prompt: str, marks: list[re.Match[str]]) -> list[Block]:
    ends = [mark.start() for mark in marks[1:]] + [len(prompt)]
    return [_block(mark, prompt[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]


def _timed(prompt: str) -> tuple[str, list[Block]] | None:
    """Blocks by the times that they begin at, which rise; what stands before a first one above 0 is a shot itself."""
    marks = [mark for mark in _BARE_STARTS.finditer(prompt) if not _is_quoted(prompt, mark.start())][:_SHOTS_MAX]
    starts_s = [_seconds(next(filter(None, mark.groups()))) for mark in marks]
    before = prompt[: marks[0].start()].strip() if marks else ""
    is_shot = bool(before) and starts_s[0] > 0
    rises = all(one < two for one, two in pairwise(starts_s))
    if len(marks) + is_shot < 2 or starts_s[0] >= _MINUTE_S or not rises:
        return None
    first = [Block(text=before, starts_s=0.0)] if is_shot else []
    return "" if is_shot else before, [
        each for block in [*first, *_handed_on(_marked(prompt, marks))] for each in _at_transitions(block)
    ]


def _block(mark: re.Match[str], text: str) -> Block:
    """A block with the times that its mark gives, in brackets or right behind it."""
    times = [each for each in mark.groups() if each]
    title = _TITLE.match(text)
    text = text[title.end() :] if title else text
    if mark.re is _RANGED:
        return Block(text=text.strip(), starts_s=_seconds(times[0]), seconds=_length(*times))
    if mark.re in (_STARTS, _BARE_STARTS):
        return Block(text=text.strip(), starts_s=_seconds(times[0]))
    ranged = re.match(rf"\s{{0,3}}[(\[]?\s?{_RANGE}\s?[)\]]?\s{{0,3}}[:–—-]?", times[0] if times else text)
    if ranged and (times or re.search(r"s\b|:|\.", ranged[0])):
        text = text if times else text[ranged.end() :]
        return Block(text=text.strip(), starts_s=_seconds(ranged[1]), seconds=_length(ranged[1], ranged[2]))
    lasting = re.match(rf"\s{{0,3}}[(\[]?\s?({_TIME}){_UNIT}\s?[)\]]?\s{{0,3}}[:–—-]?", times[0] if times else text)
    if lasting:
        return Block(text=(text if times else text[lasting.end() :]).strip(), seconds=_seconds(lasting[1]))
    named = _BRACKETED.fullmatch(times[0]) if times else None
    return Block(text=text.strip(), transition=_kind(named[1]) if named else "cut")


def _handed_on(found: list[Block]) -> list[Block]:
    """Blocks in which a transition that stands at the end of one is how the next begins."""
    made: list[Block] = []
    handed: Transition = "cut"
    for block in found:
        block = replace(block, transition=handed) if block.transition == "cut" else block
        marks = [mark for mark in _TRANSITION.finditer(block.text) if not block.text[mark.end() :].strip(_BETWEEN)]
        handed = _kind(next(filter(None, marks[0].groups()))) if marks else "cut"
        made.append(replace(block, text=block.text[: marks[0].start()].strip()) if marks else block)
    return made


def _kind(words: str) -> Transition:
    """The transition that words name, with the way that a wipe goes."""
    words = words.lower()
    kind = _KINDS[words[:3]]
    if kind == "fade" and "white" in words:
        return "fade-white"
    where = _WHERE.findall(words)
    if kind != "wipe" or not where:
        return kind
    comes_from = " from " in words and len(where) == 1
    return _WIPES[_BACK.get(where[0], where[0]) if comes_from else _ON.get(where[-1], where[-1])]


def _length(start: str, end: str) -> float | None:
    length = _seconds(end) - _seconds(start)
    return length if length > 0 else None


def _seconds(text: str) -> float:
    minutes, _, rest = text.rpartition(":")
    return int(minutes or 0) * 60 + float(rest)


def _at_transitions(block: Block) -> list[Block]:
    """A block cut where its words say so, outside quotations; what it says of time goes to its first part."""
    marks = [mark for mark in _TRANSITION.finditer(block.text) if not _is_quoted(block.text, mark.start())]
    marks = [mark for mark in marks if block.text[mark.end() :].strip(_BETWEEN)][:_SHOTS_MAX]
    if not marks:
        return [block]
    ends = [mark.start() for mark in marks[1:]] + [len(block.text)]
    kinds = [_kind(next(filter(None, mark.groups()))) for mark in marks]
    parts = [_unbracketed(block.text[mark.end() : end]).strip(" ,;:\n") for mark, end in zip(marks, ends, strict=True)]
    first = _unbracketed(block.text[: marks[0].start()]).strip()
    rest = [Block(text=part, transition=kind) for part, kind in zip(parts, kinds, strict=True)]
    if not first:
        return [Block(text=parts[0], starts_s=block.starts_s, seconds=block.seconds, transition=kinds[0]), *rest[1:]]
    alone = block.seconds is not None
    return [
        Block(
            text=first, starts_s=block.starts_s, seconds=None if alone else block.seconds, transition=block.transition
        ),
        *rest,
    ]


def _unbracketed(text: str) -> str:
    """A part without the bracket that it was cut at: of ``[dissolve to a park] she sits``."""
    text = text.rstrip(" [(\n")
    for opening, closing in ("[]", "()"):
        if text.count(closing) > text.count(opening):
            text = text.replace(closing, ".", 1)
    return text


def _is_quoted(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1


_HEADING = re.compile(r"\s*(?:[-*•]|\d+[.)]\s|[A-Z][\w /&'’()-]{0,40}:|<)")
_ARTICLE = re.compile(r"\b(?:an?|the|his|her|their|its|two|three|four|he|she|they|it|we)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[A-Z0-9]")


def _paragraphs(prompt: str) -> tuple[str, list[Block]]:
    """Blocks by empty lines, or by lines of whole sentences; style lines are the setting, labelled lines go along."""
    parts = [part for part in re.split(r"\n[ \t]*\n", prompt) if part.strip()]
    if len(parts) == 1:
        lines = [line for line in prompt.split("\n") if line.strip()]
        prose = [line for line in lines if not _HEADING.match(line)]
        if all(_SENTENCE.match(line.strip()) for line in prose):
            parts = lines
    setting: list[str] = []
    shots: list[str] = []
    for part in parts:
        if _HEADING.match(part) or part.lstrip().startswith('"'):
            (shots or setting).append(part) if not shots else shots.append(f"{shots.pop()}\n{part}")
        elif _ARTICLE.search(part.split('"')[0]) is None:
            setting.append(part)
        else:
            shots.append(part)
    if len(shots) < 2:
        return "", [Block(text=prompt)]
    return "\n".join(setting), [Block(text=text) for text in shots[:_SHOTS_MAX]]


def _wanted(found: list[Block]) -> list[int | None]:
    """Steps that each shot asks for: until the next one's start, else its own length; None if it says nothing."""
    wanted: list[int | None] = []
    for i, block in enumerate(found):
        following = found[i + 1].starts_s if i + 1 < len(found) else None
        seconds = block.seconds
        if block.starts_s is not None and following is not None and following > block.starts_s:
            seconds = following - block.starts_s
        wanted.append(None if seconds is None else max(_STEPS_MIN, round(min(seconds, 3600.0) / _STEP_S)))
    return wanted


def _shared(steps: int, count: int) -> list[int]:
    """Equal shares, the first ones one step longer where they do not come out even."""
    return [steps // count + (i < steps % count) for i in range(count)]


def _apportioned(wanted: list[int], steps: int) -> list[int]:
    """The wanted lengths made shorter in proportion until they sum to ``steps``; none is under the shortest allowed."""
    if sum(wanted) <= steps:
        return list(wanted)
    made, left, asked = [0] * len(wanted), steps, sum(wanted)
    for i in sorted(
        range(len(wanted)), key=lambda i: wanted[i]
    ):  # The short ones first: they may need more than share.
        made[i] = max(_STEPS_MIN, wanted[i] * left // asked)
        left, asked = left - made[i], asked - wanted[i]
    return made
