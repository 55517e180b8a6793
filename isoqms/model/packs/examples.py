"""How the places that a framework leaves open are filled in (ví dụ cho chỗ cần điền)."""

from typing import Annotated

from isoqms.model.base import Key, Record, Text, key


class Example(Record):
    """An example of an answer (ví dụ)."""

    asked: Annotated[Text, key("Chỗ hỏi", "Chữ đầu của chỗ hỏi sau «cần điền:»")]
    example: Annotated[Text, key("Ví dụ", "Một câu trả lời viết đúng dạng")]


class ExamplePack(Record):
    """Examples of answers (gói ví dụ)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    examples: Annotated[tuple[Example, ...], key("Ví dụ", "Dòng đầu tiên khớp thì dùng")]

    def of(self, asked: str) -> str:
        """The example for what is asked; empty where there is none."""
        found = (each.example for each in self.examples if asked.startswith(each.asked))
        return next(found, "")
