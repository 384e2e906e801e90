"""Which picture is a storyboard, and what its panels make of the order: one shot for each, which take their time.

A storyboard is what the client calls so. Of a picture that came in OpenAI's field, which knows no roles, the prompt
tells; a picture that merely has lines in it is a first frame.
"""

import re

from msgspec.structs import replace

from proto.job import Request
from services.gateway import errors
from services.gateway.references import Picture, Plain

PANELS_MAX = 12
_CALLED_SO = re.compile(r"\b(?:story[ -]?boards?|(?:comic|manga) (?:strips?|pages?))\b", re.IGNORECASE)


def may_be(picture: Picture, wanted: Request) -> bool:
    """Whether it is worth looking for panels in a picture."""
    if picture.role == "storyboard":
        return True
    return picture.param == "input_reference" and (wanted.shots > 1 or _is_called_so(wanted))


def paired(picture: Picture, plain: Plain, wanted: Request) -> tuple[Request, Plain]:
    """The order with a shot for each panel, and the picture in its role. Raises ApiError for too many panels.

    ``input_reference`` is a storyboard if it has several panels, and the prompt calls it so or tells as many shots.
    """
    count = len(plain.panels)
    is_board = picture.role == "storyboard" or (count > 1 and (count == wanted.shots or _is_called_so(wanted)))
    if not is_board:
        return wanted, replace(plain, panels=())
    if count > PANELS_MAX:
        message = f"Invalid '{picture.name}': the storyboard has {count} panels; at most {PANELS_MAX} are taken."
        raise errors.invalid(message, param=picture.param, code="too_many_panels")
    if count > wanted.seconds:
        message = (
            f"Invalid '{picture.name}': the storyboard has {count} panels, and each takes a second at least; "
            f"it needs {count} seconds, not {wanted.seconds}."
        )
        raise errors.invalid(message, param="seconds", code="too_many_panels")
    return replace(wanted, shots=max(wanted.shots, count)), replace(plain, role="storyboard")


def _is_called_so(wanted: Request) -> bool:
    return _CALLED_SO.search(wanted.prompt) is not None
