"""The words of the grammar for who and what there is, and what it looks like.

Tables only. `nouns.py` makes noun phrases of them; `deeds.py` and `scenery.py` have the words for everything else.
"""

from services.renderer.animatic import kinds, world

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
    "robot": ("robot", "robot", "android", "humanoid robot"),
    "astronaut": ("astronaut", "astronaut", "spaceman", "cosmonaut"),
    "rabbit": ("rabbit", "rabbit", "bunny", "hare"),
    "cow": ("cow", "cow", "bull"),
    "elephant": ("elephant",),
    "bear": ("bear", "bear", "grizzly"),
    "duck": ("duck", "duck", "duckling"),
    "fish": ("fish", "fish", "goldfish"),
    "shark": ("shark", "shark", "great shark"),
    "butterfly": ("butterfly", "butterfly", "moth"),
    "raptor": ("raptor", "dinosaur", "velociraptor"),
    "dragon": ("dragon",),
    "bus": ("bus", "bus", "coach"),
    "truck": ("truck", "truck", "lorry"),
    "bicycle": ("bicycle", "bike", "bicycle"),
    "skateboard": ("skateboard",),
    "boat": ("boat", "boat", "ship", "sailing boat", "sailboat"),
    "plane": ("plane", "airplane", "plane", "aeroplane"),
    "rocket": ("rocket", "rocket", "spaceship"),
    "helicopter": ("helicopter", "helicopter", "chopper"),
    "train": ("train", "train", "locomotive"),
    "bottle": ("bottle", "bottle", "glass bottle"),
    "cup": ("cup", "mug", "cup", "coffee cup"),
    "umbrella": ("umbrella", "umbrella", "parasol"),
    "lamp": ("lamp", "lamp", "floor lamp"),
    "fan": ("fan", "fan", "electric fan"),
    "backpack": ("backpack", "backpack", "rucksack"),
    "guitar": ("guitar",),
    "sword": ("sword", "sword", "blade"),
    "parachute": ("parachute",),
    "flag": ("flag", "flag", "banner"),
    "chair": ("chair",),
    "table": ("table", "table", "desk"),
    "house": ("house", "house", "cottage"),
    "tower": ("tower",),
    "castle": ("castle", "castle", "fortress"),
    "hoop": ("hoop", "basketball hoop", "backboard with a hoop", "basket"),
    "flower": ("flower", "flower", "rose", "tulip"),
    "snowman": ("snowman",),
    "surfboard": ("surfboard",),
}
SPORT_WORDS: dict[str, Words] = {
    "basketball": ("basketball",),
    "football": ("football", "soccer ball", "football"),
    "tennis": ("tennis ball",),
}
SPORT_PLURALS: dict[str, Words] = {
    "basketball": ("basketballs",), "football": ("footballs", "soccer balls"), "tennis": ("tennis balls",),
}  # fmt: skip
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
    "man": ("men", "guys", "people", "people"),
    "woman": ("women", "ladies"),
    "child": ("children", "kids"),
    "dog": ("dogs", "puppies"),
    "cat": ("cats", "kittens"),
    "horse": ("horses", "ponies"),
    "bird": ("birds",),
    "car": ("cars",),
    "tree": ("trees",),
    "robot": ("robots", "androids"), "astronaut": ("astronauts",), "rabbit": ("rabbits", "bunnies"),
    "cow": ("cows",), "elephant": ("elephants",), "bear": ("bears",), "duck": ("ducks", "ducklings"),
    "fish": ("fish", "fishes"), "shark": ("sharks",), "butterfly": ("butterflies",),
    "raptor": ("raptors", "dinosaurs"), "dragon": ("dragons",), "bus": ("buses",), "truck": ("trucks",),
    "bicycle": ("bicycles", "bikes"), "skateboard": ("skateboards",), "boat": ("boats", "ships"),
    "plane": ("planes", "airplanes"), "rocket": ("rockets", "spaceships"), "helicopter": ("helicopters",),
    "train": ("trains",), "bottle": ("bottles",), "cup": ("cups", "mugs"), "umbrella": ("umbrellas",),
    "lamp": ("lamps",), "fan": ("fans",), "backpack": ("backpacks",), "guitar": ("guitars",), "sword": ("swords",),
    "parachute": ("parachutes",), "flag": ("flags", "banners"), "chair": ("chairs",), "table": ("tables",),
    "house": ("houses",), "tower": ("towers",), "castle": ("castles",), "hoop": ("hoops",),
    "flower": ("flowers", "roses", "tulips"), "snowman": ("snowmen",),
    "surfboard": ("surfboards",),
}  # fmt: skip
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
GOGGLES = ("with goggles", "wearing goggles", "with glasses", "wearing glasses", "in sunglasses",
           "with sunglasses")  # fmt: skip
MOOD_WORDS: dict[str, Words] = {
    "smile": ("smiling", "happy", "smiling", "cheerful"),
    "laugh": ("laughing",),
    "surprise": ("surprised", "astonished"),
    "fear": ("scared", "frightened", "afraid", "terrified"),
    "sad": ("sad", "crying", "unhappy"),
}
MOOD_TAILS: dict[str, Words] = {
    "smile": ("with a smile", "with a happy face"),
    "laugh": ("with a laugh",),
    "surprise": ("with a surprised look", "with a surprised face"),
    "fear": ("with fear", "with a frightened look"),
    "sad": ("with a sad look", "with a sad face"),
}
# The text itself is not read by the network, only that there is one; it stands as "quote".
LETTERING = ("that says quote", "with the word quote", "with the words quote", "reading quote", "with a logo quote",
             "with the logo quote", "with the text quote", "with quote on it", "labelled quote")  # fmt: skip
# How somebody is spoken of who was met before.
PRONOUNS: dict[str, Words] = {"man": ("he",), "woman": ("she",), "child": ("he", "she")}
IT: Words = ("it",)
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

assert set(KIND_WORDS) == set(KIND_PLURALS) == set(kinds.KINDS)
assert set(SPORT_WORDS) == set(SPORT_PLURALS) == set(world.SPORTS)
assert set(COLOUR_WORDS) == set(world.COLOURS)
assert set(HAIR_WORDS) == set(HAIR_TAILS) == set(world.HAIR)
assert set(MOOD_WORDS) == set(MOOD_TAILS) == set(world.MOODS)
assert set(SIZE_WORDS) == set(kinds.SIZES)
assert set(MATERIAL_WORDS) == set(world.MATERIALS)
