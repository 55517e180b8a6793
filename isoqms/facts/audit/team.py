"""Which decision set the team of the year's audit up (đoàn đánh giá), as far as it has effect."""

from isoqms.model.audit import AuditProgramme
from isoqms.repository.content import Repository


def team_decision(repository: Repository, programme: AuditProgramme) -> str | None:
    """Its number; None where none is recorded, or it was voided or annulled."""
    number = programme.team_decision
    return None if number is None or repository.has_no_effect(number) else number
