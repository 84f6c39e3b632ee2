"""What the command `fill` does: fill a superior's blank table, or a template of one, and say what stayed empty."""

from argparse import Namespace
from pathlib import Path

from safety_desk.commands import _list, _open, _period, _say, _say_json
from safety_desk.errors import Refusal
from safety_desk.jobs import finish


def fill(given: Namespace) -> int:
    """Fill a blank or a template, or list the templates."""
    from safety_desk.ledgers.fill_template import FillTemplate
    from safety_desk.tasks.fill.filling import fill_file

    with _open(given) as store:
        if given.list or not given.words:
            known = store.find(FillTemplate, order="name")
            return _list([{"name": one.name, "form": one.form or "", "title": one.title or ""} for one in known], given)
        if len(given.words) != 2:
            raise Refusal("用法：fill 模板或空表.xlsx 输出.xlsx [--period 2026-06] [--save 模板名称]")
        what, out = given.words
        period = _period(given)
        blank, told = finish(fill_file(store, what, Path(out), period, given.save))
    if given.json:
        missing = [*blank.warnings, *told.missing]
        _say_json({"form": blank.layout.form.value, "filled": told.count, "missing": missing, "out": out})
        return 0
    _say(f"{blank.layout.title or blank.path.stem}（{period.title}）已填 {told.count} {told.unit}，保存到 {out}")
    _say(*(f"没有填  {line}" for line in told.missing), *blank.warnings)
    return 0
