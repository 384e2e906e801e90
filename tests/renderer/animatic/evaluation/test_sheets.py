"""Contact sheets: as many as are needed, with every film's frames, and what is wrong marked."""

from pathlib import Path

import cv2
import numpy as np

from services.renderer.animatic.evaluation.sheets import HEIGHT, ROWS, STILLS, WIDTH, Strip, write_sheets


def test_sheets_show_every_film_and_mark_what_is_wrong(tmp_path: Path) -> None:
    stills = [np.full((90, 160, 3), (40, 90 + 10 * index, 60), np.uint8) for index in range(STILLS)]
    good, bad = Strip(stills=stills, prompt="a ball"), Strip(stills=stills, prompt="a box", wrong=["colour"])
    paths = write_sheets(tmp_path, "model", [good, bad, *[good] * ROWS])
    assert [path.name for path in paths] == ["model-1.jpg", "model-2.jpg"]
    page = cv2.imread(str(paths[0]))[..., ::-1].astype(int)
    assert page.shape[1] == STILLS * WIDTH
    green = page[HEIGHT // 2, WIDTH // 2 :: WIDTH, 1]
    assert (np.diff(green) > 5).all()
    red = (page[..., 0] > 150) & (page[..., 1] < 90) & (page[..., 2] < 90)
    assert not red[:HEIGHT].any()
    assert red[HEIGHT:].any()
