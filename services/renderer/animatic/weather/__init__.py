"""Weather: what it does to light and place (`air.py`), and what is seen of it in every frame.

Effects are functions of a frame and how it is seen, which they change in place; the same arguments give the same bits.
None knows what happens on the stage.
"""

from msgspec import Struct
from msgspec.structs import replace

from services.renderer.animatic.weather.air import air_of, veiled, weathered
from services.renderer.animatic.weather.falling import Embers, Leaves, Rain, Snow
from services.renderer.animatic.weather.fire import Fire
from services.renderer.animatic.weather.fog import Fog
from services.renderer.animatic.weather.lightning import Lightning, lightning_s
from services.renderer.animatic.weather.sight import Effect, Sight
from services.renderer.animatic.weather.wet import Wet, mirror
from services.renderer.animatic.weather.wind import blown_m, drifted_m, wind

__all__ = [
    "Effect", "Effects", "Sight", "air_of", "blown_m", "drifted_m", "effects_of", "falls_outside", "lightning_s",
    "mirror", "veiled", "weathered", "wind",
]  # fmt: skip
# Fog hides so much, behind and before the stage.
BEHIND, BEFORE = 0.55, 0.34


class Effects(Struct, frozen=True, kw_only=True):
    """What is drawn of a weather: in the sky, before anything stands in front of it; behind the things; over them. wet:
    whether they are mirrored in the ground.
    """

    sky: Lightning | None = None
    behind: tuple[Effect, ...] = ()
    over: tuple[Effect, ...] = ()
    wet: bool = False

    @property
    def dry(self) -> "Effects":
        """The same over ground that mirrors nothing."""
        return replace(self, behind=tuple(each for each in self.behind if not isinstance(each, Wet)), wet=False)


def falls_outside(weather: str) -> Effect | None:
    """What falls in a weather, as it is seen through the windows of a room."""
    if weather in ("rain", "storm"):
        return Rain(weather, 1.0)
    return Snow(weather) if weather == "snowfall" else None


def effects_of(weather: str, ground_near: float, seed: int, seconds: float, *, indoors: bool) -> Effects:
    """The effects of a weather. ground_near: how near the ground begins; seed: of what happens by chance, the same for
    the same scene.
    """
    if weather == "fire":
        return Effects(behind=(Fire(),), over=(Embers(),))
    if weather == "fog":
        thin = 0.4 if indoors else 1.0
        return Effects(behind=(Fog(0.62, thin * BEHIND, 94),), over=(Fog(1.35, thin * BEFORE, 95),))
    if indoors:
        return Effects(over=(Lightning(seed, seconds).over,)) if weather == "storm" else Effects()
    if weather == "rain":
        return Effects(behind=(Wet(ground_near),), over=(Rain(weather, 1.0),), wet=True)
    if weather == "storm":
        sky = Lightning(seed, seconds)
        return Effects(sky=sky, behind=(Wet(ground_near),), over=(Rain(weather, 1.7), sky.over), wet=True)
    if weather == "snowfall":
        return Effects(over=(Snow(weather),))
    if weather == "wind":
        return Effects(over=(Leaves(weather),))
    return Effects()
