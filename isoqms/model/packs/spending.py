"""What may be spent on what (mức chi)."""

from decimal import Decimal
from typing import Annotated

from isoqms.model.base import Count, Figure, Key, Record, Text, key
from isoqms.model.packs.certainty import Certainty


class SpendingAmount(Record):
    """The ceiling of an item for one group of agencies."""

    agency: Annotated[Key, key("Nhóm cơ quan", "Khóa của nhóm cơ quan")]
    million: Annotated[Figure, key("Triệu đồng", "Mức chi tối đa, triệu đồng")]


class SpendingItem(Record):
    """An item with its ceilings (nội dung chi)."""

    key: Annotated[Key, key("Khóa", "Tên ngắn")]
    text: Annotated[Text, key("Nội dung chi", "Nội dung và đơn vị tính")]
    per: Annotated[
        Text | None,
        key(
            "Tính theo từng",
            "Quy trình …, nếu mức tính cho từng cái; khi đó không so với cả khoản chi",
        ),
    ] = None
    ceiling: Annotated[
        Figure | None, key("Mức chung", "Triệu đồng, nếu một mức cho mọi cơ quan")
    ] = None
    amounts: Annotated[
        tuple[SpendingAmount, ...], key("Mức theo nhóm", "Mức chi của từng nhóm cơ quan")
    ] = ()

    def amount_of(self, group: str) -> Decimal | None:
        """What a group may spend on it by itself, in million đồng; None where nothing is stated."""
        return next((each.million for each in self.amounts if each.agency == group), None)


class SpendingGroup(Record):
    """A group of agencies, some of which spend a share of what another group may."""

    key: Annotated[Key, key("Khóa", "Tên ngắn")]
    name: Annotated[Text, key("Nhóm cơ quan", "Các cơ quan của nhóm")]
    kinds: Annotated[
        tuple[Key, ...],
        key(
            "Loại cơ quan",
            "Khóa các loại cơ quan thuộc nhóm, nếu khác gói loại cơ quan",
        ),
    ] = ()
    of: Annotated[Key | None, key("Tính theo nhóm", "Nhóm mà mức chi được tính theo")] = None
    percent: Annotated[Count | None, key("Phần trăm", "Phần trăm mức chi của nhóm đó")] = None


class SpendingPack(Record):
    """Spending ceilings (định mức chi)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    basis: Annotated[Text, key("Căn cứ", "Số, ký hiệu văn bản quy định")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của gói")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    groups: Annotated[tuple[SpendingGroup, ...], key("Nhóm cơ quan", "Các nhóm cơ quan")]
    items: Annotated[
        tuple[SpendingItem, ...], key("Nội dung chi", "Các nội dung chi và mức tối đa")
    ]

    def group_of(self, kind: str) -> str | None:
        """The group that itself names a kind of agency; None where none does."""
        return next((group.key for group in self.groups if kind in group.kinds), None)

    def ceiling(self, item: str, group: str) -> Decimal | None:
        """The most that may be spent on an item, in million đồng.

        None where no ceiling is known.
        """
        wanted = next((i for i in self.items if i.key == item), None)
        if wanted is None:
            return None
        if wanted.ceiling is not None:
            return wanted.ceiling
        own = wanted.amount_of(group)
        return self._share(wanted, group) if own is None else own

    def _share(self, item: SpendingItem, group: str) -> Decimal | None:
        """The part that a group may spend of what another group may; None where none is stated."""
        share = next((each for each in self.groups if each.key == group), None)
        if share is None or share.of is None or share.percent is None:
            return None
        whole = item.amount_of(share.of)
        return None if whole is None else whole * share.percent / 100
