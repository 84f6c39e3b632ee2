"""村、网格、公共区域: where things are (domain §1.1, items 6 and 23)."""

from safety_desk.conditions import TODAY, Has, eq, one_of, since
from safety_desk.fields import f
from safety_desk.geo import CoordSystem
from safety_desk.kinds import Code, Geometry, Phone
from safety_desk.ledger import Ledger, Settle, View
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.risk import settle_area
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.record import Record


class Village(Record):
    """A village or community of the town."""

    code: Code | None = f("村代码", also="行政区划代码 区划代码", help="12 位：乡镇 9 位加 3 位", width=14)
    name: str = f("村（社区）名称", also="村名 村 村名称 所在村 社区 行政村 名称 NAME name", width=14)
    kind: str = f("类别", default="村", also="村或社区")
    leader: Link | None = f("村书记", to="staff", help="村级安全生产第一责任人")
    officer: Link | None = f("村安全员", to="staff")
    population: int | None = f("人口", unit="人", low=0)
    households: int | None = f("户数", unit="户", low=0)
    area_km2: float | None = f("面积", unit="平方公里", low=0, also="面积(平方公里)")
    polygon: Geometry | None = f("边界", also="geometry 边界坐标")
    seq: int | None = f("顺序", low=0)
    enabled: bool = f("启用", default=True)
    remark: str | None = f("备注", lines=2)


VILLAGES = Ledger(
    Village,
    "villages",
    "村（社区）",
    called="name",
    columns="code name leader officer population households area_km2 polygon",
    plan="23",
    search="name code",
    keys=("code", "name"),
    order="seq",
    empty="先录入全镇的村和社区：企业、网格、地图都靠它们归属。可以导入名单，也可以导入带边界的 GeoJSON。",
)


class Grid(Record):
    """A grid of a village: the smallest unit that somebody answers for (item 23)."""

    code: Code | None = f("网格编号", serial="{village.code}{n:2}", also="网格代码 编号", help="村代码加 2 位")
    village: Link = f("所在村", to="villages", grow=True, also="村 村(社区) 所属村")
    name: str = f("网格名称", also="网格")
    scope_text: str | None = f("网格范围", lines=2, also="范围 四至")
    leader: Link | None = f("网格长", to="staff")
    members: Links | None = f("网格员", to="staff")
    supervisor: Link | None = f("包村干部", to="staff")
    households: int | None = f("户数", unit="户", low=0)
    population: int | None = f("人口", unit="人", low=0)
    key_places: str | None = f("重点场所", lines=2)
    polygon: Geometry | None = f("边界", also="geometry")
    remark: str | None = f("备注", lines=2)


GRIDS = Ledger(
    Grid,
    "grids",
    "网格",
    called="name",
    columns="code village name leader members supervisor households population",
    plan="23",
    filters="village",
    search="name code village",
    keys=("code", "name village"),
    order="code",
    views=(View("一个月没有巡查", ~Has("grid_patrols", "grid", since("date", TODAY.later(-30))), "code", waits=True),),
    empty="网格是最小的责任单元：每个网格有网格长和网格员。",
)


class PublicArea(Record):
    """A public area: a bridge, a market, a reservoir; it has risk points and hidden dangers like an enterprise."""

    name: str = f("公共区域名称", also="名称 场所名称 区域名称", section="基本信息", width=20)
    kind: Term = f("类别", codes="area_kind", also="公共区域类别 场所类型")
    village: Link = f("所在村", to="villages", grow=True, also="村 村(社区) 所属村")
    grid: Link | None = f("所在网格", to="grids", should=True, also="网格")
    address: str | None = f("位置", also="地址 地点", width=20)
    manager: str | None = f("管理单位", should=True, also="责任单位 主管单位")
    person: str | None = f("责任人", should=True, also="管理人 负责人")
    phone: Phone | None = f("联系电话", should=True, also="电话 手机")
    people: int | None = f("常驻或高峰人数", unit="人", low=0, also="人数", help="计算区域风险指数时的权重用")
    lon: float | None = f("经度", low=70, high=140, section="坐标")
    lat: float | None = f("纬度", low=0, high=60)
    coord_sys: CoordSystem = f("坐标系", default=CoordSystem.WGS84, help="按哪种地图量的坐标，画图时统一换算")
    risk_grade: Grade | None = f("风险等级", follows=True, section="风险", also="等级 风险等级(红/橙/黄/蓝)")
    photo: Files | None = f("照片", section="其他")
    remark: str | None = f("备注", lines=2)


PUBLIC_AREAS = Ledger(
    PublicArea,
    "public_areas",
    "公共区域",
    called="name",
    columns="name kind village risk_grade manager person phone people address",
    plan="6 7",
    filters="kind village risk_grade",
    search="name address manager village",
    keys=("name village",),
    order="-risk_grade",
    views=(View("红橙", one_of("risk_grade", Grade.RED, Grade.ORANGE)), View("蓝", eq("risk_grade", Grade.BLUE))),
    settle=Settle("risk_points", settle_area),
    empty="车站、学校周边、集市、桥梁、水库、山塘、油气管线等公共区域，由镇里组织辨识。",
)
