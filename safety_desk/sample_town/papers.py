"""Certificates of the people, and special equipment, of the sample town's enterprises."""

import datetime as dt
from dataclasses import dataclass

from safety_desk.dates import add_months, add_years
from safety_desk.identity import is_male
from safety_desk.ledgers.certificate import Certificate, Gender
from safety_desk.ledgers.enterprise import EntStatus
from safety_desk.ledgers.equipment import EquipmentStatus, SpecialEquipment
from safety_desk.sample_town.chance import Chance, Numbers
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.firms import Firm


@dataclass(frozen=True)
class Paper:
    """A kind of certificate: its years, the years between reviews (0: none) and who gives it."""

    kind: str
    op_type: str
    years: int
    review: int
    issuer: str


_PAPERS = {
    "负责人": Paper("主要负责人合格证", "", 3, 1, "宣城市应急管理局"),
    "安管": Paper("安全管理人员合格证", "", 3, 1, "宣城市应急管理局"),
    "电工": Paper("特种作业操作证", "低压电工作业", 6, 3, "安徽省应急管理厅"),
    "焊工": Paper("特种作业操作证", "熔化焊接与热切割作业", 6, 3, "安徽省应急管理厅"),
    "高处": Paper("特种作业操作证", "登高架设作业", 6, 3, "安徽省应急管理厅"),
    "制冷": Paper("特种作业操作证", "制冷与空调设备运行操作作业", 6, 3, "安徽省应急管理厅"),
    "叉车": Paper("特种设备作业人员证", "叉车司机（N1）", 4, 0, "宣城市市场监督管理局"),
    "起重": Paper("特种设备作业人员证", "起重机司机（Q2）", 4, 0, "宣城市市场监督管理局"),
    "锅炉": Paper("特种设备作业人员证", "工业锅炉司炉（G1）", 4, 0, "宣城市市场监督管理局"),
    "电梯": Paper("特种设备作业人员证", "特种设备安全管理（A）", 4, 0, "宣城市市场监督管理局"),
}


@dataclass(frozen=True)
class Model:
    """A kind of special equipment: its class, name, models, the months between inspections and a code."""

    kind: str
    name: str
    models: tuple[str, ...]
    months: int
    code: str


_MODELS = {
    "锅炉": Model("锅炉", "蒸汽锅炉", ("LSS1.0-0.7-Q", "DZG2-1.0-M", "WNS1-0.7-Q"), 12, "1100"),
    "蒸球": Model("压力容器", "蒸煮球", ("ZQ-14", "ZQ-25"), 36, "2150"),
    "储气罐": Model("压力容器", "储气罐", ("C-1.0/0.8", "C-0.6/0.8", "C-2.0/1.0"), 36, "2150"),
    "贮氨器": Model("压力容器", "贮氨器", ("ZA-1.5", "ZA-2.5"), 36, "2150"),
    "氨管道": Model("压力管道", "氨制冷管道", ("GC2",), 36, "8300"),
    "氧气汇流排": Model("压力管道", "医用氧气汇流排", ("GC2",), 36, "8300"),
    "行车": Model("起重机械", "电动单梁起重机", ("LD5t-13.5m", "LDA3t-10.5m", "LD10t-16.5m"), 24, "4170"),
    "塔吊": Model("起重机械", "塔式起重机", ("QTZ63", "QTZ40"), 12, "4310"),
    "叉车": Model("场(厂)内专用机动车辆", "平衡重式叉车", ("CPCD30", "CPC25", "CPD20"), 24, "5110"),
    "货梯": Model("电梯", "曳引驱动载货电梯", ("THJ2000", "THJ1000"), 12, "3200"),
    "客梯": Model("电梯", "曳引驱动乘客电梯", ("TKJ1000", "TKJ800"), 12, "3110"),
    "气瓶": Model("气瓶", "液化石油气钢瓶", ("YSP-15", "YSP-50"), 48, "2310"),
}
_MAKERS = ("某起重机械有限公司", "某压力容器制造有限公司", "某锅炉制造有限公司", "某叉车股份有限公司", "某电梯有限公司")
_MAKER_OF = {"起重机械": 0, "压力容器": 1, "压力管道": 1, "气瓶": 1, "锅炉": 2, "场(厂)内专用机动车辆": 3, "电梯": 4}


