"""Open an office's file: ours or nobody's, as new as the program, brought up to date first."""

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safety_desk import clock
from safety_desk.db.faults import plainly
from safety_desk.db.steps import STEPS
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.wording import folded

APPLICATION_ID = 0x5341444B
"""Marks a file as ours ("SADK")."""


def open_store(path: Path, ledgers: Sequence[Ledger[Any]], who: str = "") -> Store:
    """The store of a file, made or upgraded where needed. Raises Refusal where the file is not for this program."""
    if _is_elsewhere(path):
        raise Refusal(
            f"“{path.parent}”在网络共享上，两台电脑同时打开会损坏数据，没有打开。请把数据文件夹放在本机磁盘或 U 盘上"
        )
    with plainly():
        new = not path.exists() or path.stat().st_size == 0
        if not new:
            _refuse_foreign(path)
        db = connect(path)
        if new:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if _version(db) < len(STEPS):
            if not new:
                _keep_old(db, path)
            db.close()
            from safety_desk.db.migrations import upgrade  # sqlite-utils takes a tenth of a second to import

            upgrade(path, [ledger.name for ledger in ledgers])
            db = connect(path)
        return Store(db, ledgers, who)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that keeps what it acknowledged: WAL, synchronous=FULL, foreign keys."""
    db = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32000"):
        db.execute(f"PRAGMA {pragma}")
    db.create_function("folded", 1, lambda text: None if text is None else folded(text), deterministic=True)
    return db


def _is_elsewhere(path: Path) -> bool:
    """Whether a file is on another computer's disk: there SQLite's WAL protects nobody from anybody."""
    if sys.platform != "win32":
        return False
    import ctypes

    remote = 4  # DRIVE_REMOTE
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.absolute().drive}\\") == remote)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _refuse_foreign(path: Path) -> None:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        mark = db.execute("PRAGMA application_id").fetchone()[0]
        version = _version(db)
    finally:
        db.close()
    if mark != APPLICATION_ID:
        raise Refusal(f"“{path.name}”不是安全台账的数据文件，没有打开，也没有改动它")
    if version > len(STEPS):
        raise Refusal("这份数据是更新版本的安全台账保存的，请先升级程序再打开（数据没有改动）")


def _keep_old(db: sqlite3.Connection, path: Path) -> None:
    """A copy of the file as it was before an upgrade."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    copy = sqlite3.connect(folder / f"升级前_{clock.now():%Y%m%d_%H%M%S}.db")
    with copy:
        db.backup(copy)
    copy.close()
