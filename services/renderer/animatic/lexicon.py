"""The words that captions are made of: phrases by kind, colour, place, action and meeting.

Tables only: `captions.py` makes sentences of them, and no prompt is ever looked up here.
"""

from services.renderer.animatic.world import COLOURS

KIND_WORDS = {"ball": ("ball", "ball", "ball", "sphere"), "box": ("box", "box", "cube", "crate", "block")}
KIND_PLURALS = {"ball": ("balls", "balls", "spheres"), "box": ("boxes", "cubes", "crates", "blocks")}
COLOUR_WORDS = {name: (name,) for name in COLOURS} | {"red": ("red", "red", "crimson"), "purple": ("purple", "violet")}
SIZE_WORDS = {
    "tiny": ("tiny", "little", "very small"),
    "small": ("small", "small", "smallish"),
    "medium": ("medium", "medium sized", "average"),
    "large": ("large", "big", "large"),
    "huge": ("huge", "giant", "enormous", "gigantic", "very large"),
}
MATERIAL_WORDS = {
    "rubber": ("rubber", "rubber", "bouncy"),
    "wood": ("wooden", "wooden", "wood"),
    "metal": ("metal", "metal", "steel", "iron", "metallic"),
}
MATERIAL_TAILS = {"rubber": ("made of rubber",), "wood": ("made of wood",), "metal": ("made of metal", "made of steel")}
PLACE_WORDS = {
    "meadow": ("in a meadow", "in the meadow", "on a green meadow", "on the grass", "in a grassy field", "in a park",
               "in a field", "in the countryside", "on a lawn"),
    "beach": ("on the beach", "on a beach", "on a sandy beach", "by the sea", "by the ocean", "at the seaside",
              "on the shore", "at the beach"),
    "desert": ("in the desert", "in a desert", "among sand dunes", "on the dunes", "in the sandy desert",
               "in a dry desert"),
    "snow": ("in the snow", "on the snow", "on a snowy field", "in a snowy landscape", "in the mountains in winter",
             "in a winter landscape", "on snowy ground"),
    "room": ("in a room", "in the living room", "indoors", "inside a house", "on the floor of a room", "in a bedroom",
             "at home", "inside a room"),
}  # fmt: skip
TIME_WORDS = {
    "day": ("during the day", "on a sunny day", "by day", "at noon", "in daylight", "in bright sunlight",
            "in the morning", "in the afternoon", "under a blue sky"),
    "sunset": ("at sunset", "at dusk", "in the evening", "at golden hour", "as the sun sets", "at sundown",
               "in the evening light"),
    "night": ("at night", "at midnight", "in the moonlight", "under the stars", "under the moon", "in the dark",
              "by moonlight"),
}  # fmt: skip
# What rolls or slides may be said to cross the place rather than to be in it.
ACROSS_WORDS = {
    "meadow": ("across the grass", "across the meadow", "across a field"),
    "beach": ("across the beach", "across the sand by the sea"),
    "desert": ("across the desert", "across the dunes"),
    "snow": ("across the snow", "across the snowy ground"),
    "room": ("across the room", "across the floor"),
}
CAMERA_WORDS: dict[str, tuple[str, ...]] = {
    "still": ("the camera is still", "static camera", "the camera does not move", "still camera", "fixed camera",
              "locked camera", "static shot"),
    "left": ("the camera pans left", "camera panning left", "camera pans to the left",
             "the camera pans slowly to the left", "pan left", "the camera moves left", "slow pan to the left"),
    "right": ("the camera pans right", "camera panning right", "camera pans to the right",
              "the camera pans slowly to the right", "pan right", "the camera moves right", "slow pan to the right"),
}  # fmt: skip
ACTION_WORDS = {
    "bounce": ("bounces", "is dropped", "falls", "falls and bounces", "is dropped and bounces", "drops to the ground",
               "bounces up and down", "falls down", "is bouncing", "falls to the ground", "bounces on the ground",
               "is falling"),
    "toss": ("is tossed up", "is thrown up", "is thrown into the air", "is tossed into the air", "jumps", "jumps up",
             "hops", "is tossed straight up", "flies up and comes down"),
    "roll": ("rolls", "is rolling", "rolls across the ground", "rolls along", "rolls along the ground", "rolls across"),
    "slide": ("slides", "is sliding", "slides across the ground", "slides along", "slides along the ground",
              "is pushed", "slides across"),
    "throw": ("is thrown", "is thrown", "flies", "is tossed", "is thrown through the air", "flies through the air",
              "is hurled"),
    "stand": ("stands still", "rests", "is at rest", "does not move", "sits there", "lies still", "stands there",
              "is standing", "is sitting on the ground", "sits still", "waits"),
}  # fmt: skip
PLURAL_ACTION_WORDS = {
    "bounce": ("bounce", "bounce", "are dropped", "fall", "fall and bounce", "are bouncing", "fall to the ground",
               "bounce up and down"),
    "toss": ("are tossed up", "are thrown up", "jump", "are thrown into the air", "hop"),
    "roll": ("roll", "are rolling", "roll across the ground", "roll along the ground", "roll across"),
    "slide": ("slide", "are sliding", "slide across the ground", "slide across"),
    "throw": ("are thrown", "fly", "fly through the air", "are tossed"),
    "stand": ("stand still", "rest", "do not move", "are at rest", "lie still", "are standing", "sit there"),
}  # fmt: skip
DIRECTION_WORDS = {
    -1: ("to the left", "to the left", "left", "leftwards", "towards the left", "from right to left"),
    1: ("to the right", "to the right", "right", "rightwards", "towards the right", "from left to right"),
}
PACE_WORDS: dict[str, tuple[str, ...]] = {
    "slow": ("slowly", "gently", "softly"),
    "fast": ("fast", "quickly", "at high speed", "rapidly", "hard"),
    "high": ("from high up", "from a great height", "high"),
    "low": ("from low down", "from a small height", "low"),
}
HIT_WORDS = ("hits", "hits", "collides with", "bumps into", "knocks into", "runs into", "strikes", "crashes into",
             "smashes into", "slams into", "knocks against")  # fmt: skip
