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

from services.renderer.animatic.thesaurus import reworded
from services.renderer.animatic.vocabulary import VOCABULARY, words

PAD, UNKNOWN, BOS = SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[BOS]")
PAD_ID, UNKNOWN_ID, BOS_ID = range(3)
TOKENS_MAX = 64
# How many words of a long text's end are read in any case.
ENDING_WORDS = 16


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


class AnimaticTextEncoder(ModelMixin, ConfigMixin):  # type: ignore[misc] # (diffusers' own mixins disagree)
    """A small bidirectional transformer over caption words.

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

    def forward(self, input_ids: Tensor) -> Tensor:
        """See the class."""
        padding = input_ids == PAD_ID
        hidden = self.words(input_ids) + self.places.weight[: input_ids.shape[1]]
        # An additive mask, the same in training and evaluation, keeps torch on one code path.
        mask = torch.zeros_like(padding, dtype=hidden.dtype).masked_fill(padding, -1e4)
        hidden = self.norm(self.encoder(hidden, src_key_padding_mask=mask))
        return hidden * ~padding[..., None]
