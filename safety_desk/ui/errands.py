"""What the window is sent to do with files: import, export, reports, papers. Asks where, then lets a job do it.

What an errand needs is imported when it is sent: the window must be up before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCursor, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from safety_desk import clock
from safety_desk.conditions import one_of
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.ledger import Ledger
from safety_desk.options import Options
from safety_desk.ui.clipboard import copied_block
from safety_desk.ui.files import files_filter
from safety_desk.wording import file_name

if TYPE_CHECKING:
    from safety_desk.ledgers.dossier import Dossier
    from safety_desk.tasks.imports.importing import Opened
    from safety_desk.tasks.imports.plan import Plan
    from safety_desk.ui.imports.page import ImportDialog
    from safety_desk.ui.page import LedgerPage
    from safety_desk.ui.window import Window


class Errands:
    """The window's work with files."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def ask_import(self, ledger: Ledger[Any]) -> None:
        """Ask where the table comes from: a file, or what was copied in Excel or WPS."""
        menu = QMenu(self.window)
        menu.addAction("从文件…", lambda: self.choose_import(ledger))
        rows = len(copied_block())
        paste = menu.addAction(f"粘贴复制的 {rows} 行" if rows else "粘贴（先在 Excel 或 WPS 里复制）")
        paste.setEnabled(rows > 0)
        paste.triggered.connect(lambda: self.paste_import(ledger))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def choose_import(self, ledger: Ledger[Any]) -> None:
        """Ask for a file and show what it would change."""
        path, _ = QFileDialog.getOpenFileName(self.window, f"导入{ledger.title}", self.folder("import"), files_filter())
        if path:
            self.start_import(ledger, Path(path))

    def paste_import(self, ledger: Ledger[Any]) -> None:
        """Import a block that was copied in Excel or WPS; it goes the way of a file."""
        if not copied_block():
            self.window.say("剪贴板里没有表格。请先在 Excel 或 WPS 里选中一块（连同表头）并复制", seconds=8)
            return
        from safety_desk.tasks.imports.importing import open_pasted

        text = QGuiApplication.clipboard().text()
        self.window.run_job(lambda store: open_pasted(store, ledger, text), lambda opened: self._preview(opened, ()))

    def start_import(self, ledger: Ledger[Any], path: Path, sheet: str = "", sheets: Sequence[str] = ()) -> None:
        """Read a file, or one sheet of it, and show what it would change. `sheets`: all that could be chosen."""
        self.window.memory.set("folder.import", str(path.parent))
        self._open(ledger, path, sheet, sheets)

    def _open(self, ledger: Ledger[Any], path: Path, sheet: str = "", sheets: Sequence[str] = ()) -> None:
        import safety_desk.ui.imports.page  # noqa: F401  the dialog is to be up at once when the file is read
        from safety_desk.tasks.imports.importing import open_file
        from safety_desk.tasks.imports.layout import Wishes

        self.window.run_job(
            lambda store: open_file(store, ledger, path, Wishes(sheet)), lambda opened: self._preview(opened, sheets)
        )

    def _preview(self, opened: Opened, sheets: Sequence[str]) -> None:
        from safety_desk.ui.imports.page import ImportDialog

        known = sheets or (opened.layout.sheet.name, *opened.layout.others)
        dialog = ImportDialog(opened, self.window.store, self.window.run_beside, self.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.commit_asked.connect(lambda plan: self._commit(plan, known))
        dialog.mark_asked.connect(self._mark)
        dialog.open()

    def _commit(self, plan: Plan, sheets: Sequence[str]) -> None:
        from safety_desk.intake.known import Fate
        from safety_desk.tasks.imports.importing import commit_import

        def done(_: object) -> None:
            self.window.reload()
            number = plan.count(Fate.NEW) + plan.count(Fate.UPDATE)
            said = f"已导入{plan.ledger.title} {number} 条"
            wrong = plan.count(Fate.REJECTED)
            said += f"，{wrong} 行没有保存，改正后再导入一次即可" if wrong else ""
            if rest := _after(sheets, plan.sheet.name):
                again = f"导入“{rest[0]}”"
                self.window.say(said, again, lambda: self.start_import(plan.ledger, plan.path, rest[0], sheets))
            elif wrong:
                self.window.say(said, "撤销", self.window.undo)
            else:
                self.window.answer(said, "撤销", self.window.undo)

        self.window.run_job(lambda store: commit_import(store, plan), done)

    def _mark(self, plan: Plan, dialog: ImportDialog) -> None:
        from safety_desk.tasks.imports.importing import mark_errors

        suggested = Path(self.folder("export")) / f"{plan.path.stem}_待改正.xlsx"
        path, _ = QFileDialog.getSaveFileName(dialog, "标注后另存", str(suggested), "Excel 工作簿 (*.xlsx)")
        if not path:
            return
        try:
            mark_errors(plan, Path(path))
        except Refusal as why:
            dialog.tell(str(why))
            return
        self.window.memory.set("folder.export", str(Path(path).parent))
        dialog.tell(f"已标注并另存：{path}", "打开", lambda: _open(Path(path)))

    def choose_blank(self, ledger: Ledger[Any]) -> None:
        """Ask where to, and write a ledger's blank sheet: to be filled in elsewhere and imported."""
        from safety_desk.tasks.exporting import blank_sheet

        if path := self.save_as(f"下载{ledger.title}空表", f"{file_name(ledger.title)}_空表.xlsx"):
            self.window.run_job(
                lambda store: blank_sheet(store, ledger, path), lambda _: self.offer(path, "空表已另存")
            )

    def choose_export(self, page: LedgerPage, ids: Sequence[int] = ()) -> None:
        """Ask which columns and where to, and export what the page shows, or of that these records, in its order."""
        from safety_desk.ui.export_dialog import ask

        ask(
            page.ledger, page.table.shown(), len(ids) or page.model.count, self.window,
            lambda columns, whole: self._export(page, columns, whole, ids), "选中的记录" if ids else "按现在的筛选和顺序",
        )  # fmt: skip

    def _export(self, page: LedgerPage, columns: Sequence[str], whole: bool, ids: Sequence[int]) -> None:
        from safety_desk.tasks.exporting import export

        name = f"{file_name(page.ledger.title)}_{clock.today():%Y%m%d}.xlsx"
        if out := self.save_as(f"导出{page.ledger.title}", name):
            query, order = page.query, page.model.order()
            where, words = (one_of("id", *ids), "") if ids else (query.whole, query.words)
            self.window.run_job(
                lambda store: export(store, page.ledger, out, where, order, words, columns, whole),
                lambda number: self.offer(out, f"已导出 {number} 条{'，写全了号码，已记入操作日志' if whole else ''}"),
            )

    def make_report(self, name: str, period: Any, now: bool) -> None:
        """Ask where to, and write a report's workbook: as it was handed in, or as it stands now."""
        from safety_desk.tasks.freezing import write_report
        from safety_desk.tasks.reporting import report
        from safety_desk.ui.report_sheet import suggested_name

        known = report(name)
        if out := self.save_as(f"生成{known.short}", file_name(suggested_name(known, period))):
            self.window.run_job(
                lambda store: write_report(store, name, period, out, now),
                lambda _: self.offer(out, f"已生成{known.short}"),
            )

    def fill_blank(self, blank: Any, period: Any) -> None:
        """Ask where to, and write a superior's blank filled in."""
        from safety_desk.tasks.fill.filling import fill

        def done(told: Any) -> None:
            left = f"，{len(told.missing)} 处没有填上" if told.missing else ""
            self.offer(out, f"已填好{left}")

        if out := self.save_as("填好的表存为", file_name(f"{blank.path.stem}_{period.title}.xlsx")):
            self.window.run_job(lambda store: fill(store, blank, period, out), done)

    def submit_report(self, name: str, period: Any, again: bool) -> None:
        """Keep a report as handed in; once more is a correction, of which the reason is asked."""
        from safety_desk.tasks.freezing import submit
        from safety_desk.tasks.reporting import report

        title, reason = f"{report(name).short}（{period.title}）", ""
        if again:
            reason, given = QInputDialog.getText(self.window, f"更正{title}", "更正的原因（留档）")
            if not given or not reason.strip():
                return

        def done(kept: Any) -> None:
            self.window.reload()
            self.window.answer(f"{title}{kept.word}已保存", "撤销", self.window.undo)

        self.window.run_job(lambda store: submit(store, name, period, reason.strip()), done)

    def make_package(self, period: Any) -> None:
        """Ask for a folder, and write all reports of a period into a new one in it."""
        from safety_desk.tasks.package import make_package

        chosen = QFileDialog.getExistingDirectory(self.window, "成套报表存到哪个文件夹", self.folder("export"))
        if not chosen:
            return
        folder = Path(chosen) / file_name(f"安全生产报表_{period.title}")

        def done(packed: Any) -> None:
            refused = [one for one in packed if one.refused]
            self.offer(folder, f"已生成 {len(packed) - len(refused)} 份报表")
            if refused:
                self.window.say(f"{len(refused)} 份没有写成：{refused[0].file}等，原因在目录里")

        self.window.run_job(lambda store: make_package(store, period, folder), done)

    def save_dossier(self, dossier: Dossier, id: int) -> None:
        """Ask where to, and write all that is known of a record as one workbook."""
        from safety_desk.tasks.dossier_book import make_book

        name = f"{dossier.title}_{self.window.store.names.name(dossier.ledger.name, id)}_{clock.today():%Y%m%d}.xlsx"
        if out := self.save_as(f"导出{dossier.title}", file_name(name)):
            self.window.run_job(
                lambda store: make_book(store, dossier, id, out), lambda _: self.offer(out, f"{dossier.title}已导出")
            )

    def save_as(self, title: str, name: str) -> Path | None:
        """Ask where to write a workbook."""
        suggested = Path(self.folder("export")) / name
        path, _ = QFileDialog.getSaveFileName(self.window, title, str(suggested), "Excel 工作簿 (*.xlsx)")
        return Path(path) if path else None

    def save_map(self, choice: Any) -> None:
        """Ask where to, and draw the map as it is chosen."""
        from safety_desk.tasks.atlas import draw_map

        suggested = Path(self.folder("export")) / f"四色分布图_{clock.today():%Y%m%d}.png"
        kinds = "图片 (*.png);;PDF 文档 (*.pdf);;矢量图 (*.svg)"
        path, kind = QFileDialog.getSaveFileName(self.window, "导出四色分布图", str(suggested), kinds)
        if path:
            out = Path(path)
            if out.suffix.lower() not in (".png", ".pdf", ".svg"):
                out = out.with_name(out.name + kind[kind.index("*") + 1 : kind.index(")")])
            self.window.run_job(lambda store: draw_map(store, out, choice), lambda _: self.offer(out, "地图已导出"))

    def assess_regions(self) -> None:
        """Put today's grades of villages and town on record."""
        from safety_desk.tasks.atlas import assess_regions

        def done(number: int) -> None:
            self.window.reload()
            self.window.answer(f"已评定并存档 {number} 个区域", "查看", lambda: self.window.page("region_risks"))

        self.window.run_job(assess_regions, done)

    def save_options(self, label: str, options: Options) -> None:
        """Keep a group of settings; what follows from it may be every enterprise's grade, so a job does it."""

        def job(store: Store) -> Job[None]:
            yield Progress(text=f"正在保存设置：{options.title}")
            store.set_options(label, options)

        def done(_: object) -> None:
            self.window.reload()
            self.window.answer(f"“{options.title}”已保存", "撤销", self.window.undo)

        self.window.run_job(job, done)

    def print_papers(self, ledger: Ledger[Any], paper: Any, ids: list[int]) -> None:
        """Show papers as they will be printed; those that bear numbers take them when they go to the printer."""
        from safety_desk.tasks.issuing import Issue
        from safety_desk.tasks.own_forms import OwnForm
        from safety_desk.tasks.papers import papers
        from safety_desk.ui.printing import preview

        if isinstance(paper, OwnForm):
            from safety_desk.ui.own_forms_errand import fill_own_form

            fill_own_form(self.window, paper, ids)
            return
        store = self.window.store
        try:
            issue = Issue(store, [(ledger, paper, id) for id in ids]) if paper.kind else None
            preview(self.window, issue.seen() if issue else papers(store, ledger, paper, ids), issue)
        except Refusal as why:
            self.window.say(str(why))

    def offer(self, out: Path, said: str) -> None:
        """Say what was written, and open it where that is wanted."""
        self.window.memory.set("folder.export", str(out.parent))
        self.window.answer(f"{said}：{out}", "打开", lambda: _open(out))

    def folder(self, kind: str) -> str:
        """Where files of that kind were last."""
        return str(self.window.memory.get(f"folder.{kind}", str(Path.home())))


def _after(sheets: Sequence[str], name: str) -> Sequence[str]:
    """The sheets that are still to come."""
    return sheets[sheets.index(name) + 1 :] if name in sheets else ()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
