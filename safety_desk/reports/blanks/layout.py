"""Where title, header, body, totals and footer of a blank table are, whoever made it."""

import re
from dataclasses import dataclass, field
from enum import Enum

from safety_desk.errors import Refusal
from safety_desk.reports.blanks.reading import NOTHING, Page
from safety_desk.wording import bare, packed


class Form(Enum):
    """A list has one line for each record; a grid has printed line heads and a number where line and column cross."""

    LIST = "list"
    GRID = "grid"


@dataclass(frozen=True)
class Head:
    """A column of the header: where it is, and what its heads say from top to bottom."""

    column: int
    last: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that it says."""
        return "／".join(self.words)


@dataclass(frozen=True)
class Line:
    """A line of a grid: its row, what stands at its head, and whether it is a total."""

    row: int
    words: tuple[str, ...]
    total: bool = False

    @property
    def text(self) -> str:
        """All that it says."""
        return "／".join(self.words)


@dataclass(frozen=True)
class Slot:
    """A place in the head or the foot for one fact (填报单位：____): the cell, its label, and where the fact goes.

    `beside`: the cell that takes it; else it goes into the labelled cell itself, behind the label.
    """

    row: int
    column: int
    label: str
    kind: str
    beside: tuple[int, int] | None = None
    foot: bool = False


@dataclass
class Layout:
    """Where things are on a sheet. Rows as Excel counts them; `body` and `header` first and last row."""

    page: Page
    form: Form
    title: str
    header: tuple[int, int]
    heads: list[Head]
    body: tuple[int, int]
    labels: int = 0
    lines: list[Line] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    @property
    def value_heads(self) -> list[Head]:
        """The columns that want values."""
        return self.heads[self.labels :]


SLOT_WORDS = {
    "office": "填报单位 填报部门 上报单位 报送单位 填表单位 制表单位 报告单位 填报单位盖章 填报单位公章 单位盖章 单位名称盖章 填报机关",
    "town": "乡镇 所在乡镇 乡镇名称 填报乡镇 镇",
    "county": "县市区 所在县 县区",
    "period": "统计时段 统计期 统计期间 报告期 统计时间 填报周期 所属期 所属时期 时段 统计月份 报告时段 月份 所属月份",
    "day": "填报日期 填表日期 报出日期 上报日期 报送日期 制表日期 填报时间 填表时间 报送时间 上报时间 日期",
    "phone": "联系电话 电话 办公电话 填报人电话",
    "person": "填报人 填表人 审核人 单位负责人 负责人 制表人 制表 审核 分管领导 主要负责人签字 主要负责人 统计人 联系人 签发人 填报人签字 经办人",
    "unit": "单位 计量单位",
}
"""What a place in head or foot asks for, by its label."""
_KINDS = {word: kind for kind, words in SLOT_WORDS.items() for word in words.split()}
_LABEL = re.compile(r"([^\s:：，。；、]{1,14})\s*[:：]")
_YEAR_MONTH = re.compile(r"(?:20\s*\d{0,2}|[\s_＿Xx×]*)年[\s_＿Xx×]*\d{0,2}[\s_＿Xx×]*月(?:[\s_＿Xx×]*日)?")
_TOTAL = re.compile(r"(合计|总计|小计|累计|共计|总数|全镇合计|全镇|本页合计|汇总)")
_NOTE = re.compile(r"(注|备注|说明|填表说明|填报说明|要求)\s*[:：0-9一二三]|注[:：]?\d?[.、]")
_EXAMPLE = re.compile(r"[（(]?(示例|样例|范例|例如|举例|例[:：)）])")
_TOWN = re.compile(r"[XxＸｘ×＊*○〇＿_]{2,}\s*(?:乡镇|镇|乡|街道)")
_ORDINALS = set("甲乙丙丁戊己庚辛")
_MOST_HEADER = 8
_NUMBERS = {"序号", "编号", "序", "行号", "no"}


def find_layout(page: Page) -> Layout:
    """Where title, header, body, totals and footer of a sheet are. Raises Refusal where no header is found."""
    first = _header_start(page)
    if first is None:
        raise Refusal(f"工作表“{page.name}”里没有找到表头：要有一行至少写着两列的列名")
    last, numbering = _header_end(page, first)
    heads = _heads(page, first, last, numbering)
    bottom = _body_end(page, last, heads)
    labels, lines = _lines(page, last, bottom, heads)
    form = Form.GRID if sum(not line.total for line in lines) >= 2 else Form.LIST
    totals = [line.row for line in lines if line.total]
    if form is Form.LIST:
        bottom = min([row - 1 for row in totals] + [bottom])
        bottom = max(bottom, last + 1)
    layout = Layout(page, form, _title(page, first), (first, last), heads, (last + 1, bottom))
    layout.labels = labels if form is Form.GRID else 0
    layout.lines = lines if form is Form.GRID else []
    layout.totals = totals
    layout.slots = [*_slots(page, range(1, first), False), *_slots(page, range(bottom + 1, page.rows + 1), True)]
    return layout


def layouts(pages: list[Page]) -> list[Layout]:
    """The layouts of the sheets that have one. Raises Refusal where none has."""
    found, why = [], None
    for page in pages:
        try:
            found.append(find_layout(page))
        except Refusal as refusal:
            why = refusal
    if not found and why is not None:
        raise why
    return found


def _is_slot_text(text: str) -> bool:
    labels = [bare(match[1]) for match in _LABEL.finditer(text)]
    if labels and (labels[0] in _KINDS or any(label in _KINDS for label in labels)):
        return True
    return bare(text) in _KINDS and bare(text) not in (
        "单位",
        "主要负责人",
        "负责人",
        "联系电话",
        "电话",
        "日期",
        "乡镇",
        "镇",
        "联系人",
    )


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[(（]?\d+(\.0)?[)）]?", packed(text)))


def _header_start(page: Page) -> int | None:
    wanted = 3 if page.columns > 3 else 2
    for least in dict.fromkeys((wanted, 2)):
        for row in range(1, min(page.rows, 40) + 1):
            texts = [text for text in page.texts(row).values() if not _is_number(text)]
            slots = sum(_is_slot_text(text) for text in texts)
            if len(texts) - slots >= least and slots * 2 < len(texts) and not any(len(t) > 60 for t in texts):
                return row
    return None


def _header_end(page: Page, first: int) -> tuple[int, set[int]]:
    """The header's last row, and which of its rows only number the columns (甲 乙 1 2 3)."""
    last, numbering = first, set[int]()
    while True:
        below = [a.bottom for a in page.merges if first <= a.top <= last < a.bottom <= first + _MOST_HEADER]
        if below:
            last = max(below)
        elif last < first + _MOST_HEADER and _goes_on(page, last):
            last += 1
        else:
            break
    while last < page.rows and _is_numbering(page, last + 1):
        last += 1
        numbering.add(last)
    return last, numbering


