"""Fill an empty office with the sample town."""

from collections.abc import Iterable

from safety_desk.conditions import filled
from safety_desk.db.attachments import keep_content
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress, finish
from safety_desk.ledgers.catalog import LEDGERS, measure
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.govern.fives import FiveQ, count_question
from safety_desk.ledgers.govern.meetings import QuarterReview, count_review
from safety_desk.ledgers.people import OrgUnit, Staff
from safety_desk.ledgers.place import PublicArea, Village
from safety_desk.record import Record
from safety_desk.sample_town.pictures import develop
from safety_desk.sample_town.town import sample_town
from safety_desk.tasks.atlas import assess_regions
from safety_desk.tasks.builtin import brought

_OWN = (Enterprise, PublicArea, Village, OrgUnit, Staff)
"""What an office enters first: where there is any of it, the office is not empty."""

_FILES = {
    ledger.record: [name for name, field in ledger.fields.items() if field.kind.name == "files"] for ledger in LEDGERS
}


def make_demo(store: Store, scale: int = 1) -> Job[None]:
    """Save the sample town, its enterprises `scale` times over, in one final operation for each copy.

    Stopped, the copy under way is not kept. Raises Refusal where the office holds records of its own.
    """
    if scale < 1:
        raise Refusal("放大倍数应为 1 以上的整数")
    if any(store.count(cls) for cls in _OWN):
        raise Refusal("这个数据文件夹里已有数据，示例只能放进空的")
    real: dict[int, int] = {}
    yield Progress(0, 0, "正在编排示例镇")
    for copy, records in enumerate(sample_town(store.scene(), scale), 1):
        label = "生成示例镇" if scale == 1 else f"生成示例镇（{copy}/{scale}）"
        with store.operation(label, final=True):
            for n, record in enumerate(records, 1):
                _save(store, record, real)
                if n % 500 == 0:
                    yield Progress((copy - 1) * 100 + n * 100 // len(records), scale * 100, f"正在{label}")
            if copy == scale:
                _count(store)
            yield Progress(copy * 100, scale * 100, "正在核算等级、期限和检索")
    with store.operation("评定区域风险等级", final=True):  # the grades of enterprises stand only now
        finish(assess_regions(store))


def _count(store: Store) -> None:
    """What reviews and questions tell is counted from the records, as their steps do it."""
    scene, kin = store.scene(), store.kin()
    for review in store.find(QuarterReview, filled("issued_on")):
        [told] = count_review(review, kin, scene)
        store.put(told)
    for question in store.find(FiveQ):
        if measure(scene, question.metric):
            [told] = count_question(question, kin, scene)
            if told.value is not None:
                store.put(told.replace(score=told.value))


def _save(store: Store, record: Record, real: dict[int, int]) -> None:
    """Save a record under its real id, with the real ids of what it leads to and the files that it names."""
    assert record.id is not None
    values: dict[str, object] = {"id": real.get(record.id)}
    for name in store.ledger_of(record).links:
        to = getattr(record, name)
        if isinstance(to, int):
            values[name] = real[to]
        elif isinstance(to, Iterable):
            values[name] = tuple(real[id] for id in to)
    for name in _FILES[type(record)]:
        if files := getattr(record, name):
            values[name] = tuple(_kept(store, words) for words in files)
    record_now = record.replace(**values)
    real[record.id] = brought(store, record_now) or store.put(record_now)


def _kept(store: Store, words: str) -> str:
    """A photo that a record names by what it shows, as one of the office's files."""
    name, content = develop(words)
    return keep_content(store.attachments, content, name)
