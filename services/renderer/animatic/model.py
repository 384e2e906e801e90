"""The denoiser: a small diffusion transformer over the tokens of a scene in time.

It sees noisy latents, the noise level, the text's embeddings, what is held of another film, and nothing else; it has
no access to simulator, grammar or decoder.
"""

import torch
import torch.nn.functional as F
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_outputs import Transformer2DModelOutput
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn

from services.renderer.animatic.agreement import Agreement
from services.renderer.animatic.attention import Attention, sinusoids
from services.renderer.animatic.conditioning import Held
from services.renderer.animatic.latents import CHANNELS, MOTION, SCENE, STATIC_TOKENS, THING, token_seconds, token_types
from services.renderer.animatic.world import THINGS_MAX

SIGMA_MIN = 1e-3
ROPE_WAVELENGTH_MIN_S, ROPE_WAVELENGTH_MAX_S = 0.7, 60.0


class Block(nn.Module):
    """Self-attention, cross-attention and a gated feed-forward layer, modulated by the noise level (AdaLN-single, Chen
    et al., 2023).
    """

    def __init__(self, width: int, heads: int, text_width: int) -> None:
        super().__init__()
        self.modulation = nn.Parameter(torch.randn(6, width) / width**0.5)
        self.attention = Attention(width, heads)
        self.cross_norm = nn.LayerNorm(width)
        self.cross = Attention(width, heads, text_width)
        inner = 64 * round(width * 8 / 3 / 64)
        self.gate_up = nn.Linear(width, 2 * inner)
        self.down = nn.Linear(inner, width)

    def forward(self, hidden: Tensor, text: Tensor, mask: Tensor, turns: Tensor, level: Tensor) -> Tensor:
        """hidden [B, N, W], text [B, L, T], mask [B, 1, 1, L], turns [N, D], level [B, 6, W] -> [B, N, W]."""
        shift_a, scale_a, gate_a, shift_f, scale_f, gate_f = (level + self.modulation)[:, :, None].unbind(1)
        normed = F.layer_norm(hidden, hidden.shape[-1:]) * (1 + scale_a) + shift_a
        hidden = hidden + gate_a * self.attention(normed, normed, turns)
        hidden = hidden + self.cross(self.cross_norm(hidden), text, mask=mask)
        gate, up = self.gate_up(F.layer_norm(hidden, hidden.shape[-1:]) * (1 + scale_f) + shift_f).chunk(2, -1)
        return hidden + gate_f * self.down(F.silu(gate) * up)


class Edge(nn.Module):
    """A linear layer for each sort of token, scene, things and motion: into the network, or out of it with zeros where
    a token's channels carry nothing.
    """

    def __init__(self, width: int, *, into: bool) -> None:
        super().__init__()
        self.into = into
        sizes = {"scene": len(SCENE), "thing": len(THING), "motion": MOTION}
        self.sorts = nn.ModuleDict(
            {name: nn.Linear(size, width) if into else nn.Linear(width, size) for name, size in sizes.items()}
        )

    def forward(self, tokens: Tensor) -> Tensor:
        """[B, N, CHANNELS] -> [B, N, width], or back."""
        parts = tokens.tensor_split((1, STATIC_TOKENS), 1)
        made = []
        for part, layer in zip(parts, self.sorts.values(), strict=True):
            if self.into:
                made.append(layer(part[..., : layer.in_features]))
            else:
                out = layer(part)
                made.append(F.pad(out, (0, CHANNELS - out.shape[-1])))
        return torch.cat(made, 1)


