"""The sound of a place at a time of day and in its weather.

Made anew for the whole length of a film, so that nothing loops; as loud at the end as at the beginning; quiet, and
without attacks, so that it hides no contact.
"""

import numpy as np

from proto.timeline import Setting, Timeline
from services.audio.ambience import air, nature, town, waters
from services.audio.ambience.layers import Layer
from services.audio.ambience.weather import weather_layers
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo64, random_source, samples_in
from services.audio.scenes import heard_in

PLACES: dict[str, tuple[Layer, ...]] = {
    "meadow": (air.light_wind, nature.life),
    "field": (air.light_wind, nature.life),
    "park": (air.light_wind, nature.life),
    "forest": (nature.leaves, nature.life, nature.owl),
    "jungle": (nature.jungle,),
    "mountain": (air.height,),
    "clouds": (air.height,),
    "beach": (waters.waves,),
    "sea": (waters.swell,),
    "lake": (waters.lapping, nature.life),
    "underwater": (waters.under,),
    "desert": (air.desert_wind,),
    "snow": (air.desert_wind,),
    "street": (town.city,),
    "city": (town.city,),
    "rooftop": (town.above_the_city,),
    "room": (town.room_tone,),
    "kitchen": (town.kitchen,),
    "office": (town.office,),
    "studio": (town.studio,),
    "castle": (town.castle,),
    "court": (town.court,),
    "stadium": (town.stadium,),
    "market": (town.market,),
    "stage": (town.hall,),
    "theatre": (town.hall,),
    "space": (air.void,),
}
# Two places of a film do not have the same noise.
SEED_STEP = 7_919
# In such weather nothing sings.
SILENT_IN = ("rain", "storm", "blizzard")


def surroundings(timeline: Timeline, seed: int, beside: Setting | None = None) -> Stereo64:
    """The sound of a film's places, float64 [round(seconds x 48,000), 2]: each as long as it is seen.

    A place that is seen again goes on as if it had been there all the time. beside: what is heard from first to last.
    """
    total = np.zeros((samples_in(timeline.seconds), 2))
    if beside:
        scene = (beside.place, beside.time_of_day, timeline.seconds, seed - SEED_STEP, beside.weather)
        total += ambience(*scene)
    for i, (setting, level) in enumerate(heard_in(timeline)):
        heard = np.flatnonzero(level > 0)
        if not len(heard):
            continue
        first, last = int(heard[0]), int(heard[-1]) + 1
        seconds = (last - first) / SAMPLE_RATE_HZ
        sound = ambience(setting.place, setting.time_of_day, seconds, seed + SEED_STEP * i, setting.weather)
        total[first:last] += sound * level[first:last, None]
    return total


def ambience(place: str, time_of_day: str, seconds: float, seed: int, weather: str = "") -> Stereo64:
    """The sound of a place, float64 [round(seconds x 48,000), 2]. Unknown words give quiet, neutral air."""
    count = samples_in(seconds)
    source = random_source(seed, 11)
    place, time, weather = place.lower().replace("under water", "underwater"), time_of_day.lower(), weather.lower()
    layers = PLACES.get(place, (air.neutral_air,))
    if any(word in weather for word in SILENT_IN):
        layers = tuple(layer for layer in layers if layer not in (nature.life, nature.owl)) or (air.neutral_air,)
    sound = np.zeros((count, 2))
    for layer in (*layers, *weather_layers(weather, place)):
        sound += layer(source, count, time)
    return sound
