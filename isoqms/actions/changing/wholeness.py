"""Refuse to build on files that are not whole: the cause is said before what follows from it."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from isoqms.diagnostics import Finding
from isoqms.errors import IsoqmsError
from isoqms.repository import Repository
from isoqms.rules.reading import qms014_undecided_joining as undecided
from isoqms.rules.reading import qms015_copy_not_whole as not_whole


class NotWhole(IsoqmsError):
    """Files are half-joined or were never fetched; what is made of them would be false."""


def refuse_unless_whole(repository: Repository, before: Repository | None = None) -> None:
    """NotWhole where a joining is under way or undecided, or where texts were not fetched.

    A signed file that was not fetched stands in nobody's way. With `before`, the repository as it
    is, a change that settles one of several undecided files is let through.
    """
    refuse_half_done(repository)
    if repository.copy.absent:
        _refuse(not_whole.check(repository))
    found = list(undecided.check(repository))
    if found and not (before and _files(undecided.check(before)) - _files(found)):
        _refuse(found)


def refuse_half_done(repository: Repository) -> None:
    """NotWhole where a joining is under way, or texts were not fetched: nobody can judge them."""
    unread = any(fault.rule == not_whole.CODE for fault in repository.faults)
    if repository.copy.is_under_way or unread:
        _refuse(not_whole.check(repository))


def _files(findings: Iterable[Finding]) -> set[PurePosixPath]:
    return {one.place.path for one in findings}


def _refuse(findings: Iterable[Finding]) -> None:
    causes = tuple(findings)
    if not causes:
        return
    first = causes[0]
    more = f" Còn {len(causes) - 1} chỗ như vậy nữa." if len(causes) > 1 else ""
    where = "" if first.place.route else f"«{first.place.path}»: "
    raise NotWhole(f"{where}{first.message}{more}", first.hint)
