"""The placeholders of a ledger, listed for people: what to write in a form, and what will stand there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from safety_desk.ledger import Ledger
from safety_desk.value import Value
from safety_desk.wording import folded

if TYPE_CHECKING:
    from safety_desk.reports.own_forms.names import Known


class Placeholder(Value):
    """A line of the list: what is written, what will stand there, and under which heading it is found."""

    written: str
    means: str
    group: str
    also: str = ""


def placeholders(ledger: Ledger[Any], words: str = "") -> list[Placeholder]:
    """All that a form of this ledger can say, in the order of the form; only what fits the words, where some are given."""
    wanted = folded(words).split()
    found = _all(ledger)
    return [
        one for one in found if all(word in folded(f"{one.written}{one.means}{one.group}{one.also}") for word in wanted)
    ]


@lru_cache(maxsize=8)
def _all(ledger: Ledger[Any]) -> tuple[Placeholder, ...]:
    return tuple(_each(ledger))


def _each(ledger: Ledger[Any]) -> Iterator[Placeholder]:
    from safety_desk.reports.own_forms.names import Shape, known

    names = known(ledger.name).values()
    for one in names:
        if one.shape is not Shape.LIST:
            yield from _plain(one, "", ledger, ledger.noun)
    yield from _common(ledger)
    for one in names:
        if one.shape is Shape.RECORD:
            inner = _ledger(one.to)
            for deeper in known(one.to).values():
                if deeper.shape is not Shape.LIST:
                    yield from _plain(deeper, one.name, inner, f"{one.label}（{inner.title}）")
    for one in names:
        if one.shape is Shape.LIST:
            yield from _list(one)


def _plain(one: Known, head: str, ledger: Ledger[Any], group: str) -> Iterator[Placeholder]:
    from safety_desk.reports.own_forms.names import INNER, also

    other = "、".join(word for word, name in also(ledger.name).items() if name == one.name)
    name = f"{head}.{one.name}" if head else one.name
    yield Placeholder(f"{{{{{name}}}}}", _means(one, ledger), group, other)
    for inner, (_, means) in INNER.get(one.shape, {}).items():
        yield Placeholder(f"{{{{{name}.{inner}}}}}", f"{one.label}：{means}", group, other)


def _means(one: Known, ledger: Ledger[Any]) -> str:
    """What will stand there."""
    from safety_desk.reports.own_forms.names import Shape

    field = ledger.fields.get(one.field)
    if field is not None and field.secret:
        return f"{one.label}（保密，只写＊＊＊）"
    if one.shape is Shape.FILES:
        return f"{one.label}：照片放进文档，不是照片的写文件名"
    if one.shape is Shape.MASKED:
        return f"{one.label}：隐去中间几位"
    return one.label


def _common(ledger: Ledger[Any]) -> Iterator[Placeholder]:
    """What every form knows."""
    from safety_desk.reports.own_forms import names

    yield Placeholder(f"{{{{{names.TODAY}.中文}}}}", "今天，2026年3月15日", "共用")
    yield Placeholder(f"{{{{{names.TODAY}}}}}", "今天，2026-03-15", "共用")
    yield Placeholder(f"{{{{{names.CLERK}}}}}", "正在用程序的人", "共用")
    yield Placeholder(f"{{{{{names.PLACE}}}}}", "一次生成几份时，这是第几份", "共用")
    for name in names.office_names():
        yield Placeholder(f"{{{{{names.OFFICE}.{name}}}}}", f"本单位：{name}（系统—设置）", "共用")
    noun = names.spelled(ledger.noun)
    loop = f"{{% for {noun} in {names.CHOSEN} %}}……{{% endfor %}}"
    yield Placeholder(loop, f"选中的几条{ledger.noun}一条一条写，合成一份", "共用")
    yield Placeholder("{{loop.index}}", "在 for 里面：这是第几条", "共用")
    yield Placeholder("{% if 占位符 %}……{% endif %}", '有内容时才写；还可以写 {% if 占位符 == "某某" %}', "共用")


def _list(one: Known) -> Iterator[Placeholder]:
    """A list: how it is gone through, and what each of its records can say."""
    from safety_desk.reports.own_forms.names import Shape, known, spelled

    ledger = _ledger(one.to)
    item = spelled(ledger.noun) if spelled(ledger.noun) != one.name else "条"
    group = f"{one.label}列表（{ledger.title}）" if one.label != ledger.noun else f"{one.label}列表"
    loop = f"{{% for {item} in {one.name} %}}……{{% endfor %}}"
    yield Placeholder(loop, f"{one.label}一条一条写；做成表格的，for 和 endfor 各占一行，中间一行重复", group)
    yield Placeholder(f"{{{{{one.name}.条数}}}}", f"{one.label}有几条", group)
    for inner in known(one.to).values():
        if inner.shape is not Shape.LIST:
            yield Placeholder(f"{{{{{item}.{inner.name}}}}}", f"在 for 里面：{inner.label}", group)


def _ledger(name: str) -> Ledger[Any]:
    from safety_desk.reports.own_forms.names import ledger_named

    return ledger_named(name)
