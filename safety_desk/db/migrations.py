"""Bring an office's file to today's schema, step by step, with sqlite-utils' own Migrations."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from safety_desk.db.schema import arm, disarm
from safety_desk.db.steps import STEPS


def known_steps() -> Migrations:
    """The history of the schema as sqlite-utils runs it."""
    migrations = Migrations("safety_desk")
    for name in STEPS:
        script = Path(__file__).parent / "steps" / f"{name}.sql"

        def step(db: Database, script: Path = script) -> None:
            for statement in script.read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    db.conn.execute(statement)

        migrations(name=name)(step)
    return migrations


def upgrade(path: Path, tables: Iterable[str]) -> None:
    """Apply the steps that are pending, each whole or not at all, and give every table its journal triggers.

    Stopped half-way (a power cut), the next start goes on where this one ended.
    """
    conn = sqlite3.connect(path)
    try:
        conn.execute("PRAGMA journal_mode = WAL")
        disarm(conn)
        known_steps().apply(Database(conn, execute_plugins=False))
        with conn:
            arm(conn, tables)
            conn.execute(f"PRAGMA user_version = {len(STEPS)}")
    finally:
        conn.close()
