"""The tabs and settings of services, sanctions, grids, rescue, training (domain items 12, 13, 23–27)."""

from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = ()
OPTIONS: tuple[type[Options], ...] = ()
