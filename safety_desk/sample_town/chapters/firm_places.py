"""The small places and let houses of the sample town's villages."""

from dataclasses import dataclass

from safety_desk.ledgers.firm.small_place import Gas, Place
from safety_desk.ledgers.grade import Grade
from safety_desk.sample_town import land
from safety_desk.sample_town.chapters.page import Page


@dataclass(frozen=True)
class _Sort:
    """A sort of small place: its kind, names, square metres, how many live there, gas in this share, how many of them."""

    kind: str
    names: tuple[str, ...]
    area: str
    residents: str
    gas: float
    count: int


_SORTS = (
    _Sort("小商店", ("便民商店", "副食店", "五金店", "农资店"), "20-90", "0-3", 0.05, 30),
    _Sort("小餐饮场所", ("小吃店", "土菜馆", "早点铺", "面馆"), "25-120", "0-3", 0.95, 22),
    _Sort("小旅馆", ("旅社", "客栈"), "120-400", "6-24", 0.5, 5),
    _Sort("小医院", ("口腔诊所", "中医诊所"), "40-120", "0-2", 0.0, 3),
    _Sort("小学校或幼儿园", ("托管班", "书法培训班"), "60-200", "0-0", 0.1, 4),
    _Sort("小歌舞娱乐场所", ("棋牌室", "歌舞厅"), "50-260", "0-2", 0.05, 5),
    _Sort("小网吧", ("网咖",), "80-160", "0-1", 0.0, 2),
    _Sort("小美容洗浴场所", ("理发店", "美容店", "浴室"), "20-150", "0-3", 0.3, 9),
    _Sort("小生产加工企业", ("豆腐坊", "竹编加工点", "服装加工点", "粉丝加工点"), "40-220", "0-5", 0.3, 12),
    _Sort("出租房", ("出租房",), "80-320", "2-18", 0.6, 26),
)


def small_places(page: Page) -> None:
    """The places of every sort, most of them where most people live."""
    for sort in _SORTS:
        for _ in range(sort.count):
            page.family.add(_place(page, sort))


def _place(page: Page, sort: _Sort) -> Place:
    chance = page.chance
    place = page.town.places[land.village_for(chance, chance.choice(("镇区", "集中", "分散"))).name]
    owner = chance.person()
    name = f"{owner[0]}记{chance.choice(sort.names)}" if sort.kind != "出租房" else f"{owner}出租房"
    address = f"{place.village.name} {chance.randint(1, 199)} 号"
    while not page.numbers.fresh(f"{name} {address}"):
        address = f"{place.village.name} {chance.randint(1, 999)} 号"
    residents = chance.number(sort.residents)
    mixed = residents > 0 and sort.kind in ("小商店", "小生产加工企业", "小餐饮场所") and chance.maybe(0.35)
    gas = chance.choice((Gas.BOTTLED, Gas.BOTTLED, Gas.PIPED)) if chance.maybe(sort.gas) else Gas.NONE
    alarm = chance.maybe(0.72) if gas is not Gas.NONE or residents else None
    exits = chance.choice((1, 1, 2)) if sort.kind != "小旅馆" else 2
    return Place(
        village=place.village.id,
        grid=chance.choice(place.grids).id,
        kind=sort.kind,
        name=name,
        owner=owner,
        phone=chance.mobile(),
        address=address,
        area=float(chance.number(sort.area)),
        floors=chance.choice((1, 1, 2, 3)),
        residents=residents,
        live_work_mixed=mixed,
        gas=gas,
        alarm=alarm,
        fire_ext=chance.choice((0, 1, 2, 2, 4)),
        exits=exits,
        grade=_grade(mixed, gas, alarm, exits, residents),
    )


def _grade(mixed: bool, gas: Gas, alarm: bool | None, exits: int, residents: int) -> Grade:
    """Worse with each of: living where one works, gas without an alarm, one way out for many."""
    faults = 2 * mixed + (gas is not Gas.NONE and not alarm) + (exits == 1 and residents >= 6)
    return (Grade.BLUE, Grade.YELLOW, Grade.ORANGE, Grade.ORANGE, Grade.RED)[faults]
