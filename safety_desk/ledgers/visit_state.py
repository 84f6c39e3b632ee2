"""What a visit may be: where it stands, what came of it, what was found of one item (domain item 18)."""

from safety_desk.fields import Codes


class VisitStatus(Codes):
    """Where a visit stands (domain §8.1)."""

    PLANNED = "planned", "计划", "计划"
    RUNNING = "running", "进行中", "进行中"
    CHECKED = "checked", "已检查", "已检查 完成"
    MENDING = "mending", "待整改", "待整改"
    TO_RECHECK = "to_recheck", "待复查", "待复查"
    CLOSED = "closed", "已闭环", "已闭环 闭环"

    @property
    def shape(self) -> str:
        """How far it is, as a shape."""
        return {"planned": "○", "running": "◔", "checked": "◔", "mending": "◔", "to_recheck": "◑", "closed": "●"}[self.value]


class VisitResult(Codes):
    """What came of a visit."""

    CLEAN = "clean", "未发现问题", "无问题 未发现隐患 合格"
    ON_SPOT = "on_spot", "当场整改", "当场整改完毕"
    TERM = "term", "限期整改", "责令限期整改"
    MEASURE = "measure", "现场处理", "现场处理措施"
    CASE = "case", "立案", "立案处罚"
    HANDED = "handed", "移送", "移送"


class ItemResult(Codes):
    """What was found of one item."""

    OK = "ok", "符合", "合格 √ 是"
    NOT = "not", "不符合", "不合格 × 否"
    NA = "na", "不涉及", "/ 不适用"
