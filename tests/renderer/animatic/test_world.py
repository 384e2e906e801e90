"""The training world: seeds repeat, captions stay within the vocabulary, physics is exact, held-out pairs are held
out.
"""

import numpy as np
import pytest

from services.renderer.animatic import scenery
from services.renderer.animatic.act import CHUNK_S
from services.renderer.animatic.captions import caption, tell
from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import pack
from services.renderer.animatic.score import collides
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.text import UNKNOWN_ID, build_tokenizer
from services.renderer.animatic.vocabulary import VOCABULARY, words
from services.renderer.animatic.world import (
    ACTIVITIES,
    COLOURS,
    GRAVITY_M_S2,
    HELD_OUT_ACTION_PLACE,
    HELD_OUT_KIND_COLOUR,
    HELD_OUT_PLACE_TIME,
    MATERIALS,
    THINGS_MAX,
    Scene,
)

# What holds itself up, or is borne by water or a board over it, does not fall.
OWN_FLIGHT = ("fly", "float", "swim", "launch", "swing", "open", "dive", "drive")
SCENES = [draw_scene(seed) for seed in range(800)]


def test_a_seed_is_a_scene_and_a_phrasing() -> None:
    assert draw_scene(3) == draw_scene(3) != draw_scene(4)
    assert caption(SCENES[3], 3) == caption(SCENES[3], 3)
    assert len({caption(SCENES[3], seed) for seed in range(40)}) > 30


def test_captions_say_only_words_that_the_tokenizer_knows() -> None:
    texts = [caption(scene, seed) for seed, scene in enumerate(SCENES)]
    assert {word for text in texts for word in words(text)} <= set(VOCABULARY)
    assert not any(UNKNOWN_ID in ids for ids in build_tokenizer()(texts).input_ids)


def test_a_collision_is_seen_where_there_is_one() -> None:
    scenes = [scene for scene in SCENES if len(scene.things) == 2]
    tracks = simulate(scenes, 26)
    latents = pack(scenes, tracks)
    for row in np.flatnonzero(tracks.valid):
        assert collides(decode(latents[row], 96)) == (scenes[row].meeting in ("hit", "meet")), caption(scenes[row], 0)


def test_pairs_that_are_held_out_never_meet_but_their_words_are_common() -> None:
    pairs = {(thing.kind, thing.looks.colour) for scene in SCENES for thing in scene.things}
    places = {(scene.place, scene.time_of_day) for scene in SCENES}
    deeds = {(thing.action, scene.place) for scene in SCENES for thing in scene.things}
    assert not pairs & set(HELD_OUT_KIND_COLOUR)
    assert not deeds & set(HELD_OUT_ACTION_PLACE)
    assert not places & set(HELD_OUT_PLACE_TIME)
    assert {colour for _, colour in pairs} == set(COLOURS)


def test_flight_is_a_parabola_and_a_contact_comes_at_most_once_a_chunk() -> None:
    tracks = simulate(SCENES, 26)
    assert tracks.valid.mean() > 0.8
    assert not (tracks.ground_hit & tracks.thing_hit)[tracks.valid].any()
    free = ~tracks.support[:, :-1] & ~tracks.ground_hit[:, :-1] & ~tracks.thing_hit[:, :-1] & ~tracks.support[:, 1:]
    wings = np.zeros((len(SCENES), THINGS_MAX), bool)
    for row, scene in enumerate(SCENES):
        borne = scene.meeting in ("ride", "carry")
        wings[row, : len(scene.things)] = [borne or thing.action in OWN_FLIGHT for thing in scene.things]
    free &= (tracks.valid[:, None] & ~wings)[:, None] & (tracks.height[:, :-1] > 0)
    assert free.sum() > 500
    assert (tracks.vy[:, 1:] - tracks.vy[:, :-1])[free] == pytest.approx(-GRAVITY_M_S2 * CHUNK_S, abs=1e-9)


