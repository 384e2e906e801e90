"""How large a WebP picture is, from its first bytes. It decodes nothing: a decoder takes memory for all of it first."""

HEAD_BYTES = 30
_SIZE_BITS = 14


def size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None of what is no WebP, or says nothing of its size. head: the first 30 bytes.

    RFC 9649, sections 2.7 and 3.4: ``VP8X`` has 24 bits a side, ``VP8L`` 14 bits, both less one; RFC 6386, section 9.1:
    ``VP8 `` has 14 bits a side, behind three bytes of its start code.
    """
    if len(head) < HEAD_BYTES or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    match head[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
        case b"VP8L":
            sides = int.from_bytes(head[21:25], "little")
            return 1 + _side(sides), 1 + _side(sides >> _SIZE_BITS)
        case b"VP8 ":
            return _side(int.from_bytes(head[26:28], "little")), _side(int.from_bytes(head[28:30], "little"))
    return None


def _side(bits: int) -> int:
    return bits & ((1 << _SIZE_BITS) - 1)
