"""Where lines are in the film, and how fast they have to be: in the shot that they belong to, one after the other.

A line that is too long is spoken faster, as far as that is natural; what is still too long ends at a word.
"""

from msgspec import Struct

from proto.screenplay import Screenplay

FASTER_MAX = 1.35
LEAD_S = 0.25
TAIL_S = 0.1
GAP_S = 0.3
GAP_MIN_S = 0.12


class Window(Struct, frozen=True, kw_only=True):
    """The time that some lines, by index, have together. Seconds from the film's start."""

    starts_s: float
    ends_s: float
    lines: tuple[int, ...]


def windows(play: Screenplay) -> list[Window]:
    """One window a shot in which somebody speaks, with the shots that are held to its words. A narrator who speaks last
    may go on until the next one speaks, or an extension begins.
    """
    speaking = sorted({line.shot for line in play.lines})
    added = [index for index, shot in enumerate(play.shots) if shot.added]
    found = []
    for shot in speaking:
        following = min(index for index in (*speaking, *added, len(play.shots)) if index > shot)
        lines = tuple(i for i, line in enumerate(play.lines) if line.shot == shot)
        other = next((index for index in range(shot + 1, following) if not play.shots[index].held), following)
        last = following - 1 if play.lines[lines[-1]].off_screen else other - 1
        start, end = play.shots[shot].starts_s, play.shots[last].starts_s + play.shots[last].seconds
        found.append(Window(starts_s=start + LEAD_S, ends_s=end - TAIL_S, lines=lines))
    return found


def room_s(window: Window, count: int) -> float:
    """Seconds for the speech of so many lines, without the shortest gaps between them; at least a little."""
    return max(0.1, window.ends_s - window.starts_s - GAP_MIN_S * (count - 1))


def factor_for(seconds: float, room: float) -> float:
    """How much faster speech of so many seconds has to be, 1 to 1.35."""
    return min(FASTER_MAX, max(1.0, seconds / room))


def gap_s(window: Window, seconds: float, count: int) -> float:
    """The silence between lines that take so many seconds together: natural if there is room."""
    left = window.ends_s - window.starts_s - seconds
    return min(GAP_S, max(GAP_MIN_S, left / (count - 1))) if count > 1 else 0.0
