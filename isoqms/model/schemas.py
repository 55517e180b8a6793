"""The JSON Schema of each kind of file, made from the models for editors to help and check.

`python -m isoqms.model.schemas` writes them to `schemas/`; a test compares what is committed.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from isoqms.model.kinds import FileKind
from isoqms.model.layout import KINDS
from isoqms.resources import folder

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SAME_TYPE_ONLY: Final = frozenset({"enum", "const", "format"})
_BOUNDS: Final = {"ge": "minimum", "le": "maximum"}
# `\w` knows Vietnamese letters in Python only; editors read patterns as JavaScript does.
_FIRST_SIGN: Final = ("[^\\W_]", "[^\\s!-/:-@\\[-`{-~]")
_OTHER_SIGNS: Final = ("[\\w.\\-/&]", "[^\\s!-%'-,:-@\\[-^`{-~]")

Schema = dict[str, Any]


def schema_texts() -> dict[str, str]:
    """The text of `schemas/<name>.json` by name, one for each kind of file.

    The same at every call.
    """
    return {kind.name: _text(_schema(kind)) for kind in KINDS}


def write_schemas(target: Path) -> None:
    """Write every schema to `target`, and remove those of kinds that are no more."""
    texts = schema_texts()
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.json"):
        if old.stem not in texts:
            old.unlink()
    for name, text in texts.items():
        (target / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(kind: FileKind) -> Schema:
    generated = kind.model.model_json_schema(mode="validation")
    definitions = {name: _without_names(part) for name, part in generated.pop("$defs", {}).items()}
    schema: Schema = {
        "$schema": _DIALECT,
        "$id": f"urn:isoqms:schema:{kind.name}",
        "title": kind.title,
        **_without_names(generated),
    }
    if definitions:
        schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def _without_names(part: Schema) -> Schema:
    # The titles of models are class names and their docstrings English; people are shown the keys'
    # own titles.
    kept: Schema = _plain(
        {name: value for name, value in part.items() if name not in {"title", "description"}}
    )
    return kept


def _plain(node: Any) -> Any:
    """`node` in the dialect's words, texts and empty values as an editor meets them in YAML."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    fields = {_BOUNDS.get(name, name): _part(name, value) for name, value in _unwrapped(node)}
    if "pattern" in fields:
        fields["pattern"] = fields["pattern"].replace(*_FIRST_SIGN).replace(*_OTHER_SIGNS)
    return _as_written(fields)


def _part(name: str, value: Any) -> Any:
    # The names below `properties` are keys of the agency's files, not words of the dialect.
    if name == "properties":
        return {each: _plain(part) for each, part in value.items()}
    return _plain(value)


def _as_written(fields: Schema) -> Schema:
    # `7.5` and `01` without quotes are numbers to an editor; the program reads every scalar as
    # text.
    if _SAME_TYPE_ONLY & fields.keys():
        return fields
    match fields.get("type"):
        case "string":
            return {**fields, "type": ["string", "number"]}
        case ["string", "null"]:
            return {**fields, "type": ["string", "number", "null"]}
    return fields


def _unwrapped(node: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The pairs of `node`; a choice between one plain type and null becomes one list of types."""
    for name, value in node.items():
        if name == "default" and value is None:
            continue
        if name == "anyOf" and _is_plain_or_null(value):
            yield from {**value[0], "type": [value[0]["type"], "null"]}.items()
            continue
        yield name, value


def _is_plain_or_null(choices: object) -> bool:
    match choices:
        case [{"type": str(), **rest}, {"type": "null"}]:
            return "enum" not in rest
    return False


if __name__ == "__main__":
    write_schemas(folder("schemas"))
