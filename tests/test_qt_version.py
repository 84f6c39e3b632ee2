"""The pinned Qt keeps count of what it is handed (docs/decisions/0003-qt-version.md): 6.12.0 does not, and aborts."""

import subprocess
import sys

import pytest

CALLS = 2_000
COUNTED = """
import sys
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Signal

class Table(QAbstractTableModel):
    told = Signal(int)

    def rowCount(self, parent=QModelIndex()):
        return 3

    def columnCount(self, parent=QModelIndex()):
        return 3

    def data(self, index, role=0):
        return None

    def setData(self, index, value, role=0):
        return True

plain, table, proxy = QObject(), Table(), QSortFilterProxyModel()
table.told.connect(lambda number: None)
proxy.setSourceModel(table)
calls = {
    "a method that answers nothing": lambda: plain.setObjectName("x"),
    "a signal and its slot": lambda: table.told.emit(1),
    "a model that answers None": lambda: proxy.data(proxy.index(1, 1)),
    "a model that answers True": lambda: proxy.setData(proxy.index(1, 1), 1),
}
for name, call in calls.items():
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(int(sys.argv[1])):
        call()
    after = [sys.getrefcount(one) for one in (None, True, False)]
    print(name, *(now - then for then, now in zip(before, after)), sep="|", flush=True)
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is not counted any more: it cannot sink")
def test_calls_to_qt_do_not_use_up_none() -> None:
    run = subprocess.run([sys.executable, "-c", COUNTED, str(CALLS)], capture_output=True, text=True, timeout=60)
    drifts = [line.split("|") for line in run.stdout.splitlines()]
    assert run.returncode == 0, f"aborted after {drifts}: {run.stderr[:200]}"
    assert len(drifts) == 4
    assert [name for name, *counts in drifts if max(abs(int(count)) for count in counts) > CALLS // 10] == []
