"""Diagnostics as SARIF 2.1.0, the form that code scanning services and editors read.

Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from typing import TypeAlias
from urllib.parse import quote

from isoqms import __version__
from isoqms.diagnostics import Diagnostic, Location, Outcome, RuleCard
from isoqms.formats.fingerprint import fingerprints
from isoqms.formats.neutral import as_json, visible
from isoqms.wording import slug

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"

_Object: TypeAlias = dict[str, object]


def render_sarif(outcome: Outcome, cards: tuple[RuleCard, ...]) -> str:
    """One run with one result for each diagnostic.

    It names all rules of `cards`, those that found nothing too.
    """
    rules = [_rule(card) for card in cards]
    known = {card.code for card in cards}
    # A fault of reading may carry a code that has no page.
    rules += [{"id": code} for code in sorted({d.rule for d in outcome.diagnostics} - known)]
    index = {rule["id"]: place for place, rule in enumerate(rules)}
    names = fingerprints(outcome.diagnostics)
    run = {
        "tool": {
            "driver": {
                "name": "isoqms",
                "version": __version__,
                "language": "vi-VN",
                "rules": rules,
            }
        },
        "originalUriBaseIds": {_ROOT: {"description": {"text": "Thư mục gốc của kho tài liệu."}}},
        "columnKind": "unicodeCodePoints",
        "properties": {"asOf": outcome.as_of, "documents": outcome.documents},
        "results": [
            _result(diagnostic, index[diagnostic.rule], name)
            for diagnostic, name in zip(outcome.diagnostics, names, strict=True)
        ],
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(card: RuleCard) -> _Object:
    return {
        "id": card.code,
        "name": "".join(word.capitalize() for word in slug(card.title).split("-")),
        "shortDescription": {"text": visible(card.title)},
        "fullDescription": {"text": visible(_reason(card), keep="\n")},
        "help": {"text": visible(card.page, keep="\n"), "markdown": visible(card.page, keep="\n")},
        "defaultConfiguration": {"level": card.severity.value},
        "properties": {"basis": list(card.basis)},
    }


def _reason(card: RuleCard) -> str:
    """Why the rule matters: what stands on its page between the title and the first heading."""
    _, _, rest = card.page.strip().partition("\n\n")
    return rest.partition("## ")[0].strip() or card.title


def _result(diagnostic: Diagnostic, index: int, name: str) -> _Object:
    result: _Object = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {"text": _message(diagnostic)},
        "locations": [_location(diagnostic.location)],
        "partialFingerprints": {"isoqmsFinding/v1": name},
        "properties": {"basis": list(diagnostic.basis)},
    }
    if diagnostic.related:
        result["relatedLocations"] = [_location(location) for location in diagnostic.related]
    return result


def _message(diagnostic: Diagnostic) -> str:
    """The sentence and, on the next line, the hint.

    Nothing in them is taken for a link (SARIF 3.11.6).
    """
    told = [diagnostic.message]
    if diagnostic.hint:
        told.append(f"Gợi ý: {diagnostic.hint}")
    return "\n".join(visible(sentence).replace("](", "] (") for sentence in told)


def _location(location: Location) -> _Object:
    # Half a letter in a name (one that is not UTF-8) cannot be percent-encoded: better a "?" than
    # no report.
    uri = quote(str(location.path), safe="/", errors="replace")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": _ROOT},
            "region": {"startLine": location.line, "startColumn": location.column},
        }
    }
