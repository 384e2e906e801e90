"""Draws who plays ball from a seed: who throws, who catches, and shots at a hoop.

Training and evaluation only; where the balls start is `throws.py`'s and `bodies.py`'s.
"""

import random

from msgspec.structs import replace

from services.renderer.animatic.bodies import body, pitched
from services.renderer.animatic.figures import figure
from services.renderer.animatic.kinds import JAWS, PEOPLE, Kind
from services.renderer.animatic.looks import looks
from services.renderer.animatic.throws import arriving, at_board, from_afar, hands, released, ring
from services.renderer.animatic.world import Action, Thing

# The things of a scene, how the first of them come together, whether all are alike, whether the camera follows.
Cast = tuple[tuple[Thing, ...], str, bool, bool]
COLLECTED: tuple[Kind, ...] = (*PEOPLE, "robot")
CATCHERS: tuple[Kind, ...] = (*COLLECTED, "dog", "dog")
# Nobody catches a larger ball, and none that is goes through a ring; what a dog has room for.
PLAYED_M = 0.3
JAWS_M = 0.2
# A caught ball is just behind the catcher's hand.
IN_HAND = 0.52


def pitch(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Somebody who throws or kicks a ball."""
    direction = rng.choice((-1, 1))
    one = looks(rng, held_out=held_out, kind=rng.choice(COLLECTED))
    ball = looks(rng, held_out=held_out, kind="ball")
    thrower = replace(figure(rng, one, "pitch", direction, 0.5, followed=False), facing=float(direction))
    thrower = replace(thrower, x_m=-direction * rng.uniform(0.6, 1.9))
    return (thrower, pitched(rng, body(rng, ball, "throw", direction, 0.5), thrower, direction)), "pitch", False, False


def _playable(rng: random.Random, *, held_out: bool, radius_m: float = PLAYED_M) -> Thing:
    """A ball of a size to catch, or to throw through a ring: no larger than a radius."""
    while True:
        ball = looks(rng, held_out=held_out, kind="ball")
        if ball.extent_m <= radius_m:
            return body(rng, ball, "throw", 1, 0.5)


def _player(
    rng: random.Random,
    action: Action,
    facing: int,
    x_m: float,
    *,
    held_out: bool,
    kinds: tuple[Kind, ...] = COLLECTED,
) -> Thing:
    """Somebody who throws or catches, and looks where the ball goes or comes from."""
    one = looks(rng, held_out=held_out, kind=rng.choice(kinds))
    player = figure(rng, one, action, facing, 0.5, followed=False)
    return replace(player, x_m=x_m, facing=float(facing), direction=facing if action == "pitch" else 0)


def _room_m(catcher: Thing) -> float:
    """How large a ball somebody can catch: its radius."""
    return JAWS_M if catcher.kind in JAWS else PLAYED_M


def catch(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Somebody who catches a ball that comes from the side."""
    direction = rng.choice((-1, 1))
    catcher = _player(rng, "catch", -direction, direction * rng.uniform(-0.2, 1.7), held_out=held_out, kinds=CATCHERS)
    start = from_afar(rng, hands(catcher), direction)
    ball = _playable(rng, held_out=held_out, radius_m=_room_m(catcher))
    ball = arriving(ball, start, hands(catcher), rng.uniform(0.6, 1.0), IN_HAND)
    return (replace(catcher, meets_s=ball.meets_s), ball), "catch", False, False


def passed(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """Somebody who throws a ball to somebody else, who catches it."""
    direction = rng.choice((-1, 1))
    thrower = _player(rng, "pitch", direction, -direction * rng.uniform(0.9, 2.0), held_out=held_out)
    catcher = _player(rng, "catch", -direction, direction * rng.uniform(0.8, 2.0), held_out=held_out, kinds=CATCHERS)
    ball = _playable(rng, held_out=held_out, radius_m=_room_m(catcher))
    ball = arriving(ball, released(thrower, direction), hands(catcher), rng.uniform(0.6, 1.0), IN_HAND)
    return (thrower, ball, replace(catcher, meets_s=ball.meets_s)), "pass", False, False


def shot(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """A ball that goes into a hoop or off its board, from nobody."""
    return _shot(rng, None, held_out=held_out)


def thrown_shot(rng: random.Random, held_out: bool) -> Cast:  # noqa: FBT001 (one of `WAYS`)
    """A ball that somebody throws at a hoop, into it or off its board."""
    return _shot(rng, rng.choice((-1, 1)), held_out=held_out)


def _shot(rng: random.Random, throws: int | None, *, held_out: bool) -> Cast:
    """A ball that goes into a hoop or off its board, and which; throws: the direction in which somebody throws it, or
    None for nobody.
    """
    direction, meeting = throws or rng.choice((-1, 1)), rng.choice(("score", "miss"))
    basket = looks(rng, held_out=held_out, kind="hoop")
    hoop = figure(rng, basket, "stand", direction, 0.5, followed=False)
    hoop = replace(hoop, x_m=direction * rng.uniform(0.9, 2.1), facing=float(direction))
    ball = _playable(rng, held_out=held_out)
    end = ring(hoop) if meeting == "score" else at_board(rng, hoop, ball.looks.extent_m)
    start = from_afar(rng, end, direction)
    before: tuple[Thing, ...] = ()
    if throws:
        x_m = end[0] - direction * rng.uniform(1.7, 3.0)
        before = (_player(rng, "pitch", direction, x_m, held_out=held_out),)
        start = released(before[0], direction)
    # A ball that is to fall into the ring comes from above, one for the board may still rise.
    seconds = rng.uniform(0.95, 1.15) if meeting == "score" else rng.uniform(0.6, 0.95)
    return (*before, arriving(ball, start, end, seconds, hoop.depth - 0.02), hoop), meeting, False, False
