"""A decoded frame as RGB in BT.709's colours: upright, at a given size, whatever its format, rotation and light.

HDR (PQ and HLG) is brought to what a screen without HDR can show. To be used in the child only.
"""

from fractions import Fraction
from functools import cache

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, ColorTrc, Interpolation
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
_UNSPECIFIED = 2
# Pictures that do not say in which colours they are have those of HD from this height on.
_HD_HEIGHT = 720
# ITU-R BT.2020 to BT.709 in linear light.
_WIDE_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])
# White in HDR pictures (ITU-R BT.2408), and from where on what is brighter is pressed together, as a share of white.
_WHITE_NITS, _KNEE = 203.0, 0.6
_LEVELS = 4096


def shown_size(frame: av.VideoFrame, pixel_shape: Fraction | None) -> tuple[int, int]:
    """Width and height of a frame as it is shown: upright, with square pixels. pixel_shape: width over height."""
    width, height = frame.width, frame.height
    if pixel_shape and Fraction(1, 8) < pixel_shape < 8:
        width = round(width * pixel_shape)
    return (height, width) if _quarters(frame) % 2 else (width, height)


def upright(frame: av.VideoFrame, size: tuple[int, int]) -> Rgb:
    """The frame as [height, width, 3] of a size (width, height). An odd last row or column is left out; any other
    difference in size is resampled. What is clear is over white.
    """
    turns = _quarters(frame)
    width, height = size[::-1] if turns % 2 else size
    is_cut = (frame.width // 2 * 2, frame.height // 2 * 2) == (width, height)
    wide, high = (frame.width, frame.height) if is_cut else (width, height)
    is_bright = frame.color_trc in (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)
    is_clear = any(component.is_alpha for component in frame.format.components)
    form = "rgb48le" if is_bright else "rgba" if is_clear else "rgb24"
    pixels = frame.reformat(
        width=wide,
        height=high,
        format=form,
        src_colorspace=_colourspace(frame),
        src_color_range=ColorRange.JPEG if frame.color_range == ColorRange.JPEG else None,
        interpolation=Interpolation.LANCZOS,
    ).to_ndarray()
    pixels = pixels[:height, :width]
    if is_bright:
        pixels = _dimmed(np.asarray(pixels, np.uint16), is_pq=frame.color_trc == ColorTrc.SMPTE2084)
    elif is_clear:
        share = pixels[..., 3:].astype(np.uint16)
        pixels = ((pixels[..., :3] * share + 255 * (255 - share) + 127) // 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(pixels, turns), np.uint8)


def _quarters(frame: av.VideoFrame) -> int:
    """By how many quarter turns to the left a frame is to be turned to stand upright, 0 to 3."""
    return round(frame.rotation / 90) % 4


def _colourspace(frame: av.VideoFrame) -> Colorspace | None:
    """The matrix that a frame is in, where it does not say."""
    if frame.colorspace != _UNSPECIFIED:
        return None
    return Colorspace.ITU709 if min(frame.width, frame.height) >= _HD_HEIGHT else Colorspace.ITU601


def _dimmed(pixels: NDArray[np.uint16], *, is_pq: bool) -> Rgb:
    """HDR pixels of 16 bits as those of a screen without it: as they are up to the knee, pressed together above it, all
    three colours by one factor, so that no hue changes.
    """
    light = _linear(is_pq=is_pq)[pixels >> 4] @ _WIDE_TO_709.T.astype(np.float32)
    brightest = np.maximum(light.max(axis=-1, keepdims=True), 1e-6)
    over = np.maximum(brightest - _KNEE, 0)
    pressed = np.minimum(brightest, _KNEE) + (1 - _KNEE) * (1 - np.exp(-over / (1 - _KNEE)))
    scaled = np.clip(light * (pressed / brightest), 0, 1)
    return np.asarray(_coded()[(scaled * (_LEVELS - 1)).astype(np.uint16)], np.uint8)


@cache
def _linear(*, is_pq: bool) -> NDArray[np.float32]:
    """Linear light, 1 for white, of 4096 levels of PQ (SMPTE ST 2084) or of HLG (ITU-R BT.2100) on 1000 cd/m2."""
    signal = np.arange(_LEVELS) / (_LEVELS - 1)
    if is_pq:
        power = signal ** (1 / 78.84375)
        nits = 10_000 * (np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125)
    else:
        scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12)
        nits = 1000 * scene**1.2
    return np.asarray(nits / _WHITE_NITS, np.float32)


@cache
def _coded() -> Rgb:
    """The code values of 4096 levels of linear light, as a screen shows them (ITU-R BT.1886)."""
    return np.round(255 * (np.arange(_LEVELS) / (_LEVELS - 1)) ** (1 / 2.4)).astype(np.uint8)
