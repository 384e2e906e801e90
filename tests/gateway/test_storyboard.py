"""Storyboards as they come with an order: which picture is one, what it costs, and when it is refused."""

import aiohttp
import pytest
from PIL import Image

from tests.gateway.boards import board, grid, painted
from tests.gateway.stage import Stage
from tests.gateway.test_bad_input import error_of
from tests.gateway.test_references import data_url, saved

ROW = grid(1, 3, (900, 300))
STRIP = saved(Image.fromarray(board(ROW, (900, 300), draw=painted)), "JPEG", quality=80)
TWO_SHOTS, THREE_SHOTS = "Shot 1: a dog. Shot 2: a cat.", "Shot 1: a dog. Shot 2: a cat. Shot 3: they meet."


async def ordered(http: aiohttp.ClientSession, stage: Stage, prompt: str, role: str = "") -> list[str]:
    """Roles of the pictures of an order whose only picture is the strip: in OpenAI's field, or in a role."""
    picture = {"image_url": data_url(STRIP)}
    named = {"references": [{"role": role, **picture}]} if role else {"input_reference": picture}
    async with http.post("/v1/videos", json={"prompt": prompt, "seconds": "4", **named}) as response:
        assert response.status == 200, await response.text()
        made = (await response.json())["matinee"]
    request = stage.submits[-1].request
    assert (made["shots"], made["panels"]) == (request.shots, len(request.panels))
    return [each.role for each in request.references]


async def test_a_storyboard_has_a_shot_for_each_panel(http: aiohttp.ClientSession, stage: Stage) -> None:
    assert await ordered(http, stage, "a dog runs", "storyboard") == ["storyboard"]
    request = stage.submits[-1].request
    assert request.shots == 3
    for panel, (left, top, right, low) in zip(request.panels, ROW, strict=True):
        for one, two in zip(panel.corners, ((left, top), (right, top), (right, low), (left, low)), strict=True):
            assert max(abs(one[0] - two[0]), abs(one[1] - two[1])) < 12


async def test_more_shots_than_panels_stay_shots(http: aiohttp.ClientSession, stage: Stage) -> None:
    await ordered(http, stage, f"{THREE_SHOTS} Shot 4: the end.", "storyboard")
    assert stage.submits[-1].request.shots == 4


@pytest.mark.parametrize(
    ("prompt", "role"),
    [
        ("A dog, after this storyboard.", "storyboard"),
        (THREE_SHOTS, "storyboard"),
        (TWO_SHOTS, "first_frame"),
        ("A dog runs past a window.", "first_frame"),
    ],
)
async def test_what_openai_s_field_has_is_told_by_the_prompt(
    http: aiohttp.ClientSession, stage: Stage, prompt: str, role: str
) -> None:
    assert await ordered(http, stage, prompt) == [role]


async def test_what_is_called_a_first_frame_is_one(http: aiohttp.ClientSession, stage: Stage) -> None:
    assert await ordered(http, stage, THREE_SHOTS, "first_frame") == ["first_frame"]


@pytest.mark.parametrize(
    ("rows", "columns", "why"), [(2, 3, "needs 6 seconds, not 4"), (4, 4, "16 panels; at most 12")]
)
async def test_too_many_panels_are_refused_with_what_they_need(
    http: aiohttp.ClientSession, stage: Stage, rows: int, columns: int, why: str
) -> None:
    page = saved(Image.fromarray(board(grid(rows, columns))), "PNG")
    order = {"prompt": "a dog", "seconds": "4", "references": [{"role": "storyboard", "image_url": data_url(page)}]}
    async with http.post("/v1/videos", json=order) as response:
        error = await error_of(response, 400)
    assert error["code"] == "too_many_panels"
    assert why in error["message"]
    assert not stage.submits


async def test_a_storyboard_is_the_first_frame_already(http: aiohttp.ClientSession, stage: Stage) -> None:
    url = data_url(STRIP)
    given = [{"role": "storyboard", "image_url": url}, {"role": "first_frame", "image_url": url}]
    async with http.post("/v1/videos", json={"prompt": "a dog", "references": given}) as response:
        assert "one or the other" in (await error_of(response, 400))["message"]
    assert not stage.submits


async def test_a_plain_picture_is_a_storyboard_of_one_panel(http: aiohttp.ClientSession, stage: Stage) -> None:
    form = aiohttp.FormData({"prompt": "a"})
    form.add_field("references[][role]", "storyboard")
    form.add_field("references[][image]", saved(Image.new("RGB", (96, 64), "teal"), "JPEG"), filename="a.jpg")
    async with http.post("/v1/videos", data=form) as response:
        assert response.status == 200, await response.text()
    request = stage.submits[-1].request
    assert [panel.corners for panel in request.panels] == [((0, 0), (96, 0), (96, 64), (0, 64))]
    assert request.shots == 1
