"""Words that say what a picture would sound like: what strikes, what runs on, who calls, where and when it is.

Values, and how they are looked up: the first entry of which a word is found.
"""

import re
from collections.abc import Mapping

STRIKES = {
    "rubber": "balls? basketballs? footballs? soccer tennis volleyballs? tyres? tires? bounc(?:e|es|ing|y) trampoline",
    "metal": "metal(?:lic)? iron steel swords? armou?r robots? hammers? anvils? blacksmith bells? coins? pans?",
    "glass": "glass(?:es)? bottles? windows? crystals? shatter(?:s|ing)? vases? ice",
    "stone": "stones? rocks? bricks? boulders? marble ceramic plates? rubble",
    "plastic": "plastic toys? lego buckets? balloons? keyboards? typing",
    "wood": "wood(?:en)? box(?:es)? crates? doors? tables? chess blocks? drums? drummer barrels? knock(?:s|ing)?",
    "water": "splash(?:es|ing)? div(?:es?|ing) puddles? dolphins? whales? waterfalls?",
    "hoof": "horses? pon(?:y|ies) donkeys? deer cows? goats? zebras? gallop(?:s|ing)? camels?",
    "paw": "dogs? pupp(?:y|ies) cats? kittens? fox(?:es)? wolf wolves bears? lions? tigers? rabbits? squirrels?",
    "shoe": "walk(?:s|ing)? runs? running jog(?:s|ging)? march(?:es|ing)? danc(?:e|es|ing|er|ers) steps? m[ae]n "
    "wom[ae]n people persons? girls? boys? child(?:ren)? soldiers? skateboards?",
}
RUNS_ON = {
    "helicopter": "helicopters? chopper drones?",
    "plane": "(?:air)?planes? aircraft jets? airliner",
    "rocket": "rockets? spaceships? launch(?:es|ing)?",
    "train": "trains? locomotives? subway tram",
    "motorcycle": "motorcycles? motorbikes? scooters?",
    "bus": "bus(?:es)?",
    "truck": "trucks? lorr(?:y|ies) tractors? tanks? bulldozers?",
    "boat": "speedboats? motorboats? boats? ships? ferr(?:y|ies)",
    "drive": "cars? taxis? vehicles? driv(?:es?|ing) traffic racing",
    "fan": "(?:ceiling|electric|desk|standing|spinning|whirring)\\sfans? fan\\s(?:spins|turns|whirs|blows|runs)",
    "fire": "fires? campfires? flames? burn(?:s|ing)? bonfires? fireplaces? torch(?:es)? lava candles?",
    "applause": "applau(?:se|ds?) clap(?:s|ping)? ovation",
    "crowd": "crowds? audience stadium concert festival market cheer(?:s|ing)? protest parade",
    "cloth": "flags? parachutes? capes? sails? sailing kites? curtains? scarf banners?",
    "wings": "birds? eagles? owls? pigeons? gulls? seagulls? butterfl(?:y|ies) ducks? wings? flock hummingbirds?",
    "swim": "swim(?:s|ming|mer|mers)? kayaks? row(?:s|ing)? fish(?:es)? paddl(?:es?|ing)",
    "surf": "surf(?:s|ed|ing|er|ers)? surfboards?",
    "slide": "skat(?:e|es|ing|er|ers) ski(?:s|ing|er|ers)? sleds? sledding snowboard(?:s|ing|er)? slid(?:es?|ing)",
    "roll": "roll(?:s|ing)? marbles? wheels? bowling skateboards?",
}
PLACES = {
    "underwater": "underwater (?:under|beneath)\\s(?:the\\s)?(?:water|sea) coral reef seabed aquarium",
    "space": "space orbit planet galaxy astronauts? moon mars spaceship nebula",
    "clouds": "above\\sthe\\sclouds skydiv(?:e|ing) paraglid(?:er|ing)",
    "jungle": "jungle rainforest tropical amazon",
    "forest": "forests? woods? woodland trees pines?",
    "beach": "beach(?:es)? seaside shore coast surf(?:er|ing)?",
    "sea": "sea ocean waves ships? whales? sailing",
    "lake": "lake pond river stream",
    "mountain": "mountains? cliffs? summit peaks? canyon glacier",
    "desert": "deserts? dunes? sahara",
    "snow": "snow(?:y)? arctic tundra ski(?:ing|er)?",
    "rooftop": "rooftops? skyline skyscrapers? balcony",
    "street": "streets? roads? highway alley sidewalk traffic crosswalk",
    "city": "city cities downtown tokyo york paris london neon",
    "kitchen": "kitchen cook(?:s|ing)? chef restaurant",
    "office": "office desk computer meeting",
    "studio": "studio product packshot",
    "castle": "castle dungeon throne cathedral church cave",
    "stadium": "stadiums? grandstand bleachers",
    "market": "markets? bazaar fair(?:ground)? plaza",
    "court": "court gym arena",
    "stage": "stage theat(?:re|er) concert ballet",
    "room": "rooms? indoors? bedroom living apartment house classroom library",
    "meadow": "meadows? fields? grass park garden farm hills? countryside",
}
TIMES = {
    "night": "night midnight moonlight moonlit nocturnal stars starry neon",
    "evening": "evening dusk twilight sunset",
    "morning": "morning dawn sunrise",
}
WEATHER = {
    "storm": "storms? stormy thunderstorm hurricane lightning tempest",
    "heavy rain": "downpour pouring monsoon heavy\\srain",
    "rain": "rain(?:s|y|ing)? drizzl(?:e|es|ing)",
    "snowfall": "snowfall snowing blizzard snowflakes?",
    "fog": "fog(?:gy)? mist(?:y)? haze",
    "wind": "wind(?:y)? windswept gusts? breeze",
}


