"""`isoqms verify`: prove that the texts are those that the decisions issued."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.proof import Proof, Result
from isoqms.actions.control.verify import verify
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, In
from isoqms.formats.neutral import as_json, visible

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_WORDS = {
    Result.HOLDS: "đạt",
    Result.FAILS: "KHÔNG ĐẠT",
    Result.OPEN: "chưa kiểm được",
    Result.REMARK: "lưu ý",
}


class Form(StrEnum):
    """How the proof is told."""

    TEXT = "text"
    JSON = "json"


@app.command("verify", cls=Command)
def verify_command(
    as_of: AsOf,
    inside: In = Path(),
    seal: Annotated[
        str | None,
        typer.Option(
            "--seal", metavar="SỐ", help="Chỉ đối chiếu với danh mục niêm của quyết định này."
        ),
    ] = None,
    signers: Annotated[
        Path | None,
        typer.Option(
            "--allowed-signers",
            metavar="TỆP",
            help="Kiểm chữ ký SSH của các mốc theo tệp người ký này.",
        ),
    ] = None,
    wanted: Annotated[Form, typer.Option("--format", help="Dạng kết quả.")] = Form.TEXT,
) -> None:
    """Chứng minh văn bản trong kho đúng là bản các quyết định đã ban hành.

    Không thay đổi tệp nào.
    """
    proof = verify(inside, as_of, seal=seal, signers=signers)
    sys.stdout.write(_json(proof) if wanted is Form.JSON else _text(proof))
    if not proof.holds:
        raise typer.Exit(1)


def _text(proof: Proof) -> str:
    lines = []
    for step in proof.steps:
        lines.append(f"{_WORDS[step.result]}: {visible(step.sentence)}")
        lines.extend(f"    {visible(detail)}" for detail in step.details)
    failed = sum(step.result is Result.FAILS for step in proof.steps)
    lines.append("")
    lines.append(
        f"Không khớp ở {failed} trong {len(proof.steps)} bước."
        if failed
        else "Mọi bước kiểm được đều khớp."
    )
    return "\n".join(lines) + "\n"


def _json(proof: Proof) -> str:
    steps = [
        {"step": one.name, "result": one.result, "message": one.sentence, "details": one.details}
        for one in proof.steps
    ]
    data = {"version": 1, "as_of": proof.as_of.isoformat(), "holds": proof.holds, "steps": steps}
    return as_json(data)
