"""Frozen values behave as frozen dataclasses with slots do."""

from dataclasses import asdict, dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from isoqms.values import frozen


@frozen
class Made:
    """A value of the house."""

    name: str
    days: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list)


@frozen
class Named(Made):
    """One that adds to another, and says itself how it is shown."""

    unit: str = ""

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Known:
    """The same as Python makes it."""

    name: str
    days: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list)


MADE = st.builds(
    lambda name, days: (name, tuple(days)), st.sampled_from("ab"), st.lists(st.just(1))
)


@given(MADE, MADE)
def test_values_are_equal_shown_and_changed_as_dataclasses_are(
    one: tuple[str, tuple[int, ...]], other: tuple[str, tuple[int, ...]]
) -> None:
    assert (Made(*one) == Made(*other)) == (Known(*one) == Known(*other))
    assert repr(Made(*one)) == repr(Known(*one)).replace("Known", "Made")
    assert replace(Made(*one), name="c") == Made("c", one[1])
    assert asdict(Made(*one)) == asdict(Known(*one))


def test_equal_values_are_one_key_and_another_class_is_another_value() -> None:
    one = Named("a", (1,), unit="b")
    assert one == Named("a", (1,), unit="b")
    assert one != Made("a", (1,))
    assert repr(one) == "a"
    assert not hasattr(one, "__dict__")
    assert len({Bare("a", 1), Bare("a", 1), Bare("a", 2)}) == 2


@frozen
class Bare:
    """A value that can be a key."""

    name: str
    number: int
