"""What the commands about reports do: make one, hand it in, tell what differs since, make the whole set."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from safety_desk.commands import _list, _open, _period, _say, _say_json
from safety_desk.errors import Refusal
from safety_desk.jobs import finish


def report(given: Namespace) -> int:
    """Make a report, as it was handed in where it was; or list them."""
    from safety_desk.tasks import reporting
    from safety_desk.tasks.freezing import write_report

    if given.list or not given.words:
        told = [{"name": name, "title": one.title, "group": one.group} for name, one in reporting.REPORTS.items()]
        return _list(told, given)
    name, *rest = given.words
    known = reporting.report(name)
    if len(rest) != 1:
        raise Refusal("用法：report 报表 [--period 2026-06] [--now] 输出.xlsx")
    period = _period(given)
    with _open(given) as store:
        standing = finish(write_report(store, name, period, Path(rest[0]), given.now))
    _say(f"{known.title}（{period.title}）已保存到 {rest[0]}")
    if standing is not None:
        _say(
            f"{standing.day} 已经{standing.word}，"
            + ("这里是现在的数" if given.now else "这里是报送时的数；加 --now 看现在的")
        )
    return 0


def submit(given: Namespace) -> int:
    """Keep a report as handed in."""
    from safety_desk.tasks.freezing import submit
    from safety_desk.tasks.reporting import report

    period = _period(given)
    with _open(given) as store:
        kept = finish(submit(store, given.report, period, given.reason))
    _say(f"{report(given.report).short}（{period.title}）{kept.word}已保存，校验值 {kept.hash[:12]}")
    return 0


def differences(given: Namespace) -> int:
    """Tell what a report says otherwise than when it was handed in."""
    from safety_desk.tasks.freezing import current, differences

    period = _period(given)
    with _open(given) as store:
        found = differences(store, given.report, period)
        standing = current(store, given.report, period)
    if given.json:
        _say_json([asdict(one) for one in found])
        return 0
    assert standing is not None
    _say(f"{standing.day} {standing.word}，之后有 {len(found)} 处变化")
    for one in found:
        _say(
            f"{one.table}  {one.row}  {one.column}  报送 {one.was or '空'}  现在 {one.now or '空'}",
            *(f"    {why}" for why in one.causes),
        )
    return 0


def package(given: Namespace) -> int:
    """Make all reports of a period in a folder. Answers 1 where some could not be written."""
    from safety_desk.tasks.package import make_package

    period = _period(given)
    with _open(given) as store:
        packed = finish(make_package(store, period, given.folder))
    refused = [one for one in packed if one.refused]
    _say(f"{period.title}的报表已保存到 {given.folder}，共 {len(packed) - len(refused)} 份，另有目录")
    _say(*(f"没有写成 {one.file}：{one.refused}" for one in refused))
    return 1 if refused else 0
