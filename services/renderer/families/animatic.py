"""The embedded model: its latents are scenes in time, its decoder draws at any even size and knows every contact.

It makes films of several shots, changes a film as new words say, and goes on with one.
"""

import re
from collections.abc import Iterator

import torch
from msgspec.structs import replace

from proto.timeline import Timeline
from services import screenplay
from services.renderer.animatic.ahead import dismiss, ready
from services.renderer.animatic.conditioning import SECOND_THOUGHT, Held, Shot, amended_prompt, retells
from services.renderer.animatic.continuing import following, joined, seen_frames
from services.renderer.animatic.decode import decode
from services.renderer.animatic.film import Film, FilmShot, speaking
from services.renderer.animatic.inscriptions import inscribed
from services.renderer.animatic.latents import CHANNELS, FRAMES_PER_CHUNK
from services.renderer.animatic.persistence import spans
from services.renderer.animatic.pipeline import AnimaticPipeline
from services.renderer.animatic.transitions import TRANSITION_FRAMES, overlap
from services.renderer.animatic.vocabulary import words
from services.renderer.families.contract import (
    NOTHING,
    Ask,
    Capabilities,
    Denoised,
    Family,
    Frame,
    Given,
    OnStep,
    Script,
    ScriptShot,
)
from services.renderer.families.staging import staged
from services.renderer.resume import Snapshot, stepping
from services.work import StageError

_PREVIEW_SIDE = 256


