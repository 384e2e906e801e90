"""The marks by which speech is known: verbs of saying, labels, headings, and the words for how something is said.

Patterns and small questions about one clause; who speaks is ``speakers``'s, and what becomes of a text ``dialogue``'s.
"""

import re

from msgspec import Struct

from proto.screenplay import Manner
from services.speakers import GENDERS

SAY = (
    r"sa(?:y|ys|id|ying)|repl(?:y|ies|ied|ying)|cr(?:y|ies|ied|ying)(?:\sout)?|sings?|singing|speaks?|speaking|tells?|"
    r"told|telling|(?:whisper|shout|yell|scream|ask|answer|respond|mutter|murmur|mumble|call|add|growl|gasp|sigh|chant|"
    r"greet|explain|remark|warn|laugh|giggle|sob|roar|hiss|bark|croak|squeak|beep|grumble|think|beg|plead|counter)"
    r"(?:s|ed|ing)?(?:\sout)?|(?:exclaim|proclaim|announce|declare|narrate|state|continue|recite|confess|joke|tease)"
    r"(?:s|d|ed)?|(?:exclaim|announc|declar|narrat|stat|continu|recit|confess|jok|teas)(?:ing|es)"
)
_TAIL = (
    r"(?:[,\s](?:his|her|him|them|us|me|to|into|at|in|with|through|over|from|back|out|aloud|while|as|towards?|\w+ly|again|first|then|and|just)\b"
    r"[^\".!?\n:]{0,90})?"
)
AFTER_SUBJECT_FIRST = re.compile(
    rf"^[,\s]{{0,3}}(?P<who>(?:[\w'’-]+\s){{1,6}}?)(?P<verb>{SAY})(?P<tail>{_TAIL})", re.IGNORECASE
)
AFTER_VERB_FIRST = re.compile(
    rf"^[,\s]{{0,3}}(?P<verb>{SAY})\s(?P<who>(?:(?:an?|the|his|her)\s)?[\w'’-]+(?:\s[\w'’-]+){{0,3}})(?P<tail>{_TAIL})",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\b(?:{SAY})\b", re.IGNORECASE)
_TAIL_ONLY = re.compile(rf"{_TAIL}\s?[:,]?\s*", re.IGNORECASE)
_TALKERS = "|".join(["and", "he", "she", "it", "they", "who", "which", *GENDERS])
_ANY_VERB = re.compile(
    rf"\b(?:{_TALKERS})[ ](?P<verb>[a-z]{{3,}}(?:s|ing))(?P<tail>(?:[ ]\w+ly|[ ]out)?)[ ]?[:,]?\s*$", re.IGNORECASE
)
_SHOWING = (
    "writes writing reads reading types typing paints painting draws drawing prints printing spells spelling carves "
    "carving holds holding wears wearing has is was sees shows showing displays bears names naming titled marks "
    "plays playing watches watching likes loves needs wants gets finds uses makes takes gives carries carrying opens "
    "buys sells eats drinks during this his its featuring including labels reveals forms forming"
)
_NOT_SAYING = frozenset(_SHOWING.split())
_LABEL = r"(?:[-*•][ \t]*)?(?P<label>[A-Za-z][\w .'’/&#-]{0,40}?)[ \t]*(?P<how>[(\[][^)\]\n]{0,60}[)\]])?[ \t]*:"
LABELLED_QUOTE = re.compile(rf"^[ \t]*{_LABEL}[ \t]*(?P<aside>[(\[][^)\]\n]{{0,60}}[)\]])?[ \t]*$")
LABELLED_LINE = re.compile(rf"^[ \t]*{_LABEL}[ \t]*(?P<text>\S[^\n]*)$")
SECTION = re.compile(
    r"^[ \t]*(?:\[|\*\*|#+ )?(?:spoken )?(?:dialog(?:ue)?|spoken lines|lines)(?:\]|\*\*)?[ \t]*:[ \t]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_HOW = r"(?P<how>[(\[][^)\]\n]{0,60}[)\]])?"
NARRATION = re.compile(
    r"^[ \t]*(?:[-*•][ \t]*)?(?P<kind>[\w,' -]{0,30}?(?:narrat(?:or|ion)|voice[- ]?over|v\.?o\.?))[ \t]*"
    rf"{_HOW}[ \t]*:[ \t]*(?P<text>[^\"\n]{{2,}})$",
    re.IGNORECASE,
)
TAGGED = re.compile(r"<dialogue>(.*?)(?:</dialogue>|\Z)", re.IGNORECASE | re.DOTALL)
_HEADINGS = (
    "cinematography camera shot lens lighting light mood style setting location actions action scene characters "
    "character tone palette colors colours framing format look grade wardrobe props notes finishing title logo caption "
    "text audio sound sounds music soundtrack score sfx foley ambience prompt description visuals visual time weather "
    "movement effects atmosphere background composition subject duration aspect"
)
_NOT_SPEAKERS = frozenset(_HEADINGS.split())
_MANNERS: tuple[tuple[Manner, str], ...] = (
    ("whisper", r"whisper\w*|under (?:his|her|their|its) breath|hush\w*"),
    ("shout", r"shout\w*|yell\w*|scream\w*|roar\w*|loud(?:ly)?|bellow\w*|calls? out|cr(?:y|ies) out"),
    ("angry", r"angr(?:y|ily)|furious\w*|growl\w*|hiss\w*|stern\w*"),
    ("excited", r"excited\w*|exclaim\w*|cheer\w*|happ[iy]\w*|enthusiastic\w*|joyful\w*|giggl\w*|laugh\w*|energetic\w*"),
    ("sad", r"sad(?:ly)?|sob\w*|tearful\w*|sigh\w*|mournful\w*|melanchol\w*|weary|wearily|tired(?:ly)?"),
    ("quiet", r"quiet(?:ly)?|soft(?:ly)?|mutter\w*|murmur\w*|mumbl\w*|gentl[ey]|low voice|intimate(?:ly)?"),
    ("calm", r"calm(?:ly)?|sooth\w*|relaxed|serene\w*|warm(?:ly)?|measured|reassuring\w*"),
    ("slow", r"slow(?:ly)?|solemn\w*|drawl\w*|grave(?:ly)?"),
    ("fast", r"fast|quick(?:ly)?|rapid(?:ly)?|hurried(?:ly)?|breathless(?:ly)?|urgent(?:ly)?"),
)  # fmt: skip


class Verb(Struct, frozen=True, kw_only=True):
    """A verb of saying in a clause: where it begins, itself in lower case, and what stands behind it."""

    at: int
    word: str
    tail: str

    @property
    def as_talking(self) -> str:
        """The form of ``talk`` that stands for it when the speech is taken out."""
        if self.word.endswith("ing"):
            return "talking"
        return "talks" if self.word.endswith(("s", "ed")) or self.word in {"said", "told"} else "talk"


def verb_before(clause: str) -> Verb | None:
    """The verb of saying that a quotation right behind ``clause`` belongs to, or None."""
    for found in reversed(list(_VERB.finditer(clause))):
        tail = _TAIL_ONLY.fullmatch(clause, found.end())
        if tail:
            return Verb(at=found.start(), word=found[0].lower(), tail=tail[0])
    other = _ANY_VERB.search(clause)
    if other is None or other["verb"].lower() in _NOT_SAYING:
        return None
    return Verb(at=other.start("verb"), word=other["verb"].lower(), tail=other["tail"])


def manner(how: str) -> Manner:
    """How something is said, from the words around the verb."""
    for each, words in _MANNERS:
        if re.search(rf"\b(?:{words})\b", how, re.IGNORECASE):
            return each
    return ""


def tells(label: str) -> bool:
    """Whether what stands before a colon is a clause that tells of somebody, not a name."""
    return len(label.split()) > 4 or re.search(rf"\b(?:{SAY})\b", label, re.IGNORECASE) is not None


def is_heading(label: str) -> bool:
    """Whether a label introduces a part of the prompt (``Camera:``), not somebody's words."""
    words = re.findall(r"[a-z]+", label.lower())
    return not words or words[0] in _NOT_SPEAKERS or words[-1] in _NOT_SPEAKERS


def is_a_sentence(words: str) -> bool:
    """Whether quoted words look like something said by themselves."""
    return words.rstrip()[-1:] in ".!?…" or len(words.split()) > 3
