"""Which hidden dangers of the last weeks are still open, and where they wait: as many as an office usually has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.sample_town.chance import Chance
from safety_desk.sample_town.findings import Draft
from safety_desk.sample_town.stories import Teller, two_thirds


@dataclass(frozen=True)
class Kept:
    """How many are kept open in a way, and of what age (days since found, days of the term) they may be.

    Of those only noted yet (the first way) the newest are chosen.
    """

    count: int
    fits: Callable[[int, int], bool]
    story: Callable[[HiddenDanger], HiddenDanger]


def keep_open(drafts: Sequence[Draft], teller: Teller, chance: Chance) -> None:
    """Choose the stories of some recent hidden dangers, each way at different sites."""

    def just_failed(age: int, days: int) -> bool:
        return days >= 3 and 2 <= age - two_thirds(days) <= 11

    ways = (
        Kept(3, lambda age, days: days >= 1 and age <= min(days, 10), lambda d: d),
        Kept(9, lambda age, days: days >= 3 and 1 <= age - days <= 40, teller.issue),
        Kept(2, lambda age, days: days >= 3 and age - two_thirds(days) in range(11, 20), teller.mended),
        Kept(3, just_failed, partial(teller.failed_yesterday, again=False)),
        Kept(2, just_failed, partial(teller.failed_yesterday, again=True)),
        Kept(3, lambda age, days: days >= 5 and days - 2 <= age <= days + 5, teller.extended),
        Kept(6, lambda age, days: days >= 3 and age - two_thirds(days) in range(10), teller.mended),
        Kept(9, lambda age, days: days >= 3 and 0 <= days - age <= 12, teller.issue),
    )
    recent = [draft for draft in drafts if _age(draft, teller) <= 60 and draft.danger.level is Level.GENERAL]
    taken: set[int] = set()
    for way in ways:
        fit = [d for d in recent if d.tell is None and d.site.id not in taken and way.fits(_age(d, teller), d.days)]
        chance.shuffle(fit)
        if way is ways[0]:
            fit.sort(key=lambda draft: _age(draft, teller))
        left = way.count
        for draft in fit:
            if left and draft.site.id not in taken:
                left -= 1
                taken.add(draft.site.id)
                draft.tell = way.story


def _age(draft: Draft, teller: Teller) -> int:
    return (teller.today - draft.danger.found_date).days
