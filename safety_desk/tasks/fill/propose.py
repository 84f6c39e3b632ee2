"""Proposes what fills a blank that nobody has seen before; a person looks at it and corrects."""

import re
from dataclasses import replace
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Codes
from safety_desk.ledger import Ledger
from safety_desk.ledgers.grade import Grade
from safety_desk.measures import Measure, Rate
from safety_desk.reports.blanks.layout import Form, Head, Layout
from safety_desk.tasks.fill.formats import hinted
from safety_desk.tasks.fill.measures import DIMENSIONS, USUAL, field_at, measures_of, words_of
from safety_desk.tasks.fill.members import Known, known_values, member, members
from safety_desk.tasks.fill.plan import Fact, Item, Member, Plan, Rows, Source, Tally
from safety_desk.tasks.fill.words import SURE, alike, fill_ability, guess
from safety_desk.wording import bare, half_width

_FACTS = ("office", "town", "county", "period", "day", "phone")
_TITLE_WEIGHT = 1.5
_AND_WORSE = re.compile("以上")


def propose(store: Store, layout: Layout) -> Plan:
    """A plan for a blank; what is not clear in it is marked as not sure, or left open."""
    plan = _grid(store, layout) if layout.form is Form.GRID else _list(store, layout)
    for n, slot in enumerate(layout.slots):
        plan.facts[n] = Fact(slot.kind if slot.kind in _FACTS and not slot.foot else "")
    return plan


# --- a list -------------------------------------------------------------------------------------------------------


def _list(store: Store, layout: Layout) -> Plan:
    if told := _by_members(store, layout):
        return told
    ledger = choose_ledger(store, layout)
    plan = Plan(Form.LIST, rows_for(store, layout, ledger))
    plan.sources = sources_for(store, layout, ledger)
    return plan


def choose_ledger(store: Store, layout: Layout) -> Ledger[Any]:
    """The ledger whose records the lines most likely are. Raises Refusal where none has two of the columns."""
    title = bare(layout.title)

    def worth(ledger: Ledger[Any]) -> tuple[float, bool]:
        rated = [one for head in layout.heads if (one := fill_ability(head.words, ledger)) >= SURE]
        named = any(bare(word) and bare(word) in title for word in (ledger.noun, ledger.title))
        return (sum(rated) if len(rated) > 1 else 0.0) + (
            _TITLE_WEIGHT if named and rated else 0.0
        ), ledger.owner is None

    best = max(store.ledgers.values(), key=worth)
    if worth(best)[0] == 0:
        heads = "、".join(head.text for head in layout.heads[:6])
        raise Refusal(f"看不出这张表列的是什么（列名：{heads}）。请在左上角选一本台账，再逐列指定")
    return best


def rows_for(store: Store, layout: Layout, ledger: Ledger[Any]) -> Rows:
    """Which records a list wants, by its title, its sheet's name and its heads."""
    said = f"{layout.title} {layout.page.name}"
    view = next((v.label for v in ledger.views if len(v.label) > 1 and bare(v.label) in bare(said)), "")
    only = _only(ledger, layout, said)
    grades = [path for path, _ in only if path in ("risk_grade", "grade")]
    order = ledger.order.lstrip("-")  # a county reads from the first day on
    if grades:
        named = [name for name in (grades[0], "village", ledger.called) if name in ledger.fields]
        order = " ".join(named)
    elif not order and "village" in ledger.fields:
        order = f"village {ledger.called}"
    return Rows(ledger.name, USUAL.get(ledger.name, ""), "" if only else view, only, order)


