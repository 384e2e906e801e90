"""Who speaks is seen: speakers whom no words show are put into the shot, and nobody twice."""

import pytest

from services import screenplay
from services.renderer.families.staging import staged


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ('Detective: "You\'re lying."', "The detective talks."),
        (
            'Dialogue:\n- Detective: "You lie."\n- Young woman: "Maybe."',
            "The detective talks. The young woman talks.",
        ),
        ('A dark room\nDetective: "You lie."', "A dark room. The detective talks."),
        ('The detective sits.\nDetective: "You lie."', "The detective sits."),
        ('Two women sit. She smiles.\nWoman: "Maybe."', "Two women sit. She smiles."),
        ('Narrator: "Once upon a time."', ""),
        ('A valley.\nDetective (voice-over): "It began here."', "A valley."),
        ('Anna: "Hello."\nBen: "Hello there."', "Two people talk."),
        ('A woman sits in a cafe.\nAnna: "Hello."', "A woman sits in a cafe."),
        (
            'Man: "One."\nWoman: "Two."\nGirl: "Three."\nBoy: "Four."',
            "The man talks. The woman talks. The girl talks.",
        ),
    ],
)
def test_speakers_are_in_the_picture(prompt: str, shown: str) -> None:
    play = screenplay.read(prompt, 8)
    assert staged(f"{play.setting} {play.shots[0].text}".strip(), play.lines) == shown
