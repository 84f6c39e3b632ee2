"""What is put off at start is there when it is asked for: each look in a process of its own, as the program starts."""

import subprocess
import sys

_OURS = "from safety_desk.ui import beforehand\n"
_WRONG = """
from PySide6.QtCore import QPoint
try:
    QPoint("一", "二")
except TypeError as error:
    print(error)
"""


def look(code: str) -> str:
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def test_a_wrong_call_is_explained_as_ever() -> None:
    told = look(_OURS + _WRONG)
    assert told == look(_WRONG)
    assert "wrong argument types" in told


def test_what_explains_is_compiled_only_then() -> None:
    asked = "print(sorted(name.rsplit('/')[-1] for name in beforehand._kept))\n"
    before, after = look(_OURS + asked + "print('——')\n" + _WRONG + asked).split("——")
    assert "errorhandler.py" in before and "parser.py" in before
    assert "errorhandler.py" not in after and "parser.py" not in after


def test_import_and_compile_are_pythons_own_again() -> None:
    asked = "import builtins\nprint(builtins.__import__.__name__, builtins.compile.__name__)"
    assert look(_OURS + asked) == "__import__ compile\n"
    assert look("import PySide6.QtCore\n" + asked) != "__import__ compile\n"  # why it is put back
