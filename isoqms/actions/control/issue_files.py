"""The files of a decision on documents: texts that come and go, the plan, the register."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.actions.agency.beginnings import to_edit
from isoqms.actions.control.bringing_back import files_back
from isoqms.facts.control.issuing import Issuing, is_overtaken
from isoqms.model.control.decision import SealedDocument
from isoqms.model.control.document import ControlledDocument
from isoqms.model.control.sealing import file_sum, text_sum
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.repository.control import control, in_force
from isoqms.repository.places import PLAN, issued_path, relocated
from isoqms.source.editing import Append, Remove, edited
from isoqms.source.template import replace_head_scalars, replace_scalars
from isoqms.source.text import readable
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
    done = _codes(issuing)
    staying = (entry.record for entry in repository.documents if entry.record.code not in done)
    # One file may be attached to several documents; it goes with the last of them.
    used = {document.attachment for document in staying}
    return {path: None for path in gone if str(path) not in used}


def still_in_force(repository: Repository, issuing: Issuing) -> Changes:
    """The texts that stay in force where what is withdrawn never was: the issue before it.

    Raises IncompleteHistory.
    """
    day = issuing.effective or issuing.signed or repository.as_of
    overtaken = {
        each.document.code
        for each in issuing.withdrawn
        if is_overtaken(repository, each.document.code, each.document.revision, day)
    }
    if not overtaken:
        return {}
    known = control(repository)
    before = [one for one in in_force(known, day) if one.code in overtaken]
    return files_back(known, before)


def _codes(issuing: Issuing) -> set[str]:
    """The documents of which the decision says something."""
    issued = {each.document.code for each in issuing.issued}
    return issued | {each.document.code for each in issuing.withdrawn}


def _attachment(document: ControlledDocument) -> tuple[PurePosixPath, ...]:
    """The attached file, where it stands among the documents themselves."""
    if not document.attachment:
        return ()
    path = PurePosixPath(document.attachment)
    return (path,) if path.parts[0] in ("tai-lieu", "du-thao") else ()


def _in_force_at(path: PurePosixPath) -> PurePosixPath:
    """Where an attached file stands once its document is in force."""
    return issued_path(path) if path.parts[0] == "du-thao" else path


def texts_in_force(repository: Repository, issuing: Issuing) -> Changes:
    """The texts that come into force at their places, and the files attached to them."""
    texts: Changes = {}
    for each in issuing.issued:
        # A draft may have been saved on Windows, with a mark in front and its own line ends.
        text = readable(repository.bytes_of(each.draft)).replace("\r\n", "\n")
        for old in _attachment(each.document):
            new = _in_force_at(old)
            texts[new] = repository.bytes_of(old)
            text = _renamed(each.draft, text, str(old), str(new))
        texts[each.path] = relocated(nfc(text).encode(), each.path)
    return texts


def _renamed(path: PurePosixPath, text: str, old: str, new: str) -> str:
    change = replace_head_scalars if path.suffix == ".md" else replace_scalars
    return change(text, lambda value: new if value == old else value)


def sums(issuing: Issuing, texts: Changes) -> Iterator[SealedDocument]:
    """The sums of each document that comes into force, of its text and of its attached file."""
    for each in issuing.issued:
        attached = [_in_force_at(path) for path in _attachment(each.document)]
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
    issues = [item.code for item in plan.issues]
    withdraws = [item.code for item in plan.withdraws]
    done = _codes(issuing)
    if done.issuperset(issues + withdraws):
        return {PLAN: None}
    edits = [*_removals("issues", issues, done), *_removals("withdraws", withdraws, done)]
    if not edits:
        return {}
    return {PLAN: edited(PLAN, repository.bytes_of(PLAN), *edits)}


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
    before, _ = to_edit(repository, path)
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
