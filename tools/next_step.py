"""Print what the declared ledgers have and a migrated file has not: the text of the next file in db/steps."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from safety_desk.db.drift import drift
from safety_desk.ledgers.catalog import LEDGERS

with tempfile.TemporaryDirectory() as folder:
    sys.stdout.write("".join(drift(LEDGERS, Path(folder) / "drift.db")))
