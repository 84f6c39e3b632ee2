"""Until when reports are handed in (domain §7.1): working defaults, set as the county asks."""

from safety_desk.fields import f
from safety_desk.options import Options


class ReportCalendar(Options, key="report_calendar", title="报表时限"):
    """The day of the month after the period, and the day of the week."""

    monthly_day: int = f("月报，次月几日前", default=5, low=1, high=28)
    accident_day: int = f("事故月报，次月几日前", default=3, low=1, high=28)
    danger_quarter_day: int = f("隐患季报，季后几日前", default=15, low=1, high=28, help="安全生产事故隐患排查治理暂行规定：季报次月 15 日前")
    quarter_day: int = f("其他季报，季后几日前", default=10, low=1, high=28)
    friday: int = f("周报，星期几", default=5, low=1, high=7)
    remind: bool = f("工作台提醒报送", default=True, help="不在本程序里报送的，去掉")


_MONTH, _QUARTER = "month:monthly_day", "quarter:quarter_day"

TERMS = {
    "hidden_danger_statistics": ("隐患治理统计表", (_MONTH, "quarter:danger_quarter_day")),
    "major_dangers": ("重大隐患整改台账", ("week:friday",)),
    "own_checks": ("日周月自查汇总", (_MONTH,)),
    "inspections": ("监督检查统计表", (_MONTH,)),
    "campaigns": ("专项整治进展", (_MONTH,)),
    "inspection_plan": ("年度检查计划", ("ahead:year",)),
    "standards": ("标准化统计", (_QUARTER,)),
    "certificates": ("三项岗位持证", (_QUARTER,)),
    "training": ("培训统计", (_QUARTER,)),
    "emergency": ("预案和演练统计", (_QUARTER,)),
    "accidents": ("事故统计", ("month:accident_day",)),
    "assessment": ("目标考核", ("year:year",)),
}
"""By name the reports that are handed in: what each is called, how often, and which setting says until when.

The workbench reads this at every start, so it stands apart from the tables of the reports.
"""
