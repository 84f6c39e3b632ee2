"""The measures of what enterprises answer for: classes and their checks, responsibilities, standardization, 日周月."""

import datetime as dt
from collections.abc import Callable, Iterable

from safety_desk.conditions import (
    EVERY,
    Either,
    Has,
    Includes,
    Where,
    before,
    between,
    empty,
    eq,
    filled,
    one_of,
    since,
    until,
)
from safety_desk.ledgers.danger_state import Level as DangerLevel
from safety_desk.ledgers.duty.dwm_periods import Level, month_key
from safety_desk.ledgers.duty.std_state import HOLDING, Conclusion, Occasion, Reached, StdState
from safety_desk.ledgers.duty.supervise import ACCIDENT, BLACKLIST, IN_FORCE, MAJOR, PENALTY
from safety_desk.ledgers.enterprise import GONE, CreditStatus, EntStatus, SuperviseClass
from safety_desk.ledgers.figures import BY_ENTERPRISE
from safety_desk.ledgers.frequency import FreqRules, SuperviseFreq, check_rows, due_next
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import OPEN
from safety_desk.measures import Group, Measure, Rate, during
from safety_desk.options import Scene
from safety_desk.periods import Period

OF_FIRM = {"field": "enterprise.industry_safety", "village": "enterprise.village"}
OF_UNIT = {**OF_FIRM, "enterprise": "enterprise"}
OF_STD = {"field": "std.enterprise.industry_safety", "village": "std.enterprise.village"}
LISTED: Where = eq("credit_status", CreditStatus.LISTED)
STANDING: Where = ~one_of("status", *GONE)
ACTIVE: Where = ~one_of("status", *GONE, EntStatus.STOPPED)


def _always(where: Where) -> Callable[[Period], Where]:
    return lambda period: where


def _firms(name: str, title: str, says: str, rows: Callable[[Period], Where]) -> Measure:
    return Measure(name, title, says, "enterprises", rows, by=BY_ENTERPRISE)


def _of_firm(name: str, title: str, says: str, ledger: str, rows: Callable[[Period], Where], total: str = "") -> Measure:
    return Measure(name, title, says, ledger, rows, total, by=OF_UNIT)


# ---- 第8条 分级分类监管


def _has_list(period: Period, kind: str) -> Where:
    return Has("list_versions", "enterprise", eq("kind", kind) & between("date", _year_before(period.last), period.last))


def _year_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=365)


def class_measures() -> dict[str, Measure]:
    """How many enterprises are of each class, and how many have none."""
    by_class = {
        f"class_{cls.value}": _firms(f"class_{cls.value}", f"{cls.label} 类企业", f"在册企业中现行监管分类为 {cls.label} 类的", _always(STANDING & eq("supervise_class", cls)))
        for cls in SuperviseClass
    }
    return {**by_class, "class_none": _firms("class_none", "未定类企业", "在册企业中还没有监管分类的", _always(STANDING & empty("supervise_class")))}


def _last_day(last: dt.date, times: int) -> dt.date:
    """The first day of the window in which there must be a check, for so many checks a year."""
    day = last
    while (due := due_next(day, day, times)) is not None and due > last:
        day -= dt.timedelta(days=1)
    return day


def _due(period: Period, cls: SuperviseClass, times: int, where: Where) -> Where:
    """Enterprises of a class that have been there for a whole interval."""
    return where & ACTIVE & eq("supervise_class", cls) & (empty("found_date") | until("found_date", _last_day(period.last, times)))


def _seen(period: Period, times: int) -> Where:
    """Checked within the interval that ends with the period."""
    return Has("inspections", "enterprise", between("start_at", _last_day(period.last, times), period.last) & filled("result"))


