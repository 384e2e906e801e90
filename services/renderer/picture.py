"""Frames to a file: H.264 in MP4 without sound, encoded once; and one frame to a small JPEG. It decides no sizes."""

import io
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray
from PIL import Image

from proto.values import PREVIEW_BYTES_MAX

_BT709 = 1  # ITU-T H.273's code for primaries, transfer and matrix alike
_PREVIEW_WIDTH = 256
_THREADS = 2  # x264's bits depend on it, so it does not depend on the machine
# By itself x264 takes the CPU's vector code for its macroblock tree. That rounds differently from one CPU to another,
# and with AVX-512 its result varies with memory that was never written. The plain code does neither.
_X264 = {"crf": "18", "preset": "veryfast", "x264-params": "cpu-independent=1"}


def encode(path: Path, frames: Iterable[NDArray[np.uint8]], *, width: int, height: int, fps: int) -> int:
    """Write RGB frames [height, width, 3] to ``path`` and return how many they were.

    Frames of another size are resampled to width x height, both even. 4:2:0, BT.709 in video range, tagged so; constant
    quality; the same frames give the same bytes. The index stands before the samples (faststart).
    """
    count = 0
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=fps, options=_X264)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        context = stream.codec_context
        context.thread_count = _THREADS
        context.gop_size = 2 * fps
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = ColorRange.MPEG
        reformatter = VideoReformatter()  # One for all frames: what it has worked out once it keeps.
        for pixels in frames:
            frame = reformatter.reformat(
                av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24"),
                width=width,
                height=height,
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                interpolation=Interpolation.LANCZOS,
            )
            frame.pts, frame.time_base = count, Fraction(1, fps)
            container.mux(stream.encode(frame))
            count += 1
        container.mux(stream.encode())
    return count


def preview_jpeg(pixels: NDArray[np.uint8]) -> bytes:
    """An RGB picture as a JPEG 256 pixels wide and at most 32 kB; empty if it cannot be that small."""
    image = Image.fromarray(pixels)
    height = max(1, round(image.height * _PREVIEW_WIDTH / image.width))
    image = image.resize((_PREVIEW_WIDTH, min(height, 4 * _PREVIEW_WIDTH)), Image.Resampling.BICUBIC)
    for quality in (80, 60, 35):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        if out.tell() <= PREVIEW_BYTES_MAX:
            return out.getvalue()
    return b""