class Animatic(Family):
    """One loaded ``AnimaticPipeline``. Importing this module makes the pipeline's classes known to diffusers."""

    cuts = True

    def __init__(self, pipeline: AnimaticPipeline) -> None:
        super().__init__(pipeline)
        ready()

    def close(self) -> None:
        """Dismiss those who paint."""
        dismiss()

    @property
    def capabilities(self) -> Capabilities:
        """Any even size, whole chunks of frames."""
        return Capabilities(
            size_multiple=2, frames_multiple=FRAMES_PER_CHUNK, frames_offset=0, denoise_share=0.3, sources=True
        )

    def script(self, ask: Ask) -> Script:
        """The shots of the prompt's screenplay; of an edit, the source's with the new words behind its own; of an
        extension, the source's, the last one longer.
        """
        if ask.source is None:
            return _read(ask.prompt, ask.seconds, ask.panels)
        was, play = ask.source.script, screenplay.read(ask.prompt, ask.seconds)
        shots = was.shots
        if ask.source.way == "edit":
            return replace(
                was,
                shots=_amended(ask, shots),
                fades_in=was.fades_in or play.fades_in,
                fades_out=was.fades_out or play.fades_out,
                white_in=play.white_in if play.fades_in else was.white_in,
                white_out=play.white_out if play.fades_out else was.white_out,
            )
        more = self.geometry(ask).frames - was.frames
        last = replace(shots[-1], num_frames=shots[-1].num_frames + more, prompt=f"{shots[-1].prompt}. {_shown(ask)}")
        return replace(was, shots=(*shots[:-1], last), fades_out=play.fades_out, white_out=play.white_out)

    def denoise(self, ask: Ask, on_step: OnStep, resume: Snapshot | None, given: Given = NOTHING) -> Denoised:
        """Latents [1, tokens, channels] of all shots, one behind the other. Raises StageError ``invalid_source``."""
        return Denoised(picture=self._denoised(ask, on_step, resume, given))

    def _denoised(self, ask: Ask, on_step: OnStep, resume: Snapshot | None, given: Given) -> torch.Tensor:
        script = self.script(ask)
        shots = [Shot(prompt=shot.prompt, num_frames=shot.num_frames) for shot in script.shots]
        source = given.latents
        if ask.source is None:
            return self._run(ask, shots, None, on_step, resume)
        if source is None:
            raise StageError("source_gone", "The latents of the source video are missing.")
        old = ask.source.script.shots
        if source.shape != (1, spans([shot.num_frames for shot in old])[-1].stop, CHANNELS):
            raise StageError("invalid_source", "The source video was made by another model.")
        if ask.source.way == "edit":
            held = self.pipeline.edited(source[0], shots, [shot.prompt for shot in old], ask.seed)
            return self._run(ask, shots, held, on_step, resume)
        last = spans([shot.num_frames for shot in old])[-1]
        more = shots[-1].num_frames - old[-1].num_frames
        shot = Shot(prompt=_shown(ask) or old[-1].prompt, num_frames=seen_frames(old[-1].num_frames) + more)
        held = following(source[0, last], old[-1].num_frames, more)
        made = self._run(ask, [shot], held, on_step, resume)
        return joined(source, last, made, old[-1].num_frames, more)

    def _run(
        self, ask: Ask, shots: list[Shot], held: Held | None, on_step: OnStep, resume: Snapshot | None
    ) -> torch.Tensor:
        generator = torch.Generator("cpu").manual_seed(ask.seed)
        with stepping(self.pipeline, generator, on_step, resume):
            latents: torch.Tensor = self.pipeline(
                shots=shots,
                held=held,
                negative_prompt=ask.negative_prompt,
                num_inference_steps=ask.steps,
                guidance_scale=ask.guidance,
                generator=generator,
                output_type="latent",
            ).frames
        return latents

    def preview(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Frame:
        """The middle of what is being denoised, drawn small."""
        scale = _PREVIEW_SIDE / max(ask.width, ask.height)
        width, height = (max(64, 2 * round(side * scale / 2)) for side in (ask.width, ask.height))
        script = self.script(ask)
        if ask.source is not None and ask.source.way == "extend":
            before = ask.source.script.shots[-1].num_frames
            frames = script.shots[-1].num_frames - before + seen_frames(before)
            given = replace(given, panels=given.panels[len(script.shots) - 1 :])
            script = Script(shots=(replace(script.shots[-1], num_frames=frames),))
        return _film(latents, script, given).preview(width, height)

    def decode(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Iterator[Frame]:
        """Frames drawn one by one."""
        made = self.geometry(ask)
        return _film(latents, self.script(ask), given).frames(made.width, made.height)

    def timeline(self, latents: torch.Tensor, ask: Ask, given: Given = NOTHING) -> Timeline | None:
        """Contacts, motions and cuts as the latents have them."""
        made = self.geometry(ask)
        return _film(latents, self.script(ask), given).timeline(made.width, made.height)

    @property
    def misfit(self) -> str:
        """Whether there are words that have no embedding."""
        words, rows = len(self.pipeline.tokenizer), self.pipeline.text_encoder.config.vocabulary_size
        return "" if words <= rows else f"the tokenizer has {words} words, the text encoder {rows}"

    def unread_words(self, ask: Ask) -> tuple[str, ...]:
        """Words of the shots for which the text encoder has no room."""
        extends = ask.source is not None and ask.source.way == "extend"
        told = [_shown(ask)] if extends else [shot.prompt for shot in self.script(ask).shots]
        unread = dict.fromkeys(word for text in told for word in self.pipeline.unread_words(text))
        return tuple(word for word in unread if word not in SECOND_THOUGHT.split())

    def unknown_words(self, prompt: str) -> tuple[str, ...]:
        """Words outside the model's small vocabulary, each once, in order."""
        return tuple(self.pipeline.unknown_words(prompt))

    def replaced_words(self, prompt: str) -> dict[str, str]:
        """What the model is told instead of unknown words, where a known one comes near."""
        return dict(self.pipeline.replaced_words(prompt))


def _read(prompt: str, seconds: int, panels: int) -> Script:
    """A prompt's shots, as its structure tells them, at least one for each panel; one that is dissolved away goes on
    for as long as that takes.
    """
    play = screenplay.read(prompt, seconds, panels=panels)
    speakers = {line.speaker for line in play.lines}
    last = max(index for index, shot in enumerate(play.shots) if not shot.held)
    shared = [overlap(shot.transition, TRANSITION_FRAMES) for shot in play.shots]
    shots = tuple(
        ScriptShot(
            prompt=staged(
                f"{play.setting} {_met_once(shot.text, speakers)}".strip(),
                [line for line in play.lines if line.shot == min(index, last)],
            ),
            num_frames=shot.frames + after,
            transition=shot.transition,
            overlap=before,
            lettering=tuple((each.text, each.thing) for each in play.lettering if each.shot == index and each.thing),
        )
        for index, (shot, before, after) in enumerate(zip(play.shots, shared, [*shared[1:], 0], strict=True))
    )
    title = next((each.text for each in play.lettering if not each.thing), "")
    return Script(
        shots=shots,
        title=title,
        fades_in=play.fades_in,
        fades_out=play.fades_out,
        white_in=play.white_in,
        white_out=play.white_out,
    )


def _amended(ask: Ask, shots: tuple[ScriptShot, ...]) -> tuple[ScriptShot, ...]:
    """The shots of a film as the words of an edit have them. Where these tell one of as many shots anew, they are taken
    shot by shot, each in the place of what it tells anew; else all of them are second thoughts behind each shot.
    """
    new = _read(ask.prompt, ask.seconds, ask.panels).shots
    pairs = list(zip(shots, new, strict=False))
    anew = [retells(shot.prompt, told.prompt) for shot, told in pairs]
    if len(shots) != len(new) or not any(anew):
        change = _shown(ask)
        return tuple(replace(shot, prompt=amended_prompt(shot.prompt, change)) for shot in shots)
    return tuple(
        replace(shot, prompt=told.prompt if whole else amended_prompt(shot.prompt, told.prompt))
        for (shot, told), whole in zip(pairs, anew, strict=True)
    )


def _shown(ask: Ask) -> str:
    """What the words of an edit or an extension show: without what is spoken, written or wished for as sound."""
    play = screenplay.read(ask.prompt, ask.seconds)
    return " ".join([play.setting, *(shot.text for shot in play.shots)]).strip()


def _met_once(text: str, speakers: set[str]) -> str:
    """A shot's text without the sentences that are left of dialogue ("The robot talks.") and speak of somebody whom
    another sentence has in the picture already.
    """
    sentences = re.split(r"(?<=[.!?])\s+", text)
    said = [words(sentence) for sentence in sentences]
    for speaker in speakers:
        bare = ([*words(speaker), "talks"], ["the", *words(speaker), "talks"])
        elsewhere = any(speaker in " ".join(each) for each in said if each not in bare)
        kept = [index for index, each in enumerate(said) if each not in bare or not elsewhere]
        sentences, said = [sentences[index] for index in kept], [said[index] for index in kept]
    return " ".join(sentences)


def _film(latents: torch.Tensor, script: Script, given: Given) -> Film:
    numbers = latents[0].float().cpu().numpy()
    parts = spans([shot.num_frames for shot in script.shots])
    shots = tuple(
        FilmShot(
            scene=inscribed(decode(numbers[part], shot.num_frames), shot.lettering),
            transition=shot.transition,
            overlap=shot.overlap,
        )
        for part, shot in zip(parts, script.shots, strict=True)
    )
    pictures = {str(role): picture for role, picture in given.pictures.items()}
    film = Film(
        shots=shots,
        title=script.title,
        pictures=pictures,
        panels=given.panels,
        fades_in=script.fades_in,
        fades_out=script.fades_out,
        white_in=script.white_in,
        white_out=script.white_out,
    )
    return film if given.speech is None else speaking(film, given.speech)
