"""Drafts of two PCs that got one code get one each, before the lines are joined."""

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from isoqms.actions.changing.sides import Lines, Sides
from isoqms.facts.changing.joining import Files
from isoqms.facts.changing.new_codes import colliding, new_codes, recoded
from isoqms.facts.control.coding import file_names, given_codes
from isoqms.history.reading.paths import paths_ever
from isoqms.history.sharing.relay import Relay
from isoqms.repository import load
from isoqms.repository.places import DRAFTS, IN_FORCE


def codes_apart(
    between: Relay, lines: Lines, states: Sides, day: date
) -> tuple[Sides, tuple[str, ...]]:
    """The states in which no two drafts have one code by chance, and what was done, in sentences.

    The draft of this PC gives way, that of the others only to what this PC has issued. A code
    counts as given where either line ever gave it.
    """
    base, mine, shared = states.base, states.mine, states.shared
    lead = between.own.lead
    began = (PurePosixPath(each.removeprefix(lead)) for each in between.files(lines.base))
    known = file_names([*began])
    here = colliding(mine, shared, known)
    there = colliding(shared, mine, known, issued_only=True)
    if not here and not there:
        return states, ()
    codes, names = _given(between, lines, day)
    own = new_codes(mine, here, known, (codes, names))
    codes |= {each.new.casefold() for each in own}
    of_others = new_codes(shared, there, known, (codes, names))
    told = (
        *(each.words("máy này") for each in own),
        *(each.words("người khác") for each in of_others),
    )
    new = (recoded(mine, base, own), recoded(shared, base, of_others))
    return replace(states, mine=new[0], shared=new[1]), told


def _given(between: Relay, lines: Lines, day: date) -> tuple[set[str], frozenset[str]]:
    """The codes that either line has given, and the names of files that ever were on one."""
    codes: set[str] = set()
    ever: set[PurePosixPath] = set()
    for root in (between.own.root, between.lay_out(lines.shared, {})):
        codes.update(given_codes(load(root, day)))
        ever.update(paths_ever(root, DRAFTS.name, IN_FORCE.name))
    return codes, file_names(ever)


def written_anew(shared: Files, states: Sides) -> dict[PurePosixPath, bytes | None]:
    """What the state to join to holds otherwise than the shared line does."""
    now = states.shared
    gone: dict[PurePosixPath, bytes | None] = {path: None for path in shared if path not in now}
    return gone | {path: each for path, each in now.items() if shared.get(path) != each}