class Registrar:
    """Gives certificates and equipment to the enterprises of one copy of the town."""

    def __init__(self, family: Family, chance: Chance, numbers: Numbers, today: dt.date) -> None:
        self._family = family
        self._chance = chance
        self._numbers = numbers
        self._today = today

    def certify(self, firm: Firm) -> None:
        """The certificates that the trade asks for."""
        for paper in self._wanted(firm, "证书"):
            self._certificate(firm, _PAPERS[paper], paper)

    def equip(self, firm: Firm) -> None:
        """The equipment that the trade has."""
        count: dict[str, int] = {}
        for name in self._wanted(firm, "设备"):
            count[name] = count.get(name, 0) + 1
            self._equipment(firm, _MODELS[name], count[name])

    def _wanted(self, firm: Firm, key: str) -> list[str]:
        """The words of the trade: those with ? in half of the cases, those with *2 twice."""
        found = []
        for word in firm.trade.words(key):
            name, _, times = word.rstrip("?").partition("*")
            if not word.endswith("?") or self._chance.maybe(0.5):
                found += [name] * int(times or 1)
        if key == "证书" and (firm.enterprise.employees or 0) >= 40 and found:
            found.append(self._chance.choice(found[1:] or found))
        return found

    def _certificate(self, firm: Firm, paper: Paper, word: str) -> None:
        chance, e = self._chance, firm.enterprise
        name = {"负责人": e.principal, "安管": e.safety_officer}.get(word) or chance.person()
        phone = {"负责人": e.principal_mobile, "安管": e.safety_officer_mobile}.get(word) or chance.mobile()
        number = self._numbers.id_card(chance)
        first = self._issued(paper)
        special = paper.kind == "特种作业操作证"
        made = self._family.add(
            Certificate(
                person_name=name,
                id_card=number,
                gender=Gender.MALE if is_male(number) else Gender.FEMALE,
                phone=phone,
                enterprise=e.id,
                kind=paper.kind,
                op_type=paper.op_type or None,
                cert_no=f"T{number}" if special else number,
                issue_org=paper.issuer,
                first_issue=first,
                last_review=self._reviewed(first, paper),
            )
        )
        self._family.settle_one(made)

    def _issued(self, paper: Paper) -> dt.date:
        """Most have long to run, some end within two months, some have ended."""
        chance, length = self._chance, 365 * paper.years
        draw = chance.random()
        if draw < 0.03:
            left = chance.randint(-90, -3)
        elif draw < 0.08:
            left = chance.randint(2, 58)
        else:
            left = chance.randint(75, length - 20)
        return add_years(self._today + dt.timedelta(days=left), -paper.years)

    def _reviewed(self, first: dt.date, paper: Paper) -> dt.date | None:
        """The last review that was due, a few weeks before its day; a few were missed."""
        if not paper.review:
            return None
        passed = [
            day
            for n in range(1, paper.years // paper.review)
            if (day := add_years(first, n * paper.review) - dt.timedelta(days=self._chance.randint(0, 25)))
            < self._today
        ]
        if passed and self._chance.maybe(0.06):
            passed.pop()
        return passed[-1] if passed else None

    def _equipment(self, firm: Firm, model: Model, n: int) -> None:
        chance, e, today = self._chance, firm.enterprise, self._today
        oldest = max(e.found_date or today, today - dt.timedelta(days=14 * 365))
        used = chance.day_between(oldest, today - dt.timedelta(days=40))
        left = self._left(model)
        due = today + dt.timedelta(days=left)
        inspected = max(used, add_months(due, -model.months))
        stopped = e.status in (EntStatus.STOPPED, EntStatus.CLOSED, EntStatus.MOVED, EntStatus.CANCELLED)
        serial = f"{model.code}341823{used.year}{chance.randint(1, 9999):04d}"
        while not self._numbers.fresh(serial):
            serial = f"{model.code}341823{used.year}{chance.randint(1, 9999):04d}"
        self._family.add(
            SpecialEquipment(
                enterprise=e.id,
                kind=model.kind,
                name=model.name,
                model=chance.choice(model.models),
                reg_code=serial,
                file_no=f"TS-{model.code}-{n:02d}",
                permit_no=f"{_PERMIT[model.kind]}皖P{chance.randint(1, 99999):05d}（{used.year % 100:02d}）",
                maker=_MAKERS[_MAKER_OF[model.kind]],
                used_from=used,
                inspected_on=inspected,
                next_inspection=due,
                operators=chance.person(),
                status=EquipmentStatus.IDLE if stopped else EquipmentStatus.USED,
            )
        )

    def _left(self, model: Model) -> int:
        """Days until the next inspection: a few overdue, some soon."""
        chance, draw = self._chance, self._chance.random()
        if draw < 0.04:
            return chance.randint(-60, -4)
        return chance.randint(3, 58) if draw < 0.12 else chance.randint(70, model.months * 30 - 5)


_PERMIT = {
    "锅炉": "锅10",
    "压力容器": "容15",
    "压力管道": "管30",
    "气瓶": "瓶10",
    "电梯": "梯11",
    "起重机械": "起17",
    "场(厂)内专用机动车辆": "车11",
}
