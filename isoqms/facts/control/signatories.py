"""By whom a recorded decision was issued and signed, for whoever prints or plans it once more."""

from typing import TypedDict

from isoqms.model.control.decision import Decision


class Signatory(TypedDict):
    """What every order of a paper is told of it (thẩm quyền, chức vụ, họ tên người ký)."""

    authority: str | None
    signer_post: str | None
    signer: str | None


def signatory(record: Decision) -> Signatory:
    """The same signatory as the record has."""
    return Signatory(
        authority=record.authority, signer_post=record.signer_post, signer=record.signer_name
    )
