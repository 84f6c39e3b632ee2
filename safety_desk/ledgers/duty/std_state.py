"""Where an enterprise's standardization stands, and what an audit of it says (domain item 10)."""

from safety_desk.fields import Codes, f
from safety_desk.options import Options


class StdState(Codes):
    """One round of standardization, from setting it up to its end; a higher level or a renewal is a round of its own."""

    CREATING = "01", "创建中", "创建"
    SELF = "02", "自评", "已自评"
    APPLIED = "03", "已申请", "申请"
    REVIEWING = "04", "评审中", "评审"
    PUBLICITY = "05", "公示", "公示中"
    HELD = "11", "已达标", "达标 有效"
    UPGRADING = "12", "升级中", "正在升级"
    RENEWING = "13", "再达标申请中", "复评中 再达标申请"
    MENDING = "14", "限期整改", "整改中"
    REPLACED = "21", "已换证", "换证"
    DOWNGRADED = "22", "已降级", "降级"
    ELIMINATED = "23", "已淘汰", "淘汰"
    WITHDRAWN = "24", "已撤销", "撤销"
    LAPSED = "25", "已失效", "失效 过期"
    STOPPED = "26", "终止申报", "放弃"


UNDER_WAY = (StdState.CREATING, StdState.SELF, StdState.APPLIED, StdState.REVIEWING, StdState.PUBLICITY)
HOLDING = (StdState.HELD, StdState.UPGRADING, StdState.RENEWING, StdState.MENDING)
"""States in which the enterprise has the level."""
LOST = (StdState.ELIMINATED, StdState.WITHDRAWN, StdState.LAPSED)


class Reached(Codes):
    """A level that can be reached, from the lowest; the codes are those of an enterprise's level."""

    MICRO = "micro", "小微", "小微企业"
    THREE = "3", "三级", "3级 叁级"
    TWO = "2", "二级", "2级 贰级"
    ONE = "1", "一级", "1级 壹级"


class Occasion(Codes):
    """What a round of standardization is for."""

    FIRST = "first", "新达标", "首次 创建"
    UPGRADE = "upgrade", "升级", "晋级"
    RENEW = "renew", "再达标", "换证 复评 续期"
    DOWNGRADE = "downgrade", "降级", "降等"


class Conclusion(Codes):
    """What an audit concludes."""

    KEEP = "keep", "保持", "合格 维持"
    MEND = "mend", "限期整改", "整改"
    DOWNGRADE = "downgrade", "降级", "降等"
    WITHDRAW = "withdraw", "撤销", "取消"


class AuditGrade(Codes):
    """How good the running of a standardization is."""

    GOOD = "good", "优", "优秀"
    FINE = "fine", "良", "良好"
    FAIR = "fair", "中", "中等 合格"
    POOR = "poor", "差", "不合格"


class Rechecked(Codes):
    """What came of a term."""

    PASSED = "passed", "合格", "整改合格 通过"
    FAILED = "failed", "不合格", "整改不合格 未通过"


LADDER = tuple(Reached)
"""From the lowest level to the highest."""


class StdRules(Options, key="standardization", title="标准化动态管理", settles="standardizations std_audits"):
    """Terms and marks of standardization: the three years are known, the rest differs by place (domain item 10)."""

    years: int = f("达标有效期", default=3, unit="年", low=1, section="达标", help="应急〔2021〕83号：三年，期满前三个月再申请")
    reapply_months: int = f("撤销后多久可以重新申请", default=12, unit="个月", low=0, help="各地不同，请按省里规定修改")
    dimension_full: float = f("审计每个维度满分", default=25, low=1, high=100, section="运行质量审计", help="安全管理、操作行为、设备设施、作业环境四个维度")
    good: float = f("审计得分达到算“优”", default=90, low=0, high=100)
    fine: float = f("审计得分达到算“良”", default=80, low=0, high=100)
    fair: float = f("审计得分达到算“中”", default=60, low=0, high=100)
    elim_ratio: float = f("按比例淘汰的比例", default=5, unit="%", low=0, high=100, section="按比例淘汰")
    elim_min_score: float = f("达到多少分不淘汰", default=60, low=0, high=100, help="达到这个分数的，排在末位也不建议淘汰")
