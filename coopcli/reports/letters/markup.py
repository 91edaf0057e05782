"""From the markup of a letter to its blocks: the subject, paragraphs, lists, tables, and places that are drawn.

The markup is CommonMark with tables, without HTML, links or code. ``# Assunto`` is the subject; ``***`` a line to sign
on; a table without headings is a form or an account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from coopcli.reports.letters.values import Block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "list", "table", "signature", "drawn"]
Span = tuple[str, bool, bool]
"""Text, whether bold, whether italic; a line break is ``"\\n"``."""

Spans = tuple[Span, ...]

_MARK = "\ue000"
"""What sets off the name of a drawn block. No value holds it: ``values.clean`` takes it away."""


def drawn(name: str) -> Block:
    """Return what a template writes, as a paragraph of its own, where something is drawn."""
    return Block(f"{_MARK}{name}{_MARK}")


PIX = drawn("pix")
"""Where the Pix code stands."""

_RULES = [
    "heading", "hr", "list", "table", "emphasis", "newline", "entity", "escape", "text", "paragraph", "inline",
    "balance_pairs", "fragments_join",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterBlock:
    """A block: ``lines`` are a paragraph's one, a list's items, or a table's rows of cells, its header first."""

    kind: Kind
    lines: tuple[tuple[Spans, ...], ...] = ()
    right: tuple[bool, ...] = ()
    numbered: bool = False
    name: str = ""

    @property
    def header(self) -> tuple[Spans, ...]:
        """The titles of a table's columns; none where it has no titles."""
        return self.lines[0] if any(self.lines[0]) else ()

    @property
    def rows(self) -> tuple[tuple[Spans, ...], ...]:
        """The rows of a table below its header."""
        return self.lines[1:]

    def texts(self) -> list[list[str]]:
        """Return the words without their looks."""
        return [[plain(cell) for cell in line] for line in self.lines]


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says, before it is put on a page."""

    subject: str
    blocks: tuple[LetterBlock, ...]

    @property
    def is_signed(self) -> bool:
        """Whether the cooperative signs: not where the letter has a line for the member to sign on."""
        return not any(block.kind == "signature" for block in self.blocks)


def plain(spans: Spans) -> str:
    """Return the words of a text without its looks."""
    return "".join(text for text, _, _ in spans)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(_RULES)


def parsed(markup: str) -> LetterText:
    """Return the subject and blocks of a letter; ValueError where it has no subject."""
    subject, blocks = "", []
    for block in _blocks(_parser().parse(markup)):
        if block.kind == "heading" and not subject:
            subject = plain(block.lines[0][0])
        else:
            blocks.append(block)
    if not subject:
        raise ValueError("o modelo não tem assunto: a primeira linha é '# Assunto'")
    return LetterText(subject, tuple(blocks))


def _blocks(tokens: Sequence[Token]) -> Iterator[LetterBlock]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        inside = tokens[at + 1 : end]
        match token.type:
            case "heading_open":
                yield LetterBlock("heading", ((_spans(inside[0]),),))
            case "paragraph_open":
                yield _paragraph(inside[0])
            case "bullet_list_open" | "ordered_list_open":
                items = tuple((_spans(t),) for t in inside if t.type == "inline")
                yield LetterBlock("list", items, numbered=token.type.startswith("ordered"))
            case "table_open":
                yield _table(inside)
            case "hr":
                yield LetterBlock("signature")
        at = end + 1


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Return where the token that opens at ``at`` is closed (itself, where nothing is opened)."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens)


def _paragraph(inline: Token) -> LetterBlock:
    if inline.content.startswith(_MARK) and inline.content.endswith(_MARK):
        return LetterBlock("drawn", name=inline.content.strip(_MARK))
    return LetterBlock("paragraph", ((_spans(inline),),))


def _table(tokens: Sequence[Token]) -> LetterBlock:
    rows: list[list[Spans]] = []
    right: list[bool] = []
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if token.type == "inline":
            rows[-1].append(_spans(token))
            if before.type == "th_open":
                right.append("right" in str(before.attrGet("style")))
    header, *others = (tuple(row) for row in rows)
    return LetterBlock("table", (header, *others), tuple(right))


def _spans(inline: Token) -> Spans:
    spans: list[Span] = []
    bold = italic = 0
    for token in inline.children or []:
        bold += _step(token, "strong")
        italic += _step(token, "em")
        text = _BREAKS.get(token.type, token.content)
        if text:
            spans.append((text, bold > 0, italic > 0))
    return tuple(spans)


_BREAKS: dict[str, Any] = {"softbreak": " ", "hardbreak": "\n"}


def _step(token: Token, name: str) -> int:
    return token.nesting if token.type in (f"{name}_open", f"{name}_close") else 0
