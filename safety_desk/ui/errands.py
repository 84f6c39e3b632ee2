"""What the window is sent to do with files: import, export, reports, papers. Asks where, then lets a job do it.

What an errand needs is imported when it is sent: the window must be up before.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.ledger import Ledger
from safety_desk.options import Options
from safety_desk.ui.files import files_filter
from safety_desk.wording import file_name

if TYPE_CHECKING:
    from safety_desk.tasks.importing import Plan
    from safety_desk.ui.page import LedgerPage
    from safety_desk.ui.window import Window


class Errands:
    """The window's work with files."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def choose_import(self, ledger: Ledger[Any]) -> None:
        """Ask for a file and show what it would change."""
        path, _ = QFileDialog.getOpenFileName(
            self.window, f"导入{ledger.title}", self._folder("import"), files_filter()
        )
        if path:
            self.start_import(ledger, Path(path))

    def start_import(self, ledger: Ledger[Any], path: Path) -> None:
        """Read a file and show what it would change."""
        from safety_desk.tasks.importing import plan_import

        self.window.memory.set("folder.import", str(path.parent))
        self.window.run_job(lambda store: plan_import(store, ledger, path), self._preview)

    def _preview(self, plan: Plan) -> None:
        from safety_desk.ui.import_page import ImportDialog

        dialog = ImportDialog(plan, self.window)
        dialog.commit_asked.connect(self._commit)
        dialog.mark_asked.connect(self._mark)
        dialog.open()

    def _commit(self, plan: Plan) -> None:
        from safety_desk.tasks.importing import commit_import

        def done(_: object) -> None:
            self.window.reload()
            wrong = len({remark.row for remark in plan.rejected})
            tail = f"，{wrong} 行没有保存" if wrong else ""
            self.window.say(f"已导入{plan.ledger.title}{tail}", "撤销", self.window.undo, seconds=0 if wrong else 15)

        self.window.run_job(lambda store: commit_import(store, plan), done)

    def _mark(self, plan: Plan, parent: QWidget) -> None:
        from safety_desk.tasks.importing import mark_errors

        suggested = Path(self._folder("export")) / f"{plan.path.stem}_待改正.xlsx"
        path, _ = QFileDialog.getSaveFileName(parent, "标注后另存", str(suggested), "Excel 工作簿 (*.xlsx)")
        if not path:
            return
        try:
            mark_errors(plan, Path(path))
        except Refusal as why:
            self.window.say(str(why))
            return
        self._offer(Path(path), "已标注并另存")

    def choose_export(self, page: LedgerPage) -> None:
        """Ask where to, and export what the page shows, in its order."""
        from safety_desk.tasks.exporting import export

        suggested = Path(self._folder("export")) / f"{file_name(page.ledger.title)}_{clock.today():%Y%m%d}.xlsx"
        path, _ = QFileDialog.getSaveFileName(
            self.window, f"导出{page.ledger.title}", str(suggested), "Excel 工作簿 (*.xlsx)"
        )
        if path:
            out, query = Path(path), page.query
            self.window.run_job(
                lambda store: export(store, page.ledger, out, query.whole, query.order, query.words),
                lambda number: self._offer(out, f"已导出 {number} 条"),
            )

    def make_report(self, report: Any, period: Any) -> None:
        """Ask where to, and write a report's workbook."""
        from safety_desk.tasks.reporting import make_report
        from safety_desk.ui.report_page import suggested_name

        suggested = Path(self._folder("export")) / file_name(suggested_name(report, period))
        path, _ = QFileDialog.getSaveFileName(
            self.window, f"生成{report.short}", str(suggested), "Excel 工作簿 (*.xlsx)"
        )
        if path:
            out = Path(path)
            self.window.run_job(
                lambda store: make_report(store, report, period, out),
                lambda _: self._offer(out, f"已生成{report.short}"),
            )

    def save_map(self, choice: Any) -> None:
        """Ask where to, and draw the map as it is chosen."""
        from safety_desk.tasks.atlas import draw_map

        suggested = Path(self._folder("export")) / f"四色分布图_{clock.today():%Y%m%d}.png"
        kinds = "图片 (*.png);;PDF 文档 (*.pdf);;矢量图 (*.svg)"
        path, kind = QFileDialog.getSaveFileName(self.window, "导出四色分布图", str(suggested), kinds)
        if path:
            out = Path(path)
            if out.suffix.lower() not in (".png", ".pdf", ".svg"):
                out = out.with_name(out.name + kind[kind.index("*") + 1 : kind.index(")")])
            self.window.run_job(lambda store: draw_map(store, out, choice), lambda _: self._offer(out, "地图已导出"))

    def assess_regions(self) -> None:
        """Put today's grades of villages and town on record."""
        from safety_desk.tasks.atlas import assess_regions

        def done(number: int) -> None:
            self.window.reload()
            self.window.say(
                f"已评定并存档：{number} 个区域", "查看", lambda: self.window.page("region_risks"), seconds=15
            )

        self.window.run_job(assess_regions, done)

    def save_options(self, label: str, options: Options) -> None:
        """Keep a group of settings; what follows from it may be every enterprise's grade, so a job does it."""

        def job(store: Store) -> Job[None]:
            yield Progress(text=f"正在保存设置：{options.title}")
            store.set_options(label, options)

        def done(_: object) -> None:
            self.window.reload()
            self.window.say(f"“{options.title}”已保存", "撤销", self.window.undo, seconds=10)

        self.window.run_job(job, done)

    def print_papers(self, ledger: Ledger[Any], paper: Any, ids: list[int]) -> None:
        """Show papers as they will be printed."""
        from safety_desk.tasks.papers import papers
        from safety_desk.ui.printing import preview

        try:
            preview(self.window, papers(self.window.store, ledger, paper, ids))
        except Refusal as why:
            self.window.say(str(why))

    def _offer(self, out: Path, said: str) -> None:
        self.window.memory.set("folder.export", str(out.parent))
        self.window.say(
            f"{said}：{out}", "打开", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))), seconds=20
        )

    def _folder(self, kind: str) -> str:
        return str(self.window.memory.get(f"folder.{kind}", str(Path.home())))
