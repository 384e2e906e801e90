"""Films of several shots, and films made from films, through all five services with the model that ships.

The films are small and short: what counts here is which frames and numbers come from where.
"""

import base64
import io
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np
import pytest
import pytest_asyncio
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors import safe_open

from proto import codec
from proto.job import Job
from proto.render import RenderReport
from proto.speech import Speech
from proto.timeline import Timeline
from services.ledger import audit
from services.renderer.animatic.conditioning import amended_prompt
from services.renderer.animatic.decode import decode
from services.renderer.animatic.latents import unpack_motion
from services.renderer.animatic.persistence import TIME_CHANNELS
from services.renderer.families.contract import Script
from tests.eventually import eventually
from tests.stack import Stack

pytestmark = pytest.mark.asyncio(loop_scope="module")

WEIGHTS = Path(__file__).parents[1] / "services" / "renderer" / "animatic" / "weights"
MODELS = f"""
[animatic]
pipeline = "{WEIGHTS}"
sizes = ["256x144"]
seconds = [2]
side_max = 2048
seconds_max = 20
steps = 8
guidance = 2.5
cuts = true
sources = true
"""
BALL = {"model": "animatic", "prompt": "a red ball bounces on the grass by day", "seed": 7}
NIGHT = "make it night"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with Stack.running(tmp_path_factory.mktemp("films"), MODELS, checkpoint_every_steps=2) as stack:
        yield stack


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def source(stack: Stack) -> Job:
    """A film of 2 s of which others are made."""
    return await made(stack, **BALL)


async def made(stack: Stack, path: str = "", **body: Any) -> Job:
    """The job of a film that was ordered by a POST below ``/v1/videos``, once it is completed."""
    job = await stack.ended(await ordered(stack, path, **body))
    assert job.state == "completed", job.error
    return job


async def ordered(stack: Stack, path: str = "", **body: Any) -> str:
    status, video = await stack.call("POST", f"/v1/videos{path}", body)
    assert status == 200, video
    return str(video["id"])


async def frames_of(stack: Stack, job: Job) -> NDArray[np.int16]:
    """The finished film's pictures [frames, height, width, 3]."""
    data = await stack.app.store.get_bytes(job.artifacts["video.mp4"].key)
    with av.open(io.BytesIO(data)) as film:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]).astype(np.int16)


async def latents_of(stack: Stack, job: Job) -> tuple[torch.Tensor, Script]:
    """Latents [tokens, channels] and the script that they were made from."""
    file = stack.folder / f"{job.id}.safetensors"
    await stack.app.store.get_file(job.artifacts["latents.safetensors"], file)
    with safe_open(file, "pt") as opened:
        script = msgspec.json.decode(opened.metadata()["script"], type=Script)
        return opened.get_tensor("latents")[0], script


def jumps(frames: NDArray[np.int16]) -> NDArray[np.float64]:
    """How much each picture differs from the one before: a mean over pixels."""
    return np.abs(np.diff(frames, axis=0)).mean((1, 2, 3))


async def check_books(stack: Stack, job: Job, captured: int) -> None:
    entries = await stack.app.ledger.entries(stack.account)
    audit(entries)
    assert [entry.captured for entry in entries if entry.kind == "settle" and entry.video == job.id] == [captured]


async def test_a_cut_lands_on_the_frame_that_was_asked_for(stack: Stack) -> None:
    prompt = (
        "Shot 1 (1.5 s): a red ball bounces on the beach at night. Shot 2: a brown dog runs through the snow by day."
    )
    job = await made(stack, model="animatic", prompt=prompt, seconds="3", seed=7)
    frames = await frames_of(stack, job)
    assert len(frames) == 72
    changes = jumps(frames)
    assert changes.argmax() == 35, "the 37th picture is the first one of the second shot"
    assert changes[35] > 3 * np.delete(changes, 35).max()
    timeline = codec.decode(await stack.app.store.get_bytes(job.artifacts["timeline.json"].key), Timeline)
    assert (timeline.cuts_s, timeline.seconds) == ((1.5,), 3.0)
    _, video = await stack.call("GET", f"/v1/videos/{job.id}")
    assert video["matinee"]["shots"] == 2


async def test_a_remix_changes_what_was_asked_and_nothing_else(stack: Stack, source: Job) -> None:
    job = await made(stack, f"/{source.id}/remix", prompt=NIGHT)
    assert (job.seconds, job.seed, job.price) == (source.seconds, source.seed, source.price)
    (old, _), (new, script) = [await latents_of(stack, each) for each in (source, job)]
    assert script.shots[0].prompt == amended_prompt(BALL["prompt"], NIGHT)
    changed = {(token, channel) for token, channel in (new != old).nonzero().tolist()}
    assert changed <= {(0, channel) for channel in TIME_CHANNELS}, "all else is the same to the last bit"
    assert [decode(each.numpy(), 48).time_of_day for each in (old, new)] == ["day", "night"]
    bright, dark = [(await frames_of(stack, each)).mean() for each in (source, job)]
    assert dark < bright / 2


async def test_an_extension_plays_on_and_only_what_is_new_is_paid_for(stack: Stack, source: Job) -> None:
    job = await made(stack, "/extensions", prompt="the ball goes on bouncing", seconds="2", video={"id": source.id})
    assert (job.seconds, job.price) == (4, source.price)
    await check_books(stack, job, source.price)
    (old, _), (new, script) = [await latents_of(stack, each) for each in (source, job)]
    assert script.frames == len(await frames_of(stack, job)) == 96
    knots = [unpack_motion(each.numpy()) for each in (old, new)]
    assert np.array_equal(knots[0][:12], knots[1][:12]), "what was there stays as it was"
    ball = decode(new.numpy(), 96).things[0].motion
    ways = np.hypot(np.diff(ball.x_m), np.diff(ball.height_m))
    assert ways[44:56].max() <= 1.5 * max(ways[:44].max(), ways[56:].max()), "and the ball does not jump at the seam"
    again = await made(stack, "/extensions", prompt="it rolls away", seconds="1", video={"id": job.id})
    assert (again.seconds, len(await frames_of(stack, again))) == (5, 120)


