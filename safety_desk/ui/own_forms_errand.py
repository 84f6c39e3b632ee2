"""What the window is sent to do with the office's own forms: take one in, show their folder, fill one and offer the result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from safety_desk import clock
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.tasks.own_forms import OwnForm, fill_form, gathers, prepare_folder, take_in
from safety_desk.ui.paper_word import photo
from safety_desk.wording import file_name

if TYPE_CHECKING:
    from safety_desk.ui.own_forms_page import OwnFormsPage
    from safety_desk.ui.window import Window

_WORD = "Word 文档 (*.docx)"


def fill_own_form(window: Window, form: OwnForm, ids: Sequence[int]) -> None:
    """Ask where to, fill the form from the records, and open what was made: it is a Word document, not a print."""
    try:
        single = gathers(form) or len(ids) == 1
    except Refusal as why:
        window.say(str(why), "自有格式", lambda: show_forms(window, window.store.ledgers[form.ledger]))
        return
    folder = Path(str(window.memory.get("folder.export", str(Path.home()))))
    if single:
        name = window.store.names.name(form.ledger, ids[0]) if len(ids) == 1 else f"{clock.today():%Y%m%d}"
        suggested = folder / file_name(f"{form.title}_{name}.docx")
        path, _ = QFileDialog.getSaveFileName(window, f"{form.title}存为 Word", str(suggested), _WORD)
    else:
        path = QFileDialog.getExistingDirectory(window, f"{form.title} {len(ids)} 份存到哪个文件夹", str(folder))
    if not path:
        return
    out = Path(path)
    if single and out.suffix.lower() != ".docx":
        out = out.with_name(f"{out.name}.docx")

    def done(written: list[Path]) -> None:
        shown = written[0] if len(written) == 1 else out
        window.memory.set("folder.export", str(out if out.is_dir() else out.parent))
        window.answer(f"已生成{form.title} {len(written)} 份：{shown}", "打开", lambda: open_path(shown))
        open_path(shown)

    window.run_job(lambda store: fill_form(store, form, ids, out, photo), done)


def forms_page(window: Window, parent: QWidget) -> OwnFormsPage:
    """The page 自有格式, with what it asks of the window."""
    from safety_desk.ui.own_forms_page import OwnFormsPage

    page = OwnFormsPage(window.store, parent)
    page.add_asked.connect(lambda ledger: choose_form(window, page, ledger))
    page.sample_asked.connect(lambda ledger: save_sample(window, page, ledger))
    page.folder_asked.connect(lambda ledger: show_folder(window, ledger))
    page.open_asked.connect(open_path)
    return page


def choose_form(window: Window, page: OwnFormsPage, ledger: Ledger[Any]) -> None:
    """Ask for a document and put it among the forms of a ledger."""
    folder = str(window.memory.get("folder.import", str(Path.home())))
    path, _ = QFileDialog.getOpenFileName(
        window, f"加入{ledger.title}的格式", folder, "Word 文档 (*.docx *.doc *.wps *.dotx)"
    )
    if not path:
        return
    window.memory.set("folder.import", str(Path(path).parent))
    try:
        form = take_in(window.store.templates, Path(path), ledger)
    except Refusal as why:
        window.say(str(why))
        return
    page.refresh()
    page.forms.choose(form.path)


def save_sample(window: Window, page: OwnFormsPage, ledger: Ledger[Any]) -> None:
    """Ask where to, write a form to begin with, and open it."""
    from safety_desk.reports.own_forms.sample import sample
    from safety_desk.reports.word.basics import write

    try:
        suggested = prepare_folder(window.store.templates, ledger) / f"{file_name(ledger.noun)}（示例）.docx"
        path, _ = QFileDialog.getSaveFileName(window, f"{ledger.title}的格式示例", str(suggested), _WORD)
        if not path:
            return
        write(sample(ledger), Path(path))
    except Refusal as why:
        window.say(str(why))
        return
    page.refresh()
    window.answer(f"示例已另存：{path}", "打开", lambda: open_path(Path(path)))


def show_folder(window: Window, ledger: Ledger[Any]) -> None:
    """Open the folder of a ledger's forms."""
    try:
        open_path(prepare_folder(window.store.templates, ledger))
    except Refusal as why:
        window.say(str(why))


def show_forms(window: Window, ledger: Ledger[Any]) -> None:
    """Show the page 自有格式 of a ledger."""
    page: Any = window.show_page("系统", "forms")
    page.show_ledger(ledger)


def open_path(path: Path) -> None:
    """Let the program that the person has for it open a file or a folder."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
