"""底数清: how complete an enterprise's records are and how fresh (domain §3.21), and whom it must employ (§3.22)."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce

from safety_desk.conditions import Has, Includes, Kin, Where, between, one_of
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.firm.renewal import FirmRules
from safety_desk.ledgers.grade import Grade
from safety_desk.verdicts import Completeness, Gap

KEPT_FOR_TAG = {
    "重大危险源": ("ent_major_hazards", "重大危险源"),
    "有限空间": ("ent_confined_spaces", "有限空间"),
    "涉爆粉尘": ("ent_dusts", "涉爆粉尘"),
    "液氨制冷": ("ent_ammonias", "液氨制冷"),
    "冶金煤气": ("ent_coal_gases", "冶金煤气"),
    "高温熔融金属": ("ent_melts", "高温熔融"),
    "危险化学品使用": ("ent_materials", "原辅材料"),
    "喷涂": ("ent_materials", "原辅材料"),
    "危险化学品经营": ("ent_licenses", "许可证照"),
    "危险化学品生产": ("ent_licenses", "许可证照"),
    "烟花爆竹零售": ("ent_licenses", "许可证照"),
    "烟花爆竹批发": ("ent_licenses", "许可证照"),
    "加油加气站": ("ent_licenses", "许可证照"),
    "液化气站": ("ent_licenses", "许可证照"),
}
"""For a tag, the ledger in which an enterprise with it has at least one record, and what people call that."""

WITHOUT_CODE = ("个体工商户", "小作坊", "出租房")


def completeness(firm: Enterprise, kin: Kin) -> Completeness:
    """The fields that must be filled, and one record for each tag that asks for a ledger (domain §3.21).

    Who need not have a 统一社会信用代码 is not asked for it.
    """
    asked = [field for field in ENTERPRISES.fields.values() if field.should or field.required]
    spared = firm.subject_type in WITHOUT_CODE and firm.uscc is None
    missing = [field for field in ENTERPRISES.missing(firm) if not (spared and field.name == "uscc")]
    ledgers = dict(KEPT_FOR_TAG[tag] for tag in firm.tags or () if tag in KEPT_FOR_TAG)
    gaps = [Gap(field.label, field=field.name) for field in missing]
    gaps += [Gap(f"{title}台账", ledger=ledger) for ledger, title in ledgers.items() if not kin.of(firm, ledger)]
    wanted = len(asked) - spared + len(ledgers)
    return Completeness(wanted - len(gaps), wanted, tuple(gaps))


def town_completeness(firms: Iterable[Enterprise], kin: Kin) -> float | None:
    """The mean over the enterprises of a town, from 0 to 1; None where there are none."""
    shares = [completeness(firm, kin).share for firm in firms]
    return sum(shares) / len(shares) if shares else None


def fresh_since(firm: Enterprise, rules: FirmRules, today: dt.date) -> dt.date:
    """The day from which on the enterprise must have been looked at again: red and orange ones sooner."""
    hot = firm.risk_grade in (Grade.RED, Grade.ORANGE)
    return today - dt.timedelta(days=rules.fresh_red if hot else rules.fresh_blue)


def is_fresh(firm: Enterprise, rules: FirmRules, today: dt.date) -> bool:
    """Whether what is known of an enterprise was verified lately enough."""
    return firm.last_verified_at is not None and firm.last_verified_at >= fresh_since(firm, rules, today)


def fresh_on(rules: FirmRules, day: dt.date) -> Where:
    """The same as a condition."""
    hot = one_of("risk_grade", Grade.RED, Grade.ORANGE)
    soon, late = (between("last_verified_at", day - dt.timedelta(days=n), day) for n in (rules.fresh_red, rules.fresh_blue))
    return (hot & soon) | (~hot & late)


def _unkept(tag: str, ledger: str) -> Where:
    return Includes("tags", tag) & ~Has(ledger, "enterprise")


UNKEPT: Where = reduce(lambda a, b: a | b, (_unkept(tag, ledger) for tag, (ledger, _) in KEPT_FOR_TAG.items()))
"""A tag says that there is something special, and the ledger for it has nothing."""


def full_time_officers(firm: Enterprise) -> int:
    """How many full-time safety officers (or a department instead) an enterprise must have (安全生产法第二十四条)."""
    return int(firm.is_high_risk or (firm.employees or 0) > 100)


def certificates_needed(firm: Enterprise) -> int:
    """How many people must hold certificates (domain §3.22): at high risk the principal and every safety officer, and
    everywhere those at the posts of special work that the enterprise declares."""
    led = 1 + (firm.safety_managers or 0) if firm.is_high_risk else 0
    return led + (firm.special_posts or 0)
