"""Writes Markdown block by block while the tags go by."""

import re
from typing import Final

from attrs import Factory, define

from copilot_adapters.html_cleaners.escaping import escaped, escaped_address, escaped_line
from copilot_adapters.html_cleaners.tokens import BLOCKS

BREAK: Final = "\x05"
OPEN: Final = {"strong": "\x01", "em": "\x03"}
CLOSE: Final = {"strong": "\x02", "em": "\x04"}
MARKS: Final = {1: "**", 2: "**", 3: "*", 4: "*"}
KINDS: Final = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em"}

BLANKS: Final = re.compile(r"[\t\n\f\xa0][ \t\n\f\xa0]*+| [ \t\n\f\xa0]++")
"""Any run of blanks but the single space, which is what it becomes."""
PARAGRAPHS: Final = re.compile(r" ?\x05(?: ?\x05)+ ?")
BLANK_INSIDE: Final = re.compile(r"([\x01\x03]+)( +)|( +)([\x02\x04]+)")
EMPTY: Final = re.compile(r"\x01\x02|\x03\x04|\x02\x01|\x04\x03")
STUCK_END: Final = re.compile(r"(?<=[^\w\s\x01-\x04])([\x02\x04]+)(?=\w)")
STUCK_START: Final = re.compile(r"(?<=\w)([\x01\x03]+)(?=[^\w\s\x01-\x04])")
CELLS: Final = frozenset({"td", "th"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
DEEPEST: Final = 6


@define
class Holder:
    """What a block stands in: a list item of `depth`, or a quote (depth 0); the mark is written once."""

    mark: str
    depth: int
    fresh: bool = True

    def prefix(self) -> str:
        """Return what stands before the next block."""
        if not self.depth:
            return self.mark
        written = self.mark if self.fresh else " " * len(self.mark)
        self.fresh = False
        return written


@define
class Writer:
    """The Markdown written so far, and what is open."""

    written: list[str] = Factory(list)
    line: list[str] = Factory(list)
    holders: list[Holder] = Factory(list)
    lists: list[int | None] = Factory(list)
    """A list's next number, None where it has bullets."""
    open: dict[str, int] = Factory(lambda: {"strong": 0, "em": 0})
    link: str = ""
    link_from: int = 0
    heading: int = 0
    pre: int = 0

    def text(self, text: str) -> None:
        """Add text."""
        self.line.append(escaped(text) if not self.pre else BREAK.join(escaped(part) for part in text.split("\n")))

    def start(self, name: str, target: str = "") -> None:
        """An element begins; `target` is where a link leads."""
        if name in BLOCKS or name == "hr":
            self.end_block()
            self._start_block(name)
        elif name == "br":
            self.line.append(BREAK)
        elif name == "a":
            self._end_link()
            self.link, self.link_from = target, len(self.line)
        elif name in KINDS:
            self._start_mark(KINDS[name])
        elif name in CELLS and "".join(self.line[-3:]).strip(" \n\t\x05"):
            self.line.append(" | ")

    def end(self, name: str) -> None:
        """An element ends, whether it was open or not."""
        if name in BLOCKS:
            self.end_block()
            self._end_of_block(name)
        elif name == "a":
            self._end_link()
            self.link = ""
        elif name in KINDS:
            self._end_mark(KINDS[name])

    def _start_block(self, name: str) -> None:
        match name:
            case "ul" | "menu" | "dir":
                self.lists.append(None)
            case "ol":
                self.lists.append(1)
            case "li":
                self._start_item()
            case "blockquote":
                self.holders.append(Holder("> ", 0))
            case "pre":
                self.pre += 1
            case "hr":
                self._write("---", in_list=False)
            case _ if name in HEADINGS:
                self.heading = int(name[1])

    def _end_of_block(self, name: str) -> None:
        match name:
            case "ul" | "ol" | "menu" | "dir" if self.lists:
                self._leave_items(len(self.lists))
                self.lists.pop()
            case "li":
                self._leave_items(max(1, len(self.lists)))
            case "blockquote":
                self._leave_quote()
            case "pre":
                self.pre = max(0, self.pre - 1)
            case _ if name in HEADINGS:
                self.heading = 0

    def end_block(self) -> None:
        """Write what was gathered as paragraphs; what is open stays open in the next."""
        if not self.line:
            return
        self._end_link()
        marks = [kind for kind, depth in self.open.items() if depth]
        text = "".join([*self.line, *(CLOSE[kind] for kind in reversed(marks))])
        self.line = [OPEN[kind] for kind in marks]
        self.link_from = len(self.line)
        text = BLANKS.sub(" ", text)
        for paragraph in PARAGRAPHS.split(text) if BREAK in text else (text,):
            self._write_paragraph(paragraph.strip(" " + BREAK))

    def markdown(self) -> str:
        """Return all that was written."""
        self.end_block()
        return "".join(self.written).strip("\n")

    def _write_paragraph(self, text: str) -> None:
        if not text.strip(" \x01\x02\x03\x04\x05"):
            return
        marked = _marked(text, without_marks=bool(self.heading))
        lines = [escaped_line(line.strip()) for line in marked.split(BREAK)]
        if self.heading:
            self._write("#" * self.heading + " " + " ".join(lines), in_list=False)
        else:
            self._write("  \n".join(line for line in lines if line), in_list=bool(self.holders))

    def _write(self, block: str, *, in_list: bool) -> None:
        near = self.holders[-DEEPEST:]
        tight = in_list and near[-1].depth and near[-1].fresh
        prefix = "".join(holder.prefix() for holder in near)
        again = "".join(holder.mark if not holder.depth else " " * len(holder.mark) for holder in near)
        if self.written:
            self.written.append("\n" if tight and self.written[-1].lstrip().startswith(_ITEM) else "\n\n")
        self.written.append(prefix + block.replace("\n", "\n" + again))

    def _start_item(self) -> None:
        depth = max(1, len(self.lists))
        self._leave_items(depth)
        number = self.lists[-1] if self.lists else None
        if number is not None:
            self.lists[-1] = number + 1
        self.holders.append(Holder(f"{number}. " if number is not None else "- ", depth))

    def _leave_items(self, depth: int) -> None:
        while self.holders and self.holders[-1].depth >= depth:
            self.holders.pop()

    def _leave_quote(self) -> None:
        for at in range(len(self.holders) - 1, -1, -1):
            if not self.holders[at].depth:
                del self.holders[at:]
                return

    def _start_mark(self, kind: str) -> None:
        if not self.open[kind]:
            self.line.append(OPEN[kind])
        self.open[kind] += 1

    def _end_mark(self, kind: str) -> None:
        if self.open[kind]:
            self.open[kind] -= 1
            if not self.open[kind]:
                self.line.append(CLOSE[kind])

    def _end_link(self) -> None:
        if not self.link:
            return
        label = "".join(self.line[self.link_from :])
        del self.line[self.link_from :]
        shown = BLANKS.sub(" ", label.replace(BREAK, " ")).strip()
        if shown.strip("\x01\x02\x03\x04"):
            before, after = label[: len(label) - len(label.lstrip())], label[len(label.rstrip()) :]
            self.line.append(f"{before}[{shown}]({escaped_address(self.link)}){after}")
        elif label:
            self.line.append(label)
        self.link_from = len(self.line)


_ITEM: Final = ("- ", *(f"{digit}" for digit in range(10)))


def _marked(text: str, *, without_marks: bool) -> str:
    """Write emphasis where it shows: no blanks inside it, none empty, none stuck to a word."""
    if not any(mark in text for mark in "\x01\x02\x03\x04"):
        return text.replace("![", "\\![")
    if without_marks:
        return text.translate(dict.fromkeys(MARKS)).replace("![", "\\![")
    text = EMPTY.sub("", BLANK_INSIDE.sub(_blank_outside, text))
    text = STUCK_START.sub(r" \1", STUCK_END.sub(r"\1 ", text))
    return text.replace("![", "\\![").translate(MARKS)


def _blank_outside(found: re.Match[str]) -> str:
    return f"{found[2]}{found[1]}" if found[1] else f"{found[4]}{found[3]}"
