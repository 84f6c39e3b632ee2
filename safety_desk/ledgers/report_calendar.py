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
