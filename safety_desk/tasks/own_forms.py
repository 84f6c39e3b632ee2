"""The office's own Word forms (自有格式): found in templates/, checked, filled from records; and which placeholders there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import one_of
from safety_desk.db.attachments import place_of
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.record import Record
from safety_desk.value import Value
from safety_desk.wording import file_name

if TYPE_CHECKING:
    from safety_desk.reports.own_forms.checking import Checked
    from safety_desk.reports.own_forms.values import Source

Photo = Callable[[Path], bytes | None]
"""What reads a photo for paper: upright, no larger than needed; None for a file that is none."""
_SOME = 5
README = "说明.txt"
_SAID = """把 Word 格式（.docx）放进这里的文件夹，一本台账一个文件夹，文件夹的名称就是台账的名称，例如“隐患台账”。
放好以后，在那本台账里选中记录，按“打印”，下面就有这份格式。
格式里要填的地方写占位符，例如 {{企业}}、{{发现日期}}。有哪些占位符，见程序里“系统—自有格式”。
"""


class OwnForm(Value):
    """A form of the office: what it is called, its file, and whose records fill it."""

    title: str
    path: Path
    ledger: str


def folder_of(templates: Path, ledger: Ledger[Any]) -> Path:
    """Where the forms of a ledger's records are."""
    return templates / file_name(ledger.title)


def own_forms(templates: Path, ledger: Ledger[Any]) -> list[OwnForm]:
    """The forms of a ledger by name; only looked for, not opened."""
    return [OwnForm(path.stem, path, ledger.name) for path in _forms_in(folder_of(templates, ledger))]


def strays(templates: Path) -> list[Path]:
    """Forms that stand in no ledger's folder: nobody will find them in a menu."""
    folders = {folder_of(templates, ledger) for ledger in LEDGERS}
    try:
        others = [path for path in sorted(templates.iterdir()) if path.is_dir() and path not in folders]
    except OSError:
        return []
    return [path for folder in (templates, *others) for path in _forms_in(folder)]


def _forms_in(folder: Path) -> list[Path]:
    """The documents in a folder; Word's own marks of what it has open (~$…) are none."""
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() == ".docx" and path.is_file()]
    except OSError:
        return []
    return sorted(path for path in found if not path.name.startswith(("~$", ".")))


def prepare_folder(templates: Path, ledger: Ledger[Any]) -> Path:
    """The folder of a ledger's forms, made where it is not there, with a note of what belongs there. Raises Refusal."""
    folder = folder_of(templates, ledger)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        readme = templates / README
        if not readme.exists():
            readme.write_text(_SAID, encoding="utf-8-sig", newline="\r\n")
    except OSError as error:
        raise Refusal(f"建不了文件夹“{folder}”，请检查数据文件夹能不能写") from error
    return folder


def take_in(templates: Path, path: Path, ledger: Ledger[Any]) -> OwnForm:
    """Put a document among the forms of a ledger. Raises Refusal where it is none, or where one of its name is there."""
    from safety_desk.reports.own_forms import package
    from safety_desk.reports.word.basics import write

    content = _content(path)
    package.check(content, path.name)
    place = prepare_folder(templates, ledger) / file_name(path.name)
    if place.exists():
        raise Refusal(f"{ledger.title}已经有一份“{path.stem}”。要换成新的，请先在文件夹里删掉旧的，或者把新的改个名称")
    write(content, place)
    return OwnForm(place.stem, place, ledger.name)


def check_form(form: OwnForm) -> Checked:
    """What a form uses, and all that is wrong with it. Raises Refusal where it cannot be opened."""
    from safety_desk.reports.own_forms.filling import check

    return check(_content(form.path), form.path.name, form.ledger)


def state_of(form: OwnForm) -> list[str]:
    """All that is wrong with a form, in words; nothing where it can be filled."""
    try:
        return [mistake.words() for mistake in check_form(form).mistakes]
    except Refusal as why:
        return [str(why)]


