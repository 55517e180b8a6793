"""The documents of one agency together."""

from isoqms.repository.content import Entry, Packs, Repository, Year
from isoqms.repository.loading import load

__all__ = ["Entry", "Packs", "Repository", "Year", "load"]
