"""The main job without a window: the sample town, and from it the county's workbook, the map and inspection sheets."""

import shutil
import sys
from pathlib import Path

from safety_desk import clock
from safety_desk.conditions import eq
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection
from safety_desk.ledgers.papers import form
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.paths import Office, program
from safety_desk.periods import month_of
from safety_desk.tasks.atlas import MapChoice, draw_map
from safety_desk.tasks.demo import make_demo
from safety_desk.tasks.office import open_office
from safety_desk.tasks.papers import papers
from safety_desk.tasks.reporting import REPORTS, make_report

SHEETS = 5
"""So many visits' papers are printed."""


def make_papers(folder: Path) -> list[Path]:
    """Fill a fresh office in that folder and write its papers beside it. Raises Refusal."""
    from safety_desk.ui.printing import print_pdf

    office = Office(folder / "office")
    shutil.rmtree(office.folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    made = [
        folder / name
        for name in ("县级汇总.xlsx", "四色分布图.png", "四色分布图.pdf", "现场检查记录.pdf", "安全检查表.pdf")
    ]
    workbook, picture, atlas, *sheets = made
    with open_office(office, "示例") as store:
        finish(make_demo(store))
        finish(make_report(store, REPORTS["county"], month_of(clock.today()), workbook))
        finish(draw_map(store, picture, MapChoice()))
        finish(draw_map(store, atlas, MapChoice()))
        planned = store.ids(Inspection, eq("status", VisitStatus.PLANNED), "start_at")
        visits = (planned + store.ids(Inspection, ~eq("status", VisitStatus.PLANNED), "-start_at"))[:SHEETS]
        for name, out in zip(("inspection_record", "checklist_sheet"), sheets, strict=True):
            paper = form(INSPECTIONS.name, name)
            print_pdf(papers(store, INSPECTIONS, paper, visits), out)
    return made


def main() -> int:
    """Make everything in out/ and say where it is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    folder = program() / "out"
    sys.stdout.write("这台机器没有屏幕，不开窗口，改为生成示例镇的全套材料…\n")
    try:
        made = make_papers(folder)
    except Refusal as why:
        sys.stderr.write(f"{why}\n")
        return 1
    sys.stdout.write("已生成：\n" + "".join(f"  {path}\n" for path in made) + f"示例数据在 {folder / 'office'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
