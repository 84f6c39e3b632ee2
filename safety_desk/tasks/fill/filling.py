"""来表即填: read a blank, propose, fill, keep as a template, and find the rows behind a filled cell."""

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from safety_desk import clock
from safety_desk.conditions import eq
from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.reading import read_book
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers.fill_template import FillTemplate
from safety_desk.periods import Period
from safety_desk.reports.blanks import filling as sheets
from safety_desk.reports.blanks.layout import Form, Layout, layouts
from safety_desk.reports.blanks.reading import read_pages
from safety_desk.tasks.fill.plan import Plan, signature
from safety_desk.tasks.fill.propose import propose
from safety_desk.tasks.fill.values import Filled, values

FORMS = {Form.LIST: "名单", Form.GRID: "统计表"}


@dataclass
class Blank:
    """A blank that was read: the file, the layouts of its sheets, the plan for the chosen one, the template it is known by."""

    path: Path
    layouts: list[Layout]
    layout: Layout
    plan: Plan
    template: FillTemplate | None = None
    warnings: list[str] = field(default_factory=list)


def _warnings(path: Path) -> list[str]:
    """What of the workbook stays as it is, without being brought up to date."""
    return [f"{word}会原样保留，但不会随数据更新" for word in sheets.unkept(path)]


def read_blank(store: Store, path: Path, sheet: str = "") -> Job[Blank]:
    """Read a foreign blank and say what could fill it; one that a template knows is planned as there. Raises Refusal."""
    yield Progress(text=f"正在读取 {path.name}")
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise Refusal(f"“{path.name}”不是 .xlsx。请在 Excel 或 WPS 里打开，另存为 .xlsx 再填")
    read_book(path)  # in a child process: a hostile file is refused there
    found = [one for one in layouts(read_pages(path)) if not sheet or one.page.name == sheet]
    if not found:
        raise Refusal(f"“{path.name}”里没有名为“{sheet}”的、有表头的工作表")
    chosen = max(found, key=lambda one: (len(one.heads) > 1, len(one.heads) + len(one.lines)))
    yield Progress(text="正在对应列和指标")
    known = next(iter(store.find(FillTemplate, eq("signature", signature(chosen)))), None)
    plan = Plan.of_data(known.plan) if known is not None and known.plan else propose(store, chosen)
    return Blank(path, found, chosen, plan, known, _warnings(path))


def open_template(store: Store, template: FillTemplate, into: Path) -> Job[Blank]:
    """The blank of a template, copied out of the attachments, with its plan. Raises Refusal."""
    if not template.file or not template.plan:
        raise Refusal(f"模板“{template.name}”里没有空表，请删掉它，用原来的空表重新存一次")
    path = attachments.open_copy(store.attachments, template.file[0], into)
    yield Progress(text=f"正在打开模板 {template.name}")
    found = layouts(read_pages(path))
    chosen = next((one for one in found if one.page.name == template.sheet), found[0])
    return Blank(path, found, chosen, Plan.of_data(template.plan), template, _warnings(path))


def find_template(store: Store, name: str) -> FillTemplate:
    """The template of that name. Raises Refusal."""
    found = store.find(FillTemplate, eq("name", name))
    if not found:
        known = "、".join(one.name for one in store.find(FillTemplate, order="name"))
        raise Refusal(f"没有名为“{name}”的模板" + (f"。已有的：{known}" if known else "，也没有这个文件"))
    return found[0]


def fill(store: Store, blank: Blank, period: Period, out: Path) -> Job[Filled]:
    """Write the filled workbook; answers what stands in it and what is missing. Raises Refusal."""
    if out.exists() and out.resolve() == blank.path.resolve():
        raise Refusal("填好的表不能存回空表自己，请另起一个文件名")
    yield Progress(0, 2, "正在统计和取数")
    shy = blank.plan.whole_numbers and blank.template is None
    told = values(store, blank.layout, _masked(blank.plan) if shy else blank.plan, period)
    if shy:
        told.missing.insert(0, "电话、身份证号遮住了中间几位：存成模板再填，就按完整的填，每次记入日志")
    yield Progress(1, 2, "正在写入工作簿")
    sheets.write(blank.path, blank.layout, told.filling, out)
    if blank.template is not None:
        blank.template = _used(store, blank.template, period)
    return told


def _masked(plan: Plan) -> Plan:
    """The same, with the numbers of persons masked."""
    sources = {
        column: replace(one, format="masked") if one.format in ("whole", "spaced") else one
        for column, one in plan.sources.items()
    }
    return replace(plan, sources=sources)


def _used(store: Store, template: FillTemplate, period: Period) -> FillTemplate:
    """Note in the journal that a template was filled; that whole numbers went out, too."""
    assert template.id is not None
    known = store.get(FillTemplate, template.id)
    note = "（含完整的身份证号或电话）" if known.whole_numbers else ""
    fresh = known.replace(filled_at=clock.now(), filled_period=period.title, filled_count=known.filled_count + 1)
    store.save(f"填表：{known.name}，{period.title}{note}", fresh)
    return store.get(FillTemplate, template.id)


def save_template(store: Store, blank: Blank, name: str) -> FillTemplate:
    """Keep a blank with its plan under a name; one of that name is replaced. Raises Refusal."""
    name = name.strip()
    if not name:
        raise Refusal("模板要有名称")
    known = next(iter(store.find(FillTemplate, eq("name", name))), None)
    base = known or FillTemplate(name=name)
    reference = attachments.keep(store.attachments, blank.path)
    made = base.replace(
        form=FORMS[blank.layout.form],
        file=(reference,),
        sheet=blank.layout.page.name,
        title=blank.layout.title or None,
        signature=signature(blank.layout),
        plan=blank.plan.to_data(),
        whole_numbers=blank.plan.whole_numbers,
    )
    [id] = store.save(f"{'更新' if known else '新增'}填表模板：{name}", made)
    blank.template = store.get(FillTemplate, id)
    return blank.template


def fill_file(store: Store, what: str, out: Path, period: Period, save: str = "") -> Job[tuple[Blank, Filled]]:
    """Fill a template by its name, or a blank by its path, and keep it as a template where a name is given."""
    path = Path(what)
    with tempfile.TemporaryDirectory(prefix="safety-desk-", ignore_cleanup_errors=True) as folder:
        if path.is_file():
            blank = yield from read_blank(store, path)
        else:
            blank = yield from open_template(store, find_template(store, what), Path(folder))
        if save:
            save_template(store, blank, save)
        told = yield from fill(store, blank, period, out)
        return blank, told
