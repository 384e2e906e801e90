"""Styles as data: what is played in which mood, how fast, on which chords. Values only."""

from msgspec import Struct

# Degrees of the scale, 0 is the tonic's chord; one chord a bar.
MAJOR_WAYS = ((0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 0, 4), (0, 3, 5, 4))
MINOR_WAYS = ((0, 5, 2, 6), (0, 6, 5, 6), (0, 3, 5, 6), (0, 5, 3, 6))


class Role(Struct, frozen=True, kw_only=True):
    """A part of the ensemble: its instrument, how it plays, and its level beside the melody's 0 dB."""

    instrument: str
    pattern: str
    level_db: float = 0.0


class Style(Struct, frozen=True, kw_only=True):
    """A manner of music.

    mode: ``major`` or (natural) ``minor``. tempo_bpm: slowest and fastest. beats_a_bar: 3 or 4. ways: successions of
    chords for four bars. energy: 0 to 1, how far the climax stands out. swing: how late the second of two quavers is,
    as a share of a beat. sevenths: whether chords have four notes. bright: how high the melody lies, in semitones.
    """

    mode: str
    tempo_bpm: tuple[float, float]
    melody: Role
    bass: Role
    chords: Role | None = None
    pad: Role | None = None
    drums: Role | None = None
    beats_a_bar: int = 4
    ways: tuple[tuple[int, ...], ...] = MAJOR_WAYS
    energy: float = 0.5
    swing: float = 0.0
    sevenths: bool = False
    bright: int = 0


