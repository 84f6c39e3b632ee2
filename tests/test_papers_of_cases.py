"""Papers of supervision, penalties, accidents, reports, meetings and draws: what they say, and when they are refused."""

import datetime as dt
from typing import Any

import pytest
from cases import ALL, TODAY, Cases
from pages import told
from town import changed, found_town, made

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.draw import draw, fingerprint
from safety_desk.ledgers.enforce.penalty import CaseState as PenaltyState
from safety_desk.ledgers.enforce.penalty import Subject
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.enforce.report import ReportRules
from safety_desk.ledgers.govern.documents import GovLevel
from safety_desk.ledgers.govern.interviews import InterviewRules, InterviewState
from safety_desk.ledgers.govern.supervise import CaseState, SuperviseRules
from safety_desk.ledgers.office import EnforcementMode
from safety_desk.ledgers.papers import form
from safety_desk.ledgers.papers.official import in_capitals
from safety_desk.tasks.issuing import failed, prepare

FORMAL = (
    "on_spot_decision",
    "penalty_notice",
    "hearing_notice",
    "penalty_decision",
    "inquiry_notice",
    "inquiry_record",
    "survey_record",
)


@pytest.fixture
def cases(store: Store) -> Cases:
    return Cases(store, found_town(store))


def text(cases: Cases, ledger: str, paper: str, record: Any = None) -> str:
    return told(cases.print(ledger, paper, record or cases.record(ledger)).html)


@pytest.mark.parametrize("size", ["bare", "ordinary"])
def test_every_paper_can_be_made_of_little_and_of_what_is_usual(cases: Cases, size: str) -> None:
    for ledger in dict.fromkeys(ledger for ledger, _ in ALL):
        record = cases.record(ledger, size)
        for _, paper in (one for one in ALL if one[0] == ledger):
            said = text(cases, ledger, paper, record)
            assert "None" not in said, paper
            assert not said.startswith("\n")


def test_the_notice_of_a_supervision_has_its_seven_points(cases: Cases) -> None:
    said = text(cases, "supervise_cases", "supervise_notice")
    for words in (
        "茂林镇安全生产委员会\n",
        "关于对茂林竹木制品有限公司 / 重大事故隐患实行挂牌督办的通知\n",
        "（茂）安委督办〔2026〕",
        "经查，你单位存在重大事故隐患，判定依据：工贸企业重大事故隐患判定标准第十一条。",
        "根据《中华人民共和国安全生产法》第四十一条等规定，茂林镇安全生产委员会决定实行挂牌督办",
        "一、隐患名称及内容：除尘系统未设泄爆装置。",
        "二、督办单位及责任人：应急管理所，章某。",
        "三、整改单位及责任人：茂林竹木制品有限公司，王某。",
        "四、整改措施要求：更换除尘管道，恢复泄爆装置。",
        "1. 责任到位：厂长负责。",
        "3. 资金到位：＿",
        "五、整改期限：2026年12月31日前完成整改。",
        "六、治理期间的安全措施：隐患排除前",
        "七、报告进展和申请验收：自挂牌之日起，每月25日前书面报告整改进展；整改完成后书面申请验收，验收合格的予以摘牌。",
        "茂林镇安全生产委员会（印章）\n2026年10月10日\n抄送：县安全生产委员会办公室、行业主管部门。",
        "签收人（签名）：＿",
    ):
        assert words in said


def test_a_supervision_that_is_not_listed_or_not_the_towns_has_no_notice(cases: Cases) -> None:
    case = cases.record("supervise_cases")
    early = changed(cases.store, case, status=CaseState.APPROVING)
    with pytest.raises(Refusal, match="还没有批准挂牌"):
        cases.print("supervise_cases", "supervise_notice", early)
    theirs = changed(cases.store, early, status=CaseState.MENDING, level=GovLevel.COUNTY)
    with pytest.raises(Refusal, match="县级挂牌机关"):
        cases.print("supervise_cases", "supervise_notice", theirs)
    with pytest.raises(Refusal, match="还没有申请验收"):
        cases.print("supervise_cases", "supervise_delisting", theirs)


def test_the_words_that_the_office_set_stand_on_its_notices(cases: Cases) -> None:
    cases.store.set_options("挂牌督办", SuperviseRules(report_day=5, copied_to="某县安委办", safe_words="先停产。"))
    said = text(cases, "supervise_cases", "supervise_notice")
    assert "每月5日前书面报告" in said
    assert "抄送：某县安委办。" in said
    assert "六、治理期间的安全措施：先停产。" in said
    cases.store.set_options("约谈", InterviewRules(materials="自查报告"))
    assert "须携带的材料：自查报告。" in text(cases, "interviews", "interview_notice")


