"""The places: for each a function that paints it as layers, far things first.

Every painter takes a canvas, the light and the time of day; the same arguments give the same bits. None knows what
happens on the stage.
"""

from collections.abc import Callable

from services.renderer.animatic.backdrop import Canvas, Layer
from services.renderer.animatic.light import Light
from services.renderer.animatic.places.beach import beach
from services.renderer.animatic.places.castle import castle
from services.renderer.animatic.places.clouds import clouds
from services.renderer.animatic.places.court import court
from services.renderer.animatic.places.desert import desert
from services.renderer.animatic.places.forest import forest
from services.renderer.animatic.places.jungle import jungle
from services.renderer.animatic.places.kitchen import kitchen
from services.renderer.animatic.places.lake import lake
from services.renderer.animatic.places.meadow import meadow
from services.renderer.animatic.places.mountain import mountain
from services.renderer.animatic.places.office import office
from services.renderer.animatic.places.rooftop import rooftop
from services.renderer.animatic.places.room import room
from services.renderer.animatic.places.sea import sea
from services.renderer.animatic.places.snow import snow
from services.renderer.animatic.places.space import space
from services.renderer.animatic.places.stage import stage
from services.renderer.animatic.places.street import street
from services.renderer.animatic.places.studio import studio
from services.renderer.animatic.places.underwater import underwater

PAINTERS: dict[str, Callable[[Canvas, Light, str], list[Layer]]] = {
    "meadow": meadow,
    "beach": beach,
    "desert": desert,
    "snow": snow,
    "room": room,
    "street": street,
    "forest": forest,
    "stage": stage,
    "kitchen": kitchen,
    "rooftop": rooftop,
    "sea": sea,
    "lake": lake,
    "underwater": underwater,
    "mountain": mountain,
    "jungle": jungle,
    "studio": studio,
    "castle": castle,
    "clouds": clouds,
    "space": space,
    "court": court,
    "office": office,
}
