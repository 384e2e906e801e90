"""`AnimaticPipeline`: from a prompt to scene latents, with the loop, the arguments and the callback of diffusers' own
video pipelines.

Between the text's embeddings and the decoder stands only the network. Unknown words may be swapped for known ones
before (`thesaurus.py`); nothing here parses a prompt, moves a thing or mends latents.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from diffusers.pipelines.pipeline_utils import DiffusionPipeline
from diffusers.schedulers.scheduling_flow_match_euler_discrete import FlowMatchEulerDiscreteScheduler
from diffusers.utils.outputs import BaseOutput
from diffusers.utils.torch_utils import randn_tensor
from msgspec import Struct
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import (
    CHANNELS,
    FRAMES_PER_CHUNK,
    SCENE,
    SCENE_MEASURES,
    STATIC_TOKENS,
    THING,
    THING_MEASURES,
    tokens_for,
)
from services.renderer.animatic.model import AnimaticTransformer
from services.renderer.animatic.text import AnimaticTextEncoder, build_tokenizer, unknown_words
from services.renderer.animatic.thesaurus import reworded

StepCallback = Callable[["AnimaticPipeline", int, Tensor, dict[str, Tensor]], dict[str, Tensor]]


class AnimaticPipelineOutput(BaseOutput):
    """frames: latents [batch, tokens, channels], or pictures, uint8 [batch, frames, height, width, 3]."""

    frames: Tensor | np.ndarray[Any, np.dtype[np.uint8]]


class Guidance(Struct, frozen=True, kw_only=True):
    """How far the prediction goes beyond the unguided one: looks, place and time by one scale, motion by another.

    Guiding motion makes bounces livelier than the material allows and followed runs faster than anybody is, so motion
    gets little or none (1 is none), and so do the numbers in the scene's and the things' tokens that set a measure.
    """

    attributes: float
    motion: float

    def weights(self, tokens: int) -> Tensor:
        """[tokens, CHANNELS], in the layout of the latents."""
        weights = torch.full((tokens, CHANNELS), self.motion)
        weights[:STATIC_TOKENS] = self.attributes
        weights[0, [SCENE.index(name) for name in SCENE_MEASURES]] = self.motion
        weights[1:STATIC_TOKENS, [THING.index(name) for name in THING_MEASURES]] = self.motion
        return weights


class AnimaticPipeline(DiffusionPipeline):
    """Scene latents from text by rectified flow, sampled with diffusers' stock Euler scheduler."""

    model_cpu_offload_seq = "text_encoder->transformer"  # type: ignore[assignment] # (untyped in diffusers)
    _callback_tensor_inputs = ["latents", "prompt_embeds", "negative_prompt_embeds", "pred_x0"]  # noqa: RUF012 (diffusers' own form)

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerFast,
        text_encoder: AnimaticTextEncoder,
        transformer: AnimaticTransformer,
        scheduler: FlowMatchEulerDiscreteScheduler,
    ) -> None:
        super().__init__()
        self.register_modules(
            tokenizer=tokenizer, text_encoder=text_encoder, transformer=transformer, scheduler=scheduler
        )
        self._interrupt, self._guidance_scale, self._num_timesteps = False, 1.0, 0

    @property
    def interrupt(self) -> bool:
        """Set `_interrupt` in a step's callback to skip the remaining steps."""
        return self._interrupt

    @property
    def guidance_scale(self) -> float:
        """Of the call in progress, or the last one."""
        return self._guidance_scale

    @property
    def do_classifier_free_guidance(self) -> bool:
        """Whether each step also predicts without the prompt."""
        return self._guidance_scale > 1

    @property
    def num_timesteps(self) -> int:
        """Of the call in progress, or the last one."""
        return self._num_timesteps

    def unknown_words(self, prompt: str) -> list[str]:
        """The prompt's words that the model has never seen, each once, in order."""
        return unknown_words(self.tokenizer, prompt)

    def replaced_words(self, prompt: str) -> dict[str, str]:
        """What is embedded instead of unknown words, where a known one comes near; the others are read past."""
        return reworded(prompt, self.tokenizer.get_vocab())[1]

    @torch.no_grad()
    def encode_prompt(
        self,
        prompt: str | list[str] | None,
        negative_prompt: str | list[str] | None = None,
        *,
        do_classifier_free_guidance: bool = True,
        num_videos_per_prompt: int = 1,
        prompt_embeds: Tensor | None = None,
        negative_prompt_embeds: Tensor | None = None,
        device: torch.device | None = None,
    ) -> tuple[Tensor, Tensor | None]:
        """Embeddings [batch, words, width] of prompt and negative prompt; rows past a text's end are zeros. None
        without guidance.
        """
        device = device or self._execution_device
        if prompt_embeds is None:
            prompt_embeds = self._embed([prompt or ""] if not isinstance(prompt, list) else prompt, device)
        prompt_embeds = prompt_embeds.repeat_interleave(num_videos_per_prompt, 0)
        if not do_classifier_free_guidance:
            return prompt_embeds, None
        if negative_prompt_embeds is None:
            negative = negative_prompt if isinstance(negative_prompt, list) else [negative_prompt or ""]
            negative_prompt_embeds = self._embed(negative, device)
        copies = prompt_embeds.shape[0] // negative_prompt_embeds.shape[0]
        return prompt_embeds, negative_prompt_embeds.repeat_interleave(copies, 0)

    def _embed(self, texts: Sequence[str], device: torch.device) -> Tensor:
        known = self.tokenizer.get_vocab()
        told = [reworded(text, known)[0] for text in texts]
        ids = self.tokenizer(told, padding=True, truncation=True, return_tensors="pt").input_ids
        return self.text_encoder(ids.to(device))

    def prepare_latents(
        self,
        batch_size: int,
        num_frames: int,
        generator: torch.Generator | list[torch.Generator] | None,
        latents: Tensor | None,
    ) -> Tensor:
        """Unit noise [batch, tokens, channels] in float32, or the latents given."""
        shape = (batch_size, tokens_for(num_frames), CHANNELS)
        if latents is None:
            return randn_tensor(shape, generator=generator, device=self._execution_device, dtype=torch.float32)
        if tuple(latents.shape) != shape:
            raise ValueError(f"latents have shape {tuple(latents.shape)}, {num_frames} frames need {shape}")
        return latents.to(self._execution_device, torch.float32)

    def check_inputs(
        self, prompt: object, prompt_embeds: Tensor | None, num_frames: int, tensor_inputs: Sequence[str]
    ) -> None:
        """ValueError for what no call can mean."""
        if (prompt is None) == (prompt_embeds is None):
            raise ValueError("give either prompt or prompt_embeds")
        if num_frames < FRAMES_PER_CHUNK or num_frames % FRAMES_PER_CHUNK:
            raise ValueError(f"num_frames must be a positive multiple of {FRAMES_PER_CHUNK}, not {num_frames}")
        if unknown := [name for name in tensor_inputs if name not in self._callback_tensor_inputs]:
            raise ValueError(
                f"callback_on_step_end_tensor_inputs has {unknown}, known are {self._callback_tensor_inputs}"
            )

    @torch.no_grad()
    def __call__(
        self,
        prompt: str | list[str] | None = None,
        negative_prompt: str | list[str] | None = None,
        height: int = 720,
        width: int = 1280,
        num_frames: int = 96,
        num_inference_steps: int = 24,
        guidance_scale: float = 2.5,
        motion_guidance_scale: float = 1.0,
        num_videos_per_prompt: int = 1,
        generator: torch.Generator | list[torch.Generator] | None = None,
        latents: Tensor | None = None,
        prompt_embeds: Tensor | None = None,
        negative_prompt_embeds: Tensor | None = None,
        output_type: str = "np",
        return_dict: bool = True,  # noqa: FBT001, FBT002 (diffusers' own signature)
        callback_on_step_end: StepCallback | None = None,
        callback_on_step_end_tensor_inputs: Sequence[str] = ("latents",),
    ) -> AnimaticPipelineOutput | tuple[Any]:
        """Denoise a scene. See `AnimaticPipelineOutput` for the result.

        height and width: even, used by `output_type="np"` only. num_frames: at 24 a second, a multiple of 4.
        motion_guidance_scale: guidance of motion, see `Guidance`. The callback may ask for "pred_x0", the clean scene
        as predicted in that step, to preview it. ValueError on arguments that no call can mean.
        """
        self.check_inputs(prompt, prompt_embeds, num_frames, callback_on_step_end_tensor_inputs)
        self._guidance_scale, self._interrupt = guidance_scale, False
        prompt_embeds, negative_prompt_embeds = self.encode_prompt(
            prompt,
            negative_prompt,
            do_classifier_free_guidance=self.do_classifier_free_guidance,
            num_videos_per_prompt=num_videos_per_prompt,
            prompt_embeds=prompt_embeds,
            negative_prompt_embeds=negative_prompt_embeds,
        )
        prompt_embeds = prompt_embeds.to(self.transformer.dtype)
        latents = self.prepare_latents(prompt_embeds.shape[0], num_frames, generator, latents)
        guidance = (
            Guidance(attributes=guidance_scale, motion=motion_guidance_scale).weights(latents.shape[1]).to(latents)
        )
        self.scheduler.set_timesteps(num_inference_steps, device=latents.device)
        self.scheduler.set_begin_index(0)
        timesteps = self.scheduler.timesteps
        self._num_timesteps = len(timesteps)
        with self.progress_bar(total=num_inference_steps) as progress_bar:
            for i, t in enumerate(timesteps):
                if self.interrupt:
                    continue
                velocity = self._velocity(latents, t, prompt_embeds)
                if negative_prompt_embeds is not None:
                    unguided = self._velocity(latents, t, negative_prompt_embeds.to(prompt_embeds))
                    velocity = unguided + guidance * (velocity - unguided)
                pred_x0 = latents - t / self.scheduler.config.num_train_timesteps * velocity
                latents = self.scheduler.step(velocity, t, latents, return_dict=False)[0]
                if callback_on_step_end is not None:
                    given = locals()
                    tensors = {name: given[name] for name in callback_on_step_end_tensor_inputs}
                    changed = callback_on_step_end(self, i, t, tensors)
                    latents = changed.pop("latents", latents)
                    prompt_embeds = changed.pop("prompt_embeds", prompt_embeds)
                    negative_prompt_embeds = changed.pop("negative_prompt_embeds", negative_prompt_embeds)
                progress_bar.update()
        frames = latents if output_type == "latent" else self._pictures(latents, width, height, num_frames)
        self.maybe_free_model_hooks()
        return AnimaticPipelineOutput(frames=frames) if return_dict else (frames,)

    def _velocity(self, latents: Tensor, t: Tensor, embeds: Tensor) -> Tensor:
        """The network's velocity in float32."""
        inputs = latents.to(self.transformer.dtype)
        return self.transformer(
            hidden_states=inputs, timestep=t.expand(latents.shape[0]), encoder_hidden_states=embeds, return_dict=False
        )[0].to(latents.dtype)

    def _pictures(
        self, latents: Tensor, width: int, height: int, num_frames: int
    ) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """Every film decoded whole: uint8 [batch, frames, height, width, 3]."""
        return np.stack(
            [np.stack(list(decode(film, num_frames).frames(width, height))) for film in latents.cpu().numpy()]
        )


def build_pipeline(text_encoder: AnimaticTextEncoder, transformer: AnimaticTransformer) -> AnimaticPipeline:
    """The pipeline around a trained, or new, network."""
    return AnimaticPipeline(
        tokenizer=build_tokenizer(),
        text_encoder=text_encoder,
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=1.0),
    )
