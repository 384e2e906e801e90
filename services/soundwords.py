"""Words that are heard and show nothing: the sound stage makes calls, applause, thunder and doors of them.

Words only, as the sound stage's tables have them (a test holds the two together). Who or what sounds is none of them:
an animal that the picture lacks is missing, though it is heard.
"""

from collections.abc import Iterable

_CALLS = (
    "bark barks barked barking woof woofs woofing yaps yapping meow meows meowed meowing miaow miaows miaowed "
    "miaowing neigh neighs neighed neighing whinny whinnies whinnied whinnying moo moos mooed mooing bleat bleats "
    "bleated bleating baa baas baaing oink oinks oinking quack quacks quacked quacking caw caws cawed cawing birdsong "
    "croak croaks croaked croaking ribbit"
)
_HAPPENS = (
    "applaud applauds applauding applause clap claps clapping ovation laughter crackle crackles crackling thunder "
    "thunders thundering thunderclap thunderclaps doorbell"
)
_ALONE = frozenset(f"{_CALLS} {_HAPPENS}".split())
_BIRDS = "bird birds songbird songbirds robin robins blackbird blackbirds nightingale nightingales canary canaries"
_BIRDS += " sparrow sparrows lark larks finch finches crow crows raven ravens"
_PEOPLE = "crowd audience fan fans people spectators everyone everybody stadium children friends guests"
_BEASTS = (
    "it beast beasts bear bears creature creatures dinosaur dinosaurs dragon dragons godzilla leopard leopards lion "
    "lions lioness monster monsters panther panthers raptor raptors rex trex tiger tigers"
)
_RAPTORS = "raptor raptors dinosaur dinosaurs dragon dragons hawk hawks eagle eagles falcon falcons owl owls parrot"
_HISSERS = "snake snakes serpent serpents cobra cobras cat cats kitten kittens raptor raptors dragon dragons"
_DOORS = "door doors gate gates"
# Words that are heard of some and mean something else, or nothing, of others: the words, and of whom.
_OF: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(said.split()), frozenset(who.split()))
    for said, who in (
        ("call calls calling sing sings singing sang tweet tweets tweeting", _BIRDS),
        ("crow crows crowed crowing", "rooster roosters cockerel cockerels cock cocks"),
        ("cock doodle doo", "doodle"),
        ("roar roars roared roaring", f"{_BEASTS} {_PEOPLE}"),
        ("screech screeches screeched screeching shriek shrieks shrieked shrieking", f"{_RAPTORS} parrots"),
        ("hiss hisses hissed hissing", _HISSERS),
        ("trumpets trumpeted trumpeting", "elephant elephants"),
        ("grunt grunts grunting", "pig pigs"),
        ("cheer cheers cheered cheering erupt erupts erupted erupting laugh laughs laughed laughing", _PEOPLE),
        ("wild", "goes"),
        ("rumble rumbles", "thunder"),
        ("closes shut shuts creak creaks slam slams slammed slamming knock knocks knocked knocking", _DOORS),
    )
)
# And words that are heard unless of these.
_BUT_OF: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(said.split()), frozenset(who.split()))
    for said, who in (
        ("growl growls growled growling snarl snarls snarled snarling", "engine motor stomach"),
        ("howl howls howled howling", "wind winds storm"),
        ("purr purrs purred purring", "engine motor car"),
        ("chirp chirps chirped chirping twitter twitters twittered twittering", "cricket crickets"),
    )
)


def heard(words: Iterable[str]) -> frozenset[str]:
    """Those of a text's words, in lower case, that are heard and show nothing."""
    said = frozenset(words)
    of_somebody = (each & said for each, who in _OF if who & said)
    but_of_them = (each & said for each, who in _BUT_OF if not who & said)
    return frozenset((_ALONE & said).union(*of_somebody, *but_of_them))
