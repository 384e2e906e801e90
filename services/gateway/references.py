"""Pictures that come with an order: found in its fields, decoded at arm's length, stored beside the video.

It fetches nothing from anywhere: a picture comes in the request, as a file or as a data URL.
"""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from proto.job import ROLE_OF, Panel, Reference, Role
from services import confined
from services.confined import UnfitError
from services.gateway import errors
from services.gateway.parse import Upload
from services.store import Store, upload_prefix

BYTES_MAX = 20 * 1024 * 1024
DECODE_S_MAX = 20.0
REFERENCES_MAX = 3
_CHILD = "services.gateway.picture_child"


class Picture(Struct, frozen=True, kw_only=True):
    """A picture as it was sent, what it is for, the field that it came in, and which of those there it is."""

    role: Role
    data: bytes
    param: str

    @property
    def name(self) -> str:
        """What errors call it."""
        return _name(self.param, self.role)


class Plain(Struct, frozen=True, kw_only=True):
    """A picture as an RGB PNG, and what it is for. panels: where those of a storyboard are."""

    role: Role
    data: bytes
    panels: tuple[Panel, ...] = ()


def found(fields: dict[str, Any]) -> list[Picture]:
    """The pictures in ``input_reference`` and in ``references``, a list of ``{role, image_url}``. Raises ApiError."""
    pictures = []
    if fields.get("input_reference") is not None:
        data = _bytes(fields["input_reference"], "input_reference", "first_frame")
        pictures.append(Picture(role="first_frame", data=data, param="input_reference"))
    others = fields.get("references") or []
    if not isinstance(others, list) or not all(isinstance(each, dict) for each in others):
        raise errors.invalid("'references' is a list of {role, image_url}.", param="references", code="invalid_type")
    for place, each in enumerate(others):
        role = ROLE_OF.get(said) if isinstance(said := each.get("role", ""), str) else None
        if role is None:
            roles = ", ".join(f"'{name}'" for name in ROLE_OF)
            message = f"Invalid role in 'references[{place}]': {said!r:.80}. Supported roles are: {roles}."
            raise errors.invalid(message, param="references", code="invalid_value")
        data = _bytes(each.get("image", each), "references", role)
        pictures.append(Picture(role=role, data=data, param="references"))
    if len(pictures) > REFERENCES_MAX or len({picture.role for picture in pictures}) < len(pictures):
        raise errors.invalid("Each role may have one picture.", param="references", code="invalid_value")
    if {"first_frame", "storyboard"} <= {picture.role for picture in pictures}:
        message = "A storyboard's first panel is the first frame; give one or the other."
        raise errors.invalid(message, param="references", code="invalid_value")
    return pictures


def _name(param: str, role: Role) -> str:
    """What errors call a picture: ``references`` may have several."""
    return f"{param}[{role}]" if param == "references" else param


def _bytes(value: Any, param: str, role: Role) -> bytes:
    """The bytes of one picture, sent as a file or as ``{"image_url": "data:..."}``."""
    name = _name(param, role)
    fields = value if isinstance(value, dict) else {}
    address, file_id = fields.get("image_url"), fields.get("file_id")
    if address is not None and file_id is not None:
        message = f"Invalid '{name}': give an image_url alone; there is a file_id too, and files are not kept here."
        raise errors.invalid(message, param=param, code="invalid_value")
    if isinstance(value, Upload):
        data = value.data
    elif isinstance(address, str):
        data = _from_url(address, param, name)
    elif file_id is not None:
        message = f"'{name}': files are not kept here; send the picture itself, as a file or as a data URL."
        raise errors.invalid(message, param=param, code="unsupported_parameter")
    else:
        message = f"Invalid type for '{name}': expected a file, or an object with an image_url."
        raise errors.invalid(message, param=param, code="invalid_type")
    if not data or len(data) > BYTES_MAX:
        message = f"Invalid '{name}': a picture has 1 to {BYTES_MAX} bytes, this has {len(data)}."
        raise errors.invalid(message, param=param, code="invalid_image")
    return data


def _from_url(url: str, param: str, name: str) -> bytes:
    head, comma, body = url.partition(",")
    if not url.startswith("data:") or not comma or not head.endswith(";base64"):
        message = f"Invalid '{name}': send the picture as a file or as a data URL (data:image/png;base64,...)."
        raise errors.invalid(message, param=param, code="invalid_image_url")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise errors.invalid(f"Invalid '{name}': its base64 is damaged.", param=param, code="invalid_image") from error


async def plain(picture: Picture, *, divided: bool = False) -> Plain:
    """The picture as an RGB PNG, decoded in a process of its own, and if it is to be divided, its panels.

    Raises ApiError if it cannot be used.
    """
    asked = ("panels",) if divided else ()
    try:
        out = await confined.run(_CHILD, *asked, wait_s=DECODE_S_MAX, given=picture.data)
    except UnfitError as error:
        message = f"Invalid '{picture.name}': {error}."
        raise errors.invalid(message, param=picture.param, code="invalid_image") from error
    panels, _, data = out.partition(b"\n")
    return Plain(role=picture.role, data=data, panels=msgspec.json.decode(panels, type=tuple[Panel, ...]))


async def keep(store: Store, account: str, video: str, pictures: Sequence[Plain]) -> tuple[Reference, ...]:
    """Store plain pictures for a video that is about to be ordered. The same again changes nothing."""
    kept = []
    for each in pictures:
        key = f"{upload_prefix(account, video)}{each.role}.png"
        picture = await store.put_bytes(key, each.data, "image/png")
        kept.append(Reference(role=each.role, picture=picture, panels=each.panels))
    return tuple(kept)
