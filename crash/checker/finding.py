"""What can be wrong, by the names that are printed."""

from dataclasses import dataclass

LOST_UPDATE, NO_EFFECT, TWICE = "update lost", "update without effect", "applied twice"
UNORDERED, LOST_MESSAGE, DUPLICATE = "out of order", "message lost", "duplicate that no kill explains"
FLYING, CHAIN, PAPER = "more in flight than slots", "chain broken", "paper lost"
MIGRATION, STOP, MOMENT = "migration by halves", "did not stop", "moment not hit"


@dataclass(frozen=True)
class Finding:
    what: str
    detail: str
