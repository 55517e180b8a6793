"""Data held against a model: the record, or what is wrong with it, in Vietnamese, by route.

Only this module knows pydantic's errors.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from isoqms.diagnostics import Route
from isoqms.model.base import Record
from isoqms.values import frozen
from isoqms.wording import nearest

R = TypeVar("R", bound=Record)


@frozen
class Problem:
    """Where data does not fit its model, why, and what to do."""

    route: Route
    message: str
    hint: str


def check(model: type[R], data: Any) -> R | tuple[Problem, ...]:
    """The record that `data` is, or every problem with it."""
    if not isinstance(data, dict):
        hint = "Viết theo dạng `khóa: giá trị`, mỗi khóa một dòng."
        return (Problem((), "Nội dung không phải là các cặp khóa và giá trị.", hint),)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        return tuple(_problem(model, detail) for detail in error.errors(include_url=False))


def _problem(model: type[BaseModel], detail: ErrorDetails) -> Problem:
    route: Route = tuple(detail["loc"])
    title, owner = _named(model, route)
    message, hint = _words(detail, title, owner)
    return Problem(route, message, hint)


def inner_type(annotation: Any) -> Any:
    """The type inside `X | None`, `tuple[X, ...]` and `Annotated`."""
    while True:
        origin = get_origin(annotation)
        if origin in (Union, UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        elif origin is tuple:
            annotation = get_args(annotation)[0]
        elif hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        else:
            return annotation


def _named(model: type[BaseModel], route: Route) -> tuple[str, type[BaseModel] | None]:
    """The Vietnamese title of the key at a route, and the model that the key is looked for in."""
    title, owner, inner = "", model, model
    for part in route:
        if isinstance(part, int):
            continue
        owner = inner
        field = _fields(owner).get(part)
        if field is None:
            return f"«{part}»", owner
        title = f"«{field.title}» ({part})"
        inner = inner_type(field.annotation)
    return title, owner


def _fields(owner: Any) -> Mapping[str, FieldInfo]:
    """The fields of a model; none of anything else, for a route may go on below a plain value."""
    if isinstance(owner, type) and issubclass(owner, BaseModel):
        return owner.model_fields
    return {}


def _words(detail: ErrorDetails, title: str, owner: type[BaseModel] | None) -> tuple[str, str]:
    """The sentence and the hint for one of pydantic's errors."""
    kind = detail["type"]
    shown = f"«{_short(detail['input'])}»"
    context = detail.get("ctx", {})
    if kind == "missing":
        return f"Thiếu {title}.", _description(owner, detail)
    if kind == "extra_forbidden":
        return f"Không có khóa {title} ở đây.", _did_you_mean(owner, str(detail["loc"][-1]))
    if kind == "enum":
        return f"{title}: không có giá trị {shown}.", f"Chọn một trong: {_choices(owner, detail)}."
    if kind in _SENTENCES:
        sentence, hint = _SENTENCES[kind]
        return f"{title}: {sentence.format(shown=shown, **context)}", hint.format(**context)
    return f"{title}: giá trị {shown} không hợp lệ.", _description(owner, detail)


