"""The words of the grammar for where, when, in what weather and how something is filmed.

Tables only; `captions.py` makes sentences of them.
"""

from services.renderer.animatic import world

Words = tuple[str, ...]

PLACE_WORDS: dict[str, Words] = {
    "meadow": ("in a meadow", "in the meadow", "on a green meadow", "on the grass", "in a grassy field", "in a park",
               "in a field", "in the countryside", "on a lawn", "in the park", "in a garden", "in the hills"),
    "beach": ("on the beach", "on a beach", "on a sandy beach", "by the sea", "by the ocean", "at the seaside",
              "on the shore", "at the beach", "on the coast"),
    "desert": ("in the desert", "in a desert", "among sand dunes", "on the dunes", "in the sandy desert",
               "in a dry desert"),
    "snow": ("in the snow", "on the snow", "on a snowy field", "in a snowy landscape", "in the mountains in winter",
             "in a winter landscape", "on snowy ground"),
    "room": ("in a room", "in the living room", "indoors", "inside a house", "on the floor of a room", "in a bedroom",
             "at home", "inside a room", "on a wooden floor", "on the floor", "on the wooden floor"),
    "street": ("in the street", "in a street", "on the street", "in the city", "in a town",
               "on a city street", "in an old town", "downtown", "on the pavement", "in the streets of a city"),
    "forest": ("in the forest", "in a forest", "in the woods", "among the trees", "in a dark forest", "in a wood"),
    "stage": ("on stage", "on a stage", "on the stage", "in a theatre", "on a theatre stage", "in front of a curtain",
              "in the spotlight", "in a show"),
    "rooftop": ("on a rooftop", "on the rooftop", "on a roof", "on the roof", "above the city", "on top of a building",
                "on the roofs of the city", "in front of a city skyline"),
    "jungle": ("in the jungle", "in a jungle", "in the rainforest", "in a tropical forest", "among the palms"),
    "mountain": ("in the mountains", "on a mountain", "on a mountain path", "in the alps", "on a rocky ridge",
                 "high in the mountains", "among mountain peaks"),
    "kitchen": ("in the kitchen", "in a kitchen", "in a modern kitchen"),
    "studio": ("in a studio", "in the studio", "in a photo studio", "against a plain background",
               "on a white background", "product shot"),
    "lake": ("on a lake", "in the lake", "on the lake", "on a river", "on the water", "in a pond", "in the pool"),
    "sea": ("at sea", "in the sea", "on the ocean", "on the open sea", "in the ocean", "on the waves", "on the sea",
            "on a rough sea"),
    "underwater": ("under water", "underwater", "under the sea", "below the surface", "in an aquarium",
                   "at the bottom of the sea", "on a coral reef", "among corals"),
    "clouds": ("above the clouds", "in the clouds", "in the sky", "high in the sky", "over the clouds"),
    "castle": ("in a castle", "in front of a castle", "in a castle courtyard", "in the courtyard",
               "at an old fortress", "in a medieval village"),
    "space": ("in space", "on the moon", "in outer space", "on a strange planet", "on mars", "among the stars"),
    "court": ("on a basketball court", "in a gym", "on the court", "in a sports hall", "in a stadium", "in the arena"),
    "office": ("in an office", "in the office", "in a classroom", "at work", "in a library"),
}  # fmt: skip
# Places with nobody in them, which is then what is filmed.
LANDSCAPE_WORDS: dict[str, Words] = {
    "meadow": ("a meadow", "a green meadow", "a grassy field", "a park", "a field", "the countryside", "a garden",
               "green hills", "grass", "a field of flowers", "a landscape"),
    "beach": ("a beach", "the beach", "a sandy beach", "waves on a beach", "waves roll in on the shore", "the shore",
              "the coast", "waves on the shore", "waves break on the beach", "a tropical beach"),
    "desert": ("a desert", "the desert", "sand dunes", "the dunes", "a sandy desert", "a desert landscape"),
    "snow": ("a snowy landscape", "a snowy field", "a winter landscape", "a snowy day", "a winter day", "snowy hills"),
    "room": ("a room", "a living room", "a bedroom", "the living room", "an old room"),
    "street": ("a street", "a city street", "the city", "a city", "a town", "an old town", "the streets of a city",
               "a street in the city"),
    "forest": ("a forest", "the forest", "a dark forest", "the woods", "trees in a forest", "a wood"),
    "stage": ("a stage", "a theatre stage", "a theatre", "a stage with a curtain", "the stage"),
    "rooftop": ("a rooftop", "a rooftop above the city", "the roofs of a city", "a city from a rooftop",
                "the skyline of a city", "a city skyline"),
    "jungle": ("a jungle", "the jungle", "the rainforest", "a tropical forest", "palms in a jungle"),
    "mountain": ("mountains", "the mountains", "a mountain", "the alps", "a mountain landscape", "a rocky ridge",
                 "mountain peaks", "a mountain range"),
    "kitchen": ("a kitchen", "a modern kitchen", "the kitchen"),
    "studio": ("a studio", "a photo studio", "a plain background", "a white background"),
    "lake": ("a lake", "a lake in the mountains", "a river", "a pond", "the water of a lake", "a calm lake"),
    "sea": ("the sea", "the ocean", "the open sea", "waves on the sea", "ocean waves", "waves", "a rough sea"),
    "underwater": ("a coral reef", "an underwater landscape", "the bottom of the sea", "the underwater world",
                   "corals under water"),
    "clouds": ("clouds", "a sea of clouds", "the sky above the clouds", "the sky", "clouds in the sky",
               "clouds drift by"),
    "castle": ("a castle courtyard", "the courtyard of a castle", "a medieval village", "an old fortress"),
    "space": ("outer space", "the surface of the moon", "a strange planet", "the stars in space", "the surface of mars",
              "a planet"),
    "court": ("a basketball court", "a gym", "a stadium", "a sports hall", "an arena"),
    "office": ("an office", "a classroom", "a library", "the office"),
}  # fmt: skip
EMPTY_WORDS = ("empty", "empty", "empty", "deserted", "lonely", "quiet", "peaceful", "abandoned", "calm")
NOBODY_WORDS = ("nobody is there", "with nobody there", "no people", "without people", "nobody", "there is nobody",
                "nobody around", "with nobody in it", "nothing moves", "no one is there")  # fmt: skip
