"""The words of the grammar: every way in which it names a thing, a look, an action, a place, a time or a camera.

Tables only. `captions.py` makes sentences of them, and the tokenizer's vocabulary is all that they say.
"""

from services.renderer.animatic import world

Words = tuple[str, ...]

KIND_WORDS: dict[str, Words] = {
    "ball": ("ball", "ball", "ball", "sphere"),
    "box": ("box", "box", "cube", "crate", "block"),
    "balloon": ("balloon", "balloon", "toy balloon"),
    "man": ("man", "man", "man", "guy", "gentleman"),
    "woman": ("woman", "woman", "woman", "lady"),
    "child": ("child", "child", "kid"),
    "dog": ("dog", "dog", "dog", "puppy", "hound"),
    "cat": ("cat", "cat", "cat", "kitten", "kitty"),
    "horse": ("horse", "horse", "pony", "stallion"),
    "bird": ("bird", "bird", "songbird"),
    "car": ("car", "car", "car", "automobile"),
    "tree": ("tree", "tree"),
}
# Who wears a skirt or trousers may also be told by the noun.
GIRL_WORDS, BOY_WORDS = ("girl", "little girl", "young girl", "schoolgirl"), ("boy", "little boy", "young boy")
OLD_WORDS: dict[str, Words] = {
    "man": ("old man", "old man", "elderly man", "grandfather", "grandpa", "old gentleman"),
    "woman": ("old woman", "old woman", "elderly woman", "grandmother", "grandma", "old lady"),
}
KIND_PLURALS: dict[str, Words] = {
    "ball": ("balls", "balls", "spheres"),
    "box": ("boxes", "cubes", "crates", "blocks"),
    "balloon": ("balloons",),
    "man": ("men", "guys"),
    "woman": ("women", "ladies"),
    "child": ("children", "kids"),
    "dog": ("dogs", "puppies"),
    "cat": ("cats", "kittens"),
    "horse": ("horses", "ponies"),
    "bird": ("birds",),
    "car": ("cars",),
    "tree": ("trees",),
}
COLOUR_WORDS: dict[str, Words] = {name: (name,) for name in world.COLOURS} | {
    "red": ("red", "red", "red", "crimson"),
    "purple": ("purple", "violet"),
    "grey": ("grey", "gray"),
    "pink": ("pink", "pink", "rose"),
}
ANIMAL_COLOUR_WORDS: dict[str, Words] = {
    "orange": ("orange", "ginger", "golden"),
    "brown": ("brown", "brown", "chestnut"),
}
HAIR_WORDS: dict[str, Words] = {
    "black": ("black haired", "dark haired"),
    "brown": ("brown haired",),
    "blond": ("blond", "blonde", "blond haired", "fair haired"),
    "red": ("red haired", "ginger haired"),
    "grey": ("grey haired", "white haired"),
}
HAIR_TAILS: dict[str, Words] = {
    "black": ("with black hair", "with dark hair"),
    "brown": ("with brown hair",),
    "blond": ("with blond hair", "with blonde hair", "with fair hair"),
    "red": ("with red hair", "with ginger hair"),
    "grey": ("with grey hair", "with white hair"),
}
TOPS = ("shirt", "shirt", "jacket", "coat", "sweater", "t shirt", "jumper", "top", "hoodie", "pullover")
SKIRTS = ("dress", "dress", "dress", "skirt", "gown")
BOTTOMS: Words = ("trousers", "trousers", "pants", "jeans", "shorts")
HATS = ("with a hat", "wearing a hat", "in a hat", "with a cap", "wearing a cap")
SIZE_WORDS: dict[str, Words] = {
    "tiny": ("tiny", "little", "very small"),
    "small": ("small", "small", "smallish"),
    "medium": ("medium", "medium sized", "average"),
    "large": ("large", "big", "large"),
    "huge": ("huge", "giant", "enormous", "gigantic", "very large"),
}
PERSON_SIZE_WORDS: dict[str, Words] = {"small": ("short", "small"), "medium": (), "large": ("tall", "tall", "big")}
OTHER_SIZE_WORDS: dict[str, Words] = {
    "small": ("small", "small", "little", "tiny"),
    "medium": (),
    "large": ("large", "big", "big", "huge", "giant"),
}
MATERIAL_WORDS: dict[str, Words] = {
    "rubber": ("rubber", "rubber", "bouncy"),
    "wood": ("wooden", "wooden", "wood"),
    "metal": ("metal", "metal", "steel", "iron", "metallic"),
}
MATERIAL_TAILS: dict[str, Words] = {
    "rubber": ("made of rubber",),
    "wood": ("made of wood",),
    "metal": ("made of metal", "made of steel"),
}
PLACE_WORDS: dict[str, Words] = {
    "meadow": ("in a meadow", "in the meadow", "on a green meadow", "on the grass", "in a grassy field", "in a park",
               "in a field", "in the countryside", "on a lawn", "in the park", "in a garden"),
    "beach": ("on the beach", "on a beach", "on a sandy beach", "by the sea", "by the ocean", "at the seaside",
              "on the shore", "at the beach"),
    "desert": ("in the desert", "in a desert", "among sand dunes", "on the dunes", "in the sandy desert",
               "in a dry desert"),
    "snow": ("in the snow", "on the snow", "on a snowy field", "in a snowy landscape", "in the mountains in winter",
             "in a winter landscape", "on snowy ground"),
    "room": ("in a room", "in the living room", "indoors", "inside a house", "on the floor of a room", "in a bedroom",
             "at home", "inside a room"),
    "street": ("in the street", "in a street", "on the street", "in the city", "in a town",
               "on a city street", "in an old town", "downtown", "on the pavement"),
    "forest": ("in the forest", "in a forest", "in the woods", "among the trees", "in a dark forest", "in a wood"),
    "stage": ("on stage", "on a stage", "on the stage", "in a theatre", "on a theatre stage", "in front of a curtain",
              "in the spotlight", "in a show"),
}  # fmt: skip
# What goes along the ground may be said to cross the place rather than to be in it.
ACROSS_WORDS: dict[str, Words] = {
    "meadow": ("across the grass", "across the meadow", "across a field", "through the park"),
    "beach": ("across the beach", "along the beach", "along the shore"),
    "desert": ("across the desert", "across the dunes", "through the desert"),
    "snow": ("across the snow", "across the snowy ground", "through the snow"),
    "room": ("across the room", "across the floor", "through the room"),
    "street": ("across the street", "down the street", "along the street", "through the city", "through the town"),
    "forest": ("through the forest", "through the woods"),
    "stage": ("across the stage", "over the stage"),
}
TIME_WORDS: dict[str, Words] = {
    "day": ("during the day", "on a sunny day", "by day", "at noon", "in daylight", "in bright sunlight",
            "in the morning", "in the afternoon", "under a blue sky"),
    "sunset": ("at sunset", "at dusk", "in the evening", "at golden hour", "as the sun sets", "at sundown",
               "in the evening light"),
    "night": ("at night", "at midnight", "in the moonlight", "under the stars", "under the moon", "in the dark",
              "by moonlight"),
}  # fmt: skip
CAMERA_WORDS: dict[str, Words] = {
    "still": ("the camera is still", "static camera", "the camera does not move", "still camera", "fixed camera",
              "locked camera", "static shot"),
    "left": ("the camera pans left", "camera panning left", "camera pans to the left",
             "the camera pans slowly to the left", "pan left", "the camera moves left", "slow pan to the left"),
    "right": ("the camera pans right", "camera panning right", "camera pans to the right",
              "the camera pans slowly to the right", "pan right", "the camera moves right", "slow pan to the right"),
    "follow": ("the camera follows", "tracking shot", "the camera tracks", "following shot", "the camera moves along",
               "camera tracking sideways", "the camera follows along", "side tracking shot"),
}  # fmt: skip
ACTION_WORDS: dict[str, Words] = {
    "bounce": ("bounces", "is dropped", "falls", "falls and bounces", "is dropped and bounces", "drops to the ground",
               "bounces up and down", "falls down", "is bouncing", "falls to the ground", "bounces on the ground",
               "is falling"),
    "toss": ("is tossed up", "is thrown up", "is thrown into the air", "is tossed into the air", "jumps", "jumps up",
             "hops", "is tossed straight up", "flies up and comes down"),
    "roll": ("rolls", "is rolling", "rolls across the ground", "rolls along", "rolls along the ground", "rolls past"),
    "slide": ("slides", "is sliding", "slides across the ground", "slides along", "slides along the ground",
              "is pushed"),
    "throw": ("is thrown", "is thrown", "flies", "is tossed", "is thrown through the air", "flies through the air",
              "is hurled"),
    "stand": ("stands still", "rests", "is at rest", "does not move", "sits there", "lies still", "stands there",
              "is standing", "stands", "is waiting", "waits"),
    "walk": ("walks", "walks", "is walking", "strolls", "is strolling", "walks along", "takes a walk",
             "goes for a walk", "wanders", "marches", "strides", "walks by"),
    "run": ("runs", "runs", "is running", "jogs", "sprints", "is jogging", "races", "runs along", "is sprinting",
            "hurries", "rushes", "dashes"),
    "jump": ("jumps", "jumps", "is jumping", "jumps up and down", "leaps", "hops", "is hopping", "keeps jumping",
             "jumps for joy", "leaps into the air"),
    "sit": ("sits", "is sitting", "sits on the ground", "is seated", "sits down", "sits and waits", "sits quietly"),
    "dance": ("dances", "dances", "is dancing", "dances happily", "is dancing around", "dances to the music"),
    "wave": ("waves", "waves", "is waving", "waves hello", "waves a hand", "waves goodbye", "greets us",
             "waves at the camera"),
    "fly": ("flies", "flies", "is flying", "soars", "glides", "flies by", "is flying around", "flaps its wings"),
    "float": ("floats", "floats", "is floating", "drifts", "rises", "hovers", "floats in the air", "is drifting"),
    "drive": ("drives", "drives", "is driving", "drives along", "drives past", "rolls along", "races"),
}  # fmt: skip
ANIMAL_RUN = ("runs", "runs", "is running", "races", "gallops", "dashes", "bounds along", "is galloping")
PLURAL_ACTION_WORDS: dict[str, Words] = {
    "bounce": ("bounce", "bounce", "are dropped", "fall", "fall and bounce", "are bouncing", "fall to the ground",
               "bounce up and down"),
    "toss": ("are tossed up", "are thrown up", "jump", "are thrown into the air", "hop"),
    "roll": ("roll", "are rolling", "roll across the ground", "roll along the ground"),
    "slide": ("slide", "are sliding", "slide across the ground"),
    "throw": ("are thrown", "fly", "fly through the air", "are tossed"),
    "stand": ("stand still", "rest", "do not move", "are at rest", "lie still", "are standing", "stand", "wait"),
    "walk": ("walk", "walk", "are walking", "stroll", "walk along"),
    "run": ("run", "run", "are running", "race", "run along"),
    "jump": ("jump", "jump", "are jumping", "jump up and down", "leap"),
    "sit": ("sit", "are sitting", "sit on the ground"),
    "dance": ("dance", "dance", "are dancing"),
    "wave": ("wave", "are waving", "wave hello"),
    "fly": ("fly", "fly", "are flying", "soar"),
    "float": ("float", "are floating", "drift", "rise"),
    "drive": ("drive", "are driving", "drive along"),
}  # fmt: skip
THEN_WORDS: dict[str, Words] = {
    "stand": ("stops", "stands still", "comes to a stop", "stays there"),
    "wave": ("waves", "stops and waves", "waves at us"),
    "jump": ("jumps", "stops and jumps", "jumps up and down", "starts to jump"),
    "sit": ("sits down", "sits", "stops and sits down"),
    "dance": ("dances", "starts to dance", "starts dancing", "begins to dance"),
}
THEN_JOINS = (" and then ", ", then ", " and ", " and finally ")
DIRECTION_WORDS: dict[int, Words] = {
    -1: ("to the left", "to the left", "left", "leftwards", "towards the left", "from right to left",
         "from the right to the left"),
    1: ("to the right", "to the right", "right", "rightwards", "towards the right", "from left to right",
        "from the left to the right"),
}  # fmt: skip
PACE_WORDS: dict[str, Words] = {
    "slow": ("slowly", "gently", "softly"),
    "fast": ("fast", "quickly", "at high speed", "rapidly", "hard"),
    "high": ("from high up", "from a great height", "high"),
    "low": ("from low down", "from a small height", "low"),
}
HIT_WORDS = ("hits", "hits", "collides with", "bumps into", "knocks into", "runs into", "strikes", "crashes into",
             "smashes into", "slams into", "knocks against")  # fmt: skip