def gathers(form: OwnForm) -> bool:
    """Whether it is one document of all chosen records. Raises Refusal where it cannot be filled."""
    return _right(form).gathers


def fill_form(store: Store, form: OwnForm, ids: Sequence[int], out: Path, photo: Photo) -> Job[list[Path]]:
    """Fill a form from records: one document at `out`, or where it is a folder, one for each record in it.

    Answers what was written. Numbers of persons that the form shows whole are noted in the journal. Raises Refusal.
    """
    from safety_desk.reports.own_forms.filling import fill
    from safety_desk.reports.own_forms.values import Source, Told
    from safety_desk.reports.word.basics import write

    checked, content, ledger = _right(form), _content(form.path), store.ledgers[form.ledger]
    found = {record.id: record for record in store.find(ledger.record, one_of("id", *ids))}
    records = [found[id] if id in found else store.get(ledger.record, id) for id in ids]
    source = Source(store.kin(), store.names, store.scene())
    written: list[Path] = []
    sheets = [records] if checked.gathers or not records else [[record] for record in records]
    if len(sheets) > 1 and not out.is_dir():
        raise Refusal(f"“{form.title}”一条记录一份，{len(sheets)} 份要存到一个文件夹里，请选文件夹")

    def read(reference: str) -> bytes | None:
        return photo(place_of(store.attachments, reference))

    for n, together in enumerate(sheets, 1):
        yield Progress(n - 1, len(sheets), f"正在生成{form.title}")
        source.turns = 0
        told = Told(source, ledger.name, together[0])
        values = {name: _value(source, told, name, records, n) for name in checked.names}
        made = fill(content, form.path.name, values, read)
        place = out / _unused(out, form, store, together[0], written) if out.is_dir() else out
        write(made, place)
        written.append(place)
    if source.whole:
        store.note(f"自有格式“{form.title}”{len(records)} 条记录，写全了{'、'.join(sorted(source.whole))}")
    return written


def _right(form: OwnForm) -> Checked:
    """What a form uses. Raises Refusal where something is wrong with it."""
    checked = check_form(form)
    if checked.mistakes:
        said = "；".join(mistake.words() for mistake in checked.mistakes[:_SOME])
        more = f"……共 {len(checked.mistakes)} 处" if len(checked.mistakes) > _SOME else ""
        raise Refusal(f"格式“{form.title}”有写错的地方，没有生成。{said}{more}。请改好再打印")
    return checked


def _value(source: Source, told: Any, name: str, records: Sequence[Record], n: int) -> Any:
    from safety_desk.reports.own_forms import names
    from safety_desk.reports.own_forms.values import Day, Many, OwnOffice

    match name:
        case names.CHOSEN:
            return Many(source, told.ledger, records)
        case names.OFFICE:
            return OwnOffice(source)
        case names.TODAY:
            return Day(source.scene.today.isoformat(), source.scene.today)
        case names.CLERK:
            return source.scene.who
        case names.PLACE:
            return n
    return told.told(name)


def _unused(folder: Path, form: OwnForm, store: Store, record: Record, written: Sequence[Path]) -> str:
    """A name for the document of a record that stands in the folder under no other."""
    name = store.names.name(form.ledger, record.id or 0)
    base = file_name(f"{form.title}_{name}"[:70])
    tried, n = f"{base}.docx", 1
    while folder / tried in written or (folder / tried).exists():
        n += 1
        tried = f"{base}（{n}）.docx"
    return tried


def _content(path: Path) -> bytes:
    from safety_desk.reports.own_forms.package import MOST_BYTES

    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(f"“{path.name}”超过 {MOST_BYTES >> 20} MB，太大了。请把里面的大图片压缩后再用")
        return path.read_bytes()
    except OSError as error:
        raise Refusal(f"“{path.name}”打不开。文件可能正在别的程序里打开，或者已经移走了") from error
