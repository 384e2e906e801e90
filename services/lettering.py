"""What is written in a picture: quoted text after ``sign``, ``title``, ``the words``, ``reading`` and their kin.

It says which word bears the text, and where the words that introduce it begin, so that they can be taken out.
"""

import re

from msgspec import Struct

from services.speakers import GENDERS, is_somebody, mentions

_BEARERS = (
    "logo sign banner flag billboard poster screen card placard signboard board blackboard chalkboard whiteboard "
    "shirt t-shirt tshirt jersey hat cap jacket apron book newspaper magazine letter note paper page envelope label "
    "sticker badge tag mug cup bottle can box crate cake door window wall building storefront shop store awning "
    "marquee bus truck lorry car van boat ship plane airplane helicopter rocket train balloon kite sail neon signpost "
    "plaque gravestone tombstone license-plate plate scoreboard clock phone display monitor sweater hoodie bag "
    "backpack tattoo ticket map menu"
)
_WORN = "shirt t-shirt tshirt jersey hat cap jacket apron sweater hoodie bag backpack"
WORN = frozenset(_WORN.split())
BEARERS = frozenset(_BEARERS.split())
_TITLES = (
    r"title(?: card)?|subtitles?|caption|headline|slogan|tagline|words?|text|letters|lettering|letter|message|name"
)
_ANY_BEARER = "|".join(sorted(map(re.escape, BEARERS), key=len, reverse=True))
_SAYS = (
    r"(?:(?:that|which|it)\s)?(?:clearly\s|boldly\s)?(?:says|reads|saying|reading|spell(?:s|ing)(?: out)?|"
    r"labell?ed|marked|bearing|showing|shows|displaying|displays|titled|called|named|lettered|inscribed(?: with)?|"
    r"printed with|painted with|written)"
)
_PLAIN = "sign|logo|banner|billboard|placard|poster|label|plaque|marquee|signpost|neon|badge|sticker|headline|tag"
_ON_A_THING = re.compile(
    rf"(?P<cut>\s(?:with|bearing|showing|displaying|has|carries|carrying)?\s?)?\b(?P<thing>{_ANY_BEARER})s?\b"
    rf"(?P<says>,?\s(?:in\s(?:[\w-]{{1,30}}\s){{1,4}})?{_SAYS}|\s(?:with|bearing|showing|displaying|has)\s"
    rf"(?:an?\s|the\s|its\s)?(?:[\w-]{{1,30}}\s){{0,3}}?(?:{_TITLES})(?:\s(?:saying|reading|that (?:says|reads)))?)?"
    r"\s?[:,]?\s?$",
    re.IGNORECASE,
)
_TALKS = re.compile(r"\s(?:says|saying|calls|called)\b", re.IGNORECASE)
_SAYS_ITSELF = re.compile(r"(?<!that)(?<!which)\ssays\b", re.IGNORECASE)
_READING = re.compile(
    r"\b(?P<thing>[\w-]{1,30})(?P<says>\s(?:that reads|reading|labell?ed|inscribed(?: with)?|spelling(?: out)?))"
    r"\s?[:,]?\s?$",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\b(?:write|paint|type|carve|draw|spell|print|scrawl|scribble|spray-paint)(?:s|es|ing)?\s?[:,]?\s?$", re.IGNORECASE
)
_THE_WORDS = re.compile(
    rf"(?:\b(?:an?|the|its|with|and|on-?\s?screen|superimposed|big|large|bold|red|glowing|neon|white|golden)\s)*\b(?P<noun>{_TITLES})"
    rf"(?:\s(?:saying|reading|that (?:says|reads)|appears?|says|reads))?\s?[:,]?\s?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^\s(?:(?:is|are|appears?|glows?|shines?|written|painted|printed|spelled out|carved)\s){0,2}"
    r"(?:on|across|above|over|in|onto|along)\s(?:(?:an?|the|his|her|its|screen)\s)?(?P<words>(?:[\w-]{1,30}[ ]?){1,4})",
    re.IGNORECASE,
)
_PARTS = "sides?|front|back|top|chest|body|hull|fuselage|wings?|tail|nose|cloth|middle|label"
_WRITTEN = (
    r"(?:(?:clearly|boldly|neatly)\s)?(?:written|painted|printed|stencill?ed|embroidered|stitched|engraved|carved|"
    r"sprayed|lettered)\s(?:in\s(?:[\w-]{1,30}\s){1,4}?)?"
)
# Where on a thing a text is, right behind the text.
_ON_ITS = re.compile(
    rf"^\s(?:{_WRITTEN})?(?:on|across|along|over|down|upon)(?P<where>\s(?:it|them|(?:the|both|one|his|her|its|their)\s"
    rf"(?:(?:[\w-]{{1,30}}\s){{0,2}}(?P<thing>{_ANY_BEARER})s?|(?:[\w-]{{1,30}}\s)?(?:{_PARTS}))(?!\sof\b)))\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?P<thing>(?!(?:him|her|it|them|us|me|you)\b)[\w-]{1,30})"
    r"(?P<with>,?\s(?:with|bearing|carrying|showing|displaying|has|have|having|wearing)\s?)$",
    re.IGNORECASE,
)
_WRITTEN_ON = re.compile(
    rf"^(?P<made>\s(?:(?:is|are)\s)?{_WRITTEN})(?:on|across|along|over|upon)\s(?:an?|the|his|her|its|their)\s"
    rf"(?:[\w-]{{1,30}}\s){{0,3}}?(?P<thing>{_ANY_BEARER})s?\b",
    re.IGNORECASE,
)
_APPEARS = re.compile(
    r"^\s(?:slowly\s|then\s)?(?:appears?|fades? in|is shown|shows up|comes up|pops up|on(?:\s|-)screen)(?!\w)",
    re.IGNORECASE,
)
_CAPITAL_WORDS = re.compile(
    rf"(?i:(?:\b(?P<thing>{_ANY_BEARER})\s(?:with|bearing|showing)\s)?\b(?:the|an?)\s(?:words?|letters|text|name|title|slogan))"
    r"\s(?P<text>[A-Z0-9][A-Z0-9&!'’-]+(?:\s[A-Z0-9&!'’-]+)*)(?:\son\sit\b)?(?![\w'’-])"
)
_CAPITALS = re.compile(
    rf"(?i:\b(?P<thing>{_ANY_BEARER})\b)(?P<says>,?\s(?i:{_SAYS}))\s(?P<text>[A-Z0-9][A-Z0-9&!'’-]*(?:\s[A-Z0-9&!'’-]+)*)(?![\w'’-])"
)


