"""What the exact reader gives: data, and where every value of it stood."""

from dataclasses import field
from typing import Any

from isoqms.diagnostics import Fault, Location, Route
from isoqms.values import frozen


@frozen
class Parsed:
    """What was read: the data, where each value stood, and the faults.

    The data is None where nothing could be read.
    """

    data: Any
    marks: dict[Route, Location] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def locate(self, route: Route) -> Location | None:
        """Where `route` stands, or else the nearest parent that exists.

        None in an unreadable file.
        """
        while route and route not in self.marks:
            route = route[:-1]
        return self.marks.get(route)
