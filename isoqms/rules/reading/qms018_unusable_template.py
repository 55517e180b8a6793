"""Khung mẫu của cơ quan phải điền được.

Khung mẫu ở mau/ thay lời văn có sẵn của văn bản, tài liệu. Trong đó chỉ viết được tên
({{ co_quan }}), lời gọi có sẵn, {% if %} và {% for %} qua danh sách có sẵn; viết khác đi thì đến
lúc in mới biết.

## Sai

```markdown mau/ke-hoach-nam.md
## I. MỤC ĐÍCH

Năm {{ 2025 + 1 }} tại {{ co_quan }}. <!-- <- QMS018 -->
```

## Sai

```markdown mau/cong-van.md
{% if co_quan %}Kính gửi {{ co_quan }}. <!-- <- QMS018 -->
```

## Đúng

```markdown mau/ke-hoach-nam.md
## I. MỤC ĐÍCH

{% if co_quan %}Năm {{ nam }} tại {{ co_quan }}.{% endif %}
```
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.diagnostics import Finding, Place, Practice, Severity
from isoqms.repository import Repository
from isoqms.repository.texts import texts_beside

CODE = "QMS018"
SEVERITY = Severity.WARNING
BASIS = (Practice("Khung mẫu viết sai thì văn bản không in được, đúng lúc cần trình ký"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The templates of the agency that say what none may say, each at its first such line."""
    for path, text in texts_beside(repository):
        if path.parts[0] == "mau":
            yield from _faults(path, text)


def _faults(path: PurePosixPath, text: str) -> Iterator[Finding]:
    # The library of templates takes as long as many rules together, and few agencies have any.
    from isoqms.source.template_grammar import (  # noqa: PLC0415 - see above
        TemplateFault,
        names_used,
    )

    try:
        names_used(text)
    except TemplateFault as fault:
        yield Finding(Place(path, (), fault.line), str(fault), fault.hint)
