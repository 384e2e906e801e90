"""Where people are: a city, rooms, halls, a kitchen, an office, a studio, a castle."""

import numpy as np

from services.audio.ambience.layers import DARK, grains, swelling, wide
from services.audio.pcm import SAMPLE_RATE_HZ, Stereo64, band, decibels, pan, shaped_noise, slow_curve


def city(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """Distant traffic: the hum of the town, and cars that come and go streets away; fewer and fainter in the dark."""
    dark = time in DARK
    hum = wide(source, count, band(45, 200)) * swelling(source, count, 3.0, 0.75)
    hum += 0.3 * wide(source, count, band(200, 700))
    cars = np.zeros((count, 2))
    for _ in range(1 if dark else 2):
        tyres = shaped_noise(source, count, band(250, 1_100))
        way = 1.6 * slow_curve(source, count, 3.5) - 0.8
        cars += pan(tyres, way) * swelling(source, count, 2.4, 0.25)
    return decibels(-49 if dark else -44) * (hum + (0.25 if dark else 0.4) * cars)


def hall(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """A large room full of people who keep still: its air, and here and there cloth that stirs in the rows."""
    air = wide(source, count, band(60, 320)) + 0.25 * wide(source, count, band(320, 1_400))
    rustle = np.zeros((count, 2))
    for _ in range(3):
        cloth = shaped_noise(source, count, band(1_400, 4_500))
        stirs = slow_curve(source, count, 0.9) ** 3
        rustle += pan(cloth * stirs, source.uniform(-0.9, 0.9))
    return decibels(-49) * (air + 0.35 * rustle)


def room_tone(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """A room with the mains humming somewhere in it."""
    t = np.arange(count) / SAMPLE_RATE_HZ
    hum = np.sin(2 * np.pi * 100 * t) + 0.4 * np.sin(2 * np.pi * 200 * t + 1.0)
    return decibels(-52) * wide(source, count, band(50, 350)) + decibels(-62) * hum[:, None]


def above_the_city(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """A rooftop: the town far below, and its air."""
    breeze = wide(source, count, band(90, 420)) * swelling(source, count, 1.8, 0.6)
    return decibels(-5) * city(source, count, time) + decibels(-48) * breeze


def kitchen(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """A room with a refrigerator that hums and something that simmers."""
    t = np.arange(count) / SAMPLE_RATE_HZ
    hum = sum(np.sin(2 * np.pi * 50 * n * t + n) / n for n in (1, 2, 3, 5))
    simmer = grains(source, count, 900, band(500, 2_400), spread=0.3) * swelling(source, count, 1.5, 0.6)
    return room_tone(source, count, time) + decibels(-58) * np.asarray(hum)[:, None] + decibels(-58) * simmer


def office(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """Ventilation, and talk too far away to be understood."""
    air = wide(source, count, band(120, 900)) * swelling(source, count, 3.5, 0.85)
    return 0.7 * room_tone(source, count, time) + decibels(-53) * air + decibels(-60) * murmur(source, count)


def studio(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """A treated room: nearly nothing."""
    return decibels(-62) * wide(source, count, band(60, 400))


def castle(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Large stone rooms: a draught that moans in them."""
    draught = wide(source, count, band(180, 260)) * swelling(source, count, 2.7, 0.4)
    return decibels(-50) * wide(source, count, band(50, 240)) + decibels(-54) * draught


def court(source: np.random.Generator, count: int, time: str) -> Stereo64:
    """A hall with people in it who talk quietly."""
    return hall(source, count, time) + decibels(-56) * murmur(source, count)


def stadium(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """Thousands of people far around: talk that has become a wash, swelling by turns on every side."""
    wash = wide(source, count, band(320, 1_500)) * swelling(source, count, 2.2, 0.6)
    return decibels(-45) * (wash + 0.8 * murmur(source, count, voices=16)) + decibels(-54) * wide(
        source, count, band(60, 300)
    )


def market(source: np.random.Generator, count: int, _time: str) -> Stereo64:
    """People who talk near and far, and goods and bags that rustle among them."""
    goods = grains(source, count, 1_100, band(900, 4_000), spread=0.3) * swelling(source, count, 1.3, 0.5)
    far = wide(source, count, band(80, 400))
    return decibels(-47) * murmur(source, count, voices=14) + decibels(-60) * goods + decibels(-54) * far


def murmur(source: np.random.Generator, count: int, voices: int = 8) -> Stereo64:
    """Many people who talk, none of whom is understood: bands of the voice, each opening at its own syllables."""
    sound = np.zeros((count, 2))
    for _ in range(voices):
        low_hz = source.uniform(180, 420)
        voice = shaped_noise(source, count, band(low_hz, 2.2 * low_hz))
        voice += 0.5 * shaped_noise(source, count, band(4 * low_hz, 6 * low_hz))
        syllables = slow_curve(source, count, source.uniform(0.14, 0.22)) * slow_curve(source, count, 1.1)
        sound += pan(voice * (0.2 + syllables), source.uniform(-0.9, 0.9))
    return sound / max(float(np.sqrt((sound**2).mean())), 1e-12)
