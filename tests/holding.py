"""A file as Excel and Word hold it on Windows: others may read it, nobody may change or replace it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

on_windows = pytest.mark.skipif(os.name != "nt", reason="it is so on Windows only")
not_on_windows = pytest.mark.skipif(os.name == "nt", reason="it is not so on Windows")


@contextmanager
def held(path: Path, readable: bool = True) -> Iterator[None]:
    """Hold a file open; not readable: for nobody else at all. Only Windows keeps others from it."""
    if sys.platform != "win32":
        yield
        return
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    read_and_write, existing, plain = 0xC0000000, 3, 0x80
    handle = kernel.CreateFileW(str(path), read_and_write, int(readable), None, existing, plain, None)
    if handle == ctypes.c_void_p(-1).value:
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