class Written(Struct, frozen=True, kw_only=True):
    """Text that somebody wrote on something. cut: how many characters before the quotation only introduce it.

    behind: how many characters after it do.
    """

    thing: str
    cut: int
    behind: int = 0


def written(before: str, after: str) -> Written | None:
    """Whether a quotation is lettering, from the text of its sentence before and after it."""
    found = _ON_A_THING.search(before)
    if found is not None and _bears(found["thing"].lower(), found["says"] or "", before[: found.start("thing")]):
        says = found["says"]
        cut = len(before) - found.start("says") if says else 0
        spot = _ON_ITS.match(after)
        return Written(thing=found["thing"].lower(), cut=cut, behind=spot.end() if spot and not spot["thing"] else 0)
    on_it = _on_it(before, after)
    if on_it is not None:
        return on_it
    found = _READING.search(before)
    if found is not None and found["thing"].lower() not in GENDERS:
        return Written(thing=found["thing"].lower(), cut=len(before) - found.start("says"))
    found = _WRITES.search(before)
    behind = _BEHIND.match(after) if found else None
    if found is not None and behind is not None:
        bearer = next((word for word in behind["words"].lower().split() if word in BEARERS), "")
        return Written(thing=bearer, cut=0)
    found = _THE_WORDS.search(before)
    if found is None:
        made = _WRITTEN_ON.match(after)
        return Written(thing=made["thing"].lower(), cut=0, behind=made.end("made") - 1) if made else None
    cut = len(before) - found.start()
    behind = _BEHIND.match(after)
    if behind is None:
        appears = _APPEARS.match(after)
        return Written(thing="", cut=cut, behind=appears.end() if appears else 0)
    words = behind["words"].lower().split()
    if words[0] in {"it", "them"}:
        earlier = [word for word in re.findall(r"[\w-]{1,30}", before.lower()) if word in BEARERS]
        return Written(thing=earlier[-1] if earlier else "", cut=cut, behind=behind.start("words") + len(words[0]))
    return Written(thing=next((word for word in words if word in BEARERS), ""), cut=cut)


def _on_it(before: str, after: str) -> Written | None:
    """``a flag with "HOPE" on it``, ``a man with "TEAM" on his red shirt``: what has a text, and where on it that is. A
    thing that is named there stays in the picture's words.
    """
    has, spot = _HAS.search(before), _ON_ITS.match(after)
    if has is None or spot is None:
        return None
    owner, on = has["thing"].lower(), (spot["thing"] or "").lower()
    owner = owner[:-1] if owner[:-1] in BEARERS or is_somebody(owner[:-1]) else owner
    if on and owner not in BEARERS:
        its = on in WORN if is_somebody(owner) else spot["where"].lower().startswith(" its ")
        return Written(thing=on, cut=0, behind=spot.start("where")) if its else None
    if not (owner in BEARERS or is_somebody(owner) or spot["where"].lower() in {" it", " them"}):
        return None
    return Written(thing=owner, cut=len(before) - has.start("with"), behind=spot.end())


def one_more(sign: Written, between: str) -> Written:
    """Lettering in a row, ``"Dune", "Emma" and "Ulysses"``: the next one is on the same thing."""
    return Written(thing=sign.thing, cut=len(between))


def _bears(thing: str, says: str, before: str) -> bool:
    """Whether a thing bears what follows: what can talk, or is worn or had by who does, must not just say it, and what
    is no sign needs a verb. before: what stands before the thing.
    """
    if not says or thing in _PLAIN.split("|"):
        return thing in _PLAIN.split("|")
    if _SAYS_ITSELF.search(says) and mentions(before):
        return False
    return not (thing in {*GENDERS, *WORN} and _TALKS.match(says))


def capitals(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Lettering without quotation marks, in capitals: ``a sign that says OPEN``. The text without it; (text, thing)."""
    found: list[tuple[str, str]] = []

    def taken(match: re.Match[str]) -> str:
        found.append((match["text"], match["thing"].lower()))
        return match["thing"]

    def words(match: re.Match[str]) -> str:
        found.append((match["text"], (match["thing"] or "").lower()))
        return match["thing"] or ""

    return _CAPITAL_WORDS.sub(words, _CAPITALS.sub(taken, text)), found
