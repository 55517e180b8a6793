"""Tell on the screen where each figure of the year's report comes from."""

from enum import StrEnum

from isoqms.actions.reporting.sources import as_data, sources
from isoqms.cli.terminal.output import deliver
from isoqms.cli.terminal.say import say
from isoqms.formats.neutral import as_json, visible
from isoqms.pages.reporting.sources import lines
from isoqms.repository import Repository


class Form(StrEnum):
    """The forms in which the sources are told."""

    TABLE = "table"
    JSON = "json"


def tell_sources(repository: Repository, year: int, form: Form) -> None:
    """Each figure of the report with record, file and line, or that there is none."""
    found = sources(repository, year)
    if form is Form.JSON:
        deliver(as_json(as_data(found)), None)
        return
    if not found:
        say(f"Báo cáo năm {year} chưa có số liệu nào lấy từ hồ sơ.")
    for line in lines(found):
        say(visible(line))
