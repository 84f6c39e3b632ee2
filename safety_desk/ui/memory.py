"""What the window remembers of how it was left: sizes, columns, the last page. A file beside the office's data."""

import json
from pathlib import Path
from typing import Any


class Memory:
    """Values by key, written when the window closes. A file that cannot be read is as none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            self._values = found if isinstance(found, dict) else {}
        except (OSError, ValueError):
            self._values = {}

    def get(self, key: str, default: Any) -> Any:
        """A value, where one of the same kind is remembered."""
        value = self._values.get(key)
        return value if type(value) is type(default) else default

    def set(self, key: str, value: Any) -> None:
        """Remember a value."""
        self._values[key] = value

    def write(self) -> None:
        """Keep everything for the next start. A disk that cannot be written costs only the sizes of the window."""
        part = self._path.with_name(self._path.name + ".part")
        try:
            part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._path)
        except OSError:
            part.unlink(missing_ok=True)
