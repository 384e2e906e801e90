"""What is said and played in a film that is made from another: as in the source, unless the new words say otherwise."""

from typing import Any

import pytest
from msgspec.structs import replace

from proto import codec
from proto.job import Artifact, Request, Source, Way
from proto.screenplay import FPS, Cue
from proto.values import MESSAGE_BYTES_MAX, PROMPT_CHARS_MAX
from services import continuity, screenplay

LATENTS = Artifact(key="k", sha256="0" * 64, size_bytes=1, media_type="x/y")
TALK = 'Shot 1: An old man says "Rain again." Shot 2: A girl whispers "Hush." Narrator: "So it went." Music: calm piano'
MADE = Request(prompt=TALK, model="animatic", seconds=4, width=64, height=64, seed=7)


def derived(before: Request, way: Way, prompt: str, more_s: int = 0, **fields: Any) -> Request:
    """As the gateway makes it."""
    source = Source(
        video="video_1",
        way=way,
        seconds=before.seconds,
        latents=LATENTS,
        screenplay=continuity.carried(screenplay.of(before)),
    )
    plain = {"audio": "on", "effects": "on", "music": ""}
    return replace(before, prompt=prompt, seconds=before.seconds + more_s, source=source, **(plain | fields))


def said(request: Request) -> list[tuple[str, str, float]]:
    """Who says what in the film, and when the shot of it begins."""
    play = screenplay.of(request)
    return [(line.speaker, line.text, play.shots[line.shot].starts_s) for line in play.lines]


OLD = [("old man", "Rain again.", 0.0), ("girl", "Hush.", 2.0), ("narrator", "So it went.", 2.0)]


@pytest.mark.parametrize("way", ["remix", "edit"])
def test_an_edit_says_and_plays_what_its_source_does(way: Way) -> None:
    edit = derived(MADE, way, "make it night")
    assert said(edit) == said(MADE) == OLD
    assert screenplay.of(edit).music == "calm piano"
    assert screenplay.is_spoken(edit)


@pytest.mark.parametrize(
    ("prompt", "lines", "music"),
    [
        ('The old man says "Sun at last."', [("old man", "Sun at last.", 0.0)], "calm piano"),
        ('The girl walks. She says "No."', [("girl", "No.", 0.0)], "calm piano"),
        ('Shot 1: rain. Shot 2: The girl says "No."', [("girl", "No.", 2.0)], "calm piano"),
        ("make it night, no dialogue", [], "calm piano"),
        ("make it night, no voice-over", OLD[:2], "calm piano"),
        ("make it night, no music", OLD, "none"),
        ("no dialogue or music", [], "none"),
        ("make it night. Music: upbeat jazz", OLD, "upbeat jazz"),
    ],
)
def test_an_edit_changes_what_its_words_are_about(prompt: str, lines: list[tuple[str, str, float]], music: str) -> None:
    edit = derived(MADE, "edit", prompt)
    assert said(edit) == lines
    assert screenplay.of(edit).music == music


def test_an_edit_may_be_silent_and_one_of_that_heard_again() -> None:
    silent = derived(MADE, "remix", "make it silent")
    assert screenplay.of(silent).audio_off
    assert not screenplay.is_spoken(silent)
    assert screenplay.of(derived(silent, "remix", "make it night")).audio_off
    heard = screenplay.of(derived(silent, "remix", "make it night. Music: jazz"))
    assert (heard.audio_off, heard.lines, heard.music) == (False, (), "jazz")


def test_an_extension_goes_on_behind_its_source() -> None:
    longer = derived(MADE, "extend", 'The girl laughs. "Come," she says.', 4)
    play = screenplay.of(longer)
    assert said(longer) == [*OLD, ("girl", "Come,", 4.0)]
    assert sum(shot.frames for shot in play.shots) == 8 * FPS
    assert [shot.added for shot in play.shots] == [False, False, True]
    assert play.shots[:2] == continuity.carried(screenplay.of(MADE)).shots
    assert play.music == "calm piano"


def test_the_words_of_a_source_go_on_for_who_calls_in_them() -> None:
    farm = replace(MADE, prompt="A farm. Shot 1: a dog barks. Shot 2: a cow moos.")
    edit = screenplay.of(derived(farm, "edit", "Shot 1: at night. Shot 2: it rains."))
    assert [shot.text for shot in edit.shots] == ["a dog barks. at night", "a cow moos. it rains"]
    assert edit.setting == "A farm"
    longer = screenplay.of(derived(farm, "extend", "a cat meows", 4))
    assert [shot.text for shot in longer.shots] == ["a dog barks.", "a cow moos.", "a cat meows"]


def test_chains_of_films_keep_what_is_said() -> None:
    edit = derived(MADE, "edit", "make it night")
    longer = derived(edit, "extend", 'The old man says "Still raining."', 4)
    again = derived(derived(longer, "remix", "in the snow"), "extend", "he walks away", 4)
    assert said(again) == said(longer) == [*OLD, ("old man", "Still raining.", 4.0)]
    assert sum(shot.frames for shot in screenplay.of(again).shots) == 12 * FPS


def test_music_knows_where_it_ended_in_the_films_before() -> None:
    longer = derived(derived(MADE, "extend", "it rains", 4), "extend", "it pours", 4)
    assert screenplay.of(longer).music_seams_s == (4.0, 8.0)
    assert screenplay.of(derived(longer, "edit", "make it night")).music_seams_s == (4.0, 8.0)
    assert screenplay.of(derived(longer, "edit", "Music: jazz")).music_seams_s == ()
    play = screenplay.of(derived(derived(longer, "extend", "Music: jazz", 4), "extend", "it stops", 4))
    assert play.music_before == (Cue(wish="calm piano", ends_s=12.0, seams_s=(4.0, 8.0)),)
    assert (play.music, play.music_seams_s) == ("jazz", (16.0,))


def test_behind_a_source_without_sound_only_what_is_asked_for_is_heard() -> None:
    silent = replace(MADE, audio="off")
    assert screenplay.of(derived(silent, "extend", "it goes on", 4)).audio_off
    longer = derived(silent, "extend", 'The girl says "Boo."', 4)
    play = screenplay.of(longer)
    assert (said(longer), play.audio_off, play.effects, play.music) == ([("girl", "Boo.", 4.0)], False, "none", "")


def test_fields_come_before_what_is_kept() -> None:
    assert screenplay.of(derived(MADE, "edit", "make it night", music="none")).music == "none"
    assert screenplay.of(derived(MADE, "edit", "make it night", audio="off")).audio_off
    assert screenplay.of(derived(MADE, "edit", "make it night", effects="off")).effects == "none"


def test_an_order_of_a_time_without_screenplays_is_read_as_it_was() -> None:
    source = Source(video="video_1", way="edit", seconds=4, latents=LATENTS)
    old = replace(MADE, prompt='A man says "Hi."', source=source)
    assert said(old) == [("man", "Hi.", 0.0)]


def test_a_long_chain_of_long_prompts_stays_a_message() -> None:
    line = 'A man in a hat says "'
    prompt = f'{line}{"é" * (PROMPT_CHARS_MAX - len(line) - 1)}"'
    film = replace(MADE, prompt=prompt)
    for seconds in range(6):
        film = derived(film, "extend", f"Music: {'é' * 31_000}" if seconds % 2 else prompt, 4)
    assert len(codec.encode(film)) < MESSAGE_BYTES_MAX / 2