async def speech_of(stack: Stack, job: Job) -> list[tuple[str, str, str, float]]:
    """Who says what, in which voice, from when on."""
    speech = codec.decode(await stack.app.store.get_bytes(job.artifacts["speech.json"].key), Speech)
    return [(line.speaker, line.text, line.voice, line.starts_s) for line in speech.lines]


async def test_films_made_from_a_film_go_on_saying_what_it_says(stack: Stack) -> None:
    prompt = 'an old man stands in the street by day. He says "Hello."'
    talk = await made(stack, model="animatic", prompt=prompt, seconds="2", seed=7)
    ((speaker, *_, voice, _),) = said = await speech_of(stack, talk)
    assert (speaker, voice) == ("old man", "grandpa")
    fields = {"prompt": 'the old man waves. He says "Bye."', "seconds": "2", "video": {"id": talk.id}}
    longer = await made(stack, "/extensions", **fields)
    before, (*new, starts_s) = await speech_of(stack, longer)
    assert [before] == said
    assert (new, starts_s >= 2) == (["old man", "Bye.", voice], True)
    plain = await made(stack, f"/{talk.id}/remix", prompt="no music")
    for name in ("speech.flac", "captions.vtt"):
        assert plain.artifacts[name].sha256 == talk.artifacts[name].sha256, name
    (old, _), (same, _) = [await latents_of(stack, each) for each in (talk, plain)]
    assert torch.equal(old, same), "words about sound change nothing that is seen"


async def test_a_source_that_is_deleted_meanwhile_fails_the_film_and_costs_nothing(stack: Stack) -> None:
    doomed = await made(stack, **BALL, seconds="1")
    stack.signal("renderer", signal.SIGSTOP)
    try:
        video = await ordered(stack, f"/{doomed.id}/remix", prompt=NIGHT)
        assert (await stack.call("DELETE", f"/v1/videos/{doomed.id}"))[0] == 200
        await eventually(lambda: _is_purged(stack, doomed))
    finally:
        stack.signal("renderer", signal.SIGCONT)
    job = await stack.ended(video)
    assert job.state == "failed"
    assert job.error is not None
    assert job.error.code == "source_gone"
    await check_books(stack, job, 0)


async def _is_purged(stack: Stack, job: Job) -> bool:
    return (await stack.job(job.id)).purged


async def test_an_edit_whose_renderer_is_killed_ends_with_the_same_bits(stack: Stack, source: Job) -> None:
    wish = {"prompt": NIGHT, "video": {"id": source.id}}
    whole = await made(stack, "/edits", **wish)
    video = await ordered(stack, "/edits", **wish)
    await stack.until(video, "running", "render", steps=4)
    await stack.kill("renderer")
    await stack.start("renderer")
    job = await stack.ended(video)
    assert (job.state, job.losses) == ("completed", 1)
    for name in ("latents.safetensors", "picture.mp4", "timeline.json", "audio.flac"):
        assert job.artifacts[name].sha256 == whole.artifacts[name].sha256, name
    report = codec.decode(await stack.app.store.get_bytes(job.artifacts["render.json"].key), RenderReport)
    assert report.resumed_from_step >= 2
    await check_books(stack, job, job.price)


async def test_sizes_and_lengths_that_are_not_listed(stack: Stack) -> None:
    job = await made(stack, **{**BALL, "size": "258x146", "seconds": "5"})
    assert (await frames_of(stack, job)).shape == (120, 146, 258, 3)
    for fields in ({"size": "2050x64"}, {"size": "257x146"}, {"size": "62x64"}, {"seconds": "21"}, {"seconds": "0"}):
        status, refused = await stack.call("POST", "/v1/videos", {**BALL, **fields})
        assert (status, refused["error"]["param"]) == (400, *fields)


async def test_a_picture_is_kept_with_the_film_and_goes_with_it(stack: Stack) -> None:
    png = io.BytesIO()
    Image.new("RGB", (320, 180), (200, 160, 60)).save(png, "PNG")
    url = f"data:image/png;base64,{base64.b64encode(png.getvalue()).decode()}"
    job = await made(stack, **BALL, seconds="1", references=[{"role": "style", "image_url": url}])
    await eventually(lambda: _is_empty(stack, f"uploads/{stack.account}/{job.id}/"))
    kept = await stack.app.store.get_bytes(job.artifacts["reference-style.png"].key)
    assert Image.open(io.BytesIO(kept)).size == (320, 180)
    again = await made(stack, f"/{job.id}/remix", prompt=NIGHT)
    assert again.artifacts["reference-style.png"].sha256 == job.artifacts["reference-style.png"].sha256
    assert (await stack.call("DELETE", f"/v1/videos/{job.id}"))[0] == 200
    await eventually(lambda: _is_empty(stack, f"videos/{stack.account}/{job.id}/"))
    unmade = await ordered(stack, **BALL, references=[{"role": "style", "image_url": url}])
    assert (await stack.call("DELETE", f"/v1/videos/{unmade}"))[0] == 200
    await eventually(lambda: _is_empty(stack, f"uploads/{stack.account}/{unmade}/"))


async def _is_empty(stack: Stack, prefix: str) -> bool:
    return await stack.app.store.list_keys(prefix) == []
