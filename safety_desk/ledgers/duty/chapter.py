"""The tabs and settings of what enterprises answer for (domain items 8–11)."""

from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = ()
OPTIONS: tuple[type[Options], ...] = ()
