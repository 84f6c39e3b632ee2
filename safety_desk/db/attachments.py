"""Photos and files of the office, stored by their content: the same file twice is one, and a name never clashes.

A record names a file as "sha256:name". Content is written once, whole, before any record names it, and never deleted:
what a record lets go of, undo may want again.
"""

import errno
import hashlib
import io
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from safety_desk.errors import Refusal
from safety_desk.wording import file_name

MOST_BYTES = 200 * 2**20
PROGRAMS = {
    "apk", "app", "bat", "chm", "cmd", "com", "cpl", "dll", "exe", "hta", "inf", "jar", "js", "jse", "lnk", "msc", "msi",
    "msp", "pif", "ps1", "reg", "scf", "scr", "sh", "sys", "url", "vbe", "vbs", "ws", "wsf", "wsh",
}  # fmt: skip
"""Endings of what Windows runs or follows when it is opened."""


def keep(folder: Path, source: Path) -> str:
    """Copy a file into the attachments; answers "sha256:name", as a record keeps it. Raises Refusal."""
    name = source.name
    try:
        if source.is_dir():
            raise Refusal(f"“{name}”是文件夹，没有添加。请打开它，选里面的文件")
        size = source.stat().st_size
        if source.suffix.lower().removeprefix(".") in PROGRAMS:
            raise Refusal(f"“{name}”是程序或快捷方式，没有添加。附件收照片、文档和音视频，请添加原来的文件")
        if size == 0:
            raise Refusal(f"“{name}”是空的（0 字节），没有添加。请先看看原来的文件打不打得开")
        if size > MOST_BYTES:
            raise Refusal(f"“{name}”超过 200 MB，太大了，没有添加。请压缩或剪短后再添加")
        with source.open("rb") as file:
            digest = _take_in(folder, file)
    except OSError as error:
        raise Refusal(f"“{name}”没有添加：{_why(error)}") from error
    return f"{digest}:{file_name(name)}"


def keep_content(folder: Path, content: bytes, name: str) -> str:
    """The same for what is no file yet, as a picture from the clipboard. Raises Refusal."""
    try:
        return f"{_take_in(folder, io.BytesIO(content))}:{file_name(name)}"
    except OSError as error:
        raise Refusal(f"“{name}”没有添加：{_why(error)}") from error


def name_of(reference: str) -> str:
    """What people call the file."""
    return reference.partition(":")[2]


def place_of(folder: Path, reference: str) -> Path:
    """Where the content of an attachment is; it may be gone."""
    return _place(folder, reference.partition(":")[0])


def open_copy(folder: Path, reference: str, into: Path) -> Path:
    """A copy of an attachment under its own name, for other programs to open. Raises Refusal.

    Where another program has the copy open already, Windows lets nobody write it anew: then it is the one.
    """
    digest, _, name = reference.partition(":")
    source = _present(folder, reference)
    target = into / digest[:16] / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        if not target.exists():
            raise Refusal(f"附件“{name}”打不开：临时文件夹写不进去，请检查磁盘是否已满") from error
    return target


def save_copy(folder: Path, reference: str, target: Path) -> None:
    """A copy of an attachment where the person wants it. Raises Refusal."""
    source = _present(folder, reference)
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise Refusal(f"“{target.name}”没有存成：{_why(error)}") from error


def unsound(folder: Path, references: Iterable[str]) -> dict[str, str]:
    """What is wrong with the content of these references, by reference; reads all of it."""
    known: dict[str, str] = {}
    found = {}
    for reference in references:
        digest = reference.partition(":")[0]
        if digest not in known:
            known[digest] = _fault(_place(folder, digest), digest)
        if known[digest]:
            found[reference] = known[digest]
    return found


def beside(folder: Path, references: Iterable[str]) -> Iterator[Path]:
    """Files among the attachments that none of these references means."""
    meant = {place_of(folder, reference) for reference in references}
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path not in meant)


def _take_in(folder: Path, file: BinaryIO) -> str:
    """Write content under its digest, whole and on the disk or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    part = folder / f"{uuid.uuid4().hex}.part"
    try:
        with part.open("wb") as written:
            while piece := file.read(2**20):
                digest.update(piece)
                size += written.write(piece)
            written.flush()
            os.fsync(written.fileno())
        target = _place(folder, digest.hexdigest())
        if not target.exists() or target.stat().st_size != size:
            target.parent.mkdir(exist_ok=True)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def _present(folder: Path, reference: str) -> Path:
    path = place_of(folder, reference)
    if not path.exists():
        where = path.relative_to(folder.parent)
        raise Refusal(f"附件“{name_of(reference)}”的文件不见了。请从备份里把 {where} 拷回数据文件夹")
    return path


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _fault(path: Path, digest: str) -> str:
    try:
        with path.open("rb") as file:
            return "" if hashlib.file_digest(file, "sha256").hexdigest() == digest else "内容变了"
    except FileNotFoundError:
        return "不见了"
    except OSError:
        return "读不出来"


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件或文件夹不在了，请重新选择"
    if error.errno == errno.ENOSPC:
        return "磁盘满了，请腾出空间再试"
    return "它可能正在别的程序里打开，或者文件夹没有权限。请关掉那个程序再试"
