"""What runs out by a day: the column, the views and the reminder that every such ledger has."""

from functools import cached_property
from typing import Any

from safety_desk.conditions import EVERY, TODAY, Where, before, until
from safety_desk.fields import Names
from safety_desk.ledger import Deadline, Derived, View
from safety_desk.options import Scene


class Expiry:
    """A day by which something of a record runs out, reminded of `warn` days before.

    label   what runs out: 检验, 许可证
    field   the day          while_  of which records it is asked at all (a scrapped boiler is not inspected)
    """

    def __init__(self, label: str, field: str, while_: Where = EVERY, warn: int = 60) -> None:
        self.label, self.field, self.while_, self.warn = label, field, while_, warn

    def text(self, record: Any, scene: Scene, names: Names) -> str:
        """How far off the day is: 有效, 还有 12 天, ⚠ 过期 3 天."""
        day = getattr(record, self.field)
        if day is None or not self.while_.holds(record, scene.today):
            return ""
        days = (day - scene.today).days
        if days < 0:
            return f"⚠ 过期 {-days} 天"
        return "今天到期" if days == 0 else f"还有 {days} 天" if days <= self.warn else "有效"

    @cached_property
    def column(self) -> Derived[Any]:
        """The column `due`."""
        return Derived("due", f"{self.label}情况", self.text, by=self.field, width=12)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """What has run out, and what will within the warning time."""
        late = self.while_ & before(self.field, TODAY)
        soon = self.while_ & until(self.field, TODAY.later(self.warn)) & ~before(self.field, TODAY)
        return View(f"{self.label}过期", late, self.field), View(f"{self.warn} 天内到期", soon, self.field)

    @cached_property
    def deadline(self) -> Deadline:
        """The reminder."""
        return Deadline(f"{self.label}到期", self.field, self.while_, warn=self.warn)