def test_a_ball_rolls_without_slipping_and_comes_to_rest() -> None:
    rolling = [s for s in SCENES if len(s.things) == 1 and s.things[0].action == "roll"]
    tracks = simulate(rolling, 74)
    radii = np.array([scene.things[0].looks.extent_m for scene in rolling])
    assert tracks.spin[:, :, 0] * radii[:, None] == pytest.approx(-tracks.vx[:, :, 0])
    assert np.abs(tracks.vx[:, -1, 0]).max() == 0


def test_collisions_lose_no_momentum_but_to_friction() -> None:
    meeting = [s for s in SCENES if s.meeting in ("hit", "meet") and len(s.things) == 2]
    tracks = simulate(meeting, 26)
    struck = tracks.thing_hit.any(2) & tracks.valid[:, None]
    assert struck.any(1).sum() > 0.6 * len(meeting)
    for row, chunk in zip(*np.nonzero(struck[:, :-1]), strict=True):
        stuff = [MATERIALS[thing.looks.material] for thing in meeting[row].things]
        balls = [thing.kind == "ball" for thing in meeting[row].things]
        mass = [each.density * thing.looks.extent_m**2 * (np.pi if ball else 4)
                for each, thing, ball in zip(stuff, meeting[row].things, balls, strict=True)]  # fmt: skip
        slowing = [each.rolling if ball else each.sliding for each, ball in zip(stuff, balls, strict=True)]
        change = (tracks.vx[row, chunk + 1, :2] - tracks.vx[row, chunk, :2]) @ mass
        assert abs(change) <= np.dot(mass, slowing) * CHUNK_S + 1e-9


def test_a_walker_goes_as_far_as_told_stops_and_jumps() -> None:
    scene = next(s for s in map(draw_scene, range(5000)) if len(s.things) == 1 and s.things[0].then == "jump")
    tracks, thing = simulate([scene], 50), scene.things[0]
    way = tracks.x[0, -1, 0] - tracks.x[0, 0, 0]
    assert way == pytest.approx(thing.direction * thing.way_m, abs=0.05)
    assert tracks.vx[0, -1, 0] == 0
    assert tracks.ground_hit[0, :, 0].any()
    assert tracks.height[0, :, 0].max() > 0.15


def test_who_is_followed_stays_before_the_camera() -> None:
    followed = [scene for scene in SCENES if scene.camera == "follow"]
    tracks = simulate(followed, 122)
    assert len(followed) > 20
    assert np.abs(tracks.x).max() < 2.9
    assert np.abs(tracks.vx).max() < 1e-9


def test_who_goes_together_past_a_camera_that_stays_keeps_order_and_stops_there() -> None:
    pairs = [s for s in SCENES if s.meeting in ("with", "chase") and not s.follow_m_s]
    assert len(pairs) > 5
    tracks = simulate(pairs, 122)
    assert tracks.valid.all()
    for row, scene in enumerate(pairs):
        way = scene.things[0].direction
        first, second = (tracks.x[row, :, slot] * way for slot in (0, 1))
        assert (second > first).all()
        assert (np.diff(first) > -1e-9).all()
        assert first[-1] - first[0] > 1.5


def test_who_comes_back_goes_the_same_way_again_and_turns_to_it() -> None:
    scene = next(s for s in map(draw_scene, range(5000)) if _walks_to_and_fro(s))
    tracks, thing = simulate([scene], 122), scene.things[0]
    x, vx, facing = tracks.x[0, :, 0], tracks.vx[0, :, 0], tracks.facing[0, :, 0]
    assert np.ptp(x) < thing.way_m + 0.5
    assert vx.max() > 0.2
    assert vx.min() < -0.2
    going = np.abs(vx) > 0.8 * abs(thing.vx_m_s)
    assert (np.sign(facing[going]) == np.sign(vx[going])).all()


