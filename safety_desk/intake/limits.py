"""What the child process may use: so much memory, so much time, no process of its own. It binds itself before it reads."""

import faulthandler
import sys

MEMORY = 2**30
"""Bytes. A workbook of 50 MB with a million cells takes half of it."""


def bind(memory: int = MEMORY) -> None:
    """Limit this process for good: more memory than that is refused to it.

    On Linux by RLIMIT_AS, on Windows by a job object; where Windows allows none, the parent's time limit is left.
    """
    if sys.platform == "win32":
        _bind_windows(memory)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_after(seconds: float) -> None:
    """End this process after so long, whatever it is doing: also where its parent is gone. A later call begins anew."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=2)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED = 9
    _ONE_PROCESS, _PROCESS_MEMORY, _DIE_UNASKED = 0x8, 0x100, 0x400

    class _Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _bind_windows(memory: int) -> None:
        """Put this process into a job of its own; the handle stays open until the process ends."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        job, wanted = kernel.CreateJobObjectW(None, None), _Extended()
        wanted.BasicLimitInformation.LimitFlags = _ONE_PROCESS | _PROCESS_MEMORY | _DIE_UNASKED
        wanted.BasicLimitInformation.ActiveProcessLimit = 1
        wanted.ProcessMemoryLimit = memory
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(wanted), ctypes.sizeof(wanted))
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
