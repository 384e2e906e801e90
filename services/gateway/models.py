"""``GET /models``: what can be asked for, as the operator's models file says, and what it costs."""

from typing import Any

from aiohttp import web

from proto.prices import quote
from services.catalogue import Catalogue, Model, parse_size
from services.gateway import answer, errors
from services.gateway.answer import reply
from services.gateway.auth import Caller
from services.gateway.door import Door


async def listed(door: Door, _: Caller, __: web.Request) -> web.Response:
    """Every model by its public name."""
    catalogue = door.app.catalogue
    data = [_shape(name, model, catalogue) for name, model in catalogue.models.items()]
    return reply(answer.listing(data, has_more=False))


async def retrieve(door: Door, _: Caller, request: web.Request) -> web.Response:
    """One model by its public name or an alias."""
    name = request.match_info["model"]
    model = door.app.catalogue.find(name)
    if model is None:
        raise errors.invalid(
            f"The model '{name[:80]}' does not exist.", param="model", code="model_not_found", status=404
        )
    return reply(_shape(name, model, door.app.catalogue))


def _shape(name: str, model: Model, catalogue: Catalogue) -> dict[str, Any]:
    prices = {size: _prices(model, size, catalogue) for size in model.sizes}
    return {
        "id": name,
        "object": "model",
        "created": 0,
        "owned_by": "matinee",
        "matinee": {
            "sizes": model.sizes,
            "seconds": [str(seconds) for seconds in model.seconds],
            "side_max": model.side_max,
            "seconds_max": model.seconds_max,
            "fps": model.fps,
            "steps": model.steps,
            "guidance": model.guidance,
            "cuts": model.cuts,
            "sources": model.sources,
            "own_sound": model.own_sound,
            "clips": model.clips,
            "aliases": model.aliases,
            "credits": prices,
        },
    }


def _prices(model: Model, size: str, catalogue: Catalogue) -> dict[str, int]:
    """Credits for one shot of each length."""
    width, height = parse_size(size)
    return {
        str(seconds): quote(catalogue.prices, seconds=seconds, width=width, height=height, shots=1)
        for seconds in model.seconds
    }
