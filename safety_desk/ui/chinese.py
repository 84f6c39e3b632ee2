"""What Qt's own Chinese leaves out of the standard dialogs."""

from PySide6.QtCore import QTranslator

_WORDS = {
    "&Look in:": "查找范围(&L)：",
    "Files of &type:": "文件类型(&T)：",
    "Page &Set:": "奇偶页(&S)：",
    "Page &order:": "页面顺序(&O)：",
    "Pages &per sheet:": "每张页数(&P)：",
}


class Gaps(QTranslator):
    """Answers only for what is missing."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:  # None: not ours, ask the next translator
        return _WORDS.get(source)
