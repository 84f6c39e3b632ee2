"""Bring in thousands of damaged files, as a hostile world would send them: `python tools/mutate.py --count 10000`.

Each is one of the files in tests/data/inbox, hurt by one to three mutations that the seed and its number choose. It is
read, its rows are judged and what is wrong with them is marked, as the program does it. Every file must end in a plan or
in one sentence: anything else is a crash, more than a minute is a hang; then the status is 1 and the file is kept.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from subprocess import TimeoutExpired

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mutations import WAYS, mutated

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.book import Book
from safety_desk.intake.child import SECONDS
from safety_desk.intake.reading import child, read_book, told
from safety_desk.jobs import finish
from safety_desk.ledger import Ledger
from safety_desk.ledgers.certificate import CERTIFICATES
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS
from safety_desk.paths import Office
from safety_desk.tasks.imports.importing import judge_rows, mark_errors
from safety_desk.tasks.imports.layout import Wishes, lay_out
from safety_desk.tasks.office import open_office

INBOX = Path(__file__).resolve().parent.parent / "tests" / "data" / "inbox"
LEDGERS: dict[str, Ledger] = {"企业": ENTERPRISES, "隐患": HIDDEN_DANGERS, "三项": CERTIFICATES}
AT_ONCE = 25
"""So many files one child reads: starting it takes longer than reading."""


@dataclass
class Outcome:
    """What became of the files: how many of each, the sentences, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def sources() -> list[tuple[Path, bytes]]:
    """The files to hurt."""
    found = sorted(path for path in INBOX.iterdir() if path.suffix in WAYS and path.name[:2] in LEDGERS)
    return [(path, path.read_bytes()) for path in found]


def hurt(folder: Path, seed: int, count: int) -> Iterator[Path]:
    """The damaged files, one after the other: the same for the same seed."""
    known = sources()
    for n in range(count):
        chance = random.Random(f"{seed} {n}")
        source, data = chance.choice(known)
        path = folder / f"{source.name[:2]}{n}{source.suffix}"
        path.write_bytes(mutated(chance, data, source.suffix))
        yield path


def read_many(paths: Sequence[Path], folder: Path) -> Iterator[tuple[Path, Book | Refusal | None]]:
    """What each file holds, or why it cannot be read; None where it hangs. A file that ends its child is read again alone."""
    left = list(paths)
    while left:
        pairs = [(path, folder / f"{path.name}.jsonl") for path in left]
        with child([str(word) for pair in pairs for word in pair]) as run:
            try:
                run.wait(SECONDS * 2)
            except TimeoutExpired:
                run.kill()
        for path, out in pairs:
            if not out.exists():
                out.with_name(f"{out.name}.part").unlink(missing_ok=True)
                yield path, _alone(path)
                left.remove(path)
                break
            yield path, _said(path, out)
            left.remove(path)
            out.unlink()


def _said(path: Path, out: Path) -> Book | Refusal:
    try:
        with out.open(encoding="utf-8", newline="\n", errors="surrogatepass") as lines:
            return told(lines, path.name)
    except Refusal as why:
        return why


def _alone(path: Path) -> Book | Refusal | None:
    """As the program reads it, in a child of its own."""
    begun = time.monotonic()
    try:
        return read_book(path)
    except Refusal as why:
        return why if time.monotonic() - begun < SECONDS else None


def bring_in(store: Store, path: Path, book: Book, folder: Path) -> str:
    """Judge the rows of a book and mark what is wrong; answers what came of it."""
    layout = lay_out(store, LEDGERS[path.name[:2]], book.sheets, Wishes(""))
    plan = finish(judge_rows(store, path, layout))
    if plan.rejected or plan.doubtful:
        mark_errors(plan, folder / "标注.xlsx")
    return "读出" if plan.lines else "没有数据行"


def run(store: Store, folder: Path, seed: int, count: int, keep: Path | None = None, nth: int = 1) -> Outcome:
    """Read so many damaged files, and judge every nth of those that can be read; those that went wrong are kept."""
    outcome, files = Outcome(), hurt(folder, seed, count)
    while some := list(islice(files, AT_ONCE)):
        for path, book in read_many(some, folder):
            passed = isinstance(book, Book) and outcome.counts.total() % nth
            what, why = ("读出", "") if passed else _became(store, path, book, folder)
            outcome.counts[what] += 1
            outcome.said[why.partition("：")[2] or why] += bool(why)
            if what in ("崩溃", "卡住"):
                outcome.wrong.append(f"{path.name}  {what}  {why}")
                if keep is not None:
                    (keep / path.name).write_bytes(path.read_bytes())
            path.unlink()
    return outcome


def _became(store: Store, path: Path, book: Book | Refusal | None, folder: Path) -> tuple[str, str]:
    if book is None:
        return "卡住", ""
    if isinstance(book, Refusal):
        return "拒读", str(book)
    begun = time.monotonic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out
            what = bring_in(store, path, book, folder)
    except Refusal as why:
        return "拒收", str(why)
    except Exception:
        return "崩溃", traceback.format_exc()
    return ("卡住", "") if time.monotonic() - begun > SECONDS else (what, "")


def main() -> int:
    """Do it and say what came of it."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--keep", type=Path, help="where files that went wrong are kept")
    given = words.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open_office(Office(Path(folder) / "office"), "变异") as store:
        outcome = run(store, Path(folder), given.seed, given.count, given.keep)
    lines = [f"{what}  {number}" for what, number in outcome.counts.most_common()]
    lines += [f"    {number}  {why}" for why, number in outcome.said.most_common(25) if number]
    lines += [*outcome.wrong, f"{given.count} 个文件，{time.monotonic() - begun:.0f} 秒，出错 {len(outcome.wrong)} 个"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
