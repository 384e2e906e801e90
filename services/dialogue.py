"""Speech and lettering in one text: quotations, labelled lines and narration found and taken out. Words only.

A quotation is speech when a verb of saying, a label or a sentence of its own says so, lettering when something bears
it, and otherwise stays in the text.
"""

import re
from collections.abc import Iterable
from itertools import islice

from msgspec import Struct

from proto.screenplay import Manner
from services import lettering, speakers, speechmarks
from services.speakers import NARRATOR, Labels, Mention, Mentioned

_QUOTED = re.compile(r'"([^"]+)"')
_SCRIPT_LINE = re.compile(
    r"^(?P<name>(?!INT\b|EXT\b)"
    r"[A-Z][A-Z0-9 .'-]{1,30})(?:[ ]?\((?P<how>[^)\n]{0,40})\))?\n(?:\((?P<aside>[^)\n]{0,60})\)\n)?"
    r"(?P<words>(?![A-Z .'-]+$)[^\n\"]+)$",
    re.MULTILINE,
)
_SCENE_HEADING = re.compile(r"^(?:INT|EXT)[./]", re.MULTILINE)
_NAMED = re.compile(r"(?P<who>(?:[\w-]{1,30}[ ]){1,4})(?:named|called)[ ](?P<name>[A-Z][\w'-]{1,30})")
_AND = re.compile(r"\s*(?:,|and|or|&|,\s*and)?\s*")
_VOICE_OF = re.compile(r"([\w-]{1,30})'s (?:[\w-]{1,30} ){0,2}voice\b", re.IGNORECASE)
_HOW_BEHIND = re.compile(
    r"\s(?:in an?\s[\w-]{1,30}(?:\s[\w-]{1,30})?\s?(?:voice|tone|whisper|accent)?|\w{2,30}ly\b)", re.IGNORECASE
)
_REACH_CHARS = 300
_QUOTATIONS_MAX = 1_000


class Said(Struct, frozen=True, kw_only=True):
    """One thing that somebody says; see ``proto.screenplay.Line``."""

    speaker: str
    text: str
    manner: Manner
    off_screen: bool


class Taken(Struct, frozen=True, kw_only=True):
    """Speech, and what becomes of the text: characters that go before and behind it, and what comes instead."""

    said: Said
    cut: int = 0
    instead: str = ""
    behind: int = 0


