"""Prompts as people write them, and any text at all: structure is found, and the frames always sum to the film's."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proto.screenplay import FPS, SHOT_FRAMES_MIN, SHOT_STEP_FRAMES, Screenplay
from services import screenplay

INTERROGATION = """A cramped, windowless room with walls the color of old ash. Two people sit at the table.

Cinematography:
Camera shot: medium close-up, slow push-in
Mood: tense

Actions:
- The detective slams the table.
- The suspect leans back.

Dialogue:
- Detective: "You're lying. I can hear it in your silence."
- Suspect (tired): "Or maybe I'm just tired of talking."
- Detective: "Either way, you'll talk before the night's over."

Background Sound:
Rain on the window, a humming lamp."""

WORKSHOP = """Inside a workshop a small round robot sits on a wooden bench.

Actions:
- The robot taps the bulb; sparks crackle.
- The robot says quietly: "Almost lost it... but I got it!"

Background Sound: Rain, ticking clock."""

SHOT_LIST = """Sound: Diegetic only: faint rail screech; no score or added foley.
Optimized Shot List (2 shots / 4 s total)
0.00-2.40 — "Arrival Drift" (32 mm, slow dolly left)
Camera slides past a platform sign.
2.40-4.00 — "Turn and Pause" (50 mm, slow arc in)
The traveller turns to the train."""


def frames(play: Screenplay) -> list[int]:
    return [shot.frames for shot in play.shots]


def texts(play: Screenplay) -> list[str]:
    return [shot.text for shot in play.shots]


def spoken(play: Screenplay) -> list[tuple[int, str, str, str]]:
    return [(line.shot, line.speaker, line.text, line.manner) for line in play.lines]


@pytest.mark.parametrize(
    ("prompt", "shown", "lasting"),
    [
        ("A red ball bounces on the beach", ["A red ball bounces on the beach"], [192]),
        ("Shot 1: A girl runs. Shot 2: A dog barks.", ["A girl runs.", "A dog barks."], [96, 96]),
        ("SHOT 1 - a cat\nSHOT 2 - a dog\nShot 3 - a cow", ["a cat", "a dog", "a cow"], [64, 64, 64]),
        ("Scene 1 (3s): a dog. Scene 2 (5s): a cat.", ["a dog.", "a cat."], [72, 120]),
        ("Shot 1 (0-2s): a dog. Shot 2 (2-8s): a cat.", ["a dog.", "a cat."], [48, 144]),
        ("Shot 1 (2 s): a dog. Shot 2: a cat. Shot 3: a cow.", ["a dog.", "a cat.", "a cow."], [48, 72, 72]),
        ("[0-4s] A robot. [4-8s] A tree.", ["A robot.", "A tree."], [96, 96]),
        ("0:00-0:02 A castle\n0:02-0:08 A knight", ["A castle", "A knight"], [48, 144]),
        ("(0:00) A castle (0:06) A knight", ["A castle", "A knight"], [144, 48]),
        ("A cat walks.\nA dog runs.\nA horse drinks.", ["A cat walks.", "A dog runs.", "A horse drinks."], [64] * 3),
        ("Watercolour, soft light.\n\nA cat walks.\n\nA dog runs.", ["A cat walks.", "A dog runs."], [96, 96]),
        ("A cat walks on, then cut to a dog. Fade to black.", ["A cat walks on", "a dog."], [96, 96]),
        ("A fast car drives in\nthe street at night", ["A fast car drives in the street at night"], [192]),
        ("[Shot 1, 0-2s] A knight. [Shot 2, 2-8s] A dragon.", ["A knight.", "A dragon."], [48, 144]),
        ("0-3s: a seed. 3-6s: a sprout. 6-8s: a flower.", ["a seed.", "a sprout.", "a flower."], [72, 72, 48]),
        ("1. A cat sleeps.\n2. The cat wakes up.", ["A cat sleeps.", "The cat wakes up."], [96, 96]),
        ("**Shot 1** A girl walks. **Shot 2** She stops.", ["A girl walks.", "She stops."], [96, 96]),
        ("Storyboard: 0-2s a man; 2-5s a cat; 5-8s a dog", ["a man", "a cat", "a dog"], [48, 72, 72]),
        ("0-2s: a man, 2-8s: a cat", ["a man", "a cat"], [48, 144]),
        ("0:00 a man\n0:02 a cat\n0:05 a dog", ["a man", "a cat", "a dog"], [48, 72, 72]),
        ("0s: a man\n2s: a cat\n5s - a dog", ["a man", "a cat", "a dog"], [48, 72, 72]),
        ("A man walks. At 0:05, he sits.", ["A man walks.", "he sits."], [120, 72]),
        ("At 0s a man walks. At 3 seconds he sits.", ["a man walks.", "he sits."], [72, 120]),
        ("At 7:30 he wakes. At 8:00 he eats.", ["At 7:30 he wakes. At 8:00 he eats."], [192]),
        ("A park. 2 to 4 dogs run.", ["A park. 2 to 4 dogs run."], [192]),
        ("Panel 1: a man. Panel 2 (6 s): a cat.", ["a man.", "a cat."], [48, 144]),
        ("Frame 1: a man. Frame 2: a cat.", ["a man.", "a cat."], [96, 96]),
        (SHOT_LIST, ["Camera slides past a platform sign.", "The traveller turns to the train."], [56, 136]),
    ],
)
def test_shots_and_their_lengths(prompt: str, shown: list[str], lasting: list[int]) -> None:
    play = screenplay.read(prompt, 8)
    assert (texts(play), frames(play)) == (shown, lasting)


def test_transitions_say_how_a_shot_begins() -> None:
    play = screenplay.read("A man walks. Cut to a cafe. Dissolve to a park, fade to a house, wipe to a road.", 8)
    assert [shot.transition for shot in play.shots] == ["cut", "cut", "dissolve", "fade", "wipe"]


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("A cat sits. [dissolve] A dog runs.", [("A cat sits.", "cut"), ("A dog runs.", "dissolve")]),
        (
            "A cat sits [fade] a dog runs (wipe to) it rains",
            [("A cat sits", "cut"), ("a dog runs", "fade"), ("it rains", "wipe")],
        ),
        (
            "A cat sits. (cut to) A dog runs. [CROSSFADE TO:] It rains.",
            [("A cat sits.", "cut"), ("A dog runs.", "cut"), ("It rains.", "dissolve")],
        ),
        ("Shot 1: a cat. [dissolve]\nShot 2: a dog.", [("a cat.", "cut"), ("a dog.", "dissolve")]),
        ("Shot 1: a cat. Wipe to:\nShot 2: a dog.", [("a cat.", "cut"), ("a dog.", "wipe")]),
        ("Shot 1: a cat. Shot 2 [fade]: a dog.", [("a cat.", "cut"), ("a dog.", "fade")]),
        ("A cat. [Dissolve to a park] She sits.", [("A cat.", "cut"), ("a park. She sits.", "dissolve")]),
        ("A diamond (cut) shines. [fade to black]", [("A diamond (cut) shines.", "cut")]),
        ("A cat sits. Wipe left to a dog.", [("A cat sits.", "cut"), ("a dog.", "wipe-left")]),
        ("A cat sits. Transition: dissolve. A dog runs.", [("A cat sits.", "cut"), ("A dog runs.", "dissolve")]),
        ("A cat. Fade to black. Fade in on a dog.", [("A cat.", "cut"), ("a dog.", "fade")]),
        ("Shot 1: a cat. Fade out. Shot 2: a dog.", [("a cat.", "cut"), ("a dog.", "fade")]),
        ('A man says "[cut] it out."', [("A man talks.", "cut")]),
    ],
)
def test_transitions_in_brackets(prompt: str, shown: list[tuple[str, str]]) -> None:
    assert [(shot.text, shot.transition) for shot in screenplay.read(prompt, 8).shots] == shown


def test_what_stands_before_the_shots_is_the_setting() -> None:
    play = screenplay.read("A rainy city at night. Shot 1: a cat sits. Shot 2: it runs.", 4)
    assert (play.setting, texts(play)) == ("A rainy city at night.", ["a cat sits.", "it runs."])


def test_shots_that_the_film_is_too_short_for_are_left_out_and_said() -> None:
    play = screenplay.read(" ".join(f"Shot {n}: thing {n}." for n in range(1, 8)), 4)
    assert frames(play) == [24] * 4
    assert play.left_out_shots == ("thing 5.", "thing 6.", "thing 7.")


def test_times_that_are_longer_than_the_film_are_shortened_in_proportion() -> None:
    assert frames(screenplay.read("[0-6s] A cat. [6-18s] A dog.", 6)) == [48, 96]


@pytest.mark.parametrize(
    ("prompt", "lines"),
    [
        ('An old man turns and says quietly: "Ninety years."', [(0, "old man", "Ninety years.", "quiet")]),
        ('"Wait for me!" shouts the girl.', [(0, "girl", "Wait for me!", "shout")]),
        ('A woman and a man. "Come here," he says.', [(0, "man", "Come here,", "")]),
        ('A girl waves. "Hello there!" She jumps.', [(0, "girl", "Hello there!", "")]),
        ("A clown grins and whispers 'boo'.", [(0, "clown", "boo", "whisper")]),
        ('Narrator: "Once upon a time." A castle.', [(0, "narrator", "Once upon a time.", "")]),
        ("Voice-over (calm): Begin at home.", [(0, "narrator", "Begin at home.", "calm")]),
        ('A calm voice-over says "Home" over a valley.', [(0, "narrator", "Home", "calm")]),
        ("<dialogue>\nTom (shouting): Run!\n</dialogue> Tom runs.", [(0, "tom", "Run!", "shout")]),
        ('Shot 1: A dog. Shot 2: A king says "Go!"', [(1, "king", "Go!", "")]),
        (
            'A young woman whispers, "Don\'t look." A tall man answers: "Too late." The woman sighs: "Fine."',
            [(0, "young woman", "Don't look.", "whisper"), (0, "tall man", "Too late.", ""),
             (0, "young woman", "Fine.", "sad")],
        ),
        ('The cat says "Mate." and the dog replies "No!"', [(0, "cat", "Mate.", ""), (0, "dog", "No!", "")]),
        ('Astronaut 1: "Hear?" Astronaut 2: "No."', [(0, "astronaut 1", "Hear?", ""), (0, "astronaut 2", "No.", "")]),
        ('Zoe is a girl named Zoe. Zoe asks her phone, "Rain?"', [(0, "girl", "Rain?", "")]),
        ('An old wizard raises his staff and booms "Stop!"', [(0, "old wizard", "Stop!", "")]),
        ('A teacher writes "Hi" on the board and says "Good day."', [(0, "teacher", "Good day.", "")]),
        ('A person says: "Welcome!" in an excited tone', [(0, "person", "Welcome!", "excited")]),
        ("INT. KITCHEN - DAY\nA boy runs in.\n\nBOY\n(shouting)\nMom, look!", [(0, "boy", "Mom, look!", "shout")]),
        ('A trailer, deep voice-over saying "One man."', [(0, "narrator", "One man.", "")]),
        (
            INTERROGATION,
            [(0, "detective", "You're lying. I can hear it in your silence.", ""),
             (0, "suspect", "Or maybe I'm just tired of talking.", "sad"),
             (0, "detective", "Either way, you'll talk before the night's over.", "")],
        ),
        (WORKSHOP, [(0, "small round robot", "Almost lost it... but I got it!", "quiet")]),
        ('A "vintage" car drives past a 5" pipe.', []),
        ('A neon sign that says "OPEN" flickers.', []),
    ],
)  # fmt: skip
def test_speech_and_who_says_it(prompt: str, lines: list[tuple[int, str, str, str]]) -> None:
    assert spoken(screenplay.read(prompt, 8)) == lines


def test_only_a_narrator_is_off_screen() -> None:
    play = screenplay.read('Narrator: "Once." A king says "Now."', 4)
    assert [line.off_screen for line in play.lines] == [True, False]


def test_what_is_said_of_a_voice_goes_with_the_speaker() -> None:
    play = screenplay.read('A detective with a deep British voice waits. The detective says "Rain."', 4)
    assert {"deep", "british"} <= set(play.lines[0].about.split())


def test_speech_is_not_shown_but_talking_is() -> None:
    assert texts(screenplay.read('A man in a red hat turns and says "Rain again." Then he sits.', 4)) == [
        "A man in a red hat turns and talks. Then he sits."
    ]
    assert texts(screenplay.read(WORKSHOP, 4))[0].endswith("sparks crackle. The robot talks.")


@pytest.mark.parametrize(
    ("prompt", "music", "effects", "background"),
    [
        ("A cat walks. No music.", "none", "", ""),
        ("A girl dances to upbeat electronic music", "upbeat electronic music", "", ""),
        ("Waves, sweeping orchestral music with heavy percussion", "sweeping orchestral music with heavy percussion",
         "", ""),
        ("A cat. Music: gentle piano. Sound effects: purring.", "gentle piano", "purring", ""),
        ("A cat.\nBackground Sound:\nRain on glass.", "", "", "Rain on glass"),
        ("A cat, no sound effects", "", "none", ""),
        ("A ballerina on a music box", "", "", ""),
    ],
)  # fmt: skip
def test_wishes_for_sound(prompt: str, music: str, effects: str, background: str) -> None:
    play = screenplay.read(prompt, 4)
    assert (play.music, play.effects, play.background) == (music, effects, background)


def test_a_silent_film_has_no_sound() -> None:
    assert screenplay.read("A clown juggles. Audio: off", 4).audio_off
    assert screenplay.read("A clown juggles without sound.", 4).audio_off
    assert not screenplay.read("A silent forest in the snow", 4).audio_off


MARKS = (
    'Shot 1:|[0-4s]|0:01-0:03 |cut to|dissolve to|"|“|”|says|he says|\n|\n\n|- |Dialogue:|<dialogue>|Narrator:|sign|'
    "reading|Music:|no music|A man|.|:|(3s)|the words|Tom (angry):|'"
)
PIECES = st.lists(st.sampled_from(MARKS.split("|")) | st.text(max_size=12), max_size=40).map(" ".join)


@given(prompt=PIECES | st.text(max_size=300), seconds=st.integers(1, 20))
@settings(max_examples=400, deadline=None)
def test_any_text_becomes_a_film(prompt: str, seconds: int) -> None:
    play = screenplay.read(prompt, seconds)
    assert sum(frames(play)) == seconds * FPS
    assert all(each % SHOT_STEP_FRAMES == 0 and each >= SHOT_FRAMES_MIN for each in frames(play))
    assert [shot.first_frame for shot in play.shots] == [sum(frames(play)[:i]) for i in range(len(play.shots))]
    assert all(0 <= each.shot < len(play.shots) for each in (*play.lines, *play.lettering))
    assert play == screenplay.read.__wrapped__(prompt, seconds)


@pytest.mark.parametrize(
    "piece",
    [
        *("a man ", '"', "Shot 1: ", "with ", '"a" says ', "\n", "A: ", "a-", "and the words ", "[0-1s]"),
        *("Sound:\n- a\n", "Dialogue:\n", "[", ":", "no sound ", "silent film "),
        *('the w{} man says "a".\n', 'A w{} man. "Go!" ', 'W{}: "a"\n', 'W{}\'s voice says "a" ', 'Tom. He says "a" '),
    ],
)
def test_the_longest_prompt_is_read_at_once(piece: str) -> None:
    prompt = "".join(piece.format(n) for n in range(32_000 // len(piece)))[:32_000]
    began = time.process_time()
    screenplay.read(prompt, 12)
    assert time.process_time() - began < 1.0


def test_there_is_an_end_to_lines() -> None:
    play = screenplay.read("\n".join(f'Person {n}: "Line {n}."' for n in range(900)), 4)
    assert len(play.lines) == screenplay.LINES_MAX
    assert play.left_out[0] == f"Line {screenplay.LINES_MAX}."


def test_panels_beyond_the_shots_are_held_to_the_last_words() -> None:
    play = screenplay.read('Shot 1 (2 s): a dog runs. Shot 2 (6 s): it sits. A man says "Well done."', 8, panels=4)
    assert frames(play) == [48, 48, 48, 48]
    assert [shot.held for shot in play.shots] == [False, False, True, True]
    assert len({shot.text for shot in play.shots[1:]}) == 1
    assert [line.shot for line in play.lines] == [1]
    assert frames(screenplay.read("a dog runs", 4, panels=3)) == [32, 32, 32]
    two = "Shot 1: a dog. Shot 2: a cat."
    assert screenplay.read(two, 4, panels=1) == screenplay.read(two, 4)