_TEXT = ("cần một dòng chữ, đang là {shown}.", "Viết nội dung sau dấu hai chấm.")
_LIST = (
    "cần một danh sách, đang là {shown}.",
    "Viết mỗi mục một dòng, bắt đầu bằng dấu gạch đầu dòng `- `.",
)
_DAY = ("{shown} không phải là một ngày có thật.", "Viết ngày dạng năm-tháng-ngày: 2022-09-30.")
_YES_NO = ("cần true (có) hoặc false (không), đang là {shown}.", "Viết true hoặc false.")
_SENTENCES: dict[str, tuple[str, str]] = {
    "string_type": _TEXT,
    "string_too_short": ("đang để trống.", "Viết nội dung, hoặc bỏ cả khóa này nếu chưa có."),
    "string_pattern_mismatch": (
        "{shown} không đúng dạng.",
        (
            "Mã không có dấu cách; khóa chỉ gồm chữ thường không dấu, số, gạch nối; "
            "số văn bản có dạng 15/QĐ-UBND."
        ),
    ),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "model_type": (
        "cần các cặp khóa và giá trị, đang là {shown}.",
        "Viết các khóa con thụt vào hai dấu cách.",
    ),
    "model_attributes_type": (
        "cần các cặp khóa và giá trị, đang là {shown}.",
        "Viết các khóa con thụt vào hai dấu cách.",
    ),
    "qms_date": _DAY,
    "qms_far_day": ("{shown} không thuộc thời gian nào của cơ quan.", "Viết năm từ 1800 đến 2200."),
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_type": _DAY,
    "qms_whole": (
        "cần một số nguyên, đang là {shown}.",
        "Viết số liền, không có dấu chấm phân cách: 20290.",
    ),
    "qms_decimal": ("cần một số, đang là {shown}.", "Viết số với dấu chấm thập phân: 82.7."),
    "qms_too_long": ("{shown} lớn quá.", "Ghi số có tối đa 15 chữ số."),
    "qms_number": ("{shown} không phải là số, ký hiệu văn bản.", "Viết dạng 61/2018/NĐ-CP."),
    "qms_dismissal": (
        "{shown} chưa nói tài liệu nào, vì sao.",
        "Ghi mã rồi lý do trong ngoặc: QT-HT-02 (chỉ đổi mẫu của tỉnh).",
    ),
    "qms_clause": (
        "{shown} không phải là số điều khoản.",
        "Viết dạng 7.5.3; số như 4.10 đặt trong dấu nháy: '4.10'.",
    ),
    "qms_two_durations": (
        "ghi cả giờ và ngày cho một bước.",
        "Giữ một trong hai: «Giờ làm việc» (hours) hoặc «Ngày làm việc» (days).",
    ),
    "greater_than_equal": ("{shown} nhỏ quá.", "Ghi từ {ge} trở lên."),
    "less_than_equal": ("{shown} lớn quá.", "Ghi tối đa {le}."),
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
}


def _short(value: object) -> str:
    """A value as it may be shown in one line."""
    if value is None:
        return "trống"
    if isinstance(value, dict):
        return "các khóa: " + ", ".join(str(k) for k in list(value)[:3])
    if isinstance(value, list | tuple):
        return f"danh sách {len(value)} mục"
    text = str(value).replace("\n", " ")
    return text if len(text) <= 60 else text[:57] + "…"


def _field(owner: type[BaseModel] | None, detail: ErrorDetails) -> FieldInfo | None:
    names = [part for part in detail["loc"] if isinstance(part, str)]
    return _fields(owner).get(names[-1]) if names else None


def _description(owner: type[BaseModel] | None, detail: ErrorDetails) -> str:
    field = _field(owner, detail)
    if field is None or not field.description:
        return ""
    return f"{field.description}."


def _choices(owner: type[BaseModel] | None, detail: ErrorDetails) -> str:
    field = _field(owner, detail)
    inner = field and inner_type(field.annotation)
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return ", ".join(inner)
    return str(detail.get("ctx", {}).get("expected", ""))


def _did_you_mean(owner: type[BaseModel] | None, name: str) -> str:
    known = tuple(_fields(owner))
    close = nearest(name, known)
    if close:
        return f"Có phải là «{close}»?"
    return f"Các khóa dùng được: {', '.join(known)}."


def wrong_keys(error: ValueError) -> tuple[str, ...]:
    """The keys at which a model refused its data, as `rows.3.max`.

    Empty where it is the whole that is wrong.
    """
    if not isinstance(error, ValidationError):
        return ()
    return tuple(
        ".".join(str(part) for part in fault["loc"]) for fault in error.errors() if fault["loc"]
    )