def _goes_on(page: Page, last: int) -> bool:
    """Whether the next row divides what the header's last row groups."""
    texts = {c: text for c, text in page.texts(last + 1).items() if not _is_number(text)}
    if len(texts) < 2 or any(_EXAMPLE.match(packed(text)) for text in texts.values()):
        return False
    return all(_is_open(page, last, column) for column in texts)


def _is_open(page: Page, row: int, column: int) -> bool:
    area = page.area(row, column)
    if area.right > area.left:
        return True
    if not page.at(row, column).text:
        return any(page.at(row, left).text for left in range(1, column))
    return column < page.columns and not page.at(row, column + 1).text


def _is_numbering(page: Page, row: int) -> bool:
    texts = [packed(text) for text in page.texts(row).values()]
    known = [text for text in texts if text in _ORDINALS or _is_number(text)]
    return len(known) >= 3 and len(known) == len(texts) and len({*known}) == len(known)


def _heads(page: Page, first: int, last: int, numbering: set[int]) -> list[Head]:
    rows = [row for row in range(first, last + 1) if row not in numbering]
    heads: list[Head] = []
    column = 1
    while column <= page.columns:
        words = tuple(_words(page, rows, column))
        leaf = page.area(rows[-1], column)
        body = page.area(last + 1, column)
        right = leaf.right if leaf.right == body.right and leaf.left == column == body.left else column
        if words:
            heads.append(Head(column, right, words))
        column = right + 1
    return heads


def _words(page: Page, rows: list[int], column: int) -> list[str]:
    """What the header says over a column, every merged cell once; a group head without a merge holds to the right."""
    said: list[tuple[tuple[int, int], str]] = []
    for n, row in enumerate(rows):
        area = page.area(row, column)
        square = page.at(row, column)
        if (
            not square.text
            and n + 1 < len(rows)
            and page.at(rows[n + 1], column).text
            and not _covers(page, row, column)
        ):
            for left in range(column - 1, 0, -1):
                if page.at(row, left).text:
                    area, square = page.area(row, left), page.at(row, left)
                    break
        key = (area.top, area.left)
        if square.text and all(key != known for known, _ in said):
            said.append((key, " ".join(square.text.split())))
    return [text for _, text in said]


def _covers(page: Page, row: int, column: int) -> bool:
    return (row, column) in page.covered


def _body_end(page: Page, last: int, heads: list[Head]) -> int:
    """The last row of what hangs under the header: lines and totals, before the footer."""
    columns = range(heads[0].column, heads[-1].last + 1)
    framed = any(page.at(last, c).bordered for c in columns)
    row, end = last + 1, last
    while row <= max(page.rows, last + 1):
        texts = page.texts(row)
        bordered = any(page.squares.get((row, c), NOTHING).bordered for c in columns)
        if texts and _is_foot(page, row, texts, heads):
            break
        if framed and not bordered and not texts and end > last:
            break
        if not framed and not texts and _blank_below(page, row):
            break
        end = row
        row += 1
    return max(end, last + 1)


