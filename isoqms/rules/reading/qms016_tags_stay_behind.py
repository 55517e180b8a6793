"""Mốc ban hành đi cùng quyết định.

Mỗi lần ban hành, chương trình đặt một mốc vào lịch sử: bằng chứng rằng quyết định và văn bản lúc ấy
đúng như bây giờ đọc được. Khi kho được gửi lên nơi lưu chung mà mốc không đi cùng, hoặc kho được
tải về mà không có mốc, thì trên máy khác không ai kiểm được bằng chứng đó.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.repository.control import control
from isoqms.repository.sealed_decisions import without_tag

CODE = "QMS016"
SEVERITY = Severity.NOTE
BASIS = (Practice("Bằng chứng của lần ban hành có ở mọi nơi giữ kho"),)

_MOST_NAMED = 3


def check(repository: Repository) -> Iterator[Finding]:
    """What keeps the tags of decisions from those who share the repository, each once."""
    if not repository.copy.has_remote:
        return
    if not repository.copy.sends_tags:
        yield Finding(
            repository.agency.at("name"),
            "Kho này được gửi lên nơi lưu chung, nhưng mốc ban hành chưa được đặt để đi cùng.",
            "Đồng bộ bằng `isoqms sync`, mốc luôn đi cùng; gửi bằng cách khác thì nhờ người "
            "quản trị "
            "kho đặt một lần (lệnh: `git config push.followTags true`, rồi `git push --tags`).",
        )
    yield from not_here(repository)


def not_here(repository: Repository) -> Iterator[Finding]:
    """The decisions whose tags did not come along, so that here nothing proves their texts."""
    if not repository.copy.has_remote:
        return
    known = control(repository)
    missing = [] if known.history.unavailable else list(without_tag(repository, known))
    if missing:
        numbers = ", ".join(one.record.number for one in missing[:_MOST_NAMED])
        more = " …" if len(missing) > _MOST_NAMED else ""
        yield Finding(
            missing[0].at("number"),
            f"Bản kho trên máy này thiếu mốc của {len(missing)} quyết định ({numbers}{more}), nên "
            "chưa kiểm được bằng chứng của các lần ban hành đó.",
            "Chạy `isoqms sync` ở máy đã ban hành, rồi ở máy này; không dùng sync thì nhờ "
            "người quản "
            "trị kho (lệnh: `git push --tags` ở máy ấy, `git fetch --tags` ở đây).",
        )
