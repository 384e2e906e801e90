"""Weather: seen in every frame, the same on every call, moving from frame to frame; lightning when it is said to."""

import numpy as np
import pytest
from msgspec.structs import replace

from services.renderer.animatic.decode import decode
from services.renderer.animatic.draw import Painter
from services.renderer.animatic.framing import compose
from services.renderer.animatic.latents import knots_for, pack
from services.renderer.animatic.light import LIGHTS
from services.renderer.animatic.simulate import simulate
from services.renderer.animatic.staging import draw_scene
from services.renderer.animatic.weather import Sight, effects_of, lightning_s, mirror, weathered, wind
from services.renderer.animatic.weather.lightning import flash
from services.renderer.animatic.weather.wind import STRENGTH, blown_m, drifted_m

FRAMING = compose([], 320, 180)
WEATHERS = tuple(STRENGTH)


def seen(weather: str, at_s: float, *, indoors: bool = False) -> np.ndarray:
    light = weathered(LIGHTS["day"], weather, indoors=indoors)
    effects = effects_of(weather, 0.0, 5, 4.0, indoors=indoors)
    frame = np.full((180, 320, 3), 110, np.uint8)
    sight = Sight(framing=FRAMING, camera_m=0.3, at_s=at_s, light=light)
    for effect in (*effects.behind, *effects.over):
        effect(frame, sight)
    return frame


@pytest.mark.parametrize("weather", [weather for weather in WEATHERS if weather != "clear"])
def test_weather_is_seen_moves_and_has_the_same_bits(weather: str) -> None:
    now, later = seen(weather, 1.0), seen(weather, 1.0 + 1 / 24)
    assert np.array_equal(now, seen(weather, 1.0))
    assert (now != 110).any()
    assert (now != later).any()


@pytest.mark.parametrize("weather", ["clear", "rain", "snowfall", "wind"])
def test_nothing_falls_in_a_room(weather: str) -> None:
    assert (seen(weather, 1.0, indoors=True) == 110).all()


def test_clouds_take_light_and_shadows() -> None:
    for weather in ("rain", "storm", "fog"):
        light = weathered(LIGHTS["day"], weather, indoors=False)
        assert sum(light.key) < 0.7 * sum(LIGHTS["day"].key)
        assert light.shadow < 0.5 * LIGHTS["day"].shadow
    assert weathered(LIGHTS["day"], "clear", indoors=False) == LIGHTS["day"]


def test_lightning_strikes_when_it_is_said_to() -> None:
    strokes = lightning_s(5, 12.0)
    assert strokes == lightning_s(5, 12.0) != lightning_s(6, 12.0)
    assert strokes[: len(lightning_s(5, 4.0))] == lightning_s(5, 4.0), "a longer film begins alike"
    assert 3 <= len(strokes) <= 9
    for stroke in strokes:
        assert flash(strokes, stroke) == pytest.approx(1)
        assert seen("storm", stroke).mean() > seen("storm", stroke - 0.05).mean() + 15 or stroke > 4


@pytest.mark.parametrize("weather", WEATHERS)
def test_what_has_blown_is_the_sum_of_the_wind(weather: str) -> None:
    at_s = np.linspace(0, 8, 8001)
    strengths = np.array([wind(weather, at) for at in at_s])
    assert strengths.min() >= 0
    assert strengths.max() <= 1
    assert blown_m(weather, 8.0) == pytest.approx(9.0 * np.trapezoid(strengths, at_s), rel=0.03)


def test_what_stands_on_wet_ground_is_seen_in_it_upside_down() -> None:
    before = np.full((180, 320, 3), 90, np.uint8)
    frame = before.copy()
    frame[60:120, 150:170] = (220, 30, 30)
    frame[60:70, 150:170] = (30, 30, 220)
    mirror(frame, before, 120, 0.0)
    below = frame[121:180, 155:165].astype(int).mean(1)
    assert below[5, 0] - below[5, 2] > 20
    assert below[54, 2] - below[54, 0] > 3
    assert np.array_equal(frame[:120, 150:170], np.concatenate([before[:60, 150:170], frame[60:120, 150:170]]))


def test_a_boat_is_mirrored_in_a_calm_lake(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = next(
        s for s in map(draw_scene, range(30_000)) if [t.kind for t in s.things] == ["boat"] and s.place == "lake"
    )
    film = decode(pack([scene], simulate([scene], knots_for(24)))[0], 24)
    film = replace(film, weather="clear", style="cinematic", palette="", lapse=False)
    film = replace(film, camera=replace(film.camera, move="still", view="wide"))
    mirrored = Painter(film, 320, 180).frame(12).astype(int)
    monkeypatch.setattr("services.renderer.animatic.draw.CALM", {})
    without = Painter(film, 320, 180).frame(12).astype(int)
    changed = np.abs(mirrored - without).max(axis=(1, 2))
    assert changed[120:].max() > 12 > 6 > changed[:60].max()


@pytest.mark.parametrize("weather", WEATHERS)
def test_clouds_are_seen_to_drift_within_seconds(weather: str) -> None:
    gone_px = FRAMING.pixels_per_m * np.diff([drifted_m(weather, at_s) for at_s in range(5)])
    assert (gone_px > 0.005 * FRAMING.width).all()
