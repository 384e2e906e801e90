"""What a command tells the person at the terminal: on standard error, for standard output is for answers alone."""

import sys

FAILED = 1
"""The exit code of a command that failed."""


def say(line: str) -> None:
    """One line, at once."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def fail(message: str) -> int:
    """Say why a command failed, and what to do; its exit code."""
    say(f"matinee: {message}")
    return FAILED