def _walks_to_and_fro(scene: Scene) -> bool:
    thing = scene.things[0]
    return len(scene.things) == 1 and thing.action in ("walk", "run") and thing.way_m > 0 and not thing.then


@pytest.mark.parametrize("meeting", ["ride", "carry"])
def test_what_is_borne_goes_with_its_bearer(meeting: str) -> None:
    scenes = [scene for scene in map(draw_scene, range(3000)) if scene.meeting == meeting][:40]
    latents = pack(scenes, simulate(scenes, 26))
    for film in (decode(each, 96) for each in latents):
        upper = film.things[0 if meeting == "ride" else 1].motion
        lower = film.things[1 if meeting == "ride" else 0].motion
        beside_m = upper.x_m - lower.x_m
        side = lower.facing[np.abs(beside_m).argmax()]  # It goes round with its bearer, and jumps to no other side.
        assert beside_m * side == pytest.approx(beside_m[np.abs(beside_m).argmax()] * lower.facing, abs=1e-6)
        assert (upper.height_m > lower.height_m - 1e-6).all()
        assert not upper.grounded.any()


def test_what_topples_ends_flat_and_says_when_it_meets_the_ground() -> None:
    scenes = [scene for scene in map(draw_scene, range(6000)) if scene.things[0].action == "topple"][:20]
    tracks = simulate(scenes, 50)
    assert np.abs(tracks.angle[:, -1, 0]) == pytest.approx(np.pi / 2)
    assert tracks.ground_hit[:, :, 0].sum(1).tolist() == [1] * len(scenes)


def test_a_telling_says_what_it_left_open() -> None:
    for seed, scene in enumerate(SCENES[:200]):
        telling = tell(scene, seed)
        if not telling.told[0] and scene.meeting == "":
            said = [f" {phrase} " for phrase in scenery.PLACE_WORDS[scene.place]]
            assert not any(phrase in f" {telling.text} " for phrase in said)
        assert len(telling.known) == len(scene.things)


def test_a_dive_is_a_flight_then_water_then_the_surface() -> None:
    scene = next(s for s in map(draw_scene, range(4000)) if len(s.things) == 1 and s.things[0].action == "dive")
    tracks = simulate([scene], 26)
    height, speed = tracks.height[0, :, 0], tracks.vy[0, :, 0]
    hit = int(tracks.ground_hit[0, :, 0].argmax())
    at_m = height[hit] + speed[hit] * (at_s := tracks.hit_at[0, hit, 0] * CHUNK_S) - GRAVITY_M_S2 * at_s**2 / 2
    assert tracks.ground_hit[0, :, 0].sum() == 1
    assert height[0] == scene.things[0].height_m
    assert at_m == pytest.approx(0, abs=1e-9)
    assert abs(tracks.angle[0, hit, 0]) > 2
    assert height.min() < -scene.things[0].looks.extent_m
    assert (height[-1], tracks.support[0, -1, 0]) == (0, True)


def test_an_ambush_springs_from_stillness_and_comes_after_its_prey() -> None:
    scenes = [s for s in map(draw_scene, range(2000)) if s.meeting == "ambush"]
    tracks = simulate(scenes, 26)
    crouch, run = (tracks.doing[:, :, 0, ACTIVITIES.index(name)] for name in ("crouch", "run"))
    for row, scene in enumerate(scenes):
        springs = int(scene.things[0].meets_s / CHUNK_S)
        assert (crouch[row, : springs - 1] == 1).all()
        assert np.ptp(tracks.x[row, : springs + 1, 0]) == 0
        assert tracks.height[row, springs + 1 : springs + 3, 0].max() > 0
        assert run[row].max() > 0.9
        towards = np.sign(tracks.x[row, 0, 1] - tracks.x[row, 0, 0])
        assert towards * (tracks.x[row, -1, 0] - tracks.x[row, 0, 0]) > 0.4
        assert towards * (tracks.x[row, -1, 1] - tracks.x[row, -1, 0]) > 0
