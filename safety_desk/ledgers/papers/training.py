"""The papers of a training: 签到表 and 考核表 (domain F18; 安全生产法 art. 28: time, content, people, results)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.papers.grid import Row, boxes, pair, sections, table, wide
from safety_desk.numbers import plainly
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.society.training import Training, TrainingAttendee

_LINES, _MOST_BLANK = 15, 200
"""So many lines at least; so many at most for people who are only counted."""


def sign_in_facts(training: Training, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 签到表 says: the training, who is expected, and a line for each to sign on."""
    listed = [(one.person, _unit(one, training, names), one.post or "", "", "") for one in _people(training, kin)]
    heads = (("序号", 8), ("姓　名", 14), ("单　　位", 34), ("岗　位", 16), ("签　名", 16), ("备　注", 12))
    return _form(training, names, "安全培训签到表", [table(heads, _numbered(listed, training, 5), look="tall")])


def assessment_facts(training: Training, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 考核表 says: each one's result, and how many of those who should have come have passed."""
    people = _people(training, kin)
    listed = [(one.person, _unit(one, training, names), one.post or "", _score(one), _passed(one), _certificate(one, kin)) for one in people]
    heads = (("序号", 7), ("姓　名", 13), ("单　　位", 31), ("岗　位", 14), ("成绩", 9), ("是否合格", 11), ("证书编号", 15))
    came, passed = training.people, training.passed
    rate = f"{passed / came * 100:.1f}".removesuffix(".0") + "%" if came and passed is not None else ""
    rows = [
        wide("考核方式", boxes(("笔试", "口试", "实际操作", "线上"))),
        pair("应训人数", _people_said(training.should_count), "实训人数", _people_said(came)),
        pair("合格人数", _people_said(passed), "合 格 率", rate),
        table(heads, _numbered(listed, training, 6)),
    ]
    return _form(training, names, "安全培训考核表", rows) | {"signs": [[("授课人：", "", 33), ("考核人：", "", 66), ("负责人：", "", 100)]]}


def _form(training: Training, names: Names, title: str, rows: list[Row]) -> dict[str, Any]:
    """The training itself stands over what the form lists."""
    until = f"至{chinese(training.end)}" if training.end and training.end != training.start else ""
    needed = f"（规定{training.hours_required}学时）" if training.hours_required else ""
    fields = type(training).fields
    over = [
        wide("培训名称", training.name),
        pair("培训类型", training.kind, "培训方式", training.method),
        wide("培训时间", f"{chinese(training.start)}{until}"),
        pair("培训地点", training.place, "授 课 人", training.teacher),
        pair("学　　时", f"{plainly(training.hours)}学时{needed}" if training.hours is not None else "", "三级教育", fields["tiers"].show(training.tiers, names)),
        wide("培训内容", training.content),
    ]
    return {
        "title": title,
        "number": "",
        "left": f"主办单位：{training.organizer}",
        "right": f"培训编号：{training.code}" if training.code else "",
        "sections": sections([*over, *rows]),
        "signs": [],
        "notes": [],
    }


def _people(training: Training, kin: Kin) -> list[TrainingAttendee]:
    return sorted(kin.of(training, "training_attendees"), key=lambda one: (one.seq or 0, one.id or 0))


def _numbered(rows: Sequence[Sequence[str]], training: Training, width: int) -> list[list[str]]:
    """Numbered lines; where nobody is listed, as many as should come, else room for a page."""
    expected = min(training.should_count or training.people or 0, _MOST_BLANK) if not rows else 0
    blank = [[""] * width] * max(0, max(expected, _LINES) - len(rows))
    return [[str(n), *row] for n, row in enumerate([*map(list, rows), *blank], 1)]


def _unit(one: TrainingAttendee, training: Training, names: Names) -> str:
    firm = one.enterprise or training.enterprise
    return names.name("enterprises", firm) if firm else ""


def _score(one: TrainingAttendee) -> str:
    return plainly(one.score) if one.score is not None else ""


def _passed(one: TrainingAttendee) -> str:
    return "" if one.passes is None else "合格" if one.passes else "不合格"


def _certificate(one: TrainingAttendee, kin: Kin) -> str:
    found = kin.linked(one, "cert")
    return type(found).fields["cert_no"].show(found.cert_no, kin) if found else ""


def _people_said(number: int | None) -> str:
    return f"{number}人" if number is not None else ""


PAPERS: tuple[Paper[Training], ...] = (
    Paper("training_sign_in", "培训签到表", "grid.html", sign_in_facts, margins=(22, 20, 22, 20)),
    Paper("training_assessment", "培训考核表", "grid.html", assessment_facts, margins=(22, 20, 22, 20)),
)
