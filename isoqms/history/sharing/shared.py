"""What stands at the shared place, and what a place must be able to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from isoqms.history.sharing.relay import Relay


@dataclass(frozen=True, slots=True)
class Shared:
    """What stands at the shared place."""

    branch: str
    """The name of its line, without what git puts before it."""
    tip: str = ""
    """Its last entry; empty where nobody has sent anything yet."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """The objects of its tags, by name."""


class Exchange(Protocol):
    """A place where entries are left for the others."""

    @property
    def words(self) -> str:
        """The place as a person knows it."""

    def look(self, relay: Relay, branch: str) -> Shared:
        """What stands there, all of it brought into the relay; `branch` is that of this PC.

        Raises NoSharedPlace, UnsafeShared, GitMissing.
        """

    def send(self, relay: Relay, seen: Shared, tip: str, tags: Mapping[str, str]) -> bool:
        """Leave a line that ends at `tip`, and tags that the place has not.

        Whether it took them: False where somebody else has sent something since `seen`. Raises
        NoSharedPlace, GitMissing.
        """


def branch_there(head: str, tips: Mapping[str, str], own: str) -> str:
    """The line that is shared: where the place itself points, else its only one, else our own."""
    if head in tips:
        return head
    if own in tips or len(tips) != 1:
        return own
    return next(iter(tips))
