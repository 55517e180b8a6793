"""Every key that a file may have is read by somebody, or it is said here why it may stand.

Asked of mypy, which knows of which model an attribute is read: `title` is read of many and might be
of none.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from mypy.build import build
from mypy.config_parser import parse_config_file
from mypy.find_sources import create_source_list
from mypy.nodes import MemberExpr, TypeInfo
from mypy.options import Options
from mypy.types import Instance, Type, UnionType, get_proper_type

import isoqms.model
from isoqms.model import tables
from isoqms.model.base import Record
from isoqms.model.registers import REGISTERS
from isoqms.model.tables import tables_of

PROJECT = Path(__file__).parents[2]

# Read by its name: what reads it has the name in a table or takes it as an argument.
BY_NAME = {
    "Correction": "old values by their keys: repository/naming.py, facts/control/decision_notes.py",
    "PaperSettings": "measures of paper: pages/papers/agency_paper.py",
    "Resources.steering_board": "members of the next board: facts/agency/boards.py",
    "Resources.support_team": "members of the next team: facts/agency/boards.py",
    "Manifest.version": "asked before the rest is read: actions/changing/container.py",
    "EarlierName": "the settings of an earlier day by their keys: model/agency/settings.py",
    "KindForm": "what a word makes otherwise than its kind: packs/founding.py",
    "AgencyKind.full_name": "a pattern, or that of a form: packs/founding.py",
    "AgencyKind.symbol": "the same",
    "AgencyKind.one_stop": "the same",
    "AgencyKind.office": "the same",
    "*Pack.id": "held against the name of the file: packs/loading.py",
}

# For whoever reads the file itself: how sure it is, and where it comes from.
OF_THE_FILE = {
    "*Pack.note": "where a pack's data come from, and what is not confirmed: a comment with a key",
    "*Pack.certainty": "how sure a pack is as a whole; its parts carry theirs, which is read",
    "NamePack.checked": "when the list was last looked through",
    "Library.checked": "when the library was last looked through",
    "Library.title": "what the library is, for whoever opens the file",
    "Provinces.checked": "when the list was last looked through",
    "ControlledDocument.template": "the skeleton that a document was made from, "
    "for whoever compares them by hand",
    "Sample.id": "the name of its folder",
    "SampleFault.id": "a name for a fault of a sample, by which the tests of samples ask for it",
}

# Nobody asks yet. Taken away, they would make the files that have them unreadable.
NOT_YET = {
    "Agency.format": "there is one layout so far; the program that brings the second will ask",
    "AgencyKind.deputy": "the post without the name of the agency, as `head` is; "
    "papers take `deputy_title`",
    "AgencyKind.obligation_basis": "stands beside `obligation`, and is told with it",
    "CaseStatus.group": "of the portal's list, for the import of cases from it",
    "CaseStatus.clock_stopped": "the same",
    "Deadline.within_working_days": "days that an official answer may take; "
    "the calendar knows months and days only",
    "FormPlace.name": "the name by which another instrument prints the form",
    "LegalInstrument.amended_by": "told by the pack; the register of an agency says itself what "
    "amends what",
    "OfficialForm.name": "of the forms of higher bodies, which are found by key and number",
    "OfficialForm.columns": "the same",
    "SpendingGroup.name": "whom the circular means by the group",
    "StandardPack.published": "the year of the edition stands in its name",
    "StandardPack.objective_criteria": "what 6.2.1 asks of an objective; "
    "QMS512 asks for its figures only",
    "StandardPack.objective_planning": "what 6.2.2 asks of a plan of objectives; the same",
}


def models() -> Iterator[type[Record]]:
    for module in walk_packages(isoqms.model.__path__, "isoqms.model."):
        import_module(module.name)
    pending = Record.__subclasses__()
    while pending:
        one = pending.pop()
        pending.extend(one.__subclasses__())
        if one.__module__.startswith("isoqms.model."):
            yield one


def fields() -> set[tuple[str, str]]:
    """Each model with each field that it states itself."""
    return {
        (one.__name__, name)
        for one in models()
        for name in one.model_fields
        if name in one.__annotations__
    }


def read_by_type() -> set[tuple[str, str]]:
    """Each model with each of its attributes that the program reads."""
    options = Options()
    parse_config_file(options, lambda: None, str(PROJECT / "pyproject.toml"))
    options.incremental = False
    options.export_types = True
    options.preserve_asts = True
    types = build(create_source_list([str(PROJECT / "isoqms")], options), options).types
    read = set()
    for expression in types:
        if isinstance(expression, MemberExpr) and expression.expr in types:
            for info in _classes(types[expression.expr]):
                owner = next((each for each in info.mro if expression.name in each.names), None)
                read |= {(owner.name, expression.name)} if owner else set()
    return read


def _classes(of: Type) -> Iterator[TypeInfo]:
    proper = get_proper_type(of)
    if isinstance(proper, Instance):
        yield proper.type
    elif isinstance(proper, UnionType):
        for each in proper.items:
            yield from _classes(each)


def in_excel() -> set[tuple[str, str]]:
    """What goes out into the columns of a register, where people read it and fill it in."""
    found = set()
    for kind in REGISTERS:
        for table in tables_of(kind.model):
            owner = _at(kind.model, table.route)
            for column in table.columns:
                found.add((_at(owner, column.route[:-1]).__name__, column.route[-1]))
    return found


def _at(model: type[Record], route: tuple[str, ...]) -> type[Record]:
    """The model below `model` at a route of keys."""
    for name in route:
        model, _, _ = tables._unfolded(model.model_fields[name])
    return model


def excuses(model: str, name: str) -> set[str]:
    """The words in the lists above that would excuse this field."""
    return {model, f"{model}.{name}", f"*Pack.{name}" if model in packs() else ""}


def packs() -> set[str]:
    return {one.__name__ for one in models() if one.__module__.startswith("isoqms.model.packs.")}


REASONS = BY_NAME | OF_THE_FILE | NOT_YET


@pytest.fixture(scope="module")
def unread() -> set[tuple[str, str]]:
    return fields() - read_by_type() - in_excel()


def test_every_field_of_a_model_is_read_or_it_is_said_why_not(unread: set[tuple[str, str]]) -> None:
    assert {
        f"{model}.{name}" for model, name in unread if not excuses(model, name) & set(REASONS)
    } == set()


def test_no_reason_outlives_its_field(unread: set[tuple[str, str]]) -> None:
    needed = {word for model, name in unread for word in excuses(model, name)}
    assert set(REASONS) - needed == set()
