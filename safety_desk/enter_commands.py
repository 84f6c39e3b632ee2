"""The command line's 逐项录入: a visit's results, or a round of rechecks, from a JSON file."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from safety_desk.commands import _open, _say, _say_json
from safety_desk.errors import Refusal


def enter(given: Namespace) -> int:
    """Enter what a file tells, as the grid does; refuses with row and reason, and then saves nothing."""
    from safety_desk.tasks.entering.committing import commit
    from safety_desk.tasks.entering.entry import Refused
    from safety_desk.tasks.entering.judging import judge, row_of
    from safety_desk.tasks.entering.told import read_entry

    told = _read(given.file)
    with _open(given) as store:
        entry = read_entry(store, told, given.file.parent)
        if faults := judge(store, entry):
            lines = [f"{row_of(entry, fault)}：{fault.text}" for fault in faults]
            raise Refused(faults, "\n".join([f"没有保存，{len(faults)} 处要改：", *lines]))
        if given.dry_run:
            _say("可以保存")
            return 0
        done = commit(store, entry)
        if given.json:
            _say_json({"visit": done.visit, "hidden_dangers": list(done.fresh), "rechecked": list(done.rechecked)})
        else:
            _say(done.text)
    return 0


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Refusal(f"找不到文件：{path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"“{path.name}”读不出来，请另存为 UTF-8 的文本（{error}）") from None
    except json.JSONDecodeError as error:
        raise Refusal(f"“{path.name}”第 {error.lineno} 行第 {error.colno} 个字写错了，不是 JSON") from None
