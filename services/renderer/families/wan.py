"""Wan 2.1 and 2.2, text to video, through diffusers' ``WanPipeline``: a silent model with a causal video VAE."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

import torch
from diffusers.models.autoencoders.autoencoder_kl_wan import unpatchify

from services.renderer.families.colours import fitted, seen_in, to_uint8
from services.renderer.families.contract import NOTHING, Ask, Capabilities, Family, Frame, Given


class Wan(Family):
    """One loaded Wan pipeline, with one transformer or the two experts of A14B."""

    dtypes: ClassVar[dict[str, dict[str, torch.dtype]]] = {"cuda": {"default": torch.bfloat16, "vae": torch.float32}}

    @property
    def capabilities(self) -> Capabilities:
        """Sides are whole patches of latent pixels; frames are 4 n + 1, as the first has a latent frame of its own."""
        network = self.pipeline.transformer if self.pipeline.transformer is not None else self.pipeline.transformer_2
        return Capabilities(
            size_multiple=self.pipeline.vae_scale_factor_spatial * network.config.patch_size[1],
            frames_multiple=self.pipeline.vae_scale_factor_temporal,
            frames_offset=1,
            denoise_share=0.8,
        )

    def preview(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Frame:  # noqa: ARG002
        """The film's middle, one pixel for each latent pixel, by a linear map from latents to colour."""
        return seen_in(latents[0, :, latents.shape[2] // 2], self._colours)

    def decode(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Iterator[Frame]:  # noqa: ARG002
        """One latent frame at a time with the VAE's causal cache between them: the same bits as all at once."""
        for chunk in self._decoded(latents):
            for frame in chunk[0].unbind(1):
                yield to_uint8(frame.float())

    def _decoded(self, latents: torch.Tensor) -> Iterator[torch.Tensor]:
        """Pixels -1..1 as [1, 3, frames, height, width], a few frames at a time."""
        vae = self.pipeline.vae
        with torch.no_grad():
            latents = self._denormalised(latents)
            if vae.use_tiling or vae.use_slicing:
                yield vae.decode(latents, return_dict=False)[0]
                return
            vae.clear_cache()
            inner = vae.post_quant_conv(latents)
        for index in range(inner.shape[2]):
            with torch.no_grad():
                vae._conv_idx = [0]  # noqa: SLF001 - the causal cache has no public interface
                chunk = vae.decoder(
                    inner[:, :, index : index + 1],
                    feat_cache=vae._feat_map,  # noqa: SLF001
                    feat_idx=vae._conv_idx,  # noqa: SLF001
                    first_chunk=index == 0,
                )
                if vae.config.patch_size is not None:
                    chunk = unpatchify(chunk, patch_size=vae.config.patch_size)
            yield chunk.clamp(-1, 1)
        vae.clear_cache()

    def _denormalised(self, latents: torch.Tensor) -> torch.Tensor:
        """Latents as the VAE knows them, by the very operations that the pipeline uses."""
        vae = self.pipeline.vae
        latents = latents.to(vae.device, vae.dtype)
        shape = (1, vae.config.z_dim, 1, 1, 1)
        mean = torch.tensor(vae.config.latents_mean).view(shape).to(latents.device, latents.dtype)
        scale = 1.0 / torch.tensor(vae.config.latents_std).view(shape).to(latents.device, latents.dtype)
        return latents / scale + mean

    @cached_property
    def _colours(self) -> torch.Tensor:
        """The map from its latents to colours."""
        vae: Any = self.pipeline.vae
        return fitted(lambda latents: torch.cat([*self._decoded(latents)], 2)[:, :, 0], vae.config.z_dim)