def test_the_monthly_report_tells_this_month_from_those_before(cases: Cases) -> None:
    case = cases.record("supervise_cases", "long")
    said = text(cases, "supervise_cases", "supervise_progress", case)
    assert "本月整改进展 | 11月5日：" in said
    assert "此前的进展\n日期 | 进展情况 | 报告人\n2026-08-16 | " in said
    ordinary = text(cases, "supervise_cases", "supervise_progress")
    assert "本月整改进展 | 11月14日：第1次进展 / 11月23日：第0次进展" in ordinary
    assert "☑已落实　□未落实　厂长负责" in ordinary
    assert "资金到位 | □已落实　□未落实" in ordinary


def test_who_is_called_in_is_told_when_where_and_what_to_bring(cases: Cases) -> None:
    said = text(cases, "interviews", "interview_notice")
    assert "因挂牌督办事项逾期未完成整改，经研究，决定对你单位主要负责人进行约谈。" in said
    assert "约谈地点：镇政府三楼会议室＿" in said
    assert "因故不能参加的，须提前请假。" in said
    minutes = text(cases, "interviews", "interview_minutes")
    assert "1. 立即停产整改 / 2. 开展全员培训 / 请于2026年12月8日前书面反馈整改情况。" in minutes
    feedback = text(cases, "interviews", "interview_feedback")
    assert "1. 立即停产整改\n落实情况：＿\n" in feedback
    early = changed(cases.store, cases.record("interviews"), status=InterviewState.NOTICE)
    with pytest.raises(Refusal, match="还没有约谈"):
        cases.print("interviews", "interview_minutes", early)


@pytest.mark.parametrize("mode", [EnforcementMode.NONE, EnforcementMode.ENTRUSTED])
def test_papers_beyond_the_powers_of_the_office_are_refused_with_the_way_out(
    cases: Cases, mode: EnforcementMode
) -> None:
    case, spot, seized = cases.record("penalty_cases"), cases.on_spot(), cases.record("enforce_measures")
    cases.rule(mode)
    for paper in FORMAL:
        if paper == "on_spot_decision" and mode is EnforcementMode.ENTRUSTED:
            continue
        with pytest.raises(Refusal, match="移送"):
            cases.print("penalty_cases", paper, spot if paper == "on_spot_decision" else case)
    with pytest.raises(Refusal, match="移送"):
        cases.print("enforce_measures", "seizure_decision", seized)


def test_entrusted_penalties_on_the_spot_bear_the_county_agencys_name(cases: Cases) -> None:
    spot = cases.on_spot()
    cases.rule(EnforcementMode.ENTRUSTED)
    said = text(cases, "penalty_cases", "on_spot_decision", spot)
    assert "当场行政处罚决定书\n（泾）应急当罚〔2026〕茂" in said
    assert "泾县应急管理局（印章）" in said
    assert "决定给予警告、罚款人民币贰仟元整（￥2,000元）的行政处罚。" in said
    assert "向泾县人民政府申请行政复议" in said


def test_a_penalty_that_is_not_ours_or_not_ready_has_no_paper(cases: Cases) -> None:
    county = cases.on_spot(organ=Organ.COUNTY)
    with pytest.raises(Refusal, match="由县级部门办理"):
        cases.print("penalty_cases", "on_spot_decision", county)
    with pytest.raises(Refusal, match="不是简易程序"):
        cases.print("penalty_cases", "on_spot_decision", cases.record("penalty_cases"))
    case = changed(cases.store, cases.record("penalty_cases"), notice_date=None, status=PenaltyState.INQUIRY)
    with pytest.raises(Refusal, match="还没有告知"):
        cases.print("penalty_cases", "penalty_decision", case)
    with pytest.raises(Refusal, match="送审核"):
        cases.print("penalty_cases", "penalty_notice", case)
    waiting = changed(cases.store, case, notice_date=TODAY, status=PenaltyState.NOTICE)
    with pytest.raises(Refusal, match="听证申请期限"):
        cases.print("penalty_cases", "penalty_decision", waiting)