def _only(ledger: Ledger[Any], layout: Layout, said: str) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Values that the title asks for: 较大以上安全风险 (and worse), 重大隐患, 红色."""
    found = []
    for name in ledger.filters.split():
        field = ledger.fields.get(name)
        if field is None or field.kind.name != "choice":
            continue
        chosen = _named(field.type, said, field.label)
        if chosen and len(chosen) < len(field.type):
            found.append((name, tuple(one.value for one in chosen)))
    return tuple(found)


def _named(codes: type[Codes], said: str, label: str) -> list[Codes]:
    """The members of a closed list that a title names, each by a word that means nothing else."""
    text, chosen = bare(said), list[Codes]()
    listed = list(codes)
    for n, one in enumerate(listed):
        for word in (one.label, *one.also):
            if len(word) < 2 or (at := text.find(bare(word))) < 0:
                continue
            tail = text[at + len(bare(word)) :]
            about = tail.startswith(("风险", "安全风险", "以上")) if codes is Grade else bare(label)[:2] in tail[:4]
            if codes is Grade and not about and "风险" not in word:
                continue
            if codes is not Grade and not about:
                continue
            chosen += listed[: n + 1] if _AND_WORSE.match(tail) else [one]
    return [one for one in listed if one in chosen]


def sources_for(store: Store, layout: Layout, ledger: Ledger[Any]) -> dict[int, Source]:
    """What fills each column of a list of that ledger's records."""
    told = {head.column: guess(head.words, ledger, dict(store.ledgers)) for head in layout.heads}
    best: dict[tuple[str, ...], float] = {}
    for one in told.values():
        best[_key(one.source)] = max(best.get(_key(one.source), 0.0), one.score)
    found, taken = {}, set[tuple[str, ...]]()
    for head in layout.heads:
        one, key = told[head.column], _key(told[head.column].source)
        twice = key in taken or one.score < best[key]
        if one.source.kind in ("field", "gathered") and twice:
            found[head.column] = Source()
            continue
        taken.add(key)
        format = hinted(store, ledger, one.source, head, layout)
        found[head.column] = replace(one.source, sure=one.score >= SURE, format=format)
    for head in layout.heads:
        if not found[head.column].kind and layout.page.at(layout.body[0], head.column).formula:
            found[head.column] = Source("formula")
    return found


def _key(source: Source) -> tuple[str, ...]:
    return source.kind, source.path, source.ledger, source.how, source.also


# --- a list whose lines are villages or fields -------------------------------------------------------------------


def _by_members(store: Store, layout: Layout) -> Plan | None:
    """One line for each village (or field), where the first head says so and the others are numbers."""
    heads = [head for head in layout.heads if bare(head.text) not in ("序号", "序")]
    if len(heads) < 2:
        return None
    first = bare(heads[0].words[-1])
    villages, fields = ("村", "社区", "行政村"), ("行业", "行业领域", "监管行业", "领域", "行业类别")
    dimension = (
        "village" if first.endswith(villages) or first.startswith(villages) else "field" if first in fields else ""
    )
    if not dimension:
        return None
    columns = _tallies(store, layout, heads[1:], known_values(store))
    clear = sum(bool(item.tally.kind) for item in columns.values())
    ledger = max(
        store.ledgers.values(), key=lambda one: sum(fill_ability(head.words, one) >= SURE for head in heads[1:])
    )
    if clear < 2 or clear <= sum(fill_ability(head.words, ledger) >= SURE for head in heads[1:]):
        return None
    plan = Plan(Form.LIST, Rows(members=dimension))
    for head in layout.heads:
        item = columns.get(head.column)
        if item is not None:
            plan.columns[head.column] = item
        else:
            plan.sources[head.column] = Source("member" if head is heads[0] else "number")
    return plan


# --- a grid -------------------------------------------------------------------------------------------------------


def _grid(store: Store, layout: Layout) -> Plan:
    plan, known = Plan(Form.GRID), known_values(store)
    told = members(store, layout.lines)
    across = {head.column: member(known, head.words) for head in layout.value_heads}
    if _clear(across) > _clear(told):
        plan.columns = {column: Item(member=one) for column, one in across.items()}
        heads = [Head(line.row, line.row, line.words) for line in layout.lines]
        plan.lines = _tallies(store, layout, heads, known)
        return plan
    plan.lines = {row: Item(member=one) for row, one in told.items()}
    plan.columns = _tallies(store, layout, layout.value_heads, known)
    return plan


def _clear(told: dict[int, Member]) -> float:
    """The share of lines (or columns) that stand for something, totals aside."""
    plain = [one for one in told.values() if one.kind != "total"]
    return sum(one.kind in ("is", "within", "rest") for one in plain) / max(1, len(plain))


def _tallies(store: Store, layout: Layout, heads: list[Head], known: Known) -> dict[int, Item]:
    """The number of each column: a measure by its words, a share of two others where it is called 率."""
    found = {head.column: _tally(store, layout, head, known) for head in heads}
    for head in heads:
        asked = "率" in head.words[-1] or "比例" in head.words[-1]
        if asked and (share := _share(head, heads, found)):
            found[head.column] = share
    return found


