"""Frozen values: what `@dataclass(frozen=True, slots=True)` makes, in a quarter of the time.

dataclasses writes and compiles six functions for every class, which takes longer than to read a
document, and a command that asks all rules needs a hundred classes. Here only `__init__` is
compiled; whoever sets an attribute afterwards is refused by the check of types, not at run time.
"""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class with its fields as slots; its instances are equal, and hash alike, by all of them.

    It is a dataclass: `field`, `fields`, `replace` and `asdict` know it. One that is ordered, or
    keeps what it has worked out (`cached_property`), is made by `dataclass` itself.
    """
    made: Any = dataclass(slots=True, repr=False, eq=False)(cls)
    names = tuple(each.name for each in fields(made))
    told = attrgetter(*names)

    def is_equal(self: Any, other: object) -> Any:
        return told(self) == told(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(told(self))

    def shown(self: Any) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({said})"

    made.__eq__, made.__hash__ = is_equal, hashed
    if "__repr__" not in cls.__dict__:
        made.__repr__ = shown
    return made  # type: ignore[no-any-return]  # the class itself, with slots
