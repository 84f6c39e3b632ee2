"""What a chapter of the sample town is written on: the town, its firms and sites, chance, and the records made so far."""

import datetime as dt
from dataclasses import dataclass

from safety_desk.sample_town.chance import Chance, Numbers
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.firms import Firm
from safety_desk.sample_town.offices import Town


@dataclass(frozen=True)
class Page:
    """`first`: the copy that also has what the town has only once (its plans, meetings, rescue teams)."""

    family: Family
    town: Town
    firms: list[Firm]
    chance: Chance
    numbers: Numbers
    today: dt.date
    first: bool
