"""What a chapter of a quarter's review is declared with: its texts, its tables, its pictures."""

from safety_desk.reports.quarterly.words import Clause, Most, Spread
from safety_desk.reports.specs import Spec
from safety_desk.value import Value


class Paragraph(Value):
    """Clauses in one paragraph. `opening`: 本季 for what happened in it, 期末 for how things stood, 目前 for today."""

    opening: str
    clauses: tuple[Clause, ...]

    @property
    def when(self) -> tuple[str, str]:
        """What the quarter before and the same one a year ago are called."""
        return ("上季末", "去年同期末") if self.opening == "期末" else ("上季", "去年同期")


Sentence = Paragraph | Most | Spread


class Text(Value):
    """A text that people may change: what it is called among the others, its head, and the sentences it begins with."""

    key: str
    sentences: tuple[Sentence, ...] = ()
    head: str = ""


class Figures(Value):
    """A table of figures with 上季, 环比, 去年同期 and 同比: what each is called, and its name among the measures."""

    caption: str
    rows: tuple[tuple[str, str], ...]
    nothing: str = ""


class Listed(Value):
    """A list or statistic; `most` of its rows, by the columns with these heads."""

    spec: Spec
    nothing: str = ""
    most: int = 0
    by: tuple[str, ...] = ()


class Trend(Value):
    """Figures of the last quarters as bars, and a rate as a line in a panel of its own below."""

    caption: str
    bars: tuple[tuple[str, str], ...]
    rate: tuple[str, str] = ("", "")
    quarters: int = 8


class Dots(Value):
    """Rates in this quarter and the one before, each on a line of its own."""

    caption: str
    rates: tuple[tuple[str, str], ...]


class Colours(Value):
    """How many of each of the four colours: the names of the measures begin so."""

    caption: str
    rows: tuple[tuple[str, str], ...]


class FourColourMap(Value):
    """The map of the town as it stands today."""

    caption: str


Shown = Figures | Listed | Trend | Dots | Colours | FourColourMap


class ChapterSpec(Value):
    """A chapter: its texts, and what is shown below them."""

    title: str
    texts: tuple[Text, ...]
    shown: tuple[Shown, ...] = ()
