"""Which keys there are in a cell, in words."""

from safety_desk.tasks.entering.entry import Line, Part

_ALWAYS = "回车 下一处　Ctrl+回车 完成　Esc 离开（已录的留着）"
_RESULT = {
    Part.ITEM: "1 符合　2 不符合　3 不涉及　9 其余均符合",
    Part.RECHECK: "1 已整改　2 未整改　3 部分整改",
    Part.FREE: "",
}
_CELLS = {
    "level": "1 一般　2 重大",
    "term": "3、7、15 等天数，0 立即整改，或日期 12-3",
    "new_term": "天数（从复查日算起），或日期 12-3",
    "done_on": "日期 11-18；空着就用报整改的日期或复查当天",
    "photo": "Ctrl+V 贴照片　空格 选文件　Delete 去掉",
    "problem": "直接打字　↓ 以前写过的　F2 改",
    "measure": "直接打字　↓ 以前写过的　F2 改",
    "criterion": "打编号或几个字，从判定标准里挑",
    "opinion": "直接打字　F2 改",
}


def said_keys(line: Line, name: str) -> str:
    """The keys of a cell, and those that always hold."""
    here = _RESULT[line.part] if name == "result" else _CELLS.get(name, "")
    if line.noted:
        here = "已登记成隐患，在隐患台账里办理"
    free = "　Ctrl+N 条目以外的隐患" if line.part is not Part.RECHECK and name == "result" else ""
    return f"{here}{free}　│　{_ALWAYS}" if here or free else f"Tab 下一格　│　{_ALWAYS}"
