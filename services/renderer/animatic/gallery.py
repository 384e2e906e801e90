"""Contact sheets of films that the model makes from prompts such as people write: `make gallery`.

The pictures under docs/gallery are what this file writes, remade by one command; none is drawn by hand or picked from
several seeds.
"""

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import torch
from diffusers import DiffusionPipeline
from numpy.typing import NDArray

from services.renderer.animatic import WEIGHTS
from services.renderer.animatic.latents import FPS
from services.renderer.families.animatic import Animatic
from services.renderer.families.contract import Ask

PROMPTS = {
    "evening-walk": "An old man with a hat walks with a brown dog along the beach at sunset. The camera follows.",
    "wild-horse": "Documentary. A black horse gallops through the desert at noon, tracking shot.",
    "product": "Product shot: a green bottle stands in a studio, close up, shallow depth of field, slow push in.",
    "night-drive": "A red car drives through the town in neon light in the rain, cinematic, the camera follows.",
    "trailer": "Shot 1: A dragon flies over a castle in a storm. Shot 2: A man with a sword stands in the courtyard, "
    "low angle. Shot 3: He looks scared, close up.",
    "lesson": "A large red metal ball rolls into a small yellow wooden box, blueprint style, static camera.",
    "morning-news": 'A woman in a blue jacket says "Good morning, everybody!" in an office at dawn, medium shot.',
    "lighthouse-boat": "A white boat sails to the right on the sea in a storm at night, wide shot.",
    "reef": "Two orange fish swim past a coral reef under water, vivid colours.",
    "moon": "An astronaut in a white suit jumps and a rocket stands still on the moon, slow motion.",
    "robots": "A robot and a girl in a red dress dance in the kitchen, anime style.",
    "street-skate": "A boy in a green shirt with a hat rides a skateboard down the street at sunset, gopro footage.",
    "picnic": "watercolour, a girl with a yellow umbrella walks through a meadow in the rain",
    "noir": "Film noir. A man in a grey coat with a hat walks slowly in the street at night in the fog.",
    "storyboard": "Shot 1 (0-3s): A boy kicks a small football on the grass. Shot 2 (3-6s): The ball bounces. "
    "Shot 3: A laughing boy, close up.",
    "jungle": "A raptor chases a child through the jungle, the camera follows.",
    "launch": 'A rocket lifts off at dawn in the desert, low angle, with the title "FIRST FLIGHT"',
    "playground": "A girl in a red dress swings on a swing in the park on a sunny day.",
    "pass": "A woman in a blue shirt throws a red ball to a man in a green shirt who catches it, on the beach.",
    "buzzer": "A boy in an orange shirt throws a basketball at a hoop and misses, on a basketball court.",
    "skydive": "A man in a red suit falls and opens a yellow parachute above the clouds at sunset.",
    "dive": "A woman in a red dress dives from a board into a lake in the morning, wide shot.",
    "surf": "A man in a yellow shirt surfs a big wave at sea at sunset, cinematic, the camera follows.",
    "ambush": "A green raptor hides behind a red car and jumps out at a boy in a white shirt in the street by day.",
    "hide-and-seek": "A girl in a yellow dress runs behind a red car in the street by day.",
    "fetch": "A girl in a pink dress throws a tennis ball to a brown dog who catches it in a garden.",
    "hours": "Time lapse of a house in a meadow at sunset, wide shot.",
    "natural-light": "Realistic light. A woman with red hair in a white dress waves in the forest, a yellow balloon "
    "floats beside her, medium shot.",
    "coast": "Shot 1: An empty beach at dawn, slow pan to the right. Shot 2: Waves on the sea in the fog. "
    "Shot 3: Snow falls in the mountains, nobody is there, slow zoom in.",
    "flag": 'A red flag with the word "MATINEE" waves in the wind on a rooftop, warm colours.',
}
SECONDS, COLUMNS, ROWS = 6, 3, 2
WIDTH, HEIGHT = 426, 240
SEED, STEPS, GUIDANCE = 7, 20, 2.5
JPEG_QUALITY = 80


def sheet(frames: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """A film's frames as one picture, left to right, then down."""
    rows = [np.hstack(frames[start : start + COLUMNS]) for start in range(0, COLUMNS * ROWS, COLUMNS)]
    return np.asarray(np.vstack(rows), np.uint8)


def stills(family: Animatic, prompt: str) -> Iterator[NDArray[np.uint8]]:
    """As many frames of a prompt's film as a sheet has room for, at equal distances."""
    ask = Ask(
        prompt=prompt,
        negative_prompt="",
        seconds=SECONDS,
        fps=FPS,
        width=WIDTH,
        height=HEIGHT,
        seed=SEED,
        steps=STEPS,
        guidance=GUIDANCE,
    )
    latents = family.denoise(ask, lambda _: None, None).picture
    every = ask.frames // (COLUMNS * ROWS)
    return islice(family.decode(latents, ask), every // 2, None, every)


def main() -> None:
    """Parse the command line and write one sheet a prompt, with the list of prompts beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, default=Path("docs/gallery"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    pipeline = DiffusionPipeline.from_pretrained(arguments.weights)
    pipeline.set_progress_bar_config(disable=True)
    family = Animatic(pipeline)
    arguments.out.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Films by `animatic`",
        "",
        "Six frames of six seconds each, made by `make gallery`. [What a stranger saw](seen.md) on them.",
        "",
    ]
    for name, prompt in PROMPTS.items():
        picture = sheet(list(stills(family, prompt)))
        file = arguments.out / f"{name}.jpg"
        cv2.imwrite(str(file), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        sys.stdout.write(f"{file}: {prompt}\n")
        lines += [f"**{prompt}**", "", f"![{prompt}]({file.name})", ""]
    (arguments.out / "README.md").write_text("\n".join(lines[:-1]) + "\n")


if __name__ == "__main__":
    main()
