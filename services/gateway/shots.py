"""How many shots a prompt asks for: it counts the numbers in ``Shot 1: ... Shot 2: ...``."""

import re

_MARKER = re.compile(r"\bshot\s{0,8}(\d{1,3})\s{0,8}:", re.IGNORECASE)


def count(prompt: str) -> int:
    """Shots that ``prompt`` names, each number once; at least 1."""
    return max(1, len({int(number) for number in _MARKER.findall(prompt)}))
