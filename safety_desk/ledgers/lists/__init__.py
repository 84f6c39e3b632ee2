"""The built-in entries of the code tables. The office may add, rename and disable entries, never delete these."""

from safety_desk.ledgers.lists import basic, duty, enforce, firm, govern, society
from safety_desk.ledgers.lists.code_list import CodeList as CodeList

CODE_LISTS: tuple[CodeList, ...] = (
    *basic.LISTS, *firm.LISTS, *duty.LISTS, *govern.LISTS, *enforce.LISTS, *society.LISTS,
)  # fmt: skip
