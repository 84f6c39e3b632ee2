"""Risk grades: red, orange, yellow, blue (安委办〔2016〕11号: 重大、较大、一般、低), and their colours."""

from collections.abc import Iterable

from safety_desk.fields import Codes, f
from safety_desk.kinds import Colour
from safety_desk.options import Options


class Grade(Codes):
    """A risk grade; the code is its severity, 1 the worst."""

    RED = "1", "红", "红色 重大风险 重大 A A级 一级 Ⅰ级 I级 1级"
    ORANGE = "2", "橙", "橙色 较大风险 较大 B B级 二级 Ⅱ级 II级 2级"
    YELLOW = "3", "黄", "黄色 一般风险 一般 C C级 三级 Ⅲ级 III级 3级"
    BLUE = "4", "蓝", "蓝色 低风险 低 较低 D D级 四级 Ⅳ级 IV级 4级"

    @property
    def letter(self) -> str:
        """A to D, for black and white print and for eyes that do not tell colours."""
        return "ABCD"[int(self.value) - 1]

    @property
    def risk(self) -> str:
        """重大风险, 较大风险, 一般风险 or 低风险."""
        return ("重大风险", "较大风险", "一般风险", "低风险")[int(self.value) - 1]

    @property
    def weight(self) -> int:
        """4 for red down to 1 for blue, as the index of a region counts it."""
        return 5 - int(self.value)

    def raised(self, steps: int = 1) -> "Grade":
        """So many steps nearer to red (negative: to blue), never beyond."""
        return list(Grade)[min(3, max(0, int(self.value) - 1 - steps))]


def worst(grades: Iterable[Grade | None]) -> Grade | None:
    """The most severe of them, or None where there is none."""
    return min((grade for grade in grades if grade is not None), key=lambda grade: grade.value, default=None)


class Colours(Options, key="colours", title="四色颜色值"):
    """No standard found fixes the colour values of the four grades: the office sets them."""

    red: Colour = f("红", default="#FF0000", help="未查到规定四色 RGB 值的国家标准，可按县里要求修改")
    orange: Colour = f("橙", default="#FFA500")
    yellow: Colour = f("黄", default="#FFFF00")
    blue: Colour = f("蓝", default="#3B9BFF", help="打印友好的蓝；县里要求纯蓝时改为 #0000FF")


def colour(grade: Grade | None, colours: Colours) -> str:
    """The colour of a grade as #RRGGBB; grey where none is known."""
    return "#B8BEC6" if grade is None else str(getattr(colours, grade.name.lower()))
