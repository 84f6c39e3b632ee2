"""Records of every ledger whose papers tell of cases: with what they must have, as they ordinarily are, and far too long."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from town import Town, made

from safety_desk.db.store import Store
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enforce.accident import Accident
from safety_desk.ledgers.enforce.archive import ArchivePaper, CaseReview, DocArchive, Opinion
from safety_desk.ledgers.enforce.draw import RandomDraw, draw_out
from safety_desk.ledgers.enforce.measure import EnforceMeasure, MeasureType
from safety_desk.ledgers.enforce.penalty import CaseState as PenaltyState
from safety_desk.ledgers.enforce.penalty import PenaltyCase, Procedure
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.enforce.report import ReportCase, ReportState, VerifyResult
from safety_desk.ledgers.enforce.victims import Casualty, Injury, UpReport
from safety_desk.ledgers.govern.interviews import Interview, InterviewState
from safety_desk.ledgers.govern.meetings import Meeting, MeetingDecision
from safety_desk.ledgers.govern.supervise import CaseState, SuperviseCase, SuperviseProgress
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.ledgers.papers import form
from safety_desk.ledgers.society.plan import Drill, DrillGrade, PlanOwner
from safety_desk.ledgers.society.training import Training, TrainingAttendee
from safety_desk.record import Record
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.papers import papers

TODAY = dt.date(2026, 11, 23)
LONG = "打磨车间除尘管道积灰没有按照规定清理，并且没有记录，现场人员不清楚清理的周期和办法；" * 30
"""Some 1200 signs: more than a page."""

PAPERS = {
    "supervise_cases": ("supervise_notice", "supervise_progress", "supervise_delisting", "supervise_extension"),
    "interviews": ("interview_notice", "interview_minutes", "interview_feedback"),
    "penalty_cases": (
        "penalty_notice",
        "hearing_notice",
        "penalty_decision",
        "inquiry_notice",
        "inquiry_record",
        "survey_record",
    ),
    "enforce_measures": ("seizure_decision",),
    "accidents": ("accident_report",),
    "up_reports": ("up_report",),
    "report_cases": ("report_case",),
    "meetings": ("meeting_sign_in", "meeting_minutes"),
    "trainings": ("training_sign_in", "training_assessment"),
    "drills": ("drill_record",),
    "random_draws": ("draw_result",),
    "doc_archives": ("archive_cover", "archive_contents"),
}
ALL = [(ledger, paper) for ledger, named in PAPERS.items() for paper in named]


class Cases:
    """A town with powers of its own, so that every paper can be printed, and a record of each ledger in three sizes."""

    def __init__(self, store: Store, town: Town) -> None:
        self.store, self.town = store, town
        self.rule(EnforcementMode.EMPOWERED)

    def rule(self, mode: EnforcementMode) -> None:
        """Set the powers of the office."""
        self.store.set_options("授权模式", self.store.scene().rules(OfficeRules).replace(mode=mode))

    def print(self, ledger: str, paper: str, record: Record) -> RenderedPaper:
        """The paper of that record. Raises Refusal."""
        [rendered] = papers(self.store, self.store.ledgers[ledger], form(ledger, paper), [record.id or 0])
        return rendered

    def record(self, ledger: str, size: str = "ordinary") -> Any:
        """A record of that ledger, "bare", "ordinary" or "long", in a state in which its papers may be printed."""
        make: Callable[[str], Record] = getattr(self, f"_{ledger}")
        return make(size)

    def _made(self, cls: type[Any], size: str, ordinary: dict[str, Any] | None = None, **needed: Any) -> Any:
        """A record with what its papers ask for; ordinary facts unless it is bare, its free texts endless if it is long."""
        values = {**needed, **(ordinary or {})} if size != "bare" else needed
        if size == "long":
            free = (
                n
                for n, field in cls.fields.items()
                if field.kind.name == "text" and not field.serial and n not in _KEPT
            )
            values = {**values, **{name: LONG for name in free if not cls.fields[name].follows}}
        return made(self.store, cls, **values)

    def _supervise_cases(self, size: str) -> SuperviseCase:
        plans = (
            {"plan_duty": "厂长负责", "plan_measures": "停产更换管道", "plan_time": "11月底前"}
            if size != "bare"
            else {}
        )
        danger = self._made(
            HiddenDanger, size, plans, enterprise=self.town.mill.id, level=Level.MAJOR, major_criteria="工贸企业重大事故隐患判定标准第十一条",
            found_date=dt.date(2026, 10, 8),
        )  # fmt: skip
        case: SuperviseCase = self._made(
            SuperviseCase, size,
            {"requirement": "更换除尘管道，恢复泄爆装置", "responsible_person": "王某", "accept_opinion": "整改到位",
             "extend_reason": "设备订货周期长", "supervise_org": self.town.office.id, "supervise_person": self.town.inspector.id},
            hidden_danger=danger.id, enterprise=self.town.mill.id, content="除尘系统未设泄爆装置", responsible_unit="茂林竹木制品有限公司",
            status=CaseState.APPLIED, listed_date=dt.date(2026, 10, 10), deadline=dt.date(2026, 12, 31),
        )  # fmt: skip
        for n in range({"bare": 0, "ordinary": 2, "long": 12}[size]):
            self._made(
                SuperviseProgress, size, {"text": f"第{n}次进展"}, case=case.id, date=TODAY - dt.timedelta(days=9 * n)
            )
        return self.store.get(SuperviseCase, case.id or 0)

    def _interviews(self, size: str) -> Interview:
        told: Interview = self._made(
            Interview, size,
            {"place": "镇政府三楼会议室", "interviewer": self.town.chief.id, "recorder": self.town.clerk.id, "post": "主要负责人",
             "requirements": "1. 立即停产整改\n2. 开展全员培训", "statement": "接受约谈，立即整改"},
            interviewee_unit="茂林竹木制品有限公司", interviewee="王某", reason_code="整改不力", reason="挂牌督办事项逾期未完成整改。",
            date=TODAY, status=InterviewState.HELD,
        )  # fmt: skip
        return told

    def _penalty_cases(self, size: str) -> PenaltyCase:
        case: PenaltyCase = self._made(
            PenaltyCase, size,
            {"law_ref": "《安全生产法》第三十六条", "law_ref_penalty": "《安全生产法》第九十九条", "investigators": "章某、凤某",
             "type": ("警告", "罚款"), "amount": 1_234_500},
            enterprise=self.town.mill.id, organ=Organ.OURS, cause="未对除尘设备进行经常性维护、保养和定期检测",
            filing_date=dt.date(2026, 10, 12), notice_date=dt.date(2026, 11, 2), status=PenaltyState.NOTICE,
        )  # fmt: skip
        made(self.store, CaseReview, penalty=case.id, reviewer="吴某", opinion=Opinion.AGREE, collective_discussion=True,
             discussion_date=TODAY, members="吴某、章某")  # fmt: skip
        return case

    def on_spot(self, **values: Any) -> PenaltyCase:
        """A case that is decided on the spot."""
        told = {
            "enterprise": self.town.mill.id, "organ": Organ.OURS, "cause": "未设置安全警示标志", "procedure": Procedure.SIMPLE,
            "type": ("警告", "罚款"), "amount": 200_000, "investigators": "章某、凤某", "law_ref": "《安全生产法》第三十五条",
            "law_ref_penalty": "《安全生产法》第九十九条",
        }  # fmt: skip
        return made(self.store, PenaltyCase, **{**told, **values})

    def _enforce_measures(self, size: str) -> EnforceMeasure:
        told: EnforceMeasure = self._made(
            EnforceMeasure, size, {"target": "抛光机、除尘风机", "basis": "《安全生产法》第六十五条", "start_at": TODAY},
            enterprise=self.town.mill.id, type=MeasureType.SEIZE, organ=Organ.OURS,
        )  # fmt: skip
        return told

    def _accidents(self, size: str) -> Accident:
        told: Accident = self._made(
            Accident, size,
            {"desc": "作业人员清理砂光机时右手被卷入。", "taken_measures": "停机、送医、保护现场", "direct_loss": 8_600_000, "accident_type": "03"},
            name="茂林竹木“11·20”机械伤害事故", enterprise=self.town.mill.id, occurred_at=dt.datetime(2026, 11, 20, 9, 30), place="砂光车间",
        )  # fmt: skip
        for n in range({"bare": 0, "ordinary": 1, "long": 40}[size]):
            made(
                self.store,
                Casualty,
                accident=told.id,
                seq=n + 1,
                name=f"伤者{n + 1}",
                injury=Injury.SERIOUS,
                body_part="右手",
            )
        return self.store.get(Accident, told.id or 0)

    def _up_reports(self, size: str) -> UpReport:
        accident = self._accidents(size)
        told: UpReport = self._made(
            UpReport, size, {"reporter": "章某", "receiver": "县局值班室", "way": "电话", "content": "伤者已送医"},
            accident=accident.id, to="泾县应急管理局", at=dt.datetime(2026, 11, 20, 10, 15),
        )  # fmt: skip
        return told

    def _report_cases(self, size: str) -> ReportCase:
        told: ReportCase = self._made(
            ReportCase, size,
            {"reporter_name": "举报的人", "reporter_phone": "13900000099", "accept_at": TODAY, "accept_note": "三日内核查",
             "status": ReportState.VERIFIED, "verified_at": TODAY, "verify_result": VerifyResult.TRUE, "verify_text": "现场核查属实"},
            object_enterprise=self.town.mill.id, content="车间夜间动火没有人看守",
        )  # fmt: skip
        return told

    def _meetings(self, size: str) -> Meeting:
        told: Meeting = self._made(
            Meeting, size,
            {"host": self.town.chief.id, "attendees": (self.town.chief.id, self.town.inspector.id), "attendee_orgs": (self.town.office.id,),
             "place": "三楼会议室", "topics": "学习文件\n部署岁末年初安全生产工作"},
            date=TODAY, kind="安委会全体",
        )  # fmt: skip
        for n in range({"bare": 0, "ordinary": 2, "long": 30}[size]):
            self._made(
                MeetingDecision,
                size,
                {"text": f"完成第{n + 1}项工作", "due_date": dt.date(2026, 12, 31)},
                meeting=told.id,
                seq=n + 1,
            )
        return self.store.get(Meeting, told.id or 0)

    def _trainings(self, size: str) -> Training:
        told: Training = self._made(
            Training, size, {"hours": 24.0, "place": "三楼会议室", "teacher": "章某", "should_count": 3, "enterprise": self.town.mill.id},
            name="新员工培训", kind="新员工三级教育", organizer="茂林竹木制品有限公司", start=TODAY, content="厂级、车间级、班组级",
        )  # fmt: skip
        for n in range({"bare": 0, "ordinary": 3, "long": 90}[size]):
            made(
                self.store,
                TrainingAttendee,
                training=told.id,
                seq=n + 1,
                person=f"学员{n + 1}",
                score=70.0 + n % 30,
                passes=n != 1,
            )
        return self.store.get(Training, told.id or 0)

    def _drills(self, size: str) -> Drill:
        told: Drill = self._made(
            Drill, size,
            {"participants_count": 32, "scenario": "砂光车间起火", "evaluation": DrillGrade.FAIRLY, "problems": "集合慢", "improvements": "再练一次",
             "orgs": "各班组", "evaluator": "章某"},
            topic="火灾疏散演练", owner_type=PlanOwner.ENTERPRISE, enterprise=self.town.mill.id, date=TODAY,
        )  # fmt: skip
        return told

    def _random_draws(self, size: str) -> RandomDraw:
        pool = (self.town.mill.id, self.town.station.id)
        people = (self.town.chief.id, self.town.inspector.id, self.town.clerk.id)
        told: RandomDraw = self._made(
            RandomDraw, size, date=TODAY, pool=pool, pool_inspectors=people, count=1, seed="2026-11-23 09:30 镇纪委见证 48213706", witness="吴某",
            recorder="凤某",
        )  # fmt: skip
        with self.store.operation("抽取"):
            for done in draw_out(told, self.store.kin(), self.store.scene()):
                self.store.put(done)
        return self.store.get(RandomDraw, told.id or 0)

    def _doc_archives(self, size: str) -> DocArchive:
        told: DocArchive = self._made(
            DocArchive,
            size,
            {"archivist": "凤某", "pages": 71, "place": "档案柜 3"},
            title="茂林竹木处罚案",
            penalty_case=self._penalty_cases(size).id,
        )
        for n in range({"bare": 0, "ordinary": 3, "long": 60}[size]):
            made(self.store, ArchivePaper, archive=told.id, seq=n + 1, name=f"第{n + 1}份文书", page_no=str(n + 1))
        return told


_KEPT = {"responsible_unit", "interviewee_unit", "interviewee", "investigators", "witness", "recorder", "seed", "snapshot", "reason_code", "kind",
         "category", "field", "source", "post", "archivist", "members", "place", "name", "target", "evaluator", "teacher", "organizer",
         "accept_note", "report_sent_to", "reporter", "receiver", "way", "to", "by", "acceptor", "approver", "duty_person"}  # fmt: skip
"""Names and short words, which nobody writes on for pages."""
