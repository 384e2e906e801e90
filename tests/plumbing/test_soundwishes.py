"""Wishes for no sound and for no speech, as people write them, and words that sound like such a wish and are none."""

import pytest

from services import screenplay
from services.soundwishes import wishes


@pytest.mark.parametrize(
    "prompt",
    [
        "A silent film of a clown who slips",
        "A clown slips, in the style of a silent movie",
        "silent-film comedy, a man on a ladder",
        "A cat walks. No sound.",
        "A cat walks, no sound",
        "A cat walks (no audio)",
        "A cat walks without sound",
        "A cat walks without any sound at all.",
        "A cat walks, no sound, no music",
        "A cat walks. No music or sound, please",
        "A cat walks, no sound and no text",
        "A cat walks, no sound or music",
        "A cat walks. No audio track.",
        "A cat walks. Zero sound in this video.",
        "A cat walks. Remove all sound.",
        "A cat walks. Mute the audio.",
        "A cat walks. Mute.",
        "A cat walks. Muted",
        "Mute this video. A cat walks.",
        "A dog runs on the beach, mute",
        "A cat walks, on mute.",
        "A cat walks. Sound off.",
        "A cat walks. Turn the sound off.",
        "A cat walks. Audio: none",
        "A cat walks. Make it silent.",
        "A cat walks. Keep the video completely silent",
        "A muted clip of a cat",
    ],
)
def test_a_wish_for_no_sound(prompt: str) -> None:
    assert wishes(prompt).audio_off
    assert screenplay.read(prompt, 4).audio_off


@pytest.mark.parametrize(
    "prompt",
    [
        "A silent forest in the snow",
        "A forest, dark and silent. A deer walks.",
        "Silence falls over the crowd.",
        "The man nods in silence, then claps.",
        "No sound of traffic, only birds",
        "There is no sound of people. Waves roll.",
        "A valley with no sound but the wind",
        "No sound except rain on the roof.",
        "No sound, only the wind in the reeds.",
        "No sound — just the wind in the reeds.",
        "No sound or light escapes a black hole.",
        "A man opens his mouth, and no sound comes out.",
        "The owl flies and makes no sound.",
        "She hears no sound. Then the door slams.",
        "The cat leaves without a sound.",
        "A drone glides without sound effects",
        "No sound effects.",
        "No background sound. A man sings.",
        "A man watches a silent film in a cinema",
        "A portrait of a silent film star",
        "A mute swan swims on a lake",
        "Muted colours, soft light. A dog barks.",
        "A dog runs on the beach, warm, muted",
        "A muted trumpet plays in a bar",
        "Background noise: none. A dog barks.",
        "A surfer off the coast, the sound of waves",
        "He turns the sound off and claps.",
        "A silent film chase with fast ragtime piano music",
        "A sign that says NO SOUND",
        'A man says "No sound!"',
    ],
)
def test_words_that_leave_the_sound_on(prompt: str) -> None:
    assert not screenplay.read(prompt, 4).audio_off


@pytest.mark.parametrize(
    ("prompt", "rest"),
    [
        ("A dog runs. No sound at all.", "A dog runs."),
        ("A dog runs. No sound at all. It barks.", "A dog runs. It barks."),
        ("no audio please, at night", "at night"),
        ("A dog runs, no audio please, at night", "A dog runs, at night"),
        ("A dog runs (no audio)", "A dog runs"),
        ("A dog runs, no sounds or music", "A dog runs"),
        ("No sound, please. A dog runs", "A dog runs"),
    ],
)
def test_a_wish_for_no_sound_leaves_nothing_in_the_picture(prompt: str, rest: str) -> None:
    heard = wishes(prompt)
    assert (heard.audio_off, heard.rest.strip(), heard.music) == (True, rest, "")


@pytest.mark.parametrize("words", ["No sound of traffic.", "Without the sound of cars.", "without any noise of people"])
def test_a_sound_that_is_not_to_be_heard_is_no_wish_for_it(words: str) -> None:
    assert (wishes(words).effects, wishes(words).audio_off) == ("", False)
    assert wishes("Rain, the sound of traffic").effects == "traffic"


LINE = ' A man looks up and says "Rain again."'
TOLD = ' Narrator: "So it went."'


@pytest.mark.parametrize(
    "words",
    [
        "No dialogue.",
        "No dialog.",
        "no dialogue, no music.",
        "No music, no dialogue.",
        "No music or dialogue.",
        "Without dialogue.",
        "Without any dialogue, please.",
        "No speech.",
        "No spoken words.",
        "No spoken dialogue.",
        "No human voices.",
        "Zero dialogue.",
        "No dialogue or narration.",
        "No dialogue at all.",
        "No dialogue in this video.",
        "No dialogue, just music.",
        "Remove the dialogue.",
        "Sound: no dialogue, rain only.",
        "A silent film with piano music.",
    ],
)
def test_beside_a_wish_for_no_speech_nothing_is_spoken(words: str) -> None:
    for prompt in (words + LINE, f"A street. {words}{LINE}", f"{LINE.strip()} {words}"):
        play = screenplay.read(prompt, 4)
        assert (play.lines, play.unsaid_lines) == ((), ("Rain again.",)), prompt


@pytest.mark.parametrize(
    "words",
    [
        "No dialogue boxes.",
        "No dialogue until the end.",
        "No dialogue except one line.",
        "No dialogue, except for one line.",
        "No dialogue — except for one line.",
        "No dialogue but this:",
        "There is no dialogue between them at first.",
        "No speech bubbles.",
        "No speech impediment.",
        "No voice-over.",
        "No narration.",
        "No voices from the street.",
        "No music.",
        "Nobody speaks.",
        "Without speaking he walks in.",
        "No talking head shots.",
        "No dialogues like these in the style of soap operas.",
    ],
)
def test_words_that_leave_lines_spoken(words: str) -> None:
    for prompt in (f"{words} {LINE.strip()}", f"A street. {words} {LINE.strip()}"):
        play = screenplay.read(prompt, 4)
        assert [line.text for line in play.lines] == ["Rain again."], prompt
        assert play.unsaid_lines == ()


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("No dialogue.", ["So it went."]),
        ("No voice-over.", ["Rain again."]),
        ("No narration, no dialogue.", []),
        ("No speech.", []),
        ("No music.", ["Rain again.", "So it went."]),
    ],
)
def test_a_narrator_is_no_dialogue(words: str, heard: list[str]) -> None:
    assert [line.text for line in screenplay.read(f"{words}{LINE}\n{TOLD}", 4).lines] == heard


def test_a_shot_may_be_without_speech_by_itself() -> None:
    play = screenplay.read(f"Shot 1: a street, no dialogue.{LINE} Shot 2:{LINE}", 8)
    assert ([line.shot for line in play.lines], play.unsaid_lines) == ([1], ("Rain again.",))
    assert screenplay.read(f"No dialogue. Shot 1:{LINE} Shot 2:{LINE}", 8).lines == ()


def test_what_is_written_is_seen_whoever_is_to_be_quiet() -> None:
    play = screenplay.read('No dialogue. A neon sign that says "OPEN" flickers.', 4)
    assert ([each.text for each in play.lettering], play.unsaid_lines) == (["OPEN"], ())
