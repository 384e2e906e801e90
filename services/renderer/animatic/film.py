"""A film of several shots, one after the other: its frames with their transitions and title, and its events.

It puts decoded shots together. It decodes nothing and knows no prompt.
"""

from collections.abc import Iterator
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from proto.speech import Speech
from proto.timeline import Setting, Timeline
from services.renderer.animatic.decode import DecodedScene, Frame
from services.renderer.animatic.latents import FPS
from services.renderer.animatic.mouths import openness, spoken_by
from services.renderer.animatic.pictured import shot_frames, shot_preview
from services.renderer.animatic.timeline import timeline
from services.renderer.animatic.title import Title
from services.renderer.animatic.transitions import BLACK, TRANSITION_FRAMES, WHITE, faded, joined


class FilmShot(Struct, frozen=True, kw_only=True):
    """A shot, and how it begins, one of `transitions.KINDS`. overlap: how many of its frames are on the screen
    together with the last ones of the shot before.
    """

    scene: DecodedScene
    transition: str = "cut"
    overlap: int = 0


class Film(Struct, frozen=True, kw_only=True):
    """Shots, at least one; title: a text over the film's beginning, or ""; pictures [rows, columns, 3] RGB by role;
    panels: pictures that the shots begin with, one after the other. fades_in and fades_out: whether it begins out of
    black and ends in it; white_in and white_out: in white instead.
    """

    shots: tuple[FilmShot, ...]
    title: str = ""
    pictures: dict[str, Frame] = {}
    panels: tuple[Frame, ...] = ()
    fades_in: bool = False
    fades_out: bool = False
    white_in: bool = False
    white_out: bool = False

    @property
    def starts(self) -> list[int]:
        """The first frame of each shot."""
        pairs = pairwise(self.shots)
        return list(accumulate((one.scene.num_frames - two.overlap for one, two in pairs), initial=0))

    @property
    def num_frames(self) -> int:
        """Frames of the film."""
        return self.starts[-1] + self.shots[-1].scene.num_frames

    def frames(self, width: int, height: int) -> Iterator[Frame]:
        """Frames as uint8 [height, width, 3] RGB, one after another; the same bits on every call."""
        first = self.shots[0].scene
        frames, count = shot_frames(first, self._pictures(0), width, height, first=True), first.num_frames
        for index, shot in enumerate(self.shots[1:], 1):
            begins = index < len(self.panels)
            more = shot_frames(shot.scene, self._pictures(index), width, height, first=begins)
            frames = joined(frames, more, shot.transition, count, shot.overlap or TRANSITION_FRAMES)
            count += shot.scene.num_frames - shot.overlap
        if self.title:
            title = Title(self.title, width, height)
            frames = (title(frame, index / FPS) for index, frame in enumerate(frames))
        out_of, into = (WHITE if white else BLACK for white in (self.white_in, self.white_out))
        ends = {"begins": out_of if self.fades_in else None, "ends": into if self.fades_out else None}
        return faded(frames, self.num_frames, **ends)

    def preview(self, width: int = 256, height: int = 144, at: float = 0.5) -> Frame:
        """One small frame, at a share 0..1 of the film."""
        frame = at * self.num_frames
        start, shot = max((start, index) for index, start in enumerate(self.starts) if start <= frame)
        scene = self.shots[shot].scene
        at = (frame - start) / scene.num_frames
        begins = shot == 0 or shot < len(self.panels)
        return shot_preview(scene, self._pictures(shot), width, height, at, first=begins)

    def _pictures(self, shot: int) -> dict[str, Frame]:
        """The pictures of a shot: that which it begins with, or the last that one began with, is its first frame."""
        if not self.panels:
            return self.pictures
        return {**self.pictures, "first_frame": self.panels[min(shot, len(self.panels) - 1)]}

    def timeline(self, width: int, height: int) -> Timeline:
        """The film's events. width and height: of the pictures, which set where on the screen an event is seen."""
        told = [timeline(shot.scene, width, height) for shot in self.shots]
        # What moves in a picture moves as a whole: no foot of it comes down, nothing in it is struck, and nobody leaps.
        pictured = len(self.panels) or int("first_frame" in self.pictures)
        told[:pictured] = [
            replace(each, contacts=(), motions=(), present=tuple(replace(one, springs_s=()) for one in each.present))
            for each in told[:pictured]
        ]
        starts_s = [start / FPS for start in self.starts]
        contacts, motions, flashes, present = [], [], [], []
        for events, start_s in zip(told, starts_s, strict=True):
            contacts += [replace(each, at_s=each.at_s + start_s) for each in events.contacts]
            flashes += [at_s + start_s for at_s in events.flashes_s]
            for motion in events.motions:
                samples = tuple((at_s + start_s, speed, x) for at_s, speed, x in motion.samples)
                motions.append(replace(motion, samples=samples))
            for seen in events.present:
                places = tuple((at_s + start_s, x) for at_s, x in seen.samples)
                springs_s = tuple(at_s + start_s for at_s in seen.springs_s)
                present.append(replace(seen, samples=places, springs_s=springs_s))
        return Timeline(
            seconds=self.num_frames / FPS,
            place=told[0].place,
            time_of_day=told[0].time_of_day,
            contacts=tuple(contacts),
            motions=tuple(motions),
            weather=told[0].weather,
            flashes_s=tuple(flashes),
            cuts_s=tuple(starts_s[1:]),
            present=tuple(present),
            settings=tuple(
                Setting(starts_s=start_s, place=each.place, time_of_day=each.time_of_day, weather=each.weather)
                for each, start_s in zip(told, starts_s, strict=True)
            ),
        )


def speaking(film: Film, speech: Speech) -> Film:
    """A film with what is spoken in it on the lips of those who say it, and all other mouths shut."""
    shots = []
    for shot, start in zip(film.shots, film.starts, strict=True):
        scene, starts_s = shot.scene, start / FPS
        ends_s = starts_s + scene.seconds
        lines = [line for line in speech.lines if line.starts_s < ends_s and line.ends_s > starts_s]
        kinds = {thing.slot: str(thing.kind) for thing in scene.things}
        said = spoken_by(kinds, {thing.slot: thing.motion for thing in scene.things}, lines)
        things = tuple(
            replace(thing, mouth=openness(said.get(thing.slot, ()), starts_s, scene.num_frames))
            for thing in scene.things
        )
        shots.append(replace(shot, scene=replace(scene, things=things)))
    return replace(film, shots=tuple(shots))
