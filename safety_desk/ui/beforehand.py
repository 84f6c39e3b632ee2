"""What is set before anything of Qt is imported, so that the window is up fast.

PySide6 puts in the place of Python's import one that reads the source of every module imported after it: it looks for
`from __feature__ import …`, which we do not use. A start would read some two hundred files in vain.

PySide6 also brings along a dozen modules as source, and compiles them at every start. What only explains a call that
was wrong, or writes help, is compiled when that happens.

What a start makes, stays. Python would look through all of it for cycles after every 700 new things, which takes a
tenth of the time of a start; it looks more rarely until the window stands.
"""

import builtins
import gc
from typing import Any

gc.set_threshold(100_000)

_EXPLAINING = {
    f"shibokensupport/signature/{name}.py"
    for name in ("errorhandler", "layout", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
}
_kept: dict[str, Any] = {}
_own_import, _own_compile = builtins.__import__, builtins.compile


def needed(module: dict[str, Any], name: str) -> Any:
    """What a module that was put off has under that name, now that somebody asks. Raises AttributeError."""
    if name.startswith("__") and name != "__all__":
        raise AttributeError(name)  # what Python looks for in every module
    if module.pop("__getattr__", None):
        file = module["__name__"].replace(".", "/") + ".py"
        exec(_own_compile(_kept.pop(file), file, "exec"), module)
    if name not in module:
        raise AttributeError(name)
    return module[name]


_PUT_OFF = f"def __getattr__(name):\n    from {__name__} import needed\n    return needed(globals(), name)\n"


def _compile(source: Any, file: Any, *rest: Any, **named: Any) -> Any:
    """Compile as always, but for what is put off."""
    if file not in _EXPLAINING:
        return _own_compile(source, file, *rest, **named)
    _kept[file] = source
    return _own_compile(_PUT_OFF, file, "exec")


builtins.compile = _compile  # type: ignore[assignment]

import PySide6.QtCore  # noqa: E402, F401

builtins.compile, builtins.__import__ = _own_compile, _own_import


def stands() -> None:
    """The window is up: cycles are looked for as usual from now on, but not among what the start made."""
    gc.freeze()
    gc.set_threshold(2_000)
