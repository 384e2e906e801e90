"""What `matinee render` says of a finished film."""

from pathlib import Path

from services.cli_render import _summary


def test_unknown_words_are_shown_with_what_was_used(tmp_path: Path) -> None:
    extra = {"unknown_words": ["zebra", "ukulele"], "replaced_words": {"zebra": "horse"}}
    shown = _summary({"seconds": "4", "size": "1280x720", "matinee": extra}, tmp_path / "film.mp4", 1, 1.0)
    assert "does not know: zebra (used: horse), ukulele" in shown
