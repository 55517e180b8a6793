"""Official forms, and where they are used (biểu mẫu)."""

from typing import Annotated

from isoqms.model.base import Key, Record, Text, key
from isoqms.model.packs.certainty import Certainty


class FormPlace(Record):
    """Where an instrument prints a form."""

    instrument: Annotated[Text, key("Văn bản", "Số, ký hiệu của văn bản ban hành mẫu")]
    form: Annotated[Text, key("Mẫu số", "Số của mẫu trong văn bản")]
    name: Annotated[Text | None, key("Tên theo văn bản", "Tên mẫu trong văn bản này, nếu khác")] = (
        None
    )


class OfficialForm(Record):
    """A form that a higher body issued (biểu mẫu theo quy định).

    Its key outlives its number.
    """

    key: Annotated[Key, key("Khóa", "Tên ngắn, không đổi khi văn bản thay đổi")]
    name: Annotated[Text, key("Tên", "Tên biểu mẫu")]
    columns: Annotated[tuple[Text, ...], key("Cột", "Các cột của mẫu, nếu biết")] = ()
    places: Annotated[
        tuple[FormPlace, ...], key("Nơi ban hành", "Văn bản và số mẫu, mới trước cũ sau")
    ]

    def number_in(self, instrument: str) -> str | None:
        """The number of the form in this instrument, or None where it has no such form."""
        return next((place.form for place in self.places if place.instrument == instrument), None)


class FormPack(Record):
    """Forms by key (gói biểu mẫu theo quy định)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn về số của mẫu")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    forms: Annotated[tuple[OfficialForm, ...], key("Biểu mẫu", "Các biểu mẫu")]

    def find(self, form: str) -> OfficialForm | None:
        """The form with this key, or None."""
        return next((f for f in self.forms if f.key == form), None)
