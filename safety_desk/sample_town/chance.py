"""Chance for the sample town: the same draws in the same order every time. Names, numbers and days are invented."""

import datetime as dt
import random
import re
from collections import Counter

from safety_desk.identity import id_card_check_sign, uscc_check_sign

AREA = "341823"
SURNAMES = (
    "章吴查王胡汪张程李凤翟朱徐陈沈曹赵肖董左潘卫郑倪洪方江叶俞余许梅丁戴唐陶金罗谢万"
    "刘杨周孙马何高林黄郭宋邓韩冯彭曾蒋蔡袁魏姚卢钱汤鲍舒齐伍施崔梁柯"
)
"""Surnames; with 某 or 某某 they name nobody."""

_FIRST = "恒瑞金丰徽诚永兴宏泰鑫盛长乐明德润泽聚文云青福安益和嘉卓"
_SECOND = "源达丰盛和泰隆昌顺茂华康发祥信元峰林成远辉翔宇利通荣恒"
_ORG_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_NEW_YEARS = ("2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03")
_FESTIVALS = tuple(dt.date.fromisoformat(day) for day in _NEW_YEARS)


class Chance(random.Random):
    """Draws for one part of the town."""

    def maybe(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random() < share

    def number(self, span: str) -> int:
        """A whole number from `low-high`, both included; `7` is 7."""
        low, _, high = span.partition("-")
        number: int = self.randint(int(low), int(high or low))
        return number

    def fill(self, text: str, size: float | None = None) -> str:
        """The text with a number in place of each {low-high}, round where it is great; `size` 0 is low and 1 high."""

        def number(span: str) -> int:
            if size is None:
                return self.number(span)
            low, high = (int(part) for part in span.split("-"))
            return min(high, round(low + (high - low) * size * self.uniform(0.7, 1.3)))

        return re.sub(r"\{(\d+-\d+)\}", lambda match: str(_round(number(match[1]))), text)

    def brand(self) -> str:
        """A 字号 of two characters."""
        first = self.choice(_FIRST)
        return first + self.choice([sign for sign in _SECOND if sign != first])

    def person(self) -> str:
        """A name that is nobody's: 章某, 查某某."""
        return self.choice(SURNAMES) + ("某" if self.maybe(0.45) else "某某")

    def mobile(self) -> str:
        """A mobile number of the plainly invented form 1xx0000xxxx."""
        return f"1{self.randint(3, 9)}{self.randint(0, 9)}0000{self.randint(0, 9999):04d}"

    def day_between(self, first: dt.date, last: dt.date) -> dt.date:
        """A day from first to last, both included."""
        return first + dt.timedelta(days=self.randint(0, max(0, (last - first).days)))


def _round(number: int) -> int:
    """Two leading digits of a great number."""
    unit: int = 10 ** max(0, len(str(number)) - 2)
    return number // unit * unit


def workday(day: dt.date) -> dt.date:
    """The day, or the last working day before it where it is a weekend or a long holiday."""
    while day.weekday() > 4 or _on_holiday(day):
        day -= dt.timedelta(days=1)
    return day


def _on_holiday(day: dt.date) -> bool:
    golden = (day.month == 10 and day.day <= 7) or (day.month == 5 and day.day <= 3) or (day.month, day.day) == (1, 1)
    return golden or any(-1 <= (day - festival).days <= 6 for festival in _FESTIVALS)


class Numbers:
    """Numbers that must not come twice in a town: credit codes, ID numbers, names of enterprises."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: Counter[str] = Counter()

    def next(self, head: str) -> str:
        """The next running number after a head: YH-2026-0001."""
        return f"{head}-{self.nth(head):04d}"

    def nth(self, what: str) -> int:
        """1, 2, 3 for the first, second and third of something."""
        self._last[what] += 1
        return self._last[what]

    def fresh(self, number: str) -> bool:
        """Take note of a number; False where it was given before."""
        if number in self._given:
            return False
        self._given.add(number)
        return True

    def uscc(self, chance: Chance, head: str, old: bool) -> str:
        """A sound 统一社会信用代码 of 泾县; that of an enterprise from before 2015 has an organ code of digits."""
        while True:
            tail = f"{chance.randint(10**7, 10**8 - 1)}" if old else "MA" + "".join(chance.choices(_ORG_SIGNS, k=6))
            first17 = f"{head}{AREA}{tail}{_organ_check(tail)}"
            code = first17 + uscc_check_sign(first17)
            if self.fresh(code):
                return code

    def id_card(self, chance: Chance) -> str:
        """A sound 公民身份号码 of somebody born between 1960 and 2000 in 泾县."""
        while True:
            born = chance.day_between(dt.date(1960, 1, 1), dt.date(2000, 12, 31))
            first17 = f"{AREA}{born:%Y%m%d}{chance.randint(1, 999):03d}"
            number = first17 + id_card_check_sign(first17)
            if self.fresh(number):
                return number


def _organ_check(body: str) -> str:
    """The 9th sign of an 组织机构代码: the second check within a credit code (domain §3.12.1)."""
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rest = 11 - sum(signs.index(sign) * weight for sign, weight in zip(body, _ORG_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
