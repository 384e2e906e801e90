"""A figure and its pose: all that the cast's drawings are given.

Values only. A figure stays the same for a whole film, a pose is one instant; how a pose comes out of latents is not
known here.
"""

from msgspec import Struct

RGB = tuple[float, float, float]


class Figure(Struct, frozen=True, kw_only=True):
    """What somebody or something looks like.

    kind: a name of the world's kinds. tall_m: from the ground to the top. main: coat, shirt, dress, fur, paint;
    second: trousers, markings, roof; hair: hair, mane; each RGB 0..1. skin: 0 (light) to 1 (dark). old: grey, bent.
    skirt: a dress or skirt instead of trousers. hat: a hat of the second colour. mood: what the face shows, "" for none
    (smile, laugh, surprise, fear, sad). goggles: goggles or glasses over the eyes. lettering: text that it bears (a
    flag, a bus, a boat, a shirt), "" for none.
    """

    kind: str
    tall_m: float
    main: RGB
    second: RGB
    hair: RGB
    skin: float
    old: bool
    skirt: bool
    hat: bool
    mood: str = ""
    goggles: bool = False
    lettering: str = ""


class Pose(Struct, frozen=True, kw_only=True):
    """How a figure holds itself at one instant.

    facing: -1 (left) to 1 (right), between while it turns. walk, run, sit, dance, wave, fly, crouch, swim, talk, ride,
    lie: 0..1, how much it does each; with none it stands. swim: level in the water, arms or tail strike. talk: a hand
    goes along with the words; mouth: how far the mouth is open now, 0..1. ride: sits astride what is under it, or with
    stands_on stands on it sideways, knees bent and arms out (a skateboard), lower and wider if it
    surfs, or hangs under it (a parachute), or pedals:
    cycle_m is the height of the bicycle under it, whose stride is its own then, 0 for none. lie: on the ground after a
    fall. throw: how far the throwing arm has swung, from drawn back (just over 0) to forward and up (1); 0: it does not
    throw. swing: on a swing, turned with its ropes. catch: both hands ahead for a ball (a dog's head up, its jaw down,
    a hoop's net filled). shut: what opens is closed (a parachute, an umbrella). dive: is stretched
    out on its way from a board down into the water, hands first; sunk: 0..1, how far it has gone under by then.

    lurk: lies in wait, low and still, which is a crouch that lasts. spring: leaps out of it, claws or hands ahead and
    jaws open. gape_rad: how far jaws are open that catch a ball, and aim_rad where it is seen from them, up from
    straight ahead; both 0 while they wait for none.

    stride_rad: where in its stride it is, growing with the way it has gone in its direction: its left foot touches the
    ground at 0, its right at pi, and a foot on the ground moves back under the body by exactly the way gone, so that
    planted feet stay where they are. beat_rad: phase of what repeats in time (dancing, waving, wing beats, breathing,
    arm strokes). airborne: 0..1, feet off the ground in a jump or fall; vy_m_s: then how fast it goes up. onward_m_s:
    how fast it goes the way it faces. angle_rad: turned as a whole, anticlockwise, about its middle, or on a swing
    about its seat.
    """

    facing: float = 1.0
    walk: float = 0.0
    run: float = 0.0
    sit: float = 0.0
    dance: float = 0.0
    wave: float = 0.0
    fly: float = 0.0
    crouch: float = 0.0
    swim: float = 0.0
    talk: float = 0.0
    mouth: float = 0.0
    ride: float = 0.0
    stands_on: bool = False
    surfs: bool = False
    hangs: bool = False
    cycle_m: float = 0.0
    lie: float = 0.0
    throw: float = 0.0
    swing: float = 0.0
    catch: float = 0.0
    shut: float = 0.0
    dive: float = 0.0
    lurk: float = 0.0
    spring: float = 0.0
    gape_rad: float = 0.0
    aim_rad: float = 0.0
    sunk: float = 0.0
    stride_rad: float = 0.0
    beat_rad: float = 0.0
    airborne: float = 0.0
    vy_m_s: float = 0.0
    onward_m_s: float = 0.0
    angle_rad: float = 0.0