NOBODY_OPENINGS = ("nobody", "there is nobody", "nobody is", "nothing", "there is nothing", "no one is")
# What goes along the ground may be said to cross the place rather than to be in it.
ACROSS_WORDS: dict[str, Words] = {
    "meadow": ("across the grass", "across the meadow", "across a field", "through the park"),
    "beach": ("across the beach", "along the beach", "along the shore"),
    "desert": ("across the desert", "across the dunes", "through the desert"),
    "snow": ("across the snow", "across the snowy ground", "through the snow"),
    "room": ("across the room", "across the floor", "through the room"),
    "street": (
        "across the street",
        "down the street",
        "along the street",
        "through the city",
        "through the town",
        "through the streets",
    ),
    "forest": ("through the forest", "through the woods"),
    "stage": ("across the stage", "over the stage"),
    "rooftop": ("across the roof", "over the rooftops"),
    "jungle": ("through the jungle", "through the rainforest"),
    "mountain": ("over the mountain", "along a mountain path", "through the mountains"),
    "kitchen": ("through the kitchen", "across the kitchen"),
    "studio": ("through the studio", "across the studio"),
    "lake": ("across the lake", "over the lake", "across the water"),
    "sea": ("across the sea", "over the ocean", "over the waves"),
    "underwater": ("through the water", "past a coral reef"),
    "clouds": ("through the clouds", "across the sky", "through the sky"),
    "castle": ("across the courtyard", "through the castle"),
    "space": ("across the moon", "through space"),
    "court": ("across the court", "through the gym"),
    "office": ("through the office", "across the classroom"),
}
# Where things go that fall or are thrown there.
INTO_WORDS: dict[str, Words] = {
    "lake": ("into the lake", "into a lake", "into the lake", "into the river", "into a pond", "into the pool"),
    "sea": ("into the sea", "into the ocean", "into the sea", "into the waves"),
}
TIME_WORDS: dict[str, Words] = {
    "day": ("during the day", "on a sunny day", "by day", "at noon", "in daylight", "in bright sunlight",
            "in the morning", "in the afternoon", "under a blue sky"),
    "sunset": ("at sunset", "at dusk", "in the evening", "at golden hour", "as the sun sets", "at sundown",
               "in the evening light"),
    "night": ("at night", "at midnight", "in the moonlight", "under the stars", "under the moon", "in the dark",
              "by moonlight"),
    "dawn": ("at dawn", "at sunrise", "at daybreak", "as the sun rises", "early in the morning"),
    "neon": ("in neon light", "under neon lights", "with neon signs", "lit by neon", "with neon lighting",
             "in a neon glow"),
}  # fmt: skip
CAMERA_WORDS: dict[str, Words] = {
    "still": ("the camera is still", "static camera", "the camera does not move", "still camera", "fixed camera",
              "locked camera", "static shot"),
    "left": ("the camera pans left", "camera panning left", "camera pans to the left",
             "the camera pans slowly to the left", "pan left", "the camera moves left", "slow pan to the left",
             "dolly left", "slow dolly left"),
    "right": ("the camera pans right", "camera panning right", "camera pans to the right",
              "the camera pans slowly to the right", "pan right", "the camera moves right", "slow pan to the right",
              "dolly right", "slow dolly right"),
    "follow": ("the camera follows", "tracking shot", "the camera tracks", "following shot", "the camera moves along",
               "camera tracking sideways", "the camera follows along", "side tracking shot"),
    "up": ("the camera tilts up", "tilt up", "camera tilting upwards", "the camera rises", "crane up"),
    "down": ("the camera tilts down", "tilt down", "camera tilting downwards", "the camera sinks", "crane down"),
    "in": ("the camera zooms in", "zoom in", "slow zoom in", "the camera zooms in slowly", "zooming in",
           "camera zooms in", "the lens zooms in", "a slow zoom in"),
    "out": ("the camera zooms out", "zoom out", "slow zoom out", "the camera zooms out slowly", "zooming out",
            "camera zooms out", "the lens zooms out", "a slow zoom out"),
    "orbit": ("the camera orbits", "orbit shot", "the camera circles around", "orbiting camera", "arc shot",
              "the camera goes around"),
    "handheld": ("handheld camera", "handheld", "shaky camera", "handheld shot", "filmed on a phone",
                 "handheld footage", "shaky footage"),
    "drone": ("drone shot", "aerial shot", "drone footage", "aerial view", "flying camera", "the camera flies over",
              "filmed by a drone"),
    "dolly_in": ("the camera dollies in", "dolly in", "slow dolly in", "slow push in", "push in",
                 "the camera pushes in", "the camera moves closer", "camera moves in", "the camera tracks in",
                 "the camera comes closer", "the camera moves forward", "dolly forward", "dolly shot",
                 "the camera approaches"),
    "dolly_out": ("the camera dollies out", "dolly out", "slow dolly out", "the camera pulls back", "pull back",
                  "slow pull back", "camera moves away", "the camera moves back", "the camera tracks back",
                  "dolly back", "pull out", "the camera pulls away"),
}  # fmt: skip
WEATHER_WORDS: dict[str, Words] = {
    "clear": ("in clear weather", "under a clear sky"),
    "fog": ("in the fog", "in thick fog", "in the mist", "on a foggy day", "in morning mist", "foggy", "misty"),
    "rain": ("in the rain", "in heavy rain", "on a rainy day", "while it rains", "it is raining", "rainy",
             "rain falls", "it rains"),
    "snowfall": ("while it snows", "in falling snow", "in a snowfall", "it is snowing", "snow is falling",
                 "snowflakes fall", "it snows", "snow falls", "the snow falls"),
    "wind": ("in the wind", "on a windy day", "in strong wind", "windy", "the wind blows", "in a breeze"),
    "storm": ("in a storm", "in a thunderstorm", "during a storm", "with lightning", "stormy", "thunder and lightning"),
    "fire": ("with fire", "in flames", "with flames", "among flames", "surrounded by fire", "everything burns",
             "a fire burns", "with explosions"),
}  # fmt: skip
# What a place is called for its weather, unless that is seen from inside; snow is a place of its own.
WEATHERED: dict[str, Words] = {
    "fog": ("foggy", "misty"), "rain": ("rainy",), "snowfall": ("snowy",), "wind": ("windy",), "storm": ("stormy",),
}  # fmt: skip
UNWEATHERED = (*world.INDOORS, "underwater", "space", "meadow", "snow")
STYLE_WORDS: dict[str, Words] = {
    "plain": (),
    "cinematic": ("cinematic", "cinematic style", "cinematic look", "like a movie", "shot on film", "35mm film",
                  "anamorphic", "anamorphic lens", "16mm film", "8mm film", "70mm film"),
    "anime": ("anime", "anime style", "in anime style", "japanese animation", "manga style"),
    "watercolour": ("watercolour", "watercolor", "watercolour style", "watercolor painting", "as a watercolour",
                    "painted in watercolour"),
    "noir": ("noir", "film noir", "black and white", "noir style", "in black and white"),
    "comic": ("comic", "comic book style", "comic style", "like a comic book", "pop art", "cartoon", "cartoon style"),
    "clay": ("clay", "claymation", "clay animation", "made of clay", "stop motion", "plasticine"),
    "pixel": ("pixel art", "8 bit", "retro game style", "pixel art style", "like an old video game"),
    "blueprint": ("blueprint", "blueprint style", "as a blueprint", "technical drawing", "line drawing"),
    "documentary": ("documentary", "documentary style", "like a documentary", "nature documentary", "news footage"),
    "realistic": ("realistic", "photorealistic", "realistic style", "realistic light", "realistic lighting",
                  "in realistic light", "natural light", "natural lighting", "in natural light", "available light",
                  "lifelike", "true to life", "photo realistic", "hyperrealistic", "live action", "as in real life"),
}  # fmt: skip
PALETTE_WORDS: dict[str, Words] = {
    "natural": (),
    "warm": ("warm colours", "warm tones", "warm colors", "in warm colours", "warm palette"),
    "cool": ("cool colours", "cold colours", "cool tones", "cold tones", "blue tones", "cool palette"),
    "pastel": ("pastel colours", "pastel colors", "in pastel", "soft pastel tones", "pastel palette"),
    "sepia": ("sepia", "sepia tones", "like an old photograph", "in sepia"),
    "vivid": ("vivid colours", "vivid colors", "bright colours", "saturated colours", "vibrant colours"),
}
VIEW_WORDS: dict[str, Words] = {
    "full": ("full shot",),
    "wide": ("wide shot", "extreme wide shot", "wide view", "long shot", "establishing shot", "from far away"),
    "medium": ("medium shot", "medium close up", "mid shot", "waist up", "half length"),
    "close": ("close up", "closeup", "close up shot", "extreme close up", "tight shot", "close view"),
}  # fmt: skip
ANGLE_WORDS: dict[str, Words] = {
    "level": ("eye level",),
    "low": ("low angle", "from below", "low angle shot", "low camera", "worm's eye view"),
    "high": ("high angle", "from above", "high angle shot", "bird's eye view", "high camera", "top view"),
}
LENS_WORDS: dict[str, Words] = {
    "normal": ("normal lens", "50mm lens", "35mm lens", "50mm", "standard lens", "50 mm lens", "35 mm lens", "35mm",
               "40mm lens"),
    "wide": ("wide angle lens", "wide angle", "24mm lens", "24mm", "28mm lens", "28mm", "ultra wide angle",
             "ultra wide lens", "wide lens", "wide angle shot", "16mm lens", "18mm lens", "20mm lens", "24 mm lens",
             "28 mm lens", "shot with a wide angle lens"),
    "telephoto": ("telephoto lens", "telephoto", "long lens", "135mm lens", "200mm lens", "telephoto shot", "135mm",
                  "200mm", "100mm lens", "70mm lens", "300mm lens", "long lens shot", "135 mm lens", "200 mm lens",
                  "shot with a telephoto lens", "compressed perspective"),
    "fisheye": ("fisheye lens", "fisheye", "fish eye lens", "fisheye shot", "fisheye view", "8mm lens",
                "ultra wide fisheye", "shot with a fisheye lens", "barrel distortion"),
}  # fmt: skip
# What says of a lens and of something else at once: telephoto and shallow, close and shallow, handheld and fisheye.
PORTRAIT_WORDS = ("85mm lens", "85mm", "portrait lens", "85mm portrait lens", "85 mm lens", "105mm lens",
                  "telephoto lens with a blurred background", "telephoto bokeh",
                  "long lens with shallow depth of field")  # fmt: skip