def test_notices_of_a_penalty_say_what_is_in_view_and_what_may_be_done(cases: Cases) -> None:
    notice = text(cases, "penalty_cases", "penalty_notice")
    assert "拟对你单位作出警告、罚款人民币壹万贰仟叁佰肆拾伍元整（￥12,345元）的行政处罚。" in notice
    assert "收到本告知书之日起3日内" in notice
    assert "应当在收到本告知书之日起5日内向本机关提出" in text(cases, "penalty_cases", "hearing_notice")


def test_a_person_is_named_as_the_one_punished(cases: Cases) -> None:
    said = text(
        cases, "penalty_cases", "on_spot_decision", cases.on_spot(subject=Subject.PERSON, person="李某", amount=20_000)
    )
    assert "被处罚人：李某＿" in said
    assert "所在单位：茂林竹木制品有限公司＿" in said


def test_what_is_seized_is_listed_with_its_term(cases: Cases) -> None:
    said = text(cases, "enforce_measures", "seizure_decision")
    assert "期限自2026年11月23日起至2026年12月23日止" in said
    assert "1 | 抛光机 |" in said
    assert "2 | 除尘风机 |" in said


def test_the_report_of_an_accident_holds_the_six_things(cases: Cases) -> None:
    said = text(cases, "accidents", "accident_report")
    for words in (
        "发生单位 | 茂林竹木制品有限公司",
        "发生时间 | 2026年11月20日9时30分",
        "简要经过 | 作业人员清理砂光机时右手被卷入。",
        "伤亡情况 | 死亡0人，下落不明0人，重伤1人，轻伤0人",
        "估计损失 | 8.6万元",
        "停机、送医、保护现场",
        "伤亡人员\n序号 | 姓名",
    ):
        assert words in said
    upwards = text(cases, "up_reports", "up_report")
    assert "报告时间 / 和方式 | 2026年11月20日10时15分　电话" in upwards
    assert "☑初报　□续报　□终报" in upwards


def test_who_reported_stays_hidden_unless_the_office_and_he_himself_allow_it(cases: Cases) -> None:
    report = cases.record("report_cases")
    assert "举 报 人 | ＊＊＊ | 联系电话 | ＊＊＊" in text(cases, "report_cases", "report_case", report)
    cases.store.set_options("举报", ReportRules(reporter_on_paper=True))
    assert "举报的人" not in text(cases, "report_cases", "report_case", report)
    assert notes(cases.store) == []
    free = changed(cases.store, report, confidential=False)
    assert "举 报 人 | 举报的人 | 联系电话 | 13900000099" in text(cases, "report_cases", "report_case", free)
    assert notes(cases.store) == [f"举报登记及核查表写明举报人信息：{cases.store.names.name('report_cases', free.id)}"]


def notes(store: Store) -> list[str]:
    return [label for (label,) in store.db.execute("SELECT label FROM op WHERE label LIKE '%写明%'")]


def test_a_meeting_has_its_list_to_sign_and_its_minutes(cases: Cases) -> None:
    meeting = cases.record("meetings")
    listed = text(cases, "meetings", "meeting_sign_in", meeting)
    assert "1 | 应急管理所 | 吴某 | " in listed
    assert "15 |  |  |" in listed.replace("\u00a0", "")
    minutes = text(cases, "meetings", "meeting_minutes", meeting)
    assert minutes.startswith("茂林镇安委会全体会议纪要\n")
    assert "1. 完成第1项工作（完成时限：2026年12月31日）。" in minutes


def test_a_training_has_its_list_to_sign_and_its_results(cases: Cases) -> None:
    training = cases.record("trainings")
    assert "1 | 学员1 | 茂林竹木制品有限公司 |" in text(cases, "trainings", "training_sign_in", training)
    said = text(cases, "trainings", "training_assessment", training)
    assert "2 | 学员2 | 茂林竹木制品有限公司 | \u00a0 | 71 | 不合格" in said
    assert "合格人数 | 2人 | 合 格 率 | 66.7%" in said


def test_a_drill_is_recorded_and_assessed_by_the_offices_points(cases: Cases) -> None:
    said = text(cases, "drills", "drill_record")
    assert "预案的适宜性 | □好　□较好　□一般　□差 |" in said
    assert "评估结论 | □好　☑较好　□一般　□差" in said


