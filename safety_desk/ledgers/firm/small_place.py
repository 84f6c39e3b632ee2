"""九小场所与出租房 (domain item 23): the small places of a village that no enterprise ledger holds."""

from collections.abc import Iterable

from safety_desk.conditions import Where, empty, eq, one_of, until
from safety_desk.fields import Codes, f
from safety_desk.kinds import Phone
from safety_desk.ledger import Ledger, View
from safety_desk.ledgers.grade import Grade
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class Gas(Codes):
    """What gas a place uses."""

    BOTTLED = "bottled", "瓶装", "瓶装液化气 液化气 煤气罐"
    PIPED = "piped", "管道", "管道燃气 天然气 管道天然气"
    NONE = "none", "不用气", "无 没有 不用燃气 电"


class Place(Record):
    """A small place or a let house."""

    village: Link = f("所在村", to="villages", grow=True, also="村 村(社区) 村（社区） 所属村 社区")
    grid: Link | None = f("所在网格", to="grids", also="网格")
    kind: Term = f("场所类别", codes="place_kind", also="类别 类型 场所类型")
    name: str = f("名称", also="场所名称 店名 单位名称", width=18)
    owner: str | None = f("经营者或房东", should=True, also="经营者 负责人 房东 业主 姓名")
    phone: Phone | None = f("联系电话", should=True, also="电话 手机")
    address: str | None = f("地址", should=True, also="详细地址 位置 门牌号", width=20)
    area: float | None = f("面积", unit="平方米", low=0, also="建筑面积 经营面积")
    floors: int | None = f("层数", unit="层", low=1, high=60, also="楼层数 楼层")
    residents: int | None = f("居住人数", unit="人", low=0, should=True, also="住宿人数 租住人数 人数")
    live_work_mixed: bool = f("三合一", default=False, section="隐患要素", also="是否三合一 住宿与经营合用 合用场所", help="住宿与生产、仓储、经营在一处，没有防火分隔")
    gas: Gas | None = f("用气", should=True, also="用气情况 燃气 燃气类型 是否用气")
    alarm: bool | None = f("报警装置", should=True, also="报警器 是否有报警装置 可燃气体报警器 烟感", help="用气的指可燃气体报警装置，住人的指感烟报警器")
    fire_ext: int | None = f("灭火器", unit="具", low=0, should=True, also="灭火器数量 灭火器材")
    exits: int | None = f("安全出口", unit="个", low=0, should=True, also="安全出口数量 出口数")
    grade: Grade | None = f("风险等级", also="等级 风险级别")
    photo: Files | None = f("照片", section="其他")
    remark: str | None = f("备注", lines=2)


USES_GAS: Where = one_of("gas", Gas.BOTTLED, Gas.PIPED)
GAS_UNALARMED: Where = USES_GAS & ~eq("alarm", True)
"""餐饮等行业使用燃气应当安装可燃气体报警装置 (安全生产法第三十六条、第九十九条第（八）项: C09)."""


def danger_at(place: Place, scene: Scene) -> Iterable[Problem]:
    """Who lives where he works, upstairs and with one way out, is in danger: the place is not left at blue."""
    if place.live_work_mixed and place.grade is Grade.BLUE:
        yield Problem("grade", "三合一场所评为蓝色，请核对等级", doubt=True)


PLACES = Ledger(
    Place,
    "places",
    "九小场所与出租房",
    called="name",
    columns="village kind name owner phone address area residents live_work_mixed gas alarm fire_ext exits grade",
    plan="23",
    filters="village kind live_work_mixed gas grade",
    search="name owner phone address village",
    keys=("village name address",),
    order="village",
    checks=(danger_at,),
    views=(
        View("出租房", eq("kind", "出租房")),
        View("三合一", eq("live_work_mixed", True)),
        View("用气没有报警", GAS_UNALARMED),
        View("没有灭火器", empty("fire_ext") | eq("fire_ext", 0)),
        View("安全出口不足", until("exits", 1) | empty("exits")),
        View("红橙", one_of("grade", Grade.RED, Grade.ORANGE)),
    ),
    empty="小商店、小餐饮、小旅馆、小作坊和出租房，由网格员逐户登记：三合一、用气、报警、灭火器、出口。",
)
