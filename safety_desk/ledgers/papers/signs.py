"""Safety signs for 安全风险告知卡: which an accident calls for (domain §4.20), in the order 警告, 禁止, 指令, 提示."""

from collections.abc import Iterable, Sequence

from safety_desk.paths import resources
from safety_desk.value import Value

ORDER = ("警告", "禁止", "指令", "提示")


class Sign(Value):
    """A sign: its words, its kind, and its picture in resources/papers/signs (see tools/draw_signs.py)."""

    words: str
    kind: str
    picture: str

    @property
    def source(self) -> str:
        """The picture, as a paper names it."""
        return (resources() / "papers" / "signs" / f"{self.picture}.whole.png").as_uri()


SIGNS = (
    Sign("注意安全", "警告", "caution"),
    Sign("当心触电", "警告", "shock"),
    Sign("当心火灾", "警告", "fire"),
    Sign("当心机械伤人", "警告", "machine"),
    Sign("当心坠落", "警告", "fall"),
    Sign("当心落物", "警告", "falling_object"),
    Sign("当心中毒", "警告", "poison"),
    Sign("当心缺氧", "警告", "no_oxygen"),
    Sign("当心烫伤", "警告", "hot"),
    Sign("当心吊物", "警告", "lifting"),
    Sign("当心爆炸", "警告", "explosion"),
    Sign("当心粉尘爆炸", "警告", "dust"),
    Sign("当心车辆", "警告", "vehicle"),
    Sign("当心落水", "警告", "water"),
    Sign("当心塌方", "警告", "collapse"),
    Sign("禁止触摸", "禁止", "no_touch"),
    Sign("禁止烟火", "禁止", "no_fire"),
    Sign("禁止合闸", "禁止", "no_switch"),
    Sign("禁止抛物", "禁止", "no_throwing"),
    Sign("禁止入内", "禁止", "no_entry"),
    Sign("禁止停留", "禁止", "no_staying"),
    Sign("限速", "禁止", "speed"),
    Sign("必须穿绝缘鞋", "指令", "shoes"),
    Sign("戴防护手套", "指令", "gloves"),
    Sign("必须戴防护帽", "指令", "cap"),
    Sign("必须系安全带", "指令", "harness"),
    Sign("必须戴安全帽", "指令", "helmet"),
    Sign("戴防毒面具", "指令", "gas_mask"),
    Sign("先通风后检测", "指令", "ventilate"),
    Sign("必须除尘", "指令", "dedust"),
    Sign("紧急出口", "提示", "exit"),
    Sign("灭火设备", "提示", "extinguisher"),
)

CALLED_FOR = (
    (("粉尘",), "当心粉尘爆炸 必须除尘 禁止烟火"),
    (("触电",), "当心触电 禁止触摸 必须穿绝缘鞋 戴防护手套 紧急出口"),
    (("火灾",), "当心火灾 禁止烟火 灭火设备 紧急出口"),
    (("机械",), "当心机械伤人 禁止触摸 必须戴防护帽 禁止合闸"),
    (("坠落", "跌落"), "当心坠落 必须系安全带 禁止抛物"),
    (("物体打击",), "当心落物 必须戴安全帽 禁止抛物"),
    (("中毒", "窒息"), "当心中毒 戴防毒面具 禁止入内 先通风后检测 当心缺氧"),
    (("灼烫",), "当心烫伤"),
    (("起重",), "当心吊物 必须戴安全帽 禁止停留"),
    (("爆炸", "放炮"), "当心爆炸 禁止烟火"),
    (("车辆",), "当心车辆 限速"),
    (("淹溺",), "当心落水"),
    (("坍塌", "冒顶", "滑坡"), "当心塌方"),
)
"""Which signs an accident calls for, the most needed first, by a word of its name: the names differ between GB 6441-1986 and GB 6441-2025."""


def called_for(accidents: Iterable[str], most: int) -> Sequence[Sign]:
    """The signs for those accidents, at most so many: first one of each, then the next; 注意安全 where none is named."""
    known = {sign.words: sign for sign in SIGNS}
    wanted = [_signs_of(accident) for accident in accidents]
    turns = (words[n] for n in range(max(map(len, wanted), default=0)) for words in wanted if n < len(words))
    chosen = [known[words] for words in dict.fromkeys(turns)][:most] or [known["注意安全"]]
    return sorted(chosen, key=lambda sign: ORDER.index(sign.kind))


def _signs_of(accident: str) -> list[str]:
    return next((said.split() for names, said in CALLED_FOR if any(name in accident for name in names)), [])