STYLES = {
    "warm": Style(
        mode="major", tempo_bpm=(80, 100), energy=0.5,
        melody=Role(instrument="piano", pattern="sung"),
        chords=Role(instrument="guitar", pattern="arpeggio", level_db=-6),
        pad=Role(instrument="strings", pattern="held", level_db=-11),
        bass=Role(instrument="bass", pattern="roots", level_db=-5),
    ),
    "calm": Style(
        mode="major", tempo_bpm=(64, 82), energy=0.3, ways=((0, 3, 0, 3), (0, 5, 3, 4), (0, 2, 3, 3)),
        melody=Role(instrument="piano", pattern="sparse"),
        chords=Role(instrument="piano", pattern="arpeggio", level_db=-8),
        pad=Role(instrument="pad", pattern="held", level_db=-10),
        bass=Role(instrument="bass", pattern="roots", level_db=-8),
    ),
    "upbeat": Style(
        mode="major", tempo_bpm=(104, 126), energy=0.7, bright=5,
        melody=Role(instrument="bells", pattern="lively", level_db=-3),
        chords=Role(instrument="guitar", pattern="strum", level_db=-4),
        pad=Role(instrument="pad", pattern="held", level_db=-15),
        bass=Role(instrument="bass", pattern="fifths", level_db=-4),
        drums=Role(instrument="kit", pattern="pop", level_db=-7),
    ),
    "playful": Style(
        mode="major", tempo_bpm=(104, 132), energy=0.5, ways=((0, 4, 0, 4), (0, 3, 4, 0), (0, 5, 1, 4)),
        melody=Role(instrument="marimba", pattern="lively", level_db=-1),
        chords=Role(instrument="pizzicato", pattern="offbeat", level_db=-5),
        bass=Role(instrument="pizzicato", pattern="fifths", level_db=-3),
        drums=Role(instrument="kit", pattern="shaker", level_db=-14),
    ),
    "epic": Style(
        mode="minor", tempo_bpm=(84, 108), energy=1.0, ways=MINOR_WAYS,
        melody=Role(instrument="brass", pattern="broad"),
        chords=Role(instrument="strings", pattern="ostinato", level_db=-5),
        pad=Role(instrument="choir", pattern="held", level_db=-10),
        bass=Role(instrument="cellos", pattern="roots", level_db=-4),
        drums=Role(instrument="kit", pattern="taiko", level_db=-3),
    ),
    "heroic": Style(
        mode="major", tempo_bpm=(92, 116), energy=0.9, ways=((0, 3, 4, 0), (0, 5, 3, 4), (0, 4, 5, 3)),
        melody=Role(instrument="brass", pattern="broad"),
        chords=Role(instrument="strings", pattern="ostinato", level_db=-6),
        pad=Role(instrument="strings", pattern="held", level_db=-9),
        bass=Role(instrument="cellos", pattern="roots", level_db=-4),
        drums=Role(instrument="kit", pattern="march", level_db=-7),
    ),
    "tense": Style(
        mode="minor", tempo_bpm=(88, 112), energy=0.8, ways=((0, 0, 5, 5), (0, 5, 0, 6), (0, 0, 3, 3)),
        melody=Role(instrument="piano", pattern="sparse", level_db=-4),
        chords=Role(instrument="cellos", pattern="ostinato", level_db=-4),
        pad=Role(instrument="pad", pattern="held", level_db=-10),
        bass=Role(instrument="cellos", pattern="roots", level_db=-5),
        drums=Role(instrument="kit", pattern="heartbeat", level_db=-5),
    ),
    "chase": Style(
        mode="minor", tempo_bpm=(124, 148), energy=0.9, ways=MINOR_WAYS,
        melody=Role(instrument="brass", pattern="broad", level_db=-2),
        chords=Role(instrument="strings", pattern="ostinato", level_db=-4),
        bass=Role(instrument="cellos", pattern="eighths", level_db=-4),
        drums=Role(instrument="kit", pattern="taiko", level_db=-4),
    ),
    "sad": Style(
        mode="minor", tempo_bpm=(58, 74), energy=0.35, ways=((0, 5, 2, 6), (0, 3, 5, 6)),
        melody=Role(instrument="solo", pattern="sung", level_db=-1),
        chords=Role(instrument="piano", pattern="arpeggio", level_db=-4),
        pad=Role(instrument="strings", pattern="held", level_db=-11),
        bass=Role(instrument="cellos", pattern="roots", level_db=-10),
    ),
    "romantic": Style(
        mode="major", tempo_bpm=(66, 84), energy=0.5, ways=((0, 5, 3, 4), (0, 2, 3, 4)),
        melody=Role(instrument="solo", pattern="sung", level_db=-1),
        chords=Role(instrument="piano", pattern="arpeggio", level_db=-4),
        pad=Role(instrument="strings", pattern="held", level_db=-9),
        bass=Role(instrument="bass", pattern="roots", level_db=-7),
    ),
    "jazzy": Style(
        mode="major", tempo_bpm=(104, 136), energy=0.5, swing=0.16, sevenths=True,
        ways=((1, 4, 0, 5), (0, 5, 1, 4), (2, 5, 1, 4)),
        melody=Role(instrument="vibraphone", pattern="lively", level_db=-1),
        chords=Role(instrument="piano", pattern="comp", level_db=-6),
        bass=Role(instrument="bass", pattern="walking", level_db=-2),
        drums=Role(instrument="kit", pattern="swing", level_db=-10),
    ),
    "electronic": Style(
        mode="minor", tempo_bpm=(112, 128), energy=0.8, ways=MINOR_WAYS,
        melody=Role(instrument="lead", pattern="lively", level_db=-4),
        chords=Role(instrument="synth", pattern="arps", level_db=-6),
        pad=Role(instrument="pad", pattern="held", level_db=-9),
        bass=Role(instrument="synth_bass", pattern="eighths", level_db=-4),
        drums=Role(instrument="kit", pattern="four", level_db=-4),
    ),
    "lullaby": Style(
        mode="major", tempo_bpm=(72, 92), energy=0.2, beats_a_bar=3, bright=7, ways=((0, 3, 4, 0), (0, 0, 3, 4)),
        melody=Role(instrument="music_box", pattern="sung", level_db=-2),
        chords=Role(instrument="harp", pattern="waltz", level_db=-7),
        pad=Role(instrument="pad", pattern="held", level_db=-14),
        bass=Role(instrument="harp", pattern="roots", level_db=-5),
    ),
    "mysterious": Style(
        mode="minor", tempo_bpm=(70, 90), energy=0.4, ways=((0, 5, 0, 5), (0, 2, 0, 6)), bright=5,
        melody=Role(instrument="bells", pattern="sparse", level_db=-3),
        chords=Role(instrument="harp", pattern="arpeggio", level_db=-5),
        pad=Role(instrument="choir", pattern="held", level_db=-9),
        bass=Role(instrument="cellos", pattern="roots", level_db=-6),
    ),
    "folk": Style(
        mode="major", tempo_bpm=(84, 108), energy=0.5, ways=((0, 3, 0, 4), (0, 4, 5, 3)),
        melody=Role(instrument="flute", pattern="sung", level_db=-3),
        chords=Role(instrument="guitar", pattern="arpeggio", level_db=-2),
        bass=Role(instrument="bass", pattern="fifths", level_db=-6),
        drums=Role(instrument="kit", pattern="shaker", level_db=-14),
    ),
    "rock": Style(
        mode="minor", tempo_bpm=(108, 138), energy=0.9, ways=MINOR_WAYS,
        melody=Role(instrument="lead", pattern="broad", level_db=-4),
        chords=Role(instrument="drive", pattern="eighths", level_db=-6),
        bass=Role(instrument="bass", pattern="eighths", level_db=-2),
        drums=Role(instrument="kit", pattern="pop", level_db=-3),
    ),
    "lofi": Style(
        mode="major", tempo_bpm=(74, 90), energy=0.4, swing=0.1, sevenths=True, ways=((3, 2, 1, 0), (1, 4, 0, 5)),
        melody=Role(instrument="vibraphone", pattern="sparse", level_db=-4),
        chords=Role(instrument="electric_piano", pattern="block", level_db=-3),
        bass=Role(instrument="bass", pattern="roots", level_db=-3),
        drums=Role(instrument="kit", pattern="pop", level_db=-8),
    ),
}  # fmt: skip

