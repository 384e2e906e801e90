"""One clip, read in a process of its own with limits: what it is, its pictures, or its sound, to standard output.

    python -m services.clips.child look FILE SECONDS_MAX
    python -m services.clips.child frames FILE WIDTH HEIGHT EVERY_S FIRST COUNT
    python -m services.clips.child sound FILE SECONDS

It writes no file and opens no other one (``services/confined.py``).
"""

import sys

from services.confined import confined

MEMORY_BYTES_MAX = 3 * 1024**3
CPU_S_MAX = {"look": 20, "frames": 900, "sound": 60}


def main(arguments: list[str]) -> int:
    """Do what the arguments say. See the module."""
    task, path, *numbers = arguments
    return confined(
        lambda: _write(task, path, numbers),
        memory_bytes_max=MEMORY_BYTES_MAX,
        cpu_s_max=CPU_S_MAX[task],
        threads=True,
    )


def _write(task: str, path: str, numbers: list[str]) -> None:
    from services.clips import reading  # Within the limits, the decoder's library too.

    match task:
        case "look":
            sys.stdout.buffer.write(reading.look(path, float(numbers[0])))
        case "frames":
            width, height, first, count = (int(numbers[index]) for index in (0, 1, 3, 4))
            for picture in reading.pictures(path, (width, height), float(numbers[2]), first, count):
                sys.stdout.buffer.write(picture.tobytes())
        case "sound":
            for block in reading.sound(path, float(numbers[0])):
                sys.stdout.buffer.write(block.tobytes())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
