"""Models of the list of duties of a post (domain §5.5; the first two after 安全生产法 art. 21 and 25)."""

_PRINCIPAL = """
建立健全并落实本单位全员安全生产责任制，加强安全生产标准化建设
组织制定并实施安全生产规章制度和操作规程
组织制定并实施安全生产教育和培训计划
保证安全生产投入的有效实施
组织建立并落实安全风险分级管控和隐患排查治理双重预防工作机制，督促、检查安全生产工作，及时消除生产安全事故隐患
组织制定并实施生产安全事故应急救援预案
及时、如实报告生产安全事故
"""

_SAFETY = """
组织或者参与拟订安全生产规章制度、操作规程和应急救援预案
组织或者参与安全生产教育和培训，如实记录教育和培训情况
组织开展危险源辨识和评估，督促落实重大危险源安全管理措施
组织或者参与应急救援演练
检查安全生产状况，及时排查事故隐患，提出改进建议
制止和纠正违章指挥、强令冒险作业、违反操作规程的行为
督促落实安全生产整改措施
"""

_DEPUTY = """
对分管业务范围内的安全生产负直接领导责任
每月组织一次安全检查
审批危险作业
落实隐患整改资金
"""

_DEPARTMENT = """
落实本部门业务范围内的安全职责
制定并检查本部门相关的安全制度、操作规程
配合隐患排查，落实本部门的整改措施
组织本部门人员参加安全培训
"""

_WORKSHOP = """
每周组织一次车间隐患排查
落实班组安全责任
保持设备设施、作业环境符合要求
做好新员工车间级安全教育
隐患整改与上报
"""

_TEAM = """
开好班前会：交任务、交风险、交措施
每日组织班组隐患排查
纠正违章
检查劳动防护用品的佩戴使用
遇险情先停工、撤人
"""

_POST = """
遵守安全操作规程
正确佩戴和使用劳动防护用品
接受安全培训
发现隐患立即报告
遇危及人身安全的紧急情况，有权停止作业、撤离现场
"""

_SPECIAL = """
持证上岗，按期复审
危险作业先办作业许可
作业时落实监护
遵守安全操作规程，正确佩戴和使用劳动防护用品
发现隐患立即报告，遇险情停止作业、撤离现场
"""

_STORE = """
物品分类存放，禁忌物分开存放
剧毒物品双人双锁
保持通道畅通
消防器材完好有效
"""

_GATE = """
外来车辆、人员登记并告知安全要求
异常情况及时处置、报告
"""

_STANDARD = """
百分制：责任书签订 10 分，培训 10 分，日周月排查 25 分，隐患整改 25 分，劳保与规程 15 分，应急 15 分
扣分：未排查每次扣 5 分，隐患逾期每项扣 10 分，违章每次扣 10 分
考核结果与绩效挂钩
"""

_BY_LEVEL = {
    "principal": ("本单位安全生产工作全面负责", _PRINCIPAL),
    "deputy": ("分管业务范围内的安全生产工作", _DEPUTY),
    "department": ("本部门业务范围内的安全生产工作", _DEPARTMENT),
    "workshop": ("本车间的安全生产工作", _WORKSHOP),
    "team": ("本班组的安全生产工作", _TEAM),
    "post": ("本岗位的安全生产工作", _POST),
}

_BY_NAME = (
    (("安全员", "安全管理", "安管", "安全总监"), "本单位安全生产管理工作", _SAFETY),
    (("电工", "焊工", "起重", "叉车", "司炉", "登高", "特种"), "本岗位的特种作业安全", _SPECIAL),
    (("仓库", "库管", "保管"), "仓库的安全", _STORE),
    (("门卫", "保安", "值班"), "门岗和值班的安全", _GATE),
)
"""What a post's name tells more exactly than its level."""


def template_for(level: str, post_name: str) -> tuple[str, str, str]:
    """Scope, duties (one a line, numbered) and standard of assessment for a post."""
    own = next(((scope, text) for words, scope, text in _BY_NAME if any(word in post_name for word in words)), None)
    scope, text = own or _BY_LEVEL[level]
    duties = "\n".join(f"{n}. {line}" for n, line in enumerate(text.strip().splitlines(), 1))
    return scope, duties, _STANDARD.strip()
