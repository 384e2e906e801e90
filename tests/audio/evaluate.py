"""``make evaluate-audio``: sound measured on films of which all is known, beside what it is to reach.

Every film is encoded, and measured from its own pixels and samples by the code that measures any film.
"""

import itertools
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from scipy.stats import spearmanr

from proto.timeline import Contact, Timeline
from services.audio import film
from services.audio.foley.impact import MATERIALS, strike
from services.audio.footage import read_footage
from services.audio.heard import HeardOnset, hear_effects
from services.audio.loudness import measure
from services.audio.mix import Stems, fitted, mixed, stems_of
from services.audio.music.listen import listened
from services.audio.music.play import composed, played
from services.audio.music.styles import STYLES
from services.audio.music.wish import Wish, wished
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo
from services.audio.seen import SeenEvent, see, see_footage
from services.audio.spotting import spotted
from services.audio.sync import compare
from tests.audio import films, own_sounds, spoken
from tests.audio.row import Row

EVENTFUL = ("bounce", "bounce_small_wood", "thrown", "collide", "pan", "three")
PROMPTS = {"bounce": "a rubber ball", "thrown": "a metal ball", "three": "three balls"}
MUSIC = ("", "epic orchestral with heavy percussion", "calm piano")
SPEEDS_M_S = (0.5, 7.0, 2.0, 9.0, 1.0, 4.0, 3.0, 5.5)


@dataclass(frozen=True)
class Finished:
    """A film as it plays, and what of its sound is music."""

    name: str
    seen: tuple[SeenEvent, ...]
    plays: Stereo
    bed: Stereo | None
    seconds: float

    def heard(self, shift_s: float = 0.0) -> tuple[HeardOnset, ...]:
        """The effects' onsets, with the whole sound moved."""
        return hear_effects(moved(self.plays, shift_s), None if self.bed is None else moved(self.bed, shift_s))


def moved(sound: Stereo, by_s: float) -> Stereo:
    shift = round(by_s * SAMPLE_RATE_HZ)
    return (
        np.pad(sound, ((shift, 0), (0, 0)))[: len(sound)]
        if shift >= 0
        else np.pad(sound[-shift:], ((0, -shift), (0, 0)))
    )


def made(folder: Path) -> Iterator[Finished]:
    """Every eventful world, without and with music, from its timeline; some from their pixels alone."""
    for seed, name in enumerate(EVENTFUL):
        run = films.simulate(films.WORLDS[name])
        picture = films.encode(folder / f"{name}.mp4", films.frames_of(run, seed=seed))
        seen = see(picture)
        for words in MUSIC:
            wish = wished(words)
            music = played(composed(wish, run.timeline.seconds, seed), seed) if wish else None
            yield finished(folder, name, picture, seen, mixed(stems_of(run.timeline, seed, music=music)))
        if name in PROMPTS:
            footage = read_footage(picture)
            timeline = spotted(see_footage(footage), footage, run.timeline.seconds, PROMPTS[name])
            yield finished(folder, name, picture, seen, mixed(stems_of(timeline, seed)))


def finished(folder: Path, name: str, picture: Path, seen: tuple[SeenEvent, ...], stems: Stems) -> Finished:
    film.mux(picture, stems.total.astype(np.float32), folder / "film.mp4")
    bed = stems.bed.astype(np.float32) if stems.bed.any() else None
    return Finished(name, seen, film.read_sound(folder / "film.mp4"), bed, film.probe(picture).seconds)


def synchrony(made_films: list[Finished]) -> Iterator[Row]:
    reports = [compare(each.seen, each.heard()) for each in made_films]
    offsets = [abs(r.offset_median_ms) for r in reports if r.offset_median_ms is not None]
    yield Row("offset of seen and heard, median over films", float(np.median(offsets)), "ms", most=10)
    yield Row("offset within which 95 % are, worst film", max(r.offset_p95_ms or 0 for r in reports), "ms", most=30)
    yield Row("F1, both ways round, mean over films", float(np.mean([r.f1 or 0 for r in reports])), "", least=0.95)
    yield Row("films in sync", float(np.mean([r.verdict == "in_sync" for r in reports])), "", least=1)
    late = [compare(e.seen, e.heard(shift_s)).verdict for e in made_films for shift_s in (0.1, -0.1)]
    yield Row("sound moved by 100 ms is caught", float(np.mean([v == "out_of_sync" for v in late])), "", least=1)
    plain = {each.name: each for each in made_films if each.bed is None}
    swaps = [compare(plain[a].seen, plain[b].heard()).verdict for a, b in itertools.permutations(plain, 2)]
    yield Row("another film's sound is caught", float(np.mean([v == "out_of_sync" for v in swaps])), "", least=1)


def loudness(made_films: list[Finished]) -> Iterator[Row]:
    levels = [(each, measure(each.plays)) for each in made_films]
    off = [abs(level.integrated_lufs + 16) for each, level in levels if each.bed is not None]
    yield Row("distance from -16 LUFS with music, worst", max(off), "LU", most=1)
    yield Row("true peak, worst", max(level.true_peak_db for _, level in levels), "dBTP", most=-1)
    lengths = [abs(len(each.plays) - round(each.seconds * SAMPLE_RATE_HZ)) for each in made_films]
    yield Row("length beside the picture's, worst", float(max(lengths)), "frame", most=0)


