"""The tabs and settings of what an enterprise keeps: licences, equipment, dangerous places (domain §1.3.1)."""

from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = ()
OPTIONS: tuple[type[Options], ...] = ()
