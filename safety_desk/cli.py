"""The command line: the same functions as the window's, for scripts and tests.

Exit status 0 done, 1 refused (why, in Chinese, on standard error), 2 usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from safety_desk import (
    __version__,
    commands,
    enter_commands,
    fill_commands,
    print_commands,
    report_commands,
    work_commands,
)
from safety_desk.db.faults import plainly
from safety_desk.errors import Refusal
from safety_desk.paths import Office, usual_office

Command = Callable[[argparse.Namespace], int]


_CHINESE = {
    "the following arguments are required": "缺少参数",
    "invalid choice": "没有这个命令或取值",
    "unrecognized arguments": "多余的参数",
    "expected one argument": "这个参数后面要有一个值",
    "expected at least one argument": "这个参数后面至少要有一个值",
    "invalid int value": "应为整数",
    "choose from": "可用的有",
    "positional arguments": "参数",
    "argument": "参数",
    "options:": "选项：",
    "usage:": "用法：",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本号",
}
"""What argparse says, in the order in which it is looked for."""


class Parser(argparse.ArgumentParser):
    """argparse that speaks Chinese."""

    def format_help(self) -> str:
        """The help of a command."""
        return _chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words of the command, and end with 2."""
        self.exit(2, _chinese(f"{self.format_usage()}{self.prog}: {message}\n"))


def _chinese(text: str) -> str:
    for english, chinese in _CHINESE.items():
        text = text.replace(english, chinese)
    return text


