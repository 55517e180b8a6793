"""How heavy a risk weighs, before its action and after, and whether anybody looked at it."""

from datetime import date
from typing import Final

from isoqms.model.planning.risks import Risk, RiskRegister
from isoqms.packs.proposals import proposed_risks
from isoqms.repository.content import Repository


def level(risk: Risk) -> int:
    """Likelihood times severity (điểm rủi ro), 1 to 25, as first judged."""
    return risk.likelihood * risk.severity


def level_after(risk: Risk) -> int | None:
    """The same once the action has worked; a part that was not judged anew stays.

    None where neither was.
    """
    if risk.likelihood_after is None and risk.severity_after is None:
        return None
    return (risk.likelihood_after or risk.likelihood) * (risk.severity_after or risk.severity)


def is_done(risk: Risk, day: date) -> bool:
    """Whether its action was carried out by a day: only the day when it was says so.

    A result without one may tell of what still goes on.
    """
    return risk.done is not None and risk.done <= day


_WORKED_ON: Final = ("done", "result", "likelihood_after", "severity_after")
_SAID: Final = ("kind", "process", "description", "cause", "action", "role")
_JUDGED: Final = ("likelihood", "severity")


def looked_at_in(repository: Repository, year: int) -> bool:
    """The same of the table of a year, beside that of the year before; False where it has none."""
    own, last = repository.years.get(year), repository.years.get(year - 1)
    if own is None or own.risks is None or not own.risks.record.risks:
        return False
    return is_looked_at(own.risks.record, last.risks.record if last and last.risks else None)


def is_looked_at(register: RiskRegister, before: RiskRegister | None) -> bool:
    """Whether the table of a year is more than a command wrote ahead.

    That is the table of the year before, as `new year` copies it, or in a first year what the
    framework proposes. It is more once a day of review is written, or a row is new, was changed or
    worked on.
    """
    if register.reviewed is not None:
        return True
    ahead = before.risks if before else proposed_risks()
    said = _SAID if before else (*_SAID, *_JUDGED)
    old = {each.id: each for each in ahead}
    return any(_is_own(each, old.get(each.id), said) for each in register.risks)


def _is_own(risk: Risk, old: Risk | None, said: tuple[str, ...]) -> bool:
    if old is None or any(getattr(risk, key) is not None for key in _WORKED_ON):
        return True
    return any(getattr(risk, key) != getattr(old, key) for key in said)
