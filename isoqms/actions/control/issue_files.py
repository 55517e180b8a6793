"""The files of a decision on documents: texts that come and go, the plan, the register."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.actions.agency.init import with_schema
from isoqms.facts.control.issuing import Issuing
from isoqms.model.control.decision import SealedDocument
from isoqms.model.control.document import ControlledDocument
from isoqms.model.control.sealing import file_sum, text_sum
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.repository.places import PLAN, issued_path, relocated
from isoqms.source.editing import Append, Remove, edited
from isoqms.source.template import replace_head_scalars, replace_scalars
from isoqms.wording import nfc

Changes = dict[PurePosixPath, bytes | None]


def files_gone(repository: Repository, issuing: Issuing) -> Changes:
    """The files that go: drafts, what is withdrawn, and earlier issues that stood elsewhere."""
    gone: list[PurePosixPath] = []
    for each in issuing.issued:
        gone += [each.draft, *_attachment(each.document)]
        earlier = repository.in_force.get(each.document.code)
        if earlier:
            gone += [earlier.path, *_attachment(earlier.record)]
    for leaving in issuing.withdrawn:
        gone += [leaving.path, *_attachment(leaving.document)]
    leaving_codes = {
        *(i.document.code for i in issuing.issued),
        *(w.document.code for w in issuing.withdrawn),
    }
    used = {e.record.attachment for e in repository.documents if e.record.code not in leaving_codes}
    return {path: None for path in gone if str(path) not in used}


def _attachment(document: ControlledDocument) -> tuple[PurePosixPath, ...]:
    """The attached file, where it stands among the documents themselves."""
    path = PurePosixPath(document.attachment) if document.attachment else None
    return (path,) if path and path.parts[0] in ("tai-lieu", "du-thao") else ()


def texts_in_force(repository: Repository, issuing: Issuing) -> Changes:
    """The texts that come into force at their places, and the files attached to them."""
    texts: Changes = {}
    for each in issuing.issued:
        text = repository.bytes_of(each.draft).decode("utf-8-sig").replace("\r\n", "\n")
        for old in _attachment(each.document):
            new = issued_path(old) if old.parts[0] == "du-thao" else old
            texts[new] = repository.bytes_of(old)
            text = _renamed(each.draft, text, str(old), str(new))
        texts[each.path] = relocated(nfc(text).encode(), each.path)
    return texts


def _renamed(path: PurePosixPath, text: str, old: str, new: str) -> str:
    change = replace_head_scalars if path.suffix == ".md" else replace_scalars
    return change(text, lambda value: new if value == old else value)


def sums(issuing: Issuing, texts: Changes) -> Iterator[SealedDocument]:
    for each in issuing.issued:
        attached = [
            issued_path(p) if p.parts[0] == "du-thao" else p for p in _attachment(each.document)
        ]
        yield SealedDocument(
            code=each.document.code,
            revision=each.document.revision,
            sha256=text_sum(texts[each.path] or b""),
            attachment=next((file_sum(texts[path] or b"") for path in attached), None),
        )


def plan_after(repository: Repository, issuing: Issuing) -> Changes:
    """The staged plan without what is carried out; gone where nothing is left of it."""
    if repository.staged is None:
        return {}
    plan = repository.staged.record
    done = {
        *(each.document.code for each in issuing.issued),
        *(each.document.code for each in issuing.withdrawn),
    }
    edits = [
        edit
        for key, codes in (
            ("issues", [i.code for i in plan.issues]),
            ("withdraws", [w.code for w in plan.withdraws]),
        )
        for edit in _removals(key, codes, done)
    ]
    if all(item.code in done for item in plan.issues) and all(
        item.code in done for item in plan.withdraws
    ):
        return {PLAN: None}
    return {PLAN: edited(PLAN, repository.bytes_of(PLAN), *edits)} if edits else {}


def _removals(key: str, codes: list[str], done: set[str]) -> list[Remove]:
    if codes and done.issuperset(codes):
        return [Remove((key,))]
    # From the last to the first, so that the places of those before stay what they are.
    return [Remove((key, place)) for place in reversed(range(len(codes))) if codes[place] in done]


def register_after(repository: Repository, issuing: Issuing, year: int) -> Changes:
    """The year's register with a line for each unit that gets or hands back a document."""
    given = tuple(
        {
            "document": each.document.code,
            "revision": each.document.revision,
            "unit": unit,
            "copies": 0,
        }
        for each in issuing.issued
        for unit in issuing.users[each.document.code]
    )
    back = tuple(
        {
            "document": each.document.code,
            "revision": each.revision,
            "unit": each.unit,
            "copies": each.copies,
        }
        for each in issuing.taken_back
    )
    path = path_of("phan-phoi", year)
    edits = [
        Append((key,), items)
        for key, items in (("distributed", given), ("withdrawn", back))
        if items
    ]
    if not edits:
        return {}
    before = repository.bytes_of(path) if repository.holds(path) else with_schema(path, "").encode()
    return {path: edited(path, before, *edits)}


def taken_up(
    repository: Repository, issuing: Issuing, changes: Changes
) -> dict[PurePosixPath, bytes]:
    """What the change was made from: the drafts and their files, the plan, the register."""
    drafts = [path for each in issuing.issued for path in (each.draft, *_attachment(each.document))]
    registers = [path for path in changes if path == PLAN or path.parts[0] == "nam"]
    return {
        path: repository.bytes_of(path) for path in (*drafts, *registers) if repository.holds(path)
    }
