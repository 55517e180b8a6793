"""What was never done, as things to do: the same that QMS562, 563, 565 and 566 find."""

from collections.abc import Iterator
from typing import Final

from isoqms.agenda.commands import run
from isoqms.agenda.task import SOON, Task, TaskKind, task
from isoqms.facts.planning.owing import applied
from isoqms.facts.planning.silence import Silence, Undone, silences
from isoqms.repository import Repository
from isoqms.wording import listed

_BASES: Final = {
    Undone.ISSUE: "Quyết định 19/2014/QĐ-TTg, điểm a khoản 2 Điều 4; hạn theo thông lệ",
    Undone.YEAR: "Quyết định 19/2014/QĐ-TTg, điểm b khoản 4 Điều 4; ngày theo thông lệ",
    Undone.PLAN: "Thông tư 26/2014/TT-BKHCN, điểm a khoản 2 Điều 7; hạn theo thông lệ",
    Undone.BOARD: "Thông tư 26/2014/TT-BKHCN, điểm b khoản 2 Điều 7; hạn theo thông lệ",
    Undone.ANNOUNCEMENT: "Quyết định 19/2014/QĐ-TTg, khoản 3 Điều 4; hạn theo thông lệ",
}
_TITLES: Final = {
    Undone.ISSUE: "Ban hành tài liệu của hệ thống lần đầu",
    Undone.PLAN: "Ban hành kế hoạch áp dụng lần đầu",
    Undone.BOARD: "Thành lập Ban Chỉ đạo ISO",
    Undone.ANNOUNCEMENT: "Công bố hệ thống lần đầu, sau khi đánh giá, xem xét, xác nhận hiệu lực",
}
_COMMANDS: Final = {
    Undone.ISSUE: run("issue", "--papers-only"),
    Undone.ANNOUNCEMENT: run("announce", "--check"),
}


def silence_tasks(repository: Repository) -> Iterator[Task]:
    """What was never done and no other source tells of."""
    for each in silences(repository):
        if not _is_told_elsewhere(repository, each):
            yield _task(repository, each)


def _is_told_elsewhere(repository: Repository, silence: Silence) -> bool:
    if silence.what in (Undone.PLAN, Undone.BOARD) and not applied(repository):
        # The calendar asks for what comes before the first issue, every year anew.
        return True
    if silence.what is Undone.ISSUE:
        return bool(repository.drafts or repository.staged)
    # The calendar asks for the records of the present year itself.
    return silence.years == (repository.as_of.year,)


def _task(repository: Repository, silence: Silence) -> Task:
    years = listed(map(str, silence.years))
    title = _TITLES.get(silence.what) or f"Lập hồ sơ năm {years}, kho chưa có gì của năm ấy"
    return task(
        repository,
        TaskKind.SILENCE,
        str(silence.what),
        title,
        basis=_BASES[silence.what],
        command=_command(repository, silence),
        due=silence.due,
        begins=silence.due - SOON,
        role="thu-ky-iso",
        place=silence.place,
    )


def _command(repository: Repository, silence: Silence) -> str:
    if silence.what is Undone.PLAN:
        return run("decision", "plan", year=repository.as_of.year)
    if silence.what is Undone.BOARD:
        return run("decision", "steering-board", year=repository.as_of.year)
    return _COMMANDS.get(silence.what) or run("new", "year", silence.years[0])
