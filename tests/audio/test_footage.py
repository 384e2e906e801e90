"""How much film is taken in at a time."""

from services import catalogue
from services.audio.footage import FRAMES_MAX
from services.gateway.validate import EXTENDED_SECONDS_MAX
from services.settings import Settings


def test_the_longest_film_that_can_be_ordered_has_few_enough_frames() -> None:
    models = catalogue.load(Settings()).models.values()
    assert EXTENDED_SECONDS_MAX * max(model.fps for model in models) <= FRAMES_MAX
