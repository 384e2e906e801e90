"""From words to embeddings: the tokenizer over the grammar's vocabulary, and the text encoder that is trained with the
network.

Words outside the vocabulary become one unknown token and can be listed with `unknown_words`; nothing here rewrites a
prompt (`thesaurus.py` may, word by word).
"""

from collections.abc import Collection

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from torch import Tensor, nn
from transformers import PreTrainedTokenizerFast

from services.renderer.animatic.attention import Attention, sinusoids
from services.renderer.animatic.thesaurus import reworded
from services.renderer.animatic.vocabulary import VOCABULARY, words

PAD, UNKNOWN, BOS = SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[BOS]")
PAD_ID, UNKNOWN_ID, BOS_ID = range(3)
TOKENS_MAX = 64
# How many words of a long text's end are read in any case.
ENDING_WORDS = 24
# From which cosine of their embeddings on words hear each other, and how sharply.
ALIKE_FROM, ALIKE_SHARP = 0.6, 20.0
# Of the rotary positions, in words.
WAVELENGTH_MIN, WAVELENGTH_MAX = 3.0, 400.0


def build_tokenizer() -> PreTrainedTokenizerFast:
    """A word-level tokenizer: lower case, letters and digits, [BOS] in front, padded with [PAD]."""
    vocabulary = {word: index for index, word in enumerate((*SPECIAL_TOKENS, *VOCABULARY))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("[^a-z0-9]+"), "removed")
    tokenizer.post_processor = processors.TemplateProcessing(single="[BOS] $A", special_tokens=[("[BOS]", BOS_ID)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token=UNKNOWN, pad_token=PAD, bos_token=BOS, model_max_length=TOKENS_MAX
    )


def unknown_words(known: Collection[str], prompt: str) -> list[str]:
    """The prompt's words that are not among the known ones, in lower case, each once, in order."""
    return list(dict.fromkeys(word for word in words(prompt) if word not in known))


def fitted(known: Collection[str], text: str) -> str:
    """A text that is too long for the encoder without its unknown words, and if it still is, without its middle: its
    beginning says who there is, its end what is to be otherwise. Any other as it is.
    """
    said, room = words(text), TOKENS_MAX - 1
    if len(said) <= room:
        return text
    said = [word for word in said if word in known]
    return " ".join(said if len(said) <= room else [*said[: room - ENDING_WORDS], *said[-ENDING_WORDS:]])


def unread_words(known: Collection[str], prompt: str) -> list[str]:
    """The words of a prompt, as they are said there, that would be known or replaced but are left out by `fitted`."""
    text, replaced, _ = reworded(prompt, known)
    said = {part: word for word, instead in replaced.items() for part in words(instead)}
    read = set(words(fitted(known, text)))
    return list(dict.fromkeys(said.get(word, word) for word in words(text) if word in known and word not in read))


def echoes_of(meanings: Tensor, ids: Tensor) -> Tensor:
    """How much each word hears of each other one [B, L, L]: as much as they mean the same, so that "the puppy" is the
    dog that was spoken of before; a word that no other is like hears nothing, and none hears an unknown one.

    meanings: embeddings [B, L, width] of the words of ids [B, L].
    """
    meaning = nn.functional.normalize(meanings.float(), dim=-1)
    deaf = torch.eye(ids.shape[1], dtype=torch.bool, device=ids.device) | (ids <= UNKNOWN_ID)[:, None]
    scores = (ALIKE_SHARP * (meaning @ meaning.mT - ALIKE_FROM)).masked_fill(deaf, -1e4)
    return torch.cat([scores, torch.zeros_like(scores[..., :1])], -1).softmax(-1)[..., :-1].to(meanings)


class Neighbours(nn.Module):
    """A layer in which words hear their echoes, and look at each other by how far apart they are, not by where they
    stand: "green" belongs to the noun behind it wherever that is. A new one changes nothing.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.echo = nn.Linear(width, width)
        self.attention_norm, self.attention = nn.LayerNorm(width), Attention(width, heads)
        self.feed_norm = nn.LayerNorm(width)
        self.feed = nn.Sequential(nn.Linear(width, 3 * width), nn.GELU(), nn.Linear(3 * width, width))
        for last in (*self.echo.parameters(), *self.attention.out.parameters(), *self.feed[2].parameters()):
            nn.init.zeros_(last)

    def forward(self, hidden: Tensor, echoes: Tensor, turns: Tensor, mask: Tensor) -> Tensor:
        """hidden [B, L, width], echoes [B, L, L], turns [L, width / heads], mask [B, 1, 1, L] -> [B, L, width]."""
        hidden = hidden + self.echo(echoes @ hidden)
        normed = self.attention_norm(hidden)
        hidden = hidden + self.attention(normed, normed, turns, mask)
        return hidden + self.feed(self.feed_norm(hidden))


class AnimaticTextEncoder(ModelMixin, ConfigMixin):  # type: ignore[misc] # (diffusers' own mixins disagree)
    """A small bidirectional transformer over caption words: layers that know where each word stands, then as many that
    know how far it is from the others, and which of them mean the same.

    forward(input_ids [B, L]) -> embeddings [B, L, width]; rows of padding are all zeros, which is how the network
    knows them.
    """

    @register_to_config
    def __init__(self, vocabulary_size: int = 300, width: int = 192, layers: int = 2, heads: int = 6) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary_size, width)
        self.places = nn.Embedding(TOKENS_MAX, width)
        nn.init.normal_(self.words.weight, std=0.5)
        nn.init.normal_(self.places.weight, std=0.1)
        layer = nn.TransformerEncoderLayer(
            width, heads, dim_feedforward=3 * width, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.neighbours = nn.ModuleList(Neighbours(width, heads) for _ in range(layers))

    def forward(self, input_ids: Tensor) -> Tensor:
        """See the class."""
        padding = input_ids == PAD_ID
        meanings = self.words(input_ids)
        hidden = meanings + self.places.weight[: input_ids.shape[1]]
        # An additive mask, the same in training and evaluation, keeps torch on one code path.
        mask = torch.zeros_like(padding, dtype=hidden.dtype).masked_fill(padding, -1e4)
        hidden = self.norm(self.encoder(hidden, src_key_padding_mask=mask))
        steps = torch.arange(input_ids.shape[1], device=input_ids.device).float()
        turns = sinusoids(steps, hidden.shape[-1] // self.config["heads"], WAVELENGTH_MIN, WAVELENGTH_MAX)
        echoes = echoes_of(meanings, input_ids)
        for layer in self.neighbours:
            hidden = layer(hidden, echoes, turns, mask[:, None, None])
        return hidden * ~padding[..., None]
