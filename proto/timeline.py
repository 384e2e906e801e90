"""What happens in a film, in seconds from its start: the renderer writes it, the audio service sounds it.

It never carries pictures or samples, and it is never proof of anything: synchrony is measured from pixels and sound.
"""

from msgspec import Struct


class Contact(Struct, frozen=True, kw_only=True):
    """One thing touches another at an instant.

    kind: what the thing is, or what happens: ``door_opens``, ``door_closes``, ``door_slams``, ``knocks``, ``doorbell``,
    ``opens`` (a parachute, a sail: cloth that fills at once). material: of the thing, or ``shoe``, ``paw`` or ``hoof``
    for a foot that comes down; against: what it touches, a ground, another thing's material, ``hands`` or
    ``jaws`` that catch it, or a ``board`` on posts. at_s: seconds from the start. speed_m_s: closing speed along the
    normal, metres a second, >= 0. x: where on the screen, -1 (left edge) to 1 (right edge). size_m: the thing's width,
    or the foot's, in metres. distance_m: from the camera, by how large it is shown, 0 when not known.
    """

    at_s: float
    thing: int
    kind: str
    material: str
    against: str
    speed_m_s: float
    x: float
    size_m: float
    distance_m: float = 0.0


class Motion(Struct, frozen=True, kw_only=True):
    """One thing moves, or sounds, for a while.

    kind: ``roll``, ``slide``, ``air``, ``swim``, ``surf``, ``cloth`` (a flag, a parachute), ``wings``, ``swing``, an
    engine (``drive`` for a car, ``motorcycle``, ``bus``, ``truck``, ``train``, ``plane``, ``helicopter``, ``boat``,
    ``rocket``), ``fire``, ``fan``, ``applause``, ``crowd``, ``cheer``, ``laughter``, or an animal that calls (``bark``,
    ``growl``, ``howl``, ``meow``, ``purr``, ``neigh``, ``moo``, ``bleat``, ``oink``, ``quack``, ``crow``, ``caw``,
    ``sing``, ``croak``, ``hiss``, ``roar``, ``screech``, ``trumpet``); whoever does not know a kind passes it over.
    samples: (t_s, speed_m_s, x) in order of time, x from -1 to 1; of ``wings`` and of a ``fan`` the speed is that
    of their tips, of what does not move how lively it is, 1 for usual. distance_m: from the camera, as far as it is on
    the mean, 0 when not known.
    """

    kind: str
    thing: int
    material: str
    size_m: float
    samples: tuple[tuple[float, float, float], ...]
    distance_m: float = 0.0


class Caller(Struct, frozen=True, kw_only=True):
    """Somebody or something that could call is seen for a while, and where. kind: a word for it (``dog``).

    size_m: how tall it is. samples: (t_s, x) in order of time, x from -1 to 1. springs_s: when it leaps at somebody
    whom it lay in wait for, in order of time.
    """

    thing: int
    kind: str
    size_m: float
    samples: tuple[tuple[float, float], ...]
    springs_s: tuple[float, ...] = ()


class Setting(Struct, frozen=True, kw_only=True):
    """Where and when a shot plays, from an instant on; "" for what is not known."""

    starts_s: float
    place: str
    time_of_day: str
    weather: str = ""


class Timeline(Struct, frozen=True, kw_only=True):
    """All that a model knows of a film's events.

    seconds: its length; place, time_of_day and weather: the model's own words, "" when not known. flashes_s: when
    lightning is seen, or its thunder begins. cuts_s: when a new shot begins, the first one not among them. present: who
    is seen and could call. settings: of the shots, in order of time, the first at 0; empty if all of the film plays at
    its place, time of day and weather, which are the first shot's.
    """

    seconds: float
    place: str
    time_of_day: str
    contacts: tuple[Contact, ...] = ()
    motions: tuple[Motion, ...] = ()
    weather: str = ""
    flashes_s: tuple[float, ...] = ()
    cuts_s: tuple[float, ...] = ()
    present: tuple[Caller, ...] = ()
    settings: tuple[Setting, ...] = ()