def _blank_below(page: Page, row: int) -> bool:
    return not any(page.texts(r) for r in range(row, page.rows + 1)) and row > 1 and not page.squares.get((row, 1))


def _is_foot(page: Page, row: int, texts: dict[int, str], heads: list[Head]) -> bool:
    column = min(texts)
    text = texts[column]
    if _TOTAL.match(packed(text)) and not _LABEL.match(text):
        return False
    if _NOTE.match(packed(text)) or (_is_slot_text(text) and (":" in text or "：" in text)):
        return True
    area = page.area(row, column)
    wide = area.right - area.left + 1 > max(2, (heads[-1].last - heads[0].column + 1) // 2)
    return (wide or len(packed(text)) > 40) and len(texts) == 1 and not page.at(row, column).bordered


def _lines(page: Page, last: int, end: int, heads: list[Head]) -> tuple[int, list[Line]]:
    """How many columns at the left are line heads, and the lines that have one."""
    found: list[tuple[int, dict[int, str]]] = []
    for row in range(last + 1, end + 1):
        said = {}
        for head in heads:
            square, area = page.at(row, head.column), page.area(row, head.column)
            if not square.text or (area.top <= last):
                break
            said[head.column] = square.text
        if any(not _is_number(text) for text in said.values()) and not _is_example(said):
            found.append((row, said))
        elif not said and (told := _total_behind(page, row, heads)):
            found.append((row, told))
    if not found:
        return 0, []
    deepest = max(len(said) for _, said in found if said)
    labels = min(deepest, max(1, len(heads) - 1))
    lines = []
    for row, said in found:
        words = tuple(dict.fromkeys(" ".join(t.split()) for t in said.values() if not _is_number(t)))
        lines.append(Line(row, words, any(_TOTAL.match(packed(word)) for word in words)))
    return labels, lines


def _is_example(said: dict[int, str]) -> bool:
    return any(_EXAMPLE.match(packed(text)) for text in said.values())


def _total_behind(page: Page, row: int, heads: list[Head]) -> dict[int, str]:
    """A total whose word stands in the second column, the first being empty."""
    column = heads[min(1, len(heads) - 1)].column
    text = page.at(row, column).text
    return {column: text} if text and _TOTAL.match(packed(text)) else {}


def _title(page: Page, first: int) -> str:
    """The longest text over the header that is no 附件 and asks for nothing."""
    texts = [text for row in range(1, first) for text in page.texts(row).values() if not _is_slot_text(text)]
    told = [
        " ".join(text.split())
        for text in texts
        if not re.fullmatch(r"附[件表][\d一二三四五六七八九十]*[:：]?", packed(text))
    ]
    return max(told, key=len, default="")


def _slots(page: Page, rows: range, foot: bool) -> list[Slot]:
    found = []
    for row in rows:
        for column, text in sorted(page.texts(row).items()):
            found += _slots_of(page, row, column, text, foot)
    return found


def _slots_of(page: Page, row: int, column: int, text: str, foot: bool) -> list[Slot]:
    labels = [(match, bare(match[1])) for match in _LABEL.finditer(text)]
    known = [(match, _KINDS[label]) for match, label in labels if label in _KINDS]
    if known:
        tail = text[known[-1][0].end() :]
        beside = _beside(page, row, column) if len(known) == 1 and not tail.strip() else None
        return [Slot(row, column, match[1], kind, beside, foot) for match, kind in known]
    if bare(text) in _KINDS and (beside := _beside(page, row, column)):
        return [Slot(row, column, " ".join(text.split()), _KINDS[bare(text)], beside, foot)]
    found = []
    if _TOWN.search(text):
        found.append(Slot(row, column, "镇名", "town", None, foot))
    if (match := _YEAR_MONTH.search(text)) and not re.search(r"\d{4}年\d{1,2}月", packed(text)):
        found.append(Slot(row, column, "年月", "day" if "日" in match[0] else "period", None, foot))
    return found


def _beside(page: Page, row: int, column: int) -> tuple[int, int] | None:
    """The empty framed cell to the right, if there is one."""
    right = page.area(row, column).right + 1
    square = page.at(row, right)
    if right > page.columns or square.text or square.formula:
        return None
    area = page.area(row, right)
    return (row, right) if square.bordered or area.right > right else None


def said_in(text: str, label: str, value: str) -> str:
    """A text with a fact put behind its label, in place of the blanks or the 年 月 that stood there."""
    if label in ("年月", "镇名"):
        return (_YEAR_MONTH if label == "年月" else _TOWN).sub(lambda _: value, text, count=1)
    for match in _LABEL.finditer(text):
        if match[1] == label:
            rest = text[match.end() :]
            following = _LABEL.search(rest)
            gap = rest[: following.start()] if following else rest
            spare = " " * max(2, len(gap) - len(value)) if following else ""
            return f"{text[: match.end()]}{value}{spare}{rest[len(gap) :]}"
    return text