class AnimaticTransformer(ModelMixin, ConfigMixin):  # type: ignore[misc] # (diffusers' own mixins disagree)
    """Predicts the clean scene from a noisy one, and gives the flow's velocity from it (x-prediction: Li and He,
    2025).

    Rectified flow: noisy = (1 - sigma) * clean + sigma * noise, timestep = 1000 * sigma, velocity = noise - clean.
    """

    _supports_gradient_checkpointing = False

    @register_to_config
    def __init__(self, width: int = 192, layers: int = 6, heads: int = 6, text_width: int = 192) -> None:
        super().__init__()
        self.enter = Edge(width, into=True)
        self.kinds = nn.Embedding(STATIC_TOKENS + THINGS_MAX, width)
        self.clock = nn.Linear(width, width)
        self.level = nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width))
        self.pooled = nn.Linear(text_width, width)
        self.modulation = nn.Linear(width, 6 * width)
        self.blocks = nn.ModuleList(Block(width, heads, text_width) for _ in range(layers))
        self.leave_modulation = nn.Linear(width, 2 * width)
        self.leave = Edge(width, into=False)
        self.skip = Edge(width, into=False)
        self.agreement = Agreement(width)
        nn.init.normal_(self.kinds.weight, std=0.5)
        nn.init.zeros_(self.modulation.weight)
        nn.init.zeros_(self.modulation.bias)
        for last in (*self.leave.parameters(), *self.skip.parameters()):
            nn.init.zeros_(last)

    def predict_clean(
        self, hidden_states: Tensor, timestep: Tensor, encoder_hidden_states: Tensor, held: Held | None = None
    ) -> Tensor:
        """The clean latents [B, N, CHANNELS] that the noisy ones at timestep [B] (0..1000) most likely come from.
        held: what is known of them, with which the rest of their motion has to agree.
        """
        tokens, device, width = hidden_states.shape[1], hidden_states.device, self.config["width"]
        seconds = torch.from_numpy(token_seconds(tokens)).to(device)
        known = encoder_hidden_states.abs().sum(-1) > 0
        mask = torch.zeros_like(known, dtype=hidden_states.dtype).masked_fill(~known, -1e4)[:, None, None]
        pooled = encoder_hidden_states.sum(1) / known.sum(1, keepdim=True).clamp(min=1)
        level = self.level(sinusoids(timestep, width, 10.0, 10_000.0).to(hidden_states)) + self.pooled(pooled)
        level = F.silu(level)
        turns = sinusoids(seconds, width // self.config["heads"], ROPE_WAVELENGTH_MIN_S, ROPE_WAVELENGTH_MAX_S).to(
            hidden_states
        )
        clock = self.clock(sinusoids(seconds, width, ROPE_WAVELENGTH_MIN_S, ROPE_WAVELENGTH_MAX_S).to(hidden_states))
        # The edges stay in float32: in bfloat16 a place of a metre is only good to some millimetres, and things at rest
        # would learn to tremble by as much.
        with torch.autocast(device.type, enabled=False):
            entered = self.enter(hidden_states)
        hidden = entered + self.kinds(torch.from_numpy(token_types(tokens)).to(device)) + clock
        modulation = self.modulation(level).unflatten(-1, (6, -1))
        for block in self.blocks:
            hidden = block(hidden, encoder_hidden_states, mask, turns, modulation)
        shift, scale = self.leave_modulation(level)[:, None].chunk(2, -1)
        with torch.autocast(device.type, enabled=False):
            hidden = F.layer_norm(hidden, hidden.shape[-1:]) * (1 + scale.to(hidden)) + shift.to(hidden)
            # Where there is little noise, what comes in is nearly right: a learnt share of it, by level and channel,
            # spares the network copying it number by number.
            made = self.leave(hidden) + self.skip(level.to(hidden)[:, None].expand_as(hidden)) * hidden_states
            return self.agreement(made, hidden, held)

    def forward(
        self,
        hidden_states: Tensor,
        timestep: Tensor,
        encoder_hidden_states: Tensor,
        *,
        held: Held | None = None,
        return_dict: bool = True,
    ) -> Transformer2DModelOutput | tuple[Tensor]:
        """Velocity [B, N, CHANNELS] of noisy latents [B, N, CHANNELS] at timestep [B] (0..1000), given text embeddings
        [B, L, text_width] and what is known of the clean latents.
        """
        clean = self.predict_clean(hidden_states, timestep, encoder_hidden_states, held)
        sigma = (timestep.to(hidden_states) / 1000).clamp(min=SIGMA_MIN)[:, None, None]
        velocity = (hidden_states - clean) / sigma
        return Transformer2DModelOutput(sample=velocity) if return_dict else (velocity,)
