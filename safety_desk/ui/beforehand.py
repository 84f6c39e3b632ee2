"""What is set before anything of Qt is imported, so that the window is up fast.

PySide6 puts in the place of Python's import one that reads the source of every module imported after it: it looks for
`from __feature__ import …`, which we do not use. A start would read some two hundred files in vain.

What a start makes, stays. Python would look through all of it for cycles after every 700 new things, which takes a
tenth of the time of a start; it looks more rarely until the window stands.
"""

import builtins
import gc

gc.set_threshold(100_000)
_own = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _own


def stands() -> None:
    """The window is up: cycles are looked for as usual from now on, but not among what the start made."""
    gc.freeze()
    gc.set_threshold(2_000)
