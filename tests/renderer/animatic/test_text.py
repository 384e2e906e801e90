"""The text encoder: what padding and new layers leave alone."""

import torch

from services.renderer.animatic.text import PAD_ID, UNKNOWN_ID, AnimaticTextEncoder, Neighbours, echoes_of

WIDTH, HEADS = 24, 2
WORDS = torch.tensor([[2, 5, 6, 7, 8, 9]])


@torch.no_grad()
def test_padding_changes_no_word_and_is_all_zeros() -> None:
    encoder = AnimaticTextEncoder(vocabulary_size=12, width=WIDTH, heads=HEADS).eval()
    padded = torch.nn.functional.pad(WORDS, (0, 3), value=PAD_ID)
    bare, longer = encoder(WORDS), encoder(padded)
    assert torch.allclose(longer[:, : WORDS.shape[1]], bare, atol=1e-5)
    assert not longer[:, WORDS.shape[1] :].any()


@torch.no_grad()
def test_neighbours_know_distances_and_not_places() -> None:
    torch.manual_seed(0)
    layer, hidden = Neighbours(WIDTH, HEADS), torch.randn(1, 6, WIDTH)
    steps, mask = torch.arange(9.0)[:, None] * torch.linspace(0.1, 1.0, WIDTH // HEADS // 2), torch.zeros(1, 1, 1, 6)
    turns, echoes = torch.cat([steps.sin(), steps.cos()], -1), torch.zeros(1, 6, 6)
    assert torch.equal(layer(hidden, echoes, turns[:6], mask), hidden)
    torch.nn.init.normal_(layer.attention.out.weight)
    here, there = (layer(hidden, echoes, turns[first : first + 6], mask) for first in (0, 3))
    assert torch.allclose(here, there, atol=1e-4)
    assert not torch.allclose(here, layer(hidden, echoes, turns[[0, 2, 4, 6, 7, 8]], mask), atol=1e-2)


def test_words_that_mean_the_same_hear_each_other_and_no_others() -> None:
    torch.manual_seed(0)
    dog, cat, other = torch.eye(3, WIDTH)
    meanings = torch.stack([dog, cat, dog + 0.2 * other, other, other, dog])[None]
    echoes = echoes_of(meanings, torch.tensor([[7, 8, 9, UNKNOWN_ID, UNKNOWN_ID, PAD_ID]]))[0]
    assert echoes[0, 2] == echoes[2, 0] > 0.9
    assert echoes[:5].sum() < echoes[0, 2] + echoes[2, 0] + 0.01
