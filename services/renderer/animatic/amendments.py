"""The words of the grammar for second thoughts: what is to be otherwise than it was said before.

Tables only; `amending.py` and its neighbours make phrases of them. In braces stands an example of what comes there:
{it} and {he} who or what is meant ("the dog", "him", "she"), {his} whose, {red}, {big}, {wooden}, {happy} a quality,
{run} and {runs} a deed, {dog} a bare noun, {a} a noun with its article, {rain}, {night} a name.
"""

Words = tuple[str, ...]

# What may stand before and behind any of them.
LEADS: Words = ("",) * 14 + (
    "no", "no wait", "wait", "sorry", "actually", "please", "and", "but", "now", "also", "ok now", "can you",
    "could you", "i want you to", "same but", "the same but", "but now", "this time", "this time", "this time",
    "oh and", "just",
)  # fmt: skip
# What a new telling begins with: without any, it would speak of somebody else.
ANEW_LEADS: Words = (
    "no", "no", "no wait", "sorry", "actually", "but now", "instead", "rather", "i meant", "this time", "this time",
    "this time", "this time", "no sorry", "but this time",
)  # fmt: skip
CLOSES: Words = ("",) * 12 + (
    "please", "instead", "now", "keep everything else", "keep everything else the same", "keep the rest",
    "everything else stays the same", "everything else stays as it is", "and nothing else", "leave the rest as it is",
    "do not change anything else", "this time",
)  # fmt: skip
# What a phrase of `scenery.py` follows.
OPENINGS: Words = (
    "", "", "", "now", "add", "but", "but now", "instead", "this time", "make it", "change it to", "change that to",
    "set it", "but make it", "let it be", "switch to", "turn it into", "rather", "it should be", "it is", "i want it",
    "have it", "show it", "do it", "with", "use",
)  # fmt: skip
RECOLOURING: Words = (
    "make {it} {red}", "make {it} {red}", "make {it} {red}", "change {it} to {red}",
    "change the colour of {it} to {red}",
    "change the color of {it} to {red}", "{he} is {red}", "{he} should be {red}", "{he} should be {red} instead",
    "now {he} is {red}", "actually {he} is {red}", "no {he} is {red}", "paint {it} {red}", "turn {it} {red}",
    "i want {it} {red}", "i want {it} to be {red}", "let {it} be {red}", "color {it} {red}", "colour {it} {red}",
    "make {it} look {red}", "{he} has to be {red}", "recolor {it} to {red}", "{he} needs to be {red}",
    "make {it} {red} in colour", "{his} colour is {red}", "change {his} colour to {red}",
    "change {his} color to {red}",
)  # fmt: skip
# Where nobody and nothing else can be meant.
RECOLOURING_ALONE: Words = (
    "make it {red}", "in {red} instead", "but {red}", "change the colour to {red}", "change the color to {red}",
    "the colour should be {red}", "the color should be {red}", "no {red}", "{red} instead", "sorry {red}",
    "i meant {red}", "rather {red}", "make that {red}", "in {red}", "no make it {red}", "use {red} instead",
)  # fmt: skip
RECOLOURING_BY_NOUN: Words = (
    "a {red} {dog} instead", "with a {red} {dog} instead", "no a {red} {dog}", "the {dog} but in {red}",
    "actually a {red} {dog}", "it is a {red} {dog}", "now with a {red} {dog}", "i want a {red} {dog}",
    "i meant a {red} {dog}", "make it a {red} {dog}",
)  # fmt: skip
# With the colour that it was, {grey}.
RECOLOURING_FROM: Words = (
    "change {grey} to {red}", "{red} instead of {grey}", "make {it} {red} instead of {grey}", "not {grey} but {red}",
    "change {it} from {grey} to {red}", "turn {it} from {grey} to {red}", "{he} is not {grey} but {red}",
    "{he} is {red} not {grey}", "replace {grey} with {red}",
)  # fmt: skip
REDRESSING: Words = (
    "make {his} {dress} {red}", "make {his} {dress} {red}", "change {his} {dress} to {red}",
    "change the colour of {his} {dress} to {red}", "change the color of {his} {dress} to {red}",
    "{his} {dress} is {red}", "{his} {dress} should be {red}", "now {his} {dress} is {red}",
    "turn {his} {dress} {red}",
    "dress {it} in {red}", "put {it} in a {red} {dress}", "{he} wears a {red} {dress}", "give {it} a {red} {dress}",
    "with a {red} {dress} instead", "in a {red} {dress} instead", "no {his} {dress} is {red}",
    "{he} should wear {red}",
    "{he} is dressed in {red}", "make {it} wear a {red} {dress}", "{he} should wear a {red} {dress}",
    "color {his} {dress} {red}",
    "let {it} wear a {red} {dress}", "i want {his} {dress} to be {red}", "{his} {dress} should be {red} instead",
)  # fmt: skip
# Of what is worn or grows beside the main thing: hair, trousers.
REPAINTING: Words = (
    "make {his} {hair} {red}", "make {his} {hair} {red}", "turn {his} {hair} {red}", "change {his} {hair} to {red}",
    "change the colour of {his} {hair} to {red}", "{his} {hair} should be {red}", "give {it} {red} {hair}",
    "with {red} {hair}", "with {red} {hair} instead", "now with {red} {hair}", "{he} should have {red} {hair}",
    "i want {his} {hair} {red}", "change the color of {his} {hair} to {red}", "color {his} {hair} {red}",
)  # fmt: skip
RESIZING: Words = (
    "make {it} {big}", "make {it} {big}", "make {it} {big}", "{he} should be {big}", "{he} is {big}",
    "now {he} is {big}",
    "i want {it} {big}", "i want {it} to be {big}", "let {it} be {big}", "turn {it} {big}",
    "{he} should be {big} instead",
    "change the size of {it} to {big}", "actually {he} is {big}", "no {he} is {big}",
)  # fmt: skip
RESIZING_BY_NOUN: Words = (
    "a {big} {dog} instead",
    "with a {big} {dog} instead",
    "no a {big} {dog}",
    "i want a {big} {dog}",
)
BIGGER: Words = ("bigger", "bigger", "larger", "much bigger", "a bit bigger", "much larger")
SMALLER: Words = ("smaller", "smaller", "much smaller", "a bit smaller", "not so big")
TALLER: Words = ("taller", "taller", "bigger", "much taller")
SHORTER: Words = ("shorter", "smaller", "shorter", "not so tall")
# {wood}: what it is of.
REMAKING: Words = (
    "make {it} {wooden}", "make {it} of {wood}", "{he} is made of {wood}", "{he} should be made of {wood}",
    "change {it} to {wood}", "change the material to {wood}", "change the material of {it} to {wood}",
    "a {wooden} {dog} instead", "{he} should be {wooden}", "now {he} is of {wood}", "of {wood} instead",
)  # fmt: skip
STUFFS: dict[str, Words] = {"rubber": ("rubber",), "wood": ("wood",), "metal": ("metal", "steel", "iron")}
CHEERING: Words = (
    "make {it} {happy}", "{he} should be {happy}", "{he} is {happy}", "now {he} is {happy}", "make {it} look {happy}",
    "{he} should look {happy}", "let {it} be {happy}", "{he} looks {happy}", "i want {it} to look {happy}",
)  # fmt: skip
FACE_MAKING: Words = (
    "make {it} {smile}",
    "let {it} {smile}",
    "{he} should {smile}",
    "have {it} {smile}",
    "{he} {smiles}",
)
FACE_VERBS: dict[str, Words] = {
    "smile": ("smile",), "laugh": ("laugh",), "surprise": ("look surprised", "look astonished"),
    "fear": ("look scared", "tremble", "look afraid"), "sad": ("cry", "weep", "look sad"),
}  # fmt: skip
WORN: dict[str, Words] = {
    "hat": ("a hat", "a hat", "a cap"), "goggles": ("glasses", "sunglasses", "goggles", "glasses"),
}  # fmt: skip
PUTTING_ON: Words = (
    "give {it} {a}", "put {a} on {it}", "{he} wears {a}", "{he} should wear {a}", "add {a}", "with {a}",
    "let {it} wear {a}",
    "make {it} wear {a}", "{he} has {a}", "put {a} on {his} head", "now {he} wears {a}",
)  # fmt: skip
TAKING_OFF: Words = (
    "without the {hat}", "remove the {hat}", "take off the {hat}", "no {hat}", "remove {his} {hat}",
    "take {his} {hat} off",
    "{he} has no {hat}", "{he} wears no {hat}", "without {his} {hat}", "lose the {hat}", "take the {hat} away",
)  # fmt: skip
REDOING: Words = (
    "{he} {runs}", "now {he} {runs}", "{he} {runs} instead", "instead {he} {runs}", "no {he} {runs}",
    "actually {he} {runs}",
    "{he} {runs} now", "but {he} {runs}",
)  # fmt: skip
REDOING_BY_VERB: Words = (
    "make {it} {run}", "make {it} {run}", "make {it} {run} instead", "let {it} {run}", "have {it} {run}",
    "{he} should {run}", "{he} should {run} instead", "i want {it} to {run}", "let {it} {run} instead",
    "{he} has to {run}",
)  # fmt: skip
PACING: dict[str, Words] = {
    "slow": ("slower", "slower please", "more slowly", "make {it} slower", "not so fast", "slow {it} down",
             "{he} should be slower", "a bit slower", "much slower", "make {it} {run} slowly",
             "{he} should {run} slower"),
    "fast": ("faster", "faster please", "more quickly", "make {it} faster", "not so slow", "speed {it} up", "quicker",
             "{he} should be faster", "a bit faster", "much faster", "make {it} {run} fast",
             "{he} should {run} faster"),
    "high": ("higher", "from higher up", "make it higher", "much higher", "make {it} {run} higher"),
    "low": ("lower", "from lower down", "make it lower", "not so high", "make {it} {run} lower"),
}  # fmt: skip
TURNING: Words = (
    "{left} instead", "make {it} {run} {left}", "{he} should {run} {left}", "now {left}", "{he} {runs} {left}",
    "make {it} go {left}", "{he} should go {left}", "no {left}",
)  # fmt: skip
# Who or what is there: {a} comes, {it} goes.
REPLACING: Words = (
    "replace {it} with {a}", "replace {it} with {a}", "replace {it} by {a}", "{a} instead of {it}",
    "turn {it} into {a}",
    "change {it} to {a}", "change {it} into {a}", "swap {it} for {a}", "swap {it} with {a}",
    "{a} in the place of {it}",
    "{a} in place of {it}", "instead of {it} {a}", "make {it} {a}", "instead of {it} there is {a}",
    "{he} should be {a}",
    "{he} is {a}", "no {a} instead of {it}", "use {a} instead of {it}", "{a} not {it}", "{he} becomes {a}",
    "it is {a} instead of {it}", "there should be {a} instead of {it}", "exchange {it} for {a}",
    "{he} is {a} instead",
)  # fmt: skip
REPLACING_ALONE: Words = (
    "make it {a}", "{a} instead", "no {a}", "actually {a}", "it should be {a}", "now it is {a}", "i meant {a}",
    "rather {a}",
    "it is {a}", "sorry {a}", "i want {a} instead",
)  # fmt: skip
REMOVING: Words = (
    "remove {it}", "remove {it}", "remove {it}", "without {it}", "without {it}", "no {dog}", "delete {it}",
    "take {it} away",
    "take away {it}", "take out {it}", "take {it} out", "{he} is gone", "get rid of {it}", "but without {it}",
    "the same without {it}", "there is no {dog}", "leave out {it}", "lose {it}", "there should be no {dog}",
    "make {it} disappear", "erase {it}", "without a {dog}", "{he} is not there", "{he} should not be there",
    "leave {it} out",
    "remove {it} from the scene", "cut {it}", "i do not want {it}",
)  # fmt: skip
ADDING: Words = (
    "add {a}", "add {a}", "add {a}", "add {a}", "and there is also {a}", "also {a}", "with {a}", "there is also {a}",
    "also add {a}", "and {a}", "put {a} there", "include {a}", "add {a} to the scene", "i also want {a}", "plus {a}",
    "and {a} too", "there should also be {a}", "bring in {a}", "there is {a} too", "put {a} next to {it}",
    "put {a} beside {it}", "add {a} next to {it}", "add {a} beside {it}", "and {a} as well", "let there be {a}",
    "have {a} there too", "add {a} in the background", "add {a} to it",
)  # fmt: skip
# By how the first and the second come together: {holds} or goes with {a}.
JOINING: dict[str, Words] = {
    "carry": ("give {it} {a}", "give {it} {a}", "{he} {holds} {a}", "put {a} in {his} hand", "{he} should have {a}",
              "{he} has {a}", "add {a} in {his} hand", "let {it} carry {a}", "{it} {holds} {a}"),
    "ride": ("put {it} on {a}", "let {it} ride {a}", "{he} rides {a}", "{he} should ride {a}", "make {it} ride {a}",
             "have {it} ride {a}", "{he} is on {a} instead", "on {a}"),
    "chase": ("{he} {holds} {a}", "let {it} chase {a}", "make {it} chase {a}", "add {a} that {he} {holds}",
              "{he} should chase {a}"),
    "with": ("{he} {holds} {a}", "add {a} that goes with {it}", "{a} goes with {it}", "{a} goes along",
             "add {a} at {his} side",
             "together with {a}", "{he} should not be alone add {a}", "give {it} {a} for company", "{a} comes along"),
}  # fmt: skip
ANOTHER: Words = ("another", "another", "one more", "a second")
WHO_DOES: Words = (" that {runs}", " which {runs}", " who {runs}", " and {he} {runs}", " {runs}")
# {two} and {dogs}: how many, of what.
RECOUNTING: Words = (
    "make it {two}", "make it {two} {dogs}", "{two} {dogs}", "there should be {two} {dogs}", "{two} {dogs} instead",
    "change it to {two} {dogs}", "i want {two} {dogs}", "{two} of them", "there are {two} {dogs}",
    "actually {two} {dogs}",
    "no {two} {dogs}", "make that {two}", "now {two} {dogs}",
)  # fmt: skip
# One more than before, and one alone.
ONE_MORE: Words = (
    "add another {dog}",
    "another {dog}",
    "one more {dog}",
    "add one more {dog}",
    "add one more",
    "one more",
)
ONE_ALONE: Words = ("only one {dog}", "just one {dog}", "one {dog}", "only one", "just one", "make it one {dog}",
                    "a single {dog}", "there should be only one {dog}")  # fmt: skip
