"""Writes a superior's table filled: asks where to, lets a job do it, offers to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.periods import Period
from safety_desk.tasks.fill.filling import Blank, fill
from safety_desk.wording import file_name

if TYPE_CHECKING:
    from safety_desk.ui.window import Window


def fill_blank(window: Window, blank: Blank, period: Period) -> None:
    """Fill a blank for a period; a template notes that it was filled."""
    name = blank.template.name if blank.template else blank.path.stem
    out = window.errands.save_as(f"填表：{name}", file_name(f"{name}_{period.title}.xlsx"))
    if out is None:
        return

    def done(told: Any) -> None:
        window.reload()
        window.errands.offer(out, f"已填 {told.count} {told.unit}")

    window.run_job(lambda store: fill(store, blank, period, out), done)
