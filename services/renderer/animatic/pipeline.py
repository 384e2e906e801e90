"""`AnimaticPipeline`: from a prompt to scene latents, with the loop, the arguments and the callback of diffusers' own
video pipelines.

Between the text's embeddings and the decoder stands only the network. Unknown words may be swapped for known ones
before (`thesaurus.py`); nothing here parses a prompt, moves a thing or mends latents.
Importing it makes its classes known to diffusers: `DiffusionPipeline.from_pretrained(folder)` loads it like any other.
"""

from collections.abc import Callable, Sequence
from typing import Any

import diffusers
import numpy as np
import torch
from diffusers.pipelines.pipeline_utils import DiffusionPipeline
from diffusers.schedulers.scheduling_flow_match_euler_discrete import FlowMatchEulerDiscreteScheduler
from diffusers.utils.outputs import BaseOutput
from diffusers.utils.torch_utils import randn_tensor
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from services.renderer.animatic.comparing import LEVEL, LOOKS, kept, made_noisy
from services.renderer.animatic.conditioning import UNGUIDED, Guidance, Held, Shot
from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import CHANNELS, FRAMES_PER_CHUNK
from services.renderer.animatic.model import AnimaticTransformer
from services.renderer.animatic.persistence import spans, tied
from services.renderer.animatic.text import AnimaticTextEncoder, build_tokenizer, fitted, unread_words
from services.renderer.animatic.thesaurus import reworded
from services.renderer.animatic.unheeded import without_effect

StepCallback = Callable[["AnimaticPipeline", int, Tensor, dict[str, Tensor]], dict[str, Tensor]]


class AnimaticPipelineOutput(BaseOutput):
    """frames: latents [batch, tokens, channels], or pictures, uint8 [batch, frames, height, width, 3]."""

    frames: Tensor | NDArray[np.uint8]


# Guidance stops at this noise level (Kynkaanniemi et al., 2024): below it what the words name is decided, and going
# beyond the prediction would only wash out colours.
GUIDED_FROM = 0.5


