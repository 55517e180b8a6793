"""The numbers and addresses that the agency itself makes public."""

from isoqms.model.agency.settings import Agency
from isoqms.source.personal_data import personal_data


def public_signs(agency: Agency) -> frozenset[str]:
    """The signs of what looks like a person's and is the agency's own, as its settings say."""
    stated = (*agency.public_contacts, agency.paper.contact or "")
    return frozenset(seen.sign for text in stated for seen in personal_data(text))
