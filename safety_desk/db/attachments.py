"""Photos and files of the office, stored by their content: the same file twice is one, and a name never clashes."""

import hashlib
import shutil
from pathlib import Path

from safety_desk.errors import Refusal
from safety_desk.wording import file_name

MOST_BYTES = 200 * 2**20


def keep(folder: Path, source: Path) -> str:
    """Copy a file into the attachments; answers "sha256:name", as a record keeps it. Raises Refusal."""
    try:
        if source.stat().st_size > MOST_BYTES:
            raise Refusal(f"“{source.name}”超过 200 MB，太大了，没有添加")
        with source.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        target = _place(folder, digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(target.name + ".part")
            shutil.copyfile(source, part)
            part.replace(target)
    except OSError as error:
        raise Refusal(f"“{source.name}”没有添加。它可能不在了、正在别的程序里打开，或者数据文件夹写不进去") from error
    return f"{digest}:{file_name(source.name)}"


def open_copy(folder: Path, reference: str, into: Path) -> Path:
    """A copy of an attachment under its own name, for other programs to open. Raises Refusal.

    Where another program has the copy open already, Windows lets nobody write it anew: then it is the one.
    """
    digest, _, name = reference.partition(":")
    source = _place(folder, digest)
    if not source.exists():
        raise Refusal(f"附件“{name}”的文件不见了，请检查数据文件夹里的 attachments")
    target = into / digest[:16] / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        if not target.exists():
            raise Refusal(f"附件“{name}”打不开：临时文件夹写不进去，请检查磁盘是否已满") from error
    return target


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest
