"""The commands of daily work: a step with one record or many, the yearly plan, a draw, a round and its papers."""

import getpass
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safety_desk.commands import _ledger, _open, _refuse, _say, _say_json
from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step
from safety_desk.record import Record
from safety_desk.tasks.words import pairs, typed


def step(given: Namespace) -> int:
    """Take a step with records, or say which can be taken; with --preview, what it would do."""
    from safety_desk.tasks import stepping

    ledger = _ledger(given.ledger)
    ids, words = _ids_and_words([given.id, *given.words])
    with _open(given) as store:
        records = [store.get(ledger.record, id) for id in ids]
        if not words:
            _say(*_possible(ledger, records))
            return 0
        if len(records) > 1 or given.preview:
            return _step_many(store, ledger, records, words, given)
        step_ = stepping.named(ledger, records[0], words[0])
        raw = _given(store, ledger, words[1:])
        taken = stepping.take(store, stepping.usual(store, records[0], step_), step_, raw)
        _refuse(ledger, taken.wrong)
        _say(*(stepping.told(store, made) for made in taken.made))
    return 0


def _ids_and_words(words: Sequence[str]) -> tuple[list[int], list[str]]:
    """The numbers at the beginning, and what follows."""
    first = next((n for n, word in enumerate(words) if not word.isdecimal()), len(words))
    if not first:
        raise Refusal(f"“{words[0]}”应为记录编号，例如 step hidden_dangers 12 15 整改完成")
    return [int(word) for word in words[:first]], list(words[first:])


def _given(store: Store, ledger: Ledger[Any], words: Sequence[str]) -> dict[str, Any]:
    return {name: typed(store, ledger.fields[name], value) for name, value in pairs(words, ledger).items()}


def _possible(ledger: Ledger[Any], records: Sequence[Record]) -> list[str]:
    from safety_desk.tasks import batch, stepping

    one = len(records) == 1
    return [
        stepping.asked(ledger, step) + ("" if one else f"　{number} 条")
        for step, number in batch.offers(ledger, records)
    ]


def _step_many(
    store: Store, ledger: Ledger[Any], records: Sequence[Record], words: Sequence[str], given: Namespace
) -> int:
    """Take a step with several records as one operation, or say what it would do. Status 1 where none can take it."""
    from safety_desk.tasks import batch
    from safety_desk.tasks.stepping import usual

    step = _step_named(ledger, records, words[0])
    blank = usual(store, ledger.record.made_of(dict.fromkeys(step.fields())), step)
    raw = {name: getattr(blank, name) for name in step.fields()} | _given(store, ledger, words[1:])
    _refuse(ledger, batch.misread(store, ledger, step, raw))
    act = batch.preview if given.preview else batch.take_all
    outcomes = act(store, ledger, [record.id or 0 for record in records], step, raw)
    for one in outcomes:
        _say(f"{one.id}  {one.name}  {'没有办理：' if one.refused else ''}{batch.said(one)}")
    taken = sum(not one.refused for one in outcomes)
    _say(f"{'可以办理' if given.preview else '已办理'} {taken} 条，{len(outcomes) - taken} 条没有动")
    return 0 if taken else 1


def _step_named(ledger: Ledger[Any], records: Sequence[Record], label: str) -> Step[Any]:
    from safety_desk.tasks import batch

    found = next((step for step, _ in batch.offers(ledger, records) if step.label == label), None)
    if found is None:
        raise Refusal(f"这些记录现在都不能办理“{label}”。可以办理的：{'；'.join(_possible(ledger, records)) or '没有'}")
    return found


def draw(given: Namespace) -> int:
    """Draw sites and inspectors at random, and keep the draw on record."""
    from safety_desk.ledgers.enforce.draw import RANDOM_DRAWS, RandomDraw
    from safety_desk.tasks.stepping import named, take

    with _open(given) as store:
        raw = {
            "field": given.field,
            "villages": given.village,
            "count": str(given.count),
            "inspectors": str(given.inspectors),
            "seed": given.seed,
            "witness": given.witness or getpass.getuser(),
            "recorder": getpass.getuser(),
        }
        raw = {name: value for name, value in raw.items() if value is not None}
        done = RANDOM_DRAWS.read(raw, store.context(), store.scene())
        _refuse(RANDOM_DRAWS, done.errors)
        with store.operation("双随机抽取"):  # a draw that is refused leaves no record behind
            [id] = store.save("新增双随机抽取", done.record)
            for label in ("列出名录", "抽取"):
                record = store.get(RandomDraw, id)
                taken = take(store, record, named(RANDOM_DRAWS, record, label), raw)
                _refuse(RANDOM_DRAWS, taken.wrong)
        record = store.get(RandomDraw, id)
        told = _drawn(store, record)
    if given.json:
        _say_json(told)
    else:
        _say(
            f"{told['no']}　从 {told['pool']} 家里抽 {len(told['drawn'])} 家，种子“{record.seed}”，名录校验值 {record.pool_hash}"
        )
        _say(*(f"{one['id']}  {one['name']}" for one in told["drawn"]))
        _say(f"检查人员：{'、'.join(one['name'] for one in told['inspectors'])}")
    return 0


