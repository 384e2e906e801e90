"""LTX-2, text to video with sound, through diffusers' ``LTX2Pipeline``: one network denoises both, each with latents
and a scheduler of its own.
"""

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import torch

from services.renderer.families.colours import fitted, seen_in, to_uint8
from services.renderer.families.contract import (
    NOTHING,
    Ask,
    Capabilities,
    Denoised,
    Family,
    Frame,
    Given,
    OnStep,
    Sound,
)
from services.renderer.resume import Snapshot, replaced, stepping

_KINDS = ("latents", "audio_latents")
_SIZE_MULTIPLE = 32  # the pipeline refuses all else
# Where the model's makers perturb the network for its spatio-temporal guidance: 2.0, and what came after.
_STG_BLOCK_FIRST, _STG_BLOCK = 29, 28
_UNGUIDED = {
    "stg_scale": 0.0,
    "modality_scale": 1.0,
    "audio_guidance_scale": 1.0,
    "audio_stg_scale": 0.0,
    "audio_modality_scale": 1.0,
}


class Ltx2(Family):
    """One loaded LTX-2 pipeline (2.0, 2.3 or 2.5).

    Its latents are normalised, as the network knows them. The film's guidance is the picture's; that of the sound, and
    the other kinds that this model has, are the pipeline's defaults, and off where guidance is: for distilled weights.
    """

    dtypes: ClassVar[dict[str, dict[str, torch.dtype]]] = {"cuda": {"default": torch.bfloat16}}

    @property
    def capabilities(self) -> Capabilities:
        """Sides are whole patches of latent pixels; frames are 8 n + 1, as the first has a latent frame of its own."""
        pipeline = self.pipeline
        side = pipeline.vae_spatial_compression_ratio * pipeline.transformer_spatial_patch_size
        return Capabilities(
            size_multiple=math.lcm(_SIZE_MULTIPLE, side),
            frames_multiple=pipeline.vae_temporal_compression_ratio * pipeline.transformer_temporal_patch_size,
            frames_offset=1,
            denoise_share=0.85,
        )

    def denoise(
        self,
        ask: Ask,
        on_step: OnStep,
        resume: Snapshot | None,
        given: Given = NOTHING,  # noqa: ARG002
    ) -> Denoised:
        """Latents of the picture [1, channels, frames, height, width], and of the sound [1, channels, length, mel]."""
        generator = torch.Generator("cpu").manual_seed(ask.seed)
        made = self.geometry(ask)
        first = self.pipeline.transformer.config.use_prompt_embeddings  # 2.0 embeds the prompt in the network itself.
        with (
            stepping(self.pipeline, generator, on_step, resume, _KINDS),
            replaced(self.pipeline, "_denormalize_latents", lambda latents, *_: latents),
        ):
            result = self.pipeline(
                prompt=ask.prompt,
                negative_prompt=", ".join(words for words in (ask.negative_prompt, *ask.unheard) if words),
                width=made.width,
                height=made.height,
                num_frames=made.frames,
                frame_rate=float(ask.fps),
                num_inference_steps=ask.steps,
                guidance_scale=ask.guidance,
                spatio_temporal_guidance_blocks=[_STG_BLOCK_FIRST if first else _STG_BLOCK],
                use_cross_timestep=not first,
                generator=generator,
                output_type="latent",
                **({} if ask.guidance > 1 else _UNGUIDED),
            )
        return Denoised(picture=result.frames, sound=result.audio)

    def preview(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Frame:  # noqa: ARG002
        """The film's middle, one pixel for each latent pixel, by a linear map from latents to colour."""
        if latents.ndim == 3:  # As it is between two steps: a row of patches.
            made, pipeline = self.geometry(ask), self.pipeline
            scale = pipeline.vae_spatial_compression_ratio
            latents = pipeline._unpack_latents(  # noqa: SLF001 - the inverse of what the pipeline does to its latents
                latents,
                (made.frames - 1) // pipeline.vae_temporal_compression_ratio + 1,
                made.height // scale,
                made.width // scale,
                pipeline.transformer_spatial_patch_size,
                pipeline.transformer_temporal_patch_size,
            )
        return seen_in(latents[0, :, latents.shape[2] // 2], self._colours)

    def decode(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Iterator[Frame]:  # noqa: ARG002
        """All at once, for the decoder looks ahead; a film must fit into the device's memory."""
        for frame in self._decoded(latents)[0].unbind(1):
            yield to_uint8(frame)

    def sound(self, made: Denoised, given: Given = NOTHING) -> Sound | None:  # noqa: ARG002
        """The sound's latents as a mel spectrogram, and that as a wave."""
        if made.sound is None:
            return None
        voice, vocoder = self.pipeline.audio_vae, self.pipeline.vocoder
        with torch.no_grad():
            mel = voice.decode(made.sound.to(voice.device, voice.dtype), return_dict=False)[0]
            wave = vocoder(mel)[0].float().cpu()
        return Sound(
            samples=np.ascontiguousarray(wave.numpy(), np.float32), rate_hz=int(vocoder.config.output_sampling_rate)
        )

    def _decoded(self, latents: torch.Tensor) -> torch.Tensor:
        """Pixels -1..1 as [1, 3, frames, height, width], by the operations that the pipeline uses, in its order."""
        vae: Any = self.pipeline.vae
        with torch.no_grad():
            latents = latents.to(vae.device, self.pipeline.text_encoder.dtype)
            latents = self.pipeline._denormalize_latents(  # noqa: SLF001
                latents, vae.latents_mean, vae.latents_std, vae.config.scaling_factor
            ).to(vae.dtype)
            moment = torch.zeros(1, device=vae.device, dtype=vae.dtype) if vae.config.timestep_conditioning else None
            pixels: torch.Tensor = vae.decode(latents, moment, return_dict=False)[0]
        return pixels

    @cached_property
    def _colours(self) -> torch.Tensor:
        """The map from its latents to colours."""
        channels = self.pipeline.vae.config.latent_channels
        return fitted(lambda latents: self._decoded(latents)[:, :, 0], channels)
