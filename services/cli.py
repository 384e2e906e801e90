"""The command line ``matinee``: what can be said, and which file does it. It does no work of its own.

Files that do the work are imported only when they are wanted, so that a service starts with what it needs and no more.
"""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import get_args

from msgspec.structs import replace

from proto.job import ROLE_OF, Effects, Quality
from services import settings as settings_file
from services import terminal
from services.settings import Settings, SettingsError

SERVICES = {
    "gateway": "the door: HTTP API, websocket, uploads, keys",
    "scheduler": "the decider: quotes, holds and refunds, the line, dispatch",
    "renderer": "the picture: loads models and draws with them",
    "audio": "the sound: makes it for the frames, measures it, writes the film",
    "billing": "the money and the word: grants, statements, webhooks",
}

_WITHOUT_AIOHTTP = {"scheduler", "audio"}

_EXIT_CODES = """
exit codes:
  0    done
  1    failed; the message says why and what to do
  2    wrong use of the command line
  130  stopped by Ctrl-C or SIGTERM
"""

_UP_EXAMPLES = """
examples:
  matinee up                                 serve on http://127.0.0.1:8080
  matinee up --host 0.0.0.0 --port 80        let other machines in
  matinee up --data /srv/matinee             keep films, credits and keys there
  MATINEE_NATS_URL=nats://10.0.0.5 matinee up    use your own NATS; likewise MATINEE_S3_ENDPOINT, MATINEE_S3_ACCESS_KEY,
                                             MATINEE_S3_SECRET_KEY and MATINEE_S3_BUCKET for your own store

A new data folder gets the account "local" with 10,000 credits and a new API key, which is kept in the folder and
printed at each start; MATINEE_API_KEY, if set, takes its place. One Ctrl-C stops everything in order, a second one
kills it.
"""

_RENDER_EXAMPLES = """
examples:
  matinee render "a red ball bounces on a wooden floor"
  matinee render "a red ball rolls to the right and hits a blue box in a room" --size 1280x720 --seed 7 -o hit.mp4
  matinee render "Shot 1 (1.5 s): a dog runs through the snow. Shot 2: it sits in a kitchen" --seconds 4
  matinee render "a cat walks by on the beach" --model animatic --size 960x400 --seconds 6 --quality draft
  matinee render "make it night" --remix VIDEO_ID
  matinee render "it walks away" --extend VIDEO_ID --seconds 4
  matinee render "rain, the camera comes closer" --image photo.jpg
  matinee render "a dog runs in a garden" --reference environment=garden.jpg --reference style=painting.png
  matinee render "Shot 1: rain in a street. Shot 2: she runs there" --reference storyboard=drawn.jpg --seconds 8
  matinee render "a ball bounces on a wooden floor, calm piano" --clip silent.mp4 -o heard.mp4
  matinee render "rain falls in a street at night, a woman walks" --music "slow cello"
  matinee render "..." --url https://films.example.com        with its key in MATINEE_API_KEY

With --clip the film has the picture, the size and the length of a clip of your own (MP4, MOV, WebM, Matroska, AVI or
GIF, up to 20 s). What is seen to happen is heard; PROMPT says what it is and where, and quoted words in it are spoken.
Sound of its own is kept, unless --effects replace asks for another.

A film that is made from another keeps that one's model, size and pictures; a remix its length too. Both are in the same
data folder, or on the same --url.

Without --url and MATINEE_URL it uses the `matinee up` that runs on the data folder, or starts one for itself and stops
it again. Ctrl-C cancels the film: what was not drawn is refunded.
"""

_SERVICE_NOTES = """
It serves until SIGTERM, and waits for NATS and S3 if they are not there yet. It is told where they are by
MATINEE_NATS_URL, MATINEE_S3_ENDPOINT, MATINEE_S3_ACCESS_KEY, MATINEE_S3_SECRET_KEY and MATINEE_S3_BUCKET.
"""

_INSPECT_NOTES = """
The picture shows frames, waveform and spectrogram, above and below the waveform marks of what is seen and heard: green
where they agree within 45 ms, red where one is alone.
"""

