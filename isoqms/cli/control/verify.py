"""`isoqms verify`: compare the texts with what the decisions issued, and name what with."""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from isoqms.actions.control.proof import Proof, Result, Step
from isoqms.actions.control.verify import Outside, verify
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, In
from isoqms.cli.terminal.say import written
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import as_json, visible

app = typer.Typer(add_completion=False, rich_markup_mode=None)

NOTHING_OUTSIDE: Final = 4
"""How the command ends where nothing is wrong, and nothing outside was there to compare with."""

_WORDS: Final = {
    Result.HOLDS: "khớp",
    Result.FAILS: "KHÔNG KHỚP",
    Result.OPEN: "chưa kiểm được",
    Result.REMARK: "lưu ý",
}
_ROOT: Final = re.compile(r"[0-9a-f]{64}")
_WAYS: Final = (
    "Lịch sử của kho chỉ khớp với chính nó; ai viết lại được cả kho thì viết lại được cả lịch sử. "
    "Để chứng minh, thêm một thứ giữ ở ngoài kho:\n"
    "  --root SỐ=MÃ            mã gốc in trên phụ lục của bản giấy đã ký\n"
    "  --against NƠI           bản sao lưu do `isoqms backup` ghi, hoặc thư mục dùng chung\n"
    "  --allowed-signers TỆP   tệp người ký, giữ ở nơi khác\n"
)


class Form(StrEnum):
    """How the comparison is told."""

    TEXT = "text"
    JSON = "json"


@app.command("verify", cls=Command)
def verify_command(
    as_of: AsOf,
    inside: In = Path(),
    *,
    seal: Annotated[
        str | None,
        typer.Option(
            "--seal", metavar="SỐ", help="Chỉ đối chiếu với danh mục niêm của quyết định này."
        ),
    ] = None,
    root: Annotated[
        list[str] | None,
        typer.Option(
            "--root",
            metavar="SỐ=MÃ",
            help="Mã gốc niêm in trên phụ lục của bản giấy; ghi được nhiều lần.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="NƠI",
            help=(
                "Đối chiếu với bản sao lưu do `isoqms backup` ghi, hoặc với thư mục dùng chung "
                "của `isoqms sync`."
            ),
        ),
    ] = None,
    signers: Annotated[
        Path | None,
        typer.Option(
            "--allowed-signers",
            metavar="TỆP",
            help="Kiểm chữ ký SSH của các mốc theo tệp người ký này, giữ ở ngoài kho.",
        ),
    ] = None,
    wanted: Annotated[Form, typer.Option("--format", help="Dạng kết quả.")] = Form.TEXT,
) -> None:
    """Đối chiếu văn bản trong kho với bản các quyết định đã ban hành, và nói đã đối chiếu với gì.

    Không thay đổi tệp nào. Mã kết thúc: 0 khớp, có đối chiếu với thứ ở ngoài kho; 4 khớp, nhưng
    chưa có gì ở ngoài kho để đối chiếu; 1 có chỗ không khớp.
    """
    outside = Outside(signers, against, dict(map(_root, root or ())))
    proof = verify(inside, as_of, seal=seal, outside=outside)
    written(_json(proof) if wanted is Form.JSON else _text(proof))
    if not proof.holds:
        raise typer.Exit(1)
    if not proof.anchors:
        raise typer.Exit(NOTHING_OUTSIDE)


def _root(said: str) -> tuple[str, str]:
    """The number of a decision, and the root as it was read from paper: blanks do not count."""
    number, mark, digits = said.partition("=")
    found = "".join(digits.split()).lower()
    if not mark or not _ROOT.fullmatch(found):
        raise BadAnswer(
            f"«{said}» không phải là số quyết định và mã gốc niêm.",
            "Ghi đủ 64 chữ số của mã in trên phụ lục, ví dụ: --root 15/QĐ-UBND=9f86d081…",
        )
    return number.strip(), found


def _text(proof: Proof) -> str:
    lines = []
    for step in proof.steps:
        lines.append(f"{_told(step)}: {visible(step.sentence)}")
        lines.extend(f"    {visible(detail)}" for detail in step.details)
    return "\n".join([*lines, "", *_ending(proof)]).rstrip("\n") + "\n"


def _told(step: Step) -> str:
    """How a step ended, and whether it looked beyond the repository."""
    where = "với bên ngoài" if step.anchor else "trong kho"
    word = _WORDS[step.result]
    compared = step.anchor or step.result in (Result.HOLDS, Result.FAILS)
    return f"{word} {where}" if compared else word


def _ending(proof: Proof) -> Iterable[str]:
    failed = sum(step.result is Result.FAILS for step in proof.steps)
    if failed:
        yield f"Không khớp ở {failed} trong {len(proof.steps)} bước."
        return
    unknown = sum(step.result is Result.OPEN for step in proof.steps)
    rest = f" {unknown} bước chưa kiểm được." if unknown else ""
    if proof.anchors:
        yield f"Những gì kiểm được đều khớp.{rest}"
        yield visible(f"Đã đối chiếu với bên ngoài kho: {'; '.join(proof.anchors)}.")
        return
    yield f"Chưa có gì ở ngoài kho để đối chiếu.{rest}"
    yield _WAYS


def _json(proof: Proof) -> str:
    steps = [
        {
            "step": one.name,
            "result": one.result,
            "message": one.sentence,
            "details": one.details,
            "anchor": one.anchor,
        }
        for one in proof.steps
    ]
    data = {
        "version": 1,
        "as_of": proof.as_of.isoformat(),
        "holds": proof.holds,
        "anchors": proof.anchors,
        "steps": steps,
    }
    return as_json(data)
