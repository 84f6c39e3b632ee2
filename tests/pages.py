"""What stands on a paper, for tests: its text, and the lines that each of its pages shows."""

import re
from html import unescape

from safety_desk.ui.paper_pages import LaidPaper, body_box


def told(html: str) -> str:
    """The text of a paper: a line for each paragraph and each row, rules to write on as one ＿."""
    html = re.sub(r"<tr>(.*?)</tr>", lambda row: "<p>" + re.sub(r"</?p[^>]*>", "", row[1]) + "</p>", html, flags=re.S)
    html = re.sub(r"</t[dh]>(?!</p>)", " | ", html).replace("<br/>", " / ").replace("\u2028", " / ")
    html = re.sub(r"[＿_]+", "＿", html.replace("&#9;", "＿"))
    lines = (unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in html.split("</p>"))
    return "".join(f"{line}\n" for line in lines if line)


def lines_of(paper: LaidPaper) -> list[tuple[float, float, str]]:
    """Every line of text that Qt laid out, where its signs stand, also in tables."""
    found = []
    block, layout = paper.document.begin(), paper.document.documentLayout()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        for n in range(block.layout().lineCount()):
            line = block.layout().lineAt(n)
            words = block.text()[line.textStart() : line.textStart() + line.textLength()]
            middle = top + line.y() + line.ascent() / 2
            found.append((middle - line.ascent() / 3, middle + line.ascent() / 3, words))
        block = block.next()
    return found


def pages_of(paper: LaidPaper) -> list[list[str]]:
    """The lines on every page, from top to bottom; fails where a page cuts one, or shows one outside its box."""
    height = body_box(paper.paper).height()
    pages = []
    for strips in paper.pages:
        page = []
        for strip in strips:
            assert 0 <= strip.at <= strip.at + strip.bottom - strip.top <= height + 1
            for top, bottom, words in lines_of(paper):
                if strip.top <= top and bottom <= strip.bottom:
                    page.append(words)
                else:
                    assert bottom <= strip.top or top >= strip.bottom, f"cut: {words}"
        pages.append(page)
    return pages
