"""Contact sheets of films that the model makes from prompts such as people write: `make gallery`.

The pictures under docs/gallery are what this file writes, remade by one command; none is drawn by hand or picked from
several seeds.
"""

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from diffusers import DiffusionPipeline
from numpy.typing import NDArray

from services.renderer.animatic import WEIGHTS
from services.renderer.animatic.evaluate import films

PROMPTS = {
    "evening-walk": "An old man with a hat walks with a brown dog along the beach at sunset. The camera follows.",
    "encore": "Three children dance on a theatre stage.",
    "wild-horse": "A black horse gallops through the desert at noon, tracking shot.",
    "hello": "A woman in a yellow dress waves hello in a city street on a sunny day, static camera.",
    "night-drive": "A red car drives through the town at night, the camera follows.",
    "chase": "A big brown dog chases a white cat through the park in the afternoon.",
    "winter-run": "A tall woman in a blue jacket runs through the snow at sundown, side tracking shot.",
    "jump-for-joy": "A boy in a green shirt jumps for joy on the grass under a blue sky.",
    "collision": "A large red metal ball rolls into a small yellow wooden box in the snow at noon.",
    "balloon": "A red balloon floats in the forest in the morning while a girl in a pink dress stands there.",
    "seaside-birds": "Two white birds fly by the sea at golden hour.",
    "long-day": "A man in a white shirt walks to the right and then sits down, in a room in the evening.",
    "bouncing": "A huge orange rubber ball is dropped and bounces in the desert at night, slow pan to the left.",
    "friends": "A girl in a red dress and a boy in a blue shirt run together in a meadow on a sunny day.",
}
FRAMES, COLUMNS, ROWS = 96, 3, 2
WIDTH, HEIGHT = 426, 240
SEED, STEPS = 7, 20
JPEG_QUALITY = 82


def sheet(frames: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """A film's frames as one picture, left to right, then down."""
    rows = [np.hstack(frames[start : start + COLUMNS]) for start in range(0, COLUMNS * ROWS, COLUMNS)]
    return np.asarray(np.vstack(rows), np.uint8)


def main() -> None:
    """Parse the command line and write one sheet a prompt, with the list of prompts beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, default=Path("docs/gallery"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    pipeline = DiffusionPipeline.from_pretrained(arguments.weights)
    pipeline.set_progress_bar_config(disable=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    every = FRAMES // (COLUMNS * ROWS)
    lines = [
        "# Films by `animatic`",
        "",
        "Six frames of four seconds each, made by `make gallery`. [What a stranger saw](seen.md) on them.",
        "",
    ]
    for name, prompt in PROMPTS.items():
        (film,) = films(pipeline, [prompt], FRAMES, STEPS, first_seed=SEED)
        picture = sheet(list(film.frames(WIDTH, HEIGHT, every=every, start=every // 2)))
        file = arguments.out / f"{name}.jpg"
        cv2.imwrite(str(file), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        sys.stdout.write(f"{file}: {prompt}\n")
        lines += [f"**{prompt}**", "", f"![{prompt}]({file.name})", ""]
    (arguments.out / "README.md").write_text("\n".join(lines[:-1]) + "\n")


if __name__ == "__main__":
    main()