def check_measures(freqs: Iterable[SuperviseFreq], rules: FreqRules) -> dict[str, Measure]:
    """Of each class with a frequency: how many are due a check within its interval, and how many had none (应检, 逾期未检)."""
    found: dict[str, Measure] = {}
    for freq in check_rows(freqs):
        cls, times, often = freq.supervise_class, freq.times, freq.times * rules.blacklist_factor
        if cls is None or times <= 0:
            continue

        def owed(period: Period, cls: SuperviseClass = cls, times: int = times, often: int = often) -> Where:
            return _due(period, cls, times, EVERY) | _due(period, cls, often, LISTED)

        def unseen(period: Period, cls: SuperviseClass = cls, times: int = times, often: int = often) -> Where:
            return (_due(period, cls, times, EVERY) & ~_seen(period, times)) | (_due(period, cls, often, LISTED) & ~_seen(period, often))

        found[f"owed_{cls.value}"] = _firms(f"owed_{cls.value}", f"{cls.label} 类应检", f"在产的 {cls.label} 类企业，每年应检 {times} 次，成立已满一个间隔", owed)
        found[f"unseen_{cls.value}"] = _firms(f"unseen_{cls.value}", f"{cls.label} 类逾期未检", f"应检企业中，期末前 {12 / times:g} 个月内没有检查过的", unseen)
    return found


def _unheeded(event: str, where: Where) -> Where:
    """Such a thing has happened, and the decision in force does not know of it."""
    return where & Has("supervise_class_records", "enterprise", IN_FORCE & ~Includes("events", event))


def _moved(grade: Grade) -> Where:
    """Now of this grade, but in a class that was decided with another."""
    return eq("risk_grade", grade) & Has("supervise_class_records", "enterprise", IN_FORCE & filled("base_grade") & ~eq("base_grade", grade))


def _stale(period: Period) -> Where:
    """Item 8: an accident, a penalty, a major danger or the blacklist calls for a new decision at once; so does what has passed."""
    year = between("decision_date", _year_before(period.last), period.last)
    fatal = between("occurred_at", _year_before(period.last), period.last) & since("deaths", 1)
    heeded = Has("supervise_class_records", "enterprise", IN_FORCE & Includes("events", BLACKLIST))
    return ACTIVE & Either((
        _unheeded(MAJOR, Has("hidden_dangers", "enterprise", eq("level", DangerLevel.MAJOR) & OPEN)),
        _unheeded(PENALTY, Has("penalty_cases", "enterprise", year)),
        _unheeded(ACCIDENT, Has("accidents", "enterprise", fatal)),
        LISTED & ~heeded,
        ~LISTED & heeded,
        *(_moved(grade) for grade in Grade),
    ))  # fmt: skip


TO_RECLASSIFY = _firms("class_stale", "应重新定类", "在产企业中，定类后风险等级变了、新增重大隐患、受到处罚、发生亡人事故、列入或移出黑名单，还没有重新定类的", _stale)
TO_UPDATE = _firms("lists_old", "风险清单超期未更新", "在产企业中，最近一年没有登记过风险清单版本的", lambda p: ACTIVE & ~_has_list(p, "风险清单"))
UPDATED = _firms("lists_new", "风险清单年内更新", "在产企业中，最近一年登记过风险清单版本的", lambda p: ACTIVE & _has_list(p, "风险清单"))
REASSESS_OPEN = _of_firm("reassess_open", "待重新辨识", "期末前触发、期末还没有完成的", "reassess_triggers", lambda p: until("trigger_date", p.last) & (empty("done_at") | ~until("done_at", p.last)))
REVIEWED = _firms("reviewed", "年内运行评估", "在产企业中，最近一年做过运行评估的", lambda p: ACTIVE & Has("mechanism_reviews", "enterprise", between("date", _year_before(p.last), p.last)))

# ---- 第9条 全员责任制

WORKING = _firms("working", "在产企业", "在册单位，不含停产、关闭、搬迁、注销的", _always(ACTIVE))
WITH_STANDARD = _firms("with_standard", "已建一企一标准", "在产企业中，有企业标准、操作规程或制度汇编的", lambda p: ACTIVE & Has("ent_standards", "enterprise", ~since("approve_date", p.last + dt.timedelta(days=1))))
WITH_SYSTEM = _firms("with_system", "已建全员责任制", "在产企业中，有全员责任制文件的", lambda p: ACTIVE & Has("resp_systems", "enterprise", until("issue_date", p.last)))
PUBLISHED = _firms(
    "published", "责任制已公示", "在产企业中，责任制在期末仍公示的", lambda p: ACTIVE & Has("resp_systems", "enterprise", until("publicity_from", p.last) & ~before("publicity_to", p.last))
)
SHOULD_SIGN = _of_firm("should_sign", "应签责任书", "企业登记的应签人数", "resp_systems", _always(EVERY), "should_sign_count")
SIGNED = _of_firm("signed", "已签责任书", "企业登记的已签人数", "resp_systems", _always(EVERY), "signed_count")
POSTS = _of_firm("posts", "应有岗位清单", "企业申报的应有岗位清单数", "resp_systems", _always(EVERY), "post_total")
POSTS_LISTED = _of_firm("posts_listed", "已建岗位清单", "已登记、写了安全职责的岗位责任清单", "post_duties", _always(filled("duty_items")))

