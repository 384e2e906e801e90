"""Small values that every part shares: identifiers, subject tokens and the limits on what a client may ask.

It never touches the network; a limit that an operator may change lives in the settings instead.
"""

import re
import secrets

PROMPT_CHARS_MAX = 32_000
MESSAGE_BYTES_MAX = 512 * 1024
PREVIEW_BYTES_MAX = 32 * 1024

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_token(text: str) -> bool:
    """Whether ``text`` may be one token of a NATS subject: 1 to 64 letters, digits, ``_`` or ``-``."""
    return _TOKEN.fullmatch(text) is not None


def token(text: str) -> str:
    """``text`` itself; ValueError if it cannot be one token of a NATS subject."""
    if not is_token(text):
        message = f"{text[:80]!r} is not a name of 1 to 64 letters, digits, '_' or '-'"
        raise ValueError(message)
    return text


def new_id(prefix: str) -> str:
    """``prefix`` and 96 random bits in hexadecimal, for example ``video_3f…``."""
    return f"{prefix}_{secrets.token_hex(12)}"
