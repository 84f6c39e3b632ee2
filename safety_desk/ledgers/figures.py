"""The measures of hidden dangers, inspections and enterprises (domain §3.17, §7 R01)."""

from safety_desk.conditions import EVERY, TODAY, Has, Where, before, between, eq, filled, one_of, since, until
from safety_desk.fields import Codes, f
from safety_desk.ledgers.danger_state import Level, RectifyMode, State
from safety_desk.ledgers.enterprise import GONE, EntStatus
from safety_desk.measures import Group, Measure, Rate, during
from safety_desk.options import Options, Scene
from safety_desk.periods import Period


class RectifiedBasis(Codes):
    """What counts as mended in a period (domain R01)."""

    FOUND = "A", "口径A：本期新增中已整改", "A 口径A"
    MENDED = "B", "口径B：本期内整改", "B 口径B"


class WidePaper(Codes):
    """The paper of sheets with more than 16 columns."""

    A3 = "A3", "A3", "A3"
    A4 = "A4", "A4", "A4"


class ReportRules(Options, key="reports", title="统计口径"):
    """What the county decides about its tables."""

    basis: RectifiedBasis = f("已整改的口径", default=RectifiedBasis.FOUND)
    stopped_counts: bool = f("停产企业计入应开展单位数", default=False, help="默认停产、关闭、搬迁、注销的不计入")
    wide_paper: WidePaper = f("超过 16 列的表用纸", default=WidePaper.A3, help="没有 A3 打印机的改为 A4")


BY_DANGER = {"field": "enterprise.industry_safety", "village": "village"}
BY_ENTERPRISE = {"field": "industry_safety", "village": "village"}
VALID: Where = ~eq("status", State.VOID)
GENERAL: Where = VALID & eq("level", Level.GENERAL)
MAJOR: Where = VALID & eq("level", Level.MAJOR)
BASIS = "安全生产事故隐患排查治理暂行规定"


def _mended(where: Where, basis: RectifiedBasis) -> Measure:
    """Mended: of those found in the period (A, until its end), or in the period whenever found (B)."""
    major = where is MAJOR
    name, title = ("major_mended", "重大隐患已整改") if major else ("general_mended", "一般隐患已整改")

    def rows(period: Period) -> Where:
        if basis is RectifiedBasis.MENDED:
            return where & between("rectified_at", period.first, period.last)
        return where & between("found_date", period.first, period.last) & until("rectified_at", period.last)

    return Measure(name, title, f"{basis.label}（以整改完成日期为准，不含作废）", "hidden_dangers", rows, by=BY_DANGER, basis=BASIS)


def _left(where: Where, period: Period) -> Where:
    """Found by the end of the period and not mended by then."""
    return where & until("found_date", period.last) & (~filled("rectified_at") | since("rectified_at", period.last.fromordinal(period.last.toordinal() + 1)))


def _active(rules: ReportRules) -> Where:
    gone = GONE if rules.stopped_counts else (*GONE, EntStatus.STOPPED)
    return ~one_of("status", *gone)


def danger_measures(rules: ReportRules) -> dict[str, Measure]:
    """The measures of the county's statistics of hidden dangers, by name."""

    def planned(name: str, title: str, path: str) -> Measure:
        def rows(period: Period) -> Where:
            return _left(MAJOR, period) & filled("plan_measures") & filled(path)

        return Measure(name, title, f"期末未整改重大隐患中{title}的", "hidden_dangers", rows, by=BY_DANGER)

    def checked(period: Period) -> Where:
        found = Has("hidden_dangers", "enterprise", VALID & between("found_date", period.first, period.last))
        seen = Has("inspections", "enterprise", between("start_at", period.first, period.last) & filled("result"))
        return _active(rules) & (found | seen)

    stopped = "" if rules.stopped_counts else "停产、"
    measures = (
        Measure("to_check", "应开展单位数", f"在册单位，不含{stopped}关闭、搬迁、注销的", "enterprises", lambda p: _active(rules), by=BY_ENTERPRISE),
        Measure("checked", "实际开展单位数", "本期内查出过隐患或接受过检查的在册单位", "enterprises", checked, by=BY_ENTERPRISE),
        Measure("general_found", "一般隐患排查数", "发现日期在本期内的一般隐患，不含作废", "hidden_dangers", during("found_date", GENERAL), by=BY_DANGER, basis=BASIS),
        _mended(GENERAL, rules.basis),
        Measure("fund", "整改投入资金", "本期发现的一般隐患的整改资金", "hidden_dangers", during("found_date", GENERAL), total="fund", by=BY_DANGER),
        Measure("major_found", "重大隐患排查数", "发现日期在本期内的重大隐患，不含作废", "hidden_dangers", during("found_date", MAJOR), by=BY_DANGER, basis=BASIS),
        _mended(MAJOR, rules.basis),
        planned("planned", "列入治理计划", "plan_measures"),
        planned("plan_goal", "落实治理目标任务", "plan_measures"),
        planned("plan_supply", "落实治理经费物资", "plan_fund"),
        planned("plan_people", "落实治理机构人员", "plan_duty"),
        planned("plan_time", "落实治理时间要求", "plan_time"),
        planned("plan_safety", "落实安全措施应急预案", "plan_emergency"),
        Measure("plan_money", "落实治理资金", "列入治理计划的重大隐患的整改资金", "hidden_dangers", lambda p: _left(MAJOR, p) & filled("plan_measures"), total="fund", by=BY_DANGER),
        Measure("general_left", "累计未整改一般隐患", "期末前发现、期末仍未整改的一般隐患", "hidden_dangers", lambda p: _left(GENERAL, p), by=BY_DANGER),
        Measure("major_left", "累计未整改重大隐患", "期末前发现、期末仍未整改的重大隐患", "hidden_dangers", lambda p: _left(MAJOR, p), by=BY_DANGER),
    )
    return {measure.name: measure for measure in measures}


