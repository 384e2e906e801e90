"""Who speaks is seen: a shot's words with those of its speakers whom no words show. It reads structure, not meaning."""

import re
from collections.abc import Iterable

from proto.screenplay import Line
from services import speakers

SPEAKERS_MAX = 3
_COUNTED = {1: "A person talks.", 2: "Two people talk.", 3: "Three people talk."}
# These speak and have no face.
_UNSEEN = frozenset({"voice", "radio", "phone", "intercom", "announcer", "commentator", "crowd"})
_SOMEBODY = re.compile(r"\b(?:he|she|they|people|persons?|men|women|children|couple|friends|group)\b", re.IGNORECASE)


def staged(shown: str, lines: Iterable[Line]) -> str:
    """The words that a shot shows, and behind them that those talk who say its lines and are not in them yet, at most
    three. A narrator is never seen. Who has only a name is a person, if the words show nobody else who could be meant.
    """
    heads = dict.fromkeys(line.speaker for line in lines if not line.off_screen)
    seen = [each for each in heads if each.rpartition(" ")[2] not in _UNSEEN]
    missing = [each for each in seen if not each or not _is_in(each, shown)]
    if _SOMEBODY.search(shown):
        missing = missing[1:] if len(seen) == 1 else [each for each in missing if _is_noun(each)]
    nouns = [each for each in missing if _is_noun(each)][:SPEAKERS_MAX]
    names = 0 if _shows_somebody(shown) or nouns else min(len(missing), SPEAKERS_MAX)
    added = [*(f"The {each} talks." for each in nouns), *([_COUNTED[names]] if names else [])]
    if not added:
        return shown
    begun = shown.rstrip(" ,;:")
    return " ".join([begun + "." if begun and begun[-1] not in ".!?" else begun, *added]).strip()


def _is_in(speaker: str, shown: str) -> bool:
    return re.search(rf"\b{re.escape(speaker.rpartition(' ')[2])}s?\b", shown, re.IGNORECASE) is not None


def _is_noun(speaker: str) -> bool:
    return bool(speaker) and speakers.is_somebody(speaker.rpartition(" ")[2])


def _shows_somebody(shown: str) -> bool:
    return bool(_SOMEBODY.search(shown) or speakers.mentions(shown))
