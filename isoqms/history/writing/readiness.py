"""Whether a history can be written to at all: what stands in the way is said before anything else.

Advice on files, drafts or numbers is wrong as long as one of these is the cause.
"""

from pathlib import Path

from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.history.errors import GitMissing
from isoqms.history.place import place_of
from isoqms.history.writing.comparing import refuse_if_busy
from isoqms.history.writing.lock import writing
from isoqms.history.writing.stranded import standing


def refuse_unready(root: Path) -> None:
    """Whoever writes just now is waited for; what he left behind is no interruption.

    NoHistory, UnfinishedChange, StrandedChange, HistoryBusy with what to do.
    """
    place = place_of(root)
    if not standing(place):
        refuse_if_busy(place)
        return
    with writing(root):
        refuse_if_busy(place)


def unready(root: Path) -> IsoqmsError | None:
    """What stands in the way, for who only looks; None where nothing does."""
    try:
        refuse_if_busy(place_of(root))
    except (CannotWrite, GitMissing):
        # That the machine will not answer is said by what asks it.
        return None
    except IsoqmsError as error:
        return error
    return None
