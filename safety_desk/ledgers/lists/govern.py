"""The code tables of what the town answers for (domain items 1–5, 14–17, 保障)."""

from safety_desk.ledgers.lists.code_list import CodeList

LISTS: tuple[CodeList, ...] = ()