# ---- 第10条 标准化

HAS_LEVEL = one_of("status", *HOLDING)


def _valid(period: Period) -> Where:
    """Held on the last day of the period, as its dates tell (a level lost later still counts)."""
    held = one_of("status", *HOLDING, StdState.REPLACED, StdState.LAPSED, StdState.DOWNGRADED, StdState.WITHDRAWN, StdState.ELIMINATED)
    return held & until("issue_date", period.last) & since("valid_to", period.last) & (HAS_LEVEL | since("withdraw_date", period.last + dt.timedelta(days=1)))


def _should_have(period: Period) -> Where:
    return ACTIVE & (eq("is_high_risk", True) | eq("above_size", True) | Has("standardizations", "enterprise", EVERY))


def std_measures() -> dict[str, Measure]:
    """The measures of the table of standardization (R09)."""

    def rounds(name: str, title: str, says: str, rows: Callable[[Period], Where]) -> Measure:
        return _of_firm(name, title, says, "standardizations", rows)

    def granted(occasion: Occasion) -> Callable[[Period], Where]:
        return during("issue_date", eq("occasion", occasion))

    def left(*states: StdState) -> Callable[[Period], Where]:
        return during("withdraw_date", one_of("status", *states))

    def valid_of(level: Reached) -> Callable[[Period], Where]:
        return lambda period: _valid(period) & eq("level", level)

    levels = [rounds(f"std_{level.value}", f"{level.label}达标", f"期末证书有效的{level.label}", valid_of(level)) for level in Reached]
    measures = (
        _firms("std_should", "应达标企业", "在产的高危企业、规上企业，以及已经创建标准化的企业", _should_have),
        _firms("std_reached", "达标企业", "应达标企业中，期末有有效证书的", lambda p: _should_have(p) & Has("standardizations", "enterprise", _valid(p))),
        *levels,
        rounds("std_new", "新达标", "本期公告定级的新达标", granted(Occasion.FIRST)),
        rounds("std_up", "升级", "本期公告定级的升级", granted(Occasion.UPGRADE)),
        rounds("std_again", "再达标", "本期公告定级的再达标", granted(Occasion.RENEW)),
        rounds("std_expired", "到期", "有效期在本期内届满的", during("valid_to", one_of("status", *HOLDING, StdState.LAPSED))),
        rounds("std_down", "降级", "本期降级的", left(StdState.DOWNGRADED)),
        rounds("std_out", "撤销、淘汰", "本期撤销或淘汰的", left(StdState.WITHDRAWN, StdState.ELIMINATED)),
        rounds("std_model", "样板企业", "期末证书有效的样板企业", lambda p: _valid(p) & eq("is_model", True)),
        Measure("std_audits", "审计数", "本期的运行质量审计", "std_audits", during("audit_date"), by=OF_STD),
        Measure("std_mend", "审计后限期整改", "本期审计结论为限期整改的", "std_audits", during("audit_date", eq("conclusion", Conclusion.MEND)), by=OF_STD),
    )
    return {measure.name: measure for measure in measures}


# ---- 第11条 日周月


def _in_months(where: Where = EVERY) -> Callable[[Period], Where]:
    return lambda period: where & since("ym", month_key(period.first)) & until("ym", month_key(period.last))


def _planned(level: Level) -> Callable[[Period], Where]:
    return lambda period: eq("enabled", True) & eq("level", level) & until("start_date", period.last)


def _reporting(period: Period) -> Where:
    return ACTIVE & Has("dwm_plans", "enterprise", _planned(Level.MONTH)(period))


def _has_report(period: Period, where: Where = EVERY) -> Where:
    return Has("dwm_months", "enterprise", eq("ym", month_key(period.last)) & filled("reported_at") & where)


