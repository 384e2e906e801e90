"""What sound is wanted: the request's fields before the prompt's words, and those before what a source has."""

from typing import Any

import pytest
from msgspec.structs import replace

from proto.job import Artifact, Request, Source
from proto.screenplay import Cue, Screenplay, Shot
from services.audio.wants import Music, Wants, wants

SOURCE = Source(
    video="video_1",
    way="extend",
    seconds=4,
    latents=Artifact(key="k", sha256="0" * 64, size_bytes=1, media_type="x/y"),
    screenplay=Screenplay(shots=(Shot(text="", first_frame=0, frames=96),), music="calm piano"),
)


def wanted(prompt: str, **fields: Any) -> Wants:
    return wants(
        Request(**{"prompt": prompt, "model": "m", "seconds": 4, "width": 64, "height": 64, "seed": 1} | fields)
    )


def music(wish: str, starts_s: float = 0.0, ends_s: float = 4.0, seams_s: tuple[float, ...] = ()) -> Music:
    return Music(wish=wish, starts_s=starts_s, ends_s=ends_s, seams_s=seams_s)


@pytest.mark.parametrize(
    ("prompt", "fields", "result"),
    [
        ("a ball", {}, Wants(audio=True, effects=True)),
        ("a ball. No sound.", {}, Wants(audio=False, effects=True)),
        ("a ball", {"audio": "off"}, Wants(audio=False, effects=True)),
        ("a ball", {"effects": "off"}, Wants(audio=True, effects=False)),
        ("a ball. No music.", {}, Wants(audio=True, effects=True)),
        ("a ball", {"music": "none"}, Wants(audio=True, effects=True)),
        ("a ball. No music.", {"music": "calm"}, Wants(audio=True, effects=True, music=(music("calm"),))),
        ("A ball. Music: epic", {}, Wants(audio=True, effects=True, music=(music("epic"),))),
        ("A ball. Music: epic", {"music": "none"}, Wants(audio=True, effects=True)),
    ],
)
def test_fields_come_before_words(prompt: str, fields: dict[str, Any], result: Wants) -> None:
    assert replace(wanted(prompt, **fields), told=False) == result


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("the ball rolls", (music("calm piano", 0, 8, (4.0,)),)),
        ("the ball rolls. Music: techno", (music("calm piano"), music("techno", 4, 8))),
        ("the ball rolls, no music", (music("calm piano"),)),
    ],
)
def test_music_goes_on_over_an_extension_unless_it_asks_for_other(prompt: str, expected: tuple[Music, ...]) -> None:
    assert wanted(prompt, seconds=8, source=SOURCE).music == expected


def test_a_piece_that_was_played_before_stays_where_it_was() -> None:
    play = Screenplay(
        shots=(Shot(text="", first_frame=0, frames=192),), music="techno", music_before=(Cue(wish="jazz", ends_s=4),)
    )
    longer = Source(video="video_2", way="extend", seconds=8, latents=SOURCE.latents, screenplay=play)
    assert wanted("it rolls", seconds=12, source=longer).music == (music("jazz"), music("techno", 4, 12, (8.0,)))
