"""What `matinee render` says of a finished film."""

from pathlib import Path

import pytest

from services import cli
from services.cli_render import _kept, _naming, _order, _summary, _with_files


def test_unknown_words_are_shown_with_what_was_used(tmp_path: Path) -> None:
    extra = {"unknown_words": ["zebra", "ukulele"], "replaced_words": {"zebra": "horse"}}
    shown = _summary(
        {"id": "video_1", "seconds": "4", "size": "1280x720", "matinee": extra}, tmp_path / "film.mp4", 1, 1.0
    )
    assert "does not know: zebra (used: horse), ukulele" in shown


def test_the_id_that_a_remix_wants_is_told(tmp_path: Path) -> None:
    shown = _summary({"id": "video_1", "seconds": "4", "size": "1280x720"}, tmp_path / "film.mp4", 1, 1.0)
    assert "\nid      video_1\n" in shown


def test_the_id_is_told_too_when_a_film_can_not_be_had(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConnectionError), _naming("video_1"):
        raise ConnectionError
    assert capsys.readouterr().err == "id      video_1\n"


@pytest.mark.parametrize("option", ["--steps=0", "--guidance=0", "--quality=draft"])
def test_how_a_film_is_denoised_goes_with_its_order_and_not_with_a_remix(option: str) -> None:
    name, _, value = option.removeprefix("--").partition("=")
    _, order = _order(cli._parser().parse_args(["render", "a", option]))
    assert order == {"prompt": "a", name: value if name == "quality" else 0}
    assert _kept(cli._parser().parse_args(["render", "a", "--remix", "video_1", option])) == f"--{name}"


def test_the_file_of_a_picture_that_is_refused_is_named() -> None:
    options = cli._parser().parse_args(["render", "a", "--image", "first.png", "--reference", "texture=a/wool.jpg"])
    said = _with_files("references: Invalid 'references[style]': it is damaged.", options.reference)
    assert said == "references: Invalid 'a/wool.jpg': it is damaged."
    assert _with_files("prompt: it is empty", options.reference) == "prompt: it is empty"


def test_shots_that_were_left_out_are_told(tmp_path: Path) -> None:
    extra = {"left_out_shots": 2, "left_out_lines": 5}
    shown = _summary(
        {"id": "video_1", "seconds": "4", "size": "1280x720", "matinee": extra}, tmp_path / "film.mp4", 1, 1.0
    )
    assert "too short for the last ones: 2 left out" in shown
    assert "more than one film speaks: 5" in shown


def test_lines_that_are_not_heard_are_told(tmp_path: Path) -> None:
    extra = {"speech": {"voices": {}, "lines": 1, "cut": 1, "unspoken": 2}}
    shown = _summary(
        {"id": "video_1", "seconds": "4", "size": "1280x720", "matinee": extra}, tmp_path / "film.mp4", 1, 1.0
    )
    assert "lines cut short: 1, not heard at all: 2" in shown
    shown = _summary(
        {"id": "video_1", "seconds": "4", "size": "1280x720", "matinee": {"unsaid_lines": 3}},
        tmp_path / "f.mp4",
        1,
        1.0,
    )
    assert "lines not spoken, for the prompt wishes for no speech: 3" in shown
