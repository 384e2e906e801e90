"""A whole LTX-2 pipeline with random weights, under a megabyte: real classes, real files, no meaning in film or sound.

python tests/renderer/tiny_ltx2.py FOLDER
"""

import sys
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLLTX2Audio,
    AutoencoderKLLTX2Video,
    FlowMatchEulerDiscreteScheduler,
    LTX2Pipeline,
    LTX2VideoTransformer3DModel,
)
from diffusers.pipelines.ltx2 import LTX2TextConnectors, LTX2Vocoder
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.processors import TemplateProcessing
from transformers import Gemma3Config, Gemma3ForConditionalGeneration, PreTrainedTokenizerFast

_TEXT_WIDTH, _TEXT_LAYERS = 16, 2
_HEADS, _VIDEO_HEAD, _AUDIO_HEAD = 2, 12, 6
_VIDEO_CHANNELS = 4
_AUDIO_CHANNELS, _MEL_BINS = 2, 16
_AUDIO_TOKEN = _AUDIO_CHANNELS * _MEL_BINS // 4


def build(*, seed: int = 0) -> Any:
    """The pipeline, of the 2.0 kind: its sound is 24 kHz in stereo."""
    torch.manual_seed(seed)
    tokenizer = _tokenizer()
    return LTX2Pipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(
            use_dynamic_shifting=True, base_shift=0.95, max_shift=2.05, shift_terminal=0.1
        ),
        vae=AutoencoderKLLTX2Video(
            latent_channels=_VIDEO_CHANNELS,
            block_out_channels=(8, 8, 8, 8),
            decoder_block_out_channels=(8, 16, 32),
            layers_per_block=(1, 1, 1, 1, 1),
            decoder_layers_per_block=(1, 1, 1, 1),
            decoder_causal=False,
            spatial_compression_ratio=32,
            temporal_compression_ratio=8,
        ),
        audio_vae=AutoencoderKLLTX2Audio(
            base_channels=_AUDIO_TOKEN, num_res_blocks=1, latent_channels=_AUDIO_CHANNELS, mel_bins=_MEL_BINS
        ),
        text_encoder=_text_encoder(len(tokenizer)),
        tokenizer=tokenizer,
        connectors=_connectors(),
        transformer=_transformer(),
        vocoder=LTX2Vocoder(
            in_channels=2 * _MEL_BINS, hidden_channels=32, resnet_kernel_sizes=[3], resnet_dilations=[[1, 3]]
        ),
    )


def _transformer() -> LTX2VideoTransformer3DModel:
    return LTX2VideoTransformer3DModel(
        in_channels=_VIDEO_CHANNELS,
        out_channels=_VIDEO_CHANNELS,
        num_attention_heads=_HEADS,
        attention_head_dim=_VIDEO_HEAD,
        cross_attention_dim=_HEADS * _VIDEO_HEAD,
        audio_in_channels=_AUDIO_TOKEN,
        audio_out_channels=_AUDIO_TOKEN,
        audio_num_attention_heads=_HEADS,
        audio_attention_head_dim=_AUDIO_HEAD,
        audio_cross_attention_dim=_HEADS * _AUDIO_HEAD,
        num_layers=2,
        caption_channels=_TEXT_WIDTH,
    )


def _connectors() -> LTX2TextConnectors:
    heads = {"num_attention_heads": _HEADS, "attention_head_dim": _TEXT_WIDTH // _HEADS, "num_layers": 1}
    registers = {"num_learnable_registers": 8}
    return LTX2TextConnectors(
        caption_channels=_TEXT_WIDTH,
        text_proj_in_factor=_TEXT_LAYERS + 1,
        **{f"{kind}_connector_{name}": n for kind in ("video", "audio") for name, n in (heads | registers).items()},
    )


def _text_encoder(words: int) -> Gemma3ForConditionalGeneration:
    text = {
        "vocab_size": words,
        "hidden_size": _TEXT_WIDTH,
        "intermediate_size": 32,
        "num_hidden_layers": _TEXT_LAYERS,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 8,
    }
    eyes = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 28,
        "patch_size": 14,
    }
    return Gemma3ForConditionalGeneration(Gemma3Config(text_config=text, vision_config=eyes, mm_tokens_per_image=4))


def save(folder: Path, *, seed: int = 0) -> Path:
    """Build it and save it in diffusers format; the folder."""
    build(seed=seed).save_pretrained(folder, safe_serialization=True)
    return folder


def models_toml(folder: Path, *, steps: int = 4, sizes: tuple[str, ...] = ("64x64",)) -> str:
    """A models file that serves the saved pipeline as ``tiny-ltx2``."""
    return (
        f'["tiny-ltx2"]\npipeline = "{folder}"\nsizes = {list(sizes)}\nseconds = [1, 2]\nsteps = {steps}\n'
        "guidance = 3.0\nown_sound = true\n"
    )


def _tokenizer() -> PreTrainedTokenizerFast:
    """Bytes as tokens, with the marks that Gemma wants."""
    special = ["<pad>", "<eos>", "<bos>", "<unk>"]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: i for i, token in enumerate(special + alphabet)}
    backend = Tokenizer(BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    backend.post_processor = TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 2)])
    return PreTrainedTokenizerFast(
        tokenizer_object=backend,
        pad_token="<pad>",
        eos_token="<eos>",
        bos_token="<bos>",
        unk_token="<unk>",
        model_max_length=1024,
    )


if __name__ == "__main__":
    save(Path(sys.argv[1]))
