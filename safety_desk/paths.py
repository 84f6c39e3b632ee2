"""Where things are: the program's own resources, and the office's folder."""

import os
import sys
from pathlib import Path

from safety_desk.value import Value


def program() -> Path:
    """The folder of the program: of the source tree, or of the frozen one."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Papers, icons, style and other files that come with the program."""
    return program() / "resources"


class Office(Value):
    """One office: a folder with its database and everything that belongs to it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The one file that holds the records."""
        return self.folder / "office.db"

    @property
    def attachments(self) -> Path:
        """Photos and files, named by their content."""
        return self.folder / "attachments"

    @property
    def templates(self) -> Path:
        """The office's own Word forms, in a folder for each ledger."""
        return self.folder / "templates"

    @property
    def logs(self) -> Path:
        """What the program noted for whoever must help."""
        return self.folder / "logs"

    def prepare(self) -> None:
        """Make the folders that are not there yet."""
        for folder in (self.folder, self.attachments, self.templates, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


def usual_office() -> Office:
    """Where the office is when nobody says: beside the program on a stick, else in the person's own data folder."""
    beside = Path(sys.executable).parent / "data" if getattr(sys, "frozen", False) else program() / "data"
    if beside.is_dir():
        return Office(beside)
    from platformdirs import user_data_dir

    return Office(Path(os.environ.get("SAFETY_DESK_OFFICE") or user_data_dir("SafetyDesk", appauthor=False)))