def test_anybody_can_draw_again_from_the_paper_of_a_draw(cases: Cases) -> None:
    record = cases.record("random_draws")
    said = text(cases, "random_draws", "draw_result", record)
    codes = [cases.town.mill.uscc or "", cases.town.station.uscc or ""]
    [chosen] = draw("企业", "2026-11-23 09:30 镇纪委见证 48213706", codes, 1)
    assert f"名录校验值 | {fingerprint(codes)}" in said
    assert "名录企业 | 2家 | 抽取企业 | 1家" in said
    body, pool = said.split("附：参加抽取的对象名录（2家，按代码排列）")
    assert chosen in body
    assert [code for code in codes if code in pool] == codes
    assert "见证人（签名）：吴某＿" in body
    waiting = made(cases.store, type(record), date=TODAY)
    with pytest.raises(Refusal, match="还没有抽取"):
        cases.print("random_draws", "draw_result", waiting)


def test_a_volume_has_its_cover_and_its_contents(cases: Cases) -> None:
    archive = cases.record("doc_archives")
    cover = text(cases, "doc_archives", "archive_cover", archive)
    assert "当 事 人 | 茂林竹木制品有限公司" in cover
    assert "案　　由 | 未对除尘设备进行经常性维护、保养和定期检测" in cover
    assert "2 | 第2份文书 |" in text(cases, "doc_archives", "archive_contents", archive)


def test_numbered_papers_stand_in_the_register_under_their_case(cases: Cases) -> None:
    wanted = [("supervise_cases", "supervise_notice"), ("interviews", "interview_notice"), ("penalty_cases", "penalty_notice"),
              ("penalty_cases", "inquiry_notice"), ("enforce_measures", "seizure_decision")]  # fmt: skip
    job = prepare(
        cases.store,
        [(cases.store.ledgers[ledger], form(ledger, paper), cases.record(ledger).id) for ledger, paper in wanted],
    )
    entries = [cases.store.get(Document, id) for id in job.documents]
    assert [entry.doc_no for entry in entries] == [
        "（茂）安委督办〔2026〕001号", "（茂）安委约谈〔2026〕001号", "（茂）应急罚告〔2026〕001号", "（茂）应急询〔2026〕001号",
        "（茂）应急查扣〔2026〕001号",
    ]  # fmt: skip
    assert [paper.number for paper in job.papers] == [entry.doc_no for entry in entries]
    assert {entry.status for entry in entries} == {DocState.FINAL}
    assert entries[0].issue_date == dt.date(2026, 10, 10)


def test_a_supervision_bears_the_number_of_its_notice_while_that_stands(cases: Cases) -> None:
    ledger, paper, case = (
        cases.store.ledgers["supervise_cases"],
        form("supervise_cases", "supervise_notice"),
        cases.record("supervise_cases"),
    )
    job = prepare(cases.store, [(ledger, paper, case.id)])
    numbered = cases.store.get(type(case), case.id)
    assert numbered.no == "（茂）安委督办〔2026〕001号"
    assert "督办文号 | （茂）安委督办〔2026〕001号" in text(cases, "supervise_cases", "supervise_progress", numbered)
    assert prepare(cases.store, [(ledger, paper, case.id)]).fresh == ()
    failed(cases.store, job, "打印机脱机")
    assert cases.store.get(type(case), case.id).no == "安委督办〔2026〕001号"


def test_a_numbered_notice_is_not_printed_again_with_other_words(cases: Cases) -> None:
    ledger, paper, case = (
        cases.store.ledgers["supervise_cases"],
        form("supervise_cases", "supervise_notice"),
        cases.record("supervise_cases"),
    )
    prepare(cases.store, [(ledger, paper, case.id)])
    longer = changed(cases.store, case, new_deadline=dt.date(2027, 3, 31))
    assert "2026年12月31日前完成整改" in text(cases, "supervise_cases", "supervise_notice", longer)
    other = changed(cases.store, longer, content="另一个隐患")
    with pytest.raises(Refusal, match="（茂）安委督办〔2026〕001号）以后改过主要内容"):
        cases.print("supervise_cases", "supervise_notice", other)


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (None, ""), (0, "零元整"), (300_000, "叁仟元整"), (1_000_500, "壹万零伍元整"), (2_030_000, "贰万零叁佰元整"), (10_000_000, "壹拾万元整"),
        (100_000_100, "壹佰万零壹元整"), (123_456, "壹仟贰佰叁拾肆元伍角陆分"), (100_005, "壹仟元零伍分"), (1_000_000_000_000, "壹佰亿元整"),
        (10_000_010_000_000, "壹仟亿零壹拾万元整"), (50, "伍角整"),
    ],
)  # fmt: skip
def test_money_in_capitals(fen: int | None, said: str) -> None:
    assert in_capitals(fen) == said
