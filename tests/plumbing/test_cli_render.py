"""What `matinee render` says of a finished film."""

from pathlib import Path

from services.cli_render import _summary


def test_unknown_words_are_shown_with_what_was_used(tmp_path: Path) -> None:
    extra = {"unknown_words": ["zebra", "ukulele"], "replaced_words": {"zebra": "horse"}}
    shown = _summary({"seconds": "4", "size": "1280x720", "matinee": extra}, tmp_path / "film.mp4", 1, 1.0)
    assert "does not know: zebra (used: horse), ukulele" in shown


def test_lines_that_are_not_heard_are_told(tmp_path: Path) -> None:
    extra = {"speech": {"voices": {}, "lines": 1, "cut": 1, "unspoken": 2}}
    shown = _summary({"seconds": "4", "size": "1280x720", "matinee": extra}, tmp_path / "film.mp4", 1, 1.0)
    assert "lines cut short: 1, not heard at all: 2" in shown
