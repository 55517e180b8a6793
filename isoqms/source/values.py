"""The data of a YAML text in the kinds that `editing` writes: days, numbers, truths, texts.

A value that stood without quotes is written without them again, wherever it goes.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from isoqms.errors import BadAnswer
from isoqms.source.editing import Value

_WHOLE: Final = re.compile(r"0|-?[1-9]\d{0,17}")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUTHS: Final = {"true": True, "false": False}
_NULLS: Final = ("", "~", "null", "Null", "NULL")


def read_values(text: str) -> Value:
    """The data of a YAML text; keys without a value are left out, and an empty text is `{}`.

    BadAnswer where it is no YAML, or more than data (an anchor, two documents).
    """
    try:
        root = YAML(pure=True).compose(text)
    except (YAMLError, RecursionError, ValueError) as error:
        raise BadAnswer("Tệp không đúng cú pháp YAML.") from error
    value = _value(root) if root is not None else {}
    return {} if value is None else value


def _value(node: Node) -> Value:
    if node.anchor:
        # What is said once and used twice cannot be moved row by row.
        raise BadAnswer("Tệp dùng cách viết tắt (&, *) của YAML.")
    if isinstance(node, MappingNode):
        members = ((str(key.value), _value(each)) for key, each in node.value)
        return {key: each for key, each in members if each is not None}
    if isinstance(node, SequenceNode):
        members = (_value(each) for each in node.value)
        return ["" if each is None else each for each in members]
    return _scalar(node) if isinstance(node, ScalarNode) else None


def _scalar(node: ScalarNode) -> Value:
    text = str(node.value)
    if node.style:
        return text
    if text in _NULLS:
        return None
    return _TRUTHS.get(text, _number_or_day(text))


def _number_or_day(text: str) -> Value:
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
