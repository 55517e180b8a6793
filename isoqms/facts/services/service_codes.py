"""Codes of administrative procedures (mã TTHC), in their long and their short form."""

import re
from collections.abc import Mapping

from isoqms.model.services import AdministrativeProcedure
from isoqms.repository.content import Repository

_NATIONAL = re.compile(r"[1-9]\.\d{6}(?=\.)")


def short(code: str) -> str:
    """The national part of a code: `1.000894` of `1.000894.000.00.00.H42`; a code of another shape as it is."""
    match = _NATIONAL.match(code) if len(code) > 8 else None
    return match[0] if match else code


def by_short_code(repository: Repository) -> Mapping[str, tuple[int, AdministrativeProcedure]]:
    """The procedures of the register by the national part of their code, each with its index in the file."""
    if repository.procedures is None:
        return {}
    procedures = list(enumerate(repository.procedures.record.procedures))
    return {short(procedure.code): (index, procedure) for index, procedure in reversed(procedures)}
