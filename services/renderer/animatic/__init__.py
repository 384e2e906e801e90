"""`animatic`, the embedded model: a diffusion transformer over scenes in time, its world, its decoder and its
training.

It takes a prompt and gives latents, frames and a timeline; it never touches a queue, a store or a network. What draws
knows nothing of torch: importing the package alone loads none.
"""

from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights"
"""The pipeline folder that ships with the package."""
