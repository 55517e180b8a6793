"""Diagnostics as JUnit XML, the form that every CI service shows as a table of tests.

One suite is one rule, because a rule is what is tested: a rule that found nothing is a test that
passed. A suite for each file could not say so, for a validation names only the files with findings.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from isoqms.diagnostics import Diagnostic, Outcome, RuleCard, Severity
from isoqms.formats.neutral import visible


def render_junit(outcome: Outcome, cards: tuple[RuleCard, ...]) -> str:
    """Errors and warnings are failures; a note is a test that passed and said something."""
    titles = {diagnostic.rule: "" for diagnostic in outcome.diagnostics} | {
        card.code: card.title for card in cards
    }
    root = Element("testsuites", name="isoqms validate")
    for code in sorted(titles):
        _suite(root, code, titles[code], [d for d in outcome.diagnostics if d.rule == code])
    for count in ("tests", "failures"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, code: str, title: str, found: list[Diagnostic]) -> None:
    failures = sum(1 for diagnostic in found if diagnostic.severity is not Severity.NOTE)
    suite = SubElement(
        root,
        "testsuite",
        name=visible(f"{code} {title}".strip()),
        tests=str(len(found) or 1),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    if not found:
        SubElement(suite, "testcase", classname=visible(code), name=visible(title))
    for diagnostic in found:
        _case(suite, diagnostic)


def _case(suite: Element, diagnostic: Diagnostic) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=visible(diagnostic.rule),
        name=visible(f"{diagnostic.location} {diagnostic.message}"),
        file=visible(str(diagnostic.location.path)),
        line=str(diagnostic.location.line),
    )
    if diagnostic.severity is Severity.NOTE:
        SubElement(case, "system-out").text = _told(diagnostic)
        return
    failure = SubElement(
        case, "failure", type=diagnostic.severity.value, message=visible(diagnostic.message)
    )
    failure.text = _told(diagnostic)


def _told(diagnostic: Diagnostic) -> str:
    """The place and the sentence, then the hint and the basis, a line each."""
    lines = [f"{diagnostic.location}: {diagnostic.message}"]
    if diagnostic.hint:
        lines.append(f"gợi ý: {diagnostic.hint}")
    if diagnostic.basis:
        lines.append(f"căn cứ: {'; '.join(diagnostic.basis)}")
    return "\n".join(visible(line) for line in lines)
