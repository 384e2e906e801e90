"""What latents look like without decoding them: a linear map from latents to colours, fitted to a decoder."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

_FIT_SIDE, _FIT_DETAIL = 24, 12  # latent pixels on a side of the picture that a map is fitted to; of its noise


def fitted(decoded: Callable[[torch.Tensor], torch.Tensor], channels: int) -> torch.Tensor:
    """[channels + 1, 3]: colour -1..1 as a linear function of a latent, from what a decoder makes of smooth noise.

    decoded: the first frame [1, 3, height, width] of latents [1, channels, 1, height, width].
    """
    noise = torch.randn(1, channels, _FIT_DETAIL, _FIT_DETAIL, generator=torch.Generator("cpu").manual_seed(0))
    smooth = F.interpolate(noise, size=(_FIT_SIDE, _FIT_SIDE), mode="bicubic")
    seen = F.interpolate(decoded(smooth.unsqueeze(2)).float().cpu(), size=(_FIT_SIDE, _FIT_SIDE), mode="area")
    points = torch.cat([smooth.reshape(channels, -1), torch.ones(1, _FIT_SIDE**2)]).T
    return torch.linalg.lstsq(points, seen.reshape(3, -1).T).solution


def seen_in(latent: torch.Tensor, colours: torch.Tensor) -> NDArray[np.uint8]:
    """A latent frame [channels, height, width] as a picture [height, width, 3] of its size."""
    channels, height, width = latent.shape
    points = torch.cat([latent.float().cpu().reshape(channels, -1), torch.ones(1, height * width)])
    return to_uint8((colours.T @ points).reshape(3, height, width))


def to_uint8(pixels: torch.Tensor) -> NDArray[np.uint8]:
    """[3, height, width] in -1..1 as [height, width, 3] bytes, rounded as diffusers does."""
    unit = (pixels * 0.5 + 0.5).clamp(0, 1).permute(1, 2, 0).float().cpu()
    return (unit * 255).round().to(torch.uint8).numpy()
