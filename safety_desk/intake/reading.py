"""Read a foreign file: in a child process with a time limit, so that a hostile file can only harm the child."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from safety_desk.errors import Refusal
from safety_desk.intake.book import Book, from_lines
from safety_desk.intake.child import SECONDS
from safety_desk.jobs import Job, Progress, finish
from safety_desk.paths import program

_LOOK = 0.05
"""Seconds between two looks at the child: so long at most a cancelled reading goes on."""


def read_book(path: Path) -> Book:
    """The sheets of a file. Raises Refusal with one clear sentence where it cannot be read."""
    return finish(reading(path))


def reading(path: Path) -> Job[Book]:
    """The same as a job: closed, it leaves nothing running and no file behind."""
    if not path.is_file():
        raise Refusal(f"找不到文件“{path}”")
    with tempfile.TemporaryDirectory(prefix="safety-desk-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "rows.jsonl"
        yield from _run([str(path.resolve()), str(out)], path.name)
        if out.exists():
            with out.open(encoding="utf-8", newline="\n", errors="surrogatepass") as lines:
                return told(lines, path.name)
        far = yield from _run(["--far", str(path.resolve())], path.name)
    where = f"远处的 {far} 格里有内容，多半是误填" if far else "可能有极远的单元格，或已损坏"
    raise Refusal(
        f"“{path.name}”里有程序读不了的内容（{where}）。请在 Excel 里删掉它所在的行和列，或把有用的区域复制到新表里再导入"
    )


def told(lines: Iterator[str], name: str) -> Book:
    """What the child wrote of a file. Raises Refusal where it is why the file cannot be read."""
    first = next(lines, "{}")
    if "unreadable" in (said := json.loads(first)):
        raise Refusal(f"“{name}”：{said['unreadable']}")
    return from_lines(chain([first] if said else [], lines))


def _run(arguments: Sequence[str], name: str) -> Job[str]:
    """Let the child do something; answers what it said. A crash is told by what it did not do."""
    with child(arguments) as run:
        end = time.monotonic() + SECONDS
        while True:
            try:
                return run.communicate(timeout=_LOOK)[0].decode("utf-8", "replace")
            except subprocess.TimeoutExpired:
                if time.monotonic() > end:
                    raise Refusal(f"“{name}”超过 {SECONDS} 秒还没读完，已停止。请拆成几个小文件再导入") from None
            yield Progress(text=f"正在读取 {name}")


@contextmanager
def child(arguments: Sequence[str]) -> "Iterator[subprocess.Popen[bytes]]":
    """The child process, which does not outlive this."""
    paths = os.pathsep.join(filter(None, [str(program()), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"}
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*_reader(), *arguments], env=environment, creationflags=flags, **pipes) as run:  # type: ignore[call-overload]
        try:
            yield run
        finally:
            run.kill()


def _reader() -> list[str]:
    """This Python; of a frozen program its exe for commands, which says on a pipe why it fails, never in a box."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "safety_desk.intake.child"]
    exe = Path(sys.executable)
    return [str(exe.with_name(f"safety-desk{exe.suffix}")), "--read-file"]
