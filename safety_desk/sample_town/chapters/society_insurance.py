"""Insurance policies of the sample town."""

import datetime as dt

from safety_desk.dates import add_years
from safety_desk.ledgers.society.insurance import InsuranceClaim, LiabilityInsurance, PolicyState
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.chapters.society_services import YUAN, at_work
from safety_desk.sample_town.firms import WAN, Firm

_INSURERS = ("某财产保险股份有限公司泾县支公司", "某责任保险股份有限公司宣城中心支公司")


def fill(page: Page) -> None:
    """Policies: all dangerous trades but one, and some others of their own will; some have ended or are about to."""
    chance, today = page.chance, page.today
    firms = at_work(page)
    risky = [firm for firm in firms if firm.enterprise.is_high_risk]
    others = [firm for firm in firms if not firm.enterprise.is_high_risk and (firm.enterprise.employees or 0) >= 15]
    for n, firm in enumerate([*risky[:-1], *chance.sample(others, min(10, len(others)))]):
        left = {0: -18, 1: 12, 2: 25}.get(n, chance.randint(35, 350))
        end = today + dt.timedelta(days=left)
        for back in (1, 0):
            if back == 0 or chance.maybe(0.6):
                _policy(page, firm, add_years(end, -back), fewer=back == 0 and n in (4, 9))
    wrong = page.family.all(LiabilityInsurance)[-1]
    no = _policy_no(page, wrong.end)
    page.family.add(wrong.replace(id=None, policy_no=no, state=PolicyState.VOID, void_reason="重复录入"))


def _policy_no(page: Page, end: dt.date) -> str:
    year = end.year - 1
    return f"AZX3418{year}{page.numbers.nth(f'AZX{year}'):05d}"


def _policy(page: Page, firm: Firm, end: dt.date, fewer: bool) -> None:
    chance, people = page.chance, firm.enterprise.employees or 5
    persons = max(1, people - chance.randint(2, 6)) if fewer and people > 3 else people
    limit = chance.choice((40, 50, 60, 80))
    policy = page.family.add(
        LiabilityInsurance(
            policy_no=_policy_no(page, end),
            enterprise=firm.enterprise.id,
            insurer=chance.choice(_INSURERS),
            start=add_years(end, -1) + dt.timedelta(days=1),
            end=end,
            persons=persons,
            premium=persons * limit * 3 * YUAN,
            coverage_death=limit * WAN,
            prevention_times=chance.choice((0, 1, 2, 2, 3)),
            prevention="隐患排查、员工培训，出具服务报告",
        )
    )
    if chance.maybe(0.06):
        day = chance.day_between(policy.start, min(policy.end, page.today))
        page.family.add(
            InsuranceClaim(
                policy=policy.id,
                seq=1,
                date=day,
                event="一名员工作业时手指受伤，已治愈返岗",
                injured=1,
                claimed=chance.randint(6, 20) * 1000 * YUAN,
                paid=chance.randint(4, 6) * 1000 * YUAN if day < page.today - dt.timedelta(days=60) else None,
                paid_on=day + dt.timedelta(days=45) if day < page.today - dt.timedelta(days=60) else None,
            )
        )
