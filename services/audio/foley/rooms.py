"""What rooms the places of films are, for the sounds in them. Values only; open country is no room."""

from services.audio.reverb import Room

SMALL = Room(decay_s=(0.45, 0.4, 0.3), before_s=0.004, wet_db=-17.0, early=0.5)
HARD = Room(decay_s=(0.6, 0.7, 0.5), before_s=0.005, wet_db=-14.0, early=0.5)
HALL = Room(decay_s=(1.7, 1.5, 0.9), before_s=0.018, wet_db=-15.0)
GREAT = Room(decay_s=(3.2, 2.6, 1.2), before_s=0.03, wet_db=-13.0)
STREET = Room(decay_s=(0.8, 0.7, 0.35), before_s=0.025, wet_db=-22.0, early=0.7)
TREES = Room(decay_s=(0.9, 0.8, 0.4), before_s=0.04, wet_db=-25.0, early=0.6)
VALLEY = Room(decay_s=(2.4, 1.8, 0.5), before_s=0.09, wet_db=-24.0, early=0.2)
WATER = Room(decay_s=(1.6, 0.5, 0.08), before_s=0.002, wet_db=-10.0, early=0.2)
DEAD = Room(decay_s=(0.2, 0.18, 0.12), before_s=0.003, wet_db=-24.0, early=0.6)

ROOMS = {
    "room": SMALL, "office": SMALL, "court": HALL, "kitchen": HARD, "bathroom": HARD, "studio": DEAD, "stage": HALL,
    "theatre": HALL, "castle": GREAT, "cave": GREAT, "church": GREAT, "space": None, "street": STREET, "city": STREET,
    "rooftop": STREET, "stadium": STREET, "market": STREET, "forest": TREES, "jungle": TREES, "mountain": VALLEY,
    "underwater": WATER,
}  # fmt: skip


def room_of(place: str) -> Room | None:
    """The room that a place is, or None in the open."""
    return ROOMS.get(place.lower())
