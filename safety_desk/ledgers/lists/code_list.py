"""What a code table is made of.

An entry is `code label=synonym synonym`, or only `label` where the label is the code. One entry a line or between |.
"""

from safety_desk.value import Value


class CodeList(Value):
    """A code table: its name in the program, what people call it, and its built-in entries."""

    name: str
    title: str
    text: str

    def entries(self) -> list[tuple[str, str, str]]:
        """Code, label and synonyms (with blanks between them) of every entry."""
        found = []
        for entry in self.text.replace("\n", "|").split("|"):
            if not (entry := entry.strip()):
                continue
            said, _, also = entry.partition("=")
            code, _, label = said.strip().rpartition(" ")
            found.append((code or label, label, also.strip()))
        return found
