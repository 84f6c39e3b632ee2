"""What the command line says of an import in words: how the file is to be read, whom names mean; and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from safety_desk.errors import Refusal
from safety_desk.intake.known import Fate, Remark
from safety_desk.intake.promised import NEW, NOBODY, Question
from safety_desk.tasks.imports.layout import Layout, Wishes, named_columns
from safety_desk.tasks.imports.plan import Plan
from safety_desk.wording import bare

_ANSWERS = {"新增": NEW, "不认": NOBODY}


def wishes_in_words(sheet: str, header: str, columns: Sequence[str]) -> Callable[[Callable[[Wishes], Layout]], Wishes]:
    """How a file is to be read: a sheet, rows of the header as "3-4", and "列名=字段". Raises Refusal."""
    told = Wishes(sheet, _rows(header) if header else None)
    pairs = paired(columns)
    return lambda laid_out: told.replace(columns=named_columns(laid_out(told), pairs)) if pairs else told


def _rows(header: str) -> tuple[int, int]:
    first, _, last = header.partition("-")
    last = last or first
    if not (first.isdecimal() and last.isdecimal() and 0 < int(first) <= int(last)):
        raise Refusal(f"--header 应写成 3 或 3-4 这样的行号，不能写“{header}”")
    return int(first) - 1, int(last) - int(first) + 1


def paired(words: Sequence[str]) -> dict[str, str]:
    """What stands before the last = of each word, and what behind it. Raises Refusal."""
    if wrong := next((word for word in words if "=" not in word), ""):
        raise Refusal(f"“{wrong}”应写成 名称=内容")
    return {name: value for name, _, value in (word.rpartition("=") for word in words)}


def say_whom(plan: Plan, text: str, word: str) -> None:
    """Answer the questions about a name: the id of a record, 新增 or 不认. Raises Refusal."""
    found = [question for question in plan.questions if bare(question.text) == bare(text)]
    if not found:
        asked = "、".join(question.text for question in plan.questions) or "没有"
        raise Refusal(f"表里没有要认定的名称“{text}”。要认定的有：{asked}")
    for question in found:
        answer = int(word) if word.isdecimal() else _ANSWERS.get(word)
        if answer is None or (answer > 0 and answer not in question.candidates):
            ids = "".join(f"{id}（{plan.names.apart(question.ledger, id)}）、" for id in question.candidates)
            raise Refusal(f"“{text}”只能写 {ids}新增、不认，不能写“{word}”")
        plan.answer(question, answer)


def plan_plain(plan: Plan) -> dict[str, Any]:
    """What an import did, or would do, for JSON."""
    return {
        "read": len(plan.lines),
        "added": plan.count(Fate.NEW),
        "updated": plan.count(Fate.UPDATE),
        "unchanged": plan.count(Fate.SAME),
        "rejected": [_remark(remark) for remark in plan.rejected],
        "doubtful": [_remark(remark) for remark in plan.doubtful],
        "unmatched": plan.header.unmatched,
        "questions": [_question(plan, question) for question in plan.questions],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {name: value for name, value in asdict(remark).items() if name != "field"}


def _question(plan: Plan, question: Question) -> dict[str, Any]:
    """A name that does not lead to one record, what it may mean, and what was made of it."""
    said = next((word for word, answer in _ANSWERS.items() if answer == question.answer), question.answer)
    may_be = {id: plan.names.apart(question.ledger, id) for id in question.candidates}
    return {"name": question.text, "rows": question.rows, "may_be": may_be, "answer": said}


def plan_told(plan: Plan) -> list[str]:
    """What was not saved, is doubtful, or waits for somebody to say whom a name means: a line each."""
    lines = []
    for word, remarks in (("未保存", plan.rejected), ("存疑", plan.doubtful)):
        for remark in remarks:
            proposal = f"，建议：{remark.proposal}" if remark.proposal else ""
            lines.append(f"{word}  第 {remark.row} 行  {remark.column}  “{remark.value}”  {remark.reason}{proposal}")
    for question in (question for question in plan.questions if question.answer is None):
        ids = "".join(f"{id}（{plan.names.apart(question.ledger, id)}）、" for id in question.candidates)
        lines.append(
            f"待认定  “{question.text}”  {len(question.rows)} 行  用 --match “{question.text}=…” 写 {ids}新增、不认"
        )
    return lines
