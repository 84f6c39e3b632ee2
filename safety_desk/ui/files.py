"""The kinds of file that can be imported."""

from pathlib import Path

TABLES = (".xlsx", ".xls", ".xlsm", ".csv", ".et", ".ods", ".geojson", ".json", ".txt")


def files_filter() -> str:
    """For the file dialog."""
    return f"表格和边界 ({' '.join(f'*{suffix}' for suffix in TABLES)});;全部文件 (*)"


def is_table(path: Path) -> bool:
    """Whether a dropped file looks like a table."""
    return path.suffix.lower() in TABLES