MOODS_NAMED = {
    "upbeat": ("upbeat", "happy", "cheerful", "joyful", "joyous", "fun", "sunny", "feel-good", "bright", "optimistic",
               "uplifting", "pop", "corporate", "advert", "commercial", "festive", "celebratory", "energetic"),
    "playful": ("playful", "funny", "comic", "comedic", "quirky", "whimsical", "cartoon", "silly", "mischievous",
                "bouncy"),
    "epic": ("epic", "trailer", "dramatic", "powerful", "majestic", "grand", "sweeping", "cinematic", "orchestral",
             "battle", "booming", "thunderous"),
    "heroic": ("heroic", "triumphant", "victorious", "inspiring", "inspirational", "adventurous", "adventure",
               "patriotic", "fanfare", "marching", "anthem"),
    "tense": ("tense", "suspense", "suspenseful", "ominous", "dark", "scary", "horror", "eerie", "creepy", "sinister",
              "thriller", "brooding", "foreboding", "dread"),
    "chase": ("chase", "action", "frantic", "intense", "urgent", "racing", "pursuit"),
    "sad": ("sad", "melancholy", "melancholic", "somber", "sombre", "mournful", "sorrowful", "tragic", "bittersweet",
            "lonely", "wistful", "nostalgic", "heartbreaking"),
    "romantic": ("romantic", "love", "tender", "heartfelt", "emotional", "intimate", "sentimental"),
    "calm": ("calm", "calming", "peaceful", "relaxing", "relaxed", "ambient", "soothing", "serene", "meditative",
             "gentle", "soft", "quiet", "dreamy", "ethereal", "atmospheric", "minimal", "minimalist"),
    "jazzy": ("jazz", "jazzy", "swing", "swinging", "bebop", "lounge", "noir", "bossa"),
    "electronic": ("electronic", "techno", "house", "edm", "synthwave", "synth", "dance", "trance", "futuristic",
                   "cyberpunk", "club", "retro", "disco", "dubstep"),
    "lullaby": ("lullaby", "bedtime", "music box", "cradle", "nursery", "waltz", "baby"),
    "mysterious": ("mysterious", "mystery", "magical", "magic", "enchanted", "fantasy", "wonder", "curious",
                   "dreamlike", "mystical", "otherworldly", "celestial"),
    "folk": ("folk", "acoustic", "country", "rustic", "campfire", "celtic", "indie", "pastoral"),
    "rock": ("rock", "metal", "punk", "grunge", "electric guitar", "rebellious"),
    "lofi": ("lofi", "lo-fi", "hip hop", "hip-hop", "chill", "chillhop", "soul", "soulful", "funk", "funky", "r&b"),
    "warm": ("warm", "documentary", "hopeful", "friendly", "light", "neutral"),
}  # fmt: skip

# Words for an instrument, what is played for it, and the parts that it takes, the first first.
INSTRUMENTS_NAMED: dict[str, tuple[str, tuple[str, ...]]] = {
    "pianos?": ("piano", ("melody", "chords")),
    "violins?|fiddle|viola": ("solo", ("melody", "pad")),
    "cellos?": ("solo", ("melody", "pad")),
    "flutes?|whistles?|whistling|clarinets?|oboes?|recorder": ("flute", ("melody",)),
    "saxophones?|sax|trumpets?|trombones?|horns?|brass": ("brass", ("melody", "pad")),
    "strings|string (?:section|quartet|orchestra)": ("strings", ("pad", "melody")),
    "choirs?|choral|voices|vocals": ("choir", ("pad",)),
    "synth(?:esi[sz]er)?s?(?: pads?)?|pads?|organs?": ("pad", ("pad", "chords")),
    "electric guitars?": ("drive", ("chords",)),
    "(?<!electric )guitars?|ukuleles?|banjos?|mandolins?|lutes?": ("guitar", ("chords", "melody")),
    "harps?": ("harp", ("chords", "melody")),
    "pizzicato": ("pizzicato", ("chords", "melody")),
    "bells?|glockenspiels?|chimes?|celesta": ("bells", ("melody", "chords")),
    "music box(?:es)?": ("music_box", ("melody",)),
    "marimbas?|xylophones?|kalimbas?": ("marimba", ("melody", "chords")),
    "vibraphones?|vibes": ("vibraphone", ("melody",)),
    "electric pianos?|rhodes": ("electric_piano", ("chords",)),
    "bass(?:line| guitar)?|double bass": ("bass", ("bass",)),
    "taikos?|timpani|war drums|orchestral percussion": ("taiko", ("drums",)),
    "shakers?|tambourines?": ("shaker", ("drums",)),
    "drums?|drumming|percussion|beats?": ("pop", ("drums",)),
}
