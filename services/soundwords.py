"""Words that are heard and show nothing: the sound stage makes calls, applause, thunder and doors of them.

Words only, as the sound stage's tables have them (a test holds the two together). Who or what sounds is none of them:
an animal that the picture lacks is missing, though it is heard.
"""

from collections.abc import Iterable

_CALLS = (
    "bark barks barked barking woof woofs woofing yaps yapping growl growls growled growling snarl snarls snarled "
    "snarling howl howls howled howling meow meows meowed meowing miaow miaows miaowed miaowing purr purrs purred "
    "purring neigh neighs neighed neighing whinny whinnies whinnied whinnying moo moos mooed mooing bleat bleats "
    "bleated bleating baa baas baaing oink oinks oinking grunt grunts grunting quack quacks quacked quacking caw caws "
    "cawed cawing chirp chirps chirped chirping twitter twitters twittered twittering tweet tweets tweeting birdsong "
    "sing sings singing sang croak croaks croaked croaking ribbit hiss hisses hissed hissing roar roars roared roaring "
    "screech screeches screeched screeching shriek shrieks shrieked shrieking trumpets trumpeted trumpeting"
)
_PEOPLE_DO = (
    "applaud applauds applauding applause clap claps clapping ovation cheer cheers cheered cheering laugh laughs "
    "laughed laughing laughter"
)
_HAPPENS = (
    "crackle crackles crackling thunder thunders thundering thunderclap thunderclaps rumble rumbles creak creaks slam "
    "slams slammed slamming knock knocks knocked knocking doorbell"
)
_ALONE = frozenset(f"{_CALLS} {_PEOPLE_DO} {_HAPPENS}".split())
_BIRDS = "bird birds songbird songbirds robin robins blackbird blackbirds nightingale nightingales canary canaries"
_BIRDS += " sparrow sparrows lark larks finch finches crow crows raven ravens"
_PEOPLE = "crowd audience fan fans people spectators everyone everybody stadium children friends guests"
# Words that are heard of some and mean something else of others: the words, and of whom.
_OF: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(said.split()), frozenset(who.split()))
    for said, who in (
        ("call calls calling", _BIRDS),
        ("crow crows crowed crowing", "rooster roosters cockerel cockerels cock cocks"),
        ("cock doodle doo", "doodle"),
        ("erupt erupts erupted erupting", _PEOPLE),
        ("wild", f"{_PEOPLE} goes"),
        ("closes shut shuts", "door doors gate gates"),
    )
)


def heard(words: Iterable[str]) -> frozenset[str]:
    """Those of a text's words, in lower case, that are heard and show nothing."""
    said = frozenset(words)
    of_somebody = (each & said for each, who in _OF if who & said)
    return frozenset((_ALONE & said).union(*of_somebody))
