"""The documents of one agency together."""

from isoqms.repository.content import Packs, Repository
from isoqms.repository.entry import Entry, Row
from isoqms.repository.loading import load, load_register
from isoqms.repository.register import Register, register_of
from isoqms.repository.year import Rows, Year

__all__ = [
    "Entry",
    "Packs",
    "Register",
    "Repository",
    "Row",
    "Rows",
    "Year",
    "load",
    "load_register",
    "register_of",
]
