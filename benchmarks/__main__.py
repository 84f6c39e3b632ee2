"""All ratios in one table: `python -m benchmarks` (in the environment that run.py made)."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import desk, entry, excel, map_figure, papers

with tempfile.TemporaryDirectory(prefix="safety-desk-bench-") as folder:
    print(f"{'':<58} {'ours':>12} {'bare':>12} {'ratio':>6}")
    for ratio in (
        *desk.ratios(Path(folder)),
        *excel.ratios(Path(folder)),
        map_figure.ratio(),
        papers.ratio(Path(folder)),
    ):
        print(ratio.line())
        sys.stdout.flush()
    for figure in entry.figures(Path(folder)):
        print(figure.line())
        sys.stdout.flush()
