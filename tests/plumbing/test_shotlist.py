"""How one shot gives way to the next: the ways that a wipe goes, and fades through white."""

import pytest

from services import screenplay


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("A cat sits. Wipe from the right to a dog.", [("A cat sits.", "cut"), ("a dog.", "wipe-left")]),
        ("A cat sits. Wipe right to left to a dog.", [("A cat sits.", "cut"), ("a dog.", "wipe-left")]),
        ("A cat sits, wipe up to a dog.", [("A cat sits", "cut"), ("a dog.", "wipe-up")]),
        ("A cat sits. [wipe from the top] A dog runs.", [("A cat sits.", "cut"), ("A dog runs.", "wipe-down")]),
        ("A cat sits. Wipe down. A dog runs.", [("A cat sits.", "cut"), ("A dog runs.", "wipe-down")]),
        ("Shot 1: a cat. Wipe from below:\nShot 2: a dog.", [("a cat.", "cut"), ("a dog.", "wipe-up")]),
        ("A cat. Transition: wipe from the left. A dog.", [("A cat.", "cut"), ("A dog.", "wipe")]),
        (
            "A man wipes to the left. She wipes left to right.",
            [("A man wipes to the left. She wipes left to right.", "cut")],
        ),
        ("A cat. Fade to white. A dog runs.", [("A cat.", "cut"), ("A dog runs.", "fade-white")]),
        ("A cat. Fade through white to a dog.", [("A cat.", "cut"), ("a dog.", "fade-white")]),
        ("A cat. (fade through white) A dog.", [("A cat.", "cut"), ("A dog.", "fade-white")]),
    ],
)
def test_wipes_go_where_they_are_told_and_fades_may_be_white(prompt: str, shown: list[tuple[str, str]]) -> None:
    assert [(shot.text, shot.transition) for shot in screenplay.read(prompt, 8).shots] == shown