_BEASTS = "(?:lion(?:ess)?|tiger|dragon|bear|dinosaur|t-?rex|raptor|monster|beast|creature|godzilla|leopard|panther)s?"
_BIRDS = "(?:birds?|songbirds?|robins?|blackbirds?|nightingales?|canar(?:y|ies)|sparrows?|larks?|finch(?:es)?)"
_PEOPLE = "(?:crowd|audience|fans?|people|spectators|everyone|everybody|stadium|children|friends|guests)"
# Who calls, in words that say so; at most a few words stand between the animal and its verb.
CALLED = {
    "bark": r"bark(?:s|ed|ing)(?!\s(?:\w+\s)?(?:orders?|commands?))|dogs?\sbark|woof(?:s|ing)?|yap(?:s|ping)",
    "growl": r"(?<!engine )(?<!motor )(?<!stomach )(?:growl|snarl)(?:s|ed|ing)?",
    "howl": r"(?<!wind )(?<!winds )(?<!storm )howl(?:s|ed|ing)?",
    "meow": r"(?:meow|miaow)(?:s|ed|ing)?",
    "purr": r"(?<!engine )(?<!motor )(?<!car )purr(?:s|ed|ing)?",
    "neigh": r"neigh(?:s|ed|ing)?|whinn(?:y|ies|ied|ying)",
    "moo": r"moo(?:s|ed|ing)?",
    "bleat": r"bleat(?:s|ed|ing)?|baa(?:s|ing)?",
    "oink": r"oink(?:s|ing)?|pigs?\s(?:\w+\s){0,3}?grunt(?:s|ing)?",
    "quack": r"quack(?:s|ed|ing)|ducks?\squack",
    "crow": r"(?:rooster|cockerel|cock)s?\s(?:\w+\s){0,4}?crow(?:s|ed|ing)?|cock-a-doodle-doo",
    "caw": r"caw(?:s|ed|ing)?|(?:crow|raven)s?\scall(?:s|ing)?",
    "sing": rf"{_BIRDS}\s(?:\w+\s){{0,4}}?(?:sings?|singing|sang|tweet(?:s|ing)?|calls?|calling)|birdsong|"
    r"singing\sbirds?|(?<!crickets )(?<!cricket )(?:chirp|twitter)(?:s|ed|ing)?",
    "croak": r"croak(?:s|ed|ing)?|ribbit",
    "hiss": r"(?:snake|serpent|cobra|cat|kitten|raptor|dragon)s?\s(?:\w+\s){0,4}?hiss(?:es|ed|ing)?",
    "roar": rf"{_BEASTS}\s(?:[\w,]+\s){{0,6}}?roar(?:s|ed|ing)?|roaring\s{_BEASTS}|it\sroars",
    "screech": r"(?:raptor|dinosaur|dragon|hawk|eagle|falcon|owl|parrot)s?\s(?:\w+\s){0,4}?"
    r"(?:screech|shriek)(?:es|s|ed|ing)?",
    "trumpet": r"elephants?\s(?:\w+\s){0,5}?trumpet(?:s|ed|ing)",
}
# The kinds of things that call so, where a model says what is seen.
CALLERS = {
    "bark": ("dog",), "growl": ("dog", "bear", "raptor", "dragon"), "howl": ("dog",), "meow": ("cat",),
    "purr": ("cat",),
    "neigh": ("horse",), "moo": ("cow",), "bleat": (), "oink": (), "quack": ("duck",), "crow": ("bird",),
    "caw": ("bird",), "sing": ("bird",), "croak": (), "hiss": ("cat", "raptor", "dragon"),
    "roar": ("dragon", "bear", "raptor"), "screech": ("raptor", "dragon", "bird"), "trumpet": ("elephant",),
}  # fmt: skip
# What animals call as they leap at somebody.
SPRINGS = {"dog": "bark", "cat": "hiss", "bear": "roar", "raptor": "screech", "dragon": "roar"}
# What people together do.
REACTS = {
    "applause": r"applau(?:se|ds?|ding)|(?<!thunder )clap(?:s|ping)|ovation",
    "cheer": rf"{_PEOPLE}\s(?:\w+\s){{0,4}}?(?:cheer|roar|erupt)(?:s|ed|ing)?|goes\swild|cheering\s{_PEOPLE}",
    "laughter": r"(?:crowd|audience|people|children|friends|guests)\s(?:\w+\s){0,3}?laugh(?:s|ed|ing)?|laughter",
    "fire": r"crackl(?:es?|ing)",
}
THUNDERS = {"thunder": r"thunder(?:s|ing|claps?|\sclaps?|\srolls?|\srumbles?)?"}
_DOORS = r"(?:door|gate)s?\s(?:\w+\s){0,2}?"
_DOOR = r"(?:the|an?|his|her|their|its)\s(?:\w+\s){0,2}?(?:door|gate)"
# What happens once, at its place in the order of the words.
HAPPENS = {
    "door_opens": rf"{_DOORS}(?:opens?|opening|creaks?)|opens?\s{_DOOR}",
    "door_closes": rf"{_DOORS}(?:closes?|shuts?)|(?:closes?|shuts?)\s{_DOOR}",
    "door_slams": rf"{_DOORS}slam(?:s|med)?|slam(?:s|ming)?\s{_DOOR}",
    "knocks": rf"knock(?:s|ed|ing)?\s(?:\w+\s){{0,2}}?(?:on|at)\s{_DOOR}",
    "doorbell": r"doorbell",
    "opens": r"parachutes?\s(?:\w+\s){0,2}?opens?|opens?\s(?:the|a|his|her)\sparachute",
}


def named(words: str, table: Mapping[str, str]) -> str:
    """The entry of a table that a text names, "" if none: of several the one named first."""
    lower = words.lower()
    found = [
        (match.start(), name)
        for name, patterns in table.items()
        if (match := re.search(rf"\b(?:{'|'.join(patterns.split())})\b", lower))
    ]
    return min(found)[1] if found else ""
