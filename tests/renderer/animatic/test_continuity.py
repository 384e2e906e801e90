"""The scores of what stays and what changes, on scenes of which it is known: nothing here is made by the network."""

from services.renderer.animatic.continuity import (
    edited_by_hand,
    edits,
    never_stopped,
    persistence,
    seams,
    two_simulated,
)
from services.renderer.animatic.evaluate import scenes_of
from services.renderer.animatic.evaluation.table import Measured, table, together


def test_what_is_simulated_is_the_ceiling_and_strangers_are_not() -> None:
    scenes = scenes_of(24)
    shots, changes, films = two_simulated(scenes), edited_by_hand(scenes), never_stopped(scenes[:6])
    assert persistence(shots)["shots: same looks"] == 1
    assert edits(changes) == {
        "edits: obeyed": 1,
        "edits: colour obeyed": (1, sum(edit.aspect == "colour" for edit in changes)),
        "edits: time obeyed": (1, sum(edit.aspect == "time" for edit in changes)),
        "edits: all else kept": 1,
    }
    whole, cut = seams(films, films), seams(films, films[1:] + films[:1])
    assert whole["seam: jump m, median"] < 0.02 < cut["seam: jump m, median"]


def test_the_table_says_on_how_many_a_number_stands() -> None:
    one = {"model": Measured(scores={"kind": 0.5, "gravity": (0.25, 12)}), "simulated": Measured(scores={"kind": 1.0})}
    two = {"model": Measured(scores={"time": float("nan")})}
    assert table(together([one, two])).splitlines() == [
        "| score | model | simulated |",
        "| --- | --- | --- |",
        "| kind | 0.500 | 1.000 |",
        "| gravity | 0.250 (12) |  |",
        "| time | - |  |",
    ]
