"""A film's fades: read where a prompt asks for them, and only there."""

import pytest

from services import screenplay


@pytest.mark.parametrize(
    ("prompt", "shown", "fades"),
    [
        ("Fade in. A man walks. Fade out.", ["A man walks."], (True, True)),
        ("A man walks, then the screen fades to black.", ["A man walks"], (False, True)),
        ("Shot 1: fade in from black: a cat. Shot 2: a dog.", ["a cat.", "a dog."], (True, False)),
        ("A man walks. FADE TO BLACK. The end.", ["A man walks. The end."], (False, True)),
        ("The colours fade out.", ["The colours fade out."], (False, False)),
        ('A man says "Fade out." He sits.', ["A man talks. He sits."], (False, False)),
    ],
)
def test_fades_of_the_film_are_no_words_of_its_shots(prompt: str, shown: list[str], fades: tuple[bool, bool]) -> None:
    play = screenplay.read(prompt, 8)
    assert ([shot.text for shot in play.shots], (play.fades_in, play.fades_out)) == (shown, fades)


@pytest.mark.parametrize(
    ("prompt", "white"),
    [
        ("Fade from white. A man walks. Fade to white.", (True, True)),
        ("Fade in from white: a man walks. Fade to black.", (True, False)),
        ("Fade in. A man walks, then the screen fades to white.", (False, True)),
    ],
)
def test_a_film_may_come_out_of_white_and_go_into_it(prompt: str, white: tuple[bool, bool]) -> None:
    play = screenplay.read(prompt, 8)
    assert (play.fades_in, play.fades_out) == (True, True)
    assert (play.white_in, play.white_out) == white


def test_what_is_fading_to_white_is_no_picture() -> None:
    play = screenplay.read("Her hair, fading to white, blows.", 8)
    assert [shot.text for shot in play.shots] == ["Her hair, fading to white, blows."]
    assert not play.fades_out
