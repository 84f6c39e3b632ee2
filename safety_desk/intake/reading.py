"""Read a foreign file: in a child process with a time limit, so that a hostile file can only harm the child."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from safety_desk.errors import Refusal
from safety_desk.intake.book import Book, from_json
from safety_desk.paths import program

SECONDS = 60


def read_book(path: Path) -> Book:
    """The sheets of a file. Raises Refusal with one clear sentence where it cannot be read."""
    if not path.is_file():
        raise Refusal(f"找不到文件“{path}”")
    with tempfile.TemporaryDirectory(prefix="safety-desk-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "rows.json"
        run = _child([str(path.resolve()), str(out)])
        if run.returncode == 0:
            return from_json(out.read_text(encoding="utf-8"))
    if run.returncode == 3:
        raise Refusal(f"“{path.name}”：{run.stderr.decode('utf-8', 'replace')}")
    raise Refusal(
        f"“{path.name}”里有程序读不了的内容（可能有极远的单元格，或已损坏）。请把有用的区域复制到新表里再导入"
    )


def _child(arguments: list[str]) -> "subprocess.CompletedProcess[bytes]":
    paths = os.pathsep.join(filter(None, [str(program()), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"}
    command = [*_reader(), *arguments]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.run(
            command, env=environment, capture_output=True, timeout=SECONDS, creationflags=flags, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refusal(f"文件超过 {SECONDS} 秒还没读完，已停止。请拆成几个小文件再导入") from None


def _reader() -> list[str]:
    """This Python; of a frozen program its exe for commands, which says on a pipe why it fails, never in a box."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "safety_desk.intake.child"]
    exe = Path(sys.executable)
    return [str(exe.with_name(f"safety-desk{exe.suffix}")), "--read-file"]
