"""The tabs and settings of enforcement, accidents, campaigns (domain items 18–22)."""

from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = ()
OPTIONS: tuple[type[Options], ...] = ()
