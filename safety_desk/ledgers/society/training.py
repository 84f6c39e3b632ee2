"""安全培训 and who was trained (domain item 27; 安全生产法第二十八条, 生产经营单位安全培训规定)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import Kin, empty, eq, one_of
from safety_desk.fields import Codes, Names, f
from safety_desk.kinds import Code
from safety_desk.ledger import Derived, Ledger, Settle, View, in_order
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.linked import Files, Link, Term, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class TrainingRound(Codes):
    """Whether somebody is trained for the first time."""

    FIRST = "first", "初训", "初次 初次培训 岗前"
    AGAIN = "again", "再训", "再培训 继续教育 复训"


class TrainingRules(Options, key="trainings", title="培训学时", settles="trainings"):
    """Least hours by 生产经营单位安全培训规定 (总局令第3号), as the handbook remembers them: to be checked."""

    manager_first: int = f("主要负责人、安管人员初训", default=32, unit="学时", low=0, section="一般单位")
    manager_again: int = f("主要负责人、安管人员每年再训", default=12, unit="学时", low=0)
    worker_first: int = f("新上岗从业人员", default=24, unit="学时", low=0)
    risky_manager_first: int = f("高危：主要负责人、安管人员初训", default=48, unit="学时", low=0, section="高危行业")
    risky_manager_again: int = f("高危：主要负责人、安管人员每年再训", default=16, unit="学时", low=0)
    risky_worker_first: int = f("高危：新上岗从业人员", default=72, unit="学时", low=0)
    risky_worker_again: int = f("高危：从业人员每年再训", default=20, unit="学时", low=0)


class Training(Record):
    """One training."""

    code: Code | None = f("培训编号", serial="PX-{year}-{n:4}", also="编号", width=14)
    name: str = f("培训名称", also="名称 培训班 班次", width=24)
    kind: Term = f("培训类型", codes="training_kind", also="类型 培训对象", width=12)
    round: TrainingRound = f("初训或再训", default=TrainingRound.AGAIN, also="初训/再训")
    tiers: Terms | None = f("三级教育层级", codes="training_tier", help="新员工：公司、车间、班组；项目工地：公司、项目、班组")
    enterprise: Link | None = f("培训企业", to="enterprises", also="企业 企业名称 单位名称", width=22, help="企业自己办的填企业；镇里办的空着")
    organizer: str = f("主办单位", also="组织单位 举办单位", width=18)
    start: dt.date = f("开始日期", also="培训时间 时间 日期 培训日期")
    end: dt.date | None = f("结束日期")
    hours: float | None = f("学时", unit="学时", low=0, should=True, also="课时 培训学时")
    hours_required: int | None = f("规定学时", follows=True, unit="学时")
    hours_short: bool = f("学时不足", default=False, follows=True)
    place: str | None = f("地点", should=True, also="培训地点")
    teacher: str | None = f("授课人", should=True, also="老师 讲师 主讲人")
    content: str = f("培训内容", lines=2, also="内容", help="培训档案须有时间、内容、参加人员、考核结果（安全生产法第二十八条）")
    method: Term | None = f("培训方式", codes="training_method", default="集中", also="方式")
    should_count: int | None = f("应训人数", unit="人", low=0, section="人数与考核", also="应训")
    people: int | None = f("实训人数", unit="人", low=0, should=True, also="参训人数 人数 实训人次", help="登记了参训人员的，按名单计")
    passed: int | None = f("合格人数", unit="人", low=0, also="合格")
    exam: bool = f("是否考核", default=False, also="考试 考核")
    injury: bool = f("含工伤预防", default=False, also="工伤预防", help="工伤预防培训人次按它统计")
    file: Files | None = f("课件与试卷")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


class TrainingAttendee(Record):
    """One person trained."""

    training: Link = f("培训", to="trainings", part_of=True, also="培训名称 培训编号", width=20)
    seq: int | None = f("序号", low=1)
    person: str = f("姓名", also="人员姓名 学员", width=10)
    enterprise: Link | None = f("所在单位", to="enterprises", also="单位 企业名称 单位名称", width=22)
    post: str | None = f("岗位", also="工种 职务")
    is_migrant: bool = f("农民工", default=False, also="是否农民工")
    is_dispatch: bool = f("劳务派遣", default=False, also="是否劳务派遣 派遣")
    score: float | None = f("成绩", unit="分", low=0, high=150, also="考试成绩 分数")
    passes: bool | None = f("合格", also="是否合格 考核结果")
    cert: Link | None = f("证书", to="certificates", also="证书编号", help="考核发证的，关联到持证台账")
    sign: bool = f("已签到", default=True, also="签到 签名")
    remark: str | None = f("备注", lines=2)


_MANAGERS = ("主要负责人", "安管人员")
_NEW = ("新员工三级教育", "转岗复工")
_WORKERS = ("全员", *_NEW, "农民工", "劳务队", "实习生")


def required_hours(kind: str, round_: TrainingRound, risky: bool, rules: TrainingRules) -> int | None:
    """The least hours of a training by 生产经营单位安全培训规定 (domain item 27), or None where nothing is set."""
    first = round_ is TrainingRound.FIRST
    if kind in _MANAGERS:
        plain = rules.manager_first if first else rules.manager_again
        return (rules.risky_manager_first if first else rules.risky_manager_again) if risky else plain
    if kind == "新员工三级教育" or (kind in _WORKERS and first):
        return rules.risky_worker_first if risky else rules.worker_first
    return rules.risky_worker_again if risky and kind == "全员" else None


def settle_training(training: Training, kin: Kin, scene: Scene) -> list[Record]:
    """The hours that the training should have had, and its people by the list where there is one."""
    e: Enterprise | None = kin.linked(training, "enterprise")
    least = required_hours(training.kind, training.round, e is not None and e.is_high_risk, scene.rules(TrainingRules))
    listed: list[TrainingAttendee] = kin.of(training, "training_attendees")
    by_list = {"people": len(listed), "passed": sum(bool(one.passes) for one in listed)} if listed else {}
    short = least is not None and training.hours is not None and training.hours < least
    return [training.replace(hours_required=least, hours_short=short, **by_list)]


def sound_numbers(training: Training, scene: Scene) -> Iterable[Problem]:
    """No more have passed than were there."""
    if training.passed is not None and training.people is not None and training.passed > training.people:
        yield Problem("passed", "合格人数不能多于实训人数")
    if training.exam and training.passed is None and training.end is not None and training.end < scene.today:
        yield Problem("passed", "已考核的培训请填合格人数", doubt=True)


def hours_text(training: Training, scene: Scene, names: Names) -> str:
    """Whether the hours suffice."""
    if not training.hours_short or training.hours_required is None or training.hours is None:
        return ""
    return f"⚠ 少 {training.hours_required - training.hours:g} 学时"


TRAININGS = Ledger(
    Training,
    "trainings",
    "安全培训",
    called="name",
    columns="code name kind round enterprise organizer start hours lack people passed teacher place",
    plan="27",
    filters="kind round enterprise.village start method",
    search="code name organizer teacher content enterprise",
    keys=("code",),
    alike="name start enterprise",
    order="-start",
    checks=(in_order("start", "end", "结束日期不能早于开始日期"), sound_numbers),
    views=(
        View("学时不足", eq("hours_short", True)),
        View("农民工、劳务队", one_of("kind", "农民工", "劳务队")),
        View("没有考核", eq("exam", False)),
        View("没有照片", empty("photo")),
    ),
    derived=(Derived("lack", "学时情况", hours_text, by="hours_short", width=12),),
    settle=Settle("training_attendees", settle_training),
    empty="镇里办的、企业自己办的培训：时间、内容、参加人员、考核结果，学时不足会标出来。",
)

TRAINING_ATTENDEES = Ledger(
    TrainingAttendee,
    "training_attendees",
    "参训人员",
    called="person",
    columns="training seq person enterprise post is_migrant is_dispatch score passes cert sign",
    plan="27",
    filters="is_migrant passes enterprise",
    search="person post enterprise",
    alike="training person enterprise",
    order="training",
    views=(View("不合格", eq("passes", False)), View("农民工", eq("is_migrant", True))),
    empty="一次培训的参训人员和考核结果。",
)
