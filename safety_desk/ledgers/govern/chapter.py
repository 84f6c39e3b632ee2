"""The tabs and settings of what the town answers for (domain items 1–5, 14–17, 保障)."""

from safety_desk.ledgers.tab import Tab
from safety_desk.options import Options

TABS: tuple[Tab, ...] = ()
OPTIONS: tuple[type[Options], ...] = ()