MACRO_WORDS = ("macro shot", "macro lens", "macro", "extreme macro", "macro close up",
               "close up with shallow depth of field", "close up with bokeh", "close up with a blurred background",
               "tight shot with a soft background", "extreme close up with shallow depth of field")  # fmt: skip
GOPRO_WORDS = ("gopro", "gopro footage", "gopro shot", "action camera", "action cam footage", "filmed with a gopro",
               "handheld fisheye", "handheld camera with a fisheye lens", "helmet camera", "body camera")  # fmt: skip
SHALLOW_WORDS = ("shallow depth of field", "blurred background", "bokeh", "soft background", "out of focus background",
                 "shallow focus")  # fmt: skip
SLOW_WORDS = ("in slow motion", "slow motion", "slow mo", "in slow mo")
LAPSE_WORDS = ("time lapse", "timelapse", "in time lapse", "a time lapse", "as a time lapse", "hyperlapse")
TITLE_WORDS = ("with the title quote", "title quote", "the title quote appears", "text quote on screen",
               "with a title quote", "quote is written across the screen")  # fmt: skip

assert set(PLACE_WORDS) == set(ACROSS_WORDS) == set(LANDSCAPE_WORDS) == set(world.PLACES)
assert set(TIME_WORDS) == set(world.TIMES_OF_DAY)
assert set(CAMERA_WORDS) == set(world.CAMERAS)
assert set(WEATHER_WORDS) == set(world.WEATHERS)
assert set(STYLE_WORDS) == set(world.STYLES)
assert set(PALETTE_WORDS) == set(world.PALETTES)
assert set(VIEW_WORDS) == set(world.VIEWS)
assert set(ANGLE_WORDS) == set(world.ANGLES)
assert set(LENS_WORDS) == set(world.LENSES)