def _drawn(store: Store, record: Any) -> dict[str, Any]:
    def listed(ledger: str, ids: Sequence[int] | None) -> list[dict[str, Any]]:
        return [{"id": id, "name": store.names.name(ledger, id)} for id in ids or ()]

    return {
        "id": record.id,
        "no": record.no,
        "pool": len(record.pool or ()),
        "drawn": listed("enterprises", record.drawn),
        "inspectors": listed("staff", record.drawn_inspectors),
    }


def plan(given: Namespace) -> int:
    """Make the plan of a year where there is none, and say what it asks of each month."""
    from safety_desk.ledgers.enforce.plan import ENFORCE_PLANS, EnforcePlan, EnforceTarget
    from safety_desk.tasks.stepping import named, take

    with _open(given) as store:
        known = store.find(EnforcePlan, eq("year", given.year), order="-version", limit=1)
        if not known:
            done = ENFORCE_PLANS.read(
                {"year": str(given.year), "persons": str(given.persons)}, store.context(), store.scene()
            )
            _refuse(ENFORCE_PLANS, done.errors)
            with store.operation(f"编制 {given.year} 年度监督检查计划"):
                [id] = store.save("新增计划", done.record)
                record = store.get(EnforcePlan, id)
                _refuse(ENFORCE_PLANS, take(store, record, named(ENFORCE_PLANS, record, "生成检查对象"), {}).wrong)
            known = [store.get(EnforcePlan, id)]
        targets = store.find(EnforceTarget, eq("plan", known[0].id))
        months = {n: sum(t.times_plan for t in targets if t.month_plan == n) for n in range(1, 13)}
        shown = ENFORCE_PLANS.show(known[0], store.names)
    if given.json:
        _say_json({"id": known[0].id, "title": known[0].title, "months": months})
        return 0
    _say(f"{known[0].title}（{shown['status']}）")
    for name in ("supervise_days", "need_days", "capacity", "key_times", "general_times", "done_times", "done_rate"):
        field = ENFORCE_PLANS.fields[name]
        _say(f"{field.label}　{shown[name] or '—'}")
    _say(*(f"{month} 月　{number} 家次" for month, number in months.items()))
    return 0


def round_(given: Namespace) -> int:
    """Plan the visits of a round and write its papers as one PDF; or list where its sites can come from."""
    from safety_desk.tasks.rounds.making import plan_visits, read_round
    from safety_desk.tasks.rounds.printing import blanks, folder, sheets_of
    from safety_desk.tasks.rounds.sources import SOURCES
    from safety_desk.tasks.rounds.stops import stops

    with _open(given) as store:
        if given.list or len(given.words) < 2:
            for one in SOURCES:
                for key, words in one.choices(store):
                    _say(f"{one.name}{f':{key}' if key else ''}　{one.title}　{words}")
            return 0
        asked, out = given.words[0], Path(given.words[-1])
        if out.suffix.lower() != ".pdf":
            raise Refusal("打印任务存成 PDF，输出文件请以 .pdf 结尾")
        found = _found(store, asked)
        chosen = stops(store, found.wishes)[: given.most or None]
        raw = {"day": given.day, "inspectors": given.inspectors or found.inspectors, "blanks": str(given.blank)}
        planned = all(stop.wish.visit is not None for stop in chosen)
        round_, wrong = read_round(store, raw)
        if wrong and not planned:
            said = "；".join(f"{round_.fields[problem.field].label}：{problem.text}" for problem in wrong)
            raise Refusal(f"没有安排。{said}")
        visits = plan_visits(store, round_, chosen)
        names = given.form or [sheet.paper.name for sheet in sheets_of(store) if sheet.usual]
        papers, spare = folder(store, visits, names), blanks(store, given.blank, names)
        from safety_desk.tasks.issuing import failed, prepare, printed
        from safety_desk.ui.printing import print_pdf

        job = prepare(store, papers.wanted)
        try:
            pages = print_pdf([*job.papers, *spare], out)
        except Refusal as why:
            failed(store, job, str(why))
            raise
        printed(store, job)
    _say(f"已安排 {len(visits)} 家，文书 {len(job.papers)} 份 {pages} 页，在 {out}")
    _say(*(f"没有打印：{name}，{why}" for name, why in papers.left))
    return 0


def _found(store: Store, asked: str) -> Any:
    """What a source and its choice lead to: plan:2026-12, village:3, unseen. Raises Refusal."""
    from safety_desk.tasks.rounds.sources import SOURCES

    name, _, key = asked.partition(":")
    chosen = next((one for one in SOURCES if one.name == name), None)
    if chosen is None:
        raise Refusal(
            f"没有“{name}”这个来源。可用的有：{'、'.join(one.name for one in SOURCES)}（round --list 看全部）"
        )
    keys = [one for one, _ in chosen.choices(store)]
    if not keys:
        raise Refusal(f"{chosen.title}：现在没有要检查的")
    if key and key not in keys:
        raise Refusal(f"{chosen.title}里没有“{key}”。可用的有：{'、'.join(keys)}")
    return chosen.find(store, key or keys[0])
