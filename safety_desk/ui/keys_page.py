"""快捷键: what can be done without the mouse."""

from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from safety_desk.ui import theme
from safety_desk.ui.settings_page import titled

_KEYS = (
    (
        "到处都能用",
        (
            ("Ctrl+K", "搜索页面、命令和全部记录，回车打开"),
            ("Ctrl+Z　Ctrl+Y", "撤销、重做（整批导入也算一步）"),
            ("Ctrl+Tab　Ctrl+Shift+Tab", "下一个、上一个标签页"),
            ("Alt+1 到 Alt+9", "直接到第几个标签页"),
            ("Ctrl+PgDn　Ctrl+PgUp", "左边列表的下一项、上一项"),
            ("F1", "打开这一页"),
        ),
    ),
    (
        "表格里",
        (
            ("回车", "打开选中的记录"),
            ("F2，或直接打字", "就地修改；回车往下走，Tab 往右走，Esc 不改"),
            ("Ctrl+C　Ctrl+V", "成块复制、粘贴，和 Excel、WPS 互通；贴到最后一行以下就是新增"),
            ("Ctrl+D", "用选中区域的第一行向下填充"),
            ("Delete", "清空选中的单元格；选中整行（点行号，或按 Shift+空格）时删除记录"),
            ("Ctrl+-", "删除选中的记录"),
            ("Ctrl+N", "新增一条"),
            ("Ctrl+F", "到查找框；再按 Esc 清空、回到表格"),
            ("Ctrl+P", "打印选中记录的文书"),
            ("Ctrl+B", "批量办理选中的记录：先预览，再办理，一次撤销"),
            ("Ctrl+E", "只导出选中的记录"),
            ("Ctrl+J", "给选中的记录安排检查"),
            ("Ctrl+L", "检查：逐项录入结果；隐患：录这家单位的复查结果"),
            ("F8", "身份证号、手机号显示完整一分钟（记入操作日志）"),
            ("F5", "重新读取"),
        ),
    ),
    (
        "逐项录入里",
        (
            ("1　2　3", "结果格：符合、不符合、不涉及；复查：已整改、未整改、部分整改；等级格：1 一般、2 重大"),
            ("9　F9", "没有标的条目都算符合"),
            ("回车", "到下一处要填的，没有了就提示完成"),
            ("Tab　Shift+Tab　方向键", "一格一格走"),
            ("3　7　15　0　12-3", "期限格：几天、立即整改，或日期"),
            ("↓", "存在问题、措施、判定依据：列出以前写过的、判定标准，回车选用"),
            ("Ctrl+N　Ctrl+-", "条目以外的隐患；清掉这一行"),
            ("Ctrl+V　空格", "给这一行贴照片；照片格里选文件"),
            ("F4", "展开、收起检查场所和检查情况（屏幕矮时先收着）"),
            ("Ctrl+Z　Ctrl+Y", "撤销、重做录入的一步（还没保存的）"),
            ("Ctrl+回车", "完成：一次保存全部，整个可以撤销"),
            ("Esc", "离开，已录的留着，下次接着录"),
        ),
    ),
    (
        "表单里",
        (
            ("Tab　回车", "下一格（多行文字里回车换行）"),
            ("Ctrl+S", "保存"),
            ("Ctrl+回车", "保存并新增下一条，常重复的内容带过去"),
            ("Alt+↑　Alt+↓", "上一条、下一条"),
            ("↓", "日期格里打开日历；选择格里列出可选的"),
            ("Ctrl+V", "照片、文件格里贴上复制的文件或截图；回车打开，Delete 移除，Alt+← Alt+→ 换先后"),
            ("Esc", "关闭"),
        ),
    ),
    (
        "日期可以这样填",
        (("3", "本月 3 日"), ("11-3　1103", "今年 11 月 3 日"), ("20261103", "2026 年 11 月 3 日"), ("+7", "七天以后")),
    ),
)


class KeysPage(QWidget):
    """The keys, by where they hold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = titled(self, "快捷键")
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        body = QWidget(area)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 12)
        for head, keys in _KEYS:
            title = QLabel(head, body)
            title.setFont(theme.font(11, strong=True))
            title.setContentsMargins(0, 12, 0, 2)
            inner.addWidget(title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(1, 1)
            for n, (pressed, does) in enumerate(keys):
                key = QLabel(pressed, body)
                key.setMinimumWidth(key.fontMetrics().horizontalAdvance("Ctrl+Tab　Ctrl+Shift+Tab") + 8)
                grid.addWidget(key, n, 0)
                grid.addWidget(QLabel(does, body), n, 1)
            inner.addLayout(grid)
        inner.addStretch()
        area.setWidget(body)
        column.addWidget(area, 1)