def _tally(store: Store, layout: Layout, head: Head, known: Known) -> Item:
    if bare(head.words[-1]) in ("备注", "说明"):
        return Item(Tally("empty"))
    best, score = _best(store, head.words)
    if score >= 0.95:
        return Item(Tally("measure", best, sure=True))
    for n in range(len(head.words) - 1, -1, -1):  # 风险等级／红: a condition of its own, and a measure of the rest
        one = member(known, (head.words[n],))
        rest = tuple(word for m, word in enumerate(head.words) if m != n)
        if one.kind == "is" and one.sure:
            name, worth = _best(store, rest) if rest else ("", 0.0)
            if worth < SURE:
                name, worth = _best(store, (layout.title,)) if not _about(layout, "隐患") else ("found", 0.75)
            name, worth = (name, worth) if worth >= SURE else ("enterprises", 0.75)
            return Item(Tally("measure", name, sure=worth >= 0.95), one)
    if score >= 0.62:
        return Item(Tally("measure", best, sure=score >= SURE))
    return Item()


def _about(layout: Layout, word: str) -> bool:
    return word in layout.title


def _best(store: Store, words: tuple[str, ...]) -> tuple[str, float]:
    """The measure that a head names best, and how well."""
    best, most = "", 0.0
    texts = [_said(words[n:]) for n in range(len(words))]
    level = "重大" if "重大" in "".join(words) else "一般" if "一般隐患" in "".join(words) else ""
    for name, (_, one) in measures_of(store).items():
        for n, text in enumerate(texts):
            for m, word in enumerate(words_of(one)):
                if level and n and level not in word:
                    continue
                known = bare(word)
                same = text == known
                score = (1.0 - 0.002 * m if same else 0.8 * alike(text, known)) * (1.0 - 0.15 * n)
                if not same and ("重大" in text) != ("重大" in known):
                    score *= 0.5
                if not same and isinstance(one, Rate) != ("率" in text):
                    score *= 0.6
                if score > most:
                    best, most = name, score
    return best, most


def _said(words: tuple[str, ...]) -> str:
    """Heads as one word, without units, 其中, and what groups are called for politeness."""
    groups = [re.sub(r"(排查治理|整治|治理)?(工作)?(情况|统计)?$", "", bare(word)) for word in words[:-1]]
    last = re.sub(r"[(（].*?[)）]", "", half_width(words[-1]))
    return "".join([*groups, bare(last).removeprefix("其中")])


def _share(head: Head, heads: list[Head], found: dict[int, Item]) -> Item | None:
    """整改率 of 已整改 and 排查数 under the same heads; else the measure of that name, if there is one."""
    stem = re.sub(r"[(（].*?[)）]", "", half_width(head.words[-1])).replace("率", "").strip()
    beside = [one for one in heads if one.words[:-1] == head.words[:-1] and one is not head]
    beside = [one for one in beside if found[one.column].tally.kind == "measure"]
    parts = [one for one in beside if stem and bare(stem) in bare(one.words[-1])]
    before = [one for one in beside if parts and one.column < parts[0].column]
    if not parts or not before:
        return None
    return Item(Tally("share", part=parts[0].column, whole=before[-1].column))


def dimension_words(store: Store, one: Member) -> str:
    """What a line stands for, as people read it."""
    told = {"total": "各行合计", "rest": "其余的"}.get(one.kind)
    if told:
        return told
    said = []
    for dimension, values in one.facts:
        label = DIMENSIONS.get(dimension, dimension)
        said.append(f"{label}：{'、'.join(value_words(store, dimension, values))}")
    return ("其中 " if one.kind == "within" else "") + "，或 ".join(said)


def value_words(store: Store, dimension: str, values: tuple[Any, ...]) -> list[str]:
    """The values of a dimension, as people read them."""
    enterprises = store.ledgers["enterprises"]
    field = field_at(store, enterprises, {"field": "industry_safety"}.get(dimension, dimension))
    one = getattr(field.kind, "one", field.kind)
    return [one.show(one.load(value, field), field, store.names) for value in values]


def counts_of(store: Store, name: str) -> tuple[Measure, ...]:
    """The measures behind a name."""
    _, one = measures_of(store)[name]
    return (one.part, one.whole) if isinstance(one, Rate) else (one,)
