"""The embedded model: its latents are a scene in time, its decoder draws at any even size and knows every contact."""

from collections.abc import Iterator

import torch

from proto.timeline import Timeline
from services.renderer.animatic.decode import DecodedScene, decode
from services.renderer.animatic.latents import FRAMES_PER_CHUNK
from services.renderer.animatic.timeline import timeline
from services.renderer.families.contract import Ask, Capabilities, Family, Frame

_PREVIEW_SIDE = 256


class Animatic(Family):
    """One loaded ``AnimaticPipeline``. Importing this module makes the pipeline's classes known to diffusers."""

    @property
    def capabilities(self) -> Capabilities:
        """Any even size, whole chunks of frames."""
        return Capabilities(size_multiple=2, frames_multiple=FRAMES_PER_CHUNK, frames_offset=0, denoise_share=0.3)

    def preview(self, latents: torch.Tensor, ask: Ask) -> Frame:
        """The film's middle, drawn small."""
        scale = _PREVIEW_SIDE / max(ask.width, ask.height)
        width, height = (max(64, 2 * round(side * scale / 2)) for side in (ask.width, ask.height))
        return self._scene(latents, ask).preview(width, height)

    def decode(self, latents: torch.Tensor, ask: Ask) -> Iterator[Frame]:
        """Frames drawn one by one."""
        made = self.geometry(ask)
        return self._scene(latents, ask).frames(made.width, made.height)

    def timeline(self, latents: torch.Tensor, ask: Ask) -> Timeline | None:
        """Contacts and motions as the latents have them."""
        made = self.geometry(ask)
        return timeline(self._scene(latents, ask), made.width, made.height)

    def unknown_words(self, prompt: str) -> tuple[str, ...]:
        """Words outside the model's small vocabulary, each once, in order."""
        return tuple(self.pipeline.unknown_words(prompt))

    def replaced_words(self, prompt: str) -> dict[str, str]:
        """What the model is told instead of unknown words, where a known one comes near."""
        return dict(self.pipeline.replaced_words(prompt))

    def _scene(self, latents: torch.Tensor, ask: Ask) -> DecodedScene:
        return decode(latents[0].float().cpu().numpy(), self.geometry(ask).frames)
