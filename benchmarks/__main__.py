"""All ratios in one table: `python -m benchmarks` (in the environment that run.py made)."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import desk, map_figure

with tempfile.TemporaryDirectory(prefix="safety-desk-bench-") as folder:
    print(f"{'':<58} {'ours':>12} {'bare':>12} {'ratio':>6}")
    for ratio in (*desk.ratios(Path(folder)), map_figure.ratio()):
        print(ratio.line())
        sys.stdout.flush()