VISITS = Measure("visits", "检查家次", "检查开始日期在本期内、已有检查结果的检查", "inspections", during("start_at", filled("result")), by=BY_DANGER)
ALL_MAJOR = Measure("found_major", "其中重大", "发现日期在本期内的重大隐患，不含作废", "hidden_dangers", during("found_date", MAJOR), by=BY_DANGER)
ALL_FOUND = Measure("found", "发现隐患", "发现日期在本期内的隐患，不含作废", "hidden_dangers", during("found_date", VALID), by=BY_DANGER)
ALL_MENDED = Measure("mended", "本期发现已整改", "本期发现并在期末前整改的隐患", "hidden_dangers", lambda p: VALID & between("found_date", p.first, p.last) & until("rectified_at", p.last), by=BY_DANGER)
ALL_CLOSED = Measure("closed", "销号隐患", "销号日期在本期内的隐患，不含作废", "hidden_dangers", during("closed_at", VALID), by=BY_DANGER)
ALL_LEFT = Measure("left", "期末存量隐患", "期末前发现、期末仍未整改的隐患，不含作废", "hidden_dangers", lambda p: _left(VALID, p), by=BY_DANGER)
ENTERPRISES_ALL = Measure("enterprises", "在册企业", "不含关闭、搬迁、注销的企业", "enterprises", lambda p: ~one_of("status", *GONE) & EVERY, by=BY_ENTERPRISE)


def _to_mend(where: Where, period: Period) -> Where:
    """Left at the beginning of the period, or found in it."""
    return where & until("found_date", period.last) & (~filled("rectified_at") | since("rectified_at", period.first))


def _came_due(period: Period) -> Where:
    """Its term was over in the period, and before today."""
    return VALID & between("due_on", period.first, period.last) & before("due_on", TODAY)


def _mend_rate(name: str, title: str, where: Where, word: str) -> Rate:
    """隐患整改率: mended by the end, of what was left at the beginning and what was found (domain §3.17)."""
    whole = Measure(f"{name}_asked", f"应整改{word}", f"期初未整改和本期发现的{word}，不含作废", "hidden_dangers", lambda p: _to_mend(where, p), by=BY_DANGER)
    done = Measure(f"{name}_done", f"已整改{word}", f"应整改{word}中期末前整改的", "hidden_dangers", lambda p: _to_mend(where, p) & until("rectified_at", p.last), by=BY_DANGER)
    return Rate(f"{name}_rate", title, done, whole, BASIS)


MEND_RATE = _mend_rate("mend", "隐患整改率", VALID, "隐患")
_AT_ONCE = GENERAL & eq("rectify_mode", RectifyMode.AT_ONCE)
_DUE = Measure("came_due", "到期隐患", "整改期限在本期内、已经过了期限的隐患，不含作废", "hidden_dangers", _came_due, by=BY_DANGER)
_IN_TIME = Measure("in_time", "按期整改隐患", "到期隐患中按期整改的", "hidden_dangers", lambda p: _came_due(p) & eq("rectified_in_time", True), by=BY_DANGER)
_ONE_DAY = Measure("one_day", "应当日整改隐患", "本期发现、要求立即整改的一般隐患", "hidden_dangers", during("found_date", _AT_ONCE), by=BY_DANGER)
_SAME_DAY = Measure("same_day", "当日整改隐患", "本期发现、要求立即整改并且当日整改的一般隐患", "hidden_dangers", during("found_date", _AT_ONCE & eq("same_day_fixed", True)), by=BY_DANGER)


def basic_figures(scene: Scene) -> tuple[Group, ...]:
    """The figures of hidden dangers, and of enterprises as such."""
    rates = (
        MEND_RATE,
        _mend_rate("mend_major", "重大隐患整改率", MAJOR, "重大隐患"),
        Rate("in_time_rate", "隐患按期整改率", _IN_TIME, _DUE, BASIS),
        Rate("same_day_rate", "一般隐患不过夜率", _SAME_DAY, _ONE_DAY),
    )
    return (
        Group("隐患治理", (*rates, ALL_FOUND, ALL_MAJOR, ALL_MENDED, ALL_CLOSED, ALL_LEFT, *danger_measures(scene.rules(ReportRules)).values())),
        Group("监督检查", (VISITS,)),
        Group("企业底数", (ENTERPRISES_ALL,)),
    )
