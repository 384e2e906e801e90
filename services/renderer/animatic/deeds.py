"""The words of the grammar for what happens: deeds, manners and meetings.

Tables only. `captions.py` makes sentences of them; `lexicon.py` has the words for who and what there is, `scenery.py`
those for where, when and how it is filmed.
"""

from services.renderer.animatic import kinds, world

Words = tuple[str, ...]

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
    "swim": ("swims", "swims", "is swimming", "swims along", "glides through the water", "swims by"),
    "talk": ("talks", "talks", "is talking", "speaks", "is speaking", "says quote", "talks to us", "says quote",
             "tells a story", "talks to the camera", "explains something", "sings", "is singing"),
    "ride": ("rides", "is riding"),
    "fall": ("falls down", "falls over", "trips and falls", "stumbles and falls", "slips", "slips and falls",
             "collapses", "lies down"),
    "flip": ("does a flip", "does a backflip", "does a somersault", "flips", "is doing flips", "turns a somersault"),
    "spin": ("spins", "spins around", "is spinning", "turns around", "twirls", "rotates", "is rotating", "whirls"),
    "topple": ("topples over", "tips over", "falls over", "topples", "is knocked over", "tumbles over", "collapses"),
    "look": ("looks around", "is looking around", "looks left and right", "looks at us", "looks into the camera",
             "turns to the camera", "watches"),
    "launch": ("launches", "lifts off", "takes off", "blasts off", "is launched", "rises into the sky", "starts"),
    "pitch": ("throws", "kicks"),
    "swing": ("swings", "swings", "is swinging", "sits on a swing", "is on a swing", "plays on a swing",
              "swings on a swing", "swings back and forth", "swings to and fro"),
    "open": ("opens", "is opened", "is opening", "unfolds"),
    "catch": ("catches",),
    "dive": ("dives", "dives", "dives into the water", "is diving", "dives in", "jumps into the water",
             "dives head first into the water", "leaps into the water", "jumps off a diving board", "high dives",
             "dives off a board", "takes a dive", "plunges into the water"),
    "ambush": ("ambushes", "lurks"),
    "sink": ("sinks", "goes under"),
}  # fmt: skip
ANIMAL_RUN = ("runs", "runs", "is running", "races", "gallops", "dashes", "bounds along", "is galloping")
# Some kinds have verbs of their own for what others do too.
OWN_WORDS: dict[tuple[str, str], Words] = {
    ("boat", "drive"): ("sails", "sails", "is sailing", "sails along", "glides along", "sails by", "drives"),
    ("boat", "stand"): ("rocks on the waves", "lies at anchor", "floats", "rests"),
    ("train", "drive"): ("drives", "passes", "rushes by", "rolls by", "races", "is driving", "passes by"),
    ("skateboard", "drive"): ("rolls", "rolls along", "is rolling", "drives"),
    ("surfboard", "drive"): ("glides over the waves", "rides a wave", "surfs", "is carried by a wave"),
    ("rabbit", "run"): ("hops", "hops along", "runs", "is hopping", "runs"),
    ("flag", "wave"): ("waves", "flutters", "waves in the wind", "is waving", "flutters in the wind", "flies"),
    ("parachute", "float"): ("floats down", "floats", "is floating down", "glides down", "sinks", "comes down"),
    ("parachute", "open"): (
        "opens",
        "opens and floats down",
        "falls and opens",
        "is opened",
        "falls and then opens",
        "unfolds",
    ),
    ("dragon", "fly"): ("flies", "soars", "is flying", "glides", "flaps its wings", "circles"),
    ("fan", "spin"): ("spins", "turns", "is running", "runs", "is spinning", "blows", "is on"),
    ("raptor", "run"): ("runs", "charges", "attacks", "is running", "hunts", "rushes"),
    ("plane", "fly"): ("flies", "flies by", "is flying", "flies past", "passes", "soars"),
    ("helicopter", "fly"): ("flies", "hovers", "is flying", "flies by", "is hovering"),
    ("butterfly", "fly"): ("flutters", "flies", "flutters around", "is flying", "dances in the air"),
    ("astronaut", "float"): ("floats", "is floating", "floats in space", "drifts", "hovers"),
}
PLURAL_OWN_WORDS: dict[tuple[str, str], Words] = {
    ("boat", "drive"): ("sail", "are sailing", "sail along"),
    ("flag", "wave"): ("wave", "flutter", "wave in the wind"),
    ("rabbit", "run"): ("hop", "run", "are hopping"),
    ("fan", "spin"): ("spin", "turn", "run"),
    ("butterfly", "fly"): ("flutter", "fly", "are flying"),
}
# What balls and boxes do in water, or on their way there.
WET_WORDS: dict[str, Words] = {
    "float": ("floats", "floats", "is floating", "floats on the water", "floats in the water", "bobs up and down",
              "bobs on the water", "drifts", "is drifting", "bobs on the waves", "floats on the surface", "is afloat",
              "lies in the water", "drifts on the water", "bobs", "swims", "bounces on the waves",
              "rocks on the waves"),
    "sink": ("sinks", "sinks", "is sinking", "goes under", "sinks to the bottom", "sinks like a stone", "goes down",
             "disappears under the water", "sinks below the surface", "goes down in the water", "drowns"),
    "fall": ("falls", "falls into the water", "drops into the water", "is dropped into the water", "plunges in",
             "splashes into the water", "falls in", "plunges into the water", "is dropped", "drops in", "splashes in",
             "lands in the water", "hits the water", "bounces", "falls with a splash", "lands with a splash",
             "is dropped in", "falls down into the water"),
    "throw": ("is thrown into the water", "is thrown in", "flies into the water", "is tossed into the water",
              "is thrown", "is hurled into the water", "is kicked into the water", "flies", "lands in the water",
              "splashes into the water"),
    "toss": ("is tossed up", "is thrown up and falls into the water", "is tossed up and lands in the water",
             "is tossed into the air and splashes into the water", "is thrown into the air", "jumps",
             "flies up and falls into the water"),
}  # fmt: skip
PLURAL_WET_WORDS: dict[str, Words] = {
    "float": ("float", "float", "are floating", "float on the water", "bob up and down", "drift", "bob on the waves"),
    "sink": ("sink", "sink", "are sinking", "go under", "sink to the bottom", "go down"),
    "fall": ("fall", "fall into the water", "are dropped into the water", "splash into the water", "drop in",
             "plunge into the water"),
    "throw": ("are thrown into the water", "fly into the water", "are tossed into the water", "are thrown in"),
    "toss": ("are tossed up", "are thrown up and fall into the water", "are tossed up and land in the water"),
}  # fmt: skip
MOOD_VERBS: dict[str, Words] = {
    "smile": ("smiles", "is smiling", "smiles at us", "looks happy"),
    "laugh": ("laughs", "is laughing", "laughs out loud"),
    "surprise": ("looks surprised", "is surprised", "gasps", "is astonished"),
    "fear": ("looks scared", "is afraid", "is scared", "trembles", "screams"),
    "sad": ("cries", "is crying", "looks sad", "is sad", "weeps"),
}
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
    "swim": ("swim", "are swimming", "swim along"),
    "talk": ("talk", "are talking", "speak", "sing", "talk to each other", "chat"),
    "ride": ("ride",),
    "fall": ("fall down", "fall over", "slip", "lie down"),
    "flip": ("do flips", "do somersaults", "do backflips", "flip"),
    "spin": ("spin", "spin around", "turn around", "twirl", "are spinning"),
    "topple": ("topple over", "tip over", "fall over", "topple"),
    "look": ("look around", "look at us", "look into the camera", "watch"),
    "launch": ("launch", "lift off", "take off"),
    "pitch": ("throw",),
    "swing": ("swing", "are swinging", "sit on swings", "swing back and forth"),
    "open": ("open", "are opened", "unfold"),
    "catch": ("catch",),
    "dive": ("dive", "dive into the water", "are diving", "jump into the water", "dive in"),
    "ambush": ("ambush",),
    "sink": ("sink", "go under"),
}  # fmt: skip
THEN_WORDS: dict[str, Words] = {
    "stand": ("stops", "stands still", "comes to a stop", "stays there"),
    "wave": ("waves", "stops and waves", "waves at us"),
    "jump": ("jumps", "stops and jumps", "jumps up and down", "starts to jump"),
    "sit": ("sits down", "sits", "stops and sits down"),
    "dance": ("dances", "starts to dance", "starts dancing", "begins to dance"),
    "talk": ("talks", "says quote", "starts to talk", "speaks to us", "begins to sing"),
    "fall": ("falls", "falls down", "slips and falls", "trips"),
    "look": ("looks around", "looks at us", "turns to the camera"),
    "float": ("floats", "floats", "comes up again", "bobs up again", "keeps floating", "floats on the water",
              "does not sink", "drifts away", "bobs up and down", "stays afloat"),
    "sink": ("sinks", "sinks", "goes under", "disappears", "sinks to the bottom", "sinks like a stone",
             "goes down", "is gone", "disappears under the water", "does not come up again"),
}  # fmt: skip
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
CHASE_WORDS = ("chases", "chases", "runs after", "is chasing", "hunts", "follows", "attacks")
RIDE_JOINS = ("rides", "rides", "is riding", "on", "riding", "sits on", "rides on")
RIDDEN_WORDS: dict[str, Words] = {
    "walk": ("", "", "at a walk"), "run": ("", "at a gallop", "fast"), "drive": ("", "", "along"),
    "fly": ("", "through the air", "in flight"),
}  # fmt: skip
# Who hangs under a parachute does not ride it.
HANGS_WORDS: dict[str, Words] = {
    "float": (
        "floats down under",
        "hangs under",
        "glides down with",
        "comes down with",
        "floats to the ground with",
        "with",
    ),
    "open": ("opens", "falls and opens", "is falling and opens", "jumps and opens", "opens up"),
}
# What the rider of a board does is its own verb.
BOARD_WORDS: dict[str, Words] = {
    "skateboard": ("skates", "skateboards", "is skateboarding", "is skating"),
    "surfboard": ("surfs", "surfs", "is surfing", "surfs a wave", "rides a wave", "surfs on a big wave",
                  "is riding a huge wave", "rides the waves", "goes surfing"),
}  # fmt: skip
CARRY_WORDS: dict[str, Words] = {
    "umbrella": ("with", "under", "holding", "carrying"), "backpack": ("with", "wearing", "carrying"),
    "guitar": ("with", "playing", "holding", "plays"), "sword": ("with", "holding", "swinging", "carrying"),
    "balloon": ("with", "holding", "carrying"), "cup": ("with", "holding", "drinking from", "carrying"),
    "flag": ("with", "carrying", "holding", "waving"), "bottle": ("with", "holding", "drinking from", "carrying"),
}  # fmt: skip
OPENS_WORDS = ("opens", "opens", "is opening", "opening", "who opens")
PITCH_WORDS = ("throws", "throws", "is throwing", "tosses", "hurls", "kicks", "kicks", "shoots", "is kicking")
AMBUSH_WORDS = ("ambushes", "ambushes", "ambushes", "pounces on", "jumps out at", "leaps out at", "lies in wait for",
                "lurks and attacks", "waits and pounces on", "attacks from an ambush", "springs at",
                "hides and ambushes", "surprises", "sneaks up on")  # fmt: skip