def dwm_measures() -> dict[str, Measure]:
    """The measures of the monthly table of the enterprises' own checks (R18)."""
    sums = (
        ("day_should", "日应排"), ("day_done", "日实排"), ("week_should", "周应排"), ("week_done", "周实排"), ("month_should", "月应排"),
        ("month_done", "月实排"), ("found", "自查发现隐患"), ("fixed", "自查已整改"), ("same_day", "自查当日整改"), ("termed", "自查限期整改"), ("major", "自查重大隐患"),
    )  # fmt: skip
    units = (("dwm_teams", "班组数", Level.DAY), ("dwm_workshops", "车间数", Level.WEEK))
    measures = (
        *(_of_firm(name, title, f"期末启用的{level.label}安排", "dwm_plans", _planned(level)) for name, title, level in units),
        _firms("dwm_should", "应上报企业", "在产且安排了厂企月排查的企业", _reporting),
        _firms("dwm_reported", "已上报企业", "应上报企业中，期末那个月已经上报的", lambda p: _reporting(p) & _has_report(p)),
        _firms("dwm_silent", "未上报企业", "应上报企业中，期末那个月没有上报的", lambda p: _reporting(p) & ~_has_report(p)),
        _firms("dwm_zero", "零隐患企业", "期末那个月应排全排、没有未销号隐患的企业", lambda p: _reporting(p) & _has_report(p, eq("complete", True)) & ~Has("hidden_dangers", "enterprise", OPEN)),
        _of_firm("dwm_hollow", "疑似走过场", "本期月报中连续几个月发现隐患为 0 的", "dwm_months", _in_months(eq("hollow", True))),
        _of_firm("dwm_public", "自查已公示", "本期月报中已公示的", "dwm_months", _in_months(eq("publicized", True))),
        *(_of_firm(f"dwm_{name}", title, f"本期月报的{title}合计", "dwm_months", _in_months(), name) for name, title in sums),
    )
    return {measure.name: measure for measure in measures}


def figures(scene: Scene) -> tuple[Group, ...]:
    """The figures of this chapter under their headings (domain items 8–11, §3.17)."""
    std, dwm = std_measures(), dwm_measures()
    checks = check_measures(scene.table(SuperviseFreq), scene.rules(FreqRules))
    return (
        Group("分级分类监管", (
            Rate("list_rate", "清单年内更新率", UPDATED, WORKING),
            Rate("review_rate", "运行评估率", REVIEWED, WORKING),
            *_seen_rates(checks), *class_measures().values(), *checks.values(), TO_RECLASSIFY, TO_UPDATE, REASSESS_OPEN,
        )),
        Group("全员责任制", (
            Rate("system_rate", "全员责任制率", WITH_SYSTEM, WORKING, "安全生产法第二十二条"),
            Rate("published_rate", "岗位责任公示率", PUBLISHED, WORKING),
            Rate("standard_rate", "一企一标准率", WITH_STANDARD, WORKING),
            Rate("post_rate", "一岗一清单率", POSTS_LISTED, POSTS),
            Rate("sign_rate", "责任书签订率", SIGNED, SHOULD_SIGN),
        )),
        Group("标准化", (Rate("std_rate", "标准化达标率", std["std_reached"], std["std_should"]), *std.values())),
        Group("日周月排查", (
            Rate("dwm_rate", "自查上报率", dwm["dwm_reported"], dwm["dwm_should"]),
            *(Rate(f"dwm_{unit}_rate", f"{word}排查率", dwm[f"dwm_{unit}_done"], dwm[f"dwm_{unit}_should"]) for unit, word in _UNITS),
            Rate("overnight_rate", "自查不过夜率", dwm["dwm_same_day"], dwm["dwm_found"]),
            *dwm.values(),
        )),
    )  # fmt: skip


_UNITS = (("day", "日"), ("week", "周"), ("month", "月"))


def _seen_rates(checks: dict[str, Measure]) -> list[Rate]:
    """Of the enterprises of each class that are due a check, those that had one."""
    found = []
    for name in checks:
        word, _, cls = name.partition("_")
        if word == "owed":
            owed, unseen = checks[name], checks[f"unseen_{cls}"]
            seen = _firms(f"seen_{cls}", f"{cls} 类按频次已检", f"{owed.title}企业中，按频次检查过的", lambda p, owed=owed, unseen=unseen: owed.rows(p) & ~unseen.rows(p))  # type: ignore[misc]
            found.append(Rate(f"seen_{cls}_rate", f"{cls} 类频次达标率", seen, owed))
    return found
