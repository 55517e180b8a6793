"""What a template may say: names, our calls, `if`, `for` over our lists, parts of their members.

A sandbox keeps a template from reaching out, but not from counting for ever: `9**9**9` is a
number. So whatever could compute is refused before anything is worked out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from isoqms.errors import IsoqmsError
from isoqms.wording import number

LARGEST: Final = 512 * 1024
"""Characters of a template; the longest of ours has 20,000."""
_MOST_TAGS: Final = 4_000
"""The fullest of ours has some hundred."""

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Tuple,
    nodes.Call,
    nodes.Keyword,
    nodes.If,
    nodes.CondExpr,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.For,
    nodes.Getattr,
    nodes.Filter,
)
_FILTERS: Final = {"join", "length"}
_OF_A_LOOP: Final = {"first", "last", "index", "length"}
_PART: Final = re.compile(r"[a-z][a-z_]*")
_DEEPEST: Final = 40
"""Tags and brackets inside each other."""
_LOOPS: Final = 2
"""Loops inside each other: a list of ours within a list of ours."""
_LONGEST_CONSTANT: Final = 10_000

_SAY: Final = "chỉ dùng được tên, lời gọi có sẵn, {% if %} và {% for %} qua các danh sách có sẵn"


class TemplateFault(IsoqmsError):
    """A template that cannot be filled in; `line` counts from 1 in the text that was given."""

    hint = "Sửa khung mẫu: kiểm tra dấu {{ }} và {% %}, và tên biến bên trong."

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@lru_cache(maxsize=256)
def names_used(text: str) -> frozenset[str]:
    """The names that `text` asks for; TemplateFault, with its line, where it says anything else."""
    if len(text) > LARGEST or text.count("{{") + text.count("{%") > _MOST_TAGS:
        raise TemplateFault(
            f"Khung mẫu quá {LARGEST // 1024} nghìn chữ, hoặc quá {number(_MOST_TAGS)} chỗ điền.", 1
        )
    tree = _parsed(text)
    _refuse_depth(tree)
    members = _members(tree)
    for node in tree.find_all(nodes.Node):
        _refuse(node, members)
    return frozenset(_asked(tree, frozenset()))


def _parsed(text: str) -> nodes.Template:
    try:
        return Environment(autoescape=False).parse(text)  # noqa: S701 - never HTML, see template.py
    except TemplateSyntaxError as error:
        raise TemplateFault(f"Khung mẫu viết sai ở dòng {error.lineno}.", error.lineno) from error
    except (RecursionError, ValueError) as error:
        # Thousands of brackets inside each other, a number of thousands of digits.
        raise TemplateFault("Khung mẫu có chỗ lồng nhau hoặc dài quá mức.", 1) from error


def _refuse_depth(tree: nodes.Template) -> None:
    """TemplateFault where something stands too deep; asked without going down into it."""
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while waiting:
        node, depth, loops = waiting.pop()
        loops += isinstance(node, nodes.For)
        if depth > _DEEPEST or loops > _LOOPS:
            raise _refused(node, "lồng nhau quá sâu")
        waiting.extend((child, depth + 1, loops) for child in node.iter_child_nodes())


def _members(tree: nodes.Template) -> frozenset[str]:
    """The names that loops give to the members of our lists."""
    targets = (_targets(loop.target) for loop in tree.find_all(nodes.For))
    return frozenset(name.name for found in targets for name in found)


def _refuse(node: nodes.Node, members: frozenset[str]) -> None:
    """TemplateFault where a template may not say this; `members` are the names loops give."""
    if not isinstance(node, _ALLOWED):
        raise _refused(node, _SAY)
    match node:
        case nodes.Call() if not isinstance(node.node, nodes.Name) or _spreads(node):
            raise _refused(node, _SAY)
        case nodes.Filter() if not _is_plain(node):
            raise _refused(node, _SAY)
        case nodes.Getattr() if not (_is_of_a_loop(node) or _is_a_part(node, members)):
            raise _refused(node, _SAY)
        case nodes.For() if node.recursive or not isinstance(node.iter, nodes.Name):
            raise _refused(node, _SAY)
        case nodes.Const() if isinstance(node.value, int | float) and abs(node.value) > 10**9:
            raise _refused(node, "số quá lớn")
        case nodes.Const() if isinstance(node.value, str) and len(node.value) > _LONGEST_CONSTANT:
            raise _refused(node, "chuỗi quá dài")


def _is_plain(node: nodes.Filter) -> bool:
    is_on_a_value = node.node is not None and not _spreads(node)
    return is_on_a_value and node.name in _FILTERS and not node.kwargs


def _spreads(node: nodes.Call | nodes.Filter) -> bool:
    """Whether it hands on a list or a mapping as its arguments."""
    return node.dyn_args is not None or node.dyn_kwargs is not None


def _is_of_a_loop(node: nodes.Getattr) -> bool:
    is_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
    return is_loop and node.attr in _OF_A_LOOP


def _is_a_part(node: nodes.Getattr, members: frozenset[str]) -> bool:
    """Whether it asks a member of one of our lists for a part by its plain name."""
    is_member = isinstance(node.node, nodes.Name) and node.node.name in members
    return is_member and _PART.fullmatch(node.attr) is not None


def _refused(node: nodes.Node, why: str) -> TemplateFault:
    return TemplateFault(f"Khung mẫu không dùng được ở dòng {node.lineno}: {why}.", node.lineno)


def _asked(node: nodes.Node, own: frozenset[str]) -> Iterator[str]:
    """The names that are read and that no loop around gives."""
    if isinstance(node, nodes.Name):
        if node.ctx == "load" and node.name not in own:
            yield node.name
        return
    if isinstance(node, nodes.For):
        yield from _asked(node.iter, own)
        own |= {"loop", *(name.name for name in _targets(node.target))}
    for child in node.iter_child_nodes(exclude=("iter",) if isinstance(node, nodes.For) else None):
        yield from _asked(child, own)


def _targets(target: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)
