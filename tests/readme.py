"""The fenced blocks of a Markdown file, so that what it tells users to do is what tests do.

Info strings: any language with `title=PATH` is a file of the user's; `sh` is commands; `python` is code to run;
`text` is what the commands print, where `...` stands for anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(?P<language>\w+)(?: title=(?P<title>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    language: str
    title: str | None
    text: str


@dataclass(frozen=True)
class Guide:
    """The blocks of a Markdown file, or of one of its sections."""

    blocks: tuple[Block, ...]

    @property
    def files(self) -> dict[str, str]:
        return {block.title: block.text for block in self.blocks if block.title}

    @property
    def commands(self) -> str:
        return "".join(self._untitled("sh"))

    @property
    def python(self) -> str:
        return "\n".join(self._untitled("python"))

    @property
    def output(self) -> re.Pattern[str]:
        """What the commands' output has to contain, line after line."""
        lines = "".join(self._untitled("text")).splitlines()
        patterns = (re.escape(line).replace(re.escape("..."), ".*") for line in lines)
        return re.compile("".join(rf"(?s:.*?)^{pattern}$" for pattern in patterns), re.MULTILINE)

    def _untitled(self, language: str) -> list[str]:
        return [block.text for block in self.blocks if block.language == language and not block.title]


def read(markdown: Path, *sections: str) -> list[Guide]:
    """Return the blocks under each heading `## {section}`, and all other blocks last."""
    text, guides = markdown.read_text(), list[Guide]()
    for section in sections:
        before, heading, rest = text.partition(f"\n## {section}\n")
        assert heading, f"{markdown} has no section {section}"
        inside, _, after = rest.partition("\n## ")
        guides.append(_guide(inside))
        text = f"{before}\n## {after}"
    return [*guides, _guide(text)]


def _guide(markdown: str) -> Guide:
    return Guide(tuple(Block(**match.groupdict()) for match in _FENCE.finditer(markdown)))
