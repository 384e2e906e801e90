"""The two files that an operator edits: which models are served, and what films cost. It loads no model."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from proto.prices import Positive, Prices
from services.settings import Settings, SettingsError

T = TypeVar("T")

Size = Annotated[str, Meta(pattern=r"^[1-9][0-9]*x[1-9][0-9]*\Z")]

SIDE_MIN = 64
_HERE = Path(__file__).parent


class Model(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One public name and the pipeline behind it. steps and guidance are what its films are made with.

    sizes are ``WxH``; the first is the default, as is the first of seconds. side_max and seconds_max: any even width
    and height, and any whole seconds, up to these are offered too; 0 for none. fps: frames a second of its films.
    cuts: whether its films can have several shots; a model that does not cut makes, and is paid for, one.
    sources: whether it makes films with pictures, and from other films; one that does not makes them from words only.
    own_sound: whether it makes the sound of its films, speech and music among it. clips: whether it makes them from
    clips that clients give, whose picture they keep, and from nothing else.
    """

    pipeline: Annotated[str, Meta(min_length=1)]
    sizes: Annotated[tuple[Size, ...], Meta(min_length=1)]
    seconds: Annotated[tuple[Positive, ...], Meta(min_length=1)]
    steps: Positive
    guidance: float
    fps: Positive = 24
    aliases: tuple[str, ...] = ()
    side_max: Annotated[int, Meta(ge=0)] = 0
    seconds_max: Annotated[int, Meta(ge=0)] = 0
    cuts: bool = False
    sources: bool = False
    own_sound: bool = False
    clips: bool = False

    def offers_size(self, text: str) -> bool:
        """Whether films of a size, as a client wrote it, can be ordered."""
        sides = _sides(text)
        return text in self.sizes or (bool(sides) and not any(map(self._unfit, sides)))

    def further_sizes(self, text: str) -> str:
        """What is offered beside the list of sizes and why a size, as a client wrote it, is not of these, in words that
        go on from a list; "" if nothing is.
        """
        if not self.side_max:
            return ""
        named = zip(("width", "height"), _sides(text), strict=False)
        wrong = [f"the {name} {side} is {why}" for name, side in named if (why := self._unfit(side))]
        told = ", ".join(wrong) or "a size is written like '640x360'"
        return f", and any even width and height from {SIDE_MIN} up to {self.side_max}: {told}"

    def offers_seconds(self, text: str) -> bool:
        """Whether films of a length, as a client wrote it, can be ordered."""
        if text in map(str, self.seconds):
            return True
        return re.fullmatch(r"[1-9][0-9]{0,4}", text) is not None and int(text) <= self.seconds_max

    def _unfit(self, side: int) -> str:
        """Why a side's length in pixels is not one of any that are offered; "" if it is."""
        if side < SIDE_MIN:
            return "too small"
        if side > self.side_max:
            return "too large"
        return "odd" if side % 2 else ""


def _sides(text: str) -> tuple[int, ...]:
    """Width and height of a size as a client wrote it; none if it is written otherwise."""
    match = re.fullmatch(r"(0|[1-9][0-9]{0,4})x(0|[1-9][0-9]{0,4})", text)
    return tuple(map(int, match.groups())) if match else ()


class Catalogue(Struct, frozen=True, kw_only=True):
    """Every model that is served, by public name, and the price list."""

    models: dict[str, Model]
    prices: Prices

    def find(self, name: str) -> Model | None:
        """The model with this public name or alias, or None."""
        for public, model in self.models.items():
            if name == public or name in model.aliases:
                return model
        return None


def load(settings: Settings) -> Catalogue:
    """The files named in the settings, or the packaged ones. Raises SettingsError that says which line is wrong."""
    models_file = Path(settings.models) if settings.models else _HERE / "models.toml"
    prices_file = Path(settings.prices) if settings.prices else _HERE / "prices.toml"
    models = {
        name: _resolved(model, models_file.parent) for name, model in _read(models_file, dict[str, Model]).items()
    }
    if not models:
        message = f"{models_file}: names no model"
        raise SettingsError(message)
    return Catalogue(models=models, prices=_read(prices_file, Prices))


def parse_size(text: str) -> tuple[int, int]:
    """Width and height in pixels of ``WxH``. Raises ValueError."""
    width, _, height = text.partition("x")
    return int(width), int(height)


def _resolved(model: Model, folder: Path) -> Model:
    """The model with its pipeline as an absolute path, if it is a folder."""
    found = folder / model.pipeline
    return msgspec.structs.replace(model, pipeline=str(found.resolve())) if found.is_dir() else model


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(path.read_text()), kind)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = f"{path}: {error}"
        raise SettingsError(message) from error
