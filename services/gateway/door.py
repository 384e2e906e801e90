"""What the gateway's handlers share: the outside, and the few things that are kept between requests."""

import asyncio
import weakref

from aiohttp import web
from msgspec import Struct

from services.gateway.auth import Keys
from services.gateway.percent import Floor
from services.gateway.presence import Presences
from services.gateway.projection import Projection
from services.room import Room
from services.run import App

PICTURES_AT_ONCE = 2
# Each lies in the folder for temporary files, for a moment twice.
CLIPS_AT_ONCE, CLIPS_LOOKED_AT_AT_ONCE = 8, 2


class Door(Struct, frozen=True, kw_only=True):
    """One gateway process. Nothing in it is lost with it. decoding: whose turn it is to have a picture decoded;
    uploading, looking: to send a clip, and to have it looked at.
    """

    app: App
    keys: Keys
    projection: Projection
    presences: Presences
    floor: Floor
    room: Room
    sockets: weakref.WeakSet[web.WebSocketResponse]
    decoding: asyncio.Semaphore
    uploading: asyncio.Semaphore
    looking: asyncio.Semaphore


def door(app: App) -> Door:
    """A gateway over ``app``; its projection and presences stand still until they are run."""
    return Door(
        app=app,
        keys=Keys(app.bus),
        projection=Projection(app.bus),
        presences=Presences(app.bus),
        floor=Floor(),
        room=Room(app.bus, app.store, app.settings),
        sockets=weakref.WeakSet(),
        decoding=asyncio.Semaphore(PICTURES_AT_ONCE),
        uploading=asyncio.Semaphore(CLIPS_AT_ONCE),
        looking=asyncio.Semaphore(CLIPS_LOOKED_AT_AT_ONCE),
    )