HIT_ROLLING: dict[str, tuple[str, ...]] = {
    "roll": ("rolls into", "rolls and hits", "rolls towards", "rolls and collides with", "rolls and bumps into"),
    "slide": ("slides into", "slides and hits", "slides towards", "slides and collides with", "slides and bumps into"),
}
TOWARDS = ("rolls towards", "slides towards", "moves towards", "runs towards")
THEN_HIT = ("and hits it", "and bumps into it", "and crashes into it", "and they collide", "until they collide")
MEET_WORDS = ("collide", "collide", "collide", "collide with each other", "collide head on", "are colliding", "meet",
              "meet", "meet in the middle", "crash", "crash into each other", "crash into one another",
              "crash together",
              "bump into each other", "bump into one another", "run into each other", "hit each other",
              "knock against each other", "smash into each other", "strike each other", "come together and collide",
              "roll towards each other and collide", "slide towards each other and collide",
              "move towards each other and crash", "come together until they meet")  # fmt: skip
MEET_OPENINGS = ("a collision between", "a collision of")
COUNT_WORDS = {2: ("two", "two", "a pair of", "2"), 3: ("three", "three", "3")}
JOINS = (" and ", " while ", ", ", ", and ", ". ", " as ", ", while ")
OPENINGS = ("a video of", "a shot of", "a clip of", "footage of", "a film of", "a cinematic shot of",
            "an animation of", "wide shot of", "a scene with", "a short film of")  # fmt: skip
FILLERS = ("and then", "then", "there is", "we see", "watch", "its", "it", "with", "scene", "view", "close", "up",
           "please", "make", "show", "me", "something", "someone", "object", "thing", "things", "outside", "beautiful",
           "nice", "warm", "soft", "light", "shadow", "sky", "clouds", "sun", "moon", "stars", "grass", "sand", "sea",
           "waves", "ground", "floor", "wall", "window", "colourful", "high quality", "realistic",
           "cartoon", "style")  # fmt: skip