def parser() -> Parser:
    """All commands and their arguments."""
    top = Parser(prog="safety-desk", description="安全台账：没有参数时打开窗口，有命令时不开窗口直接办理。")
    top.add_argument("--office", metavar="DIR", type=Path, help="数据文件夹（不写就用默认的）")
    top.add_argument("--version", action="version", version=__version__)
    commands_ = top.add_subparsers(title="命令", metavar="命令", parser_class=Parser)

    def add(name: str, run: Command, help: str, *arguments: tuple[tuple[str, ...], dict[str, object]]) -> None:
        sub = commands_.add_parser(name, help=help, description=help)
        for names, options in arguments:
            sub.add_argument(*names, **options)  # type: ignore[arg-type]
        sub.set_defaults(run=run)

    def arg(*names: str, **options: object) -> tuple[tuple[str, ...], dict[str, object]]:
        return names, options

    json_ = arg("--json", action="store_true", help="按 JSON 输出")
    where = arg("--where", metavar="字段=值", action="append", default=[], help="只要符合的记录，可写多次")
    out = arg("out", metavar="输出文件", type=Path)
    ledger = arg("ledger", metavar="台账")
    list_ = arg("--list", action="store_true", help="列出可用的名称")

    add("demo", commands.demo, "生成示例镇", arg("--scale", type=int, default=1, metavar="N", help="放大 N 倍"))
    add("ledgers", commands.ledgers, "列出全部台账和字段", json_)
    period = arg("--period", metavar="统计期", help="月 2026-06，季 2026Q2，半年 2026H1，年 2026；不写就是本月")
    add(
        "rows", commands.rows, "列出一个台账的记录", ledger, where, period, json_,
        arg("--measure", metavar="指标", default="", help="只要这个指标在统计期里的记录"),
        arg("--side", choices=("part", "whole", "missing"), default="part", help="比率的分子、分母或缺口"),
    )  # fmt: skip
    add(
        "measures", commands.measures, "列出全部指标和它们的数", period, json_,
        arg("--group", metavar="分组", default="", help="只要一个分组的"),
    )  # fmt: skip
    add("add", commands.add, "新增一条记录", ledger, arg("values", metavar="字段=值", nargs="+"))
    add(
        "step", work_commands.step, "办理记录的下一步，一条或多条；不写步骤就列出可以办理的", ledger, arg("id", metavar="编号"),
        arg("words", metavar="编号… 步骤 字段=值", nargs="*"),
        arg("--preview", action="store_true", help="只看每一条会怎样，不改动"),
    )  # fmt: skip
    add(
        "draw", work_commands.draw, "双随机抽取检查对象和检查人员，抽取记录留底",
        arg("--count", type=int, required=True, metavar="N", help="抽几家企业"),
        arg("--seed", required=True, metavar="S", help="种子：现场公开产生的一句话，同样的种子和名录抽出同样的结果"),
        arg("--village", metavar="村", help="只抽这个村的，几个村用、隔开"),
        arg("--field", metavar="行业领域", help="只抽这个行业领域的"),
        arg("--inspectors", type=int, default=2, metavar="N", help="抽几名检查人员，不少于两人"),
        arg("--witness", metavar="见证人"), json_,
    )  # fmt: skip
    add(
        "plan", work_commands.plan, "一年的监督检查计划：没有就按检查频次编制，列出各月家次",
        arg("year", type=int, metavar="年度"),
        arg("--persons", type=int, default=2, metavar="N", help="在册执法检查人数"), json_,
    )  # fmt: skip
    add(
        "round", work_commands.round_, "安排检查：登记一批检查，全部文书存成一个 PDF",
        arg("words", nargs="*", metavar="来源 输出.pdf"),
        arg("--day", default="", metavar="日期", help="检查日期，如 2026-12-01"),
        arg("--inspectors", default="", metavar="人员", help="检查人员，用、隔开；双随机的不写就用抽中的人"),
        arg("--most", type=int, default=0, metavar="N", help="只要前 N 家（按村排好以后）"),
        arg("--form", action="append", default=[], metavar="文书", help="只带这几种文书，可写多次"),
        arg("--blank", type=int, default=0, metavar="N", help="另带几份空白表"), list_,
    )  # fmt: skip
    add(
        "import", commands.import_, "导入表格", ledger, arg("file", metavar="文件", type=Path),
        arg("--sheet", default="", metavar="工作表"), arg("--dry-run", action="store_true", help="只核对，不保存"),
        arg("--errors", type=Path, metavar="OUT.xlsx", help="把有问题的单元格标注后另存"), json_,
        arg("--header", default="", metavar="首行-末行", help="表头是哪几行，例如 3-4；不写由程序找"),
        arg("--columns", nargs="+", default=[], metavar="列名=字段", help="改列的对应；字段写“不导入”就不用这一列"),
        arg("--match", nargs="+", default=[], metavar="名称=编号", help="表里的名称是哪条记录；也可写“新增”“不认”"),
    )  # fmt: skip
    add("template", commands.template, "出一张空白填报表，填好了再导入", ledger, out)
    add(
        "export", commands.export, "导出一个台账", ledger, out, where,
        arg("--whole", action="store_true", help="身份证号、手机号写全，不隐去中间几位（记入操作日志）"),
    )  # fmt: skip
    add(
        "report", report_commands.report, "出统计报表", arg("words", nargs="*", metavar="报表 输出文件"),
        period, arg("--now", action="store_true", help="已经报送的，也按现在的记录出"), list_, json_,
    )  # fmt: skip
    name = arg("report", metavar="报表")
    add(
        "submit",
        report_commands.submit,
        "报送一张报表：把数固定下来",
        name,
        period,
        arg("--reason", default="", metavar="原因", help="更正的原因"),
    )
    add("differences", report_commands.differences, "报送以后变了哪些数，谁改的", name, period, json_)
    add(
        "package", report_commands.package, "出一个统计期的成套报表", period, arg("folder", metavar="文件夹", type=Path)
    )
    add(
        "fill", fill_commands.fill, "填上级发来的空表（来表即填）", arg("words", nargs="*", metavar="模板或空表.xlsx 输出.xlsx"),
        period, arg("--save", metavar="模板名称", default="", help="把这张空表和对应关系存成模板"), list_, json_,
    )  # fmt: skip
    add(
        "review", commands.review, "写季度评析，存成 Word（.docx）或 PDF；不写统计期就是上一个季度", out, period,
        arg("--keep", action="store_true", help="同时存进季度评析台账，Word 作附件"),
    )  # fmt: skip
    add(
        "enter", enter_commands.enter, "录入一次检查的结果，或一家单位的复查结果", arg("file", metavar="检查.json", type=Path), json_,
        arg("--dry-run", action="store_true", help="只核对，不保存"),
    )  # fmt: skip
    add("map", commands.map_, "画四色分布图", out, arg("--village", metavar="村"))
    add(
        "print", print_commands.print_, "打印文书为 PDF 或 Word", arg("words", nargs="*", metavar="文书 编号… 输出文件"),
        arg("--issue", action="store_true", help="从文书登记取号；不写就留着空号，只是草稿"), list_, json_,
    )  # fmt: skip
    add(
        "placeholders", print_commands.placeholders, "自有格式（Word）里可以写的占位符", ledger,
        arg("words", nargs="*", metavar="查找"), json_,
    )  # fmt: skip
    add(
        "dossier", print_commands.dossier, "一条记录的档案：合规情况和全部有关的记录", ledger, arg("id", type=int, metavar="编号"),
        arg("out", nargs="?", type=Path, metavar="输出.pdf、.docx 或 .xlsx"), json_,
    )  # fmt: skip
    add("undo", commands.undo, "撤销上一步")
    add("redo", commands.redo, "重做")
    add("history", commands.history, "一条记录的经过", ledger, arg("id", type=int, metavar="编号"))
    add("check", commands.check, "检查数据是否完好")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window where none is given."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = _parsed(parser(), arguments)
    given.office = Office(given.office.expanduser().resolve()) if given.office else usual_office()
    if not hasattr(given, "run"):
        from safety_desk.app import run_window

        status: int = run_window(given.office)
        return status
    try:
        with plainly():
            status = given.run(given)
            with commands.heard():
                sys.stdout.flush()
    except Refusal as why:
        sys.stderr.write(f"{why}\n")
        return 1
    except BrokenPipeError:
        # whoever read our lines has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _parsed(top: Parser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """The parsed words; argparse leaves words that follow an option aside, where a command takes several."""
    given, extra = top.parse_known_args(arguments)
    if extra and (not hasattr(given, "words") or any(word.startswith("-") for word in extra)):
        top.error(f"unrecognized arguments: {' '.join(extra)}")
    if extra:
        given.words += extra
    return given
