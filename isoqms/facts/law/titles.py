"""Which titles of instruments are only paraphrases, and how such an instrument is printed.

A paper that is signed cites the title word for word (NĐ 30/2020/NĐ-CP, Phụ lục I, II.6); what
nobody has read there is cited by kind, number, day and issuer alone.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from isoqms.facts.law.numbers import spoken_of
from isoqms.model.law import ExternalDocument
from isoqms.repository.content import Repository
from isoqms.wording import fold, listed, without_kind

KINDS: Final = (
    "Nghị định", "Nghị quyết", "Quyết định", "Thông tư liên tịch", "Thông tư", "Chỉ thị",
    "Luật", "Pháp lệnh", "Bộ luật", "Kế hoạch",
    "Chương trình", "Công văn",
)  # fmt: skip
"""The kinds of instrument by which a title begins."""
_ANY_KIND: Final = "Văn bản"


def kind_in(title: str) -> str:
    """The kind by which a title begins; `Văn bản` where it begins otherwise."""
    return next((kind for kind in KINDS if title.startswith(kind)), _ANY_KIND)


def is_paraphrase(repository: Repository, law: ExternalDocument) -> bool:
    """Whether the register's title is no quotation: as the register says, else by the pack.

    The words of the pack are taken for what the pack takes them for.
    """
    if law.paraphrased is not None:
        return law.paraphrased
    packed = repository.packs.legal.find(law.number)
    if packed is None or not packed.paraphrased or packed.title is None:
        return False
    return _bare(packed.type, packed.title) == _bare(packed.type, law.title)


def _bare(kind: str, title: str) -> str:
    return fold(without_kind(kind, title)).strip(" .;")


def as_printed(repository: Repository, law: ExternalDocument) -> ExternalDocument:
    """The instrument as papers name it: of a paraphrased title only the kind is left."""
    if not is_paraphrase(repository, law):
        return law
    return law.model_copy(update={"title": kind_in(law.title), "paraphrased": True})


def left_out(repository: Repository, printed: Iterable[str]) -> Iterator[str]:
    """One sentence where words that are printed name instruments without their titles."""
    words = "\n".join(printed)
    named = (each for each in _paraphrased(repository) if spoken_of(each).search(words))
    numbers = dict.fromkeys(named)
    if numbers:
        first = next(iter(numbers))
        yield (
            f"Trích yếu của {listed(numbers)} chưa phải nguyên văn, nên bản in chỉ ghi tên loại, "
            "số, ngày và cơ quan ban hành. Có bản gốc thì ghi lại: "
            f"`isoqms update law {first} --set title=… --set paraphrased=không`."
        )


def _paraphrased(repository: Repository) -> Iterator[str]:
    for row in repository.laws:
        if is_paraphrase(repository, row.record):
            yield row.record.number
    for law in repository.packs.legal.instruments:
        if law.paraphrased and law.number not in repository.external_by_number:
            yield law.number
