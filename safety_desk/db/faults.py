"""What SQLite refuses, told in words that the clerk can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from safety_desk.errors import Refusal

_KNOWN = {
    "SQLITE_FULL": "磁盘已满，没有保存。请腾出空间后再试，已有数据不受影响",
    "SQLITE_BUSY": "数据正被另一个窗口或程序使用，没有保存。请关闭其他窗口后再试",
    "SQLITE_LOCKED": "数据正被另一个窗口或程序使用，没有保存。请关闭其他窗口后再试",
    "SQLITE_READONLY": "数据文件是只读的，没有保存。请检查文件夹的权限",
    "SQLITE_IOERR": "读写磁盘出错，没有保存。请检查磁盘或 U 盘是否正常",
    "SQLITE_CANTOPEN": "打不开数据文件。请检查文件夹是否存在、有无权限",
    "SQLITE_NOTADB": "这个文件不是安全台账的数据文件，或者已经损坏",
    "SQLITE_CORRUPT": "数据文件已损坏。请不要继续录入，用备份恢复",
}


@contextmanager
def plainly() -> Iterator[None]:
    """Turn faults of the surroundings (disk, locks, permissions) into Refusals; leave our own faults as they are."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        for code, text in _KNOWN.items():
            if name.startswith(code):
                raise Refusal(text) from error
        raise