HIDES_WORDS = ("hides behind", "lurks behind", "waits behind", "lies in wait behind", "is hiding behind",
               "crouches behind")  # fmt: skip
# Where somebody is, or goes past: by whether they are behind something else.
PASSING_WORDS: dict[bool, Words] = {
    True: ("behind", "behind", "past behind", "along behind"),
    False: ("in front of", "in front of", "past in front of"),
}  # fmt: skip
STAYING_WORDS: dict[bool, Words] = {True: ("behind",), False: ("in front of",)}
FROM_BEHIND = ("jumps out from behind", "leaps out from behind", "springs from behind", "bursts out from behind")
CATCH_WORDS = ("catches", "catches", "catches", "is catching", "reaches out and catches", "grabs")
COMES_WORDS = ("flies through the air", "is thrown", "flies", "comes flying")
CAUGHT_JOINS = ("and is caught by", "to", "into the hands of")
WHO_CATCHES = ("", "", " who catches it", ", who catches it", " and it is caught")
HOOP_WORDS: dict[str, Words] = {
    "score": ("goes into", "flies into", "falls through", "drops into", "goes through", "goes in at", "lands in",
              "flies through"),
    "miss": ("bounces off", "hits", "hits the backboard of", "misses", "bounces off the backboard of", "rebounds off",
             "comes back off"),
}  # fmt: skip
# How a throw at a hoop is told: aimed, and how it ends.
AIMED_WORDS: dict[str, Words] = {"score": ("into", "into", "through", "at"), "miss": ("at", "at", "at", "towards")}
ENDED_WORDS: dict[str, Words] = {
    "score": (" and scores", " and it goes in", " and hits", " and makes it"),
    "miss": (" and misses", " but misses", " and it bounces off", ", misses", " and it comes back off the backboard",
             " but it bounces off the backboard"),
}  # fmt: skip
COUNT_WORDS: dict[int, Words] = {2: ("two", "two", "a pair of", "2"), 3: ("three", "three", "3")}
# Before who is only named.
BARE_JOINS = (" and ", ", ", ", and ")
JOINS = (" and ", " while ", ", ", ", and ", ". ", " as ", ", while ")
OPENINGS = ("a video of", "a shot of", "a clip of", "footage of", "a film of", "a recording of",
            "an animation of", "a scene with", "a short film of", "a view of", "a picture of")  # fmt: skip
FILLERS = ("and then", "then", "there is", "we see", "watch", "its", "it", "with", "scene",
           "please", "make", "show", "me", "something", "someone", "object", "thing", "things", "outside", "beautiful",
           "nice", "light", "shadow", "sky", "clouds", "sun", "moon", "stars", "grass", "sand", "sea",
           "waves", "ground", "floor", "wall", "window", "colourful", "high quality", "cute",
           "young", "lovely", "his", "her", "their", "he", "she", "they", "who")  # fmt: skip

assert set(ACTION_WORDS) == set(PLURAL_ACTION_WORDS) == set(world.ACTIONS)
assert set(MOOD_VERBS) == set(world.MOODS)
assert set(BOARD_WORDS) == set(kinds.BOARDS)
assert set(CARRY_WORDS) == set(kinds.CARRIED)
