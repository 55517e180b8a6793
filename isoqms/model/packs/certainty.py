"""How well a fact of a pack is known."""

from enum import StrEnum


class Certainty(StrEnum):
    """How well a fact of a pack is known.

    What is not confirmed is never asserted in an official paper.
    """

    CONFIRMED = "da-xac-nhan"
    LIKELY = "chua-xac-nhan"