class Reader:
    """Reads a prompt's texts in order and remembers who was mentioned, so that ``she`` and ``the man`` are somebody.

    before: who spoke before the first text, in order.
    """

    def __init__(self, before: Iterable[str] = ()) -> None:
        labels = [label for label in before if label]
        self._mentioned = Mentioned()
        self._mentioned.add(Mention(label=label, head=label.rpartition(" ")[2]) for label in labels)
        self._before_said = self._mentioned.last
        self._known = Labels()
        for label in labels:
            self._known.add(label)
        self._named: dict[str, str] = {}
        self._last = labels[-1] if labels else ""

    def read(self, text: str) -> tuple[str, list[Said], list[tuple[str, str]]]:
        """The text that is left, what is said, and what is written on what (text, thing)."""
        text = speechmarks.TAGGED.sub(lambda match: f"\nDialogue:\n{match[1]}\n\n", text)
        if _SCENE_HEADING.search(text):
            text = _SCRIPT_LINE.sub(r'\g<name> (\g<how> \g<aside>): "\g<words>"', text)
        for match in _NAMED.finditer(text):
            who = speakers.mentions(match["who"])
            if who:
                self._named[match["name"].lower()] = who[-1].label
        rest, said, inscribed = [], [], []
        in_section = False
        for line in _lines(text):
            section = speechmarks.SECTION.match(line)
            if section:
                in_section, line = True, section["rest"]
            if not line.strip():
                rest.append("")
                continue
            spoken = self._labelled(line, in_section=in_section)
            if spoken is not None:
                said.append(spoken)
                continue
            in_section = False
            left, more, signs = self._quotations(line)
            rest.append(left)
            said += more
            inscribed += signs
        return "\n".join(rest), said, inscribed

    def _labelled(self, line: str, *, in_section: bool) -> Said | None:
        """What a line of the form ``Name (how): words`` says; outside a dialogue block it has to be quoted."""
        told = speechmarks.NARRATION.match(line)
        if told:
            return self._said(NARRATOR, told["text"], f"{told['kind']} {told['how'] or ''}", off_screen=True)
        found = speechmarks.LABELLED_LINE.match(line)
        if found is None or speechmarks.is_heading(found["label"]) or speechmarks.tells(found["label"]):
            alone = re.fullmatch(r'[ \t]*(?:[-*•][ \t]*)?"([^"]+)"[ \t]*', line) if in_section else None
            return self._said(self._last, alone[1], "") if alone else None
        text = found["text"].strip()
        aside = re.match(r"[(\[]([^)\]]{0,60})[)\]]\s*", text)
        quoted = re.fullmatch(r'"([^"]+)"[.\s]*', text[aside.end() :] if aside else text)
        if quoted is None and (not in_section or '"' in text):
            return None
        words = quoted[1] if quoted else text[aside.end() :] if aside else text
        return self._by_label(found["label"], words, f"{found['how'] or ''} {aside[1] if aside else ''}")

    def _by_label(self, label: str, words: str, how: str) -> Said:
        if speakers.is_off_screen(f"{label} {how}") and not speakers.mentions(label):
            return self._said(NARRATOR, words, f"{label} {how}", off_screen=True)
        mention = speakers.labelled(label)
        name = self._canonical(mention) if mention else self._last
        return self._said(name, words, how, off_screen=speakers.is_off_screen(how))

    def _quotations(self, text: str) -> tuple[str, list[Said], list[tuple[str, str]]]:
        """Every quotation of a line in turn; what is left is put together from what lies between them."""
        text, inscribed = lettering.capitals(text)
        left, said = "", []
        at, clause_at, sign = 0, 0, None
        for match in islice(_QUOTED.finditer(text), _QUOTATIONS_MAX):
            if match.start() < at:
                continue
            left += text[at : match.start()]
            self._mentioned.add(speakers.mentions(text[at : match.start()]))
            before = re.split(r"(?<=[.!?;])\s|\n", left[max(clause_at, len(left) - _REACH_CHARS) :])[-1]
            after = text[match.end() : match.end() + _REACH_CHARS].split('"')[0]
            at = match.end()
            sign = lettering.one_more(sign, before) if sign and _AND.fullmatch(before) else None
            sign = sign or lettering.written(before, after)
            taken = None if sign else self._speech(match[1], before, after)
            if sign is not None:
                left = left[: len(left) - sign.cut].rstrip()
                at += sign.behind
                inscribed.append((match[1].strip(" ,"), sign.thing))
            elif taken is not None:
                left = f"{left[: len(left) - taken.cut].rstrip()} {taken.instead}".rstrip()
                at += taken.behind
                if match[1].rstrip()[-1:] in ".!?" and re.match(r"\s*(?:[A-Z]|$)", text[at:]) and left[-1:].isalnum():
                    left += "."
                said.append(taken.said)
                self._before_said = self._mentioned.last
            else:
                left += match[0]
            clause_at = len(left)
        left += text[at:]
        self._mentioned.add(speakers.mentions(text[at:]))
        return left, said, inscribed

    def _speech(self, words: str, before: str, after: str) -> Taken | None:
        """A quotation as speech, or None."""
        label = speechmarks.LABELLED_QUOTE.match(before)
        if label and not speechmarks.is_heading(label["label"]) and not speechmarks.tells(label["label"]):
            said = self._by_label(label["label"], words, f"{label['how']} {label['aside']}")
            return Taken(said=said, cut=len(before))
        verb = speechmarks.verb_before(before)
        if verb:
            how = _HOW_BEHIND.match(after)
            return self._said_before(words, before, verb, how[0] if how else "")
        if speakers.is_off_screen(before):
            return Taken(said=self._said(NARRATOR, words, before, off_screen=True), cut=len(before))
        begins = not before.strip() or before.rstrip()[-1:] in ":,"
        return (self._said_behind(words, after) or self._said_alone(words, before)) if begins else None

    def _said_before(self, words: str, before: str, verb: speechmarks.Verb, behind: str) -> Taken:
        """``... says softly: "words"``."""
        clause = before[: verb.at]
        how = f"{' '.join(clause.split()[-3:])} {verb.word} {verb.tail} {behind}"
        voice_of = _VOICE_OF.search(clause)
        if voice_of:
            mention = Mention(label=voice_of[1].lower(), head=voice_of[1].lower())
            return Taken(said=self._said(self._canonical(mention), words, how, off_screen=True), cut=len(before))
        if speakers.is_off_screen(clause):
            said = self._said(NARRATOR, words, f"{clause} {how}", off_screen=True)
            return Taken(said=said, cut=len(before) - max(clause.rfind(mark) + 1 for mark in ",;:."))
        off = speakers.is_off_screen(verb.tail) or verb.word.startswith("narrat")
        who = self._who(clause)
        said = self._said(who or (NARRATOR if off else ""), words, f"{clause} {how}" if off else how, off_screen=off)
        return Taken(said=said, cut=len(before) - verb.at, instead="" if off else verb.as_talking)

    def _said_behind(self, words: str, after: str) -> Taken | None:
        """``"words," says the robot`` and ``"words," the robot says``."""
        behind = speechmarks.AFTER_VERB_FIRST.match(after) or speechmarks.AFTER_SUBJECT_FIRST.match(after)
        if behind is None:
            return None
        off = speakers.is_off_screen(behind["who"])
        how = f"{behind['verb']} {behind['tail'] or ''} {behind['who']}"
        said = self._said(NARRATOR if off else self._who(behind["who"]), words, how, off_screen=off)
        return Taken(said=said, instead="" if off else f"{behind['who'].strip()} talks", behind=behind.end())

    def _said_alone(self, words: str, before: str) -> Taken | None:
        """A quotation that is a sentence of its own: whoever was last spoken of says it."""
        if not speechmarks.is_a_sentence(words):
            return None
        alone = self._who(before) if before.strip() else self._who("")
        return Taken(said=self._said(alone, words, before))

    def _who(self, clause: str) -> str:
        """The speaker that a clause names, or means with a pronoun; else the last one mentioned, or who spoke last."""
        word, named = speakers.pronoun(clause), speakers.subject(clause)
        position = clause.lower().find(named.head) if named else len(clause)
        spot = re.search(rf"\b{word}\b", clause, re.IGNORECASE) if word else None
        if word and spot and spot.start() < position:
            named = self._mentioned.meant(word) or Mention(label=word, head=word)
        if named is None and self._mentioned.last is not self._before_said:
            named = self._mentioned.last
        return self._canonical(named) if named else self._last

    def _canonical(self, mention: Mention) -> str:
        """The label under which a speaker is known; the first use decides, and the longer one is better."""
        name = self._named.get(mention.label, mention.label)
        name = max(name, self._mentioned.labels.find(name), key=len)
        known = self._known.find(name)
        if not known:
            self._known.add(name)
        return known or name

    def _said(self, speaker: str, words: str, how: str, *, off_screen: bool = False) -> Said:
        self._last = speaker
        text = " ".join(words.split()).strip()
        return Said(speaker=speaker, text=text, manner=speechmarks.manner(how), off_screen=off_screen)


def _lines(text: str) -> list[str]:
    """The lines of a text; a quotation that runs over several lines is in one."""
    return _QUOTED.sub(lambda match: match[0].replace("\n", " "), text).split("\n")
