"""What the commands about papers do: print forms of records, tell a dossier or keep it in a file."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safety_desk.commands import _ledger, _list, _open, _say, _say_json
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import DOSSIERS, LEDGERS
from safety_desk.ledgers.dossier import Dossier

if TYPE_CHECKING:
    from safety_desk.paper import Paper
    from safety_desk.reports.papers import RenderedPaper


def print_(given: Namespace) -> int:
    """Write papers as one PDF or one Word document, or list them."""
    if given.list or not given.words:
        return _list([*_listed(), *_own_listed(given)], given)
    form, *words = given.words
    if "/" in form:
        return _print_own(given, form, words)
    ledger, name = _form(form)
    last = words.pop() if words else ""
    if not words or not last.lower().endswith((".pdf", ".docx")) or not all(word.isdecimal() for word in words):
        raise Refusal("用法：print 文书 记录编号… 输出.pdf（或 .docx）")
    with _open(given) as store:
        from safety_desk.tasks.papers import papers_of

        paper = next((paper for paper in papers_of(store, ledger) if paper.name == name), None)
        if paper is None:
            raise Refusal(f"{ledger.title}没有名为“{name}”的文书。可用的有：{_names()}")
        ids, out = [int(word) for word in words], Path(last)
        write = _issue if given.issue else _draft
        said = write(store, ledger, paper, ids, out)
        title = paper.words(store.scene())
    _say(f"{title}已保存到 {last}，{said}")
    return 0


def _forms() -> Iterator[tuple[str, str, Ledger[Any]]]:
    """The papers of single ledgers: name, title, ledger."""
    from safety_desk.ledgers.papers import forms

    for ledger in LEDGERS:
        yield from ((paper.name, paper.title, ledger) for paper in forms(ledger.name))
    yield from ((dossier.name, dossier.title, dossier.ledger) for dossier in DOSSIERS.values())


def _listed() -> Iterator[dict[str, str]]:
    from safety_desk.tasks.ledger_papers import PAGE, SHEET

    for name, title, ledger in _forms():
        yield {"name": name, "title": title, "ledger": ledger.name}
    for name, title in ((PAGE, "台账页"), (SHEET, "登记表")):
        yield {"name": f"台账.{name}", "title": title, "ledger": "每一个台账"}


def _form(words: str) -> tuple[Ledger[Any], str]:
    """The ledger and the name of a paper; where several ledgers have it, both are said: enterprises.ledger_page."""
    said, dot, name = words.rpartition(".")
    if dot:
        return _ledger(said), name
    known = [ledger for name, _, ledger in _forms() if name == words]
    if not known:
        raise Refusal(f"没有名为“{words}”的文书。可用的有：{_names()}")
    if len(known) > 1:
        raise Refusal(
            f"有 {len(known)} 个台账出这种文书，请写明：{'、'.join(f'{ledger.name}.{words}' for ledger in known)}"
        )
    return known[0], words


def _names() -> str:
    return "、".join(dict.fromkeys(one["name"] for one in _listed()))


def _draft(store: Store, ledger: Ledger[Any], paper: Paper[Any], ids: list[int], out: Path) -> str:
    """Write papers as they stand: what has no number yet has room for it."""
    from safety_desk.tasks.papers import papers

    return _write_papers(papers(store, ledger, paper, ids), out)


def _issue(store: Store, ledger: Ledger[Any], paper: Paper[Any], ids: list[int], out: Path) -> str:
    """Write papers with numbers from the register, which are given back where that fails; says how much it was."""
    from safety_desk.tasks.issuing import failed, prepare, printed

    job = prepare(store, [(ledger, paper, id) for id in ids])
    try:
        said = _write_papers(job.papers, out)
    except BaseException as why:
        failed(store, job, str(why))
        raise
    printed(store, job)
    return said


def _write_papers(made: Sequence[RenderedPaper], out: Path) -> str:
    """Write papers as PDF or Word, by the ending of the file; says how much it was."""
    from safety_desk.ui.printing import print_pdf, print_word

    if out.suffix.lower() == ".docx":
        print_word(made, out)
        return f"共 {len(made)} 份"
    return f"共 {print_pdf(made, out)} 页"


def _own_listed(given: Namespace) -> Iterator[dict[str, str]]:
    """The office's own forms, by ledger and name."""
    from safety_desk.tasks.own_forms import own_forms

    for ledger in LEDGERS:
        for form in own_forms(given.office.templates, ledger):
            yield {"name": f"{ledger.title}/{form.title}", "title": "自有格式", "ledger": ledger.name}


def _print_own(given: Namespace, words: str, rest: list[str]) -> int:
    """Fill a form of the office: 隐患台账/整改告知 12 13 OUT.docx, or a folder for one document each."""
    from safety_desk.tasks.own_forms import fill_form, own_forms
    from safety_desk.ui.paper_word import photo

    title, _, name = words.partition("/")
    ledger = _ledger(title)
    known = {form.title: form for form in own_forms(given.office.templates, ledger)}
    if name.removesuffix(".docx") not in known:
        has = f"现有：{'、'.join(known)}" if known else "还没有一份"
        raise Refusal(
            f"{ledger.title}没有名为“{name}”的自有格式，{has}。格式放在 {given.office.templates / ledger.title}"
        )
    *ids, last = rest or [""]
    out = Path(last)
    if not ids or not all(id.isdecimal() for id in ids) or not (out.suffix.lower() == ".docx" or out.is_dir()):
        raise Refusal("用法：print 台账/格式 记录编号… 输出.docx（几份的写一个文件夹）")
    with _open(given) as store:
        written = finish(fill_form(store, known[name.removesuffix(".docx")], [int(id) for id in ids], out, photo))
    _say(*(f"{name.removesuffix('.docx')}已保存到 {path}" for path in written))
    return 0


def placeholders(given: Namespace) -> int:
    """List what a form of a ledger can say."""
    from safety_desk.tasks.placeholders import placeholders as known

    found = known(_ledger(given.ledger), " ".join(given.words))
    told = [{"placeholder": one.written, "means": one.means, "group": one.group, "also": one.also} for one in found]
    return _list(told, given)


def dossier(given: Namespace) -> int:
    """Tell all that is known of a record, or keep it as PDF or workbook."""
    from safety_desk.tasks.dossier import whole
    from safety_desk.tasks.dossier_words import lines, plain

    ledger = _ledger(given.ledger)
    if ledger.name not in DOSSIERS:
        known_ones = "、".join(one.ledger.title for one in DOSSIERS.values())
        raise Refusal(f"{ledger.title}没有档案。有档案的台账：{known_ones}")
    known = DOSSIERS[ledger.name]
    if given.out is not None:
        return _keep_dossier(given, known)
    with _open(given) as store:
        told = whole(store, known, given.id)
        if given.json:
            _say_json(plain(store, told))
        else:
            _say(*lines(store, told))
    return 0


def _keep_dossier(given: Namespace, known: Dossier) -> int:
    kind = given.out.suffix.lower()
    if kind not in (".pdf", ".docx", ".xlsx"):
        raise Refusal("档案可以存成 PDF、Word 或 Excel，输出文件请以 .pdf、.docx 或 .xlsx 结尾")
    if kind != ".xlsx":
        return print_(
            Namespace(office=given.office, list=False, issue=False, words=[known.name, str(given.id), str(given.out)])
        )
    from safety_desk.tasks.dossier_book import make_book

    with _open(given) as store:
        sheets = finish(make_book(store, known, given.id, given.out))
    _say(f"{known.title}已保存到 {given.out}，共 {sheets} 张表")
    return 0
