"""Every code that a document names, with where it stands."""

from collections.abc import Iterator

from isoqms.diagnostics import Route
from isoqms.model.control.document import ControlledDocument


def form_links(document: ControlledDocument) -> Iterator[tuple[Route, str]]:
    """The forms that a document names: its list, its steps, its records and its dossier."""
    for i, link in enumerate(document.forms):
        yield ("forms", i), link
    for i, step in enumerate(document.steps):
        if step.forms:
            for j, link in enumerate(step.forms):
                yield ("steps", i, "forms", j), link
    for i, record in enumerate(document.records):
        if record.form is not None:
            yield ("records", i, "form"), record.form
    for i, part in enumerate(document.dossier):
        if part.form is not None:
            yield ("dossier", i, "form"), part.form


def reference_links(document: ControlledDocument) -> Iterator[tuple[Route, str]]:
    """The other documents that a document refers to."""
    for i, link in enumerate(document.references):
        yield ("references", i), link
