"""The documents of one agency together."""

from isoqms.repository.content import Entry, Packs, Repository, Year
from isoqms.repository.loading import load, load_register
from isoqms.repository.register import Register, register_of

__all__ = ["Entry", "Packs", "Register", "Repository", "Year", "load", "load_register", "register_of"]
