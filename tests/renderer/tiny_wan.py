"""A whole Wan pipeline with random weights, a few hundred kilobytes: real classes, real files, no meaning in its films.

python tests/renderer/tiny_wan.py FOLDER
"""

import sys
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanPipeline, WanTransformer3DModel
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.processors import TemplateProcessing
from transformers import PreTrainedTokenizerFast, UMT5Config, UMT5EncoderModel


def build(*, seed: int = 0, experts: int = 1) -> Any:
    """The pipeline. experts: 2 gives it a second transformer for the late steps, as Wan 2.2 A14B has."""
    torch.manual_seed(seed)
    transformers = [
        WanTransformer3DModel(
            num_attention_heads=2,
            attention_head_dim=12,
            text_dim=32,
            freq_dim=256,
            ffn_dim=32,
            num_layers=2,
            rope_max_seq_len=128,
        )
        for _ in range(experts)
    ]
    tokenizer = _tokenizer()
    return WanPipeline(
        tokenizer=tokenizer,
        text_encoder=UMT5EncoderModel(
            UMT5Config(vocab_size=len(tokenizer), d_model=32, d_kv=8, d_ff=37, num_layers=2, num_heads=4)
        ),
        vae=AutoencoderKLWan(
            base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
        ),
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, num_train_timesteps=1000, flow_shift=3.0
        ),
        transformer=transformers[0],
        transformer_2=transformers[1] if experts > 1 else None,
        boundary_ratio=0.875 if experts > 1 else None,
    )


def save(folder: Path, *, seed: int = 0, experts: int = 1) -> Path:
    """Build it and save it in diffusers format; the folder."""
    build(seed=seed, experts=experts).save_pretrained(folder, safe_serialization=True)
    return folder


def models_toml(
    folder: Path, *, steps: int = 6, sizes: tuple[str, ...] = ("128x96",), seconds: tuple[int, ...] = (1,)
) -> str:
    """A models file that serves the saved pipeline as ``tiny-wan``; more steps make its films take longer."""
    return (
        f'["tiny-wan"]\npipeline = "{folder}"\nsizes = {list(sizes)}\nseconds = {list(seconds)}\n'
        f"steps = {steps}\nguidance = 3.0\n"
    )


def _tokenizer() -> PreTrainedTokenizerFast:
    """Bytes as tokens, with the padding and the end mark that T5 wants."""
    special = ["<pad>", "</s>", "<unk>"]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    backend = Tokenizer(
        BPE(vocab={token: i for i, token in enumerate(special + alphabet)}, merges=[], unk_token="<unk>")
    )
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    backend.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(tokenizer_object=backend, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")


if __name__ == "__main__":
    save(Path(sys.argv[1]))
