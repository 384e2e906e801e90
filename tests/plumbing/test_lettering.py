"""Quoted words that something bears are lettering, those that somebody says are not; what is left is what is seen."""

import pytest

from services import screenplay


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ('A neon sign that says "OPEN" flickers', [("OPEN", "sign")]),
        ("A billboard reading SOLD OUT over a road", [("SOLD OUT", "billboard")]),
        ('A flag with the word "HOPE" waves', [("HOPE", "flag")]),
        ('The words "The End" on a red flag', [("The End", "flag")]),
        ('The title "The Return" appears over a castle', [("The Return", "")]),
        ('A bus passes with the words "CITY TOUR" on it', [("CITY TOUR", "bus")]),
        ('Books titled "Dune" and "Emma"', [("Dune", "book"), ("Emma", "book")]),
        ('On-screen text: "FLY"', [("FLY", "")]),
        ("A box with the word GLIMMER on it", [("GLIMMER", "box")]),
        ('A red flag with "MATINEE" on it flies', [("MATINEE", "flag")]),
        ('A blue bus with "CITY" written on its side drives', [("CITY", "bus")]),
        ('A rocket with "MARS" on the side takes off', [("MARS", "rocket")]),
        ('A man in a white t-shirt that says "TEAM" stands', [("TEAM", "t-shirt")]),
        ('A man with "TEAM" printed on his red shirt stands', [("TEAM", "shirt")]),
        ('A robot with "R2" on its chest walks', [("R2", "robot")]),
        ('A truck that reads "MILK"', [("MILK", "truck")]),
        ('A plane with "ABC" painted on it', [("ABC", "plane")]),
        ('A boat named "Bella"', [("Bella", "boat")]),
        ('A captain on a boat called "Bella"', [("Bella", "boat")]),
        ('"HOPE" is written on a red flag', [("HOPE", "flag")]),
        ('A castle with "HOPE" on its flag', [("HOPE", "flag")]),
        ('A man greets her with "Hello" on the phone', []),
        ('A man answers a woman with "No" on the phone', []),
        ('A girl says "hello"', []),
    ],
)
def test_lettering_and_what_bears_it(prompt: str, found: list[tuple[str, str]]) -> None:
    assert [(each.text, each.thing) for each in screenplay.read(prompt, 4).lettering] == found


@pytest.mark.parametrize(
    ("prompt", "left"),
    [
        ('A red flag with "MATINEE" on it flies', "A red flag flies"),
        ('A bus with the word "CITY" written on its side drives', "A bus drives"),
        ('A bus with "CITY" painted in white letters on its left side drives', "A bus drives"),
        ('A man with "TEAM" printed on his red shirt stands', "A man with his red shirt stands"),
    ],
)
def test_lettering_is_not_told_as_something_to_see(prompt: str, left: str) -> None:
    assert screenplay.read(prompt, 4).shots[0].text == left


@pytest.mark.parametrize(
    "prompt",
    [
        'A woman says: "Good morning"',
        'The man says "hi"',
        '"Hello," says the girl',
        'A dog with a man who says "hi"',
        'A man in a t-shirt says "hi"',
        'A man with a flag says "hi"',
        'A captain on a boat says "hi"',
        'She replies with "No!" on her way',
        'A man answers with "No" over the phone',
        'A man reading a newspaper says "Good news"',
        'A woman sitting on a bus says "hi"',
        'A captain on a boat, says "hi"',
        'A man with a red cup in his hand says "cheers"',
    ],
)
def test_what_somebody_says_is_no_lettering(prompt: str) -> None:
    play = screenplay.read(prompt, 4)
    assert (len(play.lines), play.lettering) == (1, ())


@pytest.mark.parametrize("prompt", ['He smiles with "Hello" on the side', 'Two kids with "hi" on the bus'])
def test_who_is_beside_a_thing_does_not_bear_what_is_on_it(prompt: str) -> None:
    assert screenplay.read(prompt, 4).lettering == ()
