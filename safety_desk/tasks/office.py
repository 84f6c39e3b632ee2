"""Open an office: its folders, its file, and the records that the program brings along."""

from safety_desk.db.opening import open_store
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.paths import Office
from safety_desk.tasks.builtin import bring


def open_office(office: Office, who: str = "") -> Store:
    """The store of an office, with its folders, its code tables and other built-in records. Raises Refusal."""
    try:
        office.prepare()
    except OSError as error:
        raise Refusal(f"不能建立数据文件夹“{office.folder}”。请检查磁盘在不在、有没有权限，或者换一个地方") from error
    store = open_store(office.database, LEDGERS, who)
    bring(store)
    return store
