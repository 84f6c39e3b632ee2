"""What a hidden danger may be: its level, its state, how it is mended, what a recheck found (domain §8.1)."""

from safety_desk.fields import Codes


class Level(Codes):
    """一般 or 重大; not the grade of a risk."""

    GENERAL = "general", "一般", "一般隐患 一般事故隐患"
    MAJOR = "major", "重大", "重大隐患 重大事故隐患"


class RectifyMode(Codes):
    """How the enterprise is to mend it."""

    AT_ONCE = "at_once", "立即整改", "立即 当场整改 当场 立行立改"
    TERM = "term", "限期整改", "限期"
    HALT = "halt", "停产整改", "停产停业整改 停产停业 停产"


class State(Codes):
    """Where a hidden danger stands; 01–05 general, 11–18 major (domain §8.1)."""

    NOTED = "01", "登记", "已登记 新增 发现"
    MENDING = "02", "整改中", "否 未整改 未完成 未完成整改 正在整改 ×"
    TO_RECHECK = "03", "待复查", "是 √ 已整改 已完成 完成 整改完成 已完成整改 完成整改"
    CLOSED = "04", "已销号", "销号 已闭环 闭环 复查合格 合格"
    FAILED = "05", "复查不合格", "不合格 未整改到位"
    MAJOR_NOTED = "11", "重大登记", "重大登记"
    REPORTED = "12", "已上报", "已上报县局"
    PLANNED = "13", "治理方案审核", "方案审核"
    MAJOR_MENDING = "14", "重大整改中", "停产整改中"
    APPLIED = "15", "自验申请", "申请复查 已申请验收"
    EXAMINED = "16", "现场审查", "审查"
    MAJOR_FAILED = "17", "审查不合格", "验收不合格"
    HANDED_OVER = "18", "移送处罚", "已移送"
    VOID = "99", "作废", "误录 已作废"

    @property
    def is_open(self) -> bool:
        """Neither closed nor void."""
        return self not in (State.CLOSED, State.VOID)

    @property
    def shape(self) -> str:
        """How far it is, as a shape: states are told by shapes and words, never by the colours of risk."""
        if self in (State.CLOSED, State.VOID):
            return "●" if self is State.CLOSED else "×"
        if self in (State.TO_RECHECK, State.APPLIED, State.EXAMINED):
            return "◑"
        return "○" if self in (State.NOTED, State.MAJOR_NOTED) else "◔"


class RecheckResult(Codes):
    """What the recheck found."""

    DONE = "done", "已整改", "合格 整改到位"
    PART = "part", "部分整改", "基本整改"
    NOT = "not", "未整改", "不合格"