HIT_ROLLING: dict[str, Words] = {
    "roll": ("rolls into", "rolls and hits", "rolls towards", "rolls and collides with", "rolls and bumps into"),
    "slide": ("slides into", "slides and hits", "slides towards", "slides and collides with", "slides and bumps into"),
}
TOWARDS = ("rolls towards", "slides towards", "moves towards", "runs towards")
THEN_HIT = ("and hits it", "and bumps into it", "and crashes into it", "and they collide", "until they collide")
MEET_WORDS = ("collide", "collide", "collide", "collide with each other", "collide head on", "are colliding", "meet",
              "meet", "meet in the middle", "crash", "crash into each other", "crash into one another",
              "crash together", "bump into each other", "bump into one another", "run into each other",
              "hit each other", "knock against each other", "smash into each other", "strike each other",
              "come together and collide", "roll towards each other and collide",
              "slide towards each other and collide",
              "move towards each other and crash", "come together until they meet")  # fmt: skip
MEET_OPENINGS = ("a collision between", "a collision of")
WITH_WORDS: dict[str, Words] = {
    "walk": ("walk together", "walk side by side", "walk next to each other", "are walking together", "go for a walk"),
    "run": ("run together", "run side by side", "run next to each other", "are running together"),
}
WITH_JOINS: dict[str, Words] = {
    "walk": ("walks with", "walks next to", "walks beside", "is walking with", "takes a walk with"),
    "run": ("runs with", "runs next to", "runs beside", "is running with", "races"),
}
CHASE_WORDS = ("chases", "chases", "runs after", "is chasing", "hunts", "follows")
COUNT_WORDS: dict[int, Words] = {2: ("two", "two", "a pair of", "2"), 3: ("three", "three", "3")}
JOINS = (" and ", " while ", ", ", ", and ", ". ", " as ", ", while ")
OPENINGS = ("a video of", "a shot of", "a clip of", "footage of", "a film of", "a cinematic shot of",
            "an animation of", "wide shot of", "a scene with", "a short film of")  # fmt: skip
FILLERS = ("and then", "then", "there is", "we see", "watch", "its", "it", "with", "scene", "view", "close", "up",
           "please", "make", "show", "me", "something", "someone", "object", "thing", "things", "outside", "beautiful",
           "nice", "warm", "soft", "light", "shadow", "sky", "clouds", "sun", "moon", "stars", "grass", "sand", "sea",
           "waves", "ground", "floor", "wall", "window", "colourful", "high quality", "realistic", "happy", "cute",
           "cartoon", "style", "young", "lovely", "his", "her", "their", "he", "she", "they", "who")  # fmt: skip

assert set(KIND_WORDS) == set(KIND_PLURALS) == set(world.KINDS)
assert set(COLOUR_WORDS) == set(world.COLOURS)
assert set(HAIR_WORDS) == set(HAIR_TAILS) == set(world.HAIR)
assert set(SIZE_WORDS) == set(world.SIZES)
assert set(MATERIAL_WORDS) == set(world.MATERIALS)
assert set(PLACE_WORDS) == set(ACROSS_WORDS) == set(world.PLACES)
assert set(TIME_WORDS) == set(world.TIMES_OF_DAY)
assert set(ACTION_WORDS) == set(PLURAL_ACTION_WORDS) == set(world.ACTIONS)
