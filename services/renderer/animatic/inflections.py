"""The regular forms of English words: plurals, verb forms, comparatives.

Spelling rules alone. It is used when the thesaurus is made, never when a film is.
"""

import re

IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "wolf": "wolves", "calf": "calves", "leaf": "leaves",
    "ox": "oxen", "goose": "geese", "deer": "deer", "sheep": "sheep", "moose": "moose", "bison": "bison",
    "person": "people", "wife": "wives", "hero": "heroes", "monarch": "monarchs",
}  # fmt: skip
IRREGULAR_PASTS = {
    "run": "ran", "fly": "flew flown", "sit": "sat", "stand": "stood", "fall": "fell fallen", "drive": "drove driven",
    "rise": "risen", "go": "went gone", "come": "came", "meet": "met", "strike": "struck", "leap": "leapt",
    "slide": "slid", "hit": "", "make": "made", "take": "took taken", "keep": "kept", "creep": "crept",
    "sweep": "swept", "swing": "swung", "spin": "spun", "speed": "sped", "tread": "trod", "ride": "rode ridden",
    "dive": "dived dove", "sink": "sank sunk", "kneel": "knelt", "flee": "fled", "lie": "lay", "begin": "began begun",
}  # fmt: skip
_ENDS_IN_ES = re.compile(r"(?:s|x|z|ch|sh|^[dg]o)$")
_ENDS_IN_IES = re.compile(r"[^aeiou]y$")
# One syllable and one vowel before the last consonant: that consonant is doubled ("hop", "hopping").
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtz]$")


def with_s(word: str) -> str:
    """A noun's plural, or a verb's form for he, she and it."""
    if _ENDS_IN_IES.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _ENDS_IN_ES.search(word) else "s")


def plural(noun: str) -> str:
    """Several of a noun: "horses", "boxes", "men"."""
    for one, many in IRREGULAR_PLURALS.items():
        if noun == one or (one == "man" and noun.endswith("man") and noun != "human" and noun != "german"):
            return noun.removesuffix(one) + many
    return with_s(noun)


def _before_vowel(word: str) -> str:
    """What -ed, -ing, -er and -est are put after."""
    if _DOUBLES.search(word):
        return word + word[-1]
    return word[:-1] if word.endswith("e") and not word.endswith(("ee", "ye", "oe")) else word


def present_participle(verb: str) -> str:
    """A verb with -ing: "rolling", "hopping", "diving"."""
    return verb[:-2] + "ying" if verb.endswith("ie") else _before_vowel(verb) + "ing"


def pasts(verb: str) -> list[str]:
    """A verb's past tense and past participle, as far as they differ."""
    if verb in IRREGULAR_PASTS:
        return IRREGULAR_PASTS[verb].split()
    return [_before_vowel(verb[:-1] + "i" if _ENDS_IN_IES.search(verb) else verb) + "ed"]


def compared(adjective: str) -> list[str]:
    """More and most of it: "bigger", "biggest"."""
    stem = _before_vowel(adjective[:-1] + "i" if _ENDS_IN_IES.search(adjective) else adjective)
    return [stem + "er", stem + "est"]