def features(sound: Stereo) -> np.ndarray:
    """What tells materials apart: where energy lies, how it spreads, and how long it lasts, as logarithms."""
    mono = np.asarray(sound, np.float64).sum(axis=1)
    power = np.abs(np.fft.rfft(mono, 1 << 17)) ** 2
    hz = np.fft.rfftfreq(1 << 17, 1 / SAMPLE_RATE_HZ)
    bands = [power[(hz >= low) & (hz < high)].sum() for low, high in itertools.pairwise(np.geomspace(60, 16_000, 13))]
    energy = np.cumsum(mono**2)
    lasts = [np.searchsorted(energy, share * energy[-1]) / SAMPLE_RATE_HZ for share in (0.5, 0.9, 0.99)]
    return np.concatenate([0.3 * np.log(np.array(bands) / sum(bands) + 1e-6), np.log(np.array(lasts) + 1e-3)])


def materials() -> Iterator[Row]:
    """Hits of every material, of other speeds, seeds and sizes than those that the classes were learned from."""

    def hits(name: str, seeds: range) -> list[np.ndarray]:
        source = np.random.default_rng(seeds.start)
        return [
            features(
                strike(
                    replace(HIT, material=name, speed_m_s=source.uniform(2, 8), size_m=source.uniform(0.3, 0.7)),
                    "room",
                    seed,
                ).astype(np.float32)
            )
            for seed in seeds
        ]

    known = {name: np.array(hits(name, range(24))) for name in MATERIALS}
    within = np.cov(np.concatenate([rows - rows.mean(axis=0) for rows in known.values()]).T) + 1e-3 * np.eye(15)
    inverse = np.linalg.inv(within)
    right = [
        min(
            known,
            key=lambda other: float((row - known[other].mean(axis=0)) @ inverse @ (row - known[other].mean(axis=0))),
        )
        == name
        for name in MATERIALS
        for row in hits(name, range(100, 116))
    ]
    yield Row("material told from the sound alone, of six", float(np.mean(right)), "", least=0.9)


HIT = Contact(at_s=1.0, thing=0, kind="ball", material="", against="floor", speed_m_s=4.0, x=0.0, size_m=0.5)


def speeds() -> Iterator[Row]:
    found = []
    for material in MATERIALS:
        contacts = tuple(
            replace(HIT, at_s=0.5 + 0.8 * i, material=material, speed_m_s=speed) for i, speed in enumerate(SPEEDS_M_S)
        )
        timeline = Timeline(seconds=7.0, place="room", time_of_day="day", contacts=contacts)
        sound = mixed(stems_of(timeline, 3)).total
        firsts = [round(contact.at_s * SAMPLE_RATE_HZ) for contact in contacts]
        energies = [float((sound[first : first + 7_200] ** 2).sum()) for first in firsts]
        found.append(float(spearmanr(SPEEDS_M_S, energies).statistic))
    yield Row("loudness follows impact speed, rank correlation, worst", min(found), "", least=0.9)


def music() -> Iterator[Row]:
    errors, shares, keys, on_beat, ends = [], [], [], [], []
    for seed, (_, style) in itertools.product((1, 2), STYLES.items()):
        cuts_s = (4.0, 8.0)
        piece = composed(Wish(style=style), 12.0, seed, cuts_s)
        sound = played(piece, seed)
        tempo_bpm = piece.form.tempo_bpm
        heard = listened(sound, piece.key, (0.8 * tempo_bpm, 1.25 * tempo_bpm))
        errors.append(abs(heard.tempo_bpm / tempo_bpm - 1))
        shares.append(heard.in_key)
        keys.append(heard.nearest_key == piece.key)
        on_beat.append(len(piece.form.cuts) / len(cuts_s))
        ends.append(20 * np.log10(np.abs(sound[-480:]).max() / np.abs(sound).max() + 1e-9))
    yield Row("tempo of music beside the stated one, worst", 100 * max(errors), "%", most=1)
    yield Row("tones of music in the stated key, worst", min(shares), "", least=0.95)
    yield Row("stated key is the best of all", float(np.mean(keys)), "", least=1)
    yield Row("cuts on a beat", float(np.mean(on_beat)), "", least=0.8)
    yield Row("level of the last 10 ms, worst", max(ends), "dB", most=-40)


def cost(folder: Path) -> Iterator[Row]:
    """What the sound of a film of 12 s costs: its pixels watched, effects, ambience, music, mix."""
    world = films.World((films.Body(0.3, 2.2, vx=0.15),), seconds=12.0)
    run = films.simulate(world)
    picture = films.encode(folder / "long.mp4", films.frames_of(run))
    began = time.process_time()
    see_footage(read_footage(picture))
    yield Row("work on 12 s of film: watching", time.process_time() - began, "s")
    began = time.process_time()
    sound = played(composed(Wish(style=STYLES["epic"]), 12.0, 1), 1)
    yield Row("work on 12 s of film: music", time.process_time() - began, "s", most=2)
    began = time.process_time()
    stems = mixed(stems_of(run.timeline, 1, music=fitted(sound, 12.0)))
    yield Row("work on 12 s of film: effects, ambience and mix", time.process_time() - began, "s", most=4)
    assert len(stems.total) == 12 * SAMPLE_RATE_HZ


def main() -> int:
    """Print the table; 1 if anything is missed."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_films = list(made(folder))
        parts = (synchrony(made_films), loudness(made_films), materials(), speeds(), music(), cost(folder))
        plain = {each.name: (each.seen, each.plays) for each in made_films if each.bed is None}
        for part in (*parts, own_sounds.rows(plain), spoken.rows(folder)):
            for row in part:
                rows.append(row)
                sys.stdout.write(f"{row}\n")
                sys.stdout.flush()
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
