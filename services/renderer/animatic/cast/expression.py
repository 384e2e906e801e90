"""What a face shows: from mood, posture and speech to brows, eyes and mouth. It draws nothing.

After the units of action of Ekman and Friesen's Facial Action Coding System (1978), coarsened to what a few strokes
can show.
"""

from msgspec import Struct, structs


class Expression(Struct, frozen=True, kw_only=True):
    """A face. Lengths are in halves of the head's height.

    brow: how far the brows are raised; slant: how much higher their inner ends are than their outer ones. eye: the
    size of the eyes' whites, pupil: of what is dark in them, as multiples of the usual; lid: 0 (open) to 1 (shut);
    glad: eyes shut to arcs. curve: of the mouth, -1 (corners down) to 1 (up); wide: its width as a multiple of the
    usual; opened: 0..1; round: 0 (as the curve) to 1 (round like an O); bared: teeth above and below. blush: of the
    cheeks, 0..1. tear: one runs down.
    """

    brow: float = 0.0
    slant: float = 0.0
    eye: float = 1.0
    pupil: float = 1.0
    lid: float = 0.0
    glad: bool = False
    curve: float = 0.35
    wide: float = 1.0
    opened: float = 0.0
    round: float = 0.0
    bared: bool = False
    blush: float = 0.25
    tear: bool = False


MOODS = {
    "smile": Expression(brow=0.05, curve=1.0, wide=1.22, opened=0.32, blush=0.9),
    "laugh": Expression(brow=0.10, glad=True, curve=1.15, wide=1.30, opened=1.0, blush=0.9),
    "surprise": Expression(brow=0.20, eye=1.30, pupil=0.85, curve=0.0, opened=1.0, round=1.0),
    "fear": Expression(brow=0.13, slant=0.17, eye=1.25, pupil=0.60, curve=-0.55, wide=1.05, opened=0.62, bared=True,
                       blush=0.0),
    "sad": Expression(brow=0.0, slant=0.17, lid=0.38, curve=-1.0, wide=0.9, blush=0.1, tear=True),
}  # fmt: skip


def expression(mood: str, smile: float, laugh: float, talk: float, mouth: float) -> Expression:
    """The face of a mood or, without one, of a posture's smile and laugh; talk: 0..1, its mouth is busy talking, and
    open as far as mouth says, 0..1.
    """
    shown = MOODS.get(mood) or Expression(brow=0.06 * laugh, curve=smile, opened=laugh, blush=0.25 + 0.4 * laugh)
    if talk <= 0 and mouth <= 0:
        return shown
    rest = 1 - 0.85 * min(1.0, max(talk, mouth))
    return structs.replace(
        shown,
        opened=min(1.0, shown.opened * rest + 0.95 * mouth),
        curve=shown.curve * (1 - 0.5 * mouth),
        wide=shown.wide * (1 - 0.26 * mouth),
        round=min(1.0, shown.round * rest + 0.45 * mouth),
        bared=False,
        glad=shown.glad,
    )