RETELLING: Words = ("now {a} {runs}", "instead {a} {runs}", "{a} {runs} instead", "this time {a} {runs}",
                    "no {a} {runs}",
                    "rather {a} {runs}", "actually {a} {runs}", "{a} {runs} this time")  # fmt: skip
PLACE_NAMING: Words = (
    "move it to {there}", "change the place to {there}", "change the background to {there}",
    "the background is {there}",
    "move everything to {there}", "replace the background with {there}", "change the scene to {there}",
    "change the setting to {there}", "change the location to {there}", "set it in {there}",
    "with {there} in the background",
    "make the background {there}",
)  # fmt: skip
PLACE_SAYING: Words = (
    "move it {there}", "set it {there}", "it takes place {there}", "let it take place {there}", "it happens {there}",
    "the scene is {there}", "make it happen {there}", "put it {there}", "put everything {there}", "now it is {there}",
)  # fmt: skip
NAMING: Words = (
    "make it {night}", "make it {night}", "change it to {night}", "it is {night}", "now it is {night}",
    "it should be {night}", "{night} instead", "turn it into {night}", "let it be {night}", "it is {night} now",
    "actually it is {night}", "{night}", "i want it to be {night}",
)  # fmt: skip
TIME_NAMING: Words = (
    *NAMING, "change the time to {night}", "change the time of day to {night}", "set the time to {night}",
    "the time is {night}", "as {night} falls",
)  # fmt: skip
TIME_NAMES: dict[str, Words] = {
    "day": ("day", "daytime", "daylight", "day", "noon", "bright day", "morning", "afternoon"),
    "sunset": ("sunset", "evening", "dusk", "golden hour", "sundown"),
    "night": ("night", "night", "nighttime", "midnight", "dark"),
    "dawn": ("dawn", "sunrise", "daybreak", "early morning"),
    "neon": ("neon", "neon light", "neon lights"),
}
FROM_TO: Words = ("change {day} to {night}", "turn {day} into {night}", "{night} instead of {day}",
                  "replace {day} with {night}",
                  "not {day} but {night}", "from {day} to {night}")  # fmt: skip