class AnimaticPipeline(DiffusionPipeline):
    """Scene latents from text by rectified flow, sampled with diffusers' stock Euler scheduler."""

    model_cpu_offload_seq = "text_encoder->transformer"  # type: ignore[assignment] # (untyped in diffusers)
    _callback_tensor_inputs = ["latents", "pred_x0"]  # noqa: RUF012 (diffusers' own form)

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
        """The prompt's words of which nothing is done, each once, in order: never seen, or taught to be read past."""
        return without_effect(self.tokenizer.get_vocab(), prompt)

    def replaced_words(self, prompt: str) -> dict[str, str]:
        """What is embedded instead of unknown words, where a known one comes near; the others are read past."""
        return reworded(prompt, self.tokenizer.get_vocab())[1]

    def unread_words(self, prompt: str) -> list[str]:
        """The prompt's words for which the text encoder has no room, as they are said there."""
        return unread_words(self.tokenizer.get_vocab(), prompt)

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
        """Embeddings [batch, words, width] of prompt and negative prompt: zeros past a text's end. Unguided: None."""
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
        told = [fitted(known, reworded(text, known)[0]) for text in texts]
        ids = self.tokenizer(told, padding=True, truncation=True, return_tensors="pt").input_ids
        return self.text_encoder(ids.to(device))

    def prepare_latents(
        self,
        batch_size: int,
        tokens: int,
        generator: torch.Generator | list[torch.Generator] | None,
        latents: Tensor | None,
    ) -> Tensor:
        """Unit noise [batch, tokens, channels] in float32, or the latents given."""
        shape = (batch_size, tokens, CHANNELS)
        if latents is None:
            return randn_tensor(shape, generator=generator, device=self._execution_device, dtype=torch.float32)
        if tuple(latents.shape) != shape:
            raise ValueError(f"latents have shape {tuple(latents.shape)}, the frames need {shape}")
        return latents.to(self._execution_device, torch.float32)

    def check_inputs(
        self,
        prompt: object,
        prompt_embeds: Tensor | None,
        shots: Sequence[Shot] | None,
        num_frames: Sequence[int],
        tensor_inputs: Sequence[str],
    ) -> None:
        """ValueError for what no call can mean."""
        if sum(given is not None for given in (prompt, prompt_embeds, shots)) != 1:
            raise ValueError("give one of prompt, prompt_embeds and shots")
        for count in num_frames:
            if count < FRAMES_PER_CHUNK or count % FRAMES_PER_CHUNK:
                raise ValueError(f"num_frames must be a positive multiple of {FRAMES_PER_CHUNK}, not {count}")
        if unknown := [name for name in tensor_inputs if name not in self._callback_tensor_inputs]:
            raise ValueError(f"callback tensor inputs are {self._callback_tensor_inputs}, and {unknown} are none")

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
        shots: Sequence[Shot] | None = None,
        held: Held | None = None,
        output_type: str = "np",
        return_dict: bool = True,  # noqa: FBT001, FBT002 (diffusers' own signature)
        callback_on_step_end: StepCallback | None = None,
        callback_on_step_end_tensor_inputs: Sequence[str] = ("latents",),
    ) -> AnimaticPipelineOutput | tuple[Any]:
        """Denoise a scene, or a film of several shots. See `AnimaticPipelineOutput` for the result.

        height and width: even, used by `output_type="np"` only. num_frames: at 24 a second, a multiple of 4. shots: in
        the place of a prompt. motion_guidance_scale: see `Guidance`. held: numbers taken from another film. The
        callback may ask for "pred_x0", the clean scene as predicted in that step. ValueError on what no call can mean.
        """
        lengths = [shot.num_frames for shot in shots] if shots else [num_frames]
        self.check_inputs(prompt, prompt_embeds, shots, lengths, callback_on_step_end_tensor_inputs)
        self._guidance_scale, self._interrupt = guidance_scale, False
        texts = [shot.prompt for shot in shots] if shots else [prompt]
        embeds = [
            self.encode_prompt(
                text,
                negative_prompt,
                do_classifier_free_guidance=self.do_classifier_free_guidance,
                num_videos_per_prompt=num_videos_per_prompt,
                prompt_embeds=prompt_embeds,
                negative_prompt_embeds=negative_prompt_embeds,
            )
            for text in texts
        ]
        parts = spans(lengths)
        latents = self.prepare_latents(embeds[0][0].shape[0], parts[-1].stop, generator, latents)
        guidance = Guidance(attributes=guidance_scale, motion=motion_guidance_scale)
        self.scheduler.set_timesteps(num_inference_steps, device=latents.device)
        self.scheduler.set_begin_index(0)
        timesteps = self.scheduler.timesteps
        self._num_timesteps = len(timesteps)
        with self.progress_bar(total=num_inference_steps) as progress_bar:
            for i, t in enumerate(timesteps):
                if self.interrupt:
                    continue
                told = zip(parts, embeds, strict=True)
                shown = [self._clean(latents[:, at], t, *pair, guidance, held and held.of(at)) for at, pair in told]
                pred_x0 = tied(torch.cat(shown, 1), parts, held)
                velocity = (latents - pred_x0) / (t / self.scheduler.config.num_train_timesteps)
                latents = self.scheduler.step(velocity, t, latents, return_dict=False)[0]
                if callback_on_step_end is not None:
                    given = locals()
                    tensors = {name: given[name] for name in callback_on_step_end_tensor_inputs}
                    changed = callback_on_step_end(self, i, t, tensors)
                    latents = changed.pop("latents", latents)
                progress_bar.update()
        if not self.interrupt:  # The last step rounds: what is tied ends as the very same numbers all the same.
            latents = tied(latents, parts, held)
        frames = latents if output_type == "latent" else self._pictures(latents, width, height, lengths)
        self.maybe_free_model_hooks()
        return AnimaticPipelineOutput(frames=frames) if return_dict else (frames,)

    def _clean(
        self,
        latents: Tensor,
        t: Tensor,
        embeds: Tensor,
        unguided_embeds: Tensor | None,
        guidance: Guidance,
        held: Held | None,
    ) -> Tensor:
        """The clean latents of one shot as predicted from noisy ones, guided where there is something to guide from."""
        velocity = self._velocity(latents, t, embeds.to(self.transformer.dtype), held)
        if unguided_embeds is not None and t >= GUIDED_FROM * self.scheduler.config.num_train_timesteps:
            unguided = self._velocity(latents, t, unguided_embeds.to(self.transformer.dtype), held)
            velocity = unguided + guidance.weights(latents.shape[1]).to(latents) * (velocity - unguided)
        return latents - t / self.scheduler.config.num_train_timesteps * velocity

    def _velocity(self, latents: Tensor, t: Tensor, embeds: Tensor, held: Held | None) -> Tensor:
        """The network's velocity in float32."""
        return self.transformer(
            hidden_states=latents.to(self.transformer.dtype),
            timestep=t.expand(latents.shape[0]),
            encoder_hidden_states=embeds,
            held=held,
            return_dict=False,
        )[0].to(latents.dtype)

    @torch.no_grad()
    def edited(self, clean: Tensor, shots: Sequence[Shot], old: Sequence[str], seed: int) -> Held:
        """What an edit leaves alone of a film's clean latents [tokens, CHANNELS], whose shots were made from the old
        prompts and are to follow those of `shots`.

        The film is made noisy a few times, and what is predicted with the old and with the new words is compared.
        """
        generator, device = torch.Generator().manual_seed(seed), self._execution_device
        holds = []
        for shot, text, part in zip(shots, old, spans([shot.num_frames for shot in shots]), strict=True):
            film = clean[part].to(device, torch.float32)
            noisy = made_noisy(film, generator)
            t = torch.tensor(LEVEL * self.scheduler.config.num_train_timesteps, device=device)
            told = [
                self._clean(noisy, t, self._embed([words] * LOOKS, device), None, UNGUIDED, None).mean(0)
                for words in (text, shot.prompt)
            ]
            holds.append(kept(film, *told))
        return Held(clean=clean, holds=torch.cat(holds))

    def _pictures(self, latents: Tensor, width: int, height: int, lengths: Sequence[int]) -> NDArray[np.uint8]:
        """Every film decoded whole: uint8 [batch, frames, height, width, 3]."""
        parts = list(zip(spans(lengths), lengths, strict=True))
        films = [
            np.concatenate([np.stack(list(decode(film[part], count).frames(width, height))) for part, count in parts])
            for film in latents.cpu().numpy()
        ]
        return np.stack(films)


def build_pipeline(text_encoder: AnimaticTextEncoder, transformer: AnimaticTransformer) -> AnimaticPipeline:
    """The pipeline around a trained, or new, network."""
    return AnimaticPipeline(
        tokenizer=build_tokenizer(),
        text_encoder=text_encoder,
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=1.0),
    )


for _registered in (AnimaticPipeline, AnimaticTransformer, AnimaticTextEncoder):
    setattr(diffusers, _registered.__name__, _registered)
