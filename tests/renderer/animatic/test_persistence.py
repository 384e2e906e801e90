"""What stays from shot to shot: on made-up latents, as numbers."""

import torch

from services.renderer.animatic.conditioning import Held
from services.renderer.animatic.continuing import SEEN_FRAMES, following, joined
from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import (
    CHANNELS,
    FRAMES_PER_CHUNK,
    KNOTS_PER_TOKEN,
    SCENE,
    STATIC_TOKENS,
    THING,
    knots_for,
    pack,
    tell,
    unpack_motion,
)
from services.renderer.animatic.persistence import persist, spans, tied
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.world import THINGS_MAX, TIMES_OF_DAY, Scene

FRAMES = 96


def latents_of(scene: Scene, told: tuple[bool, bool], known: tuple[bool, ...]) -> torch.Tensor:
    latents = pack([scene], simulate([scene], knots_for(FRAMES)))
    tell(latents, 0, told, known)
    return torch.from_numpy(latents[0])


def alone(kind: str, skip: int = 0) -> Scene:
    found = [s for s in map(draw_scene, range(6000)) if len(s.things) == 1 and s.things[0].kind == kind]
    return found[skip]


def test_the_one_who_is_known_is_the_one_from_before() -> None:
    her, other, she = alone("woman"), alone("dog"), alone("woman", 1)
    film = [latents_of(her, (True, True), (False,)), latents_of(other, (True, True), (False,)),
            latents_of(she, (True, True), (True,))]  # fmt: skip
    shots = spans([FRAMES] * 3)
    made = persist(torch.cat(film)[None], shots)
    first, second, third = (decode(made[0, shot].numpy(), FRAMES) for shot in shots)
    assert first.things[0].rgb == third.things[0].rgb
    assert first.things[0].figure == third.things[0].figure or her.things[0].looks.mood != she.things[0].looks.mood
    assert second.things[0].kind == "dog"
    assert torch.equal(made[0, shots[2]][STATIC_TOKENS:], film[2][STATIC_TOKENS:])


def test_a_stranger_stays_a_stranger() -> None:
    film = [latents_of(alone("woman", index), (True, True), (False,)) for index in range(2)]
    made = persist(torch.cat(film)[None], spans([FRAMES] * 2))
    assert torch.equal(made[0, spans([FRAMES] * 2)[1]][1:], film[1][1:])


def test_what_is_left_open_stays_as_it_was() -> None:
    told, open_ = alone("man"), alone("man", 1)
    film = [latents_of(told, (True, True), (False,)), latents_of(open_, (False, False), (False,))]
    shots = spans([FRAMES] * 2)
    second = decode(persist(torch.cat(film)[None], shots)[0, shots[1]].numpy(), FRAMES)
    assert (second.place, second.time_of_day) == (told.place, told.time_of_day)


def test_what_an_edit_changes_in_one_shot_is_changed_in_those_that_take_it_from_there() -> None:
    her, she = alone("woman"), alone("woman", 1)
    shots = spans([FRAMES] * 2)
    film = torch.cat([latents_of(her, (True, True), (False,)), latents_of(she, (False, False), (True,))])[None]
    old = tied(film, shots, None)[0]
    new = old.clone()
    time, red = [SCENE.index(name) for name in TIMES_OF_DAY], THING.index("red")
    new[0, time], new[1, red] = -new[0, time], new[1, red] - 1
    made = tied(new[None], shots, Held(clean=old, holds=new == old))[0]
    one, two = made[shots[0]], made[shots[1]]
    assert torch.equal(one, new[shots[0]])
    assert torch.equal(two[0, time], one[0, time])
    assert two[1, red] == one[1, red]
    assert torch.equal(two[STATIC_TOKENS:], old[shots[1]][STATIC_TOKENS:])


def test_a_continuation_begins_where_the_shot_ends() -> None:
    scene = next(s for s in map(draw_scene, range(3000)) if s.things[0].action == "roll" and len(s.things) == 1)
    film = latents_of(scene, (True, True), (False,))[None]
    held = following(film[0], FRAMES, 48)
    assert held.holds[0, SCENE.index("follow")]
    more = torch.where(held.holds, held.clean, torch.zeros(held.clean.shape))[None]
    seen, end = (frames // FRAMES_PER_CHUNK for frames in (SEEN_FRAMES, FRAMES))
    assert (unpack_motion(more[0].numpy())[: seen + 1] == unpack_motion(film[0].numpy())[end - seen : end + 1]).all()
    both = joined(film, slice(0, film.shape[1]), more, FRAMES, 48)
    assert both.shape == (1, spans([FRAMES + 48])[0].stop, CHANNELS)
    one, two = decode(film[0].numpy(), FRAMES), decode(both[0].numpy(), FRAMES + 48)
    before, after = one.things[0].motion, two.things[0].motion
    assert abs(before.x_m - after.x_m[:FRAMES]).max() < 1e-6
    assert abs(after.x_m[FRAMES] - after.x_m[FRAMES - 1]) < 0.2


def test_a_continuation_in_slow_motion_begins_with_what_is_seen_last() -> None:
    film = latents_of(alone("ball"), (True, True), (False,))[None]
    film[0, 0, SCENE.index("slow")] = 1
    held = following(film[0], FRAMES, 48)
    seen = FRAMES // 2 // FRAMES_PER_CHUNK
    more = torch.where(held.holds, held.clean, torch.zeros(held.clean.shape))[None]
    was, knots = (unpack_motion(each[0].numpy()) for each in (film, more))
    assert (knots[: seen + 1] == was[: seen + 1]).all()
    assert not held.holds[STATIC_TOKENS + THINGS_MAX * (seen // KNOTS_PER_TOKEN + 1) :].any()
    both = unpack_motion(joined(film, slice(0, film.shape[1]), more, FRAMES, 48)[0].numpy())
    assert (both[: len(knots)] == knots).all()


def test_every_film_of_a_batch_has_its_shots_tied() -> None:
    told, open_ = alone("man"), alone("man", 1)
    film = torch.cat([latents_of(told, (True, True), (False,)), latents_of(open_, (False, False), (True,))])
    shots = spans([FRAMES] * 2)
    one, two = persist(torch.stack([film, film]), shots)
    assert torch.equal(one, two)
    assert not torch.equal(one, film)