WEATHER_NAMING: Words = (
    "add {rain}", "add {rain}", "add some {rain}", "with {rain}", "change the weather to {rain}", "there is {rain}",
    "the weather is {rain}", "more {rain}", "i want {rain}", "now with {rain}", "there should be {rain}",
    "bring {rain}",
    "let there be {rain}", "make the weather {rain}",
)  # fmt: skip
WEATHER_NAMES: dict[str, Words] = {
    "clear": ("clear",), "fog": ("fog", "mist", "thick fog"), "rain": ("rain", "heavy rain"), "snowfall": ("snow",
              "falling snow", "snowflakes"),
    "wind": ("wind", "strong wind"), "storm": ("storm", "a storm", "a thunderstorm", "lightning"), "fire": ("fire",
             "flames", "a fire"),
}  # fmt: skip
WEATHER_SAYING: dict[str, Words] = {
    "clear": ("make it clear", "clear weather", "good weather", "the weather is good"),
    "fog": ("make it foggy", "make it misty", "it is foggy", "let there be fog"),
    "rain": ("make it rain", "let it rain", "it should rain", "it rains", "now it is raining", "it starts to rain",
             "make it rainy",
             "it should be raining", "start the rain", "have it rain"),
    "snowfall": ("make it snow", "let it snow", "it should snow", "it snows", "now it is snowing",
                 "it starts to snow",
                 "it should be snowing", "have it snow"),
    "wind": ("make it windy", "it is windy", "let the wind blow"),
    "storm": ("make it stormy", "it is stormy", "let there be a storm"),
    "fire": ("set it on fire", "make everything burn", "let it burn", "everything is on fire"),
}  # fmt: skip
CLEARING: Words = (
    "no {rain}", "without {rain}", "without the {rain}", "remove the {rain}", "stop the {rain}", "the {rain} stops",
    "no more {rain}", "take away the {rain}", "get rid of the {rain}", "less {rain}", "the {rain} is gone",
)  # fmt: skip
STYLE_NAMING: Words = (
    "make it {anime}", "change the style to {anime}", "turn it into {anime}", "in the style of {anime}",
    "make it look like {anime}",
    "use {anime}", "render it as {anime}", "in {anime} instead", "as {anime}", "switch the style to {anime}",
    "i want {anime}",
    "change the look to {anime}", "draw it as {anime}", "{anime} instead",
)  # fmt: skip
STYLE_ENDING: Words = ("no {anime}", "not {anime}", "without the {anime}", "no longer {anime}", "remove the {anime}")
NORMAL_SPEED: Words = ("normal speed", "at normal speed", "not in slow motion", "no slow motion", "without slow motion",
                       "in real time")  # fmt: skip
