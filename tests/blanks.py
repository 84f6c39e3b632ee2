"""Blank tables as superiors send them, each laid out in another way; nothing in the program knows them."""

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

INBOX = Path(__file__).parent / "data" / "inbox"
COUNTY_LIST = INBOX / "县表-较大以上风险企业清单(空表).xlsx"
COUNTY_STATISTICS = INBOX / "县表-隐患排查治理情况统计表(空表).xlsx"
_LINE = Side(style="thin")
FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _sheet(title: str, columns: int) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = title
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A1"].alignment = _MIDDLE
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    return book, sheet


def _heads(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(row, column, head or None)
        cell.font, cell.alignment, cell.border = Font(bold=True), _MIDDLE, FRAME
        cell.fill = PatternFill("solid", fgColor="EEECE1")


def _frame(sheet: Worksheet, rows: range, columns: int, height: float | None = None) -> None:
    for row in rows:
        for column in range(1, columns + 1):
            sheet.cell(row, column).border = FRAME
        if height:
            sheet.row_dimensions[row].height = height


def _saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def dangers_list(path: Path, lines: int = 3) -> Path:
    """One line of heads, three lines for records, a total with formulas, 年 月 in the title, print set-up."""
    heads = (
        "序号",
        "企业名称",
        "所属行业",
        "隐患描述",
        "隐患等级",
        "整改责任人",
        "联系电话",
        "整改时限",
        "整改资金（万元）",
        "备注",
    )
    book, sheet = _sheet("XX镇    年  月事故隐患清单", len(heads))
    _heads(sheet, 2, heads)
    last = 2 + lines
    _frame(sheet, range(3, last + 2), len(heads), 24)
    for row in range(3, last + 1):
        sheet.cell(row, 8).number_format = "yyyy年m月d日"
    sheet.cell(last + 1, 1, "合计")
    sheet.merge_cells(start_row=last + 1, start_column=1, end_row=last + 1, end_column=3)
    sheet.cell(last + 1, 9, f"=SUM(I3:I{last})")
    sheet.cell(last + 1, 10, f"=COUNTA(B3:B{last})")
    sheet.cell(last + 2, 1, "审核人：            填表人：            填表日期：    年  月  日")
    sheet.print_title_rows = "2:2"
    sheet.print_area = f"A1:J{last + 2}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    for letter, width in zip("ABCDEFGHIJ", (6, 26, 12, 36, 8, 10, 14, 15, 10, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    return _saved(book, path)


def villages_grid(path: Path, villages: Sequence[str]) -> Path:
    """Three lines of heads, a line for each village, totals and a rate in formulas."""
    book, sheet = _sheet("各村（社区）安全生产工作情况统计表", 10)
    sheet["A2"], sheet["G2"] = "填报单位（盖章）：", "统计期：      年   月"
    _heads(sheet, 3, ("序号", "村（社区）", "企业情况", "", "", "", "隐患排查治理", "", "", "检查家次"))
    _heads(sheet, 4, ("", "", "企业总数（家）", "按风险等级分", "", "", "排查数（项）", "已整改（项）", "整改率", ""))
    _heads(sheet, 5, ("", "", "", "红", "橙", "黄和蓝", "", "", "", ""))
    for merge in ("A3:A5", "B3:B5", "C3:F3", "C4:C5", "D4:F4", "G3:I3", "G4:G5", "H4:H5", "I4:I5", "J3:J5"):
        sheet.merge_cells(merge)
    last = 5 + len(villages)
    _frame(sheet, range(6, last + 2), 10)
    for n, name in enumerate(villages, 1):
        sheet.cell(5 + n, 1, n)
        sheet.cell(5 + n, 2, name)
        sheet.cell(5 + n, 9, f'=IF(G{5 + n}=0,"",H{5 + n}/G{5 + n})').number_format = "0.0%"
    sheet.cell(last + 1, 1, "合 计")
    sheet.merge_cells(start_row=last + 1, start_column=1, end_row=last + 1, end_column=2)
    for column in "CDEGHJ":
        sheet[f"{column}{last + 1}"] = f"=SUM({column}6:{column}{last})"
    sheet[f"I{last + 1}"] = f"=IFERROR(H{last + 1}/G{last + 1},0)"
    sheet[f"I{last + 1}"].number_format = "0.0%"
    sheet.cell(last + 2, 1, "说明：本表按月报送，每月 5 日前报县安委办。")
    return _saved(book, path)


def certificates_list(path: Path) -> Path:
    """A line that numbers the columns, an example line, notes below, no total."""
    heads = (
        "序号",
        "单位名称",
        "姓名",
        "性别",
        "身份证号码",
        "证书类别",
        "证书编号",
        "发证日期",
        "有效期至",
        "手机号码",
        "是否参加继续教育",
    )
    book, sheet = _sheet("三项岗位人员持证情况登记表", len(heads))
    sheet["A2"] = "填报单位：                    填报日期：   年  月  日                联系电话："
    _heads(sheet, 3, heads)
    _heads(sheet, 4, ["甲", *map(str, range(1, len(heads)))])
    _frame(sheet, range(5, 9), len(heads))
    for column, said in enumerate(("示例", "某某公司", "张三", "男"), 1):
        sheet.cell(5, column, said)
    sheet.cell(10, 1, "注：1.“证书类别”填主要负责人、安全管理人员、特种作业人员。\n2.本表一式两份。")
    sheet.merge_cells("A10:K11")
    return _saved(book, path)


def head_form(path: Path) -> Path:
    """Facts in cells of their own above, then one line for each village with nothing printed in it."""
    book, sheet = _sheet("村级安全监管情况表", 6)
    for column, said in ((1, "填报单位"), (3, "填报日期"), (5, "统计期")):
        sheet.cell(2, column, said)
    _frame(sheet, range(2, 3), 6)
    _heads(sheet, 4, ("行政村", "在册企业数", "检查次数", "发现隐患数", "其中：重大隐患", "已整改隐患数"))
    _frame(sheet, range(5, 7), 6)
    sheet.cell(7, 1, "合计")
    for column in "BCDEF":
        sheet[f"{column}7"] = f"=SUM({column}5:{column}6)"
    _frame(sheet, range(7, 8), 6)
    sheet.cell(9, 1, "填报人：")
    return _saved(book, path)


def grades_across(path: Path) -> Path:
    """The other way round: numbers as lines, grades as columns."""
    book, sheet = _sheet("企业风险分级情况汇总", 6)
    _heads(sheet, 3, ("项目", "重大风险", "较大风险", "一般风险", "低风险", "合计"))
    _frame(sheet, range(4, 7), 6)
    for row, said in ((4, "在册企业（家）"), (5, "发现隐患（项）"), (6, "检查家次")):
        sheet.cell(row, 1, said)
    return _saved(book, path)


def with_picture(path: Path, picture: bytes) -> Path:
    """A list with a seal as a picture below, a comment, a list to choose from and a rule that colours."""
    from openpyxl.comments import Comment
    from openpyxl.drawing.image import Image
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.worksheet.datavalidation import DataValidation

    book, sheet = _sheet("企业名单", 4)
    _heads(sheet, 2, ("序号", "企业名称", "风险等级", "从业人数"))
    _frame(sheet, range(3, 5), 4)
    sheet["A6"], sheet["C6"] = "注：本表由乡镇填报", "=SUM(D3:D4)"
    sheet["C6"].comment = Comment("人数合计", "县安委办")
    sheet.add_image(Image(io.BytesIO(picture)), "B8")
    rule = DataValidation(type="list", formula1='"红,橙,黄,蓝"')
    rule.add("C3:C4")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add(
        "D3:D4", CellIsRule(operator="greaterThan", formula=["100"], fill=PatternFill("solid", bgColor="FFC7CE"))
    )
    other = book.create_sheet("汇总")
    other["A1"] = "=企业名单!C6"
    sheet.title = "企业名单"
    return _saved(book, path)