_ADMIN_NOTES = """
It talks to NATS at MATINEE_NATS_URL, else to that of the `matinee up` which runs on the data folder.
"""


def run(arguments: list[str]) -> int:
    """Do what the arguments (without the program's name) say; the exit code, as ``--help`` lists them."""
    options = _parser().parse_args(arguments)
    module, _, function = options.action.partition(":")
    try:
        settings = _settings(options)
        do: Callable[[argparse.Namespace, Settings], int] = getattr(import_module(module), function)
        return do(options, settings)
    except SettingsError as error:
        return terminal.fail(f"wrong settings: {error}")


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Run one service until it is told to stop."""
    if options.command in _WITHOUT_AIOHTTP and not settings.nats_url.startswith(("ws://", "wss://")):
        # NATS's client brings it along for websockets to NATS: a fifth of an idle service's memory.
        sys.modules["aiohttp"] = None  # type: ignore[assignment]
    from services.run import run_service

    run_service(options.command, settings)
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    """The environment's settings, with what the command line says before them."""
    said = {name: getattr(options, name, None) for name in ("host", "port", "data", "url")}
    return replace(settings_file.load(), **{name: value for name, value in said.items() if value is not None})


def _parser() -> argparse.ArgumentParser:
    parser = _command(
        argparse.ArgumentParser, "Prompts become short films with sound, on your own machines.", prog="matinee"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    up = _command(commands.add_parser, "everything on one machine", _UP_EXAMPLES, name="up")
    up.set_defaults(action="services.cli_up:up")
    _add_address(up)
    _add_data(up)

    _add_render(commands.add_parser)

    inspect = _command(
        commands.add_parser, "say how a film's sound fits its picture, and draw it", _INSPECT_NOTES, name="inspect"
    )
    inspect.set_defaults(action="services.audio.inspect:inspect")
    inspect.add_argument("film", metavar="VIDEO_ID|FILE", help="a film of a Matinee that runs, or any file")
    inspect.add_argument("-o", "--output", type=Path, metavar="FILE", help="the picture (default: FILM.inspect.png)")
    inspect.add_argument("--url", help="a Matinee that runs elsewhere (default MATINEE_URL)")
    _add_data(inspect)

    for name, what in SERVICES.items():
        service = _command(commands.add_parser, f"one service; {what}", _SERVICE_NOTES, name=name)
        service.set_defaults(action="services.cli:serve")

    doctor = _command(commands.add_parser, "say what is missing on this machine and how to get it", name="doctor")
    doctor.set_defaults(action="services.doctor:doctor")
    _add_address(doctor)
    _add_data(doctor)

    keys = _command(commands.add_parser, "API keys", name="keys").add_subparsers(required=True, metavar="ACTION")
    create = _command(keys.add_parser, "make an API key and print it, once", _ADMIN_NOTES, name="create")
    create.set_defaults(action="services.cli_admin:create_key")
    create.add_argument("--account", required=True, help="who the key acts for; a new name is a new account")
    _add_data(create)

    credit = _command(commands.add_parser, "credits of accounts", name="credits").add_subparsers(
        required=True, metavar="ACTION"
    )
    grant = _command(credit.add_parser, "give an account credits", _ADMIN_NOTES, name="grant")
    grant.set_defaults(action="services.cli_admin:grant")
    grant.add_argument("account", metavar="ACCOUNT")
    grant.add_argument("amount", metavar="N", type=_positive, help="whole credits, 1 or more")
    grant.add_argument("--transfer", metavar="ID", help="the same transfer given twice is one grant")
    _add_data(grant)
    show = _command(credit.add_parser, "what an account has", _ADMIN_NOTES, name="show")
    show.set_defaults(action="services.cli_admin:show")
    show.add_argument("account", metavar="ACCOUNT")
    _add_data(show)
    return parser


def _add_render(make: Callable[..., argparse.ArgumentParser]) -> None:
    render = _command(make, "make one film and save it", _RENDER_EXAMPLES, name="render")
    render.set_defaults(action="services.cli_render:render")
    render.add_argument("prompt", metavar="PROMPT", help="what happens in the film; may be several shots")
    made_from = render.add_mutually_exclusive_group()
    made_from.add_argument("--remix", metavar="VIDEO_ID", help="that finished film again, changed as PROMPT says")
    made_from.add_argument(
        "--extend", metavar="VIDEO_ID", help="that finished film and, in one with it, --seconds more as PROMPT says"
    )
    made_from.add_argument(
        "--clip",
        type=Path,
        metavar="FILE",
        help="that clip's picture, with sound for what is seen and PROMPT says",
    )
    render.add_argument(
        "--image",
        dest="reference",
        action="append",
        type=_first_frame,
        default=[],
        metavar="FILE",
        help="picture (PNG, JPEG or WebP) that the film begins with; the same as --reference first_frame=FILE",
    )
    render.add_argument(
        "--reference",
        action="append",
        type=_reference,
        default=[],
        metavar="ROLE=FILE",
        help=f"picture that the film is made with, one for each ROLE: {', '.join(ROLE_OF)}; "
        "each panel of a storyboard begins a shot",
    )
    render.add_argument(
        "--seconds",
        help="length: 4, 8, 12, 16 or 20; with animatic any whole number from 1 to 20 (default: 4; --extend has none)",
    )
    render.add_argument(
        "--size",
        metavar="WxH",
        help="frame size in pixels: 720x1280 or 1280x720; sora-2-pro and animatic also offer 1024x1792, 1792x1024, "
        "1080x1920 and 1920x1080, animatic any even sides from 64 to 2048",
    )
    render.add_argument("--model", help="public name of the model (default: the server's)")
    render.add_argument("--seed", type=int, help="same words and seed, same film")
    render.add_argument("--negative", metavar="PROMPT", help="what should not be in the film")
    render.add_argument("--quality", choices=get_args(Quality), help="half, all or twice the model's steps")
    render.add_argument("--steps", type=int, help="denoising steps, 1 to 100, whatever the quality")
    render.add_argument(
        "--guidance", type=float, help="how closely it keeps to PROMPT, 0 to 20; other than the model's"
    )
    render.add_argument("--audio", choices=("on", "off"), help="whether the film has any sound (default: on)")
    render.add_argument(
        "--effects",
        choices=get_args(Effects),
        help="whether what happens is heard; replace: not as a model that makes sound (LTX-2) has it (default: on)",
    )
    render.add_argument(
        "--music", metavar="WISH", help='in words; or "none", or "replace" for music apart from what the model makes'
    )
    render.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to save it (default: VIDEO_ID.mp4)")
    render.add_argument("--url", help="a Matinee that runs elsewhere (default MATINEE_URL)")
    _add_data(render)


def _command(
    make: Callable[..., argparse.ArgumentParser], what: str, notes: str = "", **named: str
) -> argparse.ArgumentParser:
    """A parser whose help ends with its notes or examples and the exit codes."""
    name = (named.pop("name"),) if "name" in named else ()
    more = {"help": what} if name else {}
    return make(
        *name,
        **named,
        **more,
        description=what[0].upper() + what[1:].removesuffix(".") + ".",
        epilog=notes + _EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=_port, help="port to listen on (default 8080; 0 takes a free one)")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", metavar="FOLDER", help="data folder (default MATINEE_DATA, else matinee in your data home)"
    )


def _first_frame(text: str) -> tuple[str, Path]:
    return "first_frame", Path(text)


def _reference(text: str) -> tuple[str, Path]:
    said, _, file = text.partition("=")
    role = ROLE_OF.get(said)
    if role is None or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is not ROLE=FILE; a ROLE is one of {', '.join(ROLE_OF)}")
    return role, Path(file)


def _port(text: str) -> int:
    return _whole_number(text, 0, 65535)


def _positive(text: str) -> int:
    return _whole_number(text, 1, 10**12)


def _whole_number(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
    return int(text)
